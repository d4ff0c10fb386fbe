//! How are candidates for a termbase looked through? A table for spreadsheets, a page for the browser, and the file that
//! the page saves.
//!
//! # The table (`tsv`, `csv`, `xlsx`)
//!
//! | accept | ru | be | count | score | variants | known | example ru | example be |
//! |---|---|---|---|---|---|---|---|---|
//! | yes | трудовой договор | працоўны дагавор | 412 | 0.84 | be працоўная дамова (7) | | … | … |
//!
//! A row a candidate. A person writes `yes` or `no` under `accept` (also y, x, +, 1, да, так; n, -, 0, нет, не) and edits
//! the terms; several terms of a cell have ` | ` between them. Only `accept` and the columns of the languages are read,
//! whatever their order; variants and examples are there to judge by, with `¶` between them in a `tsv`, on lines of
//! their own in an `xlsx`.
//!
//! # The saved review (`json`), version 1
//!
//! ```json
//! {"v":1,"type":"term-review","langs":["ru","be"],
//!  "candidates":[{"terms":{"ru":"трудовой договор","be":"працоўны дагавор"},"count":412,"score":0.84,
//!    "variants":[{"lang":"be","term":"працоўная дамова","count":7}],
//!    "examples":[{"memory":"codes","tu":12,"texts":{"ru":"…","be":"…"}}],"known":false,"status":"accept"}]}
//! ```
//!
//! `status` is `open`, `accept` or `reject`. The page carries the same object and saves it.

mod json;
mod page;
mod table;
mod xlsx;

pub use json::{read as read_json, write as write_json};
pub use page::write as write_page;
pub use table::{read_delimited, write_tsv};
pub use xlsx::{read as read_xlsx, write as write_xlsx};

use crate::lang::Lang;
use crate::model::Candidate;
use crate::problem::Problem;
use std::io;

/// Why a review of candidates cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum CandidatesError {
    /// The bytes could not be had, or are too many.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no JSON, or JSON of something else.
    #[error("is not a saved review of terms: {0}")]
    Json(String),
    /// It was saved by a later version.
    #[error("was saved by a newer Tolmach (version {0} of the file, this one knows 1)")]
    Newer(u64),
    /// A spreadsheet that is none.
    #[error("cannot be read as a spreadsheet: {0}")]
    Workbook(String),
    /// Its first row names no `accept`, or no language.
    #[error("the first row lacks {0}: expected columns like accept, ru, be, count")]
    Columns(&'static str),
}

/// Candidates as they are read, and what is wrong with rows.
pub type Read = Result<(Vec<Candidate>, Vec<Problem>), CandidatesError>;

/// Candidates to be written, with their languages.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'c> {
    /// The languages.
    pub langs: &'c [Lang],
    /// The candidates.
    pub candidates: &'c [Candidate],
}

#[cfg(test)]
mod tests;
