//! What can be typed. Plain structs; each command turns its own into a request.

use crate::lang::Lang;
use crate::workspace::export::Tool;
use crate::workspace::import::OnDuplicate;
use clap::builder::PossibleValuesParser;
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

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach align samples/treaty-articles
  tolmach align speech_ru.docx speech_be.docx --into main
  tolmach align a.txt b.txt c.txt --lang ru,be,en --out beads.tsv
  tolmach align archive --into main --out archive-tmx --format tmx
  tolmach align --manifest 2024.tsv --into main
  tolmach align --jsonl < documents.jsonl > beads.jsonl

Review in a browser or in a spreadsheet, then store what was decided:
  tolmach align samples/speech --out review.html
  tolmach align --apply review.json --into main
  tolmach align speech_ru.docx speech_be.docx --out review.xlsx
  tolmach align --apply review.xlsx --into main

Keep paragraphs too that stand elsewhere in another language (marked ↕):
  tolmach align order.ru.txt order.en.txt --into main --crossing

Add a third language to what is stored:
  tolmach align speech_ru.docx speech_en.docx --into main --extend

Documents: txt, md, html, docx, odt. Their languages are told by --lang, by their names
(ru.txt, speech.be.html, forest_be.docx), by the documents themselves, or found out.

Many documents: a folder with x.ru.html, x.be.html … (also x_ru.docx, ru/x.html, x/ru.txt,
and in folders below), or a manifest. A run stores what it has done about once a second,
all of it as one batch: `undo` takes the whole run back (a run that another program's batch
came between is two). What was broken off (Ctrl-C, a crash) or failed is taken up by the
same command; documents done before and unchanged are passed over. Documents that fail do
not stop it; they are listed, as are those that look worst: mean confidence times the share
of segments that do not stand alone. Exit status 1 if any failed.

Learn words from translations that are there already, before aligning:
  tolmach align ru.txt de.txt --learn-from main

Filter: with --jsonl each line read is {\"id\":…,\"texts\":{\"ru\":\"…\",\"be\":\"…\"}}, a text
being a string (cut into sentences) or a list of segments; each line written is the document
with its beads in an array, or an error with the number of the line. Order is kept; other
fields come back in \"meta\". Exit status 1 if any line failed.")]
pub(super) struct AlignArgs {
    /// Two or three documents, or a folder: ru.*, be.*, en.* of one document, or many documents
    #[arg(required_unless_present_any = ["manifest", "jsonl", "apply"], value_hint = ValueHint::AnyPath)]
    pub(super) files: Vec<PathBuf>,
    /// Many documents: a table with tabs, a line a document; its header names the columns: id (optional), ru, be, en …;
    /// files are looked for beside it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "apply", "extend"], value_hint = ValueHint::FilePath)]
    pub(super) manifest: Option<PathBuf>,
    /// Filter: documents from stdin, their beads to stdout, one JSON object a line
    #[arg(long, conflicts_with_all = ["files", "manifest", "lang", "segmented", "encoding", "into", "out", "min_confidence", "crossing", "apply"])]
    pub(super) jsonl: bool,
    /// Take a reviewed alignment instead: the json that the page saved, or an edited tsv, csv, xlsx.
    /// Documents named as well are compared with it, and tell what rows deleted from a table held
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) apply: Option<PathBuf>,
    /// Languages in the order of the files
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) lang: Vec<String>,
    /// A line is a segment, an empty line a paragraph break
    #[arg(long)]
    pub(super) segmented: bool,
    /// Encoding of text files [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Store the units in this memory
    #[arg(long, value_name = "NAME")]
    pub(super) into: Option<String>,
    /// Add the further language to the units that --into has of the same documents
    #[arg(long, requires = "into", conflicts_with = "apply")]
    pub(super) extend: bool,
    /// Write the alignment to a file instead of showing it, by its extension: html (a page to review
    /// it in), xlsx, tsv, json, jsonl, tmx. Many documents go to one tsv, jsonl or tmx, which is
    /// written anew each time, or to a folder, a file each
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(super) out: Option<PathBuf>,
    /// Format of the files in a folder [default: tsv]
    #[arg(long, value_name = "EXTENSION", requires = "out")]
    pub(super) format: Option<String>,
    /// Do again what was done before, of many documents
    #[arg(long)]
    pub(super) again: bool,
    /// How many documents to work on at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
    /// Sentence vectors as further evidence: JSON Lines {"text":"…","vector":[…]}, a line for each segment
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) vectors: Option<PathBuf>,
    /// The same from a program, run by the shell once a document: it reads segments, one a line, and writes a vector a
    /// line
    #[arg(long, value_name = "COMMAND", conflicts_with = "vectors", value_hint = ValueHint::CommandString)]
    pub(super) encoder: Option<String>,
    /// Learn words from this memory first, as further evidence; may be given several times
    #[arg(long, value_name = "NAME", conflicts_with = "apply")]
    pub(super) learn_from: Vec<String>,
    /// Least confidence of a bead that is stored or written to TMX, 0 to 1
    #[arg(long, value_name = "X", default_value_t = crate::workspace::align::DEFAULT_MIN_CONFIDENCE)]
    pub(super) min_confidence: f64,
    /// Store or write to TMX also what stands elsewhere in another language (moved paragraphs)
    #[arg(long)]
    pub(super) crossing: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach evaluate samples/speech/gold.tsv speech.jsonl
  tolmach evaluate samples out

