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
fn importing_an_own_export_of_two_languages_changes_nothing() {
    let place = Place::with_memory();
    place.run(&["export", "two.tmx", "--langs", "ru,be"]).done();
    let before = place.memories();
    let message = place.json(&["import", "two.tmx"]).swap_remove(0);
    assert_eq!((&message["units"]["added"], &message["units"]["merged"]), (&0.into(), &0.into()), "{message}");
    assert_eq!(place.memories(), before);
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

#[test]
fn a_program_gets_what_it_takes() {
    let place = Place::new();
    let unit = "<tu tuid='7' creationid='MFA\\ivanov'><prop type='client'>press@mfa.gov.by</prop><prop type='id'>n7</prop>\
        <tuv xml:lang='ru'><seg>Указ <hi type='b'>Президента</hi><ph x='4'>&lt;br/&gt;</ph></seg></tuv>\
        <tuv xml:lang='be'><seg>Указ <hi type='b'>Прэзідэнта</hi><ph x='9'>&lt;br/&gt;</ph></seg></tuv>\
        <tuv xml:lang='be-tarask'><seg>Указ Прэзыдэнта</seg></tuv></tu>";
    place.write("in.tmx", tmx(unit));
    place.run(&["import", "in.tmx"]).done();
    let export = |arguments: &[&str]| {
        place.run(&[&["export", "out.tmx"], arguments].concat()).done();
        place.read("out.tmx")
    };
    let ours = export(&[]);
    assert!(ours.contains("<hi type=\"b\">Прэзідэнта</hi>") && ours.contains("Прэзыдэнта"), "{ours}");
    let omegat = export(&["--for", "omegat"]);
    assert!(omegat.contains("<seg>Указ Прэзідэнта<ph x=\"1\">&lt;br/&gt;</ph></seg>"), "{omegat}");
    assert!(omegat.contains("type=\"client\"") && !omegat.contains("type=\"id\""), "a unit of one place: {omegat}");
    assert!(!omegat.contains("tolmach:") && !omegat.contains("tuid") && !omegat.contains("Прэзыдэнта"), "{omegat}");
    let trados = export(&["--for", "trados", "--langs", "ru,be"]);
    assert!(trados.contains("srclang=\"ru-RU\"") && trados.contains("xml:lang=\"be-BY\""), "{trados}");
    assert!(trados.contains("<seg>Указ Президента<ph x=\"1\"/></seg>"), "{trados}");
    let plain = export(&["--level", "1"]);
    assert!(plain.contains("<seg>Указ Президента</seg>") && plain.contains("x-tolmach:origin"), "{plain}");
    let anonymous = export(&["--anonymise"]);
    assert!(!anonymous.contains("ivanov") && !anonymous.contains("press@"), "{anonymous}");
    assert!(anonymous.contains("<prop type=\"client\">…</prop>"), "{anonymous}");
}

#[test]
fn a_program_of_two_languages_is_not_given_three() {
    let place = Place::new();
    place.write(
        "in.tmx",
        tmx("<tu><tuv xml:lang='ru'><seg>Да</seg></tuv><tuv xml:lang='be'><seg>Так</seg></tuv>\
        <tuv xml:lang='en'><seg>Yes</seg></tuv></tu>"),
    );
    place.run(&["import", "in.tmx"]).done();
    place
        .run(&["export", "out.tmx", "--for", "memoq"])
        .could_not(&["memoQ holds two languages: ru, be, en", "--langs ru,be"]);
}

#[test]
fn packed_files_and_folders_are_read() {
    let place = Place::new();
    let one = |n: u32| {
        tmx(&format!(
            "<tu><tuv xml:lang='ru'><seg>Статья {n}</seg></tuv><tuv xml:lang='be'><seg>Артыкул {n}</seg></tuv></tu>"
        ))
    };
    let gz = |text: &str| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
        out.finish().unwrap()
    };
    place.write("many/a.tmx.gz", gz(&one(1)));
    place.write("many/below/b.tmx", one(2));
    place.write("many/readme.md", "nothing");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("vol/c.tmx", one(3)), ("vol/d.tmx", one(4)), ("list.html", "<p>".into())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    place.write("many/e.zip", zip.finish().unwrap().into_inner());
    let told = &place.json(&["import", "many"])[0];
    assert_eq!((&told["units"]["read"], &told["units"]["added"]), (&json!(4), &json!(4)), "{told}");
    place.run(&["export", "out.tmx"]).done();
    let out = place.read("out.tmx");
    assert!(out.contains("source\">c.tmx</prop>") && out.contains("source\">a.tmx.gz</prop>"), "{out}");
    place.run(&["undo"]).done();
    // cut off: nothing is half-imported, the place is named; what is good can be kept
    let mut cut = gz(&one(5));
    cut.truncate(cut.len() - 9);
    place.write("cut.tmx.gz", &cut);
    place.run(&["import", "cut.tmx.gz"]).could_not(&["ends in the middle, in unit 1", "--keep-good"]);
    place.write("cut.tmx", one(6).replace("</body>", "<tu><tuv xml:lang='ru'><seg>Стат").replace("</tmx>", ""));
    let kept = place.run(&["import", "cut.tmx", "--keep-good", "--json"]);
    let told = &kept.json()[0];
    assert_eq!((kept.code, &told["units"]["added"], &told["incomplete"]), (Some(1), &json!(1), &json!(true)), "{told}");
    assert!(told["problems"][0]["message"].as_str().unwrap().contains("unit 2"), "{told}");
}

