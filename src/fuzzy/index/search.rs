//! Finding: postings are counted length by length, the nearest lengths first, and what shares enough keys is compared.

use super::super::prepared::{Prepared, WordKind};
use super::super::score::{cost_of, distance, limit, whole};
use super::super::weights::{CODES, PUNCTUATION, WORD};
use super::build::{Sketches, offset, read_lengths, read_postings};
use super::sketch::{Sketch, SketchWord, summary};
use super::{CHUNK, FIRST_TOKEN, LEAST, Token, bucket, place};
use rustc_hash::FxHashMap;
use std::hint::black_box;
use std::ops::Range;

/// Where the pieces of generations are kept.
pub trait Shelf {
    /// Why a piece cannot be had.
    type Error;

    /// The postings of a token for a bucket of lengths, if there are any.
    ///
    /// # Errors
    /// When they cannot be read.
    fn postings(&self, generation: i64, token: Token, bucket: u8) -> Result<Option<Vec<u8>>, Self::Error>;

    /// A piece of sketches.
    ///
    /// # Errors
    /// When it cannot be read or is not there.
    fn sketches(&self, generation: i64, piece: u32) -> Result<Vec<u8>, Self::Error>;
}

/// The index of one language, as of one moment. What it has read of its generations it keeps in memory: with all of it
/// read, some 160 bytes a segment.
#[derive(Debug, Default)]
pub struct Space {
    generations: Vec<Loaded>,
    recent: Sketches,
    scratch: Scratch,
}

#[derive(Debug)]
struct Loaded {
    id: i64,
    segments: u32,
    lengths: Vec<(u32, u32)>,
    /// Segments of one length in runs of at most [`RUN`]: by length which run is its first, with the number of all last.
    runs: Vec<usize>,
    /// Sides that are not there any more, as ranges in order.
    dead: Vec<(i64, i64)>,
    /// Those read, and by token and bucket which it is.
    lists: Vec<List>,
    numbers: FxHashMap<(Token, u8), usize>,
    pieces: Vec<Option<Box<[u8]>>>,
}

/// The postings of a token for a bucket of lengths, in one piece of memory: where those of each run begin, and where the
/// last end, in two halves, the lower first; then the postings, place in the run · 8 + where in the order of the segment.
/// Empty when there are none.
#[derive(Debug, Default)]
struct List(Box<[u16]>);

/// Segments whose postings take 16 bits. What is counted for a run stays in the nearest cache.
const RUN: u32 = 1 << 13;

/// The lists of a query's keys for one bucket of lengths, as far as they were needed.
struct Bucket {
    bucket: u8,
    /// The first of its lengths, by place in the table.
    first: usize,
    /// Numbers; `None` for a key that no segment has.
    lists: Vec<Option<usize>>,
}

/// What the prefix of a query asks of a length.
struct Prefix<'l> {
    lists: &'l [Option<usize>],
    /// Keys farther in the order of their segment do not count.
    edge: u16,
    /// Segments that share so many keys are compared.
    level: u8,
}

/// How many keys each segment of a run shares with the query, modulo 256.
#[derive(Debug)]
struct Shared([u8; RUN as usize]);

impl Default for Shared {
    fn default() -> Self {
        Self([0; RUN as usize])
    }
}

/// Memory used again by each query.
#[derive(Debug, Default)]
struct Scratch {
    /// By token: the class it has in the query, from 1; 0 when the query has it not.
    classes: Vec<u32>,
    shared: Box<Shared>,
    postings: Vec<u32>,
    /// What shares enough keys.
    chosen: Vec<u32>,
    compared: Compared,
}

/// A stored side that may reach the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The number of the side.
    pub id: i64,
    /// The score is not above this; nearly always it is this. 100 for what is probably identical.
    pub upper: u8,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Best bound first, then newest first.
    pub candidates: Vec<Candidate>,
    /// Every side that could have this score or a better one is among the candidates.
    pub floor: u8,
}

/// The score that has to be reached: rises when enough candidates reach more.
struct Bar {
    want: usize,
    value: u8,
    /// Candidates by bound.
    reached: [usize; 101],
    found: Vec<Candidate>,
}