Read are: JSON Lines as `align` prints or writes, tables as it writes (with ‖
between the segments of a cell, as in samples/), and {\"langs\":[…],\"beads\":[[[0],[0,1]],…]}
with the numbers of segments. Of a folder, NAME/gold.tsv or gold.json is compared with NAME.jsonl,
NAME.json or NAME.tsv of the other; two languages may be measured by a gold of three.

strict: a bead of two languages or more is right when it equals a gold bead; lax: when it shares
a segment with one gold bead in two languages. Where texts are compared, who cuts sentences
finer than the gold is not blamed for it.")]
pub(super) struct EvaluateArgs {
    /// The gold alignment, or a folder with many
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) gold: PathBuf,
    /// The alignment to measure, or a folder with many
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) found: PathBuf,
    /// Languages of its sides, if it does not say
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) langs: Vec<String>,
    /// Go by the places of segments in the text, which the gold tells as \"spans\"
    #[arg(long)]
    pub(super) spans: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach segment statement.ru.txt
  tolmach segment --lang be law.docx --explain")]
pub(super) struct SegmentArgs {
    /// Documents: txt, md, html, docx, odt
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    /// Their language [default: told by the name or found out]
    #[arg(long)]
    pub(super) lang: Option<String>,
    /// Encoding of text files [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Show every place considered and the rule that decided
    #[arg(long)]
    pub(super) explain: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach import old-memory.tmx --into main
  tolmach import job.sdlxliff be.po --drafts
  tolmach import *.tmx --into archive --dry-run
  tolmach import translations.xlsx --columns ru,be,-,note
  tolmach import omegat-project --into project")]
pub(super) struct ImportArgs {
    /// Files, zips of them or folders; each becomes one batch. - is the standard input
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    /// The memory to read into
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) into: String,
    /// Their format, such as tmx or csv [default: what name and content say]
    #[arg(long, value_name = "NAME")]
    pub(super) format: Option<String>,
    /// Refuse a file with any problem
    #[arg(long)]
    pub(super) strict: bool,
    /// Encoding of the files [default: as declared or found out]
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Keep the units that stand before the place where a file is cut off or broken
    #[arg(long)]
    pub(super) keep_good: bool,
    /// Languages of a file that does not tell them, source first
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) langs: Vec<String>,
    /// What the columns of a table hold [default: what its first line says]
    #[arg(long, value_delimiter = ',', value_name = "NAMES", allow_hyphen_values = true)]
    pub(super) columns: Vec<String>,
    /// What to do with units whose source the memory has already
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = OnDuplicateName::Merge)]
    pub(super) on_duplicate: OnDuplicateName,
    /// Leave out units of a lower score (properties score-bicleaner, score, … of corpora)
    #[arg(long, value_name = "X")]
    pub(super) min_score: Option<f64>,
    /// Take translations that nobody confirmed, too: fuzzy, drafts, unreviewed ones of a machine
    #[arg(long)]
    pub(super) drafts: bool,
    /// Read and report, change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// What to do with units whose source is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OnDuplicateName {
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
pub(super) struct ExportArgs {
    /// The file to write; - is the standard output
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// Its format, such as xliff or xliff-2.1 [default: what its extension says]
    #[arg(long, value_name = "NAME")]
    pub(super) format: Option<String>,
    #[command(flatten)]
    pub(super) units: UnitsArgs,
    /// Only these languages, the first as source language
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) langs: Vec<String>,
    /// The program that is to read it: TMX as that one takes it without losing text
    #[arg(long = "for", value_name = "PROGRAM", value_enum)]
    pub(super) tool: Option<ToolName>,
    /// Level of TMX: 1 leaves inline codes out, 2 writes them
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2))]
    pub(super) level: u8,
    /// Leave out who made and changed what: user names, properties that name persons, e-mail addresses in notes
    #[arg(long, alias = "anonymize")]
    pub(super) anonymise: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach diff main archive
  tolmach diff old.tmx new.tmx --json

