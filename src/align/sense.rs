//! What sentence vectors say: evidence from an encoder outside, for those who own one.
//!
//! Encoders differ in how near they put strangers (some at a cosine of 0, some at 0.75), so the cosine of a bead is
//! measured in standard deviations above that of random pairs of the documents at hand. A bead's vector on a side is the
//! sum of those of its lines, each as long as its line. Lines without a vector say nothing.

use super::band::Band;
use super::side::{Bag, Side};
use super::weights::{LARGEST, Weights};
use std::ops::Range;

/// Random pairs looked at.
const PAIRS: usize = 4_000;

/// The vectors of a text's lines: of a length that goes with the line's, and zero for a line without one.
pub(super) struct Sense {
    vectors: Vec<Vec<f32>>,
}

impl Sense {
    /// Takes the vectors of the lines; what is missing or no direction counts for nothing.
    pub(super) fn new(vectors: &[Option<Vec<f32>>], bags: &[Bag]) -> Self {
        let weighted = |(vector, bag): (&Option<Vec<f32>>, &Bag)| {
            let vector = vector.as_deref().unwrap_or_default();
            let norm = dot(vector, vector).sqrt();
            if norm.is_normal() {
                vector.iter().map(|x| (f64::from(*x) / norm * bag.chars.max(1.0)) as f32).collect()
            } else {
                Vec::new()
            }
        };
        let mut vectors: Vec<Vec<f32>> = vectors.iter().zip(bags).map(weighted).collect();
        vectors.resize(bags.len(), Vec::new());
        Self { vectors }
    }

    /// The vectors of some lines.
    pub(super) fn part(&self, lines: &[usize]) -> Self {
        Self { vectors: lines.iter().map(|line| self.vectors[*line].clone()).collect() }
    }
}

/// How like the lines of two texts are.
pub(super) struct Likeness<'a> {
    weights: &'a Weights,
    vectors: [&'a [Vec<f32>]; 2],
    rows: Lengths,
    columns: Lengths,
    /// Mean and standard deviation of the cosine of pairs that do not belong together.
    strangers: (f64, f64),
}

impl<'a> Likeness<'a> {
    /// `None` unless both texts have vectors.
    pub(super) fn new(rows: &'a Side<'_>, columns: &'a Side<'_>) -> Option<Self> {
        let weights = rows.weights;
        let (rows, columns) = (&rows.sense.as_ref()?.vectors[..], &columns.sense.as_ref()?.vectors[..]);
        let strangers = strangers(rows, columns, weights.sense_least_sigma);
        Some(Self {
            weights,
            vectors: [rows, columns],
            rows: Lengths::new(rows),
            columns: Lengths::new(columns),
            strangers,
        })
    }

    /// Scalar product of the row and the column that each cell of a band begins with.
    pub(super) fn products(&self, band: &Band) -> Vec<f64> {
        let [rows, columns] = self.vectors;
        let product =
            |(i, j): (usize, usize)| rows.get(i).zip(columns.get(j)).map_or(0.0, |(row, column)| dot(row, column));
        band.rows().flat_map(|i| band.row(i).map(move |j| (i, j))).map(product).collect()
    }

    /// Log likelihood ratio of the bead of these rows and columns.
    pub(super) fn score(&self, band: &Band, products: &[f64], rows: &Range<usize>, columns: &Range<usize>) -> f64 {
        let norm = self.rows.of(rows) * self.columns.of(columns);
        if norm <= 0.0 {
            return 0.0;
        }
        let cells = rows.clone().flat_map(|i| columns.clone().map(move |j| (i, j)));
        let product: f64 = cells.filter_map(|(i, j)| Some(products[band.cell(i, j)?])).sum();
        let (mean, sigma) = self.strangers;
        ratio((product / norm - mean) / sigma, self.weights)
    }
}

/// Log likelihood ratio of a cosine so many standard deviations above that of strangers.
fn ratio(above: f64, weights: &Weights) -> f64 {
    let z = above.clamp(weights.sense_strange, weights.sense_true);
    let half = |x: f64| x * x / 2.0;
    let sigma = weights.sense_true_sigma;
    weights.sense * (half(z) - half((z - weights.sense_true) / sigma) - sigma.ln())
}

