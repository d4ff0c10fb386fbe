//! Which termbases are there? Files `memories/NAME/NAME.tsv` or `NAME.tbx`, and the concepts of memories.

use super::super::files::extension;
use super::super::{Error, Workspace, files_in};
use crate::formats::glossary::GlossaryError;
use crate::formats::{csv, tbx};
use crate::model::Concept;
use crate::problem::Problem;
use crate::store::{Store, StoreError};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How the files of termbases end.
const EXTENSIONS: [&str; 2] = ["tsv", "tbx"];

/// Where a termbase is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Termbase {
    /// In the memory of this name.
    Memory(String),
    /// In a file of text.
    File(PathBuf),
}

impl Termbase {
    /// All there are by name, memories among them that may have no concept; of one name the memory first.
    pub(super) fn all(workspace: &Workspace) -> Result<Vec<Self>, Error> {
        let mut all: BTreeMap<String, Vec<Self>> = BTreeMap::new();
        for name in workspace.memories()? {
            all.entry(name.clone()).or_default().push(Self::Memory(name));
        }
        for folder in files_in(&workspace.memories_folder())?.into_iter().filter(|path| path.is_dir()) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let files = files_in(&folder)?.into_iter().filter(|path| EXTENSIONS.contains(&&*extension(path)));
            all.entry(name).or_default().extend(files.map(Self::File));
        }
        Ok(all.into_values().flatten().collect())
    }

    /// Those of a name.
    pub(super) fn named(workspace: &Workspace, name: &str) -> Result<Vec<Self>, Error> {
        let mut found = Vec::new();
        if workspace.memory_path(name).is_ok_and(|path| path.exists()) {
            found.push(Self::Memory(name.to_owned()));
        }
        let of = |extension: &str| workspace.memories_folder().join(name).join(format!("{name}.{extension}"));
        let file = EXTENSIONS.iter().map(|extension| of(extension)).find(|path| path.exists());
        found.extend(file.map(Self::File));
        if found.is_empty() {
            let mut known: Vec<String> =
                Self::all(workspace)?.iter().map(|termbase| termbase.name().to_owned()).collect();
            known.dedup();
            return Err(Error::NoTermbaseNamed { name: name.to_owned(), folder: workspace.memories_folder(), known });
        }
        Ok(found)
    }

    fn name(&self) -> &str {
        match self {
            Self::Memory(name) => name,
            Self::File(path) => path.file_stem().and_then(|name| name.to_str()).unwrap_or_default(),
        }
    }

    /// Its concepts; what is wrong with a file goes to the problems.
    pub(super) fn concepts(&self, workspace: &Workspace, problems: &mut Vec<Problem>) -> Result<Vec<Concept>, Error> {
        match self {
            Self::Memory(name) => of_store(&workspace.open_read(name)?),
            Self::File(path) => of_file(path, problems),
        }
    }
}

/// The concepts of a memory.
pub(super) fn of_store(store: &dyn Store) -> Result<Vec<Concept>, Error> {
    collected(|visit| store.concepts(visit))
}

/// The concepts that are visited.
pub(super) fn collected(
    each: impl FnOnce(&mut dyn FnMut(Concept) -> ControlFlow<()>) -> Result<(), StoreError>,
) -> Result<Vec<Concept>, Error> {
    let mut concepts = Vec::new();
    each(&mut |concept| {
        concepts.push(concept);
        ControlFlow::Continue(())
    })?;
    Ok(concepts)
}

/// The concepts of a file that is a termbase by its place: it is in our own form, with one language or many.
fn of_file(path: &Path, problems: &mut Vec<Problem>) -> Result<Vec<Concept>, Error> {
    let file = BufReader::new(File::open(path).map_err(|error| Error::io(path, error))?);
    let read = match extension(path).as_str() {
        "tbx" => tbx::read(file, problems).map_err(GlossaryError::Tbx),
        _ => csv::read(file, problems).map_err(GlossaryError::Csv),
    };
    read.map_err(|cause| Error::Glossary { path: path.to_owned(), cause })
}
