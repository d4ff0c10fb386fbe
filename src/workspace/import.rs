//! Reading exchange files into a memory.

mod duplicates;
mod omegat;
mod score;
pub(super) mod sources;

use super::files::is_standard;
use super::filter::unconfirmed;
use super::glossary::keep;
use super::parallel::{Event, ordered};
use super::{Error, Progress, Workspace, now};
pub use crate::formats::exchange::ReadOptions;
use crate::formats::exchange::{ExchangeError, UnitReader};
use crate::lang::Lang;
use crate::model::{BatchKind, Concept, Header, Origin, Prop, Source, Tu, attribute};
use crate::problem::{Place, Problem};
use crate::store::{Added, Store};
pub use duplicates::OnDuplicate;
use omegat::Project;
use sources::{Part, Sources};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Problems kept for the report; more are only counted.
const MAX_PROBLEMS: usize = 1000;
/// Units read together, unless these bytes of the file are reached before.
const PARCEL: (usize, u64) = (256, 1 << 20);

/// What to import.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file, a zip of files, a folder of them, or that of an OmegaT project; `-` for the standard input.
    pub file: PathBuf,
    /// The format of all files, by its name or extension, instead of finding it out.
    pub format: Option<String>,
    /// The memory to read it into.
    pub into: String,
    /// Make the first problem an error.
    pub strict: bool,
    /// How to read what does not tell.
    pub options: ReadOptions,
    /// What to do with units whose source is there already.
    pub on_duplicate: OnDuplicate,
    /// Leave out units whose score, as corpora tell it, is less.
    pub min_score: Option<f64>,
    /// Keep what stands before the place where a file is cut off or broken.
    pub keep_good: bool,
    /// Read and report, change nothing.
    pub dry_run: bool,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The file.
    pub file: PathBuf,
    /// Format and version, such as `tmx 1.4`; each once, where there are several files.
    pub format: String,
    /// How many files were read: more than one of a folder or a zip.
    pub files: u64,
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
    /// Units read that are marked as drafts or rejected where they come from, and are kept with that mark.
    pub unconfirmed: u64,
    /// Units passed over, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// What is wrong with the file, up to a thousand problems.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub problem_count: u64,
    /// Concepts of the glossaries of an OmegaT project that were added or added to.
    pub concepts: u64,
    /// Whether a file was cut off or broken, and what stood before was kept.
    pub incomplete: bool,
    /// The batch that read the same file before.
    pub read_before: Option<i64>,
    /// The batch; `None` when nothing changed.
    pub batch: Option<i64>,
}

/// Imports a file, or those of a zip or a folder, as one batch.
///
/// # Errors
/// When a file cannot be read to its end, has a problem and `strict` is asked, or the memory cannot be written. The
/// memory is unchanged then, and one that was made for the import is removed again.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Imported, Error> {
    let mut sources = Sources::in_format(&request.file, &request.options, request.format.as_deref())?;
    let project = sources.project.take();
    let mut import = Import {
        request,
        progress,
        sources: &sources,
        imported: Imported { file: request.file.clone(), memory: request.into.clone(), ..Imported::default() },
    };
    let termbases = import.termbases(project)?;
    if request.dry_run && !workspace.memory_path(&request.into)?.exists() {
        import.all(&mut |_| Ok(Some(Added::New(crate::model::TuId(0)))))?;
        import.imported.concepts = keep::counted(termbases);
        return Ok(import.imported);
    }
    workspace.changing(&request.into, |store| {
        let title = request.file.display().to_string();
        let mut writer = store.writer(BatchKind::Import, &title, &now())?;
        import.all(&mut |thing| {
            Ok(match thing {
                Thing::Header(header) => {
                    writer.header(header)?;
                    None
                }
                Thing::Unit(tu, file) => duplicates::add(&mut *writer, tu, file, request.on_duplicate)?,
            })
        })?;
        import.imported.concepts = keep::unite(&mut *writer, termbases)?;
        let fingerprint = sources.fingerprint();
        import.imported.read_before = writer.aligned_by(&fingerprint)?.map(|batch| batch.0);
        writer.aligned(&fingerprint)?;
        if !request.dry_run {
            import.imported.batch = writer.commit()?.map(|batch| batch.id.0);
        }
        Ok(())
    })?;
    Ok(import.imported)
}

