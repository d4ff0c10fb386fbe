//! What real TMX looks like, and round trips.

use super::{ReadOptions, TmxError, TmxHeader, TmxReader, TmxWriter};
use crate::formats::damage::{changes, damaged, encoded};
use crate::formats::xml::XmlError;
use crate::lang::Lang;
use crate::model::{
    Code, CodeKind, CodePart, Context, Header, Inline, Mark, Note, Origin, Prop, Segment, Shape, Source, Tu, Tuv,
    attribute,
};
use crate::problem::Problem;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

type Read = (Vec<Tu>, Vec<Problem>);
type Failed = (Vec<Tu>, TmxError);

fn read_all(bytes: &[u8]) -> Result<Read, Failed> {
    let mut problems = Vec::new();
    let mut units = Vec::new();
    let mut reader = TmxReader::new(bytes, &ReadOptions::default()).map_err(|error| (Vec::new(), error))?;
    loop {
        match reader.next(&mut problems) {
            Ok(Some(tu)) => units.push(tu),
            Ok(None) => return Ok((units, problems)),
            Err(error) => return Err((units, error)),
        }
    }
}

fn write_all(srclang: Option<&str>, units: &[Tu]) -> Vec<u8> {
    let mut writer = TmxWriter::new(Vec::new(), &TmxHeader::new(srclang.map(lang))).unwrap();
    for tu in units {
        writer.write(tu).unwrap();
    }
    writer.finish().unwrap()
}

/// A file around the content of its body.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
         <header srclang=\"ru\"/>\n<body>\n{body}\n</body>\n</tmx>\n"
    )
}

/// A unit of two sides around the content of its first segment.
fn pair(seg: &str) -> String {
    file(&format!("<tu><tuv xml:lang=\"ru\"><seg>{seg}</seg></tuv><tuv xml:lang=\"be\"><seg>Указ</seg></tuv></tu>"))
}

/// Texts of the first side, and codes of the problems.
#[track_caller]
fn check_text(seg: &str, text: &str, codes: &[&str]) {
    let (units, problems) = read_all(pair(seg).as_bytes()).unwrap();
    assert_eq!(units[0].tuvs[0].segment.text(), text);
    assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), codes);
}

/// Languages and texts of the units of a body, and codes of the problems.
#[track_caller]
fn check_body(body: &str, units: &[&[(&str, &str)]], codes: &[&str]) {
    check_file(file(body).as_bytes(), units, codes);
}

#[track_caller]
fn check_file(bytes: &[u8], units: &[&[(&str, &str)]], codes: &[&str]) {
    let (read, problems) = read_all(bytes).unwrap();
    let read: Vec<Vec<(String, String)>> =
        read.iter().map(|tu| tu.tuvs.iter().map(|tuv| (tuv.lang.to_string(), tuv.segment.text())).collect()).collect();
    let units: Vec<Vec<(String, String)>> = units
        .iter()
        .map(|sides| sides.iter().map(|(lang, text)| ((*lang).to_owned(), (*text).to_owned())).collect())
        .collect();
    assert_eq!(read, units, "{problems:?}");
    assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), codes, "{problems:?}");
}

// ------------------------------------------------------------------------------------------------- what is read

#[test]
fn any_encoding_is_read() {
    let text = file(
        "<tu><tuv xml:lang=\"be\"><seg>Закон № 5 «Аб мовах»</seg></tuv>\
         <tuv xml:lang=\"ru\"><seg>Закон № 5 «О языках»</seg></tuv></tu>",
    );
    let units: &[&[(&str, &str)]] = &[&[("be", "Закон № 5 «Аб мовах»"), ("ru", "Закон № 5 «О языках»")]];
    check_file(text.as_bytes(), units, &[]);
    check_file(format!("\u{FEFF}{text}").as_bytes(), units, &[]);
    for (to_bytes, mark) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "\u{FEFF}"), (u16::to_be_bytes, "\u{FEFF}")] {
        let text = text.replace("UTF-8", "UTF-16");
        for text in [text.clone(), format!("{mark}{text}")] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(to_bytes).collect();
            check_file(&bytes, units, &[]);
        }
    }
    let declared = text.replace("UTF-8", "windows-1251");
    check_file(&encoding_rs::WINDOWS_1251.encode(&declared).0, units, &[]);
    check_file(&encoding_rs::WINDOWS_1251.encode(&text).0, units, &["xml-encoding"]);
    check_file(text.replace("UTF-8", "utf-16").as_bytes(), units, &["xml-encoding"]);
}

#[test]
fn an_encoding_asked_for_wins() {
    let text = file("<tu><tuv xml:lang='ru'><seg>Договор</seg></tuv></tu>").replace("UTF-8", "windows-1252");
    let bytes = encoding_rs::IBM866.encode(&text).0;
    let options = ReadOptions { encoding: Some("ibm866".into()), ..ReadOptions::default() };
    let mut reader = TmxReader::new(&*bytes, &options).unwrap();
    assert_eq!(reader.next(&mut Vec::new()).unwrap().unwrap().tuvs[0].segment.text(), "Договор");
    let options = ReadOptions { encoding: Some("klingon-8".into()), ..ReadOptions::default() };
    assert!(TmxReader::new(&*bytes, &options).is_err());
}

