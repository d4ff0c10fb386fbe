//! Candidates for the termbase from memories, the files they are reviewed in, and the concepts that come of it.

use super::super::files::{extension, write_file};
use super::super::filter::Sieve;
use super::super::{Error, Progress, Workspace};
use super::{Filter as Concepts, list};
use crate::align::SEED_LEXICON;
use crate::formats::candidates::{self, Sheet};
use crate::formats::csv;
use crate::formats::csv::TableOptions;
use crate::formats::glossary::GlossaryError;
use crate::lang::{Lang, Language};
use crate::model::{Candidate, CandidateExample, CandidateTerm, Concept, Term, TermStatus, Tu, TuId, Verdict};
use crate::problem::Problem;
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use crate::terms::extract::{Extractor, Found, FoundTerm, Options};
use crate::text::skeleton::romanised;
use crate::text::{Normal, stem};
use crate::workspace::Filter;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

/// What to extract.
#[derive(Clone, Debug)]
pub struct Request {
    /// The memories; all of the workspace when empty.
    pub memories: Vec<String>,
    /// Two or three languages; those that most units have when empty.
    pub langs: Vec<Lang>,
    /// Which of their units; all when there is none.
    pub filter: Option<Filter>,
    /// Units in which the terms of a candidate stand together, at least.
    pub min_count: u32,
    /// The most candidates to give.
    pub limit: usize,
    /// Also those that the termbase has.
    pub known: bool,
    /// The most examples of each.
    pub examples: usize,
}

/// What came of an extraction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extracted {
    /// The languages.
    pub langs: Vec<Lang>,
    /// The candidates, best first.
    pub candidates: Vec<Candidate>,
    /// Candidates there are, also beyond the limit.
    pub total: usize,
    /// Candidates left out because the termbase has them.
    pub known: usize,
    /// Units read that have two of the languages.
    pub units: u64,
}

/// Longer texts are data, not sentences: they would be met with everything.
const LONGEST_TEXT: usize = 20_000;

