//! What can be typed: the commands, and what each takes. Plain structs; each command turns its own into a request.

mod align;
mod exchange;
mod glossary;
mod maintain;
mod query;

pub(super) use align::*;
pub(super) use exchange::*;
pub(super) use glossary::*;
pub(super) use maintain::*;
pub(super) use query::*;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// Translation memories for Russian, Belarusian and English
///
/// Aligns statements of two or three languages into translation units, keeps them in memories where every change can
/// be undone, suggests matches and exchanges TMX and glossaries.
#[derive(Debug, Parser)]
#[command(name = "tolmach", version, max_term_width = 80)]
#[command(after_help = "Examples:
  tolmach align samples/joint-communique --into main
  tolmach query \"Стороны обменялись мнениями.\" --from ru --to be
  tolmach export main.tmx --memory main
  tolmach undo

Exit status: 0 done; 1 done, and something was found or skipped; 2 could not.")]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Folder that holds memories/ [default: the nearest folder upwards that does]
    #[arg(long, global = true, env = "TOLMACH_WORKSPACE", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) workspace: Option<PathBuf>,
    /// Answer in JSON, one object a line
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Say only what went wrong
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to use colours; auto heeds NO_COLOR and pipes
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub(super) color: ColorChoice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Align two or three documents sentence by sentence
    Align(AlignArgs),
    /// Measure alignments against gold ones
    Evaluate(EvaluateArgs),
    /// Cut documents into sentences, one a line
    Segment(SegmentArgs),
    /// Read exchange files (TMX, XLIFF, PO, tables …) into a memory
    Import(ImportArgs),
    /// Write memories to an exchange file (TMX, XLIFF, PO, tables …)
    Export(ExportArgs),
    /// Tell what programs will refuse or lose of a TMX file
    Check(CheckArgs),
    /// Tell the difference between two memories or files
    Diff(DiffArgs),
    /// Put two versions of a memory or file together
    Merge(MergeArgs),
    /// Suggest translations from the memories
    Query(QueryArgs),
    /// Find where a word or phrase occurs (concordance)
    Search(SearchArgs),
    /// Count how much of documents the memories already hold (leverage)
    Analyse(AnalyseArgs),
    /// List, export, check and keep the termbase, and find terms for it
    #[command(subcommand)]
    Glossary(GlossaryCommand),
    /// Show what was done to a memory
    Log(LogArgs),
    /// Take a batch back (undoing an undo brings it again)
    Undo(UndoArgs),
    /// Change the text of a language in a unit
    Edit(EditArgs),
    /// Remove units from a memory
    Remove(RemoveArgs),
    /// Show how much there is in the memories
    #[command(after_help = "Examples:
  tolmach stats
  tolmach stats --memory main --json")]
    Stats(MemoriesArgs),
    /// Check that the memories are sound
    Verify(VerifyArgs),
    /// Copy a memory with its journal to a new file
    Backup(BackupArgs),
    /// Print completions for a shell
    #[command(after_help = "Examples:
  tolmach completions bash > ~/.local/share/bash-completion/completions/tolmach
  tolmach completions fish > ~/.config/fish/completions/tolmach.fish")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Examples:
  tolmach man | man -l -
  tolmach man > ~/.local/share/man/man1/tolmach.1")]
    Man,
}
