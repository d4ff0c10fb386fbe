//! `glossary export`: every format through the binary, read back by the readers of the library.

use crate::run::Place;
use TermStatus::{Admitted, Deprecated, Preferred, Superseded};
use std::io::Cursor;
use tolmach::formats::csv;
use tolmach::formats::exchange::ReadOptions;
use tolmach::formats::glossary::GlossaryFormat;
use tolmach::lang::Lang;
use tolmach::model::{Concept, Gender, Term, TermStatus};

fn term(tag: &str, text: &str, status: TermStatus) -> Term {
    Term::new(Lang::parse(tag).unwrap(), text, status)
}

fn concepts() -> Vec<Concept> {
    let named = |id: &str, subject: &str, terms: Vec<Term>| Concept {
        id: id.to_owned(),
        subject: Some(subject.to_owned()),
        terms,
        ..Concept::default()
    };
    let mut signature = term("be", "подпіс", Preferred);
    signature.gender = Some(Gender::Masculine);
    signature.note = Some("у рускай — жаночага роду".to_owned());
    vec![
        named(
            "document-signature",
            "documents",
            vec![
                Term { gender: Some(Gender::Feminine), ..term("ru", "подпись", Preferred) },
                signature,
                term("en", "signature", Preferred),
            ],
        ),
        Concept {
            definition: Some("=СУММ(A1:A2); \"першы\"\nдругі радок".to_owned()),
            note: Some("'аб'езд', +7\t@home, -1".to_owned()),
            source: Some("Закон, арт. 5".to_owned()),
            do_not_translate: true,
            ..named(
                "road-detour",
                "transport",
                vec![
                    term("ru", "ёлка", Preferred),
                    term("ru", "ель", Admitted),
                    term("ru", "=ёл", Superseded),
                    term("ru", "елка", Deprecated),
                    term("be", "аб'езд", Preferred),
                    term("be", "елка", Deprecated),
                    term("en", "+fir, \"tree\"; -", Preferred),
                ],
            )
        },
        named("law-act", "law", vec![term("ru", "акт", Preferred), term("be", "акт", Preferred)]),
    ]
}

fn place() -> Place {
    let place = Place::new();
    let options = csv::TableOptions { delimiter: b'\t', mark: false, langs: Vec::new() };
    place.write("memories/test/test.tsv", csv::write_table(Vec::new(), &concepts(), &options).unwrap());
    place
}

fn read(format: &str, bytes: &[u8], langs: &[&str]) -> Vec<Concept> {
    let langs = langs.iter().map(|tag| Lang::parse(tag).unwrap()).collect();
    let options = ReadOptions { langs, ..ReadOptions::default() };
    let mut problems = Vec::new();
    let format = GlossaryFormat::named(format).unwrap();
    let concepts = format.read(Box::new(Cursor::new(bytes.to_vec())), &options, &mut problems).unwrap();
    assert_eq!(problems, [], "{}", format.name());
    concepts
}

/// Concepts with languages in the order of their tags.
fn ordered(mut concepts: Vec<Concept>) -> Vec<Concept> {
    for concept in &mut concepts {
        concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    }
    concepts
}

#[test]
fn every_format_is_written_by_its_name_and_what_holds_all_gives_it_back() {
    let place = place();
    for format in GlossaryFormat::all() {
        let name = format.name();
        let file = format!("{name}.out");
        let langs = if format.is_pair() { "ru,be" } else { "ru,be,en" };
        let message = place.json(&["glossary", "export", &file, "--format", name, "--langs", langs]).swap_remove(0);
        assert_eq!((&message["format"], &message["concepts"]), (&name.into(), &3.into()), "{name}");
        let bytes = std::fs::read(place.path(&file)).unwrap();
        let whole = ["tbx", "tbx-dct", "tbx-v2", "csv", "tsv", "xlsx", "json", "jsonl", "multiterm"].contains(&name);
        if whole {
            assert_eq!(ordered(read(name, &bytes, &[])), ordered(concepts()), "{name}");
        } else if format.is_read() {
            assert_eq!(
                read(name, &bytes, &["ru", "be"]).len(),
                3 + usize::from(name == "omegat" || name == "wordfast"),
                "{name}"
            );
        }
    }
}

