//! Extraction on small memories: shapes of phrases, dictionary forms, fragments, general words.

use super::*;
use crate::align::SEED_LEXICON;

fn langs(tags: &[&str]) -> Vec<Lang> {
    tags.iter().map(|tag| Lang::parse(tag).unwrap()).collect()
}

/// The candidates of units, each its terms.
fn extracted(tags: &[&str], units: &[&[&str]]) -> Vec<Found> {
    let mut extractor = Extractor::new(&langs(tags), SEED_LEXICON);
    for unit in units {
        extractor.add(&unit.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    }
    extractor.finish(&Options { min_count: 2, ..Options::default() })
}

fn terms(found: &[Found]) -> Vec<Vec<&str>> {
    found.iter().map(|found| found.terms.iter().map(|term| term.text.as_str()).collect()).collect()
}

/// Frames with a place for a genitive, a dative (Belarusian: instrumental) and an instrumental.
const FRAMES: [[&str; 2]; 3] = [
    ["Вчера не было {}.", "Учора не было {}."],
    ["Согласно {} всё идёт.", "Згодна з {} усё ідзе."],
    ["Ознакомиться с {} можно везде.", "Азнаёміцца з {} можна ўсюды."],
];

/// The pair found for a phrase that stands in its cases, three of each language.
#[track_caller]
fn check(ru: [&str; 3], be: [&str; 3], expected: [&str; 2]) {
    let units: Vec<[String; 2]> =
        (0..3).map(|n| [FRAMES[n][0].replace("{}", ru[n]), FRAMES[n][1].replace("{}", be[n])]).collect();
    let units: Vec<Vec<&str>> = units.iter().map(|unit| unit.iter().map(String::as_str).collect()).collect();
    let units: Vec<&[&str]> = units.iter().map(Vec::as_slice).collect();
    let found = extracted(&["ru", "be"], &units);
    assert!(terms(&found).contains(&expected.to_vec()), "{:?}", terms(&found));
}

#[test]
fn dictionary_forms_are_made_where_none_is_met() {
    check(
        ["избирательной комиссии", "избирательной комиссии", "избирательной комиссией"],
        ["выбарчай камісіі", "выбарчай камісіяй", "выбарчай камісіяй"],
        ["избирательная комиссия", "выбарчая камісія"],
    );
    check(
        ["лицензионного соглашения", "лицензионному соглашению", "лицензионным соглашением"],
        ["ліцэнзійнага пагаднення", "ліцэнзійным пагадненнем", "ліцэнзійным пагадненнем"],
        ["лицензионное соглашение", "ліцэнзійнае пагадненне"],
    );
    check(
        ["нормативного правового акта", "нормативному правовому акту", "нормативным правовым актом"],
        ["нарматыўнага прававога акта", "нарматыўным прававым актам", "нарматыўным прававым актам"],
        ["нормативный правовой акт", "нарматыўны прававы акт"],
    );
}

#[test]
fn a_genitive_keeps_its_form() {
    check(
        ["охраны труда", "охране труда", "охраной труда"],
        ["аховы працы", "аховай працы", "аховай працы"],
        ["охрана труда", "ахова працы"],
    );
}

#[test]
fn fragments_and_function_words_are_no_terms() {
    let unit: &[&str] = &[
        "Он имеет право на это; другой нормативный правовой акт принят в данном случае.",
        "Ён мае права на гэта; іншы нарматыўны прававы акт прыняты ў дадзеным выпадку.",
    ];
    let found = extracted(&["ru", "be"], &[unit, unit, unit, unit]);
    assert_eq!(terms(&found), [["нормативный правовой акт", "нарматыўны прававы акт"]]);
}

#[test]
fn english_is_paired_too() {
    let units: [&[&str]; 4] = [
        &[
            "Стороны обсудили электронную торговлю.",
            "Бакі абмеркавалі электронны гандаль.",
            "The parties discussed electronic trade.",
        ],
        &["Электронная торговля выгодна.", "Электронны гандаль выгадны.", "Electronic trade is profitable."],
        &["Мы за электронную торговлю.", "Мы за электронны гандаль.", "We are for electronic trade."],
        &["Нет электронной торговли.", "Няма электроннага гандлю.", "There is no electronic trade."],
    ];
    let found = extracted(&["ru", "be", "en"], &units);
    assert!(
        terms(&found).contains(&vec!["электронная торговля", "электронны гандаль", "electronic trade"]),
        "{:?}",
        terms(&found)
    );
}

#[test]
fn odd_texts_do_no_harm() {
    let units: [&[&str]; 4] = [&["", ""], &["…", "12"], &["ь ьь -- ў", "ььь а-б-в"], &["x", ""]];
    assert!(extracted(&["ru", "be"], &units).is_empty());
    assert!(extracted(&["de", "fr"], &[&["Haus", "maison"], &["Haus", "maison"]]).len() == 1);
}
