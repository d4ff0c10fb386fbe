//! `query`: suggestions and their scores.

use crate::run::{Place, Ran, tmx, unit};
use serde_json::Value;
use std::time::{Duration, Instant};

/// A memory of neighbouring sentences.
fn place() -> Place {
    let place = Place::new();
    let units = [
        [
            ("ru", "Стороны обменялись мнениями."),
            ("be", "Бакі абмяняліся меркаваннямі."),
            ("en-GB", "The parties exchanged views."),
        ],
        [
            ("ru", "Министр посетит Минск 5 июня 2024 года."),
            ("be", "Міністр наведае Мінск 5 чэрвеня 2024 года."),
            ("en-GB", "The Minister will visit Minsk on 5 June 2024."),
        ],
        [
            ("ru", "Особое внимание было уделено торговле, транспорту и туризму."),
            ("be", "Асаблівая ўвага была ўдзелена гандлю, транспарту і турызму."),
            ("en-GB", "Special attention was paid to trade, transport and tourism."),
        ],
    ];
    place.write("units.tmx", tmx(&units.iter().map(|sides| unit(sides)).collect::<String>()));
    place.run(&["import", "units.tmx"]).done();
    place
}

/// The scores, bands and suggestions for a text.
fn ask(place: &Place, text: &str, from: &str, to: &str, more: &[&str]) -> Vec<(u64, String, String)> {
    let args = [&["query", text, "--from", from, "--to", to], more].concat();
    let told = |found: &Value| {
        let text = |field: &str| found[field].as_str().unwrap().to_owned();
        (found["score"].as_u64().unwrap(), text("band"), text("target"))
    };
    place.json(&args)[0]["matches"].as_array().unwrap().iter().map(told).collect()
}

fn best(place: &Place, text: &str, from: &str, to: &str) -> (u64, String, String) {
    ask(place, text, from, to, &[]).swap_remove(0)
}

#[test]
fn the_same_segment_scores_100() {
    let place = place();
    let expected = (100, "100".to_owned(), "Бакі абмяняліся меркаваннямі.".to_owned());
    assert_eq!(best(&place, "Стороны обменялись мнениями.", "ru", "be"), expected);
    assert_eq!(
        best(&place, "  Стороны обменялись мнениями. ", "ru", "be"),
        expected,
        "white space around does not count"
    );
}

#[test]
fn where_no_word_differs_the_score_is_95_to_99() {
    let place = place();
    for near in
        ["Стороны обменялись мнениями!", "стороны обменялись мнениями.", "Министр посетит Минск 6 июня 2024 года."]
    {
        let (score, band, _) = best(&place, near, "ru", "be");
        assert!((95..100).contains(&score), "{near}: {score}");
        assert_eq!(band, "95-99");
    }
}

#[test]
fn other_words_lower_the_score_the_more_they_are() {
    let place = place();
    let score = |text: &str| ask(&place, text, "ru", "be", &["--min", "50"]).first().map(|found| found.0);
    let one = score("Особое внимание было уделено торговле, транспорту и спорту.").unwrap();
    let two = score("Особое внимание было уделено науке, транспорту и спорту.").unwrap();
    assert!((75..95).contains(&one) && (50..one).contains(&two), "{one} {two}");
    assert_eq!(score("Погода завтра будет хорошей."), None);
    // What was lost, and what differs, can be told.
    let ran = place.run(&["query", "Стороны обменялись мнением.", "--from", "ru", "--to", "be", "--why"]).done();
    assert!(ran.stdout.contains("lost: "), "{ran}");
    assert!(ran.stdout.contains("[−мнениями]") && ran.stdout.contains("[+мнением]"), "{ran}");
}

#[test]
fn neighbours_lift_the_score_to_101_and_102() {
    let place = Place::with_memory();
    let text = "Стороны обсудили 12 совместных проектов.";
    let before =
        "5 июня 2024 года Министр иностранных дел Республики Беларусь Павел Лесной принял Посла Республики Корвания.";
    let after = "Особое внимание было уделено торговле и транспорту.";
    let score = |more: &[&str]| ask(&place, text, "ru", "be", more)[0].0;
    assert_eq!(score(&[]), 100);
    assert_eq!(score(&["--before", before]), 101);
    assert_eq!(score(&["--after", after]), 101);
    assert_eq!(score(&["--before", before, "--after", after]), 102);
    assert_eq!(score(&["--before", "Что-то иное.", "--after", "И ещё иное."]), 100);

    // In a file the neighbours are the lines around.
    place.write("new.txt", format!("{before}\n\n{text}\n{after}\nНовое.\n"));
    let messages = place.json(&["query", "--file", "new.txt", "--from", "ru", "--to", "en"]);
    let scores: Vec<&Value> = messages.iter().map(|message| &message["matches"][0]["score"]).collect();
    assert_eq!(scores, [&101.into(), &102.into(), &101.into(), &Value::Null]);
    assert_eq!(messages[1]["matches"][0]["target"], "The parties discussed 12 joint projects.");
}

