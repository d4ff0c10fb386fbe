//! How does OmegaT take a glossary? Tab-separated UTF-8 text: source, target, comment.
//!
//! The rules are OmegaT's (`GlossaryReaderTSV`): lines are split on tabs, nothing is quoted, cells are trimmed, lines
//! that begin with `#` are comments, as is the first line OmegaT itself writes. So a tab or a line break inside a term
//! becomes a space, quotes and apostrophes stay as they are, and a term that begins with `#` is written after a space.
//! Terms not to be used are left out: OmegaT would offer them like any other.

mod project;

pub use project::{OmegatProject, PROJECT_FILE, PROJECT_MEMORY, read_project};

use super::encoding::Decoder;
use crate::lang::Lang;
use crate::model::{Concept, Term, TermStatus};
use crate::problem::{Place, Problem};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// The first line, as OmegaT writes it: it tells editors and OmegaT 6 the encoding.
const HEAD: &str = "# Glossary in tab-separated format -*- coding: utf-8 -*-";

/// The largest glossary that is still read, in bytes.
const MAX_GLOSSARY: u64 = 256 << 20;

/// Writes a glossary of two languages, and gives back what it was written to: a line for each pair of terms, with the
/// definition, else the note, as comment.
///
/// # Errors
/// When the output does not take it.
pub fn write<'a, W: Write>(
    mut out: W,
    concepts: impl IntoIterator<Item = &'a Concept>,
    source: &Lang,
    target: &Lang,
) -> io::Result<W> {
    writeln!(out, "{HEAD}")?;
    for concept in concepts {
        let comment = concept.definition.as_ref().or(concept.note.as_ref()).map(|text| cell(text)).unwrap_or_default();
        for from in usable(concept, source) {
            for to in usable(concept, target) {
                let guard = if from.starts_with('#') { " " } else { "" };
                let tab = if comment.is_empty() { "" } else { "\t" };
                writeln!(out, "{guard}{from}\t{to}{tab}{comment}")?;
            }
        }
    }
    out.flush()?;
    Ok(out)
}

fn usable(concept: &Concept, lang: &Lang) -> Vec<String> {
    let usable = concept.terms_in(lang).filter(|term| term.status.is_usable());
    usable.map(|term| cell(&term.text)).filter(|text| !text.is_empty()).collect()
}

/// Text as it can stand in a cell.
fn cell(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() || c == '\u{2028}' { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

/// Reads a glossary: a concept for each source term with its comment; further targets are admitted terms.
///
/// # Errors
/// When the input cannot be read.
pub fn read(
    reader: impl BufRead,
    source: &Lang,
    target: &Lang,
    problems: &mut Vec<Problem>,
) -> io::Result<Vec<Concept>> {
    let decoder = decoded(reader, problems)?;
    read_lines(decoder, 0, source, target, problems)
}

/// Reads a glossary that is decoded already, with so many lines in front.
pub(super) fn read_lines(
    text: impl BufRead,
    before: u64,
    source: &Lang,
    target: &Lang,
    problems: &mut Vec<Problem>,
) -> io::Result<Vec<Concept>> {
    let mut glossary = Glossary::new(source, target);
    for (line, number) in text.lines().zip(before + 1..) {
        let line = line?;
        if !line.trim().is_empty() && !line.starts_with('#') {
            glossary.add(line.split('\t'), number, problems);
        }
    }
    Ok(glossary.concepts)
}

/// Reads a glossary that OmegaT takes as `.csv`: as [`read`], cells between commas, quoted where needed.
///
/// # Errors
/// When the input cannot be read.
pub fn read_csv(
    reader: impl BufRead,
    source: &Lang,
    target: &Lang,
    problems: &mut Vec<Problem>,
) -> io::Result<Vec<Concept>> {
    let mut glossary = Glossary::new(source, target);
    let decoder = decoded(reader, problems)?;
    let mut table = ::csv::ReaderBuilder::new();
    let mut table = table.has_headers(false).flexible(true).comment(Some(b'#')).from_reader(decoder);
    for row in table.records() {
        let row = row.map_err(io::Error::from)?;
        glossary.add(row.iter(), row.position().map_or(0, ::csv::Position::line), problems);
    }
    Ok(glossary.concepts)
}

fn decoded<R: BufRead>(reader: R, problems: &mut Vec<Problem>) -> io::Result<Decoder<R>> {
    let (mut decoder, remark) = Decoder::new(reader)?;
    decoder.allow(MAX_GLOSSARY);
    let problem = |message| Problem { code: "glossary-encoding", message, place: Place::line(1) };
    problems.extend(remark.map(problem));
    Ok(decoder)
}

/// A glossary being read.
struct Glossary<'l> {
    source: &'l Lang,
    target: &'l Lang,
    concepts: Vec<Concept>,
    /// Concepts by source term and comment.
    known: BTreeMap<(String, String), usize>,
}

impl<'l> Glossary<'l> {
    fn new(source: &'l Lang, target: &'l Lang) -> Self {
        Self { source, target, concepts: Vec::new(), known: BTreeMap::new() }
    }

    fn add<'c>(&mut self, cells: impl Iterator<Item = &'c str>, line: u64, problems: &mut Vec<Problem>) {
        let mut cells = cells.map(|cell| cell.trim().to_owned());
        let (from, to, comment) =
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if from.is_empty() || to.is_empty() {
            let message = "there is no term and its translation here".to_owned();
            problems.push(Problem { code: "glossary-line", message, place: Place::line(line) });
            return;
        }
        let concepts = &mut self.concepts;
        let at = *self.known.entry((from.clone(), comment.clone())).or_insert_with(|| {
            concepts.push(Concept {
                id: format!("g{}", concepts.len() + 1),
                note: (!comment.is_empty()).then_some(comment),
                terms: vec![term(self.source, from, TermStatus::Preferred)],
                ..Concept::default()
            });
            concepts.len() - 1
        });
        let terms = &mut concepts[at].terms;
        if !terms[1..].iter().any(|term| term.text == to) {
            let status = if terms.len() == 1 { TermStatus::Preferred } else { TermStatus::Admitted };
            terms.push(term(self.target, to, status));
        }
    }
}

