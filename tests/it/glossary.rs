//! `glossary`: the termbase listed, filtered, written in every format, and the one that is shipped.

use crate::run::Place;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use tolmach::formats::tbx::TbxVersion;
use tolmach::formats::{csv, omegat, tbx};
use tolmach::lang::Lang;
use tolmach::model::{Concept, Term, TermStatus};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn term(tag: &str, text: &str, status: TermStatus) -> Term {
    Term { part_of_speech: Some("noun".to_owned()), ..Term::new(lang(tag), text, status) }
}

/// Concepts with everything a termbase holds, and letters that formats trip over.
fn concepts() -> Vec<Concept> {
    use TermStatus::{Admitted, Deprecated, Preferred};
    let all = |id: &str, subject: &str, definition: Option<&str>, note: Option<&str>, terms: Vec<Term>| Concept {
        id: id.to_owned(),
        subject: Some(subject.to_owned()),
        definition: definition.map(str::to_owned),
        note: note.map(str::to_owned),
        terms,
        ..Concept::default()
    };
    vec![
        all(
            "state-belarus",
            "states",
            Some("A state in Eastern Europe; \"the Republic\" for short."),
            Some("Full name at first mention."),
            vec![
                term("ru", "Республика Беларусь", Preferred),
                term("ru", "Белоруссия", Deprecated),
                term("be", "Рэспубліка Беларусь", Preferred),
                term("en", "Republic of Belarus", Preferred),
                term("en", "Belarus", Admitted),
            ],
        ),
        all(
            "court-supreme",
            "bodies",
            None,
            Some("Гл. Канстытуцыю, арт. 109 <1994>"),
            vec![
                term("ru", "Верховный Суд", Preferred),
                term("be", "Вярхоўны Суд", Preferred),
                term("en", "Supreme Court", Preferred),
            ],
        ),
        all(
            "unit-family",
            "law",
            None,
            None,
            vec![term("ru", "объединение, союз", Preferred), term("be", "аб’яднанне, саюз", Preferred)],
        ),
    ]
}

/// A place with those concepts as its termbase.
fn place() -> Place {
    let place = Place::new();
    let file = tbx::write(Vec::new(), TbxVersion::V3, "Test", &concepts()).unwrap();
    place.write("memories/test/test.tbx", file);
    place
}

fn ids(messages: &[Value]) -> Vec<&str> {
    messages.iter().map(|message| message["id"].as_str().unwrap()).collect()
}

#[test]
fn concepts_are_listed_in_the_order_of_the_termbase() {
    let place = place();
    assert_eq!(ids(&place.json(&["glossary", "list"])), ["state-belarus", "court-supreme", "unit-family"]);
    let ran = place.run(&["glossary", "list"]).done();
    assert!(ran.stdout.contains("Рэспубліка Беларусь") && ran.stdout.contains("✗ Белоруссия"), "{ran}");
    assert!(ran.stderr.contains("3 concepts"), "{ran}");
}

#[test]
fn terms_are_found_in_any_language_and_case() {
    let place = place();
    for (text, found) in [
        ("ВЯРХОЎНЫ", &["court-supreme"][..]),
        ("supreme", &["court-supreme"]),
        ("belarus", &["state-belarus"]),
        ("б", &["state-belarus", "unit-family"]),
        ("няма такога", &[]),
    ] {
        assert_eq!(ids(&place.json(&["glossary", "list", "--find", text])), found, "{text}");
    }
    assert_eq!(place.run(&["glossary", "list", "--find", "няма такога"]).done().stdout, "");
}

