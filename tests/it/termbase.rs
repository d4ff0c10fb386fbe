//! `glossary add|edit|remove|import|merge`: the termbase kept in a memory, and the way back from each.

use crate::run::{Place, Ran};
use serde_json::{Value, json};
use std::path::Path;
use tolmach::formats::tbx::{self, TbxVersion};
use tolmach::formats::{csv, omegat};
use tolmach::lang::Lang;
use tolmach::model::{Concept, Gender, Term, TermStatus};

/// The concepts of a termbase, as they are listed; empty when there is none.
fn listed(place: &Place, name: &str) -> String {
    place.run(&["glossary", "list", "--json", "--termbase", name]).stdout
}

fn ids(place: &Place, name: &str) -> Vec<String> {
    let messages = place.json(&["glossary", "list", "--termbase", name]);
    messages.iter().map(|message| message["id"].as_str().unwrap().to_owned()).collect()
}

/// The terms of a concept in a language, with their status.
fn terms(place: &Place, id: &str, lang: &str) -> Vec<(String, String)> {
    let messages = place.json(&["glossary", "list", "--termbase", "main"]);
    let concept = messages.iter().find(|message| message["id"] == id).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let terms = concept["terms"][lang].as_array().cloned().unwrap_or_default();
    terms.iter().map(|term| (text(&term["term"]), text(&term["status"]))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(term, status)| ((*term).to_owned(), (*status).to_owned())).collect()
}

/// Checks that nothing was found to change: exit code 1, and these words.
#[track_caller]
fn nothing_changed(ran: &Ran, word: &str) {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{ran}");
    assert!(ran.stderr.contains(word), "{ran}");
}

#[track_caller]
fn sound(place: &Place) {
    for message in place.json(&["verify"]) {
        assert_eq!(message["sound"], true, "{message}");
    }
}

/// A place with one concept in memory `main`, as batch 1.
fn place() -> Place {
    let place = Place::new();
    let law = ["--ru", "закон", "--be", "закон", "--en", "law", "--subject", "law"];
    place.run(&[&["glossary", "add"], &law[..]].concat()).done();
    place
}

const OFFICIAL: usize = 4308;

/// A place with the shipped termbase as a file.
fn with_official() -> Place {
    let place = Place::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("memories/official/official.tsv");
    place.write("official.tsv", std::fs::read(path).unwrap());
    place
}

#[test]
fn a_concept_is_added_listed_and_taken_back() {
    let place = Place::new();
    let message = place.json(&[
        "glossary",
        "add",
        "--ru=Верховный Суд",
        "--be=Вярхоўны Суд",
        "--be=Найвышэйшы Суд",
        "--en=Supreme Court",
        "--lang=be-tarask=Вярхоўны Суд",
        "--forbidden=be=Вярхоўны суд",
        "--subject=bodies",
        "--definition=Найвышэйшы орган правасуддзя.",
        "--note=\"з вялікай літары\"",
        "--source=Канстытуцыя, арт. 109",
        "--do-not-translate",
    ]);
    assert_eq!(
        message,
        [
            json!({"v": 1, "type": "glossary-change", "memory": "main", "concepts": ["supreme-court"], "changed": true, "batch": 1})
        ]
    );
    let concept = place.json(&["glossary", "list"]).swap_remove(0);
    assert_eq!(
        concept["terms"]["be"],
        json!([{"term": "Вярхоўны Суд", "status": "preferred"}, {"term": "Найвышэйшы Суд", "status": "admitted"},
            {"term": "Вярхоўны суд", "status": "deprecated"}])
    );
    assert_eq!(concept["terms"]["be-tarask"][0]["status"], "preferred");
    assert_eq!((&concept["source"], &concept["do_not_translate"]), (&json!("Канстытуцыя, арт. 109"), &json!(true)));
    assert_eq!((&concept["subject"], &concept["note"]), (&json!("bodies"), &json!("\"з вялікай літары\"")));
    let log = place.json(&["log"]).swap_remove(0);
    assert_eq!((&log["kind"], &log["concepts"]["added"], &log["added"]), (&json!("edit"), &json!(1), &json!(0)));
    assert_eq!(place.json(&["stats"])[0]["concepts"], 1);
    let log = place.run(&["log"]).done();
    assert!(log.stdout.contains("concepts") && log.stdout.contains("+1"), "{log}");
    assert!(place.run(&["stats"]).done().stdout.contains("concepts"));
    sound(&place);
    let undone = place.run(&["undo"]).done();
    assert!(undone.stderr.contains("concepts −1"), "{undone}");
    assert_eq!(listed(&place, "main"), "");
    place.run(&["undo", "2"]).done();
    assert_eq!(ids(&place, "main"), ["supreme-court"]);
}

