//! Messages of `stats`, `verify` and `backup`.

use super::VERSION;
use crate::store::Stats;
use crate::workspace::recall::{Recall, SCORES};
use serde::Serialize;
use std::collections::BTreeMap;

/// How much there is in a memory.
#[derive(Clone, Debug, Serialize)]
pub struct StatsMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The memory.
    pub memory: &'a str,
    /// Units.
    pub units: u64,
    /// Sides of each language.
    pub segments: BTreeMap<String, u64>,
    /// Documents and files they come from.
    pub documents: u64,
    /// Concepts.
    pub concepts: u64,
    /// Batches.
    pub batches: u64,
    /// Size in bytes.
    pub bytes: u64,
}

/// Whether a memory is sound.
#[derive(Clone, Debug, Serialize)]
pub struct VerifyMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The memory.
    pub memory: &'a str,
    /// Whether all is well.
    pub sound: bool,
    /// What is wrong.
    pub faults: &'a [String],
}

/// How much of what brute force finds the index finds.
#[derive(Clone, Debug, Serialize)]
pub struct RecallMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The memory.
    pub memory: &'a str,
    /// The language.
    pub lang: &'a str,
    /// Segments compared with each query.
    pub segments: u64,
    /// Queries asked.
    pub queries: u64,
    /// By least score: matches there are, and those found.
    pub matches: BTreeMap<u8, FoundMessage>,
    /// What is wrong.
    pub faults: &'a [String],
}

/// Matches there are, and those found.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FoundMessage {
    /// Matches by brute force.
    pub there: u64,
    /// Those the index found.
    pub found: u64,
}

/// The message of a comparison with brute force.
#[must_use]
pub fn recall(recall: &Recall) -> RecallMessage<'_> {
    let found = recall.matches.iter().map(|(there, found)| FoundMessage { there: *there, found: *found });
    RecallMessage {
        v: VERSION,
        r#type: "recall",
        memory: &recall.memory,
        lang: recall.lang.as_str(),
        segments: recall.segments,
        queries: recall.queries,
        matches: SCORES.into_iter().zip(found).collect(),
        faults: &recall.faults,
    }
}

/// A copy made.
#[derive(Clone, Debug, Serialize)]
pub struct BackupMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The memory.
    pub memory: &'a str,
    /// The copy.
    pub file: String,
}

/// The message of a memory's figures.
#[must_use]
pub fn stats<'a>(memory: &'a str, stats: &Stats) -> StatsMessage<'a> {
    StatsMessage {
        v: VERSION,
        r#type: "stats",
        memory,
        units: stats.units,
        segments: stats.tuvs.iter().map(|(lang, count)| (lang.to_string(), *count)).collect(),
        documents: stats.documents,
        concepts: stats.concepts,
        batches: stats.batches,
        bytes: stats.bytes,
    }
}

/// The message of a check.
#[must_use]
pub fn verify<'a>(memory: &'a str, faults: &'a [String]) -> VerifyMessage<'a> {
    VerifyMessage { v: VERSION, r#type: "verify", memory, sound: faults.is_empty(), faults }
}

/// The message of a copy.
#[must_use]
pub fn backup<'a>(memory: &'a str, file: &std::path::Path) -> BackupMessage<'a> {
    BackupMessage { v: VERSION, r#type: "backup", memory, file: file.display().to_string() }
}
