//! The segments met so far, to tell whether a new one is like one of them.
//!
//! If two segments of a and b words score t percent, at least t percent of the longer one's words have the same key in
//! the other. So, with the keys of all segments in one order, rarest first, the two have a key in common among the first
//! `n - ⌈t·n⌉ + 1` of each: only those are looked up. Takes time linear in the segments that share a rare key, each
//! compared once; the search ends at the first that could not be bettered.

use crate::fuzzy::{Band, Prepared, Score, score};
use std::collections::HashMap;

/// The least score that counts as a match, in percent.
const LEAST: usize = 50;

/// In how many segments a key stands.
pub(super) struct Rarity(HashMap<u64, u32>);

impl Rarity {
    pub(super) fn of<'a>(segments: impl Iterator<Item = &'a Prepared>) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for key in segments.flat_map(Prepared::keys) {
            *counts.entry(key).or_default() += 1;
        }
        Self(counts)
    }

    /// The keys by which a segment is found.
    fn prefix(&self, segment: &Prepared) -> Vec<u64> {
        let mut keys: Vec<u64> = segment.keys().collect();
        keys.sort_unstable_by_key(|key| (self.0.get(key).copied().unwrap_or(0), *key));
        keys.truncate((keys.len() - (keys.len() * LEAST).div_ceil(100) + 1).min(keys.len()));
        keys.dedup();
        keys
    }
}

/// Segments to be found by their likeness.
pub(super) struct Earlier<'a> {
    rarity: &'a Rarity,
    segments: Vec<&'a Prepared>,
    by_key: HashMap<u64, Vec<usize>>,
    /// For each segment the last search that met it.
    met: Vec<usize>,
    searches: usize,
}

impl<'a> Earlier<'a> {
    pub(super) fn new(rarity: &'a Rarity) -> Self {
        Self { rarity, segments: Vec::new(), by_key: HashMap::new(), met: Vec::new(), searches: 0 }
    }

    pub(super) fn add(&mut self, segment: &'a Prepared) {
        for key in self.rarity.prefix(segment) {
            self.by_key.entry(key).or_default().push(self.segments.len());
        }
        self.segments.push(segment);
        self.met.push(0);
    }

    /// The best band, above one, in which a segment matches one of these.
    pub(super) fn better(&mut self, segment: &Prepared, than: Band) -> Option<Band> {
        self.searches += 1;
        let mut best = than;
        for key in self.rarity.prefix(segment) {
            for &at in self.by_key.get(&key).into_iter().flatten() {
                if best >= Band::NearlyExact {
                    return (best > than).then_some(best);
                }
                if std::mem::replace(&mut self.met[at], self.searches) != self.searches {
                    let found = score(self.segments[at], segment, least_above(best)).map(Score::band);
                    best = found.map_or(best, |found| found.min(Band::NearlyExact).max(best));
                }
            }
        }
        (best > than).then_some(best)
    }
}

/// The least score of the next band.
fn least_above(band: Band) -> u8 {
    (0..=100).find(|points| Score(*points).band() > band).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_band_is_that_of_comparing_with_all(
            texts in prop::collection::vec("((слово|дело|[а-г]|город|7|12|и|Минск)[аеу]? ?){1,9}", 2..12),
        ) {
            let prepared: Vec<Prepared> = texts.iter().map(|text| Prepared::of_text(text, Language::Ru)).collect();
            let rarity = Rarity::of(prepared.iter());
            let mut earlier = Earlier::new(&rarity);
            for (n, segment) in prepared.iter().enumerate() {
                let all = prepared[..n].iter().filter_map(|other| score(other, segment, 50));
                let best = all.map(Score::band).max().map(|band| band.min(Band::NearlyExact));
                for than in [Band::None, Band::Low, Band::High] {
                    prop_assert_eq!(earlier.better(segment, than), best.filter(|best| *best > than), "{:?}", texts);
                }
                earlier.add(segment);
            }
        }
    }
}
