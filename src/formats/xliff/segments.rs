//! Which segment is the translation of which? How the sides of a 1.2 unit are cut.

use super::dialect::{self, Told};
use super::inline::Content;
use crate::formats::tmx::inline::has_words;
use crate::lang::Lang;
use crate::model::{Note, Prop, Segment};

/// A unit of the file, which may hold several segments.
#[derive(Default)]
pub(super) struct Unit {
    pub(super) line: u64,
    pub(super) source: Option<Content>,
    /// The language of the target, where the file tells none.
    pub(super) to: Option<Lang>,
    pub(super) props: Vec<Prop>,
    /// Notes, with the side they are about.
    pub(super) notes: Vec<(Option<usize>, Note)>,
    /// What is told of all its segments …
    pub(super) told: Told,
    /// … and of each, by its `mid`.
    pub(super) defined: Vec<(String, Told)>,
}

/// A segment with its translation, if there is one.
pub(super) struct Found {
    pub(super) from: Segment,
    pub(super) to: Option<Segment>,
    pub(super) told: Told,
}

/// The segments of a unit. Where the target is not cut as the source is, the unit is one segment.
pub(super) fn segments(unit: &mut Unit, cut: Option<Content>, target: Option<Content>) -> Vec<Found> {
    let source = unit.source.take().unwrap_or_default();
    let parts = cut.map(|cut| cut.parts).filter(|parts| !parts.is_empty()).unwrap_or(source.parts);
    let target = target.unwrap_or_default();
    if parts.len() > 1 && target.parts.is_empty() && has_words(&target.whole) || parts.is_empty() {
        return vec![Found { from: source.whole, to: Some(target.whole), told: unit.told.clone() }];
    }
    let alone = parts.len() == 1 && target.parts.is_empty();
    let of = |mid: &str| {
        let part = target.parts.iter().find(|(of, _)| of == mid).map(|(_, part)| part.clone());
        if alone { Some(target.whole.clone()) } else { part }
    };
    parts
        .into_iter()
        .map(|(mid, from)| {
            let defined = unit.defined.iter().find(|(id, _)| *id == mid).map(|(_, told)| told.clone());
            // Trados tells of each segment it has worked on
            let silent = (!unit.defined.is_empty()).then(|| dialect::trados(&[], &[]));
            Found { from, to: of(&mid), told: unit.told.clone().and(defined.or(silent)) }
        })
        .collect()
}
