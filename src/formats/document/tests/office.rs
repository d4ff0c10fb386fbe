//! DOCX and ODT, packed in memory.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    package_of_bytes(&parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

/// A package of parts that may be no texts.
pub(super) fn package_of_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub(super) fn docx(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", &document(body)), ("word/styles.xml", STYLES)])
}

/// The main part of one.
pub(super) fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    )
}

const STYLES: &str = r#"<w:styles>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="Заголовок 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="Мой"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="TOC Heading"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>
<w:style w:type="paragraph" w:styleId="list"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="secret"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"#;

fn p(style: &str, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_headings_and_lists_are_told_by_styles() {
    let body = [
        p("1", "Первый"),
        p("a5", "Второй"),
        p("mine", "Третий"),
        p("toc", "Оглавление"),
        p("x", "Круг"),
        p("list", "пункт"),
        p("chapter", "ГЛАВА 1"),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>ещё пункт</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>Уровень</w:t></w:r></w:p>".to_owned(),
        "<w:p/>".to_owned(),
    ];
    assert_eq!(
        blocks("a.docx", &docx(&body.concat())),
        expected([
            (Heading(1), "Первый"),
            (Heading(2), "Второй"),
            (Heading(1), "Третий"),
            (Paragraph, "Оглавление"),
            (Paragraph, "Круг"),
            (ListItem, "пункт"),
            (Heading(3), "ГЛАВА 1"),
            (ListItem, "ещё пункт"),
            (Heading(3), "Уровень"),
        ])
    );
}

#[test]
fn what_a_reader_sees_is_read() {
    let runs = [
        (
            "<w:r><w:t>Мін</w:t></w:r><w:r><w:rPr><w:lang w:val='be-BY'/></w:rPr><w:t xml:space='preserve'>іст\u{440} </w:t></w:r><w:r><w:t>&lt;1&gt; &#1118;</w:t></w:r>",
            "Міністр <1> ў",
        ),
        (
            "<w:r><w:t>ГЛАВА 1</w:t><w:br/><w:t>ОБЩИЕ</w:t><w:cr/><w:t>ПОЛОЖЕНИЯ</w:t></w:r>",
            "ГЛАВА 1\nОБЩИЕ\nПОЛОЖЕНИЯ",
        ),
        ("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>а</w:t><w:tab/><w:t>б</w:t></w:r>", "а б"),
        (
            "<w:r><w:t>по</w:t><w:softHyphen/><w:t>сол 5</w:t><w:noBreakHyphen/><w:t>й</w:t></w:r>",
            "по\u{AD}сол 5\u{2011}й",
        ),
        ("<w:r><w:sym w:font='Symbol' w:char='F062'/><w:sym w:font='Arial' w:char='00B0'/></w:r>", "β°"),
        (
            "<w:smartTag><w:hyperlink><w:sdt><w:sdtPr><w:t>нет</w:t></w:sdtPr><w:sdtContent><w:r><w:t>Минск</w:t></w:r></w:sdtContent></w:sdt></w:hyperlink></w:smartTag>",
            "Минск",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>код</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "7",
        ),
        (
            "<w:ins><w:r><w:t>да</w:t></w:r></w:ins><w:del><w:r><w:delText>нет</w:delText><w:t>нет</w:t></w:r></w:del>",
            "да",
        ),
        (
            "<w:r><w:t>в</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r><w:r><w:rPr><w:rStyle w:val='secret'/></w:rPr><w:t>тайна</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>идно</w:t></w:r>",
            "видно",
        ),
        ("<w:r><w:t>Сноска</w:t><w:footnoteReference w:id='2'/></w:r><w:r><w:t>.</w:t></w:r>", "Сноска."),
    ];
    for (inner, text) in runs {
        assert_eq!(blocks("a.docx", &docx(&format!("<w:p>{inner}</w:p>"))), expected([(Paragraph, text)]), "{inner}");
    }
}

#[test]
fn a_deleted_paragraph_end_joins_two_paragraphs() {
    let body = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Одно </w:t></w:r></w:p><w:p><w:r><w:t>целое</w:t></w:r></w:p>";
    assert_eq!(blocks("a.docx", &docx(body)), expected([(Paragraph, "Одно целое")]));
}

#[test]
fn cells_and_boxes_are_read_once_and_in_order() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("", "внутри"));
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc>{inner}{}</w:tc></w:tr></w:tbl>",
        p("1", "а"),
        p("", "б"),
        p("", "в")
    );
    let content = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("", text));
    let boxed = format!(
        "<w:p><w:r><w:t>До</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> и после</w:t></w:r></w:p>",
        content("надпись"),
        content("надпись")
    );
    assert_eq!(
        blocks("a.docx", &docx(&(table + &boxed))),
        expected([
            (Cell, "а"),
            (Cell, "б"),
            (Cell, "внутри"),
            (Cell, "в"),
            (Paragraph, "До и после"),
            (Paragraph, "надпись")
        ])
    );
}

