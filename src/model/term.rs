//! Concepts and terms: a termbase, as TBX (ISO 30042) knows it: concept entry, language section, term section.

use crate::lang::Lang;

/// One concept with its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its name, unique in the termbase; a valid XML ID.
    pub id: String,
    /// Subject field, such as `bodies`.
    pub subject: Option<String>,
    /// What it means.
    pub definition: Option<String>,
    /// A remark for editors.
    pub note: Option<String>,
    /// Terms, in the order of the termbase; the preferred one of a language stands first.
    pub terms: Vec<Term>,
}

/// One term of a concept in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its language.
    pub lang: Lang,
    /// The term.
    pub text: String,
    /// Whether to use it.
    pub status: TermStatus,
    /// Part of speech as TBX names it: `noun`, `verb`, `adjective`, `properNoun`, `other`.
    pub part_of_speech: Option<String>,
}

/// Whether a term is to be used (ISO 30042 `administrativeStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermStatus {
    /// The term to use.
    Preferred,
    /// May be used.
    Admitted,
    /// Must not be used any more.
    Deprecated,
}

impl TermStatus {
    /// Its name in JSON and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Deprecated => "deprecated",
        }
    }
}

impl Concept {
    /// The terms of one language (regions serve each other), in order.
    pub fn terms_in<'a>(&'a self, lang: &'a Lang) -> impl Iterator<Item = &'a Term> {
        self.terms.iter().filter(|term| term.lang.serves(lang))
    }

    /// The languages it has terms in, in order of first appearance.
    #[must_use]
    pub fn langs(&self) -> Vec<&Lang> {
        let mut langs: Vec<&Lang> = Vec::new();
        for term in &self.terms {
            if !langs.contains(&&term.lang) {
                langs.push(&term.lang);
            }
        }
        langs
    }
}
