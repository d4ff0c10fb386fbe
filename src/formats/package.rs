//! Packed documents: a zip with XML parts, read within limits whatever its headers say.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::document::{DocumentError, ReadOptions, iso_date};
use super::encoding;
use super::xml::{self, Node};
use crate::lang::Lang;
use crate::model::{BlockKind, Source};
use crate::problem::{Place, Problem};

/// A zip opened for reading parts.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    packed: u64,
    limit: u64,
    unpacked: u64,
}

/// Unpacks every part of a package and forgets it again, to refuse bombs before a library opens them.
pub(super) fn measure(bytes: &[u8]) -> Result<(), DocumentError> {
    let mut package = Package::open(bytes, &ReadOptions::default())?;
    let names: Vec<String> = package.zip.file_names().flatten().map(Cow::into_owned).collect();
    names.iter().try_for_each(|name| {
        let bytes = package.bytes(name)?.unwrap_or_default();
        if name.to_ascii_lowercase().ends_with("sharedstrings.xml") { counted(name, &bytes) } else { Ok(()) }
    })
}

/// Whether the texts of a workbook can be as many as it says: a library makes room for them before it reads them.
fn counted(name: &str, bytes: &[u8]) -> Result<(), DocumentError> {
    const COUNT: &[u8] = b"uniqueCount";
    const LEAST: usize = "<si/>".len();
    for at in memchr::memmem::find_iter(bytes, COUNT) {
        let rest = bytes[at + COUNT.len()..].trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=").map(<[u8]>::trim_ascii_start) else { continue };
        let [b'"' | b'\'', digits @ ..] = rest else { continue };
        let digits: String = digits.iter().map_while(|b| b.is_ascii_digit().then_some(char::from(*b))).collect();
        if digits.len() > 9 || digits.parse().is_ok_and(|count: usize| count > bytes.len() / LEAST) {
            return Err(corrupt(name, format!("it counts {digits} texts, more than it has room for"), None, None));
        }
    }
    Ok(())
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

    /// The text of a part, if it is there.
    pub(super) fn optional(&mut self, name: &str) -> Result<Option<String>, DocumentError> {
        let bytes = self.bytes(name)?;
        Ok(bytes.map(|bytes| encoding::decode(&bytes, encoding::declared_in_xml(&bytes), None).text))
    }

    /// The bytes of a part, if it is there. What is unpacked is counted as it comes: headers may lie.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, DocumentError> {
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
        Ok(Some(bytes))
    }
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

/// Walks through an XML part, giving each node to `visit`.
pub(super) fn walk(part: &str, xml: &str, visit: impl FnMut(Node<'_>)) -> Result<(), DocumentError> {
    xml::walk(xml, visit).map_err(|error| corrupt(part, error.cause, Some(error.at.line), Some(error.at.byte)))
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

/// What a part with metadata says of the document: title, date and language, each by the name of its element.
pub(super) fn properties(
    package: &mut Package<'_>,
    part: &str,
    names: [&str; 3],
    problems: &mut Vec<Problem>,
) -> Result<(Source, Option<Lang>), DocumentError> {
    let xml = package.optional(part);
    let read = xml.and_then(|xml| xml.map_or(Ok([None, None, None]), |xml| values(part, &xml, names)));
    let [title, date, language] = forgive(read, problems)?;
    let source = Source { title, date: date.and_then(|date| iso_date(&date)), ..Source::default() };
    Ok((source, language.and_then(|tag| Lang::parse(&tag).ok())))
}

/// What stands in the element of a name, such as `dc:title`, the first time it comes.
fn values<const N: usize>(part: &str, xml: &str, names: [&str; N]) -> Result<[Option<String>; N], DocumentError> {
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
