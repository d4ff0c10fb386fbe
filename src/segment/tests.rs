//! Does the segmenter cut as editors of official texts would? Units of our own, and properties.
//!
//! `¦` stands where a sentence ends; it is not part of the text.

use proptest::prelude::*;

use super::{Rule, Segmenter};
use crate::lang::Language;

const RU: &str = include_str!("tests/ru.txt");
const BE: &str = include_str!("tests/be.txt");
const EN: &str = include_str!("tests/en.txt");

/// The units of a file: a unit a line, comments and empty lines left out.
fn units(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Text and expected sentences of a unit.
fn parse(unit: &str) -> (String, Vec<String>) {
    let sentences = unit.split('¦').map(|part| part.trim().to_owned()).collect();
    (unit.replace('¦', ""), sentences)
}

fn cut(language: Language, text: &str) -> Vec<String> {
    Segmenter::new(language).segments(text).into_iter().map(|range| text[range].to_owned()).collect()
}

/// Every unit must be cut as marked; all that are not are told at once.
fn check(language: Language, file: &str) {
    let mut wrong = Vec::new();
    for unit in units(file) {
        let (text, expected) = parse(unit);
        let got = cut(language, &text);
        if got != expected {
            wrong.push(format!("{}\n    got {}", unit, got.join(" ¦ ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} units:\n{}", wrong.len(), units(file).count(), wrong.join("\n"));
}

#[test]
fn russian_units() {
    check(Language::Ru, RU);
}

#[test]
fn belarusian_units() {
    check(Language::Be, BE);
}

#[test]
fn english_units() {
    check(Language::En, EN);
}

#[test]
fn there_are_enough_units() {
    for file in [RU, BE, EN] {
        assert!(units(file).count() >= 60);
    }
}

#[test]
fn a_segment_cut_again_is_itself() {
    let mut all = 0;
    let mut again = 0;
    for (language, file) in [(Language::Ru, RU), (Language::Be, BE), (Language::En, EN)] {
        for sentence in units(file).flat_map(|unit| parse(unit).1) {
            all += 1;
            again += usize::from(cut(language, &sentence) == [sentence]);
        }
    }
    assert!(again * 1000 >= all * 999, "{again} of {all}");
}

#[test]
fn line_breaks_and_no_break_spaces_are_white_space() {
    let text =
        "\u{FEFF}Подписано 5\u{A0}июня 2017\u{A0}г.\nВ\u{A0}Минске\u{2009}прошла встреча.\u{202F}Она завершена. ";
    assert_eq!(cut(Language::Ru, text).len(), 3);
    assert!(cut(Language::En, " \n\t ").is_empty());
}

#[test]
fn latin_look_alikes_do_not_break_recognition() {
    assert_eq!(cut(Language::Be, "Запрошаны эксперты i iнш. удзельнiкi форуму.").len(), 1);
    assert_eq!(cut(Language::Be, "Запрошаны эксперты i iнш. Вынiкi будуць апублiкаваны.").len(), 2);
    assert_eq!(cut(Language::Be, "Дыялог правёў мiнiстр I. Петрышэнка.").len(), 1);
}

#[test]
fn every_decision_has_a_reason() {
    let decisions = Segmenter::new(Language::Ru).decisions("В г. Минске прошла встреча. Она завершена.");
    assert_eq!(decisions.len(), 2);
    assert_eq!((decisions[0].cut, decisions[0].rule), (false, Rule::Abbreviation));
    assert_eq!((decisions[1].cut, decisions[1].rule), (true, Rule::Stop));
    for rule in Rule::ALL {
        assert!(!rule.code().is_empty() && !rule.explanation().is_empty());
    }
}

#[test]
fn any_other_language_is_cut_by_marks() {
    assert_eq!(cut(Language::Other, "Das ist gut. Es geht weiter! Dr. Braun kommt.").len(), 3);
}

/// Hostile paragraphs are cut in linear time: twice the text may take no more than some four times as long.
#[test]
fn hostile_text_takes_linear_time() {
    let patterns =
        [".", ". ", "(", "«", "\"", "1. ", "2 г. А ", "а.", "А. ", "!? ", "Аб.", "т. ", "(«", "[1]", "I. ", "u.s. A "];
    let nested = format!("{}{}", "(аб. Вг ".repeat(50_000), ")".repeat(50_000));
    let texts = patterns.iter().map(|pattern| (*pattern, pattern.repeat(200_000 / pattern.len())));
    for (pattern, text) in texts.chain([("nested", nested)]) {
        for language in [Language::Ru, Language::En] {
            let begin = std::time::Instant::now();
            let count = Segmenter::new(language).segments(&text).len();
            assert!(begin.elapsed().as_secs_f64() < 8.0, "{pattern:?} took {:?}, {count} segments", begin.elapsed());
        }
    }
}

/// Pieces that meet the rules more often than random characters would.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "г.",
        "2017",
        " ",
        " ",
        ".",
        "!",
        "?",
        "…",
        "«",
        "»",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "„",
        "А",
        "б",
        "Минск",
        "т. д.",
        "U.S.",
        "I",
        "№",
        "—",
        "1.",
        "\u{A0}",
        "\n",
        "[1]",
        "¹",
        "руб.",
        "a.m.",
        "Mr.",
        "eGov.by",
        "Он",
        "The",
        "😀",
        "\u{301}",
        "-",
        "'",
        "/",
        "@",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn segments_partition_the_non_white_text(text in prop_oneof![pieces(), any::<String>()], which in 0..4usize) {
        let language = [Language::Ru, Language::Be, Language::En, Language::Other][which];
        let segments = Segmenter::new(language).segments(&text);
        let mut end = 0;
        for range in &segments {
            prop_assert!(range.start >= end && range.start < range.end);
            prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
            prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
            end = range.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }

    #[test]
    fn decisions_are_in_order_and_on_characters(text in pieces(), which in 0..4usize) {
        let language = [Language::Ru, Language::Be, Language::En, Language::Other][which];
        let mut last = 0;
        for decision in Segmenter::new(language).decisions(&text) {
            prop_assert!(decision.at > last && text.is_char_boundary(decision.at));
            last = decision.at;
        }
    }
}
