//! Three languages at once: each bead is decided by the evidence of all three pairs.
//!
//! The pairs are aligned first. Where all three are certain of a boundary and agree on it, there is one; what lies between
//! two such places is searched again in three dimensions, a bead being scored by the likeness of all its sides. The
//! result is consistent by construction, and a pair that disagrees with the other two is overruled or lowers the
//! confidence of the bead.
//!
//! Between agreed places everything is searched up to [`BOX_CELLS`] positions; in larger boxes, the positions that the
//! pairs hold possible. Both are linear in the lines of texts that have something in common.

use super::band::Band;
use super::search::{Part, Problem, Sum};
use super::side::Side;
use super::taught::Taught;
use super::weights::{AGREED, BOX_CELLS, THREE_CELLS, Weights};
use super::words::Words;
use super::{Pair, crossing, two};
use crate::model::Bead;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The pairs of three sides.
pub(super) const PAIRS: [[usize; 2]; 3] = [[0, 1], [0, 2], [1, 2]];
/// A bead's class: which sides have something, as bits.
const CLASSES: usize = 8;
const ALL: usize = 7;

type Position = [usize; 3];

/// A shape of a bead of three sides.
struct Shape {
    sizes: [usize; 3],
    class: usize,
    /// How many sentences must have been merged or split for it.
    events: usize,
}

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let mut shapes = Vec::new();
    for n in 1..125 {
        let sizes = [n / 25, n / 5 % 5, n % 5];
        let class = (0..3).filter(|s| sizes[*s] > 0).map(|s| 1 << s).sum::<usize>();
        let filled: Vec<usize> = sizes.into_iter().filter(|n| *n > 0).collect();
        let events = events(&filled);
        let kept = match filled[..] {
            [n] => n == 1,
            _ => events <= MOST_EVENTS,
        };
        if kept {
            shapes.push(Shape { sizes, class, events });
        }
    }
    shapes
});

/// Beads that need more merges and splits are not looked for.
const MOST_EVENTS: usize = 3;

/// The fewest merges and splits of `u` sentences that make a bead of these sizes: each merge takes one from a side, each
/// split adds one, and `u` sentences hold together by `u - 1` merges at least.
pub(super) fn events(sizes: &[usize]) -> usize {
    let of = |u: usize| {
        let merges: usize = sizes.iter().map(|n| u.saturating_sub(*n)).sum();
        let apart: usize = sizes.iter().map(|n| n.abs_diff(u)).sum();
        apart + 2 * (u - 1).saturating_sub(merges)
    };
    (1..=5).map(of).min().unwrap_or(0)
}

