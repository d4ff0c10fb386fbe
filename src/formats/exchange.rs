//! How do units travel? What the exchange formats share: their table, readers and writers of units.
//!
//! A reader gives units one at a time and goes past what is bad, with a problem; a writer takes them one at a time. Which
//! files there are, and how they are packed, is for others to know.

use super::EXCHANGE;
use super::jsonl::JsonlError;
use super::po::PoError;
use super::sdltm::SdltmError;
use super::table::TableError;
use super::tmx::TmxError;
use super::wordfast::WordfastError;
use super::xliff::XliffError;
use crate::lang::Lang;
use crate::model::{Header, Tu, Tuv};
use crate::problem::Problem;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

/// Reads a file of units, one at a time.
pub trait UnitReader: Send {
    /// Format and version, such as `tmx 1.4`.
    fn format(&self) -> String;

    /// What the file says of itself, as far as it stands in front of the units.
    fn header(&self) -> Header {
        Header::default()
    }

    /// The next unit, and what was wrong on the way to it; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read on. Units before that place have been given out; after it there are none.
    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError>;

    /// What was counted so far.
    fn tally(&self) -> &Tally;

    /// How many bytes of the file have been read so far, or about as many: units are handed on in parcels of a size.
    fn bytes(&self) -> u64;
}

/// What a reader counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Units that have begun, those left out included.
    pub units: u64,
    /// Units left out, by the code of the reason, such as `po-fuzzy`.
    pub skipped: BTreeMap<&'static str, u64>,
}

impl Tally {
    /// Counts a unit that was left out.
    pub fn skip(&mut self, code: &'static str) {
        *self.skipped.entry(code).or_default() += 1;
    }
}

/// Writes a file of units, one at a time.
pub trait UnitWriter {
    /// Writes a unit; `false` when it has not what the format needs, and nothing was written.
    ///
    /// # Errors
    /// When the output does not take it.
    fn write(&mut self, tu: &Tu) -> io::Result<bool>;

    /// Ends the file.
    ///
    /// # Errors
    /// When the output does not take it.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding of a text file, instead of finding it out.
    pub encoding: Option<String>,
    /// Languages, source first, for formats that do not tell them.
    pub langs: Vec<Lang>,
    /// What the columns of a table hold, in their order, instead of what its first line says.
    pub columns: Vec<String>,
    /// Take translations that nobody has confirmed, too: fuzzy, draft, from a machine.
    pub drafts: bool,
}

/// How to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The languages, source first: those asked for, or all of the memory.
    pub langs: Vec<Lang>,
    /// What is said of the whole.
    pub header: Header,
    /// The program that is to read it.
    pub tool: Option<Tool>,
    /// Words alone, no codes.
    pub plain: bool,
}

/// A program that reads exchange files, and has ways of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// OmegaT.
    Omegat,
    /// Trados Studio.
    Trados,
    /// memoQ.
    Memoq,
    /// MateCat, and MyMemory behind it.
    Matecat,
}

impl Tool {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Omegat => "OmegaT",
            Self::Trados => "Trados",
            Self::Memoq => "memoQ",
            Self::Matecat => "MateCat",
        }
    }

    /// Whether its memories have two languages.
    #[must_use]
    pub fn is_bilingual(self) -> bool {
        self != Self::Omegat
    }
}

/// Why a file of units could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A TMX file.
    #[error(transparent)]
    Tmx(#[from] TmxError),
    /// An XLIFF file.
    #[error(transparent)]
    Xliff(#[from] XliffError),
    /// A PO file.
    #[error(transparent)]
    Po(#[from] PoError),
    /// JSON Lines.
    #[error(transparent)]
    Jsonl(#[from] JsonlError),
    /// A table.
    #[error(transparent)]
    Table(TableError),
    /// A Wordfast memory.
    #[error(transparent)]
    Wordfast(#[from] WordfastError),
    /// A Trados memory.
    #[error(transparent)]
    Sdltm(#[from] SdltmError),
}

impl ExchangeError {
    /// Whether what was read before is good all the same: the file is cut off or broken further down.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Io(_) => true,
            Self::Tmx(error) => error.is_damage(),
            Self::Xliff(error) => error.is_damage(),
            Self::Po(error) => error.is_damage(),
            Self::Jsonl(error) => error.is_damage(),
            Self::Table(error) => error.is_damage(),
            Self::Wordfast(error) => error.is_damage(),
            Self::Sdltm(error) => error.is_damage(),
        }
    }

    /// Whether the file is of some other kind that shares the extension: among others it can be passed over.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        match self {
            Self::Table(error) => error.is_foreign(),
            Self::Wordfast(error) => error.is_foreign(),
            _ => false,
        }
    }

    /// Whether nothing is wrong with the file, but something has to be told.
    #[must_use]
    pub fn is_untold(&self) -> bool {
        matches!(self, Self::Po(PoError::NoLanguage))
    }
}

/// A line of the table of formats.
pub struct ExchangeFormat {
    pub(super) name: &'static str,
    pub(super) extensions: &'static [&'static str],
    /// What stands near the beginning of each file, small, and of no other; empty where there is nothing.
    pub(super) sign: &'static str,
    /// Whether it is a zip by itself.
    pub(super) packed: bool,
    pub(super) read: Option<Reading>,
    pub(super) write: Option<Writing>,
}

/// What a reader reads from.
pub(super) type Input<'a> = Box<dyn BufRead + Send + 'a>;
/// What a reader begins as.
pub(super) type Opened<'a> = Result<Box<dyn UnitReader + 'a>, ExchangeError>;
/// What a writer writes to.
pub(super) type Output<'a> = Box<dyn Write + 'a>;
/// What a writer begins as.
pub(super) type Created<'a> = io::Result<Box<dyn UnitWriter + 'a>>;

