//! What is there to import of an OmegaT project? Its translations, its memories, its glossaries.
//!
//! The translations are those of `omegat/project_save.tmx`, alternatives for places included. Of the folder of memories
//! all exchange files are read; units of `tm/auto`, `tm/enforce`, `tm/mt` and folders named `penalty-NN` say so in a
//! property `x-omegat-tm`, and those of `tm/mt`, which come from machines, are read only with drafts. Concepts of
//! glossaries join those of the memory.

use super::sources::{InFolder, collect};
use crate::formats::omegat::{OmegatProject, PROJECT_FILE, PROJECT_MEMORY, read, read_csv, read_project};
use crate::formats::tbx;
use crate::lang::Lang;
use crate::model::{Concept, Prop};
use crate::problem::{Place, Problem};
use crate::workspace::files::extension;
use crate::workspace::{Error, files_in};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

/// The property that tells in which folder of memories a unit stood.
const FOLDER: &str = "x-omegat-tm";
/// The folder of translations by machines.
const MACHINE: &str = "mt";

/// A project.
pub(super) struct Project {
    pub(super) files: Vec<InFolder>,
    pub(super) langs: Vec<Lang>,
    pub(super) glossaries: Vec<PathBuf>,
    /// What was passed over.
    pub(super) problems: Vec<Problem>,
}

impl Project {
    /// The project a folder is, if it is one.
    pub(super) fn in_folder(folder: &Path, drafts: bool) -> Result<Option<Self>, Error> {
        let path = folder.join(PROJECT_FILE);
        if !path.is_file() {
            return Ok(None);
        }
        let file = File::open(&path).map_err(|error| Error::io(&path, error))?;
        let told = read_project(BufReader::new(file)).map_err(|error| Error::io(&path, io::Error::other(error)))?;
        let OmegatProject { source, target, memories, glossaries } = told;
        let mut project = Self {
            files: Vec::new(),
            langs: source.into_iter().chain(target).collect(),
            glossaries: Vec::new(),
            problems: Vec::new(),
        };
        let own = folder.join(PROJECT_MEMORY);
        if own.is_file() {
            project.files.push(InFolder::new(own));
        }
        project.memories(&folder.join(memories), drafts)?;
        project.glossaries = all_files(&folder.join(glossaries))?;
        project.glossaries.retain(|path| GLOSSARIES.contains(&extension(path).as_str()));
        Ok(Some(project))
    }

    fn memories(&mut self, folder: &Path, drafts: bool) -> Result<(), Error> {
        let mut files = Vec::new();
        collect(folder, &mut files)?;
        for path in files {
            let within = path.strip_prefix(folder).unwrap_or(&path).parent().unwrap_or(Path::new(""));
            let names = within.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase());
            let telling: Vec<String> = names
                .filter(|name| ["auto", "enforce", MACHINE].contains(&name.as_str()) || name.starts_with("penalty-"))
                .collect();
            if telling.iter().any(|name| name == MACHINE) && !drafts {
                let message = format!("{}: translations by machines are left out without --drafts", path.display());
                self.problems.push(Problem { code: "omegat-mt", message, place: Place::default() });
                continue;
            }
            let props = if telling.is_empty() { Vec::new() } else { vec![Prop::new(FOLDER, telling.join("/"))] };
            self.files.push(InFolder { path, props });
        }
        Ok(())
    }

    /// The concepts of all glossaries, file by file.
    pub(super) fn concepts(&mut self) -> Result<Vec<Vec<Concept>>, Error> {
        let mut all: Vec<Vec<Concept>> = Vec::new();
        for path in &self.glossaries {
            let reader = BufReader::new(File::open(path).map_err(|error| Error::io(path, error))?);
            let mut problems = Vec::new();
            let langs = (self.langs.first(), self.langs.get(1));
            let concepts = match (extension(path).as_str(), langs) {
                ("tbx", _) => tbx::read(reader, &mut problems).map_err(|error| error.to_string()),
                ("csv", (Some(source), Some(target))) => {
                    read_csv(reader, source, target, &mut problems).map_err(|error| error.to_string())
                }
                (_, (Some(source), Some(target))) => {
                    read(reader, source, target, &mut problems).map_err(|error| error.to_string())
                }
                _ => Err("the project does not tell its languages".to_owned()),
            };
            let concepts = concepts.unwrap_or_else(|cause| {
                let message = format!("{cause}; the glossary is left out");
                problems.push(Problem { code: "omegat-glossary", message, place: Place::default() });
                Vec::new()
            });
            let name = path.display();
            self.problems.extend(
                problems
                    .into_iter()
                    .map(|problem| Problem { message: format!("{name}: {}", problem.message), ..problem }),
            );
            all.push(concepts);
        }
        Ok(all)
    }
}

/// What OmegaT takes for glossaries, by extension.
const GLOSSARIES: [&str; 6] = ["txt", "utf8", "tab", "tsv", "csv", "tbx"];

/// The files of a folder and those below.
fn all_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    const MAX_DEPTH: usize = 16;
    fn walk(folder: &Path, depth: usize, out: &mut Vec<PathBuf>) -> Result<(), Error> {
        for path in files_in(folder)? {
            if path.is_dir() && depth > 0 {
                walk(&path, depth - 1, out)?;
            } else if path.is_file() {
                out.push(path);
            }
        }
        Ok(())
    }
    let mut out = Vec::new();
    walk(folder, MAX_DEPTH, &mut out)?;
    Ok(out)
}
