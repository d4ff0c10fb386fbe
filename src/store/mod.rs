//! Where is it kept? The contract of a memory's store; `sqlite/` keeps it in one SQLite file.
//!
//! # Contract
//!
//! **Lossless.** A unit is read back as it was added: attributes, properties, notes, codes, and several sides of one
//! language in their order. (A confidence that is not a number is read back as none.)
//!
//! **All or nothing.** Every change is a batch: what a [`Writer`] does becomes visible when it commits, at once, and a
//! writer that is dropped, or whose process dies, leaves nothing. A batch that changed nothing is not kept.
//!
//! **No copies.** [`Writer::add`] compares a unit with those that are there by its set of (language, segment with
//! codes). When the set is equal to that of a unit, or a part of it, the unit merges into that one: it gets the further
//! origin (unless it has one with the same sources and position) and those properties and notes it has not yet, sides
//! included; of dates, people and numbers of uses the better known ([`united_stamps`](crate::model::united_stamps)).
//! Its name and other attributes stay as they were. Of several such units the one that has the origins already is
//! taken, then one with the same set, then the oldest. Reading a file a second time therefore changes nothing. A unit
//! without sides is never a copy, and translations that OmegaT keeps for a place each (properties `file`, `id`, `path`,
//! `prev`, `next`) are copies only of those for the same place.
//!
//! **Every batch can be undone**, and an undo is itself a batch that can be undone, which brings the first one back.
//! After an undo every read gives what it would have given had the batch never been; numbers of units are kept and
//! never given twice. Undone batches stay in the list, with the batch that took them back. What a later batch that
//! still counts builds on cannot be taken away from under it: [`StoreError::Blocked`] then names the batches to undo
//! first, and nothing is changed. A later batch builds on an earlier one when it touched a unit the earlier one
//! created, or when both touched a unit and one of them did more than add an origin, a property or a note. Likewise a
//! batch comes back only when the earlier ones it builds on are as they were when it was made. A property or note that two batches brought goes with the first of them. Undoing a removal can bring back a unit of which there
//! is a copy by then; nothing is merged without being asked for.
//!
//! **Concepts.** A memory keeps a termbase too. A concept is read back as it was added, in the order of adding; its name
//! is that of no other one. It is never merged here: who adds it says what it is to be. Concepts are changed in batches
//! and undone by the rules above, where a batch touches a concept when it adds, replaces or removes one of its name: of
//! any two batches that touched the same concept the later one is to be undone first.
//!
//! **One writer, many readers.** Readers see the memory as of the last batch, also while a writer is at work. A second
//! writer, of this process or another, waits a few seconds and then gets [`StoreError::Busy`].
//!
//! **No clock.** Times come in as values.

mod error;
pub mod sqlite;

pub use error::StoreError;

use crate::fuzzy::Prepared;
use crate::fuzzy::index::Found;
use crate::lang::Lang;
use crate::model::{Batch, BatchId, BatchKind, Concept, Header, Tu, TuId};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;

/// A memory: units, and the journal of how they came to be. The contract is in the [module's words](self).
pub trait Store {
    /// Begins a batch. `title` says to people what it is about, `at` is the time as `2024-06-05T10:15:00Z`.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another writer is at work, [`StoreError::ReadOnly`] when the memory was opened for
    /// reading.
    fn writer(&mut self, kind: BatchKind, title: &str, at: &str) -> Result<Box<dyn Writer + '_>, StoreError>;

    /// Goes on with a batch that is kept already, if it counts and is the newest, or else begins one. So a long task
    /// keeps from time to time what it has done, and is one batch all the same, as if it had been made at once. A writer
    /// that is dropped leaves the batch as it was.
    ///
    /// # Errors
    /// As [`Store::writer`].
    fn resume(
        &mut self,
        batch: Option<BatchId>,
        kind: BatchKind,
        title: &str,
        at: &str,
    ) -> Result<Box<dyn Writer + '_>, StoreError>;

    /// The fingerprints of documents that batches which count were made of (see [`Writer::aligned`]).
    ///
    /// # Errors
    /// When the file cannot be read.
    fn aligned(&self) -> Result<HashSet<String>, StoreError>;

    /// What the exchange files said of themselves that batches which count read (see [`Writer::header`]), in their order.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn headers(&self) -> Result<Vec<Header>, StoreError>;

