//! Aligning many documents in one run: on all cores, in order, resumable, taken back as one.
//!
//! A run reads a folder or a manifest (`find`), aligns its documents one by one and keeps each as soon as it and those
//! before it are done: in a memory, where the whole run is one batch that grows, and in a folder or one file. What is kept
//! is noted by a fingerprint of the documents' contents and the settings, in the memory and beside the files; a run that
//! was broken off, or is repeated, passes such documents over. Only a few documents for each core are held at once.

mod find;
mod keep;

use super::align::{Aligned, Stored, check, opened};
use super::document::OpenOptions;
use super::parallel::{Event, ordered};
use super::{Error, Help, OpenedDocument, Progress, Workspace};
use crate::align::ALIGNER;
use crate::lang::Lang;
use crate::model::Keep;
use crate::problem::Problem;
use crate::store::sqlite::SqliteStore;
use keep::Keeper;
use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use xxhash_rust::xxh3::Xxh3;

pub use find::{Input, Task, is_one_document};
pub use keep::Output;

/// What to align, and where to.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where the documents are.
    pub input: Input,
    /// Only these languages, in this order; all when empty.
    pub langs: Vec<Lang>,
    /// Whether each line of a file is a segment and an empty line a paragraph break.
    pub segmented: bool,
    /// Encoding of text files, to be found out when not given.
    pub encoding: Option<String>,
    /// Evidence from outside the documents.
    pub help: Help,
    /// The memory to store in, if any.
    pub into: Option<String>,
    /// The files to write, if any.
    pub output: Option<Output>,
    /// Which beads are stored or written to TMX.
    pub keep: Keep,
    /// Do documents again that were done already.
    pub again: bool,
    /// How many documents to work on at once.
    pub jobs: usize,
}

/// How alignments are written as JSON, which is for the caller to know.
pub struct Json<'a> {
    /// The beads of a document, an object a line.
    pub beads: &'a (dyn Fn(&Aligned, &mut dyn Write) -> io::Result<()> + Sync),
    /// A whole document as one object.
    pub document: &'a (dyn Fn(&str, &Aligned) -> String + Sync),
}

/// What became of a document.
#[derive(Debug)]
pub struct Done {
    /// Its name in the run.
    pub id: String,
    /// Its versions; those that are the trouble when it failed.
    pub files: Vec<(Lang, PathBuf)>,
    /// What came of it.
    pub result: Result<Outcome, Error>,
}

/// What came of a document that could be read.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It was aligned.
    Aligned(Report),
    /// It was done before, and nothing has changed since.
    Known,
}

/// A document aligned, in figures.
#[derive(Clone, Debug)]
pub struct Report {
    /// How good it looks.
    pub quality: Quality,
    /// What is wrong with its files.
    pub problems: Vec<(PathBuf, Problem)>,
    /// What was stored.
    pub stored: Option<Stored>,
    /// The file written.
    pub file: Option<PathBuf>,
}

/// How good an alignment looks, without knowing the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Beads.
    pub beads: usize,
    /// Segments in all languages.
    pub segments: usize,
    /// Segments that stand alone.
    pub alone: usize,
    /// Beads that cross.
    pub crossing: usize,
    /// Mean confidence of the beads.
    pub confidence: f64,
}

impl Quality {
    /// Of an alignment.
    #[must_use]
    pub fn of(aligned: &Aligned) -> Self {
        let beads = &aligned.alignment.beads;
        let segments = |bead: &crate::model::Bead| bead.sides.iter().map(ExactSizeIterator::len).sum::<usize>();
        Self {
            beads: beads.len(),
            segments: beads.iter().map(segments).sum(),
            alone: beads.iter().filter(|bead| bead.filled() == 1).map(segments).sum(),
            crossing: beads.iter().filter(|bead| bead.crossing).count(),
            confidence: beads.iter().map(|bead| bead.confidence).sum::<f64>() / beads.len().max(1) as f64,
        }
    }

