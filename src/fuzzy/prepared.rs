//! A segment made ready for comparing: its words with keys, and what is left beside the words.

use crate::lang::Language;
use crate::model::{CodePart, Inline, Segment};
use crate::text::{Normal, Placeable, PlaceableKind, TokenKind, placeables, stem, tokens};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A segment made ready for comparing. Takes time and memory linear in its length.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The text as it is.
    pub(super) text: String,
    /// Its words and placeables; where there are none, its punctuation as one word.
    pub(super) words: Vec<Word>,
    /// Punctuation marks in normal form, in their order, as hashes.
    pub(super) marks: Vec<u64>,
    /// The inline codes in their order, as hashes.
    pub(super) codes: Vec<u64>,
    /// Fingerprint of text and codes with their places: tells identical segments.
    pub(super) exact: u64,
}

/// A word or a placeable. Hashes are of 64 bits and equal over versions of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) kind: WordKind,
    /// Hash of what must be equal for the word to be the same word: its stem, or the kind of placeable.
    pub(super) key: u64,
    /// Hash of the normal form, or of the value.
    pub(super) form: u64,
    /// Hash of the letters as they stand.
    pub(super) surface: u64,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    Word,
    Number,
    Date,
    Address,
}

impl WordKind {
    /// The placeables, in the order of the first tokens of an index.
    pub(super) const PLACEABLES: [Self; 3] = [Self::Number, Self::Date, Self::Address];

    /// One key for all values of a kind: no stem starts with a control character.
    pub(super) fn key(self) -> u64 {
        hash(match self {
            Self::Word => "\u{1}",
            Self::Number => "\u{1}number",
            Self::Date => "\u{1}date",
            Self::Address => "\u{1}address",
        })
    }
}

/// A piece of a text between spaces and placeables, made ready.
#[derive(Clone, Debug)]
enum Bit {
    Word(Word),
    Mark(u64),
}

/// Makes segments of one language ready, and remembers the words it has seen: a text has few different ones.
#[derive(Debug)]
pub struct Preparer {
    language: Language,
    /// By the hash of a piece, which words and marks below it consists of.
    known: FxHashMap<u64, (u32, u32)>,
    bits: Vec<Bit>,
    keys: [u64; 3],
}

impl Preparer {
    /// Words and marks remembered before all are forgotten: some 30 MB.
    const KNOWN: usize = 500_000;
    /// Longer pieces are not remembered.
    const LONGEST: usize = 64;

    /// One that has seen nothing.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, known: FxHashMap::default(), bits: Vec::new(), keys: WordKind::PLACEABLES.map(WordKind::key) }
    }

    /// Prepares a segment with its codes.
    pub fn segment(&mut self, segment: &Segment) -> Prepared {
        if let [Inline::Text(text)] = segment.inlines() {
            return self.text(text);
        }
        let mut prepared = self.text(&segment.text());
        if !segment.is_plain() {
            collect_codes(segment.inlines(), &mut prepared.codes);
            let mut written = String::new();
            write_inlines(segment.inlines(), &mut written);
            prepared.exact = hash(&written);
        }
        prepared
    }

    /// Prepares a text without codes.
    pub fn text(&mut self, text: &str) -> Prepared {
        let mut prepared = Prepared {
            text: text.to_owned(),
            words: Vec::with_capacity(text.len() / 10),
            marks: Vec::new(),
            codes: Vec::new(),
            exact: hash(text),
        };
        let placed = placeables(text, self.language);
        let mut at = 0;
        for placeable in &placed {
            self.pieces(text, at..placeable.range.start, &mut prepared);
            prepared.words.push(self.placed(text, placeable));
            at = placeable.range.end;
        }
        self.pieces(text, at..text.len(), &mut prepared);
        if prepared.words.is_empty() && !prepared.marks.is_empty() {
            let key = hash_of(&prepared.marks);
            prepared.words.push(Word {
                kind: WordKind::Word,
                key,
                form: key,
                surface: hash(text),
                range: 0..text.len(),
            });
        }
        prepared
    }

    fn placed(&self, text: &str, placeable: &Placeable) -> Word {
        let (kind, key) = match placeable.kind {
            PlaceableKind::Number(_) | PlaceableKind::Roman(_) => (WordKind::Number, self.keys[0]),
            PlaceableKind::Date(_) => (WordKind::Date, self.keys[1]),
            PlaceableKind::Address(_) => (WordKind::Address, self.keys[2]),
        };
        let range = placeable.range.clone();
        Word { kind, key, form: hash(&placeable.kind.value()), surface: hash(&text[range.clone()]), range }
    }

    /// The words and marks of a stretch of text without placeables.
    fn pieces(&mut self, text: &str, stretch: Range<usize>, prepared: &mut Prepared) {
        let from = stretch.start;
        let stretch = &text[stretch];
        for piece in stretch.split(char::is_whitespace).filter(|piece| !piece.is_empty()) {
            // The piece is a part of the stretch, so the distance of their starts is its place.
            let offset = from + (piece.as_ptr() as usize - stretch.as_ptr() as usize);
            if piece.len() > Self::LONGEST {
                prepared.take(&bits(piece, self.language), offset);
                continue;
            }
            let name = hash(piece);
            let (start, end) = match self.known.get(&name) {
                Some(found) => *found,
                None => self.learn(name, piece),
            };
            prepared.take(&self.bits[start as usize..end as usize], offset);
        }
    }

    fn learn(&mut self, name: u64, piece: &str) -> (u32, u32) {
        if self.bits.len() >= Self::KNOWN {
            self.known.clear();
            self.bits.clear();
        }
        let start = self.bits.len() as u32;
        self.bits.extend(bits(piece, self.language));
        let place = (start, self.bits.len() as u32);
        self.known.insert(name, place);
        place
    }
}

