//! The search: the best chain of beads through a band, and how sure each bead is.
//!
//! Dynamic programming over m-n beads with segments alone (Gale and Church 1993), scored by words, lengths and layout as
//! logarithms of likelihood ratios; the same lattice run forward and backward gives each bead its posterior probability.
//! Time and memory are linear in the cells of the band times the bead shapes.

use super::band::Band;
use super::evidence::{Bag, Side};
use super::learn::Table;
use super::sense::Likeness;
use super::weights::{
    BREAK_BOTH, BREAK_INSIDE, BREAK_ONE, KIND_DIFFERS, KIND_SAME, LAMBDA, LENGTH_SHORT, LENGTH_SIGMA,
    LENGTH_SIGMA_BACKGROUND, LEXICAL, SHAPES, STRANGERS, STRANGERS_BELOW, WITNESSES, WORD_RATIO_CAP,
};
use crate::model::BlockKind;
use std::ops::Range;

/// One text that the columns are compared with. Each row of the search is a range of its lines, which may be empty.
pub(super) struct Witness<'a> {
    pub(super) side: &'a Side,
    pub(super) rows: &'a [Range<usize>],
    pub(super) table: &'a Table,
    /// Mean of the log length ratio of true beads (columns over rows).
    pub(super) length_ratio: f64,
}

/// What is searched: rows seen by one or two witnesses against the lines of one side.
pub(super) struct Problem<'a> {
    pub(super) witnesses: Vec<Witness<'a>>,
    pub(super) columns: &'a Side,
    pub(super) priors: Priors,
}

/// What is expected of beads before their words are looked at, as logarithms.
#[derive(Clone, Debug)]
pub(super) struct Priors {
    /// Probability of each of [`SHAPES`] within its class: beads of two sides, or segments alone.
    pub(super) shapes: [f64; SHAPES.len()],
    /// Probability of the class after each class: `[after][of]`, 0 two sides, 1 alone. Segments alone come in runs.
    pub(super) class: [[f64; 2]; 2],
    /// Probability of the class of the first bead.
    pub(super) first: [f64; 2],
}

/// The class of a shape: 0 two sides, 1 a segment alone.
pub(super) fn class_of(shape: usize) -> usize {
    let (m, n, _) = SHAPES[shape];
    usize::from(m == 0 || n == 0)
}

/// A bead found: rows, columns, posterior probability.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) posterior: f64,
}

