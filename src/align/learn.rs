//! Word correspondences: seeds, and what the beads of the pass before teach (IBM model 1, both ways; Brown et al. 1993).

use super::evidence::Seeds;
use super::rows::Rows;
use super::side::Side;
use super::weights::Weights;
use std::ops::Range;

/// For each type `a` of the first side the types `b` of the second with both probabilities, sorted by `b`.
pub(super) struct Table {
    pub(super) rows: Rows<Pair>,
}

/// One correspondence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// The type of the second side.
    pub(super) b: u32,
    /// Probability of the first given the second.
    pub(super) a_given_b: f32,
    /// Probability of the second given the first.
    pub(super) b_given_a: f32,
}

impl Table {
    pub(super) fn from_seeds(seeds: &Seeds) -> Self {
        let pair = |(b, weight): &(u32, f64)| Pair { b: *b, a_given_b: *weight as f32, b_given_a: *weight as f32 };
        let mut rows = Rows::with_capacity(seeds.len(), seeds.items().len());
        seeds.iter().for_each(|row| rows.push(row.iter().map(pair)));
        Self { rows }
    }

    /// Seeds and what beads teach. A pair that was seen in one bead only teaches nothing: it would only confirm that bead.
    /// Time and memory have a bound, for no more than `most` pairs of words are looked at, in beads spread evenly.
    pub(super) fn learned(
        a: &Side<'_>,
        b: &Side<'_>,
        seeds: &Seeds,
        beads: &[(Range<usize>, Range<usize>)],
        most: usize,
    ) -> Self {
        let floor = a.weights.learned_floor as f32;
        let beads = Beads::of(a, b, beads, most);
        let occurrences = beads.occurrences(a.types());
        let candidates = Candidates::new(seeds, &beads, &occurrences, b.types());
        let links = beads.links(&occurrences, &candidates, b.types());
        let ways = [0, 1].map(|way| expectation(&beads, &links, &candidates, way, a.weights));
        let mut rows = Rows::with_capacity(seeds.len(), seeds.items().len());
        for (x, row) in candidates.rows.iter().enumerate() {
            let first = candidates.rows.start(x);
            let pairs = row.iter().enumerate().map(|(n, Candidate { b, seed })| {
                let [a_given_b, b_given_a] = [0, 1].map(|way: usize| {
                    let (learned, seed) = (ways[way][first + n], *seed);
                    if learned >= floor { learned.max(seed) } else { seed }
                });
                Pair { b: *b, a_given_b, b_given_a }
            });
            rows.push(pairs.filter(|pair| pair.a_given_b > 0.0 || pair.b_given_a > 0.0));
        }
        Self { rows }
    }
}

/// The types of each bead.
struct Beads {
    sides: [Rows<u32>; 2],
}

/// Where a word stands.
#[derive(Clone, Copy, Default)]
struct Occurrence {
    bead: u32,
    /// Its number among the words of all beads.
    word: u32,
}

/// A word of a bead and a word that it may stand for.
struct Link {
    /// Number of the pair in the candidates.
    pair: u32,
    /// Numbers of the words among those of all beads.
    words: [u32; 2],
}

