//! The search: which beads two texts are most probably made of, and how sure each bead is.
//!
//! A lattice of m-n beads with segments alone (after Gale and Church 1993), scored by words, lengths and layout as
//! logarithms of likelihood ratios. Run forward and backward it gives each bead its posterior probability; of all chains
//! the one is taken that is expected to have most beads right. Segments alone between two beads stand in one order only,
//! rows before columns: else the many orders of a gap would outweigh the beads that could fill it.
//!
//! Long texts are searched block by block, so memory does not grow with them but for the lines themselves; time is linear
//! in the cells of the band times the bead shapes.

use super::band::{Band, Cells};
use super::learn::Table;
use super::sense::Likeness;
use super::side::{Bag, Side};
use super::weights::{BLOCK, LARGEST, POSSIBLE, SHAPES, SURE, Weights};
use super::words::{Places, Words};
use crate::model::BlockKind;
use std::cmp::Ordering;
use std::ops::Range;

/// What is searched: the lines of one side, as rows, against those of another, as columns.
pub(super) struct Problem<'a> {
    pub(super) rows: &'a Side<'a>,
    pub(super) columns: &'a Side<'a>,
    pub(super) table: &'a Table,
    /// What sentence vectors say, if there are any.
    pub(super) likeness: Option<Likeness<'a>>,
    pub(super) lengths: Lengths,
    pub(super) priors: Priors,
    /// How many of [`SHAPES`] are looked for.
    pub(super) shapes: usize,
}

/// What is expected of beads before their words are looked at.
#[derive(Clone, Debug)]
pub(super) struct Priors {
    /// Logarithm of the probability of each of [`SHAPES`] within its class.
    pub(super) shapes: [f64; SHAPES.len()],
    /// Probability of a class after each class: `[after][of]`.
    pub(super) class: [[f64; CLASSES]; CLASSES],
    /// Probability of the class of the first bead.
    pub(super) first: [f64; CLASSES],
}

impl Priors {
    /// The same for texts with more or fewer lines alone.
    fn with_dust(&self, dust: f64) -> Self {
        let scaled = |of: [f64; CLASSES]| {
            let alone = [of[1] * dust, of[2] * dust];
            [1.0 - alone[0] - alone[1], alone[0], alone[1]]
        };
        let mut class = self.class;
        class[0] = scaled(class[0]);
        Self { class, first: scaled(self.first), ..self.clone() }
    }
}

/// Classes of beads: of both sides, a row alone, a column alone.
pub(super) const CLASSES: usize = 3;

/// The class of a shape.
pub(super) fn class_of(shape: usize) -> usize {
    match SHAPES[shape] {
        (_, 0) => 1,
        (0, _) => 2,
        _ => 0,
    }
}

/// A bead found: rows, columns, posterior probability.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) posterior: f64,
}

/// What a search found.
#[derive(Default)]
pub(super) struct Outcome {
    /// The beads, in order.
    pub(super) found: Vec<Found>,
    /// For each row of positions the columns where a bead may end, with the probability that one does.
    pub(super) passes: Vec<Vec<(usize, f32)>>,
}

