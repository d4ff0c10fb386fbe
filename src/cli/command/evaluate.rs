//! `evaluate`: alignments against gold ones.

use super::langs;
use crate::cli::Outcome;
use crate::cli::args::EvaluateArgs;
use crate::cli::error::Failure;
use crate::cli::table;
use crate::cli::ui::Ui;
use crate::wire;
use crate::workspace::evaluate::{Measured, Request, Tallies, Tally, run as evaluate};
use std::io::Write;

pub(super) fn run(args: &EvaluateArgs, ui: &Ui) -> Result<Outcome, Failure> {
    let request = Request {
        gold: args.gold.clone(),
        found: args.found.clone(),
        langs: langs(&args.langs)?,
        by_place: args.spans,
    };
    let measured = evaluate(&request)?;
    if ui.json {
        ui.json_lines([wire::evaluation(&measured)])?;
    } else {
        show(&measured, ui)?;
    }
    for name in &measured.missing {
        ui.warn(&format!("{name}: no alignment to measure; all of its beads count as missed"));
    }
    Ok(if measured.missing.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn show(measured: &Measured, ui: &Ui) -> Result<(), Failure> {
    let heading = ["beads", "gold", "found", "strict P", "R", "F1", "lax P", "R", "F1"];
    let mut table = table::plain(ui.width(), &heading);
    let figures = |tally: &Tally| [tally.precision(), tally.recall(), tally.f1()].map(|x| format!("{x:.3}"));
    let mut row = |name: String, Tallies { strict, lax }: &Tallies| {
        let mut cells = vec![name, strict.gold.to_string(), strict.found.to_string()];
        cells.extend(figures(strict));
        cells.extend(figures(lax));
        table.add_row(cells);
    };
    let evaluation = &measured.evaluation;
    for (shape, tallies) in &evaluation.shapes {
        row(shape.to_string(), tallies);
    }
    row("all".to_owned(), &evaluation.all);
    for (name, tally) in [("more than one", &evaluation.many), ("segments alone", &evaluation.alone)] {
        let mut cells = vec![name.to_owned(), tally.gold.to_string(), tally.found.to_string()];
        cells.extend(figures(tally));
        table.add_row(cells);
    }
    table::right(&mut table, &[1, 2, 3, 4, 5, 6, 7, 8]);
    let mut out = ui.out();
    writeln!(out, "{table}")?;
    out.flush()?;
    Ok(())
}