#[test]
fn old_and_sloppy_files_are_read() {
    let tmx11 = "<?xml version='1.0'?><!DOCTYPE tmx PUBLIC \"-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN\" \
        \"http://www.lisa.org/tmx/tmx11.dtd\"><!-- made by hand --><tmx version='1.1'><header creationtool='x'></header>\
        <body><tu><tuv lang='RU-RU'><seg>Да</seg></tuv><?pi?><tuv lang='BE'><seg>Так</seg></tuv></tu></body></tmx>";
    check_file(tmx11.as_bytes(), &[&[("ru-RU", "Да"), ("be", "Так")]], &[]);
    let spaced = "<t:tmx xmlns:t='http://www.lisa.org/tmx14' version='1.4b'><t:body><t:tu><t:tuv lang='xx' xml:lang='ru_RU'>\
        <t:seg>Да</t:seg></t:tuv><t:tuv xml:lang='be-x-old'><t:seg>Так</t:seg></t:tuv></t:tu></t:body></t:tmx>";
    check_file(spaced.as_bytes(), &[&[("ru-RU", "Да"), ("be-tarask", "Так")]], &["tmx-no-header"]);
    check_file(b"<tmx version='1.4'><header srclang='*all*'/></tmx>", &[], &["tmx-no-body"]);
}

#[test]
fn languages_are_canonical_and_the_country_is_mapped_with_a_word() {
    check_body(
        "<tu><tuv xml:lang='by'><seg>Так</seg></tuv><tuv xml:lang='be@latin'><seg>Tak</seg></tuv>\
         <tuv xml:lang='EN_us'><seg>Yes</seg></tuv></tu>\
         <tu><tuv xml:lang='BY'><seg>Не</seg></tuv></tu>",
        &[&[("be", "Так"), ("be-Latn", "Tak"), ("en-US", "Yes")], &[("be", "Не")]],
        &["tmx-by"],
    );
}

#[test]
fn useless_sides_and_units_are_left_out_and_counted() {
    let body = "<tu><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='?'><seg>Так</seg></tuv></tu>\
        <tu><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='??'><seg>?</seg></tuv><tuv xml:lang='en'><seg>Yes</seg></tuv></tu>\
        <tu><tuv xml:lang='ru'/><tuv xml:lang='be'><seg>Не</seg></tuv></tu>\
        <tu/>\
        <tu><tuv xml:lang='ru'><seg> </seg></tuv><tuv xml:lang='be'><seg/></tuv></tu>\
        <tu><tuv xml:lang='ru'><seg><ph x='1'/></seg></tuv></tu>\
        <tu><tuv xml:lang='ru'><seg>Одно</seg></tuv></tu>";
    let file = file(body);
    let mut reader = TmxReader::new(file.as_bytes(), &ReadOptions::default()).unwrap();
    let mut problems = Vec::new();
    let mut units = Vec::new();
    while let Some(tu) = reader.next(&mut problems).unwrap() {
        units.push(tu);
    }
    assert_eq!(
        units,
        [Tu::of([(lang("ru"), "Да".into()), (lang("en"), "Yes".into())]), Tu::of([(lang("ru"), "Одно".into())]),]
    );
    let skipped: Vec<(&str, u64)> = reader.tally().skipped.iter().map(|(code, n)| (*code, *n)).collect();
    assert_eq!(skipped, [("tmx-few-sides", 1), ("tmx-language", 1), ("tmx-no-seg", 1), ("tmx-no-text", 2)]);
    assert_eq!(reader.tally().units, 7);
    assert_eq!(problems[0].place.tu, Some(1));
    assert_eq!(problems[0].place.line, Some(6));
    assert_eq!(problems[0].message, "\"?\" is no language; the unit is left out");
    assert_eq!(problems[1].message, "\"??\" is no language; the side is left out");
}

#[test]
fn text_comes_in_many_guises() {
    check_text("Беларус&#x44c; &#1110; &lt;мір&gt; &amp; &quot;лад&quot; &apos;", "Беларусь і <мір> & \"лад\" '", &[]);
    check_text("<![CDATA[<b>&nbsp;]]> и<!-- нет --> всё", "<b>&nbsp; и всё", &[]);
    check_text("ст.&nbsp;5&mdash;7", "ст.\u{A0}5—7", &["xml-html-entity"]);
    check_text("&товар; и Ко", "&товар; и Ко", &["xml-unknown-entity"]);
    check_text("Купля & продажа", "Купля & продажа", &["xml-ampersand"]);
    check_text("а&#x1F;б\u{8}в\u{FFFE}г&#0;&#xD800;", "абвг", &["xml-control"]);
    check_text("одна\r\nдве\rтри", "одна\nдве\nтри", &[]);
}

