//! What can I do? The workshop: one file per use case, and the workspace they work in.
//!
//! A workspace is a folder with a subfolder `memories/`: `NAME.sqlite` are memories, `NAME/NAME.tbx` and `NAME/NAME.tmx`
//! are text forms that are kept under version control. The use cases read and write files here and nowhere below; they
//! never print, and never look at the environment: what they need to know comes in as values.

pub mod align;
pub mod analyse;
pub mod batch;
pub mod check;
pub mod diff;
mod document;
pub mod edit;
mod error;
pub mod evaluate;
pub mod export;
pub mod extend;
mod files;
mod filter;
pub mod glossary;
mod help;
pub mod import;
pub mod journal;
pub mod maintain;
mod memory;
pub mod merge;
pub mod parallel;
pub mod pipe;
mod progress;
pub mod query;
pub mod recall;
pub mod review;
pub mod search;
pub mod segment;
mod unit;
mod units;
mod vectors;

pub use document::OpenedDocument;
pub use error::Error;
pub use filter::{Filter, FilterError};
pub use help::{Help, Learned};
pub use progress::{Progress, Silent};
pub use vectors::Vectors;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Name of the memory that is written when none is named.
pub const DEFAULT_MEMORY: &str = "main";

/// A folder with memories.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at a folder given, or the nearest ancestor of the current folder that has `memories/` or
    /// `tolmach.toml`, or else the current folder itself. Makes nothing.
    #[must_use]
    pub fn locate(given: Option<&Path>, current: &Path) -> Self {
        let marked = |folder: &&Path| folder.join("memories").is_dir() || folder.join("tolmach.toml").is_file();
        let root = match given {
            Some(given) => current.join(given),
            None => current.ancestors().find(marked).unwrap_or(current).to_owned(),
        };
        Self { root }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Names of the memories there are, sorted.
    ///
    /// # Errors
    /// When the folder of memories exists and cannot be read.
    pub fn memories(&self) -> Result<Vec<String>, Error> {
        let mut names: Vec<String> = files_in(&self.memories_folder())?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|e| e == "sqlite"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        names.sort();
        Ok(names)
    }

    /// The file of a memory.
    ///
    /// # Errors
    /// When the name is no plain file name.
    pub fn memory_path(&self, name: &str) -> Result<PathBuf, Error> {
        let plain = !name.is_empty()
            && !name.starts_with('.')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
        if !plain {
            return Err(Error::MemoryName(name.to_owned()));
        }
        Ok(self.memories_folder().join(format!("{name}.sqlite")))
    }

    /// The folder of memories; the first write makes it.
    #[must_use]
    pub fn memories_folder(&self) -> PathBuf {
        self.root.join("memories")
    }
}

/// The files of a folder, sorted; none when there is no such folder.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(folder, error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        files.push(entry.map_err(|error| Error::io(folder, error))?.path());
    }
    files.sort();
    Ok(files)
}

/// The time as `2024-06-05T10:15:00Z`.
fn now() -> String {
    humantime::format_rfc3339_seconds(SystemTime::now()).to_string()
}