impl Problem<'_> {
    pub(super) fn rows(&self) -> usize {
        self.witnesses[0].rows.len()
    }

    pub(super) fn search(&self, band: &Band) -> Vec<Found> {
        let words: Vec<Words<'_>> = self.witnesses.iter().map(|w| Words::new(w, self.columns, band)).collect();
        let likeness: Vec<_> = self.witnesses.iter().map(|w| Likeness::new(w, self.columns, band)).collect();
        Lattice::new(band, &self.priors, |at, shape| self.score(&words, &likeness, at, shape)).path()
    }

    /// The score of the bead of a shape that ends at a position.
    fn score(
        &self,
        words: &[Words<'_>],
        likeness: &[Option<Likeness<'_>>],
        (i, j): (usize, usize),
        shape: usize,
    ) -> f64 {
        let (m, n, _) = SHAPES[shape];
        let prior = self.priors.shapes[shape];
        if m == 0 || n == 0 {
            return prior;
        }
        let (rows, columns) = (i - m..i, j - n..j);
        let mut total = 0.0;
        let mut heard = 0;
        for ((witness, words), likeness) in self.witnesses.iter().zip(words).zip(likeness) {
            let lines = witness.rows[rows.start].start..witness.rows[rows.end - 1].end;
            if lines.is_empty() {
                continue;
            }
            heard += 1;
            total += words.score(&rows, &columns)
                + likeness.as_ref().map_or(0.0, |likeness| likeness.score(&rows, &columns))
                + length(witness, self.columns, &lines, &columns)
                + layout(&witness.side.bags[lines], &self.columns.bags[columns.clone()]);
        }
        prior + if heard > 1 { WITNESSES * total } else { total }
    }
}

/// Log likelihood ratio of the lengths.
fn length(witness: &Witness<'_>, columns: &Side, lines: &Range<usize>, range: &Range<usize>) -> f64 {
    let chars = |bags: &[Bag]| bags.iter().map(|b| b.chars).sum::<f64>();
    let (a, b) = (chars(&witness.side.bags[lines.clone()]), chars(&columns.bags[range.clone()]));
    let x = ((b + LENGTH_SHORT) / (a + LENGTH_SHORT)).ln() - witness.length_ratio;
    let half = |sigma: f64| x * x / (2.0 * sigma * sigma);
    (LENGTH_SIGMA_BACKGROUND / LENGTH_SIGMA).ln() + half(LENGTH_SIGMA_BACKGROUND) - half(LENGTH_SIGMA)
}

/// What headings, cells and paragraph breaks say.
fn layout(a: &[Bag], b: &[Bag]) -> f64 {
    let class = |bag: &Bag| match bag.kind {
        BlockKind::Heading(_) => 1,
        BlockKind::Cell => 2,
        _ => 0,
    };
    let kinds = match (class(&a[0]), class(&b[0])) {
        (0, 0) => 0.0,
        (x, y) if x == y => KIND_SAME,
        _ => KIND_DIFFERS,
    };
    let starts = match (a[0].opens, b[0].opens) {
        (true, true) => BREAK_BOTH,
        (false, false) => 0.0,
        _ => BREAK_ONE,
    };
    let inside = |bags: &[Bag]| bags[1..].iter().filter(|bag| bag.opens).count() as f64;
    kinds + starts + BREAK_INSIDE * (inside(a) + inside(b)).min(2.0)
}

/// For each cell of the band how well each word of the row is explained by the column, and the other way round.
struct Words<'a> {
    witness: &'a Witness<'a>,
    columns: &'a Side,
    band: &'a Band,
    /// The words of each row.
    types: Vec<Vec<u32>>,
    /// Start of each cell's values: first those of the row's words, then those of the column's. A cell is named by the
    /// position where it begins.
    starts: Vec<usize>,
    values: Vec<f32>,
}

impl<'a> Words<'a> {
    fn new(witness: &'a Witness<'a>, columns: &'a Side, band: &'a Band) -> Self {
        let types_of = |lines: &Range<usize>| {
            witness.side.bags[lines.clone()].iter().flat_map(|bag| bag.types.iter().copied()).collect()
        };
        let types: Vec<Vec<u32>> = witness.rows.iter().map(types_of).collect();
        let starts = Vec::with_capacity(band.cells());
        let mut words = Self { witness, columns, band, types, starts, values: Vec::new() };
        let mut given = vec![(0f32, 0f32); columns.vocabulary.len()];
        for i in 0..band.rows() {
            let row: &[u32] = words.types.get(i).map_or(&[], Vec::as_slice);
            let range = band.row(i);
            let first = words.starts.len();
            for j in range.clone() {
                words.starts.push(words.values.len());
                if i < witness.rows.len()
                    && let Some(bag) = columns.bags.get(j)
                {
                    words.values.resize(words.values.len() + row.len() + bag.types.len(), 0.0);
                }
            }
            for (n, &a) in row.iter().enumerate() {
                let pairs = &witness.table.rows[a as usize];
                if pairs.is_empty() {
                    continue;
                }
                for pair in pairs {
                    given[pair.b as usize] = (pair.a_given_b, pair.b_given_a);
                }
                for (start, bag) in
                    words.starts[first..].iter().zip(&columns.bags[range.start.min(columns.bags.len())..])
                {
                    let mut sum = 0.0;
                    let explained = &mut words.values[start + row.len()..start + row.len() + bag.types.len()];
                    for (value, &b) in explained.iter_mut().zip(&bag.types) {
                        let (a_given_b, b_given_a) = given[b as usize];
                        sum += a_given_b;
                        *value += b_given_a;
                    }
                    words.values[start + n] = sum;
                }
                for pair in pairs {
                    given[pair.b as usize] = (0.0, 0.0);
                }
            }
        }
        words
    }