#[test]
fn layout_around_a_segment_is_dropped_and_spaces_are_kept() {
    check_text("\n      Указ  о наградах\n    ", "Указ  о наградах", &[]);
    check_text("  Указ \t", "  Указ \t", &[]);
    check_text("&#10;Указ&#10;", "\nУказ\n", &[]);
    check_text("\n<ph/> Указ<ph/>\n  ", " Указ", &[]);
}

#[test]
fn broken_bytes_are_marked_and_told() {
    let text = pair("Указ ~ о наградах Республики");
    let mut bytes = text.into_bytes();
    let at = bytes.iter().position(|b| *b == b'~').unwrap();
    bytes[at] = 0xFF;
    check_file(&bytes, &[&[("ru", "Указ \u{FFFD} о наградах Республики"), ("be", "Указ")]], &["xml-bytes"]);
}

#[test]
fn inline_elements_keep_words_apart_from_codes() {
    let seg = "Указ <hi type='b'>Прэзідэнта</hi><bpt i='1' x='1'>&lt;b></bpt> Рэспублікі<ept i='1'/>\
        <ph x='2'>&lt;img alt=\"<sub type='alt'>Герб<ph/></sub>\"></ph><it pos='begin'/><ut>{\\cs6}</ut><g id='1'>!<x id='2'/></g>";
    check_text(seg, "Указ Прэзідэнта Рэспублікі!", &[]);
    let (units, _) = read_all(pair(seg).as_bytes()).unwrap();
    let inlines = units[0].tuvs[0].segment.inlines();
    assert_eq!(inlines.len(), 9);
    let Inline::Code(ph) = &inlines[5] else { panic!("{inlines:?}") };
    assert_eq!(ph.content[0], CodePart::Native("<img alt=\"".into()));
    let CodePart::Sub { attributes, content } = &ph.content[1] else { panic!("{ph:?}") };
    assert_eq!(attribute(attributes, "type"), Some("alt"));
    assert_eq!(content[0], Inline::Text("Герб".into()));
    let Inline::Mark(g) = &inlines[8] else { panic!("{inlines:?}") };
    assert_eq!((g.name.as_str(), attribute(&g.attributes, "id"), g.content.len()), ("g", Some("1"), 2));
}

#[test]
fn elements_in_a_code_are_code() {
    let (units, _) = read_all(pair("а<ph><b class='x'>жирно</b></ph>б").as_bytes()).unwrap();
    let ph = Code {
        kind: CodeKind::Placeholder,
        attributes: vec![],
        content: vec![CodePart::Native("<b class=\"x\">жирно</b>".into())],
    };
    assert_eq!(
        units[0].tuvs[0].segment,
        Segment::new(vec![Inline::Text("а".into()), Inline::Code(ph), Inline::Text("б".into())])
    );
}

#[test]
fn properties_are_read_wherever_they_stand_and_however_escaped() {
    let body = "<tu creationdate='2024-06-05T10:15:00+03:00' usagecount=' 3' changedate='вчера' tuid='7' srclang='RU'>\
        <note xml:lang='en'>checked</note><prop type='x-context-pre'><seg>Да</seg></prop>\
        <tuv xml:lang='ru' creationid='MINSK\\ivanov'><prop type='x-context-pre'>&lt;seg&gt;Да&lt;/seg&gt;</prop><seg>Нет</seg></tuv>\
        <tuv xml:lang='be'><note>\n  спрэчна\n</note><seg>Не</seg></tuv></tu>";
    let (units, problems) = read_all(file(body).as_bytes()).unwrap();
    let tu = &units[0];
    assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["tmx-bad-date"]);
    assert_eq!(tu.tuid.as_deref(), Some("7"));
    let attributes: Vec<(&str, &str)> = tu.attributes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(attributes, [("creationdate", "20240605T071500Z"), ("srclang", "ru"), ("usagecount", "3")]);
    let prop = |kind: &str, value: &str| Prop::new(kind, value);
    assert_eq!(tu.props, [prop("x-changedate", "вчера"), prop("x-context-pre", "<seg>Да</seg>")]);
    assert_eq!(tu.tuvs[0].props, [prop("x-context-pre", "<seg>Да</seg>")]);
    assert_eq!(tu.tuvs[0].attributes, [("creationid".to_owned(), "MINSK\\ivanov".to_owned())]);
    assert_eq!(tu.notes, [Note { lang: Some("en".into()), ..Note::new("checked") }]);
    assert_eq!(tu.tuvs[1].notes, [Note::new("\n  спрэчна\n")]);
}

