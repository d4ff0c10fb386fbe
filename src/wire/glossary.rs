//! Messages of `glossary`.

use super::{VERSION, is_zero};
use crate::model::{Concept, Gender, Term};
use serde::Serialize;
use std::collections::BTreeMap;

/// A concept.
#[derive(Clone, Debug, Serialize)]
pub struct ConceptMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its name.
    pub id: &'a str,
    /// Terms by language.
    pub terms: BTreeMap<&'a str, Vec<TermMessage<'a>>>,
    /// What it means.
    pub definition: Option<&'a str>,
    /// Subject field.
    pub subject: Option<&'a str>,
    /// A remark for editors.
    pub note: Option<&'a str>,
    /// Where it is taken from, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// Whether it is carried over as it stands.
    #[serde(skip_serializing_if = "is_zero")]
    pub do_not_translate: bool,
}

/// A term.
#[derive(Clone, Debug, Serialize)]
pub struct TermMessage<'a> {
    /// The term.
    pub term: &'a str,
    /// `preferred`, `admitted`, `superseded` or `deprecated`.
    pub status: &'static str,
    /// `noun`, `verb` and so on, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of_speech: Option<&'a str>,
    /// `masculine`, `feminine`, `neuter` or `plural`, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<&'static str>,
    /// A remark for editors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

impl<'a> From<&'a Term> for TermMessage<'a> {
    fn from(term: &'a Term) -> Self {
        Self {
            term: &term.text,
            status: term.status.name(),
            part_of_speech: term.part_of_speech.as_deref(),
            gender: term.gender.map(Gender::name),
            note: term.note.as_deref(),
        }
    }
}

/// What came of exporting a glossary.
#[derive(Clone, Debug, Serialize)]
pub struct ExportedGlossary {
    v: u8,
    r#type: &'static str,
    /// The file.
    pub file: String,
    /// Its format.
    pub format: &'static str,
    /// Concepts written.
    pub concepts: usize,
}

impl ExportedGlossary {
    /// The message of an export.
    #[must_use]
    pub fn new(file: &std::path::Path, format: &'static str, concepts: usize) -> Self {
        Self { v: VERSION, r#type: "glossary-export", file: file.display().to_string(), format, concepts }
    }
}

/// The message of a concept.
#[must_use]
pub fn concept(concept: &Concept) -> ConceptMessage<'_> {
    let mut terms: BTreeMap<&str, Vec<TermMessage<'_>>> = BTreeMap::new();
    for term in &concept.terms {
        terms.entry(term.lang.as_str()).or_default().push(term.into());
    }
    ConceptMessage {
        v: VERSION,
        r#type: "concept",
        id: &concept.id,
        terms,
        definition: concept.definition.as_deref(),
        subject: concept.subject.as_deref(),
        note: concept.note.as_deref(),
        source: concept.source.as_deref(),
        do_not_translate: concept.do_not_translate,
    }
}
