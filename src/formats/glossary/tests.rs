//! Does what is written come back, and is what others write understood?

use super::*;
use crate::formats::damage::{changes, damaged, encoded};
use crate::model::{Gender, TermStatus};
use proptest::prelude::*;
use std::io::Cursor;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn term(tag: &str, text: &str, status: TermStatus) -> Term {
    Term::new(lang(tag), text, status)
}

use TermStatus::{Admitted, Deprecated, Preferred, Superseded};

/// Concepts with everything there is, and signs that formats trip over.
fn termbase() -> Vec<Concept> {
    let full = Term {
        part_of_speech: Some("properNoun".into()),
        gender: Some(Gender::Feminine),
        note: Some("с 19 сентября 1991 | не раньше".into()),
        ..term("ru", "Беларусь", Preferred)
    };
    vec![
        Concept {
            id: "state-belarus".into(),
            subject: Some("states".into()),
            definition: Some("=СУММ(A1); \"дзяржава\"\nу Еўропе".into()),
            note: Some("@ + - ' аб'езд, тут\tтам".into()),
            source: Some("Закон № 1085-XII".into()),
            do_not_translate: true,
            terms: vec![
                full,
                term("ru", "РБ", Admitted),
                term("ru", "БССР", Superseded),
                term("ru", "Белоруссия", Deprecated),
                term("be", "Рэспубліка Беларусь", Preferred),
                term("be", "Беларусь", Preferred),
                term("be-tarask", "Рэспубліка Беларусь", Preferred),
                term("en", "=Belarus", Preferred),
            ],
        },
        Concept {
            id: "c2".into(),
            terms: vec![term("ru", "'объезд\"", Admitted), term("be", "-аб’езд [deprecated]", Preferred)],
            ..Concept::default()
        },
    ]
}

fn written(name: &str, concepts: &[Concept], langs: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    let options = WriteOptions { title: "Слоўнік".into(), langs: langs.iter().map(|tag| lang(tag)).collect() };
    GlossaryFormat::named(name).unwrap().write(&mut out, concepts, &options).unwrap();
    out
}

fn read(name: &str, bytes: &[u8], langs: &[&str]) -> Result<(Vec<Concept>, Vec<Problem>), GlossaryError> {
    let options = ReadOptions { langs: langs.iter().map(|tag| lang(tag)).collect(), ..ReadOptions::default() };
    let mut problems = Vec::new();
    let input = Box::new(Cursor::new(bytes.to_vec()));
    let concepts = GlossaryFormat::named(name).unwrap().read(input, &options, &mut problems)?;
    Ok((concepts, problems))
}

/// Formats that hold everything.
const WHOLE: [&str; 9] = ["tbx", "tbx-dct", "tbx-v2", "csv", "tsv", "xlsx", "json", "jsonl", "multiterm"];

/// Concepts with languages in one order: columns and objects have one of their own.
fn ordered(mut concepts: Vec<Concept>) -> Vec<Concept> {
    for concept in &mut concepts {
        concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    }
    concepts
}

#[test]
fn all_there_is_comes_back_from_formats_that_hold_it() {
    for name in WHOLE {
        let (concepts, problems) = read(name, &written(name, &termbase(), &[]), &[]).unwrap();
        assert_eq!(problems, [], "{name}");
        assert_eq!(ordered(concepts), ordered(termbase()), "{name}");
    }
}

#[test]
fn pairs_come_back_as_far_as_they_go() {
    let usable = |tag: &str, concept: &Concept| -> Vec<String> {
        let lang = lang(tag);
        concept.terms_in(&lang).filter(|term| term.status.is_usable()).map(|term| term.text.clone()).collect()
    };
    let concepts = termbase();
    for name in ["omegat", "wordfast", "weblate"] {
        let (read, problems) = read(name, &written(name, &concepts, &["be", "ru"]), &["be", "ru"]).unwrap();
        assert_eq!(problems, [], "{name}");
        let pairs = |concepts: &[Concept]| -> std::collections::BTreeSet<(String, String)> {
            let of = |concept: &Concept| -> Vec<(String, String)> {
                let all = usable("ru", concept);
                usable("be", concept).iter().flat_map(|a| all.iter().map(|b| (a.clone(), b.clone()))).collect()
            };
            concepts.iter().flat_map(of).collect()
        };
        assert_eq!(pairs(&read), pairs(&concepts), "{name}");
    }
    let (weblate, _) = read("weblate", &written("weblate", &concepts, &["ru", "be"]), &["ru", "be"]).unwrap();
    assert_eq!(weblate.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["state-belarus", "c2"]);
    let bytes = written("wordfast", &concepts, &["ru", "be"]);
    assert!(bytes.starts_with(&[0xFF, 0xFE]) && bytes.ends_with(&[b'\r', 0, b'\n', 0]));
}