#[test]
fn footnotes_follow_and_properties_are_told() {
    let notes = "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>\
                 <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t> Закон от 5 июня.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties><dc:title>Решение</dc:title><dcterms:created>2024-06-05T00:00:00Z</dcterms:created></cp:coreProperties>";
    let bytes = package(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Type='http://x/officeDocument' Target='/word/main.xml'/></Relationships>",
        ),
        ("word/main.xml", &document(&p("", "Текст."))),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
        ("word/styles.xml", "<w:styles><broken"),
        ("word/document.xml.bak", ""),
    ]);
    let (read, problems) = read_document("a.docx", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!(of(&read), expected([(Paragraph, "Текст."), (Paragraph, "Закон от 5 июня.")]));
    assert_eq!((read.source.title.as_deref(), read.source.date.as_deref()), (Some("Решение"), Some("2024-06-05")));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["document-part-damaged"]);
}

#[test]
fn damage_is_named_with_its_place() {
    let damaged = package(&[("word/document.xml", "<w:document>\n<w:body>\n<w:p></w:q>")]);
    let error = read_document("a.docx", &damaged, &ReadOptions::default()).unwrap_err();
    assert!(
        matches!(&error, DocumentError::Corrupt { part, line: Some(3), byte: Some(_), .. } if part == "word/document.xml"),
        "{error:?}"
    );
    let missing = package(&[("word/other.xml", "<x/>")]);
    let error = read_document("a.docx", &missing, &ReadOptions::default()).unwrap_err();
    assert_eq!(error, DocumentError::Missing { part: "word/document.xml".to_owned() });
    let whole = docx(&p("", "Текст."));
    let error = read_document("a.docx", &whole[..whole.len() / 2], &ReadOptions::default()).unwrap_err();
    assert!(matches!(error, DocumentError::Corrupt { .. }));
}

#[test]
fn bombs_are_refused_and_entities_not_expanded() {
    let bomb = docx(&p("", &" ".repeat(40 << 20)));
    assert!(bomb.len() < 100 << 10);
    assert_eq!(read_document("a.docx", &bomb, &ReadOptions::default()), Err(DocumentError::TooBig { limit: 32 << 20 }));
    let options = ReadOptions { max_unpacked: 100, ..Default::default() };
    assert_eq!(read_document("a.docx", &docx(&p("", "Текст.")), &options), Err(DocumentError::TooBig { limit: 100 }));
    let xml = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><d><w:p><w:r><w:t>&b;&amp;</w:t></w:r></w:p></d>";
    assert_eq!(blocks("a.docx", &package(&[("word/document.xml", xml)])), expected([(Paragraph, "&b;&")]));
}

#[test]
fn ten_thousand_levels_are_no_danger() {
    let deep =
        format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(10_000), p("", "дно"), "</w:tc></w:tr></w:tbl>".repeat(10_000));
    assert_eq!(blocks("a.docx", &docx(&deep)), expected([(Cell, "дно")]));
    let deep = format!("{}дно{}", "<w:p><w:r><w:t>".repeat(10_000), "</w:t></w:r></w:p>".repeat(10_000));
    assert_eq!(blocks("a.docx", &docx(&deep)), expected([(Paragraph, "дно")]));
}

/// An OpenDocument text with this body.
pub(super) fn odt(body: &str) -> Vec<u8> {
    let meta = "<office:document-meta><office:meta><dc:title>Пастанова</dc:title><meta:creation-date>2024-06-05T10:00:00</meta:creation-date>\
                <dc:language>be</dc:language></office:meta></office:document-meta>";
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content(body)),
        ("meta.xml", meta),
    ])
}

/// The main part of one.
pub(super) fn content(body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles><number:date-style><number:text>.</number:text></number:date-style>\
         <style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style>\
         <style:style style:name=\"P1\" style:parent-style-name=\"Title\"/></office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

#[test]
fn an_opendocument_text_is_read() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>сцёрта</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p text:style-name=\"P1\">ПАСТАНОВА</text:p><text:h text:outline-level=\"2\">Глава<text:line-break/>першая</text:h>\
        <text:p>Ён<text:s text:c=\"2\"/>быў<text:tab/><text:span>у\n   Мінску</text:span><text:span text:style-name=\"T1\">тайна</text:span>\
        <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Заўвага.</text:p></text:note-body></text:note>.</text:p>\
        <text:list><text:list-item><text:p>пункт</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>ячэйка</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>Да<draw:frame><draw:text-box><text:p>рамка</text:p></draw:text-box><svg:desc>выява</svg:desc></draw:frame> пасля</text:p>";
    let (document, problems) = read_document("a.odt", &odt(body), &ReadOptions::default()).unwrap();
    check(&document);
    assert_eq!(problems, []);
    assert_eq!(
        of(&document),
        expected([
            (Heading(1), "ПАСТАНОВА"),
            (Heading(2), "Глава\nпершая"),
            (Paragraph, "Ён  быў у Мінску."),
            (ListItem, "пункт"),
            (Cell, "ячэйка"),
            (Paragraph, "Да пасля"),
            (Paragraph, "рамка"),
            (Paragraph, "Заўвага."),
        ])
    );
    assert_eq!(
        (document.source.title.as_deref(), document.source.date.as_deref()),
        (Some("Пастанова"), Some("2024-06-05"))
    );
    assert_eq!(document.lang.map(|lang| lang.as_str().to_owned()).as_deref(), Some("be"));
}

#[test]
fn locked_documents_are_told_so() {
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let locked = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}"),
    ]);
    assert_eq!(read_document("a.odt", &locked, &ReadOptions::default()), Err(DocumentError::Encrypted));
    let word: Vec<u8> = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read_document("a.docx", &word, &ReadOptions::default()), Err(DocumentError::Encrypted));
}
