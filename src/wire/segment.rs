//! Messages of `segment`.

use super::VERSION;
use crate::text::CharCounter;
use crate::workspace::OpenedDocument;
use crate::workspace::segment::Decision;
use serde::Serialize;

/// A segment of a document.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its number, from 0.
    pub i: usize,
    /// Start in the document's text, in Unicode scalar values.
    pub start: usize,
    /// End, likewise.
    pub end: usize,
    /// Its text.
    pub text: &'a str,
}

/// A place where a sentence might have ended.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionMessage {
    v: u8,
    r#type: &'static str,
    /// Where, in Unicode scalar values.
    pub at: usize,
    /// Whether a sentence ends there.
    pub cut: bool,
    /// The rule that decided.
    pub rule: &'static str,
    /// What the rule says.
    pub why: &'static str,
}

/// The segments of a document.
pub fn segments(opened: &OpenedDocument) -> impl Iterator<Item = SegmentMessage<'_>> {
    let counter = CharCounter::new(&opened.document.text);
    opened.segments.iter().enumerate().map(move |(i, (range, _))| SegmentMessage {
        v: VERSION,
        r#type: "segment",
        i,
        start: counter.chars_before(range.start),
        end: counter.chars_before(range.end),
        text: &opened.document.text[range.clone()],
    })
}

/// The decisions about a document.
pub fn decisions<'a>(
    opened: &'a OpenedDocument,
    decisions: &'a [Decision],
) -> impl Iterator<Item = DecisionMessage> + use<'a> {
    let counter = CharCounter::new(&opened.document.text);
    decisions.iter().map(move |decision| DecisionMessage {
        v: VERSION,
        r#type: "decision",
        at: counter.chars_before(decision.at),
        cut: decision.cut,
        rule: decision.rule.code(),
        why: decision.rule.explanation(),
    })
}
