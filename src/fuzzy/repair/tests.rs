//! What is repaired, what is refused, and what holds for every text.

use super::*;
use proptest::prelude::*;

const RU: Language = Language::Ru;
const BE: Language = Language::Be;
const EN: Language = Language::En;

fn side(language: Language, text: &str) -> Side<'_> {
    Side { text, language }
}

#[track_caller]
fn check(asked: &str, source: (Language, &str), target: (Language, &str), expected: Result<&str, Refusal>) {
    let repaired = repair(asked, side(source.0, source.1), side(target.0, target.1));
    assert_eq!(repaired, expected.map(str::to_owned), "{asked} | {} | {}", source.1, target.1);
}

#[test]
fn dates_keep_the_pattern_of_the_target() {
    let stored = (RU, "Подписано 5 июня 2023 г.");
    let asked = "Подписано 20 июля 2024 г.";
    for (target, expected) in [
        ((BE, "Падпісана 5 чэрвеня 2023 г."), "Падпісана 20 ліпеня 2024 г."),
        ((BE, "Падпісана 05.06.2023"), "Падпісана 20.07.2024"),
        ((BE, "Падпісана 5.6.2023"), "Падпісана 20.7.2024"),
        ((EN, "Signed on June 5, 2023"), "Signed on July 20, 2024"),
        ((EN, "Signed on 5 June 2023"), "Signed on 20 July 2024"),
        ((EN, "Signed on the 5th of June, 2023"), "Signed on the 20th of July, 2024"),
        ((EN, "Signed 2023-06-05"), "Signed 2024-07-20"),
        ((EN, "Signed on 5 Jun. 2023"), "Signed on 20 Jul. 2024"),
    ] {
        check(asked, stored, target, Ok(expected));
    }
    check("с 3 по 5 мая", (RU, "с 5 по 7 июня"), (EN, "from 5 to 7 June"), Ok("from 3 to 5 May"));
    check("5 мая", (RU, "5 июня 2023 г."), (EN, "5 June 2023"), Err(Refusal::Words));
}

#[test]
fn numbers_are_written_as_the_target_writes_them() {
    let stored = (RU, "Товарооборот достиг 418,6 млн долларов, или 12 %.");
    let asked = "Товарооборот достиг 1\u{A0}234,5 млн долларов, или 7,25 %.";
    check(
        asked,
        stored,
        (EN, "Trade reached USD 418.6 million, or 12%."),
        Ok("Trade reached USD 1,234.5 million, or 7.25%."),
    );
    check(
        asked,
        stored,
        (BE, "Тавараабарот дасягнуў 418,6 млн долараў, або 12%."),
        Ok("Тавараабарот дасягнуў 1\u{A0}234,5 млн долараў, або 7,25%."),
    );
    check("Trade: 2,500.", (EN, "Trade: 1,400."), (RU, "Торговля: 1 400."), Ok("Торговля: 2 500."));
    check("Trade: 52,500.", (EN, "Trade: 400."), (RU, "Торговля: 400."), Ok("Торговля: 52\u{A0}500."));
    check("в 2025 году", (RU, "в 2024 году"), (BE, "у 2024 годзе"), Ok("у 2025 годзе"));
    check("п. 3.1.7", (RU, "п. 3.1.2"), (EN, "item 3.1.2"), Ok("item 3.1.7"));
    check("XXII век", (RU, "XXI век"), (EN, "21st century"), Ok("22nd century"));
    check("the 23rd session", (EN, "the 21st session"), (BE, "21-шы этап"), Ok("23-ці этап"));
    check("XII съезд", (RU, "ХI съезд"), (BE, "ХІ з’езд"), Ok("ХІІ з’езд"));
    check("Rate: 2.5", (EN, "Rate: 2"), (RU, "Ставка: 2"), Err(Refusal::Form));
    check("XLV", (RU, "XX"), (EN, "20"), Err(Refusal::Words));
}

#[test]
fn addresses_and_latin_names_are_carried_over() {
    check(
        "Компания Bosch: www.bosch.by",
        (RU, "Компания Siemens AG: www.siemens.by"),
        (EN, "Siemens AG: www.siemens.by"),
        Ok("Bosch: www.bosch.by"),
    );
    check("завод Bosch", (RU, "завод Siemens"), (BE, "завод «Сіменс»"), Err(Refusal::Disagree));
    check("в Гродно 5 мая", (RU, "в Минске 5 мая"), (BE, "у Мінску 5 мая"), Err(Refusal::Words));
    check("the Minister of Poland", (EN, "the Minister of Ghana"), (RU, "Министр Ganna"), Err(Refusal::Words));
}

