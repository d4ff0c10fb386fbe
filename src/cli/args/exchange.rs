//! `import`, `export`, `check`, `diff`, `merge`.

use super::UnitsArgs;
use crate::workspace::export::Tool;
use crate::workspace::import::OnDuplicate;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach import old-memory.tmx --into main
  tolmach import job.sdlxliff be.po --drafts
  tolmach import *.tmx --into archive --dry-run
  tolmach import translations.xlsx --columns ru,be,-,note
  tolmach import omegat-project --into project")]
pub(in crate::cli) struct ImportArgs {
    /// Files, zips of them or folders; each becomes one batch. - is the standard input
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The memory to read into
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) into: String,
    /// Their format, such as tmx or csv [default: what name and content say]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) format: Option<String>,
    /// Refuse a file with any problem
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Encoding of the files [default: as declared or found out]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// Keep the units that stand before the place where a file is cut off or broken
    #[arg(long)]
    pub(in crate::cli) keep_good: bool,
    /// Languages of a file that does not tell them, source first
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) langs: Vec<String>,
    /// What the columns of a table hold [default: what its first line says]
    #[arg(long, value_delimiter = ',', value_name = "NAMES", allow_hyphen_values = true)]
    pub(in crate::cli) columns: Vec<String>,
    /// What to do with units whose source the memory has already
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = OnDuplicateName::Merge)]
    pub(in crate::cli) on_duplicate: OnDuplicateName,
    /// Leave out units of a lower score (properties score-bicleaner, score, … of corpora)
    #[arg(long, value_name = "X")]
    pub(in crate::cli) min_score: Option<f64>,
    /// Take translations that nobody confirmed, too: fuzzy, drafts, unreviewed ones of a machine
    #[arg(long)]
    pub(in crate::cli) drafts: bool,
    /// Read and report, change nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// What to do with units whose source is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OnDuplicateName {
    /// Units that say the same become one, with all properties, notes and origins
    Merge,
    /// Every unit is kept as one of its own
    Keep,
    /// Of two translations of a source the one changed later stays
    Newest,
    /// The new translation takes the place of the old one
    Replace,
}

impl From<OnDuplicateName> for OnDuplicate {
    fn from(name: OnDuplicateName) -> Self {
        match name {
            OnDuplicateName::Merge => Self::Merge,
            OnDuplicateName::Keep => Self::Keep,
            OnDuplicateName::Newest => Self::Newest,
            OnDuplicateName::Replace => Self::Replace,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach export all.tmx
  tolmach export ru-be.tmx --memory main --langs ru,be
  tolmach export ru-be.xlf --langs ru,be --format xliff-2.1
  tolmach export studio.tmx --langs ru,be --for trados
  tolmach export sure.tmx --where \"date>=2024 and confidence>=0.9\"
  tolmach export for-editors.xlsx --langs ru,be
  tolmach export corpus.moses --langs ru,be    (corpus.ru and corpus.be)
  tolmach export - --format jsonl | grep Минск")]
pub(in crate::cli) struct ExportArgs {
    /// The file to write; - is the standard output
    #[arg(value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// Its format, such as xliff or xliff-2.1 [default: what its extension says]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) format: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) units: UnitsArgs,
    /// Only these languages, the first as source language
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) langs: Vec<String>,
    /// The program that is to read it: TMX as that one takes it without losing text
    #[arg(long = "for", value_name = "PROGRAM", value_enum)]
    pub(in crate::cli) tool: Option<ToolName>,
    /// Level of TMX: 1 leaves inline codes out, 2 writes them
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub(in crate::cli) level: u8,
    /// Leave out who made and changed what: user names, properties that name persons, e-mail addresses in notes
    #[arg(long, alias = "anonymize")]
    pub(in crate::cli) anonymise: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach diff main archive
  tolmach diff old.tmx new.tmx --json

A unit is the same by its name (tuid), or else by its source text. Exit status 0 when there
is no difference, 1 when there is.")]
pub(in crate::cli) struct DiffArgs {
    /// The first: a file or a memory
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) first: PathBuf,
    /// The second
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) second: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach merge ours.tmx theirs.tmx --base common.tmx --out merged.tmx
  tolmach merge main colleague.tmx --into main

As a merge driver of git:
  git config merge.tmx.driver 'tolmach merge %A %B --base %O --out %A'
  echo '*.tmx merge=tmx' >> .gitattributes

Nothing is lost: where both have another translation, ours stays the first and theirs
stands behind it as a variant; where one removed what the other changed, it stays. Such
conflicts are told, and the exit status is 1.")]
pub(in crate::cli) struct MergeArgs {
    /// Our version: a file or a memory
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) ours: PathBuf,
    /// The other version
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) theirs: PathBuf,
    /// The version both come from
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) base: Option<PathBuf>,
    /// The TMX file to write; may be one of the versions
    #[arg(long, short, value_name = "FILE", required_unless_present = "into", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// The memory to put the result into
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) into: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach check agency.tmx --for omegat
  tolmach check agency.tmx --for trados --langs ru,be --fix

Without --for the file is compared with the standard (TMX 1.4b) alone. What is wrong is
refused (the program does not take the file), lost (it takes it and loses something) or
odd. --fix writes a file that the program takes. Exit status 1 if anything was found.")]
pub(in crate::cli) struct CheckArgs {
    /// TMX files, may be packed
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The program that is to read them
    #[arg(long = "for", value_name = "PROGRAM", value_enum)]
    pub(in crate::cli) tool: Option<ToolName>,
    /// Write what can be saved to a new file [default name: NAME.fixed.tmx beside the file]
    #[arg(long)]
    pub(in crate::cli) fix: bool,
    /// The new file
    #[arg(long, short, value_name = "FILE", requires = "fix", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Languages of the new file, source first [default: all]
    #[arg(long, value_delimiter = ',', value_name = "LANGS", requires = "fix")]
    pub(in crate::cli) langs: Vec<String>,
    /// Encoding of the files [default: as declared or found out]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
}

/// Programs with ways of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ToolName {
    Omegat,
    Trados,
    Memoq,
    Matecat,
}

impl From<ToolName> for Tool {
    fn from(name: ToolName) -> Self {
        match name {
            ToolName::Omegat => Self::Omegat,
            ToolName::Trados => Self::Trados,
            ToolName::Memoq => Self::Memoq,
            ToolName::Matecat => Self::Matecat,
        }
    }
}
