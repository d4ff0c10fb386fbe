//! Candidates as rows of cells, and as a delimited file; the columns are told in the [module above](super).

use super::{CandidatesError, Read, Sheet};
use crate::formats::csv::delimited_rows;
use crate::lang::Lang;
use crate::model::{Candidate, CandidateTerm, Verdict};
use crate::problem::{Place, Problem};
use std::io::{self, Write};

/// The largest table that is still read, in bytes.
const MAX_TABLE: u64 = 256 << 20;

/// What a person may write under `accept`.
const YES: [&str; 12] = ["yes", "y", "accept", "accepted", "true", "x", "х", "+", "1", "✓", "да", "так"];
const NO: [&str; 11] = ["no", "n", "reject", "rejected", "false", "-", "0", "✗", "нет", "не", "н"];

/// The first row.
pub(super) fn head(sheet: Sheet<'_>) -> Vec<String> {
    let langs = || sheet.langs.iter().map(Lang::to_string);
    let middle = ["count", "score", "variants", "known"].map(str::to_owned);
    let examples = langs().map(|lang| format!("example {lang}"));
    std::iter::once("accept".to_owned()).chain(langs()).chain(middle).chain(examples).collect()
}

/// The row of a candidate; `between` stands between variants and examples.
pub(super) fn row(sheet: Sheet<'_>, candidate: &Candidate, between: &str) -> Vec<String> {
    let accept = match candidate.verdict {
        Verdict::Open => "",
        Verdict::Accepted => "yes",
        Verdict::Rejected => "no",
    };
    let term = |lang| candidate.term(lang).map(|term| term.text.clone()).unwrap_or_default();
    let variant = |term: &CandidateTerm| format!("{} {} ({})", term.lang, term.text, term.count);
    let variants: Vec<String> = candidate.variants.iter().map(variant).collect();
    let example = |lang: &Lang| {
        let texts = candidate.examples.iter().map(|example| {
            let text = example.texts.iter().find(|(of, _)| of == lang);
            text.map(|(_, text)| text.replace(['\n', '\r', '\t'], " ")).unwrap_or_default()
        });
        texts.collect::<Vec<_>>().join(between)
    };
    let known = if candidate.known { "yes" } else { "" };
    let mut cells = vec![accept.to_owned()];
    cells.extend(sheet.langs.iter().map(term));
    cells.extend([candidate.count.to_string(), candidate.score.to_string(), variants.join(between), known.to_owned()]);
    cells.extend(sheet.langs.iter().map(example));
    cells
}

/// Writes a table with tabs, with a byte order mark so that Excel takes it for UTF-8.
///
/// # Errors
/// When the output does not take it.
pub fn write_tsv(out: &mut dyn Write, sheet: Sheet<'_>) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = ::csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    table.write_record(head(sheet))?;
    for candidate in sheet.candidates {
        table.write_record(row(sheet, candidate, " ¶ "))?;
    }
    table.flush()
}

/// Reads a delimited table, in any encoding.
///
/// # Errors
/// When it cannot be read, or its first row lacks `accept` or languages.
pub fn read_delimited(bytes: &[u8]) -> Read {
    read(delimited_rows(bytes, MAX_TABLE)?)
}

/// What a column holds.
enum Column {
    Accept,
    Term(Lang),
    Count,
    Score,
    Other,
}

/// Reads rows with their numbers, the first of which names the columns.
pub(super) fn read(rows: Vec<(u64, Vec<String>)>) -> Read {
    let mut rows = rows.into_iter();
    let columns: Vec<Column> =
        rows.next().map(|(_, head)| head.iter().map(|name| column(name)).collect()).unwrap_or_default();
    if !columns.iter().any(|column| matches!(column, Column::Accept)) {
        return Err(CandidatesError::Columns("accept"));
    }
    if !columns.iter().any(|column| matches!(column, Column::Term(_))) {
        return Err(CandidatesError::Columns("languages"));
    }
    let (mut candidates, mut problems) = (Vec::new(), Vec::new());
    for (line, cells) in rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())) {
        match candidate(&cells, &columns) {
            Ok(candidate) => candidates.push(candidate),
            Err(message) => problems.push(Problem { code: "terms-row", message, place: Place::line(line) }),
        }
    }
    Ok((candidates, problems))
}

fn column(name: &str) -> Column {
    match name.trim().to_lowercase().as_str() {
        "accept" => Column::Accept,
        "count" => Column::Count,
        "score" => Column::Score,
        // these read like tags of languages
        "variants" | "known" | "n" | "note" | "status" => Column::Other,
        name => Lang::parse(name).map_or(Column::Other, Column::Term),
    }
}

fn candidate(cells: &[String], columns: &[Column]) -> Result<Candidate, String> {
    let mut candidate = Candidate::default();
    for (cell, column) in cells.iter().zip(columns) {
        let cell = cell.trim();
        match column {
            Column::Accept => candidate.verdict = verdict(cell)?,
            Column::Term(lang) if !cell.is_empty() => {
                candidate.terms.push(CandidateTerm { lang: lang.clone(), text: cell.to_owned(), count: 0 });
            }
            Column::Count => candidate.count = cell.parse().unwrap_or_default(),
            Column::Score => candidate.score = cell.replace(',', ".").parse().unwrap_or_default(),
            Column::Term(_) | Column::Other => {}
        }
    }
    if candidate.verdict == Verdict::Accepted && candidate.terms.is_empty() {
        return Err("is accepted and has no term; left out".to_owned());
    }
    Ok(candidate)
}

fn verdict(cell: &str) -> Result<Verdict, String> {
    let lower = cell.to_lowercase();
    match lower.as_str() {
        "" => Ok(Verdict::Open),
        word if YES.contains(&word) => Ok(Verdict::Accepted),
        word if NO.contains(&word) => Ok(Verdict::Rejected),
        _ => Err(format!("accept says {cell:?}, expected yes, no or nothing; left out")),
    }
}