/// What a piece without spaces and placeables consists of.
fn bits(piece: &str, language: Language) -> Vec<Bit> {
    let normal = Normal::new(piece, language);
    let bit = |token: crate::text::Token<'_>| match token.kind {
        TokenKind::Punctuation => Bit::Mark(hash(token.text)),
        TokenKind::Word | TokenKind::Number => {
            let range = normal.original(token.range);
            Bit::Word(Word {
                kind: WordKind::Word,
                key: hash(&stem(token.text, language)),
                form: hash(token.text),
                surface: hash(&piece[range.clone()]),
                range,
            })
        }
    };
    tokens(&normal).into_iter().map(bit).collect()
}

impl Prepared {
    /// Prepares a segment with its codes.
    #[must_use]
    pub fn new(segment: &Segment, language: Language) -> Self {
        Preparer::new(language).segment(segment)
    }

    /// Prepares a text without codes.
    #[must_use]
    pub fn of_text(text: &str, language: Language) -> Self {
        Preparer::new(language).text(text)
    }

    fn take(&mut self, bits: &[Bit], offset: usize) {
        for bit in bits {
            match bit {
                Bit::Mark(mark) => self.marks.push(*mark),
                Bit::Word(word) => {
                    let range = word.range.start + offset..word.range.end + offset;
                    self.words.push(Word { range, ..*word });
                }
            }
        }
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

    /// Whether text and codes are the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.exact == other.exact && self.text == other.text
    }
}

/// Hashes of the codes, by what they stand for.
fn collect_codes(inlines: &[Inline], out: &mut Vec<u64>) {
    for inline in inlines {
        let mut written = String::new();
        match inline {
            Inline::Text(_) => continue,
            Inline::Code(code) => write_code(code.kind.name(), &code.content, &mut written),
            Inline::Mark(mark) => write_mark(&mark.name, &mark.attributes, &mut written),
        }
        out.push(hash(&written));
        if let Inline::Mark(mark) = inline {
            collect_codes(&mark.content, out);
        }
    }
}

fn write_code(kind: &str, content: &[CodePart], out: &mut String) {
    out.push_str(kind);
    for part in content {
        match part {
            CodePart::Native(native) => out.push_str(native),
            CodePart::Sub { content, .. } => write_inlines(content, out),
        }
    }
}

fn write_mark(name: &str, attributes: &[(String, String)], out: &mut String) {
    out.push_str(name);
    for (name, value) in attributes {
        out.extend(["\u{2}", name, "\u{2}", value]);
    }
}

/// Text and codes in one line that differs when they do.
fn write_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(code) => {
                out.push('\u{3}');
                write_code(code.kind.name(), &code.content, out);
                out.push('\u{4}');
            }
            Inline::Mark(mark) => {
                out.push('\u{3}');
                write_mark(&mark.name, &mark.attributes, out);
                write_inlines(&mark.content, out);
                out.push('\u{4}');
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}

/// One hash for a list of them.
pub(super) fn hash_of(hashes: &[u64]) -> u64 {
    let mut hasher = xxhash_rust::xxh3::Xxh3Default::new();
    for hash in hashes {
        hasher.update(&hash.to_le_bytes());
    }
    hasher.digest()
}
