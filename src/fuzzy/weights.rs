//! Every cost of the score, with its unit and its reason.
//!
//! Costs of words are in words: 1.0 is a word to be written anew. Points are percent points taken off at the end.

/// Another word, a word too many, a word missing: it has to be written anew.
pub(super) const WORD: f32 = 1.0;
/// The same stem with another ending: the word stays, its form is adapted. In Russian and Belarusian one changed noun
/// drags its adjectives along, and each should cost a fraction of a word.
pub(super) const ENDING: f32 = 0.25;
/// Points for a number, date or address that differs: replaced without reading the sentence.
pub(super) const PLACEABLE: u8 = 1;
/// Points for capitals that differ anywhere.
pub(super) const CASE: u8 = 1;
/// Points for punctuation that differs anywhere.
pub(super) const PUNCTUATION: u8 = 1;
/// Points for spelling that the normal form evens out: ё/е, apostrophes, look-alikes, kinds of spaces and dashes.
pub(super) const SPELLING: u8 = 1;
/// Points for inline codes that differ.
pub(super) const CODES: u8 = 1;
/// Differences of these kinds alone never bring a match below this: the band 95–99 means "no word differs".
pub(super) const NEARLY_EXACT: u8 = 95;
/// A match with a differing word is never above this.
pub(super) const BELOW_NEARLY_EXACT: u8 = 94;
