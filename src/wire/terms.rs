//! Messages of terms: those in a query, and what `glossary check` and `glossary conflicts` find.

use super::VERSION;
use super::glossary::TermMessage;
use crate::text::CharCounter;
use crate::workspace::DEFAULT_MEMORY;
use crate::workspace::glossary::check::{Fault, Finding, Report};
use crate::workspace::glossary::conflicts::{Conflict, Decision, Report as Radar, Way};
use crate::workspace::glossary::{TermHit, UnitPlace};
use serde::Serialize;
use std::collections::BTreeMap;

/// A term in a text.
#[derive(Clone, Debug, Serialize)]
pub struct TermHitMessage<'a> {
    /// The term.
    pub term: &'a str,
    /// Where it stands: start and end in Unicode scalar values.
    pub span: [usize; 2],
    /// The concept.
    pub concept: &'a str,
    /// `preferred`, `admitted`, `superseded` or `deprecated`.
    pub status: &'static str,
    /// The terms of the other language.
    pub targets: Vec<TermMessage<'a>>,
}

/// A term that is not as the termbase has it.
#[derive(Clone, Debug, Serialize)]
pub struct TermFindingMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The file or the memory.
    pub file: &'a str,
    /// The number of the unit.
    pub tu: i64,
    /// Its name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tuid: Option<&'a str>,
    /// `missing`, `forbidden`, `superseded` or `changed`.
    pub fault: &'static str,
    /// The concept.
    pub concept: &'a str,
    /// The language of the side to mend.
    pub lang: &'a str,
    /// The term of the source that is missing, or the one used.
    pub words: &'a str,
    /// The terms expected.
    pub expected: &'a [String],
    /// The side to mend.
    pub text: &'a str,
}

/// How many there are.
#[derive(Clone, Debug, Serialize)]
pub struct TermCheckMessage {
    v: u8,
    r#type: &'static str,
    /// Units read.
    pub units: u64,
    /// How many there are of each fault.
    pub counts: BTreeMap<&'static str, u64>,
}

/// A term translated in several ways.
#[derive(Clone, Debug, Serialize)]
pub struct TermConflictMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The concept.
    pub concept: &'a str,
    /// The language translated from.
    pub from: &'a str,
    /// The language translated to.
    pub to: &'a str,
    /// The term of the source language.
    pub source: &'a str,
    /// The ways, the most frequent first.
    pub ways: Vec<WayMessage<'a>>,
    /// The commands that would decide for the most frequent term.
    pub decide: Vec<String>,
}

/// A way a term was translated.
#[derive(Clone, Debug, Serialize)]
pub struct WayMessage<'a> {
    /// The term; null when it was none of the termbase's.
    pub term: Option<&'a str>,
    /// Whether it is to be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// In how many units.
    pub count: u64,
    /// The date of the first unit.
    pub first: Option<&'a str>,
    /// The date of the last unit.
    pub last: Option<&'a str>,
    /// Documents or files they come from, up to five.
    pub sources: Vec<&'a str>,
    /// The memory of the latest unit, and its number.
    pub example: Option<(&'a str, i64)>,
}

/// How many there are.
#[derive(Clone, Debug, Serialize)]
pub struct TermConflictsMessage {
    v: u8,
    r#type: &'static str,
    /// Units read.
    pub units: u64,
    /// Terms translated in several ways.
    pub conflicts: u64,
}

/// The messages of the terms in a text.
#[must_use]
pub fn term_hits<'a>(text: &str, hits: &[TermHit<'a>]) -> Vec<TermHitMessage<'a>> {
    let counter = CharCounter::new(text);
    let span = |hit: &TermHit<'_>| [counter.chars_before(hit.range.start), counter.chars_before(hit.range.end)];
    hits.iter()
        .map(|hit| TermHitMessage {
            term: &hit.term.text,
            span: span(hit),
            concept: &hit.concept.id,
            status: hit.term.status.name(),
            targets: hit.targets.iter().copied().map(TermMessage::from).collect(),
        })
        .collect()
}

/// The message of a finding.
#[must_use]
pub fn term_finding(finding: &Finding) -> TermFindingMessage<'_> {
    let UnitPlace { of, number, tuid } = &finding.place;
    TermFindingMessage {
        v: VERSION,
        r#type: "term-finding",
        file: of,
        tu: *number,
        tuid: tuid.as_deref(),
        fault: finding.fault.name(),
        concept: &finding.concept,
        lang: finding.lang.as_str(),
        words: &finding.words,
        expected: &finding.expected,
        text: &finding.text,
    }
}

/// The message of a check.
#[must_use]
pub fn term_check(report: &Report) -> TermCheckMessage {
    let count = |(fault, count): (&Fault, &u64)| (fault.name(), *count);
    let counts = report.counts.iter().map(count).collect();
    TermCheckMessage { v: VERSION, r#type: "term-check", units: report.units, counts }
}

/// The message of a term translated in several ways, with the commands that would decide.
#[must_use]
pub fn term_conflict(conflict: &Conflict) -> TermConflictMessage<'_> {
    TermConflictMessage {
        v: VERSION,
        r#type: "term-conflict",
        concept: &conflict.concept,
        from: conflict.langs.0.as_str(),
        to: conflict.langs.1.as_str(),
        source: &conflict.source,
        ways: conflict.ways.iter().map(way).collect(),
        decide: decisions(conflict),
    }
}

fn way(way: &Way) -> WayMessage<'_> {
    WayMessage {
        term: way.term.as_ref().map(|(term, _)| term.as_str()),
        status: way.term.as_ref().map(|(_, status)| status.name()),
        count: way.count,
        first: way.dates.as_ref().map(|(first, _)| first.as_str()),
        last: way.dates.as_ref().map(|(_, last)| last.as_str()),
        sources: way.sources.iter().map(String::as_str).collect(),
        example: way.example.as_ref().map(|place| (place.of.as_str(), place.number)),
    }
}

/// The commands that would decide for the most frequent term; none where the termbase is a file.
#[must_use]
pub fn decisions(conflict: &Conflict) -> Vec<String> {
    let Some(memory) = &conflict.memory else { return Vec::new() };
    let memory = if memory == DEFAULT_MEMORY { String::new() } else { format!(" --memory {memory}") };
    // As a shell takes it: whatever stands between single quotation marks.
    let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let command = |decision: &Decision| {
        let (option, lang, term) = match decision {
            Decision::Prefer(lang, term) => ("--prefer", lang, term),
            Decision::Forbid(lang, term) => ("--forbid", lang, term),
        };
        format!("tolmach glossary edit {}{memory} {option} {}", conflict.concept, quoted(&format!("{lang}={term}")))
    };
    conflict.decisions.iter().map(command).collect()
}

/// The message of all conflicts.
#[must_use]
pub fn term_conflicts(report: &Radar) -> TermConflictsMessage {
    TermConflictsMessage { v: VERSION, r#type: "term-conflicts", units: report.units, conflicts: report.total }
}
