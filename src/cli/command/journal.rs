//! `log` and `undo`: what was done to a memory, and taking it back.

use super::count;
use crate::cli::Outcome;
use crate::cli::args::{LogArgs, UndoArgs};
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::{GOOD, Ui};
use crate::model::BatchState;
use crate::wire;
use crate::workspace::{Workspace, journal};
use std::io::Write;

pub(super) fn log(args: &LogArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let batches = journal::log(workspace, &args.memory)?;
    if ui.json {
        ui.json_lines(batches.iter().map(|batch| wire::batch(&args.memory, batch)))?;
        return Ok(Outcome::Done);
    }
    if batches.is_empty() {
        ui.say(&format!("nothing was done to memory {} yet", args.memory));
        return Ok(Outcome::Done);
    }
    let mut table = table::plain(ui.width(), &["batch", "what", "added", "merged", "removed", "when", "about"]);
    table::right(&mut table, &[0, 2, 3, 4]);
    for batch in batches.iter().rev() {
        let what = match batch.state {
            BatchState::Done => batch.kind.name().to_owned(),
            BatchState::Undone(by) => format!("{} (undone by {})", batch.kind.name(), by.0),
        };
        let when = batch.at.replace('T', " ").replace('Z', "");
        table.add_row([
            batch.id.0.to_string(),
            what,
            batch.added.to_string(),
            batch.merged.to_string(),
            batch.removed.to_string(),
            when,
            batch.title.clone(),
        ]);
    }
    let mut out = ui.out();
    writeln!(out, "{table}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

pub(super) fn undo(args: &UndoArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let batch = journal::undo(workspace, &args.memory, args.batch)?;
    if ui.json {
        ui.json_lines([wire::batch(&args.memory, &batch)])?;
    } else {
        ui.say(&format!(
            "{GOOD}took it back{GOOD:#}: {} (as batch {}; {} removed, {} added)",
            batch.title,
            batch.id.0,
            count(batch.removed, "unit"),
            batch.added
        ));
    }
    Ok(Outcome::Done)
}
