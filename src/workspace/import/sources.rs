//! Which files does a name stand for? A file, packed or not, the files in a zip, or those of a folder.

use super::omegat::Project;
use crate::formats::exchange::{ExchangeError, ExchangeFormat, ReadOptions, UnitReader};
use crate::formats::packed::{Archive, is_zip, unpacked, unpacked_name};
use crate::model::Prop;
use crate::workspace::files::{self, extension, is_standard};
use crate::workspace::{Error, files_in};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use xxhash_rust::xxh3::Xxh3;

/// Bytes of a file held at a time.
const BLOCK: usize = 1 << 18;
/// Folders within folders that are still looked into.
const MAX_DEPTH: usize = 16;

/// One file of units.
pub(in crate::workspace) struct Part<'p> {
    /// Its place, for people: that of the file, and its name within a zip.
    pub(in crate::workspace) place: PathBuf,
    /// What its units are given besides.
    pub(in crate::workspace) props: &'p [Prop],
    /// How it is read, or why it is not.
    pub(in crate::workspace) reader: Result<Box<dyn UnitReader + 'p>, ExchangeError>,
}

/// What takes the parts.
type Visit<'v> = &'v mut dyn FnMut(Part<'_>) -> Result<(), Error>;

/// A file to be read.
pub(super) struct InFolder {
    pub(super) path: PathBuf,
    /// What its units are given besides.
    pub(super) props: Vec<Prop>,
}

impl InFolder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, props: Vec::new() }
    }
}

/// The files a name stands for.
pub(in crate::workspace) struct Sources<'r> {
    path: &'r Path,
    files: Vec<InFolder>,
    options: ReadOptions,
    /// The format of all files, instead of finding it out.
    format: Option<&'static ExchangeFormat>,
    /// What else there is in the OmegaT project that the folder is.
    pub(super) project: Option<Project>,
    /// Bytes of all files.
    pub(in crate::workspace) size: u64,
    /// Bytes read so far.
    pub(in crate::workspace) done: Arc<AtomicU64>,
    /// What was read, as a hash.
    print: Arc<Mutex<Xxh3>>,
}

impl<'r> Sources<'r> {
    /// Looks what there is.
    pub(in crate::workspace) fn of(path: &'r Path, options: &ReadOptions) -> Result<Self, Error> {
        Self::in_format(path, options, None)
    }

    /// Looks what there is, and will read it in a format, if one is named.
    pub(super) fn in_format(path: &'r Path, options: &ReadOptions, format: Option<&str>) -> Result<Self, Error> {
        let format = format.map(|name| {
            let unknown = || Error::UnknownFormat { name: name.to_owned(), known: ExchangeFormat::readable() };
            ExchangeFormat::named_to_read(name).ok_or_else(unknown)
        });
        let format = format.transpose()?;
        let mut options = options.clone();
        let mut project = Project::in_folder(path, options.drafts)?;
        let files = if let Some(project) = &mut project {
            if options.langs.is_empty() {
                options.langs.clone_from(&project.langs);
            }
            std::mem::take(&mut project.files)
        } else if path.is_dir() {
            let mut files = Vec::new();
            collect(path, &mut files)?;
            files.into_iter().map(InFolder::new).collect()
        } else {
            vec![InFolder::new(path.to_owned())]
        };
        let mut size = 0;
        for InFolder { path, .. } in files.iter().filter(|file| !is_standard(&file.path)) {
            size += std::fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
        }
        if files.is_empty() && project.as_ref().is_none_or(|project| project.glossaries.is_empty()) {
            return Err(Error::NothingToImport(path.to_owned()));
        }
        Ok(Self { path, files, options, format, project, size, done: Arc::default(), print: Arc::default() })
    }

    /// A fingerprint of what was read, for telling that a file was read before.
    pub(in crate::workspace) fn fingerprint(&self) -> String {
        let digest = self.print.lock().map_or(0, |print| print.digest128());
        format!("file {digest:032x} {}", self.size)
    }

