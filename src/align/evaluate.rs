//! How good is an alignment? Beads found against gold beads.
//!
//! *Strict*: a bead with at least two filled sides is right when it equals a gold bead on every side; precision counts
//! over the beads found, recall over those of the gold. *Lax*: it shares a segment on two sides with one and the same
//! gold bead. *Many*: strict, of beads with more than one segment on a side. *Alone*: segments that stand alone in
//! both. Counts of several documents are added before any ratio is taken.

use crate::model::Shape;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A bead as the numbers of its segments, for each side, in order.
pub type Numbers = Vec<Vec<usize>>;
/// A bead as the places of its segments in the texts, for each side.
pub type Places = Vec<Vec<Range<usize>>>;

/// Counts of right ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found.
    pub found: usize,
    /// … and right.
    pub right: usize,
    /// In the gold.
    pub gold: usize,
    /// … and found.
    pub met: usize,
}

impl Tally {
    /// Share of the found that is right; 0 of none.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// Share of the gold that is found; 0 of none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.met, self.gold)
    }

    /// Harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.right += other.right;
        self.gold += other.gold;
        self.met += other.met;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Strict and lax counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// Of beads that are exactly right.
    pub strict: Tally,
    /// Of beads that are partly right.
    pub lax: Tally,
}

/// How an alignment compares with the gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// All beads with at least two filled sides.
    pub all: Tallies,
    /// The same by shape: that of the bead found for what is found, that of the gold bead for what is gold.
    pub shapes: BTreeMap<Shape, Tallies>,
    /// Beads with more than one segment on a side, strict.
    pub many: Tally,
    /// Segments that stand alone.
    pub alone: Tally,
}

impl Evaluation {
    /// Compares beads whose segments are counted alike in both.
    #[must_use]
    pub fn of(gold: &[Numbers], found: &[Numbers]) -> Self {
        let mut out = Self::default();
        let sure = |beads: &[Numbers]| -> Vec<Numbers> {
            let sorted = |bead: &Numbers| bead.iter().map(|side| sorted(side)).collect();
            beads.iter().map(sorted).filter(|bead: &Numbers| filled(bead) > 1).collect()
        };
        let (golden, beads) = (sure(gold), sure(found));
        for (bead, grade) in beads.iter().zip(grades(&golden, &beads)) {
            out.note(bead, |tally| (&mut tally.found, &mut tally.right), grade);
        }
        for (bead, grade) in golden.iter().zip(grades(&beads, &golden)) {
            out.note(bead, |tally| (&mut tally.gold, &mut tally.met), grade);
        }
        let (golden, beads) = (alone(gold), alone(found));
        let both = golden.intersection(&beads).count();
        out.alone = Tally { found: beads.len(), right: both, gold: golden.len(), met: both };
        out
    }