#[test]
fn what_is_there_is_not_added_again() {
    let place = place();
    let before = place.memories();
    for terms in [
        &["--ru", "Закон", "--be", "закон", "--en", "statute"][..],
        &["--en", "law"],
        &["--be", "закон", "--lang", "en-GB=Law", "--note", "x", "--id", "other"],
    ] {
        nothing_changed(
            &place.run(&[&["glossary", "add"], terms].concat()),
            "memory main has it already, as concept law",
        );
    }
    assert_eq!(place.memories(), before);
    // Another concept, though its English term gives the same name.
    place.run(&["glossary", "add", "--ru", "право", "--be", "права", "--en", "law"]).done();
    assert_eq!(ids(&place, "main"), ["law", "law-2"]);
}

#[test]
fn a_concept_that_cannot_be_is_refused_and_makes_no_memory() {
    let place = Place::new();
    let add = |args: &[&str]| place.run(&[&["glossary", "add"], args].concat());
    add(&[]).could_not(&["a concept needs a term"]);
    add(&["--ru", " "]).could_not(&["a concept needs a term"]);
    add(&["--ru", "суд", "--id", "мой суд"]).could_not(&["cannot be the name of a concept"]);
    add(&["--ru", "суд", "--forbidden", "ru=суд"]).could_not(&["forbidden"]);
    add(&["--ru", "суд", "--into", "../x"]).could_not(&["cannot be the name of a memory"]);
    for mistake in ["суд", "ru=", "русский=суд"] {
        let ran = add(&["--lang", mistake]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran}");
    }
    add(&["--ru", "суд", "--dry-run"]).done();
    assert_eq!(place.files("memories"), Vec::<String>::new());
    add(&["--ru", "суд", "--id", "court"]).done();
    add(&["--ru", "двор", "--id", "court"])
        .could_not(&["memory \"main\" has another concept \"court\" already", "--id"]);
}

#[test]
fn a_concept_is_edited_and_each_edit_taken_back() {
    let place = place();
    let edit = |args: &[&str]| place.run(&[&["glossary", "edit", "law"], args].concat());
    let mut states = vec![listed(&place, "main")];
    for (args, lang, expected) in [
        (
            &["--add", "en=statute", "--add", "en=act"][..],
            "en",
            &[("law", "preferred"), ("statute", "admitted"), ("act", "admitted")][..],
        ),
        (&["--prefer", "en=act"], "en", &[("act", "preferred"), ("law", "admitted"), ("statute", "admitted")]),
        (&["--forbid", "en=statute"], "en", &[("act", "preferred"), ("law", "admitted"), ("statute", "deprecated")]),
        (&["--remove", "en=act"], "en", &[("law", "preferred"), ("statute", "deprecated")]),
        (&["--forbid", "be=указ"], "be", &[("закон", "preferred"), ("указ", "deprecated")]),
        (&["--prefer", "uk=закон"], "uk", &[("закон", "preferred")]),
    ] {
        edit(args).done();
        assert_eq!(terms(&place, "law", lang), pairs(expected), "{args:?}");
        states.push(listed(&place, "main"));
    }
    edit(&["--subject", "", "--definition", "Норма.", "--note", "x", "--source", "y", "--do-not-translate"]).done();
    let concept = place.json(&["glossary", "list"]).swap_remove(0);
    let fields = ["subject", "definition", "note", "source", "do_not_translate"].map(|field| concept[field].clone());
    assert_eq!(fields, [Value::Null, json!("Норма."), json!("x"), json!("y"), json!(true)]);
    let ran = edit(&["--note", "x", "--prefer", "uk=закон"]).done();
    assert!(ran.stderr.contains("nothing changed"), "{ran}");
    while let Some(state) = states.pop() {
        place.run(&["undo"]).done();
        assert_eq!(listed(&place, "main"), state);
    }
    sound(&place);
}