    /// Opens one after the other.
    pub(in crate::workspace) fn each(&self, visit: Visit<'_>) -> Result<(), Error> {
        let mut found = self.files.is_empty();
        for file in &self.files {
            self.file(file, &mut |part| {
                found = true;
                visit(part)
            })?;
        }
        if found { Ok(()) } else { Err(Error::NothingToImport(self.path.to_owned())) }
    }

    fn file(&self, InFolder { path, props }: &InFolder, visit: Visit<'_>) -> Result<(), Error> {
        let io_error = |error| Error::io(path, error);
        let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let format = self.format.or_else(|| format_of(&name));
        // a file may be a pipe: it is opened once, and only a zip is read in another order
        let file = files::Input::open(path)?;
        let file = Counted { file, done: Arc::clone(&self.done), print: Arc::clone(&self.print) };
        let mut file = BufReader::with_capacity(BLOCK, file);
        if format.is_none_or(|format| !format.is_packed()) && is_zip(file.fill_buf().map_err(io_error)?) {
            return self.archive(path, props, file, visit);
        }
        let format = match format {
            None => ExchangeFormat::of_content(file.fill_buf().map_err(io_error)?),
            format => format,
        };
        let Some(format) = format else {
            if file.fill_buf().map_err(io_error)?.is_empty() {
                return Err(Error::Empty(path.clone()));
            }
            let known = format!("{}, zip; each also as .gz or .xz", ExchangeFormat::readable());
            return Err(Error::Format { path: path.clone(), extension: extension(path), known: known.into() });
        };
        let reader = if format.reads_files() {
            if is_standard(path) {
                return Err(Error::NoStream { format: format.name(), way: "read from the standard input" });
            }
            // a library reads it where we cannot count; it is told apart by its first bytes
            file.fill_buf().map_err(io_error)?;
            format.open_file(path, &self.options)
        } else {
            unpacked(Box::new(file)).map_err(ExchangeError::from).and_then(|input| format.open(input, &self.options))
        };
        visit(Part { place: path.clone(), props, reader })
    }

    /// The files in a zip whose names say that they are exchange files.
    fn archive(&self, path: &Path, props: &[Prop], file: BufReader<Counted>, visit: Visit<'_>) -> Result<(), Error> {
        let mut archive = Archive::open(file).map_err(|error| Error::io(path, error))?;
        for (number, name) in archive.names() {
            let format = format_of(&name.to_ascii_lowercase()).filter(|format| !format.reads_files());
            let Some(format) = format.filter(|_| !is_of_system(&name)) else { continue };
            let input = archive.file(number).and_then(unpacked);
            let reader = input.map_err(ExchangeError::from).and_then(|input| format.open(input, &self.options));
            visit(Part { place: path.join(name), props, reader })?;
        }
        Ok(())
    }
}

/// The exchange files of a folder and those below, by name.
pub(super) fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    fn within(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
        for path in files_in(folder)? {
            let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
            if path.is_dir() {
                if depth > 0 && !name.starts_with('.') {
                    within(&path, depth - 1, files)?;
                }
            } else if !is_of_system(&name) && (format_of(&name).is_some() || name.ends_with(".zip")) {
                files.push(path);
            }
        }
        Ok(())
    }
    within(folder, MAX_DEPTH, files)
}

/// Whether a file is what macOS puts beside others: `__MACOSX/._memory.tmx`.
fn is_of_system(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|name| name.starts_with("._"))
}

/// The format a file's name tells, packed or not.
fn format_of(name: &str) -> Option<&'static ExchangeFormat> {
    let (_, extension) = unpacked_name(name).rsplit_once('.')?;
    ExchangeFormat::to_read(extension)
}

/// A file that counts what is read of it, for a progress bar, and takes its fingerprint.
struct Counted {
    file: files::Input,
    done: Arc<AtomicU64>,
    print: Arc<Mutex<Xxh3>>,
}

impl Read for Counted {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buf)?;
        self.done.fetch_add(read as u64, Ordering::Relaxed);
        if let Ok(mut print) = self.print.lock() {
            print.update(&buf[..read]);
        }
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