/// An import at work.
struct Import<'i> {
    request: &'i Request,
    progress: &'i dyn Progress,
    sources: &'i Sources<'i>,
    imported: Imported,
}

/// What stands in a file.
enum Thing<'t> {
    Header(&'t Header),
    /// A unit, and the source language of its file.
    Unit(&'t Tu, Option<&'t Lang>),
}

/// What takes it, and says what became of a unit.
type Sink<'s> = &'s mut dyn FnMut(Thing<'_>) -> Result<Option<Added>, Error>;

impl Import<'_> {
    /// The concepts of each glossary of a project.
    fn termbases(&mut self, project: Option<Project>) -> Result<Vec<Vec<Concept>>, Error> {
        let Some(mut project) = project else { return Ok(Vec::new()) };
        let termbases = project.concepts()?;
        for problem in project.problems {
            self.problem(&self.request.file, problem)?;
        }
        Ok(termbases)
    }

    fn all(&mut self, sink: Sink<'_>) -> Result<(), Error> {
        let sources = self.sources;
        sources.each(&mut |Part { place, props, reader }| {
            match reader {
                Ok(mut reader) => self.part(&place, props, &mut *reader, sink),
                // among others a file may just share the extension
                Err(cause) if cause.is_foreign() && place != self.request.file => {
                    let message = format!("{cause}; the file is passed over");
                    self.problem(&place, Problem { code: "other-file", message, place: Place::default() })
                }
                Err(cause) => Err(Error::Exchange { path: place, cause }),
            }
        })
    }

    /// Reads one file on a thread of its own, some parcels ahead of what is written.
    fn part(&mut self, place: &Path, props: &[Prop], reader: &mut dyn UnitReader, sink: Sink<'_>) -> Result<(), Error> {
        let header = reader.header();
        let srclang = attribute(&header.attributes, "srclang").and_then(|text| Lang::parse(text).ok());
        // a file without a header says by its units what it translates from
        let mut untold = header.is_empty();
        if !header.is_empty() {
            sink(Thing::Header(&header))?;
        }
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
                    Event::Done(parcel) => {
                        let first = parcel.units.first().and_then(|(_, tu)| tu.tuvs.first());
                        let told = match first.filter(|_| std::mem::take(&mut untold)) {
                            Some(first) => sink(Thing::Header(&directed(&first.lang))).map(drop),
                            None => Ok(()),
                        };
                        told.and_then(|()| self.write(place, props, srclang.as_ref(), parcel, sink))
                    }
                    Event::Waiting => Ok(()),
                };
                if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        outcome?;
        let imported = &mut self.imported;
        imported.files += 1;
        let format = reader.format();
        if !imported.format.split(", ").any(|known| known == format) {
            let comma = if imported.format.is_empty() { "" } else { ", " };
            imported.format.push_str(comma);
            imported.format.push_str(&format);
        }
        let tally = reader.tally();
        imported.read += tally.units;
        for (code, count) in &tally.skipped {
            let reason = code.split_once('-').map_or(*code, |(_, reason)| reason).replace('-', " ");
            *imported.skipped.entry(reason).or_default() += count;
        }
        Ok(())
    }

    fn write(
        &mut self,
        place: &Path,
        props: &[Prop],
        srclang: Option<&Lang>,
        parcel: Parcel,
        sink: Sink<'_>,
    ) -> Result<(), Error> {
        for problem in parcel.problems {
            self.problem(place, problem)?;
        }
        let done = self.sources.done.load(Ordering::Relaxed);
        if self.progress.at("importing", done.min(self.sources.size), Some(self.sources.size)).is_break() {
            return Err(Error::Interrupted);
        }
        let mut last = 0;
        for (number, mut tu) in parcel.units {
            last = number;
            if self.request.min_score.is_some_and(|least| score::of(&tu).is_some_and(|score| score < least)) {
                self.skip("low score");
                continue;
            }
            self.imported.unconfirmed += u64::from(unconfirmed(&tu).is_some());
            come_from(&mut tu, place, number);
            tu.props.extend_from_slice(props);
            match sink(Thing::Unit(&tu, srclang))? {
                Some(Added::New(_)) => self.imported.added += 1,
                Some(Added::Merged(_)) => self.imported.merged += 1,
                Some(Added::Known(_)) => self.imported.known += 1,
                None => self.skip("older than what is there"),
            }
        }
        match parcel.end {
            Some(Err(cause)) if self.request.keep_good && cause.is_damage() => {
                self.imported.incomplete = true;
                let message = format!("incomplete: {cause}; what stands before was kept");
                self.problem(
                    place,
                    Problem { code: "incomplete", message, place: Place { line: None, tu: Some(last) } },
                )
            }
            Some(Err(cause)) => Err(Error::Exchange { path: place.to_owned(), cause }),
            Some(Ok(())) | None => Ok(()),
        }
    }

    fn skip(&mut self, reason: &str) {
        *self.imported.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    fn problem(&mut self, place: &Path, mut problem: Problem) -> Result<(), Error> {
        if self.request.strict {
            return Err(Error::Strict { path: place.to_owned(), problem });
        }
        self.imported.problem_count += 1;
        if self.imported.problems.len() < MAX_PROBLEMS {
            if let Ok(within) = place.strip_prefix(&self.request.file)
                && within.components().next().is_some()
            {
                problem.message = format!("{}: {}", within.display(), problem.message);
            }
            self.imported.problems.push(problem);
        }
        Ok(())
    }
}

