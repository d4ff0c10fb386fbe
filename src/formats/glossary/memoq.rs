//! How does memoQ take a term base? CSV with `;`, UTF-8 with a byte order mark, one row a concept.
//!
//! Columns `Entry_ID`, `Entry_Subject` … `Entry_Note`, then for each term of each language `Russian`, `Russian_Def`,
//! `Term_Info`, `Term_Example`: a language with two terms has these four twice. The definition stands in the first
//! `_Def` that has a term beside it. memoQ counts its concepts: `Entry_ID` is a number, our names do not survive.
//!
//! What marks a forbidden term in `Term_Info` is not documented, so such terms are left out unless they are asked for.
//! Reading passes over `Term_Info` and `Term_Example`; the first term of a language is preferred, the others admitted.

use super::table::add_terms;
use super::{WriteOptions, terms_of, weblate};
use crate::formats::csv::columns_of;
use crate::lang::{Lang, english_name, named};
use crate::model::Concept;
use crate::problem::{Place, Problem};
use std::io::{self, Write};

/// The columns in front of the languages.
const FRONT: [&str; 10] = [
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
];

/// Writes a term base.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let langs = columns_of(concepts, &options.langs);
    let places = |lang: &Lang| concepts.iter().map(|concept| terms_of(concept, lang).len()).max().unwrap_or(0);
    let langs: Vec<(&Lang, usize)> = langs.iter().map(|lang| (lang, places(lang))).collect();
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut table = ::csv::WriterBuilder::new().delimiter(b';').from_writer(out);
    let mut heading: Vec<String> = FRONT.map(str::to_owned).to_vec();
    for (lang, places) in &langs {
        let name = english_name(lang).unwrap_or(lang.as_str());
        for _ in 0..*places {
            heading.extend([name.to_owned(), format!("{name}_Def"), "Term_Info".to_owned(), "Term_Example".to_owned()]);
        }
    }
    table.write_record(&heading)?;
    for (n, concept) in concepts.iter().enumerate() {
        let mut row = vec![String::new(); FRONT.len()];
        row[0] = (n + 1).to_string();
        row[1] = concept.subject.clone().unwrap_or_default();
        row[9] = concept.note.clone().unwrap_or_default();
        let mut definition = concept.definition.as_deref();
        for (lang, places) in &langs {
            let terms = terms_of(concept, lang);
            for place in 0..*places {
                let term = terms.get(place);
                let about = if term.is_some() { definition.take() } else { None };
                row.push(term.map(|term| term.text.clone()).unwrap_or_default());
                row.extend([about.unwrap_or_default().to_owned(), String::new(), String::new()]);
            }
        }
        table.write_record(&row)?;
    }
    table.flush()
}

/// Whether this is the first row of a term base.
pub(super) fn is_heading(cells: &[String]) -> bool {
    cells.iter().filter(|cell| cell.starts_with("Entry_")).count() >= 2
}

enum Column {
    Id,
    Subject,
    Note,
    Definition,
    Terms(Lang),
    Other,
}

fn column(heading: &str) -> Column {
    match heading.trim() {
        "Entry_ID" => Column::Id,
        "Entry_Subject" => Column::Subject,
        "Entry_Note" => Column::Note,
        "Term_Info" | "Term_Example" => Column::Other,
        heading if heading.starts_with("Entry_") => Column::Other,
        heading => match heading.strip_suffix("_Def").filter(|lang| named(lang).is_some()) {
            Some(_) => Column::Definition,
            None => named(heading).map_or(Column::Other, Column::Terms),
        },
    }
}

/// The concepts of rows below that heading.
pub(super) fn concepts(heading: &[String], rows: &[(u64, Vec<String>)], problems: &mut Vec<Problem>) -> Vec<Concept> {
    let columns: Vec<Column> = heading.iter().map(|heading| column(heading)).collect();
    let mut concepts: Vec<Concept> = Vec::new();
    for (line, cells) in rows {
        let mut concept = Concept::default();
        for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty()) {
            let text = || Some(cell.clone());
            match column {
                Column::Id => concept.id = format!("c{}", cell.trim()),
                Column::Subject => concept.subject = text(),
                Column::Note => concept.note = text(),
                Column::Definition => concept.definition = concept.definition.take().or_else(text),
                Column::Terms(lang) => add_terms(&mut concept, cell, lang, None),
                Column::Other => {}
            }
        }
        if concept.terms.is_empty() {
            let message = "the row has no term and is left out".to_owned();
            problems.push(Problem { code: "glossary-no-term", message, place: Place::line(*line) });
            continue;
        }
        let last = if concept.id.is_empty() { None } else { concepts.last_mut() };
        if let Some(concept) = weblate::join(last, concept) {
            concepts.push(concept);
        }
    }
    concepts
}
