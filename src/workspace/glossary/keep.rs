//! Keeping a termbase in a memory: concepts added, edited and removed by hand, read from files, merged from termbases.
//!
//! Each is one batch of the memory, and can be undone like any other.

use super::super::{Error, Workspace, now};
use super::read;
use super::termbase::{Termbase, collected, of_store};
use super::unite::{Became, Conflict, OnDuplicate, Plan, is_number, name_of, place, preferred_in};
use crate::lang::Lang;
use crate::model::{Batch, BatchKind, Concept, Term, TermStatus};
use crate::problem::Problem;
use crate::store::{Store, Writer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What became of a concept to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new, under this name.
    New(String, Option<Batch>),
    /// The concept of this name says the same; nothing changed.
    Known(String),
}

/// Adds a concept to a memory. Without a name it gets one made of its English or first term. With `dry_run` nothing is
/// changed.
///
/// # Errors
/// When the name is no name or that of another concept, or the memory cannot be written.
pub fn add(workspace: &Workspace, into: &str, mut concept: Concept, dry_run: bool) -> Result<Added, Error> {
    if !concept.id.is_empty() && !is_name(&concept.id) {
        return Err(Error::ConceptName(concept.id));
    }
    let name = if concept.id.is_empty() { name_of(&concept) } else { concept.id.clone() };
    let title = format!("concept {name}");
    let (added, batch) = planned(workspace, into, BatchKind::Edit, &title, dry_run, |plan| {
        if let Some(same) = plan.same(&concept) {
            return Ok(Added::Known(same.id.clone()));
        }
        let unused = plan.unused(&name);
        if !concept.id.is_empty() && unused != concept.id {
            return Err(Error::ConceptExists { memory: into.to_owned(), id: concept.id });
        }
        concept.id.clone_from(&unused);
        plan.push(concept);
        Ok(Added::New(unused, None))
    })?;
    Ok(match added {
        Added::New(id, _) => Added::New(id, batch),
        known => known,
    })
}

/// Whether it can be the name of a concept in every format: a Latin letter or `_` first, then letters, digits, `.-_`.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// What is to be changed of a concept, in this order. Of texts `None` stays as it is, and an empty one is taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Terms to take out.
    pub remove: Vec<(Lang, String)>,
    /// Terms to add: as preferred where the language has none, else as admitted.
    pub add: Vec<(Lang, String)>,
    /// Terms that must not be used; added when they are not there.
    pub forbid: Vec<(Lang, String)>,
    /// Terms to use; added when they are not there. The one preferred before is admitted from then on.
    pub prefer: Vec<(Lang, String)>,
    /// Subject field.
    pub subject: Option<String>,
    /// What it means.
    pub definition: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it is taken from.
    pub source: Option<String>,
    /// Whether it is carried over as it stands.
    pub do_not_translate: Option<bool>,
}

/// Changes a concept of a memory. `None` when that changed nothing.
///
/// # Errors
/// When there is no such memory, concept or term, or the concept would be left without a term.
pub fn edit(workspace: &Workspace, memory: &str, id: &str, edit: &Edit) -> Result<Option<Batch>, Error> {
    let mut store = workspace.open_existing(memory)?;
    let mut writer = store.writer(BatchKind::Edit, &format!("concept {id}"), &now())?;
    let concept = writer.concept(id)?.ok_or_else(|| no_concept(memory, id))?;
    writer.replace_concept(&edited(concept, edit)?)?;
    Ok(writer.commit()?)
}

