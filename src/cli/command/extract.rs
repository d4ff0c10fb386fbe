//! `glossary extract`: terms that memories hold, and the review of them.

use super::{count, filter, langs};
use crate::cli::Outcome;
use crate::cli::args::GlossaryExtractArgs;
use crate::cli::error::Failure;
use crate::cli::table::write_side_by_side;
use crate::cli::ui::{DIM, GOOD, Ui};
use crate::model::Candidate;
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::glossary::extract::{Extracted, Request, apply, extract, write};
use comfy_table::Cell;
use std::path::Path;

/// Examples of each candidate.
const EXAMPLES: usize = 3;

pub(super) fn run(args: &GlossaryExtractArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    if let (Some(file), Some(into)) = (&args.apply, &args.into) {
        return take(file, into, ui);
    }
    let request = Request {
        memories: args.units.memory.clone(),
        langs: langs(&args.langs)?,
        filter: filter(args.units.filter.as_ref())?,
        min_count: args.min_count,
        limit: args.limit,
        known: args.known,
        examples: EXAMPLES,
    };
    let bar = ui.bar();
    let extracted = extract(workspace, &request, &bar)?;
    drop(bar);
    if let Some(file) = &args.review {
        write(&extracted, file)?;
    }
    if ui.json {
        let candidates = (1..).zip(&extracted.candidates);
        ui.json_lines(candidates.map(|(n, candidate)| wire::candidate(n, candidate)))?;
        ui.json_lines([wire::extraction(&extracted, args.review.as_deref())])?;
    } else if args.review.is_none() {
        show(&extracted, ui)?;
    }
    tell(&extracted, args.review.as_deref(), ui);
    Ok(Outcome::Done)
}

fn tell(extracted: &Extracted, review: Option<&Path>, ui: &Ui) {
    let given = extracted.candidates.len();
    let mut line = count(extracted.total as u64, "candidate");
    if given < extracted.total {
        line.push_str(&format!(", the first {given} given; --limit gives more"));
    }
    if extracted.known > 0 {
        line.push_str(&format!("; {} are in the termbase", extracted.known));
    }
    ui.say(&format!("{DIM}{line}{DIM:#}"));
    if let Some(file) = review {
        ui.say(&format!("{GOOD}wrote {}{GOOD:#}; --apply takes it back", file.display()));
    }
}

fn take(file: &Path, into: &Path, ui: &Ui) -> Result<Outcome, Failure> {
    let applied = apply(file, into)?;
    ui.problems(file, &applied.problems, applied.problems.len() as u64);
    if ui.json {
        ui.json_lines([wire::applied_terms(file, into, &applied)])?;
    }
    let mut line = format!("{} added to {}", count(applied.added as u64, "concept"), into.display());
    if applied.known > 0 {
        line.push_str(&format!("; {} were there already", applied.known));
    }
    line.push_str(&format!("; {} rejected, {} not decided", applied.rejected, applied.open));
    ui.say(&line);
    Ok(if applied.problems.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// A row a candidate: its terms side by side, variants with their counts below.
fn show(extracted: &Extracted, ui: &Ui) -> Result<(), Failure> {
    let heads: Vec<String> = extracted.langs.iter().map(ToString::to_string).chain(["units".to_owned()]).collect();
    let rows = (1..).zip(&extracted.candidates).map(|(n, candidate)| {
        let mut row = vec![Cell::new(n.to_string())];
        row.extend(extracted.langs.iter().map(|lang| Cell::new(terms(candidate, lang))));
        let known = if candidate.known { "\nin the termbase" } else { "" };
        let score = (candidate.score * 100.0).round();
        row.push(Cell::new(format!("{}, score {score}{known}", candidate.count)));
        row
    });
    Ok(write_side_by_side(ui, "n", &heads, rows)?)
}

/// The term of a language and its variants.
fn terms(candidate: &Candidate, lang: &crate::lang::Lang) -> String {
    let variants = candidate.variants.iter().filter(|variant| variant.lang == *lang);
    let variants = variants.map(|variant| format!("≠ {} ({})", variant.text, variant.count));
    let term = candidate.term(lang).map_or(String::new(), |term| term.text.clone());
    std::iter::once(term).chain(variants).collect::<Vec<_>>().join("\n")
}