A unit is the same by its name (tuid), or else by its source text. Exit status 0 when there
is no difference, 1 when there is.")]
pub(super) struct DiffArgs {
    /// The first: a file or a memory
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) first: PathBuf,
    /// The second
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) second: PathBuf,
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
pub(super) struct MergeArgs {
    /// Our version: a file or a memory
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) ours: PathBuf,
    /// The other version
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) theirs: PathBuf,
    /// The version both come from
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(super) base: Option<PathBuf>,
    /// The TMX file to write; may be one of the versions
    #[arg(long, short, value_name = "FILE", required_unless_present = "into", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// The memory to put the result into
    #[arg(long, value_name = "NAME")]
    pub(super) into: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach check agency.tmx --for omegat
  tolmach check agency.tmx --for trados --langs ru,be --fix

Without --for the file is compared with the standard (TMX 1.4b) alone. What is wrong is
refused (the program does not take the file), lost (it takes it and loses something) or
odd. --fix writes a file that the program takes. Exit status 1 if anything was found.")]
pub(super) struct CheckArgs {
    /// TMX files, may be packed
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    /// The program that is to read them
    #[arg(long = "for", value_name = "PROGRAM", value_enum)]
    pub(super) tool: Option<ToolName>,
    /// Write what can be saved to a new file [default name: NAME.fixed.tmx beside the file]
    #[arg(long)]
    pub(super) fix: bool,
    /// The new file
    #[arg(long, short, value_name = "FILE", requires = "fix", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
    /// Languages of the new file, source first [default: all]
    #[arg(long, value_delimiter = ',', value_name = "LANGS", requires = "fix")]
    pub(super) langs: Vec<String>,
    /// Encoding of the files [default: as declared or found out]
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
}