#[test]
fn memoq_holds_terms_and_what_is_said_of_a_concept() {
    let concepts = termbase();
    let bytes = written("memoq", &concepts, &["ru", "be", "en"]);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.starts_with("\u{FEFF}Entry_ID;Entry_Subject;Entry_Domain;"), "{text}");
    assert!(text.contains(";Russian;Russian_Def;Term_Info;Term_Example;Russian;"), "{text}");
    let (read, problems) = read("memoq", &bytes, &[]).unwrap();
    assert_eq!(problems, []);
    assert_eq!((read[0].id.as_str(), &read[0].subject, &read[0].note), ("c1", &concepts[0].subject, &concepts[0].note));
    assert_eq!(read[0].definition, concepts[0].definition);
    let texts = |concept: &Concept| -> Vec<String> { concept.terms.iter().map(|term| term.text.clone()).collect() };
    assert_eq!(read.iter().map(texts).collect::<Vec<_>>(), ordered_as_columns(&concepts));
}

fn ordered_as_columns(concepts: &[Concept]) -> Vec<Vec<String>> {
    let column = |term: &Term| ["ru", "be", "en", "be-tarask"].iter().position(|tag| *tag == term.lang.as_str());
    let of = |concept: &Concept| {
        let mut terms = concept.terms.clone();
        terms.sort_by_key(|term| column(term));
        terms.into_iter().map(|term| term.text).collect()
    };
    concepts.iter().map(of).collect()
}

