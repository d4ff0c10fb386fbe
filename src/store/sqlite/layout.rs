//! How are segments, attributes and contexts written inside a column? As small JSON texts.
//!
//! **Segment** (`tuv.seg`, only when there is more than words), layout version 1: `[1, inline …]`, where an inline is
//!
//! | JSON | is |
//! |---|---|
//! | `"words"` | text |
//! | `{"code": "ph", "a": [[name, value] …], "c": [part …]}` | a code: `bpt`, `ept`, `it`, `ph`, `ut` |
//! | `{"mark": "hi", "a": [[name, value] …], "c": [inline …]}` | a marked stretch |
//!
//! and a part of a code is `"native code"` or `{"a": [[name, value] …], "c": [inline …]}`, a sub-flow.
//!
//! **Attributes** (`tu.attributes`, `tuv.attributes`): `[[name, value] …]`, NULL when empty.
//!
//! **Context** (`origin.context`): `[[lang, before, after] …]`, texts as numbers of `passage`, null where the document
//! begins or ends; NULL when empty.
//!
//! **Header** (`header.header`): `{"a": attributes, "p": [[kind, lang, value, encoding] …], "n": [[lang, text, encoding]
//! …], "e": [XML of a described encoding …]}`.
//!
//! **Concept** (`concept.body`; its name has a column of its own), layout version 1: `{"v": 1, "terms": [term …]}`, and
//! as far as there are any `"subject"`, `"definition"`, `"note"`, `"source"` with texts and `"do_not_translate": true`. A
//! term is `[lang, text, status, part of speech, gender, note]`, with null for what is not known; status and gender are
//! `preferred`, `admitted`, `superseded`, `deprecated` and `masculine`, `feminine`, `neuter`, `plural`.

use super::fault::Fault;
use crate::lang::Lang;
use crate::model::{
    Code, CodeKind, CodePart, Concept, Gender, Header, Inline, Mark, Note, Prop, Segment, Shape, Term, TermStatus,
};
use crate::store::StoreError;
use serde_json::{Value, json};
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// Version of the layout of segments, the first element of each.
const SEGMENT_VERSION: u64 = 1;

/// Version of the layout of concepts, the field `v` of each.
const CONCEPT_VERSION: u64 = 1;

/// How deep codes and marks may stand in one another. Real files need three; each level takes up to four levels of
/// JSON, of which the parser allows 128.
pub(super) const DEPTH_LIMIT: usize = 30;

/// The words of a segment, borrowed where it is plain.
pub(super) fn words(segment: &Segment) -> Cow<'_, str> {
    match segment.inlines() {
        [] => Cow::Borrowed(""),
        [Inline::Text(text)] => Cow::Borrowed(text),
        _ => Cow::Owned(segment.text()),
    }
}

/// Fingerprint of the words of a segment. Stored, so it must not change: xxh3, 64 bits, seed 0, of the UTF-8 bytes.
pub(super) fn fingerprint(text: &str) -> i64 {
    xxh3_64(text.as_bytes()).cast_signed()
}

/// A segment as kept in `tuv.seg`.
pub(super) fn write_segment(segment: &Segment) -> Result<Option<String>, Fault> {
    if segment.is_plain() {
        return Ok(None);
    }
    let mut list = vec![Value::from(SEGMENT_VERSION)];
    push_inlines(segment.inlines(), DEPTH_LIMIT, &mut list)?;
    Ok(Some(Value::Array(list).to_string()))
}

/// The inverse of [`write_segment`].
pub(super) fn read_segment(text: String, seg: Option<String>) -> Result<Segment, Fault> {
    let Some(seg) = seg else { return Ok(Segment::plain(text)) };
    let list: Vec<Value> = parse(&seg)?;
    let Some((version, inlines)) = list.split_first() else { return Err(damage("a segment", &seg)) };
    if version.as_u64() != Some(SEGMENT_VERSION) {
        return Err(Fault::Damage(format!("a segment has the unknown layout version {version}")));
    }
    let inlines = read_inlines(inlines).ok_or_else(|| damage("a segment", &seg))?;
    Ok(Segment::new(inlines))
}

