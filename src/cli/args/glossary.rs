//! `glossary` and what stands below it.

use super::UnitsArgs;
use crate::lang::Lang;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum GlossaryCommand {
    /// List concepts with their terms
    #[command(after_help = "Examples:
  tolmach glossary list --subject bodies
  tolmach glossary list --find міністэрства")]
    List(GlossaryListArgs),
    /// Write the termbase for editors and readers: TBX, OmegaT, Excel, memoQ, Trados, Weblate, HTML …
    #[command(after_help = "Examples:
  tolmach glossary export official.tbx
  tolmach glossary export old.tbx --format tbx-v2          for Weblate and older tools
  tolmach glossary export glossary.txt --langs ru,be       for OmegaT, from Russian
  tolmach glossary export terms.xlsx --subject law --subject bodies
  tolmach glossary export terms.html --title \"Слоўнік\" --sort be --langs be,ru,en
  tolmach glossary export terms.csv --format memoq

Formats of two languages (omegat, wordfast, weblate) and memoq cannot say that a term must not be
used: there only usable terms are written unless --status says otherwise.")]
    Export(GlossaryExportArgs),
    /// Tell where translations do not use the terms of the termbase
    #[command(after_help = "Examples:
  tolmach glossary check translated.xliff
  tolmach glossary check --memory main --source ru --target be
  tolmach glossary check memory.tmx --termbase official --subject law --json

Told are: missing, a term of the source without one of its translations opposite; forbidden
and superseded, a term that the termbase has as deprecated or superseded, on either side;
changed, what is not to be translated and stands otherwise in the translation. Terms are
found in all their forms; for one that is missing a word of the same root will do, and set
phrases and verbs may be put in other words, unless --strict is given. Exit status 1 when
something is found.")]
    Check(GlossaryCheckArgs),
    /// Tell which terms the memories translate in several ways
    #[command(after_help = "Examples:
  tolmach glossary conflicts
  tolmach glossary conflicts --memory main --source ru --target be --limit 20

For each term: its translations with how many units have them, since when and till when,
from which documents; and the commands that would decide. Exit status 1 when something
is found.")]
    Conflicts(GlossaryConflictsArgs),
    /// Add a concept to a memory
    #[command(after_help = "Examples:
  tolmach glossary add --ru закон --be закон --en law --subject law
  tolmach glossary add --ru Беларусь --be Беларусь --en Belarus --forbidden ru=Белоруссия
  tolmach glossary add --en \"Ministry of Finance\" --en MoF --lang be-tarask=… --into project

The first term of a language is the one to use, further ones may be used, forbidden ones must
not. What is there already (the same terms to use in two languages) is told and not added again;
exit status 1. `tolmach undo` takes it back, as all that is done to concepts.")]
    Add(GlossaryAddArgs),
    /// Change a concept of a memory
    #[command(after_help = "Examples:
  tolmach glossary edit law --add en=statute --note \"An act of parliament.\"
  tolmach glossary edit law --prefer be=закон --forbid be=указ
  tolmach glossary edit law --subject \"\"      takes the subject out

`tolmach glossary list --json` tells the names of concepts. Those of files (memories/NAME/NAME.tsv)
are changed in an editor.")]
    Edit(GlossaryEditArgs),
    /// Remove concepts from a memory, all or none
    #[command(after_help = "Examples:
  tolmach glossary remove law
  tolmach glossary remove law court --memory project")]
    Remove(GlossaryRemoveArgs),
    /// Read concepts from files (TBX, tables, OmegaT glossaries) into a memory
    #[command(after_help = "Examples:
  tolmach glossary import agency.tbx
  tolmach glossary import terms.csv more.tsv --into project --dry-run
  tolmach glossary import glossary.txt --langs ru,be
  tolmach glossary import edited.csv --on-duplicate replace

All files are one batch. A concept is there already when one of the memory has its name and a
term of it, or the same terms to use in two languages (in any case). It is merged then: further
terms and what was missing are added, notes and definitions that differ stand one below the
other, and of two terms to use the one that was there stays so. What differs is told. A name
that another concept has gets a number; names that are mere numbers tell nothing by themselves.
Exit status 1 when nothing changed, or something was left out or differs.")]
    Import(GlossaryImportArgs),
    /// Merge termbases (files or memories) into a memory
    #[command(after_help = "Examples:
  tolmach glossary merge official --into main
  tolmach glossary merge agency project --into main --dry-run

A name means the file memories/NAME/NAME.tsv (or .tbx), the concepts of memory NAME, or both.
Concepts are merged as `tolmach glossary import` does it.")]
    Merge(GlossaryMergeArgs),
    /// Find terms in memories that the termbase lacks, and take over those that a person accepted
    #[command(after_help = "Examples:
  tolmach glossary extract
  tolmach glossary extract --memory codes --langs ru,be --min-count 10
  tolmach glossary extract --where \"date>=2024\" --json

Review in a spreadsheet or a browser, then add what was accepted to a termbase file:
  tolmach glossary extract --limit 500 --review terms.xlsx
  tolmach glossary extract --review terms.html
  tolmach glossary extract --apply terms.xlsx --into memories/new/new.tsv

Candidates are words and phrases of up to five words that stand in the same units, in their
dictionary form as far as endings tell it; those that are most surely terms and translations
of each other come first. Where a term is translated otherwise in some units, that is told
beside it. Write yes in the column accept (or no), and edit the terms as needed; rows without
yes are left out and remembered nowhere.

With --apply, exit status 1 tells that some rows could not be taken.")]
    Extract(GlossaryExtractArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryExtractArgs {
    #[command(flatten)]
    pub(in crate::cli) units: UnitsArgs,
    /// Two or three languages [default: those that most units have]
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) langs: Vec<String>,
    /// Units in which the terms stand together, at least
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub(in crate::cli) min_count: u32,
    /// Most candidates to give
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(in crate::cli) limit: usize,
    /// Also candidates that the termbase has
    #[arg(long)]
    pub(in crate::cli) known: bool,
    /// Write the candidates to a file to review them in, by its extension: xlsx, tsv, html (a page), json
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) review: Option<PathBuf>,
    /// Take a reviewed file instead: xlsx, tsv, csv, or the json that the page saved
    #[arg(long, value_name = "FILE", requires = "into", conflicts_with_all = ["memory", "filter", "langs", "min_count", "limit", "known", "review"], value_hint = ValueHint::FilePath)]
    pub(in crate::cli) apply: Option<PathBuf>,
    /// The termbase file that accepted candidates are added to: tsv or csv
    #[arg(long, value_name = "FILE", requires = "apply", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) into: Option<PathBuf>,
}

