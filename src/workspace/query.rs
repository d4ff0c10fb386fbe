//! Suggestions from the memories for a segment at hand.

use super::filter::Sieve;
use super::{Error, Filter, Progress, Workspace};
pub use crate::fuzzy::{Band, Change, Loss, Refusal, Score};
use crate::fuzzy::{Prepared, Side, explain, in_context, repair, score};
use crate::lang::Lang;
use crate::model::{Origin, Segment, Tu, TuId};
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use std::ops::ControlFlow;

/// What to look for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The language of the queries.
    pub from: Lang,
    /// The language of the suggestions.
    pub to: Lang,
    /// The least score, 50–100.
    pub min: u8,
    /// The most suggestions for a query.
    pub limit: usize,
    /// The memories, all of the workspace when empty.
    pub memories: Vec<String>,
    /// Which of their units; all when there is none.
    pub filter: Option<Filter>,
    /// Points taken off the matches of a memory, which is trusted less; a match below the least score is left out.
    pub penalties: Vec<(String, u8)>,
}

/// A segment to look for, with its neighbours in the document at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The segment.
    pub text: String,
    /// Its neighbours, when they are known.
    pub context: Option<Neighbours>,
}

/// What stands before and after; `None` at the start or end of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The segment before.
    pub before: Option<String>,
    /// The segment after.
    pub after: Option<String>,
}

/// A suggestion.
#[derive(Clone, Debug)]
pub struct Match {
    /// How near it is.
    pub score: Score,
    /// What it lost points for.
    pub losses: Vec<(Loss, u8)>,
    /// Points taken off because of the memory.
    pub penalty: u8,
    /// The stored source segment.
    pub source: String,
    /// Its language.
    pub source_lang: Lang,
    /// The suggested translation.
    pub target: Segment,
    /// Its language.
    pub target_lang: Lang,
    /// The translation with the numbers, dates, addresses of the query in it, when only such differ.
    pub repaired: Option<String>,
    /// Why it was not repaired, when only such differ.
    pub unrepaired: Option<Refusal>,
    /// From the stored source to the query.
    pub diff: Vec<(Change, String)>,
    /// The unit.
    pub tu: TuId,
    /// The memory it stands in.
    pub memory: String,
    /// Where it comes from.
    pub origins: Vec<Origin>,
}

impl Match {
    /// Puts the values of the query in the place of the stored ones.
    fn repair(&mut self, asked: &str) {
        if !self.losses.iter().any(|(loss, _)| *loss == Loss::Number) {
            return;
        }
        let target = self.target.text();
        let source = Side { text: &self.source, language: self.source_lang.language() };
        match repair(asked, source, Side { text: &target, language: self.target_lang.language() }) {
            Ok(repaired) => self.repaired = Some(repaired).filter(|repaired| *repaired != target),
            Err(refusal) => self.unrepaired = Some(refusal).filter(|refusal| *refusal != Refusal::Words),
        }
    }
}

/// The sides of one language of the memories, made ready to be compared with any number of queries.
///
/// Holds every segment of the source language in memory; a query compares it with each of them.
pub struct Suggester {
    request: Request,
    shelves: Vec<Shelf>,
    stored: Vec<Stored>,
}

/// A memory and how it is treated.
struct Shelf {
    name: String,
    store: SqliteStore,
    sieve: Sieve,
    penalty: u8,
}

struct Stored {
    store: usize,
    tu: TuId,
    position: usize,
    prepared: Prepared,
}

impl Suggester {
    /// Opens the memories and reads what can be compared.
    ///
    /// # Errors
    /// When a memory is missing or cannot be read.
    pub fn open(workspace: &Workspace, request: Request, progress: &dyn Progress) -> Result<Self, Error> {
        let mut shelves = Vec::new();
        let mut stored = Vec::new();
        let names = workspace.named_or_all(&request.memories)?;
        if let Some((unknown, _)) = request.penalties.iter().find(|(name, _)| !names.contains(name)) {
            return Err(workspace.no_memory(unknown));
        }
        for name in names {
            let store = workspace.open_read(&name)?;
            let mut interrupted = false;
            store.tuvs(Some(request.from.primary()), &mut |side| {
                if stored.len() % 1024 == 0 && progress.at("reading memories", stored.len() as u64, None).is_break() {
                    interrupted = true;
                    return ControlFlow::Break(());
                }
                if side.lang.serves(&request.from) {
                    stored.push(Stored {
                        store: shelves.len(),
                        tu: side.tu,
                        position: side.position,
                        prepared: Prepared::of_text(side.text, side.lang.language()),
                    });
                }
                ControlFlow::Continue(())
            })?;
            if interrupted {
                return Err(Error::Interrupted);
            }
            let sieve = Sieve::new(request.filter.as_ref(), &name, &store)?;
            // Told twice, the last one counts.
            let penalty = request.penalties.iter().rev().find(|(of, _)| *of == name).map_or(0, |(_, points)| *points);
            shelves.push(Shelf { name, store, sieve, penalty });
        }
        Ok(Self { request, shelves, stored })
    }

