//! Catalogues as they are, and round trips.

use super::{PoReader, PoWriter};
use crate::formats::damage::{changes, damaged, encoded};
use crate::formats::exchange::{ExchangeError, ReadOptions, Tally, UnitReader, UnitWriter};
use crate::formats::tmx;
use crate::lang::Lang;
use crate::model::{Note, Prop, Segment, Tu, Tuv};
use crate::problem::Problem;
use proptest::prelude::*;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

struct Read {
    units: Vec<Tu>,
    problems: Vec<Problem>,
    tally: Tally,
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<Read, (Vec<Tu>, ExchangeError)> {
    let mut reader = PoReader::new(bytes, options).map_err(|error| (Vec::new(), error.into()))?;
    let (mut units, mut problems) = (Vec::new(), Vec::new());
    loop {
        match reader.next(&mut problems) {
            Ok(Some(tu)) => units.push(tu),
            Ok(None) => return Ok(Read { units, problems, tally: reader.tally().clone() }),
            Err(error) => return Err((units, error)),
        }
    }
}

fn read(text: &str) -> Read {
    read_with(text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|(_, error)| panic!("{error}"))
}

fn write(units: &[Tu]) -> String {
    let mut out = Vec::new();
    let mut writer = Box::new(PoWriter::new(&mut out, &[lang("ru"), lang("be")]).unwrap());
    for tu in units {
        writer.write(tu).unwrap();
    }
    writer.finish().unwrap();
    String::from_utf8(out).unwrap()
}

const HEADER: &str = "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: друк 1.0\\n\"\n\"Language: be\\n\"\n\
                      \"Content-Type: text/plain; charset=UTF-8\\n\"\n";

/// A catalogue from English to Belarusian.
fn catalogue(messages: &str) -> String {
    format!("# Пераклад праграмы.\n{HEADER}\n{messages}")
}

#[track_caller]
fn check(read: &Read, units: &[(&str, &str)], skipped: &[(&'static str, u64)], problems: &[&str]) {
    let found: Vec<(String, String)> =
        read.units.iter().map(|tu| (tu.tuvs[0].segment.text(), tu.tuvs[1].segment.text())).collect();
    let units: Vec<(String, String)> = units.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, units);
    assert_eq!(read.tally.skipped, skipped.iter().copied().collect());
    assert_eq!(read.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), problems);
}

fn value<'t>(tu: &'t Tu, kind: &str) -> Option<&'t str> {
    tu.props.iter().find(|prop| prop.kind == kind).map(|prop| prop.value.as_str())
}

#[test]
fn messages_are_units() {
    let file = catalogue(
        "# перакладчыкам\n# ў два радкі\n#. shown on the button\n#: src/main.c:12 src/print.c:7\n#: src/x.c:1\n#, c-format\n\
         msgctxt \"menu\"\nmsgid \"Print %d pages\"\nmsgstr \"\"\n\"Надрукаваць \"\n\"%d старонак\\n\"\n\n\
         msgid \"Untranslated\"\nmsgstr \"\"\n\n#, fuzzy\n#| msgctxt \"old\"\n#| msgid \"Opening\"\nmsgid \"Open\"\nmsgstr \"Адкрыццё\"\n",
    );
    let found = read(&file);
    check(&found, &[("Print %d pages", "Надрукаваць %d старонак\n")], &[("po-fuzzy", 1), ("po-untranslated", 1)], &[]);
    let tu = &found.units[0];
    assert_eq!((tu.tuvs[0].lang.as_str(), tu.tuvs[1].lang.as_str(), found.tally.units), ("en", "be", 3));
    for (kind, expected) in [
        ("x-po-msgctxt", "menu"),
        ("x-po-reference", "src/main.c:12 src/print.c:7 src/x.c:1"),
        ("x-po-flags", "c-format"),
    ] {
        assert_eq!(value(tu, kind), Some(expected));
    }
    assert_eq!(tu.notes[0].text, "перакладчыкам\nў два радкі");
    assert_eq!(tu.tuvs[0].notes[0].text, "shown on the button");
    let options = ReadOptions { drafts: true, ..ReadOptions::default() };
    let drafts = read_with(file.as_bytes(), &options).unwrap_or_else(|_| panic!());
    assert_eq!(drafts.units.len(), 2);
    assert_eq!(value(&drafts.units[1], "x-po-flags"), Some("fuzzy"));
    assert_eq!(value(&drafts.units[1], "x-po-previous-msgid"), Some("Opening"));
    assert_eq!(value(&drafts.units[1], "x-po-previous-msgctxt"), Some("old"));
}

