//! Aligning documents, and storing what was aligned.

use super::document::OpenOptions;
use super::unit::unit_of;
use super::{Error, Help, OpenedDocument, Progress, Workspace, files_in, now};
use crate::align::{ALIGNER, Line};
use crate::lang::Lang;
use crate::model::{Alignment, BatchKind, Bead, BlockKind, Keep, Tu};
use crate::store::{Added, Store, Writer};
use std::path::{Path, PathBuf};

/// Beads less sure than this are not stored unless asked for.
pub const DEFAULT_MIN_CONFIDENCE: f64 = 0.5;

/// What to align.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Two or three documents, or one folder that holds `ru.* be.* en.*`.
    pub files: Vec<PathBuf>,
    /// Their languages in the same order; empty to find them out. With a folder, which of its documents to take.
    pub langs: Vec<Lang>,
    /// Whether each line of a file is a segment and an empty line a paragraph break.
    pub segmented: bool,
    /// Encoding of text files, to be found out when not given.
    pub encoding: Option<String>,
    /// Evidence from outside the documents.
    pub help: Help,
}

/// Documents aligned.
#[derive(Clone, Debug)]
pub struct Aligned {
    /// The documents, in the order of the alignment's sides.
    pub documents: Vec<OpenedDocument>,
    /// Their alignment.
    pub alignment: Alignment,
}

/// What was stored of an alignment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The memory.
    pub memory: String,
    /// Units that are new.
    pub added: u64,
    /// Units that were there already and got a further origin.
    pub merged: u64,
    /// Units that were there already and got a further language; `None` when that was not asked for.
    pub extended: Option<u64>,
    /// Beads not stored: with one language only, less sure than asked, or crossing.
    pub skipped: u64,
    /// … of these, left out only because they cross.
    pub crossing: u64,
    /// The batch; `None` when nothing changed.
    pub batch: Option<i64>,
}

/// Opens the documents of a request.
///
/// # Errors
/// When they are not two or three, one cannot be read or is empty, or two are of one language.
pub fn open(request: &Request, progress: &dyn Progress) -> Result<Vec<OpenedDocument>, Error> {
    let files = files(request)?;
    if !(2..=3).contains(&files.len()) {
        return Err(Error::DocumentCount(files.len()));
    }
    if !request.langs.is_empty() && request.langs.len() != files.len() {
        return Err(Error::LanguageCount { langs: request.langs.len(), documents: files.len() });
    }
    let mut documents = Vec::new();
    for (n, path) in files.iter().enumerate() {
        if progress.at("reading", n as u64, Some(files.len() as u64)).is_break() {
            return Err(Error::Interrupted);
        }
        let options = OpenOptions {
            lang: request.langs.get(n).cloned(),
            segmented: request.segmented,
            encoding: request.encoding.clone(),
        };
        documents.push(OpenedDocument::open(path, &options)?);
    }
    check(&documents)?;
    Ok(documents)
}

/// Reads and aligns documents.
///
/// # Errors
/// As [`open`], and when the documents have nothing in common.
pub fn run(request: &Request, progress: &dyn Progress) -> Result<Aligned, Error> {
    let documents = open(request, progress)?;
    if progress.at("aligning", 0, None).is_break() {
        return Err(Error::Interrupted);
    }
    opened(documents, &request.help)
}

/// Aligns documents that are opened.
pub(super) fn opened(mut documents: Vec<OpenedDocument>, help: &Help) -> Result<Aligned, Error> {
    let beads = help.align(&mut documents)?;
    common(&documents, &beads)?;
    let alignment = Alignment {
        langs: documents.iter().map(|d| d.lang.clone()).collect(),
        segments: documents.iter().map(|d| d.segments.iter().map(|(range, _)| range.clone()).collect()).collect(),
        beads,
    };
    Ok(Aligned { documents, alignment })
}

/// The documents asked for: those named, or `ru.*`, `be.*` and `en.*` of a folder, in this order.
fn files(request: &Request) -> Result<Vec<PathBuf>, Error> {
    let [folder] = &request.files[..] else { return Ok(request.files.clone()) };
    if !folder.is_dir() {
        return Err(if folder.exists() { Error::DocumentCount(1) } else { missing(folder) });
    }
    let files = files_in(folder)?;
    let of = |lang: &str| files.iter().find(|path| path.file_stem().is_some_and(|stem| stem == lang)).cloned();
    let found: Vec<PathBuf> = if request.langs.is_empty() {
        ["ru", "be", "en"].into_iter().filter_map(of).collect()
    } else {
        request.langs.iter().filter_map(|lang| of(lang.as_str())).collect()
    };
    if found.len() < 2 { Err(Error::NoDocuments(folder.clone())) } else { Ok(found) }
}

fn missing(path: &Path) -> Error {
    Error::io(path, std::io::ErrorKind::NotFound.into())
}

/// Refuses documents without text, and two of one language.
pub(super) fn check(documents: &[OpenedDocument]) -> Result<(), Error> {
    for (n, document) in documents.iter().enumerate() {
        if document.segments.is_empty() {
            return Err(Error::NoText(document.path.clone()));
        }
        if let Some(other) = documents[..n].iter().find(|other| other.lang.serves(&document.lang)) {
            return Err(Error::SameLanguage {
                lang: document.lang.clone(),
                first: other.path.clone(),
                second: document.path.clone(),
            });
        }
    }
    Ok(())
}

