//! `search`: where words and phrases occur.

use crate::run::{Place, Ran, tmx, unit};
use serde_json::Value;
use std::time::{Duration, Instant};

/// A memory of a few units in three languages, with traps.
fn place() -> Place {
    let place = Place::new();
    let units = [
        unit(&[
            ("ru", "Президент встретился с Президентом Корвании."),
            ("be", "Прэзідэнт сустрэўся з Прэзідэнтам Карваніі."),
            ("en", "The President met with the President of Corvania."),
        ]),
        unit(&[("ru", "Ещё одна встреча ПРЕЗИДЕНТА."), ("be", "Яшчэ адна сустрэча Прэзідэнта.")]),
        unit(&[("ru", "Рост на 100% за год_2024."), ("en", "Growth of 100% in 2024.")]),
        unit(&[("ru", "Рост на 100 единиц."), ("en", "Growth of 100 units.")]),
        unit(&[("be", "Сям’я і сям'я, *дом*."), ("ru", "Семья и семья, *дом*.")]),
        unit(&[
            ("ru", "Министр иностранных дел принял делегацию."),
            ("be", "Міністр замежных спраў прыняў дэлегацыю."),
        ]),
    ];
    place.write("units.tmx", tmx(&units.concat()));
    place.run(&["import", "units.tmx"]).done();
    place
}

/// The units found, with the pieces of text that were looked for.
#[track_caller]
fn found(place: &Place, args: &[&str]) -> Vec<(String, Vec<String>)> {
    let mut told = place.json(&[&["search"], args].concat());
    let last = told.pop().unwrap();
    assert_eq!((last["type"].as_str(), last["hits"].as_u64()), (Some("search"), Some(told.len() as u64)));
    let hit = |hit: &Value| {
        let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
        let piece = |span: &Value| {
            let at = |i: usize| span[i].as_u64().unwrap() as usize;
            text[at(0)..at(1)].iter().collect()
        };
        (hit["tu"].as_str().unwrap().to_owned(), hit["spans"].as_array().unwrap().iter().map(piece).collect())
    };
    told.iter().map(hit).collect()
}

#[track_caller]
fn check(place: &Place, args: &[&str], expected: &[(&str, &[&str])]) {
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(tu, pieces)| ((*tu).to_owned(), pieces.iter().map(|piece| (*piece).to_owned()).collect()))
        .collect();
    assert_eq!(found(place, args), expected, "{args:?}");
}

#[test]
fn words_are_found_in_all_their_forms() {
    let place = place();
    check(&place, &["президент"], &[("2", &["ПРЕЗИДЕНТА"]), ("1", &["Президент", "Президентом"])]);
    check(&place, &["прэзідэнту", "--in", "be"], &[("2", &["Прэзідэнта"]), ("1", &["Прэзідэнт", "Прэзідэнтам"])]);
    check(&place, &["presidents", "--in", "EN"], &[("1", &["President", "President"])]);
    check(&place, &["президент", "--in", "en"], &[]);
    check(&place, &["министру иностранных дел"], &[("6", &["Министр иностранных дел"])]);
    check(&place, &["дел министр"], &[]);
    check(&place, &["дел министр", "--any-order"], &[("6", &["Министр", "дел"])]);
    check(&place, &["еще"], &[("2", &["Ещё"])]);
    check(&place, &["сям'ёй", "--in", "be"], &[("5", &["Сям’я", "сям'я"])]);
}

#[test]
fn capitals_count_when_asked_for() {
    let place = place();
    check(&place, &["Президент", "--case"], &[("1", &["Президент", "Президентом"])]);
    check(&place, &["президент", "--case"], &[]);
    check(&place, &["--exact", "встреча през"], &[("2", &["встреча ПРЕЗ"])]);
    check(&place, &["--exact", "--case", "встреча през"], &[]);
}

#[test]
fn signs_are_looked_for_as_they_are() {
    let place = place();
    check(&place, &["100%", "--in", "ru"], &[("3", &["100%"])]);
    check(&place, &["--exact", "100%"], &[("3", &["100%"])]);
    check(&place, &["--exact", "_"], &[("3", &["_"])]);
    check(&place, &["*", "--in", "ru"], &[("5", &["*", "*"])]);
    check(&place, &["--exact", "*дом*", "--in", "ru"], &[("5", &["*дом*"])]);
    check(&place, &["'''"], &[]);
    check(&place, &["--exact", "'; DROP TABLE tu; --"], &[]);
}

