//! Making a generation: segments are collected, their keys numbered, then sketches and postings written.
//!
//! ```text
//! sketches  = offset{16} sketch*   16 segments in the order of their places; offsets of 4 bytes from the start
//! postings  = posting*             of one key in segments of one length bucket, by place
//! posting   = varint               (place − place before) · 8 + where in the order of the segment, in sixteenths of its
//!                                  words; the first place is counted from the first of the generation
//! lengths   = (words first)*       two varints for each length: words, and the place of the first segment that long
//! ```

use super::super::prepared::{Preparer, WordKind};
use super::heap::{self, Aside, Heaps, Numbered};
use super::sketch::{self, Bytes, Sketch, push_varint};
use super::{CHUNK, FIRST_TOKEN, Token, bucket, place};
use crate::lang::Language;
use crate::model::Segment;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::io;

/// Segments of one language on their way into the index.
///
/// In memory are the keys, some 50 bytes each, and the sketches that were not put aside.
#[derive(Debug)]
pub struct Batch {
    preparer: Preparer,
    /// Provisional numbers of keys.
    keys: FxHashMap<u64, Token>,
    /// The keys by provisional number, and how many words have them.
    hashes: Vec<u64>,
    counts: Vec<u32>,
    heaps: Heaps,
    sketch: Vec<u8>,
}

/// Sketches one after another.
#[derive(Clone, Debug, Default)]
pub struct Sketches {
    starts: Vec<usize>,
    bytes: Vec<u8>,
}

/// A piece of a generation, to be kept under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Sketches of the segments from 16 times this number on.
    Sketches(u32, Vec<u8>),
    /// Postings of a token for a bucket of lengths.
    Postings(Token, u8, Vec<u8>),
}

/// A generation made, but for its pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// How many segments it has.
    pub segments: u32,
    /// The least and the greatest number of their sides.
    pub bounds: (i64, i64),
    /// The table of lengths, as bytes.
    pub lengths: Vec<u8>,
}

impl Sketches {
    /// Puts a sketch at the end.
    pub fn push(&mut self, sketch: &[u8]) {
        self.starts.push(self.bytes.len());
        self.bytes.extend_from_slice(sketch);
    }

    /// Number of side and bytes of each.
    pub fn each(&self) -> impl Iterator<Item = (i64, &[u8])> {
        (0..self.starts.len()).map(|i| {
            let end = self.starts.get(i + 1).copied().unwrap_or(self.bytes.len());
            let sketch = &self.bytes[self.starts[i]..end];
            (Sketch::read(sketch).id, sketch)
        })
    }
}

/// Number of side and bytes of each sketch in a piece of a generation.
pub fn each_in_piece(piece: &[u8], segments: u32) -> impl Iterator<Item = (i64, &[u8])> {
    (0..segments.min(CHUNK)).map(|i| {
        let sketch = piece.get(offset(piece, i)..offset(piece, i + 1)).unwrap_or_default();
        (Sketch::read(sketch).id, sketch)
    })
}