fn edited(mut concept: Concept, edit: &Edit) -> Result<Concept, Error> {
    for (lang, text) in &edit.remove {
        let at = concept.terms.iter().position(|term| is(term, lang, text));
        let Some(at) = at else {
            return Err(Error::NoTerm { id: concept.id, lang: lang.clone(), text: text.clone() });
        };
        concept.terms.remove(at);
    }
    for (lang, text) in &edit.add {
        if !concept.terms.iter().any(|term| is(term, lang, text)) {
            place(&mut concept.terms, Term::new(lang.clone(), text, TermStatus::Preferred));
        }
    }
    for (lang, text) in &edit.forbid {
        set_status(&mut concept.terms, lang, text, TermStatus::Deprecated);
    }
    for (lang, text) in &edit.prefer {
        for term in concept.terms.iter_mut().filter(|term| term.lang.serves(lang)) {
            if term.status == TermStatus::Preferred {
                term.status = TermStatus::Admitted;
            }
        }
        set_status(&mut concept.terms, lang, text, TermStatus::Preferred);
    }
    if concept.terms.is_empty() {
        return Err(Error::LastTerm(concept.id));
    }
    for (lang, _) in edit.remove.iter().chain(&edit.add).chain(&edit.forbid).chain(&edit.prefer) {
        settle(&mut concept.terms, lang);
    }
    let texts = [
        (&mut concept.subject, &edit.subject),
        (&mut concept.definition, &edit.definition),
        (&mut concept.note, &edit.note),
        (&mut concept.source, &edit.source),
    ];
    for (field, text) in texts {
        if let Some(text) = text {
            *field = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        }
    }
    concept.do_not_translate = edit.do_not_translate.unwrap_or(concept.do_not_translate);
    Ok(concept)
}

fn is(term: &Term, lang: &Lang, text: &str) -> bool {
    term.lang == *lang && term.text == text
}

fn set_status(terms: &mut Vec<Term>, lang: &Lang, text: &str, status: TermStatus) {
    match terms.iter_mut().find(|term| is(term, lang, text)) {
        Some(term) => term.status = status,
        None => place(terms, Term::new(lang.clone(), text, status)),
    }
}

/// Sees to it that a language has a preferred term if it has one to use, and that this stands first.
fn settle(terms: &mut [Term], lang: &Lang) {
    if preferred_in(terms, lang).is_none()
        && let Some(next) = terms.iter_mut().find(|term| term.lang.serves(lang) && term.status.is_usable())
    {
        next.status = TermStatus::Preferred;
    }
    let places: Vec<usize> = (0..terms.len()).filter(|at| terms[*at].lang.serves(lang)).collect();
    let mut own: Vec<Term> = places.iter().map(|at| terms[*at].clone()).collect();
    own.sort_by_key(|term| term.status != TermStatus::Preferred);
    for (at, term) in places.into_iter().zip(own) {
        terms[at] = term;
    }
}

/// Removes concepts from a memory, all or none.
///
/// # Errors
/// When there is no such memory, or one of the concepts is not in it.
pub fn remove(workspace: &Workspace, memory: &str, ids: &[String]) -> Result<Option<Batch>, Error> {
    let mut store = workspace.open_existing(memory)?;
    let noun = if ids.len() == 1 { "concept" } else { "concepts" };
    let mut writer = store.writer(BatchKind::Edit, &format!("remove {noun} {}", ids.join(", ")), &now())?;
    for id in ids {
        if writer.concept(id)?.is_none() {
            return Err(no_concept(memory, id));
        }
        writer.remove_concept(id)?;
    }
    Ok(writer.commit()?)
}

fn no_concept(memory: &str, id: &str) -> Error {
    Error::NoConcept { memory: memory.to_owned(), id: id.to_owned() }
}

/// What to read into a memory.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Their format, one of [`formats`](super::formats); that of each when none is named.
    pub format: Option<String>,
    /// Languages of files that do not tell them, source first.
    pub langs: Vec<Lang>,
    /// The memory.
    pub into: String,
    /// What to do with concepts that are there already.
    pub on_duplicate: OnDuplicate,
    /// Read and report, change nothing.
    pub dry_run: bool,
}

/// What to merge into a memory.
#[derive(Clone, Debug, Default)]
pub struct Merge {
    /// Names of termbases, files or memories; a name of both means both.
    pub termbases: Vec<String>,
    /// The memory.
    pub into: String,
    /// Report, change nothing.
    pub dry_run: bool,
}

