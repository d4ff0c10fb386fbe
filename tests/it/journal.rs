//! `log` and `undo`: every change can be taken back, and nothing is lost by it.

use crate::run::{BE, EN, Place, RU, tmx, unit};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tolmach::formats::tmx::{ReadOptions, TmxReader};
use tolmach::model::Keep;
use tolmach::workspace::{Error, Silent, Workspace, align, export, import, journal};

fn log(place: &Place) -> Vec<(Value, String, Value)> {
    let told =
        |batch: Value| (batch["batch"].clone(), batch["kind"].as_str().unwrap().to_owned(), batch["undone_by"].clone());
    place.json(&["log"]).into_iter().map(told).collect()
}

#[test]
fn batches_are_logged_with_what_they_did() {
    let place = Place::with_memory();
    place.write("да.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    place.run(&["import", "да.tmx"]).done();
    let batches = place.json(&["log"]);
    assert_eq!((&batches[0]["kind"], &batches[0]["added"]), (&"align".into(), &7.into()));
    assert_eq!(batches[0]["title"], "ru.txt, be.txt, en.txt");
    assert_eq!((&batches[1]["kind"], &batches[1]["title"]), (&"import".into(), &"да.tmx".into()));
    let ran = place.run(&["log"]).done();
    let first = ran.stdout.find("align").unwrap();
    assert!(ran.stdout.find("import").unwrap() < first, "the newest first:\n{ran}");
    place.run(&["log", "--memory", "nope"]).could_not(&["there is no memory \"nope\"", "hint: "]);
}

#[test]
fn undo_takes_a_batch_back_and_undo_of_the_undo_brings_it_again() {
    let place = Place::with_memory();
    let before = place.export("main");
    place.write("да.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    place.run(&["import", "да.tmx"]).done();
    let with = place.export("main");
    let ran = place.run(&["undo"]).done();
    assert!(ran.stderr.contains("took back batch 2: да.tmx (as batch 3, units −1)"), "{ran}");
    assert_eq!(place.export("main"), before);
    place.run(&["undo", "3"]).done();
    assert_eq!(place.export("main"), with);
    let expected = [
        (1.into(), "align".to_owned(), Value::Null),
        (2.into(), "import".to_owned(), Value::Null),
        (3.into(), "undo".to_owned(), json!(4)),
        (4.into(), "undo".to_owned(), Value::Null),
    ];
    assert_eq!(log(&place), expected);
    assert!(place.json(&["verify"])[0]["sound"] == true);
}

#[test]
fn an_earlier_batch_can_be_taken_back_alone() {
    let place = Place::new();
    for (name, ru, be) in [("а", "Да.", "Так."), ("б", "Нет.", "Не."), ("в", "Снег.", "Снег.")] {
        place.write(&format!("{name}.tmx"), tmx(&unit(&[("ru", ru), ("be", be)])));
        place.run(&["import", &format!("{name}.tmx")]).done();
    }
    place.run(&["undo", "2"]).done();
    let text = place.export("main");
    assert!(text.contains("Да.") && !text.contains("Нет.") && text.contains("Снег."), "{text}");
    place.run(&["undo"]).done();
    let text = place.export("main");
    assert!(text.contains("Да.") && !text.contains("Снег."), "the newest that counts is the third:\n{text}");
}

#[test]
fn a_batch_that_others_build_on_stays() {
    let place = Place::with_memory();
    place.write("copy.ru.txt", RU);
    place.write("copy.be.txt", BE);
    place.run(&["align", "copy.ru.txt", "copy.be.txt", "--into", "main"]).done();
    let before = place.memories();
    place.run(&["undo", "1"]).could_not(&["batch 1 cannot be undone before batch 2"]);
    assert_eq!(place.memories(), before);
    place.run(&["undo", "2"]).done();
    place.run(&["undo", "1"]).done();
    assert_eq!(place.json(&["stats"])[0]["units"], 0);
}

#[test]
fn what_cannot_be_undone_says_why() {
    let place = Place::with_memory();
    place.run(&["undo", "7"]).could_not(&["there is no batch 7"]);
    place.run(&["undo", "--memory", "nope"]).could_not(&["there is no memory \"nope\""]);
    assert_eq!(place.files("memories"), ["memories/main.sqlite"], "none is made for an undo");
    place.run(&["undo"]).done();
    place.run(&["undo"]).could_not(&["there is nothing to undo"]);
    place.run(&["undo", "1"]).could_not(&["batch 1 was undone already, by batch 2"]);
}

#[test]
fn a_backup_holds_the_journal_too() {
    let place = Place::with_memory();
    place.run(&["backup", "memories/copy.sqlite"]).done();
    assert_eq!(place.export("copy"), place.export("main"));
    place.run(&["undo", "--memory", "copy"]).done();
    assert_eq!(place.json(&["stats", "--memory", "copy"])[0]["units"], 0);
    assert_eq!(place.json(&["stats", "--memory", "main"])[0]["units"], 7);
    place.run(&["backup", "memories/copy.sqlite"]).could_not(&["memories/copy.sqlite: exists already"]);
    place.run(&["backup", "no/such/copy.sqlite"]).could_not(&["no/such/copy.sqlite"]);
}

/// What is done to a memory.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Adds the batch of this number, the first time it comes.
    Add(usize),
    /// Takes the newest batch back.
    Undo,
    /// Takes the batch of this number back, counted round.
    UndoOf(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..SOURCES).prop_map(Step::Add),
        1 => Just(Step::Undo),
        3 => (0..12_usize).prop_map(Step::UndoOf),
    ]
}

