//! The termbase: listing concepts, writing glossaries for editors.
//!
//! Termbases are files `memories/NAME/NAME.tsv` or `NAME.tbx`: text that terminologists can read, compare and keep under
//! version control.

pub mod check;
pub mod conflicts;
mod terms;
mod units;

pub use terms::{TermHit, Terms};
pub use units::{From, UnitPlace};

use super::export::{extension, write_file};
use super::{Error, Workspace, files_in};
use crate::formats::{csv, omegat, tbx};
use crate::lang::Lang;
use crate::model::Concept;
use crate::problem::Problem;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Formats a glossary can be written in, by extension.
pub const FORMATS: &str = "tbx, csv, and txt, utf8, tab for OmegaT";

/// How the files of termbases end.
const EXTENSIONS: [&str; 2] = ["tsv", "tbx"];

/// Which concepts of which termbases.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Names of termbases; all when empty.
    pub termbases: Vec<String>,
    /// Only concepts of this subject field.
    pub subject: Option<String>,
    /// Only terms of these languages, and concepts that have one.
    pub langs: Vec<Lang>,
    /// Only concepts with a term that holds this text, in any case.
    pub find: Option<String>,
}

/// A format a glossary is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlossaryFormat {
    /// TBX-Basic, ISO 30042:2019.
    Tbx,
    /// TBX of ISO 30042:2008.
    TbxV2,
    /// Tab-separated, for OmegaT.
    Omegat,
    /// Comma-separated, a column a language.
    Csv,
}

impl GlossaryFormat {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tbx => "tbx",
            Self::TbxV2 => "tbx-v2",
            Self::Omegat => "omegat",
            Self::Csv => "csv",
        }
    }

    /// The format of a file by its extension.
    ///
    /// # Errors
    /// When the extension is none of [`FORMATS`].
    pub fn of(file: &Path) -> Result<Self, Error> {
        match extension(file).as_str() {
            "tbx" => Ok(Self::Tbx),
            "txt" | "utf8" | "tab" => Ok(Self::Omegat),
            "csv" => Ok(Self::Csv),
            extension => {
                Err(Error::Format { path: file.to_owned(), extension: extension.to_owned(), known: FORMATS.into() })
            }
        }
    }
}

/// Concepts of the termbases, with what is wrong with these.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The concepts, in the order of the termbases.
    pub concepts: Vec<Concept>,
    /// What is wrong with each file.
    pub problems: Vec<(PathBuf, Vec<Problem>)>,
}

/// The concepts that pass a filter.
///
/// # Errors
/// When there is no termbase, or one cannot be read.
pub fn list(workspace: &Workspace, filter: &Filter) -> Result<Listed, Error> {
    let mut listed = Listed::default();
    for path in termbases(workspace, &filter.termbases)? {
        let file = File::open(&path).map_err(|error| Error::io(&path, error))?;
        let mut problems = Vec::new();
        let file = BufReader::new(file);
        let concepts = match extension(&path).as_str() {
            "tbx" => tbx::read(file, &mut problems).map_err(|cause| Error::Tbx { path: path.clone(), cause })?,
            _ => csv::read(file, &mut problems).map_err(|cause| Error::Csv { path: path.clone(), cause })?,
        };
        if !problems.is_empty() {
            listed.problems.push((path, problems));
        }
        listed.concepts.extend(concepts.into_iter().filter_map(|concept| passed(concept, filter)));
    }
    Ok(listed)
}

/// The files of the termbases named, or of all.
fn termbases(workspace: &Workspace, names: &[String]) -> Result<Vec<PathBuf>, Error> {
    let folder = workspace.root().join("memories");
    if !names.is_empty() {
        let file = |name: &String| {
            let of = |extension: &&str| folder.join(name).join(format!("{name}.{extension}"));
            EXTENSIONS.iter().map(of).find(|path| path.exists()).unwrap_or_else(|| of(&"tbx"))
        };
        return Ok(names.iter().map(file).collect());
    }
    let mut found = Vec::new();
    for sub in files_in(&folder)?.into_iter().filter(|path| path.is_dir()) {
        found.extend(files_in(&sub)?.into_iter().filter(|path| EXTENSIONS.contains(&&*extension(path))));
    }
    if found.is_empty() { Err(Error::NoTermbase(folder)) } else { Ok(found) }
}

/// The concept as far as it passes the filter.
fn passed(mut concept: Concept, filter: &Filter) -> Option<Concept> {
    if filter.subject.is_some() && concept.subject != filter.subject {
        return None;
    }
    if let Some(text) = &filter.find {
        let text = text.to_lowercase();
        if !concept.terms.iter().any(|term| term.text.to_lowercase().contains(&text)) {
            return None;
        }
    }
    if !filter.langs.is_empty() {
        concept.terms.retain(|term| filter.langs.iter().any(|lang| term.lang.serves(lang)));
        let order = |lang: &Lang| filter.langs.iter().position(|asked| lang.serves(asked));
        concept.terms.sort_by_key(|term| order(&term.lang));
    }
    (!concept.terms.is_empty()).then_some(concept)
}

/// Writes the concepts that pass a filter to a file and returns how many. An OmegaT glossary takes its two languages,
/// source first, from the filter, and leaves deprecated terms out.
///
/// # Errors
/// As [`list`], and when the file cannot be written or an OmegaT glossary is asked for other than two languages.
pub fn export(workspace: &Workspace, filter: &Filter, file: &Path, format: GlossaryFormat) -> Result<usize, Error> {
    let concepts = list(workspace, filter)?.concepts;
    let title = filter.termbases.first().map_or("Tolmach termbase", String::as_str);
    match format {
        GlossaryFormat::Tbx | GlossaryFormat::TbxV2 => {
            let version = if format == GlossaryFormat::Tbx { tbx::TbxVersion::V3 } else { tbx::TbxVersion::V2 };
            write_file(file, |out| tbx::write(out, version, title, &concepts).map(drop))?;
            Ok(concepts.len())
        }
        GlossaryFormat::Csv => {
            // The mark makes spreadsheet programs take the file for UTF-8.
            write_file(file, |out| csv::write(out, &concepts, true).map(drop))?;
            Ok(concepts.len())
        }
        GlossaryFormat::Omegat => {
            let [source, target] = &filter.langs[..] else { return Err(Error::TwoLanguages) };
            let usable = |concept: &&Concept, lang: &Lang| concept.terms_in(lang).any(|term| term.status.is_usable());
            let both: Vec<&Concept> = concepts.iter().filter(|c| usable(c, source) && usable(c, target)).collect();
            write_file(file, |out| omegat::write(out, both.iter().copied(), source, target).map(drop))?;
            Ok(both.len())
        }
    }
}
