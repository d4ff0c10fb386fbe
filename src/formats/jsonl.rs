//! What would a program rather read? Units as JSON Lines: one JSON object a line, with all that a unit has.
//!
//! Layout, version 1. Fields that are empty are left out; others may be added, and readers pass over those they do not
//! know. A unit (dates and names of attributes and properties as in TMX):
//!
//! ```json
//! {"v":1,"type":"unit","id":"u1","sides":[SIDE,SIDE],"attributes":{"creationdate":"20240605T101500Z"},
//!  "props":[PROP],"notes":[NOTE],"origins":[ORIGIN]}
//! ```
//!
//! What is said of the whole may stand in front: `{"v":1,"type":"header","attributes":{},"props":[],"notes":[],
//! "encodings":["<ude …>"]}`.
//!
//! | part | fields |
//! |---|---|
//! | SIDE | `lang`, `text`: its words; `inlines`: its words and codes, when there is more than words; `attributes`, `props`, `notes` |
//! | PROP | `name`, `value`, `lang`, `encoding` |
//! | NOTE | `text`, `lang`, `encoding` |
//! | ORIGIN | `position` (from 0), `sources`: `[{"lang":"ru","name":"…","title":"…","date":"…","url":"…"}]`, `shape`: `"2-1"`, `confidence`, `aligner`, `context`: `[{"lang":"ru","before":"…","after":"…"}]` |
//!
//! In `inlines`, a list, stand `"words"`, codes `{"code":"bpt","attributes":[["i","1"]],"content":["<b>"]}` (`bpt ept it
//! ph ut`; in the content native code, or sub-flows `{"attributes":[],"content":[inline …]}`) and marked words
//! `{"mark":"hi","attributes":[],"content":[inline …]}`. Where `text` has other words than `inlines`, somebody edited it:
//! it is taken, without codes.
//!
//! # What is taken besides
//!
//! Lines written by hand or by other programs: `{"ru":"Да.","be":"Так."}`. Fields are understood as headings of a table
//! are (see [`table`](super::table)): languages, `source` and `target`, `id`, `note`, attributes; any other with a text,
//! number or truth value becomes a property of its name. A side may be a list: several translations. Sides may stand in
//! an object, `{"sides":{"ru":"Да.","be":["Так.","Але."]}}`, also named `segments`, `texts` or `translation`; a note or
//! property may be a plain text, and properties an object.
//!
//! Beads as `align --json` and `align --jsonl` print them (`"type":"bead"` and `"aligned"`): units of their sides; those
//! that the aligner doubts (below 0.5) or that cross only with drafts.

use super::exchange::{
    Created, ExchangeError, Input, Opened, Output, ReadOptions, Tally, UnitReader, UnitWriter, WriteOptions,
};
use super::lines::{Lines, TextError};
use super::table::field::{Field, fill, translates};
use crate::lang::{Lang, named};
use crate::model::{
    Code, CodeKind, CodePart, Context, Header, Inline, Mark, Note, Origin, Prop, Segment, Shape, Source, Tu, Tuv,
};
use crate::problem::{Place, Problem};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::io::{self, Write};

/// The version of the layout.
const VERSION: u64 = 1;
/// Beads that the aligner doubts more than this become units only when asked for, as `align --into` has it.
const SURE: f64 = 0.5;

/// Why JSON Lines could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum JsonlError {
    /// The text could not be had.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The first line is no JSON object.
    #[error("line {line}: {cause}; expected JSON Lines like {{\"ru\":\"…\",\"be\":\"…\"}}")]
    NotJsonl {
        /// The line.
        line: u64,
        /// What is wrong with it.
        cause: String,
    },
    /// The last line is not whole.
    #[error("line {line}: the file ends in the middle")]
    Truncated {
        /// The line.
        line: u64,
    },
}

impl JsonlError {
    /// Whether the file is cut off or broken.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Text(error) => error.is_damage(),
            Self::NotJsonl { .. } => false,
            Self::Truncated { .. } => true,
        }
    }
}

// ------------------------------------------------------------------------------------------------------------ writing

/// Begins to write.
pub(super) fn create<'a>(mut out: Output<'a>, options: &WriteOptions) -> Created<'a> {
    if !options.header.is_empty() {
        out.write_all(header_line(&options.header).as_bytes())?;
    }
    Ok(Box::new(JsonlWriter { out, plain: options.plain }))
}

struct JsonlWriter<'a> {
    out: Output<'a>,
    /// Words alone, no codes.
    plain: bool,
}

impl UnitWriter for JsonlWriter<'_> {
    fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        self.out.write_all(line(tu, self.plain).as_bytes())?;
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// An object whose fields stand in the order they are added; empty ones are left out.
#[derive(Default)]
struct Object(String);

impl Object {
    fn with(mut self, name: &str, value: &str) -> Self {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&Value::from(name).to_string());
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    fn text(self, name: &str, value: &str) -> Self {
        self.with(name, &Value::from(value).to_string())
    }

