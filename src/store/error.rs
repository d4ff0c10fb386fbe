//! What can go wrong with a memory? Each case with the path and what is needed to tell the user what to do.

use crate::model::{BatchId, TuId};
use std::path::PathBuf;

/// Why a memory could not be opened, read or changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{}: there is no such memory", path.display())]
    NotFound {
        /// The file asked for.
        path: PathBuf,
    },
    /// It is a directory.
    #[error("{}: is a directory, not a memory", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
    },
    /// The file has no content.
    #[error("{}: is empty (0 bytes); delete it and a new memory can be made in its place", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file ends before its content does.
    #[error("{}: is cut off: {actual} bytes are there of {expected}; restore it from a backup", path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Length the file says it has.
        expected: u64,
        /// Length it has.
        actual: u64,
    },
    /// The file is of some other format.
    #[error("{}: is not a Tolmach memory (no SQLite database)", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file belongs to some other program.
    #[error("{}: is a SQLite database, but not a Tolmach memory", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What program it says it belongs to; 0 when it does not say.
        application_id: u32,
    },
    /// The memory was made by a later version of Tolmach.
    #[error(
        "{}: was made by a newer Tolmach (schema {found}, this one knows {known}); update Tolmach to open it",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The memory was made by an earlier version and was opened for reading, which does not change it.
    #[error(
        "{}: was made by an older Tolmach (schema {found}, now {known}); open it for writing once to bring it up to date",
        path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The schema read here.
        known: u32,
    },
    /// The file, its directory, or the way it was opened does not allow changes.
    #[error("{}: cannot be changed: {cause}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What stands in the way.
        cause: String,
    },
    /// Another process is writing and did not finish in time.
    #[error("{}: another program is writing to this memory; try again when it is done", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// No room left.
    #[error("{}: no room left on the disk: {cause}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// The content contradicts itself.
    #[error("{}: is damaged: {what}; restore it from a backup", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// There is a file where a new one should be written.
    #[error("{}: exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system refused to open, read or write.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// The batch met an error before and can no longer be kept.
    #[error("the batch was given up after an error; nothing of it is kept")]
    Lost,
    /// A segment is nested deeper than any real one.
    #[error("a segment nests codes more than {limit} deep")]
    TooDeep {
        /// The deepest that is kept.
        limit: usize,
    },
    /// There is no unit of this number.
    #[error("there is no unit {}", .0.0)]
    NoUnit(TuId),
    /// There is no concept of this name.
    #[error("there is no concept {0:?}")]
    NoConcept(String),
    /// There is a concept of this name already.
    #[error("there is a concept {0:?} already")]
    ConceptExists(String),
    /// There is no batch of this number.
    #[error("there is no batch {}", .0.0)]
    NoBatch(BatchId),
    /// No batch is left that could be undone.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The batch does not count any more.
    #[error("batch {} was undone already, by batch {}", batch.0, by.0)]
    AlreadyUndone {
        /// The batch asked for.
        batch: BatchId,
        /// The batch that took it back.
        by: BatchId,
    },
    /// Other batches stand on this one.
    #[error("batch {} cannot be undone before {}", batch.0, list(first))]
    Blocked {
        /// The batch asked for.
        batch: BatchId,
        /// The batches to undo first, in this order.
        first: Vec<BatchId>,
    },
}

fn list(batches: &[BatchId]) -> String {
    let numbers: Vec<String> = batches.iter().map(|batch| batch.0.to_string()).collect();
    format!("{} {}", if numbers.len() == 1 { "batch" } else { "batches" }, numbers.join(", "))
}