#[test]
fn an_edit_that_cannot_be_changes_nothing() {
    let place = place();
    let before = place.memories();
    let edit = |args: &[&str]| place.run(&[&["glossary", "edit"], args].concat());
    edit(&["law"]).could_not(&["nothing to change"]);
    edit(&["court", "--note", "x"]).could_not(&["memory \"main\" has no concept \"court\"", "glossary list"]);
    edit(&["law", "--note", "x", "--remove", "en=act"]).could_not(&["concept \"law\" has no term en=act"]);
    edit(&["law", "--remove", "ru=закон", "--remove", "be=закон", "--remove", "en=law"])
        .could_not(&["would be left without a term", "glossary remove"]);
    edit(&["law", "--note", "x", "--memory", "nope"]).could_not(&["there is no memory \"nope\""]);
    assert_eq!(place.memories(), before);
    assert!(!place.path("memories/nope.sqlite").exists());
}

#[test]
fn concepts_are_removed_all_or_none() {
    let place = place();
    place.run(&["glossary", "add", "--ru", "суд", "--en", "court"]).done();
    let before = (place.memories(), listed(&place, "main"));
    place.run(&["glossary", "remove", "law", "nope"]).could_not(&["no concept \"nope\""]);
    assert_eq!((place.memories(), listed(&place, "main")), before);
    let message = place.json(&["glossary", "remove", "law", "court", "law"]).swap_remove(0);
    assert_eq!((&message["concepts"], &message["batch"]), (&json!(["court", "law"]), &json!(3)));
    assert_eq!(listed(&place, "main"), "");
    place.run(&["undo"]).done();
    assert_eq!(listed(&place, "main"), before.1);
}

#[test]
fn everything_of_a_concept_is_kept() {
    let place = Place::new();
    let term = |tag: &str, text: &str, status, gender| Term {
        part_of_speech: Some("noun".into()),
        gender,
        note: Some(format!("заўвага да {text}")),
        ..Term::new(Lang::parse(tag).unwrap(), text, status)
    };
    let concept = Concept {
        id: "signature".into(),
        subject: Some("documents".into()),
        definition: Some("Знак\nасобы".into()),
        note: Some("а'б".into()),
        source: Some("закон № 1".into()),
        do_not_translate: true,
        terms: vec![
            term("ru", "подпись", TermStatus::Preferred, Some(Gender::Feminine)),
            term("be", "подпіс", TermStatus::Preferred, Some(Gender::Masculine)),
            term("be", "роспіс", TermStatus::Superseded, None),
            term("en", "signatures", TermStatus::Deprecated, Some(Gender::Plural)),
        ],
    };
    let file = tbx::write(Vec::new(), TbxVersion::V3, "t", [&concept]).unwrap();
    place.write("a.tbx", &file);
    place.run(&["glossary", "import", "a.tbx", "--into", "project"]).done();
    place.run(&["glossary", "export", "b.tbx", "--termbase", "project"]).done();
    let read = |bytes: &[u8]| tbx::read(bytes, &mut Vec::new()).unwrap();
    assert_eq!(read(place.read("b.tbx").as_bytes()), read(&file));
}

