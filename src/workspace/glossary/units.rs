//! The units that terms are looked for in: those of files, or of memories.

use crate::formats::exchange::ReadOptions;
use crate::lang::Lang;
use crate::model::{Tu, attribute};
use crate::store::Store;
use crate::workspace::import::sources::{Part, Sources};
use crate::workspace::{Error, Progress, Workspace};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Where units are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Exchange files.
    Files(Vec<PathBuf>),
    /// Memories, all of the workspace when empty.
    Memories(Vec<String>),
}

/// Where a unit stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPlace {
    /// The file or the memory.
    pub of: String,
    /// The number of the unit: in a file counted from 1, in a memory its own.
    pub number: i64,
    /// Its name, if it has one.
    pub tuid: Option<String>,
}

/// Visits every unit, with its source language.
pub(super) fn each(
    workspace: &Workspace,
    from: &From,
    progress: &dyn Progress,
    visit: &mut dyn FnMut(UnitPlace, &Lang, &Tu),
) -> Result<(), Error> {
    match from {
        From::Files(files) => files.iter().try_for_each(|file| of_file(file, progress, visit)),
        From::Memories(names) => {
            workspace.named_or_all(names)?.iter().try_for_each(|name| of_memory(workspace, name, progress, visit))
        }
    }
}

type Visit<'v> = &'v mut dyn FnMut(UnitPlace, &Lang, &Tu);

fn of_file(file: &std::path::Path, progress: &dyn Progress, visit: Visit<'_>) -> Result<(), Error> {
    let options = ReadOptions { drafts: true, ..ReadOptions::default() };
    let sources = Sources::of(file, &options)?;
    sources.each(&mut |Part { place, reader, .. }| {
        let failed = |cause| Error::Exchange { path: place.clone(), cause };
        let mut reader = reader.map_err(failed)?;
        let told = source_of(&reader.header().attributes);
        let mut problems = Vec::new();
        while let Some(tu) = reader.next(&mut problems).map_err(failed)? {
            problems.clear();
            let number = reader.tally().units as i64;
            if let Some(source) = source(&tu, told.as_ref()) {
                visit(UnitPlace { of: place.display().to_string(), number, tuid: tu.tuid.clone() }, &source, &tu);
            }
            if progress.at("reading", reader.bytes(), None).is_break() {
                return Err(Error::Interrupted);
            }
        }
        Ok(())
    })
}

fn of_memory(workspace: &Workspace, name: &str, progress: &dyn Progress, visit: Visit<'_>) -> Result<(), Error> {
    let store = workspace.open_read(name)?;
    let told = store.headers()?.last().and_then(|header| source_of(&header.attributes));
    let mut read = 0;
    let mut interrupted = false;
    store.tus(None, &mut |id, tu| {
        read += 1;
        if let Some(source) = source(&tu, told.as_ref()) {
            visit(UnitPlace { of: name.to_owned(), number: id.0, tuid: tu.tuid.clone() }, &source, &tu);
        }
        interrupted = progress.at("reading", read, None).is_break();
        if interrupted { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if interrupted { Err(Error::Interrupted) } else { Ok(()) }
}

fn source_of(attributes: &[(String, String)]) -> Option<Lang> {
    attribute(attributes, "srclang").and_then(|text| Lang::parse(text).ok())
}

/// The source language: what the unit tells, or its file, as far as it has it, or that of its first side.
fn source(tu: &Tu, file: Option<&Lang>) -> Option<Lang> {
    let told = source_of(&tu.attributes).or_else(|| file.cloned());
    let has = |lang: &Lang| tu.tuvs.iter().any(|tuv| tuv.lang.serves(lang));
    told.filter(has).or_else(|| tu.tuvs.first().map(|tuv| tuv.lang.clone()))
}

/// The pairs of sides to compare: the source against every other language, as far as these are asked for.
pub(super) fn pairs<'t>(
    tu: &'t Tu,
    source: &Lang,
    asked: (Option<&Lang>, Option<&Lang>),
) -> Vec<(&'t crate::model::Tuv, &'t crate::model::Tuv)> {
    let source = asked.0.unwrap_or(source);
    let own = |lang: &Lang| lang.serves(source);
    let to = |lang: &Lang| !own(lang) && asked.1.is_none_or(|target| lang.serves(target));
    let mut pairs = Vec::new();
    for a in tu.tuvs.iter().filter(|tuv| own(&tuv.lang)) {
        pairs.extend(tu.tuvs.iter().filter(|tuv| to(&tuv.lang)).map(|b| (a, b)));
    }
    pairs
}
