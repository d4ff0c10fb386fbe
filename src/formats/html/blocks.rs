//! Cutting the content of a page into blocks.

use super::page::Page;
use crate::model::BlockKind;

/// The blocks below a node.
pub(super) fn of(page: &Page, root: usize) -> Vec<(BlockKind, String)> {
    let mut cutter =
        Cutter { page, open: Vec::new(), blocks: Vec::new(), text: String::new(), linked: true, breaks: 0 };
    let end = page.end(root);
    let mut node = root;
    while node < end {
        cutter.close_until(node);
        if page.is_off(node) {
            node = page.end(node);
        } else {
            cutter.take(node);
            node += 1;
        }
    }
    cutter.close_until(usize::MAX);
    cutter.flush();
    cutter.blocks
}

/// Text with white space as browsers show it: runs of it are one space; non-breaking spaces stay.
pub(super) fn squeeze(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

struct Cutter<'p> {
    page: &'p Page,
    open: Vec<Open>,
    blocks: Vec<(BlockKind, String)>,
    text: String,
    /// Whether all text so far is links.
    linked: bool,
    /// Line breaks since the last text.
    breaks: usize,
}

/// An open element.
#[derive(Clone, Copy)]
struct Open {
    end: usize,
    block: bool,
    kind: BlockKind,
    /// In a link; in preformatted text; in an element made for text rather than for layout.
    link: bool,
    pre: bool,
    textual: bool,
}

impl Cutter<'_> {
    /// Closes the elements that end before a node.
    fn close_until(&mut self, node: usize) {
        while let Some(&open) = self.open.last()
            && open.end <= node
        {
            if open.block {
                self.flush();
            }
            self.open.pop();
        }
    }

    fn take(&mut self, node: usize) {
        if let Some(text) = self.page.text(node) {
            return self.push(text);
        }
        let name = self.page.name(node);
        if name == "br" {
            self.breaks += 1;
            return;
        }
        let block = is_block(name);
        if block {
            self.flush();
        }
        let above = self.open.last();
        let heading = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        let cell = matches!(name, "td" | "th") && !self.is_layout(node);
        let kind = match (name, heading) {
            (_, Some(level)) => BlockKind::Heading(level),
            ("li", _) => BlockKind::ListItem,
            _ if cell => BlockKind::Cell,
            // A table made for layout in a list is no list any more, and so on.
            ("table" | "ul" | "ol" | "blockquote", _) => BlockKind::Paragraph,
            _ => above.map_or(BlockKind::Paragraph, |above| above.kind),
        };
        let textual = heading.is_some() || cell || matches!(name, "p" | "li" | "dt" | "dd" | "blockquote");
        self.open.push(Open {
            end: self.page.end(node),
            block,
            kind,
            link: name == "a" || above.is_some_and(|above| above.link),
            pre: name == "pre" || above.is_some_and(|above| above.pre),
            textual: textual || (!block && above.is_some_and(|above| above.textual)),
        });
    }

    /// Whether a cell is a column of the page rather than of a table of data.
    fn is_layout(&self, cell: usize) -> bool {
        const LOOKED_AT: usize = 300;
        let mut inner = self.page.within(cell).take(LOOKED_AT).map(|node| self.page.name(node));
        inner.any(|name| matches!(name, "table" | "h1" | "h2" | "h3" | "article" | "main"))
    }

    fn push(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open.pre) && text.contains("\n\n") {
            for (at, part) in text.split("\n\n").enumerate() {
                if at > 0 {
                    self.flush();
                }
                self.push_words(part);
            }
        } else {
            self.push_words(text);
        }
    }

    fn push_words(&mut self, text: &str) {
        let blank = |c: char| c.is_ascii_whitespace();
        if text.chars().all(blank) {
            return self.space(text);
        }
        // Editors keep «empty» lines open with a non-breaking space between two breaks.
        if self.breaks > 0 && text.trim().is_empty() {
            return;
        }
        let heading = matches!(self.open.last(), Some(Open { kind: BlockKind::Heading(_), .. }));
        match self.breaks {
            0 => {}
            1 => self.space(" "),
            _ if heading => self.space(" "),
            _ => self.flush(),
        }
        self.breaks = 0;
        if text.starts_with(blank) {
            self.space(" ");
        }
        let mut first = true;
        for word in text.split_ascii_whitespace() {
            if !first {
                self.text.push(' ');
            }
            self.text.push_str(word);
            first = false;
        }
        if text.ends_with(blank) {
            self.space(" ");
        }
        self.linked &= self.open.last().is_some_and(|open| open.link);
    }

    fn space(&mut self, white: &str) {
        if !white.is_empty() && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Ends the block being read, if there is one.
    fn flush(&mut self) {
        self.breaks = 0;
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::replace(&mut self.linked, true);
        if text.trim().is_empty() {
            return;
        }
        // A lone link in no paragraph is a button: «Версия для печати», «Наверх».
        let textual = self.open.last().is_some_and(|open| open.textual);
        if linked && !textual {
            return;
        }
        self.blocks.push((self.open.last().map_or(BlockKind::Paragraph, |open| open.kind), text));
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
