//! Keeping what a run has aligned: in a memory, in a folder, in one file; and knowing what is kept already.

use super::super::align::{Aligned, Stored, add};
use super::super::export::{self, Together};
use super::super::{Error, Silent, now};
use super::find::{file_name, order};
use super::{Done, Json, Outcome, Quality, Report, Request, RunStored, Task, Work, Worked};
use crate::lang::Lang;
use crate::model::{BatchId, BatchKind};
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a run writes besides a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A file for each document, named after it.
    Folder {
        /// The folder; made when it is not there.
        path: PathBuf,
        /// The format, by extension.
        format: String,
    },
    /// One file with all documents, by extension; written whole or not at all.
    File(PathBuf),
}

/// Documents that are kept together at most, and for how long they may wait for others.
const TOGETHER: usize = 64;
const PATIENCE: Duration = Duration::from_secs(1);
/// Holds the fingerprints of what is written in a folder: `fingerprint<TAB>file` a line.
const NOTES: &str = ".tolmach-aligned.tsv";

/// Keeps documents as they come.
pub(super) struct Keeper<'a> {
    request: &'a Request,
    memory: Option<(&'a str, &'a mut SqliteStore)>,
    /// The batch of the run, once there is one.
    batch: Option<BatchId>,
    title: String,
    together: Option<Together>,
    notes: Option<(PathBuf, File)>,
    waiting: Vec<Worked>,
    kept: Instant,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        request: &'a Request,
        memory: Option<(&'a str, &'a mut SqliteStore)>,
        tasks: &[Task],
    ) -> Result<Self, Error> {
        let (mut together, mut notes) = (None, None);
        match &request.output {
            Some(Output::File(file)) => together = Some(Together::create(file, &langs(tasks))?),
            Some(Output::Folder { path, format }) => {
                export::check(path, format)?;
                fs::create_dir_all(path).map_err(|error| Error::io(path, error))?;
                let file = path.join(NOTES);
                let opened = OpenOptions::new().create(true).append(true).open(&file);
                notes = Some((file.clone(), opened.map_err(|error| Error::io(&file, error))?));
            }
            None => {}
        }
        let title = format!("{} ({} documents)", request.input.path().display(), tasks.len());
        let (batch, waiting, kept) = (None, Vec::new(), Instant::now());
        Ok(Self { request, memory, batch, title, together, notes, waiting, kept })
    }

    /// The fingerprints of what is kept already: in the memory, and in the folder with the name of the file.
    pub(super) fn known(&self) -> Result<HashSet<String>, Error> {
        let mut known = match &self.memory {
            Some((_, store)) => store.aligned()?,
            None => HashSet::new(),
        };
        if let Some((path, _)) = &self.notes {
            let notes = fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
            known.extend(notes.lines().map(str::to_owned));
        }
        Ok(known)
    }

    pub(super) fn nothing_stored(&self) -> Option<RunStored> {
        let (memory, _) = self.memory.as_ref()?;
        Some(RunStored { memory: (*memory).to_owned(), ..RunStored::default() })
    }

    /// Takes a document. Whether it is time to keep what has come.
    pub(super) fn take(&mut self, worked: Worked) -> bool {
        self.waiting.push(worked);
        self.waiting.len() >= TOGETHER || self.kept.elapsed() >= PATIENCE
    }

    /// Keeps what has come, and tells of each document.
    pub(super) fn keep(&mut self, json: &Json<'_>, tell: &mut dyn FnMut(Done)) -> Result<(), Error> {
        self.kept = Instant::now();
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        let stored = self.store(&waiting)?;
        for (Worked { task, result }, stored) in waiting.into_iter().zip(stored) {
            if let (Some(together), Ok(Work::Aligned { aligned, .. })) = (&mut self.together, &result) {
                together.add(&task.id, aligned, self.request.keep, json.document)?;
            }
            if let (Some((path, notes)), Ok(Work::Aligned { fingerprint, file: Some(file), .. })) =
                (&mut self.notes, &result)
            {
                writeln!(notes, "{}", note(fingerprint, file)).map_err(|error| Error::io(path, error))?;
            }
            let result = result.map(|work| match work {
                Work::Known => Outcome::Known,
                Work::Aligned { aligned, file, .. } => {
                    let of = |d: &crate::workspace::OpenedDocument| {
                        d.problems.iter().map(|problem| (d.path.clone(), problem.clone())).collect::<Vec<_>>()
                    };
                    let problems = aligned.documents.iter().flat_map(of).collect();
                    Outcome::Aligned(Report { quality: Quality::of(&aligned), problems, stored, file })
                }
            });
            tell(Done { id: task.id, files: task.files, result });
        }
        Ok(())
    }

    /// Stores documents, as a part of the run's batch.
    fn store(&mut self, waiting: &[Worked]) -> Result<Vec<Option<Stored>>, Error> {
        let Some((memory, store)) = &mut self.memory else { return Ok(vec![None; waiting.len()]) };
        if !waiting.iter().any(|worked| matches!(worked.result, Ok(Work::Aligned { .. }))) {
            return Ok(vec![None; waiting.len()]);
        }
        let at = now();
        let mut writer = store.resume(self.batch, BatchKind::Align, &self.title, &at)?;
        let mut all = Vec::with_capacity(waiting.len());
        for worked in waiting {
            let Ok(Work::Aligned { aligned, fingerprint, .. }) = &worked.result else {
                all.push(None);
                continue;
            };
            all.push(Some(add(&mut *writer, aligned, memory, self.request.keep, &at, &Silent)?));
            writer.aligned(fingerprint)?;
        }
        if let Some(batch) = writer.commit()? {
            self.batch = Some(batch.id);
            for stored in all.iter_mut().flatten() {
                stored.batch = Some(batch.id.0);
            }
        }
        Ok(all)
    }

    /// Ends a run that has come to its end.
    pub(super) fn finish(self) -> Result<(), Error> {
        self.together.map_or(Ok(()), Together::finish)
    }
}

