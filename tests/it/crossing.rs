//! Moved paragraphs: what stands elsewhere in another language is found, shown, reviewed, and stored when asked for.

use crate::browser::Browser;
use crate::run::Place;
use serde_json::{Value, json};

/// News of one day: paragraphs of sentences in Russian, Belarusian and English.
const NEWS: [&[[&str; 3]]; 5] = [
    &[
        [
            "Совет министров рассмотрел подготовку городских котельных к зиме.",
            "Савет міністраў разгледзеў падрыхтоўку гарадскіх кацельняў да зімы.",
            "The Council of Ministers considered the preparation of municipal boiler houses for winter.",
        ],
        [
            "До 1 октября будет отремонтировано 340 километров тепловых сетей.",
            "Да 1 кастрычніка будзе адрамантавана 340 кіламетраў цеплавых сетак.",
            "By October 1, 340 kilometres of heating networks will be repaired.",
        ],
        [
            "Запасы торфяных брикетов составляют 120 тысяч тонн.",
            "Запасы тарфяных брыкетаў складаюць 120 тысяч тон.",
            "Stocks of peat briquettes amount to 120 thousand tonnes.",
        ],
    ],
    &[
        [
            "В Полоцке открыт музей белорусского книгопечатания.",
            "У Полацку адкрыты музей беларускага кнігадрукавання.",
            "A museum of Belarusian book printing has been opened in Polotsk.",
        ],
        [
            "В его залах выставлено более 900 старинных книг и гравюр.",
            "У яго залах выстаўлена больш за 900 старадаўніх кніг і гравюр.",
            "More than 900 old books and engravings are on display in its halls.",
        ],
        [
            "Вход для школьников и студентов будет бесплатным.",
            "Уваход для школьнікаў і студэнтаў будзе бясплатным.",
            "Admission for schoolchildren and students will be free.",
        ],
    ],
    &[
        [
            "Железная дорога назначила дополнительные поезда до Бреста.",
            "Чыгунка прызначыла дадатковыя цягнікі да Брэста.",
            "The railway has scheduled additional trains to Brest.",
        ],
        [
            "Они будут отправляться из Минска каждую пятницу в 18:40.",
            "Яны будуць адпраўляцца з Мінска кожную пятніцу ў 18:40.",
            "They will depart from Minsk every Friday at 18:40.",
        ],
        [
            "Билеты уже можно купить в кассах вокзалов.",
            "Білеты ўжо можна купіць у касах вакзалаў.",
            "Tickets can already be bought at station ticket offices.",
        ],
    ],
    &[
        [
            "Аграрии Гродненской области завершили уборку озимой пшеницы.",
            "Аграрыі Гродзенскай вобласці завяршылі ўборку азімай пшаніцы.",
            "Farmers of the Grodno Region have completed the harvest of winter wheat.",
        ],
        [
            "Средняя урожайность достигла 52 центнеров с гектара.",
            "Сярэдняя ўраджайнасць дасягнула 52 цэнтнераў з гектара.",
            "The average yield reached 52 centners per hectare.",
        ],
    ],
    &[
        [
            "Министерство здравоохранения приглашает жителей сделать прививку от гриппа.",
            "Міністэрства аховы здароўя запрашае жыхароў зрабіць прышчэпку ад грыпу.",
            "The Ministry of Health invites residents to get a flu vaccination.",
        ],
        [
            "Вакцина поступила во все поликлиники и сельские амбулатории.",
            "Вакцына паступіла ва ўсе паліклінікі і сельскія амбулаторыі.",
            "The vaccine has been delivered to all polyclinics and rural outpatient clinics.",
        ],
        [
            "Прививки будут делать до конца ноября.",
            "Прышчэпкі будуць рабіць да канца лістапада.",
            "Vaccinations will be given until the end of November.",
        ],
    ],
];

const LANGS: [&str; 3] = ["ru", "be", "en"];
const AS_IT_IS: [usize; 5] = [0, 1, 2, 3, 4];
/// The second paragraph goes to the end.
const MOVED: [usize; 5] = [0, 2, 3, 4, 1];

