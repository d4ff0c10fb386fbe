//! Word correspondences: seeds, and what the beads of the pass before teach (IBM model 1, both ways; Brown et al. 1993).

use super::evidence::{Seeds, Side};
use super::weights::Weights;
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
    /// Time and memory have a bound, for no more than `most` pairs of words are looked at, in beads spread evenly.
    pub(super) fn learned(
        a: &Side<'_>,
        b: &Side<'_>,
        seeds: &Seeds,
        beads: &[(Range<usize>, Range<usize>)],
        most: usize,
    ) -> Self {
        let Weights { unlearned, learned_floor, .. } = *a.weights;
        let beads = Beads::of(a, b, beads, most);
        let occurrences = beads.occurrences(a.vocabulary.len());
        let together = beads.repeated(&occurrences, b.vocabulary.len());
        // All pairs that can be learned, by first type: the second types with what they are taken for at first.
        let mut rows: Vec<Vec<(u32, f32)>> =
            seeds.iter().map(|row| row.iter().map(|(y, weight)| (*y, (unlearned + weight) as f32)).collect()).collect();
        for (row, together) in rows.iter_mut().zip(together) {
            row.extend(together.into_iter().map(|y| (y, unlearned as f32)));
        }
        for row in &mut rows {
            // Seeds come first, so what is a seed and seen again stays a seed.
            row.sort_by_key(|(y, _)| *y);
            row.dedup_by_key(|(y, _)| *y);
        }
        let candidates = Candidates::new(rows);
        let links = beads.links(&occurrences, &candidates, b.vocabulary.len());
        let ways = [0, 1].map(|way| expectation(&beads, &links, seeds, &candidates, way, a.weights));
        let mut table = Vec::with_capacity(candidates.types.len());
        for (x, row) in candidates.types.iter().enumerate() {
            let mut pairs = Vec::new();
            for (n, y) in row.iter().enumerate() {
                let number = candidates.starts[x] + n;
                let seed = seeds[x].binary_search_by_key(y, |(y, _)| *y).map_or(0.0, |n| seeds[x][n].1);
                let [a_given_b, b_given_a] = [0, 1].map(|way: usize| {
                    let learned = ways[way][number];
                    if learned >= learned_floor as f32 { learned.max(seed as f32) } else { seed as f32 }
                });
                if a_given_b > 0.0 || b_given_a > 0.0 {
                    pairs.push(Pair { b: *y, a_given_b, b_given_a });
                }
            }
            table.push(pairs);
        }
        Self { rows: table }
    }
}

/// The types of each bead.
struct Beads {
    sides: [Vec<Vec<u32>>; 2],
}

/// A word of a bead and a word that it may stand for.
struct Link {
    /// Number of the pair in the candidates.
    pair: u32,
    /// Places of the words in their bead.
    places: [u16; 2],
}

impl Beads {
    fn of(a: &Side<'_>, b: &Side<'_>, beads: &[(Range<usize>, Range<usize>)], most: usize) -> Self {
        let count = |side: &Side<'_>, lines: &Range<usize>| -> usize {
            side.bags[lines.clone()].iter().map(|bag| bag.types.len()).sum()
        };
        let pairs: usize = beads.iter().map(|(x, y)| count(a, x) * count(b, y)).sum();
        let step = pairs.div_ceil(most).max(1);
        let types = |side: &Side<'_>, lines: &Range<usize>| -> Vec<u32> {
            side.bags[lines.clone()].iter().flat_map(|bag| bag.types.iter().copied()).collect()
        };
        let taken = || beads.iter().step_by(step);
        Self { sides: [taken().map(|(x, _)| types(a, x)).collect(), taken().map(|(_, y)| types(b, y)).collect()] }
    }

    /// For each first type the beads it stands in, each with its places there.
    fn occurrences(&self, types: usize) -> Vec<Vec<(u32, u16)>> {
        let mut occurrences = vec![Vec::new(); types];
        for (n, words) in self.sides[0].iter().enumerate() {
            for (place, t) in words.iter().enumerate() {
                occurrences[*t as usize].push((n as u32, place as u16));
            }
        }
        occurrences
    }

    /// For each first type the second types that it stands together with in two beads or more.
    fn repeated(&self, occurrences: &[Vec<(u32, u16)>], second_types: usize) -> Vec<Vec<u32>> {
        let once: Vec<Vec<u32>> = self.sides[1].iter().map(|types| unique(types)).collect();
        let mut times = vec![0u8; second_types];
        let mut repeated = Vec::with_capacity(occurrences.len());
        for places in occurrences {
            let mut beads: Vec<u32> = places.iter().map(|(bead, _)| *bead).collect();
            beads.dedup();
            let mut found = Vec::new();
            if beads.len() > 1 {
                for t in beads.iter().flat_map(|bead| &once[*bead as usize]) {
                    let times = &mut times[*t as usize];
                    *times = times.saturating_add(1);
                    if *times == 2 {
                        found.push(*t);
                    }
                }
                for t in beads.iter().flat_map(|bead| &once[*bead as usize]) {
                    times[*t as usize] = 0;
                }
            }
            repeated.push(found);
        }
        repeated
    }

    /// For each bead its words that may stand for each other.
    fn links(&self, occurrences: &[Vec<(u32, u16)>], candidates: &Candidates, second_types: usize) -> Vec<Vec<Link>> {
        let mut links: Vec<Vec<Link>> = self.sides[0].iter().map(|_| Vec::new()).collect();
        // By second type the number of the pair it makes with the first type at hand, from 1.
        let mut numbers = vec![0u32; second_types];
        for (s, places) in occurrences.iter().enumerate().filter(|(_, places)| !places.is_empty()) {
            for (n, t) in candidates.types[s].iter().enumerate() {
                numbers[*t as usize] = (candidates.starts[s] + n) as u32 + 1;
            }
            for (bead, i) in places {
                let bead = *bead as usize;
                for (j, t) in self.sides[1][bead].iter().enumerate() {
                    if let Some(pair) = numbers[*t as usize].checked_sub(1) {
                        links[bead].push(Link { pair, places: [*i, j as u16] });
                    }
                }
            }
            for t in &candidates.types[s] {
                numbers[*t as usize] = 0;
            }
        }
        links
    }
}