#[test]
fn the_header_is_kept() {
    let text = "<tmx version='1.4b'><header creationtool='memoQ' srclang='ru-by' o-tmf='MemoQTM'>\
        <prop type='defclient'>Мінфін</prop><note>старая</note><ude name='x'><map unicode='#xF8FF'/></ude></header><body/></tmx>";
    let reader = TmxReader::new(text.as_bytes(), &ReadOptions::default()).unwrap();
    let header = reader.header();
    assert_eq!(header.version.as_deref(), Some("1.4b"));
    assert_eq!(header.srclang, Some(lang("ru-BY")));
    assert_eq!(attribute(&header.rest.attributes, "o-tmf"), Some("MemoQTM"));
    assert_eq!(header.rest.props[0].value, "Мінфін");
    assert_eq!(header.rest.notes[0].text, "старая");
    assert_eq!(header.rest.encodings, ["<ude name=\"x\"><map unicode=\"#xF8FF\"/></ude>"]);
}

// --------------------------------------------------------------------------------------------- what is an error

#[test]
fn a_file_that_is_cut_off_is_an_error_with_a_place() {
    let text =
        file("<tu><tuv xml:lang='ru'><seg>Да</seg></tuv></tu>\n<tu><tuv xml:lang='ru'><seg>Нет</seg></tuv></tu>");
    let cut = text.find("Нет").unwrap() + 2;
    let (units, error) = read_all(&text.as_bytes()[..cut]).unwrap_err();
    assert_eq!(units.len(), 1);
    let TmxError::Xml { error: XmlError::Truncated { at }, tu: 2 } = error else { panic!("{error:?}") };
    assert_eq!((at.line, at.byte), (7, cut as u64));
    for cut in [text.find("</body>").unwrap(), text.find("</tmx>").unwrap(), text.find("<header").unwrap() + 4] {
        let (_, error) = read_all(&text.as_bytes()[..cut]).unwrap_err();
        assert!(matches!(error, TmxError::Xml { error: XmlError::Truncated { .. }, .. }), "{error:?}");
    }
}

#[test]
fn broken_xml_is_an_error_with_a_place() {
    let text = file("<tu><tuv xml:lang='ru'><seg>Да</tuv></tu>");
    let (_, error) = read_all(text.as_bytes()).unwrap_err();
    assert!(matches!(&error, TmxError::Xml { error: XmlError::Syntax { at, .. }, tu: 1 } if at.line == 6), "{error}");
    assert!(matches!(read_all(b"<html><body/></html>"), Err((_, TmxError::NotTmx { root })) if root == "html"));
    assert!(matches!(read_all(b""), Err((_, TmxError::NotTmx { root })) if root.is_empty()));
}

#[test]
fn entities_of_the_file_are_refused_and_nothing_is_fetched() {
    for entity in ["<!ENTITY a 'Да'>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>", "<!ENTITY % a SYSTEM 'x.dtd'>"] {
        let text = format!("<!DOCTYPE tmx [{entity}]><tmx><header/><body/></tmx>");
        let (_, error) = read_all(text.as_bytes()).unwrap_err();
        assert!(matches!(error, TmxError::Xml { error: XmlError::Entities { .. }, .. }), "{error:?}");
    }
    check_file(b"<!DOCTYPE tmx SYSTEM 'tmx14.dtd' [<!ENTITY lt '&#38;#60;'>]><tmx><header/><body/></tmx>", &[], &[]);
}

#[test]
fn hostile_files_end_early() {
    let too_large = |body: String| {
        let (_, error) = read_all(file(&body).as_bytes()).unwrap_err();
        assert!(matches!(error, TmxError::Xml { error: XmlError::TooLarge { .. }, .. }), "{error:?}");
    };
    too_large(format!("<tu><tuv xml:lang='ru'><seg>{}", "<hi>".repeat(300)));
    too_large(format!("<tu><tuv xml:lang='ru'><seg>{}", "<ph/>".repeat(600_000)));
    let attributes: String = (0..2_000).map(|i| format!(" a{i}=''")).collect();
    too_large(format!("<tu{attributes}>"));
    let options = ReadOptions { max_unit: 1 << 20, ..ReadOptions::default() };
    let text = pair(&"я".repeat(1 << 20));
    let mut reader = TmxReader::new(text.as_bytes(), &options).unwrap();
    assert!(matches!(reader.next(&mut Vec::new()), Err(TmxError::Xml { error: XmlError::TooLarge { .. }, tu: 1 })));
    assert!(matches!(reader.next(&mut Vec::new()), Ok(None)));
}

#[test]
fn a_file_of_many_small_units_is_not_too_large() {
    let unit = "<tu><tuv xml:lang='ru'><seg>Пункт</seg></tuv></tu>\n";
    let text = file(&unit.repeat(3_000));
    let options = ReadOptions { max_unit: 40_000, ..ReadOptions::default() };
    let mut reader = TmxReader::new(text.as_bytes(), &options).unwrap();
    while reader.next(&mut Vec::new()).unwrap().is_some() {}
    assert_eq!(reader.tally().units, 3_000);
}

// ---------------------------------------------------------------------------------------------- what is written