/// Finds terms that the units of memories hold.
///
/// # Errors
/// When a memory is missing or cannot be read, there is none, its units have fewer than two languages, or more than
/// three are asked for.
pub fn extract(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Extracted, Error> {
    let mut stores: Vec<(String, SqliteStore)> = Vec::new();
    for name in workspace.named_or_all(&request.memories)? {
        let store = workspace.open_read(&name)?;
        stores.push((name, store));
    }
    if stores.is_empty() {
        return Err(Error::NoMemories(workspace.root().to_owned()));
    }
    let langs = languages(&request.langs, &stores)?;
    let mut extractor = Extractor::new(&langs, SEED_LEXICON);
    let mut units: Vec<(usize, TuId)> = Vec::new();
    for (n, (name, store)) in stores.iter().enumerate() {
        read(store, name, request, &langs, progress, &mut |id, texts| {
            units.push((n, id));
            extractor.add(&texts);
        })?;
    }
    if progress.at("extracting", units.len() as u64, None).is_break() {
        return Err(Error::Interrupted);
    }
    let found = extractor.finish(&Options { min_count: request.min_count, ..Options::default() });
    let termbase = Known::of(workspace, &langs)?;
    let mut extracted = Extracted { units: units.len() as u64, langs, ..Extracted::default() };
    for found in found {
        let known = termbase.has(&found.terms);
        if known && !request.known {
            extracted.known += 1;
            continue;
        }
        extracted.total += 1;
        if extracted.candidates.len() < request.limit {
            let examples = examples(&found, request.examples, &units, &stores, &extracted.langs)?;
            extracted.candidates.push(candidate(found, known, examples));
        }
    }
    Ok(extracted)
}

/// The languages asked for, or those of our three that most units have: Russian or Belarusian first.
fn languages(asked: &[Lang], stores: &[(String, SqliteStore)]) -> Result<Vec<Lang>, Error> {
    let mut langs = asked.to_vec();
    if langs.is_empty() {
        let mut counts: BTreeMap<Lang, u64> = BTreeMap::new();
        for (_, store) in stores {
            for (lang, count) in store.stats()?.tuvs.into_iter().filter(|(lang, _)| lang.language() != Language::Other)
            {
                *counts.entry(lang.without_region()).or_default() += count;
            }
        }
        let most = counts.values().max().copied().unwrap_or_default();
        // a language of a few units is not asked for by silence
        langs = counts.into_iter().filter(|(_, count)| count * 10 >= most).map(|(lang, _)| lang).collect();
        langs.sort_by_key(|lang| (lang.language(), Reverse(lang.clone())));
        langs.truncate(3);
    }
    let mut seen = BTreeSet::new();
    langs.retain(|lang| seen.insert(lang.clone()));
    if (2..=3).contains(&langs.len()) { Ok(langs) } else { Err(Error::ExtractLanguages(langs.len())) }
}

/// Gives the units of a memory that have two of the languages.
fn read(
    store: &SqliteStore,
    name: &str,
    request: &Request,
    langs: &[Lang],
    progress: &dyn Progress,
    give: &mut dyn FnMut(TuId, Vec<String>),
) -> Result<(), Error> {
    let sieve = Sieve::new(request.filter.as_ref(), name, store)?;
    let total = store.stats()?.units;
    let (mut done, mut interrupted) = (0, false);
    store.tus(None, &mut |id, tu| {
        done += 1;
        if done % 512 == 0 && progress.at("reading", done, Some(total)).is_break() {
            interrupted = true;
            return ControlFlow::Break(());
        }
        if sieve.admits(id, &tu) {
            let texts = texts(&tu, langs);
            if texts.iter().filter(|text| !text.is_empty()).count() > 1 {
                give(id, texts);
            }
        }
        ControlFlow::Continue(())
    })?;
    if interrupted { Err(Error::Interrupted) } else { Ok(()) }
}

/// The texts of a unit in each language, empty where it has none.
fn texts(tu: &Tu, langs: &[Lang]) -> Vec<String> {
    let text = |lang| tu.sides(lang).first().map(|tuv| tuv.segment.reading()).unwrap_or_default();
    langs.iter().map(text).map(|text| if text.len() > LONGEST_TEXT { String::new() } else { text }).collect()
}

fn candidate(found: Found, known: bool, examples: Vec<CandidateExample>) -> Candidate {
    let term = |term: FoundTerm| CandidateTerm { lang: term.lang, text: term.text, count: term.count };
    Candidate {
        terms: found.terms.into_iter().map(term).collect(),
        count: found.units.len() as u32,
        score: (found.score * 1000.0).round() / 1000.0,
        variants: found.variants.into_iter().map(term).collect(),
        examples,
        known,
        ..Candidate::default()
    }
}

/// Units that are looked at for examples.
const LOOKED_AT: usize = 12;

/// Some units of a candidate, the shortest first.
fn examples(
    found: &Found,
    most: usize,
    units: &[(usize, TuId)],
    stores: &[(String, SqliteStore)],
    langs: &[Lang],
) -> Result<Vec<CandidateExample>, Error> {
    let mut examples: Vec<CandidateExample> = Vec::new();
    let step = (found.units.len() / LOOKED_AT).max(1);
    for unit in found.units.iter().step_by(step).take(LOOKED_AT.max(most)) {
        let (memory, tu) = units[*unit as usize];
        let (name, store) = &stores[memory];
        if let Some(unit) = store.tu(tu)? {
            let texts = langs.iter().cloned().zip(texts(&unit, langs)).filter(|(_, text)| !text.is_empty()).collect();
            examples.push(CandidateExample { memory: name.clone(), tu, texts });
        }
    }
    let length = |example: &CandidateExample| example.texts.iter().map(|(_, text)| text.len()).sum::<usize>();
    examples.sort_by_key(length);
    examples.truncate(most);
    Ok(examples)
}

/// The terms of the termbase, whatever their forms.
struct Known {
    /// For each language and folded term the concepts that have it.
    concepts: BTreeMap<(Lang, String), BTreeSet<usize>>,
}

impl Known {
    fn of(workspace: &Workspace, langs: &[Lang]) -> Result<Self, Error> {
        let listed = match list(workspace, &Concepts::default()) {
            Ok(listed) => listed.concepts,
            Err(Error::NoTermbase(_)) => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok(Self::new(&listed, langs))
    }

    fn new(listed: &[Concept], langs: &[Lang]) -> Self {
        let mut concepts: BTreeMap<(Lang, String), BTreeSet<usize>> = BTreeMap::new();
        for (n, concept) in listed.iter().enumerate() {
            for lang in langs {
                for term in concept.terms_in(lang) {
                    concepts.entry((lang.clone(), folded(&term.text, lang))).or_default().insert(n);
                }
            }
        }
        Self { concepts }
    }

    /// Whether one concept has all of the terms.
    fn has(&self, terms: &[FoundTerm]) -> bool {
        let of = |term: &FoundTerm| self.concepts.get(&(term.lang.clone(), folded(&term.text, &term.lang)));
        let mut sets = terms.iter().map(of);
        let Some(first) = sets.next().flatten() else { return false };
        let rest: Vec<Option<&BTreeSet<usize>>> = sets.collect();
        first.iter().any(|concept| rest.iter().all(|set| set.is_some_and(|set| set.contains(concept))))
    }
}

/// A term without the endings of its words.
fn folded(text: &str, lang: &Lang) -> String {
    let normal = Normal::new(text, lang.language());
    let words: Vec<String> = normal.text().split_whitespace().map(|word| stem(word, lang.language())).collect();
    words.join(" ")
}

/// Formats that candidates are reviewed in, by extension.
pub const REVIEW_FORMATS: &str = "xlsx, tsv, html, json";

/// Writes candidates to a file to review them in.
///
/// # Errors
/// When the extension is none of [`REVIEW_FORMATS`], the file has decisions in it that would be lost, or cannot be
/// written.
pub fn write(extracted: &Extracted, file: &Path) -> Result<(), Error> {
    let decided = |candidate: &Candidate| candidate.verdict != Verdict::Open;
    if file.is_file() && review(file).is_ok_and(|(candidates, _)| candidates.iter().any(decided)) {
        return Err(Error::Reviewed(file.to_owned()));
    }
    let write = match extension(file).as_str() {
        "xlsx" => candidates::write_xlsx,
        "tsv" => candidates::write_tsv,
        "html" => candidates::write_page,
        "json" => candidates::write_json,
        extension => {
            let extension = extension.to_owned();
            return Err(Error::Format { path: file.to_owned(), extension, known: REVIEW_FORMATS.into() });
        }
    };
    let sheet = Sheet { langs: &extracted.langs, candidates: &extracted.candidates };
    write_file(file, |out| write(out, sheet))
}

/// What came of taking a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Concepts added.
    pub added: usize,
    /// Accepted candidates whose terms the file had already.
    pub known: usize,
    /// Candidates that were rejected.
    pub rejected: usize,
    /// Candidates that were not decided.
    pub open: usize,
    /// What is wrong with rows.
    pub problems: Vec<Problem>,
}

/// Adds what was accepted in a review to a termbase file, which is made when it is not there. Concepts that have all of
/// the terms already are not added again.
///
/// # Errors
/// When the review or the file cannot be read, the file is none of `tsv` and `csv`, or has columns that would be lost;
/// nothing is written then.
pub fn apply(file: &Path, into: &Path) -> Result<Applied, Error> {
    let delimiter = match extension(into).as_str() {
        "tsv" => b'\t',
        "csv" => b',',
        extension => {
            let extension = extension.to_owned();
            return Err(Error::Format { path: into.to_owned(), extension, known: "tsv, csv".into() });
        }
    };
    let (reviewed, problems) = review(file)?;
    let mut concepts = termbase(into)?;
    let mut applied = Applied { problems, ..Applied::default() };
    let mut ids: BTreeSet<String> = concepts.iter().map(|concept| concept.id.clone()).collect();
    for candidate in &reviewed {
        match candidate.verdict {
            Verdict::Open => applied.open += 1,
            Verdict::Rejected => applied.rejected += 1,
            Verdict::Accepted => {
                let concept = concept(candidate, &mut ids);
                if concepts.iter().any(|known| holds(known, &concept)) {
                    applied.known += 1;
                } else {
                    applied.added += 1;
                    concepts.push(concept);
                }
            }
        }
    }
    if applied.added > 0 {
        if let Some(folder) = into.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        }
        let options = TableOptions { delimiter, mark: false, langs: Vec::new() };
        write_file(into, |out| csv::write_table(out, &concepts, &options).map(drop))?;
    }
    Ok(applied)
}

