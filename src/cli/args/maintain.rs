//! `log`, `undo`, `edit`, `remove`, `stats`, `verify`, `backup`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach log
  tolmach log --memory archive --json")]
pub(in crate::cli) struct LogArgs {
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach undo            takes the newest batch back
  tolmach undo 7          takes batch 7 back, if nothing later builds on it
  tolmach undo 8          if batch 8 is an undo, brings back what it took")]
pub(in crate::cli) struct UndoArgs {
    /// The batch [default: the newest that counts]
    pub(in crate::cli) batch: Option<i64>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach edit 12 --lang be \"Бакі абмяняліся меркаваннямі.\"
  tolmach edit 12 --lang en \"\"      takes the English side out

`tolmach query` tells the numbers of units; `tolmach undo` takes a change back.")]
pub(in crate::cli) struct EditArgs {
    /// Number of the unit
    pub(in crate::cli) unit: i64,
    /// The new text; empty takes the side out
    pub(in crate::cli) text: String,
    /// Language of the text
    #[arg(long)]
    pub(in crate::cli) lang: String,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach remove 12 13 --memory archive")]
pub(in crate::cli) struct RemoveArgs {
    /// Numbers of the units
    #[arg(required = true)]
    pub(in crate::cli) units: Vec<i64>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach verify
  tolmach verify --memory main
  tolmach verify --index --sample 100

With --index stored segments, as they are and edited, are looked for through the index and by
comparing them with every segment; what only the latter finds is told as a fault.")]
pub(in crate::cli) struct VerifyArgs {
    /// Memory, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) memory: Vec<String>,
    /// Compare the index for fuzzy search with brute force
    #[arg(long)]
    pub(in crate::cli) index: bool,
    /// With --index, how many queries in each language
    #[arg(long, value_name = "N", default_value_t = 20, requires = "index")]
    pub(in crate::cli) sample: usize,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MemoriesArgs {
    /// Memory, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) memory: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach backup main-2024-06-05.sqlite
  tolmach backup archive.sqlite --memory archive")]
pub(in crate::cli) struct BackupArgs {
    /// The file to write; must not exist
    #[arg(value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}
