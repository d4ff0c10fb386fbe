//! Learning words from a memory: invented terms that no lexicon has, used in one way throughout.

use crate::run::{Place, tmx, unit};
use crate::vectors::word;
use serde_json::json;

const RU: &str = "бвгджзклмн";
const EN: &str = "qwxyzjkvfp";
const WORDS: usize = 40;

/// A sentence in both languages, all sentences of one length.
fn sentence(meaning: usize) -> [String; 2] {
    let words = |letters: &str| {
        let words: Vec<String> = (0..7).map(|k| word((meaning * 31 + k * k * 7) % WORDS, letters)).collect();
        words.join(" ") + "."
    };
    [words(RU), words(EN)]
}

/// A memory of such sentences.
fn remember(place: &Place, memory: &str, other: &str) {
    let told = |n: usize| {
        let [ru, en] = sentence(n);
        unit(&[("ru", &ru), (other, &en)])
    };
    place.write("old.tmx", tmx(&(100..160).map(told).collect::<String>()));
    place.run(&["import", "old.tmx", "--into", memory]).done();
}

/// Ten sentences the memory has not; two are missing on each side.
fn documents(place: &Place) {
    let side = |side: usize, without: [usize; 2]| -> Vec<String> {
        (0..12).filter(|n| !without.contains(n)).map(|n| sentence(n)[side].clone()).collect()
    };
    place.write("a.ru.txt", side(0, [2, 3]).join("\n"));
    place.write("a.en.txt", side(1, [7, 8]).join("\n"));
    let mut gold = Vec::new();
    let (mut ru, mut en) = (0, 0);
    for n in 0..12 {
        let mut bead = [Vec::new(), Vec::new()];
        if ![2, 3].contains(&n) {
            bead[0].push(ru);
            ru += 1;
        }
        if ![7, 8].contains(&n) {
            bead[1].push(en);
            en += 1;
        }
        gold.push(bead);
    }
    place.write("gold.json", json!({"langs": ["ru", "en"], "beads": gold}).to_string());
}

const ALIGN: [&str; 5] = ["--json", "align", "--segmented", "a.ru.txt", "a.en.txt"];

#[test]
fn a_memory_teaches_what_no_lexicon_has() {
    let place = Place::new();
    documents(&place);
    remember(&place, "terms", "en");
    assert_eq!(place.run(&ALIGN).code, Some(2), "without the memory there is nothing in common");
    let found = place.run(&[&ALIGN[..], &["--learn-from", "terms"]].concat()).done();
    place.write("found.jsonl", &found.stdout);
    let f1 = place.json(&["evaluate", "gold.json", "found.jsonl"])[0]["strict"]["f1"].as_f64().unwrap();
    assert!(f1 > 0.95, "{f1}");

    // Sides the other way round, many documents and the filter learn alike.
    let turned = ["align", "--segmented", "a.en.txt", "a.ru.txt", "--learn-from", "terms"];
    place.run(&turned).done();
    place.write("list.tsv", "ru\ten\na.ru.txt\ta.en.txt\n");
    let run = ["align", "--segmented", "--manifest", "list.tsv", "--into", "new", "--learn-from", "terms"];
    assert!(place.run(&run).done().stderr.contains("8 added"));
    assert!(place.run(&run).done().stderr.contains("1 done before"));
    let side = |n: usize| (20..28).map(|m| sentence(m)[n].clone()).collect::<Vec<_>>();
    let document = json!({"id": 1, "texts": {"ru": side(0), "en": side(1)}}).to_string();
    let alike = place.run_with(&["align", "--jsonl", "--learn-from", "terms"], document).done();
    assert!(alike.stdout.contains("\"shapes\":{\"1-1\":8}"), "{}", alike.stdout);
}

#[test]
fn several_memories_teach_together_and_one_that_is_missing_is_named() {
    let place = Place::new();
    documents(&place);
    remember(&place, "terms", "en");
    let both = place.run(&[&ALIGN[..], &["--learn-from", "nought", "--learn-from", "terms"]].concat());
    both.could_not(&["nought"]);
    place.run(&["import", "old.tmx", "--into", "more"]).done();
    place.run(&[&ALIGN[..], &["--learn-from", "more", "--learn-from", "terms"]].concat()).done();
}

#[test]
fn a_language_without_rules_is_learned_too() {
    let place = Place::new();
    documents(&place);
    remember(&place, "terms", "de");
    let align = ["align", "--segmented", "--lang", "ru,de", "a.ru.txt", "a.en.txt"];
    assert_eq!(place.run(&align).code, Some(2), "without the memory there is nothing in common");
    let found = place.run(&[&align[..], &["--learn-from", "terms"]].concat()).done();
    assert!(found.stderr.contains("8 in all languages, 4 in one only"), "{found}");
}
