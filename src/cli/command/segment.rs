//! `segment`: sentences, one a line.

use super::lang;
use crate::cli::Outcome;
use crate::cli::args::SegmentArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{DIM, GOOD, Ui};
use crate::wire;
use crate::workspace::OpenedDocument;
use crate::workspace::segment::{decisions, segment};
use std::io::Write;

pub(super) fn run(args: &SegmentArgs, ui: &Ui) -> Result<Outcome, Failure> {
    let told = args.lang.as_deref().map(lang).transpose()?;
    let mut found = Outcome::Done;
    for file in &args.files {
        let opened = segment(file, told.clone(), args.encoding.clone())?;
        ui.problems(file, &opened.problems, opened.problems.len() as u64);
        if !opened.problems.is_empty() {
            found = Outcome::Found;
        }
        match (args.explain, ui.json) {
            (false, true) => ui.json_lines(wire::segments(&opened))?,
            (true, true) => ui.json_lines(wire::decisions(&opened, &decisions(&opened)))?,
            (false, false) => sentences(&opened, ui)?,
            (true, false) => explained(&opened, ui)?,
        }
    }
    Ok(found)
}

fn sentences(opened: &OpenedDocument, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.plain_out();
    for i in 0..opened.segments.len() {
        writeln!(out, "{}", opened.text_of(i..i + 1))?;
    }
    out.flush()?;
    Ok(())
}

/// Each place with a little text on both sides and the rule that decided.
fn explained(opened: &OpenedDocument, ui: &Ui) -> Result<(), Failure> {
    const SHOWN: usize = 24;
    let text = &opened.document.text;
    let mut out = ui.out();
    for decision in decisions(opened) {
        let mut before: Vec<char> = text[..decision.at].chars().rev().take(SHOWN).collect();
        before.reverse();
        let before: String = before.into_iter().collect::<String>().replace('\n', " ");
        let after: String = text[decision.at..].chars().take(SHOWN).collect::<String>().replace('\n', " ");
        let sign = if decision.cut { "‖" } else { "·" };
        writeln!(
            out,
            "{before:>SHOWN$}{GOOD}{sign}{GOOD:#}{after}\n{:SHOWN$} {DIM}{}: {}{DIM:#}",
            "",
            decision.rule.code(),
            decision.rule.explanation()
        )?;
    }
    out.flush()?;
    Ok(())
}
