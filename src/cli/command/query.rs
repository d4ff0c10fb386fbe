//! `query`: suggestions for a segment, or for each line of a file.

use super::{filter, lang, origin};
use crate::cli::Outcome;
use crate::cli::args::QueryArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{BAD, BOLD, DIM, DOUBT, GOOD, Ui};
use crate::model::{Term, TermStatus};
use crate::wire;
use crate::workspace::glossary::{TermHit, Terms};
use crate::workspace::query::{
    Band, Change, Cost, Match, Neighbours, Query, Request, Suggester, answer_all, languages,
};
use crate::workspace::{Error, Workspace};
use anstyle::Style;
use std::io::{self, BufRead, Read, Write};
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
    if args.units.memory.is_empty() && workspace.memories()?.is_empty() {
        ui.warn(&format!("there are no memories in {}", workspace.root().display()));
    }
    let known = languages(workspace, &args.units.memory)?;
    for lang in [&from, &to] {
        if !known.is_empty() && !known.contains(&lang.without_region()) {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            ui.warn(&format!("no memory has segments in {lang}; they have {}", known.join(", ")));
        }
    }
    let terms = if args.no_terms { None } else { Terms::of_workspace(workspace, std::slice::from_ref(&from))? };
    let mut out = ui.out();
    let answer = |query: &Query, found: &[Match], several: bool, out: &mut dyn Write| -> Result<(), Failure> {
        let hits = terms.as_ref().map(|terms| terms.hits(&query.text, &from, &to)).unwrap_or_default();
        if ui.json {
            writeln!(out, "{}", wire::line(&wire::matches(&query.text, &from, &to, found).with_terms(&hits)))?;
        } else {
            if several {
                writeln!(out, "{BOLD}{}{BOLD:#}", query.text)?;
            }
            show(found, args, ui, out)?;
            show_terms(&hits, out)?;
        }
        Ok(())
    };
    if args.stream {
        let suggester = Suggester::open(workspace, request)?;
        let mut number = 0;
        for line in io::stdin().lock().split(b'\n') {
            number += 1;
            let text = utf8(line.map_err(Failure::Input)?, number).map_err(Failure::Input)?;
            let query = Query { text: text.trim().to_owned(), context: None };
            answer(&query, &suggester.matches(&query)?, true, &mut out)?;
            out.flush()?;
        }
        return Ok(Outcome::Done);
    }
    let queries = queries(args)?;
    let several = queries.len() > 1;
    let bar = ui.bar_beside_data();
    answer_all(workspace, &request, &queries, &bar, |query, found| answer(query, found, several, &mut out))?;
    drop(bar);
    out.flush()?;
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
            utf8(std::fs::read(path).map_err(failed)?, 1).map_err(failed)?
        }
        _ => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(Failure::Input)?;
            utf8(bytes, 1).map_err(Failure::Input)?
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

/// Queries as text, from this line on: a letter lost on the way would be looked for in vain.
fn utf8(bytes: Vec<u8>, first: usize) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = first + valid.iter().filter(|b| **b == b'\n').count();
        io::Error::new(io::ErrorKind::InvalidData, format!("line {line}: is not UTF-8 text; convert it to UTF-8"))
    })
}

fn show(found: &[Match], args: &QueryArgs, ui: &Ui, out: &mut dyn Write) -> Result<(), Failure> {
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
        if args.why {
            why(found, out)?;
        } else if found.penalty > 0 {
            writeln!(out, "     {DIM}lost: memory −{}{DIM:#}", found.penalty)?;
        }
        if let Some(refusal) = found.unrepaired.filter(|_| args.why) {
            writeln!(out, "     {DIM}not repaired: {}{DIM:#}", refusal.explanation())?;
        }
        let (from, to) = (&found.source_lang, &found.target_lang);
        let mut origin = origin(&found.origins, from);
        if let Some(status) = &found.unconfirmed {
            origin.push_str(&format!(", marked {status}"));
        }
        writeln!(out, "     {DIM}{} {}, {from} → {to}{origin}{DIM:#}", found.memory, found.tu.0)?;
    }
    Ok(())
}

/// The terms of the segment, each concept once, with their translations.
fn show_terms(hits: &[TermHit<'_>], out: &mut dyn Write) -> Result<(), Failure> {
    for (n, hit) in hits.iter().enumerate() {
        if hits[..n].iter().any(|before| before.concept.id == hit.concept.id) {
            continue;
        }
        let mark = |term: &Term| {
            if term.status == TermStatus::Deprecated {
                format!("{BAD}✗ {}{BAD:#}", term.text)
            } else {
                term.text.clone()
            }
        };
        let targets: Vec<String> = hit.targets.iter().map(|term| mark(term)).collect();
        writeln!(out, "{DIM}term{DIM:#} {} → {}", mark(hit.term), targets.join(", "))?;
    }
    Ok(())
}

/// What was lost, and every word that cost something.
fn why(found: &Match, out: &mut dyn Write) -> Result<(), Failure> {
    let losses = found.losses.iter().map(|(loss, points)| format!("{} −{points}", loss.name()));
    let penalty = (found.penalty > 0).then(|| format!("memory −{}", found.penalty));
    let losses: Vec<String> = losses.chain(penalty).collect();
    if losses.is_empty() {
        return Ok(());
    }
    writeln!(out, "     {DIM}lost: {}{DIM:#}", losses.join(", "))?;
    let longest = found.costs.iter().map(|cost| pair(cost).chars().count()).max().unwrap_or(0).min(48);
    for cost in &found.costs {
        let (pair, loss) = (pair(cost), cost.loss.name());
        let words = f64::from(cost.hundredths) / 100.0;
        writeln!(out, "       {DIM}{pair:longest$}  {loss:<11} {words:.2} words{DIM:#}")?;
    }
    Ok(())
}

/// A stored word and the one asked for.
fn pair(cost: &Cost) -> String {
    match (&cost.stored, &cost.asked) {
        (Some(stored), Some(asked)) => format!("{stored} → {asked}"),
        (Some(stored), None) => format!("− {stored}"),
        (None, Some(asked)) => format!("+ {asked}"),
        (None, None) => String::new(),
    }
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
