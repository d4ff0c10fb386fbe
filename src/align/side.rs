//! Sides: texts as bags of types.
//!
//! Words are put into types: a stem, a number by its value, a telling punctuation mark.

use super::joining::{Joining, Opening, opening};
use super::reading::{Read, ReadKind, read};
use super::sense::Sense;
use super::weights::{LARGEST, LINE_WORDS, Weights};
use crate::lang::Language;
use crate::lang::letters::is_letter;
use crate::model::BlockKind;
use crate::text::placeables;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// One segment as the aligner is given it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its text.
    pub text: &'a str,
    /// What the block it stands in is.
    pub kind: BlockKind,
    /// Whether it opens a block (a paragraph, a heading, a cell).
    pub opens: bool,
}

/// A segment as types and length.
#[derive(Clone)]
pub(super) struct Bag {
    /// Numbers, dates and amounts first.
    pub(super) types: Vec<u32>,
    /// How many of them those are.
    pub(super) numbers: usize,
    /// For each type one by its background probability.
    pub(super) rarity: Vec<f32>,
    pub(super) chars: f64,
    pub(super) kind: BlockKind,
    pub(super) opens: bool,
    pub(super) opening: Opening,
    /// What that says for its going on with the line before it, see `joining`.
    pub(super) joined: f64,
}

/// Words of the language at large that are added to those of a text.
fn extra(bags: &[Bag], weights: &Weights) -> f64 {
    let words = || bags.iter().map(|bag| bag.types.len() as f64);
    let all: f64 = words().sum();
    // How long the line is that a word stands in, in the mean.
    let typical = words().map(|n| n * n).sum::<f64>() / all.max(1.0);
    weights.background_extra.max(weights.background_lines * typical)
}

/// Some lines together.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    /// Logarithm of their length, in characters and those that all are lengthened by.
    pub(super) length: f32,
    /// How many words they have.
    pub(super) words: u32,
}

fn runs(bags: &[Bag], weights: &Weights) -> Vec<[Run; LARGEST]> {
    let from = |n: usize| {
        let mut run = (weights.length_short, 0);
        let mut bags = bags[n..].iter();
        std::array::from_fn(|_| match bags.next() {
            Some(bag) => {
                run = (run.0 + bag.chars, run.1 + bag.types.len() as u32);
                Run { length: run.0.ln() as f32, words: run.1 }
            }
            None => Run::default(),
        })
    };
    (0..bags.len()).map(from).collect()
}

/// A text as bags over its vocabulary.
pub(super) struct Side<'w> {
    /// What it is aligned by.
    pub(super) weights: &'w Weights,
    pub(super) language: Language,
    pub(super) bags: Vec<Bag>,
    /// What is asked of one to [`LARGEST`] bags from each on.
    runs: Vec<[Run; LARGEST]>,
    pub(super) vocabulary: Vec<Type>,
    /// Background probability of each type.
    pub(super) background: Vec<f64>,
    /// Vectors of its lines, if there are any.
    pub(super) sense: Option<Sense>,
}

/// A type: what forms of a word share.
pub(super) struct Type {
    /// The first form seen.
    pub(super) read: Rc<Read>,
    /// Whether it was seen with a capital inside a sentence, or always with one.
    pub(super) capital: bool,
    count: u32,
}

