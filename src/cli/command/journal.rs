//! `log` and `undo`: what was done to a memory, and taking it back.

use crate::cli::Outcome;
use crate::cli::args::{LogArgs, UndoArgs};
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::{GOOD, Ui};
use crate::model::{Batch, BatchState};
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
    let mut table = table::plain(ui.width(), &["batch", "when", "what", "units", "about"]);
    table::right(&mut table, &[0]);
    for batch in batches.iter().rev() {
        let what = match batch.state {
            BatchState::Done => batch.kind.name().to_owned(),
            BatchState::Undone(_) => format!("{} (undone)", batch.kind.name()),
        };
        // Minutes tell batches apart; the exact time stands in --json.
        let when: String = batch.at.replace('T', " ").chars().take(16).collect();
        table.add_row([batch.id.0.to_string(), when, what, change(batch), batch.title.clone()]);
    }
    let mut out = ui.out();
    writeln!(out, "{table}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// What a batch did to units: `+14 ~2 −1`.
fn change(batch: &Batch) -> String {
    let parts = [("+", batch.added), ("~", batch.merged), ("−", batch.removed)];
    let told: Vec<String> = parts.iter().filter(|(_, n)| *n > 0).map(|(sign, n)| format!("{sign}{n}")).collect();
    told.join(" ")
}

pub(super) fn undo(args: &UndoArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let batch = journal::undo(workspace, &args.memory, args.batch)?;
    if ui.json {
        ui.json_lines([wire::batch(&args.memory, &batch)])?;
    } else {
        let units = match change(&batch) {
            units if units.is_empty() => String::new(),
            units => format!(", units {units}"),
        };
        ui.say(&format!("{GOOD}took back{GOOD:#} {} (as batch {}{units})", batch.title, batch.id.0));
    }
    Ok(Outcome::Done)
}