    /// The suggestions for a query, best first: by score, then by exactness of the language tags, then newest first.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn matches(&self, query: &Query) -> Result<Vec<Match>, Error> {
        let asked = Prepared::of_text(&query.text, self.request.from.language());
        let mut near: Vec<(Score, &Stored)> = self
            .stored
            .iter()
            .filter_map(|stored| {
                let penalty = self.shelves[stored.store].penalty;
                let least = self.request.min.saturating_add(penalty).min(100);
                Some((score(&stored.prepared, &asked, least)?.less(penalty), stored))
            })
            .collect();
        near.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.store.cmp(&y.store)).then(y.tu.cmp(&x.tu)));
        let mut matches: Vec<Match> = Vec::new();
        let mut worst_kept = None;
        for (score, stored) in near {
            // Context may still lift an identical segment, so all of one score are looked at before the list is cut.
            if matches.len() >= self.request.limit && worst_kept != Some(score) {
                break;
            }
            worst_kept = Some(score);
            let shelf = &self.shelves[stored.store];
            let Some(tu) = shelf.store.tu(stored.tu)?.filter(|tu| shelf.sieve.admits(stored.tu, tu)) else { continue };
            self.suggestions(&tu, stored, shelf, &asked, query, &mut matches);
        }
        matches.sort_by(|a, b| {
            let exact = |m: &Match| (m.source_lang != self.request.from, m.target_lang != self.request.to);
            b.score.cmp(&a.score).then_with(|| exact(a).cmp(&exact(b))).then(b.tu.cmp(&a.tu))
        });
        matches.truncate(self.request.limit);
        for found in &mut matches {
            found.repair(&query.text);
        }
        Ok(matches)
    }

    fn suggestions(
        &self,
        tu: &Tu,
        stored: &Stored,
        shelf: &Shelf,
        asked: &Prepared,
        query: &Query,
        out: &mut Vec<Match>,
    ) {
        let Some(source) = tu.tuvs.get(stored.position) else { return };
        let explained = explain(&Prepared::new(&source.segment, source.lang.language()), asked);
        let (before, after) = context(tu, &source.lang, query);
        let score = in_context(explained.score, before, after).less(shelf.penalty);
        if score.0 < self.request.min {
            return;
        }
        for target in tu.sides(&self.request.to) {
            // The same translation of the same source from two units is one suggestion.
            let source_text = source.segment.text();
            let known = out.iter().position(|m| m.source == source_text && m.target == target.segment);
            if known.is_some_and(|at| out[at].score >= score) {
                continue;
            }
            let found = Match {
                score,
                losses: explained.losses.clone(),
                penalty: shelf.penalty,
                source: source_text,
                source_lang: source.lang.clone(),
                target: target.segment.clone(),
                target_lang: target.lang.clone(),
                repaired: None,
                unrepaired: None,
                diff: explained.diff.clone(),
                tu: stored.tu,
                memory: shelf.name.clone(),
                origins: tu.origins.clone(),
            };
            // Its context lifts it above the one found before.
            match known {
                Some(at) => out[at] = found,
                None => out.push(found),
            }
        }
    }
}

/// Whether the neighbours of the query are those of one of the unit's origins, before and after.
fn context(tu: &Tu, lang: &Lang, query: &Query) -> (bool, bool) {
    let Some(asked) = &query.context else { return (false, false) };
    let same = |stored: &Option<String>, asked: &Option<String>| match (stored, asked) {
        (Some(stored), Some(asked)) => stored.split_whitespace().eq(asked.split_whitespace()),
        (None, None) => true,
        _ => false,
    };
    tu.origins
        .iter()
        .flat_map(|origin| &origin.context)
        .filter(|stored| stored.lang == *lang)
        .map(|stored| (same(&stored.before, &asked.before), same(&stored.after, &asked.after)))
        .max_by_key(|(before, after)| u8::from(*before) + u8::from(*after))
        .unwrap_or((false, false))
}