/// Programs with ways of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ToolName {
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
pub(super) struct QueryArgs {
    /// The segment to look for
    #[arg(
        required_unless_present_any = ["file", "stream"],
        conflicts_with_all = ["file", "stream"],
        allow_hyphen_values = true
    )]
    pub(super) text: Option<String>,
    /// Language of the segment
    #[arg(long, value_name = "LANG")]
    pub(super) from: String,
    /// Language to suggest
    #[arg(long, value_name = "LANG")]
    pub(super) to: String,
    /// Least score, 50 to 100
    #[arg(long, default_value_t = 70, value_parser = clap::value_parser!(u8).range(50..=100))]
    pub(super) min: u8,
    /// Most suggestions for a segment
    #[arg(long, default_value_t = 5)]
    pub(super) limit: usize,
    /// Show what points were lost for
    #[arg(long)]
    pub(super) why: bool,
    /// The segment before, for matches in context
    #[arg(long, value_name = "TEXT")]
    pub(super) before: Option<String>,
    /// The segment after, for matches in context
    #[arg(long, value_name = "TEXT")]
    pub(super) after: Option<String>,
    /// A file with a segment a line, - for the standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: Option<PathBuf>,
    /// Answer each line of the standard input as it comes, for programs that ask while somebody types
    #[arg(long, conflicts_with_all = ["file", "before", "after"])]
    pub(super) stream: bool,
    /// Points taken off the matches of a memory, may repeat
    #[arg(long, value_name = "MEMORY=POINTS", value_parser = penalty)]
    pub(super) penalty: Vec<(String, u8)>,
    /// Do not show the terms of the termbases that stand in the segment
    #[arg(long)]
    pub(super) no_terms: bool,
    #[command(flatten)]
    pub(super) units: UnitsArgs,
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
pub(super) struct SearchArgs {
    /// The words to look for
    #[arg(allow_hyphen_values = true)]
    pub(super) text: String,
    /// Language to look in [default: all]
    #[arg(long = "in", value_name = "LANG")]
    pub(super) lang: Option<String>,
    /// The words in any order, anywhere in the segment
    #[arg(long, conflicts_with_all = ["exact", "regex"])]
    pub(super) any_order: bool,
    /// The characters as given, not words in their forms
    #[arg(long, conflicts_with = "regex")]
    pub(super) exact: bool,
    /// The text is a regular expression (syntax of the Rust crate regex)
    #[arg(long)]
    pub(super) regex: bool,
    /// Capitals count
    #[arg(long)]
    pub(super) case: bool,
    /// Most units to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) units: UnitsArgs,
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
pub(super) struct AnalyseArgs {
    /// Documents: txt, md, html, docx, odt
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    /// Their language [default: told by the name or found out]
    #[arg(long, value_name = "LANG")]
    pub(super) from: Option<String>,
    /// Language to translate into
    #[arg(long, value_name = "LANG")]
    pub(super) to: String,
    /// A line is a segment
    #[arg(long)]
    pub(super) segmented: bool,
    /// Encoding of text files [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Segments of one document do not repeat those of another
    #[arg(long)]
    pub(super) no_cross_file: bool,
    /// Count weighted words too; shares not named have their usual weights
    #[arg(long, value_name = "SHARE=PERCENT", num_args = 0..=1, default_missing_value = "none=100")]
    pub(super) weights: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = AnalysisFormat::Table)]
    pub(super) format: AnalysisFormat,
    /// Points taken off the matches of a memory, may repeat
    #[arg(long, value_name = "MEMORY=POINTS", value_parser = penalty)]
    pub(super) penalty: Vec<(String, u8)>,
    /// Do not show the terms of the termbases that stand in the segment
    #[arg(long)]
    pub(super) no_terms: bool,
    #[command(flatten)]
    pub(super) units: UnitsArgs,
}

/// `archive=5`.
fn penalty(text: &str) -> Result<(String, u8), String> {
    let (name, points) = text.rsplit_once('=').ok_or("expected a memory and points, like archive=5")?;
    let points = points.parse().ok().filter(|points| *points <= 100);
    Ok((name.to_owned(), points.ok_or("expected points from 0 to 100, like archive=5")?))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnalysisFormat {
    /// Tables to read
    Table,
    /// One table for spreadsheets
    Csv,
}

/// Which units.
#[derive(Debug, Args)]
pub(super) struct UnitsArgs {
    /// Memory to take, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) memory: Vec<String>,
    /// Only units for which this holds, such as "date>=2024 and confidence>=0.9"
    ///
    /// Fields: origin (name, title or address of a document), date (of the document, else of the last change),
    /// confidence, aligner, status, reviewed, user, prop.NAME (any property), lang, memory, batch.
    /// Operators: = and != (with * for any text and ? for any letter), ~ and !~ (anywhere in the text), and for dates
    /// and confidences also < <= > >=. A date may be a year or a month. Conditions are joined with and, or, not and
    /// parentheses; values with spaces or signs stand in quotation marks. Capitals do not matter.
    #[arg(long = "where", value_name = "EXPR", allow_hyphen_values = true)]
    pub(super) filter: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum GlossaryCommand {
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
pub(super) struct GlossaryExtractArgs {
    #[command(flatten)]
    pub(super) units: UnitsArgs,
    /// Two or three languages [default: those that most units have]
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) langs: Vec<String>,
    /// Units in which the terms stand together, at least
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) min_count: u32,
    /// Most candidates to give
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(super) limit: usize,
    /// Also candidates that the termbase has
    #[arg(long)]
    pub(super) known: bool,
    /// Write the candidates to a file to review them in, by its extension: xlsx, tsv, html (a page), json
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) review: Option<PathBuf>,
    /// Take a reviewed file instead: xlsx, tsv, csv, or the json that the page saved
    #[arg(long, value_name = "FILE", requires = "into", conflicts_with_all = ["memory", "filter", "langs", "min_count", "limit", "known", "review"], value_hint = ValueHint::FilePath)]
    pub(super) apply: Option<PathBuf>,
    /// The termbase file that accepted candidates are added to: tsv or csv
    #[arg(long, value_name = "FILE", requires = "apply", value_hint = ValueHint::FilePath)]
    pub(super) into: Option<PathBuf>,
}

