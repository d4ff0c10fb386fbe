//! Word correspondences: seeds, and what the beads of the pass before teach (IBM model 1, both ways; Brown et al. 1993).

use super::evidence::{Seeds, Side};
use super::weights::{LEARNED_FLOOR, NOTHING, SEED_COUNT, UNLEARNED};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// For each type `a` of the first side the types `b` of the second with both probabilities, sorted by `b`.
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Pair>>,
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
        Self { rows: seeds.iter().map(|row| row.iter().map(pair).collect()).collect() }
    }

    /// Seeds and what beads teach. A pair that was seen in one bead only teaches nothing: it would only confirm that bead.
    pub(super) fn learned(a: &Side, b: &Side, seeds: &Seeds, beads: &[(Range<usize>, Range<usize>)]) -> Self {
        let bags = |side: &Side, range: &Range<usize>| -> Vec<u32> {
            side.bags[range.clone()].iter().flat_map(|bag| bag.types.iter().copied()).collect()
        };
        let pairs: Vec<(Vec<u32>, Vec<u32>)> = beads.iter().map(|(x, y)| (bags(a, x), bags(b, y))).collect();
        let together = repeated(&pairs);
        let mut rows: Vec<FxHashMap<u32, [f64; 2]>> =
            seeds.iter().map(|row| row.iter().map(|(y, w)| (*y, [*w, *w])).collect()).collect();
        for way in [0, 1] {
            for ((x, y), t) in expectation(&pairs, seeds, &together, way) {
                if t >= LEARNED_FLOOR {
                    let entry = rows[x as usize].entry(y).or_default();
                    entry[way] = entry[way].max(t);
                }
            }
        }
        let sorted = |row: FxHashMap<u32, [f64; 2]>| {
            let mut row: Vec<Pair> =
                row.into_iter().map(|(b, [ab, ba])| Pair { b, a_given_b: ab as f32, b_given_a: ba as f32 }).collect();
            row.sort_unstable_by_key(|pair| pair.b);
            row
        };
        Self { rows: rows.into_iter().map(sorted).collect() }
    }
}

/// The pairs of types that stand together in two beads or more.
fn repeated(beads: &[(Vec<u32>, Vec<u32>)]) -> FxHashSet<(u32, u32)> {
    let mut often: [FxHashMap<u32, u32>; 2] = Default::default();
    for (x, y) in beads {
        for (side, types) in often.iter_mut().zip([x, y]) {
            for t in unique(types) {
                *side.entry(t).or_insert(0) += 1;
            }
        }
    }
    let mut seen = FxHashSet::default();
    let mut twice = FxHashSet::default();
    for (x, y) in beads {
        let xs: Vec<u32> = unique(x).into_iter().filter(|t| often[0][t] > 1).collect();
        let ys: Vec<u32> = unique(y).into_iter().filter(|t| often[1][t] > 1).collect();
        for &s in &xs {
            for &t in &ys {
                if !seen.insert((s, t)) {
                    twice.insert((s, t));
                }
            }
        }
    }
    twice
}

fn unique(types: &[u32]) -> Vec<u32> {
    let mut types = types.to_vec();
    types.sort_unstable();
    types.dedup();
    types
}

/// Three rounds of expectation–maximisation. Way 0 gives t(a|b), way 1 t(b|a); both keyed by (a, b).
fn expectation(
    beads: &[(Vec<u32>, Vec<u32>)],
    seeds: &Seeds,
    together: &FxHashSet<(u32, u32)>,
    way: usize,
) -> Vec<((u32, u32), f64)> {
    let mut t: FxHashMap<(u32, u32), f64> = together.iter().map(|pair| (*pair, UNLEARNED)).collect();
    for (x, row) in seeds.iter().enumerate() {
        for (y, weight) in row {
            t.insert((x as u32, *y), UNLEARNED + *weight);
        }
    }
    for _ in 0..3 {
        let mut counts: FxHashMap<(u32, u32), f64> = FxHashMap::default();
        let mut totals: FxHashMap<u32, f64> = FxHashMap::default();
        for (x, y) in beads {
            let (given, explained) = if way == 0 { (y, x) } else { (x, y) };
            for &e in explained {
                let key = |g: u32| if way == 0 { (e, g) } else { (g, e) };
                let sum: f64 = given.iter().filter_map(|&g| t.get(&key(g))).sum::<f64>() + NOTHING;
                for &g in given {
                    if let Some(p) = t.get(&key(g)) {
                        *counts.entry(key(g)).or_insert(0.0) += p / sum;
                    }
                }
            }
            for &g in given {
                *totals.entry(g).or_insert(0.0) += 1.0;
            }
        }
        for (x, row) in seeds.iter().enumerate() {
            for (y, weight) in row {
                *counts.entry((x as u32, *y)).or_insert(0.0) += SEED_COUNT * weight;
            }
        }
        t = counts
            .into_iter()
            .map(|((x, y), count)| {
                let total = totals.get(if way == 0 { &y } else { &x }).copied().unwrap_or(0.0);
                ((x, y), count / (total + SEED_COUNT))
            })
            .collect();
    }
    let mut pairs: Vec<_> = t.into_iter().collect();
    pairs.sort_unstable_by_key(|(pair, _)| *pair);
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::Line;
    use super::super::evidence::{Side, seeds};
    use super::Table;
    use crate::lang::Language;
    use crate::model::BlockKind;

    fn side(texts: &[&str], language: Language) -> Side {
        let lines: Vec<_> = texts.iter().map(|text| Line { text, kind: BlockKind::Paragraph, opens: true }).collect();
        Side::new(&lines, language)
    }

    #[test]
    fn words_that_stand_together_twice_are_learned() {
        let a = side(&["глокая куздра", "глокая бокра", "штеко куздра"], Language::Ru);
        let b = side(&["glip wob", "glip zed", "narf wob"], Language::En);
        let seeds = seeds(&a, &b);
        let beads: Vec<_> = (0..3).map(|i| (i..i + 1, i..i + 1)).collect();
        let table = Table::learned(&a, &b, &seeds, &beads);
        let learned =
            |x: usize, y: u32| table.rows[x].iter().any(|p| p.b == y && p.a_given_b > 0.1 && p.b_given_a > 0.1);
        // Types are numbered as they come: глокая 0, куздра 1, бокра 2; glip 0, wob 1, zed 2.
        assert!(learned(0, 0) && learned(1, 1));
        assert!(!learned(2, 2), "seen once only");
        assert!(table.rows.iter().all(|row| row.is_sorted_by_key(|p| p.b)));
        for pair in table.rows.iter().flatten() {
            assert!((0.0..=1.0).contains(&pair.a_given_b) && (0.0..=1.0).contains(&pair.b_given_a));
        }
    }

    #[test]
    fn without_beads_the_seeds_remain() {
        let (a, b) = (side(&["12 тонн"], Language::Ru), side(&["12 tons"], Language::En));
        let seeds = seeds(&a, &b);
        let (plain, learned) = (Table::from_seeds(&seeds), Table::learned(&a, &b, &seeds, &[]));
        for (x, y) in plain.rows.iter().zip(&learned.rows) {
            assert!(x.iter().map(|p| p.b).eq(y.iter().map(|p| p.b)));
        }
    }
}
