//! Every cost of the score, with its unit and its reason.
//!
//! Costs of words are in hundredths of a word: 100 is a word to be written anew. Points are percent points taken off at
//! the end. Where a reason says *ranking*, the value was compared with its neighbours by how near the first suggestion's
//! target came to the reference translation on held-back software strings (`cargo bench --bench ranking`).

/// Another word, a word too many, a word missing: it has to be written anew. Two words of different keys always cost
/// this much: the index rests on it (see `index`).
pub(super) const WORD: u32 = 100;
/// The same stem with another ending: the word stays, its form is adapted. In Russian and Belarusian one changed noun
/// drags its adjectives along, and each should cost a fraction of a word. *Ranking*: 0.15–0.4 of a word alike.
pub(super) const ENDING: u32 = 25;
/// Another number, date or address: replaced without reading the sentence, or by repair.
pub(super) const VALUE: u32 = 6;
/// The same word with other capitals, or spelt otherwise in what the normal form evens out (ё/е, ў/у, apostrophes,
/// look-alikes): a key press.
pub(super) const SURFACE: u32 = 2;
/// Points for punctuation that differs anywhere.
pub(super) const PUNCTUATION: u8 = 1;
/// Points for inline codes that differ.
pub(super) const CODES: u8 = 1;
/// Differences of these kinds alone never bring a match below this: the band 95–99 means "no word differs".
pub(super) const NEARLY_EXACT: u8 = 95;
/// A match with a differing word is never above this.
pub(super) const BELOW_NEARLY_EXACT: u8 = 94;