    /// Share of the segments that stand alone.
    #[must_use]
    pub fn alone_share(&self) -> f64 {
        self.alone as f64 / self.segments.max(1) as f64
    }

    /// What documents are ranked by, 0 the worst: mean confidence times the share of segments that do not stand alone.
    #[must_use]
    pub fn rank(&self) -> f64 {
        self.confidence * (1.0 - self.alone_share())
    }
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Run {
    /// Documents found.
    pub documents: usize,
    /// … aligned now.
    pub aligned: usize,
    /// … done before.
    pub known: usize,
    /// … that could not be aligned, with the reason.
    pub failed: Vec<(String, String)>,
    /// Documents with problems.
    pub problems: usize,
    /// All that were aligned now, the mean confidence by beads.
    pub quality: Quality,
    /// The worst of them, the worst first, at most [`WORST`].
    pub worst: Vec<(String, Quality)>,
    /// What was stored, all in all.
    pub stored: Option<RunStored>,
    /// Whether it was broken off.
    pub interrupted: bool,
}

/// What a run stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunStored {
    /// The memory.
    pub memory: String,
    /// Units that are new.
    pub added: u64,
    /// Units that were there already.
    pub merged: u64,
    /// Beads left out.
    pub skipped: u64,
    /// … of these, left out only because they cross.
    pub crossing: u64,
    /// The batches: none when nothing changed, more than one only when others wrote to the memory meanwhile.
    pub batches: Vec<i64>,
}

/// How many of the worst documents are told.
pub const WORST: usize = 10;

impl Run {
    /// Documents that are dealt with.
    #[must_use]
    pub fn done(&self) -> usize {
        self.aligned + self.known + self.failed.len()
    }

    fn count(&mut self, done: &Done) {
        match &done.result {
            Ok(Outcome::Known) => self.known += 1,
            Err(error) => self.failed.push((done.id.clone(), error.to_string())),
            Ok(Outcome::Aligned(report)) => {
                self.aligned += 1;
                self.problems += usize::from(!report.problems.is_empty());
                self.add(&done.id, report.quality);
                if let (Some(all), Some(stored)) = (&mut self.stored, &report.stored) {
                    all.added += stored.added;
                    all.merged += stored.merged;
                    all.skipped += stored.skipped;
                    all.crossing += stored.crossing;
                    if let Some(batch) = stored.batch.filter(|batch| !all.batches.contains(batch)) {
                        all.batches.push(batch);
                    }
                }
            }
        }
    }

    fn add(&mut self, id: &str, quality: Quality) {
        let all = &mut self.quality;
        let sum = all.confidence * all.beads as f64 + quality.confidence * quality.beads as f64;
        all.beads += quality.beads;
        all.segments += quality.segments;
        all.alone += quality.alone;
        all.crossing += quality.crossing;
        all.confidence = sum / all.beads.max(1) as f64;
        let at = self.worst.partition_point(|(_, other)| other.rank() <= quality.rank());
        if at < WORST {
            self.worst.insert(at, (id.to_owned(), quality));
            self.worst.truncate(WORST);
        }
    }
}

/// Aligns the documents of a run and keeps them. `tell` hears of each in their order once it is kept, and may break off.
///
/// A document that fails does not stop the run.
///
/// # Errors
/// When no documents are found, or what is aligned cannot be kept; documents kept before stay.
pub fn run(
    workspace: &Workspace,
    request: &Request,
    json: &Json<'_>,
    progress: &dyn Progress,
    tell: &mut dyn FnMut(&Done) -> ControlFlow<()>,
) -> Result<Run, Error> {
    let tasks = request.input.tasks(&request.langs, request.segmented)?;
    match &request.into {
        // What the run has kept stays when it fails later; so the failure is not one of the change.
        Some(memory) => {
            workspace.changing(memory, |store| Ok(with(tasks, request, Some((memory, store)), json, progress, tell)))?
        }
        None => with(tasks, request, None, json, progress, tell),
    }
}