#[test]
fn no_property_of_ours_is_empty() {
    // hypomnema refuses the whole file for one
    let place = Place::new();
    place.write("a.ru.txt", "Документ подписан.\n");
    place.write("a.be.txt", "Дакумент падпісаны.\n");
    place.run(&["align", "a.ru.txt", "a.be.txt", "--into", "main"]).done();
    place.run(&["export", "out.tmx"]).done();
    let text = place.read("out.tmx");
    assert!(text.contains("<prop type=\"x-tolmach:first\" xml:lang=\"ru\">none</prop>"), "{text}");
    assert!(!text.contains("></prop>"), "{text}");
    let again = Place::new();
    again.write("old.tmx", text.replace(">none<", "><"));
    again.run(&["import", "old.tmx"]).done();
    again.run(&["export", "out.tmx"]).done();
    assert_eq!(again.read("out.tmx"), text, "as it was once written");
}

#[test]
fn duplicates_are_dealt_with_as_asked() {
    let one = |date: &str, be: &str, prop: &str| {
        tmx(&unit(&[("ru", "Да"), ("be", be)])
            .replace("<tu>", &format!("<tu changedate='{date}'><prop type='client'>{prop}</prop>")))
    };
    let run = |policy: &str| {
        let place = Place::new();
        place.write("old.tmx", one("20230101T000000Z", "Так", "a"));
        place.write("new.tmx", one("20240101T000000Z", "Але", "b"));
        place.write("same.tmx", one("20240101T000000Z", "Так", "c"));
        place.write("older.tmx", one("20220101T000000Z", "Не", "d"));
        place.run(&["import", "old.tmx"]).done();
        let counts: Vec<String> = ["new.tmx", "same.tmx", "older.tmx"]
            .iter()
            .map(|file| {
                let told = place.run(&["import", file, "--on-duplicate", policy, "--json"]).json().remove(0);
                let units = &told["units"];
                format!("{}{}{}{}", units["added"], units["merged"], units["known"], units["skipped"])
            })
            .collect();
        place.run(&["export", "out.tmx"]).done();
        let out = place.read("out.tmx");
        let targets: Vec<String> = ["Так", "Але", "Не"]
            .iter()
            .filter(|text| out.contains(&format!("<seg>{text}</seg>")))
            .map(|text| (*text).to_owned())
            .collect();
        let props = ["a", "b", "c", "d"].iter().filter(|p| out.contains(&format!("client\">{p}<"))).count();
        (counts.join(" "), targets.join(" "), props, out.matches("<tu ").count())
    };
    let expect = |counts: &str, targets: &str, props, units| (counts.to_owned(), targets.to_owned(), props, units);
    assert_eq!(run("merge"), expect("1000 0100 1000", "Так Але Не", 4, 3));
    assert_eq!(run("keep"), expect("1000 1000 1000", "Так Але Не", 4, 4));
    assert_eq!(run("newest"), expect("0100 0100 0001", "Так", 3, 1));
    assert_eq!(run("replace"), expect("0100 0100 0100", "Не", 4, 1));
}