/// A unit with everything in it.
fn rich() -> Tu {
    let mut tu = Tu::of([
        (lang("ru"), "Совет Министров\nРеспублики Беларусь".into()),
        (lang("be"), "Савет Міністраў Рэспублікі Беларусь".into()),
        (lang("be"), "Рада Міністраў Рэспублікі Беларусь".into()),
        (lang("en"), "Council of Ministers of the Republic of Belarus <\"&'>".into()),
        (lang("ru"), "Совмин".into()),
    ]);
    tu.tuid = Some("5/7".into());
    tu.attributes = vec![("changedate".into(), "20240605T101500Z".into()), ("статус".into(), "ок".into())];
    tu.props = vec![
        Prop { encoding: Some("koi8-r".into()), ..Prop::new("x-Context", "0, 0") },
        Prop { lang: Some("be".into()), ..Prop::new("x-tolmach:origin", "чужы") },
    ];
    tu.notes = vec![Note { lang: Some("be".into()), ..Note::new("Праверана") }];
    tu.tuvs[2].props = vec![Prop::new("client", "")];
    let source = |lang: &Lang, name: &str| (Some(lang.clone()), Source { name: name.into(), ..Source::default() });
    tu.origins = vec![
        Origin {
            sources: vec![
                source(&lang("ru"), "указ.ru.txt"),
                (
                    Some(lang("be")),
                    Source {
                        name: "указ.be.txt".into(),
                        title: Some("Указ".into()),
                        date: Some("2024-06-05".into()),
                        url: Some("https://example.org/?a=1&b=2".into()),
                    },
                ),
            ],
            position: 12,
            shape: Some(Shape(vec![1, 2])),
            confidence: Some(0.98),
            aligner: Some("tolmach 0.1.0".into()),
            context: vec![
                Context { lang: lang("ru"), before: None, after: Some("Далее".into()) },
                Context { lang: lang("be"), before: Some(String::new()), after: None },
            ],
        },
        Origin { sources: vec![(None, Source::default())], position: 3, ..Origin::default() },
    ];
    tu
}

#[test]
fn a_unit_with_everything_comes_back() {
    let bytes = write_all(Some("ru"), &[rich(), rich()]);
    let (units, problems) = read_all(&bytes).unwrap();
    assert_eq!(problems, []);
    assert_eq!(units, [rich(), rich()]);
    assert_eq!(String::from_utf8(write_all(Some("ru"), &units)).unwrap(), String::from_utf8(bytes).unwrap());
}

#[test]
fn the_layout_is_the_documented_one() {
    let mut tu = Tu::of([(lang("be"), "Да".into()), (lang("ru"), "До".into()), (lang("be"), "Да самага".into())]);
    tu.origins = vec![Origin {
        sources: vec![(None, Source { name: "a.tmx".into(), ..Source::default() })],
        ..Origin::default()
    }];
    let text = String::from_utf8(write_all(Some("en"), &[tu])).unwrap();
    let expected = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="tolmach" creationtoolversion="{}" segtype="sentence" o-tmf="tolmach" adminlang="en" srclang="en" datatype="plaintext"/>
<body>
<tu tuid="TUID1" srclang="be">
  <prop type="x-tolmach:srclang">implied</prop>
  <prop type="x-tolmach:variants">1</prop>
  <prop type="x-tolmach:origin">0</prop>
  <prop type="x-tolmach:source">a.tmx</prop>
  <tuv xml:lang="be">
    <seg>Да</seg>
  </tuv>
  <tuv xml:lang="ru">
    <seg>До</seg>
  </tuv>
</tu>
<tu tuid="TUID2" srclang="be">
  <prop type="x-tolmach:variant">2 be TUID1</prop>
  <tuv xml:lang="be">
    <seg>Да самага</seg>
  </tuv>
  <tuv xml:lang="ru">
    <seg>До</seg>
  </tuv>
</tu>
</body>
</tmx>
"#,
        env!("CARGO_PKG_VERSION")
    );
    let name = |from: &str| {
        let at = text.find(from).unwrap() + from.len();
        text[at..].split('"').next().unwrap().to_owned()
    };
    let expected = expected.replace("TUID1", &name("<tu tuid=\"")).replace("TUID2", &name("</tu>\n<tu tuid=\""));
    assert_eq!(text, expected);
}

#[test]
fn a_variant_whose_unit_was_edited_stays_a_unit() {
    let tu = Tu::of([(lang("ru"), "До".into()), (lang("be"), "Да".into()), (lang("be"), "Перад".into())]);
    let text = String::from_utf8(write_all(Some("ru"), &[tu])).unwrap();
    let edited = text.replacen("<seg>До</seg>", "<seg>Перед</seg>", 1);
    let (units, _) = read_all(edited.as_bytes()).unwrap();
    assert_eq!(units.len(), 2);
    assert_eq!(units[1].tuvs.len(), 2);
}

#[test]
fn names_are_unique_and_restored() {
    let unit = |tuid: Option<&str>, text: &str| Tu {
        tuid: tuid.map(Into::into),
        ..Tu::of([(lang("ru"), text.into()), (lang("be"), text.into())])
    };
    let units = [unit(Some("1"), "а"), unit(Some("1"), "б"), unit(None, "в"), unit(None, "в"), unit(Some("1"), "а")];
    let bytes = write_all(Some("ru"), &units);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut names: Vec<&str> = text.lines().filter(|line| line.starts_with("<tu ")).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 5);
    assert_eq!(read_all(&bytes).unwrap().0, units);
}