/// The header of a file that says no more than its source language.
fn directed(lang: &Lang) -> Header {
    Header { attributes: vec![("srclang".to_owned(), lang.to_string())], ..Header::default() }
}

/// Units read and not yet written.
#[derive(Default)]
struct Parcel {
    /// With their numbers in the file.
    units: Vec<(u64, Tu)>,
    problems: Vec<Problem>,
    /// Why there are no more, once there are none.
    end: Option<Result<(), ExchangeError>>,
}

/// The next units of a file, few enough to be held.
fn parcel(reader: &mut dyn UnitReader) -> Parcel {
    let mut parcel = Parcel::default();
    let (units, bytes) = (PARCEL.0, reader.bytes() + PARCEL.1);
    while parcel.units.len() < units && reader.bytes() < bytes && parcel.end.is_none() {
        match reader.next(&mut parcel.problems) {
            Ok(Some(tu)) => parcel.units.push((reader.tally().units, tu)),
            Ok(None) => parcel.end = Some(Ok(())),
            Err(cause) => parcel.end = Some(Err(cause)),
        }
    }
    parcel
}

/// A unit that tells no origin comes from the file, and one that tells its neighbours alone stands in it.
fn come_from(tu: &mut Tu, path: &Path, number: u64) {
    if tu.origins.is_empty() {
        tu.origins.push(origin(path, number));
    }
    for untold in tu.origins.iter_mut().filter(|origin| origin.sources.is_empty()) {
        untold.sources = origin(path, number).sources;
    }
}

/// A file as an origin, under its name alone: where it lay is nobody's business.
fn origin(path: &Path, number: u64) -> Origin {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if is_standard(path) { "standard input".to_owned() } else { name };
    let source = Source { name, ..Source::default() };
    Origin { sources: vec![(None::<Lang>, source)], position: number.saturating_sub(1), ..Origin::default() }
}
