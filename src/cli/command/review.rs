//! `align --apply`: a reviewed alignment, written anew and stored.

use super::align::{keep, moved_left, told, wrote};
use super::{count, founding, workspace};
use crate::cli::Outcome;
use crate::cli::args::{AlignArgs, Global};
use crate::cli::error::Failure;
use crate::cli::ui::{BOLD, DIM, HINT, Ui};
use crate::wire;
use crate::workspace::align::{Request, open as open_documents};
use crate::workspace::{export, review};
use std::path::Path;

pub(super) fn run(
    args: &AlignArgs,
    file: &Path,
    request: &Request,
    global: &Global,
    ui: &Ui,
) -> Result<Outcome, Failure> {
    let (review, mut problems) = review::open(file)?;
    ui.problems(file, &problems, problems.len() as u64);
    let bar = ui.bar();
    let documents = if request.files.is_empty() { Vec::new() } else { open_documents(request, &bar)? };
    for document in &documents {
        ui.problems(&document.path, &document.problems, document.problems.len() as u64);
        problems.extend_from_slice(&document.problems);
    }
    review::compare(file, &review, &documents)?;
    if let Some(out) = &args.out {
        export::reviewed(&review, out, keep(args))?;
    }
    let applied = match &args.into {
        Some(memory) => {
            let workspace = workspace(global)?;
            let write = || review::apply(&workspace, &review, &documents, memory, keep(args), &bar);
            Some(founding(&workspace, ui, write)?)
        }
        None => None,
    };
    drop(bar);
    let message = wire::review(&review, &problems, applied.as_ref());
    if ui.json {
        ui.json_lines([&message])?;
    }
    ui.say(&format!(
        "{BOLD}{}{BOLD:#}: {} accepted, {} rejected, {} changed by hand",
        count(review.beads.len() as u64, "bead"),
        message.accepted,
        message.rejected,
        message.changed
    ));
    if let Some(out) = &args.out {
        wrote(ui, out);
    }
    match &applied {
        Some(applied) => {
            let counts = format!(
                "{} added, {} there already, {} taken out, {} left out",
                applied.added, applied.merged, applied.removed, applied.skipped
            );
            told(ui, &applied.memory, &counts, applied.batch);
            moved_left(ui, applied.crossing);
        }
        None if args.out.is_none() => {
            ui.say(&format!("{DIM}nothing stored; {DIM:#}{HINT}--into NAME{HINT:#}{DIM} stores it{DIM:#}"));
        }
        None => {}
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Found })
}
