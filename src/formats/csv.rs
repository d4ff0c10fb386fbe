//! How do people look at a termbase? A table: CSV (RFC 4180, UTF-8) that spreadsheets open and give back.
//!
//! Columns: `id`, `subject`, `pos`, one for each language (its tag), `definition`, `note`. Terms of a language stand in
//! one cell with ` | ` between them, the preferred one first. The first term of a cell is preferred and the others are
//! admitted; a term for which that is not so is followed by its status: `Белоруссия [deprecated]`. Gender stands in
//! braces before it: `подпись {f}`, with `m`, `f`, `n` and `pl`. A `|` or `\` of a term itself is written with `\` in
//! front. Line breaks, quotes and a leading `=` are kept as they are, in quotes where needed. `pos` is the part of
//! speech of all terms of the concept, empty when they differ; white space around a term is dropped.
//!
//! Reading takes `,`, `;` or tabs, whichever the first line has most of, and any encoding.

use super::encoding::Decoder;
use crate::lang::Lang;
use crate::model::{Concept, Gender, Term, TermStatus};
use crate::problem::{Place, Problem};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Read, Write};

/// The largest table that is still read, in bytes.
const MAX_TABLE: u64 = 256 << 20;

/// Why a table could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// The bytes could not be had, or are too many.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Its first line names no language.
    #[error("the first line names no language: expected columns like id,subject,ru,be,en,definition,note")]
    NoLanguage,
}

/// Writes a termbase, and gives back what it was written to. `mark` puts a byte order mark in front: Excel reads UTF-8
/// only so, other programs do without.
///
/// # Errors
/// When the output does not take it.
pub fn write<'a, W: Write>(
    out: W,
    concepts: impl IntoIterator<Item = &'a Concept> + Clone,
    mark: bool,
) -> io::Result<W> {
    write_delimited(out, concepts, b',', mark)
}

