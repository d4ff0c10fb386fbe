//! Which sentences belong together? Alignment of two or three texts, sentence by sentence.
//!
//! Texts are read (`reading`) into bags of types (`side`). Pairs are aligned by words, lengths, layout and how lines open
//! (`joining`): seed correspondences (`evidence`), a band around a chain of anchors (`band`), the beads most probably right
//! in it (`search`, by the scores of `words`), correspondences learned from them (`learn`), and again. Three languages are
//! decided by the evidence of all three pairs at once (`three`). What then stands alone on both sides is looked at once
//! more: paragraphs may have been moved (`crossing`). Where beads show that a line holds more than one sentence, [`cuts()`]
//! tells.
//!
//! Sentence vectors from outside can join the evidence (`sense`), and so can words learned from translations that are
//! there already (`taught`).
//!
//! What is believed of texts before they are seen is one value, [`Weights`]; `estimate` counts and judges it by documents
//! with known beads.
//!
//! Nothing here knows of files or databases: lines in, beads out.

mod band;
mod crossing;
mod cuts;
pub mod estimate;
pub mod evaluate;
mod evidence;
mod joining;
mod learn;
mod lexicon;
mod reading;
mod rows;
mod search;
mod sense;
mod side;
mod taught;
#[cfg(test)]
mod tests;
mod three;
mod weights;
mod words;

pub use cuts::{Cut, cuts};
pub use lexicon::SEED_LEXICON;
pub use side::Line;
pub use taught::{Lessons, Taught};
pub use weights::Weights;

use crate::lang::Language;
use crate::model::Bead;
use band::Band;
use evidence::seeds;
use learn::Table;
use search::{Found, Lengths, Outcome, Priors, Problem, class_of};
use sense::{Likeness, Sense};
use side::Side;
use weights::{COARSE_SHAPES, LEARN_PAIRS, PASSES, SHAPES};

/// Name and version written into the provenance of what was aligned.
pub const ALIGNER: &str = concat!("tolmach ", env!("CARGO_PKG_VERSION"));

