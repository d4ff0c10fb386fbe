//! `import` and `export` of bilingual files: XLIFF and PO, in and out.

use crate::run::{Place, tmx};
use serde_json::json;
use std::io::Write;

/// Units as a memory has them: codes, properties, notes, dates, variants, three languages.
const UNITS: &str = r#"<tu tuid="u1" changedate="20240605T101500Z" usagecount="3">
<note>праверана</note><prop type="domain">права</prop><prop type="x-xliff-state">final</prop>
<tuv xml:lang="ru"><seg>Нажмите <bpt i="1">&lt;b&gt;</bpt>кнопку<ept i="1">&lt;/b&gt;</ept><ph x="1">{0}</ph>.</seg></tuv>
<tuv xml:lang="be" creationid="аня"><note xml:lang="be">зроблена</note><prop type="client">МЗС</prop>
<seg>Націсніце <bpt i="1">&lt;b&gt;</bpt>кнопку<ept i="1">&lt;/b&gt;</ept><ph x="1">{0}</ph>.</seg></tuv>
<tuv xml:lang="en"><seg>Press the button.</seg></tuv></tu>
<tu><tuv xml:lang="ru-RU"><seg>Принял Посла.</seg></tuv><tuv xml:lang="be"><seg>Прыняў Пасла.</seg></tuv>
<tuv xml:lang="be"><seg>Прыняў пасла.</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Снег и <hi type="b">дождь</hi>.
Ветер.</seg></tuv><tuv xml:lang="be"><seg>Снег і <hi type="b">дождж</hi>.
Вецер.</seg></tuv></tu>"#;

#[test]
fn an_export_comes_back_and_changes_nothing() {
    for args in [&["x.xlf"][..], &["x.xlf", "--format", "xliff-2.1"], &["x.po"]] {
        let place = Place::with_statement();
        place.run(&["align", "ru.txt", "be.txt", "--into", "main"]).done();
        place.write("units.tmx", tmx(UNITS));
        place.run(&["import", "units.tmx"]).done();
        let before = place.memories();
        let told = place.json(&[&["export", "--langs", "ru,be"], args].concat()).swap_remove(0);
        assert_eq!((&told["units"], &told["skipped"]), (&10.into(), &0.into()), "{args:?}");
        let first = place.read(args[0]);
        let ran = place.run(&["import", args[0]]).done();
        assert!(ran.stderr.contains("nothing new: the memory had it all"), "{args:?}: {ran}");
        assert_eq!(place.memories(), before, "{args:?}");
        // a memory made of the file gives the file again
        place.run(&["import", args[0], "--into", "copy"]).done();
        place.run(&[&["export", "--langs", "ru,be", "--memory", "copy"], args].concat()).done();
        assert_eq!(place.read(args[0]), first, "{args:?}");
    }
}

#[test]
fn a_translators_file_is_reported_and_matches_in_context() {
    let place = Place::new();
    place.write(
        "job.sdlxliff",
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?><xliff xmlns:sdl=\"http://sdl.com/FileTypes/SdlXliff/1.0\" \
         xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\"><file original=\"C:\\Пресса\\заявление.docx\" \
         source-language=\"ru-RU\" target-language=\"be-BY\" datatype=\"x-sdlfilterframework2\"><body><trans-unit id=\"1\">\
         <source>Переговоры прошли. Подписан договор. Стороны довольны.</source><seg-source><mrk mtype=\"seg\" mid=\"1\">\
         Переговоры <g id=\"7\">прошли</g>.</mrk> <mrk mtype=\"seg\" mid=\"2\">Подписан договор.</mrk> <mrk mtype=\"seg\" \
         mid=\"3\">Стороны довольны.</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"1\">Перамовы <g id=\"7\">прайшлі</g>.</mrk> \
         <mrk mtype=\"seg\" mid=\"2\">Падпісаны дагавор.</mrk> <mrk mtype=\"seg\" mid=\"3\">Бакі.</mrk></target>\
         <sdl:seg-defs><sdl:seg id=\"1\" conf=\"Translated\"/><sdl:seg id=\"2\" conf=\"Translated\"/><sdl:seg id=\"3\"/>\
         </sdl:seg-defs></trans-unit></body></file></xliff>",
    );
    let told = place.json(&["import", "job.sdlxliff"]).swap_remove(0);
    assert_eq!(told["format"], "xliff 1.2 (Trados)");
    assert_eq!(told["units"], json!({"read": 3, "added": 2, "merged": 0, "known": 0, "skipped": 1}));
    assert_eq!(told["skipped"], json!({"draft": 1}));
    let query = ["query", "Подписан договор.", "--from", "ru", "--to", "be"];
    let context = ["--before", "Переговоры прошли.", "--after", "Стороны довольны."];
    let found = place.json(&[&query[..], &context].concat()).swap_remove(0);
    assert_eq!(found["matches"][0]["score"], 102, "{found}");
    // codes are valid TMX, and come back as they were
    let text = place.export("main");
    assert!(
        text.contains("<bpt i=\"7\" x=\"7\">&lt;g id=\"7\"&gt;</bpt>прошли<ept i=\"7\">&lt;/g&gt;</ept>"),
        "{text}"
    );
    assert!(text.contains("<prop type=\"x-ConfirmationLevel\">Translated</prop>"), "{text}");
    assert!(text.contains("<prop type=\"x-tolmach:source\" xml:lang=\"ru-RU\">заявление.docx</prop>"), "{text}");
    place.run(&["export", "back.xlf", "--langs", "ru,be"]).done();
    assert!(place.read("back.xlf").contains("<target state=\"translated\">Перамовы <g id=\"7\">прайшлі</g>.</target>"));
    // drafts are taken when they are asked for
    let told = place.json(&["import", "job.sdlxliff", "--drafts"]).swap_remove(0);
    assert_eq!((&told["units"]["added"], &told["units"]["known"]), (&1.into(), &2.into()));
}

