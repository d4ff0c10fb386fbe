//! Putting two versions of a memory together, by what each has changed since a common one.
//!
//! Nothing is lost: where both have changed a translation, ours stays the first and theirs stands behind it as another
//! variant, and where one has removed what the other changed, it stays; both are conflicts to be looked at.

use super::export::write_units;
use super::units::{Key, Units};
use super::{Error, Progress, Workspace, now};
use crate::formats::exchange::WriteOptions;
use crate::lang::Lang;
use crate::model::{BatchKind, Header, Tu, Tuv, attribute};
use crate::store::Store;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// What to merge.
#[derive(Clone, Debug)]
pub struct Request {
    /// Our version: a file or a memory.
    pub ours: PathBuf,
    /// The other version.
    pub theirs: PathBuf,
    /// The version both come from; none when there is none.
    pub base: Option<PathBuf>,
    /// The file to write, which may be one of those read.
    pub out: Option<PathBuf>,
    /// The memory to put the result into.
    pub into: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Units there are now.
    pub units: u64,
    /// Units that were new on their side.
    pub added: u64,
    /// Units that they removed.
    pub removed: u64,
    /// Units that got something of theirs.
    pub changed: u64,
    /// Units to be looked at: both have changed them.
    pub conflicts: Vec<Conflict>,
    /// The batch, when they went into a memory that changed.
    pub batch: Option<i64>,
}

/// A unit that both have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The unit as it is now.
    pub tu: Tu,
    /// The languages in which both have another translation.
    pub langs: Vec<Lang>,
    /// Whether one of them has removed the unit that the other changed.
    pub removed: bool,
}

/// Merges two versions; all their units are held in memory.
///
/// # Errors
/// When one cannot be read, or the result cannot be written; an earlier file is kept then.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Merged, Error> {
    let load = |path: &PathBuf| Units::load(workspace, path, progress);
    let (ours, theirs) = (load(&request.ours)?, load(&request.theirs)?);
    let base = request.base.as_ref().map(load).transpose()?.unwrap_or_default();
    let header = ours.header.clone();
    let mut merged = Merged::default();
    let units = united(base, ours, theirs, &mut merged);
    merged.units = units.len() as u64;
    if let Some(out) = &request.out {
        let langs = source_language(&units, &header).into_iter().collect();
        let options = WriteOptions { langs, header, ..WriteOptions::default() };
        write_units(out, &options, &[], &mut |write| units.iter().try_for_each(|tu| write(tu.clone())))?;
    }
    if let Some(into) = &request.into {
        merged.batch = workspace.changing(into, |store| {
            let title = format!("{} + {}", request.ours.display(), request.theirs.display());
            let mut writer = store.writer(BatchKind::Import, &title, &now())?;
            for tu in &units {
                writer.add(tu)?;
            }
            Ok(writer.commit()?.map(|batch| batch.id.0))
        })?;
    }
    Ok(merged)
}

/// The source language of our version, or else that of the first unit.
fn source_language(units: &[Tu], header: &Header) -> Option<Lang> {
    let told = attribute(&header.attributes, "srclang").and_then(|text| Lang::parse(text).ok());
    let first = || units.iter().find_map(|tu| tu.tuvs.first().map(|tuv| tuv.lang.clone()));
    told.or_else(first)
}

fn united(base: Units, ours: Units, theirs: Units, merged: &mut Merged) -> Vec<Tu> {
    let of = |units: Units| -> (Vec<Key>, HashMap<Key, Tu>) {
        let keys = units.keys();
        (keys.clone(), keys.into_iter().zip(units.units).collect())
    };
    let (_, mut base) = of(base);
    let (our_keys, mut ours) = of(ours);
    let (their_keys, mut theirs) = of(theirs);
    // what is new on their side goes behind the unit it stands behind there
    let mut behind: HashMap<Option<Key>, Vec<Key>> = HashMap::new();
    let known: HashSet<&Key> = our_keys.iter().collect();
    let mut last = None;
    for key in &their_keys {
        if known.contains(key) {
            last = Some(key.clone());
        } else {
            behind.entry(last.clone()).or_default().push(key.clone());
        }
    }
    let mut order = behind.remove(&None).unwrap_or_default();
    for key in our_keys {
        let after = behind.remove(&Some(key.clone())).unwrap_or_default();
        order.push(key);
        order.extend(after);
    }
    let mut out = Vec::new();
    for key in order {
        let (base, ours, theirs) = (base.remove(&key), ours.remove(&key), theirs.remove(&key));
        out.extend(unit(base, ours, theirs, merged));
    }
    out
}