/// The candidates of a reviewed file.
fn review(file: &Path) -> Result<(Vec<Candidate>, Vec<Problem>), Error> {
    let read = match extension(file).as_str() {
        "xlsx" => candidates::read_xlsx,
        "tsv" | "csv" | "txt" => candidates::read_delimited,
        "json" => candidates::read_json,
        extension => {
            let extension = extension.to_owned();
            return Err(Error::Format { path: file.to_owned(), extension, known: "xlsx, tsv, csv, json".into() });
        }
    };
    let bytes = std::fs::read(file).map_err(|error| Error::io(file, error))?;
    read(&bytes).map_err(|cause| Error::Candidates { path: file.to_owned(), cause })
}

/// The concepts of a termbase file, none when there is none.
fn termbase(path: &Path) -> Result<Vec<Concept>, Error> {
    let file = match File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(path, error)),
    };
    let mut problems = Vec::new();
    let concepts = csv::read(file, &mut problems)
        .map_err(|cause| Error::Glossary { path: path.to_owned(), cause: GlossaryError::Csv(cause) })?;
    match problems.first() {
        // it is written anew: what was not understood would be lost
        Some(problem) => Err(Error::Termbase { path: path.to_owned(), problem: problem.message.clone() }),
        None => Ok(concepts),
    }
}

