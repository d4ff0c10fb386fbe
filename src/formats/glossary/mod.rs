//! In what does a termbase go to an editor, a programme or a reader, and come back? Formats of glossaries.
//!
//! | format | files | holds |
//! |---|---|---|
//! | `tbx`, `tbx-dct`, `tbx-v2` | tbx | everything, see [`tbx`] |
//! | `csv`, `tsv` | csv, tsv | everything; the order of languages is that of the columns, see [`csv`](super::csv) |
//! | `xlsx` | xlsx | the same, in a workbook: preferred terms in a column a language, others in columns of their own |
//! | `json`, `jsonl` | json, jsonl | everything, see [`json`] |
//! | `multiterm` | xml | everything, see [`multiterm`] |
//! | `memoq` | csv | terms, subject, note, definition; read, and written without what must not be used, see [`memoq`] |
//! | `omegat` | txt, utf8, tab | pairs of terms with a comment, see [`omegat`] |
//! | `wordfast` | txt | the same in UTF-16 |
//! | `weblate` | csv | pairs of terms with names and comments, see [`weblate`] |
//! | `html`, `md` | html, md | pages for people, not read back |
//!
//! Reading a table takes what others write, too, see [`table`].

mod html;
pub mod json;
mod markdown;
pub mod memoq;
pub mod multiterm;
mod subjects;
pub mod table;
pub mod weblate;
mod wordfast;
mod xlsx;

use super::csv::{CsvError, TableOptions, write_table};
use super::exchange::{Input, ReadOptions};
use super::lines::TextError;
use super::omegat;
use super::table::TableError;
use super::tbx::{self, TbxError, TbxVersion};
use super::xml::XmlError;
use crate::lang::Lang;
use crate::model::{Concept, Term};
use crate::problem::Problem;
use std::io::{self, Write};

/// How to write.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// What the glossary is called.
    pub title: String,
    /// Languages in the order of columns; of a pair the source first. Those not named follow as they appear.
    pub langs: Vec<Lang>,
}

/// Why a glossary could not be read.
#[derive(Debug, thiserror::Error)]
pub enum GlossaryError {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The text could not be had.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A table cannot be understood.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A table of ours cannot be understood.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// It is no TBX.
    #[error(transparent)]
    Tbx(#[from] TbxError),
    /// It is no XML.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// It is some other XML.
    #[error("this is no MultiTerm XML: the root element is <{0}>")]
    NotMultiTerm(String),
    /// It is no JSON of concepts.
    #[error("{0}")]
    Json(String),
    /// Nothing tells which languages its columns are in.
    #[error("nothing tells its languages: name them, source first, with --langs ru,be")]
    Nameless,
    /// The format is written only.
    #[error("{0} is for people: it is written, not read")]
    NotRead(&'static str),
}

type Read = fn(Input<'_>, &ReadOptions, &mut Vec<Problem>) -> Result<Vec<Concept>, GlossaryError>;
type Written = fn(&mut dyn Write, &[Concept], &WriteOptions) -> io::Result<()>;

/// A format of glossaries.
#[derive(Clone, Copy, Debug)]
pub struct GlossaryFormat {
    name: &'static str,
    about: &'static str,
    /// Files that are read and written so; where several formats have an extension, the first is written.
    extensions: &'static [&'static str],
    /// What its text has near its beginning, to tell formats of one extension apart.
    sign: &'static str,
    pair: bool,
    /// Whether it has a place to say that a term must not be used.
    tells_status: bool,
    read: Option<Read>,
    write: Written,
}

/// The formats. Adding one is adding a file and a line here.
const FORMATS: &[GlossaryFormat] = &[
    GlossaryFormat {
        name: "tbx",
        about: "TBX-Basic, ISO 30042:2019",
        extensions: &["tbx"],
        sign: "",
        pair: false,
        tells_status: true,
        read: Some(read_tbx),
        write: |out, concepts, options| tbx::write(out, TbxVersion::V3, &options.title, concepts).map(drop),
    },
    GlossaryFormat {
        name: "tbx-dct",
        about: "the same in DCT style, categories as elements",
        extensions: &["tbx"],
        sign: "dct",
        pair: false,
        tells_status: true,
        read: Some(read_tbx),
        write: |out, concepts, options| tbx::write(out, TbxVersion::V3Dct, &options.title, concepts).map(drop),
    },
    GlossaryFormat {
        name: "tbx-v2",
        about: "TBX of 2008 (martif), for OmegaT, Weblate and older tools",
        extensions: &["tbx"],
        sign: "<martif",
        pair: false,
        tells_status: true,
        read: Some(read_tbx),
        write: |out, concepts, options| tbx::write(out, TbxVersion::V2, &options.title, concepts).map(drop),
    },
    GlossaryFormat {
        name: "csv",
        about: "a table, a column a language",
        extensions: &["csv"],
        sign: "",
        pair: false,
        tells_status: true,
        read: Some(table::read_text),
        write: |out, concepts, options| write_own(out, concepts, options, b',', true),
    },
    GlossaryFormat {
        name: "tsv",
        about: "the same between tabs, as termbases are kept",
        extensions: &["tsv"],
        sign: "",
        pair: false,
        tells_status: true,
        read: Some(table::read_text),
        write: |out, concepts, options| write_own(out, concepts, options, b'\t', false),
    },
    GlossaryFormat {
        name: "xlsx",
        about: "a workbook for Excel and LibreOffice",
        extensions: &["xlsx"],
        sign: "",
        pair: false,
        tells_status: true,
        read: Some(table::read_workbook),
        write: xlsx::write,
    },
    GlossaryFormat {
        name: "json",
        about: "an array of concepts",
        extensions: &["json"],
        sign: "",
        pair: false,
        tells_status: true,
        read: Some(json::read),
        write: json::write_array,
    },
    GlossaryFormat {
        name: "jsonl",
        about: "a concept a line",
        extensions: &["jsonl", "ndjson"],
        sign: "",
        pair: false,
        tells_status: true,
        read: Some(json::read),
        write: json::write_lines,
    },
    GlossaryFormat {
        name: "multiterm",
        about: "MultiTerm XML, for Trados",
        extensions: &["xml"],
        sign: "<mtf",
        pair: false,
        tells_status: true,
        read: Some(multiterm::read),
        write: multiterm::write,
    },
    GlossaryFormat {
        name: "memoq",
        about: "a term base of memoQ (CSV)",
        extensions: &["csv"],
        sign: "Entry_",
        pair: false,
        tells_status: false,
        read: Some(table::read_text),
        write: memoq::write,
    },
    GlossaryFormat {
        name: "omegat",
        about: "OmegaT: two languages, tab-separated",
        extensions: &["txt", "utf8", "tab"],
        sign: "",
        pair: true,
        tells_status: false,
        read: Some(wordfast::read),
        write: |out, concepts, options| {
            let [source, target] = pair(options)?;
            omegat::write(out, concepts, source, target).map(drop)
        },
    },
    GlossaryFormat {
        name: "wordfast",
        about: "Wordfast: the same in UTF-16",
        extensions: &["txt"],
        sign: "",
        pair: true,
        tells_status: false,
        read: Some(wordfast::read),
        write: wordfast::write,
    },
    GlossaryFormat {
        name: "weblate",
        about: "Weblate: two languages (CSV)",
        extensions: &["csv"],
        sign: "",
        pair: true,
        tells_status: false,
        read: Some(table::read_text),
        write: weblate::write,
    },
    GlossaryFormat {
        name: "html",
        about: "a page to read and to print",
        extensions: &["html", "htm"],
        sign: "",
        pair: false,
        tells_status: true,
        read: None,
        write: html::write,
    },
    GlossaryFormat {
        name: "md",
        about: "Markdown, a table a subject",
        extensions: &["md", "markdown"],
        sign: "",
        pair: false,
        tells_status: true,
        read: None,
        write: markdown::write,
    },
];

impl GlossaryFormat {
    /// All formats.
    #[must_use]
    pub fn all() -> &'static [Self] {
        FORMATS
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format in which a file of an extension is written.
    #[must_use]
    pub fn to_write(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extensions.contains(&extension))
    }

    /// The format in which a file of an extension that begins with `head` is read.
    #[must_use]
    pub fn to_read(extension: &str, head: &[u8]) -> Option<&'static Self> {
        // signs are ASCII: found in UTF-16, too, without its zeros
        let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
        let signed = |format: &&Self| {
            let sign = format.sign.as_bytes();
            !sign.is_empty() && head.windows(sign.len()).any(|window| window == sign)
        };
        let mut formats = FORMATS.iter().filter(|format| format.read.is_some());
        if extension == "xml" {
            let tbx =
                ["<martif", "<tbx"].iter().any(|sign| head.windows(sign.len()).any(|part| part == sign.as_bytes()));
            return Self::named(if tbx { "tbx" } else { "multiterm" });
        }
        let of = |format: &&Self| format.extensions.contains(&extension);
        formats.clone().filter(of).find(signed).or_else(|| formats.find(of))
    }

