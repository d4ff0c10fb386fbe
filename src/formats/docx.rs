//! Word documents (Office Open XML, DOCX).
//!
//! The body is read in one pass, without a tree, so that nesting costs nothing. Runs are joined to whole paragraphs:
//! Word splits them at every change of spelling language. What a reader of the document does not see is left out:
//! deleted text, hidden text, codes of fields, marks of notes, headers and footers.

use std::collections::HashMap;

use super::document::{Read, ReadOptions, of_paragraphs};
use super::package::{Flow, Package, forgive, properties, walk};
use super::xml::{Element, Node};
use crate::model::BlockKind;

/// Reads a Word document.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Read {
    let mut problems = Vec::new();
    let mut package = Package::open(bytes, options)?;
    let main = main_part(&mut package);
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let xml = package.part(&main)?;

    let name = beside("styles.xml");
    let styles =
        package.optional(&name).and_then(|xml| xml.map_or(Ok(Styles::default()), |xml| Styles::read(&name, &xml)));
    let styles = forgive(styles, &mut problems)?;

    let mut blocks = paragraphs(&main, &xml, &styles)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        let name = beside(notes);
        let read =
            package.optional(&name).and_then(|xml| xml.map_or(Ok(Vec::new()), |xml| paragraphs(&name, &xml, &styles)));
        let notes = forgive(read, &mut problems)?;
        blocks.extend(notes.into_iter().map(|(_, text)| (BlockKind::Paragraph, text)));
    }

    let (source, lang) =
        properties(&mut package, "docProps/core.xml", ["title", "created", "language"], &mut problems)?;
    let mut document = of_paragraphs(source, blocks);
    document.lang = lang;
    Ok((document, problems))
}

/// The main part: Word calls it `word/document.xml`, but the package may name another.
fn main_part(package: &mut Package<'_>) -> String {
    let mut found = None;
    if let Ok(Some(xml)) = package.optional("_rels/.rels") {
        let _ = walk("_rels/.rels", &xml, |node| {
            let Node::Open(element) = node else { return };
            if element.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                found = element.attribute("Target").map(|target| target.trim_start_matches('/').to_owned());
            }
        });
    }
    found.filter(|part| !part.is_empty()).unwrap_or_else(|| "word/document.xml".to_owned())
}

/// Levels of outlines: 0 to 8 are headings, 9 is body text.
const BODY_LEVEL: u8 = 9;

/// What styles say of the paragraphs and runs that have them.
#[derive(Default)]
struct Styles(HashMap<String, Style>);

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    listed: Option<bool>,
    hidden: bool,
}

impl Styles {
    fn read(part: &str, xml: &str) -> Result<Self, super::DocumentError> {
        let mut styles = HashMap::new();
        let mut current: Option<(String, Style)> = None;
        walk(part, xml, |node| match node {
            Node::Open(element) if element.name() == "style" => {
                current = element.attribute("styleId").map(|id| (id, Style::default()));
            }
            Node::Open(element) => {
                if let Some((_, style)) = &mut current {
                    style.take(&element);
                }
            }
            Node::Close(name) if name == "style" => styles.extend(current.take()),
            _ => {}
        })?;
        Ok(Self(styles))
    }

    /// The style and those it is based on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        const DEEPEST: usize = 16; // styles may be based on each other in a circle
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.based_on.as_deref()?)).take(DEEPEST)
    }

    /// Level of the heading that paragraphs of this style are.
    fn heading(&self, id: &str) -> Option<u8> {
        let level = self.chain(id).find_map(|style| style.outline.or_else(|| heading_level(&style.name)));
        let level = if self.0.contains_key(id) { level } else { heading_level(id) };
        level.filter(|&level| level < BODY_LEVEL)
    }

    fn is_listed(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.listed).unwrap_or(false)
    }

    fn is_hidden(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.hidden)
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        let value = || element.attribute("val");
        match element.name() {
            "name" => self.name = value().unwrap_or_default(),
            "basedOn" => self.based_on = value(),
            "outlineLvl" => self.outline = value().and_then(|level| level.parse().ok()),
            "numId" => self.listed = Some(value().is_some_and(|id| id != "0")),
            "vanish" => self.hidden = is_on(element),
            _ => {}
        }
    }
}