/// What a table of others says: each concept as `lang:text` with a sign for the status.
#[track_caller]
fn says(text: &str, langs: &[&str], expected: &[&str]) -> (Vec<Concept>, Vec<Problem>) {
    let (concepts, problems) = read("csv", text.as_bytes(), langs).unwrap();
    let sign = |term: &Term| match term.status {
        Preferred => "",
        Admitted => "+",
        Superseded => "†",
        Deprecated => "-",
    };
    let told: Vec<String> = concepts
        .iter()
        .map(|concept| {
            let terms = concept.terms.iter().map(|term| format!("{}:{}{}", term.lang, sign(term), term.text));
            terms.collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(told, expected, "{text}");
    (concepts, problems)
}

#[test]
fn tables_of_others_are_read() {
    says("Русский;Белорусский\nзакон;закон\n", &[], &["ru:закон be:закон"]);
    says("ru-RU\tbe_BY\tEnglish (UK)\nзакон\tзакон\tlaw\n", &[], &["ru-RU:закон be-BY:закон en-GB:law"]);
    says("Термин,Тэрмін,Term\nзакон,закон,law\n", &[], &["ru:закон be:закон en:law"]);
    says("Термин;Перевод;Примечание\nзакон;закон;акт\n", &["ru", "be"], &["ru:закон be:закон"]);
    says("Термин;Белорусский термин;Английский термин\nсуд;суд;court\n", &[], &["ru:суд be:суд en:court"]);
    says("Глоссарий;;\n;;\n№;Русский;Белорусский\n1;суд;суд\n", &[], &["ru:суд be:суд"]);
    says("ru;Синонимы;be;Запрещено (be)\nвуз;институт;ВНУ;ВУЗ\n", &[], &["ru:вуз ru:+институт be:ВНУ be:-ВУЗ"]);
    says(
        "source,target,forbidden\nстолица,сталіца,\nстолица,\"стольны \"\"горад\"\"\",yes\n",
        &["ru", "be"],
        &["ru:столица be:сталіца", "ru:столица be:-стольны \"горад\""],
    );
    says("ru;Статус;be\nБелоруссия;forbidden;Беларусь\n", &[], &["ru:-Белоруссия be:Беларусь"]);
    says("ru;be;ru status\nа;б;запрещён\n", &[], &["ru:-а be:б"]);
    says("ru;ru status;be;be status\nа;forbidden;б;preferred\n", &[], &["ru:-а be:б"]);
    says("id\tru\tbe\nk\tа | б [deprecated]\tв\n", &[], &["ru:а ru:-б be:в"]);
    let (_, problems) = says("ru;be;Статус\nа;б | в;так сабе\nг|ґ;д;\n", &[], &["ru:а be:б be:+в", "ru:г|ґ be:д"]);
    assert_eq!(
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        ["glossary-status", "glossary-several"]
    );
    says("закон\tзакон\tа\n", &["ru", "be"], &["ru:закон be:закон"]);
    says("закон,закон\n", &["ru", "be"], &["ru:закон be:закон"]);
    says("ru,be\n\"суд\nсудья\",\"'суд | =суддзя\"\n", &[], &["ru:суд ru:+судья be:'суд be:+=суддзя"]);
    let (concepts, problems) = says(
        "ID;Предметная область;Определение (ru);RU;BE;Источник;Род;Автор;статус\n7;право;акт;Закон;Закон;НЦПИ;м;я;deprecated\n",
        &[],
        &["ru:Закон be:-Закон"],
    );
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["glossary-column"]);
    let concept = &concepts[0];
    assert_eq!(concept.id, "c7");
    let told = [&concept.subject, &concept.definition, &concept.source];
    assert_eq!(told.map(Option::as_deref), [Some("право"), Some("акт"), Some("НЦПИ")]);
    assert_eq!(concept.terms.iter().map(|term| term.gender).collect::<Vec<_>>(), [None, Some(Gender::Masculine)]);
}

#[test]
fn tables_in_any_letters_are_read() {
    let text = "Термин;Тэрмін\nпостановление правительства;пастанова ўрада\n";
    for bytes in encoded(text) {
        let (concepts, _) = read("csv", &bytes, &[]).unwrap();
        assert_eq!(concepts[0].terms[0].text, "постановление правительства");
        if bytes.len() > text.chars().count() {
            assert_eq!(concepts[0].terms[1].text, "пастанова ўрада");
        }
    }
}

#[test]
fn what_does_not_tell_its_languages_is_refused() {
    for text in ["закон;закон\n", "source,target\nа,б\n", "Термин;Перевод\nа;б\n"] {
        assert!(matches!(read("csv", text.as_bytes(), &[]), Err(GlossaryError::Nameless)), "{text}");
    }
    assert!(matches!(read("omegat", b"a\tb\n", &[]), Err(GlossaryError::Nameless)));
    assert!(matches!(read("csv", b"", &["ru", "be"]), Err(GlossaryError::Table(TableError::Empty))));
    assert!(matches!(read("html", b"", &[]), Err(GlossaryError::NotRead("html"))));
    assert!(matches!(read("xlsx", b"PK", &[]), Err(GlossaryError::Table(TableError::Workbook(_)))));
    assert!(matches!(read("multiterm", b"<tmx/>", &[]), Err(GlossaryError::NotMultiTerm(root)) if root == "tmx"));
    assert!(matches!(read("json", b"[{]", &[]), Err(GlossaryError::Json(_))));
}

#[test]
fn termbases_of_trados_and_microsoft_are_read() {
    let text = "<mtf><conceptGrp><concept>12</concept><system type='entryClass'>1</system><transacGrp><transac \
        type='origination'>x</transac><date>2010-01-01</date></transacGrp><languageGrp><language type='Belarusian' \
        lang='BE-BY'/><descripGrp><descrip type='Definition'>акт</descrip></descripGrp><termGrp><term>закон</term>\
        <descripGrp><descrip type='Status'>Forbidden</descrip></descripGrp></termGrp></languageGrp><languageGrp>\
        <language type='English'/><termGrp><term>law</term></termGrp></languageGrp></conceptGrp></mtf>";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (concepts, problems) = read("multiterm", &utf16, &[]).unwrap();
    assert_eq!(problems, []);
    assert_eq!((concepts[0].id.as_str(), concepts[0].definition.as_deref()), ("c12", Some("акт")));
    assert_eq!(concepts[0].terms, [term("be-BY", "закон", Deprecated), term("en", "law", Preferred)]);

    let text = "<martif type='TBX' xml:lang='en-US'><text><body><termEntry id='9_1'><langSet xml:lang='en-US'><descripGrp>\
        <descrip type='definition'>A file.</descrip></descripGrp><ntig><termGrp><term id='9_1_1'>file</term><termNote \
        type='partOfSpeech'>Noun</termNote></termGrp></ntig></langSet><langSet xml:lang='be-BY'><ntig><termGrp>\
        <term>файл</term></termGrp></ntig></langSet></termEntry></body></text></martif>";
    let (concepts, _) = read("tbx", text.as_bytes(), &[]).unwrap();
    assert_eq!(concepts[0].terms.iter().map(|term| term.text.as_str()).collect::<Vec<_>>(), ["file", "файл"]);
}

#[test]
fn json_of_others_is_read() {
    let text = r#"{"concepts":[{"terms":{"ru":"суд","be":["суд",{"term":"трыбунал"}],"?":"x"}},{"type":"pair"},{"terms":{}},7]}"#;
    let (concepts, problems) = read("json", text.as_bytes(), &[]).unwrap();
    assert_eq!(concepts.len(), 1);
    assert_eq!(
        concepts[0].terms,
        [term("be", "суд", Preferred), term("be", "трыбунал", Admitted), term("ru", "суд", Preferred)]
    );
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["json-language", "json-no-term", "json-concept"]);
}

