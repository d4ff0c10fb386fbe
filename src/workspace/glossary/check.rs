//! Are the terms of the termbase used? Units whose translation lacks a term, or has one that must not be used.

use super::Filter;
use super::terms::Terms;
use super::units::{From, UnitPlace, each, pairs};
use crate::lang::{Lang, Language};
use crate::model::{Concept, Term, TermStatus, Tuv};
use crate::terms::{Found, has_roots};
use crate::text::{PlaceableKind, placeables};
use crate::workspace::{Error, Progress, Workspace};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// What to check.
#[derive(Clone, Debug)]
pub struct Request {
    /// The units.
    pub from: From,
    /// The language translated from; that of the unit when there is none.
    pub source: Option<Lang>,
    /// The language translated to; all others when there is none.
    pub target: Option<Lang>,
    /// The terms.
    pub filter: Filter,
    /// Whether set phrases and verbs must be there too, a month in a date, and each term in a form of its own; else a word
    /// of the same root will do.
    pub strict: bool,
    /// The most findings to give back; all are counted.
    pub limit: usize,
}

/// What is wrong with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The source has the term, the translation none of those of the concept.
    Missing,
    /// A term that must not be used.
    Forbidden,
    /// A term of former times.
    Superseded,
    /// What is not to be translated stands otherwise in the translation.
    Changed,
}

impl Fault {
    /// Its name in JSON and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Forbidden => "forbidden",
            Self::Superseded => "superseded",
            Self::Changed => "changed",
        }
    }
}

/// A term that is not as the termbase has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: UnitPlace,
    /// What is wrong.
    pub fault: Fault,
    /// The concept.
    pub concept: String,
    /// The language of the side that is to be mended.
    pub lang: Lang,
    /// The words of the unit that tell: the term of the source that is missing in the translation, or the term used.
    pub words: String,
    /// The terms that are expected, the preferred first.
    pub expected: Vec<String>,
    /// The side that is to be mended.
    pub text: String,
}

/// What came of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Units read.
    pub units: u64,
    /// Pairs of sides compared: none when no unit has the languages asked for.
    pub pairs: u64,
    /// What was found, in the order of the units, up to the limit.
    pub findings: Vec<Finding>,
    /// How many there are of each fault.
    pub counts: BTreeMap<Fault, u64>,
}

/// Checks units against the termbases.
///
/// # Errors
/// When there is no termbase, or it or the units cannot be read.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Report, Error> {
    let terms = Terms::load(workspace, &request.filter, &[])?;
    let mut report = Report::default();
    each(workspace, &request.from, progress, &mut |place, source, tu| {
        report.units += 1;
        let mut told: HashSet<(Fault, String, Lang, String)> = HashSet::new();
        let mut tell = |finding: Finding| {
            let key = (finding.fault, finding.concept.clone(), finding.lang.clone(), finding.words.to_lowercase());
            if told.insert(key) {
                *report.counts.entry(finding.fault).or_default() += 1;
                if report.findings.len() < request.limit {
                    report.findings.push(finding);
                }
            }
        };
        let mut seen: Vec<*const Tuv> = Vec::new();
        for (from, to) in pairs(tu, source, (request.source.as_ref(), request.target.as_ref())) {
            report.pairs += 1;
            for side in [from, to] {
                if !seen.contains(&std::ptr::from_ref(side)) {
                    seen.push(std::ptr::from_ref(side));
                    misused(&terms, &place, side, &mut tell);
                }
            }
            lacking(&terms, &place, (from, to), request.strict, &mut tell);
        }
    })?;
    Ok(report)
}

/// The terms of a side that must not be used.
fn misused(terms: &Terms, place: &UnitPlace, side: &Tuv, tell: &mut dyn FnMut(Finding)) {
    let text = side.segment.text();
    for found in terms.places(&text, &side.lang) {
        // What another concept calls so may be meant.
        let Some(best) = found.iter().min_by_key(|found| terms.status(found)) else { continue };
        let fault = match terms.status(best) {
            TermStatus::Deprecated => Fault::Forbidden,
            TermStatus::Superseded => Fault::Superseded,
            TermStatus::Preferred | TermStatus::Admitted => continue,
        };
        let concept = &terms.concepts[best.concept];
        tell(Finding {
            place: place.clone(),
            fault,
            concept: concept.id.clone(),
            lang: side.lang.clone(),
            words: text[best.range.clone()].to_owned(),
            expected: usable(concept, &side.lang).map(|term| term.text.clone()).collect(),
            text: text.clone(),
        });
    }
}

