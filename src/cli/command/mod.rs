//! The commands, one file each, and the table that calls them.

mod align;
mod analyse;
mod batch;
mod check;
mod completions;
mod diff;
mod edit;
mod evaluate;
mod export;
mod extract;
mod glossary;
mod import;
mod journal;
mod maintain;
mod man;
mod merge;
mod pipe;
mod query;
mod review;
mod search;
mod segment;

use super::Outcome;
use super::args::{AlignArgs, Cli, Command, Global};
use super::error::Failure;
use super::ui::Ui;
use crate::lang::Lang;
use crate::model::Origin;
use crate::workspace::{Error, Filter, Help, Learned, Vectors, Workspace};
use std::path::Path;

/// Runs the command asked for.
pub(super) fn run(cli: &Cli, ui: &Ui) -> Result<Outcome, Failure> {
    let workspace = || workspace(&cli.global);
    match &cli.command {
        Command::Align(args) => align::run(args, &cli.global, ui),
        Command::Evaluate(args) => evaluate::run(args, ui),
        Command::Segment(args) => segment::run(args, ui),
        Command::Import(args) => import::run(args, &workspace()?, ui),
        Command::Export(args) => export::run(args, &workspace()?, ui),
        Command::Check(args) => check::run(args, ui),
        Command::Diff(args) => diff::run(args, &workspace()?, ui),
        Command::Merge(args) => merge::run(args, &workspace()?, ui),
        Command::Query(args) => query::run(args, &workspace()?, ui),
        Command::Search(args) => search::run(args, &workspace()?, ui),
        Command::Analyse(args) => analyse::run(args, &workspace()?, ui),
        Command::Glossary(command) => glossary::run(command, &workspace()?, ui),
        Command::Log(args) => journal::log(args, &workspace()?, ui),
        Command::Undo(args) => journal::undo(args, &workspace()?, ui),
        Command::Edit(args) => edit::edit(args, &workspace()?, ui),
        Command::Remove(args) => edit::remove(args, &workspace()?, ui),
        Command::Stats(args) => maintain::stats(args, &workspace()?, ui),
        Command::Verify(args) => maintain::verify(args, &workspace()?, ui),
        Command::Backup(args) => maintain::backup(args, &workspace()?, ui),
        Command::Completions { shell } => completions::run(*shell, ui),
        Command::Man => man::run(ui),
    }
}

fn workspace(global: &Global) -> Result<Workspace, Failure> {
    let current = std::env::current_dir().map_err(Failure::Input)?;
    Ok(Workspace::locate(global.workspace.as_deref(), &current))
}

/// Refuses to write a file and the answer in JSON to the same place.
fn apart(file: &Path, ui: &Ui) -> Result<(), Failure> {
    if ui.json && file == Path::new("-") {
        let both = "--json answers on the standard output, and so would the file: name one";
        return Err(Failure::Usage(both.to_owned()));
    }
    Ok(())
}

/// Does what may write to a workspace, and says so when that made its folder of memories.
fn founding<T>(workspace: &Workspace, ui: &Ui, write: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let folder = workspace.memories_folder();
    let fresh = !folder.exists();
    let done = write()?;
    if fresh && folder.exists() {
        ui.say(&format!("made {}", folder.display()));
    }
    Ok(done)
}

/// Language tags as typed.
fn langs(texts: &[String]) -> Result<Vec<Lang>, Failure> {
    texts.iter().map(|text| lang(text)).collect()
}

fn lang(text: &str) -> Result<Lang, Failure> {
    Lang::parse(text).map_err(|error| Failure::Work(Error::Lang(error)))
}

/// Evidence from outside the documents, as told.
fn help(args: &AlignArgs, global: &Global, ui: &Ui) -> Result<Help, Failure> {
    let vectors = match (&args.vectors, &args.encoder) {
        (Some(file), _) => Vectors::from_file(file)?,
        (None, Some(command)) => Vectors::Program(command.clone()),
        (None, None) => Vectors::None,
    };
    let learned = match &args.learn_from[..] {
        [] => Learned::default(),
        memories => Learned::from(&workspace(global)?, memories, &ui.bar())?,
    };
    Ok(Help { vectors, learned })
}

/// How many documents to work on at once.
fn jobs(args: &AlignArgs) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, Into::into);
    args.jobs.map_or_else(cores, usize::from)
}

/// A filter as typed.
fn filter(text: Option<&String>) -> Result<Option<Filter>, Failure> {
    text.map(|text| Filter::parse(text)).transpose().map_err(|error| Failure::Work(Error::Filter(error)))
}

/// Where a unit comes from, as far as a line tells: the document of a language, its date, how sure the aligner was.
fn origin(origins: &[Origin], lang: &Lang) -> String {
    let mut line = String::new();
    if let Some(origin) = origins.first() {
        let source = origin.sources.iter().find(|(of, _)| of.as_ref() == Some(lang));
        if let Some((_, source)) = source.or(origin.sources.first()) {
            line.push_str(&format!(", {}", source.name));
            if let Some(date) = &source.date {
                line.push_str(&format!(", {date}"));
            }
        }
        if origin.is_reviewed() {
            line.push_str(", reviewed");
        } else if let Some(confidence) = origin.confidence {
            line.push_str(&format!(", {:.0}% sure", (confidence * 100.0).floor()));
        }
    }
    if origins.len() > 1 {
        line.push_str(&format!(" and {} more", origins.len() - 1));
    }
    line
}

/// `1 unit`, `2 units`.
fn count(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