    /// Visits the units in the order of their numbers, beginning with `from`, until the visitor breaks off. Holds one
    /// unit at a time; what is seen is the memory as of one moment.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn tus(&self, from: Option<TuId>, visit: &mut dyn FnMut(TuId, Tu) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// One unit, `None` when there is none of this number.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn tu(&self, id: TuId) -> Result<Option<Tu>, StoreError>;

    /// Visits sides without the rest of their units, for building an index: all of them, or those whose language has
    /// the primary subtag given (`be` gives `be-tarask` too). In the order they were stored; the sides of a unit stand
    /// together.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn tuvs(
        &self,
        primary: Option<&str>,
        visit: &mut dyn FnMut(TuvText<'_>) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// The units that have a side with exactly these words, in any language, codes left out; by number.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn exact(&self, text: &str) -> Result<Vec<TuId>, StoreError>;

    /// The units that come from a document of this name in this language, as their origins tell; by number.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn of_document(&self, lang: &Lang, name: &str) -> Result<Vec<TuId>, StoreError>;

    /// The sides of a language (and of tags that serve it) that may have a score of at least `min` for a segment, 50 or
    /// more; when there are more than `want`, the best of them. None is missed, see [`crate::fuzzy::index`]. What is read
    /// of the index is kept in memory for the next time; what another process has changed since is seen.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn nearest(&self, asked: &Prepared, lang: &Lang, min: u8, want: usize) -> Result<Found, StoreError>;

    /// The languages in which sides can be found, without regions.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn languages(&self) -> Result<Vec<Lang>, StoreError>;

    /// The unit that has a side of this number, and which of its sides it is.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn unit_of(&self, side: i64) -> Result<Option<(TuId, usize, Tu)>, StoreError>;

    /// Visits the concepts of the termbase in the order they were added, until the visitor breaks off.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn concepts(&self, visit: &mut dyn FnMut(Concept) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// The concept of this name ([`Concept::id`]), `None` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn concept(&self, name: &str) -> Result<Option<Concept>, StoreError>;

    /// All batches, oldest first, undone ones and undoes included.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn batches(&self) -> Result<Vec<Batch>, StoreError>;

    /// The units that a batch added, rewrote, or gave a further origin, as far as they are there still; by number. None
    /// when there is no such batch.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn units_of(&self, batch: BatchId) -> Result<Vec<TuId>, StoreError>;

    /// Takes a batch back; without a number the newest that counts and is not itself an undo. Undoing an undo brings
    /// the batch back.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], [`StoreError::NoBatch`], [`StoreError::AlreadyUndone`], or
    /// [`StoreError::Blocked`] when later batches build on it; nothing is changed then.
    fn undo(&mut self, batch: Option<BatchId>, at: &str) -> Result<Batch, StoreError>;

    /// How much there is.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn stats(&self) -> Result<Stats, StoreError>;

    /// Reads everything and says what is wrong, in words; nothing when all is well.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    fn check(&self) -> Result<Vec<String>, StoreError>;

    /// Writes a copy of the memory, journal included, as of one moment, to a new file.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file already, and when the copy cannot be written.
    fn backup(&self, path: &Path) -> Result<(), StoreError>;
}

/// A batch being made. Dropping it forgets all it did.
///
/// After an error that came from writing, the batch is lost: every further call gives [`StoreError::Lost`].
/// [`StoreError::NoUnit`], [`StoreError::TooDeep`], [`StoreError::NoConcept`] and [`StoreError::ConceptExists`] are found
/// before anything is written and lose nothing.
pub trait Writer {
    /// Adds a unit, or merges it into one that says the same (see the [module's words](self)).
    ///
    /// # Errors
    /// When it cannot be written; [`StoreError::TooDeep`] when a segment is nested beyond reason.
    fn add(&mut self, tu: &Tu) -> Result<Added, StoreError>;

    /// Adds a unit as one of its own, whatever is there.
    ///
    /// # Errors
    /// As [`Writer::add`].
    fn add_anew(&mut self, tu: &Tu) -> Result<TuId, StoreError>;

