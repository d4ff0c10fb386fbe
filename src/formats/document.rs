//! Reading a document of any format: which format it is, what may go wrong, and what all readers share.

mod form;
mod speaker;

use thiserror::Error;

use form::Form;

use super::{DOCUMENTS, encoding};
use crate::lang::{Lang, Language};
use crate::model::{BlockKind, Document, Source};
use crate::problem::{Place, Problem};

/// What a reader of one format yields.
pub(super) type Read = Result<(Document, Vec<Problem>), DocumentError>;

/// A line of the table of formats.
pub(super) struct Reader {
    pub(super) format: DocumentFormat,
    pub(super) extensions: &'static [&'static str],
    pub(super) read: fn(&[u8], &ReadOptions) -> Read,
}

/// A format documents come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentFormat {
    /// Plain text.
    Txt,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Office Open XML: Word.
    Docx,
    /// OpenDocument text: LibreOffice Writer.
    Odt,
}

impl DocumentFormat {
    /// The format of a file: by its extension, or by its first bytes where the extension is none of ours.
    ///
    /// Whether the content agrees with the extension is for [`read_document`] to say, which can explain it.
    #[must_use]
    pub fn of(name: &str, head: &[u8]) -> Option<Self> {
        let extension = extension(name);
        DOCUMENTS
            .iter()
            .find(|reader| reader.extensions.contains(&extension.as_str()))
            .map(|reader| reader.format)
            .or_else(|| match Form::of(head)? {
                Form::Html => Some(Self::Html),
                Form::Docx => Some(Self::Docx),
                Form::Odt => Some(Self::Odt),
                _ => None,
            })
    }

    /// The extensions that name a document, for help texts: `txt`, `text`, `md` …
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        DOCUMENTS.iter().flat_map(|reader| reader.extensions.iter().copied())
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Txt => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "a web page (HTML)",
            Self::Docx => "a Word document (DOCX)",
            Self::Odt => "an OpenDocument text (ODT)",
        }
    }
}

fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// How to read a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of a text, Markdown or HTML file, instead of finding it out.
    pub encoding: Option<String>,
    /// Whether each line of a text file is one segment.
    pub segmented: bool,
    /// The language the document is said to be in.
    pub lang_hint: Option<Language>,
    /// How many bytes a packed document (DOCX, ODT) may unpack to.
    pub max_unpacked: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { encoding: None, segmented: false, lang_hint: None, max_unpacked: 512 << 20 }
    }
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// There is nothing in it.
    #[error("the file is empty: check that it was saved or downloaded completely")]
    Empty,
    /// The name tells no format, and neither does the content.
    #[error("cannot tell the format of a file named “{name}”: name it with one of the extensions {known}")]
    UnknownFormat {
        /// The name.
        name: String,
        /// The extensions that can be read.
        known: String,
    },
    /// Bytes that are no text in any encoding.
    #[error("this is no text: byte {byte} and others are control characters; check that the file is a document")]
    NotText {
        /// The first offending place, a byte of the decoded text.
        byte: usize,
    },
    /// The content is of another form than the name says.
    #[error("this is {found}, not {expected}: {advice}")]
    WrongForm {
        /// What it is.
        found: &'static str,
        /// What the name promised.
        expected: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// It is locked with a password.
    #[error("the document is protected with a password: open it, save a copy without the password, and read that")]
    Encrypted,
    /// A packed document lacks a part it must have.
    #[error("the document has no part “{part}”: open it in an office program and save it anew")]
    Missing {
        /// Name of the part.
        part: String,
    },
    /// Damaged content.
    #[error("the document is damaged: {part}{}: {cause}; fetch it again, or open it in an office program and save it anew", at(.line, .byte))]
    Corrupt {
        /// The part of the document, such as `word/document.xml`.
        part: String,
        /// What is wrong.
        cause: String,
        /// Line in the part, from 1.
        line: Option<u64>,
        /// Byte in the part, from 0.
        byte: Option<u64>,
    },
    /// It unpacks to more than is allowed.
    #[error(
        "the document unpacks to more than {limit} bytes, which no document does: it may be made to do harm; if you trust it, open it in an office program and save its text in a smaller file"
    )]
    TooBig {
        /// The limit, in bytes.
        limit: u64,
    },
    /// An encoding nobody knows.
    #[error(
        "unknown encoding “{name}”: use utf-8, utf-16, windows-1251, koi8-r, koi8-u, ibm866, iso-8859-5 or windows-1252"
    )]
    UnknownEncoding {
        /// The name as given.
        name: String,
    },
}

fn at(line: &Option<u64>, byte: &Option<u64>) -> String {
    match (line, byte) {
        (Some(line), Some(byte)) => format!(", line {line} (byte {byte})"),
        (Some(line), None) => format!(", line {line}"),
        (None, Some(byte)) => format!(", byte {byte}"),
        (None, None) => String::new(),
    }
}

