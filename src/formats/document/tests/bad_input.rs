//! Nothing that is read makes a reader panic, and what it yields keeps its shape.

use proptest::prelude::*;

use super::*;
use crate::formats::damage::{changes, damaged};

fn never_panics(name: &str, bytes: &[u8]) {
    for segmented in [false, true] {
        let options = ReadOptions { segmented, max_unpacked: 1 << 20, ..Default::default() };
        match read_document(name, bytes, &options) {
            Ok((document, _)) => check(&document),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

const WORD_BODY: &str = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>а &amp; б</w:t><w:br/></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t>в</w:t></w:r></w:p>";
const ODF_BODY: &str =
    "<text:h>а</text:h><text:list><text:list-item><text:p>б<text:s text:c='9'/></text:p></text:list-item></text:list>";

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let text = "Заголовок\n\n- пункт;\n— речь\nА. Новик: да\n\u{A0}\u{2003}строка\n\n1) раз\n2) два\n\n• \n—\n";
    let markdown = "# Т\n\nА *б* [в](г)\n\n- д\n\n| е | ё |\n|---|---|\n| ж | з |\n";
    let page = "<title>Т | С</title><nav><a href=1>м</a></nav><h1>Т</h1><p>а<br><br>б<ul><li>в<table><td>г</table></ul><time datetime='2024-06-05'>";
    vec![
        ("a.txt", text.as_bytes().to_vec()),
        ("a.txt", encoding_rs::WINDOWS_1251.encode(text).0.into_owned()),
        ("a.md", markdown.as_bytes().to_vec()),
        ("a.html", page.as_bytes().to_vec()),
        ("a.docx", office::docx(WORD_BODY)),
        ("a.odt", office::odt(ODF_BODY)),
    ]
}

#[test]
fn every_truncation_is_survived() {
    for (name, bytes) in samples() {
        for end in 0..bytes.len() {
            never_panics(name, &bytes[..end]);
        }
    }
}

/// XML inside of a package is damaged before it is packed, or checksums would catch it first.
fn repacked(name: &str, part: &[u8]) -> Vec<u8> {
    match name {
        "a.docx" => office::package_of_bytes(&[
            ("word/document.xml", part),
            ("word/styles.xml", part),
            ("docProps/core.xml", part),
        ]),
        _ => office::package_of_bytes(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", part),
            ("meta.xml", part),
        ]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for name in ["a.txt", "a.md", "a.html", "a.docx", "a.odt", "a"] {
            never_panics(name, &bytes);
        }
    }

    #[test]
    fn damaged_documents_are_survived(changes in changes()) {
        for (name, bytes) in samples() {
            never_panics(name, &damaged(&bytes, &changes));
        }
    }

    #[test]
    fn damaged_parts_are_survived(changes in changes()) {
        let [word, odf] = [office::document(WORD_BODY), office::content(ODF_BODY)];
        never_panics("a.docx", &repacked("a.docx", &damaged(word.as_bytes(), &changes)));
        never_panics("a.odt", &repacked("a.odt", &damaged(odf.as_bytes(), &changes)));
    }

    #[test]
    fn texts_keep_their_shape(text in "([-—•*#|0-9.):;a-zа-яіўА-ЯЁ«» \u{A0}\u{AD}\u{2003}\t\n]{0,6}(\n|\r\n| |\\. )){0,40}") {
        never_panics("a.txt", text.as_bytes());
        never_panics("a.md", text.as_bytes());
    }

    #[test]
    fn markup_keeps_its_shape(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class='share nav'>", "</div>", "<br>", "<ul>", "<li>", "</ul>", "<table>", "<td>", "<h1>", "</h1>", "<a href='#'>", "</a>",
        "<header>", "<article>", "</article>", "<pre>", "а\n\nб", "тэкст ", "\u{A0}", " ", "&nbsp;", "<form>", "<nav>", "<time>", "&#x2003;",
    ]), 0..60)) {
        never_panics("a.html", parts.concat().as_bytes());
    }

    #[test]
    fn xml_keeps_its_shape(parts in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:br/>", "<w:tc>", "</w:tc>", "<w:del>", "</w:del>", "<w:pPr>", "</w:pPr>",
        "<mc:Choice>", "</mc:Choice>", "<mc:Fallback/>", "тэкст", " ", "&#160;", "<w:fldChar w:fldCharType='end'/>", "<text:s text:c='999999999'/>",
        "<office:body>", "<text:p>", "</text:p>", "<text:note-body>", "</text:note-body>", "<text:span>", "</text:span>", "<text:list-item>", "</text:list-item>",
    ]), 0..60)) {
        for name in ["a.docx", "a.odt"] {
            never_panics(name, &repacked(name, parts.concat().as_bytes()));
        }
    }
}