    fn optional(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    fn list(self, name: &str, values: Vec<String>) -> Self {
        if values.is_empty() { self } else { self.with(name, &array(values)) }
    }

    fn end(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

fn array(values: Vec<String>) -> String {
    format!("[{}]", values.join(","))
}

/// What is said of the whole as a line.
fn header_line(Header { attributes, props, notes, encodings }: &Header) -> String {
    let object = Object::default().with("v", &VERSION.to_string()).text("type", "header");
    let encodings = encodings.iter().map(|described| Value::from(described.as_str()).to_string()).collect();
    details(object, attributes, props, notes).list("encodings", encodings).end() + "\n"
}

/// A unit as a line.
fn line(tu: &Tu, plain: bool) -> String {
    let object =
        Object::default().with("v", &VERSION.to_string()).text("type", "unit").optional("id", tu.tuid.as_deref());
    let object = object.list("sides", tu.tuvs.iter().map(|tuv| side(tuv, plain)).collect());
    let object = details(object, &tu.attributes, &tu.props, &tu.notes);
    object.list("origins", tu.origins.iter().map(origin).collect()).end() + "\n"
}

fn side(tuv: &Tuv, plain: bool) -> String {
    let mut object = Object::default().text("lang", tuv.lang.as_str()).text("text", &tuv.segment.text());
    if !plain && !tuv.segment.is_plain() {
        object = object.with("inlines", &Value::from(inlines(tuv.segment.inlines())).to_string());
    }
    details(object, &tuv.attributes, &tuv.props, &tuv.notes).end()
}

fn details(mut object: Object, attributes: &[(String, String)], props: &[Prop], notes: &[Note]) -> Object {
    if !attributes.is_empty() {
        let fields = attributes.iter().fold(Object::default(), |object, (name, value)| object.text(name, value));
        object = object.with("attributes", &fields.end());
    }
    let prop = |prop: &Prop| {
        let object = Object::default().text("name", &prop.kind).text("value", &prop.value);
        object.optional("lang", prop.lang.as_deref()).optional("encoding", prop.encoding.as_deref()).end()
    };
    let note = |note: &Note| {
        let object = Object::default().text("text", &note.text).optional("lang", note.lang.as_deref());
        object.optional("encoding", note.encoding.as_deref()).end()
    };
    object.list("props", props.iter().map(prop).collect()).list("notes", notes.iter().map(note).collect())
}

fn inlines(inlines: &[Inline]) -> Vec<Value> {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => Value::from(text.as_str()),
        Inline::Code(code) => json!({
            "code": code.kind.name(), "attributes": code.attributes, "content": parts(&code.content)
        }),
        Inline::Mark(mark) => {
            json!({"mark": mark.name, "attributes": mark.attributes, "content": self::inlines(&mark.content)})
        }
    };
    inlines.iter().map(one).collect()
}

fn parts(parts: &[CodePart]) -> Vec<Value> {
    let one = |part: &CodePart| match part {
        CodePart::Native(native) => Value::from(native.as_str()),
        CodePart::Sub { attributes, content } => json!({"attributes": attributes, "content": inlines(content)}),
    };
    parts.iter().map(one).collect()
}

fn origin(origin: &Origin) -> String {
    let source = |(lang, source): &(Option<Lang>, Source)| {
        let object = Object::default().optional("lang", lang.as_ref().map(Lang::as_str)).text("name", &source.name);
        let object = object.optional("title", source.title.as_deref()).optional("date", source.date.as_deref());
        object.optional("url", source.url.as_deref()).end()
    };
    let context = |context: &Context| {
        let object = Object::default().text("lang", context.lang.as_str());
        object.optional("before", context.before.as_deref()).optional("after", context.after.as_deref()).end()
    };
    let mut object = Object::default().with("position", &origin.position.to_string());
    object = object.list("sources", origin.sources.iter().map(source).collect());
    object = object.optional("shape", origin.shape.as_ref().map(ToString::to_string).as_deref());
    if let Some(confidence) = origin.confidence.filter(|confidence| confidence.is_finite()) {
        object = object.with("confidence", &Value::from(confidence).to_string());
    }
    object = object.optional("aligner", origin.aligner.as_deref());
    object.list("context", origin.context.iter().map(context).collect()).end()
}

/// Origins as one text, without their contexts; nothing when there are none.
pub(super) fn origins_line(origins: &[Origin]) -> String {
    let bare = |full: &Origin| origin(&Origin { context: Vec::new(), ..full.clone() });
    if origins.is_empty() { String::new() } else { array(origins.iter().map(bare).collect()) }
}

/// The inverse of [`origins_line`].
pub(super) fn read_origins(text: &str) -> Option<Vec<Origin>> {
    let values: Vec<Value> = serde_json::from_str(text).ok()?;
    values.iter().map(read_origin).collect()
}

// ------------------------------------------------------------------------------------------------------------ reading

/// Begins to read.
pub(super) fn open<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
    let mut early = Vec::new();
    let lines = Lines::new(input, options, &mut early).map_err(JsonlError::Text)?;
    let mut reader = JsonlReader {
        lines,
        langs: options.langs.clone(),
        drafts: options.drafts,
        tally: Tally::default(),
        early,
        ahead: VecDeque::new(),
        header: Header::default(),
        begun: false,
    };
    // the first object shows whether it is such a file at all
    reader.read_on()?;
    Ok(Box::new(reader))
}

struct JsonlReader<'a> {
    lines: Lines<'a>,
    langs: Vec<Lang>,
    drafts: bool,
    tally: Tally,
    /// Problems met before there was anybody to tell.
    early: Vec<Problem>,
    /// What a line holds: objects of units and beads, with its number.
    ahead: VecDeque<(u64, Map<String, Value>)>,
    header: Header,
    begun: bool,
}