/// Where the sketch at a place of a piece begins; behind the last one the end.
pub(super) fn offset(piece: &[u8], i: u32) -> usize {
    let at = i as usize * 4;
    if i >= CHUNK {
        return piece.len();
    }
    piece.get(at..at + 4).map_or(piece.len(), |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

impl Batch {
    /// An empty one.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut batch = Self {
            preparer: Preparer::new(language),
            keys: FxHashMap::default(),
            hashes: Vec::new(),
            counts: Vec::new(),
            heaps: Heaps::default(),
            sketch: Vec::new(),
        };
        for kind in WordKind::PLACEABLES {
            number(&mut batch.keys, &mut batch.hashes, &mut batch.counts, kind.key());
        }
        batch
    }

    /// Adds a segment under the number of its side. One without words and marks matches nothing and is left out.
    pub fn add(&mut self, id: i64, segment: &Segment) {
        let prepared = self.preparer.segment(segment);
        if prepared.words.is_empty() {
            return;
        }
        let Self { keys, hashes, counts, heaps, sketch, .. } = self;
        sketch.clear();
        sketch::write(id, &prepared, |_, key| number(keys, hashes, counts, key), sketch);
        heaps.push(prepared.words.len() as u32, sketch);
    }

    /// Adds a sketch that is in an index, whose tokens stand for these keys.
    pub fn absorb(&mut self, known: &[u8], key: impl Fn(Token) -> u64) {
        let known = Sketch::read(known);
        let Self { keys, hashes, counts, heaps, sketch, .. } = self;
        let numbered = std::cell::RefCell::new((keys, hashes, counts));
        sketch.clear();
        let token = |token: Token| {
            let (keys, hashes, counts) = &mut *numbered.borrow_mut();
            let placeable = WordKind::PLACEABLES.get(token as usize);
            number(keys, hashes, counts, placeable.map_or_else(|| key(token), |kind| kind.key()))
        };
        known.renumbered(token, sketch);
        heaps.push(known.len, sketch);
    }

    /// How many segments it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heaps.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heaps.len == 0
    }

    /// Bytes of sketches in memory.
    #[must_use]
    pub fn held(&self) -> usize {
        self.heaps.held
    }

    /// Puts the sketches in memory aside.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn put_aside(&mut self, aside: &mut dyn Aside) -> io::Result<()> {
        self.heaps.put_aside(aside)
    }

    /// The keys that words of it have, in the order in which new ones should be numbered: the commonest first.
    #[must_use]
    pub fn keys(&self) -> Vec<u64> {
        let mut order: Vec<u32> = (FIRST_TOKEN..self.hashes.len() as u32).collect();
        order.sort_unstable_by_key(|i| std::cmp::Reverse((self.counts[*i as usize], self.hashes[*i as usize])));
        order.into_iter().map(|i| self.hashes[i as usize]).collect()
    }

    /// The sketches, with the tokens the keys have got.
    #[must_use]
    pub fn numbered(self, token: impl Fn(u64) -> Token) -> Numbered {
        let mut tokens: Vec<Token> = (0..FIRST_TOKEN).collect();
        tokens.extend(self.hashes.iter().skip(tokens.len()).map(|key| token(*key)));
        Numbered { heaps: self.heaps, tokens: Some(tokens) }
    }
}

/// The provisional number of a key; one more word has it.
fn number(keys: &mut FxHashMap<u64, Token>, hashes: &mut Vec<u64>, counts: &mut Vec<u32>, key: u64) -> Token {
    let token = *keys.entry(key).or_insert_with(|| {
        hashes.push(key);
        counts.push(0);
        (hashes.len() - 1) as Token
    });
    counts[token as usize] = counts[token as usize].saturating_add(1);
    token
}

/// Fills the distinct tokens of a segment's prefix, the rarest (greatest) first.
fn prefix(sketch: &Sketch<'_>, out: &mut Vec<Token>) {
    out.clear();
    out.extend(sketch.words().map(|word| word.token));
    out.sort_unstable_by(|a, b| b.cmp(a));
    out.dedup();
    out.truncate(sketch.len as usize / 2 + 1);
}

/// A generation at work: the segments come in the order of their places.
#[derive(Default)]
struct Builder {
    segments: u32,
    bounds: Option<(i64, i64)>,
    lengths: Vec<u8>,
    /// The length of the last segments.
    last: u32,
    /// The piece of sketches that is not yet full.
    piece: Vec<u8>,
    /// Postings of the bucket, as bytes, with the place of the last of each.
    postings: FxHashMap<Token, (u32, Vec<u8>)>,
    pieces: Vec<Piece>,
}

impl Builder {
    fn push(&mut self, sketch: &[u8], prefix: &[Token]) {
        let head = Sketch::read(sketch);
        let (len, ordinal) = (head.len, self.segments);
        if len != self.last {
            if bucket(len) != bucket(self.last) {
                self.end_bucket();
            }
            self.last = len;
            push_varint(&mut self.lengths, u64::from(len));
            push_varint(&mut self.lengths, u64::from(ordinal));
        }
        let (first, last) = self.bounds.unwrap_or((head.id, head.id));
        self.bounds = Some((first.min(head.id), last.max(head.id)));
        if ordinal.is_multiple_of(CHUNK) {
            self.end_piece();
            self.piece.resize(CHUNK as usize * 4, 0);
        }
        let start = self.piece.len() as u32;
        let at = (ordinal % CHUNK) as usize * 4;
        self.piece[at..at + 4].copy_from_slice(&start.to_le_bytes());
        self.piece.extend_from_slice(sketch);
        for (position, token) in (0..).zip(prefix) {
            let (last, bytes) = self.postings.entry(*token).or_default();
            push_posting(bytes, last, ordinal << 3 | place(position, len));
        }
        self.segments += 1;
    }