/// What came of an import or a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The memory.
    pub memory: String,
    /// What was read, in this order.
    pub sources: Vec<SourceReport>,
    /// Where concepts differ.
    pub conflicts: Vec<Conflict>,
    /// Concepts that go by another name here, for theirs is that of another one: theirs and the new one.
    pub renamed: Vec<(String, String)>,
    /// The batch; `None` when nothing changed.
    pub batch: Option<i64>,
}

/// What came of one termbase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceReport {
    /// The file, or the name of the memory.
    pub name: String,
    /// Its format; `memory` for a memory.
    pub format: &'static str,
    /// What became of its concepts.
    pub counts: Counts,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// What became of concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Concepts read.
    pub read: u64,
    /// … that are new.
    pub added: u64,
    /// … that were there, and brought something.
    pub merged: u64,
    /// … that took the place of what was there.
    pub replaced: u64,
    /// … that were there with all there is to them.
    pub unchanged: u64,
    /// … that were left out, by reason.
    pub skipped: BTreeMap<&'static str, u64>,
}

impl Counts {
    fn count(&mut self, became: &Became) {
        self.read += 1;
        match became {
            Became::Added(_) => self.added += 1,
            Became::Merged => self.merged += 1,
            Became::Replaced => self.replaced += 1,
            Became::Unchanged => self.unchanged += 1,
            Became::Skipped(reason) => *self.skipped.entry(reason).or_default() += 1,
        }
    }
}

impl Report {
    /// All its termbases together.
    #[must_use]
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for SourceReport { counts, .. } in &self.sources {
            total.read += counts.read;
            total.added += counts.added;
            total.merged += counts.merged;
            total.replaced += counts.replaced;
            total.unchanged += counts.unchanged;
            for (reason, n) in &counts.skipped {
                *total.skipped.entry(reason).or_default() += n;
            }
        }
        total
    }

    /// Whether there is something to be looked at.
    #[must_use]
    pub fn is_remarkable(&self) -> bool {
        let Counts { added, merged, replaced, skipped, .. } = self.total();
        let problems = self.sources.iter().any(|source| !source.problems.is_empty());
        let differing = !self.conflicts.is_empty() || !self.renamed.is_empty();
        added + merged + replaced == 0 || !skipped.is_empty() || problems || differing
    }
}

/// A termbase that was read.
struct Source {
    report: SourceReport,
    concepts: Vec<Concept>,
}

