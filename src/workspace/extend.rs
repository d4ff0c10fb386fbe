//! Aligning a further document onto what is stored: the units of the first alignment get the further language.

use super::align::{Aligned, Stored, each_wanted, title};
use super::{Error, Progress, Workspace, now};
use crate::model::{BatchKind, Keep, Origin, Tu, TuId, Tuv};
use crate::store::{Store, Writer};
use std::collections::{BTreeSet, HashMap};

/// Stores an alignment onto that of the same documents with others, as one batch. A bead extends the unit that has the
/// same text on every side both have; it becomes a unit of its own where none does, as where one sentence became two.
///
/// # Errors
/// When the memory has no units of any of the documents, or cannot be written; then nothing is stored.
pub fn run(
    workspace: &Workspace,
    aligned: &Aligned,
    memory: &str,
    keep: Keep,
    progress: &dyn Progress,
) -> Result<Stored, Error> {
    let paths = || aligned.documents.iter().map(|document| document.path.as_path());
    let mut stored = Stored { memory: memory.to_owned(), extended: Some(0), ..Stored::default() };
    let mut store = workspace.open_existing(memory)?;
    let there = units_by_text(&store, aligned)?;
    if there.is_empty() {
        let paths = paths().map(std::path::Path::to_owned).collect();
        return Err(Error::NothingToExtend { memory: memory.to_owned(), paths });
    }
    let at = now();
    let mut writer = store.writer(BatchKind::Align, &format!("extended by {}", title(paths())), &at)?;
    each_wanted(aligned, keep, progress, &mut stored, |tu, stored| {
        let Some((id, known, missing)) = fitting(&*writer, &there, &tu)? else {
            return stored.add(&mut *writer, tu, &at);
        };
        let full = missing.is_empty();
        writer.replace(id, &extended(known, missing, &tu))?;
        if full {
            stored.merged += 1;
        } else {
            stored.extended = stored.extended.map(|count| count + 1);
        }
        Ok(())
    })?;
    stored.batch = writer.commit()?.map(|batch| batch.id.0);
    Ok(stored)
}

/// The units that come from the documents, by the texts they have in those documents' languages.
fn units_by_text(store: &impl Store, aligned: &Aligned) -> Result<HashMap<String, BTreeSet<TuId>>, Error> {
    let mut units: HashMap<String, BTreeSet<TuId>> = HashMap::new();
    for document in &aligned.documents {
        for id in store.of_document(&document.lang, &document.document.source.name)? {
            let sides = store.tu(id)?.map(|tu| tu.tuvs).unwrap_or_default();
            for tuv in sides.iter().filter(|tuv| tuv.lang == document.lang) {
                units.entry(tuv.segment.text()).or_default().insert(id);
            }
        }
    }
    Ok(units)
}

/// The unit that agrees with a new one on every language both have, and the sides it has not: the one that lacks least.
fn fitting(
    writer: &dyn Writer,
    there: &HashMap<String, BTreeSet<TuId>>,
    new: &Tu,
) -> Result<Option<(TuId, Tu, Vec<Tuv>)>, Error> {
    let near: BTreeSet<TuId> =
        new.tuvs.iter().filter_map(|side| there.get(&side.segment.text())).flatten().copied().collect();
    let mut best: Option<(TuId, Tu, Vec<Tuv>)> = None;
    for id in near {
        let Some(known) = writer.tu(id)? else { continue };
        let has = |side: &Tuv| known.tuvs.iter().any(|tuv| tuv.lang == side.lang);
        let agrees = |side: &Tuv| known.tuvs.iter().any(|tuv| tuv.lang == side.lang && tuv.segment == side.segment);
        let (common, missing): (Vec<&Tuv>, Vec<&Tuv>) = new.tuvs.iter().partition(|side| has(side));
        let fits = !common.is_empty() && common.iter().all(|side| agrees(side));
        if fits && best.as_ref().is_none_or(|(_, _, lacks)| missing.len() < lacks.len()) {
            let missing = missing.into_iter().cloned().collect();
            best = Some((id, known, missing));
        }
    }
    Ok(best)
}

/// A unit with what a new one adds: the sides it has not, and the origin.
fn extended(mut known: Tu, missing: Vec<Tuv>, new: &Tu) -> Tu {
    known.tuvs.extend(missing);
    for origin in &new.origins {
        let same = |other: &Origin| other.sources == origin.sources && other.position == origin.position;
        if !known.origins.iter().any(same) {
            known.origins.push(origin.clone());
        }
    }
    known
}