#[test]
fn concepts_are_filtered_by_subject_language_and_termbase() {
    let place = place();
    assert_eq!(ids(&place.json(&["glossary", "list", "--subject", "law"])), ["unit-family"]);
    let english = place.json(&["glossary", "list", "--langs", "en"]);
    assert_eq!(ids(&english), ["state-belarus", "court-supreme"], "the third has no English term");
    assert_eq!(
        english[1]["terms"],
        json!({"en": [{"term": "Supreme Court", "status": "preferred", "part_of_speech": "noun"}]})
    );
    let more = [Concept { id: "other".to_owned(), ..concepts().swap_remove(1) }];
    place.write("memories/more/more.tbx", tbx::write(Vec::new(), TbxVersion::V3, "More", &more).unwrap());
    assert_eq!(ids(&place.json(&["glossary", "list", "--termbase", "more"])), ["other"]);
    assert_eq!(place.json(&["glossary", "list"]).len(), 4);
    place
        .run(&["glossary", "list", "--termbase", "nope"])
        .could_not(&["there is no termbase \"nope\"", "there are: more, test"]);
}

#[test]
fn without_a_termbase_it_says_where_to_put_one() {
    Place::new().run(&["glossary", "list"]).could_not(&["no termbase in $PLACE", "memories/NAME/NAME.tbx"]);
}

#[test]
fn a_broken_termbase_is_named_with_the_place() {
    let place = place();
    let whole = place.read("memories/test/test.tbx");
    place.write("memories/test/test.tbx", &whole[..whole.find("court-supreme").unwrap()]);
    place.run(&["glossary", "list"]).could_not(&["test.tbx: ", "line "]);
    place.write("memories/test/test.tbx", "<html/>");
    place.run(&["glossary", "list"]).could_not(&["test.tbx: "]);
}

#[test]
fn both_kinds_of_tbx_hold_everything() {
    let place = place();
    for (file, format) in [("a.tbx", &[][..]), ("b.tbx", &["--format", "tbx-v2"]), ("c.xml", &["--format", "tbx"])] {
        place.run(&[&["glossary", "export", file], format].concat()).done();
        let mut problems = Vec::new();
        assert_eq!(tbx::read(place.read(file).as_bytes(), &mut problems).unwrap(), concepts(), "{file}");
        assert_eq!(problems, [], "{file}");
    }
    assert!(place.read("a.tbx").contains("conceptEntry") && place.read("b.tbx").contains("martif"));
}

#[test]
fn a_table_holds_all_of_a_termbase() {
    let place = place();
    place.run(&["glossary", "export", "terms.csv"]).done();
    let mut problems = Vec::new();
    let mut read = csv::read(place.read("terms.csv").as_bytes(), &mut problems).unwrap();
    let mut expected = concepts();
    for concept in read.iter_mut().chain(&mut expected) {
        // Languages come in the order of the columns.
        concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    }
    assert_eq!((read, problems), (expected, Vec::new()));
    assert!(place.read("terms.csv").starts_with("\u{FEFF}id,subject,pos,ru,be,en,definition,note\n"),);
}

#[test]
fn an_omegat_glossary_holds_the_pairs_to_be_used() {
    let place = place();
    let message = place.json(&["glossary", "export", "glossary.txt", "--langs", "ru,be"]).swap_remove(0);
    assert_eq!((&message["format"], &message["concepts"]), (&"omegat".into(), &3.into()));
    let text = place.read("glossary.txt");
    assert!(!text.contains("Белоруссия"), "OmegaT would suggest it: {text}");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(lines[1], "Верховный Суд\tВярхоўны Суд\tГл. Канстытуцыю, арт. 109 <1994>");
    let mut problems = Vec::new();
    let read = omegat::read(text.as_bytes(), &lang("ru"), &lang("be"), &mut problems).unwrap();
    let pairs: Vec<(&str, &str)> = read.iter().map(|c| (c.terms[0].text.as_str(), c.terms[1].text.as_str())).collect();
    assert_eq!(
        pairs,
        [
            ("Республика Беларусь", "Рэспубліка Беларусь"),
            ("Верховный Суд", "Вярхоўны Суд"),
            ("объединение, союз", "аб’яднанне, саюз")
        ]
    );
    assert_eq!(problems, []);
    // In the other direction, and for concepts that have both languages only.
    let message = place.json(&["glossary", "export", "en.utf8", "--langs", "en,ru"]).swap_remove(0);
    assert_eq!(message["concepts"], 2);
    assert!(place.read("en.utf8").contains("Belarus\tРеспублика Беларусь\t"));
    place.run(&["glossary", "export", "x.txt"]).could_not(&["two languages", "--langs ru,be"]);
    place.run(&["glossary", "export", "x.doc"]).could_not(&["x.doc: unknown format \"doc\"", "csv"]);
    assert!(!place.path("x.txt").exists() && !place.path("x.doc").exists());
}

