//! Which sentences belong together? Alignment of two or three texts, sentence by sentence.
//!
//! Pairs are aligned by words, lengths and layout: seed correspondences (`evidence`), a band around a chain of anchors
//! (`band`), the best chain of beads in it (`search`), correspondences learned from that chain (`learn`), and again.
//! Of three languages the two nearest are aligned first, Russian and Belarusian; their beads are then aligned with the
//! third language as rows with two witnesses (`three`), so that a bead of three languages is decided by all three.
//!
//! Sentence vectors from outside can join the evidence (`sense`).
//!
//! Nothing here knows of files or databases: lines in, beads out.

mod band;
pub mod evaluate;
mod evidence;
mod learn;
mod lexicon;
mod search;
mod sense;
#[cfg(test)]
mod tests;
mod three;
mod weights;

pub use evidence::Line;

use crate::lang::Language;
use crate::model::Bead;
use band::Band;
use evidence::{Side, seeds};
use learn::Table;
use search::{Found, Priors, Problem, Witness, class_of};
use sense::Sense;
use std::ops::Range;
use weights::{ALONE_AFTER_ALONE, ALONE_AFTER_BEAD, ALONE_BEADS, ALONE_FIRST, PASSES, PRIOR_BEADS, SHAPES};

/// Name and version written into the provenance of what was aligned.
pub const ALIGNER: &str = concat!("tolmach ", env!("CARGO_PKG_VERSION"));

/// Aligns two or three texts. Every line of each stands in exactly one bead; beads are in order on every side.
///
/// Time and memory are linear in the number of lines, whatever stands in them: what corresponds to nothing is searched in
/// full up to a constant (a million cells in all, some 200 MB) and near its diagonal beyond; see `band`. Of each line the
/// first 256 words count.
///
/// # Panics
/// When there are fewer than two or more than three texts.
#[must_use]
pub fn align(texts: &[(Language, Vec<Line<'_>>)]) -> Vec<Bead> {
    align_with(texts, &[])
}

/// The same with sentence vectors as further evidence: for each text, for each of its lines one if there is one, all of
/// one dimension; none for no text at all.
///
/// # Panics
/// When there are fewer than two or more than three texts.
#[must_use]
pub fn align_with(texts: &[(Language, Vec<Line<'_>>)], vectors: &[Vec<Option<Vec<f32>>>]) -> Vec<Bead> {
    let mut sides: Vec<Side> = texts.iter().map(|(language, lines)| Side::new(lines, *language)).collect();
    for (side, vectors) in sides.iter_mut().zip(vectors) {
        side.sense = Some(Sense::new(vectors, &side.bags));
    }
    match &sides[..] {
        [a, b] => two(a, b)
            .into_iter()
            .map(|found| Bead { sides: vec![found.rows, found.columns], confidence: found.posterior })
            .collect(),
        [_, _, _] => three::align(&sides),
        _ => panic!("two or three texts can be aligned, not {}", texts.len()),
    }
}

/// Aligns two texts.
fn two(a: &Side, b: &Side) -> Vec<Found> {
    let seeds = seeds(a, b);
    let rows: Vec<Range<usize>> = (0..a.bags.len()).map(|i| i..i + 1).collect();
    let mut table = Table::from_seeds(&seeds);
    let mut found: Vec<Found> = Vec::new();
    for pass in 0..PASSES {
        let (priors, length_ratio) = settled(&found, a, &rows, b);
        if pass > 0 {
            let sure: Vec<_> = sure(&found).map(|f| (f.rows.clone(), f.columns.clone())).collect();
            table = Table::learned(a, b, &seeds, &sure);
        }
        let witness = Witness { side: a, rows: &rows, table: &table, length_ratio };
        let problem = Problem { witnesses: vec![witness], columns: b, priors };
        found = problem.search(&Band::of(&problem));
    }
    found
}

/// Beads good enough to learn from.
fn sure(found: &[Found]) -> impl Iterator<Item = &Found> {
    found.iter().filter(|f| f.posterior >= 0.5 && !f.rows.is_empty() && !f.columns.is_empty())
}

/// Priors and mean log length ratio, from the beads of the pass before.
fn settled(found: &[Found], a: &Side, rows: &[Range<usize>], b: &Side) -> (Priors, f64) {
    let mut shapes = SHAPES.map(|(_, _, prior)| prior * PRIOR_BEADS);
    let mut class =
        [ALONE_AFTER_BEAD, ALONE_AFTER_ALONE].map(|alone| [(1.0 - alone) * ALONE_BEADS, alone * ALONE_BEADS]);
    let mut ratios = Vec::new();
    let mut before = None;
    for f in found {
        if let Some(shape) = SHAPES.iter().position(|(m, n, _)| (*m, *n) == (f.rows.len(), f.columns.len())) {
            shapes[shape] += 1.0;
            if let Some(before) = before.replace(class_of(shape)) {
                let counts: &mut [f64; 2] = &mut class[before];
                counts[class_of(shape)] += 1.0;
            }
        }
        if f.rows.len() == 1 && f.columns.len() == 1 && f.posterior >= 0.5 {
            let x: f64 = a.bags[rows[f.rows.start].clone()].iter().map(|bag| bag.chars).sum();
            let y = b.bags[f.columns.start].chars;
            if x > 20.0 && y > 20.0 {
                ratios.push((y / x).ln());
            }
        }
    }
    let mut totals = [0.0; 2];
    for (shape, count) in shapes.iter().enumerate() {
        totals[class_of(shape)] += count;
    }
    let mut shape = 0;
    let shapes = shapes.map(|count| {
        shape += 1;
        (count / totals[class_of(shape - 1)]).ln()
    });
    let share = |counts: [f64; 2]| counts.map(|count| (count / (counts[0] + counts[1])).ln());
    let priors = Priors { shapes, class: class.map(share), first: share([1.0 - ALONE_FIRST, ALONE_FIRST]) };
    // Ten lines of ratio 1 keep a few odd lines from setting it.
    (priors, ratios.iter().sum::<f64>() / (ratios.len() as f64 + 10.0))
}
