//! A segment made ready for comparing: its words with keys, and what is left beside the words.

use crate::lang::Language;
use crate::model::{Inline, Segment};
use crate::text::{Normal, PlaceableKind, TokenKind, placeables, stem, tokens};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A segment made ready for comparing. Takes time and memory linear in its length.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The text as it is.
    pub(super) text: String,
    pub(super) words: Vec<Word>,
    /// The keys of the words, sorted, for a quick bound of what two segments can share.
    pub(super) keys: Vec<u64>,
    /// Everything between words, in normal form: punctuation in its order.
    pub(super) punctuation: Vec<Mark>,
    /// The inline codes, in their order.
    pub(super) codes: Vec<String>,
    /// The codes with their places, to tell identical segments from such whose codes moved.
    pub(super) exact: u64,
}

/// A word or a placeable.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) kind: WordKind,
    /// Hash of what must be equal for the word to be the same word: its stem, or the kind of placeable.
    pub(super) key: u64,
    /// Hash of the normal form, or of the value.
    pub(super) form: u64,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
}

/// A punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) text: String,
    /// How many words stand before it.
    pub(super) after: usize,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    Word,
    Number,
    Date,
    Address,
}

impl Prepared {
    /// Prepares a segment with its codes.
    #[must_use]
    pub fn new(segment: &Segment, language: Language) -> Self {
        let mut prepared = Self::of_text(&segment.text(), language);
        collect_codes(segment.inlines(), &mut prepared.codes);
        let mut hasher = hasher();
        segment.hash(&mut hasher);
        prepared.exact = hasher.finish();
        prepared
    }

    /// Prepares a text without codes.
    #[must_use]
    pub fn of_text(text: &str, language: Language) -> Self {
        let mut hasher = hasher();
        Segment::plain(text).hash(&mut hasher);
        let mut prepared = Self {
            text: text.to_owned(),
            words: Vec::new(),
            keys: Vec::new(),
            punctuation: Vec::new(),
            codes: Vec::new(),
            exact: hasher.finish(),
        };
        let normal = Normal::new(text, language);
        let placed = placeables(text, language);
        let mut next = 0;
        for token in tokens(&normal) {
            let range = normal.original(token.range.clone());
            while placed.get(next).is_some_and(|p| p.range.end <= range.start) {
                prepared.place(&placed[next]);
                next += 1;
            }
            if placed.get(next).is_some_and(|p| p.range.start < range.end) {
                continue;
            }
            match token.kind {
                TokenKind::Punctuation => {
                    let after = prepared.words.len();
                    prepared.punctuation.push(Mark { text: token.text.to_owned(), after });
                }
                TokenKind::Word | TokenKind::Number => prepared.words.push(Word {
                    kind: WordKind::Word,
                    key: hash(&stem(token.text, language)),
                    form: hash(token.text),
                    range,
                }),
            }
        }
        for placeable in &placed[next..] {
            prepared.place(placeable);
        }
        prepared.keys = prepared.words.iter().map(|word| word.key).collect();
        prepared.keys.sort_unstable();
        prepared
    }

    fn place(&mut self, placeable: &crate::text::Placeable) {
        let kind = match placeable.kind {
            PlaceableKind::Number(_) | PlaceableKind::Roman(_) => WordKind::Number,
            PlaceableKind::Date(_) => WordKind::Date,
            PlaceableKind::Address(_) => WordKind::Address,
        };
        // One key for all values of a kind: no stem starts with a control character.
        let key = hash(&format!("\u{1}{kind:?}"));
        self.words.push(Word { kind, key, form: hash(&placeable.kind.value()), range: placeable.range.clone() });
    }

    /// The text as it is.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The keys of its words: what two words must share not to cost a whole word.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.words.iter().map(|word| word.key)
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn collect_codes(inlines: &[Inline], out: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Text(_) => {}
            Inline::Code(code) => out.push(format!("{:?}{:?}", code.kind, code.content)),
            Inline::Mark(mark) => {
                out.push(format!("{}{:?}", mark.name, mark.attributes));
                collect_codes(&mark.content, out);
            }
        }
    }
}

fn hasher() -> xxhash_rust::xxh3::Xxh3Default {
    xxhash_rust::xxh3::Xxh3Default::new()
}

fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}
