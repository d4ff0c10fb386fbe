//! Messages of `query`: one object a query.

use super::VERSION;
use super::terms::{TermHitMessage, term_hits};
use crate::lang::Lang;
use crate::workspace::glossary::TermHit;
use crate::workspace::query::{Change, Match, Refusal};
use serde::Serialize;

/// The suggestions for a query.
#[derive(Clone, Debug, Serialize)]
pub struct MatchesMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The query.
    pub query: &'a str,
    /// Its language.
    pub from: &'a str,
    /// The language of the suggestions.
    pub to: &'a str,
    /// Suggestions, best first.
    pub matches: Vec<MatchMessage<'a>>,
    /// Terms of the termbases in the query, when there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermHitMessage<'a>>,
}

/// A suggestion.
#[derive(Clone, Debug, Serialize)]
pub struct MatchMessage<'a> {
    /// 0–102.
    pub score: u8,
    /// Match band.
    pub band: String,
    /// The stored source.
    pub source: &'a str,
    /// The stored translation, codes left out.
    pub target: String,
    /// Language of the translation.
    pub lang: &'a str,
    /// The unit.
    pub tu: String,
    /// The memory.
    pub memory: &'a str,
    /// What it lost points for; `memory` is the penalty of its memory.
    pub penalties: Vec<PenaltyMessage>,
    /// The translation with the numbers, dates and addresses of the query, when only such differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repaired: Option<&'a str>,
    /// Why it was not repaired, when only such differ: `disagree`, `ambiguous`, `form`, `agreement`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unrepaired: Option<&'static str>,
    /// From the stored source to the query: `=` in both, `-` in the stored one only, `+` in the query only.
    pub diff: Vec<(&'static str, &'a str)>,
    /// What it is marked as, when the program it comes from does not hold it for confirmed: `Draft`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'a str>,
    /// Where it comes from.
    pub origins: Vec<OriginMessage<'a>>,
}

/// Lost points.
#[derive(Clone, Debug, Serialize)]
pub struct PenaltyMessage {
    /// What for.
    pub why: &'static str,
    /// How many.
    pub points: u8,
}

/// An origin.
#[derive(Clone, Debug, Serialize)]
pub struct OriginMessage<'a> {
    /// Documents or exchange file.
    pub documents: Vec<&'a str>,
    /// Title of the document in the source language, if known.
    pub title: Option<&'a str>,
    /// Its date, if known.
    pub date: Option<&'a str>,
    /// Address of the page, if known.
    pub url: Option<&'a str>,
    /// How sure the aligner was; null when it was not aligned by us.
    pub confidence: Option<f64>,
}

/// The message of a query.
#[must_use]
pub fn matches<'a>(query: &'a str, from: &'a Lang, to: &'a Lang, found: &'a [Match]) -> MatchesMessage<'a> {
    MatchesMessage {
        v: VERSION,
        r#type: "matches",
        query,
        from: from.as_str(),
        to: to.as_str(),
        matches: found.iter().map(one).collect(),
        terms: Vec::new(),
    }
}

impl<'a> MatchesMessage<'a> {
    /// The same with the terms that stand in the query.
    #[must_use]
    pub fn with_terms(self, hits: &[TermHit<'a>]) -> Self {
        Self { terms: term_hits(self.query, hits), ..self }
    }
}

fn one(found: &Match) -> MatchMessage<'_> {
    MatchMessage {
        score: found.score.0,
        band: found.score.band().to_string(),
        source: &found.source,
        target: found.target.text(),
        lang: found.target_lang.as_str(),
        tu: found.tu.0.to_string(),
        memory: &found.memory,
        penalties: found
            .losses
            .iter()
            .map(|(loss, points)| PenaltyMessage { why: loss.name(), points: *points })
            .chain((found.penalty > 0).then_some(PenaltyMessage { why: "memory", points: found.penalty }))
            .collect(),
        repaired: found.repaired.as_deref(),
        unrepaired: found.unrepaired.map(Refusal::name),
        diff: found.diff.iter().map(|(change, text)| (sign(*change), text.as_str())).collect(),
        status: found.unconfirmed.as_deref(),
        origins: found
            .origins
            .iter()
            .map(|origin| {
                let sources = || origin.sources.iter().map(|(_, source)| source);
                OriginMessage {
                    documents: sources().map(|source| source.name.as_str()).collect(),
                    title: sources().find_map(|source| source.title.as_deref()),
                    date: sources().find_map(|source| source.date.as_deref()),
                    url: sources().find_map(|source| source.url.as_deref()),
                    confidence: origin.confidence,
                }
            })
            .collect(),
    }
}

fn sign(change: Change) -> &'static str {
    match change {
        Change::Keep => "=",
        Change::Drop => "-",
        Change::Add => "+",
    }
}
