//! Messages of `align --jsonl`: documents in, their beads out, one object a line.

use super::align::{AlignmentMessage, BeadMessage, beads, summary};
use super::{VERSION, is_zero};
use crate::lang::Lang;
use crate::workspace::align::Aligned;
use crate::workspace::pipe::Text;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize as Derive, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// A document as it comes in: `{"id":…,"texts":{"ru":"…","be":["…","…"]}}`, further fields kept as they are.
#[derive(Debug, Default)]
pub struct Input {
    /// Its name, any JSON value.
    pub id: Option<Box<RawValue>>,
    /// Its versions, in the order given.
    pub texts: Vec<(Lang, Text)>,
    /// The other fields, in the order given.
    pub meta: Meta,
}

impl Input {
    /// The texts, and what is left without them.
    #[must_use]
    pub fn split(mut self) -> (Vec<(Lang, Text)>, Self) {
        (std::mem::take(&mut self.texts), self)
    }
}

/// Fields that are let through.
#[derive(Debug, Default)]
pub struct Meta(Vec<(String, Box<RawValue>)>);

/// A line that could not be read: what is wrong, and the name of the document if it could be told.
#[derive(Debug)]
pub struct BadLine {
    /// Its name.
    pub id: Option<Box<RawValue>>,
    /// What is wrong.
    pub message: String,
}

/// Reads a line.
///
/// # Errors
/// When it is no such object.
pub fn read(line: &[u8]) -> Result<Input, BadLine> {
    serde_json::from_slice::<Input>(line).map_err(|error| {
        // What can be told of a line that is not as it should be: its name, if it is an object at all.
        #[derive(Derive)]
        struct Named {
            id: Option<Box<RawValue>>,
        }
        let id = serde_json::from_slice::<Named>(line).ok().and_then(|named| named.id);
        let place = if error.column() > 0 { format!(", column {}", error.column()) } else { String::new() };
        let cause = error.to_string();
        let cause = cause.split(" at line ").next().unwrap_or_default();
        BadLine {
            id,
            message: format!("{cause}{place}; expected {{\"id\":…,\"texts\":{{\"ru\":\"…\",\"be\":\"…\"}}}}"),
        }
    })
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Input;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a document")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Input, A::Error> {
                let mut input = Input::default();
                let mut told = false;
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "id" => input.id = Some(map.next_value()?),
                        "texts" => {
                            input.texts = map.next_value::<Texts>()?.0;
                            told = true;
                        }
                        _ => input.meta.0.push((name, map.next_value()?)),
                    }
                }
                if told { Ok(input) } else { Err(A::Error::missing_field("texts")) }
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// Texts by language, in the order given: it is that of the sides.
struct Texts(Vec<(Lang, Text)>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts by language")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                #[derive(Derive)]
                #[serde(untagged, expecting = "a text is a string or a list of strings")]
                enum Either {
                    Raw(String),
                    Segments(Vec<String>),
                }
                let mut texts = Vec::new();
                while let Some(tag) = map.next_key::<String>()? {
                    let lang = Lang::parse(&tag).map_err(A::Error::custom)?;
                    let text = match map.next_value()? {
                        Either::Raw(text) => Text::Raw(text),
                        Either::Segments(segments) => Text::Segments(segments),
                    };
                    texts.push((lang, text));
                }
                Ok(Texts(texts))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

impl Serialize for Meta {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Meta {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A document aligned.
#[derive(Debug, Serialize)]
pub struct AlignedMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// Its name, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a RawValue>,
    /// The languages, in the order of the sides.
    pub langs: Vec<&'a str>,
    /// The beads.
    pub beads: Vec<BeadMessage<'a>>,
    /// How many of each shape.
    pub shapes: BTreeMap<String, usize>,
    /// Segments of each language that stand alone.
    pub unaligned: BTreeMap<String, usize>,
    /// Beads that cross, if there are any.
    #[serde(skip_serializing_if = "is_zero")]
    pub crossing: usize,
    /// The other fields of the input.
    #[serde(skip_serializing_if = "Meta::is_empty")]
    pub meta: &'a Meta,
}

/// A line that was not aligned.
#[derive(Debug, Serialize)]
pub struct ErrorMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The document's name, if it could be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a RawValue>,
    /// The line of the input, from 1.
    pub line: u64,
    /// What is wrong.
    pub message: &'a str,
}

static NO_META: Meta = Meta(Vec::new());

/// The message of a document that came in.
#[must_use]
pub fn aligned<'a>(input: &'a Input, aligned: &'a Aligned) -> AlignedMessage<'a> {
    message(input.id.as_deref(), &input.meta, aligned)
}

/// The message of a document known by name alone.
#[must_use]
pub fn aligned_document(id: &str, aligned: &Aligned) -> String {
    let id = serde_json::value::to_raw_value(id).ok();
    super::line(&message(id.as_deref(), &NO_META, aligned))
}

fn message<'a>(id: Option<&'a RawValue>, meta: &'a Meta, aligned: &'a Aligned) -> AlignedMessage<'a> {
    let AlignmentMessage { shapes, unaligned, crossing, .. } = summary(aligned, None);
    AlignedMessage {
        v: VERSION,
        r#type: "aligned",
        id,
        langs: aligned.alignment.langs.iter().map(Lang::as_str).collect(),
        beads: beads(aligned).collect(),
        shapes,
        unaligned,
        crossing,
        meta,
    }
}

/// The message of a line that was not aligned.
#[must_use]
pub fn error<'a>(id: Option<&'a RawValue>, line: u64, message: &'a str) -> ErrorMessage<'a> {
    ErrorMessage { v: VERSION, r#type: "error", id, line, message }
}