impl Beads {
    fn of(a: &Side<'_>, b: &Side<'_>, beads: &[(Range<usize>, Range<usize>)], most: usize) -> Self {
        let count = |side: &Side<'_>, lines: &Range<usize>| -> usize {
            side.bags[lines.clone()].iter().map(|bag| bag.types.len()).sum()
        };
        let pairs: usize = beads.iter().map(|(x, y)| count(a, x) * count(b, y)).sum();
        let step = pairs.div_ceil(most).max(1);
        let taken = beads.len().div_ceil(step);
        let mut sides = [(); 2].map(|()| Rows::with_capacity(taken, 32 * taken));
        for (x, y) in beads.iter().step_by(step) {
            for (rows, (side, lines)) in sides.iter_mut().zip([(a, x), (b, y)]) {
                rows.push(side.bags[lines.clone()].iter().flat_map(|bag| bag.types.iter().copied()));
            }
        }
        Self { sides }
    }

    /// For each first type where it stands.
    fn occurrences(&self, types: usize) -> Rows<Occurrence> {
        let words = self.sides[0].iter().enumerate().flat_map(|(bead, words)| words.iter().map(move |t| (bead, *t)));
        let numbered = words.zip(0..).map(|((bead, t), word)| (t as usize, Occurrence { bead: bead as u32, word }));
        Rows::grouped(types, numbered)
    }

    /// For each bead its second types that stand in two beads or more.
    fn shared(&self, types: usize) -> Rows<u32> {
        // Of each type the last bead it was seen in, from 1, and whether there was one before.
        let mut seen = vec![(0u32, false); types];
        for (bead, words) in (1..).zip(self.sides[1].iter()) {
            for t in words {
                let (last, shared) = &mut seen[*t as usize];
                *shared |= *last != 0 && *last != bead;
                *last = bead;
            }
        }
        let mut shared = Rows::with_capacity(self.sides[1].len(), self.sides[1].items().len());
        let mut row = Vec::new();
        for words in self.sides[1].iter() {
            row.extend(words.iter().copied().filter(|t| seen[*t as usize].1));
            row.sort_unstable();
            row.dedup();
            shared.push(row.drain(..));
        }
        shared
    }

    /// The words of all beads that may stand for each other.
    fn links(&self, occurrences: &Rows<Occurrence>, candidates: &Candidates, second_types: usize) -> Vec<Link> {
        let mut links = Vec::with_capacity(8 * self.sides[0].items().len());
        // By second type the number of the pair it makes with the first type at hand, from 1.
        let mut numbers = vec![0u32; second_types];
        for (s, (places, row)) in occurrences.iter().zip(candidates.rows.iter()).enumerate() {
            if places.is_empty() {
                continue;
            }
            for (n, candidate) in row.iter().enumerate() {
                numbers[candidate.b as usize] = (candidates.rows.start(s) + n) as u32 + 1;
            }
            for Occurrence { bead, word } in places {
                let bead = *bead as usize;
                for (t, other) in self.sides[1][bead].iter().zip(self.sides[1].start(bead) as u32..) {
                    if let Some(pair) = numbers[*t as usize].checked_sub(1) {
                        links.push(Link { pair, words: [*word, other] });
                    }
                }
            }
            for candidate in row {
                numbers[candidate.b as usize] = 0;
            }
        }
        links
    }
}

/// A second type that a first type may stand for.
#[derive(Clone, Copy)]
struct Candidate {
    b: u32,
    /// What it weighs as a seed; 0 for none.
    seed: f32,
}

/// The pairs that can be learned, by first type, sorted by second type.
struct Candidates {
    rows: Rows<Candidate>,
}

impl Candidates {
    /// Seeds, and for each first type the second types that it stands together with in two beads or more.
    fn new(seeds: &Seeds, beads: &Beads, occurrences: &Rows<Occurrence>, second_types: usize) -> Self {
        let shared = beads.shared(second_types);
        let mut times = vec![0u8; second_types];
        let mut rows = Rows::with_capacity(seeds.len(), 2 * seeds.items().len());
        let (mut in_beads, mut row) = (Vec::new(), Vec::new());
        for (seeds, places) in seeds.iter().zip(occurrences.iter()) {
            in_beads.clear();
            in_beads.extend(places.iter().map(|place| place.bead));
            in_beads.dedup();
            row.extend(seeds.iter().map(|(b, seed)| Candidate { b: *b, seed: *seed as f32 }));
            if in_beads.len() > 1 {
                // What is a seed is one already.
                seeds.iter().for_each(|(b, _)| times[*b as usize] = 2);
                for t in in_beads.iter().flat_map(|bead| &shared[*bead as usize]) {
                    let times = &mut times[*t as usize];
                    *times = times.saturating_add(1);
                    if *times == 2 {
                        row.push(Candidate { b: *t, seed: 0.0 });
                    }
                }
                in_beads.iter().flat_map(|bead| &shared[*bead as usize]).for_each(|t| times[*t as usize] = 0);
                seeds.iter().for_each(|(b, _)| times[*b as usize] = 0);
                row.sort_unstable_by_key(|candidate| candidate.b);
            }
            rows.push(row.drain(..));
        }
        Self { rows }
    }
}

