//! Reviews: an alignment with its texts, as a person looks it through away from its documents.

use super::bead::{Keep, Shape};
use super::document::Source;
use crate::lang::Lang;
use std::ops::Range;

/// An alignment of two or three documents with all their segments, and what a person has decided about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Aligner and its version, such as `tolmach 0.1.0`, if it is known.
    pub aligner: Option<String>,
    /// The documents, in the order of each bead's sides.
    pub sides: Vec<ReviewSide>,
    /// The beads in document order, those that cross at the place of their first side: each segment of every side stands
    /// in exactly one, rejected ones included.
    pub beads: Vec<ReviewBead>,
}

/// One document of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewSide {
    /// Its language.
    pub lang: Lang,
    /// Where it comes from.
    pub source: Source,
    /// Its segments, white space evened out.
    pub segments: Vec<String>,
}

/// A bead under review.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewBead {
    /// For each side the segments, as a range of their numbers.
    pub sides: Vec<Range<usize>>,
    /// How sure the aligner was; `None` when a person made or changed the bead.
    pub confidence: Option<f64>,
    /// Whether it is out of order with its neighbours, or was made of such.
    pub crossing: bool,
    /// What was decided about it.
    pub verdict: Verdict,
}

/// What a person decided about a bead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing yet.
    #[default]
    Open,
    /// It is right.
    Accepted,
    /// It is wrong, or not wanted.
    Rejected,
}

impl Verdict {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accept",
            Self::Rejected => "reject",
        }
    }

    /// The inverse of [`Self::name`]; in any case, and as people put it: `accepted`, `rejected`, or nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "" | "open" => Some(Self::Open),
            "accept" | "accepted" => Some(Self::Accepted),
            "reject" | "rejected" => Some(Self::Rejected),
            _ => None,
        }
    }
}

impl ReviewSide {
    /// The text of a run of segments, as one.
    #[must_use]
    pub fn text_of(&self, segments: Range<usize>) -> String {
        self.segments[segments].join(" ")
    }
}

impl ReviewBead {
    /// Its shape.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape(self.sides.iter().map(ExactSizeIterator::len).collect())
    }

    /// Whether a person has made, changed or accepted it.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        self.confidence.is_none() || self.verdict == Verdict::Accepted
    }

    /// Whether it makes a unit: two languages or more, not rejected, and reviewed or else sure enough and in order.
    #[must_use]
    pub fn is_kept(&self, keep: Keep) -> bool {
        let sure = self.confidence.is_some_and(|confidence| confidence >= keep.min_confidence);
        let wanted = sure && (keep.crossing || !self.crossing);
        let filled = self.sides.iter().filter(|side| !side.is_empty()).count();
        filled > 1 && self.verdict != Verdict::Rejected && (self.is_reviewed() || wanted)
    }
}
