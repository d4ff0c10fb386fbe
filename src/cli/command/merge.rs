//! `merge`: two versions of a memory or file put together.

use super::{count, founding};
use crate::cli::Outcome;
use crate::cli::args::MergeArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{DIM, DOUBT, GOOD, HINT, Ui};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::merge::{Request, run as merge};

pub(super) fn run(args: &MergeArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let request = Request {
        ours: args.ours.clone(),
        theirs: args.theirs.clone(),
        base: args.base.clone(),
        out: args.out.clone(),
        into: args.into.clone(),
    };
    let bar = ui.bar();
    let merged = founding(workspace, ui, || merge(workspace, &request, &bar))?;
    drop(bar);
    if ui.json {
        ui.json_lines(merged.conflicts.iter().map(wire::conflict))?;
        ui.json_lines([wire::merge(&merged)])?;
    } else {
        ui.say(&format!(
            "{GOOD}{}{GOOD:#}: {} added, {} removed, {} changed by them",
            count(merged.units, "unit"),
            merged.added,
            merged.removed,
            merged.changed
        ));
        for conflict in &merged.conflicts {
            let what = match (conflict.removed, &conflict.langs[..]) {
                (true, _) => "removed by one, changed by the other; kept".to_owned(),
                (false, langs) => {
                    let langs: Vec<&str> = langs.iter().map(|lang| lang.as_str()).collect();
                    format!("two translations in {}; both kept", langs.join(", "))
                }
            };
            let text = conflict.tu.tuvs.first().map(|tuv| tuv.segment.text()).unwrap_or_default();
            ui.say(&format!("{DOUBT}conflict{DOUBT:#}: {what}: {text}"));
        }
        if let (Some(batch), Some(memory)) = (merged.batch, &args.into) {
            ui.say(&format!(
                "{DIM}memory {memory}, batch {batch}; {DIM:#}{HINT}tolmach undo {batch} --memory {memory}{HINT:#}{DIM} takes it back{DIM:#}"
            ));
        }
    }
    Ok(if merged.conflicts.is_empty() { Outcome::Done } else { Outcome::Found })
}
