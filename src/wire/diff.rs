//! Messages of `diff` and `merge`.

use super::VERSION;
use crate::model::Tu;
use crate::workspace::diff::Difference;
use crate::workspace::merge::{Conflict, Merged};
use serde::Serialize;
use std::collections::BTreeMap;

type Sides = BTreeMap<String, Vec<String>>;

/// A unit that differs.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceMessage {
    v: u8,
    r#type: &'static str,
    /// `added`, `removed` or `changed`.
    pub what: &'static str,
    /// In what a changed unit differs: languages, `attributes`, `properties`, `notes`.
    pub changed: Vec<String>,
    /// Its sides by language as the first has them.
    pub old: Option<Sides>,
    /// The same as the second has them.
    pub new: Option<Sides>,
}

/// How many units differ.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct DiffMessage {
    v: u8,
    r#type: &'static str,
    /// Only in the second.
    pub added: u64,
    /// Only in the first.
    pub removed: u64,
    /// In both, and different.
    pub changed: u64,
}

/// A unit that both versions have changed.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictMessage {
    v: u8,
    r#type: &'static str,
    /// Its sides by language as they are now.
    pub sides: Sides,
    /// Languages in which both have another translation.
    pub langs: Vec<String>,
    /// Whether one has removed it.
    pub removed: bool,
}

/// What came of a merge.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MergeMessage {
    v: u8,
    r#type: &'static str,
    /// Units there are now.
    pub units: u64,
    /// New ones of theirs.
    pub added: u64,
    /// Those they removed.
    pub removed: u64,
    /// Those that got something of theirs.
    pub changed: u64,
    /// Those to be looked at.
    pub conflicts: usize,
    /// The batch, when a memory changed.
    pub batch: Option<i64>,
}

fn sides(tu: &Tu) -> Sides {
    let mut sides = Sides::new();
    for tuv in &tu.tuvs {
        sides.entry(tuv.lang.to_string()).or_default().push(tuv.segment.text());
    }
    sides
}

/// The message of a difference.
#[must_use]
pub fn difference(difference: &Difference) -> DifferenceMessage {
    let (what, old, new, changed) = match difference {
        Difference::Added(new) => ("added", None, Some(sides(new)), Vec::new()),
        Difference::Removed(old) => ("removed", Some(sides(old)), None, Vec::new()),
        Difference::Changed { old, new, what } => ("changed", Some(sides(old)), Some(sides(new)), what.clone()),
    };
    DifferenceMessage { v: VERSION, r#type: "difference", what, changed, old, new }
}

/// The message of all differences.
#[must_use]
pub fn diff(differences: &[Difference]) -> DiffMessage {
    let mut message = DiffMessage { v: VERSION, r#type: "diff", ..DiffMessage::default() };
    for difference in differences {
        match difference {
            Difference::Added(_) => message.added += 1,
            Difference::Removed(_) => message.removed += 1,
            Difference::Changed { .. } => message.changed += 1,
        }
    }
    message
}

/// The message of a conflict.
#[must_use]
pub fn conflict(conflict: &Conflict) -> ConflictMessage {
    ConflictMessage {
        v: VERSION,
        r#type: "conflict",
        sides: sides(&conflict.tu),
        langs: conflict.langs.iter().map(ToString::to_string).collect(),
        removed: conflict.removed,
    }
}

/// The message of a merge.
#[must_use]
pub fn merge(merged: &Merged) -> MergeMessage {
    MergeMessage {
        v: VERSION,
        r#type: "merge",
        units: merged.units,
        added: merged.added,
        removed: merged.removed,
        changed: merged.changed,
        conflicts: merged.conflicts.len(),
        batch: merged.batch,
    }
}
