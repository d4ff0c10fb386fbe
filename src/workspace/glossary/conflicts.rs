//! Is one term translated in one way? For each term of the termbase the ways it was translated, how often, when, where.

use super::Filter;
use super::terms::Terms;
use super::units::{From, UnitPlace, each, pairs};
use crate::lang::Lang;
use crate::model::{TermStatus, Tu, attribute};
use crate::terms::Found;
use crate::workspace::{Error, Progress, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// Documents told of each way.
const MAX_SOURCES: usize = 5;

/// Which terms of which memories.
#[derive(Clone, Debug)]
pub struct Request {
    /// The memories, all of the workspace when empty.
    pub memories: Vec<String>,
    /// The language translated from; that of the unit when there is none.
    pub source: Option<Lang>,
    /// The language translated to; all others when there is none.
    pub target: Option<Lang>,
    /// The terms.
    pub filter: Filter,
    /// The most conflicts to give back; all are counted.
    pub limit: usize,
}

/// A term that was translated in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The concept.
    pub concept: String,
    /// The languages, without regions.
    pub langs: (Lang, Lang),
    /// The term of the source language that is preferred.
    pub source: String,
    /// The ways, the most frequent first.
    pub ways: Vec<Way>,
    /// The memory that keeps the concept; none when a file does, which is changed in an editor.
    pub memory: Option<String>,
    /// Changes of the termbase that would decide for the most frequent term.
    pub decisions: Vec<Decision>,
}

/// A way a term was translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The term used, and whether it is to be used; none when it was none of the termbase's.
    pub term: Option<(String, TermStatus)>,
    /// In how many units.
    pub count: u64,
    /// The date of the first and the last of these, as far as they have any, such as `2024-06-05`.
    pub dates: Option<(String, String)>,
    /// Documents or files they come from, up to five.
    pub sources: BTreeSet<String>,
    /// The latest unit.
    pub example: Option<UnitPlace>,
}

/// A change of the termbase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// This is the term.
    Prefer(Lang, String),
    /// This is none.
    Forbid(Lang, String),
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Units read.
    pub units: u64,
    /// Those with most units beside the main way first, up to the limit.
    pub conflicts: Vec<Conflict>,
    /// How many there are.
    pub total: u64,
}

/// Concept and languages, and the term used by its place in the concept.
type Ways = BTreeMap<(usize, Lang, Lang), BTreeMap<Option<usize>, Way>>;

/// Looks how the terms were translated.
///
/// # Errors
/// When there is no termbase, or it or a memory cannot be read.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Report, Error> {
    let terms = Terms::load(workspace, &request.filter, &[])?;
    let mut report = Report::default();
    let mut all = Ways::new();
    let from = From::Memories(request.memories.clone());
    each(workspace, &from, progress, &mut |place, source, tu| {
        report.units += 1;
        for (from, to) in pairs(tu, source, (request.source.as_ref(), request.target.as_ref())) {
            let (text, target) = (from.segment.text(), to.segment.text());
            let used = terms.index.find_all(&target, &to.lang);
            let mut told = BTreeSet::new();
            for found in terms.places(&text, &from.lang) {
                // Where the words are a term of several concepts, the one meant is that whose term stands opposite.
                let meant = found.iter().find(|found| used.iter().any(|used| used.concept == found.concept));
                let translated = |concept: usize| terms.concepts[concept].terms_in(&to.lang).next().is_some();
                let Some(concept) = meant.or(found.first()).map(|found| found.concept) else { continue };
                if !translated(concept) || !told.insert(concept) {
                    continue;
                }
                let of: Vec<&Found> = used.iter().filter(|used| used.concept == concept).collect();
                // a short term within a long one of the same concept is no way of its own
                let within = |a: &Found, b: &Found| {
                    a.range != b.range && b.range.start <= a.range.start && a.range.end <= b.range.end
                };
                let whole = of.iter().filter(|used| !of.iter().any(|other| within(used, other)));
                let mut ways: BTreeSet<Option<usize>> = whole.map(|used| Some(used.term)).collect();
                if ways.is_empty() {
                    ways.insert(None);
                }
                let key = (concept, from.lang.without_region(), to.lang.without_region());
                let counted = all.entry(key).or_default();
                for way in ways {
                    counted.entry(way).or_default().count_in(&place, tu);
                }
            }
        }
    })?;
    let mut conflicts: Vec<Conflict> = all
        .into_iter()
        .filter(|(_, ways)| ways.len() > 1)
        .map(|((concept, from, to), ways)| conflict(&terms, concept, (from, to), ways))
        .collect();
    let beside = |conflict: &Conflict| conflict.ways.iter().skip(1).map(|way| way.count).sum::<u64>();
    conflicts.sort_by_key(|conflict| std::cmp::Reverse(beside(conflict)));
    report.total = conflicts.len() as u64;
    conflicts.truncate(request.limit);
    report.conflicts = conflicts;
    Ok(report)
}