impl UnitReader for JsonlReader<'_> {
    fn format(&self) -> String {
        format!("jsonl {VERSION}")
    }

    fn header(&self) -> Header {
        self.header.clone()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        loop {
            problems.append(&mut self.early);
            let Some((line, object)) = self.ahead.pop_front() else {
                if self.read_on()? {
                    continue;
                }
                problems.append(&mut self.early);
                return Ok(None);
            };
            self.tally.units += 1;
            let unit = self.unit(line, object);
            if let Err((code, message)) = &unit {
                self.tally.skip(code);
                if let Some(message) = message {
                    self.tell(line, code, message.clone());
                }
            }
            problems.append(&mut self.early);
            if let Ok(tu) = unit {
                return Ok(Some(tu));
            }
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn bytes(&self) -> u64 {
        self.lines.bytes()
    }
}

impl JsonlReader<'_> {
    /// Reads up to the next line that holds something; `false` at the end.
    fn read_on(&mut self) -> Result<bool, JsonlError> {
        while self.ahead.is_empty() {
            let Some((text, ended)) = self.lines.next()? else { return Ok(false) };
            if text.trim().is_empty() {
                continue;
            }
            let line = self.lines.number();
            match serde_json::from_str(&text) {
                Ok(Value::Object(object)) => self.take(line, object),
                Ok(_) if !self.begun => {
                    return Err(JsonlError::NotJsonl { line, cause: "this is no JSON object".to_owned() });
                }
                Ok(_) => self.pass_over(line, "this is no JSON object".to_owned()),
                Err(_) if !ended && self.begun => return Err(JsonlError::Truncated { line }),
                Err(error) => {
                    let cause = error.to_string();
                    let cause = cause.split(" at line ").next().unwrap_or_default();
                    let cause = format!("column {}: {cause}", error.column());
                    if !self.begun {
                        return Err(JsonlError::NotJsonl { line, cause });
                    }
                    self.pass_over(line, cause);
                }
            }
        }
        Ok(true)
    }

    fn take(&mut self, line: u64, mut object: Map<String, Value>) {
        self.begun = true;
        match object.get("type").and_then(Value::as_str) {
            Some("aligned") => {
                if let Some(Value::Array(beads)) = object.remove("beads") {
                    let beads = beads.into_iter().filter_map(|bead| match bead {
                        Value::Object(bead) => Some((line, bead)),
                        _ => None,
                    });
                    self.ahead.extend(beads);
                }
            }
            Some("header") => match read_header(&Value::Object(object)) {
                Some(header) => self.header = header,
                None => self.tell(line, "jsonl-field", "the header cannot be understood and is left out".to_owned()),
            },
            // the summary behind the beads, and a document that was not aligned
            Some("alignment" | "error") if !object.contains_key("sides") => {}
            _ => self.ahead.push_back((line, object)),
        }
    }

    fn pass_over(&mut self, line: u64, cause: String) {
        self.tally.units += 1;
        self.tally.skip("jsonl-line");
        self.tell(line, "jsonl-line", format!("{cause}; the line is left out"));
    }

    fn tell(&mut self, line: u64, code: &'static str, message: String) {
        self.early.push(Problem { code, message, place: Place { line: Some(line), tu: Some(self.tally.units) } });
    }

    /// The unit of an object, or why it is left out; nobody need be told of drafts.
    fn unit(&mut self, line: u64, mut object: Map<String, Value>) -> Result<Tu, (&'static str, Option<String>)> {
        let told = |message: &str| Some(format!("{message}; the unit is left out"));
        let kind = object.get("type").and_then(Value::as_str).map(str::to_owned);
        if object.contains_key("shape") && kind.as_ref().is_none_or(|kind| kind == "bead") {
            let tu = bead_unit(&object).ok_or_else(|| ("jsonl-bead", told("this bead cannot be understood")))?;
            return match tu.tuvs.len() {
                0 | 1 => Err(("jsonl-few-sides", None)),
                _ if self.drafts || is_sure(&object) => Ok(tu),
                _ => Err(("jsonl-draft", None)),
            };
        }
        let own = kind.is_some_and(|kind| kind == "unit");
        if own {
            object.remove("type");
            if object.remove("v").and_then(|v| v.as_u64()).is_some_and(|v| v > VERSION) {
                return Err(("jsonl-version", told("it is of a version that a later program has written")));
            }
        }
        let (tu, fuzzy) = self.whole(line, object);
        if fuzzy && !self.drafts {
            Err(("jsonl-draft", None))
        } else if translates(&tu) || (own && !tu.tuvs.is_empty()) {
            Ok(tu)
        } else {
            Err(("jsonl-few-sides", told("fewer than two languages have a text")))
        }
    }

    /// A unit in our layout or as others write it, and whether it is not confirmed.
    fn whole(&mut self, line: u64, object: Map<String, Value>) -> (Tu, bool) {
        let mut tu = Tu::default();
        let mut cells: Vec<(Field, String, String)> = Vec::new();
        let mut unknown: Vec<String> = Vec::new();
        for (name, value) in object {
            match (name.as_str(), &value) {
                (_, Value::Null) => {}
                ("id", Value::String(id)) => tu.tuid = Some(id.clone()),
                ("sides" | "segments" | "texts" | "translation", Value::Array(_) | Value::Object(_)) => {
                    if read_sides(&value, &mut tu).is_none() {
                        unknown.push(name);
                    }
                }
                ("attributes", Value::Object(attributes)) => {
                    tu.attributes = read_attributes(attributes);
                }
                ("props", _) => match read_props(&value) {
                    Some(props) => tu.props.extend(props),
                    None => unknown.push(name),
                },
                ("note" | "notes", _) => match read_notes(&value) {
                    Some(notes) => tu.notes.extend(notes),
                    None => unknown.push(name),
                },
                ("origins", Value::Array(origins)) => match origins.iter().map(read_origin).collect::<Option<Vec<_>>>()
                {
                    Some(origins) => tu.origins = origins,
                    None => unknown.push(name),
                },
                _ => match (Field::named(&name), &value) {
                    (field, Value::String(text)) => cells.push((field, name, text.clone())),
                    (field, Value::Number(_) | Value::Bool(_)) => cells.push((field, name, value.to_string())),
                    (field @ (Field::Lang(_) | Field::Source | Field::Target), Value::Array(texts)) => {
                        let texts = texts.iter().filter_map(Value::as_str).map(str::to_owned);
                        cells.extend(texts.map(|text| (field.clone(), name.clone(), text)));
                    }
                    (Field::Lang(lang), Value::Object(_)) => match read_side(&value, Some(lang)) {
                        Some(tuv) => tu.tuvs.push(tuv),
                        None => unknown.push(name),
                    },
                    _ => unknown.push(name),
                },
            }
        }
        if !unknown.is_empty() {
            self.tell(line, "jsonl-field", format!("{} cannot be understood and is left out", unknown.join(", ")));
        }
        // where languages are named, a source is none of them
        let named = cells.iter().filter(|(field, ..)| matches!(field, Field::Lang(_))).count();
        if tu.tuvs.len() + named >= 2 {
            cells.iter_mut().for_each(|(field, name, _)| field.told_apart(name));
        }
        let filled = fill(cells.iter().map(|(field, _, text)| (field, text.as_str())), &self.langs);
        for flaw in filled.flaws {
            self.tell(line, "jsonl-value", flaw);
        }
        let more = filled.tu;
        tu.tuid = tu.tuid.or(more.tuid);
        tu.tuvs.extend(more.tuvs);
        tu.props.extend(more.props);
        tu.notes.extend(more.notes);
        tu.attributes.extend(more.attributes);
        tu.attributes.sort_unstable();
        (tu, filled.fuzzy)
    }
}