#[test]
fn peers_19_signs_that_formats_trip_over_come_back() {
    use TermStatus::Preferred;
    let pairs = [
        ("объезд", "аб'езд"),
        ("семья", "сям’я"),
        ("\"Белая Русь\"", "«Белая Русь»"),
        ("=СУММ(A1)", "+7 % & <b>"),
        ("#хештег", "@знак; коска, кропка"),
    ];
    let concept = |(n, (ru, be)): (usize, &(&str, &str))| Concept {
        id: format!("t{n}"),
        subject: Some("спроба".to_owned()),
        definition: Some("першы радок\nдругі \"радок\"".to_owned()),
        note: None,
        terms: vec![term("be", be, Preferred), term("ru", ru, Preferred)],
        ..Concept::default()
    };
    let all: Vec<Concept> = pairs.iter().enumerate().map(concept).collect();
    let place = Place::new();
    place.write("memories/t/t.tbx", tbx::write(Vec::new(), TbxVersion::V3, "Test", &all).unwrap());
    let export = |file: &str, more: &[&str]| {
        place.run(&[&["glossary", "export", file], more].concat()).done();
        place.read(file)
    };
    let mut problems = Vec::new();
    let v3 = tbx::read(export("a.tbx", &[]).as_bytes(), &mut problems).unwrap();
    let v2 = tbx::read(export("b.tbx", &["--format", "tbx-v2"]).as_bytes(), &mut problems).unwrap();
    let table = csv::read(export("c.csv", &[]).as_bytes(), &mut problems).unwrap();
    let words = |concepts: &[Concept]| -> Vec<(String, String)> {
        concepts.iter().map(|c| (c.terms[0].text.clone(), c.terms[1].text.clone())).collect()
    };
    let expected = words(&all);
    assert_eq!([words(&v3), words(&v2), words(&table)], [expected.clone(), expected.clone(), expected.clone()]);
    assert_eq!(table[0].definition, all[0].definition, "line breaks stay in a table");
    for file in ["d.txt", "e.tab", "f.utf8"] {
        let text = export(file, &["--langs", "be,ru"]);
        assert_eq!(text.lines().count(), 1 + pairs.len(), "a line a term: {text}");
        let read = omegat::read(text.as_bytes(), &lang("be"), &lang("ru"), &mut problems).unwrap();
        assert_eq!(words(&read), expected, "{file}");
    }
    assert_eq!(problems, []);
}

/// The termbase that is shipped.
fn official() -> Vec<Concept> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("memories/official/official.tsv");
    let mut problems = Vec::new();
    let concepts = csv::read(std::fs::read(path).unwrap().as_slice(), &mut problems).unwrap();
    assert_eq!(problems, []);
    concepts
}

#[test]
fn the_official_termbase_is_complete() {
    let concepts = official();
    assert!(concepts.len() >= 2_500, "{}", concepts.len());
    let mut seen = BTreeSet::new();
    for concept in &concepts {
        assert!(seen.insert(&concept.id), "{} is there twice", concept.id);
        for tag in ["ru", "be", "en"] {
            let own = lang(tag);
            let terms: Vec<&Term> = concept.terms_in(&own).collect();
            assert!(!terms.is_empty(), "{} has no term in {tag}", concept.id);
            let preferred = terms.iter().filter(|term| term.status == TermStatus::Preferred).count();
            assert_eq!(preferred, 1, "{}: preferred terms in {tag}", concept.id);
            assert_eq!(terms[0].status, TermStatus::Preferred, "{}: the preferred term stands first", concept.id);
        }
        let mut terms = BTreeSet::new();
        for term in &concept.terms {
            assert!(terms.insert((&term.lang, &term.text)), "{}: {} is there twice", concept.id, term.text);
        }
    }
}

