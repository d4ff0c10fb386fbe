//! Messages of `glossary add`, `edit`, `remove`, `import` and `merge`.

use super::{ProblemMessage, VERSION};
use crate::workspace::glossary::Conflict;
use crate::workspace::glossary::keep::{Counts, Report, SourceReport};
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of changing concepts by hand.
#[derive(Clone, Debug, Serialize)]
pub struct ConceptsMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The memory.
    pub memory: &'a str,
    /// Names of the concepts; when nothing changed, of those that are there already.
    pub concepts: &'a [String],
    /// Whether anything changed, or would change in a trial.
    pub changed: bool,
    /// The batch; null when nothing changed.
    pub batch: Option<i64>,
}

/// What came of reading or merging termbases.
#[derive(Clone, Debug, Serialize)]
pub struct TermbaseMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The memory.
    pub memory: &'a str,
    /// All that were read.
    pub concepts: ConceptsRead<'a>,
    /// The files and memories read, in their order.
    pub sources: Vec<SourceMessage<'a>>,
    /// Where concepts differ.
    pub conflicts: Vec<ConceptConflictMessage<'a>>,
    /// Concepts that have another name here.
    pub renamed: Vec<RenamedMessage<'a>>,
    /// The batch; null when nothing changed.
    pub batch: Option<i64>,
}

/// What became of concepts.
#[derive(Clone, Debug, Serialize)]
pub struct ConceptsRead<'a> {
    /// Concepts read.
    pub read: u64,
    /// … that are new.
    pub added: u64,
    /// … that were there, and brought something.
    pub merged: u64,
    /// … that took the place of what was there.
    pub replaced: u64,
    /// … that were there with all there is to them.
    pub unchanged: u64,
    /// … that were left out, by reason.
    pub skipped: &'a BTreeMap<&'static str, u64>,
}

/// What came of one termbase.
#[derive(Clone, Debug, Serialize)]
pub struct SourceMessage<'a> {
    /// The file, or the name of the memory.
    pub name: &'a str,
    /// Its format; `memory` or `file` for a termbase of the workspace.
    pub format: &'static str,
    /// What became of its concepts.
    #[serde(flatten)]
    pub concepts: ConceptsRead<'a>,
    /// What is wrong with it.
    pub problems: Vec<ProblemMessage>,
}

/// Where two concepts differ; what was there stays.
#[derive(Clone, Debug, Serialize)]
pub struct ConceptConflictMessage<'a> {
    /// Name of the concept.
    pub id: &'a str,
    /// `subject`, `preferred`, `status`, `part of speech` or `gender`.
    pub field: &'static str,
    /// The term it is about, or the language where the preferred terms differ.
    pub about: Option<&'a str>,
    /// What was there and stays.
    pub kept: &'a str,
    /// What the other one says.
    pub other: &'a str,
}

/// A concept that has another name here.
#[derive(Clone, Debug, Serialize)]
pub struct RenamedMessage<'a> {
    /// Its name where it comes from.
    pub from: &'a str,
    /// Its name here.
    pub to: &'a str,
}

/// The message of a change by hand.
#[must_use]
pub fn concepts<'a>(memory: &'a str, concepts: &'a [String], changed: bool, batch: Option<i64>) -> ConceptsMessage<'a> {
    ConceptsMessage { v: VERSION, r#type: "glossary-change", memory, concepts, changed, batch }
}

/// The message of an import or a merge.
#[must_use]
pub fn termbase<'a>(report: &'a Report, total: &'a Counts) -> TermbaseMessage<'a> {
    let conflict = |conflict: &'a Conflict| ConceptConflictMessage {
        id: &conflict.id,
        field: conflict.field,
        about: conflict.about.as_deref(),
        kept: &conflict.kept,
        other: &conflict.other,
    };
    TermbaseMessage {
        v: VERSION,
        r#type: "glossary-import",
        memory: &report.memory,
        concepts: read(total),
        sources: report.sources.iter().map(source).collect(),
        conflicts: report.conflicts.iter().map(conflict).collect(),
        renamed: report.renamed.iter().map(|(from, to)| RenamedMessage { from, to }).collect(),
        batch: report.batch,
    }
}

fn source(source: &SourceReport) -> SourceMessage<'_> {
    SourceMessage {
        name: &source.name,
        format: source.format,
        concepts: read(&source.counts),
        problems: source.problems.iter().map(ProblemMessage::from).collect(),
    }
}

fn read(counts: &Counts) -> ConceptsRead<'_> {
    let Counts { read, added, merged, replaced, unchanged, ref skipped } = *counts;
    ConceptsRead { read, added, merged, replaced, unchanged, skipped }
}
