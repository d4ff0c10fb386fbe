//! `glossary extract`: terms planted in a small memory are found in their dictionary form, with what is said otherwise;
//! reviews go out and come back in every format.

use crate::run::{Place, tmx, unit};
use serde_json::Value;

/// For each term its accusative, genitive, dative and instrumental; Belarusian without the dative.
const TERMS: [([&str; 4], [&str; 3]); 3] = [
    (
        ["трудовой договор", "трудового договора", "трудовому договору", "трудовым договором"],
        ["працоўны дагавор", "працоўнага дагавора", "працоўным дагаворам"],
    ),
    (
        ["избирательную комиссию", "избирательной комиссии", "избирательной комиссии", "избирательной комиссией"],
        ["выбарчую камісію", "выбарчай камісіі", "выбарчай камісіяй"],
    ),
    (
        ["лицензионное соглашение", "лицензионного соглашения", "лицензионному соглашению", "лицензионным соглашением"],
        ["ліцэнзійнае пагадненне", "ліцэнзійнага пагаднення", "ліцэнзійным пагадненнем"],
    ),
];

/// The first term as some units say it otherwise.
const OTHERWISE: [&str; 3] = ["працоўную дамову", "працоўнай дамовы", "працоўнай дамовай"];

/// A memory with each term in twelve units, of which four say the first one otherwise.
fn place() -> Place {
    let mut units = String::new();
    for (n, (ru, be)) in TERMS.iter().enumerate() {
        for k in 1..=3 {
            let be = if n == 0 && k == 3 { &OTHERWISE } else { be };
            for (ru, be) in [
                (format!("Стороны подписали {} № {k} вчера.", ru[0]), format!("Бакі падпісалі {} № {k} учора.", be[0])),
                (format!("Копия {} № {k} хранится здесь.", ru[1]), format!("Копія {} № {k} захоўваецца тут.", be[1])),
                (format!("Согласно {} № {k} всё идёт.", ru[2]), format!("Згодна з {} № {k} усё ідзе.", be[2])),
                (
                    format!("Ознакомиться с {} № {k} можно везде.", ru[3]),
                    format!("Азнаёміцца з {} № {k} можна ўсюды.", be[2]),
                ),
            ] {
                units.push_str(&unit(&[("ru", &ru), ("be", &be)]));
            }
        }
    }
    let place = Place::new();
    place.write("m.tmx", tmx(&units));
    place.run(&["import", "m.tmx"]).done();
    place
}

fn term<'m>(message: &'m Value, lang: &str) -> &'m str {
    message["terms"][lang][0]["term"].as_str().unwrap_or_default()
}

