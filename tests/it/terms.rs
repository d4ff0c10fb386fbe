//! Terms in texts: `query` shows them, `glossary check` holds translations against them, `glossary conflicts` looks how they
//! were translated.

use crate::run::{Place, tmx, unit};
use serde_json::{Value, json};

/// A termbase with plain terms, an abbreviation, a longer term around a shorter one, forbidden and former ones.
const TERMBASE: &str = "id\tsubject\tpos\tru\tbe\ten\tdefinition\tnote
agreement\tdocuments\tnoun\tсоглашение\tпагадненне | згода\tagreement\t\t
minister\tposts\tnoun\tминистр\tміністр\tminister\t\t
foreign-minister\tposts\tnoun\tминистр иностранных дел\tміністр замежных спраў\tMinister of Foreign Affairs | foreign minister\t\t
agenda\tdiplomacy\tnoun\tповестка дня\tпарадак дня | павестка дня [deprecated]\tagenda\t\t
eu\torganizations\tnoun\tЕвропейский союз | ЕС\tЕўрапейскі саюз | ЕС\tEuropean Union | EU\t\t
case\tlaw\tnoun\tслучай\tвыпадак\tcase\t\t
city\tgeography\tnoun\tВитебск\tВіцебск\tVitebsk | Viciebsk [superseded]\t\t
sign\tdocuments\tverb\tподписать\tпадпісаць\tto sign\t\t
";

fn place() -> Place {
    let place = Place::new();
    place.write("memories/base/base.tsv", TERMBASE);
    place
}

/// The faults found: which, of what concept, in what language, with what words.
fn faults(messages: &[Value]) -> Vec<[String; 4]> {
    let finding = |message: &&Value| message["type"] == "term-finding";
    let told = |message: &'_ Value| {
        ["fault", "concept", "lang", "words"].map(|field| message[field].as_str().unwrap().to_owned())
    };
    messages.iter().filter(finding).map(told).collect()
}

#[test]
fn query_shows_the_terms_of_the_segment() {
    let place = place();
    let query = |text: &str, more: &[&str]| {
        place.json(&[&["query", text, "--from", "ru", "--to", "be"], more].concat()).swap_remove(0)
    };
    let told = query("О повестке дня с Министром иностранных дел в ЕС.", &[]);
    let noun = |term: &str, status: &str| json!({"term": term, "status": status, "part_of_speech": "noun"});
    assert_eq!(
        told["terms"],
        json!([
            {"term":"повестка дня","span":[2,14],"concept":"agenda","status":"preferred",
             "targets":[noun("парадак дня", "preferred"), noun("павестка дня", "deprecated")]},
            {"term":"министр иностранных дел","span":[17,42],"concept":"foreign-minister","status":"preferred",
             "targets":[noun("міністр замежных спраў", "preferred")]},
            {"term":"ЕС","span":[45,47],"concept":"eu","status":"admitted",
             "targets":[noun("Еўрапейскі саюз", "preferred"), noun("ЕС", "admitted")]},
        ])
    );
    assert_eq!(query("О повестке дня.", &["--no-terms"]).get("terms"), None);
    assert_eq!(query("Снег.", &[]).get("terms"), None);
    let shown = place.run(&["query", "О повестке дня, повестка дня.", "--from", "ru", "--to", "be"]).done().stdout;
    assert_eq!(shown, "term повестка дня → парадак дня, ✗ павестка дня\n");
    // each line of a file, each as it comes
    let args = ["--json", "query", "--from", "be", "--to", "en"];
    for more in [&["--file", "-"][..], &["--stream"]] {
        let told = place.run_with(&[&args[..], more].concat(), "У выпадку.\nНіякі.\nМіністры\n").done().json();
        let terms: Vec<&Value> = told.iter().map(|message| &message["terms"][0]["concept"]).collect();
        assert_eq!(terms, [&json!("case"), &Value::Null, &json!("minister")]);
    }
}

#[test]
fn query_without_a_termbase_is_as_ever() {
    let place = Place::with_memory();
    let told = place.json(&["query", "Особое внимание", "--from", "ru", "--to", "be"]);
    assert_eq!(told[0].get("terms"), None);
    assert!(!place.run(&["query", "Министр", "--from", "ru", "--to", "be"]).done().stdout.contains("term "));
}