/// One unit of three.
fn unit(base: Option<Tu>, ours: Option<Tu>, theirs: Option<Tu>, merged: &mut Merged) -> Option<Tu> {
    match (base, ours, theirs) {
        (_, None, None) => None,
        (None, Some(ours), None) => Some(ours),
        (None, None, Some(theirs)) => {
            merged.added += 1;
            Some(theirs)
        }
        (Some(base), Some(kept), None) => one_removed(&base, kept, merged, true),
        (Some(base), None, Some(kept)) => one_removed(&base, kept, merged, false),
        (base, Some(ours), Some(theirs)) => Some(both(base.as_ref(), ours, &theirs, merged)),
    }
}

/// A unit that one has removed: it goes, unless the other has changed it.
fn one_removed(base: &Tu, kept: Tu, merged: &mut Merged, by_them: bool) -> Option<Tu> {
    if kept == *base {
        merged.removed += u64::from(by_them);
        return None;
    }
    merged.conflicts.push(Conflict { tu: kept.clone(), langs: Vec::new(), removed: true });
    Some(kept)
}

fn both(base: Option<&Tu>, ours: Tu, theirs: &Tu, merged: &mut Merged) -> Tu {
    if ours == *theirs || base == Some(theirs) {
        return ours;
    }
    if base == Some(&ours) {
        merged.changed += 1;
        return theirs.clone();
    }
    let nothing = Tu::default();
    let base = base.unwrap_or(&nothing);
    let mut langs = Vec::new();
    let mut out = Tu {
        tuid: choose(&base.tuid, &ours.tuid, &theirs.tuid).clone(),
        tuvs: sides(base, &ours, theirs, &mut langs),
        attributes: attributes(&base.attributes, &ours.attributes, &theirs.attributes),
        props: set(&base.props, &ours.props, &theirs.props),
        notes: set(&base.notes, &ours.notes, &theirs.notes),
        origins: set(&base.origins, &ours.origins, &theirs.origins),
    };
    out.attributes.sort_unstable();
    if out != ours {
        merged.changed += 1;
    }
    if !langs.is_empty() {
        merged.conflicts.push(Conflict { tu: out.clone(), langs, removed: false });
    }
    out
}

/// The one that was changed; ours when both were.
fn choose<'a, T: PartialEq>(base: &'a T, ours: &'a T, theirs: &'a T) -> &'a T {
    if ours == base { theirs } else { ours }
}

/// The sides, language by language; those in which both have another translation are told in `langs`.
fn sides(base: &Tu, ours: &Tu, theirs: &Tu, langs: &mut Vec<Lang>) -> Vec<Tuv> {
    let of = |tu: &Tu, lang: &Lang| -> Vec<Tuv> { tu.tuvs.iter().filter(|tuv| tuv.lang == *lang).cloned().collect() };
    let mut order: Vec<&Lang> = Vec::new();
    for tuv in ours.tuvs.iter().chain(&theirs.tuvs) {
        if !order.contains(&&tuv.lang) {
            order.push(&tuv.lang);
        }
    }
    let mut out = Vec::new();
    for lang in order {
        let (base, ours, theirs) = (of(base, lang), of(ours, lang), of(theirs, lang));
        if ours == theirs || theirs == base {
            out.extend(ours);
        } else if ours == base {
            out.extend(theirs);
        } else {
            let differ = |tuv: &&Tuv| !ours.iter().any(|known| known.segment == tuv.segment);
            let further: Vec<Tuv> = theirs.iter().filter(differ).cloned().collect();
            if !further.is_empty() {
                langs.push(lang.clone());
            }
            out.extend(ours.iter().cloned());
            out.extend(further);
        }
    }
    out
}

/// Attributes by name; dates the later one, when both changed.
fn attributes(
    base: &[(String, String)],
    ours: &[(String, String)],
    theirs: &[(String, String)],
) -> Vec<(String, String)> {
    let mut names: Vec<&String> = ours.iter().chain(theirs).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    let value = |name: &str, base, ours: Option<&str>, theirs: Option<&str>| -> Option<String> {
        let later = name.ends_with("date") && ours != base && theirs != base;
        let chosen = if later { ours.max(theirs) } else { *choose(&base, &ours, &theirs) };
        chosen.map(ToOwned::to_owned)
    };
    let of = |name: &String| {
        let found = value(name, attribute(base, name), attribute(ours, name), attribute(theirs, name))?;
        Some((name.clone(), found))
    };
    names.into_iter().filter_map(of).collect()
}

/// What ours has and they have not removed, and what they have added.
fn set<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let removed = |thing: &&T| base.contains(thing) && !theirs.contains(thing);
    let added = |thing: &&T| !base.contains(thing) && !ours.contains(thing);
    ours.iter().filter(|thing| !removed(thing)).chain(theirs.iter().filter(added)).cloned().collect()
}
