//! How do people look at a termbase? A table: CSV (RFC 4180, UTF-8) that spreadsheets open and give back.
//!
//! Columns: `id`, `subject`, `pos`, one for each language (its tag), `definition`, `note`, and where any concept needs
//! them `source` and `do_not_translate` (`yes`). Terms of a language stand in one cell with ` | ` between them, the
//! preferred one first. What is to be said of a term stands behind it, in this order:
//!
//! | behind a term | says | when |
//! |---|---|---|
//! | ` {f}` | gender: `m`, `f`, `n`, `pl` | known |
//! | ` {pos=verb}` | part of speech | not the same for all terms of the concept, so that `pos` is empty |
//! | ` [deprecated]` | status | not what its place says: the first is preferred, the others are admitted |
//! | ` // since 2010` | note | there is one; it goes to the end of the term |
//!
//! So `Беларусь | РБ {f} // in tables only | Белоруссия [deprecated]`. A `|` or `\` of a term or note is written with
//! `\` in front, and so is what only looks like one of these marks. White space around a term or note is dropped.
//!
//! A language may have two columns more, as workbooks have them (see [`glossary`](super::glossary)): `ru admitted` and
//! `ru deprecated`; terms there have that status unless they tell theirs.
//!
//! Line breaks, quotes, tabs and a leading `=`, `+`, `-` or `@` stay as they are, in quotes where needed: a quote or
//! space in front would change the term for every other reader. Excel takes a cell that begins with `=` for a formula
//! all the same; for it there are workbooks. LibreOffice asks, and keeps everything in columns read as text.
//!
//! Reading takes `,`, `;` or tabs, whichever the first line has most of, and any encoding.

use super::encoding::Decoder;
use crate::lang::Lang;
use crate::model::{Concept, Gender, Term, TermStatus};
use crate::problem::{Place, Problem};
use std::collections::BTreeMap;
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

/// How a table is written.
#[derive(Clone, Debug)]
pub struct TableOptions {
    /// What stands between cells: `,`, `;` or a tab.
    pub delimiter: u8,
    /// Whether a byte order mark stands in front: Excel reads UTF-8 only so, other programs do without.
    pub mark: bool,
    /// Languages that come first, in this order; others follow as they appear.
    pub langs: Vec<Lang>,
}

/// Writes a termbase with commas, and gives back what it was written to; `mark` as in [`TableOptions`].
///
/// # Errors
/// When the output does not take it.
pub fn write<'a, W: Write>(
    out: W,
    concepts: impl IntoIterator<Item = &'a Concept> + Clone,
    mark: bool,
) -> io::Result<W> {
    write_table(out, concepts, &TableOptions { delimiter: b',', mark, langs: Vec::new() })
}

/// Writes a termbase, and gives back what it was written to.
///
/// # Errors
/// When the output does not take it.
pub fn write_table<'a, W: Write>(
    mut out: W,
    concepts: impl IntoIterator<Item = &'a Concept> + Clone,
    options: &TableOptions,
) -> io::Result<W> {
    let langs = columns_of(concepts.clone(), &options.langs);
    let extra = Extra::of(concepts.clone());
    if options.mark {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut table = ::csv::WriterBuilder::new().delimiter(options.delimiter).from_writer(out);
    let front = ["id", "subject", "pos"].map(str::to_owned).into_iter();
    let back = ["definition", "note"].into_iter().chain(extra.names()).map(str::to_owned);
    let heading: Vec<String> = front.chain(langs.iter().map(ToString::to_string)).chain(back).collect();
    table.write_record(&heading)?;
    for concept in concepts {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut row = vec![concept.id.clone(), text(&concept.subject), part_of_speech(concept).to_owned()];
        row.extend(langs.iter().map(|lang| cell(concept, lang)));
        row.extend([text(&concept.definition), text(&concept.note)]);
        row.extend(extra.cells(concept));
        table.write_record(&row)?;
    }
    table.into_inner().map_err(|error| error.into_error())
}

/// The languages of the terms: those asked for first, the others as they appear.
pub(super) fn columns_of<'a>(concepts: impl IntoIterator<Item = &'a Concept>, asked: &[Lang]) -> Vec<Lang> {
    let mut found: Vec<&Lang> = Vec::new();
    for concept in concepts {
        for lang in concept.langs() {
            if !found.contains(&lang) {
                found.push(lang);
            }
        }
    }
    let rank = |lang: &Lang| {
        let exact = asked.iter().position(|asked| asked == lang);
        exact.or_else(|| asked.iter().position(|asked| lang.serves(asked))).unwrap_or(asked.len())
    };
    found.sort_by_key(|lang| rank(lang));
    found.into_iter().cloned().collect()
}

