//! How do people look at a memory, and what do they bring? Tables of units: CSV, TSV and XLSX.
//!
//! # What is read
//!
//! A row a unit. Any delimiter (tab, `;`, `,`, `|`, or what a first line `sep=;` says), any encoding, quoted cells with
//! line breaks; between tabs a quote is a quote unless it stands as a spreadsheet would put it. Of a workbook every sheet
//! whose first row names languages; at most 256 MiB, its rows in memory. Cells are taken as they are, `=` and `'` at their
//! start too; line ends in them are `\n`.
//!
//! The first row says what the columns hold, in any case, `_` for a blank or not:
//!
//! | heading | column |
//! |---|---|
//! | `ru`, `be_BY`, `Russian`, `Белорусский`, `Беларуская мова`, `Target (en-GB)`, `text_ru` … | texts in a language; again (`be 2`) for further translations |
//! | `source`, `original`, `Оригинал` …; `target`, `translation`, `Перевод`, `Пераклад` … | texts, their languages as `--langs` tells, or the columns `source_language` and `target_language`; where two columns name languages they are properties |
//! | `id`, `tuid`, `unit id` | name of the unit |
//! | `note`, `comment`, `translator_comments`, `Примечание`, `Заўвага` … | notes; an empty line begins another |
//! | `creationdate`, `changeid`, `usagecount` and other attributes of TMX | attributes |
//! | `fuzzy` | rows that are not confirmed: left out unless drafts are asked for |
//! | `properties`, `origin` | as they are written, see below |
//! | `№`, `n`, `no.`, `-`, or none | nothing |
//! | any other: `client`, `context`, `domain` … | properties of that name |
//!
//! `--columns ru,be,-,note` says it instead, by the same names; a first row that names languages is passed over then.
//! Without either `--langs` gives the languages of the columns in their order.
//!
//! # What is written
//!
//! Columns `id`, one for each language by its tag, `note`, `properties`, `creationdate`, `creationid`, `changedate`,
//! `changeid`, `usagecount`, `origin`; in a table with just these any tag names a language. CSV has a byte order mark, for Excel. `properties` holds a line `name=value` for
//! each (with `\=`, `\\` and `\n` for what would not fit); a note or property of one side alone has its language in front:
//! `[be] …`. `origin` holds the origins as in [JSON Lines](super::jsonl), so that reading a table into the memory it came
//! from finds nothing new. A unit with several texts in a language takes several rows with the same `id`, `#` and a number
//! where it has none; rows with one `id` and a common text that follow each other are one unit again.
//!
//! Reading gives back texts, notes, properties, those attributes and origins. Inline codes are left out of the texts, as
//! people edit words; so are attributes of sides, other attributes, languages of notes and properties, contexts of
//! origins, and empty lines in notes. [JSON Lines](super::jsonl) and [TMX](super::tmx) hold everything. An XLSX cell has
//! room for 32,767 characters and a sheet for 1,048,576 rows; more is refused. A workbook is held in memory until it is
//! written.

pub(in crate::formats) mod field;
mod read;
#[cfg(test)]
mod tests;
mod text;
mod workbook;
mod write;

pub(super) use read::{open_text, open_workbook};
pub(super) use text::TextRows;
pub(super) use workbook::SheetRows;
pub(super) use write::{create_csv, create_tsv, create_workbook};

use super::exchange::ExchangeError;
use super::lines::TextError;
use crate::lang::Lang;
use crate::model::{Tu, Tuv};
use std::io;

/// Why a table could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(io::Error),
    /// The text could not be had.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is no workbook.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// A cell is not ended: what follows cannot be told from it.
    #[error("line {line}: a cell that begins with a quotation mark does not end with one")]
    Open {
        /// Where its row begins.
        line: u64,
    },
    /// There is nothing in it.
    #[error("the table is empty")]
    Empty,
    /// Nothing tells which languages its columns are in.
    #[error(
        "the first line names no languages ({0}): name those of its columns with --langs ru,be or --columns ru,be,-,note"
    )]
    NoLanguages(String),
    /// There are columns of source and target.
    #[error("its columns are source and target: name their languages with --langs ru,be")]
    Nameless,
    /// The columns told are no units.
    #[error("the columns told ({0}) have fewer than two languages")]
    Columns(String),
    /// It is an alignment to be reviewed.
    #[error("this is a table for review, not of units: take it with `align --apply`")]
    Review,
}

impl From<TableError> for ExchangeError {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

impl TableError {
    /// Whether the file is cut off or broken.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Io(_) | Self::Open { .. }) || matches!(self, Self::Text(error) if error.is_damage())
    }

    /// Whether it is some other table.
    pub(super) fn is_foreign(&self) -> bool {
        matches!(self, Self::Empty | Self::NoLanguages(_) | Self::Nameless | Self::Review)
    }
}

/// A row of a table.
pub(super) struct Row {
    /// Its line, counted from 1.
    pub(super) line: u64,
    /// The sheet it stands on, counted from 0.
    pub(super) sheet: usize,
    /// Its cells.
    pub(super) cells: Vec<String>,
}

/// The rows of a table.
pub(super) trait Rows: Send {
    /// The name of the format.
    fn name(&self) -> &'static str;

    /// The next row.
    fn next(&mut self) -> Result<Option<Row>, TableError>;

    /// Passes over the rest of the sheet; `false` when it was the last one.
    fn pass_over(&mut self) -> bool {
        false
    }

    /// About how many bytes have been read.
    fn bytes(&self) -> u64;
}

/// Whether an id only says which rows belong together.
fn is_mark(id: &str) -> bool {
    id.strip_prefix('#').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The sides of a unit beside one another, in the order of the languages: a side is of just that tag, or else serves it.
/// Of several texts in a language the first stand together, then each of the others with the first of the rest.
pub(super) fn beside<'t>(tu: &'t Tu, langs: &[Lang]) -> Vec<Vec<Option<&'t Tuv>>> {
    let mut sides: Vec<Vec<&Tuv>> = vec![Vec::new(); langs.len()];
    for tuv in tu.tuvs.iter().filter(|tuv| !tuv.segment.text().trim().is_empty()) {
        let exact = langs.iter().position(|lang| *lang == tuv.lang);
        if let Some(column) = exact.or_else(|| langs.iter().position(|lang| tuv.lang.serves(lang))) {
            sides[column].push(tuv);
        }
    }
    let first: Vec<Option<&Tuv>> = sides.iter().map(|side| side.first().copied()).collect();
    let mut rows = vec![first.clone()];
    for (column, side) in sides.iter().enumerate() {
        for further in side.iter().skip(1) {
            let mut row = first.clone();
            row[column] = Some(further);
            rows.push(row);
        }
    }
    rows
}