/// The outline level (from 0) of a heading style, by its name in any of our languages, or by the names in the
/// template of the National Register of Legal Acts, which the codes of Belarus are published in.
fn heading_level(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let stem = name[..name.len() - digits.len()].trim_end();
    match (stem, digits) {
        ("heading" | "заголовок" | "загаловак", digits) => digits.parse::<u8>().ok()?.checked_sub(1),
        ("title" | "название" | "назва" | "titlek" | "titleu" | "titlep", "") => Some(0),
        ("subtitle" | "подзаголовок" | "падзагаловак" | "part" | "razdel" | "zagrazdel", "") => {
            Some(1)
        }
        ("chapter" | "podrazdel" | "nonumheader", "") => Some(2),
        ("article", "") => Some(3),
        _ => None,
    }
}

/// Whether a switch such as `<w:vanish/>` is on.
fn is_on(element: &Element<'_>) -> bool {
    !matches!(element.attribute("val").as_deref(), Some("0" | "false" | "off"))
}

/// The paragraphs of a part: the body, or the notes.
fn paragraphs(part: &str, xml: &str, styles: &Styles) -> Result<Vec<(BlockKind, String)>, super::DocumentError> {
    let mut body = Body::new(styles);
    walk(part, xml, |node| body.take(node))?;
    if !body.carried.is_empty() {
        body.flow.begin();
        body.flow.push(&body.carried);
    }
    Ok(body.flow.finish())
}

/// Where we are in a part.
struct Body<'s> {
    styles: &'s Styles,
    flow: Flow,
    /// The open paragraphs' properties, one for each in `flow`.
    properties: Vec<Properties>,
    /// Text of paragraphs whose end was deleted: it goes on in the next one.
    carried: String,
    /// How deep we are in an element that is passed over.
    skipped: usize,
    /// How deep in table cells.
    cells: usize,
    /// In `<w:pPr>`, in a run, in the text of a run.
    in_properties: bool,
    in_text: bool,
    run_hidden: bool,
    in_run: bool,
    /// The open fields: whether each is still at its code.
    fields: Vec<bool>,
    /// The open `<mc:AlternateContent>`: whether each has given a choice.
    alternatives: Vec<bool>,
}

/// What `<w:pPr>` says.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    outline: Option<u8>,
    listed: Option<bool>,
    end_deleted: bool,
}