fn push_inlines(inlines: &[Inline], depth: usize, out: &mut Vec<Value>) -> Result<(), Fault> {
    for inline in inlines {
        out.push(match inline {
            Inline::Text(text) => Value::from(text.as_str()),
            Inline::Code(code) => json!({
                "code": code.kind.name(), "a": code.attributes, "c": write_parts(&code.content, deeper(depth)?)?
            }),
            Inline::Mark(mark) => json!({
                "mark": mark.name, "a": mark.attributes, "c": write_inlines(&mark.content, deeper(depth)?)?
            }),
        });
    }
    Ok(())
}

fn write_inlines(inlines: &[Inline], depth: usize) -> Result<Vec<Value>, Fault> {
    let mut out = Vec::with_capacity(inlines.len());
    push_inlines(inlines, depth, &mut out)?;
    Ok(out)
}

fn write_parts(parts: &[CodePart], depth: usize) -> Result<Vec<Value>, Fault> {
    let part = |part: &CodePart| {
        Ok(match part {
            CodePart::Native(text) => Value::from(text.as_str()),
            CodePart::Sub { attributes, content } => {
                json!({ "a": attributes, "c": write_inlines(content, depth)? })
            }
        })
    };
    parts.iter().map(part).collect()
}

fn deeper(depth: usize) -> Result<usize, Fault> {
    depth.checked_sub(1).ok_or(Fault::Store(StoreError::TooDeep { limit: DEPTH_LIMIT }))
}

fn read_inlines(values: &[Value]) -> Option<Vec<Inline>> {
    values.iter().map(read_inline).collect()
}

fn read_inline(value: &Value) -> Option<Inline> {
    if let Some(text) = value.as_str() {
        return Some(Inline::Text(text.to_owned()));
    }
    let attributes = read_pairs(&value["a"])?;
    let content = value["c"].as_array()?;
    if let Some(name) = value["mark"].as_str() {
        return Some(Inline::Mark(Mark { name: name.to_owned(), attributes, content: read_inlines(content)? }));
    }
    let kind = CodeKind::named(value["code"].as_str()?)?;
    let content = content.iter().map(read_part).collect::<Option<_>>()?;
    Some(Inline::Code(Code { kind, attributes, content }))
}

fn read_part(value: &Value) -> Option<CodePart> {
    if let Some(text) = value.as_str() {
        return Some(CodePart::Native(text.to_owned()));
    }
    Some(CodePart::Sub { attributes: read_pairs(&value["a"])?, content: read_inlines(value["c"].as_array()?)? })
}

fn read_pairs(value: &Value) -> Option<Vec<(String, String)>> {
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    value.as_array()?.iter().map(pair).collect()
}

/// Attributes as kept in a column.
pub(super) fn write_attributes(attributes: &[(String, String)]) -> Option<String> {
    (!attributes.is_empty()).then(|| json!(attributes).to_string())
}

/// The inverse of [`write_attributes`].
pub(super) fn read_attributes(column: Option<String>) -> Result<Vec<(String, String)>, Fault> {
    column.map_or(Ok(Vec::new()), |json| parse(&json))
}

/// What a file says of itself, as kept in `header.header`.
pub(super) fn write_header(header: &Header) -> String {
    let props: Vec<Value> = header.props.iter().map(|p| json!([p.kind, p.lang, p.value, p.encoding])).collect();
    let notes: Vec<Value> = header.notes.iter().map(|n| json!([n.lang, n.text, n.encoding])).collect();
    json!({ "a": header.attributes, "p": props, "n": notes, "e": header.encodings }).to_string()
}