#[test]
fn a_document_read_again_scores_102_throughout() {
    let place = Place::with_memory();
    let lines = place.run(&["segment", "be.txt"]).done().stdout;
    let told = place.run_with(&["--json", "query", "--file", "-", "--from", "be", "--to", "ru"], lines).done().json();
    assert_eq!(told.len(), 7);
    for message in told {
        assert_eq!(message["matches"][0]["score"], 102, "{message}");
    }
}

#[test]
fn any_direction_can_be_asked() {
    let place = place();
    assert_eq!(best(&place, "Бакі абмяняліся меркаваннямі.", "be", "ru").2, "Стороны обменялись мнениями.");
    assert_eq!(best(&place, "The parties exchanged views.", "en", "be").2, "Бакі абмяняліся меркаваннямі.");
    assert_eq!(best(&place, "Бакі абмяняліся меркаваннямі.", "BE", "en_GB").2, "The parties exchanged views.");
}

#[test]
fn regions_stand_in_for_each_other() {
    let place = place();
    for (from, to) in [("ru", "en"), ("ru", "en-GB")] {
        assert_eq!(best(&place, "Стороны обменялись мнениями.", from, to).0, 100, "{from} {to}");
    }
    assert_eq!(best(&place, "The parties exchanged views.", "en", "ru").0, 100);
    // The variant asked for stands first where there are several.
    let sides = [("ru", "Центр"), ("en", "Center"), ("en-GB", "Centre")];
    place.write("more.tmx", tmx(&unit(&sides)));
    place.run(&["import", "more.tmx"]).done();
    assert_eq!(best(&place, "Центр", "ru", "en-GB").2, "Centre");
    assert_eq!(best(&place, "Центр", "ru", "en").2, "Center");
}

#[test]
fn no_match_is_no_failure() {
    let place = place();
    for nothing in ["", " ", "?!…", "…", "—", "Zzz", "\u{301}", "🙂"] {
        let ran = place.run(&["query", nothing, "--from", "ru", "--to", "be"]).done();
        assert_eq!((&*ran.stdout, &*ran.stderr), ("", "no match of 70 or more\n"), "{nothing:?}");
        let message = place.json(&["query", nothing, "--from", "ru", "--to", "be"]);
        assert_eq!(message[0]["matches"], Value::Array(Vec::new()), "{nothing:?}");
    }
    let empty = place.run_with(&["query", "--file", "-", "--from", "ru", "--to", "be"], "\n\n").done();
    assert_eq!(empty.stdout, "");
}

#[test]
fn punctuation_alone_is_found_where_it_is_stored() {
    let place = place();
    place.write("marks.tmx", tmx(&unit(&[("ru", "* * *"), ("be", "***")])));
    place.run(&["import", "marks.tmx"]).done();
    assert_eq!(best(&place, "* * *", "ru", "be"), (100, "100".to_owned(), "***".to_owned()));
    // Marks are no near match of other marks or of words.
    assert!(ask(&place, "Стороны", "ru", "be", &["--min", "50"]).iter().all(|found| found.2 != "***"));
}

#[test]
fn without_a_memory_the_answer_is_empty_and_says_why() {
    let place = Place::new();
    let ran = place.run(&["query", "Да.", "--from", "ru", "--to", "be"]).done();
    assert!(ran.stderr.contains("warning: there are no memories in $PLACE"), "{ran}");
    place
        .run(&["query", "Да.", "--from", "ru", "--to", "be", "--memory", "nope"])
        .could_not(&["there is no memory \"nope\" in $PLACE", "hint: "]);
}

