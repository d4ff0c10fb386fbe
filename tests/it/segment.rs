//! `segment`: documents into sentences.

use crate::run::{BE, EN, Place, RU};

#[test]
fn sentences_stand_one_a_line() {
    let place = Place::with_statement();
    let ran = place.run(&["segment", "be.txt"]).done();
    assert_eq!(
        ran.stdout,
        "Паведамленне для прэсы
5 чэрвеня 2024 года Міністр замежных спраў Рэспублікі Беларусь Павел Лясны прыняў Пасла Рэспублікі Карванія.
Бакі абмеркавалі 12 сумесных праектаў.
Асаблівая ўвага была ўдзелена гандлю і транспарту.
Па выніках 2023 года тавараабарот дасягнуў 418,6 млн долараў.
Пасол падзякаваў за цёплы прыём.
Наступная сустрэча пройдзе ў Мінску ў верасні.
"
    );
    assert_eq!(ran.stderr, "");
}

#[test]
fn offsets_cut_the_sentences_out_of_the_document() {
    let place = Place::with_statement();
    for (name, text) in [("ru.txt", RU), ("be.txt", BE), ("en.txt", EN)] {
        let messages = place.json(&["segment", name]);
        assert_eq!(messages.len(), 7, "{name}");
        for (i, message) in messages.iter().enumerate() {
            let at = |field: &str| usize::try_from(message[field].as_u64().unwrap()).unwrap();
            let cut: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
            assert_eq!((at("i"), message["text"].as_str()), (i, Some(cut.as_str())));
        }
    }
}

#[test]
fn lines_that_were_wrapped_are_joined_for_people_and_kept_for_programs() {
    let place = Place::new();
    let first = "Бакі абмеркавалі стан і перспектывы гандлёва-эканамічнага супрацоўніцтва паміж";
    let second = "дзвюма краінамі, а таксама дамовіліся працягнуць кансультацыі ў наступным месяцы.";
    place.write("be.txt", format!("{first}\n{second}\n\nРаздзел другі\n"));
    assert_eq!(place.run(&["segment", "be.txt"]).done().stdout, format!("{first} {second}\nРаздзел другі\n"));
    assert_eq!(place.json(&["segment", "be.txt"])[0]["text"], format!("{first}\n{second}"));
}

#[test]
fn the_language_told_decides_on_the_rules() {
    let place = Place::new();
    place.write("a.txt", "See p. 5 and Fig. 2 of the Treaty. It is in force.");
    let ran = place.run(&["segment", "a.txt", "--lang", "en"]).done();
    assert_eq!(ran.stdout, "See p. 5 and Fig. 2 of the Treaty.\nIt is in force.\n");
    place.write("b.txt", "Прыняты ў г. Мінску 5 мая 2024 г. і апублікаваны. Гл. арт. 7 і інш. акты.");
    let ran = place.run(&["segment", "b.txt", "--lang", "be"]).done();
    assert_eq!(ran.stdout, "Прыняты ў г. Мінску 5 мая 2024 г. і апублікаваны.\nГл. арт. 7 і інш. акты.\n");
}

#[test]
fn several_documents_follow_each_other() {
    let place = Place::with_statement();
    let one = |name: &str| place.run(&["segment", name]).done().stdout;
    let both = place.run(&["segment", "ru.txt", "en.txt"]).done().stdout;
    assert_eq!(both, one("ru.txt") + &one("en.txt"));
}

#[test]
fn decisions_are_explained() {
    const TEXT: &str = "Принят в г. Минске. Вступает в силу 5 мая, см. ст. 7.";
    let place = Place::new();
    place.write("ru.txt", TEXT);
    let ran = place.run(&["segment", "ru.txt", "--explain"]).done();
    assert!(ran.stdout.contains("Минске.‖ Вступает") && ran.stdout.contains("г.· Минске"), "{ran}");
    let decisions = place.json(&["segment", "ru.txt", "--explain"]);
    let chars: Vec<char> = TEXT.chars().collect();
    assert!(decisions.iter().any(|decision| decision["cut"] == true));
    for decision in &decisions {
        let at = usize::try_from(decision["at"].as_u64().unwrap()).unwrap();
        assert!(at <= chars.len());
        assert_eq!(decision["type"], "decision");
        assert!(!decision["rule"].as_str().unwrap().is_empty() && !decision["why"].as_str().unwrap().is_empty());
    }
}