impl Bar {
    fn add(&mut self, id: i64, upper: u8) {
        if upper < self.value {
            return;
        }
        self.found.push(Candidate { id, upper });
        self.reached[usize::from(upper.min(100))] += 1;
        let mut above = 0;
        for value in (self.value..=100).rev() {
            above += self.reached[usize::from(value)];
            if above >= self.want {
                self.value = value;
                break;
            }
        }
    }
}

/// The query, in the terms of the index.
struct Asked {
    words: Vec<SketchWord>,
    /// The class of each word; words of one key share one. Words of keys that no segment has, have one that nothing has.
    classes: Vec<u32>,
    summary: (u32, u16, u8),
    /// Distinct tokens, the rarest first; `None` stands for a key that no segment has.
    distinct: Vec<Option<Token>>,
    /// Words that repeat others.
    repeated: usize,
    /// For each class a bit for each word that has it (Myers 1999); class 0 has none.
    bits: Vec<u64>,
    blocks: usize,
}

/// What is built anew for each segment compared.
#[derive(Debug, Default)]
struct Compared {
    words: Vec<SketchWord>,
    classes: Vec<u32>,
    up: Vec<u64>,
    down: Vec<u64>,
}

impl Space {
    /// The index of a language from its latest segments; generations are put to it.
    #[must_use]
    pub fn new(recent: Sketches) -> Self {
        Self { recent, ..Self::default() }
    }

    /// Puts a generation to it: its number, how many segments it has, its table of lengths, and the sides of it that are
    /// not there any more, as ranges in order and apart from each other.
    pub fn push(&mut self, id: i64, segments: u32, lengths: &[u8], dead: Vec<(i64, i64)>) {
        let lengths = read_lengths(lengths);
        let ends = lengths.iter().skip(1).map(|(_, first)| *first).chain([segments]);
        let mut runs = vec![0];
        for ((_, first), end) in lengths.iter().zip(ends) {
            runs.push(runs[runs.len() - 1] + end.saturating_sub(*first).div_ceil(RUN) as usize);
        }
        self.generations.push(Loaded {
            id,
            segments,
            lengths,
            runs,
            dead,
            lists: Vec::new(),
            numbers: FxHashMap::default(),
            pieces: vec![None; (segments.div_ceil(CHUNK)) as usize],
        });
    }

    /// Takes over what another one has read of the same generations.
    pub fn warm_from(&mut self, mut other: Self) {
        for generation in &mut self.generations {
            if let Some(same) = other.generations.iter_mut().find(|same| same.id == generation.id) {
                generation.lists = std::mem::take(&mut same.lists);
                generation.numbers = std::mem::take(&mut same.numbers);
                generation.pieces = std::mem::take(&mut same.pieces);
            }
        }
        self.scratch = other.scratch;
    }

    /// The sides that may have a score of at least `min` (not below [`LEAST`]), or the best `want` of them: then those
    /// with a bound equal to the last are all there too.
    ///
    /// `token` tells the number of a key, if any segment has it.
    ///
    /// # Errors
    /// When a piece cannot be read.
    pub fn search<S: Shelf>(
        &mut self,
        shelf: &S,
        asked: &Prepared,
        token: impl FnMut(u64) -> Option<Token>,
        min: u8,
        want: usize,
    ) -> Result<Found, S::Error> {
        let asked = Asked::new(asked, token);
        let mut bar = Bar { want: want.max(1), value: min.clamp(LEAST, 100), reached: [0; 101], found: Vec::new() };
        if !asked.words.is_empty() {
            let top = asked.distinct.iter().flatten().max().map_or(0, |token| *token as usize + 1);
            if self.scratch.classes.len() < top {
                self.scratch.classes.resize(top, 0);
            }
            for (word, class) in asked.words.iter().zip(&asked.classes) {
                if word.token != Token::MAX {
                    self.scratch.classes[word.token as usize] = *class;
                }
            }
            let found = self.look(shelf, &asked, &mut bar);
            for token in asked.distinct.iter().flatten() {
                self.scratch.classes[*token as usize] = 0;
            }
            found?;
        }
        let Bar { value: floor, mut found, .. } = bar;
        found.retain(|candidate| candidate.upper >= floor);
        found.sort_unstable_by(|a, b| b.upper.cmp(&a.upper).then(b.id.cmp(&a.id)));
        Ok(Found { candidates: found, floor })
    }

