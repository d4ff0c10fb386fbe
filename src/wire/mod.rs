//! What do programs read? The messages of `--json`, versioned and written by hand.
//!
//! Every message is one JSON object with `"v"` and `"type"`. Fields are added, never renamed; a change of meaning is a new
//! version. Snapshots in the tests keep that.

mod align;
mod analyse;
mod batch;
mod check;
mod diff;
mod evaluate;
mod extract;
mod glossary;
mod import;
mod journal;
mod maintain;
pub mod pipe;
mod query;
mod review;
mod search;
mod segment;
mod termbase;
mod terms;

pub use align::{AlignmentMessage, BeadMessage, SegmentPart, Sides, StoredMessage, beads, summary};
pub use analyse::{AmountMessage, AnalysisMessage, ShareMessage, analysis};
pub use batch::{
    DocumentMessage, FileProblem, QualityMessage, RunMessage, RunStoredMessage, WorstMessage, document, run,
};
pub use check::{CheckMessage, FindingMessage, check, finding};
pub use diff::{ConflictMessage, DiffMessage, DifferenceMessage, MergeMessage, conflict, diff, difference, merge};
pub use evaluate::{EvaluationMessage, TalliesMessage, TallyMessage, evaluation};
pub use extract::{
    AppliedTermsMessage, CandidateMessage, CandidateTermMessage, ExampleMessage, ExtractionMessage, applied_terms,
    candidate, extraction,
};
pub use glossary::{ConceptMessage, ExportedGlossary, TermMessage, concept};
pub use import::{ExportMessage, ImportMessage, Units, export, import};
pub use journal::{BatchMessage, ConceptCountsMessage, batch};
pub use maintain::{
    BackupMessage, FoundMessage, RecallMessage, StatsMessage, VerifyMessage, backup, recall, stats, verify,
};
pub use query::{MatchMessage, MatchesMessage, OriginMessage, PenaltyMessage, matches};
pub use review::{AppliedMessage, ReviewMessage, review};
pub use search::{HitMessage, SearchMessage, hit, search};
pub use segment::{DecisionMessage, SegmentMessage, decisions, segments};
pub use termbase::{
    ConceptConflictMessage, ConceptsMessage, ConceptsRead, RenamedMessage, SourceMessage, TermbaseMessage, concepts,
    termbase,
};
pub use terms::{
    TermCheckMessage, TermConflictMessage, TermConflictsMessage, TermFindingMessage, TermHitMessage, WayMessage,
    decisions as term_decisions, term_check, term_conflict, term_conflicts, term_finding, term_hits,
};

use crate::problem::Problem;
use serde::Serialize;

/// Version of all messages.
pub const VERSION: u8 = 1;

/// Whether a count is told only when there is something to count.
pub(crate) fn is_zero<N: Default + PartialEq>(count: &N) -> bool {
    *count == N::default()
}

/// A message as one line of JSON, without the line end.
#[must_use]
pub fn line(message: &impl Serialize) -> String {
    // Serialising our own plain structs into a string cannot fail: no maps with odd keys, no writer.
    serde_json::to_string(message).unwrap_or_default()
}

/// A problem in a message.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemMessage {
    /// Stable code.
    pub code: &'static str,
    /// Line of the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Unit of the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tu: Option<u64>,
    /// What is wrong.
    pub message: String,
}

impl From<&Problem> for ProblemMessage {
    fn from(problem: &Problem) -> Self {
        Self { code: problem.code, line: problem.place.line, tu: problem.place.tu, message: problem.message.clone() }
    }
}