#[test]
fn files_are_read_by_what_they_hold_and_once_only() {
    let place = Place::new();
    place.write("terms.csv", "id,subject,ru,be,en\nlaw,law,закон,закон,law | statute\ncourt,,суд,суд,court\n");
    place.write("more.tsv", "ru\tbe\nмост\tмост\n");
    let bridge = Concept {
        id: "road".into(),
        terms: vec![Term::new(Lang::parse("ru").unwrap(), "дорога", TermStatus::Preferred)],
        ..Concept::default()
    };
    place.write("named-otherwise.xml", tbx::write(Vec::new(), TbxVersion::V2, "t", [&bridge]).unwrap());
    let files = ["glossary", "import", "terms.csv", "more.tsv", "named-otherwise.xml"];
    let message = place.json(&files).swap_remove(0);
    assert_eq!((&message["concepts"]["added"], &message["batch"]), (&json!(4), &json!(1)));
    let formats: Vec<&Value> = message["sources"].as_array().unwrap().iter().map(|source| &source["format"]).collect();
    assert_eq!(formats, ["csv", "tsv", "tbx"]);
    place.write("glossary.txt", "лес\tлес\tзаўвага\nлес\tбор\tзаўвага\n");
    place.write("pairs.csv", "поле,поле\n");
    let pairs = place.json(&["glossary", "import", "glossary.txt", "pairs.csv", "--langs", "ru,be"]).swap_remove(0);
    assert_eq!(pairs["concepts"]["added"], 2, "{pairs}");
    assert_eq!(place.json(&["stats"])[0]["concepts"], 6);
    let before = (place.memories(), listed(&place, "main"));
    let again = place.run(&files);
    nothing_changed(&again, "nothing new: memory main had it all");
    assert!(again.stderr.contains("all: 4 concepts read, 0 added, 0 merged, 4 unchanged, 0 skipped"), "{again}");
    nothing_changed(
        &place.run(&["glossary", "import", "glossary.txt", "pairs.csv", "--langs", "ru,be"]),
        "nothing new",
    );
    assert_eq!((place.memories(), listed(&place, "main")), before);
    // What the program writes itself is nothing new either.
    for file in ["out.csv", "out.tbx"] {
        place.run(&["glossary", "export", file]).done();
        nothing_changed(&place.run(&["glossary", "import", file]), "nothing new");
    }
    place.run(&["undo"]).done();
    place.run(&["undo"]).done();
    assert_eq!(listed(&place, "main"), "");
    sound(&place);
}

#[test]
fn a_file_that_cannot_be_read_changes_nothing() {
    let place = place();
    let before = (place.memories(), listed(&place, "main"));
    place.write("good.csv", "id,ru,be\ncourt,суд,суд\n");
    place.write("glossary.txt", "лес\tлес\n");
    place.write("broken.tbx", "<?xml version=\"1.0\"?><tbx><text>");
    place.write("x.doc", "word");
    let import = |args: &[&str]| place.run(&[&["glossary", "import", "good.csv"], args].concat());
    import(&["broken.tbx"]).could_not(&["broken.tbx: "]);
    import(&["nope.csv"]).could_not(&["nope.csv: no such file"]);
    import(&["x.doc"]).could_not(&["x.doc: unknown format \"doc\"", "tbx", "csv", "utf8"]);
    import(&["glossary.txt"]).could_not(&["two languages", "--langs ru,be"]);
    import(&["--into", "new", "broken.tbx"]).could_not(&["broken.tbx: "]);
    assert_eq!(import(&["--format", "docx"]).code, Some(2));
    assert_eq!((place.memories(), listed(&place, "main")), before);
    let trial = import(&["--dry-run", "--into", "new"]).done();
    assert!(trial.stderr.contains("1 added") && trial.stderr.contains("--dry-run"), "{trial}");
    assert!(!place.path("memories/new.sqlite").exists());
}