#[test]
fn names_that_xml_does_not_know_are_not_written() {
    let file =
        pair("Да<ph\u{1} x='1' \u{16}type='a' b<c='2'/><\u{16}x \u{1}='1'/>").replace("<tu>", "<tu \u{16}a='1' b='2'>");
    let (units, problems) = read_all(file.as_bytes()).unwrap();
    assert_eq!(units[0].attributes, [("b".to_owned(), "2".to_owned())]);
    let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
    assert!(codes.contains("xml-attribute") && codes.contains("xml-control"), "{problems:?}");
    let bytes = write_all(Some("ru"), &units);
    assert_eq!(read_all(&bytes).unwrap().0, units);
}

#[test]
fn codes_the_dtd_refuses_are_mended_for_others_and_kept_for_us() {
    let seg = "<bpt i='1' id='7'/>а<ept i='1' x='1'/><bpt i='2'>[b]</bpt><ept i='3'/><it x='1'>b</it><ph x='a'/><ph id='1' \
        equiv-text='base64:PGJyLz4='/><mq:ch val='&#9;'/><hi x='1' color='red'>б</hi><hi type='x-tolmach:odd &quot;'>в</hi><bpt/>";
    let (units, _) = read_all(pair(seg).as_bytes()).unwrap();
    let bytes = write_all(Some("ru"), &units);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("<hi type=\"x-tolmach-code:bpt i=&quot;2&quot;\"><it pos=\"begin\">[b]</it></hi>"), "{text}");
    assert!(text.contains("<hi type=\"x-tolmach:mq:ch val=&quot;&#9;&quot;\"/>"), "{text}");
    assert_eq!(read_all(&bytes).unwrap().0, units);
}

#[test]
fn attributes_of_subflows_the_dtd_does_not_know_come_back() {
    let seg = "а<ph x='1'>b<sub id='1' type='note'>сноска</sub><sub type='x-tolmach-sub:sub'/><sub>б</sub></ph>";
    let (units, _) = read_all(pair(seg).as_bytes()).unwrap();
    let bytes = write_all(Some("ru"), &units);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(
        text.contains("<sub type=\"x-tolmach-sub:sub id=&quot;1&quot; type=&quot;note&quot;\">сноска</sub>"),
        "{text}"
    );
    assert_eq!(read_all(&bytes).unwrap().0, units);
}

#[test]
fn sides_without_words_are_not_written() {
    let empty = Tu::of([(lang("ru"), " \u{1}".into()), (lang("be"), String::new())]);
    let half = Tu::of([(lang("ru"), "Да".into()), (lang("be"), String::new())]);
    let (units, problems) = read_all(&write_all(Some("ru"), &[empty, half])).unwrap();
    assert_eq!(units, [Tu::of([(lang("ru"), "Да".into())])]);
    assert_eq!(problems, []);
}

#[test]
fn a_foreign_header_is_made_valid() {
    let header = TmxHeader {
        rest: Header {
            attributes: vec![
                ("creationtool".into(), "OmegaT".into()),
                ("creationtoolversion".into(), "6.0.1".into()),
                ("segtype".into(), "chapter".into()),
                ("adminlang".into(), "EN-US".into()),
                ("x".into(), "1".into()),
            ],
            encodings: vec!["<ude name=\"x\"><map unicode=\"#xF8FF\"/></ude>".into()],
            ..Header::default()
        },
        ..TmxHeader::default()
    };
    let bytes = TmxWriter::new(Vec::new(), &header).unwrap().finish().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let ours = concat!("<header creationtool=\"tolmach\" creationtoolversion=\"", env!("CARGO_PKG_VERSION"), "\"");
    assert!(text.contains(ours), "{text}");
    assert!(text.contains("segtype=\"sentence\" o-tmf=\"tolmach\" adminlang=\"EN-US\" srclang=\"*all*\""), "{text}");
    let reader = TmxReader::new(bytes.as_slice(), &ReadOptions::default()).unwrap();
    assert_eq!(attribute(&reader.header().rest.attributes, "x"), Some("1"));
    assert_eq!(reader.header().rest.encodings, header.rest.encodings);
}

// ------------------------------------------------------------------------------------------------------ properties

/// Texts with everything that may be in them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[а-яёіўА-Яa-z0-9 .,«»—’'\u{301}-]{1,12}",
        1 => "[<>&\"'\t\n\r \u{85}\u{A0}\u{2028}\u{FEFF}\u{FFFD}\u{1F600}]{1,6}",
        1 => Just("]]> &amp; &#10; x-tolmach:".to_owned()),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

/// The same, and what XML forbids.
fn wild_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => text(), 1 => any::<String>(), 1 => "[\u{0}-\u{20}\u{7F}-\u{9F}\u{FFFE}\u{FFFF}а]{0,8}"]
}