fn with(
    tasks: Vec<Task>,
    request: &Request,
    memory: Option<(&str, &mut SqliteStore)>,
    json: &Json<'_>,
    progress: &dyn Progress,
    tell: &mut dyn FnMut(&Done) -> ControlFlow<()>,
) -> Result<Run, Error> {
    let total = tasks.len();
    let mut keeper = Keeper::new(request, memory, &tasks)?;
    let known = if request.again { HashSet::new() } else { keeper.known()? };
    let mut run = Run { documents: total, stored: keeper.nothing_stored(), ..Run::default() };
    let mut result = Ok(());
    let work = |task: Task| worked(task, request, &known, json);
    ordered(request.jobs, tasks.into_iter(), work, |event| {
        let mut flow = ControlFlow::Continue(());
        let due = match event {
            Event::Done(worked) => keeper.take(worked),
            Event::Waiting => true,
        };
        if progress.at("aligning", run.done() as u64, Some(total as u64)).is_break() {
            run.interrupted = true;
            flow = ControlFlow::Break(());
        }
        if due || flow.is_break() {
            result = keeper.keep(json, &mut |done| {
                run.count(&done);
                if tell(&done).is_break() {
                    flow = ControlFlow::Break(());
                }
            });
        }
        if result.is_err() { ControlFlow::Break(()) } else { flow }
    });
    result?;
    keeper.keep(json, &mut |done| {
        run.count(&done);
        // The last ones; there is nothing left to break off.
        let _ = tell(&done);
    })?;
    if run.done() == total {
        keeper.finish()?;
    }
    Ok(run)
}

/// A document that went through the work.
struct Worked {
    task: Task,
    result: Result<Work, Error>,
}

enum Work {
    /// Aligned, and written if each document has a file of its own.
    Aligned {
        aligned: Box<Aligned>,
        fingerprint: String,
        file: Option<PathBuf>,
    },
    Known,
}

/// Reads, aligns and writes a document, unless all that is asked for is there already.
fn worked(mut task: Task, request: &Request, known: &HashSet<String>, json: &Json<'_>) -> Worked {
    let result = (|| {
        if let Some(fault) = task.fault.take() {
            return Err(fault);
        }
        let mut contents = Vec::new();
        for (_, path) in &task.files {
            contents.push(std::fs::read(path).map_err(|error| Error::io(path, error))?);
        }
        let fingerprint = fingerprint(&task, &contents, request);
        if keep::is_kept(request, &task, &fingerprint, known) {
            return Ok(Work::Known);
        }
        let mut documents = Vec::new();
        for ((lang, path), bytes) in task.files.iter().zip(contents) {
            let options = OpenOptions {
                lang: Some(lang.clone()),
                segmented: request.segmented,
                encoding: request.encoding.clone(),
            };
            documents.push(OpenedDocument::read(path, &bytes, &options)?);
        }
        check(&documents)?;
        let aligned = Box::new(opened(documents, &request.help)?);
        let file = keep::written(request, &task, &aligned, json)?;
        Ok(Work::Aligned { aligned, fingerprint, file })
    })();
    Worked { task, result }
}

/// Stands for the contents of a document's files and all that their alignment depends on.
fn fingerprint(task: &Task, contents: &[Vec<u8>], request: &Request) -> String {
    let mut hash = Xxh3::new();
    let settings = format!(
        "{ALIGNER}\0{}\0{}\0{:?}\0{}\0{}\0",
        task.id,
        request.segmented,
        request.encoding,
        request.keep.min_confidence,
        request.help.fingerprint()
    );
    hash.update(settings.as_bytes());
    if request.keep.crossing {
        hash.update(b"crossing\0");
    }
    for ((lang, _), bytes) in task.files.iter().zip(contents) {
        hash.update(format!("{lang} {}\0", bytes.len()).as_bytes());
        hash.update(bytes);
    }
    format!("{:032x}", hash.digest128())
}