/// Reads a document: its format is told by the name and checked against the content.
///
/// # Errors
///
/// When nothing useful can be read: the file is empty, of another form than its name says, damaged, or too big. What
/// can be read in spite of a flaw is, and the flaw is among the problems.
pub fn read_document(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Document, Vec<Problem>), DocumentError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(DocumentError::Empty);
    }
    // A file of one segment a line is text whatever its name (`en.sent`, `corpus.be`).
    let format = DocumentFormat::of(name, bytes).or(options.segmented.then_some(DocumentFormat::Txt));
    if let Some(form) = Form::of(bytes) {
        form.check(format)?;
    }
    let reader = DOCUMENTS.iter().find(|reader| Some(reader.format) == format);
    let reader = reader.ok_or_else(|| DocumentError::UnknownFormat {
        name: name.to_owned(),
        known: DocumentFormat::extensions().collect::<Vec<_>>().join(", "),
    })?;
    let (mut document, mut problems) = (reader.read)(bytes, options)?;
    document.source.name = name.to_owned();
    document.lang = language(document.lang, options.lang_hint);
    speaker::mark(&mut document);
    if document.blocks.is_empty() {
        problems.push(Problem {
            code: "document-no-text",
            message: "no text was found in the document".to_owned(),
            place: Place::default(),
        });
    }
    Ok((document, problems))
}

/// Reads text that is at hand as a text file is read.
#[must_use]
pub fn plain_text(text: String) -> Document {
    let mut document = super::txt::of_text(encoding::unix_line_ends(text));
    speaker::mark(&mut document);
    document
}

/// The user's word on the language goes over the document's, which is often a template's; but where both name one
/// language the document's tag stays, for it may say more (`be-tarask`).
fn language(own: Option<Lang>, told: Option<Language>) -> Option<Lang> {
    match (own, told) {
        (own, None | Some(Language::Other)) => own,
        (Some(own), Some(told)) if own.language() == told => Some(own),
        (_, Some(told)) => Some(Lang::of(told)),
    }
}

/// Decodes the bytes of a text format, with the problems of it. `declared` is what the file says of itself.
pub(super) fn text(
    bytes: &[u8],
    declared: Option<&str>,
    options: &ReadOptions,
) -> Result<(String, Vec<Problem>), DocumentError> {
    let decoded = match &options.encoding {
        Some(name) => {
            encoding::decode_as(bytes, name).ok_or_else(|| DocumentError::UnknownEncoding { name: name.clone() })?
        }
        None => encoding::decode(bytes, declared, options.lang_hint),
    };
    let controls = |c: &char| c.is_control() && !matches!(c, '\n' | '\t' | '\u{0B}' | '\u{0C}' | '\u{1A}' | '\u{85}');
    let count = decoded.text.chars().filter(controls).count();
    if count > 0 && count * 50 > decoded.text.chars().count() {
        let byte = decoded.text.char_indices().find(|(_, c)| controls(c)).map_or(0, |(at, _)| at);
        return Err(DocumentError::NotText { byte });
    }
    let problems = replacements(&decoded);
    Ok((decoded.text, problems))
}

/// One problem for each line with a character that could not be decoded, up to a number that people still read.
fn replacements(decoded: &encoding::Decoded) -> Vec<Problem> {
    const SHOWN: usize = 20;
    if !decoded.had_errors {
        return Vec::new();
    }
    let bad = |(_, line): &(u64, &str)| line.contains('\u{FFFD}');
    let mut lines = (1..).zip(decoded.text.split('\n')).filter(bad).map(|(number, _)| number);
    let problem = |message: String, line: u64| Problem { code: "text-undecodable", message, place: Place::line(line) };
    let mut problems: Vec<_> = lines
        .by_ref()
        .take(SHOWN)
        .map(|line| problem(format!("bytes that are no {} stand here; read as \u{FFFD}", decoded.encoding), line))
        .collect();
    if let Some(line) = lines.next() {
        let more = 1 + lines.count();
        problems.push(problem(format!("and {more} more lines with bytes that are no {}", decoded.encoding), line));
    }
    problems
}

/// A document of paragraphs, each trimmed, the empty ones left out.
pub(super) fn of_paragraphs(source: Source, paragraphs: impl IntoIterator<Item = (BlockKind, String)>) -> Document {
    let trimmed = paragraphs.into_iter().filter_map(|(kind, text)| {
        let inner = text.trim();
        (!inner.is_empty()).then(|| (kind, inner.to_owned()))
    });
    Document::from_blocks(source, trimmed, "\n\n")
}

/// The date at the start of an ISO 8601 time stamp, if it is one.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let date = text.trim().get(..10)?;
    let digits = |range: std::ops::Range<usize>| date.as_bytes()[range].iter().all(u8::is_ascii_digit);
    let number = |range: std::ops::Range<usize>| date.get(range).and_then(|text| text.parse::<u8>().ok());
    let dashes = date.as_bytes()[4] == b'-' && date.as_bytes()[7] == b'-';
    let sound = dashes && digits(0..4) && digits(5..7) && digits(8..10);
    let within = (1..=12).contains(&number(5..7)?) && (1..=31).contains(&number(8..10)?);
    (sound && within).then(|| date.to_owned())
}

#[cfg(test)]
mod tests;
