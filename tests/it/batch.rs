//! `align` over many documents: found, kept, passed over when nothing changed, taken back as one.

use crate::run::{BE, EN, Place, RU};
use serde_json::{Value, json};

/// A statement told apart from others by a number.
fn numbered(text: &str, n: usize) -> String {
    text.replace("12 ", &format!("{} ", 100 + n)).replace("418", &format!("{}", 500 + n))
}

/// Five documents, each named in another way.
fn archive() -> Place {
    let place = Place::new();
    let names: [[&str; 3]; 5] = [
        ["a/visit.ru.txt", "a/visit.be.txt", "a/visit.en.txt"],
        ["b_ru.md", "b_be.txt", "b_en.txt"],
        ["c/ru.txt", "c/be.txt", "c/en.txt"],
        ["2024/ru/d.txt", "2024/be/d.txt", "2024/en/d.txt"],
        ["e-ru.txt", "e-be.txt", ""],
    ];
    for (n, files) in names.iter().enumerate() {
        for (file, text) in files.iter().zip([RU, BE, EN]).filter(|(file, _)| !file.is_empty()) {
            place.write(&format!("archive/{file}"), numbered(text, n));
        }
    }
    place.write("archive/readme.txt", "Names no language.");
    place.write("archive/.hidden/f.ru.txt", RU);
    place.write("archive/.hidden/f.be.txt", BE);
    place
}

fn told<'a>(messages: &'a [Value], field: &str) -> Vec<&'a str> {
    messages[..messages.len() - 1].iter().map(|message| message[field].as_str().unwrap()).collect()
}

const STORE: [&str; 4] = ["align", "archive", "--into", "main"];

#[test]
fn names_tell_what_belongs_together() {
    let place = archive();
    let messages = place.json(&STORE);
    assert_eq!(told(&messages, "id"), ["2024/d", "a/visit", "b", "c", "e"]);
    assert_eq!(told(&messages, "status"), ["aligned"; 5]);
    let files = json!({"ru": "archive/b_ru.md", "be": "archive/b_be.txt", "en": "archive/b_en.txt"});
    assert_eq!(messages[2]["files"], files);
    assert_eq!(messages[4]["files"].as_object().unwrap().len(), 2);
    let run = messages.last().unwrap();
    assert_eq!((&run["type"], &run["documents"], &run["aligned"]), (&"run".into(), &5.into(), &5.into()));
    assert_eq!(run["beads"], 35);
    let parts: u64 = messages[..5].iter().map(|message| message["stored"]["added"].as_u64().unwrap()).sum();
    assert_eq!(run["stored"]["added"], parts);
    assert_eq!(run["stored"]["batches"], json!([1]));
}

