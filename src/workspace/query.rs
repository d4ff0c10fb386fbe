//! Suggestions from the memories for a segment at hand.

use super::{Error, Progress, Workspace};
pub use crate::fuzzy::{Band, Change, Cost, Loss, Score};
use crate::fuzzy::{Prepared, Preparer, explain, in_context, score};
use crate::lang::Lang;
use crate::model::{Origin, Segment, Tu, TuId};
use crate::store::Store;
use crate::store::sqlite::SqliteStore;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

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
    /// The stored source segment.
    pub source: String,
    /// Its language.
    pub source_lang: Lang,
    /// The suggested translation.
    pub target: Segment,
    /// Its language.
    pub target_lang: Lang,
    /// From the stored source to the query.
    pub diff: Vec<(Change, String)>,
    /// The unit.
    pub tu: TuId,
    /// The memory it stands in.
    pub memory: String,
    /// Where it comes from.
    pub origins: Vec<Origin>,
}

/// Memories opened for suggestions. What a query reads of their indexes stays in memory for the next ones.
pub struct Suggester {
    request: Request,
    stores: Vec<(String, SqliteStore)>,
    preparer: RefCell<Preparer>,
}

/// A stored side that has been compared in full.
struct Scored {
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
    // A few queries are answered before a second thread has opened the memories.
    const FEW: usize = 8;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(queries.len() / FEW).max(1);
    if threads == 1 {
        let suggester = Suggester::open(workspace, request.clone())?;
        for query in queries {
            answer(query, &suggester.matches(query)?)?;
        }
        return Ok(());
    }
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let (found, answers) = sync_channel::<(usize, Result<Vec<Match>, Error>)>(64);
        for _ in 0..threads {
            let (next, found) = (&next, found.clone());
            scope.spawn(move || {
                let suggester = Suggester::open(workspace, request.clone());
                let mut suggester = Some(suggester);
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= queries.len() {
                        return;
                    }
                    let matches = match &suggester {
                        Some(Ok(suggester)) => suggester.matches(&queries[i]),
                        // It is told once, and ends the whole.
                        Some(Err(_)) => match suggester.take() {
                            Some(Err(error)) => Err(error),
                            _ => return,
                        },
                        None => return,
                    };
                    if found.send((i, matches)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(found);
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (i, matches) in answers {
            waiting.insert(i, matches);
            while let Some(matches) = waiting.remove(&turn) {
                let told = progress.at("querying", turn as u64, Some(queries.len() as u64));
                let done = if told.is_break() { Err(Error::Interrupted.into()) } else { Ok(()) };
                let done = done.and_then(|()| answer(&queries[turn], &matches?));
                if done.is_err() {
                    // Those at work find nobody listening.
                    return done;
                }
                turn += 1;
            }
        }
        Ok(())
    })
}

impl Suggester {
    /// Opens the memories.
    ///
    /// # Errors
    /// When a memory is missing or cannot be read.
    pub fn open(workspace: &Workspace, request: Request) -> Result<Self, Error> {
        let names = workspace.named_or_all(&request.memories)?;
        let stores = names.into_iter().map(|name| Ok((name.clone(), workspace.open_read(&name)?)));
        let stores = stores.collect::<Result<_, Error>>()?;
        let preparer = RefCell::new(Preparer::new(request.from.language()));
        Ok(Self { request, stores, preparer })
    }

    /// The suggestions for a query, best first: by score, then as the memories were named, then newest first; of one score
    /// those whose tags are the ones asked for first.
    ///
    /// # Errors
    /// When a memory cannot be read.
    pub fn matches(&self, query: &Query) -> Result<Vec<Match>, Error> {
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
        let mut found = Vec::new();
        let mut floor = self.request.min;
        for (store, (_, memory)) in self.stores.iter().enumerate() {
            let nearest = memory.nearest(asked, &self.request.from, self.request.min, want)?;
            floor = floor.max(nearest.floor);
            found.extend(nearest.candidates.into_iter().map(|candidate| (candidate, store)));
        }
        found.sort_by_key(|(candidate, store)| (Reverse(candidate.upper), *store, Reverse(candidate.id)));
        let complete = floor <= self.request.min;
        let mut scored: Vec<Scored> = Vec::new();
        let mut matches: Vec<Match> = Vec::new();
        let mut next = found.into_iter().peekable();
        // From the best bound down; what has been scored is taken when nothing left can come before it.
        loop {
            let best = (0..scored.len()).min_by_key(|i| scored[*i].order());
            let before = next.peek().map(|(c, store)| (Reverse(c.upper), *store, Reverse(c.id)));
            match best {
                Some(best) if before.is_none_or(|before| scored[best].order() <= before) => {
                    let score = scored[best].score.0;
                    if self.enough(&matches, query, score) {
                        break;
                    }
                    if !complete && score < floor {
                        return Ok(None);
                    }
                    let taken = scored.swap_remove(best);
                    self.suggestions(&taken, asked, query, &mut matches);
                }
                _ => {
                    let Some((candidate, store)) = next.next() else { break };
                    scored.extend(self.scored(store, candidate.id, asked)?);
                }
            }
        }
        if !complete && matches.len() < self.request.limit {
            return Ok(None);
        }
        matches.sort_by(|a, b| {
            let other = |m: &Match| (m.source_lang != self.request.from, m.target_lang != self.request.to);
            b.score.cmp(&a.score).then_with(|| other(a).cmp(&other(b)))
        });
        matches.truncate(self.request.limit);
        Ok(Some(matches))
    }

    /// Whether there is nothing to gain from a side of this score. The context may still lift an identical one.
    fn enough(&self, matches: &[Match], query: &Query, score: u8) -> bool {
        matches.len() >= self.request.limit && !(score == 100 && query.context.is_some())
    }

    /// A side compared in full, if it reaches the least score.
    fn scored(&self, store: usize, side: i64, asked: &Prepared) -> Result<Option<Scored>, Error> {
        let Some((tu, position, unit)) = self.stores[store].1.unit_of(side)? else { return Ok(None) };
        let Some(source) = unit.tuvs.get(position) else { return Ok(None) };
        let prepared = self.preparer.borrow_mut().segment(&source.segment);
        let score = score(&prepared, asked, self.request.min);
        Ok(score.map(|score| Scored { score, store, side, tu, position, unit, prepared }))
    }

    fn suggestions(&self, scored: &Scored, asked: &Prepared, query: &Query, out: &mut Vec<Match>) {
        let tu = &scored.unit;
        let Some(source) = tu.tuvs.get(scored.position) else { return };
        let explained = explain(&scored.prepared, asked);
        let (before, after) = context(tu, &source.lang, query);
        let score = in_context(explained.score, before, after);
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
                costs: explained.costs.clone(),
                source: source_text,
                source_lang: source.lang.clone(),
                target: target.segment.clone(),
                target_lang: target.lang.clone(),
                diff: explained.diff.clone(),
                tu: scored.tu,
                memory: self.stores[scored.store].0.clone(),
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
