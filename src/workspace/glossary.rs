//! The termbase: listing concepts, writing glossaries for editors.
//!
//! Termbases are files `memories/NAME/NAME.tsv` or `NAME.tbx`: text that terminologists can read, compare and keep under
//! version control; and the concepts of memories, which are changed by commands ([`keep`]) and can be undone.

pub mod extract;
pub mod keep;
mod read;
mod termbase;
mod unite;

pub mod check;
pub mod conflicts;
mod terms;
mod units;

pub use terms::{TermHit, Terms};
pub use units::{From, UnitPlace};

use super::files::{extension, write_file};
use super::{Error, Workspace};
use crate::formats::glossary::WriteOptions;
use crate::lang::{Lang, sort_key};
use crate::model::{Concept, Term, TermStatus};
use crate::problem::Problem;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use termbase::Termbase;

pub use crate::formats::glossary::GlossaryFormat;
pub use read::formats;
pub use unite::{Conflict, OnDuplicate};

/// Which concepts of which termbases.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Names of termbases, files or memories; all when empty. A name of both means both.
    pub termbases: Vec<String>,
    /// Only concepts of one of these subject fields; all when empty.
    pub subjects: Vec<String>,
    /// Only terms of these languages, and concepts that have one.
    pub langs: Vec<Lang>,
    /// Only concepts with a term that holds this text, in any case.
    pub find: Option<String>,
}

/// How a glossary is exported.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// What it is called; else the name of the termbase.
    pub title: Option<String>,
    /// Which terms; else all, where the format can say which must not be used.
    pub terms: Option<Statuses>,
    /// In the alphabetical order of this language, concepts that have no term in it last; else as in the termbase.
    pub sort: Option<Lang>,
}

/// Which terms are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// Preferred ones.
    Preferred,
    /// Those that may be used.
    Usable,
    /// All.
    All,
}

impl Statuses {
    fn hold(self, term: &Term) -> bool {
        match self {
            Self::Preferred => term.status == TermStatus::Preferred,
            Self::Usable => term.status.is_usable(),
            Self::All => true,
        }
    }
}

/// The format of a glossary by its name, or else by the extension of its file.
///
/// # Errors
/// When no format has that extension.
pub fn format_of(file: &Path, name: Option<&str>) -> Result<&'static GlossaryFormat, Error> {
    let extension = extension(file);
    let format = name.map_or_else(|| GlossaryFormat::to_write(&extension), GlossaryFormat::named);
    let known = || read::extensions(GlossaryFormat::all().iter());
    format.ok_or_else(|| Error::Format { path: file.to_owned(), extension, known: known().into() })
}

/// Concepts of the termbases, with what is wrong with these.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The concepts, in the order of the termbases; what several say alike once.
    pub concepts: Vec<Concept>,
    /// The memory that keeps each, none when a file does.
    pub memories: Vec<Option<String>>,
    /// What is wrong with each file.
    pub problems: Vec<(PathBuf, Vec<Problem>)>,
}

/// The concepts that pass a filter.
///
/// # Errors
/// When there is no termbase, or one cannot be read.
pub fn list(workspace: &Workspace, filter: &Filter) -> Result<Listed, Error> {
    let mut listed = Listed::default();
    let termbases = match &filter.termbases[..] {
        [] => Termbase::all(workspace)?,
        names => {
            let named = names.iter().map(|name| Termbase::named(workspace, name));
            named.collect::<Result<Vec<_>, Error>>()?.concat()
        }
    };
    let mut found = !filter.termbases.is_empty();
    let mut subjects: BTreeSet<String> = BTreeSet::new();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for termbase in termbases {
        let mut problems = Vec::new();
        let concepts = termbase.concepts(workspace, &mut problems)?;
        found |= !concepts.is_empty();
        let memory = match termbase {
            Termbase::Memory(name) => Some(name),
            Termbase::File(path) => {
                found = true;
                if !problems.is_empty() {
                    listed.problems.push((path, problems));
                }
                None
            }
        };
        for concept in concepts {
            if !filter.subjects.is_empty() {
                subjects.extend(concept.subject.clone());
            }
            let Some(concept) = passed(concept, filter) else { continue };
            let same = places.entry(concept.id.clone()).or_default();
            if !same.iter().any(|at| listed.concepts[*at] == concept) {
                same.push(listed.concepts.len());
                listed.concepts.push(concept);
                listed.memories.push(memory.clone());
            }
        }
    }
    if !found {
        return Err(Error::NoTermbase(workspace.memories_folder()));
    }
    match filter.subjects.iter().find(|subject| !subjects.contains(*subject)) {
        Some(subject) => Err(Error::NoSubject { subject: subject.clone(), known: subjects.into_iter().collect() }),
        None => Ok(listed),
    }
}

/// The concept as far as it passes the filter.
fn passed(mut concept: Concept, filter: &Filter) -> Option<Concept> {
    let within = |subject: &String| concept.subject.as_ref() == Some(subject);
    if !filter.subjects.is_empty() && !filter.subjects.iter().any(within) {
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

/// Writes the concepts that pass a filter to a file and returns how many. A format of two languages takes these, source
/// first, from the filter.
///
/// # Errors
/// As [`list`], and when the file cannot be written or a format of two languages is not told them.
pub fn export(
    workspace: &Workspace,
    filter: &Filter,
    file: &Path,
    format: &GlossaryFormat,
    options: &ExportOptions,
) -> Result<usize, Error> {
    if format.is_pair() && filter.langs.len() != 2 {
        return Err(Error::TwoLanguages(file.to_owned()));
    }
    let terms = options.terms.unwrap_or(if format.tells_status() { Statuses::All } else { Statuses::Usable });
    let mut concepts = list(workspace, filter)?.concepts;
    for concept in &mut concepts {
        concept.terms.retain(|term| terms.hold(term));
    }
    let served = |concept: &Concept, lang: &Lang| concept.terms_in(lang).next().is_some();
    concepts.retain(|concept| {
        let whole = !format.is_pair() || filter.langs.iter().all(|lang| served(concept, lang));
        whole && !concept.terms.is_empty()
    });
    if let Some(lang) = &options.sort {
        concepts.sort_by_cached_key(|concept| {
            let key = concept.terms_in(lang).next().map(|term| sort_key(lang, &term.text));
            (key.is_none(), key)
        });
    }
    let name = filter.termbases.first().map_or("Tolmach termbase", String::as_str);
    let title = options.title.as_deref().unwrap_or(name).to_owned();
    let options = WriteOptions { title, langs: filter.langs.clone() };
    write_file(file, |out| format.write(out, &concepts, &options))?;
    Ok(concepts.len())
}
