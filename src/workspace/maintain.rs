//! Looking after memories: how much there is, whether it is sound, copies.

use super::{Error, Workspace};
use crate::store::{Stats, Store};
use std::path::Path;

/// How much there is in each of the memories named, or in all.
///
/// # Errors
/// When one of them is missing or cannot be read.
pub fn stats(workspace: &Workspace, memories: &[String]) -> Result<Vec<(String, Stats)>, Error> {
    let names = workspace.named_or_all(memories)?;
    names.into_iter().map(|name| Ok((name.clone(), workspace.open_read(&name)?.stats()?))).collect()
}

/// What is wrong with each of the memories named, or with all; nothing when all is well. One that cannot be opened has
/// that for a fault, and the others are looked at all the same.
///
/// # Errors
/// When one that was named is missing.
pub fn verify(workspace: &Workspace, memories: &[String]) -> Result<Vec<(String, Vec<String>)>, Error> {
    let names = workspace.named_or_all(memories)?;
    let look = |name: String| match workspace.open_read(&name).and_then(|store| Ok(store.check()?)) {
        Ok(faults) => Ok((name, faults)),
        Err(Error::Store(error)) => Ok((name, vec![error.to_string()])),
        Err(error) => Err(error),
    };
    names.into_iter().map(look).collect()
}

/// Copies a memory with its journal to a new file.
///
/// # Errors
/// When the memory cannot be read, or the file exists or cannot be written.
pub fn backup(workspace: &Workspace, memory: &str, file: &Path) -> Result<(), Error> {
    Ok(workspace.open_read(memory)?.backup(file)?)
}