fn conflict(terms: &Terms, concept: usize, langs: (Lang, Lang), ways: BTreeMap<Option<usize>, Way>) -> Conflict {
    let memory = terms.memories[concept].clone();
    let concept = &terms.concepts[concept];
    let mut ways: Vec<Way> = ways
        .into_iter()
        .map(|(term, way)| {
            let term = term.map(|n| (concept.terms[n].text.clone(), concept.terms[n].status));
            Way { term, ..way }
        })
        .collect();
    ways.sort_by_key(|way| std::cmp::Reverse((way.count, way.dates.as_ref().map(|(_, last)| last.clone()))));
    let known: Vec<&(String, TermStatus)> = ways.iter().filter_map(|way| way.term.as_ref()).collect();
    let mut decisions = Vec::new();
    if let Some((main, others)) = known.split_first() {
        if main.1 != TermStatus::Preferred {
            decisions.push(Decision::Prefer(langs.1.clone(), main.0.clone()));
        }
        let forbidden = others.iter().filter(|(_, status)| *status != TermStatus::Deprecated);
        decisions.extend(forbidden.map(|(term, _)| Decision::Forbid(langs.1.clone(), term.clone())));
    }
    let source = concept.terms_in(&langs.0).next().map(|term| term.text.clone()).unwrap_or_default();
    Conflict { concept: concept.id.clone(), memory, langs, source, ways, decisions }
}

impl Way {
    fn count_in(&mut self, place: &UnitPlace, tu: &Tu) {
        self.count += 1;
        let date = date(tu);
        let latest = match (&date, &self.dates) {
            (Some(date), Some((_, last))) => date >= last,
            (None, Some(_)) => false,
            _ => true,
        };
        if latest {
            self.example = Some(place.clone());
        }
        if let Some(date) = date {
            let dates = self.dates.get_or_insert_with(|| (date.clone(), date.clone()));
            if date < dates.0 {
                dates.0 = date;
            } else if date > dates.1 {
                dates.1 = date;
            }
        }
        for (_, source) in tu.origins.iter().flat_map(|origin| &origin.sources) {
            if self.sources.len() < MAX_SOURCES {
                self.sources.insert(source.name.clone());
            }
        }
    }
}

/// The day of a unit: of its last change, of its making, or of its document.
fn date(tu: &Tu) -> Option<String> {
    let attributes = || std::iter::once(&tu.attributes).chain(tu.tuvs.iter().map(|tuv| &tuv.attributes));
    let of = |name: &str| attributes().filter_map(|attributes| attribute(attributes, name)).max().map(day);
    let documents =
        || tu.origins.iter().flat_map(|origin| &origin.sources).filter_map(|(_, source)| source.date.clone());
    of("changedate").or_else(|| of("creationdate")).or_else(|| documents().max())
}

/// `2024-06-05` of `20240605T101500Z`; what is not of that form as it is.
fn day(text: &str) -> String {
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        (Some(year), Some(month), Some(day)) if text.as_bytes()[..8].iter().all(u8::is_ascii_digit) => {
            format!("{year}-{month}-{day}")
        }
        _ => text.to_owned(),
    }
}
