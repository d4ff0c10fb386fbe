//! `import` and `export`: what goes out comes back, and nothing comes in by halves.

use crate::run::{Place, tmx, unit};
use serde_json::json;

/// Units as other programs write them: codes, properties, notes, dates, two variants of a language.
const FOREIGN: &str = r#"<tu tuid="u1" changedate="20240605T101500Z" usagecount="3">
<note>праверана</note><prop type="domain">law</prop>
<tuv xml:lang="ru"><seg>Нажмите <bpt i="1">&lt;b&gt;</bpt>кнопку<ept i="1">&lt;/b&gt;</ept><ph x="1">{0}</ph>.</seg></tuv>
<tuv xml:lang="be" creationid="аня"><note xml:lang="be">зроблена</note><prop type="client">МЗС</prop>
<seg>Націсніце <bpt i="1">&lt;b&gt;</bpt>кнопку<ept i="1">&lt;/b&gt;</ept><ph x="1">{0}</ph>.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Принял Посла.</seg></tuv><tuv xml:lang="en-GB"><seg>Received the Ambassador.</seg></tuv>
<tuv xml:lang="en-GB"><seg>He received the Ambassador &amp; his wife.</seg></tuv></tu>
<tu srclang="be"><tuv xml:lang="be-tarask"><seg>Сьнег і <hi type="b">дождж</hi></seg></tuv>
<tuv xml:lang="ru"><seg>Снег и <hi type="b">дождь</hi></seg></tuv></tu>"#;

#[test]
fn an_export_comes_back_with_the_same_bytes() {
    let place = Place::with_memory();
    place.write("foreign.tmx", tmx(FOREIGN));
    place.run(&["import", "foreign.tmx"]).done();
    place.run(&["export", "first.tmx"]).done();
    place.run(&["import", "first.tmx", "--into", "copy"]).done();
    place.run(&["export", "second.tmx", "--memory", "copy"]).done();
    assert_eq!(place.read("second.tmx"), place.read("first.tmx"));
}

#[test]
fn importing_an_own_export_changes_nothing() {
    let place = Place::with_memory();
    place.write("foreign.tmx", tmx(FOREIGN));
    place.run(&["import", "foreign.tmx"]).done();
    place.run(&["export", "all.tmx"]).done();
    let before = place.memories();
    let message = place.json(&["import", "all.tmx"]).swap_remove(0);
    assert_eq!((&message["units"]["added"], &message["units"]["merged"]), (&0.into(), &0.into()), "{message}");
    assert_eq!(message["batch"], json!(null));
    assert_eq!(place.memories(), before);
    let ran = place.run(&["import", "all.tmx"]).done();
    assert!(ran.stderr.contains("nothing new: the memory had it all"), "{ran}");
}

