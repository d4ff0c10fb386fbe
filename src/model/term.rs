//! Concepts and terms: a termbase, as TBX (ISO 30042) knows it: concept entry, language section, term section.

use crate::lang::Lang;

/// One concept with its terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concept {
    /// Its name, unique in the termbase; a valid XML ID.
    pub id: String,
    /// Subject field, such as `bodies`.
    pub subject: Option<String>,
    /// What it means.
    pub definition: Option<String>,
    /// A remark for editors.
    pub note: Option<String>,
    /// Where it is taken from: an act, a document, a person.
    pub source: Option<String>,
    /// Whether it is carried over as it stands: a brand, a code, a name that has one form in all languages.
    pub do_not_translate: bool,
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
    /// Part of speech as TBX names it: `noun`, `verb`, `adjective`, `adverb`, `properNoun`, `other`.
    pub part_of_speech: Option<String>,
    /// Its gender, where that is not seen from the word or not the same in other languages.
    pub gender: Option<Gender>,
    /// A remark on this term: where it is used, since when.
    pub note: Option<String>,
}

impl Term {
    /// A term of which no more is known.
    #[must_use]
    pub fn new(lang: Lang, text: impl Into<String>, status: TermStatus) -> Self {
        Self { lang, text: text.into(), status, part_of_speech: None, gender: None, note: None }
    }
}

/// The gender of a noun; for one that has no singular, that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// Neuter.
    Neuter,
    /// Used in the plural only.
    Plural,
}

impl Gender {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Masculine, Self::Feminine, Self::Neuter, Self::Plural];

    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Masculine => "masculine",
            Self::Feminine => "feminine",
            Self::Neuter => "neuter",
            Self::Plural => "plural",
        }
    }

    /// Its sign in tables, as dictionaries have it.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Masculine => "m",
            Self::Feminine => "f",
            Self::Neuter => "n",
            Self::Plural => "pl",
        }
    }

    /// The gender of that name or sign.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gender| gender.name() == name || gender.sign() == name)
    }
}

/// Whether a term is to be used (ISO 30042 `administrativeStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermStatus {
    /// The term to use.
    Preferred,
    /// May be used.
    Admitted,
    /// Was the term once; right in what was written then.
    Superseded,
    /// Must not be used: a mistake, a calque, a forbidden word.
    Deprecated,
}

impl TermStatus {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Preferred, Self::Admitted, Self::Superseded, Self::Deprecated];

    /// Whether it may be written today.
    #[must_use]
    pub fn is_usable(self) -> bool {
        matches!(self, Self::Preferred | Self::Admitted)
    }

    /// The status of that name; `forbidden` is another word for `deprecated`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let known = Self::ALL.into_iter().find(|status| status.name() == name);
        known.or((name == "forbidden").then_some(Self::Deprecated))
    }

    /// Its name in JSON and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Superseded => "superseded",
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
