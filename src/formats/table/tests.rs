//! Tables of units as people and programs write them.

use super::*;
use crate::formats::damage::{changes, damaged, encoded};
use crate::formats::exchange::{ExchangeFormat, ReadOptions, Tally, WriteOptions};
use crate::model::{Note, Origin, Prop, Segment, Source, attribute};
use crate::problem::Problem;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn langs(tags: &[&str]) -> ReadOptions {
    ReadOptions { langs: tags.iter().map(|tag| lang(tag)).collect(), ..ReadOptions::default() }
}

fn read_with(
    extension: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Vec<Tu>, Vec<Problem>, Tally), ExchangeError> {
    let mut reader = ExchangeFormat::to_read(extension).unwrap().open(Box::new(bytes), options)?;
    let (mut units, mut problems) = (Vec::new(), Vec::new());
    while let Some(tu) = reader.next(&mut problems)? {
        units.push(tu);
    }
    let tally = reader.tally().clone();
    Ok((units, problems, tally))
}

fn write_all(extension: &str, units: &[Tu], tags: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = WriteOptions { langs: tags.iter().map(|tag| lang(tag)).collect(), ..WriteOptions::default() };
    let format = ExchangeFormat::to_write(extension).unwrap();
    let mut writer = format.create(vec![Box::new(&mut bytes)], &options).unwrap();
    for tu in units {
        writer.write(tu).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

#[track_caller]
fn read(text: &str) -> Vec<Tu> {
    let (units, problems, _) = read_with("csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(problems, []);
    units
}

/// `ru=Да.|be=Так.` for each unit.
fn sides(units: &[Tu]) -> Vec<String> {
    let side = |tuv: &Tuv| format!("{}={}", tuv.lang, tuv.segment.text());
    units.iter().map(|tu| tu.tuvs.iter().map(side).collect::<Vec<_>>().join("|")).collect()
}

fn refusal(text: &str, options: &ReadOptions) -> String {
    let error = read_with("csv", text.as_bytes(), options).unwrap_err();
    assert!(!error.is_damage());
    error.to_string()
}

#[test]
fn headings_are_understood_in_any_spelling() {
    for heading in [
        "ru,be",
        "RU;be_BY",
        "Русский\tБелорусский",
        "Russian|Belarusian",
        "\u{FEFF}\"ru-RU\",\"Беларуская (Belarus)\"",
    ] {
        let delimiter = heading.chars().find(|c| ",;\t|".contains(*c)).unwrap();
        let units = read(&format!("{heading}\r\nДа.{delimiter}Так.\r\n"));
        assert_eq!(units.len(), 1, "{heading}");
        assert_eq!((units[0].sides(&lang("ru")).len(), units[0].sides(&lang("be")).len()), (1, 1), "{heading}");
    }
}

#[test]
fn a_table_of_excel_is_read() {
    // separator told, line breaks within cells, quotes, a formula, an apostrophe, trailing empty cells
    let text = "sep=;\r\nRussian;Belarusian;English;Примечание;Клиент;;\r\n\
        \"Указ № 5\nот 1 мая; с изменениями\";\"Указ № 5\nад 1 мая\";;\"из \"\"Вестника\"\"\";МИД;;\r\n\
        ;;;;;;\r\n=СУММ(A1);'=СУМ(A1);=SUM(A1);;;;\r\n";
    let bytes = encoding_rs::WINDOWS_1251.encode(text).0;
    let (units, problems, tally) = read_with("csv", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!(
        sides(&units),
        ["ru=Указ № 5\nот 1 мая; с изменениями|be=Указ № 5\nад 1 мая", "ru==СУММ(A1)|be='=СУМ(A1)|en==SUM(A1)"]
    );
    assert_eq!((units[0].notes[0].text.as_str(), units[0].props[0].kind.as_str()), ("из \"Вестника\"", "Клиент"));
    assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["text-encoding"]);
    assert_eq!(tally.units, 2);

    let utf16: Vec<u8> =
        "\u{FEFF}ru\tbe\r\n\"Да, \"\"конечно\"\"\"\tТак\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (units, problems, _) = read_with("tsv", &utf16, &ReadOptions::default()).unwrap();
    assert_eq!((sides(&units), problems), (vec!["ru=Да, \"конечно\"|be=Так".to_owned()], vec![]));
}

#[test]
fn quotes_between_tabs_are_quotes_unless_a_spreadsheet_put_them() {
    let units = read("en\tru\n\"Yes,\" he said.\t\"Да\", — сказал он.\n\"No\t\"Нет\n");
    assert_eq!(sides(&units), ["en=\"Yes,\" he said.|ru=\"Да\", — сказал он.", "en=\"No|ru=\"Нет"]);
    let units = read("en\tru\n\"a\tb\"\t\"в\nг\"\n");
    assert_eq!(sides(&units), ["en=a\tb|ru=в\nг"]);
}

#[test]
fn commas_in_texts_do_not_hide_the_tabs() {
    let (units, _, _) = read_with("tsv", "Да, да, да\tТак, так\nНет\tНе\n".as_bytes(), &langs(&["ru", "be"])).unwrap();
    assert_eq!(sides(&units), ["ru=Да, да, да|be=Так, так", "ru=Нет|be=Не"]);
}

#[test]
fn further_columns_are_names_notes_attributes_and_properties() {
    let units = read(
        "ID,ru,be,be 2,Comment,translator_comments,changedate,changeid,client,source,№\n\
         a-1,Да.,Так.,Але.,c1,c2,2024-06-05 10:15,anna,МИД,Вестник,1\n",
    );
    let tu = &units[0];
    assert_eq!(sides(&units), ["ru=Да.|be=Так.|be=Але."]);
    assert_eq!(tu.tuid.as_deref(), Some("a-1"));
    assert_eq!(tu.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["c1", "c2"]);
    assert_eq!(attribute(&tu.attributes, "changedate"), Some("20240605T101500Z"));
    let props: Vec<_> = tu.props.iter().map(|prop| (prop.kind.as_str(), prop.value.as_str())).collect();
    assert_eq!(props, [("client", "МИД"), ("source", "Вестник")], "where languages are named, source tells the origin");
}

#[test]
fn source_and_target_take_their_languages_from_elsewhere() {
    let text = "source,target,context,translator_comments,developer_comments,fuzzy,location\n\
        Save,Захаваць,menu,т,р,,a.c:1\nOpen,Адкрыць?,menu,,,True,a.c:2\n";
    let (units, problems, tally) = read_with("csv", text.as_bytes(), &langs(&["en", "be"])).unwrap();
    assert_eq!((sides(&units), problems), (vec!["en=Save|be=Захаваць".to_owned()], vec![]));
    assert_eq!((units[0].notes.len(), units[0].props.len(), tally.skipped["table-draft"]), (2, 2, 1));
    let drafts = ReadOptions { drafts: true, ..langs(&["en", "be"]) };
    assert_eq!(read_with("csv", text.as_bytes(), &drafts).unwrap().0.len(), 2);
    assert!(refusal(text, &ReadOptions::default()).contains("--langs ru,be"));

    let text = "source_language;source;target_language;target\nru;Да.;be;Так.\nen;Yes.;ru;Да.\n";
    assert_eq!(sides(&read(text)), ["ru=Да.|be=Так.", "en=Yes.|ru=Да."]);
}

#[test]
fn columns_can_be_told() {
    let options =
        ReadOptions { columns: ["ru", "be", "-", "note"].map(str::to_owned).to_vec(), ..ReadOptions::default() };
    let (units, problems, _) =
        read_with("csv", "Да.;Так.;17;важно\nНет.;Не.;18;;лишнее\n".as_bytes(), &options).unwrap();
    assert_eq!(sides(&units), ["ru=Да.|be=Так.", "ru=Нет.|be=Не."]);
    assert_eq!((units[0].notes[0].text.as_str(), units[0].props.len()), ("важно", 0));
    assert_eq!(problems.iter().map(|p| (p.code, p.place.line)).collect::<Vec<_>>(), [("table-columns", Some(2))]);
    // a first row that names languages is no unit
    let (units, _, _) = read_with("csv", "be,ru\nДа.,Так.\n".as_bytes(), &options).unwrap();
    assert_eq!(sides(&units), ["ru=Да.|be=Так."]);
    let (units, _, _) = read_with("csv", "Да.,Так.,лишнее\n".as_bytes(), &langs(&["ru", "be"])).unwrap();
    assert_eq!(sides(&units), ["ru=Да.|be=Так."]);
    let one = ReadOptions { columns: vec!["ru".to_owned(), "note".to_owned()], ..ReadOptions::default() };
    assert!(refusal("Да.,x\n", &one).contains("fewer than two languages"));
}

#[test]
fn other_tables_are_refused_with_a_way_out() {
    assert!(refusal("Да.,Так.\n", &ReadOptions::default()).contains("(Да. | Так.)"));
    assert!(refusal("name,price,ru\n1,2,3\n", &ReadOptions::default()).contains("--columns"));
    assert!(refusal("", &ReadOptions::default()).contains("empty"));
    let review = "n\tshape\tconfidence\tstatus\tru\tbe\n0\t1-1\t0.9\treject\tДа.\tТак.\n";
    assert!(refusal(review, &ReadOptions::default()).contains("align --apply"));
    let error = read_with("xlsx", b"PK\x03\x04", &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains("workbook"), "{error}");
    let error = read_with("xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1", &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains(".xls"), "{error}");
}

#[test]
fn rows_without_a_translation_are_counted() {
    let (units, problems, tally) =
        read_with("csv", "ru,be,be 2\nДа.,Так.\nНет.,\nНу.,Ну.\n,Не.,Ані.\n".as_bytes(), &ReadOptions::default())
            .unwrap();
    assert_eq!((units.len(), tally.units, tally.skipped["table-few-sides"]), (2, 4, 2));
    assert_eq!((problems[0].place.line, problems[0].place.tu), (Some(3), Some(2)));
}

#[test]
fn every_sheet_that_names_languages_is_read() {
    let mut workbook = Workbook::new();
    let about = workbook.add_worksheet();
    about.write_string(0, 0, "Памятка").unwrap();
    about.write_string(1, 0, "ru").unwrap();
    let one = workbook.add_worksheet();
    one.write_row(0, 0, ["ru", "be", "changedate", "номер"]).unwrap();
    one.write_row(2, 0, ["Да.", "Так."]).unwrap();
    let date = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy hh:mm");
    let when = rust_xlsxwriter::ExcelDateTime::parse_from_str("2024-06-05T10:15:00").unwrap();
    one.write_datetime_with_format(2, 2, when, &date).unwrap();
    one.write_number(2, 3, 7).unwrap();
    let two = workbook.add_worksheet();
    two.write_row(0, 0, ["English", "Русский"]).unwrap();
    two.write_row(1, 0, ["Yes.", "Да."]).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (units, problems, tally) = read_with("xlsx", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!(sides(&units), ["ru=Да.|be=Так.", "en=Yes.|ru=Да."]);
    assert_eq!(attribute(&units[0].attributes, "changedate"), Some("20240605T101500Z"));
    assert_eq!(units[0].props[0].value, "7");
    assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["table-sheet"]);
    assert_eq!(tally.units, 2);
}

#[test]
fn a_table_of_ours_looks_like_this() {
    let mut tu = Tu::of([(lang("ru"), "Да, да.".into()), (lang("be"), "Так.".into()), (lang("be"), "Але.".into())]);
    tu.notes = vec![Note::new("первая\n\nстрока"), Note::new("[be] вторая")];
    tu.props = vec![Prop::new("a=b", "c\n\\")];
    tu.tuvs[2].notes = vec![Note::new("радзей")];
    tu.tuvs[2].props = vec![Prop::new("client", "МЗС")];
    tu.attributes = vec![("changeid".into(), "anna".into())];
    let source = Source { name: "ru.txt".into(), ..Source::default() };
    tu.origins = vec![Origin { sources: vec![(Some(lang("ru")), source)], position: 3, ..Origin::default() }];
    let single = Tu::of([(lang("ru"), "Нет.".into()), (lang("en"), "No.".into())]);
    let units = [tu.clone(), single];
    let text = String::from_utf8(write_all("csv", &units, &["ru", "be", "en"])).unwrap();
    let origin = r#""[{""position"":3,""sources"":[{""lang"":""ru"",""name"":""ru.txt""}]}]""#;
    assert_eq!(
        text,
        format!(
            "\u{FEFF}id,ru,be,en,note,properties,creationdate,creationid,changedate,changeid,usagecount,origin\n\
             #1,\"Да, да.\",Так.,,\"первая\nстрока\n\n[] [be] вторая\",a\\=b=c\\n\\\\,,,,anna,,{origin}\n\
             #1,\"Да, да.\",Але.,,\"первая\nстрока\n\n[] [be] вторая\n\n[be] радзей\",\"a\\=b=c\\n\\\\\n[be] client=МЗС\",,,,anna,,{origin}\n\
             ,Нет.,,No.,,,,,,,,\n"
        )
    );
    let (read, problems, tally) = read_with("csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    tu.notes[0].text = "первая\nстрока".into();
    assert_eq!((&read[0], read.len(), problems, tally.units), (&tu, 2, vec![], 2));
    // fewer than two of the languages asked for: nothing to put side by side
    assert_eq!(write_all("tsv", &units[1..], &["ru", "be"]).iter().filter(|b| **b == b'\n').count(), 1);
}

#[test]
fn languages_of_any_tag_come_back() {
    let tu = Tu::of([(lang("id"), "Ya.".into()), (lang("kok"), "होय".into()), (lang("de-1996"), "Ja.".into())]);
    let bytes = write_all("csv", std::slice::from_ref(&tu), &["id", "kok", "de-1996"]);
    let (units, problems, _) = read_with("csv", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!((units, problems), (vec![tu], vec![]));
}

#[test]
fn what_a_workbook_cannot_hold_is_refused() {
    let tu = Tu::of([(lang("ru"), "а".repeat(32_768)), (lang("be"), "б".into())]);
    let mut bytes = Vec::new();
    let options = WriteOptions { langs: vec![lang("ru"), lang("be")], ..WriteOptions::default() };
    let mut writer = ExchangeFormat::to_write("xlsx").unwrap().create(vec![Box::new(&mut bytes)], &options).unwrap();
    assert!(writer.write(&tu).unwrap_err().to_string().contains("write csv"));
}

fn text() -> impl Strategy<Value = String> {
    "[а-яі’=+'\"\\\\\\[\\]#,;|\t\n ]{0,8}[а-яё\"'=]".prop_map(|text| text)
}

fn note() -> impl Strategy<Value = Note> {
    let line = "[а-я\\[\\]=\"]{1,8}";
    prop::collection::vec(line, 1..3).prop_map(|lines| Note::new(lines.join("\n")))
}

fn a_prop() -> impl Strategy<Value = Prop> {
    ("[a-z=\\\\\\[\\]\n]{1,6}", text()).prop_map(|(kind, value)| Prop::new(kind, value))
}

/// Units as far as tables hold them: sides in the order of the columns, each text once.
fn unit() -> impl Strategy<Value = Tu> {
    let variants = |tag: &'static str, most: usize| {
        let details = (prop::collection::vec(note(), 0..2), prop::collection::vec(a_prop(), 0..2));
        prop::collection::btree_map(text(), details, 1..most).prop_map(move |sides| {
            let side =
                |(text, (notes, props)): (String, _)| Tuv { notes, props, ..Tuv::new(lang(tag), Segment::plain(text)) };
            sides.into_iter().map(side).collect::<Vec<Tuv>>()
        })
    };
    let id = prop::option::of("[a-z]{1,4}[0-9]{1,6}");
    let date = prop::option::of(Just(("changedate".to_owned(), "20240605T101500Z".to_owned())));
    let origin = (0..9_u64).prop_map(|position| Origin { position, aligner: Some("x".into()), ..Origin::default() });
    let rest =
        (prop::collection::vec(note(), 0..3), prop::collection::vec(a_prop(), 0..3), date, prop::option::of(origin));
    (id, variants("ru", 3), variants("be", 4), rest).prop_map(|(tuid, ru, be, (notes, props, date, origin))| Tu {
        tuid,
        tuvs: ru.into_iter().chain(be).collect(),
        attributes: date.into_iter().collect(),
        props,
        notes,
        origins: origin.into_iter().collect(),
    })
}

/// A unit with its sides in the order of the columns, which rows with several variants do not keep.
fn in_order(mut tu: Tu) -> Tu {
    tu.tuvs.sort_by_key(|tuv| (tuv.lang.as_str() != "ru", tuv.segment.text()));
    tu
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_come_back(units in prop::collection::vec(unit(), 1..4), extension in prop::sample::select(vec!["csv", "tsv", "xlsx"])) {
        // rows of one id that follow each other are one unit: ids are a unit's own
        let mut units = units;
        for (n, tu) in units.iter_mut().enumerate() {
            tu.tuid = tu.tuid.take().map(|id| format!("{id}-{n}"));
        }
        let bytes = write_all(extension, &units, &["ru", "be"]);
        let (read, problems, tally) = read_with(extension, &bytes, &ReadOptions::default()).unwrap();
        prop_assert_eq!(problems, vec![]);
        let expected: Vec<Tu> = units.iter().cloned().map(in_order).collect();
        prop_assert_eq!(read.into_iter().map(in_order).collect::<Vec<_>>(), expected);
        prop_assert_eq!(tally.units, units.len() as u64);
        if extension != "xlsx" {
            prop_assert_eq!(write_all(extension, &units, &["ru", "be"]), bytes);
        }
    }

    #[test]
    fn no_bytes_panic(units in prop::collection::vec(unit(), 1..3), changes in changes()) {
        for extension in ["csv", "tsv"] {
            let text = String::from_utf8(write_all(extension, &units, &["ru", "be"])).unwrap();
            for bytes in encoded(&text) {
                let _ = read_with(extension, &damaged(&bytes, &changes), &langs(&["ru", "be"]));
            }
        }
        let _ = read_with("xlsx", &damaged(&write_all("xlsx", &units, &["ru", "be"]), &changes), &langs(&["ru", "be"]));
    }
}