fn read_header(value: &Value) -> Option<Header> {
    let described = value["encodings"].as_array().map(Vec::as_slice).unwrap_or_default();
    Some(Header {
        attributes: value["attributes"].as_object().map(read_attributes).unwrap_or_default(),
        props: read_props(&value["props"])?,
        notes: read_notes(&value["notes"])?,
        encodings: described.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<_>>()?,
    })
}

fn is_sure(bead: &Map<String, Value>) -> bool {
    let crossing = bead.get("crossing").and_then(Value::as_bool).unwrap_or_default();
    !crossing && bead.get("confidence").and_then(Value::as_f64).is_none_or(|confidence| confidence >= SURE)
}

/// The unit a bead makes.
fn bead_unit(bead: &Map<String, Value>) -> Option<Tu> {
    let sides = bead.get("segments")?.as_object()?;
    let texts = sides.iter().filter_map(|(tag, segments)| {
        let texts: Vec<&str> = segments.as_array()?.iter().filter_map(|segment| segment["text"].as_str()).collect();
        let lang = Lang::parse(tag).ok()?;
        (!texts.is_empty()).then(|| (lang, texts.join(" ")))
    });
    Some(Tu::of(texts))
}

/// Sides as a list of ours, or as an object by language.
fn read_sides(value: &Value, tu: &mut Tu) -> Option<()> {
    match value {
        Value::Array(sides) => {
            let sides: Option<Vec<Tuv>> = sides.iter().map(|side| read_side(side, None)).collect();
            tu.tuvs.extend(sides?);
        }
        Value::Object(sides) => {
            for (tag, value) in sides {
                let lang = named(tag).or_else(|| Lang::parse(tag).ok())?;
                match value {
                    Value::Array(variants) => {
                        let sides: Option<Vec<Tuv>> =
                            variants.iter().map(|side| read_side(side, Some(lang.clone()))).collect();
                        tu.tuvs.extend(sides?);
                    }
                    value => tu.tuvs.push(read_side(value, Some(lang))?),
                }
            }
        }
        _ => return None,
    }
    Some(())
}