/// Paragraphs of a language in an order.
fn text(lang: usize, order: &[usize]) -> String {
    let paragraph = |n: &usize| NEWS[*n].iter().map(|sentence| sentence[lang]).collect::<Vec<_>>().join(" ");
    order.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The news with the paragraphs of each language in an order of its own.
fn with_news(orders: [&[usize]; 3]) -> Place {
    let place = Place::new();
    for ((n, lang), order) in LANGS.iter().enumerate().zip(orders) {
        place.write(&format!("{lang}.txt"), text(n, order));
    }
    place
}

/// The sentences a bead holds of each language, as paragraph and sentence, and whether it crosses.
type Held = ([Vec<(usize, usize)>; 3], bool);

/// The beads of an answer.
fn beads(messages: &[Value]) -> Vec<Held> {
    let known = |lang: usize, text: &str| {
        let all = NEWS.iter().enumerate().flat_map(|(p, sentences)| (0..sentences.len()).map(move |s| (p, s)));
        all.into_iter().find(|(p, s)| NEWS[*p][*s][lang] == text).unwrap_or_else(|| panic!("{text}"))
    };
    let side = |bead: &Value, lang: usize| {
        let parts = bead["segments"][LANGS[lang]].as_array().into_iter().flatten();
        parts.map(|part| known(lang, part["text"].as_str().unwrap())).collect()
    };
    let beads = messages.iter().filter(|message| message["type"] == "bead");
    beads.map(|bead| ([0, 1, 2].map(|lang| side(bead, lang)), bead["crossing"] == true)).collect()
}

/// Every sentence has its counterparts in all these languages; tells the paragraphs that cross.
#[track_caller]
fn crossing(messages: &[Value], langs: &[usize]) -> Vec<usize> {
    let mut crossing = Vec::new();
    let mut seen = Vec::new();
    for (sides, crosses) in beads(messages) {
        let [first] = sides[langs[0]][..] else { panic!("{sides:?}") };
        for lang in langs {
            assert_eq!(sides[*lang], [first], "{messages:?}");
        }
        seen.push(first);
        if crosses {
            crossing.push(first.0);
        }
    }
    crossing.dedup();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), NEWS.iter().map(|sentences| sentences.len()).sum::<usize>());
    crossing
}

#[test]
fn a_moved_paragraph_is_found_in_any_language_and_any_order_of_sides() {
    for moved in 0..3 {
        let mut orders: [&[usize]; 3] = [&AS_IT_IS; 3];
        orders[moved] = &MOVED;
        let place = with_news(orders);
        for sides in [vec![0, 1, 2], vec![2, 0, 1], vec![1, 2, 0], vec![0, 1], vec![1, 2], vec![2, 0]] {
            let mut args = vec!["align".to_owned()];
            args.extend(sides.iter().map(|lang| format!("{}.txt", LANGS[*lang])));
            let messages = place.json(&args.iter().map(String::as_str).collect::<Vec<_>>());
            let expected: &[usize] = if sides.contains(&moved) { &[1] } else { &[] };
            assert_eq!(crossing(&messages, &sides), expected, "{moved} {sides:?}");
            let summary = messages.last().unwrap();
            let counted = if expected.is_empty() { Value::Null } else { json!(3) };
            assert_eq!(summary["crossing"], counted, "{summary}");
            for lang in &sides {
                assert_eq!(summary["unaligned"][LANGS[*lang]], 0);
            }
        }
    }
}

#[test]
fn of_two_halves_in_another_order_one_crosses() {
    let place = with_news([&[0, 1, 2, 3], &[2, 3, 0, 1], &[2, 3, 0, 1]].map(|order: &[usize; 4]| &order[..]));
    for (args, langs) in
        [(&["align", "ru.txt", "en.txt"][..], &[0, 2][..]), (&["align", "ru.txt", "be.txt", "en.txt"], &[0, 1, 2])]
    {
        let messages = place.json(args);
        let moved: Vec<_> = beads(&messages).into_iter().filter(|(_, crosses)| *crosses).collect();
        let paragraphs: Vec<usize> = moved.iter().map(|(sides, _)| sides[0][0].0).collect();
        assert!(paragraphs == [2, 2, 2, 3, 3] || paragraphs == [0, 0, 0, 1, 1, 1], "{paragraphs:?}");
        assert!(moved.iter().all(|(sides, _)| langs.iter().all(|lang| sides[*lang] == sides[0])), "{moved:?}");
    }
}

