//! Messages of `log` and `undo`.

use super::VERSION;
use crate::model::{Batch, BatchState, ConceptCounts};
use serde::Serialize;

/// A batch.
#[derive(Clone, Debug, Serialize)]
pub struct BatchMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its number.
    pub batch: i64,
    /// The memory.
    pub memory: &'a str,
    /// What it did: `align`, `import`, `edit`, `dedupe`, `undo`.
    pub kind: &'static str,
    /// What it was about.
    pub title: &'a str,
    /// When.
    pub at: &'a str,
    /// Units added.
    pub added: u64,
    /// Units merged into.
    pub merged: u64,
    /// Units removed.
    pub removed: u64,
    /// What it did to concepts, if it touched any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concepts: Option<ConceptCountsMessage>,
    /// The batch that took it back; null while it counts.
    pub undone_by: Option<i64>,
}

/// How many concepts a batch added, changed and removed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ConceptCountsMessage {
    /// New concepts.
    pub added: u64,
    /// Concepts that got something else.
    pub changed: u64,
    /// Concepts that are gone.
    pub removed: u64,
}

impl From<ConceptCounts> for ConceptCountsMessage {
    fn from(ConceptCounts { added, changed, removed }: ConceptCounts) -> Self {
        Self { added, changed, removed }
    }
}

/// The message of a batch.
#[must_use]
pub fn batch<'a>(memory: &'a str, batch: &'a Batch) -> BatchMessage<'a> {
    BatchMessage {
        v: VERSION,
        r#type: "batch",
        batch: batch.id.0,
        memory,
        kind: batch.kind.name(),
        title: &batch.title,
        at: &batch.at,
        added: batch.added,
        merged: batch.merged,
        removed: batch.removed,
        concepts: (!batch.concepts.is_empty()).then(|| batch.concepts.into()),
        undone_by: match batch.state {
            BatchState::Done => None,
            BatchState::Undone(by) => Some(by.0),
        },
    }
}
