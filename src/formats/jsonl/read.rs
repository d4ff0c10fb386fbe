//! What does a line say: a unit of ours, a bead, or what others write?

use super::{JsonlError, VERSION};
use crate::formats::exchange::{ExchangeError, Input, Opened, ReadOptions, Tally, UnitReader};
use crate::formats::lines::Lines;
use crate::formats::table::field::{Field, fill, translates};
use crate::lang::{Lang, named};
use crate::model::{
    Code, CodeKind, CodePart, Context, Header, Inline, Mark, Note, Origin, Prop, Segment, Shape, Source, Tu, Tuv,
};
use crate::problem::{Place, Problem};
use serde_json::{Map, Value};
use std::collections::VecDeque;

/// Beads that the aligner doubts more than this become units only when asked for, as `align --into` has it.
const SURE: f64 = 0.5;

/// The inverse of [`origins_line`](super::origins_line).
pub(in crate::formats) fn read_origins(text: &str) -> Option<Vec<Origin>> {
    let values: Vec<Value> = serde_json::from_str(text).ok()?;
    values.iter().map(read_origin).collect()
}

/// Begins to read.
pub(in crate::formats) fn open<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
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