    /// Puts a unit in the place of another, under its number, as it is: it is not merged. Whether that changed
    /// anything.
    ///
    /// # Errors
    /// [`StoreError::NoUnit`] when there is none of this number, and as [`Writer::add`].
    fn replace(&mut self, id: TuId, tu: &Tu) -> Result<bool, StoreError>;

    /// Removes a unit.
    ///
    /// # Errors
    /// [`StoreError::NoUnit`] when there is none of this number.
    fn remove(&mut self, id: TuId) -> Result<(), StoreError>;

    /// Adds a concept, behind all others.
    ///
    /// # Errors
    /// [`StoreError::ConceptExists`] when there is one of this name, and when it cannot be written.
    fn add_concept(&mut self, concept: &Concept) -> Result<(), StoreError>;

    /// Puts a concept in the place of that of its name. Whether that changed anything.
    ///
    /// # Errors
    /// [`StoreError::NoConcept`] when there is none of this name, and when it cannot be written.
    fn replace_concept(&mut self, concept: &Concept) -> Result<bool, StoreError>;

    /// Removes the concept of a name.
    ///
    /// # Errors
    /// [`StoreError::NoConcept`] when there is none of this name, and when it cannot be written.
    fn remove_concept(&mut self, name: &str) -> Result<(), StoreError>;

    /// As [`Store::concepts`], with what this batch has done so far.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn concepts(&self, visit: &mut dyn FnMut(Concept) -> ControlFlow<()>) -> Result<(), StoreError>;

    /// As [`Store::concept`], with what this batch has done so far.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn concept(&self, name: &str) -> Result<Option<Concept>, StoreError>;

    /// Notes the fingerprint of a document or file whose units this batch brings. The note goes and comes back with the batch;
    /// by itself it does not keep a batch that changed nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    fn aligned(&mut self, fingerprint: &str) -> Result<(), StoreError>;

    /// Notes what an exchange file says of itself whose units this batch brings. Goes, comes back and counts as
    /// [`Writer::aligned`] does.
    ///
    /// # Errors
    /// When it cannot be written.
    fn header(&mut self, header: &Header) -> Result<(), StoreError>;

    /// The earliest batch that counts and noted a fingerprint, this one left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn aligned_by(&self, fingerprint: &str) -> Result<Option<BatchId>, StoreError>;

    /// Whether this batch added the unit of this number.
    fn is_new(&self, id: TuId) -> bool;

    /// As [`Store::exact`], with what this batch has done so far.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn exact(&self, text: &str) -> Result<Vec<TuId>, StoreError>;

    /// One unit as this batch has it so far.
    ///
    /// # Errors
    /// When the file cannot be read or what is read is damaged.
    fn tu(&self, id: TuId) -> Result<Option<Tu>, StoreError>;

    /// Ends the batch and keeps it; `None` when it changed nothing, then there is no such batch.
    ///
    /// # Errors
    /// When it cannot be written; nothing of the batch is kept then.
    fn commit(self: Box<Self>) -> Result<Option<Batch>, StoreError>;
}

/// What became of a unit that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Added {
    /// It is new.
    New(TuId),
    /// It was there already, and got a further origin, property or note, or a later date.
    Merged(TuId),
    /// It was there already with all there is to it; nothing changed.
    Known(TuId),
}

impl Added {
    /// The unit it now is.
    #[must_use]
    pub fn id(self) -> TuId {
        match self {
            Self::New(id) | Self::Merged(id) | Self::Known(id) => id,
        }
    }
}

/// The words of one side of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TuvText<'a> {
    /// Its number.
    pub side: i64,
    /// Its unit.
    pub tu: TuId,
    /// Its place among the sides of the unit, from 0.
    pub position: usize,
    /// Its language.
    pub lang: &'a Lang,
    /// Its words as they are read, see [`Segment::reading`](crate::model::Segment::reading).
    pub text: &'a str,
    /// Whether there is more to it than words.
    pub has_codes: bool,
}

/// How much there is in a memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Units.
    pub units: u64,
    /// Sides of each language, by tag.
    pub tuvs: Vec<(Lang, u64)>,
    /// Documents and exchange files that units come from.
    pub documents: u64,
    /// Concepts.
    pub concepts: u64,
    /// Batches, undone ones and undoes included.
    pub batches: u64,
    /// Size of the memory in bytes.
    pub bytes: u64,
}
