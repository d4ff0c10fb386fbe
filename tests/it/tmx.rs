//! TMX as other programs write it: each way that real files differ, from the bytes to the report and back.

use crate::run::{Place, tmx, unit};
use serde_json::{Value, json};

/// Reads a file into an empty place and gives the report; nothing went wrong beyond problems.
fn import(bytes: impl AsRef<[u8]>) -> (Place, Value) {
    let place = Place::new();
    place.write("in.tmx", bytes);
    let ran = place.run(&["import", "in.tmx", "--json"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{ran}");
    let told = ran.json().remove(0);
    (place, told)
}

fn export(place: &Place) -> String {
    place.run(&["export", "out.tmx"]).done();
    place.read("out.tmx")
}

/// Codes of the problems of a report.
fn problems(told: &Value) -> Vec<&str> {
    told["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect()
}

/// One unit in Russian and Belarusian.
fn pair(ru: &str, be: &str) -> String {
    unit(&[("ru", ru), ("be", be)])
}

/// The targets that are suggested for a segment.
fn suggested(place: &Place, text: &str, from: &str, to: &str) -> Vec<String> {
    let told = place.json(&["query", text, "--from", from, "--to", to]);
    told[0]["matches"].as_array().unwrap().iter().map(|m| m["target"].as_str().unwrap().to_owned()).collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let marked = if mark { format!("\u{FEFF}{text}") } else { text.to_owned() };
    marked.encode_utf16().flat_map(bytes).collect()
}

// ------------------------------------------------------------------------- the ways of real files, in the order of a list

#[test]
fn row_01_utf_16_by_mark_and_by_declaration_and_neither() {
    let text = tmx(&pair("Указ", "Указ Прэзідэнта"));
    let wide = text.replace("UTF-8", "utf-16");
    for bytes in [utf16(&wide, u16::to_le_bytes, true), utf16(&wide, u16::to_be_bytes, true)] {
        let (place, told) = import(bytes);
        assert_eq!(problems(&told), [""; 0]);
        assert!(export(&place).contains("Указ Прэзідэнта"));
    }
    // UTF-8 that calls itself UTF-16: read, with a word
    let (place, told) = import(&wide);
    assert_eq!(problems(&told), ["xml-encoding"]);
    assert!(export(&place).contains("Указ Прэзідэнта"));
}

#[test]
fn row_02_marks_wrong_declarations_and_8_bits() {
    let text = tmx(&pair("Постановление Совета Министров", "Пастанова Савета Міністраў"));
    let (_, told) = import(format!("\u{FEFF}{text}"));
    assert_eq!(problems(&told), [""; 0]);
    let cyrillic = encoding_rs::WINDOWS_1251.encode(&text).0.into_owned();
    let (place, told) = import(&cyrillic);
    assert_eq!(problems(&told), ["xml-encoding"], "declared as UTF-8");
    assert!(export(&place).contains("Пастанова Савета Міністраў"));
    let place = Place::new();
    place.write("in.tmx", encoding_rs::KOI8_U.encode(&text).0);
    place.run(&["import", "in.tmx", "--encoding", "koi8-u"]).done();
    assert!(export(&place).contains("Пастанова Савета Міністраў"));
}

#[test]
fn row_03_document_types_are_not_fetched_and_bombs_are_refused() {
    let text = tmx(&pair("Да", "Так"));
    let with = |doctype: &str| text.replace("<tmx", &format!("{doctype}\n<tmx"));
    for doctype in [
        "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">",
        "<!DOCTYPE tmx PUBLIC \"-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN\" \"http://127.0.0.1:9/tmx14.dtd\">",
        "<!DOCTYPE tmx SYSTEM \"http://127.0.0.1:9/tmx11.dtd\">",
    ] {
        let (_, told) = import(with(doctype));
        assert_eq!((&told["units"]["added"], problems(&told)), (&json!(1), vec![]));
    }
    let place = Place::new();
    place.write("in.tmx", with("<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"));
    place.run(&["import", "in.tmx"]).could_not(&["entities"]);
    place.write("in.tmx", with("<!DOCTYPE tmx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"));
    place.run(&["import", "in.tmx"]).could_not(&["entities"]);
}

#[test]
fn row_04_any_version_is_taken_and_told() {
    for version in ["1.4", "1.4b", "1.3", "1.2", "1.1", "1.0"] {
        let (_, told) = import(tmx(&pair("Да", "Так")).replace("\"1.4\"", &format!("\"{version}\"")));
        assert_eq!(told["format"], format!("tmx {version}"));
        assert_eq!(told["units"]["added"], 1);
    }
    let (_, told) = import(tmx(&pair("Да", "Так")).replace(" version=\"1.4\"", ""));
    assert_eq!(told["format"], "tmx without version");
}

#[test]
fn row_05_lang_and_xml_lang() {
    let body = "<tu><tuv lang='RU'><seg>Да</seg></tuv><tuv lang='EN' xml:lang='be'><seg>Так</seg></tuv></tu>";
    let (place, _) = import(tmx(body));
    assert_eq!(suggested(&place, "Да", "ru", "be"), ["Так"]);
}

#[test]
fn row_06_languages_in_any_spelling_and_orthographies_apart() {
    let side = |lang: &str, text: &str| format!("<tuv xml:lang='{lang}'><seg>{text}</seg></tuv>");
    let unit = |ru: &str, be: &str, text: &str| format!("<tu>{}{}</tu>", side(ru, "Да"), side(be, text));
    let body = [
        unit("ru", "be", "Так 1"),
        unit("ru-RU", "BE-BY", "Так 2"),
        unit("ru_RU", "be_BY", "Так 3"),
        unit("RU", "by", "Так 4"),
        unit("ru-BY", "be-tarask", "Так 5"),
        unit("ru", "be-x-old", "Так 6"),
        unit("ru", "be-Latn", "Tak 7"),
        unit("ru", "be@latin", "Tak 8"),
    ];
    let (place, told) = import(tmx(&body.concat()));
    assert_eq!(told["units"]["added"], 8, "{told}");
    assert_eq!(problems(&told), ["tmx-by"]);
    let out = export(&place);
    for (lang, times) in [("be", 2), ("be-BY", 2), ("be-tarask", 2), ("be-Latn", 2), ("ru-BY", 1)] {
        assert_eq!(out.matches(&format!("<tuv xml:lang=\"{lang}\"")).count(), times, "{lang} in {out}");
    }
    let mut official = suggested(&place, "Да", "ru", "be-BY");
    official.sort();
    official.truncate(4);
    assert_eq!(official, ["Так 1", "Так 2", "Так 3", "Так 4"]);
}

#[test]
fn row_07_source_languages_all_missing_and_contradicting() {
    for header in ["srclang=\"*all*\"", "", "srclang=\"en\""] {
        let (place, told) = import(tmx(&pair("Да", "Так")).replace("srclang=\"ru\"", header));
        assert_eq!(told["units"]["added"], 1, "{header}");
        assert_eq!(suggested(&place, "Да", "ru", "be"), ["Так"]);
        assert_eq!(suggested(&place, "Так", "be", "ru"), ["Да"]);
        assert!(export(&place).contains("srclang=\"ru\""), "an export tells one that is there");
    }
}

#[test]
fn row_08_several_variants_of_a_language_in_their_order() {
    let body = "<tu><tuv xml:lang='be'><seg>Так</seg></tuv><tuv xml:lang='ru'><seg>Да</seg></tuv>\
        <tuv xml:lang='be'><seg>Але</seg></tuv><tuv xml:lang='be'><seg>Ага</seg></tuv></tu>";
    let (place, told) = import(tmx(body));
    assert_eq!(told["units"]["added"], 1);
    let mut all = suggested(&place, "Да", "ru", "be");
    all.sort();
    assert_eq!(all, ["Ага", "Але", "Так"]);
    let first = export(&place);
    place.run(&["import", "out.tmx", "--into", "copy"]).done();
    assert_eq!(place.json(&["stats", "--memory", "copy"])[0]["units"], 1);
    place.run(&["export", "copy.tmx", "--memory", "copy"]).done();
    assert_eq!(place.read("copy.tmx"), first);
}

#[test]
fn row_09_one_source_many_units_and_names_used_twice() {
    let body = "<tu tuid='1'><prop type='file'>a.po</prop><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='be'><seg>Так</seg></tuv></tu>\
        <tu tuid='1'><prop type='file'>b.po</prop><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='be'><seg>Так</seg></tuv></tu>\
        <tu tuid='1'><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='be'><seg>Але</seg></tuv></tu>";
    let (place, told) = import(tmx(body));
    assert_eq!(told["units"]["added"], 3, "translations for different places are different ones: {told}");
    let out = export(&place);
    assert_eq!(out.matches("<tu tuid=\"1\"").count(), 1, "names are unique: {out}");
    assert_eq!(out.matches("x-tolmach:tuid\">1<").count(), 2, "{out}");
}

#[test]
fn row_10_inline_elements_nested_anyhow() {
    let seg = "Указ <bpt i='1' type='b'>{\\cs6\\f1 &lt;b&gt;</bpt><hi type='n'>Прэзідэнта <hi>Рэспублікі</hi></hi><ept i='1'>}</ept>\
        <ph x='1'>сноска <sub type='fnote'>гл. <ph>&lt;a&gt;</ph>артыкул</sub></ph> <ut>{\\cs6}</ut><it pos='begin'>&lt;i&gt;</it>!";
    let body = unit(&[("ru", "Указ!"), ("be", seg)]);
    let (place, told) = import(tmx(&body));
    assert_eq!(problems(&told), [""; 0]);
    let out = export(&place);
    for kept in [
        "<bpt i=\"1\" type=\"b\">{\\cs6\\f1 &lt;b&gt;</bpt>",
        "<hi type=\"n\">Прэзідэнта <hi>Рэспублікі</hi></hi>",
        "<sub type=\"fnote\">гл. <ph>&lt;a&gt;</ph>артыкул</sub>",
        "<ut>{\\cs6}</ut>",
    ] {
        assert!(out.contains(kept), "{kept} is not in {out}");
    }
    let hits = place.json(&["search", "Рэспублікі"]);
    assert_eq!(hits[0]["text"], "Указ Прэзідэнта Рэспублікі гл. артыкул !", "{hits:?}");
    assert_eq!(place.json(&["search", "артыкулы"])[0]["type"], "hit", "the words of a sub-flow are found");
}

#[test]
fn row_11_codes_without_partners_or_numbers() {
    let seg = "а <bpt i='1'>&lt;b&gt;</bpt>б <bpt i='1'>&lt;i&gt;</bpt>в<ept i='1'>&lt;/i&gt;</ept> <ept i='9'>&lt;/u&gt;</ept><it>&lt;p&gt;</it><bpt>x</bpt>";
    let (place, told) = import(tmx(&unit(&[("ru", seg), ("be", "бы")])));
    assert_eq!(problems(&told), ["tmx-code"]);
    assert_eq!(told["units"]["added"], 1);
    let first = export(&place);
    assert_eq!(
        place.run(&["check", "out.tmx", "--for", "omegat", "--json"]).json().last().unwrap()["findings"]["refused"],
        Value::Null
    );
    place.run(&["import", "out.tmx", "--into", "copy"]).done();
    place.run(&["export", "copy.tmx", "--memory", "copy"]).done();
    assert_eq!(place.read("copy.tmx"), first);
}

#[test]
fn row_12_tags_of_xliff_and_pseudo_tags() {
    let seg = "Нажмите <g id='3'>кнопку</g><bx id='4'/><x id='5'/> {1}здесь{2} [b]";
    let (place, told) = import(tmx(&unit(&[("ru", seg), ("be", "Націсніце")])));
    assert_eq!(told["units"]["added"], 1);
    assert_eq!(place.json(&["search", "кнопку"])[0]["text"], "Нажмите кнопку {1}здесь{2} [b]");
    place.run(&["export", "plain.tmx", "--for", "omegat"]).done();
    let out = place.read("plain.tmx");
    assert!(out.contains("&lt;g id=\"3\"&gt;</bpt>кнопку<ept i=\"1\">") && out.contains("<ph x=\"2\">"), "{out}");
}

#[test]
fn row_13_contexts_on_units_and_sides_escaped_and_not() {
    let memoq = "<tu><tuv xml:lang='ru'><prop type='x-context-pre'>&lt;seg&gt;До &lt;ph/&gt;этого&lt;/seg&gt;</prop>\
        <prop type='x-context-post'>&lt;seg&gt;После&lt;/seg&gt;</prop><seg>Да.</seg></tuv>\
        <tuv xml:lang='be'><prop type='client'>МЗС</prop><seg>Так.</seg></tuv></tu>";
    let matecat = "<tu><prop type='x-context-pre'><seg>Прежде</seg></prop><tuv xml:lang='ru'><seg>Нет.</seg></tuv><tuv xml:lang='be'><seg>Не.</seg></tuv></tu>";
    let (place, _) = import(tmx(&format!("{memoq}{matecat}")));
    let score = |text: &str, before: &str, after: &str| {
        let told = place.json(&["query", text, "--from", "ru", "--to", "be", "--before", before, "--after", after]);
        told[0]["matches"][0]["score"].as_u64().unwrap()
    };
    assert_eq!(score("Да.", "До этого", "После"), 102);
    assert_eq!(score("Нет.", "Прежде", "Затем"), 101);
    let out = export(&place);
    assert!(out.contains("<prop type=\"x-context-pre\">&lt;seg&gt;До &lt;ph/&gt;этого&lt;/seg&gt;</prop>"), "{out}");
    assert!(out.contains("<prop type=\"client\">МЗС</prop>\n    <seg>Так."), "side's own: {out}");
    // a second time nothing is new
    assert_eq!(place.json(&["import", "in.tmx"])[0]["units"]["known"], 2);
}

/// Properties of a program come back as they were, and can be asked for.
fn check_props(props: &[(&str, &str)], asked: &[(&str, usize)]) {
    let written: String = props.iter().map(|(kind, value)| format!("<prop type=\"{kind}\">{value}</prop>")).collect();
    let with = pair("Да", "Так").replace("<tu>", &format!("<tu changeid='MFA\\ivanov' usagecount='3'>{written}"));
    let (place, _) = import(tmx(&format!("{with}{}", pair("Нет", "Не"))));
    let out = export(&place);
    for (kind, value) in props {
        assert!(out.contains(&format!("<prop type=\"{kind}\">{value}</prop>")), "{kind} in {out}");
    }
    for (filter, units) in asked {
        let told = place.json(&["export", "some.tmx", "--where", filter]);
        assert_eq!(told[0]["units"], json!(units), "{filter}");
    }
}

#[test]
fn row_14_properties_of_trados() {
    check_props(
        &[
            ("x-LastUsedBy", "MFA\\petrov"),
            ("x-Context", "0, 0"),
            ("x-Context", "-4523, 8842"),
            ("x-ContextContent", "Статья 1 | | "),
            ("x-Origin", "Alignment"),
            ("x-ConfirmationLevel", "ApprovedTranslation"),
            ("x-StructureContext:MultipleString", "sdl:heading"),
            ("x-Клиент:SinglePicklist", "МИД"),
        ],
        &[("status=ApprovedTranslation", 1), ("prop.x-Origin=alignment", 1), ("user~ivanov", 1), ("user~petrov", 1)],
    );
}

#[test]
fn row_15_header_properties_of_memoq() {
    let header = "<prop type=\"defclient\">МЗС</prop><prop type=\"defsubject\">права</prop><prop type=\"name\">Асноўная</prop></header>";
    let text = tmx(&pair("Да", "Так")).replace("datatype=\"plaintext\"/>", &format!("datatype=\"plaintext\">{header}"));
    let (place, told) = import(text.replace("o-tmf=\"none\"", "o-tmf=\"MemoQTM\""));
    assert_eq!(problems(&told), [""; 0]);
    let out = export(&place);
    let head = out.split("<body>").next().unwrap();
    for kept in ["o-tmf=\"MemoQTM\"", "\"defclient\">МЗС<", "\"defsubject\">права<", "\"name\">Асноўная<"]
    {
        assert!(head.contains(kept), "{head}");
    }
    place.run(&["undo"]).done();
    place.write("b.tmx", tmx(&pair("Да", "Так")));
    place.run(&["import", "b.tmx"]).done();
    assert!(!export(&place).contains("defclient"), "what was said of a file goes with its batch");
}

#[test]
fn row_16_properties_of_omegat() {
    let props = [("file", "news.html"), ("id", "7"), ("prev", "До"), ("next", "После"), ("path", "a/b")];
    check_props(&props, &[("prop.file=news.html", 1)]);
    check_props(&[("x-ice", "1"), ("x-100pc", "1"), ("x-auto", "auto"), ("origin", "news")], &[]);
}

#[test]
fn row_17_scores_of_corpora() {
    let scored = |n: u32, score: &str| {
        let props = format!(
            "<tu><prop type='score-bicleaner'>{score}</prop><prop type='lengthRatio'>0.9</prop><prop type='type'>1:1</prop>"
        );
        let doc = "<prop type='source-document'>a.by</prop><prop type='source-document'>b.by</prop><seg>Артыкул";
        pair(&format!("Статья {n}"), &format!("Артыкул {n}")).replace("<tu>", &props).replace("<seg>Артыкул", doc)
    };
    let place = Place::new();
    place.write("in.tmx", tmx(&format!("{}{}{}", scored(1, "0.91"), scored(2, "0.4"), pair("Да", "Так"))));
    let ran = place.run(&["import", "in.tmx", "--min-score", "0.5", "--json"]);
    let told = &ran.json()[0];
    assert_eq!(
        (ran.code, &told["units"]["added"], &told["skipped"]["low score"]),
        (Some(1), &json!(2), &json!(1)),
        "{told}"
    );
    let out = export(&place);
    assert!(out.contains("<prop type=\"score-bicleaner\">0.91</prop>"), "{out}");
    assert_eq!(out.matches("<prop type=\"source-document\">").count(), 2, "{out}");
}

#[test]
fn row_18_dates_of_all_kinds() {
    for (written, kept) in [
        ("20231215T112809Z", Some("20231215T112809Z")),
        ("20231215T112809", Some("20231215T112809Z")),
        ("2023-12-15T11:28:09+03:00", Some("20231215T082809Z")),
        ("2023-12-15 11:28:09.123", Some("20231215T112809Z")),
        ("15.12.2023", None),
    ] {
        let (place, told) = import(tmx(&pair("Да", "Так").replace("<tu>", &format!("<tu changedate='{written}'>"))));
        let out = export(&place);
        match kept {
            Some(date) => assert!(out.contains(&format!("changedate=\"{date}\"")), "{written}: {out}"),
            None => {
                assert_eq!(problems(&told), ["tmx-bad-date"]);
                assert!(out.contains(&format!("<prop type=\"x-changedate\">{written}</prop>")), "{out}");
            }
        }
    }
}

#[test]
fn row_19_users_are_kept_and_can_be_left_out() {
    let (place, _) =
        import(tmx(&pair("Да", "Так").replace("<tu>", "<tu creationid='MFA\\ivanov' changeid='a.b@c.by'>")));
    assert!(export(&place).contains("creationid=\"MFA\\ivanov\" changeid=\"a.b@c.by\""));
    place.run(&["export", "out.tmx", "--anonymise"]).done();
    let out = place.read("out.tmx");
    assert!(!out.contains("ivanov") && !out.contains("a.b@c.by"), "{out}");
}

#[test]
fn row_20_characters_that_xml_forbids() {
    let body = format!("{}{}", pair("Да&#x1F; \u{1}нет&#xFFFF;&#xD800;", "Так"), pair("Чисто", "Чыста"));
    let (place, told) = import(tmx(&body));
    assert_eq!(problems(&told), ["xml-control"]);
    assert_eq!((&told["problems"][0]["tu"], &told["units"]["added"]), (&json!(1), &json!(2)));
    assert!(export(&place).contains("<seg>Да нет</seg>"));
    let place = Place::new();
    place.write("in.tmx", tmx(&body));
    place.run(&["import", "in.tmx", "--strict"]).could_not(&["characters that XML forbids", "unit 1"]);
}

#[test]
fn row_21_references_for_every_letter_and_names_of_html() {
    let (place, told) = import(tmx(&pair("&#x0423;&#1082;&#x430;&#x437;&nbsp;&laquo;№&nbsp;5&raquo; &foo;", "Указ")));
    assert_eq!(problems(&told), ["xml-html-entity", "xml-unknown-entity"]);
    assert!(export(&place).contains("<seg>Указ\u{A0}«№\u{A0}5» &amp;foo;</seg>"));
}

#[test]
fn row_22_one_line_and_pretty_printed() {
    let text = tmx(&pair("Да", "Так")).replace('\n', "");
    assert_eq!(import(&text).1["units"]["added"], 1);
    let body = "<tu>\n  <tuv xml:lang='ru'>\n    <seg>\n      Да\n    </seg>\n  </tuv>\n  <tuv xml:lang='be'>\n    <seg> Так </seg>\n  </tuv>\n</tu>";
    let (place, _) = import(tmx(body));
    let out = export(&place);
    assert!(out.contains("<seg>Да</seg>") && out.contains("<seg> Так </seg>"), "layout goes, spaces stay: {out}");
}

#[test]
fn row_23_units_of_no_use_are_counted_by_reason() {
    let side = |lang: &str, seg: &str| format!("<tuv xml:lang='{lang}'>{seg}</tuv>");
    let body = [
        format!("<tu>{}{}</tu>", side("ru", ""), side("be", "<seg>Так</seg>")),
        format!("<tu>{}{}</tu>", side("ru", "<seg> </seg>"), side("be", "<seg>Так</seg>")),
        format!("<tu>{}{}</tu>", side("ru", "<seg><ph/></seg>"), side("be", "<seg>Так</seg>")),
        format!("<tu>{}{}</tu>", side("ru", "<seg>Минск</seg>"), side("be", "<seg>Минск</seg>")),
        format!("<tu>{}{}</tu>", side("ru", "Без сегмента"), side("be", "Без сегмента 2")),
        pair("Да", "Так"),
    ];
    let (place, told) = import(tmx(&body.concat()));
    assert_eq!((&told["units"]["read"], &told["units"]["added"]), (&json!(6), &json!(3)), "{told}");
    assert_eq!(told["skipped"], json!({"no seg": 1, "no text": 2}));
    assert!(problems(&told).contains(&"tmx-bare-text"), "text beside a missing <seg> is taken: {told}");
    assert_eq!(suggested(&place, "Без сегмента", "ru", "be"), ["Без сегмента 2"]);
}

#[test]
fn row_24_notes_and_encodings_in_the_header() {
    let header = "datatype=\"plaintext\"><note>старая база</note><ude name=\"Mac\" base=\"Macintosh\"><map unicode=\"#xF8FF\" code=\"#xF0\"/></ude></header>";
    let (place, told) = import(tmx(&pair("Да", "Так")).replace("datatype=\"plaintext\"/>", header));
    assert_eq!(problems(&told), [""; 0]);
    let out = export(&place);
    assert!(
        out.contains("<note>старая база</note>") && out.contains("<map unicode=\"#xF8FF\" code=\"#xF0\"/>"),
        "{out}"
    );
}

#[test]
fn row_25_a_truncated_file_leaves_nothing_unless_asked() {
    let place = Place::new();
    let text = tmx(&format!("{}{}", pair("Да", "Так"), pair("Нет", "Не")));
    place.write("in.tmx", &text.as_bytes()[..text.find("Не<").unwrap()]);
    place.run(&["import", "in.tmx"]).could_not(&["ends in the middle, in unit 2", "--keep-good"]);
    assert!(place.files(".").iter().all(|file| !file.ends_with(".sqlite")));
    let ran = place.run(&["import", "in.tmx", "--keep-good"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert_eq!(suggested(&place, "Да", "ru", "be"), ["Так"]);
}

#[test]
fn row_26_volumes_in_a_zip() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("Vol_1/1.tmx", pair("Да", "Так")), ("Vol_1/2.tmx", pair("Нет", "Не"))] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &utf16(&tmx(&text), u16::to_le_bytes, true)).unwrap();
    }
    let place = Place::new();
    place.write("Vol_1.zip", zip.finish().unwrap().into_inner());
    assert_eq!(place.json(&["import", "Vol_1.zip"])[0]["units"]["added"], 2);
    assert_eq!(place.json(&["log"]).len(), 1, "one batch, to be undone at once");
}

#[test]
fn row_27_a_year_with_and_without_its_word() {
    let (place, _) = import(tmx(&unit(&[("en", "Report 2023"), ("ru", "Отчёт за 2023 год")])));
    let told = place.json(&["query", "Report 2024", "--from", "en", "--to", "ru"]);
    assert_eq!(told[0]["matches"][0]["repaired"], "Отчёт за 2024 год");
    let (place, _) = import(tmx(&unit(&[("en", "Report 2023"), ("ru", "Отчёт за прошлый год")])));
    let told = place.json(&["query", "Report 2024", "--from", "en", "--to", "ru"]);
    assert_eq!(told[0]["matches"][0]["repaired"], Value::Null, "the number is not on both sides");
}

// --------------------------------------------------------------------- what is known to go wrong with others

#[test]
fn peers_03_marked_words_are_kept() {
    let (place, _) = import(tmx(&unit(&[("ru", "Указ"), ("be", "Указ <hi type=\"b\">Прэзідэнта</hi> Рэспублікі")])));
    assert_eq!(suggested(&place, "Указ", "ru", "be"), ["Указ Прэзідэнта Рэспублікі"]);
    assert!(export(&place).contains("<seg>Указ <hi type=\"b\">Прэзідэнта</hi> Рэспублікі</seg>"));
}

#[test]
fn peers_04_native_code_is_not_text() {
    let (place, _) = import(tmx(&unit(&[("ru", "Глава 1<ph>&lt;br/&gt;</ph>Общие"), ("be", "Глава 1")])));
    assert_eq!(place.json(&["search", "глава 1 общие"])[0]["type"], "hit");
    assert_eq!(suggested(&place, "Глава 1 Общие", "ru", "be"), ["Глава 1"]);
    assert!(export(&place).contains("<seg>Глава 1<ph>&lt;br/&gt;</ph>Общие</seg>"));
}

#[test]
fn peers_05_memoq_in_utf_16_with_contexts() {
    let body = "<tu><tuv xml:lang='ru'><prop type='x-context-pre'>&lt;seg&gt;До&lt;/seg&gt;</prop><seg>Да</seg></tuv>\
        <tuv xml:lang='be'><prop type='x-context-pre'>&lt;seg&gt;Раней&lt;/seg&gt;</prop><seg>Так</seg></tuv></tu>";
    let (place, told) = import(utf16(&tmx(body).replace("UTF-8", "utf-16"), u16::to_le_bytes, true));
    assert_eq!(problems(&told), [""; 0]);
    let out = export(&place);
    assert_eq!(out.matches("    <prop type=\"x-context-pre\">&lt;seg&gt;").count(), 2, "{out}");
    let told = place.json(&["query", "Так", "--from", "be", "--to", "ru", "--before", "Раней"]);
    assert_eq!(told[0]["matches"][0]["score"], 102, "nothing after on either side");
}

#[test]
fn peers_06_all_directions_of_a_unit_without_one() {
    let body = "<tu srclang='*all*'><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='be'><seg>Так</seg></tuv>\
        <tuv xml:lang='be'><seg>Але</seg></tuv><tuv xml:lang='en'><seg>Yes</seg></tuv></tu>";
    let (place, told) = import(tmx(body).replace("srclang=\"ru\"", "srclang=\"*all*\""));
    assert_eq!(told["units"]["added"], 1);
    let stats = &place.json(&["stats"])[0];
    assert_eq!((&stats["units"], &stats["segments"]), (&json!(1), &json!({"ru": 1, "be": 2, "en": 1})));
    for (text, from, to, count) in [
        ("Да", "ru", "be", 2),
        ("Да", "ru", "en", 1),
        ("Але", "be", "ru", 1),
        ("Так", "be", "en", 1),
        ("Yes", "en", "be", 2),
        ("Yes", "en", "ru", 1),
    ] {
        assert_eq!(suggested(&place, text, from, to).len(), count, "{from} to {to}");
    }
}

#[test]
fn peers_07_spellings_of_a_language_are_one_and_orthographies_are_not() {
    let body: String = ["ru", "ru-RU", "ru_RU", "RU"]
        .iter()
        .enumerate()
        .map(|(n, lang)| unit(&[(lang, &format!("Статья {n}")), ("be", &format!("Артыкул {n}"))]))
        .collect();
    let (place, _) = import(tmx(&format!("{body}{}", unit(&[("ru", "Снег"), ("be-tarask", "Сьнег")]))));
    let languages: Vec<String> = place.json(&["stats"])[0]["segments"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(languages, ["be", "be-tarask", "ru", "ru-RU"]);
    assert_eq!(suggested(&place, "Статья 2", "ru", "be").first().map(String::as_str), Some("Артыкул 2"));
}

#[test]
fn peers_08_countries_and_old_names_are_mapped() {
    let (place, told) = import(tmx(&format!(
        "{}{}",
        unit(&[("ru", "Да"), ("by", "Так")]),
        unit(&[("ru", "Снег"), ("be-x-old", "Сьнег")])
    )));
    assert_eq!(problems(&told), ["tmx-by"]);
    let segments = &place.json(&["stats"])[0]["segments"];
    assert_eq!(segments, &json!({"be": 1, "be-tarask": 1, "ru": 2}));
}

#[test]
fn peers_09_references_are_letters_and_controls_are_told() {
    let (place, told) = import(tmx(&pair("&#x411;&#1041;&#x1F;", "Б")));
    assert_eq!(problems(&told), ["xml-control"]);
    assert!(export(&place).contains("<seg>ББ</seg>"));
}

#[test]
fn peers_10_a_truncated_gz_is_told_with_its_place() {
    let place = Place::new();
    let many: String = (0..400).map(|n| pair(&format!("Статья {n}"), &format!("Артыкул {n}"))).collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, tmx(&many).as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    place.write("in.tmx.gz", &gz[..gz.len() / 2]);
    place.run(&["import", "in.tmx.gz"]).could_not(&["in.tmx.gz: line", "ends in the middle, in unit"]);
    assert!(place.files(".").iter().all(|file| !file.ends_with(".sqlite")));
}

#[test]
fn peers_11_an_own_export_brings_nothing_and_a_file_read_twice_is_told() {
    let (place, _) = import(tmx(&format!("{}{}", pair("Да", "Так"), pair("Нет", "Не"))));
    export(&place);
    let told = &place.json(&["import", "out.tmx"])[0];
    assert_eq!((&told["units"]["known"], &told["batch"]), (&json!(2), &Value::Null), "{told}");
    let ran = place.run(&["import", "in.tmx"]);
    assert!(ran.stderr.contains("was read before, in batch 1"), "{ran}");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn peers_21_signs_are_taken_literally() {
    let texts = ["100 % гарантия", "a_b", "«\"цитата\"»", "звезда * здесь", "'''"];
    let body: String = texts.iter().map(|text| pair(&text.replace('"', "&quot;"), "х")).collect();
    let (place, _) = import(tmx(&body));
    for sign in ["%", "_", "\"", "*", "'''"] {
        let hits = place.json(&["search", "--exact", sign]);
        let found: Vec<&str> =
            hits.iter().filter(|h| h["type"] == "hit").map(|h| h["text"].as_str().unwrap()).collect();
        let there: Vec<&str> = texts.iter().copied().filter(|text| text.contains(sign)).collect();
        assert_eq!(found.len(), there.len(), "{sign}: {found:?}");
        assert!(place.run(&["search", sign]).code.is_some_and(|code| code < 2));
        assert!(place.run(&["query", sign, "--from", "ru", "--to", "be"]).code.is_some_and(|code| code < 2));
    }
}

#[test]
fn peers_22_a_long_segment_is_stored_and_found() {
    let long = "Совет Министров постановляет утвердить прилагаемое положение. ".repeat(90);
    assert!(long.len() > 5_000);
    let (place, _) = import(tmx(&pair(&long, "Доўгі")));
    assert_eq!(suggested(&place, &long, "ru", "be"), ["Доўгі"]);
    assert_eq!(place.json(&["search", "прилагаемое положение"])[0]["type"], "hit");
}

#[test]
fn peers_23_an_unknown_language_keeps_nothing_else_out() {
    let body =
        format!("{}{}", unit(&[("ru", "Да"), ("xx-больше", "?"), ("be", "Так")]), unit(&[("ru", "Нет"), ("be", "Не")]));
    let (place, told) = import(tmx(&body));
    assert_eq!((problems(&told), &told["units"]["added"]), (vec!["tmx-language"], &json!(2)));
    assert_eq!(suggested(&place, "Да", "ru", "be"), ["Так"]);
}
