//! What does this termbase hold? Concepts of a TBX file of either edition and style.

use super::{DO_NOT_TRANSLATE, PART_OF_SPEECH, TRANSLATION_NEEDED, gender_of, status_of, unused_id};
use crate::formats::xml::{Tag, Token, XmlError, XmlReader};
use crate::lang::Lang;
use crate::model::{Concept, Gender, Term, TermStatus};
use crate::problem::{Place, Problem};
use std::collections::BTreeSet;
use std::io::BufRead;

/// The largest entry that is still read, in bytes.
const MAX_ENTRY: u64 = 16 << 20;

/// Why a TBX file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TbxError {
    /// It is no well-formed XML, is cut off, or cannot be read at all.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// It is some other XML.
    #[error("this is no TBX: the root element is <{root}>")]
    NotTbx {
        /// The name of its root element; empty when there is none.
        root: String,
    },
}

/// Reads a termbase. What it says beyond our model (transactions, contexts) is left out; a term without a
/// status is preferred when it is the first of its language, else admitted.
///
/// # Errors
/// When the input cannot be read, is no XML, or no TBX.
pub fn read(reader: impl BufRead, problems: &mut Vec<Problem>) -> Result<Vec<Concept>, TbxError> {
    let (xml, remark) = XmlReader::new(reader, None, MAX_ENTRY)?;
    let mut reader = Reader { xml, problems, ids: BTreeSet::new(), entries: 0 };
    if let Some(remark) = remark {
        reader.tell("xml-encoding", remark);
    }
    reader.read()
}

struct Reader<'p, R: BufRead> {
    xml: XmlReader<R>,
    problems: &'p mut Vec<Problem>,
    ids: BTreeSet<String>,
    entries: u64,
}

/// An entry while it is read.
#[derive(Default)]
struct Entry {
    subject: Option<String>,
    definition: Option<String>,
    source: Option<String>,
    do_not_translate: bool,
    notes: Vec<String>,
    terms: Vec<(Term, bool)>,
    lang: Option<Lang>,
    term: Option<Draft>,
}

/// A term while it is read.
#[derive(Default)]
struct Draft {
    text: String,
    status: Option<TermStatus>,
    part_of_speech: Option<String>,
    gender: Option<Gender>,
    notes: Vec<String>,
}

/// What an element of an entry is, whatever the edition and style call it.
enum Element {
    Section,
    TermSection,
    Term,
    Status,
    PartOfSpeech,
    Gender,
    Subject,
    Definition,
    Note,
    Source,
    Subset,
    TranslationNeeded,
    /// Holds other elements of interest.
    Group,
    /// Of no interest, with all that is in it.
    Other,
}

fn element(tag: &Tag) -> Element {
    let name = tag.name.rsplit(':').next().unwrap_or_default();
    // in DCA style and v2 the category is an attribute, in DCT style it is the name
    let category = match name {
        "descrip" | "termNote" | "admin" => crate::model::attribute(&tag.attributes, "type").unwrap_or_default(),
        name => name,
    };
    match category {
        "langSet" | "langSec" => Element::Section,
        "tig" | "ntig" | "termSec" => Element::TermSection,
        "term" => Element::Term,
        "administrativeStatus" => Element::Status,
        "partOfSpeech" => Element::PartOfSpeech,
        "grammaticalGender" => Element::Gender,
        "subjectField" => Element::Subject,
        "definition" => Element::Definition,
        "note" => Element::Note,
        "source" => Element::Source,
        "customerSubset" => Element::Subset,
        TRANSLATION_NEEDED => Element::TranslationNeeded,
        "descripGrp" | "termGrp" | "termNoteGrp" | "adminGrp" => Element::Group,
        _ => Element::Other,
    }
}

