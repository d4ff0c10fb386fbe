//! How do termbases travel? TBX (TermBase eXchange), both editions of ISO 30042.
//!
//! Edition 1 (2008, "v2": `martif`, valid against `TBXcoreStructV02.dtd`) is what programs read: OmegaT, Weblate,
//! translate-toolkit. Edition 2 (2019, "v3": `tbx`, dialect TBX-Basic) is the standard in force, which none of these
//! reads yet. We write it in the style DCA (data categories as attributes), which the core RELAX NG schema covers wholly
//! with one namespace, or in the style DCT (data categories as elements, in the namespaces of the modules Min and
//! Basic). Reading takes both editions and both styles, `tig` as well as Microsoft's `ntig`.
//!
//! A termbase comes back whole from all three. What TBX-Basic has no category for stands where its schemas allow it:
//!
//! | what | TBX-Basic (v3) | v2 |
//! |---|---|---|
//! | not to be translated | `customerSubset` of the entry: `do-not-translate` | `descrip` of the type `Translation needed`: `No`, as Weblate has it |
//! | other parts of speech, such as `properNoun` | `noun` or `other`, and a first note of the term: `partOfSpeech: properNoun` | itself |
//! | a noun in the plural only | gender `other` | gender `otherGender` |
//! | source | `source` of the entry | `admin` of the type `source` |
//!
//! A note of a term that itself begins with `partOfSpeech: ` has an empty one in front.

mod read;
mod write;

pub use read::{TbxError, read};
pub use write::{TbxVersion, write};

use crate::model::{Gender, TermStatus};

/// The value of `administrativeStatus` for a status.
fn status_value(status: TermStatus) -> &'static str {
    match status {
        TermStatus::Preferred => "preferredTerm-admn-sts",
        TermStatus::Admitted => "admittedTerm-admn-sts",
        TermStatus::Superseded => "supersededTerm-admn-sts",
        TermStatus::Deprecated => "deprecatedTerm-admn-sts",
    }
}

/// The status that a value of `administrativeStatus` means, also in the words of Weblate and others.
pub(super) fn status_of(value: &str) -> Option<TermStatus> {
    let value = value.trim().to_ascii_lowercase();
    Some(match value.trim_end_matches("-admn-sts").trim_end_matches("term") {
        "preferred" => TermStatus::Preferred,
        "admitted" | "legal" | "regulated" | "standardized" => TermStatus::Admitted,
        "superseded" | "obsolete" => TermStatus::Superseded,
        "deprecated" | "forbidden" | "notrecommended" => TermStatus::Deprecated,
        _ => return None,
    })
}

/// The value of `grammaticalGender`. TBX knows no number; what lives in the plural is its "other".
fn gender_value(version: TbxVersion, gender: Gender) -> &'static str {
    match gender {
        Gender::Plural if version == TbxVersion::V2 => "otherGender",
        Gender::Plural => "other",
        gender => gender.name(),
    }
}

fn gender_of(value: &str) -> Option<Gender> {
    match value.trim() {
        "other" | "otherGender" => Some(Gender::Plural),
        value => Gender::named(value),
    }
}

/// What a note begins with that tells a part of speech TBX-Basic has no value for.
const PART_OF_SPEECH: &str = "partOfSpeech: ";
/// The customer subset of what is not to be translated.
const DO_NOT_TRANSLATE: &str = "do-not-translate";
/// The description by which Weblate knows it.
const TRANSLATION_NEEDED: &str = "Translation needed";

/// A name as XML and every reader takes it for an ID: an ASCII letter or `_` first, then letters, digits, `.`, `-`, `_`.
fn xml_id(name: &str) -> String {
    let mut out: String = name
        .trim()
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        out.insert(0, 'c');
    }
    out
}