#[test]
fn the_least_score_and_the_number_of_suggestions_are_kept_to() {
    let place = place();
    let text = "Особое внимание было уделено торговле, транспорту и спорту.";
    let score = ask(&place, text, "ru", "be", &["--min", "50"])[0].0;
    assert_eq!(ask(&place, text, "ru", "be", &["--min", &score.to_string()]).len(), 1);
    assert_eq!(ask(&place, text, "ru", "be", &["--min", &(score + 1).to_string()]).len(), 0);
    assert_eq!(ask(&place, "Стороны обменялись мнениями.", "ru", "be", &["--min", "100"])[0].0, 100);
    let many: String = (0..9).map(|n| unit(&[("ru", "Итог."), ("be", &format!("Вынік {n}."))])).collect();
    place.write("many.tmx", tmx(&many));
    place.run(&["import", "many.tmx"]).done();
    let count = |limit: &str| ask(&place, "Итог.", "ru", "be", &["--limit", limit]).len();
    assert_eq!((count("0"), count("1"), count("7"), count("99")), (0, 1, 7, 9));
    assert_eq!(ask(&place, "Итог.", "ru", "be", &[]).len(), 5);
    assert_eq!(ask(&place, "Итог.", "ru", "be", &["--limit", "1"])[0].2, "Вынік 8.", "the newest first");
    for bad in ["49", "101", "много"] {
        let ran = place.run(&["query", "Да.", "--from", "ru", "--to", "be", "--min", bad]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.stderr.contains("--min"), "{ran}");
    }
}

#[test]
fn scores_never_rise_down_the_list() {
    let place = place();
    place.write("more.tmx", tmx(&unit(&[("ru", "Стороны обменялись подробными мнениями."), ("be", "Б.")])));
    place.run(&["import", "more.tmx", "--into", "second"]).done();
    let found = ask(&place, "Стороны обменялись мнениями.", "ru", "be", &["--min", "50"]);
    assert_eq!(found.len(), 2, "both memories are looked in: {found:?}");
    assert!(found.is_sorted_by(|a, b| a.0 >= b.0), "{found:?}");
    let one = ask(&place, "Стороны обменялись мнениями.", "ru", "be", &["--min", "50", "--memory", "second"]);
    assert_eq!(one.len(), 1);
}

#[test]
fn a_segment_of_5000_words_is_answered_quickly() {
    let place = place();
    let long: Vec<String> = (0..5000).map(|n| format!("слово{}", n % 977)).collect();
    let long = long.join(" ");
    place.write("long.tmx", tmx(&unit(&[("ru", &long), ("be", "Доўга.")])));
    place.run(&["import", "long.tmx"]).done();
    let near = long.replacen("слово5 ", "иное ", 1);
    let begun = Instant::now();
    let told: Ran =
        place.run_with(&["--json", "query", "--file", "-", "--from", "ru", "--to", "be"], near.as_bytes()).done();
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert_eq!(told.json()[0]["matches"][0]["target"], "Доўга.");
}

#[test]
fn a_query_may_begin_with_a_hyphen() {
    let place = Place::new();
    place.write("a.tmx", tmx(&unit(&[("ru", "-f, имя файла"), ("be", "-f, імя файла")])));
    place.run(&["import", "a.tmx"]).done();
    assert_eq!(best(&place, "-f, имя файла", "ru", "be").0, 100);
}

#[test]
fn a_language_that_no_memory_has_is_told() {
    let place = place();
    let ran = place.run(&["query", "Bonjour.", "--from", "fr", "--to", "be"]).done();
    assert!(ran.stderr.contains("no memory has segments in fr; they have be, en, ru"), "{ran}");
    let ran = place.run(&["query", "Стороны обменялись мнениями.", "--from", "ru-BY", "--to", "en"]).done();
    assert!(!ran.stderr.contains("no memory"), "{ran}");
}

#[test]
fn a_query_comes_from_one_place() {
    let place = place();
    let both = place.run(&["query", "Да.", "--file", "x.txt", "--from", "ru", "--to", "be"]);
    assert_eq!((both.code, both.stdout.as_str()), (Some(2), ""));
    let none = place.run(&["query", "--from", "ru", "--to", "be"]);
    assert_eq!((none.code, none.stdout.as_str()), (Some(2), ""));
}