/// Which concepts.
#[derive(Debug, Args)]
pub(super) struct ConceptArgs {
    /// Termbase, may repeat [default: all in memories/]
    #[arg(long, value_name = "NAME")]
    pub(super) termbase: Vec<String>,
    /// Only concepts of this subject, may repeat
    #[arg(long)]
    pub(super) subject: Vec<String>,
    /// Only these languages
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) langs: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryListArgs {
    #[command(flatten)]
    pub(super) concepts: ConceptArgs,
    /// Only concepts with a term that holds this text
    #[arg(long, value_name = "TEXT")]
    pub(super) find: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryExportArgs {
    /// The file to write; - is the standard output
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// Its format [default: by extension]
    #[arg(long, value_parser = glossary_formats())]
    pub(super) format: Option<String>,
    #[command(flatten)]
    pub(super) concepts: ConceptArgs,
    /// Which terms [default: all, or admitted where the format cannot tell]
    #[arg(long, value_enum)]
    pub(super) status: Option<TermChoice>,
    /// In alphabetical order of this language [default: as in the termbase]
    #[arg(long, value_name = "LANG")]
    pub(super) sort: Option<String>,
    /// What it is called [default: the name of the termbase]
    #[arg(long)]
    pub(super) title: Option<String>,
}

fn glossary_formats() -> clap::builder::PossibleValuesParser {
    let formats = crate::workspace::glossary::GlossaryFormat::all().iter();
    formats.map(|format| clap::builder::PossibleValue::new(format.name()).help(format.about())).into()
}

/// Which terms, in which direction.
#[derive(Debug, Args)]
pub(super) struct TermsArgs {
    /// Language translated from [default: that of each unit]
    #[arg(long, value_name = "LANG")]
    pub(super) source: Option<String>,
    /// Language translated to [default: all others]
    #[arg(long, value_name = "LANG")]
    pub(super) target: Option<String>,
    /// Termbase, may repeat [default: all in memories/]
    #[arg(long, value_name = "NAME")]
    pub(super) termbase: Vec<String>,
    /// Only concepts of this subject, may repeat
    #[arg(long)]
    pub(super) subject: Vec<String>,
    /// Most findings to show; all are counted
    #[arg(long, default_value_t = 100)]
    pub(super) limit: usize,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryCheckArgs {
    /// Files with translations: TMX, XLIFF, PO, tables …
    #[arg(required_unless_present = "memory", conflicts_with = "memory", value_hint = ValueHint::AnyPath)]
    pub(super) files: Vec<PathBuf>,
    /// Memory to check instead, may repeat
    #[arg(long, value_name = "NAME")]
    pub(super) memory: Vec<String>,
    /// Ask for set phrases, verbs and months of dates too, and for each term in a form of its own
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) terms: TermsArgs,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryConflictsArgs {
    /// Memory to look in, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) memory: Vec<String>,
    #[command(flatten)]
    pub(super) terms: TermsArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TermChoice {
    /// Preferred terms only
    Preferred,
    /// Terms that may be used
    Admitted,
    /// All, those not to be used too
    All,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach log
  tolmach log --memory archive --json")]
pub(super) struct LogArgs {
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach undo            takes the newest batch back
  tolmach undo 7          takes batch 7 back, if nothing later builds on it
  tolmach undo 8          if batch 8 is an undo, brings back what it took")]
pub(super) struct UndoArgs {
    /// The batch [default: the newest that counts]
    pub(super) batch: Option<i64>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach edit 12 --lang be \"Бакі абмяняліся меркаваннямі.\"
  tolmach edit 12 --lang en \"\"      takes the English side out

`tolmach query` tells the numbers of units; `tolmach undo` takes a change back.")]
pub(super) struct EditArgs {
    /// Number of the unit
    pub(super) unit: i64,
    /// The new text; empty takes the side out
    pub(super) text: String,
    /// Language of the text
    #[arg(long)]
    pub(super) lang: String,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach remove 12 13 --memory archive")]
pub(super) struct RemoveArgs {
    /// Numbers of the units
    #[arg(required = true)]
    pub(super) units: Vec<i64>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach verify
  tolmach verify --memory main
  tolmach verify --index --sample 100

With --index stored segments, as they are and edited, are looked for through the index and by
comparing them with every segment; what only the latter finds is told as a fault.")]
pub(super) struct VerifyArgs {
    /// Memory, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) memory: Vec<String>,
    /// Compare the index for fuzzy search with brute force
    #[arg(long)]
    pub(super) index: bool,
    /// With --index, how many queries in each language
    #[arg(long, value_name = "N", default_value_t = 20, requires = "index")]
    pub(super) sample: usize,
}

#[derive(Debug, Args)]
pub(super) struct MemoriesArgs {
    /// Memory, may repeat [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) memory: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach backup main-2024-06-05.sqlite
  tolmach backup archive.sqlite --memory archive")]
pub(super) struct BackupArgs {
    /// The file to write; must not exist
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

/// What a concept has besides terms.
#[derive(Debug, Args)]
pub(super) struct ConceptTextArgs {
    /// Subject field
    #[arg(long)]
    pub(super) subject: Option<String>,
    /// What it means
    #[arg(long, value_name = "TEXT")]
    pub(super) definition: Option<String>,
    /// A remark
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// Where it is taken from: an act, a document, a person
    #[arg(long, value_name = "TEXT")]
    pub(super) source: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryAddArgs {
    /// Russian term, may repeat
    #[arg(long, value_name = "TERM")]
    pub(super) ru: Vec<String>,
    /// Belarusian term, may repeat
    #[arg(long, value_name = "TERM")]
    pub(super) be: Vec<String>,
    /// English term, may repeat
    #[arg(long, value_name = "TERM")]
    pub(super) en: Vec<String>,
    /// Term of any language, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(super) lang: Vec<(Lang, String)>,
    /// Term that must not be used, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(super) forbidden: Vec<(Lang, String)>,
    /// Name of the concept [default: made from the English or first term]
    #[arg(long, value_name = "NAME")]
    pub(super) id: Option<String>,
    #[command(flatten)]
    pub(super) texts: ConceptTextArgs,
    /// It is carried over as it stands: a brand, a code
    #[arg(long)]
    pub(super) do_not_translate: bool,
    /// The memory to add it to
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) into: String,
    /// Report, change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryEditArgs {
    /// Name of the concept
    pub(super) id: String,
    /// Add a term, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(super) add: Vec<(Lang, String)>,
    /// Take a term out, may repeat
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(super) remove: Vec<(Lang, String)>,
    /// Make a term the one to use, may repeat; added when it is not there
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(super) prefer: Vec<(Lang, String)>,
    /// Make a term one that must not be used, may repeat; added when it is not there
    #[arg(long, value_name = "LANG=TERM", value_parser = term)]
    pub(super) forbid: Vec<(Lang, String)>,
    #[command(flatten)]
    pub(super) texts: ConceptTextArgs,
    /// Whether it is carried over as it stands
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) do_not_translate: Option<bool>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryRemoveArgs {
    /// Names of the concepts
    #[arg(required = true)]
    pub(super) ids: Vec<String>,
    /// The memory
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) memory: String,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryImportArgs {
    /// The files
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    /// The memory to read into
    #[arg(long, value_name = "NAME", default_value = crate::workspace::DEFAULT_MEMORY)]
    pub(super) into: String,
    /// Their format [default: by content and extension]
    #[arg(long, value_parser = PossibleValuesParser::new(crate::workspace::glossary::formats()))]
    pub(super) format: Option<String>,
    /// Languages of files that do not tell them (OmegaT), source first
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(super) langs: Vec<String>,
    /// What to do with concepts that are there already
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = SameConcept::Merge)]
    pub(super) on_duplicate: SameConcept,
    /// Read and report, change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// What to do with concepts that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SameConcept {
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
pub(super) struct GlossaryMergeArgs {
    /// Names of the termbases
    #[arg(required = true)]
    pub(super) names: Vec<String>,
    /// The memory to merge them into
    #[arg(long, value_name = "NAME")]
    pub(super) into: String,
    /// Report, change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
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