#[test]
fn each_language_may_have_an_order_of_its_own() {
    let place = with_news([&AS_IT_IS, &[1, 0, 2, 3, 4], &[0, 2, 3, 4, 1]]);
    let messages = place.json(&["align", "ru.txt", "be.txt", "en.txt"]);
    assert_eq!(beads(&messages).iter().filter(|(sides, _)| sides[0] == sides[1] && sides[1] == sides[2]).count(), 14);
}

#[test]
fn what_little_is_said_elsewhere_does_not_cross() {
    let place = Place::new();
    for (ru, en) in [
        ("Спасибо.", "Thank you."),
        ("Это хорошо.", "This is good."),
        ("Об этом сообщает пресс-служба.", "The weather will be fine."),
        ("Фото автора.", "Read also."),
    ] {
        place.write("ru.txt", format!("{ru}\n\n{}", text(0, &AS_IT_IS)));
        place.write("en.txt", format!("{}\n\n{en}", text(2, &AS_IT_IS)));
        let messages = place.json(&["align", "ru.txt", "en.txt"]);
        let summary = messages.last().unwrap();
        assert_eq!(summary["unaligned"], json!({"ru": 1, "en": 1}), "{ru} {en}");
        assert_eq!(summary["crossing"], Value::Null);
    }
}

#[test]
fn what_crosses_is_stored_when_asked_for() {
    let place = with_news([&AS_IT_IS, &AS_IT_IS, &MOVED]);
    let align = ["align", "ru.txt", "be.txt", "en.txt"];
    let shown = place.run(&align);
    assert_eq!(shown.stdout.matches("% ↕ ").count(), 3, "{shown}");
    assert!(shown.stderr.contains("3 moved (marked ↕)"), "{shown}");
    let stored = |into: &str, more: &[&str]| {
        let args = [&align[..], &["--into", into], more].concat();
        place.json(&args).pop().unwrap()["stored"].clone()
    };
    let plain = stored("plain", &[]);
    assert_eq!((&plain["added"], &plain["skipped"], &plain["crossing"]), (&11.into(), &3.into(), &3.into()));
    let all = stored("all", &["--crossing"]);
    assert_eq!((&all["added"], &all["skipped"], &all["crossing"]), (&14.into(), &0.into(), &Value::Null));
    let told = place.run(&[&align[..], &["--into", "told"]].concat());
    assert!(told.stderr.contains("3 moved beads left out; --crossing stores them too"), "{told}");

    place.run(&[&align[..], &["--out", "plain.tmx"]].concat()).done();
    place.run(&[&align[..], &["--out", "all.tmx", "--crossing"]].concat()).done();
    assert_eq!(place.read("plain.tmx").matches("<tu ").count(), 11);
    assert_eq!(place.read("all.tmx").matches("<tu ").count(), 14);
}