#[test]
fn a_match_that_differs_in_numbers_only_comes_repaired() {
    let place = place();
    let asked = "Министр посетит Минск 7 июля 2025 года.";
    let found = place.json(&["query", asked, "--from", "ru", "--to", "be"])[0]["matches"][0].clone();
    assert_eq!(found["score"], 98);
    assert_eq!(found["target"], "Міністр наведае Мінск 5 чэрвеня 2024 года.");
    assert_eq!(found["repaired"], "Міністр наведае Мінск 7 ліпеня 2025 года.");
    let told = place.run(&["query", asked, "--from", "ru", "--to", "en"]).done();
    assert!(told.stdout.contains("\n     repaired: The Minister will visit Minsk on 7 July 2025.\n"), "{told}");
    let stand = unit(&[("ru", "Стенд компании Siemens осмотрели."), ("be", "Стэнд кампаніі Siemens агледзелі.")]);
    place.write("stand.tmx", tmx(&stand));
    place.run(&["import", "stand.tmx"]).done();
    let named = place.json(&["query", "Стенд компании Bosch осмотрели.", "--from", "ru", "--to", "be"]);
    assert_eq!(named[0]["matches"][0]["repaired"], "Стэнд кампаніі Bosch агледзелі.");
    let same = place.json(&["query", "Стороны обменялись мнениями.", "--from", "ru", "--to", "be"]);
    assert!(same[0]["matches"][0].get("repaired").is_none());
}

#[test]
fn what_cannot_be_repaired_says_why() {
    let place = Place::new();
    place.write("a.tmx", tmx(&unit(&[("ru", "Всего 5 заявок."), ("be", "Усяго пяць заявак.")])));
    place.run(&["import", "a.tmx"]).done();
    let found = place.json(&["query", "Всего 7 заявок.", "--from", "ru", "--to", "be"])[0]["matches"][0].clone();
    assert_eq!(found["unrepaired"], "disagree");
    assert!(found.get("repaired").is_none());
    let told = place.run(&["query", "Всего 7 заявок.", "--from", "ru", "--to", "be", "--why"]).done();
    assert!(told.stdout.contains("not repaired: the stored source and target do not hold the same numbers"), "{told}");
}

/// Two memories with the same unit, and one more in the second.
fn two_memories() -> Place {
    let place = place();
    place.write(
        "old.tmx",
        tmx(&[
            unit(&[("ru", "Стороны обменялись мнениями."), ("be", "Бакі абмяняліся думкамі.")]),
            unit(&[("ru", "Стороны обменялись подарками."), ("be", "Бакі абмяняліся падарункамі.")]),
        ]
        .concat()),
    );
    place.run(&["import", "old.tmx", "--into", "archive"]).done();
    place
}

#[test]
fn a_memory_that_is_trusted_less_comes_after() {
    let place = two_memories();
    let asked = "Стороны обменялись мнениями.";
    let ranked = |more: &[&str]| -> Vec<(u64, String)> {
        ask(&place, asked, "ru", "be", more).into_iter().map(|(score, _, target)| (score, target)).collect()
    };
    let own = |score| (score, "Бакі абмяняліся меркаваннямі.".to_owned());
    let archived = |score| (score, "Бакі абмяняліся думкамі.".to_owned());
    assert_eq!(ranked(&["--penalty", "archive=7"]), [own(100), archived(93)]);
    assert_eq!(ranked(&["--penalty", "main=7"]), [archived(100), own(93)]);
    assert_eq!(ranked(&["--penalty", "main=7", "--limit", "1"]), [archived(100)]);
    assert_eq!(ranked(&["--penalty", "main=30", "--penalty", "archive=31"]), [own(70)], "below the least score");
    assert_eq!(ranked(&["--penalty", "main=100", "--penalty", "archive=100"]), []);
    let alone = ["--memory", "archive", "--penalty", "archive=2", "--before", "", "--min", "50"];
    assert_eq!(ranked(&alone)[0], archived(98));
    let found = place.json(&["query", asked, "--from", "ru", "--to", "be", "--penalty", "archive=7"]);
    let penalty = &found[0]["matches"][1]["penalties"];
    assert_eq!(penalty.to_string(), r#"[{"points":7,"why":"memory"}]"#);
    let told = place.run(&["query", asked, "--from", "ru", "--to", "be", "--penalty", "archive=7"]).done();
    assert!(told.stdout.contains("\n 93  ") && told.stdout.contains("     lost: memory −7\n"), "{told}");
}

#[test]
fn penalties_are_for_memories_that_are_looked_in() {
    let place = two_memories();
    let run = |penalty: &str| place.run(&["query", "Да.", "--from", "ru", "--to", "be", "--penalty", penalty]);
    run("other=5").could_not(&["there is no memory \"other\""]);
    for wrong in ["main", "main=", "main=101", "main=-1", "=x"] {
        let ran = run(wrong);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.stderr.contains("like archive=5"), "{ran}");
    }
}
