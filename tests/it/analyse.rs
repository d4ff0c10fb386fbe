//! `analyse`: leverage by bands.

use crate::run::{Place, RU, tmx, unit};
use serde_json::Value;
use std::time::{Duration, Instant};

/// The shares of a message that hold something: segments, words, internal segments.
fn shares(message: &Value) -> Vec<(String, u64, u64, u64)> {
    let shares = message["shares"].as_array().unwrap().iter();
    let figure = |value: &Value| value.as_u64().unwrap();
    shares
        .map(|share| {
            let name = share["share"].as_str().unwrap().to_owned();
            (name, figure(&share["segments"]), figure(&share["words"]), figure(&share["internal"]["segments"]))
        })
        .filter(|(_, segments, ..)| *segments > 0)
        .collect()
}

#[track_caller]
fn check(message: &Value, expected: &[(&str, u64, u64, u64)]) {
    let expected: Vec<_> = expected.iter().map(|(name, s, w, i)| ((*name).to_owned(), *s, *w, *i)).collect();
    assert_eq!(shares(message), expected, "{message}");
}

fn place() -> Place {
    let place = Place::new();
    let units = [
        unit(&[("ru", "Стороны обменялись мнениями."), ("be", "Бакі абмяняліся меркаваннямі.")]),
        unit(&[("ru", "Встреча прошла 5 июня 2024 г."), ("be", "Сустрэча прайшла 5 чэрвеня 2024 г.")]),
    ];
    place.write("units.tmx", tmx(&units.concat()));
    place.run(&["import", "units.tmx"]).done();
    place
}

#[test]
fn a_segment_counts_in_one_share() {
    let place = place();
    let lines = [
        "Стороны обменялись мнениями.",
        "Встреча прошла 7 июля 2025 г.",
        "Стороны обменялись мнениями.",
        "Министр посетил выставку достижений народного хозяйства — и завод.",
        "Министр посетил выставку достижений народного хозяйства — и фабрику.",
        "Совсем другое дело!",
        "Совсем другое дело!",
    ];
    place.write("a.ru.txt", lines.join("\n"));
    let told = place.json(&["analyse", "a.ru.txt", "--segmented", "--to", "be"]);
    let expected =
        [("repetitions", 2, 6, 0), ("100", 1, 3, 0), ("95-99", 1, 6, 0), ("85-94", 1, 8, 1), ("none", 2, 11, 0)];
    assert_eq!(told.len(), 2);
    check(&told[0], &expected);
    check(&told[1], &expected);
    let total = &told[0]["total"];
    let text = lines.concat();
    assert_eq!((total["segments"].as_u64(), total["words"].as_u64()), (Some(7), Some(34)));
    assert_eq!(total["characters"].as_u64(), Some(text.chars().count() as u64));
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    assert_eq!(total["characters_without_spaces"].as_u64(), Some(letters as u64));
}

#[test]
fn context_goes_before_repetition() {
    let place = Place::with_memory();
    let told = place.json(&["analyse", "ru.txt", "--to", "be"]);
    check(&told[0], &[("102", 7, 51, 0)]);
    let twice = place.json(&["analyse", "ru.txt", "ru.txt", "--to", "be"]);
    check(&twice[2], &[("102", 14, 102, 0)]);
}

#[test]
fn documents_repeat_each_other_unless_told_not_to() {
    let place = Place::new();
    place.write("a.ru.txt", "Первое предложение документа. Второе предложение документа стоит здесь.");
    place.write("b.ru.txt", "Первое предложение документа. Третье предложение документа стоит здесь.");
    let files = ["analyse", "a.ru.txt", "b.ru.txt", "--to", "be"];
    let told = place.json(&files);
    check(&told[0], &[("none", 2, 8, 0)]);
    check(&told[1], &[("repetitions", 1, 3, 0), ("75-84", 1, 5, 1)]);
    check(&told[2], &[("repetitions", 1, 3, 0), ("75-84", 1, 5, 1), ("none", 2, 8, 0)]);
    let apart = place.json(&[&files[..], &["--no-cross-file"]].concat());
    check(&apart[2], &[("none", 4, 16, 0)]);
    assert!(place.run(&files).stderr.contains("there are no memories"));
}

#[test]
fn words_are_weighted_when_asked() {
    let place = place();
    place.write("a.ru.txt", "Стороны обменялись мнениями. Совсем другое дело!");
    let weighted = |args: &[&str]| {
        let told = place.json(&[&["analyse", "a.ru.txt", "--to", "be"], args].concat());
        told[1]["weighted_words"].as_f64()
    };
    assert_eq!(weighted(&[]), None);
    assert_eq!(weighted(&["--weights"]), Some(3.9));
    assert_eq!(weighted(&["--weights", "100=10,none=50%"]), Some(1.8));
    for wrong in ["100", "99=10", "100=101", "100=ten", ""] {
        let ran = place.run(&["analyse", "a.ru.txt", "--to", "be", "--weights", wrong]);
        ran.could_not(&["is not a weight", "hint: the shares are 102"]);
    }
}

#[test]
fn tables_fit_a_terminal_and_open_in_spreadsheets() {
    let place = place();
    place.write("a.ru.txt", RU);
    place.write("b.ru.txt", RU);
    let ran = place.run(&["analyse", "a.ru.txt", "b.ru.txt", "--to", "be", "--weights"]).done();
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{ran}");
    assert!(ran.stdout.contains("all 2 documents") && ran.stdout.contains("repetitions"), "{ran}");
    let ran = place.run(&["analyse", "a.ru.txt", "--to", "be", "--format", "csv", "--weights"]).done();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}file,share,segments,words,characters,characters_without_spaces,internal_segments,internal_words,weight,weighted_words"
    );
    assert_eq!(lines.len(), 1 + 2 * 9);
    assert!(lines[9].starts_with("a.ru.txt,none,7,51,"), "{ran}");
    assert!(lines[18].starts_with("*,none,7,51,"), "{ran}");
}

#[test]
fn what_cannot_be_read_is_told() {
    let place = place();
    place.run(&["analyse", "нет.txt", "--to", "be"]).could_not(&["нет.txt: no such file"]);
    place.write("riddle.txt", "5 + 7 = 12");
    place.run(&["analyse", "riddle.txt", "--to", "be"]).could_not(&["cannot tell its language"]);
    let told = place.json(&["analyse", "riddle.txt", "--from", "ru", "--to", "be"]);
    check(&told[0], &[("none", 1, 3, 0)]);
    place.run(&["analyse", "riddle.txt", "--from", "ru", "--to", "b"]).could_not(&["is not a language tag"]);
    let filtered = ["analyse", "a.txt", "--from", "ru", "--to", "be", "--where", "origin~other"];
    place.write("a.txt", "Стороны обменялись мнениями.");
    check(&place.json(&filtered)[0], &[("none", 1, 3, 0)]);
    check(&place.json(&filtered[..6])[0], &[("100", 1, 3, 0)]);
}

#[test]
fn ten_thousand_segments_that_are_alike_take_seconds() {
    let place = Place::new();
    let lines: Vec<String> = (0..10_000).map(|n| format!("Итого по статье {n} выделено {} рублей.", n * 7)).collect();
    place.write("a.ru.txt", lines.join("\n"));
    let begun = Instant::now();
    let told = place.json(&["analyse", "a.ru.txt", "--segmented", "--to", "be"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    check(&told[0], &[("95-99", 9_999, 69_993, 9_999), ("none", 1, 7, 0)]);
}
