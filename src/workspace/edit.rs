//! Changing units by hand: one batch, and it can be undone like any other.

use super::{Error, Workspace, now};
use crate::lang::Lang;
use crate::model::{Batch, BatchKind, Segment, Tu, TuId, Tuv};
use crate::store::{Store, StoreError};

/// Sets the text of a language in a unit: the first side of exactly this language is replaced, or one is added. An empty
/// text takes the side out. Inline codes of a replaced side are gone. `None` when nothing changed.
///
/// # Errors
/// When there is no such memory or unit, or a unit would be left with fewer than two sides.
pub fn set(workspace: &Workspace, memory: &str, unit: i64, lang: &Lang, text: &str) -> Result<Option<Batch>, Error> {
    let mut store = workspace.open_existing(memory)?;
    let mut writer = store.writer(BatchKind::Edit, &format!("unit {unit}: {lang}"), &now())?;
    let mut tu = writer.tu(TuId(unit))?.ok_or(StoreError::NoUnit(TuId(unit)))?;
    change(&mut tu, lang, text.trim());
    if tu.tuvs.len() < 2 {
        return Err(Error::LoneSide(unit));
    }
    writer.replace(TuId(unit), &tu)?;
    Ok(writer.commit()?)
}

fn change(tu: &mut Tu, lang: &Lang, text: &str) {
    let at = tu.tuvs.iter().position(|tuv| tuv.lang == *lang);
    match (at, text.is_empty()) {
        (Some(at), true) => {
            tu.tuvs.remove(at);
        }
        (Some(at), false) => tu.tuvs[at].segment = Segment::plain(text),
        (None, true) => {}
        (None, false) => tu.tuvs.push(Tuv::new(lang.clone(), Segment::plain(text))),
    }
}

/// Removes units. `None` when none was named.
///
/// # Errors
/// When there is no such memory or one of the units does not exist; then none is removed.
pub fn remove(workspace: &Workspace, memory: &str, units: &[i64]) -> Result<Option<Batch>, Error> {
    let mut store = workspace.open_existing(memory)?;
    let names: Vec<String> = units.iter().map(ToString::to_string).collect();
    let mut writer = store.writer(BatchKind::Edit, &format!("remove units {}", names.join(", ")), &now())?;
    for unit in units {
        writer.remove(TuId(*unit))?;
    }
    Ok(writer.commit()?)
}
