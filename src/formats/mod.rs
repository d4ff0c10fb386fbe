//! How is it written down? Bytes in, model and problems out, and back again; no file system here.

pub mod beads;
pub mod candidates;
mod carried;
pub mod csv;
#[cfg(test)]
mod damage;
pub mod document;
mod docx;
mod encoding;
pub mod exchange;
pub mod glossary;
mod html;
pub mod jsonl;
pub mod lines;
pub mod manifest;
mod markdown;
mod moses;
mod odt;
pub mod omegat;
mod package;
pub mod packed;
pub mod po;
pub mod review;
pub mod sdltm;
pub mod table;
pub mod tbx;
pub mod tmx;
mod txt;
pub mod vectors;
pub mod wordfast;
mod workbook;
pub mod xliff;
pub mod xml;

pub use document::{DocumentError, DocumentFormat, ReadOptions, plain_text, read_document};

use document::Reader;
use exchange::{ExchangeFormat, Reading, Writing};

/// The document formats. Adding one is adding a file and a line here.
const DOCUMENTS: &[Reader] = &[
    Reader { format: DocumentFormat::Txt, extensions: &["txt", "text"], read: txt::read },
    Reader { format: DocumentFormat::Markdown, extensions: &["md", "markdown"], read: markdown::read },
    Reader { format: DocumentFormat::Html, extensions: &["html", "htm", "xhtml"], read: html::read },
    Reader { format: DocumentFormat::Docx, extensions: &["docx"], read: docx::read },
    Reader { format: DocumentFormat::Odt, extensions: &["odt"], read: odt::read },
];

/// The exchange formats. Adding one is adding a file and a line here.
const EXCHANGE: &[ExchangeFormat] = &[
    ExchangeFormat {
        name: "tmx",
        extensions: &["tmx"],
        sign: "<tmx",
        packed: false,
        read: Some(Reading::Stream(tmx::open)),
        write: Some(Writing::All(tmx::create)),
    },
    ExchangeFormat {
        name: "xliff",
        extensions: &["xlf", "xliff"],
        sign: "<xliff",
        packed: false,
        read: Some(Reading::Stream(xliff::open)),
        write: Some(Writing::Pair(xliff::create)),
    },
    ExchangeFormat {
        name: "xliff-2.1",
        extensions: &["xlf", "xliff"],
        sign: "",
        packed: false,
        read: None,
        write: Some(Writing::Pair(xliff::create_2)),
    },
    ExchangeFormat {
        name: "xliff of other tools",
        extensions: &["sdlxliff", "mqxliff", "mqxlz", "mxliff"],
        sign: "",
        packed: false,
        read: Some(Reading::Stream(xliff::open)),
        write: None,
    },
    ExchangeFormat {
        name: "po",
        extensions: &["po"],
        sign: "\nmsgid ",
        packed: false,
        read: Some(Reading::Stream(po::open)),
        write: Some(Writing::Pair(po::create)),
    },
    ExchangeFormat {
        name: "po template",
        extensions: &["pot"],
        sign: "",
        packed: false,
        read: Some(Reading::Stream(po::open)),
        write: None,
    },
    ExchangeFormat {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        sign: "",
        packed: false,
        read: Some(Reading::Stream(jsonl::open)),
        write: Some(Writing::All(jsonl::create)),
    },
    ExchangeFormat {
        name: "csv",
        extensions: &["csv"],
        sign: "",
        packed: false,
        read: Some(Reading::Stream(table::open_text)),
        write: Some(Writing::All(table::create_csv)),
    },
    ExchangeFormat {
        name: "tsv",
        extensions: &["tsv", "tab"],
        sign: "",
        packed: false,
        read: Some(Reading::Stream(table::open_text)),
        write: Some(Writing::All(table::create_tsv)),
    },
    ExchangeFormat {
        name: "xlsx",
        extensions: &["xlsx"],
        sign: "",
        packed: true,
        read: Some(Reading::Stream(table::open_workbook)),
        write: Some(Writing::All(table::create_workbook)),
    },
    ExchangeFormat {
        name: "moses",
        extensions: &["moses"],
        sign: "",
        packed: false,
        read: None,
        write: Some(Writing::Each(moses::create)),
    },
    ExchangeFormat {
        name: "wordfast",
        extensions: &["txt"],
        sign: "",
        packed: false,
        read: Some(Reading::Stream(wordfast::open)),
        write: None,
    },
    ExchangeFormat {
        name: "sdltm",
        extensions: &["sdltm"],
        sign: "",
        packed: false,
        read: Some(Reading::File(sdltm::open)),
        write: None,
    },
];
