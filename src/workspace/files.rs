//! Opening and writing files: one that is written appears when it is whole, and `-` is the standard input or output.

use super::Error;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Stdin, Write};
use std::path::{Path, PathBuf};

/// Bytes written together.
const BLOCK: usize = 1 << 18;

/// The extension of a file, lower case.
pub(super) fn extension(path: &Path) -> String {
    path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// Whether a name means the standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// A file to read, or the standard input.
pub(super) enum Input {
    File(File),
    Standard(Stdin),
}

impl Input {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        if is_standard(path) {
            return Ok(Self::Standard(io::stdin()));
        }
        File::open(path).map(Self::File).map_err(|error| Error::io(path, error))
    }
}

impl Read for Input {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buf),
            Self::Standard(stdin) => stdin.read(buf),
        }
    }
}

impl Seek for Input {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Standard(_) => Err(io::Error::other("a zip cannot be read from the standard input: name the file")),
        }
    }
}

/// Why a file could not be written.
pub(super) enum Failure {
    /// The output did not take it.
    Io(io::Error),
    /// What was to be written could not be had.
    Own(Error),
}

/// A file being written beside its name. It gets the name when it is whole; dropped before, it is removed. The other
/// name ends in no extension that a program watching the folder would read.
pub(super) struct Partial {
    path: PathBuf,
    /// None when there is nothing to move: a pipe or a device takes it as it comes.
    beside: Option<PathBuf>,
    out: BufWriter<Box<dyn Write>>,
    whole: bool,
}

impl Partial {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        if is_standard(path) {
            return Ok(Self::new(path.to_owned(), None, Box::new(io::stdout())));
        }
        // a link stays one: what it names is written
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            let file = File::options().write(true).open(&path)?;
            return Ok(Self::new(path, None, Box::new(file)));
        }
        let mut name = path.file_name().unwrap_or_default().to_os_string();
        name.push(".partial~");
        let beside = path.with_file_name(name);
        let file = File::create(&beside)?;
        Ok(Self::new(path, Some(beside), Box::new(file)))
    }

    fn new(path: PathBuf, beside: Option<PathBuf>, out: Box<dyn Write>) -> Self {
        Self { path, beside, out: BufWriter::with_capacity(BLOCK, out), whole: false }
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some(beside) = &self.beside {
            std::fs::rename(beside, &self.path)?;
        }
        self.whole = true;
        Ok(())
    }
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if let Some(beside) = self.beside.as_ref().filter(|_| !self.whole) {
            // What went wrong before is what to tell.
            let _ = std::fs::remove_file(beside);
        }
    }
}

/// Writes files that appear when they are whole.
pub(super) fn whole_files(
    paths: &[PathBuf],
    write: impl FnOnce(&mut [Partial]) -> Result<(), Failure>,
) -> Result<(), Error> {
    let result = (|| {
        let outs: io::Result<Vec<Partial>> = paths.iter().map(|path| Partial::create(path)).collect();
        let mut outs = outs.map_err(Failure::Io)?;
        write(&mut outs)?;
        outs.into_iter().try_for_each(Partial::finish).map_err(Failure::Io)
    })();
    result.map_err(|failure| match failure {
        Failure::Io(error) => Error::io(paths.first().map_or(Path::new(""), PathBuf::as_path), error),
        Failure::Own(error) => error,
    })
}

/// Writes a whole file from a function that only meets errors of writing.
pub(super) fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    whole_files(&[path.to_owned()], |outs| outs.first_mut().map_or(Ok(()), |out| write(out)).map_err(Failure::Io))
}
