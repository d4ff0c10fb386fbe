//! Messages of `glossary extract`.

use super::VERSION;
use crate::model::{Candidate, CandidateTerm};
use crate::workspace::glossary::extract::{Applied, Extracted};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A candidate for the termbase.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its place, from 1.
    pub n: usize,
    /// Its terms by language.
    pub terms: BTreeMap<&'a str, Vec<CandidateTermMessage<'a>>>,
    /// Units in which they stand together.
    pub count: u32,
    /// 0 to 1.
    pub score: f64,
    /// What stands in some units in the place of a term, by language.
    pub variants: BTreeMap<&'a str, Vec<CandidateTermMessage<'a>>>,
    /// Some of the units.
    pub examples: Vec<ExampleMessage<'a>>,
    /// Whether the termbase has it.
    pub known: bool,
}

/// A term of a candidate.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateTermMessage<'a> {
    /// The term in its dictionary form.
    pub term: &'a str,
    /// Units with it; of a variant, units where it translates the other terms.
    pub count: u32,
}

/// A unit with a candidate.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleMessage<'a> {
    /// The memory.
    pub memory: &'a str,
    /// The unit.
    pub tu: i64,
    /// Its texts by language.
    pub texts: BTreeMap<&'a str, &'a str>,
}

/// What came of an extraction.
#[derive(Clone, Debug, Serialize)]
pub struct ExtractionMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The languages.
    pub langs: Vec<&'a str>,
    /// Units read.
    pub units: u64,
    /// Candidates there are.
    pub candidates: usize,
    /// Of these, given.
    pub given: usize,
    /// Candidates left out because the termbase has them.
    pub known: usize,
    /// The file written to review them in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
}

/// What came of taking a review.
#[derive(Clone, Debug, Serialize)]
pub struct AppliedTermsMessage {
    v: u8,
    r#type: &'static str,
    /// The review.
    pub file: String,
    /// The termbase file.
    pub into: String,
    /// Concepts added.
    pub added: usize,
    /// Accepted rows whose terms the file has already.
    pub known: usize,
    /// Rows rejected.
    pub rejected: usize,
    /// Rows not decided.
    pub open: usize,
    /// What is wrong with rows.
    pub problems: Vec<super::ProblemMessage>,
}

/// The message of a candidate, `n` its place from 1.
#[must_use]
pub fn candidate(n: usize, candidate: &Candidate) -> CandidateMessage<'_> {
    CandidateMessage {
        v: VERSION,
        r#type: "candidate",
        n,
        terms: by_lang(&candidate.terms),
        count: candidate.count,
        score: candidate.score,
        variants: by_lang(&candidate.variants),
        examples: candidate.examples.iter().map(example).collect(),
        known: candidate.known,
    }
}

fn example(example: &crate::model::CandidateExample) -> ExampleMessage<'_> {
    let texts = example.texts.iter().map(|(lang, text)| (lang.as_str(), text.as_str())).collect();
    ExampleMessage { memory: &example.memory, tu: example.tu.0, texts }
}

fn by_lang(terms: &[CandidateTerm]) -> BTreeMap<&str, Vec<CandidateTermMessage<'_>>> {
    let mut by: BTreeMap<&str, Vec<CandidateTermMessage<'_>>> = BTreeMap::new();
    for term in terms {
        let message = CandidateTermMessage { term: &term.text, count: term.count };
        by.entry(term.lang.as_str()).or_default().push(message);
    }
    by
}

/// The message of an extraction.
#[must_use]
pub fn extraction<'a>(extracted: &'a Extracted, review: Option<&Path>) -> ExtractionMessage<'a> {
    ExtractionMessage {
        v: VERSION,
        r#type: "extraction",
        langs: extracted.langs.iter().map(|lang| lang.as_str()).collect(),
        units: extracted.units,
        candidates: extracted.total,
        given: extracted.candidates.len(),
        known: extracted.known,
        review: review.map(|file| file.display().to_string()),
    }
}

/// The message of a review taken.
#[must_use]
pub fn applied_terms(file: &Path, into: &Path, applied: &Applied) -> AppliedTermsMessage {
    AppliedTermsMessage {
        v: VERSION,
        r#type: "terms-applied",
        file: file.display().to_string(),
        into: into.display().to_string(),
        added: applied.added,
        known: applied.known,
        rejected: applied.rejected,
        open: applied.open,
        problems: applied.problems.iter().map(Into::into).collect(),
    }
}