    fn look<S: Shelf>(&mut self, shelf: &S, asked: &Asked, bar: &mut Bar) -> Result<(), S::Error> {
        let Self { generations, recent, scratch } = self;
        for (id, bytes) in recent.each() {
            if let Some(upper) =
                compare(asked, &Sketch::read(bytes), &scratch.classes, &mut scratch.compared, bar.value)
            {
                bar.add(id, upper);
            }
        }
        for generation in generations {
            generation.look(shelf, asked, scratch, bar)?;
        }
        Ok(())
    }
}

impl Loaded {
    /// Looks at the lengths, the nearest to the query's first, so that the bar rises early.
    fn look<S: Shelf>(
        &mut self,
        shelf: &S,
        asked: &Asked,
        scratch: &mut Scratch,
        bar: &mut Bar,
    ) -> Result<(), S::Error> {
        let words = asked.words.len() as u32;
        let middle = self.lengths.partition_point(|(len, _)| *len < words);
        let mut buckets: Vec<Bucket> = Vec::new();
        let (mut below, mut above) = (middle, middle);
        loop {
            let far = |i: Option<usize>| i.and_then(|i| self.lengths.get(i)).map(|(len, _)| len.abs_diff(words));
            let (under, over) = (far(below.checked_sub(1)), far(Some(above)));
            let i = match (under, over) {
                (None, None) => return Ok(()),
                (Some(under), Some(over)) if under < over => below - 1,
                (Some(_), None) => below - 1,
                _ => above,
            };
            if i < below {
                below = i
            } else {
                above = i + 1
            }
            let longer = self.lengths[i].0.max(words);
            let apart = allowed(bar.value, longer);
            if self.lengths[i].0.abs_diff(words) <= apart {
                self.look_at_length(shelf, i, asked, &mut buckets, scratch, bar)?;
            } else if i >= middle {
                // Longer ones are farther still.
                above = self.lengths.len();
            } else {
                below = 0;
            }
        }
    }