/// Which concepts.
#[derive(Debug, Args)]
pub(in crate::cli) struct ConceptArgs {
    /// Termbase, may repeat [default: all in memories/]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) termbase: Vec<String>,
    /// Only concepts of this subject, may repeat
    #[arg(long)]
    pub(in crate::cli) subject: Vec<String>,
    /// Only these languages
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) langs: Vec<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryListArgs {
    #[command(flatten)]
    pub(in crate::cli) concepts: ConceptArgs,
    /// Only concepts with a term that holds this text
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) find: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryExportArgs {
    /// The file to write; - is the standard output
    #[arg(value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: PathBuf,
    /// Its format [default: by extension]
    #[arg(long, value_parser = glossary_formats())]
    pub(in crate::cli) format: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) concepts: ConceptArgs,
    /// Which terms [default: all, or admitted where the format cannot tell]
    #[arg(long, value_enum)]
    pub(in crate::cli) status: Option<TermChoice>,
    /// In alphabetical order of this language [default: as in the termbase]
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) sort: Option<String>,
    /// What it is called [default: the name of the termbase]
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
}

fn glossary_formats() -> clap::builder::PossibleValuesParser {
    let formats = crate::workspace::glossary::GlossaryFormat::all().iter();
    formats.map(|format| clap::builder::PossibleValue::new(format.name()).help(format.about())).into()
}

/// Which terms, in which direction.
#[derive(Debug, Args)]
pub(in crate::cli) struct TermsArgs {
    /// Language translated from [default: that of each unit]
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) source: Option<String>,
    /// Language translated to [default: all others]
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) target: Option<String>,
    /// Termbase, may repeat [default: all in memories/]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) termbase: Vec<String>,
    /// Only concepts of this subject, may repeat
    #[arg(long)]
    pub(in crate::cli) subject: Vec<String>,
    /// Most findings to show; all are counted
    #[arg(long, default_value_t = 100)]
    pub(in crate::cli) limit: usize,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryCheckArgs {
    /// Files with translations: TMX, XLIFF, PO, tables …
    #[arg(required_unless_present = "memory", conflicts_with = "memory", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Memory to check instead, may repeat
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) memory: Vec<String>,
    /// Ask for set phrases, verbs and months of dates too, and for each term in a form of its own
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    #[command(flatten)]
    pub(in crate::cli) terms: TermsArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryConflictsArgs {
    /// Memory to look in, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) memory: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) terms: TermsArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TermChoice {
    /// Preferred terms only
    Preferred,
    /// Terms that may be used
    Admitted,
    /// All, those not to be used too
    All,
}

