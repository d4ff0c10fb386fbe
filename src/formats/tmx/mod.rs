//! How do translation memories travel? TMX (Translation Memory eXchange 1.1–1.4b, LISA OSCAR 2005).
//!
//! [`TmxReader`] takes what tools really write, one unit at a time; [`TmxWriter`] writes TMX 1.4 that is valid against
//! `tmx14.dtd`, always the same bytes for the same units, one element a line.
//!
//! # What the model has and TMX has not
//!
//! Written as properties `x-tolmach:…`, and taken back by our reader, so that an export read into an empty memory gives
//! the same export again. Other tools see properties they do not know. Layout, version 1; in a unit these stand after
//! all other properties:
//!
//! | `prop type=` | value | stands for |
//! |---|---|---|
//! | `x-tolmach:attribute:NAME` | value | an attribute NAME that the DTD does not know at this place |
//! | `x-tolmach:prop:NAME` | value | a property NAME of somebody else that looks like one of these |
//! | `x-tolmach:tuid` | tuid | the unit's own `tuid`, when another unit of the file has it already |
//! | `x-tolmach:variants` | number | so many units follow that hold further variants of a language of this unit |
//! | `x-tolmach:variant` | `POSITION LANG TUID` | this unit holds the side in LANG that is the POSITIONth (from 0) of unit TUID; its other sides repeat that unit's |
//! | `x-tolmach:srclang` | `implied` | the unit has no side in the file's `srclang`; its own was filled in |
//! | `x-tolmach:origin` | position | an [`Origin`] begins: its place in the document or file |
//! | `x-tolmach:shape` | `2-1` | the shape of its bead |
//! | `x-tolmach:confidence` | `0.98` | how sure the aligner was |
//! | `x-tolmach:aligner` | `tolmach 0.1.0` | the aligner |
//! | `x-tolmach:source` + `xml:lang` | name | a document it stands in; without `xml:lang` an exchange file |
//! | `x-tolmach:title`, `:date`, `:url` | text | of the last source |
//! | `x-tolmach:before` + `xml:lang` | text | the neighbour before, or `x-tolmach:first`, `none`: there is none (once empty) |
//! | `x-tolmach:after` + `xml:lang` | text | the neighbour after, or `x-tolmach:last`, `none`: there is none (once empty) |
//!
//! Two variants of a language in one unit are legal TMX, but readers keep one of them (OmegaT the last, others the
//! first) and validators call it an error; hence the further units. Each is a unit of full worth to everybody else.
//!
//! A unit without `tuid` is given one made of its text (`tolmach-` and 16 hexadecimal digits, XXH3 of the sides), since
//! some readers key units by it; our reader drops it again as long as it still fits the text. A unit that has no side in
//! the header's `srclang` is given the `srclang` of its first side, dropped again likewise.
//!
//! In a segment, marks of foreign names become `<hi type="x-tolmach:NAME ATTRIBUTE=&quot;…&quot;">`, and codes that the
//! DTD does not allow as they are (no `i`, no partner, foreign attributes) stand, mended, in a
//! `<hi type="x-tolmach-code:NAME …">` that has them as they were.
//!
//! [`Origin`]: crate::model::Origin

mod check;
mod context;
pub(super) mod date;
mod dialect;
pub(super) mod inline;
mod omegat;
pub(super) mod own;
mod read;
#[cfg(test)]
pub(super) mod tests;
mod write;

pub use check::{Checked, Finding, Weight, check};
pub use read::{ReadOptions, TmxReader};
pub use write::TmxWriter;

use super::exchange::{
    self, Created, ExchangeError, Input, Opened, Output, Tally, UnitReader, UnitWriter, WriteOptions,
};
use super::xml::XmlError;
use crate::lang::Lang;
use crate::model::{Header, Tu, attribute};
use crate::problem::Problem;
use std::borrow::Cow;
use std::io::{self, BufRead, Write};

/// What a TMX file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TmxHeader {
    /// The version it was written in, as it stands there; we always write 1.4.
    pub version: Option<String>,
    /// The source language; `None` for `*all*`, or when it does not tell.
    pub srclang: Option<Lang>,
    /// The rest; of its attributes all but `srclang`.
    pub rest: Header,
}

impl TmxHeader {
    /// The header of a file of our own.
    #[must_use]
    pub fn new(srclang: Option<Lang>) -> Self {
        Self { srclang, ..Self::default() }
    }
}