/// A name that is not in use, and now is.
pub(super) fn unused_id(name: &str, used: &mut std::collections::BTreeSet<String>) -> String {
    let name = xml_id(name);
    let mut candidate = name.clone();
    let mut n = 2_u64;
    while !used.insert(candidate.clone()) {
        candidate = format!("{name}-{n}");
        n += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged, encoded};
    use crate::lang::Lang;
    use crate::model::{Concept, Term};
    use crate::problem::Problem;
    use proptest::prelude::*;

    const VERSIONS: [TbxVersion; 3] = [TbxVersion::V2, TbxVersion::V3, TbxVersion::V3Dct];

    fn term(lang: &str, text: &str, status: TermStatus) -> Term {
        Term::new(Lang::parse(lang).unwrap(), text, status)
    }

    fn termbase() -> Vec<Concept> {
        let mut noun = term("ru", "Совет Министров", TermStatus::Preferred);
        noun.part_of_speech = Some("noun".into());
        noun.gender = Some(Gender::Masculine);
        noun.note = Some("в Беларуси".into());
        let mut name = term("ru", "правительство", TermStatus::Admitted);
        name.part_of_speech = Some("properNoun".into());
        name.gender = Some(Gender::Plural);
        vec![
            Concept {
                id: "government".into(),
                subject: Some("органы".into()),
                definition: Some("Высший орган\nисполнительной власти <\"&'>".into()),
                note: Some("Не «кабинет»".into()),
                source: Some("Конституция, ст. 106".into()),
                do_not_translate: true,
                terms: vec![
                    noun,
                    name,
                    term("be", "Савет Міністраў", TermStatus::Preferred),
                    term("be-tarask", "Рада Міністраў", TermStatus::Preferred),
                    term("en", "Cabinet\tof Ministers", TermStatus::Deprecated),
                ],
            },
            Concept {
                id: "c2".into(),
                terms: vec![term("ru", "объезд", TermStatus::Preferred), term("be", "аб'езд", TermStatus::Preferred)],
                ..Concept::default()
            },
        ]
    }

    fn written(version: TbxVersion, concepts: &[Concept]) -> Vec<u8> {
        write(Vec::new(), version, "Тэрміны", concepts).unwrap()
    }

    fn read_all(bytes: &[u8]) -> (Vec<Concept>, Vec<Problem>) {
        let mut problems = Vec::new();
        let concepts = read(bytes, &mut problems).unwrap();
        (concepts, problems)
    }

    #[test]
    fn a_termbase_comes_back_from_both_editions() {
        for version in VERSIONS {
            let bytes = written(version, &termbase());
            assert_eq!(read_all(&bytes), (termbase(), vec![]), "{version:?}");
        }
    }

    #[test]
    fn other_shapes_are_read() {
        let dct = "<tbx style='dct' type='TBX-Basic' xml:lang='en' xmlns='urn:iso:std:iso:30042:ed-2' \
            xmlns:min='http://www.tbxinfo.net/ns/min' xmlns:basic='http://www.tbxinfo.net/ns/basic'><text><body>\
            <conceptEntry id='c1'><min:subjectField>органы</min:subjectField><transacGrp><date>2024-06-05</date><note>x</note></transacGrp>\
            <langSec xml:lang='ru'><descripGrp><basic:definition>\n  Орган &amp; власть  \n\n   страны\n</basic:definition><basic:source>Закон</basic:source></descripGrp>\
            <termSec><term>Совет</term><min:partOfSpeech>noun</min:partOfSpeech>\
            <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec></conceptEntry></body></text></tbx>";
        let mut council = term("ru", "Совет", TermStatus::Superseded);
        council.part_of_speech = Some("noun".into());
        let concept = Concept {
            id: "c1".into(),
            subject: Some("органы".into()),
            definition: Some("Орган & власть страны".into()),
            source: Some("Закон".into()),
            terms: vec![council],
            ..Concept::default()
        };
        assert_eq!(read_all(dct.as_bytes()), (vec![concept], vec![]));

        let ntig = "<martif type='TBX'><text><body><termEntry id='7'><langSet xml:lang='be-BY'><ntig><termGrp><term>аб<hi>’</hi>езд</term>\
            <termNote type='partOfSpeech'>noun</termNote></termGrp><note>а</note></ntig><tig><term>аб'езд</term></tig></langSet>\
            <langSet xml:lang='?'><tig><term>x</term></tig></langSet></termEntry>\
            <termEntry id='7'><langSet xml:lang='ru'><tig><term> </term></tig></langSet></termEntry></body></text></martif>";
        let (concepts, problems) = read_all(ntig.as_bytes());
        assert_eq!(concepts.len(), 1);
        assert_eq!(concepts[0].id, "c7");
        assert_eq!((concepts[0].note.as_deref(), concepts[0].terms[0].note.as_deref()), (None, Some("а")));
        let terms: Vec<(&str, TermStatus)> = concepts[0].terms.iter().map(|t| (t.text.as_str(), t.status)).collect();
        assert_eq!(terms, [("аб’езд", TermStatus::Preferred), ("аб'езд", TermStatus::Admitted)]);
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["tbx-language", "tbx-no-term", "tbx-no-term"]);
    }

    #[test]
    fn what_is_no_termbase_is_refused() {
        assert!(matches!(read(&b"<tmx/>"[..], &mut Vec::new()), Err(TbxError::NotTbx { root }) if root == "tmx"));
        let cut = written(TbxVersion::V3, &termbase());
        assert!(matches!(read(&cut[..cut.len() - 20], &mut Vec::new()), Err(TbxError::Xml(_))));
    }

    #[test]
    fn names_are_ids() {
        assert_eq!(xml_id("7 дней"), "c7_дней");
        let mut used = std::collections::BTreeSet::new();
        assert_eq!([unused_id("a", &mut used), unused_id("a", &mut used)], ["a", "a-2"]);
    }

    fn words() -> impl Strategy<Value = String> {
        "[а-яіў'’\"<>&\t\n \u{A0}]{0,9}[а-яіў]"
    }

    fn concept() -> impl Strategy<Value = Concept> {
        let maybe = || prop::option::of(words());
        let parts = prop::option::of(prop::sample::select(&["noun", "verb", "properNoun", "other", "phrase"][..]));
        let gender = prop::option::of(prop::sample::select(&Gender::ALL[..]));
        let note = prop_oneof![3 => maybe(), 1 => words().prop_map(|text| Some(format!("partOfSpeech: {text}")))];
        let lang = prop::sample::select(&["ru", "be", "en"][..]);
        let term = (lang, words(), prop::sample::select(&TermStatus::ALL[..]), parts, gender, note).prop_map(
            |(lang, text, status, part, gender, note)| Term {
                part_of_speech: part.map(str::to_owned),
                gender,
                note,
                ..term(lang, &text, status)
            },
        );
        let terms = prop::collection::vec(term, 1..5);
        (maybe(), maybe(), maybe(), maybe(), any::<bool>(), terms).prop_map(
            |(subject, definition, note, source, do_not_translate, mut terms)| {
                terms.sort_by(|a, b| a.lang.cmp(&b.lang));
                Concept { id: "c".into(), subject, definition, note, source, do_not_translate, terms }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn concepts_come_back(mut concepts in prop::collection::vec(concept(), 0..4)) {
            for (i, concept) in concepts.iter_mut().enumerate() {
                concept.id = format!("c{i}");
            }
            for version in VERSIONS {
                let bytes = written(version, &concepts);
                let (read, problems) = read_all(&bytes);
                prop_assert_eq!(&read, &concepts);
                prop_assert_eq!(problems, vec![]);
                prop_assert_eq!(written(version, &read), bytes);
            }
        }

        #[test]
        fn no_bytes_panic(changes in changes()) {
            for version in VERSIONS {
                let text = String::from_utf8(written(version, &termbase())).unwrap();
                for bytes in encoded(&text) {
                    let _ = read(damaged(&bytes, &changes).as_slice(), &mut Vec::new());
                }
            }
        }
    }
}
