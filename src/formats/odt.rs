//! OpenDocument texts (ODT), as LibreOffice Writer saves them.

use std::collections::HashMap;

use super::DocumentError;
use super::document::{Read, ReadOptions, of_paragraphs};
use super::package::{Flow, Package, forgive, properties, walk};
use super::xml::{Element, Node};
use crate::model::BlockKind;

/// Reads an OpenDocument text.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Read {
    let mut problems = Vec::new();
    let mut package = Package::open(bytes, options)?;
    let manifest = package.optional("META-INF/manifest.xml");
    if forgive(manifest, &mut problems)?.is_some_and(|xml| xml.contains("encryption-data")) {
        return Err(DocumentError::Encrypted);
    }
    let part = "content.xml";
    let xml = package.part(part)?;
    let mut content = Content::default();
    walk(part, &xml, |node| content.take(node))?;
    let mut blocks = content.flow.finish();
    blocks.extend(content.notes.finish().into_iter().map(|(_, text)| (BlockKind::Paragraph, text)));

    let (source, lang) = properties(&mut package, "meta.xml", ["title", "creation-date", "language"], &mut problems)?;
    let mut document = of_paragraphs(source, blocks);
    document.lang = lang;
    Ok((document, problems))
}

/// Where we are in `content.xml`.
#[derive(Default)]
struct Content {
    flow: Flow,
    /// Text of notes, which goes after the document.
    notes: Flow,
    /// The kinds of the open paragraphs.
    kinds: Vec<BlockKind>,
    in_body: bool,
    skipped: usize,
    in_note: usize,
    items: usize,
    cells: usize,
    /// The open spans: whether each is hidden.
    spans: Vec<bool>,
    styles: HashMap<String, Style>,
    style: Option<String>,
}

/// What an automatic style says.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    hidden: bool,
}

impl Content {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(_) if self.skipped > 0 => self.skipped += 1,
            Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Text(_) if self.skipped > 0 => {}
            Node::Open(element) if self.in_body => self.open(&element),
            Node::Open(element) => self.open_outside(&element),
            Node::Close(name) => self.close(&name),
            Node::Text(text) => self.text(&text),
        }
    }

    fn flow(&mut self) -> &mut Flow {
        if self.in_note > 0 { &mut self.notes } else { &mut self.flow }
    }

    /// White space is written as it pleases the writer; several blanks count as one.
    fn text(&mut self, text: &str) {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        if self.kinds.is_empty() || self.spans.contains(&true) {
            return;
        }
        let flow = self.flow();
        for (at, word) in text.split(blank).enumerate() {
            if at > 0 && !flow.text().ends_with([' ', '\n']) {
                flow.push(" ");
            }
            flow.push(word);
        }
    }

    fn push(&mut self, text: &str) {
        if !self.spans.contains(&true) {
            self.flow().push(text);
        }
    }

    /// Before the body: the automatic styles.
    fn open_outside(&mut self, element: &Element<'_>) {
        match element.name() {
            "body" => self.in_body = true,
            "style" => {
                self.style = element.attribute("name");
                if let Some(name) = self.style.clone() {
                    let parent = element.attribute("parent-style-name");
                    self.styles.insert(name, Style { parent, hidden: false });
                }
            }
            "text-properties" if element.attribute("display").as_deref() == Some("none") => {
                if let Some(style) = self.style.as_ref().and_then(|name| self.styles.get_mut(name)) {
                    style.hidden = true;
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            // Deleted text, comments, forms, marks of notes, templates of indexes, descriptions of pictures.
            "tracked-changes"
            | "annotation"
            | "forms"
            | "note-citation"
            | "table-of-content-source"
            | "title"
            | "desc"
            | "ruby-text"
            | "sequence-decls"
            | "illustration-index-source"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "user-index-source"
            | "hidden-text" => self.skipped = 1,
            "p" => self.begin(self.style_level(element).map_or(BlockKind::Paragraph, BlockKind::Heading)),
            "h" => {
                let level = element.attribute("outline-level").and_then(|level| level.parse().ok());
                self.begin(BlockKind::Heading(level.unwrap_or(1)));
            }
            "list-item" => self.items += 1,
            "table-cell" => self.cells += 1,
            "note-body" => self.in_note += 1,
            "span" => {
                let hidden = element
                    .attribute("style-name")
                    .is_some_and(|name| self.styles.get(&name).is_some_and(|style| style.hidden));
                self.spans.push(hidden);
            }
            "s" => {
                const MOST: usize = 100;
                let count = element.attribute("c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.push(&" ".repeat(count.min(MOST)));
            }
            "tab" => self.push(" "),
            "line-break" => self.push("\n"),
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        let kind = match kind {
            _ if self.cells > 0 => BlockKind::Cell,
            BlockKind::Paragraph if self.items > 0 => BlockKind::ListItem,
            kind => kind,
        };
        self.kinds.push(kind);
        self.flow().begin();
    }

    fn close(&mut self, name: &str) {
        if !self.in_body {
            return;
        }
        match name {
            "p" | "h" => {
                if let Some(kind) = self.kinds.pop() {
                    self.flow().end(kind);
                }
            }
            "list-item" => self.items = self.items.saturating_sub(1),
            "table-cell" => self.cells = self.cells.saturating_sub(1),
            "note-body" => self.in_note = self.in_note.saturating_sub(1),
            "span" => {
                self.spans.pop();
            }
            _ => {}
        }
    }

    /// The level of a paragraph that is a heading by its style only.
    fn style_level(&self, element: &Element<'_>) -> Option<u8> {
        let name = element.attribute("style-name")?;
        let parent = self.styles.get(&name).and_then(|style| style.parent.clone());
        let name = parent.unwrap_or(name);
        match name.as_str() {
            "Title" => Some(1),
            "Subtitle" => Some(2),
            name => name.strip_prefix("Heading_20_")?.parse().ok(),
        }
    }
}