impl Problem<'_> {
    /// The words of a part.
    pub(super) fn words<'w>(&'w self, band: &'w Band) -> Words<'w> {
        Words::new(self, band, &mut Places::new(self.columns))
    }

    pub(super) fn search(&self, band: &Band) -> Outcome {
        let mut places = Places::new(self.columns);
        let mut found: Vec<Found> = Vec::new();
        let mut passes = vec![Vec::new(); self.rows.bags.len() + 1];
        let mut at = Start { position: (0, 0), class: None };
        loop {
            let last = band.rows().end - 1;
            // A last block as small as a half is searched with the one before it.
            let end = if last - at.position.0 <= BLOCK + BLOCK / 2 { last } else { at.position.0 + BLOCK };
            let block = band.slice(at.position, end);
            let words = Words::new(self, &block, &mut places);
            let whole = end == last && found.is_empty();
            let mut lattice = Lattice::new(&block, self, &at, end == last);
            lattice.score(|at, shape| self.score(&words, at, shape));
            if whole {
                lattice.settle();
            } else {
                lattice.arrive();
                lattice.sum();
            }
            let path = lattice.path();
            if end == last {
                lattice.passes(band.end(), &mut passes);
                found.extend(path);
                return Outcome { found, passes };
            }
            // Go on from the last position that is certain and not too near the end of what was seen.
            let sure = |f: &Found| f.posterior >= SURE && !f.rows.is_empty() && !f.columns.is_empty();
            let kept = (1..path.len())
                .rev()
                .find(|n| path[*n].rows.start + BLOCK / 8 < end && sure(&path[*n]) && sure(&path[n - 1]))
                .or_else(|| (1..path.len()).rev().find(|n| path[*n].rows.start + BLOCK / 8 < end))
                .unwrap_or(path.len() - 1)
                .max(1);
            let class = |f: &Found| if f.rows.is_empty() { 2 } else { usize::from(f.columns.is_empty()) };
            let before = &path[kept - 1];
            let next = Start { position: (before.rows.end, before.columns.end), class: Some(class(before)) };
            lattice.passes(next.position, &mut passes);
            found.extend(path.into_iter().take(kept));
            at = next;
        }
    }

    /// The probability of each of some beads, whether it would be found or not, all within a band.
    pub(super) fn probabilities(&self, band: &Band, beads: &[[Range<usize>; 2]]) -> Vec<f64> {
        let (start, words) = (Start { position: (0, 0), class: None }, self.words(band));
        let mut lattice = Lattice::new(band, self, &start, true);
        lattice.score(|at, shape| self.score(&words, at, shape));
        lattice.settle();
        let probability = |[rows, columns]: &[Range<usize>; 2]| {
            let shape = SHAPES.iter().position(|shape| *shape == (rows.len(), columns.len()));
            shape.map_or(0.0, |shape| lattice.probability(rows.end, columns.end, shape))
        };
        beads.iter().map(probability).collect()
    }

    /// The score of the bead of a shape that ends at a position.
    fn score(&self, words: &Words<'_>, (i, j): (usize, usize), shape: usize) -> f64 {
        let (m, n) = SHAPES[shape];
        let prior = self.priors.shapes[shape];
        if m == 0 || n == 0 { prior } else { prior + self.likeness(words, &(i - m..i), &(j - n..j)) }
    }

    /// The log likelihood ratio of a bead, whatever its shape.
    pub(super) fn likeness(&self, words: &Words<'_>, rows: &Range<usize>, columns: &Range<usize>) -> f64 {
        let (a, b) = (&self.rows.bags[rows.clone()], &self.columns.bags[columns.clone()]);
        let weights = self.rows.weights;
        let length = self.lengths.say(f64::from(self.columns.run(columns).length - self.rows.run(rows).length));
        words.score(rows, columns) + length + layout(a, b, weights) + joining(a, b, weights)
    }
}

/// What lengths say: their log ratios spread less among true beads than among lines that have nothing to do with each
/// other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    /// Of true beads (columns over rows).
    mean: f64,
    /// What lengths of that ratio say.
    most: f64,
    /// How that falls with the square of what a ratio is off.
    fall: f64,
}

impl Lengths {
    pub(super) fn new(mean: f64, weights: &Weights) -> Self {
        let Weights { length_sigma: sigma, length_sigma_background: background, .. } = *weights;
        let half = |sigma: f64| 1.0 / (2.0 * sigma * sigma);
        Self { mean, most: (background / sigma).ln(), fall: half(sigma) - half(background) }
    }

    /// Log likelihood ratio of lengths by their log ratio.
    pub(super) fn say(&self, ratio: f64) -> f64 {
        let off = ratio - self.mean;
        self.most - self.fall * off * off
    }
}