/// What a concept has besides terms.
#[derive(Debug, Args)]
pub(in crate::cli) struct ConceptTextArgs {
    /// Subject field
    #[arg(long)]
    pub(in crate::cli) subject: Option<String>,
    /// What it means
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) definition: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
    /// Where it is taken from: an act, a document, a person
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) source: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryAddArgs {
    /// Russian term, may repeat
    #[arg(long, value_name = "TERM")]
    pub(in crate::cli) ru: Vec<String>,
    /// Belarusian term, may repeat
    #[arg(long, value_name = "TERM")]
    pub(in crate::cli) be: Vec<String>,
    /// English term, may repeat
    #[arg(long, value_name = "TERM")]
    pub(in crate::cli) en: Vec<String>,
    /// Term of any language, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(in crate::cli) lang: Vec<(Lang, String)>,
    /// Term that must not be used, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(in crate::cli) forbidden: Vec<(Lang, String)>,
    /// Name of the concept [default: made from the English or first term]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) id: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) texts: ConceptTextArgs,
    /// It is carried over as it stands: a brand, a code
    #[arg(long)]
    pub(in crate::cli) do_not_translate: bool,
    /// The memory to add it to
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) into: String,
    /// Report, change nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryEditArgs {
    /// Name of the concept
    pub(in crate::cli) id: String,
    /// Add a term, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(in crate::cli) add: Vec<(Lang, String)>,
    /// Take a term out, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(in crate::cli) remove: Vec<(Lang, String)>,
    /// Make a term the one to use, may repeat; added when it is not there
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(in crate::cli) prefer: Vec<(Lang, String)>,
    /// Make a term one that must not be used, may repeat; added when it is not there
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(in crate::cli) forbid: Vec<(Lang, String)>,
    #[command(flatten)]
    pub(in crate::cli) texts: ConceptTextArgs,
    /// Whether it is carried over as it stands
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(in crate::cli) do_not_translate: Option<bool>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryRemoveArgs {
    /// Names of the concepts
    #[arg(required = true)]
    pub(in crate::cli) ids: Vec<String>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) memory: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryImportArgs {
    /// The files
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The memory to read into
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(in crate::cli) into: String,
    /// Their format [default: by content and extension]
    #[arg(long, value_parser = PossibleValuesParser::new(crate::workspace::glossary::formats()))]
    pub(in crate::cli) format: Option<String>,
    /// Languages of files that do not tell them (OmegaT), source first
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) langs: Vec<String>,
    /// What to do with concepts that are there already
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = SameConcept::Merge)]
    pub(in crate::cli) on_duplicate: SameConcept,
    /// Read and report, change nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// What to do with concepts that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SameConcept {
    /// The one that is there gets further terms and what it had not
    Merge,
    /// The one that is there stays as it is, the new one is skipped
    Keep,
    /// The new one takes its place
    Replace,
}

impl From<SameConcept> for crate::workspace::glossary::OnDuplicate {
    fn from(name: SameConcept) -> Self {
        match name {
            SameConcept::Merge => Self::Merge,
            SameConcept::Keep => Self::Keep,
            SameConcept::Replace => Self::Replace,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryMergeArgs {
    /// Names of the termbases
    #[arg(required = true)]
    pub(in crate::cli) names: Vec<String>,
    /// The memory to merge them into
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) into: String,
    /// Report, change nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// `be=закон`.
fn term(text: &str) -> Result<(Lang, String), String> {
    let (lang, term) = text.split_once('=').ok_or("expected a language and a term, like be=закон")?;
    let term = term.trim();
    if term.is_empty() {
        return Err("expected a term behind =, like be=закон".to_owned());
    }
    Ok((Lang::parse(lang).map_err(|error| error.to_string())?, term.to_owned()))
}
