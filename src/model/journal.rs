//! The journal: every change to a memory is one batch that can be undone.

/// The number of a batch, counted from 1 in each memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub i64);

/// What a batch did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchKind {
    /// Stored the units of aligned documents.
    Align,
    /// Read an exchange file.
    Import,
    /// Changed, added or removed units by hand.
    Edit,
    /// Merged copies.
    Dedupe,
    /// Took another batch back.
    Undo,
}

/// Whether a batch still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BatchState {
    /// It counts.
    Done,
    /// It was taken back by the batch named.
    Undone(BatchId),
}

/// One change to a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub id: BatchId,
    /// What it did.
    pub kind: BatchKind,
    /// What it was about, for people: file names, or the batch that was undone.
    pub title: String,
    /// When, as `2024-06-05T10:15:00Z`.
    pub at: String,
    /// Units it added.
    pub added: u64,
    /// Units that were there already and got a further origin or side.
    pub merged: u64,
    /// Units it removed.
    pub removed: u64,
    /// What it did to concepts.
    pub concepts: ConceptCounts,
    /// Whether it still counts.
    pub state: BatchState,
}

/// How many concepts a batch added, changed and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ConceptCounts {
    /// Concepts that are new.
    pub added: u64,
    /// Concepts that were there and got something else.
    pub changed: u64,
    /// Concepts that are gone.
    pub removed: u64,
}

impl ConceptCounts {
    /// Whether it touched none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl BatchKind {
    /// Its name in the journal and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Align => "align",
            Self::Import => "import",
            Self::Edit => "edit",
            Self::Dedupe => "dedupe",
            Self::Undo => "undo",
        }
    }

    /// The inverse of [`Self::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Align, Self::Import, Self::Edit, Self::Dedupe, Self::Undo].into_iter().find(|kind| kind.name() == name)
    }
}
