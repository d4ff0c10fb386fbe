//! Packed documents: a zip with XML parts, read within limits whatever its headers say.

use std::io::{Cursor, Read as _};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;
use zip::result::ZipError;

use super::document::{DocumentError, ReadOptions};
use super::encoding;
use crate::model::BlockKind;
use crate::problem::{Place, Problem};

/// A zip opened for reading parts.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    packed: u64,
    limit: u64,
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub(super) fn open(bytes: &'a [u8], options: &ReadOptions) -> Result<Self, DocumentError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken("the zip archive", &error))?;
        Ok(Self { zip, packed: bytes.len() as u64, limit: options.max_unpacked, unpacked: 0 })
    }

    /// The text of a part that must be there.
    pub(super) fn part(&mut self, name: &str) -> Result<String, DocumentError> {
        self.optional(name)?.ok_or_else(|| DocumentError::Missing { part: name.to_owned() })
    }

    /// The text of a part, if it is there. What is unpacked is counted as it comes: headers may lie.
    pub(super) fn optional(&mut self, name: &str) -> Result<Option<String>, DocumentError> {
        // Text packs to a tenth or so, seldom to a fiftieth; a bomb to less than a five-hundredth.
        const HARMLESS: u64 = 32 << 20;
        const RATIO: u64 = 300;
        let allowed = self.limit.min(HARMLESS.max(self.packed.saturating_mul(RATIO)));
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(broken(name, &error)),
        };
        let room = allowed.saturating_sub(self.unpacked);
        let mut bytes = Vec::new();
        let read = file.take(room.saturating_add(1)).read_to_end(&mut bytes);
        if bytes.len() as u64 > room {
            return Err(DocumentError::TooBig { limit: allowed });
        }
        self.unpacked += bytes.len() as u64;
        read.map_err(|error| corrupt(name, error.to_string(), None, None))?;
        let declared = declared(&bytes);
        Ok(Some(encoding::decode(&bytes, declared.as_deref(), None).text))
    }
}

/// The encoding in an XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let after = head.split_once("encoding=")?.1;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next().map(str::to_owned)
}

fn broken(part: &str, error: &ZipError) -> DocumentError {
    match error {
        ZipError::InvalidPassword => DocumentError::Encrypted,
        ZipError::UnsupportedArchive(text) if text.to_ascii_lowercase().contains("password") => {
            DocumentError::Encrypted
        }
        error => corrupt(part, error.to_string(), None, None),
    }
}

fn corrupt(part: &str, cause: String, line: Option<u64>, byte: Option<u64>) -> DocumentError {
    DocumentError::Corrupt { part: part.to_owned(), cause, line, byte }
}

/// One step through an XML part.
pub(super) enum Node<'x> {
    /// `<name …>`; for `<name/>` a [`Node::Close`] follows too.
    Open(Element<'x>),
    /// The end of the element of that local name.
    Close(String),
    /// Text, with references resolved.
    Text(String),
}

/// A start tag.
pub(super) struct Element<'x> {
    tag: BytesStart<'x>,
}

impl Element<'_> {
    /// Name without prefix. Programs choose their prefixes; the local names of a format do not clash where we look.
    pub(super) fn name(&self) -> &str {
        local(self.tag.name().into_inner())
    }

    /// Value of the attribute of that local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| local(attribute.key.into_inner()) == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Walks through an XML part, giving each node to `visit`.
///
/// DOCTYPEs are passed over: entities other than the five of XML stay as written and are never expanded.
pub(super) fn walk(part: &str, xml: &str, mut visit: impl FnMut(Node<'_>)) -> Result<(), DocumentError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                visit(Node::Open(Element { tag }));
            }
            Ok(Event::Empty(tag)) => {
                let name = local(tag.name().into_inner()).to_owned();
                visit(Node::Open(Element { tag }));
                visit(Node::Close(name));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(local(tag.name().into_inner()).to_owned()));
            }
            Ok(Event::Text(text)) => visit(Node::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => visit(Node::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference.xml10_content();
                let text = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => quick_xml::escape::resolve_predefined_entity(name)
                        .map_or_else(|| format!("&{name};"), str::to_owned),
                };
                visit(Node::Text(text));
            }
            Ok(Event::Eof) if depth == 0 => return Ok(()),
            Ok(Event::Eof) => return Err(at(part, xml, xml.len() as u64, "the end is missing".to_owned())),
            Ok(Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_)) => {}
            Err(error) => return Err(at(part, xml, reader.error_position(), error.to_string())),
        }
    }
}

fn at(part: &str, xml: &str, byte: u64, cause: String) -> DocumentError {
    let end = usize::try_from(byte).unwrap_or(usize::MAX).min(xml.len());
    let line = xml.as_bytes()[..end].iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
    corrupt(part, cause, Some(line), Some(byte))
}

/// Paragraphs as they come out of a part: text boxes hold paragraphs inside of paragraphs.
#[derive(Default)]
pub(super) struct Flow {
    done: Vec<(BlockKind, String)>,
    open: Vec<OpenParagraph>,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    inner: Vec<(BlockKind, String)>,
}

impl Flow {
    /// A paragraph begins.
    pub(super) fn begin(&mut self) {
        self.open.push(OpenParagraph::default());
    }

    /// Adds text to the innermost paragraph; outside of any it is white space between elements.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    /// The innermost paragraph's text so far.
    pub(super) fn text(&self) -> &str {
        self.open.last().map_or("", |paragraph| &paragraph.text)
    }

    /// The innermost paragraph ends; what stood in boxes inside of it follows it.
    pub(super) fn end(&mut self, kind: BlockKind) {
        let Some(paragraph) = self.open.pop() else { return };
        let into = match self.open.last_mut() {
            Some(outer) => &mut outer.inner,
            None => &mut self.done,
        };
        into.push((kind, paragraph.text));
        into.extend(paragraph.inner);
    }

    /// The innermost paragraph ends without a block of its own: its text was taken elsewhere.
    pub(super) fn drop_text(&mut self) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.clear();
        }
        self.end(BlockKind::Paragraph);
    }

    /// All paragraphs in reading order.
    pub(super) fn finish(mut self) -> Vec<(BlockKind, String)> {
        while !self.open.is_empty() {
            self.end(BlockKind::Paragraph);
        }
        self.done
    }
}

/// What stands in the element of a name, such as `dc:title`, the first time it comes.
pub(super) fn values<const N: usize>(
    part: &str,
    xml: &str,
    names: [&str; N],
) -> Result<[Option<String>; N], DocumentError> {
    let mut values = [const { None::<String> }; N];
    let mut inside: Option<usize> = None;
    walk(part, xml, |node| match node {
        Node::Open(element) => {
            inside = names.iter().position(|name| *name == element.name()).filter(|&at| values[at].is_none());
        }
        Node::Text(text) => {
            if let Some(at) = inside {
                values[at].get_or_insert_default().push_str(&text);
            }
        }
        Node::Close(_) => inside = None,
    })?;
    Ok(values.map(|value| value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())))
}

/// A flaw in a part that the text can do without becomes a problem.
pub(super) fn forgive<T: Default>(
    result: Result<T, DocumentError>,
    problems: &mut Vec<Problem>,
) -> Result<T, DocumentError> {
    match result {
        Err(DocumentError::Corrupt { part, cause, line, .. }) => {
            let message = format!("{part} is damaged ({cause}); the text was read without it");
            problems.push(Problem { code: "document-part-damaged", message, place: Place { line, tu: None } });
            Ok(T::default())
        }
        other => other,
    }
}