fn attributes(names: &'static [&'static str], wild: bool) -> BoxedStrategy<Vec<(String, String)>> {
    let value = if wild {
        prop_oneof![Just("1".to_owned()), Just("2".to_owned()), Just("begin".to_owned()), wild_text()].boxed()
    } else {
        prop_oneof![Just("1".to_owned()), Just("2".to_owned()), Just("begin".to_owned()), text()].boxed()
    };
    prop::collection::vec((prop::sample::select(names), value), 0..4)
        .prop_map(move |attributes| {
            let mut out: Vec<(String, String)> = Vec::new();
            for (name, value) in attributes {
                if wild || !out.iter().any(|(n, _)| n == name) {
                    out.push((name.to_owned(), value));
                }
            }
            out
        })
        .boxed()
}

const INLINE_NAMES: &[&str] = &["i", "x", "type", "pos", "assoc", "id", "mq:ch", "xml:space"];

fn inlines(wild: bool) -> impl Strategy<Value = Vec<Inline>> {
    let words = if wild { wild_text().boxed() } else { text().boxed() };
    let leaf = prop_oneof![
        3 => words.clone().prop_map(Inline::Text),
        1 => code(wild, Just(Vec::new()).boxed()),
    ];
    let inline = leaf.prop_recursive(3, 16, 3, move |inner| {
        let content = prop::collection::vec(inner, 0..3).boxed();
        let name = prop::sample::select(&["hi", "g", "mq:ch", "bpt", "seg", "sub"][..]);
        let mark = (name, attributes(INLINE_NAMES, wild), content.clone())
            .prop_map(|(name, attributes, content)| Inline::Mark(Mark { name: name.to_owned(), attributes, content }));
        prop_oneof![mark, code(wild, content)]
    });
    prop::collection::vec(inline, 1..5)
}

fn code(wild: bool, content: BoxedStrategy<Vec<Inline>>) -> impl Strategy<Value = Inline> {
    let kinds = [CodeKind::Begin, CodeKind::End, CodeKind::Isolated, CodeKind::Placeholder, CodeKind::Unknown].to_vec();
    let words = if wild { wild_text().boxed() } else { text().boxed() };
    let sub =
        (attributes(&["datatype", "type", "id", "xml:space"], wild), content).prop_map(|(attributes, content)| {
            CodePart::Sub { attributes, content: Segment::new(content).inlines().to_vec() }
        });
    let parts = (prop::option::of(words.prop_map(CodePart::Native)), prop::option::of(sub));
    (prop::sample::select(kinds), attributes(INLINE_NAMES, wild), parts).prop_map(
        |(kind, attributes, (native, sub))| {
            Inline::Code(Code { kind, attributes, content: native.into_iter().chain(sub).collect() })
        },
    )
}

fn props(wild: bool) -> impl Strategy<Value = Vec<Prop>> {
    let kinds = &[
        "x-Context",
        "file",
        "",
        "x-tolmach:origin",
        "x-tolmach:tuid",
        "x-tolmach:prop:",
        "x-tolmach:shape",
        "x-tolmach:later",
        "x-tolmach:attribute:x",
        "x-tolmach:variants",
        "x-tolmach:variant",
        "x-tolmach:before",
    ];
    let words = if wild { wild_text().boxed() } else { text().boxed() };
    let value = prop_oneof![words, Just("1".to_owned()), Just(String::new())];
    let prop = (prop::sample::select(&kinds[..]), prop::option::of(prop::sample::select(&["ru", "BE_by"][..])), value);
    prop::collection::vec(
        prop.prop_map(|(kind, lang, value)| Prop { lang: lang.map(Into::into), ..Prop::new(kind, value) }),
        0..3,
    )
}

fn a_lang() -> impl Strategy<Value = Lang> {
    prop::sample::select(&["ru", "be", "en", "be-tarask", "en-GB"][..]).prop_map(lang)
}

fn origins(wild: bool) -> impl Strategy<Value = Vec<Origin>> {
    let words = move || if wild { wild_text().boxed() } else { text().boxed() };
    let maybe = move || prop::option::of(words());
    let source = (prop::option::of(a_lang()), words(), maybe(), maybe(), maybe())
        .prop_map(|(lang, name, title, date, url)| (lang, Source { name, title, date, url }));
    let context = (a_lang(), maybe(), maybe()).prop_map(|(lang, before, after)| Context { lang, before, after });
    let origin = (
        prop::collection::vec(source, 0..3),
        any::<u64>(),
        prop::option::of(prop::collection::vec(0..3_usize, 1..4).prop_map(Shape)),
        prop::option::of(any::<f64>().prop_filter("a number", |f| !f.is_nan())),
        maybe(),
        prop::collection::vec(context, 0..3),
    );
    prop::collection::vec(
        origin.prop_map(|(sources, position, shape, confidence, aligner, context)| Origin {
            sources,
            position,
            shape,
            confidence,
            aligner,
            context,
        }),
        0..3,
    )
}

