//! Messages of `log` and `undo`.

use super::VERSION;
use crate::model::{Batch, BatchState};
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
    /// The batch that took it back; null while it counts.
    pub undone_by: Option<i64>,
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
        undone_by: match batch.state {
            BatchState::Done => None,
            BatchState::Undone(by) => Some(by.0),
        },
    }
}
