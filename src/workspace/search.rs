//! Concordance: where a word or phrase occurs in the memories, with what stands in the other languages.

mod pattern;

use super::filter::Sieve;
use super::{Error, Filter, Progress, Workspace};
use crate::lang::Lang;
use crate::model::{Origin, TuId};
use crate::store::Store;
use pattern::Pattern;
pub use pattern::PatternError;
use std::ops::{ControlFlow, Range};

/// What to look for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The text to look for.
    pub text: String,
    /// How it is meant.
    pub mode: Mode,
    /// Whether capitals count.
    pub case: bool,
    /// The language to look in; any when there is none.
    pub lang: Option<Lang>,
    /// The most units to give back.
    pub limit: usize,
    /// The memories, all of the workspace when empty.
    pub memories: Vec<String>,
    /// Which of their units; all when there is none.
    pub filter: Option<Filter>,
}

/// How a text to look for is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Words in any of their forms, one after the other.
    Forms,
    /// Words in any of their forms, anywhere in the segment.
    AnyOrder,
    /// The characters as they are, inside words too.
    Exact,
    /// A regular expression.
    Regex,
}

/// A unit in which the text stands.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The unit.
    pub tu: TuId,
    /// The memory it stands in.
    pub memory: String,
    /// The language of the side with the text, the first one if several have it.
    pub lang: Lang,
    /// That side.
    pub text: String,
    /// Where it stands there, in bytes.
    pub spans: Vec<Range<usize>>,
    /// The other sides, in the order of the unit.
    pub others: Vec<(Lang, String)>,
    /// Where the unit comes from.
    pub origins: Vec<Origin>,
}

/// What came of a search.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The units, newest first in each memory, the memories in their order.
    pub hits: Vec<Hit>,
    /// How many units there are with the text, also beyond the limit.
    pub total: u64,
}

/// Looks for a text. Reads each side of the language once; of the units themselves only those that are given back, or
/// that a filter has to judge.
///
/// # Errors
/// When the text cannot be looked for, or a memory is missing or cannot be read.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Found, Error> {
    let pattern = Pattern::new(&request.text, request.mode, request.case)?;
    let mut found = Found::default();
    let mut read = 0;
    for name in workspace.named_or_all(&request.memories)? {
        let store = workspace.open_read(&name)?;
        let sieve = Sieve::new(request.filter.as_ref(), &name, &store)?;
        let mut places: Vec<(TuId, usize)> = Vec::new();
        let mut interrupted = false;
        store.tuvs(request.lang.as_ref().map(Lang::primary), &mut |side| {
            if read % 4096 == 0 && progress.at("searching", read, None).is_break() {
                interrupted = true;
                return ControlFlow::Break(());
            }
            read += 1;
            // The sides of a unit stand together; one of them is enough.
            let known = places.last().is_some_and(|(tu, _)| *tu == side.tu);
            let asked = request.lang.as_ref().is_none_or(|lang| side.lang.serves(lang));
            if !known && asked && pattern.is_in(side.text, side.lang) {
                places.push((side.tu, side.position));
            }
            ControlFlow::Continue(())
        })?;
        if interrupted {
            return Err(Error::Interrupted);
        }
        places.sort_unstable_by_key(|(tu, _)| std::cmp::Reverse(*tu));
        for (id, position) in places {
            if found.hits.len() >= request.limit && request.filter.is_none() {
                found.total += 1;
                continue;
            }
            let Some(mut tu) = store.tu(id)?.filter(|tu| position < tu.tuvs.len()) else { continue };
            if !sieve.admits(id, &tu) {
                continue;
            }
            found.total += 1;
            if found.hits.len() < request.limit {
                let side = tu.tuvs.remove(position);
                let text = side.segment.reading();
                found.hits.push(Hit {
                    tu: id,
                    memory: name.clone(),
                    spans: pattern.spans(&text, &side.lang),
                    lang: side.lang,
                    text,
                    others: tu.tuvs.iter().map(|tuv| (tuv.lang.clone(), tuv.segment.text())).collect(),
                    origins: tu.origins,
                });
            }
        }
    }
    Ok(found)
}
