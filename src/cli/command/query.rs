//! `query`: suggestions for a segment, or for each line of a file.

use super::{filter, lang, origin};
use crate::cli::Outcome;
use crate::cli::args::QueryArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{BAD, BOLD, DIM, DOUBT, GOOD, Ui};
use crate::wire;
use crate::workspace::query::{Band, Change, Match, Neighbours, Query, Request, Suggester};
use crate::workspace::{Error, Workspace};
use anstyle::Style;
use std::io::{self, Read, Write};
use std::path::Path;

pub(super) fn run(args: &QueryArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let (from, to) = (lang(&args.from)?, lang(&args.to)?);
    let request = Request {
        from: from.clone(),
        to: to.clone(),
        min: args.min,
        limit: args.limit,
        memories: args.units.memory.clone(),
        filter: filter(args.units.filter.as_ref())?,
        penalties: args.penalty.clone(),
    };
    let queries = queries(args)?;
    let bar = ui.bar();
    let suggester = Suggester::open(workspace, request, &bar)?;
    drop(bar);
    if workspace.memories()?.is_empty() {
        ui.warn(&format!("there are no memories in {}", workspace.root().display()));
    }
    let mut out = ui.out();
    for query in &queries {
        let found = suggester.matches(query)?;
        if ui.json {
            writeln!(out, "{}", wire::line(&wire::matches(&query.text, &from, &to, &found)))?;
        } else {
            if queries.len() > 1 {
                writeln!(out, "{BOLD}{}{BOLD:#}", query.text)?;
            }
            show(&found, args, ui, &mut out)?;
        }
        out.flush()?;
    }
    Ok(Outcome::Done)
}

/// The queries: the text given, or the lines of a file, each with its neighbours as context.
fn queries(args: &QueryArgs) -> Result<Vec<Query>, Failure> {
    if let Some(text) = &args.text {
        let told = args.before.is_some() || args.after.is_some();
        let context = told.then(|| Neighbours { before: args.before.clone(), after: args.after.clone() });
        return Ok(vec![Query { text: text.trim().to_owned(), context }]);
    }
    let text = match args.file.as_deref() {
        Some(path) if path != Path::new("-") => {
            let failed = |cause| Error::Io { path: path.to_owned(), cause };
            utf8(std::fs::read(path).map_err(failed)?).map_err(failed)?
        }
        _ => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(Failure::Input)?;
            utf8(bytes).map_err(Failure::Input)?
        }
    };
    let text = text.trim_start_matches('\u{FEFF}');
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let at = |i: Option<usize>| i.and_then(|i| lines.get(i)).map(|line| (*line).to_owned());
    Ok((0..lines.len())
        .map(|i| Query {
            text: lines[i].to_owned(),
            context: Some(Neighbours { before: at(i.checked_sub(1)), after: at(Some(i + 1)) }),
        })
        .collect())
}

/// Queries as text: a letter lost on the way would be looked for in vain.
fn utf8(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        io::Error::new(io::ErrorKind::InvalidData, format!("line {line}: is not UTF-8 text; convert it to UTF-8"))
    })
}

fn show(found: &[Match], args: &QueryArgs, ui: &Ui, out: &mut impl Write) -> Result<(), Failure> {
    if found.is_empty() {
        ui.say(&format!("{DIM}no match of {} or more{DIM:#}", args.min));
    }
    for found in found {
        let style = style(found.score.band());
        writeln!(out, "{style}{:>3}{style:#}  {}", found.score.0, found.target.text())?;
        if let Some(repaired) = &found.repaired {
            writeln!(out, "     {GOOD}repaired:{GOOD:#} {repaired}")?;
        }
        if found.score.0 < 100 {
            writeln!(out, "     {}", diff(found))?;
        }
        let losses = found.losses.iter().map(|(loss, points)| format!("{} −{points}", loss.name()));
        let penalty = (found.penalty > 0).then(|| format!("memory −{}", found.penalty));
        let losses: Vec<String> = losses.filter(|_| args.why).chain(penalty).collect();
        if !losses.is_empty() {
            writeln!(out, "     {DIM}lost: {}{DIM:#}", losses.join(", "))?;
        }
        if let Some(refusal) = found.unrepaired.filter(|_| args.why) {
            writeln!(out, "     {DIM}not repaired: {}{DIM:#}", refusal.explanation())?;
        }
        let (from, to) = (&found.source_lang, &found.target_lang);
        let origin = origin(&found.origins, from);
        writeln!(out, "     {DIM}{} {}, {from} → {to}{origin}{DIM:#}", found.memory, found.tu.0)?;
    }
    Ok(())
}

fn style(band: Band) -> Style {
    match band {
        Band::Exact | Band::Context | Band::DoubleContext => GOOD.bold(),
        Band::NearlyExact | Band::High => GOOD,
        _ => DOUBT,
    }
}

/// The stored source with what differs: dropped words in brackets with −, added ones with +, so that it can be read
/// without colours too.
fn diff(found: &Match) -> String {
    found
        .diff
        .iter()
        .map(|(change, text)| {
            let trimmed = text.trim();
            let (lead, tail) = (text.len() - text.trim_start().len(), text.trim_end().len());
            let (lead, tail) = (&text[..lead], if trimmed.is_empty() { "" } else { &text[tail..] });
            match change {
                Change::Keep => text.clone(),
                Change::Drop => format!("{lead}{BAD}[−{trimmed}]{BAD:#}{tail}"),
                Change::Add => format!("{lead}{GOOD}[+{trimmed}]{GOOD:#}{tail}"),
            }
        })
        .collect()
}