/// What headings, cells and paragraph breaks say.
fn layout(a: &[Bag], b: &[Bag], weights: &Weights) -> f64 {
    let class = |bag: &Bag| match bag.kind {
        BlockKind::Heading(_) => 1,
        BlockKind::Cell => 2,
        _ => 0,
    };
    let kinds = match (class(&a[0]), class(&b[0])) {
        (0, 0) => 0.0,
        (x, y) if x == y => weights.kind_same,
        _ => weights.kind_differs,
    };
    let starts = match (a[0].opens, b[0].opens) {
        (true, true) => weights.break_both,
        (false, false) => 0.0,
        _ => weights.break_one,
    };
    let inside = |bags: &[Bag]| bags[1..].iter().filter(|bag| bag.opens).count() as f64;
    kinds + starts + weights.break_inside * (inside(a) + inside(b)).min(2.0)
}

/// What the openings of lines say: of a sentence that was cut on one side the rest goes on with the line before it.
fn joining(a: &[Bag], b: &[Bag], weights: &Weights) -> f64 {
    let inside = |bags: &[Bag]| bags[1..].iter().map(|bag| bag.joined).sum::<f64>();
    let cut = match a.len().cmp(&b.len()) {
        Ordering::Less => inside(b) - inside(a),
        Ordering::Equal => 0.0,
        Ordering::Greater => inside(a) - inside(b),
    };
    let starts = if a[0].joined > 0.0 && b[0].joined > 0.0 { weights.joined_both } else { 0.0 };
    starts + cut.max(0.0)
}

/// Where a block begins, and the class of the bead before it; none at the start of the texts.
struct Start {
    position: (usize, usize),
    class: Option<usize>,
}

/// The summed likelihood of many chains, for each class of the bead at the position: `classes · e^ln`, so that what is
/// thousands of magnitudes apart still has a place, at one exponential a bead.
#[derive(Clone, Copy)]
pub(super) struct Sum<const N: usize> {
    pub(super) ln: f64,
    pub(super) classes: [f32; N],
}

impl<const N: usize> Sum<N> {
    /// Of no chain.
    pub(super) const NONE: Self = Self { ln: f64::NEG_INFINITY, classes: [0.0; N] };

    /// Adds up parts of `weights · e^ln`.
    pub(super) fn of(parts: &[Part<N>]) -> Self {
        Self::added(
            parts,
            |part| part.ln,
            |classes, part, factor| {
                for (sum, weight) in classes.iter_mut().zip(part.weights) {
                    *sum += factor * weight;
                }
            },
        )
    }

    /// Adds up parts of `weight · e^ln`, each of one class only.
    fn of_classes(parts: &[(f64, usize, f64)]) -> Self {
        Self::added(parts, |(ln, ..)| *ln, |classes, (_, class, weight), factor| classes[*class] += factor * weight)
    }

    fn added<P>(parts: &[P], ln_of: impl Fn(&P) -> f64, add: impl Fn(&mut [f64; N], &P, f64)) -> Self {
        let Some(ln) = parts.iter().map(&ln_of).max_by(f64::total_cmp) else { return Self::NONE };
        let mut classes = [0.0; N];
        for part in parts {
            // Below e^-40 a part changes no digit of the sum.
            let below = ln_of(part) - ln;
            if below > -40.0 {
                add(&mut classes, part, below.exp());
            }
        }
        let largest = classes.iter().copied().fold(0.0, f64::max);
        if largest <= 0.0 {
            return Self::NONE;
        }
        Self { ln: ln + largest.ln(), classes: classes.map(|sum| (sum / largest) as f32) }
    }
}

pub(super) struct Part<const N: usize> {
    pub(super) ln: f64,
    pub(super) weights: [f64; N],
}

