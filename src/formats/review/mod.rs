//! How is an alignment looked through? A page for the browser, a table for spreadsheets, and the file a review is saved to.
//!
//! # The saved review (`review.json`), version 1
//!
//! ```json
//! {"v":1,"type":"review","aligner":"tolmach 0.1.0",
//!  "sides":[{"lang":"ru","source":{"name":"ru.txt","title":null,"date":null,"url":null},
//!            "fingerprint":"93a1…","segments":["…","…"]}, …],
//!  "beads":[{"sides":[[0,1],[0,2]],"confidence":0.98,"status":"open"}, …]}
//! ```
//!
//! It holds all there is to know, so that the documents need not be at hand: every segment, and for each bead and side
//! the numbers of its first segment and of the one after its last. Each segment stands in exactly one bead. `confidence`
//! is null for a bead that a person made; `status` is `open`, `accept` or `reject`; a bead out of order with its neighbours
//! has `"crossing":true`. The fingerprint (XXH3 of the
//! segments, 16 hexadecimal digits) tells that the segments are those that were aligned. The page carries the same
//! object and saves it.
//!
//! # The table (`tsv`, `csv`, `xlsx`)
//!
//! | n | shape | confidence | status | ru | be | en | check |
//! |---|---|---|---|---|---|---|---|
//! | | | | document | ru.txt | be.txt | en.txt | ru 1240, be 1232, en 1301 |
//! | 0 | 2-1-1 | 0.98 | | … ¶ … | … | … | #5f0c93a1 |
//! | 1 | 1-1-1 ↕ | 0.97 | | … | … | … | #0b61d7e4 ru 2.0 be 2.0 en 7.0 |
//!
//! A row a bead, in the order of `n`; a row without `n` follows the one above it. Segments of a cell stand on lines of
//! their own (`xlsx`) or have `¶` between them (`tsv`); either is read, and a `¶` of the text itself is written twice.
//! Rows with `document`, `title`, `date` or `url` as their status tell of the documents. `check` says how many
//! characters each document has, white space aside, and what stood in the row, so that a bead that was changed is known
//! from one that was not. A bead that crosses (`↕`) also says there where its texts stand: before those of row 7, and the
//! so-manieth there, from 0.

mod json;
mod page;
mod table;
mod xlsx;

pub use json::{read as read_json, write as write_json};
pub use page::write as write_page;
pub use table::{read_delimited, write_tsv};
pub use xlsx::{read as read_xlsx, write as write_xlsx};

use crate::model::{Review, ReviewSide};
use std::io;
use xxhash_rust::xxh3::Xxh3;

/// Why a saved review cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The bytes could not be had, or are too many.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no JSON.
    #[error("is no JSON: {0}")]
    Json(String),
    /// It is JSON of something else.
    #[error("is not a saved review: {0}")]
    Foreign(String),
    /// It was saved by a later version.
    #[error("was saved by a newer Tolmach (version {0} of the file, this one knows 1)")]
    Newer(u64),
    /// Its segments are not those that were aligned.
    #[error("the segments in {0} are not those that were aligned: they were changed in the file")]
    Changed(String),
    /// Its beads do not hold together.
    #[error("{0}")]
    Beads(String),
    /// A spreadsheet that is none.
    #[error("cannot be read as a spreadsheet: {0}")]
    Workbook(String),
    /// It names no languages.
    #[error(
        "the first row names {0} languages: expected two or three, as in n, shape, confidence, status, ru, be, check"
    )]
    Languages(usize),
    /// Rows that cannot be understood, by their number in the spreadsheet.
    #[error("{}", rows(.0))]
    Rows(Vec<(usize, String)>),
    /// There is no bead in it.
    #[error("has no beads")]
    Empty,
}

/// The first few rows with what is wrong with them, and how many more there are.
fn rows(problems: &[(usize, String)]) -> String {
    const SHOWN: usize = 5;
    let mut text: Vec<String> =
        problems.iter().take(SHOWN).map(|(row, message)| format!("row {row}: {message}")).collect();
    if problems.len() > SHOWN {
        text.push(format!("and {} more", problems.len() - SHOWN));
    }
    text.join("; ")
}

/// XXH3 of texts, each closed by a zero byte.
fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut hash = Xxh3::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update(&[0]);
    }
    hash.digest()
}

fn fingerprint(side: &ReviewSide) -> String {
    format!("{:016x}", hash(side.segments.iter().map(String::as_str)))
}

