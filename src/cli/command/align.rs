//! `align`: two or three documents into beads, shown, written, stored.

use super::{batch, count, founding, help, langs, pipe, workspace};
use crate::cli::Outcome;
use crate::cli::args::{AlignArgs, Global};
use crate::cli::error::Failure;
use crate::cli::table::write_side_by_side;
use crate::cli::ui::{BOLD, DIM, DOUBT, GOOD, HINT, Ui};
use crate::model::{Bead, DOUBTFUL, Keep};
use crate::wire;
use crate::workspace::align::{Aligned, Request, Stored, run as align, store};
use crate::workspace::{export, extend};
use comfy_table::{Attribute, Cell, Color};
use std::path::Path;

pub(super) fn run(args: &AlignArgs, global: &Global, ui: &Ui) -> Result<Outcome, Failure> {
    if args.jsonl {
        return pipe::run(args, global, ui);
    }
    if !(0.0..=1.0).contains(&args.min_confidence) {
        return Err(Failure::Usage(format!("--min-confidence goes from 0 to 1, not {}", args.min_confidence)));
    }
    let request = Request {
        files: args.files.clone(),
        langs: langs(&args.lang)?,
        segmented: args.segmented,
        encoding: args.encoding.clone(),
        help: help(args, global, ui)?,
    };
    if let Some(file) = &args.apply {
        return super::review::run(args, file, &request, global, ui);
    }
    if let Some(input) = batch::input(args)? {
        return batch::run(input, args, global, ui);
    }
    let bar = ui.bar();
    let aligned = align(&request, &bar)?;
    for document in &aligned.documents {
        ui.problems(&document.path, &document.problems, document.problems.len() as u64);
    }
    if let Some(file) = &args.out {
        export::alignment(&aligned, file, keep(args), &|out| {
            for bead in wire::beads(&aligned) {
                writeln!(out, "{}", wire::line(&bead))?;
            }
            writeln!(out, "{}", wire::line(&wire::summary(&aligned, None)))
        })?;
    }
    let stored = match &args.into {
        Some(memory) => {
            let workspace = workspace(global)?;
            let run = if args.extend { extend::run } else { store };
            let write = || run(&workspace, &aligned, memory, keep(args), &bar);
            Some(founding(&workspace, ui, write)?)
        }
        None => None,
    };
    drop(bar);
    if ui.json {
        ui.json_lines(wire::beads(&aligned))?;
        ui.json_lines([wire::summary(&aligned, stored.as_ref())])?;
    } else {
        // What goes to a file is not shown as well.
        if args.out.is_none() {
            show(&aligned, ui)?;
        }
        report(&aligned, stored.as_ref(), args, ui);
    }
    let problems = aligned.documents.iter().any(|document| !document.problems.is_empty());
    Ok(if problems { Outcome::Found } else { Outcome::Done })
}

/// Which beads become units.
pub(super) fn keep(args: &AlignArgs) -> Keep {
    Keep { min_confidence: args.min_confidence, crossing: args.crossing }
}

/// The beads side by side; what is doubtful stands out.
fn show(aligned: &Aligned, ui: &Ui) -> Result<(), Failure> {
    let heads: Vec<String> = aligned.alignment.langs.iter().map(ToString::to_string).collect();
    let rows = aligned.alignment.beads.iter().map(|bead| {
        let sides = aligned.documents.iter().zip(&bead.sides).map(|(document, side)| {
            if side.is_empty() {
                Cell::new("·").add_attribute(Attribute::Dim)
            } else {
                Cell::new(document.text_of(side.clone()))
            }
        });
        std::iter::once(label(bead)).chain(sides).collect()
    });
    Ok(write_side_by_side(ui, "bead", &heads, rows)?)
}

/// Shape and confidence of a bead, crossing and doubtful ones marked.
fn label(bead: &Bead) -> Cell {
    let percent = (bead.confidence * 100.0).floor();
    let doubtful = bead.confidence < DOUBTFUL;
    let mark = match (bead.crossing, doubtful) {
        (true, true) => " ↕?",
        (true, false) => " ↕",
        (false, true) => " ?",
        (false, false) => "",
    };
    let cell = Cell::new(format!("{}\n{percent}%{mark}", bead.shape()));
    if doubtful { cell.fg(Color::Yellow) } else { cell }
}

fn report(aligned: &Aligned, stored: Option<&Stored>, args: &AlignArgs, ui: &Ui) {
    let beads = &aligned.alignment.beads;
    let whole = beads.iter().filter(|bead| bead.filled() == aligned.documents.len()).count();
    let alone = beads.iter().filter(|bead| bead.filled() == 1).count();
    let doubtful = beads.iter().filter(|bead| bead.confidence < DOUBTFUL).count();
    let mut line =
        format!("{BOLD}{}{BOLD:#}: {whole} in all languages, {alone} in one only", count(beads.len() as u64, "bead"));
    if doubtful > 0 {
        line.push_str(&format!("; {DOUBT}{doubtful} doubtful{DOUBT:#} (marked ?)"));
    }
    let crossing = beads.iter().filter(|bead| bead.crossing).count();
    if crossing > 0 {
        line.push_str(&format!("; {crossing} moved (marked ↕)"));
    }
    ui.say(&line);
    if let Some(file) = &args.out {
        wrote(ui, file);
    }
    match stored {
        Some(stored) => {
            let extended = stored.extended.map_or(String::new(), |n| format!("{n} extended, "));
            let counts =
                format!("{extended}{} added, {} merged, {} left out", stored.added, stored.merged, stored.skipped);
            told(ui, &stored.memory, &counts, stored.batch);
            moved_left(ui, stored.crossing);
        }
        None if args.out.is_none() => {
            ui.say(&format!("{DIM}nothing stored; {DIM:#}{HINT}--into NAME{HINT:#}{DIM} stores it{DIM:#}"));
        }
        None => {}
    }
}

/// The file written, and what to do with it when a person is to look it through.
pub(super) fn wrote(ui: &Ui, file: &Path) {
    ui.say(&format!("wrote {}", file.display()));
    let (what, back) = match file.extension().and_then(|e| e.to_str()) {
        Some("html") => ("open it in a browser and save the review", file.with_extension("json")),
        Some("xlsx") => ("edit it in a spreadsheet", file.to_owned()),
        _ => return,
    };
    let then = format!("tolmach align --apply {} --into NAME", back.display());
    ui.say(&format!("{DIM}{what}; then {DIM:#}{HINT}{then}{HINT:#}{DIM} stores it{DIM:#}"));
}

/// What was stored, and how to take it back.
pub(super) fn told(ui: &Ui, memory: &str, counts: &str, batch: Option<i64>) {
    ui.say(&format!("{GOOD}stored in memory {memory}{GOOD:#}: {counts}"));
    let Some(batch) = batch else { return ui.say("nothing new: the memory had it all") };
    ui.say(&way_back(batch, memory));
}

/// What was left out because it crosses, and how to have it.
pub(super) fn moved_left(ui: &Ui, beads: u64) {
    if beads > 0 {
        let beads = count(beads, "moved bead");
        ui.say(&format!("{DIM}{beads} left out; {DIM:#}{HINT}--crossing{HINT:#}{DIM} stores them too{DIM:#}"));
    }
}

/// How a batch is taken back.
pub(super) fn way_back(batch: i64, memory: &str) -> String {
    let name = if memory == crate::workspace::DEFAULT_MEMORY { String::new() } else { format!(" --memory {memory}") };
    format!("{DIM}batch {batch}; {DIM:#}{HINT}tolmach undo {batch}{name}{HINT:#}{DIM} takes it back{DIM:#}")
}
