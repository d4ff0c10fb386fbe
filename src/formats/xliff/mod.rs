//! How do translators' files travel? XLIFF (XML Localisation Interchange File Format, OASIS) 1.0–1.2 and 2.0–2.2.
//!
//! Read are also the dialects of Trados (`.sdlxliff`), memoQ (`.mqxliff`, `.mqxlz`) and Phrase (`.mxliff`). A unit of
//! memory is a segment: a `mrk mtype="seg"` of 1.2, a `segment` of 2.x, or a `trans-unit` that is not cut. Its neighbours
//! in the file are its context, and the file's `original` is the document it comes from.
//!
//! | in the file | in the unit |
//! |---|---|
//! | `note` | a note; of the side that it `annotates` (1.2) or `appliesTo` (2.x) |
//! | `state`, `state-qualifier`, `approved`, `subState` | properties `x-xliff-state` …, but for `translated`, which goes without saying |
//! | `resname` (1.2), `name` (2.x) | property `x-xliff-resname` |
//! | `context`, `prop` (1.0), `mda:meta` | a property of its type; those that do not begin with `x-` become `x-xliff-context-TYPE`, `x-xliff-meta-TYPE` |
//! | Trados: `conf`, `origin`, type of the paragraph | `x-ConfirmationLevel`, `x-Origin`, `x-StructureContext:MultipleString` as in its TMX |
//! | Trados: `percent`, `locked`; who and when | `x-sdlxliff-percent` …; `creationid`, `changedate` … |
//! | memoQ: `status`, `percent`, `locked`; who and when; comments | `x-mqxliff-status` …; `changeid`, `changedate`; notes |
//! | Phrase: `score`, `trans-origin`, `locked`; who and when | `x-mxliff-score` …; `creationid`, `changedate` … |
//! | inline elements | codes, see `inline.rs` |
//!
//! Left out, and counted: units without a translation (`xliff-untranslated`), and those that nobody confirmed
//! (`xliff-draft`): a `state` that is `new`, `initial` or needs something, a qualifier that says suggestion, fuzzy, machine
//! or rejected without a state that says more, and what is no confirmed status in a dialect. `alt-trans` and
//! `mtc:match` are suggestions: only with drafts they are units, too, with `x-xliff-match-quality` and
//! `x-xliff-origin`. Broken are units without a source (`xliff-no-source`); without both languages none is of use
//! (`xliff-language`). Units that are not to be translated (`translate="no"`) are none.
//!
//! # Written
//!
//! 1.2, valid against the strict schema, or 2.1, valid against the core and the metadata module; one line an element, the
//! same bytes each time. A unit with several variants becomes several units. All of a unit but further languages is
//! written and read back: text, codes, notes, what has a place (above), and the rest as properties
//! (`formats/carried.rs`) in a `context-group` or `mda:metadata`. Characters that XML forbids are not written.

mod codes;
mod dialect;
mod inline;
mod read;
mod segments;
#[cfg(test)]
mod tests;
mod write;

pub use read::XliffReader;
pub use write::XliffWriter;

use super::exchange::{Created, Input, Opened, Output, ReadOptions, WriteOptions};
use super::xml::XmlError;

/// Which of the two formats of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 1.0 to 1.2.
    One,
    /// 2.0 and later.
    Two,
}

/// Why an XLIFF file could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum XliffError {
    /// It is no well-formed XML, is cut off, or cannot be read at all.
    #[error("{error}{}", if *.unit == 0 { String::new() } else { format!(", in unit {unit}") })]
    Xml {
        /// What and where.
        error: XmlError,
        /// The last unit that had begun, counted from 1; 0 in front of the first.
        unit: u64,
    },
    /// It is some other XML.
    #[error("this is no XLIFF: {}", if root.is_empty() { "there is no element in it".to_owned() } else { format!("the root element is <{root}>") })]
    NotXliff {
        /// The name of its root element; empty when there is none.
        root: String,
    },
}

impl XliffError {
    /// Whether what stands before the place is good all the same.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Xml { error, unit: 1.. } if error.is_damage())
    }
}

/// Begins to read, see [`XliffReader`].
pub(super) fn open<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
    Ok(Box::new(XliffReader::new(input, options)?))
}

/// Begins to write 1.2, see [`XliffWriter`].
pub(super) fn create<'a>(output: Output<'a>, options: &WriteOptions) -> Created<'a> {
    Ok(Box::new(XliffWriter::new(output, Version::One, &options.langs)?))
}

/// Begins to write 2.1, see [`XliffWriter`].
pub(super) fn create_2<'a>(output: Output<'a>, options: &WriteOptions) -> Created<'a> {
    Ok(Box::new(XliffWriter::new(output, Version::Two, &options.langs)?))
}

/// The tool that our files name.
const TOOL: &str = "tolmach";
/// The attribute of a 2.x file that is ours.
const TOLMACH_FILE: &str = "tolmach:memory";
/// The attribute with a code as it is in TMX.
const TOLMACH_CODE: &str = "tolmach:code";
/// `ctype` of a placeholder around a code as it is in TMX.
const CODE: &str = "x-tolmach-code";
/// `ctype` of a `ut`.
const UNKNOWN: &str = "x-tolmach-ut";
/// `mtype` of a mark that is none of XLIFF's, with it in `comment`; 2.x: `type`, with it in `value`.
const MARK: &str = "x-tolmach";
const MARK_2: &str = "tolmach:mark";

/// Types of codes in TMX, and `type` and `subType` in XLIFF 2.
const TYPES_2: [(&str, &str, &str); 6] = [
    ("bold", "fmt", "xlf:b"),
    ("italic", "fmt", "xlf:i"),
    ("underlined", "fmt", "xlf:u"),
    ("lb", "fmt", "xlf:lb"),
    ("pb", "fmt", "xlf:pb"),
    ("var", "ui", "xlf:var"),
];

/// Properties that have a place in XLIFF.
const STATE: &str = "x-xliff-state";
const QUALIFIER: &str = "x-xliff-state-qualifier";
const APPROVED: &str = "x-xliff-approved";
const RESNAME: &str = "x-xliff-resname";
const SUB_STATE: &str = "x-xliff-substate";
/// The state that goes without saying.
const TRANSLATED: &str = "translated";
/// Properties of a type that does not begin with `x-`: of 1.2, of 2.x.
const CONTEXT: &str = "x-xliff-context-";
const META: &str = "x-xliff-meta-";

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is an NMTOKEN, of ASCII letters.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// Whether a value is one that XLIFF 1.2 leaves to users: `x-…`.
fn is_extended(value: &str) -> bool {
    value.strip_prefix("x-").is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '\t', '\n', '\r']))
}
