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
use super::sketch::{self, Bytes, Sketch, push_varint};
use super::{CHUNK, FIRST_TOKEN, Token, bucket, place};
use crate::lang::Language;
use crate::model::Segment;
use rustc_hash::FxHashMap;

/// Segments of one language on their way into the index. Takes some 100 bytes a segment.
#[derive(Debug)]
pub struct Batch {
    preparer: Preparer,
    /// Provisional numbers of keys.
    keys: FxHashMap<u64, Token>,
    /// The keys by provisional number, and how many words have them.
    hashes: Vec<u64>,
    counts: Vec<u32>,
    sketches: Sketches,
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

/// A generation made: how many segments, the lengths, and the pieces.
#[derive(Clone, Debug)]
pub struct Generation {
    /// How many segments it has.
    pub segments: u32,
    /// The table of lengths, as bytes.
    pub lengths: Vec<u8>,
    /// The rest.
    pub pieces: Vec<Piece>,
}

impl Sketches {
    /// Puts a sketch at the end.
    pub fn push(&mut self, sketch: &[u8]) {
        self.starts.push(self.bytes.len());
        self.bytes.extend_from_slice(sketch);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// One of them.
    fn get(&self, i: usize) -> Sketch<'_> {
        Sketch::read(&self.bytes[self.starts[i]..])
    }

    /// Number of side and bytes of each.
    pub fn each(&self) -> impl Iterator<Item = (i64, &[u8])> {
        (0..self.len()).map(|i| {
            let end = self.starts.get(i + 1).copied().unwrap_or(self.bytes.len());
            (self.get(i).id, &self.bytes[self.starts[i]..end])
        })
    }

    /// Leaves only those of these sides.
    pub fn retain(&mut self, keep: impl Fn(i64) -> bool) {
        if self.each().all(|(id, _)| keep(id)) {
            return;
        }
        let mut kept = Self::default();
        for (_, bytes) in self.each().filter(|(id, _)| keep(*id)) {
            kept.push(bytes);
        }
        *self = kept;
    }

    /// Takes all sketches out of a piece of a generation.
    pub fn push_piece(&mut self, piece: &[u8], segments: u32) {
        for i in 0..segments.min(CHUNK) {
            let (from, to) = (offset(piece, i), offset(piece, i + 1));
            self.push(piece.get(from..to).unwrap_or_default());
        }
    }
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
            sketches: Sketches::default(),
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
        let Self { keys, hashes, counts, sketches, .. } = self;
        sketches.starts.push(sketches.bytes.len());
        sketch::write(id, &prepared, |_, key| number(keys, hashes, counts, key), &mut sketches.bytes);
    }

    /// Adds sketches that are in an index, whose tokens stand for these keys.
    pub fn absorb(&mut self, sketches: &Sketches, key: impl Fn(Token) -> u64) {
        let from = sketches;
        for i in 0..from.len() {
            let sketch = from.get(i);
            let Self { keys, hashes, counts, sketches, .. } = self;
            let numbered = std::cell::RefCell::new((keys, hashes, counts));
            sketches.starts.push(sketches.bytes.len());
            let token = |token: Token| {
                let (keys, hashes, counts) = &mut *numbered.borrow_mut();
                let placeable = WordKind::PLACEABLES.get(token as usize);
                number(keys, hashes, counts, placeable.map_or_else(|| key(token), |kind| kind.key()))
            };
            sketch.renumbered(token, &mut sketches.bytes);
        }
    }