/// How many things there are to add.
const SOURCES: usize = 5;

/// Writes the things to add: three TMX files and two pairs of documents that share units with each other.
fn sources(folder: &Path) {
    let pair = |n: usize| {
        let numbers = ["один", "два", "три", "четыре", "пять", "шесть"];
        unit(&[("ru", &format!("Пункт {}.", numbers[n])), ("be", &format!("Пункт № {n}."))])
    };
    let file = |range: std::ops::Range<usize>| tmx(&range.map(pair).collect::<String>());
    for (name, text) in [("0.tmx", file(0..3)), ("1.tmx", file(2..5)), ("2.tmx", file(4..6))] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    for (name, text) in [("3.ru.txt", RU), ("3.be.txt", BE), ("4.ru.txt", RU), ("4.en.txt", EN)] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// Adds a thing and gives the number of the batch.
fn add(workspace: &Workspace, folder: &Path, n: usize) -> Option<i64> {
    if n < 3 {
        let file = folder.join(format!("{n}.tmx"));
        let into = "main".to_owned();
        let request = import::Request {
            file,
            format: None,
            into,
            strict: true,
            options: import::ReadOptions::default(),
            on_duplicate: import::OnDuplicate::Merge,
            min_score: None,
            keep_good: false,
            dry_run: false,
        };
        return import::run(workspace, &request, &Silent).unwrap().batch;
    }
    let other = if n == 3 { "3.be.txt" } else { "4.en.txt" };
    let files = vec![folder.join(format!("{n}.ru.txt")), folder.join(other)];
    let aligned = align::run(&align::Request { files, ..align::Request::default() }, &Silent).unwrap();
    let keep = Keep { min_confidence: 0.0, crossing: true };
    align::store(workspace, &aligned, "main", keep, &Silent).unwrap().batch
}

fn exported(workspace: &Workspace) -> String {
    let file = workspace.root().join("look.tmx");
    let request = export::Request { file: file.clone(), ..export::Request::default() };
    match export::run(workspace, &request, &Silent) {
        Ok(_) => std::fs::read_to_string(file).unwrap(),
        // No memory is made before there is something to keep in it.
        Err(tolmach::workspace::Error::NoMemories(_)) => String::new(),
        Err(error) => panic!("{error}"),
    }
}

/// What an export says, unit by unit: each with each place it comes from. Whether units that say the same are one or
/// two is left out: a unit that comes back is not merged into a copy that was added meanwhile.
fn said(export: &str) -> BTreeSet<String> {
    let mut problems = Vec::new();
    if export.is_empty() {
        return BTreeSet::new();
    }
    let mut reader = TmxReader::new(export.as_bytes(), &ReadOptions::default()).unwrap();
    let mut said = BTreeSet::new();
    while let Some(tu) = reader.next(&mut problems).unwrap() {
        let sides: Vec<String> = tu.tuvs.iter().map(|tuv| format!("{}: {}", tuv.lang, tuv.segment.text())).collect();
        for origin in &tu.origins {
            let names: Vec<&str> = origin.sources.iter().map(|(_, source)| source.name.as_str()).collect();
            said.insert(format!("{} from {} {}", sides.join(" / "), names.join(" + "), origin.position));
        }
    }
    assert_eq!(problems, []);
    said
}

/// What a memory says to which these things and no others were ever added.
fn pure(folder: &Path, things: &[usize]) -> BTreeSet<String> {
    let place = tempfile::TempDir::new().unwrap();
    let workspace = Workspace::locate(Some(place.path()), folder);
    for thing in things {
        add(&workspace, folder, *thing);
    }
    said(&exported(&workspace))
}

/// What a batch did: added a thing, or took another batch back.
type What = Result<usize, i64>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is added and taken back in whatever order, the memory is as if only what counts had ever been added, and
    /// what is refused changes nothing.
    #[test]
    fn a_memory_is_as_if_what_was_undone_had_never_been(steps in prop::collection::vec(step(), 1..14)) {
        let place = tempfile::TempDir::new().unwrap();
        let folder = place.path();
        sources(folder);
        let workspace = Workspace::locate(Some(&folder.join("workspace")), folder);
        // Batch by batch: what it added, or which batch it took back; and whether it counts.
        let mut batches: BTreeMap<i64, (What, bool)> = BTreeMap::new();
        // The export before each batch.
        let mut earlier_exports: BTreeMap<i64, String> = BTreeMap::new();
        let counting = |batches: &BTreeMap<i64, (What, bool)>| -> Vec<usize> {
            batches.values().filter_map(|(what, counts)| what.ok().filter(|_| *counts)).collect()
        };
        for step in steps {
            let before = if batches.is_empty() { String::new() } else { exported(&workspace) };
            match step {
                Step::Add(thing) => {
                    if batches.values().all(|(what, _)| *what != Ok(thing)) {
                        let batch = add(&workspace, folder, thing).unwrap();
                        batches.insert(batch, (Ok(thing), true));
                        earlier_exports.insert(batch, before);
                    }
                }
                Step::Undo | Step::UndoOf(_) if batches.is_empty() => {}
                Step::Undo | Step::UndoOf(_) => {
                    let all: Vec<i64> = batches.keys().copied().collect();
                    let (asked, meant) = match step {
                        Step::UndoOf(n) => (Some(all[n % all.len()]), Some(all[n % all.len()])),
                        _ => {
                            let newest = batches.iter().rev().find(|(_, (what, counts))| what.is_ok() && *counts);
                            (None, newest.map(|(id, _)| *id))
                        }
                    };
                    match journal::undo(&workspace, "main", asked) {
                        Ok(undo) => {
                            let undone = meant.unwrap();
                            let entry = batches.get_mut(&undone).unwrap();
                            prop_assert!(entry.1, "{undone} was undone twice");
                            entry.1 = false;
                            // To undo an undo brings back what it took.
                            let mut back = entry.0;
                            let mut counts = true;
                            while let Err(earlier) = back {
                                let entry = batches.get_mut(&earlier).unwrap();
                                entry.1 = counts;
                                counts = !counts;
                                back = entry.0;
                            }
                            if undone == all[all.len() - 1] && undone > 1 {
                                prop_assert_eq!(&exported(&workspace), &earlier_exports[&undone], "to the byte");
                            }
                            batches.insert(undo.id.0, (Err(undone), true));
                            earlier_exports.insert(undo.id.0, before);
                        }
                        Err(error) => {
                            prop_assert!(matches!(error, Error::Store(_)), "{error}");
                            prop_assert_eq!(&before, &exported(&workspace), "a refusal changes nothing");
                        }
                    }
                }
            }
            let things = counting(&batches);
            if !batches.is_empty() {
                prop_assert_eq!(said(&exported(&workspace)), pure(folder, &things), "after {:?}: {:?}", step, batches);
                let faults = tolmach::workspace::maintain::verify(&workspace, &[]).unwrap();
                prop_assert!(faults.iter().all(|(_, faults)| faults.is_empty()), "{faults:?}");
            }
        }
    }
}