#[test]
fn every_plural_form_is_a_unit() {
    let found = read(&catalogue(
        "msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d файл\"\nmsgstr[1] \"%d файлы\"\nmsgstr[2] \"%d файлаў\"\n",
    ));
    check(&found, &[("%d file", "%d файл"), ("%d files", "%d файлы"), ("%d files", "%d файлаў")], &[], &[]);
    let forms: Vec<_> = found.units.iter().map(|tu| value(tu, "x-po-plural")).collect();
    assert_eq!(forms, [Some("0"), Some("1"), Some("2")]);
}

#[test]
fn obsolete_messages_are_memory() {
    let found = read(&catalogue(
        "msgid \"New\"\nmsgstr \"Новы\"\n\n#~ msgid \"Old\"\n#~ msgstr \"Стары\"\n\n#, fuzzy\n#~| msgid \"Was\"\n#~ msgid \"Is\"\n#~ msgstr \"Ёсць\"\n\
         #~ msgid \"Older\"\n#~ msgstr \"\"\n#~ \"Старэйшы\"\n",
    ));
    check(&found, &[("New", "Новы"), ("Old", "Стары"), ("Older", "Старэйшы")], &[("po-fuzzy", 1)], &[]);
    assert_eq!((value(&found.units[0], "x-po-obsolete"), value(&found.units[1], "x-po-obsolete")), (None, Some("yes")));
    let mut units = found.units;
    units.iter_mut().for_each(|tu| tu.tuvs[0].lang = lang("ru"));
    let written = write(&units);
    assert!(written.contains("\n#~ msgid \"Old\"\n#~ msgstr \"Стары\"\n"), "{written}");
    assert!(written.contains("\nmsgid \"New\"\n"), "{written}");
    assert_eq!(read(&written).units, units);
}

#[test]
fn escapes_are_what_they_stand_for() {
    let found = read(&catalogue(
        "msgid \"a\\tb\\\"c\\\"\\\\d\\n\"\nmsgstr \"а\\tб\\\"в\\\"\\\\г\\n\\x41\\102\\u\"\n\nmsgid \"say \"yes\" now\"\nmsgstr \"скажы «так»\"\n",
    ));
    check(
        &found,
        &[("a\tb\"c\"\\d\n", "а\tб\"в\"\\г\nAB\\u"), ("say \"yes\" now", "скажы «так»")],
        &[],
        &["po-escape"],
    );
}

#[test]
fn broken_messages_are_left_out_and_said() {
    let found = read(&catalogue(
        "msgid \"One\nmsgstr \"Адзін\"\n\nmsgid \"Two\"\n\nmsgid \"Three\"\nmsgstr \"Тры\"\n<<<<<<< HEAD\n\nmsgid \"Four\"\nmsgstr \"Чатыры\"\n",
    ));
    check(
        &found,
        &[("Four", "Чатыры")],
        &[("po-line", 1), ("po-no-msgstr", 1), ("po-quote", 1)],
        &["po-quote", "po-no-msgstr", "po-line"],
    );
    assert_eq!(found.problems[0].place.line, Some(8));
}

#[test]
fn the_languages_are_those_of_the_header_or_those_asked_for() {
    let message = "msgid \"Да\"\nmsgstr \"Tak\"\n";
    let of = |header: &str, langs: &[&str]| {
        let text = format!("msgid \"\"\nmsgstr \"\"\n{header}\n{message}");
        let options = ReadOptions { langs: langs.iter().map(|tag| lang(tag)).collect(), ..ReadOptions::default() };
        read_with(text.as_bytes(), &options)
            .map(|read| read.units[0].tuvs.iter().map(|tuv| tuv.lang.to_string()).collect::<Vec<_>>().join(" "))
            .map_err(|(_, error)| error.to_string())
    };
    assert_eq!(of("\"Language: be@latin\\n\"\n\"X-Source-Language: ru_RU\\n\"\n", &[]).unwrap(), "ru-RU be-Latn");
    assert_eq!(of("\"Language: be_BY.UTF-8\\n\"\n", &[]).unwrap(), "en be-BY");
    assert_eq!(of("\"Language: pl\\n\"\n", &["ru", "be-Latn"]).unwrap(), "ru be-Latn");
    assert_eq!(of("\"Language: \\n\"\n\"Language-Team: Belarusian <l10n@example.by>\\n\"\n", &[]).unwrap(), "en be");
    assert_eq!(of("\"Language: Russian\\n\"\n", &[]).unwrap(), "en ru");
    let error = of("\"Project-Id-Version: 1\\n\"\n", &[]).unwrap_err();
    assert!(error.contains("--langs en,be"), "{error}");
    // a template has nothing to translate into, and nothing translated
    let template = read(
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=CHARSET\\n\"\n\nmsgid \"Yes\"\nmsgstr \"\"\n",
    );
    check(&template, &[], &[("po-untranslated", 1)], &[]);
}

