//! How is a memory kept in one SQLite file? [`SqliteStore`]: write-ahead log, one transaction a batch, a typed journal.
//!
//! The tables and the reasons for them are in `schema/`.

mod concept;
mod fault;
mod index;
mod journal;
mod layout;
mod maintain;
mod migrate;
mod nearest;
mod open;
mod read;
mod scratch;
#[cfg(test)]
mod tests;
mod write;

use super::{Stats, Store, StoreError, TuvText, Writer};
use crate::fuzzy::Prepared;
use crate::fuzzy::index::Found;
use crate::lang::Lang;
use crate::model::{Batch, BatchId, BatchKind, BatchState, Concept, Header, Tu, TuId};
use fault::Fault;
use nearest::Nearest;
use read::Sources;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A memory in a SQLite file. Can be sent to another thread, not shared; open the file once for each.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    /// What has been read of the index.
    nearest: RefCell<Nearest>,
    /// What has been read of the names of sources.
    sources: RefCell<Sources>,
}

impl SqliteStore {
    /// Opens a memory for reading and writing. Makes it when there is none, brings an older one up to date.
    ///
    /// # Errors
    /// A variant of [`StoreError`] for each thing a file can be instead of a memory that may be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = open::for_writing(path)?;
        Ok(Self { connection, path: path.to_owned(), nearest: RefCell::default(), sources: RefCell::default() })
    }

    /// Opens a memory for reading. It is neither made nor changed; writing gives [`StoreError::ReadOnly`].
    ///
    /// # Errors
    /// A variant of [`StoreError`] for each thing a file can be instead of a memory of today's schema.
    pub fn open_read(path: &Path) -> Result<Self, StoreError> {
        let connection = open::for_reading(path)?;
        Ok(Self { connection, path: path.to_owned(), nearest: RefCell::default(), sources: RefCell::default() })
    }

    /// Where it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long to wait for another writer before [`StoreError::Busy`]; 5 seconds if not told.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn set_busy_timeout(&mut self, timeout: Duration) -> Result<(), StoreError> {
        self.connection.busy_timeout(timeout).map_err(|error| Fault::from(error).at(&self.path))
    }

    /// Holds the memory as of one moment while the guard lives: what is read meanwhile belongs together, and is read
    /// faster, for locks are taken once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn snapshot(&self) -> Result<impl Drop + '_, StoreError> {
        self.about(read::snapshot(&self.connection).map_err(Fault::from))
    }

    /// Begins a transaction that is the only one to write.
    fn begin(&self) -> Result<Transaction<'_>, Fault> {
        if self.connection.is_readonly("main")? {
            let cause = "it was opened for reading".to_owned();
            return Err(StoreError::ReadOnly { path: self.path.clone(), cause }.into());
        }
        Ok(Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?)
    }

    fn begin_writer(
        &self,
        resumed: Option<BatchId>,
        kind: BatchKind,
        title: &str,
        at: &str,
    ) -> Result<write::SqliteWriter<'_>, Fault> {
        let transaction = self.begin()?;
        // What is written is journalled under the newest batch, so only that can go on.
        let goes_on = |batch: &Batch| batch.state == BatchState::Done;
        let resumed = match resumed {
            Some(id) if journal::is_newest(&transaction, id)? => journal::batch(&transaction, id)?.filter(goes_on),
            _ => None,
        };
        let batch = match resumed {
            Some(batch) => batch,
            None => journal::begin(&transaction, kind, title, at)?,
        };
        write::SqliteWriter::new(&self.connection, transaction, &batch, &self.path)
    }

    fn undo_in_transaction(&self, batch: Option<BatchId>, at: &str) -> Result<Batch, Fault> {
        let transaction = self.begin()?;
        let undo = journal::undo(&transaction, batch, at)?;
        let undo = journal::batch(&transaction, undo)?.ok_or(StoreError::NoBatch(undo))?;
        transaction.commit()?;
        Ok(undo)
    }

    fn about<T>(&self, result: Result<T, Fault>) -> Result<T, StoreError> {
        result.map_err(|fault| fault.at(&self.path))
    }
}

impl Store for SqliteStore {
    fn writer(&mut self, kind: BatchKind, title: &str, at: &str) -> Result<Box<dyn Writer + '_>, StoreError> {
        self.resume(None, kind, title, at)
    }

    fn resume(
        &mut self,
        batch: Option<BatchId>,
        kind: BatchKind,
        title: &str,
        at: &str,
    ) -> Result<Box<dyn Writer + '_>, StoreError> {
        match self.begin_writer(batch, kind, title, at) {
            Ok(writer) => Ok(Box::new(writer)),
            Err(fault) => Err(fault.at(&self.path)),
        }
    }

    fn aligned(&self) -> Result<HashSet<String>, StoreError> {
        self.about(read::aligned(&self.connection))
    }

    fn headers(&self) -> Result<Vec<Header>, StoreError> {
        self.about(read::headers(&self.connection))
    }

    fn tus(&self, from: Option<TuId>, visit: &mut dyn FnMut(TuId, Tu) -> ControlFlow<()>) -> Result<(), StoreError> {
        let first = from.map_or(i64::MIN, |from| from.0);
        self.about(read::tus(&self.connection, &self.sources, (first, i64::MAX), visit))
    }

    fn tu(&self, id: TuId) -> Result<Option<Tu>, StoreError> {
        self.about(read::tu(&self.connection, &self.sources, id))
    }

    fn tuvs(
        &self,
        primary: Option<&str>,
        visit: &mut dyn FnMut(TuvText<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.about(read::tuvs(&self.connection, primary, visit))
    }

    fn exact(&self, text: &str) -> Result<Vec<TuId>, StoreError> {
        self.about(read::exact(&self.connection, text))
    }

    fn of_document(&self, lang: &Lang, name: &str) -> Result<Vec<TuId>, StoreError> {
        self.about(read::of_document(&self.connection, lang, name))
    }

    fn nearest(&self, asked: &Prepared, lang: &Lang, min: u8, want: usize) -> Result<Found, StoreError> {
        self.about(self.nearest.borrow_mut().find(&self.connection, asked, lang, min, want))
    }

    fn languages(&self) -> Result<Vec<Lang>, StoreError> {
        self.about(index::languages(&self.connection))
    }

    fn unit_of(&self, side: i64) -> Result<Option<(TuId, usize, Tu)>, StoreError> {
        self.about(read::unit_of(&self.connection, &self.sources, side))
    }

    fn concepts(&self, visit: &mut dyn FnMut(Concept) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.about(concept::all(&self.connection, visit))
    }

    fn concept(&self, name: &str) -> Result<Option<Concept>, StoreError> {
        self.about(concept::one(&self.connection, name))
    }

    fn batches(&self) -> Result<Vec<Batch>, StoreError> {
        self.about(journal::batches(&self.connection))
    }

    fn units_of(&self, batch: BatchId) -> Result<Vec<TuId>, StoreError> {
        self.about(journal::units_of(&self.connection, batch))
    }

    fn undo(&mut self, batch: Option<BatchId>, at: &str) -> Result<Batch, StoreError> {
        self.about(self.undo_in_transaction(batch, at))
    }

    fn stats(&self) -> Result<Stats, StoreError> {
        self.about(maintain::stats(&self.connection))
    }

    fn check(&self) -> Result<Vec<String>, StoreError> {
        self.about(maintain::check(&self.connection))
    }

    fn backup(&self, path: &Path) -> Result<(), StoreError> {
        maintain::backup(&self.connection, path)
    }
}
