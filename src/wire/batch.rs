//! Messages of `align` over many documents: one for each, then one for the run.

use super::{ProblemMessage, StoredMessage, VERSION, is_zero};
use crate::workspace::batch::{Done, Outcome, Quality, Run};
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of a document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its name in the run.
    pub id: &'a str,
    /// Its files by language.
    pub files: BTreeMap<&'a str, String>,
    /// `aligned`, `known` (done before and unchanged) or `failed`.
    pub status: &'static str,
    /// How good the alignment looks.
    #[serde(flatten)]
    pub quality: Option<QualityMessage>,
    /// What was stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<StoredMessage<'a>>,
    /// The file written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out: Option<String>,
    /// What is wrong with its files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FileProblem>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// How good an alignment looks.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct QualityMessage {
    /// Beads.
    pub beads: usize,
    /// Mean confidence of the beads.
    pub confidence: f64,
    /// Segments in all languages.
    pub segments: usize,
    /// Segments that stand alone.
    pub alone: usize,
    /// Beads that cross, if there are any.
    #[serde(skip_serializing_if = "is_zero")]
    pub crossing: usize,
}

/// A problem with the file it is in.
#[derive(Clone, Debug, Serialize)]
pub struct FileProblem {
    /// The file.
    pub file: String,
    /// The problem.
    #[serde(flatten)]
    pub problem: ProblemMessage,
}

/// What came of a run.
#[derive(Clone, Debug, Serialize)]
pub struct RunMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Documents found.
    pub documents: usize,
    /// … aligned now.
    pub aligned: usize,
    /// … done before.
    pub known: usize,
    /// … that failed.
    pub failed: usize,
    /// Whether it was broken off before the end.
    pub interrupted: bool,
    /// All that were aligned now.
    #[serde(flatten)]
    pub quality: QualityMessage,
    /// What was stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<RunStoredMessage<'a>>,
    /// The documents that look worst, the worst first.
    pub worst: Vec<WorstMessage<'a>>,
}

/// What a run stored.
#[derive(Clone, Debug, Serialize)]
pub struct RunStoredMessage<'a> {
    /// The memory.
    pub memory: &'a str,
    /// New units.
    pub added: u64,
    /// Units that were there already.
    pub merged: u64,
    /// Beads left out.
    pub skipped: u64,
    /// … of these, left out only because they cross, if there are any.
    #[serde(skip_serializing_if = "is_zero")]
    pub crossing: u64,
    /// The batches.
    pub batches: &'a [i64],
}

/// One of the worst documents.
#[derive(Clone, Debug, Serialize)]
pub struct WorstMessage<'a> {
    /// Its name in the run.
    pub id: &'a str,
    /// How good it looks.
    #[serde(flatten)]
    pub quality: QualityMessage,
}

impl From<Quality> for QualityMessage {
    fn from(quality: Quality) -> Self {
        let confidence = (quality.confidence * 1e4).round() / 1e4;
        let Quality { beads, segments, alone, crossing, .. } = quality;
        Self { beads, confidence, segments, alone, crossing }
    }
}

/// The message of a document.
#[must_use]
pub fn document(done: &Done) -> DocumentMessage<'_> {
    let mut message = DocumentMessage {
        v: VERSION,
        r#type: "document",
        id: &done.id,
        files: done.files.iter().map(|(lang, path)| (lang.as_str(), path.display().to_string())).collect(),
        status: "known",
        quality: None,
        stored: None,
        out: None,
        problems: Vec::new(),
        error: None,
    };
    match &done.result {
        Ok(Outcome::Known) => {}
        Ok(Outcome::Aligned(report)) => {
            message.status = "aligned";
            message.quality = Some(report.quality.into());
            message.stored = report.stored.as_ref().map(StoredMessage::from);
            message.out = report.file.as_ref().map(|file| file.display().to_string());
            let problems = report.problems.iter();
            message.problems = problems
                .map(|(file, problem)| FileProblem { file: file.display().to_string(), problem: problem.into() })
                .collect();
        }
        Err(error) => {
            message.status = "failed";
            message.error = Some(error.to_string());
        }
    }
    message
}

/// The message of a run.
#[must_use]
pub fn run(run: &Run) -> RunMessage<'_> {
    RunMessage {
        v: VERSION,
        r#type: "run",
        documents: run.documents,
        aligned: run.aligned,
        known: run.known,
        failed: run.failed.len(),
        interrupted: run.interrupted,
        quality: run.quality.into(),
        stored: run.stored.as_ref().map(|stored| RunStoredMessage {
            memory: &stored.memory,
            added: stored.added,
            merged: stored.merged,
            skipped: stored.skipped,
            crossing: stored.crossing,
            batches: &stored.batches,
        }),
        worst: run.worst.iter().map(|(id, quality)| WorstMessage { id, quality: (*quality).into() }).collect(),
    }
}