#[test]
fn texts_of_controls_alone_are_none() {
    let found = read(&catalogue("msgid \"\\0\\001\"\nmsgstr \"Так\"\n\nmsgid \"Yes\"\nmsgstr \"\\0\"\n"));
    check(&found, &[], &[("po-untranslated", 1)], &[]);
}

#[test]
fn the_charset_of_the_header_is_heeded() {
    let text = catalogue("msgid \"Save\"\r\nmsgstr \"Захаваць\"\r\n");
    for (name, bytes) in [
        ("KOI8-U", encoding_rs::KOI8_U.encode(&text.replace("UTF-8", "KOI8-U")).0.into_owned()),
        ("CP1251", encoding_rs::WINDOWS_1251.encode(&text.replace("UTF-8", "CP1251")).0.into_owned()),
        ("mark", format!("\u{FEFF}{text}").into_bytes()),
    ] {
        let found = read_with(&bytes, &ReadOptions::default()).unwrap_or_else(|(_, error)| panic!("{name}: {error}"));
        check(&found, &[("Save", "Захаваць")], &[], &[]);
    }
    let options = ReadOptions { encoding: Some("ibm866".into()), ..ReadOptions::default() };
    let found = read_with(&encoding_rs::IBM866.encode(&text).0, &options).unwrap_or_else(|_| panic!());
    check(&found, &[("Save", "Захаваць")], &[], &[]);
}

#[test]
fn what_is_no_catalogue_is_refused_and_what_is_cut_off_is_damaged() {
    let error = |text: &str| read_with(text.as_bytes(), &ReadOptions::default()).map(|_| ()).unwrap_err();
    for text in ["", "<po/>", "Прывітанне\nmsgid \"a\"\n", "\"msgid\"\n"] {
        let (_, error) = error(text);
        assert!(error.to_string().contains("no PO file") && !error.is_damage(), "{text}: {error}");
    }
    let whole = catalogue("msgid \"Yes\"\nmsgstr \"Так\"\n\nmsgid \"No\"\nmsgstr \"Не\"\n");
    for end in ["msgid \"No\"", "msgid \"No\"\nmsgstr \"Н", "msgid \"N"] {
        let end = whole.find(end).unwrap() + end.len();
        let (units, error) = error(&whole[..end]);
        assert_eq!((units.len(), error.is_damage()), (1, true), "{error}");
    }
}

// ---------------------------------------------------------------------------------------------------------- writing

/// A unit of two segments in TMX.
fn pair(from: &str, to: &str) -> Tu {
    let side = |tag, seg| Tuv::new(lang(tag), tmx::inline::parse(seg).unwrap());
    Tu { tuvs: vec![side("ru", from), side("be", to)], ..Tu::default() }
}

#[test]
fn equal_texts_are_kept_apart() {
    let mut third = pair("Указ", "Пастанова");
    third.props.push(Prop::new("x-po-msgctxt", "меню"));
    let units = [pair("Указ", "Указ"), pair("Указ", "Загад"), third.clone(), third];
    let written = write(&units);
    let contexts: Vec<&str> = written.lines().filter(|line| line.starts_with("msgctxt")).collect();
    assert_eq!(contexts, ["msgctxt \"tolmach:2\"", "msgctxt \"меню\"", "msgctxt \"tolmach:3\""]);
    assert_eq!(read(&written).units, units);
}

#[test]
fn codes_stand_in_the_text_as_they_are() {
    let units = [pair(
        "Нажмите <bpt i=\"1\">&lt;b&gt;</bpt>«Да»<ept i=\"1\">&lt;/b&gt;</ept>",
        "Націсніце <hi type=\"b\">«Так»</hi>",
    )];
    let written = write(&units);
    assert!(written.contains("msgid \"Нажмите <b>«Да»</b>\"\nmsgstr \"Націсніце «Так»\"\n"), "{written}");
    assert_eq!(read(&written).units, units);
    // a translator who changes the text has the text
    let changed = read(&written.replace("msgstr \"Націсніце «Так»\"", "msgstr \"Націскай «Так»\""));
    assert_eq!(changed.units[0].tuvs[1].segment, Segment::plain("Націскай «Так»"));
    assert_eq!(changed.units[0].tuvs[0], units[0].tuvs[0]);
}