#[test]
fn duplicates_are_merged_and_what_differs_is_told() {
    let place = place();
    place.write(
        "a.csv",
        "id,subject,ru,be,en,definition,note\n\
         law,state,Закон,закон,law | statute,Норма,\n\
         other,,закон,закон,act,,заўвага\n\
         law-of-nature,,закон природы,закон прыроды,,,\n",
    );
    let ran = place.run(&["glossary", "import", "a.csv"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("3 concepts read, 1 added, 2 merged, 0 unchanged, 0 skipped"), "{ran}");
    assert!(ran.stderr.contains("law: subject stays law, not state"), "{ran}");
    assert!(ran.stderr.contains("law: preferred of en stays law, not act"), "{ran}");
    assert_eq!(ids(&place, "main"), ["law", "law-of-nature"]);
    assert_eq!(
        terms(&place, "law", "en"),
        pairs(&[("law", "preferred"), ("statute", "admitted"), ("act", "admitted")])
    );
    assert_eq!(terms(&place, "law", "ru"), pairs(&[("закон", "preferred"), ("Закон", "admitted")]));
    let law = place.json(&["glossary", "list"]).swap_remove(0);
    assert_eq!(
        (&law["definition"], &law["note"], &law["subject"]),
        (&json!("Норма"), &json!("заўвага"), &json!("law"))
    );
    nothing_changed(&place.run(&["glossary", "import", "a.csv"]), "nothing new");
    place.run(&["undo"]).done();
    assert_eq!(terms(&place, "law", "en"), pairs(&[("law", "preferred")]));
}

#[test]
fn duplicates_are_kept_or_replaced_when_asked() {
    let place = place();
    let before = listed(&place, "main");
    place.write("a.csv", "id,ru,be\nlaw,акт,акт\ncourt,суд,суд\n");
    place.write("b.csv", "id,ru,be\nlaw,закон,акт\n");
    let kept = place.json(&["glossary", "import", "b.csv", "--on-duplicate", "keep"]).swap_remove(0);
    assert_eq!((&kept["concepts"]["skipped"], &kept["batch"]), (&json!({"there already": 1}), &Value::Null));
    assert_eq!(listed(&place, "main"), before);
    place.run(&["glossary", "import", "a.csv", "--on-duplicate", "replace"]).done();
    assert_eq!(terms(&place, "law", "ru"), pairs(&[("акт", "preferred")]));
    assert_eq!(terms(&place, "law", "en"), pairs(&[]), "the concept is the new one, whole");
    nothing_changed(&place.run(&["glossary", "import", "a.csv", "--on-duplicate", "replace"]), "nothing new");
    place.run(&["undo"]).done();
    assert_eq!(listed(&place, "main"), before);
    // Of the same name and nothing else: another concept, unless it is to be replaced.
    let ran = place.run(&["glossary", "import", "a.csv"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("concept law is called law-2 here"), "{ran}");
    assert_eq!(ids(&place, "main"), ["law", "law-2", "court"]);
    nothing_changed(&place.run(&["glossary", "import", "a.csv"]), "nothing new");
}

#[test]
fn an_import_that_later_batches_build_on_stays() {
    let place = Place::new();
    place.write("a.csv", "id,ru,be\nlaw,закон,закон\ncourt,суд,суд\n");
    place.run(&["glossary", "import", "a.csv"]).done();
    place.run(&["glossary", "edit", "court", "--note", "x"]).done();
    place.run(&["glossary", "add", "--id", "bridge", "--ru", "мост"]).done();
    let before = listed(&place, "main");
    place.run(&["undo", "1"]).could_not(&["batch 1 cannot be undone before batch 2"]);
    assert_eq!(listed(&place, "main"), before);
    place.run(&["undo", "2"]).done();
    place.run(&["undo", "1"]).done();
    assert_eq!(ids(&place, "main"), ["bridge"]);
    // The edit cannot come back before what it changed.
    place.run(&["undo", "4"]).could_not(&["batch 4 cannot be undone before batch 5"]);
    place.run(&["undo", "5"]).done();
    place.run(&["undo", "4"]).done();
    assert_eq!(listed(&place, "main"), before);
    sound(&place);
}

#[test]
fn a_large_import_is_taken_back_and_comes_again() {
    let place = with_official();
    place.run(&["glossary", "add", "--ru", "закон", "--be", "закон", "--id", "own"]).done();
    let before = listed(&place, "main");
    let first = place.json(&["glossary", "import", "official.tsv"]).swap_remove(0);
    let concepts = &first["concepts"];
    assert_eq!(concepts["read"], OFFICIAL, "{concepts}");
    let sum = |names: &[&str]| names.iter().map(|name| concepts[*name].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum(&["added", "merged"]), OFFICIAL as u64, "{concepts}");
    let after = listed(&place, "main");
    nothing_changed(&place.run(&["glossary", "import", "official.tsv"]), "nothing new: memory main had it all");
    sound(&place);
    place.run(&["undo"]).done();
    assert_eq!(listed(&place, "main"), before);
    sound(&place);
    place.run(&["undo", "3"]).done();
    assert!(listed(&place, "main") == after);
}

#[test]
fn a_termbase_goes_in_and_comes_out_whole() {
    let place = with_official();
    place.run(&["glossary", "import", "official.tsv", "--into", "official"]).done();
    let read = |text: String| csv::read(text.as_bytes(), &mut Vec::new()).unwrap();
    place.run(&["glossary", "export", "out.csv", "--termbase", "official"]).done();
    let (mut given, mut got) = (read(place.read("official.tsv")), read(place.read("out.csv")));
    for concept in given.iter_mut().chain(&mut got) {
        concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    }
    assert_eq!(given.len(), OFFICIAL);
    assert!(given == got);
}

#[test]
#[cfg(unix)]
fn an_import_that_is_killed_leaves_nothing_half() {
    let place = with_official();
    place.run(&["glossary", "add", "--id", "own", "--ru", "своё"]).done();
    for pause in [0, 20, 60, 150, 400] {
        let mut child = place.start(&["glossary", "import", "official.tsv"]);
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        place.end(child);
        let concepts = place.json(&["stats"])[0]["concepts"].as_u64().unwrap() as usize;
        assert!(concepts == 1 || concepts == 1 + OFFICIAL, "{concepts}");
        sound(&place);
        if concepts > 1 {
            break;
        }
    }
}

#[test]
fn termbases_are_merged_into_a_memory() {
    let place = place();
    let before = listed(&place, "main");
    place.write(
        "memories/agency/agency.tsv",
        "id\tru\tbe\ten\ntreaty\tдоговор\tдагавор\ttreaty\nlaw\tзакон\tзакон\tstatute\n",
    );
    place.run(&["glossary", "add", "--ru", "мост", "--be", "мост", "--into", "project"]).done();
    place.run(&["glossary", "add", "--ru", "суд", "--be", "суд", "--en", "court", "--into", "agency"]).done();
    assert_eq!(ids(&place, "agency"), ["court", "treaty", "law"], "the memory stands first");
    assert_eq!(place.json(&["glossary", "list"]).len(), 5);
    let merge = ["glossary", "merge", "project", "agency", "--into", "main"];
    let trial = place.run(&[&merge[..], &["--dry-run"]].concat());
    assert!(trial.stderr.contains("all: 4 concepts read, 3 added, 1 merged"), "{trial}");
    assert_eq!(listed(&place, "main"), before);
    let message = place.json(&merge).swap_remove(0);
    let sources: Vec<&Value> = message["sources"].as_array().unwrap().iter().map(|source| &source["format"]).collect();
    assert_eq!(sources, ["memory", "memory", "file"]);
    assert_eq!(ids(&place, "main"), ["law", "c-мост", "court", "treaty"]);
    nothing_changed(&place.run(&merge), "nothing new");
    place.run(&["undo"]).done();
    assert_eq!(listed(&place, "main"), before);
    place.run(&["glossary", "merge", "agency", "--into", "agency"]).done();
    assert_eq!(place.json(&["stats", "--memory", "agency"])[0]["concepts"], 3, "the file went into the memory");
    place.run(&["glossary", "merge", "main", "--into", "main"]).could_not(&["merged into itself"]);
    place.run(&["glossary", "merge", "nope", "--into", "fresh"]).could_not(&["there is no termbase \"nope\""]);
    assert!(!place.path("memories/fresh.sqlite").exists());
}

#[test]
fn looking_makes_no_memory_and_units_are_no_termbase() {
    let place = Place::new();
    place.write("memories/t/t.tsv", "id\tru\nlaw\tзакон\n");
    place.run(&["glossary", "list"]).done();
    place.run(&["glossary", "export", "x.tbx"]).done();
    assert_eq!(place.files("memories"), ["memories/t/t.tsv"]);
    let place = Place::with_memory();
    place.run(&["glossary", "list"]).could_not(&["no termbase in $PLACE", "glossary import"]);
    place.run(&["glossary", "add", "--ru", "закон"]).done();
    assert_eq!(place.json(&["glossary", "list"]).len(), 1);
    let copy = place.run(&["backup", "memories/copy.sqlite"]);
    assert_eq!(copy.code, Some(0), "{copy}");
    assert_eq!(listed(&place, "copy"), listed(&place, "main"));
    // Concepts and units are undone apart from each other.
    place.run(&["undo", "1"]).done();
    assert_eq!(place.json(&["stats", "--memory", "main"])[0]["units"], 0);
    assert_eq!(ids(&place, "main"), ["c-закон"]);
}

#[test]
fn a_memory_of_an_older_schema_gets_a_termbase() {
    let place = Place::new();
    for schema in 1..5 {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/schema-{schema}.sqlite"));
        place.write(&format!("memories/old{schema}.sqlite"), std::fs::read(path).unwrap());
    }
    for schema in 1..5 {
        let name = format!("old{schema}");
        let units = place.json(&["stats", "--memory", &name])[0]["units"].clone();
        place.run(&["glossary", "add", "--ru", "закон", "--into", &name]).done();
        assert_eq!(place.json(&["stats", "--memory", &name])[0]["units"], units);
        assert_eq!(ids(&place, &name), ["c-закон"]);
    }
    sound(&place);
}

#[test]
fn an_omegat_glossary_of_a_memory_holds_its_pairs() {
    let place = place();
    place.run(&["glossary", "export", "pair.txt", "--termbase", "main", "--langs", "ru,be"]).done();
    let (ru, be) = (Lang::parse("ru").unwrap(), Lang::parse("be").unwrap());
    let read = omegat::read(place.read("pair.txt").as_bytes(), &ru, &be, &mut Vec::new()).unwrap();
    assert_eq!(read.len(), 1);
    nothing_changed(&place.run(&["glossary", "import", "pair.txt", "--langs", "ru,be"]), "nothing new");
}

#[test]
fn what_cannot_be_done_is_told_in_full() {
    let place = Place::new();
    place.write("bare.csv", "указ,указ\n");
    place.run(&["glossary", "import", "bare.csv"]).could_not(&["bare.csv: its format holds two languages"]);
    place.write("heading.csv", "ru,be\n");
    let ran = place.run(&["glossary", "import", "heading.csv"]);
    assert!(ran.stderr.contains("nothing was imported: there is no concept in it"), "{ran}");
    place.run(&["glossary", "add", "--ru", "закон", "--be", "закон", "--id", "law"]).done();
    let both = ["glossary", "edit", "law", "--prefer", "ru=закон", "--forbid", "ru=закон"];
    place.run(&both).could_not(&["ru=закон cannot be a forbidden term and something else"]);
}