#[test]
fn what_is_not_sure_is_refused() {
    check("№ 7 и № 9", (RU, "№ 5 и № 5"), (BE, "№ 5 і № 5"), Err(Refusal::Ambiguous));
    check("7 и 7", (RU, "5 и 5"), (BE, "5 і 5"), Ok("7 і 7"));
    check("№ 7", (RU, "№ 5"), (BE, "№ 6"), Err(Refusal::Disagree));
    check("№ 7", (RU, "№ 5"), (EN, "Five"), Err(Refusal::Disagree));
    check("№ 7", (RU, "№ 5"), (BE, "№ 5 (5)"), Err(Refusal::Ambiguous));
    check("Да, 7", (RU, "Нет, 5"), (BE, "Не, 5"), Err(Refusal::Words));
    check("№ 7 и № 5", (RU, "№ 5 и № 7"), (BE, "№ 5 і № 7"), Ok("№ 7 і № 5"));
}

#[test]
fn words_beside_numbers_must_agree() {
    check("15 стран", (RU, "12 стран"), (BE, "12 краін"), Ok("15 краін"));
    check("более 2 стран", (RU, "более 5 стран"), (BE, "больш за 5 краін"), Err(Refusal::Agreement));
    check("2 years", (EN, "5 years"), (RU, "5 лет"), Err(Refusal::Agreement));
    check("До 1 рубля", (RU, "До 5 рубля"), (EN, "Up to 5 roubles"), Err(Refusal::Agreement));
    check("2 млн рублей", (RU, "5 млн рублей"), (BE, "5 млн рублёў"), Ok("2 млн рублёў"));
    check("статья 2 Закона", (RU, "статья 5 Закона"), (BE, "артыкул 5 Закона"), Ok("артыкул 2 Закона"));
    check("в 2022 году", (RU, "в 2025 году"), (BE, "у 2025 годзе"), Ok("у 2022 годзе"));
    check("rose by 8%", (EN, "rose by 5%"), (RU, "рост на 5 %"), Ok("рост на 8 %"));
    check("рост 8 %", (RU, "рост 5 %"), (EN, "a 5% rise"), Err(Refusal::Agreement));
    check("с 2 июня", (RU, "с 3 июня"), (BE, "з 3 чэрвеня"), Ok("з 2 чэрвеня"));
    check("from 2 June", (EN, "from 3 June"), (RU, "с 3 июня"), Err(Refusal::Agreement));
}

fn text() -> impl Strategy<Value = String> {
    "([Вв] |и |год[ау]? |12 |7,5 |1 234 |5 июня |5 June |June 5, 2024|05\\.06\\.2024|XXI |21st|-шы |№ |a\\.b@c\\.by|Bosch|%|, |\\. |-){0,10}"
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just(RU), Just(BE), Just(EN), Just(Language::Other)]
}

#[test]
fn tables_take_linear_time() {
    // Quadratic time would be minutes here.
    for piece in ["Bosch 5; ", "a@b.by ", "7 "] {
        let text = piece.repeat(100_000);
        let asked = text.replace("5", "6").replace("7", "8");
        let _ = repair(&asked, side(RU, &text), side(BE, &text));
    }
}

proptest! {
    #[test]
    fn the_same_values_change_nothing(source in text(), target in text(), from in language(), to in language()) {
        if let Ok(repaired) = repair(&source, side(from, &source), side(to, &target)) {
            prop_assert_eq!(repaired, target);
        }
        let same = repair(&source, side(from, &source), side(from, &source));
        prop_assert_eq!(same, Ok(source));
    }

    #[test]
    fn a_text_repaired_by_itself_has_the_values_asked_for(
        words in prop::collection::vec("[а-я]{3,6}", 1..4),
        old in prop::collection::vec(0u32..40_000, 1..4),
        new in prop::collection::vec(0u32..40_000, 4),
        to in language(),
    ) {
        let text = |numbers: &[u32]| -> String {
            old.iter().zip(numbers).zip(words.iter().cycle()).map(|((_, n), word)| format!("№ {n}; {word}: ")).collect()
        };
        let (source, asked) = (text(&old), text(&new));
        if let Ok(repaired) = repair(&asked, side(RU, &source), side(to, &source)) {
            let read = values(&placeables(&repaired, to));
            prop_assert_eq!(read, values(&placeables(&asked, RU)));
        } else {
            let mut distinct = old.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert!(distinct.len() < old.len(), "{} {}", source, asked);
        }
    }

    #[test]
    fn no_text_panics(asked in "\\PC{0,40}", source in "\\PC{0,40}", target in "\\PC{0,40}", from in language(), to in language()) {
        let _ = repair(&asked, side(from, &source), side(to, &target));
    }

    #[test]
    fn no_numbers_panic(asked in text(), source in text(), target in text(), from in language(), to in language()) {
        let _ = repair(&asked, side(from, &source), side(to, &target));
    }
}