    fn look_at_length<S: Shelf>(
        &mut self,
        shelf: &S,
        i: usize,
        asked: &Asked,
        buckets: &mut Vec<Bucket>,
        scratch: &mut Scratch,
        bar: &mut Bar,
    ) -> Result<(), S::Error> {
        let (len, first) = self.lengths[i];
        let end = self.lengths.get(i + 1).map_or(self.segments, |(_, first)| *first);
        let words = asked.words.len();
        let apart = allowed(bar.value, len.max(words as u32)) as usize;
        let common = len.max(words as u32) as usize - apart;
        let (missing_asked, missing_stored) = (words - common, len as usize - common);
        // At least so many common distinct keys in both prefixes can be asked for.
        let most =
            (len as usize / 2 + 1).saturating_sub(missing_stored).min(common.saturating_sub(asked.repeated)).max(1);
        let name = bucket(len);
        let at = buckets.iter().position(|bucket| bucket.bucket == name).unwrap_or_else(|| {
            let first = self.lengths.partition_point(|(len, _)| bucket(*len) < name);
            buckets.push(Bucket { bucket: name, first, lists: Vec::new() });
            buckets.len() - 1
        });
        let from_bucket = &mut buckets[at];
        let inner = self.runs[i] - self.runs[from_bucket.first]..self.runs[i + 1] - self.runs[from_bucket.first];
        let (mut read, mut level, mut taken) = (0, 1, 0);
        // The first prefix, and longer ones as long as reading a list is cheaper than the comparisons it saves.
        while let Some(token) = asked.distinct.get(taken) {
            let needed = taken < missing_asked + level;
            if !needed && level >= most {
                break;
            }
            if from_bucket.lists.len() == taken {
                let list = token.map(|token| self.list(shelf, token, name, from_bucket.first, scratch)).transpose()?;
                from_bucket.lists.push(list);
            }
            let found = self.postings(from_bucket.lists[taken], &inner).len();
            if !needed {
                // Each further common key asked for leaves about a quarter of the segments.
                let compared = (read >> (2 * (level - 1)).min(30)) * COMPARISON;
                if compared <= found + compared / 4 {
                    break;
                }
                level += 1;
            }
            read += found;
            taken += 1;
        }
        if read == 0 {
            return Ok(());
        }
        // Positions are rounded down, so a posting on the edge is taken in.
        let edge = place((missing_stored + level - 1) as u32, len);
        let mut chosen = std::mem::take(&mut scratch.chosen);
        chosen.resize(read.max(chosen.len()), 0);
        let prefix = Prefix { lists: &from_bucket.lists[..taken], edge: edge as u16, level: level.min(250) as u8 };
        let count = self.share(&prefix, first..end, inner, &mut scratch.shared.0, &mut chosen[..read]);
        chosen[..count].sort_unstable();
        // And for the start of all sketches.
        let sketches = chosen[..count].iter().filter_map(|ordinal| {
            let piece = self.pieces.get((ordinal / CHUNK) as usize)?.as_deref()?;
            piece.get(offset(piece, ordinal % CHUNK)).copied()
        });
        black_box(sketches.fold(0, |all, first| all ^ first));
        let mut before = None;
        for ordinal in &chosen[..count] {
            if before.replace(ordinal) == Some(ordinal) {
                continue;
            }
            let piece = self.piece(shelf, ordinal / CHUNK)?;
            let sketch = Sketch::read(piece.get(offset(piece, ordinal % CHUNK)..).unwrap_or_default());
            let id = sketch.id;
            let upper = compare(asked, &sketch, &scratch.classes, &mut scratch.compared, bar.value);
            if let Some(upper) = upper.filter(|_| !self.is_dead(id)) {
                bar.add(id, upper);
            }
        }
        scratch.chosen = chosen;
        Ok(())
    }

    /// Writes down which segments of a length share enough keys with the query, in any order, and says how many these are;
    /// one that shares hundreds may stand there twice.
    fn share(
        &self,
        prefix: &Prefix<'_>,
        segments: Range<u32>,
        runs: Range<usize>,
        shared: &mut [u8; RUN as usize],
        reaching: &mut [u32],
    ) -> usize {
        // Memory is asked for all of the lists at once, not for each when the one before has been counted.
        let lines = prefix.lists.iter().flat_map(|list| self.postings(*list, &runs).iter().step_by(32));
        black_box(lines.fold(0, |all, posting| all ^ posting));
        let mut count = 0;
        for (first, run) in segments.clone().step_by(RUN as usize).zip(runs) {
            shared[..(segments.end - first).min(RUN) as usize].fill(0);
            // Without a branch: which way one would go cannot be foretold, and guessing wrong costs more than all of this.
            for list in prefix.lists {
                for posting in self.postings(*list, &(run..run + 1)) {
                    let place = posting >> 3;
                    let counts = posting & 7 <= prefix.edge;
                    let shared = &mut shared[usize::from(place)];
                    *shared = shared.wrapping_add(u8::from(counts));
                    reaching[count] = first + u32::from(place);
                    count += usize::from(counts & (*shared == prefix.level));
                }
            }
        }
        count
    }

    /// The number of the list of a token, which is read if it was not.
    fn list<S: Shelf>(
        &mut self,
        shelf: &S,
        token: Token,
        name: u8,
        first: usize,
        scratch: &mut Scratch,
    ) -> Result<usize, S::Error> {
        if let Some(number) = self.numbers.get(&(token, name)) {
            return Ok(*number);
        }
        let mut list = List::default();
        if let Some(bytes) = shelf.postings(self.id, token, name)? {
            let postings = &mut scratch.postings;
            read_postings(&bytes, postings);
            let last = first + self.lengths[first..].iter().take_while(|(len, _)| bucket(*len) == name).count();
            let starts = self.lengths[first..last].iter().zip(first..).flat_map(|((_, start), i)| {
                (0..(self.runs[i + 1] - self.runs[i]) as u32).map(move |run| start + run * RUN)
            });
            list = List::of(starts, postings);
        }
        self.lists.push(list);
        self.numbers.insert((token, name), self.lists.len() - 1);
        Ok(self.lists.len() - 1)
    }

