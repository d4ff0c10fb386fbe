//! Units made of beads, with where they come from.

use super::OpenedDocument;
use crate::lang::Lang;
use crate::model::{Context, Origin, ReviewSide, Shape, Source, Tu};
use std::ops::Range;

/// One side of an alignment, as far as units are made of it.
pub(super) trait Side {
    fn lang(&self) -> &Lang;
    fn source(&self) -> &Source;
    /// How many segments there are.
    fn count(&self) -> usize;
    /// A run of segments as one text.
    fn text(&self, segments: Range<usize>) -> String;
}

impl Side for OpenedDocument {
    fn lang(&self) -> &Lang {
        &self.lang
    }

    fn source(&self) -> &Source {
        &self.document.source
    }

    fn count(&self) -> usize {
        self.segments.len()
    }

    fn text(&self, segments: Range<usize>) -> String {
        self.text_of(segments)
    }
}

impl Side for ReviewSide {
    fn lang(&self) -> &Lang {
        &self.lang
    }

    fn source(&self) -> &Source {
        &self.source
    }

    fn count(&self) -> usize {
        self.segments.len()
    }

    fn text(&self, segments: Range<usize>) -> String {
        self.text_of(segments)
    }
}

/// The unit of a bead.
pub(super) fn unit_of<S: Side>(
    sides: &[S],
    bead: &[Range<usize>],
    position: usize,
    confidence: Option<f64>,
    aligner: &str,
) -> Tu {
    let filled = || sides.iter().zip(bead).filter(|(_, range)| !range.is_empty());
    let mut tu = Tu::of(filled().map(|(side, range)| (side.lang().clone(), side.text(range.clone()))));
    tu.origins.push(Origin {
        sources: filled().map(|(side, _)| (Some(side.lang().clone()), side.source().clone())).collect(),
        position: position as u64,
        shape: Some(Shape(bead.iter().map(ExactSizeIterator::len).collect())),
        // Four decimals are more than it means, and keep exports short.
        confidence: confidence.map(|confidence| (confidence * 1e4).round() / 1e4),
        aligner: Some(aligner.to_owned()),
        context: filled()
            .map(|(side, range)| Context {
                lang: side.lang().clone(),
                before: range.start.checked_sub(1).map(|i| side.text(i..i + 1)),
                after: (range.end < side.count()).then(|| side.text(range.end..range.end + 1)),
            })
            .collect(),
    });
    tu
}

/// Adds those things that are not there yet.
pub(super) fn add_new<T: PartialEq + Clone>(to: &mut Vec<T>, new: &[T]) {
    for thing in new {
        if !to.contains(thing) {
            to.push(thing.clone());
        }
    }
}
