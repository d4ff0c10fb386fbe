//! Opening memories for the use cases.

use super::{DEFAULT_MEMORY, Error, Workspace};
use crate::store::sqlite::SqliteStore;
use crate::store::{Store, StoreError};

impl Workspace {
    /// Opens a memory for writing, and makes it and the folder when they are not there yet.
    pub(super) fn open(&self, name: &str) -> Result<SqliteStore, Error> {
        let path = self.memory_path(name)?;
        let folder = self.memories_folder();
        std::fs::create_dir_all(&folder).map_err(|error| Error::io(&folder, error))?;
        Ok(SqliteStore::open(&path)?)
    }

    /// Changes a memory. One that is made for the change and gets no unit by it, or fails, is removed again.
    pub(super) fn changing<T>(
        &self,
        name: &str,
        change: impl FnOnce(&mut SqliteStore) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let path = self.memory_path(name)?;
        let fresh = !path.exists();
        let mut store = self.open(name)?;
        let result = change(&mut store);
        if fresh && (result.is_err() || store.batches().is_ok_and(|batches| batches.is_empty())) {
            drop(store);
            for suffix in ["", "-wal", "-shm"] {
                let mut file = path.clone().into_os_string();
                file.push(suffix);
                // There may be no such side file; a memory that stays behind empty does no harm.
                let _ = std::fs::remove_file(file);
            }
        }
        result
    }

    /// Opens a memory that is there for changing it.
    pub(super) fn open_existing(&self, name: &str) -> Result<SqliteStore, Error> {
        if !self.memory_path(name)?.exists() {
            return Err(self.no_memory(name));
        }
        self.open(name)
    }

    /// Opens a memory for reading.
    pub(super) fn open_read(&self, name: &str) -> Result<SqliteStore, Error> {
        let path = self.memory_path(name)?;
        if !path.exists() {
            return Err(self.no_memory(name));
        }
        match SqliteStore::open_read(&path) {
            // Opening it for writing brings it up to date.
            Err(StoreError::Older { .. }) => {
                drop(SqliteStore::open(&path)?);
                Ok(SqliteStore::open_read(&path)?)
            }
            store => Ok(store?),
        }
    }

    /// The memories named, or all there are when none is named: the default one first, as it is the one that is written.
    pub(super) fn named_or_all(&self, names: &[String]) -> Result<Vec<String>, Error> {
        if !names.is_empty() {
            return Ok(names.to_vec());
        }
        let mut all = self.memories()?;
        all.sort_by_key(|name| name != DEFAULT_MEMORY);
        Ok(all)
    }

    /// That there is no such memory.
    pub(super) fn no_memory(&self, name: &str) -> Error {
        Error::NoMemory { name: name.to_owned(), root: self.root().to_owned() }
    }
}
