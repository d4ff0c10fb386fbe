//! `glossary check`: where translations do not use the terms of the termbase.

use crate::cli::Outcome;
use crate::cli::args::GlossaryCheckArgs;
use crate::cli::command::{count, lang};
use crate::cli::error::Failure;
use crate::cli::table::plain;
use crate::cli::ui::{DIM, DOUBT, GOOD, Ui};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::glossary::check::{Finding, Report, Request, run as check};
use crate::workspace::glossary::{Filter, From};
use std::io::Write;

pub(super) fn run(args: &GlossaryCheckArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let from =
        if args.memory.is_empty() { From::Files(args.files.clone()) } else { From::Memories(args.memory.clone()) };
    let terms = &args.terms;
    let request = Request {
        from,
        source: terms.source.as_deref().map(lang).transpose()?,
        target: terms.target.as_deref().map(lang).transpose()?,
        filter: Filter { termbases: terms.termbase.clone(), subjects: terms.subject.clone(), ..Filter::default() },
        strict: args.strict,
        limit: terms.limit,
    };
    let bar = ui.bar();
    let report = check(workspace, &request, &bar)?;
    drop(bar);
    if ui.json {
        ui.json_lines(report.findings.iter().map(wire::term_finding))?;
        ui.json_lines([wire::term_check(&report)])?;
    } else {
        show(&report, ui)?;
    }
    let idle = report.units > 0 && report.pairs == 0;
    if idle {
        ui.warn("no unit has the languages asked for: nothing was compared");
    }
    Ok(if report.counts.is_empty() && !idle { Outcome::Done } else { Outcome::Found })
}

fn show(report: &Report, ui: &Ui) -> Result<(), Failure> {
    let mut table = plain(ui.width(), &["unit", "what", "term", "expected"]);
    for finding in &report.findings {
        table.add_row([unit(finding), what(finding), finding.words.clone(), finding.expected.join(", ")]);
    }
    let mut out = ui.out();
    if !report.findings.is_empty() {
        writeln!(out, "{table}")?;
    }
    out.flush()?;
    let all: u64 = report.counts.values().sum();
    let shown = report.findings.len() as u64;
    if shown < all {
        ui.say(&format!("{DIM}… and {} more{DIM:#}", all - shown));
    }
    if report.units > 0 && report.pairs == 0 {
        return Ok(());
    }
    let verdict = if all == 0 {
        format!("{GOOD}nothing to say{GOOD:#}")
    } else {
        let counts: Vec<String> =
            report.counts.iter().map(|(fault, count)| format!("{count} {}", fault.name())).collect();
        format!("{DOUBT}{}{DOUBT:#}", counts.join(", "))
    };
    ui.say(&format!("{}: {verdict}", count(report.units, "unit")));
    Ok(())
}

fn unit(finding: &Finding) -> String {
    let place = &finding.place;
    let name = place.tuid.as_ref().map(|tuid| format!(" ({tuid})")).unwrap_or_default();
    format!("{} {}{name}", place.of, place.number)
}

fn what(finding: &Finding) -> String {
    format!("{} in {}", finding.fault.name(), finding.lang)
}
