//! How does Trados keep terms? MultiTerm XML: UTF-16 with a byte order mark, no namespace.
//!
//! ```xml
//! <mtf><conceptGrp><concept>1</concept>
//!   <descripGrp><descrip type="Entry name">state-belarus</descrip></descripGrp> …
//!   <languageGrp><language type="Russian" lang="RU"/>
//!     <termGrp><term>Беларусь</term><descripGrp><descrip type="Status">preferred</descrip></descripGrp></termGrp>
//!   </languageGrp></conceptGrp></mtf>
//! ```
//!
//! MultiTerm counts its concepts, so our name is a field. Fields of a concept: `Entry name`, `Subject`, `Definition`,
//! `Note`, `Source`, `Do not translate`; of a term: `Status`, `Part of speech`, `Gender`, `Note`. They are free text there
//! and are to be declared in the definition of the termbase that imports them. Reading understands fields by the words
//! that head columns of tables (see [`table`](super::table)), fields of a language section belong to the concept.

use super::table::{Column, status_of};
use super::{GlossaryError, WriteOptions, terms_of};
use crate::formats::csv::{columns_of, usual_status};
use crate::formats::exchange::{Input, ReadOptions};
use crate::formats::tbx::unused_id;
use crate::formats::xml::{Tag, Token, XmlError, XmlReader, push_attribute, push_element};
use crate::lang::{Lang, english_name, named};
use crate::model::{Concept, Gender, Term};
use crate::problem::{Place, Problem};
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

/// The largest concept that is still read, in bytes.
const MAX_CONCEPT: u64 = 16 << 20;
const NAME: &str = "Entry name";

/// Writes a termbase. Concepts without terms are left out.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let mut put = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        out.write_all(&units)
    };
    put("\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<mtf>\n")?;
    for (n, concept) in concepts.iter().enumerate() {
        let langs = columns_of([concept], &options.langs);
        let mut text = format!("<conceptGrp>\n  <concept>{}</concept>\n", n + 1);
        push_field(&mut text, "  ", NAME, Some(&concept.id));
        push_field(&mut text, "  ", "Subject", concept.subject.as_deref());
        push_field(&mut text, "  ", "Definition", concept.definition.as_deref());
        push_field(&mut text, "  ", "Note", concept.note.as_deref());
        push_field(&mut text, "  ", "Source", concept.source.as_deref());
        push_field(&mut text, "  ", "Do not translate", concept.do_not_translate.then_some("yes"));
        let mut any = false;
        for lang in langs {
            let terms = terms_of(concept, &lang);
            any |= !terms.is_empty();
            if !terms.is_empty() {
                push_language(&mut text, &lang, &terms);
            }
        }
        text.push_str("</conceptGrp>\n");
        if any {
            put(&text)?;
        }
    }
    put("</mtf>\n")
}

fn push_field(out: &mut String, indent: &str, kind: &str, text: Option<&str>) {
    if let Some(text) = text {
        let mut field = String::new();
        push_element(&mut field, "", "descrip", &[("type", Some(kind))], text);
        out.push_str(&format!("{indent}<descripGrp>{}</descripGrp>\n", field.trim_end_matches('\n')));
    }
}

fn push_language(out: &mut String, lang: &Lang, terms: &[&Term]) {
    out.push_str("  <languageGrp>\n    <language");
    push_attribute(out, "type", english_name(lang).unwrap_or(lang.as_str()));
    push_attribute(out, "lang", &lang.as_str().to_uppercase());
    out.push_str("/>\n");
    for term in terms {
        out.push_str("    <termGrp>\n");
        push_element(out, "      ", "term", &[], &term.text);
        push_field(out, "      ", "Status", Some(term.status.name()));
        push_field(out, "      ", "Part of speech", term.part_of_speech.as_deref());
        push_field(out, "      ", "Gender", term.gender.map(Gender::name));
        push_field(out, "      ", "Note", term.note.as_deref());
        out.push_str("    </termGrp>\n");
    }
    out.push_str("  </languageGrp>\n");
}

/// Reads a termbase.
pub(super) fn read(
    input: Input<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Concept>, GlossaryError> {
    let (xml, remark) = XmlReader::new(input, options.encoding.as_deref(), MAX_CONCEPT)?;
    let mut reader = Reader { xml, problems, ids: BTreeSet::new(), n: 0 };
    if let Some(remark) = remark {
        reader.tell("xml-encoding", remark);
    }
    reader.read()
}

struct Reader<'p, R: BufRead> {
    xml: XmlReader<R>,
    problems: &'p mut Vec<Problem>,
    ids: BTreeSet<String>,
    n: u64,
}

/// A concept while it is read.
#[derive(Default)]
struct Draft {
    concept: Concept,
    name: Option<String>,
    number: String,
    notes: Vec<String>,
    lang: Option<Lang>,
    term: Option<(Term, Vec<String>)>,
}

