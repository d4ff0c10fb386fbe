//! `align`, `evaluate`, `segment`.

use clap::{Args, ValueHint};
use std::path::PathBuf;

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
pub(in crate::cli) struct AlignArgs {
    /// Two or three documents, or a folder: ru.*, be.*, en.* of one document, or many documents
    #[arg(required_unless_present_any = ["manifest", "jsonl", "apply"], value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Many documents: a table with tabs, a line a document; its header names the columns: id (optional), ru, be, en …;
    /// files are looked for beside it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["files", "apply", "extend"], value_hint = ValueHint::FilePath)]
    pub(in crate::cli) manifest: Option<PathBuf>,
    /// Filter: documents from stdin, their beads to stdout, one JSON object a line
    #[arg(long, conflicts_with_all = ["files", "manifest", "lang", "segmented", "encoding", "into", "out", "min_confidence", "crossing", "apply"])]
    pub(in crate::cli) jsonl: bool,
    /// Take a reviewed alignment instead: the json that the page saved, or an edited tsv, csv, xlsx.
    /// Documents named as well are compared with it, and tell what rows deleted from a table held
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) apply: Option<PathBuf>,
    /// Languages in the order of the files
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) lang: Vec<String>,
    /// A line is a segment, an empty line a paragraph break
    #[arg(long)]
    pub(in crate::cli) segmented: bool,
    /// Encoding of text files [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// Store the units in this memory
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) into: Option<String>,
    /// Add the further language to the units that --into has of the same documents
    #[arg(long, requires = "into", conflicts_with = "apply")]
    pub(in crate::cli) extend: bool,
    /// Write the alignment to a file instead of showing it, by its extension: html (a page to review
    /// it in), xlsx, tsv, json, jsonl, tmx. Many documents go to one tsv, jsonl or tmx, which is
    /// written anew each time, or to a folder, a file each
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Format of the files in a folder [default: tsv]
    #[arg(long, value_name = "EXTENSION", requires = "out")]
    pub(in crate::cli) format: Option<String>,
    /// Do again what was done before, of many documents
    #[arg(long)]
    pub(in crate::cli) again: bool,
    /// How many documents to work on at once [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(in crate::cli) jobs: Option<u16>,
    /// Sentence vectors as further evidence: JSON Lines {"text":"…","vector":[…]}, a line for each segment
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(in crate::cli) vectors: Option<PathBuf>,
    /// The same from a program, run by the shell once a document: it reads segments, one a line, and writes a vector a
    /// line
    #[arg(long, value_name = "COMMAND", conflicts_with = "vectors", value_hint = ValueHint::CommandString)]
    pub(in crate::cli) encoder: Option<String>,
    /// Learn words from this memory first, as further evidence; may be given several times
    #[arg(long, value_name = "NAME", conflicts_with = "apply")]
    pub(in crate::cli) learn_from: Vec<String>,
    /// Least confidence of a bead that is stored or written to TMX, 0 to 1
    #[arg(long, value_name = "X", default_value_t = crate::workspace::align::DEFAULT_MIN_CONFIDENCE)]
    pub(in crate::cli) min_confidence: f64,
    /// Store or write to TMX also what stands elsewhere in another language (moved paragraphs)
    #[arg(long)]
    pub(in crate::cli) crossing: bool,
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
pub(in crate::cli) struct EvaluateArgs {
    /// The gold alignment, or a folder with many
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) gold: PathBuf,
    /// The alignment to measure, or a folder with many
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(in crate::cli) found: PathBuf,
    /// Languages of its sides, if it does not say
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    pub(in crate::cli) langs: Vec<String>,
    /// Go by the places of segments in the text, which the gold tells as \"spans\"
    #[arg(long)]
    pub(in crate::cli) spans: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tolmach segment statement.ru.txt
  tolmach segment --lang be law.docx --explain")]
pub(in crate::cli) struct SegmentArgs {
    /// Documents: txt, md, html, docx, odt
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Their language [default: told by the name or found out]
    #[arg(long)]
    pub(in crate::cli) lang: Option<String>,
    /// Encoding of text files [default: found out]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// Show every place considered and the rule that decided
    #[arg(long)]
    pub(in crate::cli) explain: bool,
}
