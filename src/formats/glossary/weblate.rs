//! How does Weblate take a glossary? CSV with a first row that names its columns: `source,target,context,…`.
//!
//! A row for each pair of terms; strings of Weblate are told apart by source and context, so the context is the name of
//! the concept, for further translations with `/2`, `/3` … behind. Its definition or note is for those who explain the
//! source (`developer_comments`), the note of the target term for those who explain the translation
//! (`translator_comments`). The languages are those of the component, not told in the file.

use super::{WriteOptions, pair};
use crate::model::{Concept, Term};
use std::io::{self, Write};

/// Writes a glossary.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let [source, target] = pair(options)?;
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(["source", "target", "context", "translator_comments", "developer_comments"])?;
    for concept in concepts {
        let usable =
            |lang| concept.terms_in(lang).filter(|term| !term.text.trim().is_empty() && term.status.is_usable());
        let about = concept.definition.as_deref().or(concept.note.as_deref()).unwrap_or_default();
        for from in usable(source) {
            for (i, to) in usable(target).enumerate() {
                let context = if i == 0 { concept.id.clone() } else { format!("{}/{}", concept.id, i + 1) };
                let note = to.note.as_deref().unwrap_or_default();
                table.write_record([&*from.text, &*to.text, &*context, note, about])?;
            }
        }
    }
    table.flush()
}

/// The name of the concept that a context of ours tells.
pub(super) fn concept_of(context: &str) -> &str {
    match context.rsplit_once('/') {
        Some((id, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => id,
        _ => context,
    }
}

/// Adds a pair to the last concept when that has the same name and another pair.
pub(super) fn join(last: Option<&mut Concept>, next: Concept) -> Option<Concept> {
    let Some(last) = last.filter(|last| last.id == next.id) else { return Some(next) };
    for term in next.terms {
        let same = |other: &Term| other.lang == term.lang && other.text == term.text;
        if !last.terms.iter().any(same) {
            let first = !last.terms.iter().any(|other| other.lang == term.lang);
            let status = crate::formats::csv::usual_status(usize::from(!first));
            last.terms.push(Term { status, ..term });
        }
    }
    None
}