#[test]
fn codes_properties_and_notes_survive() {
    let place = Place::new();
    place.write("foreign.tmx", tmx(FOREIGN));
    place.run(&["import", "foreign.tmx"]).done();
    let text = place.export("main");
    for kept in [
        r#"<tu tuid="u1" usagecount="3" changedate="20240605T101500Z">"#,
        r#"<seg>Нажмите <bpt i="1">&lt;b&gt;</bpt>кнопку<ept i="1">&lt;/b&gt;</ept><ph x="1">{0}</ph>.</seg>"#,
        "<note>праверана</note>",
        r#"<prop type="domain">law</prop>"#,
        r#"<tuv xml:lang="be" creationid="аня">"#,
        r#"<note xml:lang="be">зроблена</note>"#,
        r#"<prop type="client">МЗС</prop>"#,
        r#"<tuv xml:lang="be-tarask">"#,
        r#"Сьнег і <hi type="b">дождж</hi>"#,
        "<seg>Received the Ambassador.</seg>",
        "<seg>He received the Ambassador &amp; his wife.</seg>",
    ] {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
}

#[test]
fn a_truncated_file_imports_nothing_and_leaves_no_memory_behind() {
    let place = Place::new();
    let whole = tmx(FOREIGN);
    // Cut after the head, in a tag, in a text, behind a unit, before the last tag.
    let ends = ["<body>", "<tu", "Нажмите", "</tu>", "</body>"].map(|mark| whole.find(mark).unwrap() + mark.len());
    for end in ends {
        place.write("cut.tmx", &whole[..end]);
        place.run(&["import", "cut.tmx", "--into", "fresh"]).could_not(&["cut.tmx: ", "line ", "nothing was imported"]);
        assert_eq!(place.files("memories"), [""; 0], "cut at {end}");
    }
    place.write("foreign.tmx", &whole);
    place.run(&["import", "foreign.tmx"]).done();
    let before = place.memories();
    place.write("cut.tmx", tmx(&unit(&[("ru", "Новое."), ("be", "Новае.")])).replace("</body>\n</tmx>\n", ""));
    place.run(&["import", "cut.tmx"]).could_not(&["cut.tmx: "]);
    assert_eq!(place.memories(), before);
}

#[test]
fn flawed_units_are_passed_over_or_refused() {
    let place = Place::new();
    let good = unit(&[("ru", "Да."), ("be", "Так.")]);
    let flawed = unit(&[("ru", "Нет."), ("be", "")]) + &unit(&[("ru", "")]);
    place.write("flawed.tmx", tmx(&(good + &flawed)));
    let ran = place.run(&["import", "flawed.tmx", "--strict"]);
    ran.could_not(&["flawed.tmx: line ", "unit ", "without --strict"]);
    assert_eq!(place.files("memories"), [""; 0]);
    let ran = place.run(&["import", "flawed.tmx"]);
    assert_eq!(ran.code, Some(1), "something was passed over: {ran}");
    assert!(ran.stderr.contains("warning: flawed.tmx: line "), "{ran}");
    assert!(ran.stderr.contains("3 units read"), "{ran}");
    let queried = place.json(&["query", "Да.", "--from", "ru", "--to", "be"]);
    assert_eq!(queried[0]["matches"][0]["target"], "Так.");
}

#[test]
fn a_dry_run_changes_nothing() {
    let place = Place::with_statement();
    place.write("foreign.tmx", tmx(FOREIGN));
    let dry = place.json(&["import", "foreign.tmx", "--dry-run"]).swap_remove(0);
    assert_eq!((&dry["units"]["read"], &dry["units"]["added"], &dry["batch"]), (&3.into(), &3.into(), &json!(null)));
    assert!(!place.path("memories").exists());
    place.run(&["align", "ru.txt", "be.txt", "--into", "main"]).done();
    let before = place.memories();
    let ran = place.run(&["import", "foreign.tmx", "--dry-run"]).done();
    assert!(ran.stderr.contains("3 added") && ran.stderr.contains("nothing was changed (--dry-run)"), "{ran}");
    assert_eq!(place.memories(), before);
    // Numbers of batches are not used up either.
    assert_eq!(place.json(&["import", "foreign.tmx"])[0]["batch"], 2);
}

#[test]
fn only_the_languages_asked_for_are_exported() {
    let place = Place::with_memory();
    place.write("foreign.tmx", tmx(&unit(&[("ru", "Снег."), ("be", "Снег.")])));
    place.run(&["import", "foreign.tmx"]).done();
    let message = place.json(&["export", "en-ru.tmx", "--langs", "en,ru"]).swap_remove(0);
    assert_eq!(
        message,
        json!({"v": 1, "type": "export", "file": "en-ru.tmx", "units": 7, "skipped": 1, "filtered": 0, "source": "en"})
    );
    let text = place.read("en-ru.tmx");
    assert!(text.contains("srclang=\"en\"") && !text.contains("<tuv xml:lang=\"be\">"), "{text}");
    assert_eq!(text.matches("<tuv xml:lang=\"ru\">").count(), 7);
    let ran = place.run(&["export", "en-ru.tmx", "--langs", "en,ru"]);
    assert_eq!(ran.code, Some(1), "a unit was left out: {ran}");
    assert!(ran.stderr.contains("left out 1 unit"), "{ran}");
}

#[test]
fn several_memories_go_into_one_file() {
    let place = Place::new();
    place.write("a.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    place.write("b.tmx", tmx(&unit(&[("ru", "Нет."), ("be", "Не.")])));
    place.run(&["import", "a.tmx", "--into", "a"]).done();
    place.run(&["import", "b.tmx", "--into", "b"]).done();
    let units = |args: &[&str]| place.json(&[&["export", "x.tmx"], args].concat())[0]["units"].as_u64().unwrap();
    assert_eq!((units(&[]), units(&["--memory", "b"]), units(&["--memory", "b", "--memory", "a"])), (2, 1, 2));
    assert!(place.read("x.tmx").find("Не.") < place.read("x.tmx").find("Так."), "in the order asked for");
}

#[test]
fn a_bad_file_among_good_ones_does_not_keep_these_out() {
    let place = Place::new();
    place.write("a.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    place.write("b.tmx", "<tmx");
    place.write("c.tmx", tmx(&unit(&[("ru", "Нет."), ("be", "Не.")])));
    let ran = place.run(&["import", "a.tmx", "b.tmx", "missing.tmx", "c.tmx"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran}");
    assert!(ran.stderr.contains("error: b.tmx: ") && ran.stderr.contains("error: missing.tmx: no such file"), "{ran}");
    assert_eq!(place.json(&["stats"])[0]["units"], 2);
}

#[test]
fn an_export_that_fails_keeps_the_earlier_file() {
    let place = Place::with_memory();
    place.write("main.tmx", "earlier");
    place.run(&["export", "main.tmx", "--memory", "nope"]).could_not(&["there is no memory \"nope\""]);
    assert_eq!(place.read("main.tmx"), "earlier");
    place.run(&["export", "main.docx"]).could_not(&["main.docx", "unknown format", "tmx"]);
    place.run(&["export", "no/such/main.tmx"]).could_not(&["no/such/main.tmx: no such file"]);
    let left: Vec<String> = place.files("").into_iter().filter(|name| name.contains("partial")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn other_encodings_are_read() {
    let place = Place::new();
    let text = tmx(&unit(&[("ru", "Да."), ("be", "Так.")])).replace("UTF-8", "UTF-16");
    let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    place.write("wide.tmx", utf16);
    place.run(&["import", "wide.tmx"]).done();
    let found = place.json(&["query", "Так.", "--from", "be", "--to", "ru"]);
    assert_eq!(found[0]["matches"][0]["target"], "Да.");
}

#[test]
fn the_workspace_is_found_from_below() {
    let place = Place::with_memory();
    std::fs::create_dir_all(place.path("texts/2024")).unwrap();
    let mut command = assert_cmd::Command::new(crate::run::program());
    command.env_remove("TOLMACH_WORKSPACE").current_dir(place.path("texts/2024")).args(["--json", "stats"]);
    let told: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!((&told["memory"], &told["units"]), (&"main".into(), &7.into()));
    // The option goes before the variable.
    place.write("empty/tolmach.toml", "");
    let ran = place.run(&["--workspace", "empty", "stats"]).done();
    assert!(ran.stderr.contains("no memories in $PLACE/empty") || ran.stderr.contains("no memories in"), "{ran}");
}

#[test]
fn languages_not_asked_for_are_not_in_an_export_at_all() {
    let place = Place::with_memory();
    place.run(&["export", "be-en.tmx", "--langs", "be,en"]).done();
    let text = place.read("be-en.tmx");
    assert!(text.contains("xml:lang=\"be\"") && !text.contains("xml:lang=\"ru\""), "{text}");
}