/// The terms of the source that the translation has none for.
fn lacking(terms: &Terms, place: &UnitPlace, (from, to): (&Tuv, &Tuv), strict: bool, tell: &mut dyn FnMut(Finding)) {
    let (source, target) = (from.segment.text(), to.segment.text());
    let dates = if strict { Vec::new() } else { dates(&source, from.lang.language()) };
    let there: HashSet<usize> = terms
        .index
        .find_all(&target, &to.lang)
        .iter()
        .filter(|found| terms.status(found).is_usable())
        .map(|found| found.concept)
        .collect();
    for found in terms.places(&source, &from.lang) {
        let words = &source[found[0].range.clone()];
        let kept = |found: &Found| terms.concepts[found.concept].do_not_translate;
        let (fault, lacking) = if found.iter().any(kept) {
            (Fault::Changed, (!target.contains(words)).then_some(&found[0]))
        } else {
            let wanted = |found: &Found| usable(&terms.concepts[found.concept], &to.lang);
            let free = |found: &Found| !strict && is_free(&terms.concepts[found.concept].terms[found.term]);
            let dated = dates.iter().any(|date| date.contains(&found[0].range.start));
            let asked = |found: &&Found| !dated && !free(found) && wanted(found).next().is_some();
            let rooted = |term: &Term| !strict && has_roots(&target, &term.text, to.lang.language());
            let satisfied = |found: &Found| there.contains(&found.concept) || wanted(found).any(rooted);
            (Fault::Missing, found.iter().find(asked).filter(|_| !found.iter().any(satisfied)))
        };
        let Some(lacking) = lacking else { continue };
        let concept = &terms.concepts[lacking.concept];
        let expected = match fault {
            Fault::Changed => vec![words.to_owned()],
            _ => usable(concept, &to.lang).map(|term| term.text.clone()).collect(),
        };
        tell(Finding {
            place: place.clone(),
            fault,
            concept: concept.id.clone(),
            lang: to.lang.clone(),
            words: words.to_owned(),
            expected,
            text: target.clone(),
        });
    }
}

/// Whether a term is put in other words as often as not: a set phrase, a verb.
fn is_free(term: &Term) -> bool {
    matches!(term.part_of_speech.as_deref(), Some("verb" | "adverb" | "other"))
}

/// Where dates stand: they are rewritten, not translated.
fn dates(text: &str, language: Language) -> Vec<Range<usize>> {
    let dates = placeables(text, language).into_iter().filter(|found| matches!(found.kind, PlaceableKind::Date(_)));
    dates.map(|found| found.range).collect()
}

fn usable<'c>(concept: &'c Concept, lang: &'c Lang) -> impl Iterator<Item = &'c Term> {
    concept.terms_in(lang).filter(|term| term.status.is_usable())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Segment;
    use crate::terms::TermIndex;

    #[test]
    fn what_is_not_to_be_translated_must_stay() {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let term = Term::new(lang("ru"), "Belavia Cargo", TermStatus::Preferred);
        let concept = Concept { id: "brand".into(), do_not_translate: true, terms: vec![term], ..Concept::default() };
        let index = TermIndex::new(std::slice::from_ref(&concept), &[]);
        let terms = Terms { concepts: vec![concept], memories: vec![None], index };
        let place = UnitPlace { of: "main".into(), number: 1, tuid: None };
        let faults = |target: &str| {
            let side = |tag: &str, text: &str| Tuv::new(lang(tag), Segment::plain(text));
            let mut faults = Vec::new();
            let (from, to) = (side("ru", "Рейс Belavia Cargo."), side("be", target));
            lacking(&terms, &place, (&from, &to), true, &mut |finding| faults.push((finding.fault, finding.expected)));
            faults
        };
        assert_eq!(faults("Рэйс Belavia Cargo."), []);
        assert_eq!(faults("Рэйс Белавія Карга."), [(Fault::Changed, vec!["Belavia Cargo".to_owned()])]);
    }
}