/// Writes a termbase as [`write`] does, with another sign between the cells, such as a tab.
///
/// # Errors
/// When the output does not take it.
pub fn write_delimited<'a, W: Write>(
    mut out: W,
    concepts: impl IntoIterator<Item = &'a Concept> + Clone,
    delimiter: u8,
    mark: bool,
) -> io::Result<W> {
    let langs: BTreeSet<&Lang> =
        concepts.clone().into_iter().flat_map(|concept| concept.terms.iter().map(|term| &term.lang)).collect();
    if mark {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut table = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let names = langs.iter().map(|lang| lang.as_str());
    table.write_record(["id", "subject", "pos"].into_iter().chain(names).chain(["definition", "note"]))?;
    for concept in concepts {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut row = vec![concept.id.clone(), text(&concept.subject), part_of_speech(concept).to_owned()];
        row.extend(langs.iter().map(|lang| cell(concept, lang)));
        row.extend([text(&concept.definition), text(&concept.note)]);
        table.write_record(&row)?;
    }
    table.into_inner().map_err(|error| error.into_error())
}

/// Writes a table of figures, its heading first, with a byte order mark so that Excel takes it for UTF-8.
///
/// # Errors
/// When the output does not take it.
pub fn write_rows(mut out: impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = ::csv::Writer::from_writer(out);
    for row in rows {
        table.write_record(row)?;
    }
    table.flush()
}

/// The terms of a concept in exactly one language.
fn cell(concept: &Concept, lang: &Lang) -> String {
    let mut out = String::new();
    let terms = concept.terms.iter().filter(|term| term.lang == *lang && !term.text.trim().is_empty());
    for (i, term) in terms.enumerate() {
        if i > 0 {
            out.push_str(" | ");
        }
        let text = term.text.trim().replace('\\', "\\\\").replace('|', "\\|");
        // words that only look like a status or a gender
        if split_status(&text).1.is_some() || split_gender(&text).1.is_some() {
            let bracket = text.rfind(['[', '{']).unwrap_or_default();
            out.push_str(&text[..bracket]);
            out.push('\\');
            out.push_str(&text[bracket..]);
        } else {
            out.push_str(&text);
        }
        if let Some(gender) = term.gender {
            out.push_str(&format!(" {{{}}}", gender.sign()));
        }
        if term.status != usual_status(i) {
            out.push_str(&format!(" [{}]", term.status.name()));
        }
    }
    out
}

fn usual_status(place: usize) -> TermStatus {
    if place == 0 { TermStatus::Preferred } else { TermStatus::Admitted }
}

/// The part of speech of all terms.
fn part_of_speech(concept: &Concept) -> &str {
    let mut parts = concept.terms.iter().map(|term| term.part_of_speech.as_deref().unwrap_or_default());
    let first = parts.next().unwrap_or_default();
    if parts.all(|part| part == first) { first } else { "" }
}

/// A term as written and the gender behind it.
fn split_gender(text: &str) -> (&str, Option<Gender>) {
    for gender in Gender::ALL {
        let before = text.strip_suffix('}').and_then(|text| text.strip_suffix(gender.sign()));
        if let Some(term) = before.and_then(|text| text.strip_suffix(" {")) {
            return (term.trim_end(), Some(gender));
        }
    }
    (text, None)
}

/// A term as written and the status behind it.
fn split_status(text: &str) -> (&str, Option<TermStatus>) {
    for status in TermStatus::ALL {
        let before = text.strip_suffix(']').and_then(|text| text.strip_suffix(status.name()));
        if let Some(term) = before.and_then(|text| text.strip_suffix('['))
            && let Some(term) = term.strip_suffix(' ')
        {
            return (term.trim_end(), Some(status));
        }
    }
    (text, None)
}

/// What a column holds.
enum Column {
    Id,
    Subject,
    PartOfSpeech,
    Terms(Lang),
    Definition,
    Note,
    Unknown,
}

/// Reads a termbase. Rows without terms are left out.
///
/// # Errors
/// When the input cannot be read, or its first line names no language.
pub fn read(reader: impl BufRead, problems: &mut Vec<Problem>) -> Result<Vec<Concept>, CsvError> {
    let (mut decoder, remark) = Decoder::new(reader)?;
    decoder.allow(MAX_TABLE);
    let mut text = String::new();
    decoder.read_to_string(&mut text)?;
    let mut tell = |code, line, message| problems.push(Problem { code, message, place: Place::line(line) });
    if let Some(remark) = remark {
        tell("csv-encoding", 1, remark);
    }
    let mut table = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = table.records();
    let first = rows.next().transpose().map_err(io::Error::from)?.unwrap_or_default();
    let columns =
        columns(&first, |name| tell("csv-column", 1, format!("column {name:?} is not known and is left out")));
    if !columns.iter().any(|column| matches!(column, Column::Terms(_))) {
        return Err(CsvError::NoLanguage);
    }
    let mut concepts: Vec<Concept> = Vec::new();
    let mut ids: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows {
        let row = row.map_err(io::Error::from)?;
        let line = row.position().map_or(0, ::csv::Position::line);
        let mut concept = concept(&row, &columns);
        if concept.terms.is_empty() {
            tell("csv-no-term", line, "the row has no term and is left out".to_owned());
            continue;
        }
        if concept.id.is_empty() {
            concept.id = format!("c{}", concepts.len() + 1);
        }
        if let Some(other) = ids.insert(concept.id.clone(), line) {
            tell("csv-id", line, format!("id {:?} is also that of line {other}; given another", concept.id));
            while ids.contains_key(&concept.id) {
                concept.id.push_str("-2");
            }
            ids.insert(concept.id.clone(), line);
        }
        concepts.push(concept);
    }
    Ok(concepts)
}

/// What stands between the cells: the one of tab, semicolon and comma that the first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|b| *b == byte).count();
    // the last of equals is taken: a comma where nothing tells
    *b"\t;,".iter().max_by_key(|byte| count(**byte)).unwrap_or(&b',')
}

fn columns(first: &::csv::StringRecord, mut unknown: impl FnMut(&str)) -> Vec<Column> {
    let mut out: Vec<Column> = Vec::new();
    for (i, name) in first.iter().enumerate() {
        let name = name.trim();
        out.push(match name.to_ascii_lowercase().as_str() {
            // "id" is also a language, Indonesian: only the first column is the id
            "id" if i == 0 => Column::Id,
            "subject" => Column::Subject,
            "pos" => Column::PartOfSpeech,
            "definition" => Column::Definition,
            "note" => Column::Note,
            _ => Lang::parse(name).map_or_else(
                |_| {
                    unknown(name);
                    Column::Unknown
                },
                Column::Terms,
            ),
        });
    }
    out
}

fn concept(row: &::csv::StringRecord, columns: &[Column]) -> Concept {
    let mut out = Concept::default();
    let mut part_of_speech = None;
    for (cell, column) in row.iter().zip(columns) {
        let text = || Some(cell.to_owned()).filter(|text| !text.is_empty());
        match column {
            Column::Id => out.id = cell.trim().to_owned(),
            Column::Subject => out.subject = text(),
            Column::PartOfSpeech => part_of_speech = text(),
            Column::Definition => out.definition = text(),
            Column::Note => out.note = text(),
            Column::Terms(lang) => out.terms.extend(terms(cell, lang)),
            Column::Unknown => {}
        }
    }
    for term in &mut out.terms {
        term.part_of_speech.clone_from(&part_of_speech);
    }
    out
}

