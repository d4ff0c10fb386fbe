//! Reading exchange files into a memory.

use super::parallel::{Event, ordered};
use super::{Error, Progress, Workspace, now};
use crate::formats::tmx::{ReadOptions, TmxError, TmxReader};
use crate::lang::Lang;
use crate::model::{BatchKind, Origin, Source, Tu};
use crate::problem::Problem;
use crate::store::{Added, Store, Writer};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Formats that can be imported, by extension.
pub const FORMATS: &str = "tmx";
/// Problems kept for the report; more are only counted.
const MAX_PROBLEMS: usize = 1000;
/// Units read together, unless these bytes of the file are reached before.
const PARCEL: (usize, u64) = (256, 1 << 20);

/// What to import.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file.
    pub file: PathBuf,
    /// The memory to read it into.
    pub into: String,
    /// Make the first problem an error.
    pub strict: bool,
    /// Encoding of the file, to be found out when not given.
    pub encoding: Option<String>,
    /// Read and report, change nothing.
    pub dry_run: bool,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The file.
    pub file: PathBuf,
    /// Format and version, such as `tmx 1.4`.
    pub format: String,
    /// The memory written.
    pub memory: String,
    /// Units in the file.
    pub read: u64,
    /// Units that are new.
    pub added: u64,
    /// Units that were there already and got a further origin, property or note.
    pub merged: u64,
    /// Units that were there already with all there is to them.
    pub known: u64,
    /// Units passed over, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// What is wrong with the file, up to a thousand problems.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub problem_count: u64,
    /// The batch; `None` when nothing changed.
    pub batch: Option<i64>,
}

/// Imports one file as one batch.
///
/// # Errors
/// When the file cannot be read to its end, has a problem and `strict` is asked, or the memory cannot be written. The
/// memory is unchanged then, and one that was made for the import is removed again.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Imported, Error> {
    let file = File::open(&request.file).map_err(|error| Error::io(&request.file, error))?;
    let size = file.metadata().map_err(|error| Error::io(&request.file, error))?.len();
    let extension = request.file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    if extension != "tmx" {
        return Err(Error::Format { path: request.file.clone(), extension, known: FORMATS });
    }
    let options = ReadOptions { encoding: request.encoding.clone(), ..ReadOptions::default() };
    let tmx = |cause| Error::Tmx { path: request.file.clone(), cause };
    let mut reader = TmxReader::new(BufReader::with_capacity(1 << 18, file), &options).map_err(tmx)?;
    let mut imported = Imported {
        file: request.file.clone(),
        format: format!("tmx {}", reader.header().version.as_deref().unwrap_or("without version")),
        memory: request.into.clone(),
        ..Imported::default()
    };
    if request.dry_run && !workspace.memory_path(&request.into)?.exists() {
        let mut sink = |_: &Tu| Ok(Added::New(crate::model::TuId(0)));
        read_all(&mut reader, request, size, progress, &mut imported, &mut sink)?;
        return Ok(imported);
    }
    workspace.changing(&request.into, |store| {
        let title = request.file.display().to_string();
        let mut writer = store.writer(BatchKind::Import, &title, &now())?;
        let mut sink = |tu: &Tu| Ok(Writer::add(&mut *writer, tu)?);
        read_all(&mut reader, request, size, progress, &mut imported, &mut sink)?;
        if !request.dry_run {
            imported.batch = writer.commit()?.map(|batch| batch.id.0);
        }
        Ok(())
    })?;
    Ok(imported)
}

/// Units read and not yet written.
#[derive(Default)]
struct Parcel {
    /// With their numbers in the file.
    units: Vec<(u64, Tu)>,
    problems: Vec<Problem>,
    /// Bytes of the file read so far.
    bytes: u64,
    /// Why there are no more, once there are none.
    end: Option<Result<(), TmxError>>,
}

/// Reads on a thread of its own, some parcels ahead of what is written.
fn read_all<R: BufRead + Send>(
    reader: &mut TmxReader<R>,
    request: &Request,
    size: u64,
    progress: &dyn Progress,
    imported: &mut Imported,
    sink: &mut dyn FnMut(&Tu) -> Result<Added, Error>,
) -> Result<(), Error> {
    let mut ended = false;
    let parcels = std::iter::from_fn(|| {
        let parcel = (!ended).then(|| parcel(reader))?;
        ended = parcel.end.is_some();
        Some(parcel)
    });
    let mut outcome = Ok(());
    ordered(
        1,
        parcels,
        |parcel| parcel,
        |event| {
            outcome = match event {
                Event::Done(parcel) => write(parcel, request, size, progress, imported, sink),
                Event::Waiting => Ok(()),
            };
            if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
    outcome?;
    imported.read = reader.units();
    let words = |code: &str| code.trim_start_matches("tmx-").replace('-', " ");
    imported.skipped = reader.skipped().iter().map(|(reason, count)| (words(reason), *count)).collect();
    Ok(())
}

/// The next units of a file, few enough to be held.
fn parcel<R: BufRead>(reader: &mut TmxReader<R>) -> Parcel {
    let mut parcel = Parcel::default();
    let (units, bytes) = (PARCEL.0, reader.bytes() + PARCEL.1);
    while parcel.units.len() < units && reader.bytes() < bytes && parcel.end.is_none() {
        match reader.next(&mut parcel.problems) {
            Ok(Some(tu)) => parcel.units.push((reader.units(), tu)),
            Ok(None) => parcel.end = Some(Ok(())),
            Err(cause) => parcel.end = Some(Err(cause)),
        }
    }
    parcel.bytes = reader.bytes();
    parcel
}

fn write(
    parcel: Parcel,
    request: &Request,
    size: u64,
    progress: &dyn Progress,
    imported: &mut Imported,
    sink: &mut dyn FnMut(&Tu) -> Result<Added, Error>,
) -> Result<(), Error> {
    let path = &request.file;
    if let (true, Some(problem)) = (request.strict, parcel.problems.first()) {
        return Err(Error::Strict { path: path.clone(), problem: problem.clone() });
    }
    imported.problem_count += parcel.problems.len() as u64;
    let room = MAX_PROBLEMS - imported.problems.len().min(MAX_PROBLEMS);
    imported.problems.extend(parcel.problems.into_iter().take(room));
    if progress.at("importing", parcel.bytes, Some(size)).is_break() {
        return Err(Error::Interrupted);
    }
    for (number, mut tu) in parcel.units {
        if tu.origins.is_empty() {
            tu.origins.push(origin(path, number));
        }
        match sink(&tu)? {
            Added::New(_) => imported.added += 1,
            Added::Merged(_) => imported.merged += 1,
            Added::Known(_) => imported.known += 1,
        }
    }
    parcel.end.unwrap_or(Ok(())).map_err(|cause| Error::Tmx { path: path.clone(), cause })
}

/// A unit that tells no origin comes from the file, under its name alone: where the file lay is nobody's business.
fn origin(path: &Path, number: u64) -> Origin {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = Source { name, ..Source::default() };
    Origin { sources: vec![(None::<Lang>, source)], position: number.saturating_sub(1), ..Origin::default() }
}