/// Aligns three sides.
pub(super) fn align(sides: &[Side<'_>], taught: &Taught) -> Vec<Bead> {
    paired(sides, &PAIRS.map(|[a, b]| two(&sides[a], &sides[b], taught)), &mut [])
}

/// Aligns three sides whose pairs are aligned, and adds to each of some beads its probability, whether it is found or not.
pub(super) fn paired(sides: &[Side<'_>], pairs: &[Pair; 3], asked: &mut [(Vec<Range<usize>>, f64)]) -> Vec<Bead> {
    let weights = sides[0].weights;
    let problems: Vec<Problem<'_>> =
        pairs.iter().zip(PAIRS).map(|(pair, [a, b])| pair.problem(&sides[a], &sides[b], super::SHAPES.len())).collect();
    let agreed = agreed(pairs);
    let chunks = chunks(&agreed, pairs);
    let mut beads = Vec::new();
    let mut priors = Priors::before(weights);
    for pass in 0..2 {
        if pass > 0 {
            priors = Priors::after(&beads, weights);
        }
        beads.clear();
        for (n, tube) in chunks.iter().enumerate() {
            let lattice = Lattice::new(tube, &problems, weights, &priors, n == 0);
            beads.extend(lattice.path());
            if pass == 1 {
                asked.iter_mut().for_each(|(bead, p)| *p += lattice.probability(bead));
            }
        }
    }
    crossing::joined(beads, &PAIRS.into_iter().zip(problems).collect::<Vec<_>>())
}

/// The places where all three pairs are certain of a boundary, and certain of the same; in order on all sides.
fn agreed(pairs: &[Pair; 3]) -> Vec<Position> {
    let passes = |pair: usize| &pairs[pair].outcome.passes;
    let certain = |row: &[(usize, f32)]| -> Vec<usize> {
        row.iter().filter(|(_, p)| f64::from(*p) >= AGREED).map(|(j, _)| *j).collect()
    };
    let mut agreed = Vec::new();
    for (i, row) in passes(0).iter().enumerate() {
        let third = certain(&passes(1)[i]);
        for j in certain(row) {
            for k in certain(&passes(2)[j]) {
                if third.binary_search(&k).is_ok() {
                    agreed.push([i, j, k]);
                }
            }
        }
    }
    agreed
}

/// The positions to be searched, cut at agreed places into parts of some [`THREE_CELLS`].
fn chunks(agreed: &[Position], pairs: &[Pair; 3]) -> Vec<Vec<Position>> {
    let mut chunks = Vec::new();
    let mut tube: Vec<Position> = agreed.first().into_iter().copied().collect();
    for between in agreed.windows(2) {
        boxed(between[0], between[1], pairs, &mut tube);
        if tube.len() >= THREE_CELLS {
            chunks.push(finished(&mut tube));
            tube.push(between[1]);
        }
    }
    if tube.len() > 1 {
        chunks.push(finished(&mut tube));
    }
    chunks
}

fn finished(tube: &mut Vec<Position>) -> Vec<Position> {
    tube.sort_unstable();
    tube.dedup();
    std::mem::take(tube)
}

/// The positions between two agreed places.
fn boxed(from: Position, to: Position, pairs: &[Pair; 3], tube: &mut Vec<Position>) {
    let volume = (0..3).fold(1usize, |volume, s| volume.saturating_mul(to[s] - from[s] + 1));
    if volume <= BOX_CELLS {
        for i in from[0]..=to[0] {
            for j in from[1]..=to[1] {
                tube.extend((from[2]..=to[2]).map(|k| [i, j, k]));
            }
        }
        return;
    }
    // One side after the other leads through in any case.
    tube.extend((from[0]..=to[0]).map(|i| [i, from[1], from[2]]));
    tube.extend((from[1]..=to[1]).map(|j| [to[0], j, from[2]]));
    tube.extend((from[2]..=to[2]).map(|k| [to[0], to[1], k]));
    for (n, [a, b]) in PAIRS.into_iter().enumerate() {
        let other = 3 - a - b;
        for i in from[a]..=to[a] {
            for &(j, _) in pairs[n].outcome.passes[i].iter().filter(|(j, _)| (from[b]..=to[b]).contains(j)) {
                for at in [from[other], to[other]] {
                    let mut position = [at; 3];
                    (position[a], position[b]) = (i, j);
                    tube.push(position);
                }
            }
        }
    }
    for i in from[0]..=to[0] {
        let third = &pairs[1].outcome.passes[i];
        for &(j, _) in &pairs[0].outcome.passes[i] {
            for &(k, _) in &pairs[2].outcome.passes[j] {
                let position = [i, j, k];
                let inside = (0..3).all(|s| (from[s]..=to[s]).contains(&position[s]));
                if inside && third.binary_search_by_key(&k, |(k, _)| *k).is_ok() {
                    tube.push(position);
                }
            }
        }
    }
}

/// What is expected of beads before their words are looked at.
struct Priors {
    /// Logarithm of the probability of a merge or split.
    event: f64,
    /// Probability of a class after each class.
    class: [[f64; CLASSES]; CLASSES],
    first: [f64; CLASSES],
}

impl Priors {
    fn before(weights: &Weights) -> Self {
        Self::of([[0.0; CLASSES]; CLASSES], 0.0, 0.0, weights)
    }

    /// From the beads of the pass before.
    fn after(beads: &[Bead], weights: &Weights) -> Self {
        let mut class = [[0.0; CLASSES]; CLASSES];
        let (mut merged, mut filled) = (0.0, 0.0);
        let mut before = None;
        for bead in beads {
            let sizes: Vec<usize> = bead.sides.iter().map(ExactSizeIterator::len).collect();
            let of = (0..3).filter(|s| sizes[*s] > 0).map(|s| 1 << s).sum::<usize>();
            if let Some(before) = before.replace(of) {
                class[before][of] += 1.0;
            }
            if !of.is_power_of_two() {
                filled += 1.0;
                merged += events(&sizes.into_iter().filter(|n| *n > 0).collect::<Vec<_>>()) as f64;
            }
        }
        Self::of(class, merged, filled, weights)
    }

    fn of(counts: [[f64; CLASSES]; CLASSES], merged: f64, filled: f64, weights: &Weights) -> Self {
        let Weights { three_after, three_beads, three_first, event, event_beads, .. } = *weights;
        let mut class = [[0.0; CLASSES]; CLASSES];
        for (before, row) in class.iter_mut().enumerate().skip(1) {
            let kind = three_after[before.count_ones() as usize - 1];
            for (of, p) in row.iter_mut().enumerate().skip(1) {
                // Beads that share no side could stand in either order: they stand in that of their first sides.
                let swapped = before & of == 0 && before.trailing_zeros() > of.trailing_zeros();
                if !swapped {
                    let expected = kind[of.count_ones() as usize - 1] + if of == before { kind[3] } else { 0.0 };
                    *p = expected * three_beads + counts[before][of];
                }
            }
            let total: f64 = row.iter().sum();
            row.iter_mut().for_each(|p| *p /= total);
        }
        let mut first = [0.0; CLASSES];
        for (of, p) in first.iter_mut().enumerate().skip(1) {
            *p = three_first[of.count_ones() as usize - 1];
        }
        Self { event: ((event * event_beads + merged) / (event_beads + filled)).ln(), class, first }
    }
}

/// Scores and sums over the positions of a part.
struct Lattice<'a> {
    tube: &'a [Position],
    index: FxHashMap<Position, usize>,
    weights: &'a Weights,
    priors: &'a Priors,
    /// Whether the part begins where the texts do.
    first: bool,
    /// Of each position the beads that end there: shape, where it begins, score.
    beads: Vec<Vec<(usize, usize, f64)>>,
    forward: Vec<Sum<CLASSES>>,
    backward: Vec<Sum<CLASSES>>,
    total: f64,
    /// The probability of each bead, wherever the sides it lacks stand.
    posterior: FxHashMap<(usize, Position), f64>,
}

impl<'a> Lattice<'a> {
    fn new(
        tube: &'a [Position],
        problems: &[Problem<'_>],
        weights: &'a Weights,
        priors: &'a Priors,
        first: bool,
    ) -> Self {
        let index = tube.iter().enumerate().map(|(n, position)| (*position, n)).collect();
        let mut lattice = Self {
            tube,
            index,
            weights,
            priors,
            first,
            beads: Vec::with_capacity(tube.len()),
            forward: vec![Sum::NONE; tube.len()],
            backward: vec![Sum::NONE; tube.len()],
            total: 0.0,
            posterior: FxHashMap::default(),
        };
        lattice.score(problems);
        lattice.sum();
        lattice
    }

    fn score(&mut self, problems: &[Problem<'_>]) {
        let bands: Vec<Band> = PAIRS.iter().map(|[a, b]| band(self.tube, *a, *b)).collect();
        let words: Vec<Words<'_>> = problems.iter().zip(&bands).map(|(problem, band)| problem.words(band)).collect();
        let mut known: [FxHashMap<[usize; 4], f64>; 3] = Default::default();
        for &position in self.tube {
            let mut beads = Vec::new();
            for (n, shape) in SHAPES.iter().enumerate() {
                let Some(from) = start(position, shape).and_then(|from| self.index.get(&from).copied()) else {
                    continue;
                };
                let mut score = self.priors.event * shape.events as f64;
                let lines = |s: usize| position[s] - shape.sizes[s]..position[s];
                for (pair, [a, b]) in PAIRS.into_iter().enumerate() {
                    let (rows, columns) = (lines(a), lines(b));
                    if rows.is_empty() || columns.is_empty() {
                        continue;
                    }
                    let key = [rows.start, rows.end, columns.start, columns.end];
                    let like = *known[pair]
                        .entry(key)
                        .or_insert_with(|| problems[pair].likeness(&words[pair], &rows, &columns));
                    score += self.weights.witnesses * like;
                }
                beads.push((n, from, score));
            }
            self.beads.push(beads);
        }
    }

    /// For each class the weight with which a chain that arrived at a position goes on with it.
    fn entering(&self, from: usize) -> [f64; CLASSES] {
        if from == 0 {
            return if self.first { self.priors.first } else { self.priors.class[ALL] };
        }
        let mut on = [0.0; CLASSES];
        for (before, weight) in self.forward[from].classes.into_iter().enumerate() {
            for (sum, p) in on.iter_mut().zip(self.priors.class[before]) {
                *sum += f64::from(weight) * p;
            }
        }
        on
    }

    fn sum(&mut self) {
        let last = self.tube.len() - 1;
        self.forward[0] = Sum { ln: 0.0, classes: [1.0; CLASSES] };
        let mut entering = vec![[0.0; CLASSES]; self.tube.len()];
        entering[0] = self.entering(0);
        for to in 1..=last {
            let part = |&(shape, from, score): &(usize, usize, f64)| {
                let class = SHAPES[shape].class;
                let mut weights = [0.0; CLASSES];
                weights[class] = entering[from][class];
                Part { ln: self.forward[from].ln + score, weights }
            };
            self.forward[to] = Sum::of(&self.beads[to].iter().map(part).collect::<Vec<_>>());
            entering[to] = self.entering(to);
        }
        let mut parts: Vec<Vec<Part<CLASSES>>> = self.tube.iter().map(|_| Vec::new()).collect();
        for to in (0..=last).rev() {
            self.backward[to] = if to == last {
                Sum { ln: 0.0, classes: [1.0; CLASSES] }
            } else {
                Sum::of(&std::mem::take(&mut parts[to]))
            };
            let after = self.backward[to];
            for &(shape, from, score) in &self.beads[to] {
                let class = SHAPES[shape].class;
                let weights = self.priors.class.map(|on| on[class] * f64::from(after.classes[class]));
                parts[from].push(Part { ln: after.ln + score, weights });
            }
        }
        let end = self.forward[last];
        self.total = end.ln + f64::from(end.classes.iter().sum::<f32>()).ln();
        for (to, beads) in self.beads.iter().enumerate() {
            for &(shape, from, score) in beads {
                let class = SHAPES[shape].class;
                let ln = self.forward[from].ln + score + self.backward[to].ln - self.total;
                if ln > -20.0 {
                    let p = ln.exp() * entering[from][class] * f64::from(self.backward[to].classes[class]);
                    *self.posterior.entry((shape, key(self.tube[to], class))).or_insert(0.0) += p;
                }
            }
        }
    }

    /// The probability of a bead, as far as the part goes.
    fn probability(&self, bead: &[Range<usize>]) -> f64 {
        let Some(shape) = SHAPES.iter().position(|shape| bead.iter().map(ExactSizeIterator::len).eq(shape.sizes))
        else {
            return 0.0;
        };
        let end = key(std::array::from_fn(|s| bead[s].end), SHAPES[shape].class);
        self.posterior.get(&(shape, end)).copied().unwrap_or(0.0)
    }

    /// The chain that is expected to have most beads right.
    fn path(&self) -> Vec<Bead> {
        let posterior = |shape: usize, to: usize| {
            let p = self.posterior.get(&(shape, key(self.tube[to], SHAPES[shape].class))).copied().unwrap_or(0.0);
            p.min(1.0)
        };
        let Weights { bead_worth, alone_worth, .. } = *self.weights;
        let mut best: Vec<(f64, usize, usize)> = vec![(f64::NEG_INFINITY, 0, 0); self.tube.len()];
        best[0].0 = 0.0;
        for to in 1..self.tube.len() {
            for &(shape, from, _) in &self.beads[to] {
                let p = posterior(shape, to);
                let worth = if SHAPES[shape].class.is_power_of_two() { alone_worth * p } else { p - bead_worth };
                if best[from].0 + worth > best[to].0 {
                    best[to] = (best[from].0 + worth, shape, from);
                }
            }
        }
        let mut to = self.tube.len() - 1;
        let mut path = Vec::new();
        while to != 0 {
            let (_, shape, from) = best[to];
            let sides = (0..3).map(|s| self.tube[to][s] - SHAPES[shape].sizes[s]..self.tube[to][s]).collect();
            path.push(Bead { sides, confidence: posterior(shape, to), crossing: false });
            to = from;
        }
        path.reverse();
        path
    }
}

/// Where a bead of a shape begins that ends at a position.
fn start(position: Position, shape: &Shape) -> Option<Position> {
    let [a, b, c] = shape.sizes;
    Some([position[0].checked_sub(a)?, position[1].checked_sub(b)?, position[2].checked_sub(c)?])
}

/// The position with what a bead of a class lacks left out.
fn key(position: Position, class: usize) -> Position {
    std::array::from_fn(|s| if class & 1 << s == 0 { 0 } else { position[s] })
}

/// The positions of two sides in a tube.
fn band(tube: &[Position], a: usize, b: usize) -> Band {
    let first = tube[0][a];
    let last = tube[tube.len() - 1][a];
    let mut ranges: Vec<Range<usize>> = vec![Range { start: usize::MAX, end: 0 }; last - first + 1];
    for position in tube {
        let range = &mut ranges[position[a] - first];
        *range = range.start.min(position[b])..range.end.max(position[b] + 1);
    }
    Band::new(first, ranges.into_iter().map(|range| range.start.min(range.end)..range.end).collect())
}