fn read_side(value: &Value, lang: Option<Lang>) -> Option<Tuv> {
    if let Value::String(text) = value {
        return Some(Tuv::new(lang?, Segment::plain(text)));
    }
    let lang = match (&value["lang"], lang) {
        (Value::String(tag), _) => Lang::parse(tag).ok()?,
        (_, lang) => lang?,
    };
    let text = value["text"].as_str();
    let segment = match &value["inlines"] {
        Value::Null => Segment::plain(text?),
        list => Segment::new(read_inlines(list)?),
    };
    let edited = text.filter(|text| *text != segment.text());
    let mut tuv = Tuv::new(lang, edited.map_or(segment, Segment::plain));
    if let Value::Object(attributes) = &value["attributes"] {
        tuv.attributes = read_attributes(attributes);
    }
    tuv.props = read_props(&value["props"])?;
    tuv.notes = read_notes(&value["notes"])?;
    Some(tuv)
}

fn read_attributes(attributes: &Map<String, Value>) -> Vec<(String, String)> {
    attributes.iter().map(|(name, value)| (name.clone(), plain(value))).collect()
}

/// The text of a field.
fn text(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}

/// A value as text.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn read_props(value: &Value) -> Option<Vec<Prop>> {
    let prop = |kind: &str, value: &Value| Prop::new(kind, plain(value));
    match value {
        Value::Null => Some(Vec::new()),
        Value::Object(props) => Some(props.iter().map(|(name, value)| prop(name, value)).collect()),
        Value::Array(props) => {
            let one = |value: &Value| {
                let (lang, encoding) = (text(value, "lang"), text(value, "encoding"));
                Some(Prop { lang, encoding, ..prop(value["name"].as_str()?, &value["value"]) })
            };
            props.iter().map(one).collect()
        }
        _ => None,
    }
}

fn read_notes(value: &Value) -> Option<Vec<Note>> {
    let note = |value: &Value| match value {
        Value::String(text) => Some(Note::new(text)),
        value => {
            let (lang, encoding) = (text(value, "lang"), text(value, "encoding"));
            Some(Note { lang, encoding, ..Note::new(text(value, "text")?) })
        }
    };
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(notes) => notes.iter().map(note).collect(),
        value => Some(vec![note(value)?]),
    }
}

fn read_inlines(value: &Value) -> Option<Vec<Inline>> {
    let one = |value: &Value| {
        if let Value::String(text) = value {
            return Some(Inline::Text(text.clone()));
        }
        let attributes = read_pairs(&value["attributes"])?;
        let content = &value["content"];
        if let Some(name) = value["mark"].as_str() {
            return Some(Inline::Mark(Mark { name: name.to_owned(), attributes, content: read_inlines(content)? }));
        }
        let kind = CodeKind::named(value["code"].as_str()?)?;
        let content = content.as_array()?.iter().map(read_part).collect::<Option<_>>()?;
        Some(Inline::Code(Code { kind, attributes, content }))
    };
    value.as_array()?.iter().map(one).collect()
}

fn read_part(value: &Value) -> Option<CodePart> {
    match value {
        Value::String(native) => Some(CodePart::Native(native.clone())),
        value => Some(CodePart::Sub {
            attributes: read_pairs(&value["attributes"])?,
            content: read_inlines(&value["content"])?,
        }),
    }
}

fn read_pairs(value: &Value) -> Option<Vec<(String, String)>> {
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    value.as_array()?.iter().map(pair).collect()
}