    /// The postings of a list for some runs, by their places in the bucket.
    #[inline]
    fn postings(&self, list: Option<usize>, runs: &Range<usize>) -> &[u16] {
        list.and_then(|list| self.lists.get(list)).map_or(&[], |list| list.of_runs(runs))
    }

    fn piece<S: Shelf>(&mut self, shelf: &S, piece: u32) -> Result<&[u8], S::Error> {
        let Some(slot) = self.pieces.get_mut(piece as usize) else { return Ok(&[]) };
        match slot {
            Some(read) => Ok(read),
            None => Ok(slot.insert(shelf.sketches(self.id, piece)?.into())),
        }
    }

    fn is_dead(&self, id: i64) -> bool {
        let after = self.dead.partition_point(|(first, _)| *first <= id);
        after > 0 && self.dead[after - 1].1 >= id
    }
}

impl List {
    /// From the first place of each run, and the postings as they are read.
    fn of(runs: impl Iterator<Item = u32>, postings: &[u32]) -> Self {
        let firsts: Vec<u32> = runs.collect();
        let head = 2 * (firsts.len() + 1);
        let begin = |first: u32| postings.partition_point(|posting| posting >> 3 < first);
        let mut begins: Vec<usize> = firsts.iter().map(|first| begin(*first)).collect();
        begins.push(postings.len());
        let mut all = Vec::with_capacity(head + postings.len());
        for begin in &begins {
            let at = (head + begin) as u32;
            all.extend([at as u16, (at >> 16) as u16]);
        }
        for (first, ends) in firsts.iter().zip(begins.windows(2)) {
            all.extend(postings[ends[0]..ends[1]].iter().map(|posting| (posting - (first << 3)) as u16));
        }
        Self(all.into())
    }

    #[inline]
    fn of_runs(&self, runs: &Range<usize>) -> &[u16] {
        let at = |run: usize| match self.0.get(2 * run..2 * run + 2) {
            Some(&[low, high]) => usize::from(low) | usize::from(high) << 16,
            _ => 0,
        };
        self.0.get(at(runs.start)..at(runs.end)).unwrap_or_default()
    }
}

/// A comparison takes as long as reading so many postings.
const COMPARISON: usize = 64;

/// Keys that may differ when the longer segment has so many words.
fn allowed(score: u8, longer: u32) -> u32 {
    (u64::from(100 - score.min(100)) * u64::from(longer) / 100) as u32
}

impl Asked {
    fn new(prepared: &Prepared, mut token: impl FnMut(u64) -> Option<Token>) -> Self {
        let mut distinct: Vec<(Option<Token>, u64)> = Vec::new();
        let mut known: FxHashMap<u64, (Token, u32)> = FxHashMap::default();
        let (mut words, mut classes) = (Vec::new(), Vec::new());
        for word in &prepared.words {
            let (number, class) = *known.entry(word.key).or_insert_with(|| {
                let number = match WordKind::PLACEABLES.iter().position(|kind| *kind == word.kind) {
                    Some(kind) => Some(kind as Token),
                    None => token(word.key),
                };
                distinct.push((number, word.key));
                (number.unwrap_or(Token::MAX), distinct.len() as u32)
            });
            words.push(SketchWord { token: number, form: word.form as u8, letters: word.surface as u8 });
            classes.push(class);
        }
        let blocks = words.len().div_ceil(64);
        let mut bits = vec![0u64; (distinct.len() + 1) * blocks];
        for (i, class) in classes.iter().enumerate() {
            bits[*class as usize * blocks + i / 64] |= 1 << (i % 64);
        }
        let repeated = words.len() - distinct.len();
        // None, what no segment has, comes first; then the greatest number, the rarest.
        distinct.sort_unstable_by_key(|(number, _)| std::cmp::Reverse(number.unwrap_or(Token::MAX)));
        let distinct = distinct.into_iter().map(|(number, _)| number).collect();
        Self { words, classes, summary: summary(prepared), distinct, repeated, bits, blocks }
    }
}