/// The languages of a run, the three in front.
fn langs(tasks: &[Task]) -> Vec<Lang> {
    let mut langs: Vec<Lang> = Vec::new();
    for (lang, _) in tasks.iter().flat_map(|task| &task.files) {
        if !langs.contains(lang) {
            langs.push(lang.clone());
        }
    }
    langs.sort_by_key(order);
    langs
}

/// Whether a document is kept already wherever it is asked for. One file is written anew each time.
pub(super) fn is_kept(request: &Request, task: &Task, fingerprint: &str, known: &HashSet<String>) -> bool {
    let stored = request.into.is_none() || known.contains(fingerprint);
    let written = match &request.output {
        Some(Output::File(_)) => false,
        Some(Output::Folder { path, format }) => {
            let file = file_of(path, &task.id, format);
            known.contains(&note(fingerprint, &file)) && file.exists()
        }
        None => request.into.is_some(),
    };
    stored && written
}

/// Writes a document's own file, if each is to have one.
pub(super) fn written(
    request: &Request,
    task: &Task,
    aligned: &Aligned,
    json: &Json<'_>,
) -> Result<Option<PathBuf>, Error> {
    let Some(Output::Folder { path, format }) = &request.output else { return Ok(None) };
    let file = file_of(path, &task.id, format);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    }
    export::alignment(aligned, &file, request.keep, &|out| (json.beads)(aligned, out))?;
    Ok(Some(file))
}

/// The file of a document.
fn file_of(folder: &Path, id: &str, format: &str) -> PathBuf {
    folder.join(format!("{}.{format}", file_name(id)))
}

fn note(fingerprint: &str, file: &Path) -> String {
    format!("{fingerprint}\t{}", file.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stay_below_their_folder() {
        let file = |id: &str| file_of(Path::new("out"), id, "tsv").to_string_lossy().into_owned();
        assert_eq!(file("2024/x"), "out/2024/x.tsv");
        assert_eq!(file("../../etc/passwd"), "out/etc/passwd.tsv");
        assert_eq!(file("/abs\\..\\x"), "out/abs/x.tsv");
        assert_eq!(file("."), "out/document.tsv");
    }
}