/// Scores and sums over the positions of a block.
struct Lattice<'a> {
    band: &'a Band,
    weights: &'a Weights,
    /// Those of [`SHAPES`] that are looked for.
    shapes: &'static [(usize, usize)],
    start: &'a Start,
    priors: Priors,
    /// Whether the block ends with the texts.
    to_end: bool,
    /// Score of the bead of each shape that ends at each position.
    scores: Vec<[f32; SHAPES.len()]>,
    /// Over all chains from the start, by the class of their last bead.
    forward: Vec<Sum<CLASSES>>,
    /// For each position and class the weight with which a chain that arrived there goes on with it.
    onward: Vec<[f64; CLASSES]>,
    /// Over all chains to the end, by the class of the bead before them.
    backward: Vec<Sum<CLASSES>>,
    /// Of all chains, as a logarithm.
    total: f64,
    /// Probability that each row of the block, each column of the side, stands alone, wherever.
    alone: [Vec<f64>; 2],
}

impl<'a> Lattice<'a> {
    fn new(band: &'a Band, problem: &Problem<'a>, start: &'a Start, to_end: bool) -> Self {
        let cells = band.cells();
        Self {
            band,
            weights: problem.rows.weights,
            shapes: &SHAPES[..problem.shapes],
            start,
            to_end,
            priors: problem.priors.clone(),
            scores: vec![[f32::NEG_INFINITY; SHAPES.len()]; cells],
            forward: vec![Sum::NONE; cells],
            onward: vec![[0.0; CLASSES]; cells],
            backward: vec![Sum::NONE; cells],
            total: 0.0,
            alone: [vec![0.0; band.rows().len()], vec![0.0; band.row(band.rows().end - 1).end - start.position.1]],
        }
    }

    /// Scores each bead that is within the band. A block that does not end with the texts ends where a chain reaches its
    /// last row: what would go on along that row is no further end.
    fn score(&mut self, score: impl Fn((usize, usize), usize) -> f64) {
        let last = self.band.rows().end - 1;
        for i in self.band.rows() {
            let above = Above::new(self.band, i);
            for (cell, j) in self.band.positions(i) {
                for (shape, (m, n)) in self.shapes.iter().enumerate() {
                    let onwards = shape == COLUMN_ALONE && i == last && !self.to_end;
                    if !onwards && above.before(j, *m, *n).is_some() {
                        self.scores[cell][shape] = score((i, j), shape) as f32;
                    }
                }
            }
        }
    }

    /// Takes the expectation of lines alone under which the texts are most probable, and sums by it.
    fn settle(&mut self) {
        let expected = self.priors.clone();
        let mut best = (f64::NEG_INFINITY, expected.clone(), Vec::new(), Vec::new());
        for dust in self.weights.dust {
            self.priors = expected.with_dust(dust);
            self.arrive();
            let last = self.forward[self.band.cells() - 1];
            let total = last.ln + f64::from(last.classes.iter().sum::<f32>()).ln();
            if total > best.0 {
                best = (total, self.priors.clone(), self.forward.clone(), self.onward.clone());
            }
        }
        if best.0 > f64::NEG_INFINITY {
            (_, self.priors, self.forward, self.onward) = best;
        }
        self.sum();
    }

    /// Sums backward, after a forward pass.
    fn sum(&mut self) {
        self.retreat();
        for i in self.band.rows() {
            let above = Above::new(self.band, i);
            for (cell, j) in self.band.positions(i) {
                for (shape, class) in [(ROW_ALONE, 0), (COLUMN_ALONE, 1)] {
                    let p = self.posterior(&above, cell, j, shape);
                    if p > 0.0 {
                        let at = if class == 0 { i - 1 - self.start.position.0 } else { j - 1 - self.start.position.1 };
                        self.alone[class][at] += p;
                    }
                }
            }
        }
    }

    /// For each class the weight with which a chain that arrived at a cell goes on with it.
    fn going_on(&self, arrived: [f32; CLASSES]) -> [f64; CLASSES] {
        let mut on = [0.0; CLASSES];
        for (before, weight) in arrived.into_iter().enumerate() {
            for (sum, p) in on.iter_mut().zip(self.priors.class[before]) {
                *sum += f64::from(weight) * p;
            }
        }
        on
    }