#[test]
fn a_package_of_memoq_is_looked_into() {
    let place = Place::new();
    let file = "<xliff version=\"1.2\" xmlns:mq=\"MQXliff\"><file original=\"a.docx\" source-language=\"en-GB\" \
                target-language=\"be\" datatype=\"x\"><body><trans-unit id=\"1\" mq:status=\"ManuallyConfirmed\">\
                <source>Welcome.</source><target>Сардэчна запрашаем.</target></trans-unit></body></file></xliff>";
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [("document.mqxliff", file), ("skeleton.xml", "<a/>")] {
        package.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        package.write_all(content.as_bytes()).unwrap();
    }
    place.write("folder/job.mqxlz", package.finish().unwrap().into_inner());
    for path in ["folder/job.mqxlz", "folder"] {
        let told = place.json(&["import", path, "--into", "m"]).swap_remove(0);
        assert_eq!((&told["format"], &told["units"]["read"]), (&"xliff 1.2 (memoQ)".into(), &1.into()), "{told}");
    }
}

#[test]
fn a_catalogue_is_imported_with_what_it_tells() {
    let place = Place::new();
    let catalogue = "msgid \"\"\nmsgstr \"\"\n\"Language: be\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n\
                     # памятка\nmsgctxt \"menu\"\nmsgid \"Print\"\nmsgstr \"Друк\"\n\n#, fuzzy\nmsgid \"Open\"\nmsgstr \"Адкрыць\"\n\n\
                     msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"%d файл\"\nmsgstr[1] \"%d файлы\"\n";
    place.write("app.po", catalogue);
    let told = place.json(&["import", "app.po"]).swap_remove(0);
    assert_eq!(told["units"], json!({"read": 4, "added": 3, "merged": 0, "known": 0, "skipped": 1}));
    assert_eq!((&told["format"], &told["skipped"]), (&"po".into(), &json!({"fuzzy": 1})));
    let text = place.export("main");
    for kept in
        ["<prop type=\"x-po-msgctxt\">menu</prop>", "<note>памятка</note>", "<prop type=\"x-po-plural\">1</prop>"]
    {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    place.write("cut.po", &catalogue[..catalogue.find("Друк").unwrap()]);
    place.run(&["import", "cut.po"]).could_not(&["cut.po: line 9", "in the middle of a message"]);
    place.write("untold.po", "msgid \"Yes\"\nmsgstr \"Так\"\n");
    place.run(&["import", "untold.po"]).could_not(&["untold.po: the header has no Language", "--langs en,be"]);
    place.run(&["import", "untold.po", "--langs", "en,be"]).done();
}

#[test]
fn a_bilingual_format_is_chosen_by_name_and_needs_two_languages() {
    let place = Place::with_memory();
    place.run(&["export", "x.xlf"]).could_not(&["x.xlf", "--langs"]);
    place.run(&["export", "x.xlf", "--format", "xls"]).could_not(&["x.xlf", "unknown format \"xls\"", "xliff-2.1, po"]);
    place.run(&["export", "x.data", "--format", "xliff-2.1", "--langs", "en,be"]).done();
    assert!(place.read("x.data").contains("version=\"2.1\" srcLang=\"en\" trgLang=\"be\""));
    place.run(&["export", "x.sdlxliff", "--langs", "ru,be"]).could_not(&["unknown format"]);
}