#[test]
fn regions_are_matched_for_programs_too() {
    let place = Place::new();
    place.write("r.tmx", tmx(&unit(&[("ru-RU", "Раз."), ("be-BY", "Адзін.")])));
    place.run(&["import", "r.tmx"]).done();
    for tool in ["omegat", "trados", "memoq", "matecat"] {
        place.run(&["export", "o.tmx", "--langs", "ru,be", "--for", tool]).done();
        let text = place.read("o.tmx");
        assert!(
            text.contains("Раз.") && text.contains("Адзін.") && text.contains("srclang=\"ru-RU\""),
            "{tool}:\n{text}"
        );
    }
    place.write("g.tmx", tmx(&unit(&[("en-GB", "Colour"), ("en-US", "Color"), ("be-BY", "Колер")])));
    place.run(&["import", "g.tmx", "--into", "g"]).done();
    place.run(&["export", "g.tmx", "--memory", "g", "--langs", "en-US,be", "--for", "trados"]).done();
    assert!(!place.read("g.tmx").contains("Colour"), "{}", place.read("g.tmx"));
}

#[test]
fn the_direction_of_a_file_with_regions_is_kept() {
    let place = Place::new();
    place.write("r.tmx", tmx(&unit(&[("ru-RU", "Раз."), ("be-BY", "Адзін.")])));
    place.run(&["import", "r.tmx"]).done();
    place.run(&["export", "o.tmx"]).done();
    assert!(place.read("o.tmx").contains("srclang=\"ru-RU\""), "{}", place.read("o.tmx"));
}

