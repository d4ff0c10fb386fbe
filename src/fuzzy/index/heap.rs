//! Sketches on their way into the index: apart by the length of their segments, put aside when they are many.
//!
//! A generation is written length by length. What is collected for it therefore lies in a heap for each length, and the
//! heaps go to a passing file when memory is to be used for other things; each is read again once.

use super::sketch::{Bytes, Sketch, push_varint};
use super::{FIRST_TOKEN, Token};
use std::collections::BTreeMap;
use std::io;

/// Bytes of sketches of one length that are sorted together. When there are more, the like of each other stand less near.
const LOAD: usize = if cfg!(test) { 200 } else { 8 << 20 };

/// A passing file.
pub trait Aside: Send {
    /// Puts bytes at its end and tells where they begin.
    ///
    /// # Errors
    /// When it cannot be written.
    fn put(&mut self, bytes: &[u8]) -> io::Result<u64>;

    /// Fills `bytes` with what begins there.
    ///
    /// # Errors
    /// When it cannot be read.
    fn get(&mut self, place: u64, bytes: &mut [u8]) -> io::Result<()>;
}

/// Sketches by the length of their segments.
#[derive(Debug, Default)]
pub(super) struct Heaps {
    heaps: BTreeMap<u32, Heap>,
    /// Bytes in memory.
    pub(super) held: usize,
    /// Sketches in all.
    pub(super) len: usize,
}

/// Those of one length: each with the number of its bytes in front.
#[derive(Debug, Default)]
struct Heap {
    bytes: Vec<u8>,
    /// Where others were put, and how many bytes.
    aside: Vec<(u64, usize)>,
}

impl Heaps {
    /// Puts a sketch to those of its length.
    pub(super) fn push(&mut self, words: u32, sketch: &[u8]) {
        let bytes = &mut self.heaps.entry(words).or_default().bytes;
        let before = bytes.len();
        push_varint(bytes, sketch.len() as u64);
        bytes.extend_from_slice(sketch);
        self.held += bytes.len() - before;
        self.len += 1;
    }

    /// Puts what is in memory aside.
    pub(super) fn put_aside(&mut self, aside: &mut dyn Aside) -> io::Result<()> {
        for heap in self.heaps.values_mut().filter(|heap| !heap.bytes.is_empty()) {
            let bytes = std::mem::take(&mut heap.bytes);
            heap.aside.push((aside.put(&bytes)?, bytes.len()));
        }
        self.held = 0;
        Ok(())
    }

    /// The lengths there are.
    pub(super) fn lengths(&self) -> impl Iterator<Item = u32> {
        self.heaps.keys().copied()
    }

    /// Takes out those of a length, piece by piece.
    pub(super) fn take(
        &mut self,
        words: u32,
        aside: &mut dyn Aside,
        piece: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let Some(heap) = self.heaps.remove(&words) else { return Ok(()) };
        let mut bytes = Vec::new();
        for (place, len) in heap.aside {
            bytes.resize(len, 0);
            aside.get(place, &mut bytes)?;
            piece(&bytes)?;
        }
        piece(&heap.bytes)
    }
}

/// The sketches in the bytes of a heap.
fn each(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Bytes(bytes);
    std::iter::from_fn(move || {
        if rest.0.is_empty() {
            return None;
        }
        let len = rest.varint() as usize;
        let (sketch, after) = rest.0.split_at_checked(len)?;
        rest = Bytes(after);
        Some(sketch)
    })
}

/// Sketches for a generation, with the tokens they are to have.
#[derive(Debug, Default)]
pub struct Numbered {
    pub(super) heaps: Heaps,
    /// The token of each provisional number; none when the sketches have their tokens.
    pub(super) tokens: Option<Vec<Token>>,
}

impl Numbered {
    /// Puts a sketch to it that has its tokens.
    pub fn push(&mut self, sketch: &[u8]) {
        self.heaps.push(Sketch::read(sketch).len, sketch);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heaps.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heaps.len == 0
    }

    /// Bytes in memory.
    #[must_use]
    pub fn held(&self) -> usize {
        self.heaps.held
    }

    /// Puts what is in memory aside.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put_aside(&mut self, aside: &mut dyn Aside) -> io::Result<()> {
        self.heaps.put_aside(aside)
    }

    /// Visits the sketches, with their tokens, but for those of sides that are not to be kept.
    ///
    /// # Errors
    /// When what was put aside cannot be read.
    pub fn each(
        self,
        aside: &mut dyn Aside,
        keep: &dyn Fn(i64) -> bool,
        visit: &mut dyn FnMut(i64, &[u8]),
    ) -> io::Result<()> {
        let lengths: Vec<u32> = self.heaps.lengths().collect();
        let mut sources = [self];
        for words in lengths {
            loads(&mut sources, words, aside, keep, &mut |load| {
                let sketches = (0..load.starts.len()).map(|i| load.get(i));
                sketches.for_each(|sketch| visit(Sketch::read(sketch).id, sketch));
                Ok(())
            })?;
        }
        Ok(())
    }

    fn token(&self, provisional: Token) -> Token {
        match &self.tokens {
            Some(tokens) => tokens.get(provisional as usize).copied().unwrap_or(FIRST_TOKEN),
            None => provisional,
        }
    }
}

/// Sketches of one length, read for being sorted.
#[derive(Debug, Default)]
pub(super) struct Load {
    pub(super) bytes: Vec<u8>,
    /// Where each begins.
    pub(super) starts: Vec<usize>,
}

impl Load {
    /// One of them, as bytes.
    pub(super) fn get(&self, i: usize) -> &[u8] {
        let end = self.starts.get(i + 1).copied().unwrap_or(self.bytes.len());
        self.starts.get(i).map_or(&[], |start| &self.bytes[*start..end])
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.starts.clear();
    }
}

/// Reads the sketches of a length from all sources, in loads of bounded size, but for those of sides not to be kept.
pub(super) fn loads(
    sources: &mut [Numbered],
    words: u32,
    aside: &mut dyn Aside,
    keep: &dyn Fn(i64) -> bool,
    done: &mut dyn FnMut(&Load) -> io::Result<()>,
) -> io::Result<()> {
    let mut load = Load::default();
    for source in sources {
        let mut heaps = std::mem::take(&mut source.heaps);
        heaps.take(words, aside, &mut |bytes| {
            for sketch in each(bytes) {
                let sketch = Sketch::read(sketch);
                if keep(sketch.id) {
                    if load.bytes.len() >= LOAD {
                        done(&load)?;
                        load.clear();
                    }
                    load.starts.push(load.bytes.len());
                    sketch.renumbered(|token| source.token(token), &mut load.bytes);
                }
            }
            Ok(())
        })?;
        source.heaps = heaps;
    }
    if load.starts.is_empty() { Ok(()) } else { done(&load) }
}