    /// How many segments it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sketches.is_empty()
    }

    /// The keys that words of it have, in the order in which new ones should be numbered: the commonest first.
    #[must_use]
    pub fn keys(&self) -> Vec<u64> {
        let mut order: Vec<usize> = (FIRST_TOKEN as usize..self.hashes.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse((self.counts[*i], self.hashes[*i])));
        order.into_iter().map(|i| self.hashes[i]).collect()
    }

    /// The sketches, with the tokens the keys have got.
    #[must_use]
    pub fn sketches(self, token: impl Fn(u64) -> Token) -> Sketches {
        let mut tokens: Vec<Token> = (0..FIRST_TOKEN).collect();
        tokens.extend(self.hashes.iter().skip(tokens.len()).map(|key| token(*key)));
        drop((self.keys, self.counts, self.preparer, self.hashes));
        let mut out = Sketches {
            starts: Vec::with_capacity(self.sketches.len()),
            bytes: Vec::with_capacity(self.sketches.bytes.len() + self.sketches.bytes.len() / 16),
        };
        for i in 0..self.sketches.len() {
            out.starts.push(out.bytes.len());
            self.sketches.get(i).renumbered(|provisional| tokens[provisional as usize], &mut out.bytes);
        }
        out
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

impl Generation {
    /// Makes a generation of sketches, each of a segment with words. Takes time O(words · log words) and some 50 bytes of
    /// memory a segment beside its pieces.
    #[must_use]
    pub fn build(sketches: &Sketches) -> Self {
        let mut tokens = Vec::new();
        // By length, then the like of each other: their postings are near each other, and so are their sketches.
        let mut order: Vec<(u32, Token, Token, u32)> = Vec::with_capacity(sketches.len());
        let mut counts: Vec<u32> = Vec::new();
        for i in 0..sketches.len() {
            let sketch = sketches.get(i);
            prefix(&sketch, &mut tokens);
            for token in &tokens {
                let token = *token as usize;
                if token >= counts.len() {
                    counts.resize(token + 1, 0);
                }
                counts[token] += 1;
            }
            let at = |i: usize| tokens.get(i).copied().unwrap_or_default();
            order.push((sketch.len, at(0), at(1), i as u32));
        }
        order.sort_unstable();
        // Where the postings of each token begin.
        let mut ends: Vec<usize> = Vec::with_capacity(counts.len());
        let mut sum = 0;
        for count in &counts {
            ends.push(sum);
            sum += *count as usize;
        }
        let mut postings = vec![0u32; sum];
        let mut pieces = Vec::with_capacity(sketches.len() / CHUNK as usize + 1 + counts.len());
        let mut lengths = Vec::new();
        // The first place of each bucket, to cut the postings by.
        let mut buckets: Vec<(u8, u32)> = Vec::new();
        let mut last = 0;
        for (chunk, segments) in order.chunks(CHUNK as usize).enumerate() {
            let mut piece = vec![0u8; CHUNK as usize * 4];
            for (i, (len, _, _, number)) in segments.iter().enumerate() {
                let ordinal = chunk as u32 * CHUNK + i as u32;
                if *len != last {
                    last = *len;
                    push_varint(&mut lengths, u64::from(*len));
                    push_varint(&mut lengths, u64::from(ordinal));
                    if buckets.last().is_none_or(|(b, _)| *b != bucket(*len)) {
                        buckets.push((bucket(*len), ordinal));
                    }
                }
                let start = piece.len() as u32;
                piece[i * 4..i * 4 + 4].copy_from_slice(&start.to_le_bytes());
                let at = sketches.starts[*number as usize];
                let end = sketches.starts.get(*number as usize + 1).copied().unwrap_or(sketches.bytes.len());
                piece.extend_from_slice(&sketches.bytes[at..end]);
                prefix(&sketches.get(*number as usize), &mut tokens);
                for (position, token) in (0..).zip(&tokens) {
                    let end = &mut ends[*token as usize];
                    postings[*end] = ordinal << 3 | place(position, *len);
                    *end += 1;
                }
            }
            let end = piece.len() as u32;
            for i in segments.len()..CHUNK as usize {
                piece[i * 4..i * 4 + 4].copy_from_slice(&end.to_le_bytes());
            }
            pieces.push(Piece::Sketches(chunk as u32, piece));
        }
        let mut start = 0;
        for (token, end) in ends.iter().enumerate() {
            let mut rest = &postings[start..*end];
            start = *end;
            for (i, (bucket, _)) in buckets.iter().enumerate() {
                if rest.is_empty() {
                    break;
                }
                let limit = buckets.get(i + 1).map_or(u32::MAX, |(_, first)| *first);
                let (mine, others) = rest.split_at(rest.partition_point(|posting| posting >> 3 < limit));
                rest = others;
                if !mine.is_empty() {
                    pieces.push(Piece::Postings(token as Token, *bucket, write_postings(mine)));
                }
            }
        }
        Self { segments: sketches.len() as u32, lengths, pieces }
    }
}

fn write_postings(postings: &[u32]) -> Vec<u8> {
    let mut out = Vec::with_capacity(postings.len() * 2);
    let mut last = 0;
    for posting in postings {
        let ordinal = posting >> 3;
        push_varint(&mut out, u64::from(ordinal - last) << 3 | u64::from(posting & 7));
        last = ordinal;
    }
    out
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
