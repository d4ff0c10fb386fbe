//! Candidates for a termbase: terms that translation units hold, before a person has decided.

use super::review::Verdict;
use super::tu::TuId;
use crate::lang::Lang;

/// Terms of two or three languages that are found together in translation units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// The terms in their dictionary form, one a language, in the order of the languages asked for.
    pub terms: Vec<CandidateTerm>,
    /// Units in which they stand together.
    pub count: u32,
    /// How much it looks like a term and how surely the terms translate each other, 0 to 1.
    pub score: f64,
    /// What stands in some units in the place of one of the terms: the same thing said otherwise.
    pub variants: Vec<CandidateTerm>,
    /// Some of the units, the shortest first.
    pub examples: Vec<CandidateExample>,
    /// Whether the termbase has it.
    pub known: bool,
    /// What a person said.
    pub verdict: Verdict,
}

/// A term of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateTerm {
    /// Its language.
    pub lang: Lang,
    /// The term.
    pub text: String,
    /// Units in which it stands: of a term all there are, of a variant those where it translates the other terms.
    pub count: u32,
}

/// A unit that shows a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateExample {
    /// The memory.
    pub memory: String,
    /// The unit.
    pub tu: TuId,
    /// Its sides in the languages asked for.
    pub texts: Vec<(Lang, String)>,
}

impl Candidate {
    /// The term of a language.
    #[must_use]
    pub fn term(&self, lang: &Lang) -> Option<&CandidateTerm> {
        self.terms.iter().find(|term| term.lang == *lang)
    }
}