    fn end_piece(&mut self) {
        if self.segments == 0 {
            return;
        }
        let end = self.piece.len() as u32;
        for i in (self.segments - 1) % CHUNK + 1..CHUNK {
            self.piece[i as usize * 4..i as usize * 4 + 4].copy_from_slice(&end.to_le_bytes());
        }
        self.pieces.push(Piece::Sketches((self.segments - 1) / CHUNK, std::mem::take(&mut self.piece)));
    }

    fn end_bucket(&mut self) {
        let mut postings: Vec<(Token, (u32, Vec<u8>))> = self.postings.drain().collect();
        postings.sort_unstable_by_key(|(token, _)| *token);
        let bucket = bucket(self.last);
        self.pieces.extend(postings.into_iter().map(|(token, (_, bytes))| Piece::Postings(token, bucket, bytes)));
    }
}

impl Generation {
    /// Makes a generation of sketches, each of a segment with words, but for those of sides that are not to be kept. Its
    /// pieces are given to `emit` as they are ready, those of a kind in the order of their numbers within a length bucket.
    /// Takes time O(words · log words), and memory for the sketches of one length and the postings of one bucket.
    ///
    /// # Errors
    /// When what was put aside cannot be read, or `emit` says so.
    pub fn build(
        sources: &mut [Numbered],
        aside: &mut dyn Aside,
        keep: &dyn Fn(i64) -> bool,
        emit: &mut dyn FnMut(Vec<Piece>) -> io::Result<()>,
    ) -> io::Result<Self> {
        let mut builder = Builder::default();
        let lengths: BTreeSet<u32> = sources.iter().flat_map(|source| source.heaps.lengths()).collect();
        let mut tokens = Vec::new();
        for words in lengths {
            heap::loads(sources, words, aside, keep, &mut |load| {
                // The like of each other: their postings are near each other, and so are their sketches.
                let mut order: Vec<(Token, Token, u32)> = Vec::with_capacity(load.starts.len());
                for i in 0..load.starts.len() {
                    prefix(&Sketch::read(load.get(i)), &mut tokens);
                    let at = |i: usize| tokens.get(i).copied().unwrap_or_default();
                    order.push((at(0), at(1), i as u32));
                }
                order.sort_unstable();
                for (_, _, i) in order {
                    let sketch = load.get(i as usize);
                    prefix(&Sketch::read(sketch), &mut tokens);
                    builder.push(sketch, &tokens);
                }
                emit(std::mem::take(&mut builder.pieces))
            })?;
        }
        builder.end_piece();
        builder.end_bucket();
        emit(builder.pieces)?;
        let bounds = builder.bounds.unwrap_or_default();
        Ok(Self { segments: builder.segments, bounds, lengths: builder.lengths })
    }
}

/// Adds a posting to those of a key, of which `last` is the last place.
fn push_posting(out: &mut Vec<u8>, last: &mut u32, posting: u32) {
    let ordinal = posting >> 3;
    push_varint(out, u64::from(ordinal - *last) << 3 | u64::from(posting & 7));
    *last = ordinal;
}

/// The postings of a piece: place · 8 + where in the order of the segment.
pub(super) fn read_postings(bytes: &[u8], out: &mut Vec<u32>) {
    out.clear();
    let mut bytes = Bytes(bytes);
    let mut last = 0u32;
    while !bytes.0.is_empty() {
        let value = bytes.varint();
        last = last.wrapping_add((value >> 3) as u32);
        out.push(last << 3 | (value & 7) as u32);
    }
}

/// The table of lengths: words, and the place of the first segment that long.
pub(super) fn read_lengths(bytes: &[u8]) -> Vec<(u32, u32)> {
    let mut bytes = Bytes(bytes);
    let mut lengths = Vec::new();
    while !bytes.0.is_empty() {
        lengths.push((bytes.varint() as u32, bytes.varint() as u32));
    }
    lengths
}
