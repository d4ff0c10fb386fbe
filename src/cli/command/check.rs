//! `check`: what a program will refuse or lose of an exchange file.

use super::{count, langs};
use crate::cli::Outcome;
use crate::cli::args::CheckArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{BAD, DIM, DOUBT, GOOD, Ui};
use crate::wire;
use crate::workspace::check::{Report, Request, Weight, run as check};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &CheckArgs, ui: &Ui) -> Result<Outcome, Failure> {
    if args.out.is_some() && args.files.len() > 1 {
        return Err(Failure::Usage("--out names one file, and there are several to mend".to_owned()));
    }
    let mut outcome = Outcome::Done;
    for file in &args.files {
        let fixed = args.fix.then(|| args.out.clone().unwrap_or_else(|| beside(file)));
        let request = Request {
            file: file.clone(),
            tool: args.tool.map(Into::into),
            encoding: args.encoding.clone(),
            fixed,
            langs: langs(&args.langs)?,
        };
        let bar = ui.bar();
        let report = check(&request, &bar)?;
        drop(bar);
        if !report.counts.is_empty() {
            outcome = Outcome::Found;
        }
        if ui.json {
            ui.json_lines(report.findings.iter().map(|finding| wire::finding(file, finding)))?;
            ui.json_lines([wire::check(file, &report, request.fixed.as_deref())])?;
        } else {
            show(&request, &report, ui)?;
        }
    }
    Ok(outcome)
}

/// `NAME.fixed.tmx` beside a file, which may be packed.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".xz")).unwrap_or(&name);
    file.with_file_name(format!("{}.fixed.tmx", name.strip_suffix(".tmx").unwrap_or(name)))
}

fn show(request: &Request, report: &Report, ui: &Ui) -> Result<(), Failure> {
    let file = request.file.display();
    let mut out = ui.out();
    for finding in &report.findings {
        let style = match finding.weight {
            Weight::Refused => BAD,
            Weight::Lost => DOUBT,
            Weight::Odd => DIM,
        };
        let tu = finding.tu.map(|tu| format!(", unit {tu}")).unwrap_or_default();
        let weight = finding.weight.name();
        writeln!(
            out,
            "{file}:{}{tu}: {style}{weight}{style:#}: {} {DIM}({}){DIM:#}",
            finding.line, finding.message, finding.code
        )?;
    }
    out.flush()?;
    let all: u64 = report.counts.values().sum();
    let shown = report.findings.len() as u64;
    if shown < all {
        ui.say(&format!("{DIM}… and {} more{DIM:#}", all - shown));
    }
    let whom = request.tool.map_or_else(|| "the standard".to_owned(), |tool| tool.name().to_owned());
    let verdict = match report.counts.keys().next() {
        None => format!("{GOOD}nothing to say{GOOD:#}"),
        Some((Weight::Refused, _)) if request.tool.is_some() => format!("{BAD}refused{BAD:#}"),
        Some(_) => format!("{DOUBT}{}{DOUBT:#}", count(all, "finding")),
    };
    ui.say(&format!("{file}: {}, for {whom}: {verdict}", count(report.units, "unit")));
    if let (Some(fixed), Some((written, left_out))) = (&request.fixed, report.fixed) {
        let rest = if left_out > 0 { format!(", {left_out} left out") } else { String::new() };
        ui.say(&format!("{GOOD}wrote {}{GOOD:#}: {}{rest}", fixed.display(), count(written, "unit")));
    }
    Ok(())
}
