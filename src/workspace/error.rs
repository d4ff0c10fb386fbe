//! What can go wrong in the workshop, with its place and its cause.

use super::FilterError;
use super::search::PatternError;
use crate::formats::DocumentError;
use crate::formats::beads::BeadsError;
use crate::formats::candidates::CandidatesError;
use crate::formats::exchange::ExchangeError;
use crate::formats::glossary::GlossaryError;
use crate::formats::manifest::ManifestError;
use crate::formats::review::ReviewError;
use crate::formats::vectors::VectorsError;
use crate::lang::{Lang, LangError};
use crate::problem::Problem;
use crate::store::StoreError;
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

/// Why a use case could not be done. Nothing was changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {}", path.display(), plain(cause))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A document could not be read.
    #[error("{}: {cause}", path.display())]
    Document {
        /// The document.
        path: PathBuf,
        /// What is wrong with it.
        cause: DocumentError,
    },
    /// An exchange file could not be read.
    #[error("{}: {cause}", path.display())]
    Exchange {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: ExchangeError,
    },
    /// An exchange file that is looked through or compared could not be read.
    #[error("{}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: ExchangeError,
    },
    /// A name that is neither a file nor a memory.
    #[error("{}: there is no such file, and no such memory", .0.display())]
    NoFileOrMemory(PathBuf),
    /// A folder or zip without exchange files.
    #[error("{}: no exchange files in it", .0.display())]
    NothingToImport(PathBuf),
    /// A format of two languages, and not two were named.
    #[error("{}: {format} holds two languages: {}", path.display(), if langs.is_empty() { "there is none" } else { langs })]
    NotTwo {
        /// The file.
        path: PathBuf,
        /// The format.
        format: &'static str,
        /// The languages named, or all there are.
        langs: String,
    },
    /// A termbase or glossary could not be read.
    #[error("{}: {cause}", path.display())]
    Glossary {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: GlossaryError,
    },
    /// A manifest could not be read.
    #[error("{}: {cause}", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: ManifestError,
    },
    /// A file of sentence vectors could not be read.
    #[error("{}: {cause}", path.display())]
    Vectors {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: VectorsError,
    },
    /// A program that was to give sentence vectors did not.
    #[error("the encoder `{command}` failed: {cause}")]
    Encoder {
        /// What was run.
        command: String,
        /// What went wrong.
        cause: String,
    },
    /// An alignment could not be read.
    #[error("{}: {cause}", path.display())]
    Beads {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: BeadsError,
    },
    /// Two alignments that cannot be compared.
    #[error("{} cannot be compared with {}: {cause}", found.display(), gold.display())]
    Incomparable {
        /// The one.
        gold: PathBuf,
        /// The other.
        found: PathBuf,
        /// Why not.
        cause: String,
    },
    /// A folder without gold alignments.
    #[error("{}: no gold.json or gold.tsv in it or below it", .0.display())]
    NoGold(PathBuf),
    /// A folder with neither one document nor many.
    #[error("{}: no documents to align: expected ru.*, be.*, en.* of one, or x.ru.*, x.be.*, x.en.* of many", .0.display())]
    NothingToRun(PathBuf),
    /// A document of a run with one version only.
    #[error("{} has no counterpart in another language", .0.display())]
    NoCounterpart(PathBuf),
    /// Two documents of a run by one name.
    #[error("a document before it has the same name")]
    SameName,
    /// A run over many documents was broken off.
    #[error("interrupted: {done} of {total} documents are done")]
    RunInterrupted {
        /// Documents that are done.
        done: usize,
        /// All there are.
        total: usize,
    },
    /// A reviewed alignment could not be taken.
    #[error("{}: {cause}", path.display())]
    Review {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: ReviewError,
    },
    /// A memory has nothing of the documents that could be extended.
    #[error("memory {memory:?} has no units of {} to extend", names(paths))]
    NothingToExtend {
        /// The memory.
        memory: String,
        /// The documents.
        paths: Vec<PathBuf>,
    },
    /// A file has a problem, and none is to be passed over.
    #[error("{}: {problem}", path.display())]
    Strict {
        /// The file.
        path: PathBuf,
        /// The first problem.
        problem: Problem,
    },
    /// A memory could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A text that cannot be looked for.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// A text that gives no weight to a share.
    #[error("{0:?} is not a weight: expected a share and a percentage, like 95-99=60")]
    Weights(String),
    /// A text that is no filter.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// A text that is no language tag.
    #[error(transparent)]
    Lang(#[from] LangError),
    /// A name that cannot be a memory's.
    #[error("{0:?} cannot be the name of a memory: use letters, digits, - and _")]
    MemoryName(String),
    /// A memory that does not exist.
    #[error("there is no memory {name:?} in {}", root.display())]
    NoMemory {
        /// Its name.
        name: String,
        /// The workspace.
        root: PathBuf,
    },
    /// A workspace without memories, where one is needed.
    #[error("there are no memories in {}", .0.display())]
    NoMemories(PathBuf),
    /// Not two or three documents.
    #[error("align takes two or three documents, not {0}")]
    DocumentCount(usize),
    /// Languages were told, but not one for each document.
    #[error("languages told: {langs}, documents: {documents}")]
    LanguageCount {
        /// How many languages.
        langs: usize,
        /// How many documents.
        documents: usize,
    },
    /// A folder without documents named by language.
    #[error("{}: no documents to align: expected ru.*, be.*, en.* (two or three of them)", .0.display())]
    NoDocuments(PathBuf),
    /// The language of a document is unknown.
    #[error("{}: cannot tell its language", .0.display())]
    UnknownLanguage(PathBuf),
    /// Two documents of one language.
    #[error("{} and {} are both in {lang}", first.display(), second.display())]
    SameLanguage {
        /// The language.
        lang: Lang,
        /// The first document.
        first: PathBuf,
        /// The second one.
        second: PathBuf,
    },
    /// A document has no text.
    #[error("{}: no text in it", .0.display())]
    NoText(PathBuf),
    /// The documents do not correspond.
    #[error("{} have nothing in common: {sure} of {beads} beads are likely", names(paths))]
    NothingInCommon {
        /// The documents.
        paths: Vec<PathBuf>,
        /// Beads above even odds.
        sure: usize,
        /// All beads.
        beads: usize,
    },
    /// A format of several files, or one that is read back and forth.
    #[error("{format} cannot be {way}: name a file")]
    NoStream {
        /// The format.
        format: &'static str,
        /// Read or written, and from or to where.
        way: &'static str,
    },
    /// A name that no format has.
    #[error("unknown format {name:?}; known: {known}")]
    UnknownFormat {
        /// The name.
        name: String,
        /// What is known.
        known: String,
    },
    /// A file without a byte in it, whose name tells no format either.
    #[error("{}: the file is empty", .0.display())]
    Empty(PathBuf),
    /// A file whose format cannot be written or read here.
    #[error("{}: {}; known: {known}", path.display(), unknown(extension))]
    Format {
        /// The file.
        path: PathBuf,
        /// Its extension.
        extension: String,
        /// What is known.
        known: Cow<'static, str>,
    },
    /// A unit of one side translates nothing.
    #[error("unit {0} would be left with fewer than two languages")]
    LoneSide(i64),
    /// There is no termbase of a name.
    #[error("there is no termbase {name:?} in {}{}", folder.display(), listed(known))]
    NoTermbaseNamed {
        /// The name.
        name: String,
        /// Where it would be.
        folder: PathBuf,
        /// Those there are.
        known: Vec<String>,
    },
    /// There is no termbase.
    #[error("no termbase in {}", .0.display())]
    NoTermbase(PathBuf),
    /// No concept is of a subject field.
    #[error("no concept has the subject {subject:?}; there are: {}", known.join(", "))]
    NoSubject {
        /// The subject asked for.
        subject: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A file for review has decisions in it that would be lost.
    #[error("{}: somebody has decided in it already", .0.display())]
    Reviewed(PathBuf),
    /// A glossary of two columns needs two languages.
    #[error("{}: its format holds two languages: name them, source first", .0.display())]
    TwoLanguages(PathBuf),
    /// A name that cannot be a concept's.
    #[error("{0:?} cannot be the name of a concept: use letters, digits, - _ and ., with a Latin letter first")]
    ConceptName(String),
    /// A memory has no concept of this name.
    #[error("memory {memory:?} has no concept {id:?}")]
    NoConcept {
        /// The memory.
        memory: String,
        /// The name.
        id: String,
    },
    /// A memory has another concept of this name.
    #[error("memory {memory:?} has another concept {id:?} already")]
    ConceptExists {
        /// The memory.
        memory: String,
        /// The name.
        id: String,
    },
    /// A concept has no such term.
    #[error("concept {id:?} has no term {lang}={text}")]
    NoTerm {
        /// The concept.
        id: String,
        /// The language of the term.
        lang: Lang,
        /// The term.
        text: String,
    },
    /// A concept without terms names nothing.
    #[error("concept {0:?} would be left without a term")]
    LastTerm(String),
    /// A termbase that was to be merged into itself.
    #[error("termbase {0:?} cannot be merged into itself")]
    IntoItself(String),
    /// Terms are extracted from two or three languages.
    #[error("terms are extracted from two or three languages, not {0}")]
    ExtractLanguages(usize),
    /// A review of candidates could not be taken.
    #[error("{}: {cause}", path.display())]
    Candidates {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: CandidatesError,
    },
    /// A termbase that cannot be added to without loss.
    #[error("{}: {problem}", path.display())]
    Termbase {
        /// The file.
        path: PathBuf,
        /// What would be lost.
        problem: String,
    },
    /// The user broke off.
    #[error("interrupted")]
    Interrupted,
}

impl Error {
    pub(super) fn io(path: &Path, cause: io::Error) -> Self {
        Self::Io { path: path.to_owned(), cause }
    }
}

/// `a and b`, `a, b and c`.
fn names(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    match &names[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// What there is, as the end of a sentence.
fn listed(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!("; there are: {}", known.join(", ")) }
}

fn unknown(extension: &str) -> String {
    if extension.is_empty() { "its name tells no format".to_owned() } else { format!("unknown format {extension:?}") }
}

/// The system's words without its numbers.
fn plain(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder, not a file".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => cause.to_string(),
    }
}