#[test]
fn words_of_subflows_are_kept_for_programs() {
    let place = Place::new();
    let seg = "Смотри <ph x=\"1\">&lt;img alt=\"<sub>Герб</sub>\"/&gt;</ph>";
    place.write("s.tmx", tmx(&unit(&[("ru", seg), ("be", "Глядзі")])));
    place.run(&["import", "s.tmx"]).done();
    place.run(&["export", "o.tmx", "--for", "memoq"]).done();
    assert!(place.read("o.tmx").contains("Герб"), "{}", place.read("o.tmx"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let place = Place::with_memory();
    place.write("real.tmx", "old");
    std::os::unix::fs::symlink("real.tmx", place.path("link.tmx")).unwrap();
    place.run(&["export", "link.tmx"]).done();
    assert!(place.path("link.tmx").is_symlink());
    assert!(place.read("real.tmx").contains("<tmx"));
}

#[test]
fn files_of_macs_beside_others_are_passed_over() {
    let place = Place::new();
    place.write("m/r.tmx", tmx(&unit(&[("ru", "Раз."), ("be", "Адзін.")])));
    place.write("m/._r.tmx", b"\0\x05\x16\x07");
    place.run(&["import", "m"]).done();
}

#[test]
fn translations_of_one_file_do_not_replace_each_other() {
    let place = Place::new();
    let (first, second) = (unit(&[("ru", "Да"), ("be", "Так")]), unit(&[("ru", "Да"), ("be", "Але")]));
    place.write("a.tmx", tmx(&(first + &second)));
    for policy in ["newest", "replace"] {
        let args = ["import", "a.tmx", "--into", policy, "--on-duplicate", policy];
        let message = place.json(&args).swap_remove(0);
        assert_eq!(message["units"]["added"], 2, "{message}");
    }
}

#[test]
fn the_direction_of_a_catalogue_is_kept() {
    let place = Place::new();
    place.write("s.po", "msgid \"\"\nmsgstr \"Language: be\\n\"\n\nmsgid \"Save\"\nmsgstr \"Захаваць\"\n");
    place.run(&["import", "s.po"]).done();
    place.run(&["export", "o.po"]).done();
    assert!(place.read("o.po").contains("msgid \"Save\"\nmsgstr \"Захаваць\""), "{}", place.read("o.po"));
}

#[test]
fn files_go_through_pipes() {
    let place = Place::with_memory();
    place.run(&["export", "all.tmx"]).done();
    let piped = place.run(&["export", "-", "--format", "tmx"]).done();
    assert_eq!(piped.stdout, place.read("all.tmx"));
    let message =
        place.run_with(&["import", "-", "--json", "--into", "other"], piped.stdout.clone()).json().swap_remove(0);
    let named = place.json(&["import", "all.tmx", "--into", "same"]).swap_remove(0);
    assert_eq!((&message["units"], &message["format"]), (&named["units"], &named["format"]));

    let table = "Он приехал.\tЁн прыехаў.\n";
    let asked = ["import", "-", "--into", "table", "--format", "tsv", "--columns", "ru,be"];
    place.run_with(&asked, table).done();
    assert!(place.export("table").contains("Ён прыехаў."));
    place.run_with(&["check", "-"], piped.stdout.clone()).done();
    place.run_with(&["diff", "all.tmx", "-"], piped.stdout).done();
    let terms = place.run_with(&["glossary", "import", "-", "--format", "csv"], "ru,be\nуказ,указ\n").done();
    assert!(terms.stderr.contains("1 concept"), "{terms}");
    let listed = place.run(&["glossary", "export", "-", "--format", "csv", "--langs", "ru,be"]).done();
    assert!(listed.stdout.contains("указ"), "{listed}");

    place.run(&["export", "-"]).could_not(&["its name tells no format", "--format"]);
    place.run(&["export", "-", "--format", "moses"]).could_not(&["moses", "name a file"]);
    place.run(&["export", "-", "--format", "tmx", "--json"]).could_not(&["--json"]);
    place.run(&["import", "-", "--format", "sdltm"]).could_not(&["sdltm", "name a file"]);
    place.run(&["import", "all.tmx", "--format", "tmz"]).could_not(&["unknown format \"tmz\"", "tmx"]);
    place.run(&["check", "-", "--fix", "fixed.tmx"]).could_not(&["name a file"]);
    place.run(&["export", "memories", "--format", "tmx"]).could_not(&["memories: is a folder"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let place = Place::with_memory();
    let ran = place.shell("{ \"$TOLMACH\" export - --format jsonl; echo $? >code; } | head -c 10");
    assert_eq!((ran.stdout.len(), ran.stderr.contains("error")), (10, false), "{ran}");
}

#[test]
fn drafts_and_what_was_rejected_are_kept_and_told() {
    let place = Place::new();
    let marked = |status: &str, ru: &str, be: &str| {
        let unit = unit(&[("ru", ru), ("be", be)]);
        unit.replacen("<tuv", &format!("<prop type=\"x-ConfirmationLevel\">{status}</prop><tuv"), 1)
    };
    let units = [
        marked("Draft", "Он приехал.", "Ён прыехаў."),
        marked("RejectedTranslation", "Он уехал.", "Ён выехаў."),
        marked("ApprovedTranslation", "Он дома.", "Ён дома."),
    ];
    place.write("studio.tmx", tmx(&units.concat()));
    let ran = place.run(&["import", "studio.tmx"]).done();
    assert!(ran.stderr.contains("2 units are drafts or rejected"), "{ran}");
    assert_eq!(place.json(&["import", "studio.tmx", "--into", "other"])[0]["unconfirmed"], 2);
    let asked = ["query", "Он уехал.", "--from", "ru", "--to", "be", "--memory", "main"];
    let matches = &place.json(&asked)[0]["matches"];
    assert_eq!(matches[0]["status"], "RejectedTranslation", "{matches}");
    assert!(place.run(&asked).done().stdout.contains("marked RejectedTranslation"));
    let without = [&asked[..], &["--where", "not status=Draft and not status=Rejected*"]].concat();
    let matches = &place.json(&without)[0]["matches"];
    assert!(matches.as_array().unwrap().iter().all(|found| found["status"].is_null()), "{matches}");
}
