//! The units of a file or a memory, all at once, and which of two lists are the same unit.

use super::files::is_standard;
use super::import::sources::{Part, Sources};
use super::{Error, Progress, Workspace};
use crate::formats::exchange::ReadOptions;
use crate::lang::Lang;
use crate::model::{Header, Tu, attribute};
use crate::store::Store;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

/// Units held in memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    /// The units, in their order.
    pub(super) units: Vec<Tu>,
    /// What is said of the whole.
    pub(super) header: Header,
}

/// What makes a unit the same unit in two lists: its name, or its source; and which of several alike it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key {
    name: String,
    nth: usize,
}

impl Units {
    /// Reads a file, or else the memory of that name. What is wrong with single units is passed over: this is no import.
    pub(super) fn load(workspace: &Workspace, name: &Path, progress: &dyn Progress) -> Result<Self, Error> {
        if name.exists() || is_standard(name) {
            return Self::of_file(name, progress);
        }
        let memory = name.to_string_lossy();
        if !workspace.memory_path(&memory).is_ok_and(|path| path.exists()) {
            return Err(Error::NoFileOrMemory(name.to_owned()));
        }
        let store = workspace.open_read(&memory)?;
        let mut loaded = Self::default();
        for header in store.headers()? {
            loaded.header = header;
        }
        let mut interrupted = false;
        store.tus(None, &mut |_, tu| {
            loaded.units.push(tu);
            interrupted = progress.at("reading", loaded.units.len() as u64, None).is_break();
            if interrupted { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if interrupted { Err(Error::Interrupted) } else { Ok(loaded) }
    }

    fn of_file(path: &Path, progress: &dyn Progress) -> Result<Self, Error> {
        let options = ReadOptions { drafts: true, ..ReadOptions::default() };
        let sources = Sources::of(path, &options)?;
        let mut loaded = Self::default();
        sources.each(&mut |Part { place, reader, .. }| {
            let failed = |cause| Error::Unreadable { path: place.clone(), cause };
            let mut reader = reader.map_err(failed)?;
            loaded.header = reader.header();
            let mut problems = Vec::new();
            while let Some(tu) = reader.next(&mut problems).map_err(failed)? {
                problems.clear();
                loaded.units.push(tu);
                if progress.at("reading", reader.bytes(), None).is_break() {
                    return Err(Error::Interrupted);
                }
            }
            Ok(())
        })?;
        Ok(loaded)
    }

    /// The keys of the units, in their order.
    pub(super) fn keys(&self) -> Vec<Key> {
        let file = attribute(&self.header.attributes, "srclang").and_then(|text| Lang::parse(text).ok());
        let mut times: HashMap<String, usize> = HashMap::new();
        let mut key = |tu: &Tu| {
            let name = match &tu.tuid {
                Some(tuid) => format!("#{tuid}"),
                None => source(tu, file.as_ref()),
            };
            let nth = times.entry(name.clone()).or_default();
            *nth += 1;
            Key { name, nth: *nth }
        };
        self.units.iter().map(&mut key).collect()
    }
}

/// The text of the source side, with its language.
fn source(tu: &Tu, file: Option<&Lang>) -> String {
    let own = attribute(&tu.attributes, "srclang").and_then(|text| Lang::parse(text).ok());
    let told = own.as_ref().or(file);
    let side = told.and_then(|lang| tu.tuvs.iter().find(|tuv| tuv.lang == *lang)).or_else(|| tu.tuvs.first());
    side.map(|tuv| format!("{} {}", tuv.lang, tuv.segment.text())).unwrap_or_default()
}
