//! How do messages of programs travel? PO catalogues of GNU gettext (`.po`, templates `.pot`).
//!
//! | in the file | in the unit |
//! |---|---|
//! | `msgid`, `msgstr` | a unit; each plural form is one: `msgid` with `msgstr[0]`, `msgid_plural` with the others, property `x-po-plural` tells which |
//! | `msgctxt` | property `x-po-msgctxt` |
//! | `#` | a note |
//! | `#.` | a note of the source side |
//! | `#:` | property `x-po-reference` |
//! | `#,` | property `x-po-flags` |
//! | `#\|` | properties `x-po-previous-msgid` … |
//! | `#~` | property `x-po-obsolete`: what is obsolete to the program is still a translation |
//! | `Language`, `X-Source-Language` of the header | the languages; without the latter the source is English |
//!
//! Left out, and counted: units without a translation (`po-untranslated`), fuzzy ones (`po-fuzzy`) unless drafts are
//! asked for, and messages that are broken (`po-quote`, `po-line`, `po-no-msgstr`). Escapes that do not exist are kept as
//! they stand, with a problem.
//!
//! # Written
//!
//! A catalogue that `msgfmt --check` passes, one message for each pair of sides, the same bytes each time. What has a
//! place above is written there, but for flags (of a fuzzy unit `fuzzy`), plural forms and what is previous.
//! Inline codes stand in the text as the native codes they are. All this, and what else there is to a unit, is carried in
//! comments `#. NAME: VALUE` (`formats/carried.rs`), values with escapes as in strings, and read back if the header has
//! `X-Tolmach: 1`. A text that is there already in its context is given a context `tolmach:N`. Line breaks at an edge that
//! only one side has are not written, nor U+0000 and U+0004: catalogues must not have them.

mod entry;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::PoReader;
pub use write::PoWriter;

use super::exchange::{Created, Input, Opened, Output, ReadOptions, WriteOptions};
use std::io;

/// Why a PO file could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum PoError {
    /// The bytes could not be had.
    #[error("line {line}: {error}")]
    Io {
        /// How far it was read.
        line: u64,
        /// What the source said.
        error: io::Error,
    },
    /// It is something else.
    #[error("line {line}: this is no PO file: expected a comment, msgctxt or msgid")]
    NotPo {
        /// Where.
        line: u64,
    },
    /// It ends in the middle of a message.
    #[error("line {line}: the file ends in the middle of a message")]
    Truncated {
        /// Where.
        line: u64,
    },
    /// A message is bigger than anything real.
    #[error("line {line}: a message of more than {limit} MiB")]
    TooLarge {
        /// Where.
        line: u64,
        /// What is allowed.
        limit: u64,
    },
    /// Nobody tells what it is translated into.
    #[error("the header has no Language; tell the languages, source first: --langs en,be")]
    NoLanguage,
    /// The encoding asked for is not known.
    #[error("there is no encoding named {0:?}")]
    Encoding(String),
}

impl PoError {
    /// Whether what stands before the place is good all the same.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Io { .. } | Self::Truncated { .. })
    }
}

/// Begins to read, see [`PoReader`].
pub(super) fn open<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
    Ok(Box::new(PoReader::new(input, options)?))
}

/// Begins to write, see [`PoWriter`].
pub(super) fn create<'a>(output: Output<'a>, options: &WriteOptions) -> Created<'a> {
    Ok(Box::new(PoWriter::new(output, &options.langs)?))
}

/// How the header names us.
const GENERATOR: &str = "tolmach";
/// The field of the header that says that comments carry properties; its value is the version of their layout. Programs
/// that change a catalogue put their own names in `X-Generator`, and leave this.
const LAYOUT: (&str, &str) = ("X-Tolmach", "1");
/// How contexts begin that only keep equal texts apart.
const APART: &str = "tolmach:";

const CONTEXT: &str = "x-po-msgctxt";
const REFERENCE: &str = "x-po-reference";
const FLAGS: &str = "x-po-flags";
const PREVIOUS: [&str; 3] = ["x-po-previous-msgctxt", "x-po-previous-msgid", "x-po-previous-msgid-plural"];
const OBSOLETE: &str = "x-po-obsolete";
const PLURAL: &str = "x-po-plural";

/// No string holds them: one ends strings, one parts context and text in what catalogues are compiled to.
const UNWRITTEN: [char; 2] = ['\0', '\u{4}'];

/// Adds text with what cannot stand in a string escaped.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if UNWRITTEN.contains(&c) => {}
            c if c.is_ascii_control() => out.push_str(&format!("\\{:03o}", u32::from(c))),
            c => out.push(c),
        }
    }
}

/// Text with its escapes as what they stand for; and the first that stands for nothing, which is kept.
fn unescaped(text: &str) -> (String, Option<char>) {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut unknown = None;
    let mut chars = text.chars().peekable();
    let number = |digits: &str, base| u32::from_str_radix(digits, base).unwrap_or_default().to_le_bytes()[0];
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        let next = chars.next();
        let mut digits = |first: Option<char>, base: u32, most: usize| {
            let mut digits: String = first.into_iter().collect();
            while digits.len() < most
                && let Some(digit) = chars.next_if(|c| c.is_digit(base))
            {
                digits.push(digit);
            }
            digits
        };
        out.push(match next {
            Some('n') => b'\n',
            Some('t') => b'\t',
            Some('r') => b'\r',
            Some('a') => 7,
            Some('b') => 8,
            Some('v') => 11,
            Some('f') => 12,
            Some('"') => b'"',
            Some('\\') => b'\\',
            Some(c @ '0'..='7') => number(&digits(Some(c), 8, 3), 8),
            Some('x') => match digits(None, 16, 2) {
                hex if hex.is_empty() => {
                    unknown = unknown.or(Some('x'));
                    out.extend_from_slice(b"\\x");
                    continue;
                }
                hex => number(&hex, 16),
            },
            Some(c) => {
                unknown = unknown.or(Some(c));
                out.push(b'\\');
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
            None => {
                unknown = unknown.or(Some(' '));
                b'\\'
            }
        });
    }
    (String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()), unknown)
}
