//! Where does a sentence end? Rules per language as data, one engine for all.
//!
//! The engine looks only at marks that may end a sentence (`. ! ? …` with the quotes, brackets and footnotes that close
//! after them) and asks a fixed order of questions about each; the first answer decides and names its [`Rule`]. What
//! the questions need to know of a language (abbreviations, function words, endings of verbs) stands in the readable
//! lists of `rules/*.txt`. Where a sentence may have ended without a mark is told apart from that, and never cut here
//! ([`Segmenter::gaps`]).
//!
//! Conventions: a sentence inside quotation marks ends where any other does; a closing quote, bracket or footnote mark
//! belongs to the sentence before it; an enumerator (`1.` `II.` `а)`) belongs to the sentence after it, but the number of a
//! part of an act (`Статья 12.`) is by itself; a whole sentence in brackets is one of its own; white space, line breaks
//! included, belongs to no sentence.

mod clause;
mod engine;
mod gaps;
mod lists;
mod pairs;
mod rule;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use crate::lang::Language;
use lists::Lists;

pub use gaps::{After, Before, Gap};
pub use rule::Rule;

/// Cuts paragraphs of one language into sentences. Cheap to make and to copy.
#[derive(Clone, Copy, Debug)]
pub struct Segmenter {
    lists: &'static Lists,
}

/// What was decided about one place where a sentence might have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Byte offset in the paragraph: behind the mark and everything that closes with it.
    pub at: usize,
    /// Whether a sentence ends there.
    pub cut: bool,
    /// The rule that decided.
    pub rule: Rule,
}

impl Segmenter {
    /// The segmenter of a language. The first call for a language parses its lists (under a millisecond).
    ///
    /// [`Language::Other`] gets what most of Europe writes alike: marks, brackets, quotes, initials, enumerators.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { lists: Lists::of(language) }
    }

    /// Byte ranges of the sentences of one paragraph, without surrounding white space, in order.
    ///
    /// Together the ranges hold every non-white character; a paragraph of white space has none.
    /// Time is linear in the length of the paragraph, whatever it holds: per mark at most about a kilobyte around it is
    /// looked at, and brackets and quotes are paired in one pass with a bounded look back.
    #[must_use]
    pub fn segments(&self, paragraph: &str) -> Vec<Range<usize>> {
        let mut segments = Vec::new();
        let mut start = 0;
        engine::walk(self.lists, paragraph, |decision| {
            if decision.cut {
                push_trimmed(paragraph, start..decision.at, &mut segments);
                start = decision.at;
            }
        });
        push_trimmed(paragraph, start..paragraph.len(), &mut segments);
        segments
    }

    /// Every place considered, in order, with the rule that decided. The end of the paragraph is not among them.
    #[must_use]
    pub fn decisions(&self, paragraph: &str) -> Vec<Decision> {
        let mut decisions = Vec::new();
        engine::walk(self.lists, paragraph, |decision| decisions.push(decision));
        decisions
    }
}

/// Adds a range without the white space at its ends, unless nothing is left.
fn push_trimmed(text: &str, range: Range<usize>, segments: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim_start();
    let start = range.start + (piece.len() - trimmed.len());
    let end = start + trimmed.trim_end().len();
    if start < end {
        segments.push(start..end);
    }
}
