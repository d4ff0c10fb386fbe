//! The message of `align --apply`.

use super::{ProblemMessage, VERSION, is_zero};
use crate::model::{Review, Verdict};
use crate::problem::Problem;
use crate::workspace::review::Applied;
use serde::Serialize;

/// A review that was applied.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// How many beads.
    pub beads: usize,
    /// Beads that a person accepted.
    pub accepted: usize,
    /// Beads that a person rejected.
    pub rejected: usize,
    /// Beads that a person made or changed.
    pub changed: usize,
    /// What is odd about the file or its documents.
    pub problems: Vec<ProblemMessage>,
    /// What was stored, if anything was to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<AppliedMessage<'a>>,
}

/// What was stored of a review.
#[derive(Clone, Debug, Serialize)]
pub struct AppliedMessage<'a> {
    /// The memory.
    pub memory: &'a str,
    /// New units.
    pub added: u64,
    /// Units that were there already.
    pub merged: u64,
    /// Units taken out.
    pub removed: u64,
    /// Beads left out.
    pub skipped: u64,
    /// … of these, left out only because they cross, if there are any.
    #[serde(skip_serializing_if = "is_zero")]
    pub crossing: u64,
    /// The batch; null when nothing changed.
    pub batch: Option<i64>,
}

/// The message of a review.
#[must_use]
pub fn review<'a>(review: &Review, problems: &[Problem], applied: Option<&'a Applied>) -> ReviewMessage<'a> {
    let decided = |verdict| review.beads.iter().filter(|bead| bead.verdict == verdict).count();
    ReviewMessage {
        v: VERSION,
        r#type: "review",
        beads: review.beads.len(),
        accepted: decided(Verdict::Accepted),
        rejected: decided(Verdict::Rejected),
        changed: review.beads.iter().filter(|bead| bead.confidence.is_none()).count(),
        problems: problems.iter().map(ProblemMessage::from).collect(),
        stored: applied.map(|a| AppliedMessage {
            memory: &a.memory,
            added: a.added,
            merged: a.merged,
            removed: a.removed,
            skipped: a.skipped,
            crossing: a.crossing,
            batch: a.batch,
        }),
    }
}