#[test]
fn the_extension_tells_the_format() {
    let place = place();
    for (file, format) in [
        ("a.tsv", "tsv"),
        ("a.xlsx", "xlsx"),
        ("a.html", "html"),
        ("a.md", "md"),
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.xml", "multiterm"),
    ] {
        assert_eq!(place.json(&["glossary", "export", file])[0]["format"], format);
    }
    assert_eq!(place.read("a.tsv"), place.read("memories/test/test.tsv"), "a termbase is kept as it is exported");
    place.run(&["glossary", "export", "a.tbx", "--format", "docx"]).could_not(&["tbx-dct", "weblate"]);
    place.run(&["glossary", "export", "a.csv", "--format", "weblate"]).could_not(&["two languages", "--langs ru,be"]);
}

#[test]
fn languages_are_columns_in_the_order_asked_for() {
    let place = place();
    place.run(&["glossary", "export", "a.tsv", "--langs", "en,ru"]).done();
    assert!(place.read("a.tsv").starts_with("id\tsubject\tpos\ten\tru\t"));
    place.run(&["glossary", "export", "a.csv", "--format", "memoq", "--langs", "be,ru"]).done();
    let text = place.read("a.csv");
    assert!(text.contains(";Entry_Note;Belarusian;Belarusian_Def;Term_Info;Term_Example;Russian;"), "{text}");
}

#[test]
fn terms_are_chosen_by_status() {
    let place = place();
    let russian = |more: &[&str]| -> Vec<String> {
        place.run(&[&["glossary", "export", "a.json", "--subject", "transport"], more].concat()).done();
        let concepts = read("json", place.read("a.json").as_bytes(), &[]);
        let ru = Lang::parse("ru").unwrap();
        concepts[0].terms_in(&ru).map(|term| term.text.clone()).collect()
    };
    assert_eq!(russian(&["--status", "preferred"]), ["ёлка"]);
    assert_eq!(russian(&["--status", "admitted"]), ["ёлка", "ель"]);
    assert_eq!(russian(&[]), ["ёлка", "ель", "=ёл", "елка"]);
    let pairs = |more: &[&str]| {
        place.run(&[&["glossary", "export", "a.txt", "--langs", "ru,be"], more].concat()).done();
        place.read("a.txt").lines().count() - 1
    };
    assert_eq!((pairs(&[]), pairs(&["--status", "preferred"])), (4, 3));
}

#[test]
fn subjects_repeat_and_the_alphabet_sorts() {
    let place = place();
    let ids = |more: &[&str]| -> Vec<String> {
        place.run(&[&["glossary", "export", "a.jsonl"], more].concat()).done();
        read("jsonl", place.read("a.jsonl").as_bytes(), &[]).into_iter().map(|concept| concept.id).collect()
    };
    assert_eq!(ids(&["--subject", "law", "--subject", "documents"]), ["document-signature", "law-act"]);
    assert_eq!(ids(&["--sort", "ru"]), ["law-act", "road-detour", "document-signature"]);
    assert_eq!(ids(&["--sort", "be"]), ["road-detour", "law-act", "document-signature"]);
    assert_eq!(ids(&["--sort", "en"]), ["road-detour", "document-signature", "law-act"], "what has no term is last");
}

#[test]
fn pages_have_the_title_told() {
    let place = place();
    place.run(&["glossary", "export", "a.html", "--title", "Тэрміны <2026>", "--langs", "be,ru"]).done();
    let page = place.read("a.html");
    assert!(page.contains("<title>Тэрміны &lt;2026&gt;</title>") && page.contains("<html lang=\"be\">"));
    assert!(page.contains("<s>елка</s>") && !page.contains("<script"));
    place.run(&["glossary", "export", "a.md", "--termbase", "test"]).done();
    assert!(place.read("a.md").starts_with("# test\n"));
}

#[test]
fn the_official_termbase_comes_back_from_every_format_that_holds_it() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("memories/official/official.tsv");
    let bytes = std::fs::read(path).unwrap();
    let official = csv::read(bytes.as_slice(), &mut Vec::new()).unwrap();
    let place = Place::new();
    place.write("memories/official/official.tsv", &bytes);
    for name in ["tbx-dct", "xlsx", "json", "multiterm"] {
        place.run(&["glossary", "export", "out", "--format", name]).done();
        let back = read(name, &std::fs::read(place.path("out")).unwrap(), &[]);
        assert!(ordered(back) == ordered(official.clone()), "{name}");
    }
    place.run(&["glossary", "export", "out.tsv"]).done();
    let back = csv::read(place.read("out.tsv").as_bytes(), &mut Vec::new()).unwrap();
    assert!(back == official);
}