impl<R: BufRead> Reader<'_, R> {
    fn read(mut self) -> Result<Vec<Concept>, TbxError> {
        loop {
            match self.xml.token()? {
                Token::Open(tag) if matches!(&*tag.name, "martif" | "tbx" | "TBX") => break,
                Token::Open(tag) => return Err(TbxError::NotTbx { root: tag.name.into() }),
                Token::Text | Token::Close => {}
                Token::End => return Err(TbxError::NotTbx { root: String::new() }),
            }
        }
        let mut concepts = Vec::new();
        loop {
            self.xml.renew();
            match self.xml.token()? {
                Token::Open(tag) if matches!(&*tag.name, "termEntry" | "conceptEntry") => {
                    self.entries += 1;
                    concepts.extend(self.entry(tag)?);
                }
                Token::Open(tag) if matches!(&*tag.name, "text" | "body") => {}
                Token::Open(_) => self.xml.skip_any()?,
                Token::Text | Token::Close => {}
                Token::End => return Ok(concepts),
            }
        }
    }

    fn tell(&mut self, code: &'static str, message: String) {
        let place = Place { line: Some(self.xml.line()), tu: (self.entries > 0).then_some(self.entries) };
        self.problems.push(Problem { code, message, place });
    }

    fn entry(&mut self, mut tag: Tag) -> Result<Option<Concept>, XmlError> {
        let name = tag.take("id").or_else(|| tag.take("xml:id"));
        let mut entry = Entry::default();
        let mut open = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) => {
                    let element = element(&tag);
                    if self.begin(&mut entry, &element, tag)? {
                        open.push(element);
                    }
                }
                Token::Close => match open.pop() {
                    Some(Element::TermSection) => self.end_term(&mut entry),
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
        if entry.terms.is_empty() {
            self.tell("tbx-no-term", "the entry has no term and is left out".to_owned());
            return Ok(None);
        }
        let name = name.unwrap_or_else(|| format!("c{}", self.entries));
        Ok(Some(Concept {
            id: unused_id(&name, &mut self.ids),
            subject: entry.subject,
            definition: entry.definition,
            note: (!entry.notes.is_empty()).then(|| entry.notes.join("\n")),
            source: entry.source,
            do_not_translate: entry.do_not_translate,
            terms: with_statuses(entry.terms),
        }))
    }

    /// Reads an element that holds words, or tells that its end is to be waited for.
    fn begin(&mut self, entry: &mut Entry, element: &Element, mut tag: Tag) -> Result<bool, XmlError> {
        match element {
            Element::Group => return Ok(true),
            Element::TermSection => {
                entry.term = Some(Draft::default());
                return Ok(true);
            }
            Element::Section => {
                let text = tag.take("xml:lang").or_else(|| tag.take("lang")).unwrap_or_default();
                if let Ok(lang) = Lang::parse(&text) {
                    entry.lang = Some(lang);
                    return Ok(true);
                }
                self.tell("tbx-language", format!("{text:?} is no language; its terms are left out"));
                self.xml.skip()?;
            }
            Element::Other => self.xml.skip()?,
            Element::Subject => entry.subject = entry.subject.take().or(Some(self.xml.words()?)),
            Element::Note => {
                let note = self.xml.words()?;
                entry.term.as_mut().map_or(&mut entry.notes, |term| &mut term.notes).push(note);
            }
            // that of a term or of its context is not that of the concept
            Element::Source if entry.term.is_some() => self.xml.skip()?,
            Element::Source => entry.source = entry.source.take().or(Some(self.xml.words()?)),
            Element::Subset => entry.do_not_translate |= self.xml.words()?.trim() == DO_NOT_TRANSLATE,
            Element::TranslationNeeded => {
                entry.do_not_translate |= self.xml.words()?.trim().eq_ignore_ascii_case("no");
            }
            Element::Definition => {
                let definition = self.xml.words()?;
                if entry.definition.as_ref().is_some_and(|known| *known != definition) {
                    self.tell("tbx-definition", "a further definition is left out".to_owned());
                }
                entry.definition.get_or_insert(definition);
            }
            Element::Term | Element::Status | Element::PartOfSpeech | Element::Gender => {
                let words = self.xml.words()?;
                self.of_term(entry, element, words);
            }
        }
        Ok(false)
    }

    fn of_term(&mut self, entry: &mut Entry, element: &Element, words: String) {
        let Some(term) = &mut entry.term else { return };
        match element {
            Element::Term => term.text = words,
            Element::PartOfSpeech => term.part_of_speech = Some(words.trim().to_owned()),
            Element::Gender => term.gender = gender_of(&words),
            _ => {
                term.status = status_of(&words);
                if term.status.is_none() {
                    self.tell("tbx-status", format!("{words:?} is no administrative status"));
                }
            }
        }
    }

    fn end_term(&mut self, entry: &mut Entry) {
        let Some(Draft { text, status, mut part_of_speech, gender, mut notes }) = entry.term.take() else { return };
        if let Some(part) = notes.first().and_then(|note| note.strip_prefix(PART_OF_SPEECH)) {
            part_of_speech = if part.is_empty() { part_of_speech } else { Some(part.to_owned()) };
            notes.remove(0);
        }
        let note = (!notes.is_empty()).then(|| notes.join("\n"));
        let Some(lang) = entry.lang.clone().filter(|_| !text.trim().is_empty()) else {
            return self.tell("tbx-no-term", "a term is empty and is left out".to_owned());
        };
        let term =
            Term { part_of_speech, gender, note, ..Term::new(lang, text, status.unwrap_or(TermStatus::Admitted)) };
        entry.terms.push((term, status.is_some()));
    }
}

/// Gives the first term of each language that has no status of its own the first rank.
fn with_statuses(terms: Vec<(Term, bool)>) -> Vec<Term> {
    let mut out: Vec<Term> = Vec::new();
    for (mut term, told) in terms {
        if !told && !out.iter().any(|other| other.lang == term.lang) {
            term.status = TermStatus::Preferred;
        }
        out.push(term);
    }
    out
}
