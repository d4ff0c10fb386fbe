//! `edit` and `remove`: units changed by hand.

use super::lang;
use crate::cli::Outcome;
use crate::cli::args::{EditArgs, RemoveArgs};
use crate::cli::error::Failure;
use crate::cli::ui::{DIM, GOOD, HINT, Ui};
use crate::model::Batch;
use crate::wire;
use crate::workspace::{Workspace, edit};

pub(super) fn edit(args: &EditArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let batch = edit::set(workspace, &args.memory, args.unit, &lang(&args.lang)?, &args.text)?;
    report(batch.as_ref(), &args.memory, ui)
}

pub(super) fn remove(args: &RemoveArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let batch = edit::remove(workspace, &args.memory, &args.units)?;
    report(batch.as_ref(), &args.memory, ui)
}

fn report(batch: Option<&Batch>, memory: &str, ui: &Ui) -> Result<Outcome, Failure> {
    match batch {
        Some(batch) if ui.json => ui.json_lines([wire::batch(memory, batch)])?,
        Some(batch) => ui.say(&format!(
            "{GOOD}done{GOOD:#}: {} {DIM}(batch {}; {DIM:#}{HINT}tolmach undo {} --memory {memory}{HINT:#}{DIM} takes it back){DIM:#}",
            batch.title, batch.id.0, batch.id.0
        )),
        None => ui.say("nothing changed"),
    }
    Ok(Outcome::Done)
}