/// The concept of an accepted candidate: the first term of a language is preferred, others are admitted.
fn concept(candidate: &Candidate, ids: &mut BTreeSet<String>) -> Concept {
    let mut terms = Vec::new();
    for term in &candidate.terms {
        let written = term.text.split(" | ").map(str::trim).filter(|text| !text.is_empty());
        for (n, text) in written.enumerate() {
            let status = if n == 0 { TermStatus::Preferred } else { TermStatus::Admitted };
            terms.push(Term::new(term.lang.clone(), text, status));
        }
    }
    let slug = slug(terms.first().map_or("", |term| &term.text));
    let mut id = slug.clone();
    let mut n = 1;
    while !ids.insert(id.clone()) {
        n += 1;
        id = format!("{slug}-{n}");
    }
    Concept { id, terms, ..Concept::default() }
}

/// A name for a concept: its term in Latin letters.
fn slug(term: &str) -> String {
    let mut slug = String::from("term");
    for word in term.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let word: String = romanised(word).chars().filter(char::is_ascii_alphanumeric).collect();
        if !word.is_empty() {
            slug.push('-');
            slug.push_str(&word);
        }
    }
    slug
}

/// Whether a concept has all terms of another.
fn holds(known: &Concept, concept: &Concept) -> bool {
    concept.terms.iter().all(|term| known.terms.iter().any(|own| own.lang == term.lang && own.text == term.text))
}