/// Aligns two or three texts. Every line of each stands in exactly one bead. Beads that do not cross are in order on every
/// side; those that do stand where their first side does, so that on the first side all are in order.
///
/// Time and memory are linear in the number of lines, whatever stands in them: the band has a bound (see `band`), is
/// searched block by block, and words are learned from a bounded number of beads. Of each line the first 256 words count.
///
/// # Panics
/// When there are fewer than two or more than three texts.
#[must_use]
pub fn align(texts: &[(Language, Vec<Line<'_>>)]) -> Vec<Bead> {
    align_with(texts, &Help::default())
}

/// Evidence from outside the texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Help<'a> {
    /// Sentence vectors: for each text, for each of its lines one if there is one, all of one dimension; none for no text
    /// at all.
    pub vectors: &'a [Vec<Option<Vec<f32>>>],
    /// Word correspondences learned from other texts.
    pub taught: Option<&'a Taught>,
}

/// The same with evidence from outside.
///
/// # Panics
/// When there are fewer than two or more than three texts.
#[must_use]
pub fn align_with(texts: &[(Language, Vec<Line<'_>>)], help: &Help<'_>) -> Vec<Bead> {
    align_weighted(texts, help, &Weights::ESTIMATED)
}

/// The same by other weights, as those who estimate them ask.
///
/// # Panics
/// When there are fewer than two or more than three texts.
#[must_use]
pub fn align_weighted(texts: &[(Language, Vec<Line<'_>>)], help: &Help<'_>, weights: &Weights) -> Vec<Bead> {
    let nothing = Taught::default();
    let taught = help.taught.unwrap_or(&nothing);
    let mut sides: Vec<Side<'_>> = texts.iter().map(|(language, lines)| Side::new(lines, *language, weights)).collect();
    for (side, vectors) in sides.iter_mut().zip(help.vectors) {
        side.sense = Some(Sense::new(vectors, &side.bags));
    }
    match &sides[..] {
        [a, b] => {
            let pair = two(a, b, taught);
            crossing::joined(pair.beads(), &[([0, 1], pair.problem(a, b, SHAPES.len()))])
        }
        [_, _, _] => three::align(&sides, taught),
        _ => panic!("two or three texts can be aligned, not {}", texts.len()),
    }
}

/// Two texts aligned.
struct Pair {
    table: Table,
    lengths: Lengths,
    priors: Priors,
    outcome: Outcome,
}

impl Pair {
    fn beads(&self) -> Vec<Bead> {
        let bead = |f: &Found| Bead {
            sides: vec![f.rows.clone(), f.columns.clone()],
            confidence: f.posterior,
            crossing: false,
        };
        self.outcome.found.iter().map(bead).collect()
    }

    fn problem<'a>(&'a self, a: &'a Side<'_>, b: &'a Side<'_>, shapes: usize) -> Problem<'a> {
        let Self { table, lengths, priors, .. } = self;
        let likeness = Likeness::new(a, b);
        Problem { rows: a, columns: b, table, likeness, lengths: *lengths, priors: priors.clone(), shapes }
    }
}

/// Aligns two texts.
fn two(a: &Side<'_>, b: &Side<'_>, taught: &Taught) -> Pair {
    let seeds = seeds(a, b, taught);
    let (priors, lengths) = settled(&[], a, b);
    let mut pair = Pair { table: Table::from_seeds(&seeds), lengths, priors, outcome: Outcome::default() };
    for pass in 0..PASSES {
        if pass > 0 {
            let sure: Vec<_> = sure(&pair.outcome.found).map(|f| (f.rows.clone(), f.columns.clone())).collect();
            pair.table = Table::learned(a, b, &seeds, &sure, LEARN_PAIRS);
            (pair.priors, pair.lengths) = settled(&pair.outcome.found, a, b);
        }
        // Only the last pass looks for beads of all shapes, near what the passes before it found.
        let last = pass == PASSES - 1;
        let problem = pair.problem(a, b, if last { SHAPES.len() } else { COARSE_SHAPES });
        let passes = &pair.outcome.passes;
        let band = if last { Band::near(passes, b.bags.len()) } else { Band::of(&problem, passes) };
        pair.outcome = problem.search(&band);
    }
    pair
}

/// Beads good enough to learn from.
fn sure(found: &[Found]) -> impl Iterator<Item = &Found> {
    found.iter().filter(|f| f.posterior >= 0.5 && !f.rows.is_empty() && !f.columns.is_empty())
}

/// Priors and what lengths say, from the beads of the pass before.
fn settled(found: &[Found], a: &Side<'_>, b: &Side<'_>) -> (Priors, Lengths) {
    let weights = a.weights;
    let mut shapes = weights.shapes.map(|prior| prior * weights.shape_beads);
    let mut class = weights.class_after.map(|of| of.map(|p| p * weights.class_beads));
    let mut ratios = Vec::new();
    let mut before: Option<usize> = None;
    for f in found {
        if let Some(shape) = SHAPES.iter().position(|shape| *shape == (f.rows.len(), f.columns.len())) {
            shapes[shape] += 1.0;
            let of = class_of(shape);
            if let Some(before) = before.replace(of)
                && weights.class_after[before][of] > 0.0
            {
                class[before][of] += 1.0;
            }
        }
        if f.rows.len() == 1 && f.columns.len() == 1 && f.posterior >= 0.5 {
            let (x, y) = (a.bags[f.rows.start].chars, b.bags[f.columns.start].chars);
            if x > 20.0 && y > 20.0 {
                ratios.push((y / x).ln());
            }
        }
    }
    let mut totals = [0.0; 3];
    for (shape, count) in shapes.iter().enumerate() {
        totals[class_of(shape)] += count;
    }
    let mut shape = 0;
    let shapes = shapes.map(|count| {
        shape += 1;
        (count / totals[class_of(shape - 1)]).ln()
    });
    let share = |counts: [f64; 3]| counts.map(|count| count / counts.iter().sum::<f64>());
    let priors = Priors { shapes, class: class.map(share), first: weights.class_first };
    let mean = ratios.iter().sum::<f64>() / (ratios.len() as f64 + weights.length_beads);
    (priors, Lengths::new(mean, weights))
}