/// How a format is read.
pub(super) enum Reading {
    /// As a stream of bytes.
    Stream(for<'a> fn(Input<'a>, &ReadOptions) -> Opened<'a>),
    /// As a file that some library opens itself.
    File(fn(&Path, &ReadOptions) -> Opened<'static>),
}

/// How a format is written.
pub(super) enum Writing {
    /// Any number of languages.
    All(for<'a> fn(Output<'a>, &WriteOptions) -> Created<'a>),
    /// A source and a target language.
    Pair(for<'a> fn(Output<'a>, &WriteOptions) -> Created<'a>),
    /// A file for each language.
    Each(for<'a> fn(Vec<Output<'a>>, &WriteOptions) -> Created<'a>),
}

/// How many languages a format is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Any number, in one file.
    All,
    /// Two, in one file.
    Pair,
    /// Any number, a file for each.
    Each,
}

impl ExchangeFormat {
    /// The format that files of an extension are read in.
    #[must_use]
    pub fn to_read(extension: &str) -> Option<&'static Self> {
        EXCHANGE.iter().find(|format| format.read.is_some() && format.extensions.contains(&extension))
    }

    /// The format of a file that begins so, where its name tells none.
    #[must_use]
    pub fn of_content(head: &[u8]) -> Option<&'static Self> {
        // of UTF-16 every other byte is nothing
        let head: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).map(|b| b.to_ascii_lowercase()).collect();
        let has = |sign: &[u8]| head.windows(sign.len()).any(|window| window == sign);
        EXCHANGE.iter().find(|format| format.read.is_some() && !format.sign.is_empty() && has(format.sign.as_bytes()))
    }

    /// The format that files of an extension are written in.
    #[must_use]
    pub fn to_write(extension: &str) -> Option<&'static Self> {
        EXCHANGE.iter().find(|format| format.write.is_some() && format.extensions.contains(&extension))
    }

    /// The format of that name, if it is written.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        EXCHANGE.iter().find(|format| format.write.is_some() && format.name == name)
    }

    /// The format of that name, or of files of that extension, if it is read.
    #[must_use]
    pub fn named_to_read(name: &str) -> Option<&'static Self> {
        let named = EXCHANGE.iter().find(|format| format.read.is_some() && format.name == name);
        named.or_else(|| Self::to_read(name))
    }

    /// The names of formats that can be written, for people.
    #[must_use]
    pub fn names() -> String {
        let written = EXCHANGE.iter().filter(|format| format.write.is_some());
        written.map(|format| format.name).collect::<Vec<_>>().join(", ")
    }

    /// Extensions that can be read, for people.
    #[must_use]
    pub fn readable() -> String {
        extensions(|format| format.read.is_some())
    }

    /// Extensions that can be written, for people.
    #[must_use]
    pub fn writable() -> String {
        extensions(|format| format.write.is_some())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is read from a file on disk, not from a stream.
    #[must_use]
    pub fn reads_files(&self) -> bool {
        matches!(self.read, Some(Reading::File(_)))
    }

    /// Whether it is itself packed, as office files are.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.packed
    }

    /// Begins to read a stream.
    ///
    /// # Errors
    /// When the beginning is not that of such a file.
    pub fn open<'a>(&self, input: Box<dyn BufRead + Send + 'a>, options: &ReadOptions) -> Opened<'a> {
        match &self.read {
            Some(Reading::Stream(open)) => open(input, options),
            _ => Err(io::Error::from(io::ErrorKind::Unsupported).into()),
        }
    }

    /// Begins to read a file.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn open_file(&self, path: &Path, options: &ReadOptions) -> Opened<'static> {
        match &self.read {
            Some(Reading::File(open)) => open(path, options),
            _ => Err(io::Error::from(io::ErrorKind::Unsupported).into()),
        }
    }

    /// How many languages it is written in.
    #[must_use]
    pub fn needs(&self) -> Needs {
        match self.write {
            Some(Writing::Pair(_)) => Needs::Pair,
            Some(Writing::Each(_)) => Needs::Each,
            _ => Needs::All,
        }
    }

    /// Begins to write: to one output, or to one for each of the languages if the format [`needs`](Self::needs) that.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn create<'a>(&self, mut outputs: Vec<Box<dyn Write + 'a>>, options: &WriteOptions) -> Created<'a> {
        match (&self.write, outputs.pop()) {
            (Some(Writing::All(create) | Writing::Pair(create)), Some(output)) => create(output, options),
            (Some(Writing::Each(create)), Some(last)) => {
                outputs.push(last);
                create(outputs, options)
            }
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

fn extensions(known: impl Fn(&ExchangeFormat) -> bool) -> String {
    let mut extensions: Vec<&str> = Vec::new();
    for extension in EXCHANGE.iter().filter(|format| known(format)).flat_map(|format| format.extensions) {
        if !extensions.contains(extension) {
            extensions.push(extension);
        }
    }
    extensions.join(", ")
}

/// The language of a tag as it stands in files: also with the modifiers of POSIX locales (`be_BY@latin`).
pub(super) fn language(text: &str) -> Option<Lang> {
    let text = text.trim();
    let posix = || text.to_ascii_lowercase().replace("@latin", "-Latn").replace("@tarask", "-tarask");
    Lang::parse(text).or_else(|_| Lang::parse(&posix())).ok()
}

/// The sides of a unit in two languages, each with each: several translations of a text are several pairs.
pub(super) fn pairs<'t>(tu: &'t Tu, langs: &[Lang]) -> Vec<(&'t Tuv, &'t Tuv)> {
    let [from, to, ..] = langs else { return Vec::new() };
    let targets = tu.sides(to);
    tu.sides(from).into_iter().flat_map(|source| targets.iter().map(move |target| (source, *target))).collect()
}