fn read_origin(value: &Value) -> Option<Origin> {
    let lang = |value: &Value| value["lang"].as_str().map(Lang::parse).transpose().ok();
    let list = |name: &str| value[name].as_array().map(Vec::as_slice).unwrap_or_default();
    let source = |value: &Value| {
        let (title, date, url) = (text(value, "title"), text(value, "date"), text(value, "url"));
        Some((lang(value)?, Source { name: text(value, "name")?, title, date, url }))
    };
    let context = |value: &Value| {
        Some(Context { lang: lang(value)??, before: text(value, "before"), after: text(value, "after") })
    };
    let shape = match value["shape"].as_str() {
        Some("") => Some(Shape(Vec::new())),
        shape => shape.and_then(Shape::parse),
    };
    Some(Origin {
        sources: list("sources").iter().map(source).collect::<Option<_>>()?,
        position: value["position"].as_u64()?,
        shape,
        confidence: value["confidence"].as_f64(),
        aligner: text(value, "aligner"),
        context: list("context").iter().map(context).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged, encoded};
    use crate::formats::exchange::ExchangeFormat;
    use proptest::prelude::*;

    fn write_all(units: &[Tu]) -> String {
        units.iter().map(|tu| line(tu, false)).collect()
    }

    fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<(Vec<Tu>, Vec<Problem>, Tally), ExchangeError> {
        let format = ExchangeFormat::to_read("jsonl").unwrap();
        let mut reader = format.open(Box::new(bytes), options)?;
        let (mut units, mut problems) = (Vec::new(), Vec::new());
        while let Some(tu) = reader.next(&mut problems)? {
            units.push(tu);
        }
        let tally = reader.tally().clone();
        Ok((units, problems, tally))
    }

    #[track_caller]
    fn read(text: &str) -> Vec<Tu> {
        let (units, problems, _) = read_with(text.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(problems, []);
        units
    }

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    /// All that a unit can have.
    fn full() -> Tu {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let code = |kind, i: &str, native: &str| {
            let content = vec![CodePart::Native(native.to_owned())];
            Inline::Code(Code { kind, attributes: vec![pair("i", i)], content })
        };
        let source = Source {
            name: "visit.ru.html".into(),
            title: Some("Визит".into()),
            date: Some("2024-06-05".into()),
            url: Some("https://example.by/1".into()),
        };
        let footnote =
            CodePart::Sub { attributes: vec![pair("type", "fn")], content: vec![Inline::Text("сноска".into())] };
        let mark = Mark {
            name: "hi".into(),
            attributes: vec![pair("type", "b")],
            content: vec![Inline::Text("кнопку".into())],
        };
        let ru = Segment::new(vec![
            Inline::Text("Нажмите ".into()),
            code(CodeKind::Begin, "1", "<b>"),
            Inline::Mark(mark),
            code(CodeKind::End, "1", "</b>"),
            Inline::Code(Code { kind: CodeKind::Placeholder, attributes: vec![], content: vec![footnote] }),
        ]);
        let mut tu = Tu {
            tuid: Some("u1".into()),
            tuvs: vec![Tuv::new(lang("ru"), ru), Tuv::new(lang("be-BY"), Segment::plain("Націсніце кнопку"))],
            attributes: vec![pair("creationdate", "20240605T101500Z"), pair("usagecount", "3")],
            props: vec![Prop {
                lang: Some("ru".into()),
                encoding: Some("koi8-r".into()),
                ..Prop::new("client", "МИД")
            }],
            notes: vec![Note::new("проверено\nдважды")],
            origins: vec![Origin {
                sources: vec![(Some(lang("ru")), source), (None, Source { name: "a.tmx".into(), ..Source::default() })],
                position: 4,
                shape: Some(Shape(vec![2, 1])),
                confidence: Some(0.98),
                aligner: Some("tolmach 0.1.0".into()),
                context: vec![Context { lang: lang("ru"), before: None, after: Some("Далее.".into()) }],
            }],
        };
        tu.tuvs[1].attributes = vec![pair("changeid", "anna")];
        tu.tuvs[1].props = vec![Prop::new("status", "ok")];
        tu.tuvs[1].notes = vec![Note { lang: Some("be".into()), ..Note::new("зроблена") }];
        tu
    }

    /// The layout, version 1, as it is promised; a change of it needs a new version and keeps this one readable.
    const LAYOUT_1: &str = concat!(
        r#"{"v":1,"type":"unit","id":"u1","sides":[{"lang":"ru","text":"Нажмите кнопку","inlines":["Нажмите ","#,
        r#"{"attributes":[["i","1"]],"code":"bpt","content":["<b>"]},{"attributes":[["type","b"]],"content":["кнопку"],"#,
        r#""mark":"hi"},{"attributes":[["i","1"]],"code":"ept","content":["</b>"]},{"attributes":[],"code":"ph","#,
        r#""content":[{"attributes":[["type","fn"]],"content":["сноска"]}]}]},{"lang":"be-BY","text":"Націсніце кнопку","#,
        r#""attributes":{"changeid":"anna"},"props":[{"name":"status","value":"ok"}],"#,
        r#""notes":[{"text":"зроблена","lang":"be"}]}],"#,
        r#""attributes":{"creationdate":"20240605T101500Z","usagecount":"3"},"#,
        r#""props":[{"name":"client","value":"МИД","lang":"ru","encoding":"koi8-r"}],"notes":[{"text":"проверено\nдважды"}],"#,
        r#""origins":[{"position":4,"sources":[{"lang":"ru","name":"visit.ru.html","title":"Визит","date":"2024-06-05","#,
        r#""url":"https://example.by/1"},{"name":"a.tmx"}],"shape":"2-1","confidence":0.98,"aligner":"tolmach 0.1.0","#,
        r#""context":[{"lang":"ru","after":"Далее."}]}]}"#,
        "\n"
    );

    #[test]
    fn the_layout_is_as_promised() {
        assert_eq!(write_all(&[full()]), LAYOUT_1);
        assert_eq!(read(LAYOUT_1), [full()]);
        assert!(!line(&full(), true).contains("inlines"));
    }

    #[test]
    fn lines_written_by_hand_are_read() {
        let pair = Tu::of([(lang("be"), "Так.".into()), (lang("ru"), "Да.".into())]);
        for line in [
            r#"{"ru":"Да.","be":"Так."}"#,
            r#"{"Belarusian":"Так.","Русский":"Да."}"#,
            r#"{"sides":{"ru":"Да.","be":"Так."}}"#,
            r#"{"translation":{"ru":"Да.","be":"Так."}}"#,
            r#"{"v":1,"type":"unit","sides":[{"lang":"be","text":"Так."},{"lang":"ru","text":"Да."}]}"#,
        ] {
            assert_eq!(read(line), std::slice::from_ref(&pair), "{line}");
        }
        let languages = r#"{"source":"Да.","source_language":"ru","target":"Так.","target_language":"be"}"#;
        assert_eq!(read(languages)[0].sides(&lang("be"))[0].segment.text(), "Так.");
        let options = ReadOptions { langs: vec![lang("ru"), lang("be")], ..ReadOptions::default() };
        let (units, _, _) = read_with(r#"{"source":"Да.","target":"Так."}"#.as_bytes(), &options).unwrap();
        assert_eq!(units[0].tuvs.len(), 2);

        let line =
            r#"{"id":7,"ru":"Да.","be":["Так.","Але."],"note":"чернавік","source":"МИД","rank":2.5,"changeid":"anna"}"#;
        let tu = read(line).swap_remove(0);
        assert_eq!((tu.tuid.as_deref(), tu.tuvs.len(), tu.notes.len()), (Some("7"), 3, 1));
        assert_eq!(tu.attributes, [("changeid".to_owned(), "anna".to_owned())]);
        let props: Vec<_> = tu.props.iter().map(|prop| (prop.kind.as_str(), prop.value.as_str())).collect();
        assert_eq!(props, [("rank", "2.5"), ("source", "МИД")]);
    }

    #[test]
    fn an_edited_text_goes_before_the_codes_it_had() {
        let line = LAYOUT_1.replace("\"text\":\"Нажмите кнопку\"", "\"text\":\"Нажмите клавишу\"");
        assert_eq!(read(&line)[0].tuvs[0].segment, Segment::plain("Нажмите клавишу"));
    }

    #[test]
    fn what_is_said_of_the_whole_comes_back() {
        let header = Header {
            attributes: vec![("srclang".into(), "ru".into())],
            props: vec![Prop::new("client", "МИД")],
            notes: vec![Note::new("архив")],
            encodings: vec!["<ude name=\"x\"><map unicode=\"#xF8FF\"/></ude>".into()],
        };
        let options = WriteOptions { header: header.clone(), ..WriteOptions::default() };
        let mut bytes = Vec::new();
        let mut writer = create(Box::new(&mut bytes), &options).unwrap();
        writer.write(&full()).unwrap();
        writer.finish().unwrap();
        let mut reader = open(Box::new(bytes.as_slice()), &ReadOptions::default()).unwrap();
        assert_eq!(reader.header(), header);
        assert_eq!(reader.next(&mut Vec::new()).unwrap(), Some(full()));
    }

    #[test]
    fn beads_are_units() {
        let bead = |confidence: &str, be: &str| {
            format!(
                r#"{{"v":1,"type":"bead","n":0,"shape":"1-2","confidence":{confidence},"segments":{{"ru":[{{"i":0,"start":0,"end":3,"text":"Да."}}],"be":[{be}]}}}}"#
            )
        };
        let two = r#"{"i":0,"text":"Так."},{"i":1,"text":"Але."}"#;
        let file =
            [bead("0.9", two), bead("0.2", two), bead("0.9", ""), r#"{"v":1,"type":"alignment"}"#.into()].join("\n");
        let (units, problems, tally) = read_with(file.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(units, [Tu::of([(lang("be"), "Так. Але.".into()), (lang("ru"), "Да.".into())])]);
        assert_eq!(problems, []);
        assert_eq!((tally.units, tally.skipped["jsonl-draft"], tally.skipped["jsonl-few-sides"]), (3, 1, 1));
        let document = format!(
            r#"{{"v":1,"type":"aligned","langs":["ru","be"],"beads":[{},{}]}}"#,
            bead("0.9", two),
            bead("1", two)
        );
        assert_eq!(read(&document).len(), 2);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let file = "{\"ru\":\"Да.\",\"be\":\"Так.\"}\n\n{\"ru\":}\n{\"ru\":\"Да.\"}\n[1]\n{\"ru\":\"а\",\"be\":\"б\",\"x\":{}}\n";
        let (units, problems, tally) = read_with(file.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(units.len(), 2);
        let told: Vec<_> = problems.iter().map(|p| (p.code, p.place.line, p.place.tu)).collect();
        let expected = [("jsonl-line", 3, 2), ("jsonl-few-sides", 4, 3), ("jsonl-line", 5, 4), ("jsonl-field", 6, 5)];
        assert_eq!(told, expected.map(|(code, line, tu)| (code, Some(line), Some(tu))));
        assert_eq!(tally.units, 5);

        let error = |text: &str| read_with(text.as_bytes(), &ReadOptions::default()).unwrap_err();
        assert!(!error("<tmx version=\"1.4\">\n").is_damage());
        assert!(!error("[{\"ru\":1}]\n").is_damage());
        let cut = error("{\"ru\":\"Да.\",\"be\":\"Так.\"}\n{\"ru\":\"Не");
        assert!(cut.is_damage(), "{cut}");
        let later =
            read_with(br#"{"v":2,"type":"unit","sides":{"ru":"a","be":"b"}}"#, &ReadOptions::default()).unwrap();
        assert_eq!((later.0.len(), later.1[0].code), (0, "jsonl-version"));
    }

    fn text() -> impl Strategy<Value = String> {
        "[а-яёі’\"\\\\{}\\[\\],:<>&\\n\\t\u{0}\u{2028} ]{1,12}"
    }

    fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
        prop::collection::vec(("[a-z]{1,4}", text()), 0..3)
    }

    fn inline() -> impl Strategy<Value = Inline> {
        let leaf = text().prop_map(Inline::Text);
        leaf.prop_recursive(3, 12, 3, |inner| {
            let content = prop::collection::vec(inner, 0..3);
            let sub =
                (pairs(), content.clone()).prop_map(|(attributes, content)| CodePart::Sub { attributes, content });
            let parts = prop::collection::vec(prop_oneof![text().prop_map(CodePart::Native), sub], 0..2);
            let kind =
                prop::sample::select(vec![CodeKind::Begin, CodeKind::End, CodeKind::Isolated, CodeKind::Unknown]);
            let code =
                (kind, pairs(), parts).prop_map(|(kind, attributes, content)| Code { kind, attributes, content });
            let mark = ("[a-z]{1,3}", pairs(), content).prop_map(|(name, attributes, content)| Mark {
                name,
                attributes,
                content: Segment::new(content).inlines().to_vec(),
            });
            prop_oneof![code.prop_map(Inline::Code), mark.prop_map(Inline::Mark)]
        })
    }

    fn details() -> impl Strategy<Value = (Vec<(String, String)>, Vec<Prop>, Vec<Note>)> {
        let lang = || prop::option::of("(ru|be)");
        let prop =
            (text(), lang(), text()).prop_map(|(kind, lang, value)| Prop { kind, encoding: lang.clone(), lang, value });
        let note = (lang(), text()).prop_map(|(lang, text)| Note { encoding: lang.clone(), lang, text });
        let attributes = prop::collection::btree_map("[a-z]{1,5}", text(), 0..3);
        let attributes = attributes.prop_map(|map| map.into_iter().collect());
        (attributes, prop::collection::vec(prop, 0..3), prop::collection::vec(note, 0..3))
    }

    fn a_lang() -> impl Strategy<Value = Lang> {
        prop::sample::select(vec!["ru", "be", "be-tarask", "en-GB", "kok"]).prop_map(|tag| Lang::parse(tag).unwrap())
    }

    fn origin() -> impl Strategy<Value = Origin> {
        let optional = || prop::option::of(text());
        let source = (text(), optional(), optional(), optional()).prop_map(|(name, title, date, url)| Source {
            name,
            title,
            date,
            url,
        });
        let sources = prop::collection::vec((prop::option::of(a_lang()), source), 0..3);
        let context =
            (a_lang(), optional(), optional()).prop_map(|(lang, before, after)| Context { lang, before, after });
        let shape = prop::option::of(prop::collection::vec(0..4_usize, 0..4).prop_map(Shape));
        (sources, any::<u64>(), shape, prop::option::of(0.0..=1.0), optional(), prop::collection::vec(context, 0..2))
            .prop_map(|(sources, position, shape, confidence, aligner, context)| Origin {
                sources,
                position,
                shape,
                confidence,
                aligner,
                context,
            })
    }

    fn unit() -> impl Strategy<Value = Tu> {
        let side = (a_lang(), prop::collection::vec(inline(), 1..4), details()).prop_map(
            |(lang, inlines, (attributes, props, notes))| Tuv {
                lang,
                segment: Segment::new(inlines),
                attributes,
                props,
                notes,
            },
        );
        let tuvs = prop::collection::vec(side, 1..4);
        (prop::option::of(text()), tuvs, details(), prop::collection::vec(origin(), 0..3)).prop_map(
            |(tuid, tuvs, (attributes, props, notes), origins)| Tu { tuid, tuvs, attributes, props, notes, origins },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn units_come_back(units in prop::collection::vec(unit(), 1..4)) {
            let text = write_all(&units);
            let (read, problems, _) = read_with(text.as_bytes(), &ReadOptions::default()).unwrap();
            prop_assert_eq!(problems, vec![]);
            prop_assert_eq!(&read, &units);
            prop_assert_eq!(write_all(&read), text);
        }

        #[test]
        fn no_bytes_panic(units in prop::collection::vec(unit(), 1..3), changes in changes()) {
            let text = write_all(&units) + "{\"ru\":\"Да\",\"be\":[\"Так\"],\"note\":\"x\"}\n";
            for bytes in encoded(&text) {
                let _ = read_with(&damaged(&bytes, &changes), &ReadOptions::default());
            }
        }
    }
}