#[test]
fn a_run_is_one_batch_and_is_taken_back_as_one() {
    let place = archive();
    let ran = place.run(&STORE).done();
    assert!(ran.stderr.contains("5 documents: 5 aligned"), "{ran}");
    assert!(ran.stderr.contains("tolmach undo 1 takes it back"), "{ran}");
    assert!(ran.stdout.starts_with(" worst documents"), "{ran}");
    let log = place.json(&["log"]);
    assert_eq!((log.len(), &log[0]["title"]), (1, &"archive (5 documents)".into()));
    let before = place.export("main");
    place.run(&["undo"]).done();
    assert_eq!(place.json(&["stats"])[0]["units"], 0);
    // What was taken back is not done, whatever is remembered of it.
    assert_eq!(place.json(&STORE).last().unwrap()["aligned"], 5);
    let timeless = |text: &str| {
        text.split("creationdate").map(|part| part.get(18..).unwrap_or(part).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(timeless(&place.export("main")), timeless(&before));
}

#[test]
fn what_is_done_and_unchanged_is_passed_over() {
    let place = archive();
    place.run(&STORE).done();
    let stored = place.memories();
    let again = place.json(&STORE);
    assert_eq!(told(&again, "status"), ["known"; 5]);
    assert_eq!(place.memories(), stored);

    place.write("archive/c/be.txt", numbered(BE, 2) + "\nДадатак.\n");
    let changed = place.json(&STORE);
    assert_eq!(told(&changed, "status"), ["known", "known", "known", "aligned", "known"]);
    // The same files under other settings are another task.
    assert_eq!(place.json(&[&STORE[..], &["--min-confidence", "0.9"]].concat()).last().unwrap()["known"], 0);
    assert_eq!(place.json(&[&STORE[..], &["--again"]].concat()).last().unwrap()["aligned"], 5);
    // Another memory has none of them.
    assert_eq!(place.json(&["align", "archive", "--into", "other"]).last().unwrap()["aligned"], 5);
}

#[test]
fn a_folder_takes_a_file_for_each_document() {
    let place = archive();
    let write = ["align", "archive", "--out", "out/beads", "--format", "jsonl"];
    place.run(&write).done();
    let mut files = place.files("out/beads");
    files.retain(|file| !file.ends_with(".tolmach-aligned.tsv"));
    let name = |id: &str| format!("out/beads/{id}.jsonl");
    assert_eq!(files.len(), 5, "{files:?}");
    // Each is what `align` of the document alone writes.
    let alone = ["--json", "align", "archive/c"];
    assert_eq!(place.read(&name("c")), place.run(&alone).done().stdout);
    assert_eq!(place.json(&write).last().unwrap()["known"], 5);
    std::fs::remove_file(place.path(&name("a/visit"))).unwrap();
    assert_eq!(told(&place.json(&write), "status"), ["known", "aligned", "known", "known", "known"]);
    assert!(place.path(&name("a/visit")).exists());
    // Another format, and a memory as well: what either lacks is done.
    assert_eq!(place.json(&["align", "archive", "--out", "out/beads"]).last().unwrap()["aligned"], 5);
    assert!(place.read("out/beads/c.tsv").starts_with("n\tshape\tconfidence\tstatus\tru\tbe\ten\t"));
    assert_eq!(place.json(&[&write[..], &["--into", "main"]].concat()).last().unwrap()["aligned"], 5);
    place.run(&["align", "archive", "--out", "out", "--format", "doc"]).could_not(&["doc", "html, tsv"]);
}

#[test]
fn one_file_takes_all_documents() {
    let place = archive();
    place.run(&["align", "archive", "--out", "all.tsv"]).done();
    let table = place.read("all.tsv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!((lines.len(), lines[0]), (36, "document\tconfidence\tcrossing\tru\tbe\ten"));
    assert!(lines[1].starts_with("2024/d\t") && lines[35].starts_with("e\t") && lines[35].ends_with('\t'));

    place.run(&["align", "archive", "--out", "all.jsonl"]).done();
    let ids: Vec<Value> = place
        .read("all.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .inspect(|document| {
            assert_eq!((&document["type"], document["beads"].as_array().unwrap().len()), (&"aligned".into(), 7))
        })
        .map(|mut document| document["id"].take())
        .collect();
    assert_eq!(ids, ["2024/d", "a/visit", "b", "c", "e"]);

    // A file of units holds what a memory would get, and is written whole each time.
    place.run(&["align", "archive", "--out", "all.tmx", "--into", "main"]).done();
    place.run(&["import", "all.tmx", "--into", "other"]).done();
    let units = |memory: &str| place.json(&["stats", "--memory", memory])[0]["units"].clone();
    assert_eq!(units("other"), units("main"));
    let whole = place.read("all.tmx");
    place.run(&["align", "archive", "--out", "all.tmx", "--into", "main"]).done();
    assert_eq!(place.read("all.tmx").len(), whole.len());
    place.run(&["align", "archive", "--out", "all.html"]).could_not(&["all.html", "tsv, jsonl, tmx"]);
}

#[test]
fn a_manifest_names_the_files() {
    let place = archive();
    place.write(
        "archive/list.tsv",
        "id\tbe\tru\n2024-1\tc/be.txt\tc/ru.txt\n\n../x\t2024/be/d.txt\t2024/ru/d.txt\n\ta/visit.be.txt\ta/visit.ru.txt\n",
    );
    let align = ["align", "--manifest", "archive/list.tsv", "--out", "out"];
    let messages = place.json(&align);
    assert_eq!(told(&messages, "id"), ["2024-1", "../x", "a/visit.be.txt"]);
    let files: Vec<String> = place.files("out").into_iter().filter(|file| !file.contains(".tolmach")).collect();
    assert_eq!(files, ["out/2024-1.tsv", "out/a/visit.be.txt.tsv", "out/x.tsv"]);
    assert!(
        place.read("out/2024-1.tsv").starts_with("n\tshape\tconfidence\tstatus\tbe\tru\t"),
        "in the order of the columns"
    );

    place.write("bad.tsv", "id;ru;be\n1;a;b\n");
    place.run(&["align", "--manifest", "bad.tsv"]).could_not(&["bad.tsv: line 1", "id;ru;be", "hint: "]);
    place.write("none.tsv", "id\tru\tbe\n");
    place.run(&["align", "--manifest", "none.tsv"]).could_not(&["none.tsv: no line names a document in two languages"]);
    place.run(&["align", "--manifest", "nowhere.tsv"]).could_not(&["nowhere.tsv: no such file"]);
}

#[test]
fn what_fails_is_told_and_stops_nothing() {
    let place = archive();
    place.write("archive/alone.ru.txt", RU);
    place.write("archive/twice.ru.txt", RU);
    place.write("archive/twice_ru.txt", RU);
    place.write("archive/twice.be.txt", BE);
    place.write("archive/zero.ru.txt", "");
    place.write("archive/zero.be.txt", BE);
    let ran = place.run(&["--json", "align", "archive", "--into", "main"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let messages = ran.json();
    let error = |id: &str| {
        let message = messages.iter().find(|message| message["id"] == id).unwrap();
        assert_eq!(message["status"], "failed");
        message["error"].as_str().unwrap().to_owned()
    };
    assert!(error("alone").contains("archive/alone.ru.txt has no counterpart"));
    assert!(error("twice").contains("are both in ru"));
    assert!(error("zero").contains("zero.ru.txt: the file is empty"));
    let run = messages.last().unwrap();
    assert_eq!((&run["failed"], &run["aligned"]), (&3.into(), &5.into()));
    let ran = place.run(&STORE);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("8 documents: 0 aligned, 5 done before, 3 failed"), "{ran}");
    assert!(ran.stderr.contains("failed alone: archive/alone.ru.txt has no counterpart"), "{ran}");

    place.write("empty/readme.txt", "nothing");
    place.run(&["align", "empty"]).could_not(&["empty: no documents to align", "x.ru.*", "hint: "]);
}

#[test]
fn the_worst_documents_are_told() {
    let place = archive();
    let unlike = format!("{EN}\nThe forest was silent.\n\nNobody had expected snow.\n\nLater they sang.\n");
    place.write("archive/c/en.txt", unlike);
    let worst = place.json(&["align", "archive"]).pop().unwrap()["worst"].clone();
    assert_eq!((worst.as_array().unwrap().len(), &worst[0]["id"]), (5, &"c".into()));
    assert!(worst[0]["alone"].as_u64().unwrap() > 0);
}

#[test]
fn languages_may_be_chosen() {
    let place = archive();
    let messages = place.json(&["align", "archive", "--lang", "en,ru", "--out", "out"]);
    assert_eq!(told(&messages, "status"), ["aligned", "aligned", "aligned", "aligned", "failed"]);
    assert!(place.read("out/b.tsv").starts_with("n\tshape\tconfidence\tstatus\ten\tru\t"));
}

#[test]
fn the_order_does_not_depend_on_the_jobs() {
    let place = archive();
    for n in 0..20 {
        for (lang, text) in [("ru", RU), ("be", BE)] {
            place.write(&format!("archive/more/{n}.{lang}.txt"), numbered(text, n).repeat(1 + n % 3));
        }
    }
    let all = |jobs: &str| place.run(&["--json", "align", "archive", "--jobs", jobs]).done().stdout;
    let one = all("1");
    assert_eq!(all("2"), one);
    assert_eq!(all("9"), one);
}

#[cfg(unix)]
mod broken_off {
    use super::*;
    use std::process::Command;
    use std::time::{Duration, Instant};

    /// The archive with one document more whose file is a pipe: a run waits for it.
    fn waiting() -> Place {
        let place = archive();
        place.write("archive/z.be.txt", BE);
        assert!(Command::new("mkfifo").arg(place.path("archive/z.ru.txt")).status().unwrap().success());
        place
    }

    /// Waits until the run has stored the documents before the one it waits for.
    fn until_stored(place: &Place) {
        let start = Instant::now();
        while place.run(&["--json", "log"]).stdout.is_empty() {
            assert!(start.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn signal(child: &std::process::Child, name: &str) {
        assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
    }

    /// The rest is done by the same command, and nothing twice.
    fn goes_on(place: &Place) {
        std::fs::remove_file(place.path("archive/z.ru.txt")).unwrap();
        place.write("archive/z.ru.txt", RU);
        let messages = place.json(&STORE);
        assert_eq!(told(&messages, "status"), ["known", "known", "known", "known", "known", "aligned"]);
        assert_eq!(place.json(&["verify"])[0]["sound"], true);
        let units = place.json(&["stats"])[0]["units"].clone();
        place.run(&["align", "archive", "--into", "whole"]).done();
        assert_eq!(place.json(&["stats", "--memory", "whole"])[0]["units"], units);
    }

    #[test]
    fn a_killed_run_keeps_what_it_has_stored() {
        let place = waiting();
        let mut child = place.start(&STORE);
        until_stored(&place);
        child.kill().unwrap();
        child.wait().unwrap();
        goes_on(&place);
    }

    #[test]
    fn an_interrupted_run_says_how_far_it_came() {
        let place = waiting();
        let child = place.start(&STORE);
        until_stored(&place);
        signal(&child, "-INT");
        std::thread::sleep(Duration::from_millis(300));
        // What is at work is finished first.
        std::fs::write(place.path("archive/z.ru.txt"), RU).unwrap();
        let ran = place.end(child);
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.stderr.contains("error: interrupted: 5 of 6 documents are done"), "{ran}");
        assert!(ran.stderr.contains("the same command goes on"), "{ran}");
        goes_on(&place);
    }
}
