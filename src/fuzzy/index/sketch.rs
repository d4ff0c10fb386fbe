//! What is kept of a segment for comparing: its words as numbers.
//!
//! ```text
//! sketch  = id exact marks codes words word*
//! id      = varint              number of the side
//! exact   = 4 bytes             low half of the fingerprint of text and codes
//! marks   = 2 bytes             low bits of the hash of the punctuation
//! codes   = 1 byte              low bits of the hash of the inline codes, 0 when there are none
//! words   = varint              how many
//! word    = token form letters  token a varint, then low bytes of the hashes of normal form (or value) and of letters
//! varint  = LEB128, unsigned    numbers are little-endian
//! ```

use super::super::prepared::{Prepared, WordKind, hash_of};
use super::Token;

/// A sketch being read. Damaged bytes read as zeros at worst.
pub(super) struct Sketch<'a> {
    pub(super) id: i64,
    pub(super) exact: u32,
    pub(super) marks: u16,
    pub(super) codes: u8,
    pub(super) len: u32,
    words: Bytes<'a>,
}

/// A word of a sketch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SketchWord {
    pub(super) token: Token,
    pub(super) form: u8,
    pub(super) letters: u8,
}

/// Bytes read from the front; beyond the end there are zeros.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl Bytes<'_> {
    #[inline]
    pub(super) fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    #[inline]
    pub(super) fn varint(&mut self) -> u64 {
        let first = self.byte();
        if first < 0x80 {
            return u64::from(first);
        }
        let mut value = u64::from(first & 0x7F);
        for shift in (7..64).step_by(7) {
            let byte = self.byte();
            value |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        value
    }

    pub(super) fn token(&mut self) -> Token {
        self.varint() as Token
    }
}

pub(super) fn push_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

impl<'a> Sketch<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let mut bytes = Bytes(bytes);
        let id = bytes.varint().cast_signed();
        let exact = u32::from_le_bytes([bytes.byte(), bytes.byte(), bytes.byte(), bytes.byte()]);
        let marks = u16::from_le_bytes([bytes.byte(), bytes.byte()]);
        let codes = bytes.byte();
        let len = bytes.varint() as u32;
        Self { id, exact, marks, codes, len, words: bytes }
    }

    /// Its words; a damaged sketch has fewer than it says.
    #[inline]
    pub(super) fn words(&self) -> impl Iterator<Item = SketchWord> + use<'a> {
        let mut bytes = self.words;
        (0..self.len).map_while(move |_| {
            (!bytes.0.is_empty()).then(|| SketchWord {
                token: bytes.token(),
                form: bytes.byte(),
                letters: bytes.byte(),
            })
        })
    }

    /// The same sketch with other tokens.
    pub(super) fn renumbered(&self, token: impl Fn(Token) -> Token, out: &mut Vec<u8>) {
        write_head(self.id, (self.exact, self.marks, self.codes), self.len as usize, out);
        for word in self.words() {
            push_varint(out, u64::from(token(word.token)));
            out.extend([word.form, word.letters]);
        }
    }
}

/// What is kept of the whole: fingerprint, punctuation, codes.
pub(super) fn summary(prepared: &Prepared) -> (u32, u16, u8) {
    let marks = if prepared.marks.is_empty() { 0 } else { hash_of(&prepared.marks) as u16 };
    let codes = if prepared.codes.is_empty() { 0 } else { hash_of(&prepared.codes) as u8 | 1 };
    (prepared.exact as u32, marks, codes)
}

/// Writes the sketch of a segment.
pub(super) fn write(id: i64, prepared: &Prepared, mut token: impl FnMut(WordKind, u64) -> Token, out: &mut Vec<u8>) {
    write_head(id, summary(prepared), prepared.words.len(), out);
    for word in &prepared.words {
        push_varint(out, u64::from(token(word.kind, word.key)));
        out.extend([word.form as u8, word.surface as u8]);
    }
}

fn write_head(id: i64, (exact, marks, codes): (u32, u16, u8), words: usize, out: &mut Vec<u8>) {
    push_varint(out, id.cast_unsigned());
    out.extend(exact.to_le_bytes());
    out.extend(marks.to_le_bytes());
    out.push(codes);
    push_varint(out, words as u64);
}
