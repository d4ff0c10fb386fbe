//! How is a segment with its inline codes written, and read? (TMX 1.4b, "Content Markup".)

use crate::formats::xml::{self, Tag, Token, XmlError, XmlReader};
use crate::model::{Code, CodeKind, CodePart, Inline, Mark, Segment};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// How the `type` of a `hi` begins that stands for an element the DTD does not know.
const MARK: &str = "x-tolmach:";
/// The same for a code the DTD does not allow as it is.
const CODE: &str = "x-tolmach-code:";
/// The same for a subflow whose attributes the DTD does not know.
const SUB: &str = "x-tolmach-sub:";

/// Whether there is a word in a segment. Sides without any are left out by the reader, and by the writer: codes alone
/// translate nothing.
pub(in crate::formats) fn has_words(segment: &Segment) -> bool {
    fn in_any(inlines: &[Inline]) -> bool {
        inlines.iter().any(|inline| match inline {
            Inline::Text(text) => !says_nothing(text),
            Inline::Code(_) => false,
            Inline::Mark(mark) => in_any(&mark.content),
        })
    }
    in_any(segment.inlines())
}

/// Whether there is no word in a text: white space, and characters that are none.
pub(in crate::formats) fn says_nothing(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || !xml::is_allowed(c))
}

// ------------------------------------------------------------------------------------------------------------ writing

/// A segment as XML.
pub(in crate::formats) fn written(segment: &Segment) -> String {
    let mut out = String::new();
    let mut plan = Plan::default();
    if !segment.is_plain() {
        plan.look_at(segment.inlines());
        plan.settle();
    }
    plan.write(segment.inlines(), &mut out);
    out
}

