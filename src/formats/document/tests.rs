//! Documents read through the public door. All texts are our own.

mod bad_input;
mod office;
mod pages;
mod texts;

use super::{DocumentError, DocumentFormat, ReadOptions, read_document};
use crate::lang::Language;
use crate::model::{BlockKind, Document};
use BlockKind::{Cell, Heading, Line, ListItem, Paragraph, Speaker};

/// Reads a document, checks what holds for all, and gives its blocks.
fn blocks(name: &str, bytes: &[u8]) -> Vec<(BlockKind, String)> {
    let (document, problems) = read_document(name, bytes, &ReadOptions::default()).unwrap();
    assert_eq!(problems, []);
    check(&document);
    of(&document)
}

fn of(document: &Document) -> Vec<(BlockKind, String)> {
    document.blocks.iter().map(|block| (block.kind, document.block_text(block).to_owned())).collect()
}

fn expected<const N: usize>(blocks: [(BlockKind, &str); N]) -> Vec<(BlockKind, String)> {
    blocks.map(|(kind, text)| (kind, text.to_owned())).into()
}

/// What holds for every document.
fn check(document: &Document) {
    let mut at = 0;
    for block in &document.blocks {
        assert!(block.start >= at, "blocks are in order and do not overlap");
        assert!(block.start < block.end, "no block is empty");
        let text = &document.text[block.start..block.end];
        assert_eq!(text, text.trim(), "blocks are trimmed");
        at = block.end;
    }
    assert!(!document.text.contains('\r'));
}

#[test]
fn formats_are_known_by_extension_or_content() {
    assert_eq!(DocumentFormat::of("a/b/Нота.DOCX", b""), Some(DocumentFormat::Docx));
    assert_eq!(DocumentFormat::of("page.xhtml", b""), Some(DocumentFormat::Html));
    assert_eq!(DocumentFormat::of("page", b"<!DOCTYPE html><p>x"), Some(DocumentFormat::Html));
    assert_eq!(DocumentFormat::of("notes", b"just text"), None);
}

fn wrong(name: &str, bytes: &[u8]) -> String {
    read_document(name, bytes, &ReadOptions::default()).unwrap_err().to_string()
}

#[test]
fn a_wrong_form_is_named_with_what_to_do() {
    assert_eq!(
        wrong("письмо.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"),
        "this is an old Office file (.doc, .xls or .ppt), not a Word document (DOCX): open it in Word or LibreOffice and \
         save it as .docx or .odt"
    );
    assert!(wrong("a.txt", b"%PDF-1.7 ...").starts_with("this is a PDF, not plain text: save its text as .docx"));
    assert!(wrong("a.txt", b"\xEF\xBB\xBF <!DOCTYPE HTML><html>").contains("rename it to .html"));
    assert!(wrong("a.txt", b"PK\x03\x04....word/document.xml").contains("rename it to .docx"));
    assert!(wrong("a.docx", b"{\\rtf1 text}").contains("an RTF document"));
    assert!(wrong("a.html", b"\x89PNG\r\n").contains("a picture"));
    assert!(wrong("a.docx", b"just text").contains("damaged"));
    assert!(wrong("a.pages", b"just text").contains(".pages”: name it with one of the extensions txt, text, md"));
    assert_eq!(read_document("a.txt", b" \r\n", &ReadOptions::default()), Err(DocumentError::Empty));
    assert!(matches!(
        read_document("a.txt", &[7, 0, 1, 2, 200, 3, 4, 0], &ReadOptions::default()),
        Err(DocumentError::NotText { .. })
    ));
}

#[test]
fn options_are_obeyed() {
    let koi = encoding_rs::KOI8_R.encode("Привет").0.into_owned();
    let options =
        ReadOptions { encoding: Some("KOI8-R".to_owned()), lang_hint: Some(Language::Ru), ..Default::default() };
    let (document, _) = read_document("a.txt", &koi, &options).unwrap();
    assert_eq!(document.text, "Привет");
    assert_eq!(document.lang.map(|lang| lang.as_str().to_owned()), Some("ru".to_owned()));
    let options = ReadOptions { encoding: Some("runes".to_owned()), ..Default::default() };
    assert_eq!(
        read_document("a.txt", b"x", &options),
        Err(DocumentError::UnknownEncoding { name: "runes".to_owned() })
    );
}

#[test]
fn undecodable_bytes_are_reported_by_line() {
    let mut bytes = "Першы радок тэксту.\nДругі радок тэксту".as_bytes().to_vec();
    bytes.extend_from_slice(b" \xFF.\n");
    let (document, problems) = read_document("a.txt", &bytes, &ReadOptions::default()).unwrap();
    assert!(document.text.ends_with("тэксту \u{FFFD}.\n"));
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].code, problems[0].place.line), ("text-undecodable", Some(2)));
}
