//! Which terms of the termbases stand in a text, and what are they in another language?

use super::{Filter, Listed, list};
use crate::lang::Lang;
use crate::model::{Concept, Term, TermStatus};
use crate::terms::{Found, TermIndex};
use crate::workspace::{Error, Workspace};
use std::ops::Range;

/// Termbases read and indexed for one language or more.
pub struct Terms {
    pub(super) concepts: Vec<Concept>,
    /// The memory that keeps each concept, none when a file does.
    pub(super) memories: Vec<Option<String>>,
    pub(super) index: TermIndex,
}

/// A term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermHit<'t> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it means.
    pub concept: &'t Concept,
    /// The term that stands there in some form.
    pub term: &'t Term,
    /// The terms of the other language, in the order of the termbase.
    pub targets: Vec<&'t Term>,
}

impl Terms {
    /// Reads the termbases that pass a filter, and indexes the terms of these languages, of all when none is given.
    ///
    /// # Errors
    /// When there is no termbase, or one cannot be read.
    pub fn load(workspace: &Workspace, filter: &Filter, langs: &[Lang]) -> Result<Self, Error> {
        let Listed { concepts, memories, .. } = list(workspace, filter)?;
        let index = TermIndex::new(&concepts, langs);
        Ok(Self { concepts, memories, index })
    }

    /// As [`Terms::load`], of all termbases; none when there is no termbase.
    ///
    /// # Errors
    /// When a termbase cannot be read.
    pub fn of_workspace(workspace: &Workspace, langs: &[Lang]) -> Result<Option<Self>, Error> {
        match Self::load(workspace, &Filter::default(), langs) {
            Err(Error::NoTermbase(_)) => Ok(None),
            terms => terms.map(Some),
        }
    }

    /// The terms in a text that have one in the other language, in the order of the text.
    #[must_use]
    pub fn hits(&self, text: &str, from: &Lang, to: &Lang) -> Vec<TermHit<'_>> {
        let mut hits = Vec::new();
        for found in self.index.find(text, from) {
            let concept = &self.concepts[found.concept];
            let targets: Vec<&Term> = concept.terms.iter().filter(|term| term.lang.serves(to)).collect();
            if !targets.is_empty() {
                hits.push(TermHit { range: found.range, concept, term: &concept.terms[found.term], targets });
            }
        }
        hits
    }

    /// The terms found in a text; those of the same place together.
    pub(super) fn places(&self, text: &str, lang: &Lang) -> Vec<Vec<Found>> {
        let mut places: Vec<Vec<Found>> = Vec::new();
        for found in self.index.find(text, lang) {
            match places.last_mut().filter(|place| place[0].range == found.range) {
                Some(place) => place.push(found),
                None => places.push(vec![found]),
            }
        }
        places
    }

    pub(super) fn status(&self, found: &Found) -> TermStatus {
        self.concepts[found.concept].terms[found.term].status
    }
}