#[test]
fn what_is_translated_by_the_termbase_raises_nothing() {
    let place = place();
    let units = [
        [("ru", "Соглашениями с министром в этом случае."), ("be", "Пагадненнямі з міністрам у гэтым выпадку.")],
        [("ru", "Соглашения."), ("be", "Згоды.")],
        [("ru", "В повестке дня ЕС."), ("be", "У парадку дня Еўрапейскага саюза.")],
        [("ru", "Министры иностранных дел подписали его."), ("be", "Міністры замежных спраў падпісалі яго.")],
        [("ru", "Есть случай, ес."), ("be", "Ёсць выпадак, ес.")],
        [("ru", "Соглашение."), ("en-GB", "The agreements’ text.")],
    ];
    place.write("good.tmx", tmx(&units.iter().map(|sides| unit(sides)).collect::<String>()));
    let ran = place.run(&["glossary", "check", "good.tmx"]).done();
    assert_eq!(ran.stdout, "", "{ran}");
    assert!(ran.stderr.contains("6 units: nothing to say"), "{ran}");
}

#[test]
fn planted_faults_are_found() {
    let place = place();
    let units = [
        [("ru", "Соглашение министра."), ("be", "Дамова міністра.")],
        [("ru", "Повестка дня."), ("be", "Павесткай дня.")],
        [("ru", "Министр иностранных дел."), ("be", "Міністр.")],
        [("ru", "В Витебске."), ("en", "In Viciebsk.")],
        [("ru", "ЕС."), ("be", "Ес.")],
    ];
    place.write("bad.tmx", tmx(&units.iter().map(|sides| unit(sides)).collect::<String>()));
    let ran = place.run(&["--json", "glossary", "check", "bad.tmx"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let messages = ran.json();
    let expected = [
        ["missing", "agreement", "be", "Соглашение"],
        ["forbidden", "agenda", "be", "Павесткай дня"],
        ["missing", "agenda", "be", "Повестка дня"],
        ["missing", "foreign-minister", "be", "Министр иностранных дел"],
        ["superseded", "city", "en", "Viciebsk"],
        ["missing", "city", "en", "Витебске"],
        ["missing", "eu", "be", "ЕС"],
    ];
    assert_eq!(faults(&messages), expected);
    assert_eq!((&messages[0]["tu"], &messages[0]["expected"]), (&json!(1), &json!(["пагадненне", "згода"])));
    assert_eq!(
        messages.last().unwrap(),
        &json!({"v":1,"type":"term-check","units":5,"counts":{"missing":5,"forbidden":1,"superseded":1}})
    );
    // the same from a memory, in one direction, of one subject, and no more than is asked for
    place.run(&["import", "bad.tmx"]).done();
    let check = |more: &[&str]| place.json(&[&["glossary", "check", "--memory", "main"], more].concat());
    assert_eq!(faults(&check(&[])), expected);
    assert_eq!(faults(&check(&["--target", "en"])), expected[4..6]);
    assert_eq!(faults(&check(&["--subject", "documents"])), expected[..1]);
    assert_eq!(faults(&check(&["--limit", "1"])), expected[..1]);
    let other = check(&["--source", "be", "--target", "ru"]);
    // a term within a longer one counts
    assert_eq!(faults(&other), [["forbidden", "agenda", "be", "Павесткай дня"]]);
    let ran = place.run(&["glossary", "check", "bad.tmx"]);
    for word in ["bad.tmx 1", "missing in be", "пагадненне, згода", "forbidden in be", "superseded in en"]
    {
        assert!(ran.stdout.contains(word), "{word:?} is not in:\n{ran}");
    }
}

#[test]
fn what_is_said_in_other_words_is_told_when_asked() {
    let place = place();
    let units = [
        unit(&[("ru", "Подписать соглашение."), ("en", "They agreed.")]),
        unit(&[("ru", "Встреча министров."), ("en", "A ministerial meeting.")]),
        unit(&[("ru", "Соглашение нужно."), ("en", "A contract is needed.")]),
    ];
    place.write("a.tmx", tmx(&units.concat()));
    let check = |more: &[&str]| faults(&place.json(&[&["glossary", "check", "a.tmx"], more].concat()));
    let missing = |concept: &str, words: &str| ["missing", concept, "en", words].map(str::to_owned);
    assert_eq!(check(&[]), [missing("agreement", "Соглашение")]);
    let all =
        [("sign", "Подписать"), ("agreement", "соглашение"), ("minister", "министров"), ("agreement", "Соглашение")];
    assert_eq!(check(&["--strict"]), all.map(|(concept, words)| missing(concept, words)));
}

#[test]
fn a_check_that_compares_nothing_says_so() {
    let place = place();
    place.write("a.tmx", tmx(&unit(&[("ru", "Соглашение."), ("en", "Contract.")])));
    place.run(&["glossary", "check", "a.tmx", "--subject", "document"]).could_not(&["\"document\"", "documents"]);
    let ran = place.run(&["glossary", "check", "a.tmx", "--source", "be"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("nothing was compared"), "{ran}");
}

#[test]
fn check_tells_what_is_not_there() {
    let place = place();
    place.run(&["glossary", "check", "no.tmx"]).could_not(&["no.tmx"]);
    place.run(&["glossary", "check", "--memory", "no"]).could_not(&["no"]);
    place.run(&["glossary", "check"]).could_not(&["required"]);
    place.write("a.tmx", tmx(""));
    place.run(&["glossary", "check", "a.tmx", "--termbase", "no"]).could_not(&["no"]);
    Place::new().run(&["glossary", "conflicts"]).could_not(&["termbase"]);
}

#[test]
fn conflicts_tell_ways_counts_and_dates() {
    let place = place();
    let dated = |date: &str, ru: &str, be: &str| {
        unit(&[("ru", ru), ("be", be)]).replacen("<tu>", &format!("<tu changedate=\"{date}T101500Z\">"), 1)
    };
    let units = [
        dated("20200105", "Новое соглашение.", "Новае пагадненне."),
        dated("20220105", "О соглашении.", "Аб згодзе."),
        dated("20230105", "Соглашением.", "Згодай."),
        dated("20240105", "По соглашению.", "Па дамове."),
        dated("20240105", "Министру.", "Міністру."),
    ];
    place.write("units.tmx", tmx(&units.concat()));
    place.run(&["import", "units.tmx"]).done();
    let ran = place.run(&["--json", "glossary", "conflicts"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let told = ran.json();
    assert_eq!(told.len(), 2, "{ran}");
    let conflict = &told[0];
    assert_eq!(
        (&conflict["concept"], &conflict["from"], &conflict["to"]),
        (&json!("agreement"), &json!("ru"), &json!("be"))
    );
    let way = |n: usize| {
        let way = &conflict["ways"][n];
        (way["term"].clone(), way["count"].clone(), way["first"].clone(), way["last"].clone())
    };
    assert_eq!(way(0), (json!("згода"), json!(2), json!("2022-01-05"), json!("2023-01-05")));
    assert_eq!(way(1), (Value::Null, json!(1), json!("2024-01-05"), json!("2024-01-05")));
    assert_eq!(way(2), (json!("пагадненне"), json!(1), json!("2020-01-05"), json!("2020-01-05")));
    assert_eq!(conflict["ways"][0]["sources"], json!(["units.tmx"]));
    assert_eq!(conflict["decide"], json!([]), "a file is changed in an editor");
    assert_eq!(told[1], json!({"v":1,"type":"term-conflicts","units":5,"conflicts":1}));
    let shown = place.run(&["glossary", "conflicts", "--target", "be"]).stdout;
    for word in
        ["соглашение", "2 × згода (admitted), 2022-01-05 to 2023-01-05", "none of the terms", "its termbase is a file"]
    {
        assert!(shown.contains(word), "{word:?} is not in:\n{shown}");
    }
    // of a memory, the commands decide
    place.write("base.tsv", TERMBASE);
    std::fs::remove_file(place.path("memories/base/base.tsv")).unwrap();
    place.run(&["glossary", "import", "base.tsv", "--into", "terms"]).done();
    let told = place.run(&["--json", "glossary", "conflicts"]).json().remove(0);
    let commands: Vec<&str> =
        told["decide"].as_array().unwrap().iter().map(|command| command.as_str().unwrap()).collect();
    assert_eq!(
        commands,
        [
            "tolmach glossary edit agreement --memory terms --prefer 'be=згода'",
            "tolmach glossary edit agreement --memory terms --forbid 'be=пагадненне'"
        ]
    );
    for command in commands {
        let args: Vec<String> = command.split(' ').skip(1).map(|arg| arg.replace('\'', "")).collect();
        place.run(&args.iter().map(String::as_str).collect::<Vec<_>>()).done();
    }
    let none = place.run(&["glossary", "conflicts", "--target", "en"]).done();
    assert_eq!(none.stdout, "");
}

#[test]
fn a_short_term_within_the_long_one_is_no_conflict() {
    let place = Place::new();
    place.write(
        "memories/base/base.tsv",
        "id\tru\tbe\ncouncil\tСовет Министров\tСавет Міністраў Рэспублікі Беларусь | Савет Міністраў\n",
    );
    let units = [
        unit(&[("ru", "О Совете Министров."), ("be", "Аб Савеце Міністраў Рэспублікі Беларусь.")]),
        unit(&[("ru", "Совету Министров."), ("be", "Савету Міністраў Рэспублікі Беларусь.")]),
    ];
    place.write("units.tmx", tmx(&units.concat()));
    place.run(&["import", "units.tmx"]).done();
    place.run(&["glossary", "conflicts"]).done();
    place.write("more.tmx", tmx(&unit(&[("ru", "Совет Министров"), ("be", "Савет Міністраў")])));
    place.run(&["import", "more.tmx"]).done();
    let told = place.run(&["--json", "glossary", "conflicts"]).json();
    let counts: Vec<&Value> = told[0]["ways"].as_array().unwrap().iter().map(|way| &way["count"]).collect();
    assert_eq!(counts, [2, 1]);
}