    /// Its name, as `--format` takes it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(&self) -> &'static str {
        self.about
    }

    /// How its files end.
    #[must_use]
    pub fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    /// Whether it holds two languages only, which [`WriteOptions::langs`] must name.
    #[must_use]
    pub fn is_pair(&self) -> bool {
        self.pair
    }

    /// Whether it can say that a term must not be used; if not, such terms are better left out.
    #[must_use]
    pub fn tells_status(&self) -> bool {
        self.tells_status
    }

    /// Whether it is read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Reads a glossary: its concepts, and what is wrong with it. Of the options the encoding counts and, where the
    /// file does not tell its languages, these.
    ///
    /// # Errors
    /// When the input cannot be had, is not in this format, or does not tell its languages.
    pub fn read(
        &self,
        input: Input<'_>,
        options: &ReadOptions,
        problems: &mut Vec<Problem>,
    ) -> Result<Vec<Concept>, GlossaryError> {
        let read = self.read.ok_or(GlossaryError::NotRead(self.name))?;
        read(input, options, problems)
    }

    /// Writes a glossary.
    ///
    /// # Errors
    /// When the output does not take it, a pair is not told its languages, or a text does not fit into a cell of a
    /// workbook.
    pub fn write(&self, out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
        (self.write)(out, concepts, options)?;
        out.flush()
    }
}

fn read_tbx(input: Input<'_>, _: &ReadOptions, problems: &mut Vec<Problem>) -> Result<Vec<Concept>, GlossaryError> {
    Ok(tbx::read(input, problems)?)
}

fn write_own(
    out: &mut dyn Write,
    concepts: &[Concept],
    options: &WriteOptions,
    delimiter: u8,
    mark: bool,
) -> io::Result<()> {
    write_table(out, concepts, &TableOptions { delimiter, mark, langs: options.langs.clone() }).map(drop)
}

/// Source and target.
fn pair(options: &WriteOptions) -> io::Result<&[Lang; 2]> {
    let named = options.langs.as_slice().try_into();
    named.map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "two languages must be named, the source first"))
}

/// The terms of a concept in a column, the one that serves it best first.
fn terms_of<'c>(concept: &'c Concept, lang: &Lang) -> Vec<&'c Term> {
    concept.terms.iter().filter(|term| term.lang == *lang && !term.text.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests;