fn term(lang: &Lang, text: String, status: TermStatus) -> Term {
    Term::new(lang.clone(), text, status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged, encoded};
    use proptest::prelude::*;

    fn langs() -> (Lang, Lang) {
        (Lang::parse("ru").unwrap(), Lang::parse("be").unwrap())
    }

    fn concept(note: Option<&str>, terms: &[(&str, &str, TermStatus)]) -> Concept {
        let terms = terms
            .iter()
            .map(|(lang, text, status)| term(&Lang::parse(lang).unwrap(), (*text).to_owned(), *status))
            .collect();
        Concept { id: "c1".into(), note: note.map(Into::into), terms, ..Concept::default() }
    }

    use TermStatus::{Admitted, Deprecated, Preferred};

    #[test]
    fn a_glossary_follows_omegats_rules() {
        let concepts = [
            concept(
                Some("не\nкабинет\t!"),
                &[
                    ("ru", "Совет\tМинистров", Preferred),
                    ("be", "Савет Міністраў", Preferred),
                    ("be-BY", "урад", Admitted),
                    ("be", "Кабінет Міністраў", Deprecated),
                    ("be-tarask", "Рада Міністраў", Preferred),
                ],
            ),
            concept(None, &[("ru", "#объезд \"А'\"", Preferred), ("be", "=аб'езд", Preferred)]),
            concept(None, &[("ru", "закон", Preferred)]),
        ];
        let (ru, be) = langs();
        let text = String::from_utf8(write(Vec::new(), &concepts, &ru, &be).unwrap()).unwrap();
        assert_eq!(
            text,
            "# Glossary in tab-separated format -*- coding: utf-8 -*-\n\
             Совет Министров\tСавет Міністраў\tне кабинет !\n\
             Совет Министров\tурад\tне кабинет !\n \
             #объезд \"А'\"\t=аб'езд\n"
        );
        let mut problems = Vec::new();
        let read = read(text.as_bytes(), &ru, &be, &mut problems).unwrap();
        assert_eq!(problems, []);
        let mut first = concept(
            Some("не кабинет !"),
            &[("ru", "Совет Министров", Preferred), ("be", "Савет Міністраў", Preferred), ("be", "урад", Admitted)],
        );
        first.id = "g1".into();
        let mut second = concept(None, &[("ru", "#объезд \"А'\"", Preferred), ("be", "=аб'езд", Preferred)]);
        second.id = "g2".into();
        assert_eq!(read, [first, second]);
        assert_eq!(write(Vec::new(), &read, &ru, &be).unwrap(), text.as_bytes());
    }

    #[test]
    fn a_glossary_with_commas_is_read() {
        let (ru, be) = langs();
        let mut problems = Vec::new();
        let text = "# исходный,перевод\n\"закон, кодекс\",\"закон, \"\"кодэкс\"\"\",права\nодин\n";
        let concepts = read_csv(text.as_bytes(), &ru, &be, &mut problems).unwrap();
        assert_eq!((concepts.len(), concepts[0].terms[1].text.as_str()), (1, "закон, \"кодэкс\""));
        assert_eq!(problems[0].place, Place::line(3));
    }

    #[test]
    fn glossaries_of_others_are_read() {
        let (ru, be) = langs();
        let mut problems = Vec::new();
        let text = "\u{FEFF}# моё\r\nзакон\tзакон\t\tлишнее\r\n\r\nодин\r\n";
        let concepts = read(text.as_bytes(), &ru, &be, &mut problems).unwrap();
        assert_eq!(concepts.len(), 1);
        assert_eq!(concepts[0].terms[1].text, "закон");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place, Place::line(4));
        let text = encoding_rs::WINDOWS_1251.encode("постановление\tпастанова\nправительство\tурад\n").0;
        let concepts = read(&*text, &ru, &be, &mut problems).unwrap();
        assert_eq!(concepts[0].terms[0].text, "постановление");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_panic(changes in changes()) {
            let (ru, be) = langs();
            let text = format!("{HEAD}\nзакон\tзакон\n#объезд\n Совет Министров \tСавет Міністраў\tне кабинет\r\n");
            for bytes in encoded(&text) {
                let _ = read(damaged(&bytes, &changes).as_slice(), &ru, &be, &mut Vec::new());
            }
        }
    }
}