    fn arrive(&mut self) {
        let mut parts = Vec::with_capacity(SHAPES.len());
        for i in self.band.rows() {
            let above = Above::new(self.band, i);
            for (cell, j) in self.band.positions(i) {
                if (i, j) == self.start.position {
                    let mut classes = [0.0; CLASSES];
                    classes[self.start.class.unwrap_or(0)] = 1.0;
                    self.forward[cell] = Sum { ln: 0.0, classes };
                    self.onward[cell] = self.start.class.map_or(self.priors.first, |_| self.going_on(classes));
                    continue;
                }
                parts.clear();
                for (shape, (m, n)) in self.shapes.iter().enumerate() {
                    let value = self.scores[cell][shape];
                    if value == f32::NEG_INFINITY {
                        continue;
                    }
                    let Some(from) = above.before(j, *m, *n) else { continue };
                    let ln = self.forward[from].ln + f64::from(value);
                    if ln > f64::NEG_INFINITY {
                        let class = class_of(shape);
                        parts.push((ln, class, self.onward[from][class]));
                    }
                }
                let sum = Sum::of_classes(&parts);
                self.onward[cell] = self.going_on(sum.classes);
                self.forward[cell] = sum;
            }
        }
    }

    fn retreat(&mut self) {
        let last = self.band.rows().end - 1;
        let end = self.band.row(last).end - 1;
        let (mut ends, mut parts) = (Vec::new(), Vec::with_capacity(SHAPES.len()));
        for i in self.band.rows().rev() {
            let below: [Option<Cells>; LARGEST + 1] = std::array::from_fn(|m| self.band.cells_of(i + m));
            for (cell, j) in self.band.positions(i).rev() {
                if if self.to_end { (i, j) == (last, end) } else { i == last } {
                    self.backward[cell] = Sum { ln: 0.0, classes: [1.0; CLASSES] };
                    let Sum { ln, classes } = self.forward[cell];
                    ends.push(Part { ln, weights: [classes.iter().copied().map(f64::from).sum(), 0.0, 0.0] });
                    continue;
                }
                parts.clear();
                for (shape, (m, n)) in self.shapes.iter().enumerate() {
                    let Some(to) = below[*m].and_then(|cells| cells.at(j + n)) else { continue };
                    let (after, class) = (&self.backward[to], class_of(shape));
                    let ln = after.ln + f64::from(self.scores[to][shape]);
                    if ln > f64::NEG_INFINITY {
                        let weights = self.priors.class.map(|on| on[class] * f64::from(after.classes[class]));
                        parts.push(Part { ln, weights });
                    }
                }
                self.backward[cell] = Sum::of(&parts);
            }
        }
        self.total = Sum::of(&ends).ln;
    }

    /// The probability that a bead of a shape ends at a position.
    fn posterior(&self, above: &Above, cell: usize, j: usize, shape: usize) -> f64 {
        let (m, n) = SHAPES[shape];
        let Some(from) = above.before(j, m, n) else { return 0.0 };
        let (arrived, after, class) = (&self.forward[from], &self.backward[cell], class_of(shape));
        let ln = arrived.ln + f64::from(self.scores[cell][shape]) + after.ln - self.total;
        if ln > -20.0 { (ln.exp() * self.onward[from][class] * f64::from(after.classes[class])).min(1.0) } else { 0.0 }
    }

    /// The same, but of a line alone that it is so wherever the other side stands.
    fn probability(&self, i: usize, j: usize, shape: usize) -> f64 {
        match shape {
            ROW_ALONE => self.alone[0][i - 1 - self.start.position.0].min(1.0),
            COLUMN_ALONE => self.alone[1][j - 1 - self.start.position.1].min(1.0),
            _ => {
                let above = Above::new(self.band, i);
                above.before(j, 0, 0).map_or(0.0, |cell| self.posterior(&above, cell, j, shape))
            }
        }
    }