/// The segments of a document as the aligner takes them.
#[must_use]
pub fn lines(opened: &OpenedDocument) -> Vec<Line<'_>> {
    let mut last = None;
    let mut end = 0;
    opened
        .segments
        .iter()
        .map(|(range, number)| {
            let block = &opened.document.blocks[*number];
            // In a segmented file every line is a block; what opens a paragraph there is an empty line before it.
            let opens = if block.kind == BlockKind::Line {
                end == 0 || opened.document.text[end..range.start].matches('\n').count() > 1
            } else {
                last != Some(*number)
            };
            last = Some(*number);
            end = range.end;
            Line { text: &opened.document.text[range.clone()], kind: block.kind, opens }
        })
        .collect()
}

/// Refuses noise: documents that hardly a bead of two languages can be made of.
fn common(documents: &[OpenedDocument], beads: &[Bead]) -> Result<(), Error> {
    let sure = beads.iter().filter(|bead| bead.filled() > 1 && bead.confidence >= 0.5).count();
    if sure == 0 || sure * 20 < beads.len() {
        let paths = documents.iter().map(|document| document.path.clone()).collect();
        return Err(Error::NothingInCommon { paths, sure, beads: beads.len() });
    }
    Ok(())
}

/// Stores the beads of two languages or more that are wanted, as one batch.
///
/// # Errors
/// When the memory cannot be written; then nothing is stored.
pub fn store(
    workspace: &Workspace,
    aligned: &Aligned,
    memory: &str,
    keep: Keep,
    progress: &dyn Progress,
) -> Result<Stored, Error> {
    let title = title(aligned.documents.iter().map(|document| document.path.as_path()));
    workspace.changing(memory, |store| {
        let at = now();
        let mut writer = store.writer(BatchKind::Align, &title, &at)?;
        let mut stored = add(&mut *writer, aligned, memory, keep, &at, progress)?;
        stored.batch = writer.commit()?.map(|batch| batch.id.0);
        Ok(stored)
    })
}

/// Adds the beads that are wanted to a batch; whether it is kept is still open.
pub(super) fn add(
    writer: &mut dyn Writer,
    aligned: &Aligned,
    memory: &str,
    keep: Keep,
    at: &str,
    progress: &dyn Progress,
) -> Result<Stored, Error> {
    let mut stored = Stored { memory: memory.to_owned(), ..Stored::default() };
    each_wanted(aligned, keep, progress, &mut stored, |tu, stored| stored.add(writer, tu, at))?;
    Ok(stored)
}

/// Visits the units of beads that are wanted, and counts the others.
pub(super) fn each_wanted(
    aligned: &Aligned,
    keep: Keep,
    progress: &dyn Progress,
    stored: &mut Stored,
    mut visit: impl FnMut(Tu, &mut Stored) -> Result<(), Error>,
) -> Result<(), Error> {
    let total = aligned.alignment.beads.len() as u64;
    for (n, bead) in aligned.alignment.beads.iter().enumerate() {
        if n % 64 == 0 && progress.at("storing", n as u64, Some(total)).is_break() {
            return Err(Error::Interrupted);
        }
        if keep.takes(bead) {
            visit(unit(aligned, n, bead), stored)?;
        } else {
            stored.skipped += 1;
            stored.crossing += u64::from(keep.leaves_crossing(bead));
        }
    }
    Ok(())
}

impl Stored {
    /// Adds a unit made at a time.
    pub(super) fn add(&mut self, writer: &mut dyn Writer, mut tu: Tu, at: &str) -> Result<(), Error> {
        tu.attributes.push(("creationdate".to_owned(), at.replace(['-', ':'], "")));
        match writer.add(&tu)? {
            Added::New(_) => self.added += 1,
            Added::Merged(_) | Added::Known(_) => self.merged += 1,
        }
        Ok(())
    }
}

/// What the journal says: the documents, their folder named once.
pub(super) fn title<'a>(paths: impl Iterator<Item = &'a Path> + Clone) -> String {
    let common = paths.clone().next().and_then(Path::parent).filter(|folder| *folder != Path::new(""));
    match common.filter(|first| paths.clone().all(|path| path.parent() == Some(*first))) {
        Some(folder) => {
            let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{}: {}", folder.display(), paths.map(name).collect::<Vec<_>>().join(", "))
        }
        None => paths.map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "),
    }
}

/// The units of an alignment that are wanted, for a file.
pub fn units(aligned: &Aligned, keep: Keep) -> impl Iterator<Item = Tu> {
    aligned
        .alignment
        .beads
        .iter()
        .enumerate()
        .filter(move |(_, bead)| keep.takes(bead))
        .map(|(n, bead)| unit(aligned, n, bead))
}

fn unit(aligned: &Aligned, number: usize, bead: &Bead) -> Tu {
    unit_of(&aligned.documents, &bead.sides, number, Some(bead.confidence), ALIGNER)
}
