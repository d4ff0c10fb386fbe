//! Which lines has this text? Exchange files that are text, decoded as they come, a line at a time.

use super::encoding::Decoder;
use super::exchange::{Input, ReadOptions};
use crate::problem::{Place, Problem};
use std::io::{self, BufRead};

/// Why a text could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The encoding asked for is not known.
    #[error("there is no encoding named {0:?}")]
    Encoding(String),
    /// A line or row is longer than any real one.
    #[error("line {line}: longer than {} MiB", LIMIT >> 20)]
    TooLong {
        /// Where it begins.
        line: u64,
    },
}

impl TextError {
    /// Whether the file is cut off or broken.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Io(_))
    }
}

/// The longest line or row of a table that is still read, in bytes.
pub(super) const LIMIT: u64 = 64 << 20;

/// The text of an exchange file, in the encoding asked for or found out; a problem tells of an odd one.
pub(super) fn decoded<'a>(
    input: Input<'a>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Decoder<Input<'a>>, TextError> {
    let Some(name) = &options.encoding else {
        let (decoder, remark) = Decoder::new(input)?;
        let problem = |message| Problem { code: "text-encoding", message, place: Place::line(1) };
        problems.extend(remark.map(problem));
        return Ok(decoder);
    };
    Decoder::with_encoding(input, name)?.ok_or_else(|| TextError::Encoding(name.clone()))
}

/// The lines of a text.
pub(super) struct Lines<'a> {
    decoder: Decoder<Input<'a>>,
    bytes: Vec<u8>,
    read: u64,
    number: u64,
}

impl<'a> Lines<'a> {
    /// The lines of the text of an exchange file, see [`decoded`].
    pub(super) fn new(input: Input<'a>, options: &ReadOptions, problems: &mut Vec<Problem>) -> Result<Self, TextError> {
        let decoder = decoded(input, options, problems)?;
        Ok(Self { decoder, bytes: Vec::new(), read: 0, number: 0 })
    }

    /// The next line without its end, and whether it has one: the last line of a file that was cut off has none.
    pub(super) fn next(&mut self) -> Result<Option<(String, bool)>, TextError> {
        self.bytes.clear();
        self.decoder.allow(LIMIT);
        self.number += 1;
        let result = self.decoder.read_until(b'\n', &mut self.bytes);
        if self.decoder.exhausted() {
            return Err(TextError::TooLong { line: self.number });
        }
        self.read += result? as u64;
        if self.bytes.is_empty() {
            return Ok(None);
        }
        let ended = self.bytes.ends_with(b"\n");
        let line = String::from_utf8_lossy(&self.bytes);
        let line = line.strip_suffix('\n').unwrap_or(&line);
        Ok(Some((line.strip_suffix('\r').unwrap_or(line).to_owned(), ended)))
    }

    /// The number of the line read last, counted from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// About how many bytes have been read.
    pub(super) fn bytes(&self) -> u64 {
        self.read
    }
}