/// What is to become of each code and mark, in reading order.
#[derive(Default)]
struct Plan {
    fates: Vec<Fate>,
    at: usize,
    /// Numbers in use, each by the first code that has it.
    begun: BTreeMap<String, usize>,
    ended: BTreeMap<String, usize>,
    /// `x` in use, by kind of element.
    crossed: BTreeSet<(&'static str, String)>,
}

#[derive(Clone, Copy, Default)]
struct Fate {
    /// Whether its `i` has exactly one partner.
    paired: bool,
    /// Whether its `x` is a number and its own.
    crossed: bool,
}

impl Plan {
    fn look_at(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(_) => {}
                Inline::Code(code) => {
                    self.look_at_code(code);
                    for part in &code.content {
                        if let CodePart::Sub { content, .. } = part {
                            self.look_at(content);
                        }
                    }
                }
                Inline::Mark(mark) => {
                    let crossed = self.takes_x("hi", &mark.attributes);
                    self.fates.push(Fate { paired: false, crossed });
                    self.look_at(&mark.content);
                }
            }
        }
    }

    fn look_at_code(&mut self, code: &Code) {
        let at = self.fates.len();
        let crossed = self.takes_x(code.kind.name(), &code.attributes);
        self.fates.push(Fate { paired: false, crossed });
        let numbers = match code.kind {
            CodeKind::Begin => &mut self.begun,
            CodeKind::End => &mut self.ended,
            _ => return,
        };
        if let Some(i) = value(&code.attributes, "i").filter(|i| is_number(i)) {
            numbers.entry(i.to_owned()).or_insert(at);
        }
    }

    fn takes_x(&mut self, name: &'static str, attributes: &[(String, String)]) -> bool {
        value(attributes, "x").is_some_and(|x| is_number(x) && self.crossed.insert((name, x.to_owned())))
    }

    fn settle(&mut self) {
        for (i, begin) in &self.begun {
            if let Some(end) = self.ended.get(i) {
                self.fates[*begin].paired = true;
                self.fates[*end].paired = true;
            }
        }
    }

    /// Whether no code would be mended into one of another kind.
    fn sound(&mut self, inlines: &[Inline]) -> bool {
        inlines.iter().all(|inline| match inline {
            Inline::Text(_) => true,
            Inline::Mark(mark) => {
                self.next();
                self.sound(&mark.content)
            }
            Inline::Code(code) => {
                let fate = self.next();
                mended(code, fate).0 == code.kind
                    && code.content.iter().all(|part| match part {
                        CodePart::Native(_) => true,
                        CodePart::Sub { content, .. } => self.sound(content),
                    })
            }
        })
    }

    fn next(&mut self) -> Fate {
        self.at += 1;
        self.fates.get(self.at - 1).copied().unwrap_or_default()
    }

    fn write(&mut self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => xml::push_text(out, text),
                Inline::Code(code) => self.write_code(code, out),
                Inline::Mark(mark) => self.write_mark(mark, out),
            }
        }
    }

    fn write_code(&mut self, code: &Code, out: &mut String) {
        let fate = self.next();
        let (kind, attributes) = mended(code, fate);
        let wrapped = kind != code.kind || attributes != code.attributes;
        if wrapped {
            out.push_str("<hi");
            xml::push_attribute(out, "type", &folded(CODE, code.kind.name(), &code.attributes));
            out.push('>');
        }
        open(out, kind.name(), &attributes);
        let start = out.len();
        for part in &code.content {
            match part {
                CodePart::Native(native) => xml::push_text(out, native),
                CodePart::Sub { attributes, content } => {
                    let known = known(attributes, &["datatype", "type"]);
                    let looks_ours = value(attributes, "type").is_some_and(|value| value.starts_with(SUB));
                    if known == *attributes && !looks_ours {
                        open(out, "sub", &known);
                    } else {
                        open(out, "sub", &[("type".to_owned(), folded(SUB, "sub", attributes))]);
                    }
                    let start = out.len();
                    self.write(content, out);
                    close(out, "sub", start);
                }
            }
        }
        close(out, kind.name(), start);
        if wrapped {
            out.push_str("</hi>");
        }
    }

    fn write_mark(&mut self, mark: &Mark, out: &mut String) {
        let fate = self.next();
        let attributes: Vec<_> = known(&mark.attributes, &["x", "type"])
            .into_iter()
            .filter(|(name, _)| name != "x" || fate.crossed)
            .collect();
        let looks_ours =
            value(&attributes, "type").is_some_and(|value| value.starts_with(MARK) || value.starts_with(CODE));
        if mark.name == "hi" && attributes == mark.attributes && !looks_ours {
            open(out, "hi", &attributes);
        } else {
            let folded = vec![("type".to_owned(), folded(MARK, &mark.name, &mark.attributes))];
            open(out, "hi", &folded);
        }
        let start = out.len();
        self.write(&mark.content, out);
        close(out, "hi", start);
    }
}

/// Whether codes have what they must: each beginning its end, and the other way round, halves alone their place.
pub(super) fn are_codes_sound(segment: &Segment) -> bool {
    if segment.is_plain() {
        return true;
    }
    let mut plan = Plan::default();
    plan.look_at(segment.inlines());
    plan.settle();
    plan.sound(segment.inlines())
}

/// The nearest to a code that the DTD and validators allow.
fn mended(code: &Code, fate: Fate) -> (CodeKind, Vec<(String, String)>) {
    let position = value(&code.attributes, "pos").filter(|pos| matches!(*pos, "begin" | "end"));
    let kind = match code.kind {
        CodeKind::Begin | CodeKind::End if !fate.paired => CodeKind::Isolated,
        CodeKind::Isolated if position.is_none() => CodeKind::Placeholder,
        kind => kind,
    };
    let allowed: &[&str] = match kind {
        CodeKind::Begin => &["i", "x", "type"],
        CodeKind::End => &["i"],
        CodeKind::Isolated => &["pos", "x", "type"],
        CodeKind::Placeholder => &["x", "assoc", "type"],
        CodeKind::Unknown => &["x"],
    };
    let mut attributes = known(&code.attributes, allowed);
    attributes.retain(|(name, _)| name != "x" || fate.crossed);
    if kind == CodeKind::Isolated && code.kind != CodeKind::Isolated {
        attributes.retain(|(name, _)| name != "pos");
        let position = if code.kind == CodeKind::Begin { "begin" } else { "end" };
        attributes.insert(0, ("pos".to_owned(), position.to_owned()));
    }
    (kind, attributes)
}