/// The lengths of the vectors of runs of neighbours.
struct Lengths {
    /// Of each the product with itself and with the next ones.
    products: Vec<[f64; LARGEST]>,
}

impl Lengths {
    fn new(vectors: &[Vec<f32>]) -> Self {
        let with_next = |i: usize| {
            let product = |k: usize| vectors.get(i + k).map_or(0.0, |next| dot(&vectors[i], next));
            std::array::from_fn(product)
        };
        Self { products: (0..vectors.len()).map(with_next).collect() }
    }

    fn of(&self, run: &Range<usize>) -> f64 {
        let mut square = 0.0;
        for i in run.clone() {
            square += self.products[i][0];
            square += 2.0 * (1..run.end - i).map(|k| self.products[i][k]).sum::<f64>();
        }
        square.max(0.0).sqrt()
    }
}

/// Mean and standard deviation of the cosine of pairs that do not belong together: of all pairs, spread evenly, but for
/// as many of the likeliest as there can be true ones.
fn strangers(rows: &[Vec<f32>], columns: &[Vec<f32>], least_sigma: f64) -> (f64, f64) {
    let all = rows.len().saturating_mul(columns.len());
    let pair = |n: usize| {
        if all <= PAIRS {
            (n / columns.len(), n % columns.len())
        } else {
            // Rows in order, columns as they come: a prime strides through them.
            (n * rows.len() / PAIRS, n.wrapping_mul(7_919) % columns.len())
        }
    };
    let cosine = |n: usize| {
        let (row, column) = (&rows[pair(n).0], &columns[pair(n).1]);
        let norm = (dot(row, row) * dot(column, column)).sqrt();
        (norm > 0.0).then(|| dot(row, column) / norm)
    };
    let mut cosines: Vec<f64> = (0..all.min(PAIRS)).filter_map(cosine).collect();
    cosines.sort_unstable_by(f64::total_cmp);
    let likely = (cosines.len() * 3).div_ceil(2 * rows.len().max(columns.len()).max(1));
    cosines.truncate(cosines.len().saturating_sub(likely).max(1));
    let count = cosines.len().max(1) as f64;
    let mean = cosines.iter().sum::<f64>() / count;
    let square = cosines.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
    (mean, square.sqrt().max(least_sigma))
}

fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_grows_with_the_cosine_and_is_even_odds_between() {
        let ratio = |above: f64| ratio(above, &Weights::ESTIMATED);
        let steps: Vec<f64> = (-8..=32).map(|n| ratio(f64::from(n) / 4.0)).collect();
        assert!(steps.windows(2).all(|pair| pair[0] <= pair[1]), "{steps:?}");
        assert!(ratio(0.0) < 0.0 && ratio(1.0) < 0.0 && ratio(3.0) > 0.0);
        assert_eq!(ratio(100.0), ratio(Weights::ESTIMATED.sense_true));
    }

    #[test]
    fn strangers_are_measured_without_the_true_pairs() {
        // Each row is like its own column, and like the others as strangers are to that encoder.
        let vector = |n: usize| (0..20).map(|k| if k == n { 1.0 } else { 0.4 }).collect::<Vec<f32>>();
        let text: Vec<Vec<f32>> = (0..20).map(vector).collect();
        let (mean, sigma) = strangers(&text, &text, 0.03);
        assert!((mean - dot(&text[0], &text[1]) / dot(&text[0], &text[0])).abs() < 1e-6, "{mean}");
        assert_eq!(sigma, 0.03);
    }

    #[test]
    fn lengths_of_runs_are_those_of_their_sums() {
        let vectors = vec![vec![1.0, 2.0], vec![-1.0, 0.5], vec![0.0, 3.0], Vec::new(), vec![4.0, 4.0]];
        let lengths = Lengths::new(&vectors);
        assert!((lengths.of(&(0..3)) - (0.0f64 + 5.5 * 5.5).sqrt()).abs() < 1e-6);
        assert!((lengths.of(&(1..5)) - (9.0f64 + 7.5 * 7.5).sqrt()).abs() < 1e-6);
    }
}
