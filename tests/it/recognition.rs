//! How well are terms recognised in inflected text? Sentences in which every occurrence of a term of the shipped termbase
//! is marked (`tests/data/terms`), written apart from the rules of recognition, which were then mended by them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use tolmach::formats::csv;
use tolmach::lang::Lang;
use tolmach::terms::TermIndex;

/// The concepts at each place.
type Marks = BTreeMap<(usize, usize), BTreeSet<String>>;

/// A sentence without its marks, and these: `[[words|concept/concept]]`.
fn unmarked(line: &str) -> (String, Marks) {
    let mut text = String::new();
    let mut marks = Marks::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        text.push_str(before);
        let (mark, after) = after.split_once("]]").unwrap();
        let (words, ids) = mark.rsplit_once('|').unwrap();
        let start = text.len();
        text.push_str(words);
        marks.insert((start, text.len()), ids.split('/').map(str::to_owned).collect());
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

#[track_caller]
fn check(tag: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let termbase = std::fs::read(root.join("memories/official/official.tsv")).unwrap();
    let concepts = csv::read(termbase.as_slice(), &mut Vec::new()).unwrap();
    let lang = Lang::parse(tag).unwrap();
    let index = TermIndex::new(&concepts, std::slice::from_ref(&lang));
    let sentences = std::fs::read_to_string(root.join(format!("tests/data/terms/{tag}.txt"))).unwrap();
    let (mut marked, mut found, mut right) = (0, 0, 0);
    let mut faults = Vec::new();
    for line in sentences.lines() {
        let (text, marks) = unmarked(line);
        let mut told = Marks::new();
        for hit in index.find(&text, &lang) {
            let Range { start, end } = hit.range;
            told.entry((start, end)).or_default().insert(concepts[hit.concept].id.clone());
        }
        marked += marks.len();
        found += told.len();
        for (place, ids) in &marks {
            if told.get(place).is_some_and(|told| !told.is_disjoint(ids)) {
                right += 1;
            } else {
                faults.push(format!("missed: {:?} ({ids:?}) in {text:?}", &text[place.0..place.1]));
            }
        }
        for (place, ids) in told.iter().filter(|(place, ids)| marks.get(place).is_none_or(|mark| mark.is_disjoint(ids)))
        {
            faults.push(format!("wrong: {:?} ({ids:?}) in {text:?}", &text[place.0..place.1]));
        }
    }
    let (recall, precision) = (f64::from(right) / marked as f64, f64::from(right) / found as f64);
    let measured = format!("{tag}: recall {recall:.3} of {marked}, precision {precision:.3} of {found}");
    assert!(marked >= 300, "{measured}");
    assert!(recall >= 0.95 && precision >= 0.97, "{measured}\n{}", faults.join("\n"));
}

#[test]
fn russian_terms_are_recognised() {
    check("ru");
}

#[test]
fn belarusian_terms_are_recognised() {
    check("be");
}

#[test]
fn english_terms_are_recognised() {
    check("en");
}
