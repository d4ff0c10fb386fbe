//! `align --jsonl`: documents in, beads out, one JSON object a line, no state.

use crate::run::{BE, EN, Place, RU, program};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const FILTER: [&str; 2] = ["align", "--jsonl"];

fn lines(documents: &[Value]) -> String {
    documents.iter().map(|document| format!("{document}\n")).collect()
}

#[test]
fn beads_are_those_of_the_same_files() {
    let place = Place::with_statement();
    // The order of the languages is that of the texts (and `json!` sorts).
    let document = json!({"id": "visit", "texts": {"be": BE, "en": EN, "ru": RU}});
    let mut answer = place.run_with(&FILTER, lines(&[document])).done().json();
    let mut files = place.json(&["align", "be.txt", "en.txt", "ru.txt"]);
    let summary = files.pop().unwrap();
    assert_eq!(answer.len(), 1);
    assert_eq!(answer[0]["beads"].take(), Value::Array(files));
    assert_eq!((&answer[0]["shapes"], &answer[0]["unaligned"]), (&summary["shapes"], &summary["unaligned"]));
}

#[test]
fn lists_are_segments_and_each_counts() {
    let place = Place::new();
    let (ru, be) = (["Указ № 5. Утвердить.", "", "Срок — год."], ["Указ № 5. Зацвердзіць.", "", "Тэрмін — год."]);
    let answer = place.run_with(&FILTER, lines(&[json!({"texts": {"ru": ru, "be": be}})])).done().json();
    let beads = answer[0]["beads"].as_array().unwrap();
    let segments: Vec<(u64, &str)> = beads
        .iter()
        .flat_map(|bead| bead["segments"]["ru"].as_array().unwrap())
        .map(|segment| (segment["i"].as_u64().unwrap(), segment["text"].as_str().unwrap()))
        .collect();
    assert_eq!(segments, [(0, ru[0]), (1, ru[1]), (2, ru[2])]);
}

#[test]
fn other_fields_come_back_and_names_may_be_anything() {
    let place = Place::new();
    let line =
        r#"{"price":1.50,"id":{"n":12345678901234567890123},"texts":{"en":"Yes. No.","ru":"Да. Нет."},"a":[null]}"#;
    let ran = place.run_with(&FILTER, format!("{line}\n\n")).done();
    assert!(
        ran.stdout.starts_with(r#"{"v":1,"type":"aligned","id":{"n":12345678901234567890123},"langs":["en","ru"],"#),
        "{ran}"
    );
    assert!(ran.stdout.ends_with("\"meta\":{\"price\":1.50,\"a\":[null]}}\n"), "byte for byte: {ran}");
    assert_eq!(ran.stdout.lines().count(), 1);
    assert_eq!(place.files(".").len(), 0, "no state");
}

#[test]
fn bad_lines_are_answered_in_their_place() {
    let place = Place::new();
    let good = json!({"id": 1, "texts": {"ru": RU, "be": BE}}).to_string();
    let input: Vec<&[u8]> = vec![
        good.as_bytes(),
        b"{\"id\":2,\"texts\":{\"ru\":\"\xD0\xB4\"}}",
        b"nonsense",
        b"",
        b"{\"id\":\"x\",\"texts\":{\"ru\":5}}",
        b"{\"id\":\"y\"}",
        b"\xFF\xFE",
        b"{\"id\":\"z\",\"texts\":{\"ru\":\"a\",\"be\":\"\"}}",
        b"{\"id\":\"t\",\"texts\":{\"be\":\"a\",\"be-BY\":\"b\"}}",
        b"{\"id\":\"l\",\"texts\":{\"*\":\"a\",\"be\":\"b\"}}",
        good.as_bytes(),
    ];
    let ran = place.run_with(&FILTER, input.join(&b"\n"[..]));
    assert_eq!(ran.code, Some(1), "{ran}");
    let answers = ran.json();
    let told: Vec<(Value, Value)> =
        answers.iter().map(|answer| (answer["line"].clone(), answer["id"].clone())).collect();
    let line = |line: u64, id: Value| (json!(line), id);
    let expected = [
        (Value::Null, json!(1)),
        line(2, json!(2)),
        line(3, Value::Null),
        line(5, json!("x")),
        line(6, json!("y")),
        line(7, Value::Null),
        line(8, json!("z")),
        line(9, json!("t")),
        line(10, json!("l")),
        (Value::Null, json!(1)),
    ];
    assert_eq!(told, expected);
    let message = |n: usize| answers[n]["message"].as_str().unwrap();
    assert!(message(1).contains("two or three documents, not 1"));
    assert!(message(3).contains("a text is a string or a list of strings"), "{}", message(3));
    assert!(message(4).contains("missing field `texts`"));
    assert!(message(6).contains("be: no text in it"), "{}", message(6));
    assert!(message(7).contains("both in"), "{}", message(7));
    assert!(message(8).contains("\"*\" is not a language tag"), "{}", message(8));
    assert_eq!(answers[0], answers[9]);
}

#[test]
fn order_is_kept_and_parts_give_the_parts_of_the_whole() {
    let place = Place::new();
    let document = |n: usize| {
        let text = |text: &str| text.repeat(1 + n * 7 % 5);
        json!({"id": n, "texts": {"ru": text(RU), "be": text(BE), "en": text(EN)}})
    };
    let documents: Vec<Value> = (0..24).map(document).collect();
    let run = |documents: &[Value], jobs: &str| {
        place.run_with(&[&FILTER[..], &["--jobs", jobs]].concat(), lines(documents)).done().stdout
    };
    let whole = run(&documents, "1");
    assert_eq!(run(&documents, "7"), whole);
    // As a program that deals lines out to several filters would have it.
    let parts: String = documents.chunks(5).map(|part| run(part, "2")).collect();
    assert_eq!(parts, whole);
}

#[test]
fn an_answer_does_not_wait_for_the_end_of_the_input() {
    let mut child = Command::new(program()).args(FILTER).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..3 {
        writeln!(stdin, "{}", json!({"id": n, "texts": {"ru": RU, "be": BE}})).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], n);
    }
    drop(stdin);
    assert!(answers.next().is_none() && child.wait().unwrap().success());
}

#[test]
fn a_filter_takes_no_files() {
    let place = Place::with_statement();
    for more in [&["ru.txt", "be.txt"][..], &["--into", "main"], &["--manifest", "x.tsv"], &["--segmented"]] {
        place.run(&[&FILTER[..], more].concat()).could_not(&["--jsonl"]);
    }
}
