//! Units in tables and texts, in and out: CSV, TSV, XLSX, JSON Lines, plain texts, memories of Wordfast and Trados.

use crate::run::{Place, tmx, unit};
use serde_json::json;

const TABLE: &str = "sep=;\r\nРусский;Белорусский;English;Примечание;Клиент\r\n\
    \"Указ № 5\nо бюджете\";\"Указ № 5\nаб бюджэце\";\"Decree No. 5\non the budget\";из «Вестника»;МИД\r\n\
    Стороны обсудили торговлю.;Бакі абмеркавалі гандаль.;;;\r\nНет.;;;;\r\n";

/// A memory with what tables have to hold: several variants, notes and properties of the unit and of sides, attributes.
const RICH: &str = r#"<tu tuid="u1" changedate="20240605T101500Z"><note>праверана</note><prop type="client">МЗС = МИД</prop>
<tuv xml:lang="ru"><seg>Да, да.</seg></tuv><tuv xml:lang="be"><note>радзей</note><seg>Так.</seg></tuv>
<tuv xml:lang="be"><seg>Але.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>=СУММ("А";1)</seg></tuv><tuv xml:lang="be"><seg>'Сума</seg></tuv></tu>"#;

#[test]
fn a_table_from_a_spreadsheet_is_imported() {
    let place = Place::new();
    place.write("table.csv", TABLE);
    let ran = place.run(&["import", "table.csv"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("table.csv: line 7, unit 3: fewer than two languages have a text"), "{ran}");
    assert!(ran.stderr.contains("3 units read, 2 added"), "{ran}");
    let found = place.json(&["query", "Стороны обсудили торговлю.", "--from", "ru", "--to", "be"]);
    assert_eq!(found[0]["matches"][0]["target"], "Бакі абмеркавалі гандаль.");
    let text = place.export("main");
    for kept in ["<note>из «Вестника»</note>", "<prop type=\"Клиент\">МИД</prop>", "Decree No. 5&#10;on the budget"]
    {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
}

#[test]
fn what_is_exported_is_known_when_it_comes_back() {
    let place = Place::with_memory();
    place.write("rich.tmx", tmx(RICH));
    place.run(&["import", "rich.tmx"]).done();
    let before = place.memories();
    for file in ["all.csv", "all.tsv", "all.xlsx", "all.jsonl"] {
        place.run(&["export", file]).done();
        let message = place.json(&["import", file]).swap_remove(0);
        let units = &message["units"];
        assert_eq!((&units["read"], &units["known"]), (&9.into(), &9.into()), "{message}");
        assert_eq!((&message["batch"], place.memories()), (&json!(null), before.clone()), "{file}");
    }
    place.run(&["export", "all.tmp"]).could_not(&["all.tmp", "csv", "xlsx", "jsonl", "moses"]);
    // JSON Lines lose nothing at all
    place.run(&["import", "all.jsonl", "--into", "copy"]).done();
    assert_eq!(place.export("copy"), place.export("main"));
}

#[test]
fn what_an_editor_changed_in_a_table_is_taken() {
    let place = Place::new();
    place.write("rich.tmx", tmx(RICH));
    place.run(&["import", "rich.tmx"]).done();
    place.run(&["export", "edit.csv"]).done();
    place.write("edit.csv", place.read("edit.csv").replace("'Сума", "Сума ўсяго"));
    place.run(&["import", "edit.csv", "--into", "edited"]).done();
    let text = place.export("edited");
    assert!(text.contains("Сума ўсяго") && text.contains("=СУММ(\"А\";1)"), "{text}");
    for kept in ["tuid=\"u1\"", "changedate=\"20240605T101500Z\"", "<note>радзей</note>", "МЗС = МИД"] {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
}

#[test]
fn tables_that_do_not_tell_are_asked_about() {
    let place = Place::new();
    place.write("bare.tsv", "Да.\tТак.\t7\tважно\n");
    place.run(&["import", "bare.tsv"]).could_not(&["bare.tsv: the first line names no languages", "--columns"]);
    place.run(&["import", "bare.tsv", "--columns", "ru,be,-,note"]).done();
    assert!(place.export("main").contains("<note>важно</note>"));
    place.write("weblate.csv", "source,target,context\nSave,Захаваць,menu\n");
    place.run(&["import", "weblate.csv"]).could_not(&["source and target", "--langs ru,be"]);
    place.run(&["import", "weblate.csv", "--langs", "en,be"]).done();
    assert!(place.export("main").contains("<prop type=\"context\">menu</prop>"));
}

#[test]
fn beads_become_units() {
    let place = Place::with_statement();
    place.run(&["align", "ru.txt", "be.txt", "--out", "beads.jsonl"]).done();
    let message = place.json(&["import", "beads.jsonl"]).swap_remove(0);
    assert_eq!((&message["format"], &message["units"]["added"]), (&"jsonl 1".into(), &7.into()), "{message}");
    place.write("cut.jsonl", place.read("beads.jsonl").trim_end().trim_end_matches('}'));
    place.run(&["import", "cut.jsonl", "--into", "other"]).could_not(&["line 8", "--keep-good"]);
}

#[test]
fn plain_texts_go_side_by_side() {
    let place = Place::new();
    let other = unit(&[("ru", "Только\tпо-русски."), ("en", "Russian\nonly.")]);
    place.write("rich.tmx", tmx(&(RICH.to_owned() + &other)));
    place.run(&["import", "rich.tmx"]).done();
    let ran = place.run(&["export", "corpus.moses", "--langs", "ru,be"]);
    assert_eq!(ran.code, Some(1), "a unit was left out: {ran}");
    assert!(ran.stderr.contains("wrote corpus.ru, corpus.be: 2 units"), "{ran}");
    assert_eq!(place.read("corpus.ru"), "Да, да.\nДа, да.\n=СУММ(\"А\";1)\n");
    assert_eq!(place.read("corpus.be"), "Так.\nАле.\n'Сума\n");
    let message = place.json(&["export", "corpus.moses", "--langs", "ru,en"]).swap_remove(0);
    assert_eq!(message["files"], json!(["corpus.ru", "corpus.en"]));
    assert_eq!(
        (place.read("corpus.ru"), place.read("corpus.en")),
        ("Только по-русски.\n".into(), "Russian only.\n".into())
    );
    assert!(!place.path("corpus.moses").exists());
}

const WORDFAST: &str = "%20240605~101500\t%User ID,AN,AN Anna\t%TU=00000001\t%RU-01\t%Wordfast TM v.5.51w9/00\t%BE-01\t\
    %---16875023\t%Subject,LG Law\r\n\
    20240605~101501\tAN\t2\tRU-01\tУказ &'96; закон\tBE-01\tУказ &'96; закон\tLG\r\n";

#[test]
fn a_wordfast_memory_is_imported_and_other_texts_are_not() {
    let place = Place::new();
    let utf16: Vec<u8> = format!("\u{FEFF}{WORDFAST}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("memory.txt", utf16);
    place.run(&["import", "memory.txt"]).done();
    let text = place.export("main");
    for kept in
        ["<seg>Указ – закон</seg>", "changedate=\"20240605T101501Z\"", "usagecount=\"2\"", "x-wordfast-Subject\">Law"]
    {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
    place.write("speech.txt", "Уважаемые коллеги!\n");
    place.run(&["import", "speech.txt"]).could_not(&["speech.txt: this is no memory", "Wordfast", "align"]);
    // in a folder it is passed over
    for name in ["speech.txt", "memory.txt"] {
        place.write(&format!("all/{name}"), std::fs::read(place.path(name)).unwrap());
    }
    let ran = place.run(&["import", "all"]);
    assert!(ran.stderr.contains("speech.txt: this is no memory") && ran.stderr.contains("1 known"), "{ran}");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_trados_memory_is_imported_and_left_as_it_was() {
    let place = Place::new();
    let segment = |lang: &str, text: &str| {
        format!(
            "<Segment><Elements><Text><Value>{text}</Value></Text></Elements><CultureName>{lang}</CultureName></Segment>"
        )
    };
    let database = rusqlite::Connection::open(place.path("memory.sdltm")).unwrap();
    database
        .execute_batch(
            "CREATE TABLE translation_memories (id INTEGER, source_language TEXT, target_language TEXT);
             CREATE TABLE translation_units (id INTEGER, source_segment TEXT, target_segment TEXT, change_user TEXT);
             INSERT INTO translation_memories VALUES (1, 'ru-RU', 'be-BY');",
        )
        .unwrap();
    let unit = (segment("ru-RU", "Дом"), segment("be-BY", "Дом"), "anna");
    database.execute("INSERT INTO translation_units VALUES (1, ?1, ?2, ?3)", unit).unwrap();
    drop(database);
    let before = std::fs::read(place.path("memory.sdltm")).unwrap();
    place.run(&["import", "memory.sdltm"]).done();
    let text = place.export("main");
    assert!(text.contains("<tuv xml:lang=\"be-BY\">") && text.contains("changeid=\"anna\""), "{text}");
    assert_eq!(std::fs::read(place.path("memory.sdltm")).unwrap(), before);
    assert!(place.files("").iter().all(|name| !name.contains("-wal") && !name.contains("-journal")));
    place.write("other.sdltm", "no database");
    place.run(&["import", "other.sdltm"]).could_not(&["other.sdltm: this is no SQLite database, or has a password"]);
}

#[test]
fn a_cell_that_does_not_end_is_damage() {
    let place = Place::new();
    place.write("c.csv", "ru,be\nРаз,Адзін\n\"Два\",\"Два\nТри,Тры\n");
    place.run(&["import", "c.csv"]).could_not(&["c.csv", "line 3", "quotation mark"]);
    let message = place.json(&["import", "c.csv", "--keep-good"]).swap_remove(0);
    assert_eq!((&message["units"]["added"], &message["incomplete"]), (&1.into(), &true.into()), "{message}");
    place.write("d.csv", "ru,be\nРаз,\"Адзін \"\"1\"\"\"\nДва,19\" два\n");
    place.run(&["import", "d.csv", "--columns", "ru,be", "--into", "d"]).done();
    place.write("e.csv", "a,Да,Так\n");
    place.run(&["import", "e.csv", "--columns", "-,ru,be", "--into", "e"]).done();
}