/// Columns that stand only where a concept needs them.
pub(super) struct Extra {
    source: bool,
    do_not_translate: bool,
}

impl Extra {
    pub(super) fn of<'a>(concepts: impl IntoIterator<Item = &'a Concept>) -> Self {
        let mut extra = Self { source: false, do_not_translate: false };
        for concept in concepts {
            extra.source |= concept.source.is_some();
            extra.do_not_translate |= concept.do_not_translate;
        }
        extra
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        let source = self.source.then_some("source");
        source.into_iter().chain(self.do_not_translate.then_some("do_not_translate"))
    }

    pub(super) fn cells(&self, concept: &Concept) -> impl Iterator<Item = String> {
        let source = self.source.then(|| concept.source.clone().unwrap_or_default());
        let kept = if concept.do_not_translate { "yes" } else { "" };
        source.into_iter().chain(self.do_not_translate.then(|| kept.to_owned()))
    }
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
    let terms: Vec<&Term> = concept.terms.iter().filter(|term| term.lang == *lang).collect();
    terms_cell(&terms, usual_status, part_of_speech(concept))
}

/// Terms as they stand in a cell where `usual` is the status of a term by its place and `part` the part of speech.
pub(super) fn terms_cell(terms: &[&Term], usual: fn(usize) -> TermStatus, part: &str) -> String {
    let mut out = String::new();
    for (i, term) in terms.iter().filter(|term| !term.text.trim().is_empty()).enumerate() {
        if i > 0 {
            out.push_str(" | ");
        }
        out.push_str(&guarded(term.text.trim()));
        if let Some(gender) = term.gender {
            out.push_str(&format!(" {{{}}}", gender.sign()));
        }
        if let Some(own) = term.part_of_speech.as_deref().filter(|own| *own != part && !own.trim().is_empty()) {
            out.push_str(&format!(" {{{POS}{}}}", escaped(own.trim()).replace('{', "\\{").replace(" //", " \\//")));
        }
        if term.status != usual(i) {
            out.push_str(&format!(" [{}]", term.status.name()));
        }
        if let Some(note) = term.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) {
            out.push_str(BEFORE_NOTE);
            out.push_str(&escaped(note));
        }
    }
    out
}

/// What stands between a term and its note.
const BEFORE_NOTE: &str = " // ";
/// What stands before a part of speech.
const POS: &str = "pos=";

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|")
}

/// A term with a `\` before what would be taken for something else.
fn guarded(text: &str) -> String {
    let mut text = escaped(text).replace(" //", " \\//");
    let bracket = if text.ends_with(']') { " [" } else { " {" };
    while !matches!(mark(&text), (_, Mark::None))
        && let Some(place) = text.rfind(bracket)
    {
        text.insert(place + 1, '\\');
    }
    text
}

pub(super) fn usual_status(place: usize) -> TermStatus {
    if place == 0 { TermStatus::Preferred } else { TermStatus::Admitted }
}

/// The part of speech of all terms.
pub(super) fn part_of_speech(concept: &Concept) -> &str {
    let mut parts = concept.terms.iter().map(|term| term.part_of_speech.as_deref().unwrap_or_default());
    let first = parts.next().unwrap_or_default();
    if parts.all(|part| part == first) { first } else { "" }
}

/// What is said behind a term.
enum Mark {
    None,
    Gender(Gender),
    PartOfSpeech(String),
    Status(TermStatus),
}

