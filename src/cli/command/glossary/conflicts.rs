//! `glossary conflicts`: terms that the memories translate in several ways, and how to decide.

use crate::cli::Outcome;
use crate::cli::args::GlossaryConflictsArgs;
use crate::cli::command::{count, lang};
use crate::cli::error::Failure;
use crate::cli::ui::{BOLD, DIM, DOUBT, GOOD, HINT, Ui};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::glossary::Filter;
use crate::workspace::glossary::conflicts::{Report, Request, Way, run as conflicts};
use std::io::Write;

pub(super) fn run(args: &GlossaryConflictsArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let terms = &args.terms;
    let request = Request {
        memories: args.memory.clone(),
        source: terms.source.as_deref().map(lang).transpose()?,
        target: terms.target.as_deref().map(lang).transpose()?,
        filter: Filter { termbases: terms.termbase.clone(), subjects: terms.subject.clone(), ..Filter::default() },
        limit: terms.limit,
    };
    let bar = ui.bar();
    let report = conflicts(workspace, &request, &bar)?;
    drop(bar);
    if ui.json {
        ui.json_lines(report.conflicts.iter().map(wire::term_conflict))?;
        ui.json_lines([wire::term_conflicts(&report)])?;
    } else {
        show(&report, ui)?;
    }
    Ok(if report.total == 0 { Outcome::Done } else { Outcome::Found })
}

fn show(report: &Report, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.out();
    for conflict in &report.conflicts {
        let (from, to) = &conflict.langs;
        writeln!(out, "{BOLD}{}{BOLD:#} {DIM}{}, {from} → {to}{DIM:#}", conflict.source, conflict.concept)?;
        for way in &conflict.ways {
            writeln!(out, "  {}", line(way))?;
        }
        for command in wire::term_decisions(conflict) {
            writeln!(out, "  {HINT}{command}{HINT:#}")?;
        }
        if conflict.memory.is_none() && !conflict.decisions.is_empty() {
            writeln!(out, "  {HINT}its termbase is a file: mark the others [deprecated] in it{HINT:#}")?;
        }
    }
    out.flush()?;
    let shown = report.conflicts.len() as u64;
    if shown < report.total {
        ui.say(&format!("{DIM}… and {} more{DIM:#}", report.total - shown));
    }
    let verdict = if report.total == 0 {
        format!("{GOOD}every term in one way{GOOD:#}")
    } else {
        format!("{DOUBT}{} in several ways{DOUBT:#}", count(report.total, "term"))
    };
    ui.say(&format!("{}: {verdict}", count(report.units, "unit")));
    Ok(())
}

/// How often, which term, since when and till when, where.
fn line(way: &Way) -> String {
    let mut line = format!("{:>6} × ", way.count);
    match &way.term {
        Some((term, status)) => line.push_str(&format!("{term} ({})", status.name())),
        None => line.push_str("none of the terms"),
    }
    match &way.dates {
        Some((first, last)) if first == last => line.push_str(&format!(", {first}")),
        Some((first, last)) => line.push_str(&format!(", {first} to {last}")),
        None => {}
    }
    if !way.sources.is_empty() {
        let sources: Vec<&str> = way.sources.iter().map(String::as_str).collect();
        line.push_str(&format!(" {DIM}{}{DIM:#}", sources.join(", ")));
    }
    if let Some(place) = &way.example {
        line.push_str(&format!(" {DIM}(latest: {} {}){DIM:#}", place.of, place.number));
    }
    line
}
