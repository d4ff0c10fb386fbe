//! Reviews of candidates come back from every format.

use super::*;
use crate::formats::damage::{changes, damaged, encoded};
use crate::model::{CandidateExample, CandidateTerm, TuId, Verdict};
use proptest::prelude::*;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn candidate(ru: &str, be: &str, count: u32, verdict: Verdict) -> Candidate {
    let term = |tag: &str, text: &str| CandidateTerm { lang: lang(tag), text: text.to_owned(), count: 0 };
    Candidate {
        terms: vec![term("ru", ru), term("be", be)],
        count,
        score: 0.5,
        variants: vec![CandidateTerm { count: 2, ..term("be", "працоўная дамова") }],
        examples: vec![CandidateExample {
            memory: "main".to_owned(),
            tu: TuId(7),
            texts: vec![(lang("ru"), "</script>\n\"a\"\tб".to_owned()), (lang("be"), "=1".to_owned())],
        }],
        known: false,
        verdict,
    }
}

/// What a table keeps of a candidate.
fn kept(candidates: &[Candidate]) -> Vec<(Vec<CandidateTerm>, u32, Verdict)> {
    candidates.iter().map(|candidate| (candidate.terms.clone(), candidate.count, candidate.verdict)).collect()
}

fn written(write: impl Fn(&mut dyn io::Write, Sheet<'_>) -> io::Result<()>, candidates: &[Candidate]) -> Vec<u8> {
    let langs = [lang("ru"), lang("be")];
    let mut bytes = Vec::new();
    write(&mut bytes, Sheet { langs: &langs, candidates }).unwrap();
    bytes
}

prop_compose! {
    fn all()(rows in prop::collection::vec(("[а-яё=\"'<;,]{1,8}( [а-я|’-]{1,5})?", "[а-яў]{1,9}", 1..500_u32, 0..3_usize), 1..5))
        -> Vec<Candidate> {
        let verdicts = [Verdict::Open, Verdict::Accepted, Verdict::Rejected];
        rows.iter().map(|(ru, be, count, verdict)| candidate(ru, be, *count, verdicts[*verdict])).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_review_comes_back_from_every_format(candidates in all()) {
        prop_assert_eq!(&read_json(&written(write_json, &candidates)).unwrap(), &(candidates.clone(), vec![]));
        for read in [
            read_delimited(&written(write_tsv, &candidates)).unwrap(),
            read_xlsx(&written(write_xlsx, &candidates)).unwrap(),
        ] {
            prop_assert_eq!((kept(&read.0), read.1), (kept(&candidates), vec![]));
        }
    }

    #[test]
    fn no_bytes_panic(candidates in all(), changes in changes()) {
        let _ = read_json(&damaged(&written(write_json, &candidates), &changes));
        let table = String::from_utf8(written(write_tsv, &candidates)).unwrap();
        for bytes in encoded(&table) {
            let _ = read_delimited(&damaged(&bytes, &changes));
        }
        let _ = read_xlsx(&damaged(&written(write_xlsx, &candidates), &changes));
    }
}

#[test]
fn people_say_yes_in_many_ways() {
    let table = "ru;be;ACCEPT\nа;б;Да\nв;г;X\nд;е;нет\nё;ж;\nз;і;maybe\n;;yes\n";
    let (candidates, problems) = read_delimited(table.as_bytes()).unwrap();
    let verdicts: Vec<Verdict> = candidates.iter().map(|candidate| candidate.verdict).collect();
    assert_eq!(verdicts, [Verdict::Accepted, Verdict::Accepted, Verdict::Rejected, Verdict::Open]);
    let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 2, "{messages:?}");
    assert!(messages[0].contains("\"maybe\""), "{messages:?}");
    assert!(read_delimited("ru\tbe\nа\tб\n".as_bytes()).is_err());
    assert!(read_delimited("accept\tcount\nyes\t1\n".as_bytes()).is_err());
}

#[test]
fn no_text_of_the_page_ends_its_script() {
    let page = String::from_utf8(written(write_page, &[candidate("а", "б", 1, Verdict::Open)])).unwrap();
    assert!(page.contains("\\u003c/script>") && !page.contains("{{"));
    assert_eq!(page.matches("</script>").count(), 2);
}