/// A term as written, without the last mark behind it; and that mark.
fn mark(text: &str) -> (&str, Mark) {
    if let Some(before) = text.strip_suffix(']') {
        for status in TermStatus::ALL {
            let term = before.strip_suffix(status.name()).and_then(|text| text.strip_suffix(" ["));
            if let Some(term) = term {
                return (term.trim_end(), Mark::Status(status));
            }
        }
    } else if let Some((term, inner)) = text.strip_suffix('}').and_then(|before| before.rsplit_once(" {")) {
        if let Some(gender) = Gender::ALL.into_iter().find(|gender| gender.sign() == inner) {
            return (term.trim_end(), Mark::Gender(gender));
        }
        if let Some(part) = inner.strip_prefix(POS) {
            return (term.trim_end(), Mark::PartOfSpeech(plain(part)));
        }
    }
    (text, Mark::None)
}

/// A term without the status behind it, as our tables have it, and that status.
pub(super) fn marked(text: &str) -> (&str, Option<TermStatus>) {
    match mark(text) {
        (term, Mark::Status(status)) if !term.is_empty() && !term.ends_with('\\') => (term, Some(status)),
        _ => (text, None),
    }
}

/// A term of a cell, as it is written there; `status` is what its place says.
fn term(written: &str, lang: &Lang, status: TermStatus) -> Term {
    let (mut text, note) = written.split_once(BEFORE_NOTE).map_or((written, None), |(text, note)| (text, Some(note)));
    let mut term = Term::new(lang.clone(), "", status);
    loop {
        let (rest, mark) = mark(text);
        match mark {
            Mark::None => break,
            Mark::Gender(gender) => term.gender = Some(gender),
            Mark::PartOfSpeech(part) => term.part_of_speech = Some(part),
            Mark::Status(status) => term.status = status,
        }
        text = rest;
    }
    term.text = plain(text.trim());
    term.note = note.map(|note| plain(note.trim())).filter(|note| !note.is_empty());
    term
}

/// What a column holds.
enum Column {
    Id,
    Subject,
    PartOfSpeech,
    /// Terms of a language, and the status that a term has by its place.
    Terms(Lang, fn(usize) -> TermStatus),
    Definition,
    Note,
    Source,
    DoNotTranslate,
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
    let problem = |message| Problem { code: "csv-encoding", message, place: Place::line(1) };
    problems.extend(remark.map(problem));
    let mut table = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    for row in table.records() {
        let row = row.map_err(io::Error::from)?;
        rows.push((row.position().map_or(0, ::csv::Position::line), row.iter().map(str::to_owned).collect()));
    }
    concepts_of(&rows, problems)
}

/// The concepts of rows with their lines, the first of which says what the columns hold.
pub(super) fn concepts_of(rows: &[(u64, Vec<String>)], problems: &mut Vec<Problem>) -> Result<Vec<Concept>, CsvError> {
    let mut tell = |code, line, message| problems.push(Problem { code, message, place: Place::line(line) });
    let Some(((first_line, first), rows)) = rows.split_first() else { return Err(CsvError::NoLanguage) };
    let columns =
        columns(first, |name| tell("csv-column", *first_line, format!("column {name:?} is not known and is left out")));
    if !columns.iter().any(|column| matches!(column, Column::Terms(..))) {
        return Err(CsvError::NoLanguage);
    }
    let mut concepts: Vec<Concept> = Vec::new();
    let mut ids: BTreeMap<String, u64> = BTreeMap::new();
    for (line, row) in rows {
        let mut concept = concept(row, &columns);
        if concept.terms.is_empty() {
            tell("csv-no-term", *line, "the row has no term and is left out".to_owned());
            continue;
        }
        if concept.id.is_empty() {
            concept.id = format!("c{}", concepts.len() + 1);
        }
        if let Some(other) = ids.insert(concept.id.clone(), *line) {
            tell("csv-id", *line, format!("id {:?} is also that of line {other}; given another", concept.id));
            while ids.contains_key(&concept.id) {
                concept.id.push_str("-2");
            }
            ids.insert(concept.id.clone(), *line);
        }
        concepts.push(concept);
    }
    Ok(concepts)
}

/// Whether a first row is one of our own tables: nothing but what we write.
pub(super) fn is_own(first: &[String]) -> bool {
    let known = columns(first, |_| ()).iter().all(|column| !matches!(column, Column::Unknown));
    known && ["id", "definition", "note", "pos"].iter().all(|name| first.iter().any(|cell| cell.trim() == *name))
}