impl<'s> Body<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            flow: Flow::default(),
            properties: Vec::new(),
            carried: String::new(),
            skipped: 0,
            cells: 0,
            in_properties: false,
            in_text: false,
            run_hidden: false,
            in_run: false,
            fields: Vec::new(),
            alternatives: Vec::new(),
        }
    }

    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(_) if self.skipped > 0 => self.skipped += 1,
            Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Text(_) if self.skipped > 0 => {}
            Node::Open(element) => self.open(&element),
            Node::Close(name) => self.close(&name),
            Node::Text(text) => {
                if self.in_text {
                    self.push(&text);
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        if !self.run_hidden && !self.fields.contains(&true) {
            self.flow.push(text);
        }
    }

    fn open(&mut self, element: &Element<'_>) {
        let value = || element.attribute("val");
        match element.name() {
            "del" if self.in_properties => {
                self.set(|properties| properties.end_deleted = true);
                self.skipped = 1;
            }
            // Deleted text, former properties, codes of fields, stops of tabs, readings over East Asian words.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "pPrChange" | "rPrChange"
            | "sectPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange" | "tabs" | "sdtPr" | "sectPr" | "rt" => {
                self.skipped = 1
            }
            "AlternateContent" => self.alternatives.push(false),
            "Choice" => {
                if let Some(chosen) = self.alternatives.last_mut() {
                    self.skipped = usize::from(*chosen);
                    *chosen = true;
                }
            }
            "Fallback" if self.alternatives.last() == Some(&true) => self.skipped = 1,
            // The lines over the notes.
            "footnote" | "endnote" if element.attribute("type").is_some_and(|kind| kind != "normal") => {
                self.skipped = 1
            }
            "tc" => self.cells += 1,
            "p" => {
                self.flow.begin();
                self.properties.push(Properties::default());
                let carried = std::mem::take(&mut self.carried);
                self.flow.push(&carried);
            }
            "pPr" => self.in_properties = true,
            "pStyle" => self.set(|properties| properties.style = value()),
            "outlineLvl" if self.in_properties => {
                self.set(|properties| properties.outline = value().and_then(|level| level.parse().ok()));
            }
            "numId" if self.in_properties => {
                self.set(|properties| properties.listed = Some(value().is_some_and(|id| id != "0")));
            }
            "r" => {
                self.in_run = true;
                self.run_hidden = false;
            }
            "vanish" if self.in_run && !self.in_properties => self.run_hidden = is_on(element),
            "rStyle" if self.in_run => self.run_hidden |= value().is_some_and(|id| self.styles.is_hidden(&id)),
            "t" => self.in_text = true,
            "br" | "cr" => self.push("\n"),
            "tab" | "ptab" => self.push(" "),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{AD}"),
            "sym" => {
                if let Some(c) = symbol(element) {
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(true),
                Some("separate") => {
                    if let Some(code) = self.fields.last_mut() {
                        *code = false;
                    }
                }
                _ => {
                    self.fields.pop();
                }
            },
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "tc" => self.cells = self.cells.saturating_sub(1),
            "pPr" => self.in_properties = false,
            "r" => {
                self.in_run = false;
                self.run_hidden = false;
            }
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            _ => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Properties)) {
        if let Some(properties) = self.properties.last_mut() {
            change(properties);
        }
    }

    fn end_paragraph(&mut self) {
        // A field whose code was never closed must not swallow the rest of the document.
        self.fields.fill(false);
        let Some(properties) = self.properties.pop() else { return };
        if properties.end_deleted && self.properties.is_empty() {
            self.carried = self.flow.text().to_owned();
            return self.flow.drop_text();
        }
        let kind = self.kind(&properties);
        self.flow.end(kind);
    }

    fn kind(&self, properties: &Properties) -> BlockKind {
        let style = properties.style.as_deref();
        let heading = match properties.outline {
            Some(level) => (level < BODY_LEVEL).then_some(level),
            None => style.and_then(|id| self.styles.heading(id)),
        };
        let listed = properties.listed.unwrap_or_else(|| style.is_some_and(|id| self.styles.is_listed(id)));
        match heading {
            _ if self.cells > 0 => BlockKind::Cell,
            Some(level) => BlockKind::Heading(level + 1),
            None if listed => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        }
    }
}

/// `<w:sym>`: a character of a symbol font, given by its code there.
fn symbol(element: &Element<'_>) -> Option<char> {
    const GREEK_SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    const GREEK_CAPITAL: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    let code = u32::from_str_radix(&element.attribute("char")?, 16).ok()?;
    // Symbol fonts keep their characters in the private area, 0xF000 above the code.
    let code = if (0xF020..=0xF0FF).contains(&code) { code - 0xF000 } else { return char::from_u32(code) };
    if element.attribute("font").is_some_and(|font| font.to_ascii_lowercase().starts_with("wingdings")) {
        return Some(match code {
            0xFC | 0xFE => '✓',
            0xE0 => '→',
            0x6F | 0xA8 => '☐',
            _ => '•',
        });
    }
    match code {
        0x61..=0x7A => GREEK_SMALL.chars().nth(code as usize - 0x61),
        0x41..=0x5A => GREEK_CAPITAL.chars().nth(code as usize - 0x41),
        0xA3 => Some('≤'),
        0xB0 => Some('°'),
        0xB1 => Some('±'),
        0xB3 => Some('≥'),
        0xB4 => Some('×'),
        0xB7 => Some('•'),
        0xB8 => Some('÷'),
        0xB9 => Some('≠'),
        0xBB => Some('≈'),
        0x2D => Some('−'),
        0xBE => Some('—'),
        0xAE => Some('→'),
        0x20..=0x7E => char::from_u32(code),
        _ => Some('•'),
    }
}
