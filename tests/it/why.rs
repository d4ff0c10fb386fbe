//! `query --why`: what points are lost for, in ten instructive cases. The snapshot is `tests/data/why.txt`; to make it anew
//! run the test with `WHY=overwrite` and read what changed.

use crate::run::{Place, tmx, unit};
use std::path::Path;

/// What the case shows, the language, the stored segment, its translation, and the segment asked for.
const CASES: [(&str, &str, &str, &str, &str); 10] = [
    (
        "inflection",
        "ru",
        "Министр иностранных дел принял посла дружественного государства в Минске.",
        "Міністр замежных спраў прыняў пасла дружалюбнай дзяржавы ў Мінску.",
        "Министру иностранных дел представили послов дружественных государств в Минске.",
    ),
    (
        "word order",
        "be",
        "У Мінску ўчора адбылася сустрэча кіраўнікоў урадаў дзвюх краін.",
        "В Минске вчера состоялась встреча глав правительств двух стран.",
        "Учора ў Мінску адбылася сустрэча кіраўнікоў урадаў дзвюх краін.",
    ),
    (
        "number",
        "ru",
        "Товарооборот за год вырос на 12,5 % и составил 1 234,5 млн рублей.",
        "Тавараабарот за год вырас на 12,5 % і склаў 1 234,5 млн рублёў.",
        "Товарооборот за год вырос на 9 % и составил 987,6 млн рублей.",
    ),
    (
        "date",
        "be",
        "Пагадненне падпісана 15 мая 2024 г. і набыло моц 1 чэрвеня 2024 г.",
        "Соглашение подписано 15 мая 2024 г. и вступило в силу 1 июня 2024 г.",
        "Пагадненне падпісана 3 верасня 2025 г. і набыло моц 1 кастрычніка 2025 г.",
    ),
    (
        "case",
        "en",
        "The Council of Ministers approved the state programme.",
        "Совет Министров утвердил государственную программу.",
        "The council of ministers approved the State Programme.",
    ),
    (
        "punctuation",
        "ru",
        "Стороны обсудили торговлю, транспорт и туризм.",
        "Бакі абмеркавалі гандаль, транспарт і турызм.",
        "Стороны обсудили: торговлю; транспорт и туризм",
    ),
    (
        "code",
        "ru",
        "Нажмите <bpt i=\"1\">&lt;b&gt;</bpt>Сохранить<ept i=\"1\">&lt;/b&gt;</ept>, чтобы продолжить работу.",
        "Націсніце «Захаваць», каб працягнуць працу.",
        "Нажмите Сохранить, чтобы продолжить работу.",
    ),
    (
        "ё and е",
        "ru",
        "Учёт расчётов ведётся в белорусских рублях.",
        "Улік разлікаў вядзецца ў беларускіх рублях.",
        "Учет расчетов ведется в белорусских рублях.",
    ),
    (
        "ў and у",
        "be",
        "Ён вучыцца ва ўніверсітэце, а яна — у школе.",
        "Он учится в университете, а она — в школе.",
        "Ён вучыцца ва універсітэце, а яна — ў школе.",
    ),
    (
        "long insertion",
        "en",
        "The parties agreed to continue cooperation in trade.",
        "Стороны договорились продолжить сотрудничество в торговле.",
        "The parties, having considered the state of bilateral relations, agreed to continue cooperation in trade.",
    ),
];

#[test]
fn ten_cases_are_explained() {
    let place = Place::new();
    let target = |lang: &str| if lang == "ru" { "be" } else { "ru" };
    let units: String = CASES
        .iter()
        .map(|(_, lang, stored, translation, _)| unit(&[(lang, stored), (target(lang), translation)]))
        .collect();
    place.write("units.tmx", tmx(&units));
    place.run(&["import", "units.tmx"]).done();
    let mut told = String::new();
    for (name, lang, _, _, asked) in CASES {
        let args = ["query", asked, "--from", lang, "--to", target(lang), "--why", "--min", "50", "--limit", "1"];
        let ran = place.run(&args).done();
        told.push_str(&format!("# {name}\n> {asked}\n{}\n", ran.stdout));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/why.txt");
    if std::env::var("WHY").is_ok_and(|value| value == "overwrite") {
        std::fs::write(&path, &told).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(told, expected, "\n{told}");
}
