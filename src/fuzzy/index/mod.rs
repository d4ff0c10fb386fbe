//! Which stored segments can reach a score? An index that misses none, for any score from [`LEAST`] up.
//!
//! # What is asked
//!
//! All segments whose score for a query is at least `t`. Words of different keys cost a whole word, so with `A` and `B`
//! the keys of query and segment, `M` the words of the longer one, and `D = ⌊(100 − t)·M / 100⌋`, a segment that reaches
//! `t` is at most `D` insertions, deletions and replacements of keys away, and the two share at least `s = M − D` keys,
//! counted as often as they stand. The score clamps (95 when only capitals, values or marks differ) concern pairs with
//! equal keys, distance 0, and all points taken off only lower a score. (Rounding: a cost is rounded up to whole points,
//! so reaching `t` means `cost ≤ (100 − t)·M` exactly.)
//!
//! # Why nothing is missed
//!
//! Prefix filter (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007) on *distinct* keys, in one total order
//! for all segments of a language, the rarest first. Of the distinct keys of `A` at most `|A| − s` are not in `B`: each
//! is missing at least once, and at most `|A| − s` words of `A` have no partner. Likewise at most `|B| − s` of `B`. So
//! the `ℓ`-th common distinct key, if there are as many, stands among the first `|A| − s + ℓ` of `A` and the first
//! `|B| − s + ℓ` of `B`, and so do those before it: **the two prefixes share at least `ℓ` keys.** There are at least
//! `max(1, s − r)` common distinct keys when `r` words of `A` repeat others. A query takes the `ℓ` that costs least: more
//! postings are read, fewer segments are compared.
//!
//! For `t ≥ 50` a segment's prefix is never longer than `⌊|B| / 2⌋ + 1`, so that much of each segment is indexed. Keys
//! that no segment has are the rarest of all. Any order is right; rarity only makes it fast, so keys that come later are
//! simply put before all others, and the order is made anew when most segments are new.
//!
//! # What is kept
//!
//! Segments of a language that came together are a *generation*, numbered by length and similarity, with postings (which
//! segments have a key in their prefix, by key and length) and sketches (the words of each segment as numbers of keys and
//! a byte each of form and letters; see `sketch`). The latest segments are kept as single sketches, and each query
//! looks at them all; when there are many they become a generation, and small generations are merged. What is removed is
//! noted by number and passed over. Bytes are laid out in `sketch` and `build`; [`VERSION`] goes up when they or the
//! keys change, and an index of another version is built anew.
//!
//! A sketch gives an upper bound of the score, for two words it takes for equal may differ after all (one chance in 256).
//! Who looks at the segments from the highest bound down, and stops when the true scores found are above the next bound,
//! has the best. Time: the lists of some ten keys, then for each segment left (usually a few dozen) its words times
//! `⌈|A| / 64⌉`, then what [`super::score()`] takes. Segments of any length are compared in full.

mod build;
mod heap;
mod search;
mod sketch;
#[cfg(test)]
mod tests;

pub use build::{Batch, Generation, Piece, Sketches, each_in_piece};
pub use heap::{Aside, Numbered};
pub use search::{Candidate, Found, Shelf, Space};

use super::prepared::WordKind;

/// Of byte layouts and keys. A change of stems, tokens or normal form is one too.
pub const VERSION: u32 = 1;
/// The least score for which the index is complete.
pub const LEAST: u8 = 50;

/// A number for the key of a word: small ones for common keys. The first three are the kinds of placeables.
pub type Token = u32;

/// The first token that is given to a word.
pub const FIRST_TOKEN: Token = WordKind::PLACEABLES.len() as Token;

/// Segments in one piece of sketches.
pub(crate) const CHUNK: u32 = 16;

/// Postings of one key are cut by the length of the segments, so that a query reads those it can use.
pub(crate) fn bucket(words: u32) -> u8 {
    match words {
        0..32 => (words / 4) as u8,
        32..64 => 8 + ((words - 32) / 8) as u8,
        64..128 => 12 + ((words - 64) / 16) as u8,
        _ => (16 + 4 * (words.ilog2() - 7) + (words >> (words.ilog2() - 2)) % 4) as u8,
    }
}

/// Where a key stands in the order of a segment, in sixteenths of its words: at most 7, for the prefix ends at the half.
fn place(position: u32, words: u32) -> u32 {
    (position * 16 / words).min(7)
}