    fn note(&mut self, bead: &Numbers, of: fn(&mut Tally) -> (&mut usize, &mut usize), grade: Grade) {
        let count = |tally: &mut Tally, right: bool| {
            let (all, good) = of(tally);
            *all += 1;
            *good += usize::from(right);
        };
        let shape = Shape(bead.iter().map(Vec::len).collect());
        if shape.0.iter().any(|n| *n > 1) {
            count(&mut self.many, grade == Grade::Right);
        }
        for tallies in [&mut self.all, self.shapes.entry(shape).or_default()] {
            count(&mut tallies.strict, grade == Grade::Right);
            count(&mut tallies.lax, grade != Grade::Wrong);
        }
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Self) {
        let add = |own: &mut Tallies, other: &Tallies| {
            own.strict.add(&other.strict);
            own.lax.add(&other.lax);
        };
        add(&mut self.all, &other.all);
        for (shape, tallies) in &other.shapes {
            add(self.shapes.entry(shape.clone()).or_default(), tallies);
        }
        self.many.add(&other.many);
        self.alone.add(&other.alone);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Grade {
    Right,
    Partly,
    Wrong,
}

/// How right each bead is by a standard.
fn grades(standard: &[Numbers], beads: &[Numbers]) -> Vec<Grade> {
    let exact: BTreeSet<&Numbers> = standard.iter().collect();
    let mut holders: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (n, bead) in standard.iter().enumerate() {
        holders.extend(segments(bead).map(|segment| (segment, n)));
    }
    let grade = |bead: &Numbers| {
        if exact.contains(bead) {
            return Grade::Right;
        }
        // On which sides the bead meets each of the standard's.
        let met: BTreeSet<(usize, usize)> =
            segments(bead).filter_map(|segment| Some((*holders.get(&segment)?, segment.0))).collect();
        let mut met = met.iter().peekable();
        while let Some((holder, _)) = met.next() {
            if met.peek().is_some_and(|(next, _)| next == holder) {
                return Grade::Partly;
            }
        }
        Grade::Wrong
    };
    beads.iter().map(grade).collect()
}

/// The segments of a bead, each with its side.
fn segments(bead: &Numbers) -> impl Iterator<Item = (usize, usize)> {
    bead.iter().enumerate().flat_map(|(side, numbers)| numbers.iter().map(move |number| (side, *number)))
}

fn filled(bead: &Numbers) -> usize {
    bead.iter().filter(|side| !side.is_empty()).count()
}

fn alone(beads: &[Numbers]) -> BTreeSet<(usize, usize)> {
    beads.iter().filter(|bead| filled(bead) == 1).flat_map(segments).collect()
}

fn sorted(side: &[usize]) -> Vec<usize> {
    let mut side = side.to_vec();
    side.sort_unstable();
    side
}

/// Beads given by places, as beads of the gold's segments: a segment of the gold belongs to a place when they share half
/// of the shorter one. Who cuts finer than the gold is not blamed for it: beads that hold parts of one gold segment are
/// joined. `gold` holds the places of the gold's segments for each side, in order.
#[must_use]
pub fn numbered(beads: &[Places], gold: &[Vec<Range<usize>>]) -> Vec<Numbers> {
    let mut out: Vec<Vec<BTreeSet<usize>>> = Vec::new();
    for bead in beads {
        let mut sides: Vec<BTreeSet<usize>> = bead.iter().zip(gold).map(|(side, gold)| within(side, gold)).collect();
        while let Some(last) = out.pop_if(|last| last.iter().zip(&sides).any(|(a, b)| !a.is_disjoint(b))) {
            for (side, before) in sides.iter_mut().zip(last) {
                side.extend(before);
            }
        }
        if sides.iter().any(|side| !side.is_empty()) {
            out.push(sides);
        }
    }
    let list = |side: BTreeSet<usize>| side.into_iter().collect();
    out.into_iter().map(|bead| bead.into_iter().map(list).collect()).collect()
}

/// The gold's segments that lie in some places.
fn within(places: &[Range<usize>], gold: &[Range<usize>]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for place in places {
        let first = gold.partition_point(|segment| segment.end <= place.start);
        for (n, segment) in gold.iter().enumerate().skip(first).take_while(|(_, segment)| segment.start < place.end) {
            let shared = segment.end.min(place.end).saturating_sub(segment.start.max(place.start));
            if shared > 0 && 2 * shared >= segment.len().min(place.len()) {
                found.insert(n);
            }
        }
    }
    found
}

/// Beads of several languages as beads of some of them, those that are left with nothing dropped.
#[must_use]
pub fn chosen(beads: &[Numbers], sides: &[usize]) -> Vec<Numbers> {
    let of = |bead: &Numbers| sides.iter().map(|side| bead.get(*side).cloned().unwrap_or_default()).collect();
    beads.iter().map(of).filter(|bead: &Numbers| filled(bead) > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beads(text: &str) -> Vec<Numbers> {
        let numbers = |side: &str| side.split(',').filter_map(|n| n.parse().ok()).collect();
        text.split_whitespace().map(|bead| bead.split(':').map(numbers).collect()).collect()
    }

    #[test]
    fn strict_lax_many_and_alone() {
        let gold = beads("0:0 1,2:1 :2 3:3 4:4");
        let found = beads("0:0 1:1 2: :2 3:3,4 4:");
        let e = Evaluation::of(&gold, &found);
        assert_eq!(e.all.strict, Tally { found: 3, right: 1, gold: 4, met: 1 });
        // 1:1 shares both sides with 1,2:1; 3:3,4 with 3:3; 4:4 is met on one side only.
        assert_eq!(e.all.lax, Tally { found: 3, right: 3, gold: 4, met: 3 });
        assert_eq!(e.many, Tally { found: 1, right: 0, gold: 1, met: 0 });
        assert_eq!(e.alone, Tally { found: 3, right: 1, gold: 1, met: 1 });
        assert_eq!(e.shapes[&Shape(vec![1, 1])].strict, Tally { found: 2, right: 1, gold: 3, met: 1 });
        assert_eq!(e.shapes[&Shape(vec![2, 1])].strict, Tally { found: 0, right: 0, gold: 1, met: 0 });
        assert!((e.all.strict.f1() - 2.0 / 7.0).abs() < 1e-12);
        assert_eq!(Tally::default().f1(), 0.0);
    }

    #[test]
    fn three_sides_need_two_in_common() {
        let e = Evaluation::of(&beads("0:0:0 1:1:"), &beads("0::0 :0: 1:1:1"));
        assert_eq!(e.all.strict.right, 0);
        assert_eq!(e.all.lax, Tally { found: 2, right: 2, gold: 2, met: 2 });
        assert_eq!(e.alone, Tally { found: 1, right: 0, gold: 0, met: 0 });
    }

    #[test]
    fn what_is_cut_finer_is_joined() {
        let gold = [vec![0..10, 10..20, 20..30], vec![0..8, 8..30]];
        let found = [
            vec![vec![0..4], vec![0..8]],
            vec![vec![4..10], vec![]],
            vec![vec![10..13, 13..22], vec![8..30]],
            vec![vec![22..30], vec![]],
        ];
        assert_eq!(numbered(&found, &gold), beads("0:0 1:1 2:"));
    }

    #[test]
    fn some_languages_of_three() {
        assert_eq!(chosen(&beads("0:0:0 1:: 2:1,2:"), &[1, 0]), beads("0:0 :1 1,2:2"));
    }
}
