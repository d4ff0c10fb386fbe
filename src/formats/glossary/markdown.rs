//! How is a glossary read where Markdown is? A heading and a table for each subject.
//!
//! A row a concept, a column a language; terms of a cell stand below each other, the preferred one first and bold, what
//! must not be used struck out. A last column holds definition and note, where there are any.

use super::subjects::{by_subject, own_name, subject_names};
use super::{WriteOptions, terms_of};
use crate::formats::csv::columns_of;
use crate::lang::Lang;
use crate::model::{Concept, Term, TermStatus};
use std::io::{self, Write};

/// Writes the document.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let langs = columns_of(concepts, &options.langs);
    writeln!(out, "# {}", escaped(&options.title))?;
    for (subject, concepts) in by_subject(concepts) {
        let prose = concepts.iter().any(|concept| !about(concept).is_empty());
        writeln!(out, "\n## {}\n", escaped(&subject_names(subject, &langs).join(" · ")))?;
        let names = langs.iter().map(own_name).chain(prose.then(String::new));
        writeln!(out, "| {} |", names.collect::<Vec<_>>().join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(langs.len() + usize::from(prose)))?;
        for concept in concepts {
            let cells = langs.iter().map(|lang| cell(concept, lang)).chain(prose.then(|| about(concept)));
            writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
        }
    }
    Ok(())
}

fn cell(concept: &Concept, lang: &Lang) -> String {
    terms_of(concept, lang).into_iter().map(term).collect::<Vec<_>>().join("<br>")
}

fn term(term: &Term) -> String {
    let text = escaped(term.text.trim());
    let mut out = match term.status {
        TermStatus::Preferred => format!("**{text}**"),
        TermStatus::Admitted => text,
        TermStatus::Superseded => format!("{text} †"),
        TermStatus::Deprecated => format!("~~{text}~~"),
    };
    if let Some(gender) = term.gender {
        out.push_str(&format!(" *{}*", gender.sign()));
    }
    if let Some(note) = &term.note {
        out.push_str(&format!(" ({})", escaped(note)));
    }
    out
}

fn about(concept: &Concept) -> String {
    let parts = [&concept.definition, &concept.note, &concept.source];
    parts.into_iter().flatten().map(|text| escaped(text)).collect::<Vec<_>>().join("<br>")
}

/// A text that Markdown takes as it is.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
