//! The index for fuzzy search through the program: it finds all that brute force finds, whatever happened to the memory.

use crate::memory;
use crate::run::{Place, tmx, unit};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A memory of generated units.
fn generated(units: usize, langs: &[usize]) -> Place {
    let place = Place::new();
    let mut file = Vec::new();
    memory::write_tmx(&mut file, units, 1, langs).unwrap();
    place.write("units.tmx", file);
    place.run(&["import", "units.tmx"]).done();
    place
}

/// Compares with brute force and says for each language how many matches there are at 70, 75 and 85.
#[track_caller]
fn recalled(place: &Place, sample: &str) -> Vec<(String, [u64; 3])> {
    let ran = place.run(&["--json", "verify", "--index", "--sample", sample]).done();
    let told = |message: Value| {
        let matches = |score: &str| {
            let found = &message["matches"][score];
            assert_eq!(found["there"], found["found"], "{message}");
            found["there"].as_u64().unwrap()
        };
        assert_eq!(message["faults"].as_array().unwrap().len(), 0, "{message}");
        (message["lang"].as_str().unwrap().to_owned(), ["70", "75", "85"].map(matches))
    };
    ran.json().into_iter().map(told).collect()
}

#[test]
fn of_ten_thousand_units_none_is_missed() {
    let place = generated(10_000, &[0, 1, 2]);
    let recalled = recalled(&place, "120");
    assert_eq!(recalled.len(), 3);
    for (lang, matches) in recalled {
        // Every query that is a stored segment as it is has itself for a match.
        assert!(matches.iter().all(|count| *count >= 30), "{lang}: {matches:?}");
    }
}

#[test]
fn of_a_hundred_thousand_units_none_is_missed() {
    let place = generated(100_000, &[0, 1, 2]);
    for (lang, matches) in recalled(&place, "24") {
        assert!(matches.iter().all(|count| *count >= 6), "{lang}: {matches:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_write_that_is_killed_leaves_a_sound_index() {
    let place = generated(300, &[0, 1]);
    let mut file = Vec::new();
    memory::write_tmx(&mut file, 20_000, 2, &[0, 1]).unwrap();
    place.write("more.tmx", file);
    for wait in [20, 120, 320, 600] {
        let mut import = place.start(&["import", "more.tmx"]);
        std::thread::sleep(Duration::from_millis(wait));
        import.kill().unwrap();
        place.end(import);
        place.run(&["verify"]).done();
        recalled(&place, "8");
        // It may have been quicker than the signal.
        place.run(&["undo", "2"]);
    }
    place.run(&["import", "more.tmx"]).done();
    recalled(&place, "8");
}

#[test]
fn what_another_process_adds_is_found_by_the_next_query() {
    let place = Place::new();
    place.write("one.tmx", tmx(&unit(&[("ru", "Стороны обсудили торговлю."), ("be", "Бакі абмеркавалі гандаль.")])));
    place.write("two.tmx", tmx(&unit(&[("ru", "Стороны обсудили туризм."), ("be", "Бакі абмеркавалі турызм.")])));
    place.run(&["import", "one.tmx"]).done();
    let mut asking = Command::new(crate::run::program())
        .args(["--json", "query", "--stream", "--from", "ru", "--to", "be"])
        .env("TOLMACH_WORKSPACE", place.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, mut stdout) = (asking.stdin.take().unwrap(), BufReader::new(asking.stdout.take().unwrap()));
    let mut ask = |text: &str| {
        writeln!(stdin, "{text}").unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let message: Value = serde_json::from_str(&line).unwrap();
        message["matches"][0]["score"].as_u64()
    };
    assert_eq!(ask("Стороны обсудили торговлю."), Some(100));
    assert_eq!(ask("Стороны обсудили туризм!"), None);
    place.run(&["import", "two.tmx"]).done();
    assert_eq!(ask("Стороны обсудили туризм!"), Some(99));
    place.run(&["undo"]).done();
    assert_eq!(ask("Стороны обсудили туризм!"), None);
    drop(stdin);
    assert!(asking.wait().unwrap().success());
}

#[test]
fn segments_of_any_length_are_compared_whole() {
    let place = Place::new();
    let words = |n: usize, last: &str| {
        let text: Vec<String> = (0..n).map(|i| format!("слово{}", i * 7919 % 5003)).collect();
        format!("{} {last}.", text.join(" "))
    };
    let long = words(20_000, "конец");
    place.write("long.tmx", tmx(&unit(&[("ru", &long), ("be", "доўга")])));
    place.run(&["import", "long.tmx"]).done();
    place.write("ask.txt", format!("{}\n{}\nа\n…\n12\n", words(20_000, "начало"), words(9_000, "конец")));
    let answers = place.json(&["query", "--file", "ask.txt", "--from", "ru", "--to", "be", "--min", "50"]);
    let score = |i: usize| answers[i]["matches"][0]["score"].as_u64();
    assert_eq!((score(0), score(1), score(2), score(3), score(4)), (Some(94), None, None, None, None));
}
