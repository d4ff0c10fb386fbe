//! What would a program rather read? Concepts in JSON: an array, or JSON Lines with an object a line.
//!
//! Layout, version 1. Fields that hold nothing are left out; others may be added, and readers pass over those they do
//! not know:
//!
//! ```json
//! {"v":1,"type":"concept","id":"state-belarus","subject":"states","definition":"…","note":"…","source":"…",
//!  "do_not_translate":true,"terms":{"ru":[TERM,TERM],"be":[TERM]}}
//! ```
//!
//! TERM is `{"term":"Белоруссия","status":"deprecated","part_of_speech":"noun","gender":"feminine","note":"…"}`; the
//! status is `preferred`, `admitted`, `superseded` or `deprecated`, the gender `masculine`, `feminine`, `neuter` or
//! `plural`. Terms of a language stand in the order of the termbase; languages are read in the order of their tags.
//!
//! Reading also takes terms that are plain texts, or a text instead of a list; without a status the first term is
//! preferred and the others are admitted. An object `{"concepts":[…]}` is read like its array. Objects of another
//! `type` are passed over.

use super::table::with_names;
use super::{GlossaryError, WriteOptions};
use crate::formats::csv::usual_status;
use crate::formats::exchange::{Input, ReadOptions};
use crate::formats::lines::decoded;
use crate::lang::Lang;
use crate::model::{Concept, Gender, Term, TermStatus};
use crate::problem::{Place, Problem};
use serde_json::{Map, Value};
use std::io::{self, Read as _, Write};

/// The version of the layout.
const VERSION: u64 = 1;
/// The largest glossary that is still read, in bytes.
const LIMIT: u64 = 256 << 20;

/// Writes an array, a concept a line.
pub(super) fn write_array(out: &mut dyn Write, concepts: &[Concept], _: &WriteOptions) -> io::Result<()> {
    out.write_all(b"[")?;
    for (i, concept) in concepts.iter().enumerate() {
        out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        out.write_all(object(concept).as_bytes())?;
    }
    out.write_all(b"\n]\n")
}

/// Writes JSON Lines.
pub(super) fn write_lines(out: &mut dyn Write, concepts: &[Concept], _: &WriteOptions) -> io::Result<()> {
    concepts.iter().try_for_each(|concept| out.write_all((object(concept) + "\n").as_bytes()))
}

fn object(concept: &Concept) -> String {
    let mut out = format!("{{\"v\":{VERSION},\"type\":\"concept\"");
    push(&mut out, "id", Some(&concept.id));
    push(&mut out, "subject", concept.subject.as_deref());
    push(&mut out, "definition", concept.definition.as_deref());
    push(&mut out, "note", concept.note.as_deref());
    push(&mut out, "source", concept.source.as_deref());
    if concept.do_not_translate {
        out.push_str(",\"do_not_translate\":true");
    }
    out.push_str(",\"terms\":{");
    for (i, lang) in concept.langs().into_iter().enumerate() {
        let terms: Vec<String> = concept.terms.iter().filter(|term| term.lang == *lang).map(term).collect();
        let comma = if i > 0 { "," } else { "" };
        out.push_str(&format!("{comma}{}:[{}]", Value::from(lang.as_str()), terms.join(",")));
    }
    out.push_str("}}");
    out
}

fn term(term: &Term) -> String {
    let mut out = format!("{{\"term\":{}", Value::from(term.text.as_str()));
    push(&mut out, "status", Some(term.status.name()));
    push(&mut out, "part_of_speech", term.part_of_speech.as_deref());
    push(&mut out, "gender", term.gender.map(Gender::name));
    push(&mut out, "note", term.note.as_deref());
    out + "}"
}

fn push(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        out.push_str(&format!(",\"{name}\":{}", Value::from(text)));
    }
}

/// Reads an array or JSON Lines.
pub(super) fn read(
    input: Input<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Concept>, GlossaryError> {
    let mut decoder = decoded(input, options, problems)?;
    decoder.allow(LIMIT);
    let mut text = String::new();
    decoder.read_to_string(&mut text)?;
    let mut concepts = Vec::new();
    let mut n = 0;
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        let value = value.map_err(|error| GlossaryError::Json(error.to_string()))?;
        for value in members(value) {
            n += 1;
            let mut tell = |code, message| {
                problems.push(Problem { code, message, place: Place { line: None, tu: Some(n) } });
            };
            match value {
                Value::Object(object) => concepts.extend(concept(&object, &mut tell)),
                _ => tell("json-concept", "this is no JSON object and is left out".to_owned()),
            }
        }
    }
    Ok(with_names(concepts))
}

/// The members of an array or of `concepts`, or the value itself.
fn members(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        Value::Object(mut object) if object.get("concepts").is_some_and(Value::is_array) => {
            object.remove("concepts").map(members).unwrap_or_default()
        }
        value => vec![value],
    }
}

fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn concept(object: &Map<String, Value>, tell: &mut dyn FnMut(&'static str, String)) -> Option<Concept> {
    if object.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "concept") {
        return None;
    }
    if object.get("v").and_then(Value::as_u64).is_some_and(|version| version > VERSION) {
        tell("json-version", "it is of a version that a later program has written, and is left out".to_owned());
        return None;
    }
    let mut terms = Vec::new();
    for (tag, value) in object.get("terms").and_then(Value::as_object).into_iter().flatten() {
        let Ok(lang) = Lang::parse(tag) else {
            tell("json-language", format!("{tag:?} is no language; its terms are left out"));
            continue;
        };
        let values = match value {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        };
        terms.extend(values.iter().filter_map(|value| read_term(value, &lang)).enumerate().map(|(i, (term, told))| {
            let status = if told { term.status } else { usual_status(i) };
            Term { status, ..term }
        }));
    }
    if terms.is_empty() {
        tell("json-no-term", "the concept has no term and is left out".to_owned());
        return None;
    }
    Some(Concept {
        id: text(object, "id").unwrap_or_default(),
        subject: text(object, "subject"),
        definition: text(object, "definition"),
        note: text(object, "note"),
        source: text(object, "source"),
        do_not_translate: object.get("do_not_translate").and_then(Value::as_bool).unwrap_or_default(),
        terms,
    })
}

/// A term, and whether its status is told.
fn read_term(value: &Value, lang: &Lang) -> Option<(Term, bool)> {
    let (words, object) = match value {
        Value::String(words) => (Some(words.as_str()), None),
        value => (value.get("term").and_then(Value::as_str), value.as_object()),
    };
    let mut term = Term::new(lang.clone(), words.filter(|words| !words.trim().is_empty())?, TermStatus::Preferred);
    let Some(object) = object else { return Some((term, false)) };
    let status = object.get("status").and_then(Value::as_str).and_then(TermStatus::named);
    term.status = status.unwrap_or(term.status);
    term.part_of_speech = text(object, "part_of_speech");
    term.gender = object.get("gender").and_then(Value::as_str).and_then(Gender::named);
    term.note = text(object, "note");
    Some((term, status.is_some()))
}
