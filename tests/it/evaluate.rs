//! `evaluate`: how good an alignment is, in every form it may be written in.

use crate::run::Place;
use serde_json::{Value, json};

const GOLD: &str = "ru\tbe\ten
Да.\tТак.\tYes.
Нет. ‖ Мост стоит.\tНе, мост стаіць.\tNo, the bridge stands.
Снег идёт.\t\tIt snows.
\tДаждж.\t
Мир.\tМір.\tPeace.
";

/// Strict F1, lax F1, beads in the gold and found.
fn figures(message: &Value) -> (f64, f64, u64, u64) {
    let f1 = |name: &str| message[name]["f1"].as_f64().unwrap();
    (f1("strict"), f1("lax"), message["gold"].as_u64().unwrap(), message["found"].as_u64().unwrap())
}

#[track_caller]
fn evaluate(place: &Place, args: &[&str]) -> Value {
    let mut messages = place.json(&[&["evaluate"], args].concat());
    assert_eq!(messages.len(), 1);
    messages.remove(0)
}

#[test]
fn strict_and_lax_and_by_shape() {
    let place = Place::new();
    place.write("gold.tsv", GOLD);
    assert_eq!(figures(&evaluate(&place, &["gold.tsv", "gold.tsv"])), (1.0, 1.0, 4, 4));
    // One bead cut in two, one lost to a neighbour; other columns, quotes of the words changed in white space only.
    place.write(
        "found.tsv",
        "confidence\tshape\tru\tbe\ten\n0.9\tx\tДа.\tТак.\tYes.\n0.9\tx\tНет.\tНе, мост  стаіць.\tNo, the bridge \
         stands.\n0.9\tx\tМост стоит. ‖ Снег идёт.\t\tIt snows.\n0.1\tx\t\tДаждж.\t\n0.9\tx\tМир.\tМір.\tPeace.\n",
    );
    let message = evaluate(&place, &["gold.tsv", "found.tsv"]);
    assert_eq!(figures(&message), (0.5, 1.0, 4, 4));
    assert_eq!(message["langs"], json!(["ru", "be", "en"]));
    assert_eq!(message["shapes"]["1-1-1"]["strict"], json!({"precision": 0.666_667, "recall": 1.0, "f1": 0.8}));
    assert_eq!(message["shapes"]["2-1-1"]["strict"]["recall"], 0.0);
    assert_eq!(
        message["shapes"]["2-0-1"],
        json!({
            "gold": 0, "found": 1, "strict": {"precision": 0.0, "recall": 0.0, "f1": 0.0},
            "lax": {"precision": 1.0, "recall": 0.0, "f1": 0.0}
        })
    );
    assert_eq!(message["alone"]["f1"], 1.0);
    let table = place.run(&["evaluate", "gold.tsv", "found.tsv"]).done().stdout;
    let all = table.lines().find(|line| line.starts_with(" all ")).unwrap();
    assert_eq!(all.split_whitespace().collect::<Vec<_>>()[1..6], ["4", "4", "0.500", "0.500", "0.500"]);
}

#[test]
fn two_languages_are_measured_by_a_gold_of_three() {
    let place = Place::new();
    place.write("gold.tsv", GOLD);
    place.write("found.tsv", "confidence\ten\tbe\n1\tYes.\tТак.\n1\tNo, the bridge stands.\tНе, мост стаіць.\n1\tIt snows.\tДаждж.\n1\tPeace.\tМір.\n");
    let message = evaluate(&place, &["gold.tsv", "found.tsv"]);
    let (strict, _, gold, found) = figures(&message);
    assert_eq!((gold, found), (3, 4));
    assert!((strict - 6.0 / 7.0).abs() < 1e-6);
    assert_eq!(message["langs"], json!(["en", "be"]));
}

#[test]
fn what_align_prints_and_writes_is_measured() {
    let place = Place::with_statement();
    let gold = "ru\tbe\ten\n";
    let beads = place.run(&["--json", "align", "ru.txt", "be.txt", "en.txt", "--out", "found.tsv"]).done();
    place.write("found.jsonl", &beads.stdout);
    // Each segment has its counterparts in this statement.
    let parts = |lang: &str| place.run(&["segment", &format!("{lang}.txt")]).done().stdout;
    let (ru, be, en) = (parts("ru"), parts("be"), parts("en"));
    let rows = ru.lines().zip(be.lines()).zip(en.lines()).map(|((ru, be), en)| format!("{ru}\t{be}\t{en}\n"));
    place.write("gold.tsv", gold.to_owned() + &rows.collect::<String>());
    place.write(
        "gold.json",
        json!({"langs": ["en", "ru", "be"], "beads": (0..7).map(|n| [[n], [n], [n]]).collect::<Vec<_>>()}).to_string(),
    );
    for (gold, found) in [("gold.tsv", "found.jsonl"), ("gold.tsv", "found.tsv"), ("gold.json", "found.jsonl")] {
        assert_eq!(figures(&evaluate(&place, &[gold, found])), (1.0, 1.0, 7, 7), "{gold} {found}");
    }
    let document = json!({"texts": {"ru": crate::run::RU, "be": crate::run::BE}}).to_string();
    place.write("filtered.jsonl", place.run_with(&["align", "--jsonl"], document).done().stdout);
    assert_eq!(figures(&evaluate(&place, &["gold.json", "filtered.jsonl"])), (1.0, 1.0, 7, 7));
}