/// The rows of a table with tabs, semicolons or commas between the cells, in any encoding, each with its line.
///
/// # Errors
/// When it is larger than `limit` bytes, or quotes are left open.
pub(super) fn delimited_rows(bytes: &[u8], limit: u64) -> io::Result<Vec<(u64, Vec<String>)>> {
    let (mut decoder, _) = Decoder::new(bytes)?;
    decoder.allow(limit);
    let mut text = String::new();
    decoder.read_to_string(&mut text)?;
    let mut table = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in table.records() {
        let row = row?;
        let line = row.position().map_or(0, ::csv::Position::line);
        rows.push((line, row.iter().map(str::to_owned).collect()));
    }
    Ok(rows)
}

/// What stands between the cells: the one of tab, semicolon and comma that the first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|b| *b == byte).count();
    // the last of equals is taken: a comma where nothing tells
    *b"\t;,".iter().max_by_key(|byte| count(**byte)).unwrap_or(&b',')
}

fn columns(first: &[String], mut unknown: impl FnMut(&str)) -> Vec<Column> {
    let mut out: Vec<Column> = Vec::new();
    for (i, name) in first.iter().enumerate() {
        let name = name.trim();
        out.push(match name.to_ascii_lowercase().as_str() {
            // "id" is also a language, Indonesian: only the first column is the id, or the last, as in workbooks
            "id" if i == 0 || i + 1 == first.len() => Column::Id,
            "subject" => Column::Subject,
            "pos" => Column::PartOfSpeech,
            "definition" => Column::Definition,
            "note" => Column::Note,
            "source" => Column::Source,
            "do_not_translate" => Column::DoNotTranslate,
            _ => terms_column(name).unwrap_or_else(|| {
                unknown(name);
                Column::Unknown
            }),
        });
    }
    out
}

/// The column of a heading `ru`, `ru admitted` or `ru deprecated`.
fn terms_column(name: &str) -> Option<Column> {
    let (tag, usual): (&str, fn(usize) -> TermStatus) = match name.split_once(' ') {
        None => (name, usual_status),
        Some((tag, "admitted")) => (tag, |_| TermStatus::Admitted),
        Some((tag, "deprecated")) => (tag, |_| TermStatus::Deprecated),
        Some(_) => return None,
    };
    Lang::parse(tag).ok().map(|lang| Column::Terms(lang, usual))
}

fn concept(row: &[String], columns: &[Column]) -> Concept {
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
            Column::Source => out.source = text(),
            Column::DoNotTranslate => {
                out.do_not_translate = !["", "no", "0", "false"].contains(&cell.trim().to_lowercase().as_str());
            }
            Column::Terms(lang, usual) => out.terms.extend(terms(cell, lang, *usual)),
            Column::Unknown => {}
        }
    }
    for term in &mut out.terms {
        term.part_of_speech = term.part_of_speech.take().or_else(|| part_of_speech.clone());
    }
    out
}

/// The terms in a cell.
fn terms(cell: &str, lang: &Lang, usual: fn(usize) -> TermStatus) -> Vec<Term> {
    let written = split(cell);
    let written = written.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let terms = written.enumerate().map(|(i, text)| term(text, lang, usual(i)));
    terms.filter(|term| !term.text.is_empty()).collect()
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
    fn terms_that_end_in_marks_come_back() {
        for text in ["as {pos=a {pos=b}", "as [admitted] [deprecated]", "as {m} {pos=a} {f}"] {
            let part = |text: &str| Term {
                part_of_speech: Some(text.into()),
                ..term("be", "закон", TermStatus::Admitted)
            };
            let parts = [part(text), part("x // n"), part("x | // n")];
            let terms = [term("be", text, TermStatus::Preferred)].into_iter().chain(parts).collect();
            let concepts = [Concept { id: "c1".into(), terms, ..Concept::default() }];
            let written = write(Vec::new(), &concepts, true).unwrap();
            assert_eq!(read(&written[..], &mut Vec::new()).unwrap(), concepts);
        }
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
