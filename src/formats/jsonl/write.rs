//! How is a unit written as a line?

use super::VERSION;
use crate::formats::exchange::{Created, Output, UnitWriter, WriteOptions};
use crate::lang::Lang;
use crate::model::{CodePart, Context, Header, Inline, Note, Origin, Prop, Source, Tu, Tuv};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Begins to write.
pub(in crate::formats) fn create<'a>(mut out: Output<'a>, options: &WriteOptions) -> Created<'a> {
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
pub(super) fn line(tu: &Tu, plain: bool) -> String {
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
pub(in crate::formats) fn origins_line(origins: &[Origin]) -> String {
    let bare = |full: &Origin| origin(&Origin { context: Vec::new(), ..full.clone() });
    if origins.is_empty() { String::new() } else { array(origins.iter().map(bare).collect()) }
}