#[test]
fn expressions_are_found() {
    let place = place();
    check(&place, &["--regex", r"на \d+[ %]", "--in", "ru"], &[("4", &["на 100 "]), ("3", &["на 100%"])]);
    check(&place, &["--regex", "ПРЕЗИДЕНТ", "--limit", "1"], &[("2", &["ПРЕЗИДЕНТ"])]);
    check(&place, &["--regex", "--case", "ПРЕЗИДЕНТ"], &[("2", &["ПРЕЗИДЕНТ"])]);
    place.run(&["search", "--regex", "(при"]).could_not(&["unclosed group", "hint: without --regex"]);
    place.run(&["search", "--regex", r"((\w{100}){100}){100}"]).could_not(&["too long or repeats too much"]);
}

#[test]
fn the_other_languages_stand_below() {
    let place = place();
    let ran = place.run(&["search", "встретиться"]).done();
    let expected = "ru  Президент встретился с Президентом Корвании.\n\
                    be  Прэзідэнт сустрэўся з Прэзідэнтам Карваніі.\n\
                    en  The President met with the President of Corvania.\n    main 1, units.tmx\n";
    assert_eq!(ran.stdout, expected);
    assert_eq!(ran.stderr, "1 unit found\n");
    let colored = place.run(&["search", "встретиться", "--color", "always"]).done().stdout;
    assert!(colored.contains("\u{1b}[1m\u{1b}[32mвстретился\u{1b}[0m"), "{colored:?}");
}

#[test]
fn the_rest_is_counted() {
    let place = place();
    let ran = place.run(&["search", "на", "--in", "ru", "--limit", "1"]).done();
    assert!(ran.stdout.contains("100 единиц") && !ran.stdout.contains("100%"), "{ran}");
    assert_eq!(ran.stderr, "2 units found; 1 shown, --limit shows more\n");
    assert_eq!(place.run(&["search", "Снег"]).done().stderr, "0 units found\n");
}

#[test]
fn memories_and_filters_are_kept_to() {
    let place = place();
    place.write("more.tmx", tmx(&unit(&[("ru", "Президенты."), ("be", "Прэзідэнты.")])));
    place.run(&["import", "more.tmx", "--into", "archive"]).done();
    let counts = |args: &[&str]| found(&place, &[&["президент"], args].concat()).len();
    assert_eq!(counts(&[]), 3);
    assert_eq!(counts(&["--memory", "archive"]), 1);
    assert_eq!(counts(&["--memory", "archive", "--memory", "main"]), 3);
    assert_eq!(counts(&["--where", "origin~more"]), 1);
    assert_eq!(counts(&["--where", "lang=en"]), 1);
    assert_eq!(place.json(&["search", "президент", "--where", "lang=be", "--limit", "1"])[1]["total"], 3);
    place.run(&["search", "президент", "--memory", "none"]).could_not(&["there is no memory \"none\""]);
}

#[test]
fn what_cannot_be_looked_for_is_told() {
    let place = place();
    for text in ["", "  ", "\u{A0}"] {
        place.run(&["search", text]).could_not(&["nothing to look for"]);
    }
    place.run(&["search", "да", "--in", "русский"]).could_not(&["is not a language tag"]);
    check(&place, &["президент", "--in", "fr"], &[]);
    check(&place, &["..."], &[]);
    check(&place, &["-5"], &[]);
    let both = place.run(&["search", "да", "--exact", "--regex"]);
    assert_eq!((both.code, both.stdout.as_str()), (Some(2), ""));
    let none = Place::new().run(&["search", "да"]).done();
    assert!(none.stderr.starts_with("warning: there are no memories"), "{none}");
}

#[test]
fn a_text_of_a_hundred_kilobytes_is_looked_for_quickly() {
    let place = place();
    // The longest argument that Linux takes is 128 KiB.
    let long = "слово дело ".repeat(6_000);
    for mode in [&[][..], &["--any-order"], &["--exact"], &["--regex"]] {
        let begun = Instant::now();
        let ran: Ran = place.run(&[&["search", &long], mode].concat());
        assert!(ran.code == Some(0) || ran.stderr.contains("too long"), "{ran}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}