#[test]
fn no_comment_ends_in_a_backslash() {
    let mut tu = pair("Папка", "Папка");
    tu.props = vec![Prop::new("x-a", "C:\\"), Prop::new("x-po-reference", "src\\")];
    tu.notes = vec![Note::new("D:\\")];
    let written = write(std::slice::from_ref(&tu));
    assert!(!written.contains("\\\n"), "{written}");
    assert_eq!(tmx::tests::in_order(read(&written).units.remove(0)), tmx::tests::in_order(tu));
}

#[test]
fn line_breaks_at_an_edge_are_those_of_both() {
    let units = [pair("\nДа\n", "\nТак\n"), pair("Нет\n", "Не"), pair("Да,\nнет", "Так,\nне")];
    let written = write(&units);
    assert!(written.contains("msgid \"\"\n\"\\n\"\n\"Да\\n\"\nmsgstr \"\"\n\"\\n\"\n\"Так\\n\"\n"), "{written}");
    assert!(written.contains("msgid \"Нет\"\nmsgstr \"Не\"\n"), "{written}");
    assert!(written.contains("msgid \"\"\n\"Да,\\n\"\n\"нет\"\n"), "{written}");
}

#[test]
fn a_code_that_is_a_line_break_at_an_edge_comes_back() {
    let units = [pair("<bpt>\n</bpt>Да", "Так")];
    let written = write(&units);
    assert!(written.contains("msgid \"Да\"\nmsgstr \"Так\"\n"), "{written}");
    assert_eq!(read(&written).units, units);
}

#[test]
fn what_cannot_be_written_hides_no_line_break() {
    let mut unit = pair("", "Так");
    unit.tuvs[0].segment = Segment::plain("\u{4}\nДа");
    let written = write(&[unit]);
    assert!(written.contains("msgid \"Да\"\nmsgstr \"Так\"\n"), "{written}");
}

/// Whether a catalogue holds both sides as they are: the same line breaks at the edges, no character 0.
fn fits(tu: &Tu) -> bool {
    let texts: Vec<String> = tu.tuvs.iter().map(|tuv| crate::formats::carried::rendered(&tuv.segment)).collect();
    let edges = |text: &String| (text.starts_with('\n'), text.ends_with('\n'));
    edges(&texts[0]) == edges(&texts[1])
}

proptest! {
    // seeds of failures are not kept in files: a failure becomes a case above
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_come_back(units in prop::collection::vec(tmx::tests::two_sided(false).prop_filter("edges", fits), 1..4)) {
        let written = write(&units);
        let found = read(&written);
        prop_assert_eq!(found.problems, vec![]);
        let in_order = |units: &[Tu]| units.iter().cloned().map(tmx::tests::in_order).collect::<Vec<_>>();
        prop_assert_eq!(in_order(&found.units), in_order(&units), "{}", written);
    }

    #[test]
    fn what_was_written_is_always_read(units in prop::collection::vec(tmx::tests::two_sided(true), 1..4)) {
        let found = read(&write(&units));
        prop_assert_eq!(write(&read(&write(&found.units)).units), write(&found.units));
    }

    #[test]
    fn no_bytes_panic(changes in changes(), form in 0..4_usize, own in any::<bool>()) {
        let text = if own {
            write(&[pair("Да <ut>x</ut>", "Так <hi>н</hi>"), pair("Да", "Але")])
        } else {
            catalogue("#. а\n#: б:1\n#, fuzzy\n#| msgid \"a\"\nmsgctxt \"к\"\nmsgid \"%d a\"\nmsgid_plural \"%d b\"\nmsgstr[0] \"%d а\\n\"\n\
                       msgstr[1] \"\"\n\"%d б\"\n\n#~ msgid \"c\"\n#~ msgstr \"в\\x\"\n")
        };
        let options = ReadOptions { drafts: true, ..ReadOptions::default() };
        let (Ok(Read { units, .. }) | Err((units, _))) = read_with(&damaged(&encoded(&text)[form], &changes), &options);
        prop_assert!(units.iter().all(|tu| tu.tuvs.len() == 2));
    }

    #[test]
    fn no_lines_panic(text in "((msgid|msgstr|msgctxt|msgid_plural|msgstr\\[1\\]|#~|#\\||#,|#:|#\\.|#| |\"|\\\\|а|domain|\n){0,3}\n?){0,24}") {
        let options = ReadOptions { drafts: true, langs: vec![lang("en"), lang("be")], ..ReadOptions::default() };
        let _ = read_with(text.as_bytes(), &options);
        let _ = read_with(catalogue(&text).as_bytes(), &options);
    }
}
