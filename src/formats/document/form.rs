//! What is this file, whatever its name says?

use super::{DocumentError, DocumentFormat};

/// What the first bytes of a file say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Xml,
    Docx,
    Odt,
    Spreadsheet,
    Slides,
    Book,
    Zip,
    OldOffice,
    LockedOffice,
    Rtf,
    Pdf,
    Image,
    Archive,
    Database,
}

impl Form {
    /// The form, if it is one that is no plain text.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        const SIGNATURES: &[(&[u8], Form)] = &[
            (b"%PDF-", Form::Pdf),
            (b"{\\rtf", Form::Rtf),
            (b"\x89PNG", Form::Image),
            (b"\xFF\xD8\xFF", Form::Image),
            (b"GIF8", Form::Image),
            (b"II*\0", Form::Image),
            (b"MM\0*", Form::Image),
            (b"AT&TFORM", Form::Image),
            (b"Rar!\x1A", Form::Archive),
            (b"7z\xBC\xAF\x27\x1C", Form::Archive),
            (b"\x1F\x8B\x08", Form::Archive),
            (b"SQLite format 3\0", Form::Database),
        ];
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(Self::of_zip(bytes));
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            // Word keeps a locked .docx as a stream of this name (UTF-16) in the old container.
            let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            return Some(if holds(bytes, &stream) { Self::LockedOffice } else { Self::OldOffice });
        }
        if let Some((_, form)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
            return Some(*form);
        }
        Self::of_markup(bytes)
    }

    fn of_zip(bytes: &[u8]) -> Self {
        // The names stand in the archive's directory; there is no need to unpack for them.
        const INSIDE: &[(&[u8], Form)] = &[
            (b"mimetypeapplication/vnd.oasis.opendocument.text", Form::Odt),
            (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Form::Spreadsheet),
            (b"mimetypeapplication/vnd.oasis.opendocument.presentation", Form::Slides),
            (b"mimetypeapplication/epub+zip", Form::Book),
            (b"word/document.xml", Form::Docx),
            (b"xl/workbook.xml", Form::Spreadsheet),
            (b"ppt/presentation.xml", Form::Slides),
        ];
        INSIDE.iter().find(|(inside, _)| holds(bytes, inside)).map_or(Self::Zip, |(_, form)| *form)
    }

    /// Markup at the very start, in UTF-8 or UTF-16.
    fn of_markup(bytes: &[u8]) -> Option<Self> {
        let plain = |byte: &&u8| !matches!(**byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
        let head: Vec<u8> = bytes.iter().take(4096).filter(plain).map(u8::to_ascii_lowercase).collect();
        let start = head.trim_ascii_start();
        let html = |text: &[u8]| holds(text, b"<!doctype html") || holds(text, b"<html");
        if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
            Some(Self::Html)
        } else if start.starts_with(b"<?xml") {
            Some(if html(start) { Self::Html } else { Self::Xml })
        } else if start.starts_with(b"<!--") && html(start) {
            Some(Self::Html)
        } else {
            None
        }
    }

    /// Whether a reader of the format can take this form, else an error that says what to do.
    pub(super) fn check(self, format: Option<DocumentFormat>) -> Result<(), DocumentError> {
        use DocumentFormat as F;
        let fits = match self {
            Self::Html => matches!(format, Some(F::Html)),
            // XHTML fragments and Word's own flat XML have no <html>; the HTML reader makes the best of them.
            Self::Xml => matches!(format, Some(F::Html)),
            Self::Docx => matches!(format, Some(F::Docx)),
            Self::Odt => matches!(format, Some(F::Odt)),
            // A broken or unusual package: its reader says better what is missing.
            Self::Zip => matches!(format, Some(F::Docx | F::Odt)),
            Self::LockedOffice => return Err(DocumentError::Encrypted),
            _ => false,
        };
        if fits {
            return Ok(());
        }
        let (found, advice) = self.explain();
        let expected = format.map_or("a document that can be read", DocumentFormat::title);
        Err(DocumentError::WrongForm { found, expected, advice })
    }

    fn explain(self) -> (&'static str, &'static str) {
        match self {
            Self::Html => ("a web page (HTML)", "rename it to .html"),
            Self::Xml => {
                ("an XML file", "import it as TMX or TBX if it is one, or convert it to .docx, .odt, .html or .txt")
            }
            Self::Docx => ("a Word document (DOCX)", "rename it to .docx"),
            Self::Odt => ("an OpenDocument text (ODT)", "rename it to .odt"),
            Self::Spreadsheet => ("a spreadsheet", "save the texts as .docx, .odt or .txt"),
            Self::Slides => ("a presentation", "save the texts as .docx, .odt or .txt"),
            Self::Book => ("an e-book (EPUB)", "convert it to .html, .docx or .odt"),
            Self::Zip => ("a zip archive", "unpack it and read the documents in it"),
            Self::OldOffice => (
                "an old Office file (.doc, .xls or .ppt)",
                "open it in Word or LibreOffice and save it as .docx or .odt",
            ),
            Self::LockedOffice => ("a locked Office file", "save a copy without the password"),
            Self::Rtf => ("an RTF document", "open it in Word or LibreOffice and save it as .docx or .odt"),
            Self::Pdf => ("a PDF", "save its text as .docx or .txt (a scan must be recognised first)"),
            Self::Image => ("a picture", "recognise its text and save it as .docx or .txt"),
            Self::Archive => ("an archive", "unpack it and read the documents in it"),
            Self::Database => ("a database", "give it to the commands that take a memory"),
        }
    }
}

fn holds(bytes: &[u8], sought: &[u8]) -> bool {
    let Some(first) = sought.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(sought) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}
