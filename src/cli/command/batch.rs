//! `align` over many documents: a folder of them, or a manifest.

use super::align::{keep, moved_left, told as stored_in, way_back};
use super::{count, founding, help, jobs, langs, workspace};
use crate::cli::Outcome;
use crate::cli::args::{AlignArgs, Global};
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::{BAD, BOLD, DIM, HINT, Ui};
use crate::wire;
use crate::workspace::Error;
use crate::workspace::batch::{Done, Input, Json, Output, Quality, Request, Run, is_one_document, run as align};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

/// What a run is over, if it is one: a manifest, or a folder that is not one document's.
pub(super) fn input(args: &AlignArgs) -> Result<Option<Input>, Failure> {
    if let Some(manifest) = &args.manifest {
        return Ok(Some(Input::Manifest(manifest.clone())));
    }
    match &args.files[..] {
        [folder] if folder.is_dir() && !is_one_document(folder)? => Ok(Some(Input::Folder(folder.clone()))),
        _ => Ok(None),
    }
}

pub(super) fn run(input: Input, args: &AlignArgs, global: &Global, ui: &Ui) -> Result<Outcome, Failure> {
    if args.extend {
        return Err(Failure::Usage("--extend takes the versions of one document, not many documents".to_owned()));
    }
    let request = Request {
        input,
        langs: langs(&args.lang)?,
        segmented: args.segmented,
        encoding: args.encoding.clone(),
        help: help(args, global, ui)?,
        into: args.into.clone(),
        output: args.out.as_deref().map(|out| output(out, args.format.as_deref())),
        keep: keep(args),
        again: args.again,
        jobs: jobs(args),
    };
    let json = Json {
        beads: &|aligned, out| {
            for bead in wire::beads(aligned) {
                writeln!(out, "{}", wire::line(&bead))?;
            }
            writeln!(out, "{}", wire::line(&wire::summary(aligned, None)))
        },
        document: &wire::pipe::aligned_document,
    };
    let workspace = workspace(global)?;
    let bar = ui.bar();
    let mut told = Ok(());
    let mut tell = |done: &Done| {
        if ui.json {
            told = ui.json_lines([wire::document(done)]);
        } else {
            bar.aside(|| say(done, ui));
        }
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let run = founding(&workspace, ui, || align(&workspace, &request, &json, &bar, &mut tell))?;
    drop(bar);
    told?;
    if ui.json {
        ui.json_lines([wire::run(&run)])?;
    } else {
        report(&run, &request, ui)?;
    }
    if run.interrupted {
        return Err(Error::RunInterrupted { done: run.done(), total: run.documents }.into());
    }
    Ok(if run.failed.is_empty() && run.problems == 0 { Outcome::Done } else { Outcome::Found })
}

/// A file if the name has an extension that says its format, else a folder.
fn output(out: &Path, format: Option<&str>) -> Output {
    let is_file = format.is_none() && !out.is_dir() && out.extension().is_some();
    if is_file {
        return Output::File(out.to_owned());
    }
    Output::Folder { path: out.to_owned(), format: format.unwrap_or("tsv").to_ascii_lowercase() }
}

/// What is wrong with a document, as soon as it is known.
fn say(done: &Done, ui: &Ui) {
    match &done.result {
        Err(error) => ui.warn(&format!("{}: {error}", done.id)),
        Ok(crate::workspace::batch::Outcome::Aligned(report)) => {
            for (path, problem) in &report.problems {
                ui.problems(path, std::slice::from_ref(problem), 1);
            }
        }
        Ok(crate::workspace::batch::Outcome::Known) => {}
    }
}

fn report(run: &Run, request: &Request, ui: &Ui) -> Result<(), Failure> {
    worst(&run.worst, ui)?;
    let mut line = format!("{BOLD}{}{BOLD:#}: {} aligned", count(run.documents as u64, "document"), run.aligned);
    if run.known > 0 {
        line.push_str(&format!(", {} done before", run.known));
    }
    if !run.failed.is_empty() {
        line.push_str(&format!(", {BAD}{} failed{BAD:#}", run.failed.len()));
    }
    ui.say(&line);
    for (id, error) in &run.failed {
        ui.say(&format!("  {BAD}failed{BAD:#} {id}: {error}"));
    }
    if run.aligned > 0 {
        let Quality { beads, confidence, crossing, .. } = run.quality;
        let moved = if crossing > 0 { format!(", {crossing} moved") } else { String::new() };
        ui.say(&format!(
            "{}, mean confidence {:.1} %, {:.1} % of the segments alone{moved}",
            count(beads as u64, "bead"),
            confidence * 100.0,
            run.quality.alone_share() * 100.0
        ));
    }
    match &request.output {
        Some(Output::File(file)) if run.interrupted => ui.say(&format!("{} is not written", file.display())),
        Some(Output::File(file)) => ui.say(&format!("wrote {}", file.display())),
        Some(Output::Folder { path, .. }) => ui.say(&format!("wrote to {}", path.display())),
        None => {}
    }
    match &run.stored {
        Some(stored) => {
            let counts = format!("{} added, {} merged, {} left out", stored.added, stored.merged, stored.skipped);
            match &stored.batches[..] {
                [first, further @ ..] => {
                    stored_in(ui, &stored.memory, &counts, Some(*first));
                    further.iter().for_each(|batch| ui.say(&way_back(*batch, &stored.memory)));
                }
                [] => stored_in(ui, &stored.memory, &counts, None),
            }
            moved_left(ui, stored.crossing);
        }
        None if request.output.is_none() => {
            ui.say(&format!("{DIM}nothing stored; {DIM:#}{HINT}--into NAME{HINT:#}{DIM} stores it{DIM:#}"));
        }
        None => {}
    }
    Ok(())
}

/// The documents to look at first.
fn worst(worst: &[(String, Quality)], ui: &Ui) -> Result<(), Failure> {
    if worst.is_empty() {
        return Ok(());
    }
    let mut table = table::plain(ui.width(), &["worst documents", "beads", "confidence", "alone"]);
    for (id, quality) in worst {
        table.add_row([
            id.clone(),
            quality.beads.to_string(),
            format!("{:.1} %", quality.confidence * 100.0),
            format!("{:.1} %", quality.alone_share() * 100.0),
        ]);
    }
    table::right(&mut table, &[1, 2, 3]);
    let mut out = ui.out();
    writeln!(out, "{table}")?;
    out.flush()?;
    Ok(())
}
