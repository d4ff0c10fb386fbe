//! The message of `evaluate`.

use super::VERSION;
use crate::workspace::evaluate::{Measured, Tallies, Tally};
use serde::Serialize;
use std::collections::BTreeMap;

/// How good alignments are.
#[derive(Clone, Debug, Serialize)]
pub struct EvaluationMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The languages compared.
    pub langs: Vec<String>,
    /// Documents.
    pub documents: usize,
    /// Gold alignments that nothing was found for.
    pub missing: &'a [String],
    /// Beads of two sides or more, all shapes.
    #[serde(flatten)]
    pub all: TalliesMessage,
    /// The same by shape.
    pub shapes: BTreeMap<String, TalliesMessage>,
    /// Beads with more than one segment on a side, strict.
    pub many: TallyMessage,
    /// Segments that stand alone.
    pub alone: TallyMessage,
}

/// Beads counted strictly and laxly.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TalliesMessage {
    /// Beads in the gold.
    pub gold: usize,
    /// Beads found.
    pub found: usize,
    /// Exactly right.
    pub strict: TallyMessage,
    /// Sharing a segment on two sides.
    pub lax: TallyMessage,
}

/// Figures from 0 to 1.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TallyMessage {
    /// Share of the found that is right.
    pub precision: f64,
    /// Share of the gold that is found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl From<&Tally> for TallyMessage {
    fn from(tally: &Tally) -> Self {
        // Six decimals tell single beads apart in any gold that people make.
        let short = |x: f64| (x * 1e6).round() / 1e6;
        Self { precision: short(tally.precision()), recall: short(tally.recall()), f1: short(tally.f1()) }
    }
}

impl From<&Tallies> for TalliesMessage {
    fn from(tallies: &Tallies) -> Self {
        let Tallies { strict, lax } = tallies;
        Self { gold: strict.gold, found: strict.found, strict: strict.into(), lax: lax.into() }
    }
}

/// The message of an evaluation.
#[must_use]
pub fn evaluation(measured: &Measured) -> EvaluationMessage<'_> {
    let evaluation = &measured.evaluation;
    EvaluationMessage {
        v: VERSION,
        r#type: "evaluation",
        langs: measured.langs.iter().map(ToString::to_string).collect(),
        documents: measured.documents,
        missing: &measured.missing,
        all: (&evaluation.all).into(),
        shapes: evaluation.shapes.iter().map(|(shape, tallies)| (shape.to_string(), tallies.into())).collect(),
        many: (&evaluation.many).into(),
        alone: (&evaluation.alone).into(),
    }
}