#[test]
fn numbers_are_compared_with_numbers() {
    let place = Place::new();
    let gold = json!({
        "langs": ["en", "ru", "be"],
        "beads": [[[0], [0], [0]], [[1, 2], [1], [1, 2]], [[3], [], []]],
        "pairs": {"en-be": [[[0], [0]], [[1], [1]], [[2], [2]], [[3], []]]},
        "spans": {"en": [[0, 10], [11, 20], [21, 30], [31, 40]], "ru": [[0, 9], [10, 30]], "be": [[0, 9], [10, 19], [20, 29]]}
    });
    place.write("gold.json", gold.to_string());
    place.write("three.json", r#"{"beads":[[[0],[0],[0]],[[2,1],[1],[1,2]]]}"#);
    assert_eq!(figures(&evaluate(&place, &["gold.json", "three.json"])), (1.0, 1.0, 2, 2));
    // The gold's own beads of a pair go before what is left of those of three; the order of the languages is free.
    place.write("pair.json", "[[[0],[0]],[[1],[1]],[[2],[2]]]");
    assert_eq!(figures(&evaluate(&place, &["gold.json", "pair.json", "--langs", "be,en"])), (1.0, 1.0, 3, 3));
    assert_eq!(figures(&evaluate(&place, &["gold.json", "pair.json", "--langs", "en,ru"])).3, 3);
    // By places: cut elsewhere than the gold, but the same beads.
    let part = |start: usize, end: usize| json!({"i": 9, "start": start, "end": end, "text": "x"});
    let bead =
        |en: &[Value], ru: &[Value]| json!({"type": "bead", "segments": {"en": en, "ru": ru}}).to_string() + "\n";
    let found = bead(&[part(0, 4), part(5, 10)], &[part(0, 9)]) + &bead(&[part(11, 30)], &[part(10, 29)]);
    place.write("found.jsonl", found);
    let message = evaluate(&place, &["gold.json", "found.jsonl", "--spans"]);
    assert_eq!(figures(&message), (1.0, 1.0, 2, 2));
}

#[test]
fn folders_are_measured_as_one() {
    let place = Place::new();
    for name in ["a", "b/c", "d"] {
        place.write(&format!("gold/{name}/gold.tsv"), GOLD);
    }
    place.write("found/a.tsv", GOLD);
    place.write("found/b/c.tsv", "ru\tbe\ten\nДа. ‖ Нет. ‖ Мост стоит. ‖ Снег идёт. ‖ Мир.\tТак. Не, мост стаіць. Даждж. Мір.\tYes. No, the bridge stands. It snows. Peace.\n");
    let ran = place.run(&["--json", "evaluate", "gold", "found"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let message = &ran.json()[0];
    assert_eq!((&message["documents"], &message["missing"]), (&3.into(), &json!(["d"])));
    assert_eq!((&message["gold"], &message["found"]), (&12.into(), &5.into()));
    assert_eq!(message["strict"]["precision"], 0.8);
    assert!(ran.stderr.contains("d: no alignment to measure"), "{ran}");
}

#[test]
fn what_cannot_be_compared_is_told() {
    let place = Place::new();
    place.write("gold.tsv", GOLD);
    place.write("other.tsv", "ru\tbe\nДа.\tТак.\nКонец.\tКанец.\n");
    place.run(&["evaluate", "gold.tsv", "other.tsv"]).could_not(&["texts in ru differ", "Конец."]);
    place.write("numbers.json", "[[[0],[0]]]");
    place.run(&["evaluate", "gold.tsv", "numbers.json", "--langs", "ru,be"]).could_not(&["one numbers its segments"]);
    place.run(&["evaluate", "gold.tsv", "numbers.json"]).could_not(&["2 sides", "ru, be, en"]);
    place.write("german.tsv", "ru\tde\nДа.\tJa.\n");
    place.run(&["evaluate", "gold.tsv", "german.tsv"]).could_not(&["ru, be, en", "ru, de"]);
    place.write("nothing.txt", "no beads here\n");
    place.run(&["evaluate", "gold.tsv", "nothing.txt"]).could_not(&["nothing.txt: no beads in it"]);
    place.write("folder/x.txt", "");
    place.run(&["evaluate", "folder", "gold.tsv"]).could_not(&["folder: no gold.json or gold.tsv"]);
}