/// The terms in a cell.
fn terms(cell: &str, lang: &Lang) -> Vec<Term> {
    let written = split(cell);
    let written = written.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    written
        .enumerate()
        .map(|(i, text)| {
            let (text, status) = split_status(text);
            let (text, gender) = split_gender(text);
            let status = status.unwrap_or(usual_status(i));
            Term { gender, ..Term::new(lang.clone(), plain(text), status) }
        })
        .collect()
}

/// The parts of a cell between bars, still as written.
fn split(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        if c == '|' {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
            if c == '\\' {
                part.extend(chars.next());
            }
        }
    }
    parts
}

/// A term without the `\` in front of characters.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next().or(Some('\\'))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged, encoded};
    use proptest::prelude::*;

    fn term(lang: &str, text: &str, status: TermStatus) -> Term {
        Term::new(Lang::parse(lang).unwrap(), text, status)
    }

    fn noun(term: Term) -> Term {
        Term { part_of_speech: Some("noun".into()), ..term }
    }

    fn termbase() -> Vec<Concept> {
        vec![
            Concept {
                id: "belarus".into(),
                subject: Some("страны, \"имена\"".into()),
                definition: Some("=СУММ(A1)\nвторая".into()),
                note: Some("аб'езд; тут".into()),
                terms: vec![
                    term("be", "Рэспубліка Беларусь", TermStatus::Preferred),
                    term("ru", "Республика Беларусь", TermStatus::Preferred),
                    term("ru", "Беларусь|РБ", TermStatus::Admitted),
                    term("ru", "Белоруссия", TermStatus::Deprecated),
                ],
                ..Concept::default()
            },
            Concept {
                id: "c2".into(),
                terms: vec![
                    Term {
                        gender: Some(Gender::Neuter),
                        ..noun(term("be", "слова [deprecated]", TermStatus::Admitted))
                    },
                    noun(term("be", "so {m}", TermStatus::Admitted)),
                ],
                ..Concept::default()
            },
        ]
    }

    #[test]
    fn a_termbase_is_a_table_and_comes_back() {
        let text = String::from_utf8(write(Vec::new(), &termbase(), true).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}id,subject,pos,be,ru,definition,note\n\
             belarus,\"страны, \"\"имена\"\"\",,Рэспубліка Беларусь,\
             Республика Беларусь | Беларусь\\|РБ | Белоруссия [deprecated],\"=СУММ(A1)\nвторая\",аб'езд; тут\n\
             c2,,noun,слова \\[deprecated] {n} [admitted] | so \\{m},,,\n"
        );
        let mut problems = Vec::new();
        assert_eq!(read(text.as_bytes(), &mut problems).unwrap(), termbase());
        assert_eq!(problems, []);
    }

    #[test]
    fn tables_of_others_are_read() {
        let mut problems = Vec::new();
        let text =
            encoding_rs::WINDOWS_1251.encode("ID;RU;be_BY;Автор\r\n;Закон;Закон | ;Я\r\n;;;\r\n;Указ;Указ\r\n").0;
        let concepts = read(&*text, &mut problems).unwrap();
        assert_eq!(concepts.len(), 2);
        assert_eq!(concepts[1].id, "c2");
        assert_eq!(concepts[0].terms[1], term("be-BY", "Закон", TermStatus::Preferred));
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["csv-encoding", "csv-column", "csv-no-term"]);
        assert!(matches!(read(&b"1,2\n"[..], &mut problems), Err(CsvError::NoLanguage)));
        assert!(matches!(read(&b""[..], &mut problems), Err(CsvError::NoLanguage)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn terms_come_back(
            texts in prop::collection::vec(("[а]([|\\\\\\[\\]\"',;\t\n =]|deprecated| \\[admitted\\]){0,6}", 0..3_usize), 1..4),
        ) {
            let statuses = [TermStatus::Preferred, TermStatus::Admitted, TermStatus::Deprecated];
            let terms = texts.iter().map(|(text, status)| term("ru", text.trim(), statuses[*status])).collect();
            let concept = Concept { id: "c1".into(), terms, ..Concept::default() };
            let bytes = write(Vec::new(), [&concept], false).unwrap();
            prop_assert_eq!(read(bytes.as_slice(), &mut Vec::new()).unwrap(), vec![concept]);
        }

        #[test]
        fn no_bytes_panic(changes in changes()) {
            let text = String::from_utf8(write(Vec::new(), &termbase(), false).unwrap()).unwrap();
            for bytes in encoded(&text) {
                let _ = read(damaged(&bytes, &changes).as_slice(), &mut Vec::new());
            }
        }
    }
}
