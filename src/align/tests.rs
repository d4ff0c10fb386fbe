//! What every alignment keeps, on random texts; small cases in true Russian, Belarusian and English; hostile input.

use super::{Help, Line, Weights, align, align_weighted};
use crate::lang::Language;
use crate::model::{Bead, BlockKind};
use proptest::prelude::*;

const RU: [&str; 6] = [
    "Президент встретился с министром иностранных дел.",
    "Стороны обсудили развитие торговли и сотрудничество в сфере энергетики.",
    "В 2023 году товарооборот вырос на 12 процентов.",
    "Было подписано соглашение о сотрудничестве в области образования.",
    "Следующая встреча пройдёт в Минске 5 июня 2024 года.",
    "Министр поблагодарил коллег за тёплый приём.",
];
const BE: [&str; 6] = [
    "Прэзідэнт сустрэўся з міністрам замежных спраў.",
    "Бакі абмеркавалі развіццё гандлю і супрацоўніцтва ў сферы энергетыкі.",
    "У 2023 годзе тавараабарот вырас на 12 працэнтаў.",
    "Было падпісана пагадненне аб супрацоўніцтве ў галіне адукацыі.",
    "Наступная сустрэча пройдзе ў Мінску 5 чэрвеня 2024 года.",
    "Міністр падзякаваў калегам за цёплы прыём.",
];
const EN: [&str; 6] = [
    "The President met with the Minister of Foreign Affairs.",
    "The parties discussed the development of trade and cooperation in the field of energy.",
    "In 2023 trade turnover grew by 12 percent.",
    "An agreement on cooperation in the field of education was signed.",
    "The next meeting will be held in Minsk on June 5, 2024.",
    "The Minister thanked his colleagues for the warm welcome.",
];

fn lines<'a>(texts: &[&'a str]) -> Vec<Line<'a>> {
    texts.iter().map(|text| Line { text, kind: BlockKind::Paragraph, opens: true }).collect()
}

fn shapes(beads: &[Bead]) -> Vec<String> {
    beads.iter().map(|bead| bead.shape().to_string()).collect()
}

/// How sure a bead of these lines is, by some weights; 0 when it is not found.
fn sure(ru: &[&str], be: &[&str], weights: &Weights, bead: [std::ops::Range<usize>; 2]) -> f64 {
    let texts = [(Language::Ru, lines(ru)), (Language::Be, lines(be))];
    let beads = align_weighted(&texts, &Help::default(), weights);
    beads.iter().find(|found| found.sides == bead).map_or(0.0, |found| found.confidence)
}

#[test]
fn a_line_that_joins_a_clause_goes_on_with_the_line_before_it() {
    let (mut ru, mut be) = (RU.to_vec(), BE.to_vec());
    be.insert(4, "Якое, аднак, ніхто там дагэтуль не бачыў.");
    ru[3] = "Было подписано соглашение о сотрудничестве в области образования, пока не обнародованное.";
    let deaf = Weights { joined_inside: [0.0; 2], joined_both: 0.0, ..Weights::ESTIMATED };
    let [with, without] = [&Weights::ESTIMATED, &deaf].map(|weights| sure(&ru, &be, weights, [3..4, 3..5]));
    assert!(with > 0.5 && with > without + 0.1, "{with} {without}");
}

#[test]
fn a_long_sentence_translated_freely_is_found_in_a_clean_page() {
    let (mut ru, mut be) = (RU.to_vec(), BE.to_vec());
    ru.insert(
        3,
        "Настроения разошлись настолько, что вечером у входа одни пели и дарили цветы, а иные молчали с плакатами.",
    );
    be.insert(
        3,
        "Сустрэча паказала, як па-рознаму ставяцца да яго людзі: хтосьці прыязна вітае, хтосьці ціха асуджае.",
    );
    let strict = Weights { against: 1e9, ..Weights::ESTIMATED };
    let [with, without] = [&Weights::ESTIMATED, &strict].map(|weights| sure(&ru, &be, weights, [3..4, 3..4]));
    assert!(with > 0.5 && without < 0.5, "{with} {without}");
}

