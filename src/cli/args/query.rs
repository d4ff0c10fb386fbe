//! `query`, `search`, `analyse`; and which units are meant.

use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach query \"Стороны обменялись мнениями.\" --from ru --to be
  tolmach query --file new.txt --from be --to en --min 85 --json
  tolmach query \"Да.\" --from ru --to be --penalty archive=5 --where \"date>=2024\"

Scores: 102 and 101 identical in context, 100 identical, 95-99 no word differs,
85-94, 75-84 and 50-74 fuzzy. Where only numbers, dates or addresses differ, a
line `repaired:` has the translation with those of the segment; --why says why
there is none.

Where there is a termbase, lines `term` have the terms that stand in the segment, in
whatever form, with their translations; ✗ marks one that must not be used.")]
pub(in crate::cli) struct QueryArgs {
    /// The segment to look for
    #[arg(
        required_unless_present_any = ["file", "stream"],
        conflicts_with_all = ["file", "stream"],
        allow_hyphen_values = true
    )]
    pub(in crate::cli) text: Option<String>,
    /// Language of the segment
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) from: String,
    /// Language to suggest
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) to: String,
    /// Least score, 50 to 100
    #[arg(long, default_value_t = 70, value_parser = clap::value_parser!(u8).range(50..=100))]
    pub(in crate::cli) min: u8,
    /// Most suggestions for a segment
    #[arg(long, default_value_t = 5)]
    pub(in crate::cli) limit: usize,
    /// Show what points were lost for
    #[arg(long)]
    pub(in crate::cli) why: bool,
    /// The segment before, for matches in context
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) before: Option<String>,
    /// The segment after, for matches in context
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) after: Option<String>,
    /// A file with a segment a line, - for the standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Answer each line of the standard input as it comes, for programs that ask while somebody types
    #[arg(long, conflicts_with_all = ["file", "before", "after"])]
    pub(in crate::cli) stream: bool,
    /// Points taken off the matches of a memory, may repeat
    #[arg(long, value_name = "MEMORY=POINTS", value_parser = penalty)]
    pub(in crate::cli) penalty: Vec<(String, u8)>,
    /// Do not show the terms of the termbases that stand in the segment
    #[arg(long)]
    pub(in crate::cli) no_terms: bool,
    #[command(flatten)]
    pub(in crate::cli) units: UnitsArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach search \"министр иностранных дел\"
  tolmach search пагадненне --in be --limit 100
  tolmach search --exact \"№ 12\" --where \"date>=2024\"
  tolmach search --regex \"стать[яеиюй]+ \\d+\" --in ru

Words are found in all their forms (министр finds с Министром), in Russian,
Belarusian and English each by its rules, and in any spelling: capitals, ё and е,
apostrophes, Latin look-alikes. A phrase is its words one after the other; marks
may stand between them, and parts of compounds count as words. Signs such as % _ *
are looked for as they are. --exact finds the characters given, inside words too;
ё and е, apostrophes and kinds of spaces count as equal unless --case is given.

A hit is a unit; the newest of each memory come first.")]
pub(in crate::cli) struct SearchArgs {
    /// The words to look for
    #[arg(allow_hyphen_values = true)]
    pub(in crate::cli) text: String,
    /// Language to look in [default: all]
    #[arg(long = "in", value_name = "LANG")]
    pub(in crate::cli) lang: Option<String>,
    /// The words in any order, anywhere in the segment
    #[arg(long, conflicts_with_all = ["exact", "regex"])]
    pub(in crate::cli) any_order: bool,
    /// The characters as given, not words in their forms
    #[arg(long, conflicts_with = "regex")]
    pub(in crate::cli) exact: bool,
    /// The text is a regular expression (syntax of the Rust crate regex)
    #[arg(long)]
    pub(in crate::cli) regex: bool,
    /// Capitals count
    #[arg(long)]
    pub(in crate::cli) case: bool,
    /// Most units to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) limit: usize,
    #[command(flatten)]
    pub(in crate::cli) units: UnitsArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach analyse speech.docx --to be
  tolmach analyse *.ru.txt --from ru --to en --memory main --weights
  tolmach analyse a.html b.html --to be --format csv --weights 100=20,95-99=50

A segment counts in one share: 102 and 101 identical in context, repetitions, 100
identical, 95-99 no word differs, 85-94, 75-84 and 50-74 fuzzy, none. A repetition is a
segment of exactly the same text met before in the same call; its first occurrence
counts by its match. A match in context goes before a repetition, a repetition before
any other match. Where a segment met before is like it in a better band than any
of the memories, that counts (column internal).

A word is what stands between spaces and has a letter or a digit in it: numbers are
words, a lone dash is none. Usual weights, in percent of a word: 102=0, 101=0,
repetitions=30, 100=30, 95-99=60, 85-94=60, 75-84=60, 50-74=100, none=100.")]
pub(in crate::cli) struct AnalyseArgs {
    /// Documents: txt, md, html, docx, odt
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Their language [default: told by the name or found out]
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) from: Option<String>,
    /// Language to translate into
    #[arg(long, value_name = "LANG")]
    pub(in crate::cli) to: String,
    /// A line is a segment
    #[arg(long)]
    pub(in crate::cli) segmented: bool,
    /// Encoding of text files [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// Segments of one document do not repeat those of another
    #[arg(long)]
    pub(in crate::cli) no_cross_file: bool,
    /// Count weighted words too; shares not named have their usual weights
    #[arg(long, value_name = "SHARE=PERCENT", num_args = 0..=1, default_missing_value = "none=100")]
    pub(in crate::cli) weights: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = AnalysisFormat::Table)]
    pub(in crate::cli) format: AnalysisFormat,
    /// Points taken off the matches of a memory, may repeat
    #[arg(long, value_name = "MEMORY=POINTS", value_parser = penalty)]
    pub(in crate::cli) penalty: Vec<(String, u8)>,
    /// Do not show the terms of the termbases that stand in the segment
    #[arg(long)]
    pub(in crate::cli) no_terms: bool,
    #[command(flatten)]
    pub(in crate::cli) units: UnitsArgs,
}

/// `archive=5`.
fn penalty(text: &str) -> Result<(String, u8), String> {
    let (name, points) = text.rsplit_once('=').ok_or("expected a memory and points, like archive=5")?;
    let points = points.parse().ok().filter(|points| *points <= 100);
    Ok((name.to_owned(), points.ok_or("expected points from 0 to 100, like archive=5")?))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AnalysisFormat {
    /// Tables to read
    Table,
    /// One table for spreadsheets
    Csv,
}

/// Which units.
#[derive(Debug, Args)]
pub(in crate::cli) struct UnitsArgs {
    /// Memory to take, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) memory: Vec<String>,
    /// Only units for which this holds, such as "date>=2024 and confidence>=0.9"
    ///
    /// Fields: origin (name, title or address of a document), date (of the document, else of the last change),
    /// confidence, aligner, status, reviewed, user, prop.NAME (any property), lang, memory, batch.
    /// Operators: = and != (with * for any text and ? for any letter), ~ and !~ (anywhere in the text), and for dates
    /// and confidences also < <= > >=. A date may be a year or a month. Conditions are joined with and, or, not and
    /// parentheses; values with spaces or signs stand in quotation marks. Capitals do not matter.
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    pub(in crate::cli) filter: Option<String>,
}
