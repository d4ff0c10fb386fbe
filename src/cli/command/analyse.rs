//! `analyse`: how much of documents the memories already hold.

use super::{count, filter, lang};
use crate::cli::Outcome;
use crate::cli::args::{AnalyseArgs, AnalysisFormat};
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::{BOLD, Ui};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::analyse::{Amount, Analysis, Counted, Request, SHARES, Weights, run as analyse, write_csv};
use std::io::Write;

pub(super) fn run(args: &AnalyseArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let weights = args.weights.as_deref().map(Weights::parse).transpose()?;
    let request = Request {
        files: args.files.clone(),
        from: args.from.as_deref().map(lang).transpose()?,
        to: lang(&args.to)?,
        memories: args.units.memory.clone(),
        filter: filter(args.units.filter.as_ref())?,
        penalties: args.penalty.clone(),
        segmented: args.segmented,
        encoding: args.encoding.clone(),
        cross_file: !args.no_cross_file,
    };
    let bar = ui.bar();
    let analysis = analyse(workspace, &request, &bar)?;
    drop(bar);
    if workspace.memories()?.is_empty() {
        ui.warn(&format!("there are no memories in {}", workspace.root().display()));
    }
    for file in &analysis.files {
        ui.problems(&file.path, &file.problems, file.problems.len() as u64);
    }
    if ui.json {
        let files = analysis.files.iter().map(|file| wire::analysis(Some(file), &file.counted, weights.as_ref()));
        ui.json_lines(files)?;
        ui.json_lines([wire::analysis(None, &analysis.total, weights.as_ref())])?;
    } else if args.format == AnalysisFormat::Csv {
        let mut out = ui.plain_out();
        write_csv(&analysis, weights.as_ref(), &mut out)?;
        out.flush()?;
    } else {
        show(&analysis, weights.as_ref(), ui)?;
    }
    let sound = analysis.files.iter().all(|file| file.problems.is_empty());
    Ok(if sound { Outcome::Done } else { Outcome::Found })
}

fn show(analysis: &Analysis, weights: Option<&Weights>, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.out();
    for file in &analysis.files {
        writeln!(out, "{BOLD}{}{BOLD:#} ({})", file.path.display(), file.lang)?;
        writeln!(out, "{}", shares(&file.counted, weights, ui))?;
    }
    if analysis.files.len() > 1 {
        writeln!(out, "{BOLD}all {}{BOLD:#}", count(analysis.files.len() as u64, "document"))?;
        writeln!(out, "{}", shares(&analysis.total, weights, ui))?;
    }
    out.flush()?;
    Ok(())
}

fn shares(counted: &Counted, weights: Option<&Weights>, ui: &Ui) -> comfy_table::Table {
    let mut heading = vec!["share", "segments", "words", "%", "chars", "no spaces", "internal"];
    heading.extend(weights.map(|_| "weighted"));
    let mut table = table::plain(ui.width(), &heading);
    table::right(&mut table, &(1..heading.len()).collect::<Vec<_>>());
    let total = counted.total();
    let row = |name: String, amount: Amount, internal: u64, weighted: Option<f64>| {
        let Amount { segments, words, characters, letters } = amount;
        let percent = format!("{:.1}", 100.0 * words as f64 / total.words.max(1) as f64);
        let internal = if internal == 0 { String::new() } else { internal.to_string() };
        let [segments, words, characters, letters] = [segments, words, characters, letters].map(|n| n.to_string());
        let mut row = vec![name, segments, words, percent, characters, letters, internal];
        row.extend(weighted.map(|words| format!("{words:.1}")));
        row
    };
    for (n, (share, part)) in SHARES.iter().zip(&counted.parts).enumerate() {
        let weighted = weights.map(|weights| weights.words(n, part.all));
        table.add_row(row(share.name(), part.all, part.internal.words, weighted));
    }
    let internal = counted.parts.iter().map(|part| part.internal.words).sum();
    table.add_row(row("total".to_owned(), total, internal, weights.map(|weights| counted.weighted(weights))));
    table
}