#[test]
fn lines_below_a_page_that_are_alike_but_for_their_numbers_are_no_translations() {
    let deaf = Weights { number_missing: 1.0 - Weights::ESTIMATED.lambda, ..Weights::ESTIMATED };
    for (in_ru, in_be) in [
        ("Приёмная: 222-10-35", "Прыёмная міністра: пакой 415"),
        ("Завтра ожидается до 24 градусов тепла.", "У нядзелю было 17 градусаў марозу."),
    ] {
        let (mut ru, mut be) = (RU.to_vec(), BE.to_vec());
        ru.extend([in_ru, "Подпишитесь на рассылку", "Погода на завтра"]);
        be.extend([in_be, "Усе правы абаронены", "Карта сайта"]);
        let [with, without] = [&Weights::ESTIMATED, &deaf].map(|weights| sure(&ru, &be, weights, [6..7, 6..7]));
        assert!(with < 0.5 && without > 0.5, "{with} {without} {in_ru}");
    }
}

/// Each line of each side stands in exactly one bead; those that do not cross are in order, the others at the place of
/// their first side, and out of order; no bead is empty; confidence is a probability.
#[track_caller]
fn whole(texts: &[(Language, Vec<Line<'_>>)]) -> Vec<Bead> {
    let beads = align(texts);
    let mut taken: Vec<Vec<usize>> = texts.iter().map(|(_, lines)| vec![0; lines.len()]).collect();
    let mut at = vec![0; texts.len()];
    for bead in &beads {
        assert!((0.0..=1.0).contains(&bead.confidence), "{bead:?}");
        assert_eq!(bead.sides.len(), texts.len());
        assert!(bead.filled() > usize::from(bead.crossing), "{bead:?}");
        let first = bead.sides.iter().position(|side| !side.is_empty());
        for (n, (at, side)) in at.iter_mut().zip(&bead.sides).enumerate() {
            taken[n][side.clone()].iter_mut().for_each(|times| *times += 1);
            if !side.is_empty() && (!bead.crossing || first == Some(n)) {
                assert!(side.start >= *at, "{bead:?} in {beads:?}");
                *at = side.end;
            }
        }
    }
    assert!(taken.iter().flatten().all(|times| *times == 1), "{beads:?}");
    beads
}

#[track_caller]
fn check(texts: &[(Language, Vec<&str>)], expected: &[&str]) {
    let texts: Vec<_> = texts.iter().map(|(language, texts)| (*language, lines(texts))).collect();
    assert_eq!(shapes(&whole(&texts)), expected);
}

#[test]
fn translations_align_line_by_line_in_any_order_of_sides() {
    let texts = [(Language::Ru, RU.to_vec()), (Language::Be, BE.to_vec()), (Language::En, EN.to_vec())];
    for [x, y, z] in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        check(&[texts[x].clone(), texts[y].clone(), texts[z].clone()], &["1-1-1"; 6]);
        check(&[texts[x].clone(), texts[y].clone()], &["1-1"; 6]);
    }
}

#[test]
fn two_sentences_made_one_are_found() {
    let merged = format!("{}, and {}", EN[1].trim_end_matches('.'), EN[2]);
    let english = vec![EN[0], &merged, EN[3], EN[4], EN[5]];
    check(&[(Language::Ru, RU.to_vec()), (Language::En, english.clone())], &["1-1", "2-1", "1-1", "1-1", "1-1"]);
    check(&[(Language::En, english.clone()), (Language::Be, BE.to_vec())], &["1-1", "1-2", "1-1", "1-1", "1-1"]);
    check(
        &[(Language::Ru, RU.to_vec()), (Language::Be, BE.to_vec()), (Language::En, english)],
        &["1-1-1", "2-2-1", "1-1-1", "1-1-1", "1-1-1"],
    );
}

#[test]
fn a_dropped_paragraph_stands_alone() {
    let shorter = |texts: [&'static str; 6]| [&texts[..2], &texts[4..]].concat();
    check(&[(Language::Ru, RU.to_vec()), (Language::En, shorter(EN))], &["1-1", "1-1", "1-0", "1-0", "1-1", "1-1"]);
    check(&[(Language::Be, shorter(BE)), (Language::Ru, RU.to_vec())], &["1-1", "1-1", "0-1", "0-1", "1-1", "1-1"]);
    check(
        &[(Language::Ru, RU.to_vec()), (Language::Be, shorter(BE)), (Language::En, EN.to_vec())],
        &["1-1-1", "1-1-1", "1-0-1", "1-0-1", "1-1-1", "1-1-1"],
    );
}

#[test]
fn nothing_aligns_with_nothing() {
    check(&[(Language::Ru, vec![]), (Language::Be, vec![])], &[]);
    check(&[(Language::Ru, vec![]), (Language::Be, vec![]), (Language::En, vec![])], &[]);
    check(&[(Language::Ru, vec![]), (Language::Be, vec![]), (Language::En, vec!["Yes."])], &["0-0-1"]);
    check(&[(Language::Ru, vec!["", ""]), (Language::En, vec![])], &["1-0", "1-0"]);
}

fn invented(from: usize, count: usize, language: Language) -> Vec<String> {
    let (syllables, stop) = match language {
        Language::En => (["ba", "ko", "li", "ne", "ru", "sti", "van", "do", "me", "tra"], " end."),
        _ => (["бу", "гра", "ма", "лес", "но", "пи", "ры", "ша", "ту", "зем"], " да."),
    };
    let word = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..4 {
            word.push_str(syllables[n % 10]);
            n /= 10;
        }
        word
    };
    let line = |n: usize| (0..8).map(|k| word((n * 8 + k) * 7919 % 10_000)).collect::<Vec<_>>().join(" ") + stop;
    (from..from + count).map(line).collect()
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn strangers_identical_lines_and_giants_are_survived() {
    let (strange, other) = (invented(0, 3_000, Language::Ru), invented(0, 3_000, Language::En));
    whole(&[(Language::Ru, lines(&refs(&strange))), (Language::En, lines(&refs(&other)))]);
    // One line against thousands, a long word, a long line.
    let long = [("слово дело ").repeat(50_000), "ш".repeat(300_000)];
    let latin = ["word ".repeat(50_000), "sh".repeat(150_000)];
    whole(&[(Language::Ru, lines(&refs(&long[..1]))), (Language::En, lines(&refs(&other)))]);
    whole(&[(Language::Ru, lines(&refs(&long))), (Language::En, lines(&refs(&latin)))]);
    whole(&[(Language::Ru, lines(&vec![""; 2_000])), (Language::En, lines(&vec![""; 1_500]))]);
}

#[test]
fn thousands_of_identical_lines_align_along_the_diagonal() {
    let (ru, en) = (vec!["Стороны обсудили развитие торговли."; 2_000], vec!["The parties discussed trade."; 2_000]);
    let beads = whole(&[(Language::Ru, lines(&ru)), (Language::En, lines(&en))]);
    assert!(beads.iter().filter(|bead| bead.shape().to_string() == "1-1").count() > 1_900);
}

#[test]
fn a_long_text_is_as_sure_in_the_middle_as_at_its_end() {
    // Each text lacks every tenth line, another one than the other text.
    let numbered = |word: &str, lacks: usize| -> Vec<String> {
        (0..2_000).filter(|n| n % 10 != lacks).map(|n| format!("{word} {} - {n}.", n * 37 % 7919)).collect()
    };
    let (ru, en) = (numbered("Пункт", 2), numbered("Item", 7));
    let beads = whole(&[(Language::Ru, lines(&refs(&ru))), (Language::En, lines(&refs(&en)))]);
    let pairs: Vec<f64> = beads.iter().filter(|bead| bead.filled() == 2).map(|bead| bead.confidence).collect();
    assert_eq!(pairs.len(), 1_600);
    assert!(pairs.iter().all(|confidence| *confidence > 0.99), "{pairs:?}");
}

const LANGUAGES: [Language; 3] = [Language::Ru, Language::Be, Language::En];

fn side() -> impl Strategy<Value = Vec<(String, bool, u8)>> {
    let text = prop_oneof![
        prop::sample::select([RU, BE, EN].concat()).prop_map(str::to_owned),
        "[а-яўі]{1,8}( [А-Яа-яa-z0-9-]{1,7}){0,8}[.?!]",
        "\\PC{0,20}",
        Just(String::new()),
    ];
    prop::collection::vec((text, any::<bool>(), 0u8..3), 0..40)
}

/// The lines of a text in the order of its parts.
fn reordered(texts: &[&'static str; 6], order: &[usize]) -> Vec<&'static str> {
    order.iter().flat_map(|part| &texts[part * 2..part * 2 + 2]).copied().collect()
}

#[test]
fn what_was_moved_crosses() {
    let (ru, be, en) = (RU.to_vec(), BE.to_vec(), reordered(&EN, &[1, 2, 0]));
    let crosses =
        |beads: &[Bead]| beads.iter().filter(|bead| bead.crossing).map(|bead| bead.sides.clone()).collect::<Vec<_>>();
    let beads = whole(&[(Language::Ru, lines(&ru)), (Language::En, lines(&en))]);
    assert_eq!(crosses(&beads), [[0..1, 4..5], [1..2, 5..6]]);
    let beads = whole(&[(Language::Ru, lines(&ru)), (Language::Be, lines(&be)), (Language::En, lines(&en))]);
    assert_eq!(crosses(&beads), [[0..1, 0..1, 4..5], [1..2, 1..2, 5..6]]);
    // All three have it elsewhere.
    let be = reordered(&BE, &[0, 2, 1]);
    let beads = whole(&[(Language::En, lines(&en)), (Language::Ru, lines(&ru)), (Language::Be, lines(&be))]);
    assert_eq!(shapes(&beads), ["1-1-1"; 6]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_was_moved_no_line_is_lost(
        orders in prop::collection::vec(prop::collection::vec(0usize..3, 0..9), 2..=3),
    ) {
        let texts = [RU, BE, EN].iter().zip(&orders).map(|(texts, order)| reordered(texts, order)).collect::<Vec<_>>();
        let texts: Vec<_> = LANGUAGES.into_iter().zip(texts.iter().map(|texts| lines(texts))).collect();
        let beads = whole(&texts);
        prop_assert_eq!(&beads, &align(&texts), "the same texts give the same beads");
    }

    #[test]
    fn every_line_stands_in_one_bead(sides in prop::collection::vec(side(), 2..=3)) {
        let kinds = [BlockKind::Paragraph, BlockKind::Heading(1), BlockKind::Cell];
        let mut texts = Vec::new();
        for (side, language) in sides.iter().zip(LANGUAGES) {
            let mut lines = Vec::new();
            for (text, opens, kind) in side {
                lines.push(Line { text, opens: *opens, kind: kinds[usize::from(*kind)] });
            }
            texts.push((language, lines));
        }
        let beads = whole(&texts);
        prop_assert_eq!(&beads, &align(&texts), "the same texts give the same beads");
    }

    #[test]
    fn identical_documents_align_line_by_line(from in 0usize..500, count in 1usize..90) {
        for language in [Language::Ru, Language::En] {
            let texts = invented(from, count, language);
            let side = (language, lines(&refs(&texts)));
            prop_assert_eq!(shapes(&whole(&[side.clone(), side.clone()])), vec!["1-1"; count]);
            prop_assert_eq!(shapes(&whole(&[side.clone(), side.clone(), side])), vec!["1-1-1"; count]);
        }
    }
}