/// Three rounds of expectation–maximisation. Way 0 gives t(a|b), way 1 t(b|a), by number of the pair.
fn expectation(beads: &Beads, links: &[Link], candidates: &Candidates, way: usize, weights: &Weights) -> Vec<f32> {
    let (seed_count, nothing) = (weights.seed_count, weights.nothing as f32);
    let given = beads.sides[1 - way].items();
    let mut totals = vec![seed_count as f32; given.iter().max().map_or(0, |t| *t as usize + 1)];
    given.iter().for_each(|t| totals[*t as usize] += 1.0);
    let total =
        |x: usize, y: u32| totals.get(if way == 0 { y as usize } else { x }).copied().unwrap_or(seed_count as f32);
    let pairs = || candidates.rows.iter().enumerate().flat_map(|(x, row)| row.iter().map(move |pair| (x, pair)));
    let totals: Vec<f32> = pairs().map(|(x, pair)| total(x, pair.b)).collect();
    let believed: Vec<f32> = pairs().map(|(_, pair)| seed_count as f32 * pair.seed).collect();
    let mut t: Vec<f32> = pairs().map(|(_, pair)| weights.unlearned as f32 + pair.seed).collect();
    let mut sums = vec![0f32; beads.sides[way].items().len()];
    for _ in 0..3 {
        let mut counts = believed.clone();
        sums.fill(nothing);
        for link in links {
            sums[link.words[way] as usize] += t[link.pair as usize];
        }
        for link in links {
            counts[link.pair as usize] += t[link.pair as usize] / sums[link.words[way] as usize];
        }
        for ((t, count), total) in t.iter_mut().zip(counts).zip(&totals) {
            *t = count / total;
        }
    }
    t
}

#[cfg(test)]
mod tests {
    use super::super::Line;
    use super::super::evidence::seeds;
    use super::super::side::Side;
    use super::super::taught::Taught;
    use super::super::weights::LEARN_PAIRS;
    use super::{Table, Weights};
    use crate::lang::Language;
    use crate::model::BlockKind;

    fn side(texts: &[&str], language: Language) -> Side<'static> {
        let lines: Vec<_> = texts.iter().map(|text| Line { text, kind: BlockKind::Paragraph, opens: true }).collect();
        Side::new(&lines, language, &Weights::ESTIMATED)
    }

    #[test]
    fn words_that_stand_together_twice_are_learned() {
        let a = side(&["глокая куздра", "глокая бокра", "штеко куздра"], Language::Ru);
        let b = side(&["glip wob", "glip zed", "narf wob"], Language::En);
        let seeds = seeds(&a, &b, &Taught::default());
        let beads: Vec<_> = (0..3).map(|i| (i..i + 1, i..i + 1)).collect();
        let table = Table::learned(&a, &b, &seeds, &beads, LEARN_PAIRS);
        let learned =
            |x: usize, y: u32| table.rows[x].iter().any(|p| p.b == y && p.a_given_b > 0.1 && p.b_given_a > 0.1);
        // Types are numbered as they come: глокая 0, куздра 1, бокра 2; glip 0, wob 1, zed 2.
        assert!(learned(0, 0) && learned(1, 1));
        assert!(!learned(2, 2), "seen once only");
        assert!(table.rows.iter().all(|row| row.is_sorted_by_key(|p| p.b)));
        for pair in table.rows.items() {
            assert!((0.0..=1.0).contains(&pair.a_given_b) && (0.0..=1.0).contains(&pair.b_given_a));
        }
    }

    #[test]
    fn without_beads_the_seeds_remain() {
        let (a, b) = (side(&["12 тонн"], Language::Ru), side(&["12 tons"], Language::En));
        let seeds = seeds(&a, &b, &Taught::default());
        let (plain, learned) = (Table::from_seeds(&seeds), Table::learned(&a, &b, &seeds, &[], LEARN_PAIRS));
        for (x, y) in plain.rows.iter().zip(learned.rows.iter()) {
            assert!(x.iter().map(|p| p.b).eq(y.iter().map(|p| p.b)));
        }
    }
}
