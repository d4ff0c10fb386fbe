//! Which terms do the translations hold? Words and noun phrases that are met in the same units of two or three
//! languages, in their dictionary form, the likeliest terms first.
//!
//! There is no tagger. What a word is and which of its forms it can be is told by the forms of its base that the units
//! hold (`words`), phrases by shapes that agree (`phrase`), pairs by how often they are met together and whether
//! their words are (`pair`), and the worth of a term by its frequency outside of longer terms and by how special its
//! words are (`rank`).

mod form;
mod lexicon;
mod morphology;
mod pair;
mod phrase;
mod rank;
mod stop;
#[cfg(test)]
mod tests;
mod weights;
mod words;

pub use rank::{Found, FoundTerm};

use crate::lang::Lang;
use crate::text::{Normal, TokenKind, tokens};
use phrase::BREAK;
use words::Words;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Units in which the terms of a candidate stand together, at least.
    pub min_count: u32,
    /// The most variants of a term.
    pub variants: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_count: 3, variants: 5 }
    }
}

/// Takes units and finds the terms in them.
pub struct Extractor {
    langs: Vec<Lang>,
    words: Vec<Words>,
    /// For each unit and language its forms, the segments of that language one after the other.
    units: Vec<Vec<Box<[u32]>>>,
}

impl Extractor {
    /// An extractor for two or three languages, the first of which the others are paired with. `lexicon` is a table of
    /// the commonest words (see [`SEED_LEXICON`](crate::align::SEED_LEXICON)), empty if there is none.
    #[must_use]
    pub fn new(langs: &[Lang], lexicon: &str) -> Self {
        let mut words: Vec<Words> = langs.iter().map(|lang| Words::new(lang.language())).collect();
        for (language, normal, spelling, row, kind) in lexicon::entries(lexicon) {
            for words in words.iter_mut().filter(|words| words.language == language) {
                words.teach(&normal, &spelling, row, kind);
            }
        }
        Self { langs: langs.to_vec(), words, units: Vec::new() }
    }

    /// Adds a unit: its texts, one a language in the order of the languages, empty where it has none. Units are counted
    /// from 0.
    pub fn add(&mut self, texts: &[String]) {
        let sides = texts.iter().zip(&mut self.words).map(|(text, words)| side(text, words)).collect();
        self.units.push(sides);
    }

    /// The candidates, best first.
    #[must_use]
    pub fn finish(mut self, options: &Options) -> Vec<Found> {
        for words in &mut self.words {
            words.understand();
        }
        rank::candidates(&self.langs, &self.words, &self.units, options)
    }
}

/// The forms of a text; what is no word breaks it.
fn side(text: &str, words: &mut Words) -> Box<[u32]> {
    let normal = Normal::new(text, words.language);
    let mut forms: Vec<u32> = Vec::new();
    for token in tokens(&normal) {
        if token.kind == TokenKind::Word {
            let first = forms.iter().all(|form| *form == BREAK);
            let original = &text[normal.original(token.range.clone())];
            forms.push(words.meet(token.text, original, first));
        } else if forms.last() != Some(&BREAK) {
            forms.push(BREAK);
        }
    }
    forms.into_boxed_slice()
}