#[test]
fn the_official_terms_are_spelt_in_their_own_letters() {
    let mut faults = Vec::new();
    for concept in official() {
        for term in &concept.terms {
            let has = |letters: &str| term.text.to_lowercase().contains(|c| letters.contains(c));
            // abbreviations and numerals may be Latin, whole
            let latin = term.text.split(|c: char| !c.is_alphabetic()).any(|word| {
                word.contains(|c: char| c.is_ascii_lowercase())
                    || word.contains(|c: char| c.is_ascii_uppercase()) && !word.is_ascii()
            });
            let cyrillic = term.text.contains(|c: char| ('\u{400}'..='\u{52f}').contains(&c));
            let wrong = match term.lang.primary() {
                "ru" => latin || has("іўґ"),
                "be" => latin || has("ищъ"),
                _ => cyrillic,
            };
            let sloppy = term.text.contains(['\'', 'ʼ', '`', '\t', '\n', '\u{a0}'])
                || term.text.trim() != term.text
                || term.text.contains("  ");
            if wrong || sloppy {
                faults.push(format!("{}: {} {:?}", concept.id, term.lang, term.text));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_official_termbase_survives_every_format() {
    let official = official();
    let place = Place::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("memories/official/official.tsv");
    place.write("memories/official/official.tsv", std::fs::read(path).unwrap());
    let mut problems = Vec::new();
    for (file, format) in [("a.tbx", "tbx"), ("b.tbx", "tbx-v2")] {
        place.run(&["glossary", "export", file, "--format", format]).done();
        assert!(tbx::read(place.read(file).as_bytes(), &mut problems).unwrap() == official, "{file}");
    }
    place.run(&["glossary", "export", "terms.csv"]).done();
    let mut table = csv::read(place.read("terms.csv").as_bytes(), &mut problems).unwrap();
    let words = |concepts: &[Concept]| -> BTreeSet<(String, String, String, &'static str)> {
        let all = concepts.iter().flat_map(|concept| concept.terms.iter().map(move |term| (concept, term)));
        all.map(|(c, t)| (c.id.clone(), t.lang.to_string(), t.text.clone(), t.status.name())).collect()
    };
    assert!(words(&table) == words(&official));
    let mut ordered = official.clone();
    for concept in table.iter_mut().chain(&mut ordered) {
        concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    }
    assert!(table == ordered);
    for (source, target) in [("ru", "be"), ("be", "en"), ("en", "ru")] {
        let (from, to) = (lang(source), lang(target));
        place.run(&["glossary", "export", "pair.txt", "--langs", &format!("{source},{target}")]).done();
        let read = omegat::read(place.read("pair.txt").as_bytes(), &from, &to, &mut problems).unwrap();
        let pairs = |concepts: &[Concept]| -> BTreeSet<(String, String)> {
            let usable = |concept: &Concept, lang: &Lang| -> Vec<String> {
                let terms = concept.terms_in(lang).filter(|term| term.status != TermStatus::Deprecated);
                terms.map(|term| term.text.clone()).collect()
            };
            let pairs = |concept: &Concept| -> Vec<(String, String)> {
                let targets = usable(concept, &to);
                let of = |a: String| targets.iter().map(move |b| (a.clone(), b.clone())).collect::<Vec<_>>();
                usable(concept, &from).into_iter().flat_map(of).collect()
            };
            concepts.iter().flat_map(pairs).collect()
        };
        assert!(pairs(&read) == pairs(&official), "{source} {target}");
    }
    assert_eq!(problems, []);
}
