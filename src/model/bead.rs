//! Beads: groups of sentences that belong together over two or three languages.

use crate::lang::Lang;
use std::fmt;
use std::ops::Range;

/// How many segments stand on each side of a bead: `1-1`, `2-1`, `1-0-1` …
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shape(pub Vec<usize>);

impl Shape {
    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.split('-').map(|n| n.parse().ok()).collect::<Option<Vec<_>>>().map(Self)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, n) in self.0.iter().enumerate() {
            write!(f, "{}{n}", if i == 0 { "" } else { "-" })?;
        }
        Ok(())
    }
}

/// A bead less sure than this is doubtful: a person should look at it.
pub const DOUBTFUL: f64 = 0.75;

/// Segments of each language that together say the same. A side may be empty, not all.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// For each language of the alignment the segments, as a range of their numbers in the document.
    pub sides: Vec<Range<usize>>,
    /// How sure the aligner is that this bead is exactly right, 0–1.
    pub confidence: f64,
    /// Whether it is out of order with its neighbours: a paragraph that stands elsewhere in another language.
    pub crossing: bool,
}

impl Bead {
    /// Its shape.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape(self.sides.iter().map(ExactSizeIterator::len).collect())
    }

    /// How many languages have something in it.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.sides.iter().filter(|side| !side.is_empty()).count()
    }
}

/// Which beads become units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keep {
    /// Those that are at least so sure …
    pub min_confidence: f64,
    /// … and of those that cross all, or none.
    pub crossing: bool,
}

impl Keep {
    /// Whether a bead becomes a unit.
    #[must_use]
    pub fn takes(self, bead: &Bead) -> bool {
        bead.filled() > 1 && bead.confidence >= self.min_confidence && (self.crossing || !bead.crossing)
    }

    /// Whether a bead does not become a unit only because it crosses.
    #[must_use]
    pub fn leaves_crossing(self, bead: &Bead) -> bool {
        !self.takes(bead) && Self { crossing: true, ..self }.takes(bead)
    }
}

/// Two or three documents aligned: every segment of each stands in exactly one bead.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The languages, in the order of each bead's sides.
    pub langs: Vec<Lang>,
    /// For each language its segments: byte ranges in the document's text.
    pub segments: Vec<Vec<Range<usize>>>,
    /// The beads, in the order of the first language each has. Those that do not cross are in order in every language.
    pub beads: Vec<Bead>,
}
