//! What is the difference between two memories, or files of units?

use super::units::{Key, Units};
use super::{Error, Progress, Workspace};
use crate::model::{Prop, Tu, Tuv};
use std::collections::HashMap;
use std::path::Path;

/// A difference between two lists of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Only the second has the unit.
    Added(Tu),
    /// Only the first has it.
    Removed(Tu),
    /// Both have it, and differ.
    Changed {
        /// As the first has it.
        old: Tu,
        /// As the second has it.
        new: Tu,
        /// In what: languages, `attributes`, `properties`, `notes`.
        what: Vec<String>,
    },
}

/// What the second has that the first has not, and the other way round, in the order of the second; what was removed
/// comes last. Where a unit comes from makes no difference, and neither does the order of units.
///
/// # Errors
/// When one of them cannot be read.
pub fn run(
    workspace: &Workspace,
    first: &Path,
    second: &Path,
    progress: &dyn Progress,
) -> Result<Vec<Difference>, Error> {
    let (first, second) = (Units::load(workspace, first, progress)?, Units::load(workspace, second, progress)?);
    let mut old: HashMap<Key, (usize, Tu)> =
        first.keys().into_iter().zip(first.units.into_iter().enumerate()).collect();
    let mut differences = Vec::new();
    for (key, new) in second.keys().into_iter().zip(second.units) {
        match old.remove(&key) {
            None => differences.push(Difference::Added(new)),
            Some((_, old)) => {
                let what = changes(&old, &new);
                if !what.is_empty() {
                    differences.push(Difference::Changed { old, new, what });
                }
            }
        }
    }
    let mut removed: Vec<(usize, Tu)> = old.into_values().collect();
    removed.sort_by_key(|(place, _)| *place);
    differences.extend(removed.into_iter().map(|(_, tu)| Difference::Removed(tu)));
    Ok(differences)
}

/// In what two forms of a unit differ.
fn changes(old: &Tu, new: &Tu) -> Vec<String> {
    let mut what: Vec<String> = Vec::new();
    let mut langs: Vec<&crate::lang::Lang> = old.tuvs.iter().chain(&new.tuvs).map(|tuv| &tuv.lang).collect();
    langs.sort_unstable();
    langs.dedup();
    for lang in langs {
        let segments = |tu: &Tu| -> Vec<_> {
            tu.tuvs.iter().filter(|tuv| tuv.lang == *lang).map(|tuv| tuv.segment.clone()).collect()
        };
        if segments(old) != segments(new) {
            what.push(lang.to_string());
        }
    }
    let of = |tu: &Tu, part: &dyn Fn(&Tuv) -> Vec<String>| -> Vec<Vec<String>> { tu.tuvs.iter().map(part).collect() };
    let attributes = |tuv: &Tuv| tuv.attributes.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let props = |props: &[Prop]| {
        let mut props: Vec<String> = props.iter().map(|prop| format!("{}={}", prop.kind, prop.value)).collect();
        props.sort_unstable();
        props
    };
    if old.attributes != new.attributes || old.tuid != new.tuid || of(old, &attributes) != of(new, &attributes) {
        what.push("attributes".to_owned());
    }
    let of_side = |tuv: &Tuv| props(&tuv.props);
    if props(&old.props) != props(&new.props) || of(old, &of_side) != of(new, &of_side) {
        what.push("properties".to_owned());
    }
    let notes = |tuv: &Tuv| tuv.notes.iter().map(|note| note.text.clone()).collect();
    if old.notes != new.notes || of(old, &notes) != of(new, &notes) {
        what.push("notes".to_owned());
    }
    what
}
