//! Messages of `align`: a bead a line, then a summary.

use super::{VERSION, is_zero};
use crate::text::CharCounter;
use crate::workspace::align::{Aligned, Stored};
use serde::Serialize;
use std::collections::BTreeMap;

/// A bead.
#[derive(Clone, Debug, Serialize)]
pub struct BeadMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its number, from 0.
    pub n: usize,
    /// Its shape, such as `1-1-1`.
    pub shape: String,
    /// How sure the aligner is, 0–1.
    pub confidence: f64,
    /// Present and true when the bead is out of order with its neighbours.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub crossing: bool,
    /// The segments of each language.
    pub segments: Sides<'a>,
}

/// The segments of each language, in the order of the documents.
#[derive(Clone, Debug)]
pub struct Sides<'a>(Vec<(&'a str, Vec<SegmentPart<'a>>)>);

impl Serialize for Sides<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(lang, parts)| (lang, parts)))
    }
}

/// A segment of a bead.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentPart<'a> {
    /// Its number in the document, from 0.
    pub i: usize,
    /// Start in the document's text, in Unicode scalar values.
    pub start: usize,
    /// End, likewise.
    pub end: usize,
    /// Its text.
    pub text: &'a str,
}

/// The summary after the beads.
#[derive(Clone, Debug, Serialize)]
pub struct AlignmentMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// How many beads.
    pub beads: usize,
    /// How many of each shape.
    pub shapes: BTreeMap<String, usize>,
    /// Segments of each language that stand alone.
    pub unaligned: BTreeMap<String, usize>,
    /// Beads that cross, if there are any.
    #[serde(skip_serializing_if = "is_zero")]
    pub crossing: usize,
    /// What was stored, if anything was to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<StoredMessage<'a>>,
}

/// What was stored.
#[derive(Clone, Debug, Serialize)]
pub struct StoredMessage<'a> {
    /// The memory.
    pub memory: &'a str,
    /// New units.
    pub added: u64,
    /// Units that were there already.
    pub merged: u64,
    /// Units that got a further language, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended: Option<u64>,
    /// Beads left out.
    pub skipped: u64,
    /// … of these, left out only because they cross, if there are any.
    #[serde(skip_serializing_if = "is_zero")]
    pub crossing: u64,
    /// The batch; null when nothing changed.
    pub batch: Option<i64>,
}

/// The beads of an alignment.
pub fn beads(aligned: &Aligned) -> impl Iterator<Item = BeadMessage<'_>> {
    let counters: Vec<CharCounter<'_>> = aligned.documents.iter().map(|d| CharCounter::new(&d.document.text)).collect();
    aligned.alignment.beads.iter().enumerate().map(move |(n, bead)| {
        let sides = aligned.documents.iter().zip(&bead.sides).zip(&counters);
        let segments = sides.map(|((document, side), counter)| {
            let parts = side.clone().map(|i| {
                let range = document.segments[i].0.clone();
                SegmentPart {
                    i,
                    start: counter.chars_before(range.start),
                    end: counter.chars_before(range.end),
                    text: &document.document.text[range],
                }
            });
            (document.lang.as_str(), parts.collect())
        });
        BeadMessage {
            v: VERSION,
            r#type: "bead",
            n,
            shape: bead.shape().to_string(),
            confidence: (bead.confidence * 1e4).round() / 1e4,
            crossing: bead.crossing,
            segments: Sides(segments.collect()),
        }
    })
}

/// The summary of an alignment.
#[must_use]
pub fn summary<'a>(aligned: &Aligned, stored: Option<&'a Stored>) -> AlignmentMessage<'a> {
    let mut shapes = BTreeMap::new();
    let mut unaligned: BTreeMap<String, usize> = aligned.alignment.langs.iter().map(|l| (l.to_string(), 0)).collect();
    for bead in &aligned.alignment.beads {
        *shapes.entry(bead.shape().to_string()).or_insert(0) += 1;
        if bead.filled() == 1 {
            for (lang, side) in aligned.alignment.langs.iter().zip(&bead.sides) {
                *unaligned.entry(lang.to_string()).or_insert(0) += side.len();
            }
        }
    }
    AlignmentMessage {
        v: VERSION,
        r#type: "alignment",
        beads: aligned.alignment.beads.len(),
        shapes,
        unaligned,
        crossing: aligned.alignment.beads.iter().filter(|bead| bead.crossing).count(),
        stored: stored.map(StoredMessage::from),
    }
}

impl<'a> From<&'a Stored> for StoredMessage<'a> {
    fn from(stored: &'a Stored) -> Self {
        Self {
            memory: &stored.memory,
            added: stored.added,
            merged: stored.merged,
            extended: stored.extended,
            skipped: stored.skipped,
            crossing: stored.crossing,
            batch: stored.batch,
        }
    }
}