#[test]
fn a_review_of_what_crosses_comes_back_from_every_format() {
    let place = with_news([&AS_IT_IS, &[1, 0, 2, 3, 4], &MOVED]);
    let align = ["align", "ru.txt", "be.txt", "en.txt"];
    place.run(&[&align[..], &["--into", "direct", "--crossing"]].concat()).done();
    place.run(&[&align[..], &["--into", "ordered"]].concat()).done();
    for file in ["r.json", "r.tsv", "r.xlsx"] {
        place.run(&[&align[..], &["--out", file]].concat()).done();
        let into = |memory: &str, more: &[&str]| {
            let args = [&["align", "--apply", file, "--into", memory][..], more].concat();
            place.json(&args).pop().unwrap()["stored"].clone()
        };
        // With neighbours and places, as they were in each document.
        let again = into("direct", &["--crossing", "ru.txt", "be.txt", "en.txt"]);
        assert_eq!((&again["added"], &again["removed"]), (&0.into(), &0.into()), "{file}");
        let part = into("ordered", &[]);
        assert_eq!((&part["added"], &part["removed"]), (&0.into(), &0.into()), "{file}");
        assert!(part["crossing"].as_u64().unwrap() >= 3, "{part}");
        let memory = format!("from-{}", &file[2..]);
        into(&memory, &["--crossing"]);
        let units = |memory: &str| {
            let tmx = place.export(memory);
            let unit = |unit: &str| {
                unit.split("<prop")
                    .filter(|prop| prop.contains("before") || prop.contains("after") || prop.contains("tuv"))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            let mut units: Vec<_> = tmx.split("<tu ").skip(1).map(unit).collect();
            units.sort();
            units
        };
        assert_eq!(units(&memory), units("direct"), "{file}");
    }
    // What a person accepts is stored, crossing or not.
    let saved =
        place.read("r.json").replace("\"crossing\":true,", "").replace("\"status\":\"open\"", "\"status\":\"accept\"");
    place.write("accepted.json", saved);
    let applied = place.json(&["align", "--apply", "accepted.json", "--into", "accepted"]).pop().unwrap();
    assert_eq!((&applied["stored"]["added"], &applied["stored"]["crossing"]), (&14.into(), &Value::Null));
}

#[test]
fn a_table_with_crossing_rows_may_be_edited() {
    let place = with_news([&AS_IT_IS, &AS_IT_IS, &MOVED]);
    place.run(&["align", "ru.txt", "be.txt", "en.txt", "--out", "r.tsv"]).done();
    let table = place.read("r.tsv");
    let rows: Vec<&str> = table.lines().collect();
    let moved: Vec<usize> = (0..rows.len()).filter(|n| rows[*n].contains('↕')).collect();
    assert_eq!(moved.len(), 3);
    // Sorted by another column, one row split in two, one rejected: nothing is lost, nothing stands twice.
    let mut edited: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    let cells: Vec<&str> = rows[moved[0]].split('\t').collect();
    edited[moved[0]] = rows[moved[0]].replace(cells[6], "");
    edited.insert(moved[0] + 1, ["", "", "", "", "", "", cells[6], ""].join("\t"));
    edited[moved[1] + 1] = edited[moved[1] + 1].replacen("\t\t", "\treject\t", 1);
    place.write("edited.tsv", edited.join("\n"));
    let args = [
        "align",
        "--apply",
        "edited.tsv",
        "ru.txt",
        "be.txt",
        "en.txt",
        "--out",
        "again.json",
        "--into",
        "m",
        "--crossing",
    ];
    let message = place.json(&args).pop().unwrap();
    assert_eq!((&message["beads"], &message["rejected"], &message["problems"]), (&15.into(), &1.into(), &json!([])));
    assert_eq!(message["stored"]["added"], 13);
    let again: Value = serde_json::from_str(&place.read("again.json")).unwrap();
    for (side, order) in [(0, &AS_IT_IS), (1, &AS_IT_IS), (2, &MOVED)] {
        let segments: Vec<&str> =
            again["sides"][side]["segments"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        assert_eq!(segments.join(" "), text(side, order).replace("\n\n", " "), "the order of the document");
    }
}

#[test]
fn runs_pipes_extensions_and_measures_take_what_crosses() {
    let place = with_news([&AS_IT_IS, &AS_IT_IS, &MOVED]);
    // Many documents.
    for (n, lang) in LANGS.iter().enumerate() {
        place.write(&format!("many/a.{lang}.txt"), text(n, if n == 2 { &MOVED } else { &AS_IT_IS }));
        place.write(&format!("many/b.{lang}.txt"), text(n, &AS_IT_IS));
    }
    let run = place.json(&["align", "many", "--into", "run"]).pop().unwrap();
    assert_eq!(
        (&run["crossing"], &run["stored"]["crossing"], &run["stored"]["added"]),
        (&3.into(), &3.into(), &14.into())
    );
    let run = place.json(&["align", "many", "--into", "run", "--crossing"]).pop().unwrap();
    assert_eq!((&run["aligned"], &run["stored"]["crossing"]), (&2.into(), &Value::Null), "asked for anew");

    place.run(&["align", "many", "--out", "all.tsv"]).done();
    let marked: Vec<String> =
        place.read("all.tsv").lines().map(|line| line.split('\t').nth(2).unwrap().into()).collect();
    assert_eq!((marked[0].as_str(), marked.iter().filter(|mark| *mark == "crossing").count()), ("crossing", 4));

    // A filter.
    let input = json!({"id": 1, "texts": {"be": text(1, &AS_IT_IS), "en": text(2, &MOVED)}}).to_string();
    let piped = place.run_with(&["align", "--jsonl"], input);
    let message: Value = serde_json::from_str(piped.stdout.trim()).unwrap();
    assert_eq!(message["crossing"], 3, "{message}");
    let crossing = message["beads"].as_array().unwrap().iter().filter(|bead| bead["crossing"] == true).count();
    assert_eq!(crossing, 3);

    // A third language onto two.
    place.run(&["align", "ru.txt", "be.txt", "--into", "grown"]).done();
    let grown = place.json(&["align", "be.txt", "en.txt", "--into", "grown", "--extend"]).pop().unwrap();
    assert_eq!((&grown["stored"]["extended"], &grown["stored"]["crossing"]), (&11.into(), &3.into()));
    let grown = place.json(&["align", "be.txt", "en.txt", "--into", "grown", "--extend", "--crossing"]).pop().unwrap();
    assert_eq!((&grown["stored"]["extended"], &grown["stored"]["crossing"]), (&3.into(), &Value::Null));

    // Beads with and without numbers are compared where they stand.
    place.run(&["align", "ru.txt", "en.txt", "--out", "found.jsonl"]).done();
    place.run(&["align", "ru.txt", "en.txt", "--out", "found.tsv"]).done();
    for (gold, found) in [("found.jsonl", "found.tsv"), ("found.tsv", "found.jsonl")] {
        let measured = place.json(&["evaluate", gold, found]).pop().unwrap();
        assert!(measured.to_string().contains("\"f1\":1.0"), "{measured}");
    }
}

#[test]
fn the_page_marks_what_crosses_and_merges_only_neighbours() {
    let place = with_news([&AS_IT_IS, &AS_IT_IS, &MOVED]);
    place.run(&["align", "ru.txt", "be.txt", "en.txt", "--out", "review.html"]).done();
    let Some(browser) = Browser::start() else { return };
    browser.open(&place.path("review.html"));
    let ask = |script: &str| browser.ask(&format!("return {script}")).as_str().unwrap().to_owned();
    let rows = |name: &str| {
        ask(&format!("[...document.querySelectorAll('.row.{name} .n')].map(e => e.textContent).join(' ')"))
    };
    assert_eq!(rows("crossing"), "4 5 6");
    let mark = "document.querySelector('.row.crossing .moved')";
    assert_eq!(ask(&format!("{mark}.textContent + ' ' + {mark}.title")), "↕ stands elsewhere in another language");

    // The third row ends where the fourth begins in two languages, not in the third.
    let english = |row: usize| format!(".row:nth-child({}) > :nth-child(4) > .seg", row + 1);
    let message = || ask("document.getElementById('message').textContent");
    let refused = "These rows are not neighbours in the documents";
    browser.click(&english(3));
    browser.press(&['m']);
    assert_eq!((message().as_str(), rows("changed").as_str()), (refused, ""));
    browser.click(&english(4));
    browser.press(&['u']);
    assert_eq!((message().as_str(), rows("changed").as_str()), (refused, ""));
    // Those that were moved together are neighbours.
    browser.press(&['m']);
    assert_eq!(rows("crossing"), "4–5 6");
    browser.click(&english(5));
    browser.press(&['r']);
    browser.click("[data-do=save]");
    place.write("review.json", browser.downloaded("review.json"));
    let applied = place.json(&["align", "--apply", "review.json", "--into", "main"]).pop().unwrap();
    // The merged row is a person's, the other one is rejected.
    assert_eq!((&applied["beads"], &applied["changed"], &applied["rejected"]), (&13.into(), &1.into(), &1.into()));
    assert_eq!((&applied["stored"]["added"], &applied["stored"]["crossing"]), (&12.into(), &Value::Null));
}