    /// Where beads may end, up to a position.
    fn passes(&self, end: (usize, usize), passes: &mut [Vec<(usize, f32)>]) {
        let start = self.band.rows().start;
        for (i, passes) in passes.iter_mut().enumerate().take(end.0 + 1).skip(start) {
            for (cell, j) in self.band.positions(i).filter(|(_, j)| i < end.0 || *j <= end.1) {
                let (here, after) = (&self.forward[cell], &self.backward[cell]);
                let ln = here.ln + after.ln - self.total;
                if ln > -20.0 && (i, j) != self.start.position || (i, j) == (0, 0) {
                    let both: f32 = here.classes.iter().zip(after.classes).map(|(x, y)| x * y).sum();
                    let p = if (i, j) == (0, 0) { 1.0 } else { ln.exp() * f64::from(both) };
                    if p >= POSSIBLE {
                        passes.push((j, p as f32));
                    }
                }
            }
        }
    }

    /// The chain that is expected to have most beads right, with the posterior of each of its beads.
    fn path(&self) -> Vec<Found> {
        let mut best: Vec<(f32, u8)> = vec![(f32::NEG_INFINITY, 0); self.band.cells()];
        best[0].0 = 0.0;
        for i in self.band.rows() {
            let above = Above::new(self.band, i);
            for (cell, j) in self.band.positions(i) {
                for (shape, (m, n)) in self.shapes.iter().enumerate() {
                    let Some(from) = above.before(j, *m, *n) else { continue };
                    let value = best[from].0 + self.worth(&above, cell, (i, j), shape);
                    if value > best[cell].0 {
                        best[cell] = (value, shape as u8);
                    }
                }
            }
        }
        let mut i = self.band.rows().end - 1;
        let row = self.band.row(i);
        // Of a block that ends in the middle of the texts the end is where most chains pass.
        let mass = |j: &usize| {
            self.band.cell(i, *j).map_or(f64::NEG_INFINITY, |cell| {
                let Sum { ln, classes } = self.forward[cell];
                if self.backward[cell].ln == 0.0 {
                    ln + f64::from(classes.iter().sum::<f32>()).ln()
                } else {
                    f64::NEG_INFINITY
                }
            })
        };
        let mut j = row.max_by(|x, y| mass(x).total_cmp(&mass(y))).unwrap_or_default();
        let mut path = Vec::new();
        while (i, j) != self.start.position {
            let Some(cell) = self.band.cell(i, j) else { break };
            let shape = usize::from(best[cell].1);
            let (m, n) = SHAPES[shape];
            path.push(Found { rows: i - m..i, columns: j - n..j, posterior: self.probability(i, j, shape) });
            (i, j) = (i - m, j - n);
        }
        path.reverse();
        path
    }

    /// What a bead is worth in the chain. Lines that surely belong somewhere are worth placing, though where is a guess.
    fn worth(&self, above: &Above, cell: usize, (i, j): (usize, usize), shape: usize) -> f32 {
        let (row, column) = (i - self.start.position.0, j - self.start.position.1);
        let Weights { bead_worth, alone_worth, .. } = *self.weights;
        let worth = match shape {
            ROW_ALONE => alone_worth * self.alone[0][row - 1],
            COLUMN_ALONE => alone_worth * self.alone[1][column - 1],
            _ => {
                let (m, n) = SHAPES[shape];
                let alone = self.alone[0][row - m..row].iter().chain(&self.alone[1][column - n..column]);
                let alone = alone.copied().fold(0.0, f64::max);
                self.posterior(above, cell, j, shape) - bead_worth.min(2.0 * alone + 2.0 * alone_worth)
            }
        };
        worth as f32
    }
}

const ROW_ALONE: usize = 1;
const COLUMN_ALONE: usize = 2;

/// The rows of positions at which beads begin that end at a row of positions.
struct Above([Option<Cells>; LARGEST + 1]);

impl Above {
    fn new(band: &Band, i: usize) -> Self {
        Self(std::array::from_fn(|m| band.cells_of(i.checked_sub(m)?)))
    }

    /// The cell at which a bead of `m` rows and `n` columns that ends at a column position begins.
    fn before(&self, j: usize, m: usize, n: usize) -> Option<usize> {
        self.0[m]?.at(j.checked_sub(n)?)
    }
}
