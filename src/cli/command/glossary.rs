//! `glossary`: the termbase, listed and exported; kept, and translations held against it, by what stands below.

mod check;
mod conflicts;
mod keep;

use super::{apart, count, langs};
use crate::cli::Outcome;
use crate::cli::args::{ConceptArgs, GlossaryCommand, GlossaryExportArgs, TermChoice};
use crate::cli::error::Failure;
use crate::cli::table::write_side_by_side;
use crate::cli::ui::{DIM, GOOD, Ui};
use crate::lang::Lang;
use crate::model::{Concept, TermStatus};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::glossary::{ExportOptions, Filter, Statuses, export, format_of, list};
use comfy_table::Cell;

pub(super) fn run(command: &GlossaryCommand, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    match command {
        GlossaryCommand::List(args) => {
            let filter = filter(&args.concepts, args.find.clone())?;
            let listed = list(workspace, &filter)?;
            for (path, problems) in &listed.problems {
                ui.problems(path, problems, problems.len() as u64);
            }
            if ui.json {
                ui.json_lines(listed.concepts.iter().map(wire::concept))?;
            } else {
                show(&listed.concepts, &filter.langs, ui)?;
            }
            Ok(if listed.problems.is_empty() { Outcome::Done } else { Outcome::Found })
        }
        GlossaryCommand::Export(args) => {
            apart(&args.file, ui)?;
            let filter = filter(&args.concepts, None)?;
            let format = format_of(&args.file, args.format.as_deref())?;
            let written = export(workspace, &filter, &args.file, format, &export_options(args)?)?;
            if ui.json {
                ui.json_lines([wire::ExportedGlossary::new(&args.file, format.name(), written)])?;
            } else {
                ui.say(&format!(
                    "{GOOD}wrote {}{GOOD:#}: {} as {}",
                    args.file.display(),
                    count(written as u64, "concept"),
                    format.name()
                ));
            }
            Ok(Outcome::Done)
        }
        GlossaryCommand::Add(args) => keep::add(args, workspace, ui),
        GlossaryCommand::Edit(args) => keep::edit(args, workspace, ui),
        GlossaryCommand::Remove(args) => keep::remove(args, workspace, ui),
        GlossaryCommand::Import(args) => keep::import(args, workspace, ui),
        GlossaryCommand::Merge(args) => keep::merge(args, workspace, ui),
        GlossaryCommand::Extract(args) => super::extract::run(args, workspace, ui),
        GlossaryCommand::Check(args) => check::run(args, workspace, ui),
        GlossaryCommand::Conflicts(args) => conflicts::run(args, workspace, ui),
    }
}

fn export_options(args: &GlossaryExportArgs) -> Result<ExportOptions, Failure> {
    let terms = args.status.map(|choice| match choice {
        TermChoice::Preferred => Statuses::Preferred,
        TermChoice::Admitted => Statuses::Usable,
        TermChoice::All => Statuses::All,
    });
    let sort = langs(args.sort.as_slice())?.into_iter().next();
    Ok(ExportOptions { title: args.title.clone(), terms, sort })
}

fn filter(args: &ConceptArgs, find: Option<String>) -> Result<Filter, Failure> {
    Ok(Filter { termbases: args.termbase.clone(), subjects: args.subject.clone(), langs: langs(&args.langs)?, find })
}

/// A row a concept: its languages side by side, further terms below the preferred one.
fn show(concepts: &[Concept], asked: &[Lang], ui: &Ui) -> Result<(), Failure> {
    let mut columns: Vec<Lang> = asked.to_vec();
    if columns.is_empty() {
        for lang in concepts.iter().flat_map(Concept::langs) {
            if !columns.contains(lang) {
                columns.push(lang.clone());
            }
        }
    }
    let heads: Vec<String> = columns.iter().map(ToString::to_string).collect();
    let rows = concepts.iter().enumerate().map(|(n, concept)| {
        let mut row = vec![Cell::new((n + 1).to_string())];
        row.extend(columns.iter().map(|lang| Cell::new(terms(concept, lang))));
        row
    });
    write_side_by_side(ui, "n", &heads, rows)?;
    ui.say(&format!("{DIM}{}{DIM:#}", count(concepts.len() as u64, "concept")));
    Ok(())
}

/// The terms of a language, one a line; a deprecated one is marked.
fn terms(concept: &Concept, lang: &Lang) -> String {
    let terms: Vec<String> = concept
        .terms_in(lang)
        .map(|term| match term.status {
            TermStatus::Deprecated => format!("✗ {}", term.text),
            _ => term.text.clone(),
        })
        .collect();
    terms.join("\n")
}