#[test]
fn formats_are_told_by_name_and_look() {
    let of = |extension: &str, head: &[u8]| GlossaryFormat::to_read(extension, head).map(GlossaryFormat::name);
    assert_eq!(of("xml", &written("multiterm", &termbase(), &[])), Some("multiterm"));
    assert_eq!(of("xml", &written("tbx-v2", &termbase(), &[])), Some("tbx"));
    assert_eq!(of("csv", &written("memoq", &termbase(), &[])), Some("memoq"));
    assert_eq!(of("csv", b"ru,be"), Some("csv"));
    assert_eq!((of("html", b""), of("txt", b""), of("doc", b"")), (None, Some("omegat"), None));
    let mut names: Vec<&str> = GlossaryFormat::all().iter().map(GlossaryFormat::name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), GlossaryFormat::all().len());
}

#[test]
fn pages_say_all_terms_and_nothing_runs_in_them() {
    let mut concepts = termbase();
    concepts[1].terms.push(term("en", "<script>alert(1)</script> & \"co\"", Deprecated));
    let page = String::from_utf8(written("html", &concepts, &["ru", "be", "en"])).unwrap();
    assert!(!page.contains("<script") && !page.contains("http"), "{page}");
    assert!(page.contains("<s>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;</s>"));
    assert!(page.contains("Государства<span class=dot> · </span>Дзяржавы<span class=dot> · </span>States"));
    assert!(page.contains("<p class=t>Беларусь <i>f</i> <small>с 19 сентября 1991 | не раньше</small></p>"));
    for tag in ["ru", "be", "be-tarask", "en"] {
        assert!(page.contains(&format!("<section class=index id=\"i-{tag}\"")), "{tag}");
    }
    let text = String::from_utf8(written("md", &concepts, &["ru", "be", "en"])).unwrap();
    assert!(text.starts_with(
        "# Слоўнік\n\n## Государства · Дзяржавы · States\n\n| Русский | Беларуская | English | be-tarask |  |\n"
    ));
    assert!(
        text.contains("| **Беларусь** *f* (с 19 сентября 1991 \\| не раньше)<br>РБ<br>БССР †<br>~~Белоруссия~~ |"),
        "{text}"
    );
    assert!(text.contains("~~&lt;script>alert(1)&lt;/script> &amp; \"co\"~~"), "{text}");
}

fn words() -> impl Strategy<Value = String> {
    "[а-яіў=@+'’-]([а-яіў'’\"<>&|\\\\,;\t =\\[\\]{}/#-]|deprecated| \\[admitted\\]| \\{m\\}| // ){0,6}[а-яіў]"
}

fn concept() -> impl Strategy<Value = Concept> {
    let maybe = || prop::option::of(words());
    let parts = prop::option::of(prop::sample::select(&["noun", "verb", "properNoun", "phrase"][..]));
    let gender = prop::option::of(prop::sample::select(&Gender::ALL[..]));
    let tag = prop::sample::select(&["ru", "be", "be-tarask", "en"][..]);
    let term = (tag, words(), prop::sample::select(&TermStatus::ALL[..]), parts, gender, maybe()).prop_map(
        |(tag, text, status, part, gender, note)| Term {
            part_of_speech: part.map(str::to_owned),
            gender,
            note,
            ..term(tag, &text, status)
        },
    );
    let terms = prop::collection::vec(term, 1..6);
    (maybe(), maybe(), maybe(), maybe(), any::<bool>(), terms).prop_map(
        |(subject, definition, note, source, do_not_translate, terms)| Concept {
            id: String::new(),
            subject,
            definition,
            note,
            source,
            do_not_translate,
            terms,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn concepts_come_back(mut concepts in prop::collection::vec(concept(), 1..5)) {
        for (i, concept) in concepts.iter_mut().enumerate() {
            concept.id = format!("c{i}");
        }
        for name in WHOLE {
            let bytes = written(name, &concepts, &["ru", "be"]);
            let (read, problems) = read(name, &bytes, &[]).unwrap();
            prop_assert_eq!(problems, vec![], "{}", name);
            prop_assert_eq!(ordered(read), ordered(concepts.clone()), "{}", name);
        }
    }

    #[test]
    fn no_bytes_panic(changes in changes()) {
        for name in ["csv", "tsv", "json", "jsonl", "multiterm", "memoq", "omegat", "weblate", "xlsx"] {
            let bytes = written(name, &termbase(), &["ru", "be"]);
            let _ = read(name, &damaged(&bytes, &changes), &["ru", "be"]);
            if let Ok(text) = String::from_utf8(bytes) {
                for bytes in encoded(&text) {
                    let _ = read(name, &damaged(&bytes, &changes), &[]);
                }
            }
        }
    }
}
