//! `import` of an OmegaT project: its translations, memories and glossaries.

use crate::run::{Place, tmx, unit};

const PROJECT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n<project version=\"1.0\">\n\
    <source_dir>__DEFAULT__</source_dir>\n<tm_dir>__DEFAULT__</tm_dir>\n<glossary_dir>__DEFAULT__</glossary_dir>\n\
    <source_lang>RU-RU</source_lang>\n<target_lang>BE-BY</target_lang>\n</project>\n</omegat>\n";

/// As OmegaT 6 writes it: a default translation with tags, and alternatives for two places.
const SAVED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0.1_0" segtype="sentence" srclang="RU-RU"/>
  <body>
<!-- Default translations -->
    <tu>
      <tuv lang="RU-RU"><seg>Нажмите &lt;f0&gt;кнопку&lt;/f0&gt;&lt;x1/&gt;.</seg></tuv>
      <tuv lang="BE-BY" changeid="anna" changedate="20240605T101500Z" creationid="anna" creationdate="20240605T101400Z"><seg>Націсніце &lt;f0&gt;кнопку&lt;/f0&gt;&lt;x1/&gt;.</seg></tuv>
    </tu>
<!-- Alternative translations -->
    <tu>
      <prop type="file">указ.txt</prop><prop type="prev">Согласны?</prop><prop type="next">Хорошо.</prop>
      <tuv lang="RU-RU"><seg>Да</seg></tuv><tuv lang="BE-BY"><seg>Але</seg></tuv>
    </tu>
    <tu>
      <prop type="file">закон.txt</prop><prop type="id">p1</prop>
      <tuv lang="RU-RU"><seg>Да</seg></tuv><tuv lang="BE-BY"><seg>Але</seg></tuv>
    </tu>
  </body>
</tmx>
"#;

fn project() -> Place {
    let place = Place::new();
    place.write("p/omegat.project", PROJECT);
    place.write("p/omegat/project_save.tmx", SAVED);
    place.write("p/omegat/project_save.tmx.bak.tmx", "not to be read");
    place.write("p/p-level1.tmx", "not to be read");
    place.write("p/tm/auto/sure.tmx", tmx(&unit(&[("ru", "Раз."), ("be", "Раз.")])));
    place.write("p/tm/old/penalty-20/doubtful.tmx", tmx(&unit(&[("ru", "Два."), ("be", "Два.")])));
    place.write("p/tm/mt/machine.tmx", tmx(&unit(&[("ru", "Три."), ("be", "Тры.")])));
    place.write(
        "p/glossary/glossary.txt",
        "# Glossary in tab-separated format -*- coding: utf-8 -*-\nзаявление\tзаява\tу МЗС\n",
    );
    place.write("p/glossary/more/terms.csv", "\"сторона, бок\",бок\n");
    place
}

#[test]
fn a_project_is_imported_whole() {
    let place = project();
    let ran = place.run(&["import", "p"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("tm/mt/machine.tmx: translations by machines are left out"), "{ran}");
    assert!(ran.stderr.contains("5 units read, 5 added") && ran.stderr.contains("2 concepts"), "{ran}");
    let text = place.export("main");
    for kept in [
        r#"Націсніце <bpt i="1" x="0">&lt;f0&gt;</bpt>кнопку<ept i="1">&lt;/f0&gt;</ept><ph x="1">&lt;x1/&gt;</ph>."#,
        r#"<prop type="file">указ.txt</prop>"#,
        r#"<prop type="x-tolmach:before" xml:lang="ru-RU">Согласны?</prop>"#,
        r#"<prop type="id">p1</prop>"#,
        r#"<prop type="x-omegat-tm">auto</prop>"#,
        r#"<prop type="x-omegat-tm">penalty-20</prop>"#,
    ] {
        assert!(text.contains(kept), "{kept} is lost:\n{text}");
    }
    assert_eq!((text.matches("<seg>Але</seg>").count(), text.matches("Тры.").count()), (2, 0), "{text}");
    let terms = place.json(&["glossary", "list"]);
    assert_eq!(terms[0]["terms"]["be-BY"][0]["term"], "заява", "{terms:?}");
    // in its place, the alternative comes first
    let query = ["query", "Да", "--from", "ru", "--to", "be", "--before", "Согласны?", "--after", "Хорошо."];
    let found = place.json(&query);
    assert_eq!((&found[0]["matches"][0]["target"], &found[0]["matches"][0]["band"]), (&"Але".into(), &"102".into()));
}

#[test]
fn a_second_import_finds_what_is_new() {
    let place = project();
    place.run(&["import", "p"]);
    let before = place.memories();
    let message = place.json(&["import", "p"]).swap_remove(0);
    assert_eq!((&message["units"]["known"], &message["batch"]), (&5.into(), &serde_json::Value::Null), "{message}");
    assert_eq!(message["concepts"], serde_json::Value::Null, "{message}");
    assert_eq!(place.memories(), before);
    place.write("p/glossary/glossary.txt", "договор\tдагавор\nзаявление\tпрашэнне\n");
    let message = place.json(&["import", "p"]).swap_remove(0);
    assert_eq!((&message["concepts"], &message["batch"]), (&2.into(), &2.into()), "{message}");
    let terms = |word: &str| place.json(&["glossary", "list", "--find", word]);
    assert_eq!((terms("дагавор").len(), terms("прашэнне").len()), (1, 1));
}

#[test]
fn an_import_with_glossaries_is_taken_back_whole() {
    let place = project();
    place.run(&["glossary", "add", "--ru", "заявление", "--be", "заява"]).done();
    let before = place.json(&["glossary", "list"]);
    let message = place.json(&["import", "p"]).swap_remove(0);
    assert_eq!((&message["concepts"], &message["batch"]), (&2.into(), &2.into()), "{message}");
    assert_eq!(place.json(&["glossary", "list"]).len(), 2);
    place.run(&["undo"]).done();
    assert_eq!(place.json(&["glossary", "list"]), before);
    assert!(!place.path("memories/main/main.tbx").exists());
}

#[test]
fn machine_translations_come_with_drafts() {
    let place = project();
    let message = place.json(&["import", "p", "--drafts", "--dry-run"]).swap_remove(0);
    assert_eq!((&message["units"]["added"], &message["concepts"]), (&6.into(), &2.into()), "{message}");
    assert!(!place.path("memories").exists());
    place.run(&["import", "p", "--drafts"]).done();
    assert!(place.export("main").contains(r#"<prop type="x-omegat-tm">mt</prop>"#));
}

#[test]
fn a_project_of_glossaries_alone_is_enough() {
    let place = Place::new();
    place.write("p/omegat.project", PROJECT);
    place.run(&["import", "p"]).could_not(&["no exchange files"]);
    place.write("p/glossary/a.utf8", "указ\tуказ\n");
    place.run(&["import", "p"]).done();
    assert_eq!(place.json(&["glossary", "list"]).len(), 1);
}
