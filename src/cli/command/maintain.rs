//! `stats`, `verify`, `backup`: looking after memories.

use crate::cli::Outcome;
use crate::cli::args::{BackupArgs, MemoriesArgs, VerifyArgs};
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::{BAD, GOOD, Ui};
use crate::wire;
use crate::workspace::{Workspace, maintain, recall};
use std::io::Write;

pub(super) fn stats(args: &MemoriesArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let all = maintain::stats(workspace, &args.memory)?;
    if ui.json {
        ui.json_lines(all.iter().map(|(name, stats)| wire::stats(name, stats)))?;
        return Ok(Outcome::Done);
    }
    if all.is_empty() {
        ui.say(&format!("no memories in {}", workspace.root().display()));
        return Ok(Outcome::Done);
    }
    // a column that most workspaces would have for nothing
    let concepts = all.iter().any(|(_, stats)| stats.concepts > 0);
    let heads = ["memory", "units", "segments", "documents", "batches", "size", "concepts"];
    let heads = &heads[..heads.len() - usize::from(!concepts)];
    let mut table = table::plain(ui.width(), heads);
    table::right(&mut table, &[1, 3, 4, 5, 6]);
    for (name, stats) in &all {
        let segments: Vec<String> = stats.tuvs.iter().map(|(lang, count)| format!("{lang} {count}")).collect();
        let mut row = vec![
            name.clone(),
            stats.units.to_string(),
            segments.join(", "),
            stats.documents.to_string(),
            stats.batches.to_string(),
            size(stats.bytes),
        ];
        row.extend(concepts.then(|| stats.concepts.to_string()));
        table.add_row(row);
    }
    let mut out = ui.out();
    writeln!(out, "{table}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Bytes for people, in steps of 1000.
fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["B", "kB", "MB"] {
        if value < 1000.0 {
            return format!("{value:.0} {unit}");
        }
        value /= 1000.0;
    }
    format!("{value:.1} GB")
}

pub(super) fn verify(args: &VerifyArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    if args.index {
        return verify_index(args, workspace, ui);
    }
    let all = maintain::verify(workspace, &args.memory)?;
    if ui.json {
        ui.json_lines(all.iter().map(|(name, faults)| wire::verify(name, faults)))?;
    } else {
        let mut out = ui.out();
        for (name, faults) in &all {
            if faults.is_empty() {
                writeln!(out, "{name}: {GOOD}sound{GOOD:#}")?;
            }
            for fault in faults {
                writeln!(out, "{name}: {BAD}{fault}{BAD:#}")?;
            }
        }
        out.flush()?;
    }
    let faulty = all.iter().any(|(_, faults)| !faults.is_empty());
    Ok(if faulty { Outcome::Found } else { Outcome::Done })
}

/// The index against brute force.
fn verify_index(args: &VerifyArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let bar = ui.bar();
    let all = recall::run(workspace, &args.memory, args.sample, &bar)?;
    drop(bar);
    if ui.json {
        ui.json_lines(all.iter().map(wire::recall))?;
    } else {
        let mut out = ui.out();
        for recall in &all {
            let (memory, lang) = (&recall.memory, &recall.lang);
            let style = if recall.faults.is_empty() { GOOD } else { BAD };
            let shares: Vec<String> = recall::SCORES
                .iter()
                .zip(recall.matches)
                .map(|(score, (there, found))| format!("{found} of {there} at {score}"))
                .collect();
            writeln!(
                out,
                "{memory} {lang}: {} queries, {} segments; {style}found {}{style:#}",
                recall.queries,
                recall.segments,
                shares.join(", ")
            )?;
            for fault in &recall.faults {
                writeln!(out, "{memory}: {BAD}{fault}{BAD:#}")?;
            }
        }
        out.flush()?;
    }
    let faulty = all.iter().any(|recall| !recall.faults.is_empty());
    Ok(if faulty { Outcome::Found } else { Outcome::Done })
}

pub(super) fn backup(args: &BackupArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    maintain::backup(workspace, &args.memory, &args.file)?;
    if ui.json {
        ui.json_lines([wire::backup(&args.memory, &args.file)])?;
    } else {
        ui.say(&format!("{GOOD}copied memory {} to {}{GOOD:#}", args.memory, args.file.display()));
    }
    Ok(Outcome::Done)
}