/// Why a TMX file could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum TmxError {
    /// It is no well-formed XML, is cut off, or cannot be read at all.
    #[error("{error}{}", if *.tu == 0 { String::new() } else { format!(", in unit {tu}") })]
    Xml {
        /// What and where.
        error: XmlError,
        /// The last unit that had begun, counted from 1; 0 in front of the first.
        tu: u64,
    },
    /// It is some other XML.
    #[error("this is no TMX: {}", if root.is_empty() { "there is no element in it".to_owned() } else { format!("the root element is <{root}>") })]
    NotTmx {
        /// The name of its root element; empty when there is none.
        root: String,
    },
}

impl TmxError {
    /// Whether what stands before the place is a memory all the same.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Xml { error, tu: 1.. } if error.is_damage())
    }
}

/// Begins to read, see [`TmxReader`].
pub(super) fn open<'a>(input: Input<'a>, options: &exchange::ReadOptions) -> Opened<'a> {
    let options = ReadOptions { encoding: options.encoding.clone(), ..ReadOptions::default() };
    Ok(Box::new(TmxReader::new(input, &options)?))
}

/// Begins to write, see [`TmxWriter`].
pub(super) fn create<'a>(output: Output<'a>, options: &WriteOptions) -> Created<'a> {
    let mut header = TmxHeader { rest: options.header.clone(), ..TmxHeader::new(options.langs.first().cloned()) };
    header.rest.attributes.retain(|(name, _)| name != "srclang");
    if let Some(tool) = options.tool {
        header.srclang = header.srclang.map(|lang| dialect::language(tool, &lang));
    }
    let mut writer = TmxWriter::new(output, &header)?;
    writer.plain = options.plain;
    writer.tool = options.tool.map(|tool| (tool, options.langs.clone()));
    Ok(Box::new(writer))
}

impl<R: BufRead + Send> UnitReader for TmxReader<R> {
    fn format(&self) -> String {
        format!("tmx {}", self.header().version.as_deref().unwrap_or("without version"))
    }

    fn header(&self) -> Header {
        let TmxHeader { srclang, rest, .. } = TmxReader::header(self);
        // what our writer says of itself says nothing of the units
        let mut header = rest.clone();
        if attribute(&rest.attributes, "creationtool") == Some("tolmach") {
            header.attributes.retain(|(name, value)| {
                name != "creationtoolversion" && !write::DEFAULTS.contains(&(name.as_str(), value.as_str()))
            });
        }
        header.attributes.extend(srclang.iter().map(|lang| ("srclang".to_owned(), lang.to_string())));
        header
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        Ok(TmxReader::next(self, problems)?)
    }

    fn tally(&self) -> &Tally {
        TmxReader::tally(self)
    }

    fn bytes(&self) -> u64 {
        TmxReader::bytes(self)
    }
}

impl<W: Write> UnitWriter for TmxWriter<W> {
    fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        self.write_for_tool(tu)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        TmxWriter::finish(*self).map(drop)
    }
}

/// The attributes an element may have in `tmx14.dtd`, in its order.
const HEADER_ATTRIBUTES: [&str; 12] = [
    "creationtool",
    "creationtoolversion",
    "segtype",
    "o-tmf",
    "adminlang",
    "srclang",
    "datatype",
    "o-encoding",
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
];
const TU_ATTRIBUTES: [&str; 14] = [
    "tuid",
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "segtype",
    "changeid",
    "o-tmf",
    "srclang",
];
const TUV_ATTRIBUTES: [&str; 12] = [
    "xml:lang",
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "o-tmf",
    "changeid",
];

/// The value of an attribute in the one form TMX has for it; `None` when it is none of its values.
pub(super) fn normal_value<'a>(name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match name {
        "creationdate" | "changedate" | "lastusagedate" => date::normal(value),
        "usagecount" => {
            let value = value.trim();
            (!value.is_empty() && value.bytes().all(|b| b.is_ascii_digit())).then_some(Cow::Borrowed(value))
        }
        "segtype" => {
            let value = value.trim().to_ascii_lowercase();
            ["block", "paragraph", "sentence", "phrase"].contains(&value.as_str()).then_some(Cow::Owned(value))
        }
        _ => Some(Cow::Borrowed(value)),
    }
}
