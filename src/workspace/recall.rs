//! Does the index find what brute force finds? Queries made of stored segments are compared with every segment there is.

use super::{Error, Progress, Workspace};
use crate::fuzzy::index::LEAST;
use crate::fuzzy::{Prepared, Preparer, score};
use crate::lang::Lang;
use crate::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// Scores for which recall is told.
pub const SCORES: [u8; 4] = [50, 70, 75, 85];

/// What a comparison of index and brute force came to, for one language of a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// The memory.
    pub memory: String,
    /// The language; tags that serve each other are one.
    pub lang: Lang,
    /// Segments compared with each query.
    pub segments: u64,
    /// Queries asked.
    pub queries: u64,
    /// For each of [`SCORES`]: matches that reach it by brute force, and how many of them the index found.
    pub matches: [(u64, u64); SCORES.len()],
    /// What is wrong, in words.
    pub faults: Vec<String>,
}

/// A query with what brute force found for it: score by number of side.
struct Asked {
    text: String,
    prepared: Prepared,
    truth: BTreeMap<i64, u8>,
}

/// Asks `sample` queries in each language of each memory named, or of all: stored segments spread over the memory, as they
/// are and edited. Takes some 20 µs a query and thousand segments on each core.
///
/// # Errors
/// When a memory is missing or cannot be read, and when it is interrupted.
pub fn run(
    workspace: &Workspace,
    memories: &[String],
    sample: usize,
    progress: &dyn Progress,
) -> Result<Vec<Recall>, Error> {
    let mut all = Vec::new();
    for memory in workspace.named_or_all(memories)? {
        let stats = workspace.open_read(&memory)?.stats()?;
        let mut langs: BTreeMap<Lang, u64> = BTreeMap::new();
        for (lang, count) in stats.tuvs {
            *langs.entry(lang.without_region()).or_default() += count;
        }
        for (lang, segments) in langs {
            if progress.at(&format!("{memory}: {lang}"), all.len() as u64, None).is_break() {
                return Err(Error::Interrupted);
            }
            all.push(language(workspace, &memory, lang, segments, sample)?);
        }
    }
    Ok(all)
}

fn language(workspace: &Workspace, memory: &str, lang: Lang, segments: u64, sample: usize) -> Result<Recall, Error> {
    let queries = queries(workspace, memory, &lang, segments, sample)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(queries.len().max(1));
    let mut recall = Recall {
        memory: memory.to_owned(),
        lang: lang.clone(),
        segments,
        queries: queries.len() as u64,
        matches: [(0, 0); SCORES.len()],
        faults: Vec::new(),
    };
    let share = queries.len().div_ceil(cores).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> =
            queries.chunks(share).map(|queries| scope.spawn(|| compared(workspace, memory, &lang, queries))).collect();
        for share in shares {
            let (matches, faults) = share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            for (all, (there, found)) in recall.matches.iter_mut().zip(matches) {
                all.0 += there;
                all.1 += found;
            }
            recall.faults.extend(faults);
        }
        Ok(recall)
    })
}

/// Stored segments spread over the memory: as they are, with a word left out, with words of another put in, cut short.
fn queries(
    workspace: &Workspace,
    memory: &str,
    lang: &Lang,
    segments: u64,
    sample: usize,
) -> Result<Vec<String>, Error> {
    let step = (segments / (sample as u64).max(1)).max(1);
    let mut queries: Vec<String> = Vec::new();
    let mut other: Vec<String> = Vec::new();
    let mut n = 0;
    workspace.open_read(memory)?.tuvs(Some(lang.primary()), &mut |side| {
        if side.lang.without_region() != *lang {
            return ControlFlow::Continue(());
        }
        n += 1;
        if n % step != 0 {
            return ControlFlow::Continue(());
        }
        let mut words: Vec<String> = side.text.split_whitespace().map(str::to_owned).collect();
        let middle = words.len() / 2;
        match queries.len() % 4 {
            1 if words.len() > 2 => drop(words.remove(middle)),
            2 => {
                for (at, word) in other.iter().enumerate().take(words.len() / 5 + 1) {
                    words.insert((at * 3).min(words.len()), word.clone());
                }
            }
            3 => words.truncate(words.len() - words.len() / 4),
            _ => {}
        }
        queries.push(if queries.len().is_multiple_of(4) { side.text.to_owned() } else { words.join(" ") });
        other = words;
        if queries.len() < sample { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(queries)
}

type Counts = ([(u64, u64); SCORES.len()], Vec<String>);

fn compared(workspace: &Workspace, memory: &str, lang: &Lang, queries: &[String]) -> Result<Counts, Error> {
    let store = workspace.open_read(memory)?;
    let mut preparer = Preparer::new(lang.language());
    let mut asked: Vec<Asked> = queries
        .iter()
        .map(|text| Asked { text: text.clone(), prepared: preparer.text(text), truth: BTreeMap::new() })
        .collect();
    let mut sides = BTreeSet::new();
    let mut with_codes = Vec::new();
    let compare = |asked: &mut Vec<Asked>, side: i64, stored: &Prepared| {
        for asked in asked {
            if !asked.prepared.is_empty()
                && let Some(score) = score(stored, &asked.prepared, LEAST)
            {
                asked.truth.insert(side, score.0);
            }
        }
    };
    store.tuvs(Some(lang.primary()), &mut |side| {
        if side.lang.without_region() == *lang {
            sides.insert(side.side);
            if side.has_codes {
                with_codes.push(side.side);
            } else {
                compare(&mut asked, side.side, &preparer.text(side.text));
            }
        }
        ControlFlow::Continue(())
    })?;
    for side in with_codes {
        if let Some((_, position, unit)) = store.unit_of(side)? {
            compare(&mut asked, side, &preparer.segment(&unit.tuvs[position].segment));
        }
    }
    let (mut counts, mut faults) = ([(0, 0); SCORES.len()], Vec::new());
    for Asked { text, prepared, truth } in asked {
        let found = store.nearest(&prepared, lang, LEAST, usize::MAX)?;
        let found: BTreeMap<i64, u8> = found.candidates.into_iter().map(|c| (c.id, c.upper)).collect();
        for (side, score) in &truth {
            let there = found.get(side).is_some_and(|upper| upper >= score);
            for (count, least) in counts.iter_mut().zip(SCORES) {
                count.0 += u64::from(*score >= least);
                count.1 += u64::from(*score >= least && there);
            }
            if !there {
                faults.push(format!("{lang}: side {side} has score {score} and is not found for: {text}"));
            }
        }
        faults.extend(
            found.keys().filter(|side| !sides.contains(side)).map(|side| format!("{lang}: side {side} is not there")),
        );
    }
    Ok((counts, faults))
}