fn pairs(messages: &[Value]) -> Vec<[&str; 2]> {
    let candidates = messages.iter().filter(|message| message["type"] == "candidate");
    let mut pairs: Vec<[&str; 2]> = candidates.map(|m| [term(m, "ru"), term(m, "be")]).collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn planted_terms_are_found_in_their_dictionary_form_and_nothing_else() {
    let messages = place().json(&["glossary", "extract"]);
    assert_eq!(
        pairs(&messages),
        [
            ["избирательная комиссия", "выбарчая камісія"],
            ["лицензионное соглашение", "ліцэнзійнае пагадненне"],
            ["трудовой договор", "працоўны дагавор"],
        ]
    );
    let summary = messages.last().unwrap();
    assert_eq!((&summary["units"], &summary["candidates"]), (&Value::from(36), &Value::from(3)));
}

#[test]
fn what_is_said_otherwise_is_told_with_its_count() {
    let place = place();
    let messages = place.json(&["glossary", "extract"]);
    let found = messages.iter().find(|message| term(message, "ru") == "трудовой договор").unwrap();
    assert_eq!(found["variants"], serde_json::json!({"be": [{"term": "працоўная дамова", "count": 4}]}));
    assert_eq!((&found["count"], &found["terms"]["ru"][0]["count"]), (&Value::from(8), &Value::from(12)));
    assert_eq!(found["examples"].as_array().unwrap().len(), 3);
    let ran = place.run(&["glossary", "extract"]).done();
    assert!(ran.stdout.contains("≠ працоўная дамова") && ran.stderr.contains("3 candidates"), "{ran}");
}

#[test]
fn limits_filters_and_the_termbase_leave_candidates_out() {
    let place = place();
    assert_eq!(pairs(&place.json(&["glossary", "extract", "--limit", "1"])).len(), 1);
    assert_eq!(pairs(&place.json(&["glossary", "extract", "--min-count", "12"])).len(), 2);
    assert!(pairs(&place.json(&["glossary", "extract", "--where", "lang=en"])).is_empty());
    place.write("memories/t/t.tsv", "id\tru\tbe\nx\tизбирательная комиссия\tвыбарчая камісія\n");
    let messages = place.json(&["glossary", "extract"]);
    assert_eq!((pairs(&messages).len(), &messages.last().unwrap()["known"]), (2, &Value::from(1)));
    let all = place.json(&["glossary", "extract", "--known"]);
    let known: Vec<&str> = all.iter().filter(|m| m["known"] == true).map(|m| term(m, "ru")).collect();
    assert_eq!(known, ["избирательная комиссия"]);
}

#[test]
fn a_table_goes_out_and_comes_back() {
    let place = place();
    place.run(&["glossary", "extract", "--review", "r.tsv"]).done();
    let table = place.read("r.tsv");
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    for line in lines.iter_mut().skip(1) {
        let verdict = if line.contains("лицензионное") { "no" } else { "yes" };
        *line = format!("{verdict}{line}").replace("\tвыбарчая камісія\t", "\tвыбарчая камісія | камісія па выбарах\t");
    }
    place.write("r.tsv", lines.join("\n"));
    let ran = place.run(&["glossary", "extract", "--apply", "r.tsv", "--into", "memories/new/new.tsv"]).done();
    assert!(ran.stderr.contains("2 concepts added to memories/new/new.tsv; 1 rejected, 0 not decided"), "{ran}");
    let listed = place.json(&["glossary", "list", "--termbase", "new"]);
    assert_eq!(
        pairs_of_concepts(&listed),
        ["избирательная комиссия = выбарчая камісія, камісія па выбарах", "трудовой договор = працоўны дагавор"]
    );
    assert!(!place.read("memories/new/new.tsv").contains("лицензионное"));
    // a second time nothing is new, and what the file had stays
    let again = place.run(&["glossary", "extract", "--apply", "r.tsv", "--into", "memories/new/new.tsv"]).done();
    assert!(again.stderr.contains("0 concepts added") && again.stderr.contains("2 were there already"), "{again}");
    assert_eq!(place.json(&["glossary", "list", "--termbase", "new"]), listed);
}

fn pairs_of_concepts(messages: &[Value]) -> Vec<String> {
    let all = |message: &Value, lang: &str| -> String {
        let terms = message["terms"][lang].as_array().unwrap();
        terms.iter().map(|term| term["term"].as_str().unwrap()).collect::<Vec<_>>().join(", ")
    };
    let mut pairs: Vec<String> = messages.iter().map(|m| format!("{} = {}", all(m, "ru"), all(m, "be"))).collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn the_saved_page_and_the_workbook_come_back() {
    let place = place();
    place.run(&["glossary", "extract", "--review", "r.json"]).done();
    let saved = place.read("r.json").replacen("\"status\":\"open\"", "\"status\":\"accept\"", 1);
    place.write("r.json", saved);
    let ran = place.run(&["glossary", "extract", "--apply", "r.json", "--into", "new.csv"]).done();
    assert!(ran.stderr.contains("1 concept added to new.csv; 0 rejected, 2 not decided"), "{ran}");
    assert!(place.read("new.csv").starts_with("id,subject,pos,ru,be,definition,note\nterm-"));
    place.run(&["glossary", "extract", "--review", "r.xlsx"]).done();
    let ran = place.run(&["glossary", "extract", "--apply", "r.xlsx", "--into", "none.tsv"]).done();
    assert!(ran.stderr.contains("0 concepts added to none.tsv; 0 rejected, 3 not decided"), "{ran}");
    assert!(!place.path("none.tsv").exists());
    place.run(&["glossary", "extract", "--review", "r.html"]).done();
    assert!(place.read("r.html").contains("\"type\":\"term-review\""));
}

#[test]
fn what_cannot_be_done_says_why() {
    let place = place();
    place.run(&["glossary", "extract", "--langs", "ru"]).could_not(&["two or three languages, not 1", "--langs ru,be"]);
    place.run(&["glossary", "extract", "--memory", "nope"]).could_not(&["nope"]);
    place.run(&["glossary", "extract", "--review", "r.doc"]).could_not(&["unknown format", "xlsx, tsv, html, json"]);
    place.write("r.tsv", "ru\tbe\nа\tб\n");
    place.run(&["glossary", "extract", "--apply", "r.tsv", "--into", "n.tsv"]).could_not(&["lacks accept"]);
    place.write("r.tsv", "accept\tru\tbe\nyes\tпапка\tтэчка\nwhat\tпуть\tшлях\n");
    place.write("n.tsv", "id\tru\tцвет\nx\tкнига\tred\n");
    place
        .run(&["glossary", "extract", "--apply", "r.tsv", "--into", "n.tsv"])
        .could_not(&["цвет", "nothing was written"]);
    assert_eq!(place.read("n.tsv"), "id\tru\tцвет\nx\tкнига\tred\n");
    let ran = place.run(&["glossary", "extract", "--apply", "r.tsv", "--into", "m.tsv"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("accept says \"what\""), "{ran}");
    Place::new().run(&["glossary", "extract"]).could_not(&["there are no memories"]);
}

#[test]
fn a_review_with_decisions_is_not_written_over() {
    let place = place();
    place.run(&["glossary", "extract", "--review", "r.tsv"]).done();
    place.run(&["glossary", "extract", "--review", "r.tsv"]).done();
    let text = place.read("r.tsv");
    let (head, rows) = text.split_once('\n').unwrap();
    let decided = format!("{head}\nyes{rows}");
    place.write("r.tsv", &decided);
    place.run(&["glossary", "extract", "--review", "r.tsv"]).could_not(&["r.tsv", "decided"]);
    assert_eq!(place.read("r.tsv"), decided);
}