impl<'w> Side<'w> {
    pub(super) fn new(lines: &[Line<'_>], language: Language, weights: &'w Weights) -> Self {
        let mut side = Self {
            weights,
            language,
            bags: Vec::with_capacity(lines.len()),
            runs: Vec::new(),
            vocabulary: Vec::new(),
            background: Vec::new(),
            sense: None,
        };
        let mut known = Known::default();
        for line in lines {
            let bag = side.bag(line, &mut known);
            side.bags.push(bag);
        }
        let total: u32 = side.vocabulary.iter().map(|t| t.count).sum();
        let total = f64::from(total) + extra(&side.bags, weights);
        side.background = side
            .vocabulary
            .iter()
            .map(|t| ((f64::from(t.count) - weights.background_less) / total).min(weights.background_most))
            .collect();
        let openings: Vec<Opening> = side.bags.iter().map(|bag| bag.opening).collect();
        let joining = Joining::of(&openings, weights);
        for bag in &mut side.bags {
            bag.joined = joining.says(bag.opening);
            bag.rarity = bag.types.iter().map(|t| (1.0 / side.background[*t as usize]) as f32).collect();
        }
        side.runs = runs(&side.bags, weights);
        side
    }

    /// How many types there are.
    pub(super) fn types(&self) -> usize {
        self.background.len()
    }

    /// A part of the text by itself, its types numbered and as common as in the whole.
    pub(super) fn part(&self, lines: &[usize]) -> Self {
        let bags: Vec<Bag> = lines.iter().map(|line| self.bags[*line].clone()).collect();
        Self {
            weights: self.weights,
            language: self.language,
            runs: runs(&bags, self.weights),
            bags,
            vocabulary: Vec::new(),
            background: self.background.clone(),
            sense: self.sense.as_ref().map(|sense| sense.part(lines)),
        }
    }

    /// What some lines are together: one to [`LARGEST`].
    pub(super) fn run(&self, lines: &Range<usize>) -> Run {
        self.runs[lines.start][lines.len() - 1]
    }

    fn bag<'t>(&mut self, line: &Line<'t>, known: &mut Known<'t>) -> Bag {
        let placed = placeables(line.text, self.language);
        let mut types = Vec::new();
        for placeable in placed.iter().take(LINE_WORDS) {
            let id = self.type_of(&Rc::new(Read::value(&placeable.kind.value())), known);
            self.vocabulary[id as usize].count += 1;
            types.push(id);
        }
        let numbers = types.len();
        // Words, by what stands between placeables; letters that touch one are part of it («5-й», «Ту-154»).
        let touching = |c: char| c == '-' || is_letter(c);
        let (mut at, mut opens) = (0, true);
        for n in 0..=placed.len() {
            let (to, next) = placed.get(n).map_or((line.text.len(), 0), |p| (p.range.start, p.range.end));
            let mut stretch = line.text.get(at..to).unwrap_or_default();
            if n > 0 {
                stretch = stretch.trim_start_matches(touching);
            }
            if n < placed.len() {
                stretch = stretch.trim_end_matches(touching);
            }
            for piece in stretch.split_whitespace() {
                if types.len() >= LINE_WORDS {
                    break;
                }
                for n in self.parts(piece, known) {
                    let part = known.parts[n];
                    let entry = &mut self.vocabulary[part.id as usize];
                    entry.count += 1;
                    entry.capital |= part.capital && !(opens && part.opens);
                    types.push(part.id);
                }
                opens = false;
            }
            (at, opens) = (next, false);
        }
        types.truncate(LINE_WORDS);
        let chars = line.text.chars().filter(|c| !c.is_whitespace()).count() as f64;
        let opening = opening(line.text, self.language);
        Bag { types, numbers, rarity: Vec::new(), chars, kind: line.kind, opens: line.opens, opening, joined: 0.0 }
    }

    /// The words, with their types.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, &Type)> + Clone {
        let all = self.vocabulary.iter().enumerate().map(|(n, t)| (n as u32, t));
        all.filter(|(_, t)| t.read.kind == ReadKind::Word)
    }

    fn type_of(&mut self, read: &Rc<Read>, known: &mut Known<'_>) -> u32 {
        let ids = &mut known.ids[read.kind as usize];
        if let Some(id) = ids.get(&read.key) {
            return *id;
        }
        let id = self.vocabulary.len() as u32;
        ids.insert(Rc::clone(&read.key), id);
        self.vocabulary.push(Type { read: Rc::clone(read), capital: false, count: 0 });
        id
    }

    /// Which parts a piece without spaces has: words and telling marks.
    fn parts<'t>(&mut self, piece: &'t str, known: &mut Known<'t>) -> Range<usize> {
        if let Some(parts) = known.pieces.get(piece) {
            return parts.clone();
        }
        let first = known.parts.len();
        for read in read(piece, self.language).iter() {
            let id = self.type_of(read, known);
            known.parts.push(Part { id, capital: read.capital, opens: read.opens });
        }
        let parts = first..known.parts.len();
        known.pieces.insert(piece, parts.clone());
        parts
    }
}

/// What has been seen of a text: it has few different words.
#[derive(Default)]
struct Known<'t> {
    /// By kind.
    ids: [FxHashMap<Rc<str>, u32>; 3],
    pieces: FxHashMap<&'t str, Range<usize>>,
    parts: Vec<Part>,
}

/// A word or mark of a piece.
#[derive(Clone, Copy)]
struct Part {
    id: u32,
    capital: bool,
    /// Whether the piece opens with it.
    opens: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut() {
        let side = |text: &str| {
            let lines = [Line { text, kind: BlockKind::Paragraph, opens: true }];
            Side::new(&lines, Language::Ru, &Weights::ESTIMATED)
        };
        assert_eq!(side(&"дело ".repeat(10_000)).bags[0].types.len(), LINE_WORDS);
        let figures: String = (0..10_000).map(|n| format!("{n}; ")).collect();
        assert!(side(&figures).vocabulary.len() <= LINE_WORDS);
        assert!(side("").bags[0].types.is_empty() && side("").background.is_empty());
    }
}
