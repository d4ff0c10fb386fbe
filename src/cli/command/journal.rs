//! `log` and `undo`: what was done to a memory, and taking it back.

use crate::cli::Outcome;
use crate::cli::args::{LogArgs, UndoArgs};
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::{GOOD, Ui};
use crate::model::{Batch, BatchState, ConceptCounts};
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
    // a column that most memories would have for nothing
    let concepts = batches.iter().any(|batch| !batch.concepts.is_empty());
    let heads = ["batch", "when", "what", "units", "concepts", "about"];
    let heads: Vec<&str> = heads.into_iter().filter(|head| concepts || *head != "concepts").collect();
    let mut table = table::plain(ui.width(), &heads);
    table::right(&mut table, &[0]);
    for batch in batches.iter().rev() {
        let what = match batch.state {
            BatchState::Done => batch.kind.name().to_owned(),
            BatchState::Undone(_) => format!("{} (undone)", batch.kind.name()),
        };
        // Minutes tell batches apart; the exact time stands in --json.
        let when: String = batch.at.replace('T', " ").chars().take(16).collect();
        let mut row = vec![batch.id.0.to_string(), when, what, units(batch)];
        row.extend(concepts.then(|| of_concepts(batch)));
        row.push(batch.title.clone());
        table.add_row(row);
    }
    let mut out = ui.out();
    writeln!(out, "{table}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// What a batch did to units: `+14 ~2 −1`.
fn units(batch: &Batch) -> String {
    change([batch.added, batch.merged, batch.removed])
}

/// What it did to concepts.
fn of_concepts(batch: &Batch) -> String {
    let ConceptCounts { added, changed, removed } = batch.concepts;
    change([added, changed, removed])
}

fn change(counts: [u64; 3]) -> String {
    let parts = ["+", "~", "−"].into_iter().zip(counts);
    let told: Vec<String> = parts.filter(|(_, n)| *n > 0).map(|(sign, n)| format!("{sign}{n}")).collect();
    told.join(" ")
}

pub(super) fn undo(args: &UndoArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let batch = journal::undo(workspace, &args.memory, args.batch)?;
    if ui.json {
        ui.json_lines([wire::batch(&args.memory, &batch)])?;
    } else {
        let told = |noun: &str, change: String| match change {
            change if change.is_empty() => String::new(),
            change => format!(", {noun} {change}"),
        };
        let (units, concepts) = (told("units", units(&batch)), told("concepts", of_concepts(&batch)));
        ui.say(&format!("{GOOD}took back{GOOD:#} {} (as batch {}{units}{concepts})", batch.title, batch.id.0));
    }
    Ok(Outcome::Done)
}
