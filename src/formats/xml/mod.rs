//! XML: untrusted files read, text written so that every reader takes it, parts of office documents walked through.
//!
//! Nothing outside a file is ever fetched, and entities that a file declares are never expanded.

mod characters;
mod events;
mod layout;
mod read;
mod walk;
mod write;

pub(super) use characters::is_allowed;
pub(super) use layout::{trim_layout_end, trim_layout_start};
pub(super) use read::{Tag, Token, XmlReader};
pub(super) use walk::{Element, Node, walk};
pub(super) use write::{push_attribute, push_element, push_text};

use std::{fmt, io};

/// A place in an XML file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Line, counted from 1.
    pub line: u64,
    /// Byte of the file, counted from 0.
    pub byte: u64,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, byte {}", self.line, self.byte)
    }
}

/// Why an XML file could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum XmlError {
    /// The bytes could not be had.
    #[error("{at}: {error}")]
    Io {
        /// How far it was read.
        at: At,
        /// What the source said.
        error: io::Error,
    },
    /// It is not well-formed.
    #[error("{at}: {cause}")]
    Syntax {
        /// Where.
        at: At,
        /// What is wrong.
        cause: String,
    },
    /// It ends before its last element does.
    #[error("{at}: the file ends in the middle")]
    Truncated {
        /// Where it ends.
        at: At,
    },
    /// It declares entities of its own.
    #[error("{at}: the file declares entities of its own, which are not read")]
    Entities {
        /// Where.
        at: At,
    },
    /// A part of it is bigger than anything real.
    #[error("{at}: more than {limit}")]
    TooLarge {
        /// Where.
        at: At,
        /// What is allowed.
        limit: String,
    },
    /// The encoding asked for is not known.
    #[error("there is no encoding named {0:?}")]
    Encoding(String),
}

impl XmlError {
    /// Whether the file is cut off or broken, rather than refused.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::Syntax { .. } | Self::Truncated { .. })
    }
}
