//! Messages of `import` and `export`.

use super::{ProblemMessage, VERSION, is_zero};
use crate::workspace::export::Exported;
use crate::workspace::import::Imported;
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of an import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The file.
    pub file: String,
    /// Its format.
    pub format: &'a str,
    /// The memory.
    pub memory: &'a str,
    /// Units.
    pub units: Units,
    /// Those of the units read that are marked as drafts or rejected, and are kept with that mark.
    #[serde(skip_serializing_if = "is_zero")]
    pub unconfirmed: u64,
    /// Units passed over, by reason.
    pub skipped: &'a BTreeMap<String, u64>,
    /// What is wrong with the file.
    pub problems: Vec<ProblemMessage>,
    /// How many problems there are in all; the list ends at a thousand.
    pub problem_count: u64,
    /// Concepts of the termbase that was made of the glossaries of an OmegaT project, if there were any.
    #[serde(skip_serializing_if = "is_zero")]
    pub concepts: u64,
    /// Whether a file was cut off or broken, and what stood before was kept.
    pub incomplete: bool,
    /// The batch that read the same file before.
    pub read_before: Option<i64>,
    /// The batch; null when nothing changed.
    pub batch: Option<i64>,
}

/// Units counted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Units {
    /// In the file.
    pub read: u64,
    /// New.
    pub added: u64,
    /// There already, with something new to them.
    pub merged: u64,
    /// There already, with everything.
    pub known: u64,
    /// Passed over.
    pub skipped: u64,
}

/// What came of an export.
#[derive(Clone, Debug, Serialize)]
pub struct ExportMessage {
    v: u8,
    r#type: &'static str,
    /// The file.
    pub file: String,
    /// The files written, where each language has its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Units written.
    pub units: u64,
    /// Units left out: not in two of the languages asked for.
    pub skipped: u64,
    /// Units the filter did not ask for.
    pub filtered: u64,
    /// Source language of the file.
    pub source: Option<String>,
}

/// The message of an import.
#[must_use]
pub fn import(imported: &Imported) -> ImportMessage<'_> {
    ImportMessage {
        v: VERSION,
        r#type: "import",
        file: imported.file.display().to_string(),
        format: &imported.format,
        memory: &imported.memory,
        units: Units {
            read: imported.read,
            added: imported.added,
            merged: imported.merged,
            known: imported.known,
            skipped: imported.skipped.values().sum(),
        },
        unconfirmed: imported.unconfirmed,
        skipped: &imported.skipped,
        problems: imported.problems.iter().map(ProblemMessage::from).collect(),
        problem_count: imported.problem_count,
        concepts: imported.concepts,
        incomplete: imported.incomplete,
        read_before: imported.read_before,
        batch: imported.batch,
    }
}

/// The message of an export.
#[must_use]
pub fn export(file: &std::path::Path, exported: &Exported) -> ExportMessage {
    ExportMessage {
        v: VERSION,
        r#type: "export",
        file: file.display().to_string(),
        files: exported.files.iter().filter(|one| *one != file).map(|one| one.display().to_string()).collect(),
        units: exported.units,
        skipped: exported.skipped,
        filtered: exported.filtered,
        source: exported.source.as_ref().map(ToString::to_string),
    }
}
