//! What was taught beforehand: word correspondences learned from translations that are there already.
//!
//! The units of a memory teach as the beads of a document do (`learn`); what they teach is kept by the keys of words, so
//! that it carries over to other texts, and joins the seeds (`evidence`) beside lexicon and cognates.

use super::evidence::seeds;
use super::learn::Table;
use super::side::{Line, Side};
use super::weights::{TAUGHT_PAIRS, TAUGHT_UNITS, Weights};
use crate::lang::Language;
use crate::model::BlockKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Translations to learn from. Of each pair of languages no more than some 60,000 are held, spread evenly over
/// those that were added, so memory and time have a bound.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    pairs: BTreeMap<(Language, Language), Sample>,
}

/// Every `2^thinned`-th of the translations of two languages that were added.
#[derive(Clone, Debug, Default)]
struct Sample {
    added: usize,
    thinned: u32,
    texts: Vec<(String, String)>,
}

impl Lessons {
    /// Adds a unit: what says the same in several languages. Languages without rules of their own are taken for one
    /// another: their words hardly meet.
    pub fn add(&mut self, unit: &[(Language, &str)]) {
        for (first, a) in unit {
            for (second, b) in unit.iter().filter(|(second, _)| first < second) {
                self.pairs.entry((*first, *second)).or_default().add(a, b);
            }
        }
    }
}

impl Sample {
    fn add(&mut self, a: &str, b: &str) {
        if self.added.is_multiple_of(1 << self.thinned) {
            self.texts.push((a.to_owned(), b.to_owned()));
            if self.texts.len() == TAUGHT_UNITS {
                let mut place = 0;
                self.texts.retain(|_| {
                    place += 1;
                    place % 2 == 1
                });
                self.thinned += 1;
            }
        }
        self.added += 1;
    }
}

/// Word correspondences between languages, by the keys of words.
#[derive(Clone, Debug, Default)]
pub struct Taught {
    pairs: BTreeMap<(Language, Language), Words>,
}

/// For each word of the first language those of the second, with a weight.
type Words = FxHashMap<String, Vec<(String, f64)>>;

impl Taught {
    /// Learns what translations teach.
    #[must_use]
    pub fn learn(lessons: Lessons) -> Self {
        let pairs = lessons.pairs.into_iter();
        Self { pairs: pairs.map(|(languages, sample)| (languages, learned(languages, &sample.texts))).collect() }
    }

    /// Tells the pairs of types of two sides that are taught.
    pub(super) fn pairs(&self, a: &Side<'_>, b: &Side<'_>, add: &mut impl FnMut(u32, u32, f64)) {
        if let Some(taught) = self.pairs.get(&(a.language, b.language)) {
            pairs(taught, a, b, add);
        } else if let Some(taught) = self.pairs.get(&(b.language, a.language)) {
            pairs(taught, b, a, &mut |y, x, weight| add(x, y, weight));
        }
    }
}

fn pairs(taught: &Words, a: &Side<'_>, b: &Side<'_>, add: &mut impl FnMut(u32, u32, f64)) {
    let by_key: FxHashMap<&str, u32> = b.words().map(|(y, t)| (&*t.read.key, y)).collect();
    for (x, t) in a.words() {
        for (key, weight) in taught.get(&*t.read.key).map_or(&[][..], Vec::as_slice) {
            if let Some(&y) = by_key.get(key.as_str()) {
                add(x, y, *weight);
            }
        }
    }
}

/// The correspondences that are reliable: seen in two units or more, as all that is learned, and probable.
fn learned((first, second): (Language, Language), texts: &[(String, String)]) -> Words {
    fn line(text: &str) -> Line<'_> {
        Line { text, kind: BlockKind::Line, opens: true }
    }
    let weights = &Weights::ESTIMATED;
    let a = Side::new(&texts.iter().map(|(a, _)| line(a)).collect::<Vec<_>>(), first, weights);
    let b = Side::new(&texts.iter().map(|(_, b)| line(b)).collect::<Vec<_>>(), second, weights);
    let beads: Vec<_> = (0..texts.len()).map(|n| (n..n + 1, n..n + 1)).collect();
    let table = Table::learned(&a, &b, &seeds(&a, &b, &Taught::default()), &beads, TAUGHT_PAIRS);
    let keys: FxHashMap<u32, &str> = b.words().map(|(y, t)| (y, &*t.read.key)).collect();
    let lexicon = ![first, second].contains(&Language::Other);
    let mut taught = Words::default();
    for (x, t) in a.words() {
        let reliable = table.rows[x as usize].iter().filter_map(|pair| {
            let (p, q) = (f64::from(pair.a_given_b), f64::from(pair.b_given_a));
            // Beside a lexicon only what agrees both ways is a gain. Without one it is all there is; and many a word has
            // several counterparts, each of which has but that one.
            let weight = if lexicon { (p * q).sqrt() } else { p.max(q) }.min(weights.taught_most);
            let key = keys.get(&pair.b)?;
            (weight >= weights.taught_floor).then(|| ((*key).to_owned(), weight))
        });
        let reliable: Vec<_> = reliable.collect();
        if !reliable.is_empty() {
            taught.insert(t.read.key.to_string(), reliable);
        }
    }
    taught
}