fn unit_attributes(wild: bool) -> impl Strategy<Value = Vec<(String, String)>> {
    let plain = (
        prop::option::of(Just(("changedate".to_owned(), "20240605T101500Z".to_owned()))),
        prop::option::of(text().prop_map(|value| ("creationid".to_owned(), value))),
        prop::option::of(text().prop_map(|value| ("свае".to_owned(), value))),
        prop::option::of(Just(("usagecount".to_owned(), "7".to_owned()))),
    )
        .prop_map(|(a, b, c, d)| {
            let mut out: Vec<_> = [a, b, c, d].into_iter().flatten().collect();
            out.sort_unstable();
            out
        });
    if wild {
        let names = &["changedate", "usagecount", "srclang", "tuid", "xml:lang", "segtype", "creationid", "", "свае"];
        prop_oneof![plain, attributes(names, true)].boxed()
    } else {
        plain.boxed()
    }
}

pub(in crate::formats) fn unit(wild: bool) -> impl Strategy<Value = Tu> {
    let notes = move || {
        let words = if wild { wild_text().boxed() } else { text().boxed() };
        prop::collection::vec(words.prop_map(Note::new), 0..2)
    };
    let side = (a_lang(), inlines(wild), unit_attributes(wild), props(wild), notes());
    let tuv = side.prop_map(move |(lang, mut inlines, attributes, props, notes)| {
        if !wild {
            inlines.insert(0, Inline::Text("Слова".into()));
        }
        Tuv { lang, segment: Segment::new(inlines), attributes, props, notes }
    });
    let tuids = prop_oneof![Just(None), Just(Some("1".to_owned())), text().prop_map(Some)];
    let tuvs = prop::collection::vec(tuv, if wild { 0..5 } else { 1..5 });
    (tuids, tuvs, unit_attributes(wild), props(wild), notes(), origins(wild)).prop_map(
        |(tuid, tuvs, attributes, props, notes, origins)| Tu { tuid, tuvs, attributes, props, notes, origins },
    )
}

/// A unit with a side in Russian and one in Belarusian.
pub(in crate::formats) fn two_sided(wild: bool) -> impl Strategy<Value = Tu> {
    let langs = (prop::sample::select(&["ru", "ru-RU"][..]), prop::sample::select(&["be", "be-BY"][..]));
    let sides = (unit(wild), unit(wild)).prop_filter("two sides", |(a, b)| !a.tuvs.is_empty() && !b.tuvs.is_empty());
    (sides, langs).prop_map(|((mut tu, mut other), (from, to))| {
        tu.tuvs.truncate(1);
        tu.tuvs.push(other.tuvs.swap_remove(0));
        (tu.tuvs[0].lang, tu.tuvs[1].lang) = (lang(from), lang(to));
        tu
    })
}

/// A unit as bilingual formats hold it: the order of properties and notes says nothing.
pub(in crate::formats) fn in_order(mut tu: Tu) -> Tu {
    let key = |prop: &Prop| (prop.kind.clone(), prop.lang.clone(), prop.value.clone());
    let of = |note: &Note| (note.text.clone(), note.lang.clone());
    tu.props.sort_by_key(key);
    tu.notes.sort_by_key(of);
    for tuv in &mut tu.tuvs {
        tuv.props.sort_by_key(key);
        tuv.notes.sort_by_key(of);
    }
    tu
}

fn a_srclang() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(&[None, Some("ru"), Some("be"), Some("uk")][..])
}

proptest! {
    // seeds of failures are not kept in files: a failure becomes a case above
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_come_back(units in prop::collection::vec(unit(false), 1..4), srclang in a_srclang()) {
        let bytes = write_all(srclang, &units);
        let (read, problems) = read_all(&bytes).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(&read, &units);
        prop_assert_eq!(write_all(srclang, &read), bytes);
    }

    #[test]
    fn writing_again_gives_the_same_bytes(units in prop::collection::vec(unit(true), 1..4), srclang in a_srclang()) {
        let bytes = write_all(srclang, &units);
        let (read, _) = read_all(&bytes).unwrap();
        let again = write_all(srclang, &read);
        prop_assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(bytes).unwrap());
    }

    #[test]
    fn no_bytes_panic(
        units in prop::collection::vec(unit(false), 1..3),
        changes in changes(),
    ) {
        let text = String::from_utf8(write_all(Some("ru"), &units)).unwrap();
        for bytes in encoded(&text) {
            let _ = read_all(&damaged(&bytes, &changes));
        }
    }

    #[test]
    fn no_markup_panics(text in "(<(tmx|body|header|tu|tuv xml:lang='ru'|seg|ph|hi|sub|prop|/tu|/seg|/tuv|/ph|x)>|&|;|[а ]|]]>|<!\\[CDATA\\[|\\?>|<!--){0,24}") {
        let _ = read_all(text.as_bytes());
        let _ = read_all(pair(&text).as_bytes());
    }
}
