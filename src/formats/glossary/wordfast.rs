//! How does Wordfast take a glossary? As OmegaT does, but in UTF-16: source, target, comment between tabs.
//!
//! Little-endian with a byte order mark, lines end with CR LF, nothing is quoted. Reading takes any encoding and so
//! serves both; a first line that begins with `%` is a heading of Wordfast Pro.

use super::{GlossaryError, WriteOptions, pair};
use crate::formats::exchange::{Input, ReadOptions};
use crate::formats::lines::decoded;
use crate::formats::omegat;
use crate::model::Concept;
use crate::problem::Problem;
use std::io::{self, BufRead, Write};

/// Writes a glossary.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let [source, target] = pair(options)?;
    let bytes = omegat::write(Vec::new(), concepts, source, target)?;
    let text = String::from_utf8_lossy(&bytes);
    // the first line is OmegaT's
    let lines = text.lines().skip(1).map(|line| format!("{}\r\n", line.trim_start()));
    let text = std::iter::once("\u{FEFF}".to_owned()).chain(lines);
    for line in text {
        let units: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
        out.write_all(&units)?;
    }
    Ok(())
}

/// Reads a glossary of OmegaT or Wordfast.
pub(super) fn read(
    input: Input<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Concept>, GlossaryError> {
    let [source, target, ..] = options.langs.as_slice() else { return Err(GlossaryError::Nameless) };
    let mut decoder = decoded(input, options, problems)?;
    let heading = decoder.fill_buf()?.starts_with(b"%");
    if heading {
        decoder.skip_until(b'\n')?;
    }
    Ok(omegat::read_lines(decoder, u64::from(heading), source, target, problems)?)
}
