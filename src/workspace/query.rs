//! Suggestions from the memories for a segment at hand.

use super::filter::{Sieve, unconfirmed};
use super::parallel::{Event, ordered};
use super::{Error, Filter, Progress, Workspace};
use crate::fuzzy::index::Candidate;
pub use crate::fuzzy::{Band, Change, Cost, Loss, Refusal, Score};
use crate::fuzzy::{Prepared, Preparer, Side, explain, in_context, repair, score};
use crate::lang::Lang;
use crate::model::{Origin, Segment, Tu, TuId};
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

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
    /// Every word that cost something.
    pub costs: Vec<Cost>,
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
    /// What it is marked as, when the program it comes from does not hold it for confirmed: `Draft`.
    pub unconfirmed: Option<String>,
    /// Where it comes from.
    pub origins: Arc<[Origin]>,
}

impl Match {
    /// Puts the values of the query in the place of the stored ones.
    fn repair(&mut self, asked: &str) {
        // A name in Latin letters is a word to the score; where endings or the number of words differ, more than values do.
        let beyond = |(loss, _): &(Loss, u8)| matches!(loss, Loss::Added | Loss::Missing | Loss::Ending);
        if self.losses.is_empty() || self.losses.iter().any(beyond) {
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

/// Memories opened for suggestions. What a query reads of their indexes stays in memory for the next ones.
pub struct Suggester {
    request: Request,
    shelves: Vec<Shelf>,
    preparer: RefCell<Preparer>,
}

/// A memory and how it is treated.
struct Shelf {
    name: String,
    store: SqliteStore,
    sieve: Sieve,
    penalty: u8,
}

/// A stored side that has been compared in full.
struct Scored {
    /// With its context, less the penalty of its memory.
    score: Score,
    store: usize,
    side: i64,
    tu: TuId,
    position: usize,
    unit: Tu,
    prepared: Prepared,
}

impl Scored {
    /// The best come first: by score, memory, and how new they are.
    fn order(&self) -> (Reverse<u8>, usize, Reverse<i64>) {
        (Reverse(self.score.0), self.store, Reverse(self.side))
    }
}

/// Answers queries on all cores (each opens the memories for itself). `answer` gets them in their order, with progress
/// told before each.
///
/// # Errors
/// When a memory is missing or cannot be read, when `answer` fails, and when it is interrupted.
pub fn answer_all<E: From<Error>>(
    workspace: &Workspace,
    request: &Request,
    queries: &[Query],
    progress: &dyn Progress,
    mut answer: impl FnMut(&Query, &[Match]) -> Result<(), E>,
) -> Result<(), E> {
    // A few queries are answered before a second core has opened the memories.
    const FEW: usize = 8;
    let jobs = std::thread::available_parallelism().map_or(1, usize::from).min(queries.len() / FEW);
    let first = Suggester::open(workspace, request.clone())?;
    if jobs < 2 {
        for query in queries {
            answer(query, &first.matches(query)?)?;
        }
        return Ok(());
    }
    let idle = Mutex::new(vec![first]);
    let matches = |query: &Query| {
        let suggester = idle.lock().ok().and_then(|mut idle| idle.pop());
        let suggester = suggester.map_or_else(|| Suggester::open(workspace, request.clone()), Ok)?;
        let found = suggester.matches(query);
        if let Ok(mut idle) = idle.lock() {
            idle.push(suggester);
        }
        found
    };
    let mut turn = 0;
    let mut done = Ok(());
    ordered(jobs, queries.iter(), matches, |event| {
        if progress.at("querying", turn as u64, Some(queries.len() as u64)).is_break() {
            done = Err(Error::Interrupted.into());
        } else if let Event::Done(found) = event {
            done = found.map_err(E::from).and_then(|found| answer(&queries[turn], &found));
            turn += 1;
        }
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    done
}

/// The languages that memories have, without regions: all of the workspace when none is named.
///
/// # Errors
/// When a memory is missing or cannot be read.
pub fn languages(workspace: &Workspace, memories: &[String]) -> Result<BTreeSet<Lang>, Error> {
    let mut all = BTreeSet::new();
    for name in workspace.named_or_all(memories)? {
        all.extend(workspace.open_read(&name)?.languages()?);
    }
    Ok(all)
}

impl Suggester {
    /// Opens the memories.
    ///
    /// # Errors
    /// When a memory is missing or cannot be read.
    pub fn open(workspace: &Workspace, request: Request) -> Result<Self, Error> {
        let names = workspace.named_or_all(&request.memories)?;
        if let Some((unknown, _)) = request.penalties.iter().find(|(name, _)| !names.contains(name)) {
            return Err(workspace.no_memory(unknown));
        }
        let shelf = |name: String| {
            let store = workspace.open_read(&name)?;
            let sieve = Sieve::new(request.filter.as_ref(), &name, &store)?;
            // Told twice, the last one counts.
            let penalty = request.penalties.iter().rev().find(|(of, _)| *of == name).map_or(0, |(_, points)| *points);
            Ok(Shelf { name, store, sieve, penalty })
        };
        let shelves = names.into_iter().map(shelf).collect::<Result<_, Error>>()?;
        let preparer = RefCell::new(Preparer::new(request.from.language()));
        Ok(Self { request, shelves, preparer })
    }

    /// The suggestions for a query, best first: by score, then as the memories were named, then newest first; of one score
    /// those whose tags are the ones asked for first.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn matches(&self, query: &Query) -> Result<Vec<Match>, Error> {
        let _held = self.shelves.iter().map(|shelf| shelf.store.snapshot()).collect::<Result<Vec<_>, _>>()?;
        let asked = self.preparer.borrow_mut().text(&query.text);
        let mut want = self.request.limit;
        loop {
            if let Some(matches) = self.best(query, &asked, want)? {
                return Ok(matches);
            }
            // Too many of the sides found had no translation, or a better bound than score.
            want = want.saturating_mul(8);
        }
    }

    /// The suggestions among the best `want` of each memory; none when there may be better ones.
    fn best(&self, query: &Query, asked: &Prepared, want: usize) -> Result<Option<Vec<Match>>, Error> {
        let mut bounds = Vec::new();
        // What was not found has less than this.
        let mut floor = self.request.min;
        for (place, shelf) in self.shelves.iter().enumerate() {
            let least = self.request.min.saturating_add(shelf.penalty).min(100);
            let found = shelf.store.nearest(asked, &self.request.from, least, want)?;
            if found.floor > least {
                floor = floor.max(found.floor - shelf.penalty);
            }
            for Candidate { id, upper } in found.candidates {
                // The context may lift an identical segment.
                let lifted = if upper == 100 && query.context.is_some() { 102 } else { upper };
                bounds.push((Reverse(lifted.saturating_sub(shelf.penalty)), place, Reverse(id)));
            }
        }
        bounds.sort_unstable();
        let complete = floor <= self.request.min;
        let mut scored: Vec<Scored> = Vec::new();
        let mut matches: Vec<Match> = Vec::new();
        let mut next = bounds.into_iter().peekable();
        // From the best bound down; what has been scored is taken when nothing left can come before it.
        while matches.len() < self.request.limit {
            let best = (0..scored.len()).min_by_key(|i| scored[*i].order());
            match best {
                Some(best) if next.peek().is_none_or(|bound| scored[best].order() <= *bound) => {
                    if !complete && scored[best].score.0 < floor {
                        return Ok(None);
                    }
                    let taken = scored.swap_remove(best);
                    self.suggestions(taken, asked, &mut matches);
                }
                _ => {
                    let Some((_, place, Reverse(side))) = next.next() else { break };
                    scored.extend(self.scored(place, side, asked, query)?);
                }
            }
        }
        if !complete && matches.len() < self.request.limit {
            return Ok(None);
        }
        matches.truncate(self.request.limit);
        matches.sort_by(|a, b| {
            let other = |m: &Match| (m.source_lang != self.request.from, m.target_lang != self.request.to);
            b.score.cmp(&a.score).then_with(|| other(a).cmp(&other(b)))
        });
        for found in &mut matches {
            found.repair(&query.text);
        }
        Ok(Some(matches))
    }

    /// A side compared in full, if it reaches the least score and its unit is among those asked for.
    fn scored(&self, place: usize, side: i64, asked: &Prepared, query: &Query) -> Result<Option<Scored>, Error> {
        let shelf = &self.shelves[place];
        let Some((tu, position, unit)) = shelf.store.unit_of(side)? else { return Ok(None) };
        let Some(source) = unit.tuvs.get(position).filter(|_| shelf.sieve.admits(tu, &unit)) else { return Ok(None) };
        let prepared = self.preparer.borrow_mut().segment(&source.segment);
        let Some(plain) = score(&prepared, asked, self.request.min) else { return Ok(None) };
        let (before, after) = context(&unit, &source.lang, query);
        let score = in_context(plain, before, after).less(shelf.penalty);
        let reaches = score.0 >= self.request.min;
        Ok(reaches.then_some(Scored { score, store: place, side, tu, position, unit, prepared }))
    }

    fn suggestions(&self, scored: Scored, asked: &Prepared, out: &mut Vec<Match>) {
        let Scored { score, store, tu, position, mut unit, prepared, .. } = scored;
        let shelf = &self.shelves[store];
        let origins: Arc<[Origin]> = std::mem::take(&mut unit.origins).into();
        let Some(source) = unit.tuvs.get(position) else { return };
        let unconfirmed = unconfirmed(&unit);
        let explained = explain(&prepared, asked);
        let source_text = source.segment.text();
        for target in unit.sides(&self.request.to) {
            // The same translation of the same source from two units is one suggestion; the better one came first.
            if out.iter().any(|m| m.source == source_text && m.target == target.segment) {
                continue;
            }
            out.push(Match {
                score,
                losses: explained.losses.clone(),
                costs: explained.costs.clone(),
                penalty: shelf.penalty,
                source: source_text.clone(),
                source_lang: source.lang.clone(),
                target: target.segment.clone(),
                target_lang: target.lang.clone(),
                repaired: None,
                unrepaired: None,
                diff: explained.diff.clone(),
                tu,
                memory: shelf.name.clone(),
                unconfirmed: unconfirmed.map(ToOwned::to_owned),
                origins: Arc::clone(&origins),
            });
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