impl<R: BufRead> Reader<'_, R> {
    fn tell(&mut self, code: &'static str, message: String) {
        let place = Place { line: Some(self.xml.line()), tu: (self.n > 0).then_some(self.n) };
        self.problems.push(Problem { code, message, place });
    }

    fn read(mut self) -> Result<Vec<Concept>, GlossaryError> {
        loop {
            match self.xml.token()? {
                Token::Open(tag) if tag.name == "mtf" => break,
                Token::Open(tag) => return Err(GlossaryError::NotMultiTerm(tag.name.into())),
                Token::Text | Token::Close => {}
                Token::End => return Err(GlossaryError::NotMultiTerm(String::new())),
            }
        }
        let mut concepts = Vec::new();
        loop {
            self.xml.renew();
            match self.xml.token()? {
                Token::Open(tag) if tag.name == "conceptGrp" => {
                    self.n += 1;
                    concepts.extend(self.concept()?);
                }
                Token::Open(_) => self.xml.skip_any()?,
                Token::Text | Token::Close => {}
                Token::End => return Ok(concepts),
            }
        }
    }

    fn concept(&mut self) -> Result<Option<Concept>, XmlError> {
        let mut draft = Draft::default();
        let mut open: Vec<String> = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) if matches!(&*tag.name, "descripGrp" | "languageGrp" | "termGrp") => {
                    match &*tag.name {
                        "languageGrp" => draft.lang = None,
                        "termGrp" => draft.term = None,
                        _ => {}
                    }
                    open.push(tag.name.into());
                }
                Token::Open(tag) => self.element(&mut draft, tag)?,
                Token::Close => match open.pop() {
                    Some(name) if name == "termGrp" => end_term(&mut draft),
                    Some(_) => {}
                    None => break,
                },
                Token::Text => {}
                Token::End => break,
            }
        }
        for (code, message) in self.xml.take_faults() {
            self.tell(code, message);
        }
        let mut concept = draft.concept;
        if concept.terms.is_empty() {
            self.tell("multiterm-no-term", "the concept has no term and is left out".to_owned());
            return Ok(None);
        }
        concept.note = (!draft.notes.is_empty()).then(|| draft.notes.join("\n"));
        let number = if draft.number.trim().is_empty() { self.n.to_string() } else { draft.number };
        concept.id = unused_id(&draft.name.unwrap_or_else(|| format!("c{}", number.trim())), &mut self.ids);
        Ok(Some(concept))
    }

    fn element(&mut self, draft: &mut Draft, mut tag: Tag) -> Result<(), XmlError> {
        match &*tag.name {
            "concept" => draft.number = self.xml.words()?,
            "language" => {
                let (tag, name) = (tag.take("lang"), tag.take("type"));
                self.xml.skip()?;
                let told = tag.as_deref().and_then(|tag| Lang::parse(tag).ok());
                draft.lang = told.or_else(|| name.as_deref().and_then(named));
                if draft.lang.is_none() {
                    let name = name.or(tag).unwrap_or_default();
                    self.tell("multiterm-language", format!("{name:?} is no language; its terms are left out"));
                }
            }
            "term" => {
                let text = self.xml.words()?;
                if let Some(lang) = draft.lang.clone().filter(|_| !text.trim().is_empty()) {
                    let place = usize::from(draft.concept.terms.iter().any(|term| term.lang == lang));
                    draft.term = Some((Term::new(lang, text, usual_status(place)), Vec::new()));
                }
            }
            "descrip" => {
                let kind = tag.take("type").unwrap_or_default();
                let text = self.xml.words()?;
                take_field(draft, &kind, text);
            }
            _ => self.xml.skip()?,
        }
        Ok(())
    }
}

fn take_field(draft: &mut Draft, kind: &str, text: String) {
    let concept = &mut draft.concept;
    match (Column::named(kind), &mut draft.term) {
        _ if kind == NAME => draft.name = Some(text),
        (Column::Status(_), Some((term, _))) => term.status = status_of(&text).unwrap_or(term.status),
        (Column::PartOfSpeech, Some((term, _))) => term.part_of_speech = Some(text),
        (Column::Gender(_), Some((term, _))) => term.gender = Gender::named(&text.trim().to_lowercase()),
        (Column::Note, Some((_, notes))) => notes.push(text),
        (Column::Note, None) => draft.notes.push(text),
        (Column::Subject, None) => concept.subject = concept.subject.take().or(Some(text)),
        // often a field of the term
        (Column::Definition, _) => concept.definition = concept.definition.take().or(Some(text)),
        (Column::Reference | Column::Source(_), None) => concept.source = concept.source.take().or(Some(text)),
        (Column::DoNotTranslate, None) => concept.do_not_translate = text.trim() != "no",
        _ => {}
    }
}

fn end_term(draft: &mut Draft) {
    if let Some((mut term, notes)) = draft.term.take() {
        term.note = (!notes.is_empty()).then(|| notes.join("\n"));
        draft.concept.terms.push(term);
    }
}