/// The attributes of those names, each once.
fn known(attributes: &[(String, String)], names: &[&str]) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (name, value) in attributes {
        if names.contains(&name.as_str()) && !out.iter().any(|(n, _)| n == name) {
            out.push((name.clone(), value.clone()));
        }
    }
    out
}

fn value<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    crate::model::attribute(attributes, name)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn open(out: &mut String, name: &str, attributes: &[(String, String)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        xml::push_attribute(out, name, value);
    }
    out.push('>');
}

/// Ends the element that began at `start` as an empty one, if nothing came of its content.
fn close(out: &mut String, name: &str, start: usize) {
    if out.len() == start {
        out.pop();
        out.push_str("/>");
    } else {
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// An element's name and attributes as one value: `PREFIXname a="…" b="…"`.
fn folded(prefix: &str, name: &str, attributes: &[(String, String)]) -> String {
    let mut out = prefix.to_owned();
    push_word(&mut out, name);
    for (name, value) in attributes {
        out.push(' ');
        push_word(&mut out, name);
        out.push_str("=\"");
        out.push_str(&value.replace('&', "&amp;").replace('"', "&quot;"));
        out.push('"');
    }
    out
}

fn push_word(out: &mut String, word: &str) {
    out.push_str(&word.replace('&', "&amp;").replace('"', "&quot;").replace(' ', "&#32;").replace('=', "&#61;"));
}

/// What [`folded`] folded; `None` for what it cannot have written.
fn unfolded(prefix: &str, text: &str) -> Option<(String, Vec<(String, String)>)> {
    let plain =
        |text: &str| text.replace("&#61;", "=").replace("&#32;", " ").replace("&quot;", "\"").replace("&amp;", "&");
    let mut rest = text.strip_prefix(prefix)?;
    let end = rest.find(' ').unwrap_or(rest.len());
    let name = plain(&rest[..end]);
    rest = &rest[end..];
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let (name, after) = rest.strip_prefix(' ')?.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        attributes.push((plain(name), value.replace("&quot;", "\"").replace("&amp;", "&")));
        rest = after;
    }
    (folded(prefix, &name, &attributes) == text).then_some((name, attributes))
}

// ------------------------------------------------------------------------------------------------------------ reading

/// An element of a segment that has begun.
enum Frame {
    Mark(Mark),
    Code(Code),
    Sub {
        attributes: Vec<(String, String)>,
        content: Vec<Inline>,
    },
    /// An element inside a native code: it is part of the code, whatever it is.
    Native(String),
}

/// A segment of its XML; `None` when it is none.
pub(in crate::formats) fn parse(xml: &str) -> Option<Segment> {
    let whole = format!("<seg>{xml}</seg>");
    let (mut reader, _) = XmlReader::new(whole.as_bytes(), Some("utf-8"), whole.len() as u64 + 1).ok()?;
    reader.token().ok()?;
    let (segment, _) = read(&mut reader, true).ok()?;
    matches!(reader.token(), Ok(Token::End)).then_some(segment)
}

/// A segment while it is read.
#[derive(Default)]
struct Builder {
    top: Vec<Inline>,
    open: Vec<Frame>,
    /// Whether a code was mended by our writer.
    mended: bool,
}

/// Reads a segment up to its end tag. `keep` says that white space at its edges is never layout. Also whether our writer
/// has mended codes of it, so that they are known to be odd.
pub(in crate::formats) fn read<R: BufRead>(xml: &mut XmlReader<R>, keep: bool) -> Result<(Segment, bool), XmlError> {
    let mut builder = Builder::default();
    // how much of the last text, when nothing follows it, stood there as it is
    let mut tail = 0;
    loop {
        match xml.token()? {
            Token::Text => {
                let mut text = xml.text();
                let literal = xml.is_literal() && builder.open.is_empty() && !keep;
                if literal && builder.top.is_empty() {
                    text = xml::trim_layout_start(text);
                }
                tail = if literal { text.len() } else { 0 };
                builder.text(text);
            }
            Token::Open(tag) => {
                tail = 0;
                builder.begin(tag);
            }
            Token::Close | Token::End => {
                if !builder.end() {
                    break;
                }
            }
        }
    }
    if let Some(Inline::Text(text)) = builder.top.last_mut() {
        let from = text.len().saturating_sub(tail);
        let kept = xml::trim_layout_end(&text[from..]).len();
        text.truncate(from + kept);
    }
    Ok((Segment::new(builder.top), builder.mended))
}

impl Builder {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let content = match self.open.last_mut() {
            None => &mut self.top,
            Some(Frame::Mark(mark)) => &mut mark.content,
            Some(Frame::Sub { content, .. }) => content,
            Some(Frame::Code(_) | Frame::Native(_)) => return self.native(text),
        };
        match content.last_mut() {
            Some(Inline::Text(last)) => last.push_str(text),
            _ => content.push(Inline::Text(text.to_owned())),
        }
    }

    /// Adds native code to the innermost code.
    fn native(&mut self, text: &str) {
        let code = self.open.iter_mut().rev().find_map(|frame| match frame {
            Frame::Code(code) => Some(code),
            _ => None,
        });
        if let Some(code) = code {
            match code.content.last_mut() {
                Some(CodePart::Native(last)) => last.push_str(text),
                _ => code.content.push(CodePart::Native(text.to_owned())),
            }
        }
    }

    fn begin(&mut self, tag: Tag) {
        let frame = match self.open.last() {
            Some(Frame::Code(_)) if tag.name == "sub" => {
                let folded = match &tag.attributes[..] {
                    [(name, value)] if name == "type" => unfolded(SUB, value),
                    _ => None,
                };
                let attributes = folded.map_or(tag.attributes, |(_, attributes)| attributes);
                Frame::Sub { attributes, content: Vec::new() }
            }
            Some(Frame::Code(_) | Frame::Native(_)) => {
                self.native(&tag.markup());
                Frame::Native(tag.name.into())
            }
            _ => match CodeKind::named(&tag.name) {
                Some(kind) => Frame::Code(Code { kind, attributes: tag.attributes, content: Vec::new() }),
                None => Frame::Mark(Mark { name: tag.name.into(), attributes: tag.attributes, content: Vec::new() }),
            },
        };
        self.open.push(frame);
    }

    /// Ends the innermost element; `false` when there is none, and it is the segment that ends.
    fn end(&mut self) -> bool {
        let Some(frame) = self.open.pop() else { return false };
        match frame {
            Frame::Native(name) => self.native(&format!("</{name}>")),
            Frame::Sub { attributes, content } => {
                if let Some(Frame::Code(code)) = self.open.last_mut() {
                    code.content.push(CodePart::Sub { attributes, content });
                }
            }
            Frame::Code(code) => self.inline(Inline::Code(code)),
            Frame::Mark(mark) => {
                let inline = restored(mark);
                self.mended |= matches!(inline, Inline::Code(_));
                self.inline(inline);
            }
        }
        true
    }

    fn inline(&mut self, inline: Inline) {
        match self.open.last_mut() {
            Some(Frame::Mark(mark)) => mark.content.push(inline),
            Some(Frame::Sub { content, .. }) => content.push(inline),
            _ => self.top.push(inline),
        }
    }
}

/// What a mark stood for before our writer folded it.
fn restored(mut mark: Mark) -> Inline {
    if mark.name != "hi" || mark.attributes.len() != 1 {
        return Inline::Mark(mark);
    }
    let kind = value(&mark.attributes, "type").unwrap_or_default();
    if let Some((name, attributes)) = unfolded(MARK, kind) {
        return Inline::Mark(Mark { name, attributes, content: mark.content });
    }
    if let Some((name, attributes)) = unfolded(CODE, kind)
        && let Some(kind) = CodeKind::named(&name)
        && let [Inline::Code(_)] = mark.content.as_slice()
        && let Some(Inline::Code(code)) = mark.content.pop()
    {
        return Inline::Code(Code { kind, attributes, content: code.content });
    }
    Inline::Mark(mark)
}