fn unique(types: &[u32]) -> Vec<u32> {
    let mut types = types.to_vec();
    types.sort_unstable();
    types.dedup();
    types
}

/// The pairs that can be learned, numbered.
struct Candidates {
    /// Of each first type the second types, sorted.
    types: Vec<Vec<u32>>,
    /// Number of the first pair of each first type.
    starts: Vec<usize>,
    /// What each pair is taken for at first.
    first: Vec<f32>,
}

impl Candidates {
    fn new(rows: Vec<Vec<(u32, f32)>>) -> Self {
        let mut candidates = Self { types: Vec::with_capacity(rows.len()), starts: Vec::new(), first: Vec::new() };
        for row in rows {
            candidates.starts.push(candidates.first.len());
            candidates.first.extend(row.iter().map(|(_, t)| t));
            candidates.types.push(row.into_iter().map(|(y, _)| y).collect());
        }
        candidates
    }
}

/// Three rounds of expectation–maximisation. Way 0 gives t(a|b), way 1 t(b|a), by number of the pair.
fn expectation(
    beads: &Beads,
    links: &[Vec<Link>],
    seeds: &Seeds,
    candidates: &Candidates,
    way: usize,
    weights: &Weights,
) -> Vec<f32> {
    let (seed_count, nothing) = (weights.seed_count, weights.nothing as f32);
    let given = 1 - way;
    let most = beads.sides[given].iter().flatten().max().map_or(0, |t| *t as usize + 1);
    let mut totals = vec![0f32; most];
    for t in beads.sides[given].iter().flatten() {
        totals[*t as usize] += 1.0;
    }
    // The given type of each pair, and what it is believed from the start.
    let mut believed = vec![0f32; candidates.first.len()];
    let mut of_given = vec![0u32; candidates.first.len()];
    for (x, row) in candidates.types.iter().enumerate() {
        for (n, y) in row.iter().enumerate() {
            of_given[candidates.starts[x] + n] = if way == 0 { *y } else { x as u32 };
        }
        for (y, weight) in &seeds[x] {
            if let Ok(n) = row.binary_search(y) {
                believed[candidates.starts[x] + n] = (seed_count * weight) as f32;
            }
        }
    }
    let mut t = candidates.first.clone();
    let mut sums: Vec<f32> = Vec::new();
    for _ in 0..3 {
        let mut counts = believed.clone();
        for (links, explained) in links.iter().zip(&beads.sides[way]) {
            sums.clear();
            sums.resize(explained.len(), nothing);
            for link in links {
                sums[usize::from(link.places[way])] += t[link.pair as usize];
            }
            for link in links {
                counts[link.pair as usize] += t[link.pair as usize] / sums[usize::from(link.places[way])];
            }
        }
        for ((t, count), given) in t.iter_mut().zip(counts).zip(&of_given) {
            *t = count / (totals.get(*given as usize).copied().unwrap_or(0.0) + seed_count as f32);
        }
    }
    t
}

#[cfg(test)]
mod tests {
    use super::super::Line;
    use super::super::evidence::{Side, seeds};
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
        for pair in table.rows.iter().flatten() {
            assert!((0.0..=1.0).contains(&pair.a_given_b) && (0.0..=1.0).contains(&pair.b_given_a));
        }
    }

    #[test]
    fn without_beads_the_seeds_remain() {
        let (a, b) = (side(&["12 тонн"], Language::Ru), side(&["12 tons"], Language::En));
        let seeds = seeds(&a, &b, &Taught::default());
        let (plain, learned) = (Table::from_seeds(&seeds), Table::learned(&a, &b, &seeds, &[], LEARN_PAIRS));
        for (x, y) in plain.rows.iter().zip(&learned.rows) {
            assert!(x.iter().map(|p| p.b).eq(y.iter().map(|p| p.b)));
        }
    }
}