    /// The values of a cell; none at the corners of the band, where cells may be missing: they explain nothing.
    fn cell(&self, i: usize, j: usize) -> &[f32] {
        self.band.cell(i, j).map_or(&[], |cell| &self.values[self.starts[cell]..])
    }

    /// Half the log likelihood ratio of the rows' words given the columns' plus half the other way round, weighted.
    fn score(&self, rows: &Range<usize>, columns: &Range<usize>) -> f64 {
        let b_count: usize = self.columns.bags[columns.clone()].iter().map(|bag| bag.types.len()).sum();
        let a_count: usize = self.types[rows.clone()].iter().map(Vec::len).sum();
        if a_count == 0 || b_count == 0 {
            return 0.0;
        }
        let ratio = |sum: f32, count: usize, background: f64| {
            (1.0 - LAMBDA) + LAMBDA * f64::from(sum) / (count as f64 * background)
        };
        let mut score = LogProduct::new();
        let mut cells: [&[f32]; LARGEST] = [&[]; LARGEST];
        for i in rows.clone() {
            for (slot, j) in cells.iter_mut().zip(columns.clone()) {
                *slot = self.cell(i, j);
            }
            for (n, &a) in self.types[i].iter().enumerate() {
                let sum = cells[..columns.len()].iter().filter_map(|cell| cell.get(n)).sum();
                score.times(ratio(sum, b_count, self.witness.side.background[a as usize]));
            }
        }
        for j in columns.clone() {
            for (slot, i) in cells.iter_mut().zip(rows.clone()) {
                *slot = self.cell(i, j).get(self.types[i].len()..).unwrap_or_default();
            }
            for (k, &b) in self.columns.bags[j].types.iter().enumerate() {
                let sum = cells[..rows.len()].iter().filter_map(|cell| cell.get(k)).sum();
                score.times(ratio(sum, a_count, self.columns.background[b as usize]));
            }
        }
        let score = score.ln();
        let mean = score / (a_count + b_count) as f64;
        LEXICAL * score / 2.0 + STRANGERS * mean.min(STRANGERS_BELOW)
    }
}

/// The logarithm of a product of word ratios. Logarithms are dear: one is taken for many factors, each capped, so that
/// their product stays within what a float holds.
struct LogProduct {
    ln: f64,
    product: f64,
    factors: u32,
}

impl LogProduct {
    fn new() -> Self {
        Self { ln: 0.0, product: 1.0, factors: 0 }
    }

    fn times(&mut self, ratio: f64) {
        self.product *= ratio.min(WORD_RATIO_CAP);
        self.factors += 1;
        // e^(8 · 64) and 0.3^64 are far inside the range of f64.
        if self.factors.is_multiple_of(64) {
            self.ln += self.product.ln();
            self.product = 1.0;
        }
    }

    fn ln(&self) -> f64 {
        self.ln + self.product.ln()
    }
}

/// Scores and sums over the positions of the band, each for the two classes a chain may arrive with.
struct Lattice<'a> {
    band: &'a Band,
    priors: &'a Priors,
    /// Score of the bead of each shape that ends at each position.
    scores: Vec<[f32; SHAPES.len()]>,
    /// Best score of a chain from the start that arrives with a class, the shape of its last bead, and the class before.
    best: Vec<[(f64, u8, u8); 2]>,
    /// Log of the summed likelihood of all chains from the start.
    forward: Vec<[f64; 2]>,
    /// … to the end.
    backward: Vec<[f64; 2]>,
}

/// Most rows or columns of a bead.
pub(super) const LARGEST: usize = 4;
const NEVER: f64 = f64::NEG_INFINITY;

impl<'a> Lattice<'a> {
    fn new(band: &'a Band, priors: &'a Priors, score: impl Fn((usize, usize), usize) -> f64) -> Self {
        let cells = band.cells();
        let mut lattice = Self {
            band,
            priors,
            scores: vec![[f32::NEG_INFINITY; SHAPES.len()]; cells],
            best: vec![[(NEVER, 0, 0); 2]; cells],
            forward: vec![[NEVER; 2]; cells],
            backward: vec![[NEVER; 2]; cells],
        };
        for i in 0..band.rows() {
            for j in band.row(i) {
                lattice.arrive(i, j, &score);
            }
        }
        lattice.retreat();
        lattice
    }

