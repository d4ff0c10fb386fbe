//! `import`: exchange files into a memory.

use super::{count, founding, langs};
use crate::cli::Outcome;
use crate::cli::args::ImportArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{DIM, DOUBT, GOOD, HINT, Ui};
use crate::wire;
use crate::workspace::import::{Imported, ReadOptions, Request, run as import};
use crate::workspace::{Error, Workspace};

pub(super) fn run(args: &ImportArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let mut failed: Option<Failure> = None;
    for file in &args.files {
        let request = Request {
            file: file.clone(),
            format: args.format.clone(),
            into: args.into.clone(),
            strict: args.strict,
            options: options(args)?,
            on_duplicate: args.on_duplicate.into(),
            min_score: args.min_score,
            keep_good: args.keep_good,
            dry_run: args.dry_run,
        };
        let bar = ui.bar();
        let result = founding(workspace, ui, || import(workspace, &request, &bar));
        drop(bar);
        match result {
            Ok(imported) => {
                if imported.problem_count > 0 || !imported.skipped.is_empty() || imported.read_before.is_some() {
                    outcome = Outcome::Found;
                }
                report(&imported, args.dry_run, ui)?;
            }
            Err(error @ Error::Interrupted) => return Err(error.into()),
            // One bad file among many is reported and the rest goes on; the exit status tells.
            Err(error) => {
                if let Some(earlier) = failed.replace(error.into()) {
                    ui.failure(&earlier);
                }
            }
        }
    }
    failed.map_or(Ok(outcome), Err)
}

fn options(args: &ImportArgs) -> Result<ReadOptions, Failure> {
    Ok(ReadOptions {
        encoding: args.encoding.clone(),
        langs: langs(&args.langs)?,
        columns: args.columns.clone(),
        drafts: args.drafts,
    })
}

fn report(imported: &Imported, dry_run: bool, ui: &Ui) -> Result<(), Failure> {
    ui.problems(&imported.file, &imported.problems, imported.problem_count);
    if ui.json {
        ui.json_lines([wire::import(imported)])?;
        return Ok(());
    }
    let skipped: u64 = imported.skipped.values().sum();
    ui.say(&format!(
        "{}: {}, {} read, {GOOD}{} added{GOOD:#}, {} merged, {} known, {} skipped",
        imported.file.display(),
        imported.format,
        count(imported.read, "unit"),
        imported.added,
        imported.merged,
        imported.known,
        skipped
    ));
    for (reason, n) in &imported.skipped {
        ui.say(&format!("  skipped {n}: {reason}"));
    }
    if imported.unconfirmed > 0 {
        ui.say(&format!(
            "  {DOUBT}{} are drafts or rejected{DOUBT:#} where they come from; queries say so, and {HINT}--where \"not status=Draft and not status=Rejected*\"{HINT:#} passes them over",
            count(imported.unconfirmed, "unit")
        ));
    }
    if imported.concepts > 0 {
        ui.say(&format!("  {} of its glossaries added or added to", count(imported.concepts, "concept")));
    }
    if let Some(batch) = imported.read_before {
        ui.warn(&format!("{} was read before, in batch {batch}", imported.file.display()));
    }
    match imported.batch {
        _ if dry_run => ui.say("nothing was changed (--dry-run)"),
        Some(batch) => {
            let memory = &imported.memory;
            ui.say(&format!(
                "{DIM}memory {memory}, batch {batch}; {DIM:#}{HINT}tolmach undo {batch} --memory {memory}{HINT:#}{DIM} takes it back{DIM:#}"
            ));
        }
        None if imported.known == 0 => ui.say("nothing was imported"),
        None => ui.say("nothing new: the memory had it all"),
    }
    Ok(())
}