/// Checks that each segment of each side stands in exactly one bead, and no bead is empty.
fn check(review: &Review) -> Result<(), ReviewError> {
    let mut taken: Vec<Vec<bool>> = review.sides.iter().map(|side| vec![false; side.segments.len()]).collect();
    for (n, bead) in review.beads.iter().enumerate() {
        let fault = |what: String| Err(ReviewError::Beads(format!("bead {n} {what}")));
        if bead.sides.len() != review.sides.len() {
            return fault(format!("has {} sides of {}", bead.sides.len(), review.sides.len()));
        }
        if bead.sides.iter().all(|side| side.is_empty()) {
            return fault("is empty".to_owned());
        }
        for ((range, taken), side) in bead.sides.iter().zip(&mut taken).zip(&review.sides) {
            let lang = &side.lang;
            let Some(slots) = taken.get_mut(range.clone()) else {
                return fault(format!(
                    "takes segments {} to {} in {lang}, which has {}",
                    range.start,
                    range.end,
                    side.segments.len()
                ));
            };
            for (slot, i) in slots.iter_mut().zip(range.clone()) {
                if std::mem::replace(slot, true) {
                    return fault(format!("takes segment {i} in {lang}, which another bead has"));
                }
            }
        }
    }
    for (taken, side) in taken.iter().zip(&review.sides) {
        if let Some(i) = taken.iter().position(|taken| !taken) {
            return Err(ReviewError::Beads(format!("segment {i} in {} stands in no bead", side.lang)));
        }
    }
    if review.beads.is_empty() { Err(ReviewError::Empty) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged, encoded};
    use crate::lang::Lang;
    use crate::model::{ReviewBead, Source, Verdict};
    use proptest::prelude::*;
    use std::ops::Range;

    /// A bead: its texts, its confidence and its verdict.
    type Made = (Vec<String>, Vec<String>, Option<f64>, Verdict);

    /// Makes beads cross: their second sides go to the end of the document, the last of them first.
    fn crossed(mut review: Review, crossing: &[bool]) -> Review {
        let crosses = |n: usize| crossing.get(n) == Some(&true);
        let (moved, kept): (Vec<usize>, Vec<usize>) = (0..review.beads.len()).partition(|n| crosses(*n));
        let old = std::mem::take(&mut review.sides[1].segments);
        for n in kept.into_iter().chain(moved.into_iter().rev()) {
            let segments = &mut review.sides[1].segments;
            let start = segments.len();
            segments.extend_from_slice(&old[review.beads[n].sides[1].clone()]);
            review.beads[n].sides[1] = start..segments.len();
            review.beads[n].crossing = crosses(n);
        }
        review
    }

    /// A review of two documents.
    fn review(beads: &[Made]) -> Review {
        let side = |lang: &str, segments: Vec<String>| ReviewSide {
            lang: Lang::parse(lang).unwrap(),
            source: Source { name: format!("{lang}.txt"), title: Some("=1+1".into()), ..Source::default() },
            segments,
        };
        let take = |end: &mut usize, more: usize| -> Range<usize> {
            *end += more;
            *end - more..*end
        };
        let mut ends = (0, 0);
        Review {
            aligner: None,
            sides: vec![
                side("ru", beads.iter().flat_map(|bead| bead.0.clone()).collect()),
                side("be", beads.iter().flat_map(|bead| bead.1.clone()).collect()),
            ],
            beads: beads
                .iter()
                .map(|(ru, be, confidence, verdict)| ReviewBead {
                    sides: vec![take(&mut ends.0, ru.len()), take(&mut ends.1, be.len())],
                    confidence: *confidence,
                    crossing: false,
                    verdict: *verdict,
                })
                .collect(),
        }
    }

    /// With nothing for each side without segments, wherever it stood.
    fn evened(mut review: Review) -> Review {
        for side in review.beads.iter_mut().flat_map(|bead| &mut bead.sides).filter(|side| side.start == side.end) {
            *side = 0..0;
        }
        review
    }

    fn written(write: impl Fn(&mut dyn io::Write, &Review) -> io::Result<()>, review: &Review) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, review).unwrap();
        bytes
    }

    /// Segments with what formats have to work for.
    fn segments() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[a\"¶',;<&=@+\u{a0}_x0041і-]{1,8}( [¶\"b#-]{1,3}){0,2}", 0..3)
    }

    prop_compose! {
        fn reviews()(
            beads in prop::collection::vec((segments(), segments(), prop::option::of(0..=10_000_u32), 0..3_usize), 1..6),
            crossing in prop::collection::vec(any::<bool>(), 0..6),
        ) -> Review {
            let verdicts = [Verdict::Open, Verdict::Accepted, Verdict::Rejected];
            let beads: Vec<Made> = beads
                .into_iter()
                .filter(|(ru, be, _, _)| !ru.is_empty() || !be.is_empty())
                .map(|(ru, be, sure, verdict)| (ru, be, sure.map(|x| f64::from(x) / 1e4), verdicts[verdict]))
                .chain([(vec!["Да.".to_owned()], vec![], None, Verdict::Open)])
                .collect();
            crossed(review(&beads), &crossing)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_review_comes_back_from_every_format(review in reviews()) {
            prop_assert_eq!(&read_json(&written(write_json, &review)).unwrap(), &review);
            let tables = [
                read_delimited(&written(write_tsv, &review), "x").unwrap(),
                read_xlsx(&written(write_xlsx, &review), "x").unwrap(),
            ];
            for (table, problems) in tables {
                prop_assert_eq!((evened(table), problems), (evened(review.clone()), vec![]));
            }
        }

        #[test]
        fn no_bytes_panic(review in reviews(), changes in changes()) {
            let _ = read_json(&damaged(&written(write_json, &review), &changes));
            let table = String::from_utf8(written(write_tsv, &review)).unwrap();
            for bytes in encoded(&table) {
                let _ = read_delimited(&damaged(&bytes, &changes), "x");
            }
            let _ = read_xlsx(&damaged(&written(write_xlsx, &review), &changes), "x");
        }
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_told() {
        let long = review(&[(vec!["а".repeat(40_000)], vec!["б".into()], None, Verdict::Open)]);
        let error = write_xlsx(&mut Vec::new(), &long).unwrap_err();
        assert!(error.to_string().contains("32,767 characters"), "{error}");
        assert_eq!(read_delimited(&written(write_tsv, &long), "x").unwrap().0, long);
    }
}