    /// Log probability that a bead of a class follows; at the start there is no class before.
    fn entering(&self, from: usize, before: usize, class: usize) -> f64 {
        if from == 0 { self.priors.first[class] } else { self.priors.class[before][class] }
    }

    fn arrive(&mut self, i: usize, j: usize, score: &impl Fn((usize, usize), usize) -> f64) {
        let Some(cell) = self.band.cell(i, j) else { return };
        if (i, j) == (0, 0) {
            // The start has one state; which class it is filed under does not matter.
            self.best[cell][0] = (0.0, 0, 0);
            self.forward[cell][0] = 0.0;
            return;
        }
        for (shape, (m, n, _)) in SHAPES.iter().enumerate() {
            let Some(from) = before(self.band, i, j, *m, *n) else { continue };
            if self.forward[from] == [NEVER; 2] {
                continue;
            }
            // Rounded once, so that forward and backward sums are of the same values.
            self.scores[cell][shape] = score((i, j), shape) as f32;
            let value = f64::from(self.scores[cell][shape]);
            let class = class_of(shape);
            for earlier in 0..2 {
                let step = value + self.entering(from, earlier, class);
                if self.best[from][earlier].0 + step > self.best[cell][class].0 {
                    self.best[cell][class] = (self.best[from][earlier].0 + step, shape as u8, earlier as u8);
                }
                self.forward[cell][class] = log_add(self.forward[cell][class], self.forward[from][earlier] + step);
            }
        }
    }

    fn retreat(&mut self) {
        let Some(last) = self.band.cells().checked_sub(1) else { return };
        self.backward[last] = [0.0; 2];
        for i in (0..self.band.rows()).rev() {
            for j in self.band.row(i).rev() {
                let Some(cell) = self.band.cell(i, j) else { continue };
                for (shape, (m, n, _)) in SHAPES.iter().enumerate() {
                    let Some(from) = before(self.band, i, j, *m, *n) else { continue };
                    let class = class_of(shape);
                    let value = self.backward[cell][class] + f64::from(self.scores[cell][shape]);
                    for earlier in 0..2 {
                        let step = value + self.entering(from, earlier, class);
                        self.backward[from][earlier] = log_add(self.backward[from][earlier], step);
                    }
                }
            }
        }
    }

    /// The best chain, with the posterior of each of its beads.
    fn path(&self) -> Vec<Found> {
        let (mut i, mut j) = (self.band.rows() - 1, self.band.row(self.band.rows() - 1).end - 1);
        let Some(last) = self.band.cell(i, j) else { return Vec::new() };
        let total = log_add(self.forward[last][0], self.forward[last][1]);
        let mut class = usize::from(self.best[last][1].0 > self.best[last][0].0);
        let mut path = Vec::new();
        while (i, j) != (0, 0) {
            let Some(cell) = self.band.cell(i, j) else { break };
            let (_, shape, earlier) = self.best[cell][class];
            let shape = usize::from(shape);
            let (m, n, _) = SHAPES[shape];
            let Some(from) = before(self.band, i, j, m, n) else { break };
            let arrived = (0..2)
                .map(|earlier| self.forward[from][earlier] + self.entering(from, earlier, class))
                .fold(NEVER, log_add);
            let log = arrived + f64::from(self.scores[cell][shape]) + self.backward[cell][class] - total;
            path.push(Found { rows: i - m..i, columns: j - n..j, posterior: log.exp().clamp(0.0, 1.0) });
            (i, j, class) = (i - m, j - n, usize::from(earlier));
        }
        path.reverse();
        path
    }
}

/// The position a bead of `m` rows and `n` columns that ends at `(i, j)` begins at.
fn before(band: &Band, i: usize, j: usize, m: usize, n: usize) -> Option<usize> {
    band.cell(i.checked_sub(m)?, j.checked_sub(n)?)
}

/// ln(eᵃ + eᵇ).
fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}