/// Reads the concepts of files into a memory, all as one batch.
///
/// # Errors
/// When a file cannot be read or the memory cannot be written; nothing is changed then.
pub fn import(workspace: &Workspace, request: &Import) -> Result<Report, Error> {
    let mut sources = Vec::new();
    for file in &request.files {
        let mut report = SourceReport { name: file.display().to_string(), ..SourceReport::default() };
        let format = request.format.as_deref();
        let (format, concepts) = read::read(file, format, &request.langs, &mut report.problems)?;
        report.format = format;
        sources.push(Source { report, concepts });
    }
    let names: Vec<String> = request.files.iter().map(|file| file_name(file)).collect();
    let title = format!("glossary {}", names.join(", "));
    taken(workspace, &request.into, &title, sources, request.on_duplicate, request.dry_run)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Merges the concepts of termbases into a memory, all as one batch.
///
/// # Errors
/// When one of them is not there, cannot be read or is the memory itself, or the memory cannot be written; nothing is
/// changed then.
pub fn merge(workspace: &Workspace, request: &Merge) -> Result<Report, Error> {
    let mut sources = Vec::new();
    for name in &request.termbases {
        let own = Termbase::Memory(request.into.clone());
        let termbases: Vec<Termbase> =
            Termbase::named(workspace, name)?.into_iter().filter(|termbase| *termbase != own).collect();
        if termbases.is_empty() {
            return Err(Error::IntoItself(name.clone()));
        }
        for termbase in termbases {
            let (name, format) = match &termbase {
                Termbase::Memory(name) => (name.clone(), "memory"),
                Termbase::File(path) => (path.display().to_string(), "file"),
            };
            let mut report = SourceReport { name, format, ..SourceReport::default() };
            let concepts = termbase.concepts(workspace, &mut report.problems)?;
            sources.push(Source { report, concepts });
        }
    }
    let title = format!("termbase {}", request.termbases.join(", "));
    taken(workspace, &request.into, &title, sources, OnDuplicate::Merge, request.dry_run)
}

/// Takes termbases into a memory.
fn taken(
    workspace: &Workspace,
    into: &str,
    title: &str,
    sources: Vec<Source>,
    policy: OnDuplicate,
    dry_run: bool,
) -> Result<Report, Error> {
    let (report, batch) = planned(workspace, into, BatchKind::Import, title, dry_run, |plan| {
        let mut report = Report { memory: into.to_owned(), ..Report::default() };
        for Source { report: mut source, concepts } in sources {
            plan.next_termbase();
            for concept in concepts {
                let id = concept.id.clone();
                let became = plan.take(concept, policy);
                source.counts.count(&became);
                match became {
                    // what is a number is no name that anybody would look for
                    Became::Added(name) if name != id && !id.is_empty() && !is_number(&id) => {
                        report.renamed.push((id, name));
                    }
                    _ => {}
                }
            }
            report.sources.push(source);
        }
        report.conflicts = std::mem::take(&mut plan.conflicts);
        Ok(report)
    })?;
    Ok(Report { batch: batch.map(|batch| batch.id.0), ..report })
}

/// Plans a change of a memory's termbase and, unless it is a trial, carries it out as one batch.
fn planned<T>(
    workspace: &Workspace,
    memory: &str,
    kind: BatchKind,
    title: &str,
    dry_run: bool,
    change: impl FnOnce(&mut Plan) -> Result<T, Error>,
) -> Result<(T, Option<Batch>), Error> {
    if dry_run {
        let there = workspace.memory_path(memory)?.exists();
        let concepts = if there { of_store(&workspace.open_read(memory)?)? } else { Vec::new() };
        return Ok((change(&mut Plan::new(concepts))?, None));
    }
    workspace.changing(memory, |store| {
        let mut writer = store.writer(kind, title, &now())?;
        let mut plan = Plan::new(collected(|visit| writer.concepts(visit))?);
        let done = change(&mut plan)?;
        carry_out(&plan, &mut *writer)?;
        Ok((done, writer.commit()?))
    })
}

fn carry_out(plan: &Plan, writer: &mut dyn Writer) -> Result<(), Error> {
    for concept in plan.changed() {
        writer.replace_concept(concept)?;
    }
    for concept in plan.added() {
        writer.add_concept(concept)?;
    }
    Ok(())
}

/// Unites termbases with the concepts of a memory that is being written, within its batch. Gives how many concepts were
/// added or added to.
pub(in crate::workspace) fn unite(writer: &mut dyn Writer, termbases: Vec<Vec<Concept>>) -> Result<u64, Error> {
    if termbases.is_empty() {
        return Ok(0);
    }
    let (plan, count) = united(collected(|visit| writer.concepts(visit))?, termbases);
    carry_out(&plan, writer)?;
    Ok(count)
}

/// How many concepts [`unite`] would add to a memory without any.
pub(in crate::workspace) fn counted(termbases: Vec<Vec<Concept>>) -> u64 {
    united(Vec::new(), termbases).1
}

fn united(concepts: Vec<Concept>, termbases: Vec<Vec<Concept>>) -> (Plan, u64) {
    let mut plan = Plan::new(concepts);
    let mut count = 0;
    for concepts in termbases {
        plan.next_termbase();
        for concept in concepts {
            let became = plan.take(concept, OnDuplicate::Merge);
            count += u64::from(matches!(became, Became::Added(_) | Became::Merged));
        }
    }
    (plan, count)
}
