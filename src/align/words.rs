//! Words: how well the words of some rows and some columns explain each other.

use super::band::Band;
use super::evidence::Side;
use super::search::Problem;
use super::sense::Likeness;
use super::weights::{WORD_RATIO_CAP, Weights};
use std::ops::Range;

/// Most rows or columns of a bead.
pub(super) const LARGEST: usize = 4;

/// For each cell of the band how well each word of the row is explained by the column, and the other way round.
pub(super) struct Words<'a> {
    rows: &'a Side<'a>,
    columns: &'a Side<'a>,
    band: &'a Band,
    /// Start of each cell's values: first those of the row's words, then those of the column's. A cell is named by the
    /// position where it begins.
    starts: Vec<usize>,
    values: Vec<f32>,
    /// What sentence vectors say, and for each cell how alike they are.
    sense: Option<(&'a Likeness<'a>, Vec<f64>)>,
}

impl<'a> Words<'a> {
    /// `given` is scratch space: as many zeros as the columns have types, and so it is left.
    pub(super) fn new(problem: &'a Problem<'_>, band: &'a Band, given: &mut [(f32, f32)]) -> Self {
        let Problem { rows, columns, table, .. } = *problem;
        let sense = problem.likeness.as_ref().map(|likeness| (likeness, likeness.products(band)));
        let starts = Vec::with_capacity(band.cells());
        let mut words = Self { rows, columns, band, starts, values: Vec::new(), sense };
        for i in band.rows() {
            let row: &[u32] = rows.bags.get(i).map_or(&[], |bag| &bag.types);
            let range = band.row(i);
            let first = words.starts.len();
            for j in range.clone() {
                words.starts.push(words.values.len());
                if i < rows.bags.len()
                    && let Some(bag) = columns.bags.get(j)
                {
                    words.values.resize(words.values.len() + row.len() + bag.types.len(), 0.0);
                }
            }
            for (n, &a) in row.iter().enumerate() {
                let pairs = &table.rows[a as usize];
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
    pub(super) fn score(&self, rows: &Range<usize>, columns: &Range<usize>) -> f64 {
        let count = |side: &Side<'_>, lines: &Range<usize>| -> usize {
            side.bags[lines.clone()].iter().map(|bag| bag.types.len()).sum()
        };
        let (a_count, b_count) = (count(self.rows, rows), count(self.columns, columns));
        let sense = self.sense.as_ref();
        let sense = sense.map_or(0.0, |(likeness, products)| likeness.score(self.band, products, rows, columns));
        if a_count == 0 || b_count == 0 {
            return sense;
        }
        let Weights { lambda, lexical, overlap, strangers, strangers_below, .. } = *self.rows.weights;
        let lambda = lambda as f32;
        let mut score = LogProduct::new();
        // What is said twice: a word that words of two lines of the other side explain.
        let mut twice = LogProduct::new();
        let mut cells: [&[f32]; LARGEST] = [&[]; LARGEST];
        for i in rows.clone() {
            for (slot, j) in cells.iter_mut().zip(columns.clone()) {
                *slot = self.cell(i, j);
            }
            explain(&self.rows.bags[i].rarity, &cells[..columns.len()], lambda, b_count, &mut score, &mut twice);
        }
        for j in columns.clone() {
            for (slot, i) in cells.iter_mut().zip(rows.clone()) {
                *slot = self.cell(i, j).get(self.rows.bags[i].types.len()..).unwrap_or_default();
            }
            explain(&self.columns.bags[j].rarity, &cells[..rows.len()], lambda, a_count, &mut score, &mut twice);
        }
        let score = score.ln();
        let mean = score / (a_count + b_count) as f64;
        lexical / 2.0 * (score - overlap * twice.ln()) + strangers * mean.min(strangers_below) + sense
    }
}

/// Multiplies the ratios of the words of a line, given how well each line of the other side explains each of them.
fn explain(
    rarity: &[f32],
    cells: &[&[f32]],
    lambda: f32,
    count: usize,
    score: &mut LogProduct,
    twice: &mut LogProduct,
) {
    let share = lambda / count as f32;
    let ratio = |value: f32, rarity: f32| f64::from((1.0 - lambda) + share * value * rarity);
    if let [cell] = cells
        && cell.len() >= rarity.len()
    {
        for (rarity, value) in rarity.iter().zip(*cell) {
            score.times(ratio(*value, *rarity));
        }
        return;
    }
    for (n, rarity) in rarity.iter().enumerate() {
        let (mut sum, mut first, mut second) = (0.0, 0f32, 0f32);
        for &value in cells.iter().filter_map(|cell| cell.get(n)) {
            sum += value;
            (first, second) = (first.max(value), second.max(first.min(value)));
        }
        score.times(ratio(sum, *rarity));
        let second = ratio(second, *rarity);
        if second > 1.0 {
            twice.times(second);
        }
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
