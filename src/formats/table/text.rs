//! Which rows has this text? CSV as spreadsheets and programs write it: the delimiter and the quoting are found out.

use super::field::{Field, Sides, settle};
use super::{Row, Rows, TableError};
use crate::formats::encoding::Decoder;
use crate::formats::exchange::{Input, ReadOptions};
use crate::formats::lines::{LIMIT, TextError, decoded};
use crate::lang::Lang;
use crate::problem::Problem;
use std::io::{self, Chain, Cursor, Read};

/// How much of a table is looked at, in bytes.
const SAMPLE: u64 = 1 << 20;
/// Rows that are looked at.
const SAMPLE_ROWS: usize = 64;

/// What was looked at, then the rest.
type Text<'a> = Chain<Cursor<Vec<u8>>, Decoder<Input<'a>>>;

/// The rows of a text.
pub(in crate::formats) struct TextRows<'a> {
    table: ::csv::Reader<Quotes<Text<'a>>>,
    record: ::csv::StringRecord,
    /// Whether quotes are quotes.
    quoting: bool,
    /// Lines in front of the table.
    before: u64,
    name: &'static str,
}

impl<'a> TextRows<'a> {
    /// Looks at the beginning.
    pub(in crate::formats) fn open(
        input: Input<'a>,
        options: &ReadOptions,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, TableError> {
        let mut decoder = decoded(input, options, problems)?;
        let mut sample = Vec::new();
        decoder.by_ref().take(SAMPLE).read_to_end(&mut sample).map_err(TextError::Io)?;
        let whole = (sample.len() as u64) < SAMPLE;
        let text = String::from_utf8_lossy(&sample);
        let told = told_delimiter(&text);
        let start = if told.is_some() { text.find('\n').map_or(text.len(), |end| end + 1) } else { 0 };
        let delimiter = told.unwrap_or_else(|| likely_delimiter(&text, &options.langs));
        // between tabs quotes are quotes unless they stand as a spreadsheet would put them
        let quoting = !matches!(delimiter, b'\t' | b'|') || is_quoted(&text[start..], delimiter, whole);
        let mut sample_at = Cursor::new(sample);
        sample_at.set_position(start as u64);
        let table = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quoting(quoting)
            .from_reader(Quotes { inner: sample_at.chain(decoder), delimiter, place: Place::Start, ended: false });
        Ok(Self {
            quoting,
            table,
            record: ::csv::StringRecord::new(),
            before: u64::from(start > 0),
            name: if delimiter == b'\t' { "tsv" } else { "csv" },
        })
    }
}

impl Rows for TextRows<'_> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn next(&mut self) -> Result<Option<Row>, TableError> {
        self.table.get_mut().inner.get_mut().1.allow(LIMIT);
        let line = self.table.position().line() + self.before;
        match self.table.read_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) if self.quoting && self.table.get_ref().is_left_open() => Err(TableError::Open { line }),
            Ok(true) => {
                let line = self.record.position().map_or(line, |at| at.line() + self.before);
                let cells = self.record.iter().map(|cell| cell.replace("\r\n", "\n")).collect();
                Ok(Some(Row { line, sheet: 0, cells }))
            }
            Err(_) if self.table.get_ref().inner.get_ref().1.exhausted() => Err(TextError::TooLong { line }.into()),
            Err(error) => Err(TextError::Io(io::Error::from(error)).into()),
        }
    }

    fn bytes(&self) -> u64 {
        self.table.position().byte()
    }
}

/// Passes a text on, and keeps in mind whether a quote is open: a cell that is not ended takes in all that follows it,
/// and the library does not tell.
struct Quotes<R> {
    inner: R,
    delimiter: u8,
    place: Place,
    ended: bool,
}

/// Where in a row a text has come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the start of a cell.
    Start,
    /// In a cell without quotes, or behind its quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that ends the cell or stands for one with the next.
    Quote,
}

impl<R> Quotes<R> {
    /// Whether the text ended between quotes.
    fn is_left_open(&self) -> bool {
        self.ended && self.place == Place::Quoted
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.ended = read == 0 && !buf.is_empty();
        for byte in &buf[..read] {
            self.place = match (self.place, byte) {
                (Place::Start | Place::Quote, b'"') => Place::Quoted,
                (Place::Quoted, b'"') => Place::Quote,
                (Place::Quoted, _) => Place::Quoted,
                (_, b'\n' | b'\r') => Place::Start,
                (_, byte) if *byte == self.delimiter => Place::Start,
                _ => Place::Plain,
            };
        }
        Ok(read)
    }
}

/// The delimiter that a first line `sep=;` tells, as Excel understands it.
fn told_delimiter(text: &str) -> Option<u8> {
    let first = text.lines().next()?.trim_matches('"');
    let rest = first.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &first.as_bytes()[4..])?;
    match rest {
        [delimiter] if delimiter.is_ascii() => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter with which the first line names languages, or else the one that divides the rows most evenly.
fn likely_delimiter(text: &str, langs: &[Lang]) -> u8 {
    let mut best = (b',', (false, 0));
    for delimiter in *b"\t;,|" {
        let mut table = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let rows: Vec<::csv::StringRecord> = table.records().flatten().take(SAMPLE_ROWS).collect();
        let heading: Vec<String> = rows.first().into_iter().flatten().map(str::to_owned).collect();
        let mut fields: Vec<Field> = heading.iter().map(|name| Field::named(name)).collect();
        let named = settle(&mut fields, &heading, langs) != Sides::None;
        let widths: Vec<usize> = rows.iter().map(::csv::StringRecord::len).collect();
        let even = widths.iter().map(|width| widths.iter().filter(|other| *other == width).count()).max().unwrap_or(0);
        let divides = heading.len() > 1;
        let score = (named, if divides { even * 1000 / widths.len().max(1) } else { 0 });
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// Whether every quote at the start of a cell is ended in front of the end of that cell, as in CSV.
fn is_quoted(text: &str, delimiter: u8, whole: bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut found = false;
    while at < bytes.len() {
        if bytes[at] != b'"' {
            at +=
                bytes[at..].iter().position(|b| *b == delimiter || *b == b'\n').map_or(bytes.len() - at, |end| end + 1);
            continue;
        }
        found = true;
        at += 1;
        loop {
            match bytes[at..].iter().position(|b| *b == b'"') {
                None => return !whole,
                Some(end) if bytes.get(at + end + 1) == Some(&b'"') => at += end + 2,
                Some(end) => {
                    at += end + 1;
                    break;
                }
            }
        }
        match bytes.get(at) {
            None => break,
            Some(b'\r' | b'\n') => at += 1,
            Some(b) if *b == delimiter => at += 1,
            Some(_) => return false,
        }
    }
    found
}