/// The inverse of [`write_header`].
pub(super) fn read_header(column: &str) -> Result<Header, Fault> {
    #[derive(serde::Deserialize)]
    struct Kept {
        a: Vec<(String, String)>,
        p: Vec<(String, Option<String>, String, Option<String>)>,
        n: Vec<(Option<String>, String, Option<String>)>,
        e: Vec<String>,
    }
    let Kept { a, p, n, e } = parse(column)?;
    let props = p.into_iter().map(|(kind, lang, value, encoding)| Prop { kind, lang, value, encoding });
    let notes = n.into_iter().map(|(lang, text, encoding)| Note { lang, text, encoding });
    Ok(Header { attributes: a, props: props.collect(), notes: notes.collect(), encodings: e })
}

/// A concept as kept in `concept.body`.
pub(super) fn write_concept(concept: &Concept) -> String {
    let term = |term: &Term| {
        let gender = term.gender.map(Gender::name);
        json!([term.lang.as_str(), term.text, term.status.name(), term.part_of_speech, gender, term.note])
    };
    let terms: Vec<Value> = concept.terms.iter().map(term).collect();
    let mut body = json!({ "v": CONCEPT_VERSION, "terms": terms });
    let texts = [
        ("subject", &concept.subject),
        ("definition", &concept.definition),
        ("note", &concept.note),
        ("source", &concept.source),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            body[name] = Value::from(text.as_str());
        }
    }
    if concept.do_not_translate {
        body["do_not_translate"] = Value::from(true);
    }
    body.to_string()
}

/// The inverse of [`write_concept`], for a concept of this name.
pub(super) fn read_concept(name: &str, body: &str) -> Result<Concept, Fault> {
    let value: Value = parse(body)?;
    if value["v"].as_u64() != Some(CONCEPT_VERSION) {
        return Err(Fault::Damage(format!("concept {name:?} has the unknown layout version {}", value["v"])));
    }
    let terms = value["terms"].as_array().ok_or_else(|| damage("a concept", body))?;
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    Ok(Concept {
        id: name.to_owned(),
        subject: text("subject"),
        definition: text("definition"),
        note: text("note"),
        source: text("source"),
        do_not_translate: value["do_not_translate"].as_bool().unwrap_or_default(),
        terms: terms.iter().map(read_term).collect::<Result<_, _>>()?,
    })
}

fn read_term(value: &Value) -> Result<Term, Fault> {
    let fault = || damage("a term", &value.to_string());
    let known = |i: usize| value[i].as_str();
    let lang = read_lang(known(0).ok_or_else(fault)?)?;
    let status = known(2).and_then(TermStatus::named).ok_or_else(fault)?;
    let gender = known(4).map(|name| Gender::named(name).ok_or_else(fault)).transpose()?;
    Ok(Term {
        part_of_speech: known(3).map(str::to_owned),
        gender,
        note: known(5).map(str::to_owned),
        ..Term::new(lang, known(1).ok_or_else(fault)?, status)
    })
}

/// One language's neighbours, texts as numbers of passages.
pub(super) type Neighbours = (String, Option<i64>, Option<i64>);

/// Contexts as kept in `origin.context`.
pub(super) fn write_context(context: &[Neighbours]) -> Option<String> {
    (!context.is_empty()).then(|| json!(context).to_string())
}

/// The inverse of [`write_context`].
pub(super) fn read_context(column: Option<String>) -> Result<Vec<Neighbours>, Fault> {
    column.map_or(Ok(Vec::new()), |json| parse(&json))
}

/// A language tag as we wrote it.
pub(super) fn read_lang(tag: &str) -> Result<Lang, Fault> {
    Lang::parse(tag).map_err(|error| Fault::Damage(error.to_string()))
}

/// A shape as we wrote it.
pub(super) fn read_shape(column: Option<String>) -> Result<Option<Shape>, Fault> {
    match column {
        None => Ok(None),
        Some(text) if text.is_empty() => Ok(Some(Shape(Vec::new()))),
        Some(text) => Shape::parse(&text).map(Some).ok_or_else(|| damage("the shape of a bead", &text)),
    }
}

fn parse<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|error| Fault::Damage(format!("{error} in {json}")))
}

fn damage(what: &str, found: &str) -> Fault {
    Fault::Damage(format!("{found:?} is not {what}"))
}
