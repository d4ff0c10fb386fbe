//! Looking at what was done to a memory, and taking it back.

use super::{Error, Workspace, now};
use crate::model::{Batch, BatchId};
use crate::store::Store;

/// The batches of a memory, oldest first.
///
/// # Errors
/// When there is no such memory or it cannot be read.
pub fn log(workspace: &Workspace, memory: &str) -> Result<Vec<Batch>, Error> {
    Ok(workspace.open_read(memory)?.batches()?)
}

/// Takes a batch back, the newest that counts when none is named; undoing an undo brings the batch back.
///
/// # Errors
/// When there is nothing to undo, or later batches build on it; the memory is unchanged then.
pub fn undo(workspace: &Workspace, memory: &str, batch: Option<i64>) -> Result<Batch, Error> {
    Ok(workspace.open_existing(memory)?.undo(batch.map(BatchId), &now())?)
}
