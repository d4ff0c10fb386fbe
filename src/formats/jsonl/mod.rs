//! What would a program rather read? Units as JSON Lines: one JSON object a line, with all that a unit has.
//!
//! Layout, version 1. Fields that are empty are left out; others may be added, and readers pass over those they do not
//! know. A unit (dates and names of attributes and properties as in TMX):
//!
//! ```json
//! {"v":1,"type":"unit","id":"u1","sides":[SIDE,SIDE],"attributes":{"creationdate":"20240605T101500Z"},
//!  "props":[PROP],"notes":[NOTE],"origins":[ORIGIN]}
//! ```
//!
//! What is said of the whole may stand in front: `{"v":1,"type":"header","attributes":{},"props":[],"notes":[],
//! "encodings":["<ude …>"]}`.
//!
//! | part | fields |
//! |---|---|
//! | SIDE | `lang`, `text`: its words; `inlines`: its words and codes, when there is more than words; `attributes`, `props`, `notes` |
//! | PROP | `name`, `value`, `lang`, `encoding` |
//! | NOTE | `text`, `lang`, `encoding` |
//! | ORIGIN | `position` (from 0), `sources`: `[{"lang":"ru","name":"…","title":"…","date":"…","url":"…"}]`, `shape`: `"2-1"`, `confidence`, `aligner`, `context`: `[{"lang":"ru","before":"…","after":"…"}]` |
//!
//! In `inlines`, a list, stand `"words"`, codes `{"code":"bpt","attributes":[["i","1"]],"content":["<b>"]}` (`bpt ept it
//! ph ut`; in the content native code, or sub-flows `{"attributes":[],"content":[inline …]}`) and marked words
//! `{"mark":"hi","attributes":[],"content":[inline …]}`. Where `text` has other words than `inlines`, somebody edited it:
//! it is taken, without codes.
//!
//! # What is taken besides
//!
//! Lines written by hand or by other programs: `{"ru":"Да.","be":"Так."}`. Fields are understood as headings of a table
//! are (see [`table`](super::table)): languages, `source` and `target`, `id`, `note`, attributes; any other with a text,
//! number or truth value becomes a property of its name. A side may be a list: several translations. Sides may stand in
//! an object, `{"sides":{"ru":"Да.","be":["Так.","Але."]}}`, also named `segments`, `texts` or `translation`; a note or
//! property may be a plain text, and properties an object.
//!
//! Beads as `align --json` and `align --jsonl` print them (`"type":"bead"` and `"aligned"`): units of their sides; those
//! that the aligner doubts (below 0.5) or that cross only with drafts.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub(super) use read::{open, read_origins};
pub(super) use write::{create, origins_line};

use super::lines::TextError;

/// The version of the layout.
const VERSION: u64 = 1;

/// Why JSON Lines could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum JsonlError {
    /// The text could not be had.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The first line is no JSON object.
    #[error("line {line}: {cause}; expected JSON Lines like {{\"ru\":\"…\",\"be\":\"…\"}}")]
    NotJsonl {
        /// The line.
        line: u64,
        /// What is wrong with it.
        cause: String,
    },
    /// The last line is not whole.
    #[error("line {line}: the file ends in the middle")]
    Truncated {
        /// The line.
        line: u64,
    },
}

impl JsonlError {
    /// Whether the file is cut off or broken.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Text(error) => error.is_damage(),
            Self::NotJsonl { .. } => false,
            Self::Truncated { .. } => true,
        }
    }
}