/// An upper bound of the score of a stored segment, if it is at least `least`.
fn compare(asked: &Asked, sketch: &Sketch<'_>, classes: &[u32], scratch: &mut Compared, least: u8) -> Option<u8> {
    let (stored, words) = (sketch.len as usize, asked.words.len());
    if stored == 0 {
        return None;
    }
    let apart = allowed(least, stored.max(words) as u32) as usize;
    if stored.abs_diff(words) > apart {
        return None;
    }
    // Words without a partner in the query, whatever the order.
    let mut missing = 0;
    let may_miss = apart.min(apart + stored - stored.max(words));
    scratch.words.clear();
    scratch.classes.clear();
    for word in sketch.words() {
        let class = classes.get(word.token as usize).copied().unwrap_or(0);
        missing += usize::from(class == 0);
        if missing > may_miss {
            return None;
        }
        scratch.words.push(word);
        scratch.classes.push(class);
    }
    let stored = scratch.words.len();
    if !near(asked, scratch, apart) {
        return None;
    }
    let (exact, marks, codes) = asked.summary;
    if sketch.exact == exact {
        return Some(100);
    }
    let cost = |i: usize, j: usize| {
        let (s, a) = (&scratch.words[i], &asked.words[j]);
        let key = scratch.classes[i] == asked.classes[j];
        cost_of(key, s.token < FIRST_TOKEN, s.form == a.form, s.letters == a.letters)
    };
    let word_for_word = stored == words
        && (0..words).all(|i| {
            let (s, a) = (&scratch.words[i], &asked.words[i]);
            scratch.classes[i] == asked.classes[i] && (s.token < FIRST_TOKEN || s.form == a.form)
        });
    let spent = distance((stored, words), cost, limit((stored, words), least, word_for_word))?;
    let mut points = 0;
    if sketch.marks != marks {
        points += PUNCTUATION;
    }
    if sketch.codes != codes {
        points += CODES;
    }
    let upper = whole(spent, (stored, words), word_for_word, points);
    (upper >= least).then_some(upper)
}

/// Whether the keys are at most `apart` edits from each other: bit-parallel Levenshtein distance (Myers 1999, in the
/// blocks and for whole sequences as Hyyrö 2003 has it).
fn near(asked: &Asked, scratch: &mut Compared, apart: usize) -> bool {
    let Compared { classes, up, down, .. } = scratch;
    let blocks = asked.blocks;
    up.clear();
    up.resize(blocks, u64::MAX);
    down.clear();
    down.resize(blocks, 0);
    let last = 1u64 << ((asked.words.len() - 1) % 64);
    let mut score = asked.words.len() as i64;
    let mut left = classes.len() as i64;
    for class in classes.iter() {
        let bits = &asked.bits[*class as usize * blocks..][..blocks];
        // What comes from above: the first row grows by one with each word.
        let (mut more, mut less) = (1u64, 0u64);
        for block in 0..blocks {
            let (pv, mv) = (up[block], down[block]);
            let eq = bits[block];
            let xv = eq | mv;
            let eq = eq | less;
            let xh = ((eq & pv).wrapping_add(pv) ^ pv) | eq;
            let ph = mv | !(xh | pv);
            let mh = pv & xh;
            let high = if block + 1 == blocks { last } else { 1 << 63 };
            let (out_more, out_less) = (u64::from(ph & high != 0), u64::from(mh & high != 0));
            let ph = ph << 1 | more;
            let mh = mh << 1 | less;
            up[block] = mh | !(xv | ph);
            down[block] = ph & xv;
            (more, less) = (out_more, out_less);
        }
        score += more as i64 - less as i64;
        left -= 1;
        if score - left > apart as i64 {
            return false;
        }
    }
    const { assert!(WORD == 100) };
    score <= apart as i64
}
