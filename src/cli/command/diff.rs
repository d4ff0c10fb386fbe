//! `diff`: what two memories or files differ in.

use super::count;
use crate::cli::Outcome;
use crate::cli::args::DiffArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{BAD, DIM, DOUBT, GOOD, Ui};
use crate::model::Tu;
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::diff::{Difference, run as diff};
use anstyle::Style;
use std::io::Write;

pub(super) fn run(args: &DiffArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let bar = ui.bar();
    let differences = diff(workspace, &args.first, &args.second, &bar)?;
    drop(bar);
    let message = wire::diff(&differences);
    if ui.json {
        ui.json_lines(differences.iter().map(wire::difference))?;
        ui.json_lines([message])?;
    } else {
        let mut out = ui.out();
        for difference in &differences {
            match difference {
                Difference::Added(tu) => sides(&mut out, GOOD, '+', tu, None)?,
                Difference::Removed(tu) => sides(&mut out, BAD, '-', tu, None)?,
                Difference::Changed { old, new, what } => {
                    sides(&mut out, BAD, '-', old, Some(what))?;
                    sides(&mut out, GOOD, '+', new, Some(what))?;
                    writeln!(out, "  {DIM}changed: {}{DIM:#}", what.join(", "))?;
                }
            }
            writeln!(out)?;
        }
        out.flush()?;
        let total = message.added + message.removed + message.changed;
        ui.say(&format!(
            "{DOUBT}{} differ{DOUBT:#}: {} added, {} removed, {} changed",
            count(total, "unit"),
            message.added,
            message.removed,
            message.changed
        ));
    }
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Found })
}

/// The sides of a unit with a sign in front; of a changed one those that did not change are dim.
fn sides(out: &mut impl Write, style: Style, sign: char, tu: &Tu, what: Option<&[String]>) -> std::io::Result<()> {
    for tuv in &tu.tuvs {
        let lang = tuv.lang.as_str();
        let same = what.is_some_and(|what| !what.iter().any(|changed| changed == lang));
        let (style, sign) = if same { (DIM, ' ') } else { (style, sign) };
        writeln!(out, "{style}{sign} {lang}  {}{style:#}", tuv.segment.text())?;
    }
    Ok(())
}
