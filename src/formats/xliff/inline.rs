//! What does a `<source>` or `<target>` say? Inline elements of both versions as codes of our model.
//!
//! Codes that hold native code (`bpt ept it ph` of 1.2, `dataRef` of 2.x) are codes with that content. Elements that only
//! stand for code that is kept elsewhere (`g x bx ex`, `pc ph sc ec sm em` without data) are codes whose content is that
//! element: so TMX has all there is to know of them, and our writer gives the element back.

use super::{CODE, MARK, TOLMACH_CODE, UNKNOWN, Version, is_number, local};
use crate::formats::tmx;
use crate::formats::xml::{Tag, Token, XmlError, XmlReader, trim_layout_end, trim_layout_start};
use crate::model::{Code, CodeKind, CodePart, Inline, Mark, Segment, attribute};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// The least number given to a code that has none, such that codes that have one hardly have the same.
const LEAST_GIVEN: usize = 1001;

/// The content of a side: whole, and cut into segments where it is.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) whole: Segment,
    /// Segments by their `mid`, in the order they stand in.
    pub(super) parts: Vec<(String, Segment)>,
}

/// What the sides of a unit share.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    pub(super) version: Version,
    /// Native codes of a 2.x unit by their `id`.
    pub(super) data: BTreeMap<String, String>,
    /// Numbers given to codes whose `id` is none.
    numbers: BTreeMap<String, String>,
}

impl Shared {
    pub(super) fn new(version: Version) -> Self {
        Self { version, data: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// The number that a code has in both sides.
    fn number(&mut self, id: &str) -> String {
        if is_number(id) {
            return id.to_owned();
        }
        let next = LEAST_GIVEN + self.numbers.len();
        self.numbers.entry(id.to_owned()).or_insert_with(|| next.to_string()).clone()
    }
}

/// An element that has begun.
enum Frame {
    /// A segment.
    Part {
        mid: String,
        content: Vec<Inline>,
    },
    Mark(Mark),
    Code(Code),
    Sub {
        attributes: Vec<(String, String)>,
        content: Vec<Inline>,
    },
    /// An element inside a native code: it is part of the code.
    Native(String),
    /// A pair of codes around what follows; the code that ends it.
    Pair(Code),
    /// An element that is nothing by itself.
    Through,
    /// An element of which nothing counts.
    Void,
}

struct Builder<'u> {
    shared: &'u mut Shared,
    keep: bool,
    top: Vec<Inline>,
    open: Vec<Frame>,
    parts: Vec<(String, Segment)>,
    /// How much of the last text, if nothing followed, stood there as it is.
    tail: usize,
    /// Numbers of pairs by what the file calls them.
    pairs: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

/// Reads the content of the element just opened. `keep` says that white space at its edges is never layout.
pub(super) fn read<R: BufRead>(xml: &mut XmlReader<R>, shared: &mut Shared, keep: bool) -> Result<Content, XmlError> {
    let mut builder = Builder {
        shared,
        keep,
        top: Vec::new(),
        open: Vec::new(),
        parts: Vec::new(),
        tail: 0,
        pairs: BTreeMap::new(),
        used: BTreeSet::new(),
    };
    loop {
        match xml.token()? {
            Token::Text => builder.text(xml.text(), xml.is_literal()),
            Token::Open(tag) => builder.begin(tag),
            Token::Close | Token::End => {
                if !builder.end() {
                    break;
                }
            }
        }
    }
    let whole = std::mem::take(&mut builder.top);
    Ok(Content { whole: builder.ended(whole), parts: builder.parts })
}

impl Builder<'_> {
    // ------------------------------------------------------------------------------------------------------ places

    /// What the next text or code goes into; `None` inside a code, or where nothing counts.
    fn content(&mut self) -> Option<&mut Vec<Inline>> {
        let inner = self.open.iter_mut().rev().find(|frame| !matches!(frame, Frame::Pair(_) | Frame::Through));
        match inner {
            None => Some(&mut self.top),
            Some(Frame::Part { content, .. } | Frame::Sub { content, .. }) => Some(content),
            Some(Frame::Mark(mark)) => Some(&mut mark.content),
            Some(_) => None,
        }
    }

    /// The code that native text belongs to.
    fn code(&mut self) -> Option<&mut Code> {
        self.open.iter_mut().rev().find_map(|frame| match frame {
            Frame::Code(code) => Some(code),
            _ => None,
        })
    }

    /// Whether the innermost element is of one of these kinds.
    fn is_in(&self, kind: impl Fn(&Frame) -> bool) -> bool {
        self.open.iter().rev().find(|frame| !matches!(frame, Frame::Pair(_) | Frame::Through)).is_some_and(kind)
    }

    /// A segment of what was read, without the layout at its end.
    fn ended(&mut self, mut content: Vec<Inline>) -> Segment {
        if let Some(Inline::Text(text)) = content.last_mut().filter(|_| self.tail > 0) {
            let from = text.len().saturating_sub(self.tail);
            let kept = text.get(from..).map_or(0, |end| trim_layout_end(end).len());
            text.truncate(from + kept);
        }
        self.tail = 0;
        Segment::new(content)
    }

    // -------------------------------------------------------------------------------------------------------- text

    fn text(&mut self, text: &str, literal: bool) {
        let literal = literal && !self.keep && self.open.last().is_none_or(|frame| matches!(frame, Frame::Part { .. }));
        let Some(content) = self.content() else { return self.native(text) };
        let text = if literal && content.is_empty() { trim_layout_start(text) } else { text };
        if text.is_empty() {
            return;
        }
        match content.last_mut() {
            Some(Inline::Text(last)) => last.push_str(text),
            _ => content.push(Inline::Text(text.to_owned())),
        }
        self.tail = if literal { text.len() } else { 0 };
    }

    fn native(&mut self, text: &str) {
        if text.is_empty() || self.is_in(|frame| matches!(frame, Frame::Void)) {
            return;
        }
        if let Some(code) = self.code() {
            match code.content.last_mut() {
                Some(CodePart::Native(last)) => last.push_str(text),
                _ => code.content.push(CodePart::Native(text.to_owned())),
            }
        }
    }

    fn push(&mut self, inline: Inline) {
        self.tail = 0;
        if let Some(content) = self.content() {
            content.push(inline);
        }
    }

    // ---------------------------------------------------------------------------------------------------- elements

    fn begin(&mut self, tag: Tag) {
        self.tail = 0;
        let frame = if self.is_in(|frame| matches!(frame, Frame::Void)) {
            Frame::Void
        } else if self.is_in(|frame| matches!(frame, Frame::Code(_) | Frame::Native(_))) {
            self.begin_in_code(tag)
        } else if tag.name == "mrk" {
            begin_mark(self.shared.version, tag)
        } else {
            match self.shared.version {
                Version::One => self.begin_1(tag),
                Version::Two => self.begin_2(&tag),
            }
        };
        self.open.push(frame);
    }

    fn begin_in_code(&mut self, tag: Tag) -> Frame {
        if tag.name == "sub" && self.is_in(|frame| matches!(frame, Frame::Code(_))) {
            let known = |(name, value): &(String, String)| match name.as_str() {
                "datatype" => Some(("datatype".to_owned(), value.clone())),
                "ctype" => Some(("type".to_owned(), kind(value))),
                _ => None,
            };
            return Frame::Sub { attributes: tag.attributes.iter().filter_map(known).collect(), content: Vec::new() };
        }
        self.native(&tag.markup());
        Frame::Native(tag.name.into())
    }

    fn begin_1(&mut self, tag: Tag) -> Frame {
        let id = attribute(&tag.attributes, "id").unwrap_or_default();
        let kind_of = |name: &str| attribute(&tag.attributes, name).map(kind);
        match &*tag.name {
            "g" => {
                let i = self.new_pair(id);
                let mut attributes = self.numbered(Some(&i), id);
                attributes.extend(kind_of("ctype").map(|kind| ("type".to_owned(), kind)));
                self.push(code(CodeKind::Begin, attributes, &tag.markup()));
                Frame::Pair(plain_code(CodeKind::End, vec![("i".to_owned(), i)], "</g>"))
            }
            "x" => {
                let mut attributes = self.numbered(None, id);
                attributes.extend(kind_of("ctype").map(|kind| ("type".to_owned(), kind)));
                self.push(code(CodeKind::Placeholder, attributes, &empty(&tag)));
                Frame::Void
            }
            "bx" => {
                let i = self.pair(attribute(&tag.attributes, "rid").unwrap_or(id));
                let mut attributes = self.numbered(Some(&i), id);
                attributes.extend(kind_of("ctype").map(|kind| ("type".to_owned(), kind)));
                self.push(code(CodeKind::Begin, attributes, &empty(&tag)));
                Frame::Void
            }
            "ex" => {
                let i = self.pair(attribute(&tag.attributes, "rid").unwrap_or(id));
                self.push(code(CodeKind::End, vec![("i".to_owned(), i)], &empty(&tag)));
                Frame::Void
            }
            "bpt" | "ept" | "it" | "ph" => Frame::Code(self.native_code(&tag)),
            _ => Frame::Through,
        }
    }

    /// A code that holds its native code; attributes in the order of the file.
    fn native_code(&mut self, tag: &Tag) -> Code {
        let (id, rid) = (attribute(&tag.attributes, "id"), attribute(&tag.attributes, "rid"));
        let mut kind_of_code = CodeKind::named(&tag.name).unwrap_or(CodeKind::Placeholder);
        let paired = matches!(kind_of_code, CodeKind::Begin | CodeKind::End);
        let mut attributes = Vec::new();
        for (name, value) in &tag.attributes {
            let made = match name.as_str() {
                "rid" if paired => ("i", self.pair(value)),
                "id" if paired && rid.is_none() => {
                    attributes.push(("i".to_owned(), self.pair(value)));
                    if kind_of_code == CodeKind::End || is_no_number(value) {
                        continue;
                    }
                    ("x", self.shared.number(value))
                }
                "id" if kind_of_code != CodeKind::End && !is_no_number(value) && !value.is_empty() => {
                    ("x", self.shared.number(value))
                }
                "ctype" if value == UNKNOWN => {
                    kind_of_code = CodeKind::Unknown;
                    continue;
                }
                "ctype" => ("type", kind(value)),
                "pos" if kind_of_code == CodeKind::Isolated => {
                    ("pos", if value == "close" || value == "end" { "end" } else { "begin" }.to_owned())
                }
                "assoc" if kind_of_code == CodeKind::Placeholder => {
                    ("assoc", value.chars().next().map_or_else(String::new, String::from))
                }
                _ => continue,
            };
            attributes.push((made.0.to_owned(), made.1));
        }
        if paired && id.is_none() && rid.is_none() {
            attributes.insert(0, ("i".to_owned(), self.new_pair("")));
        }
        Code { kind: kind_of_code, attributes, content: Vec::new() }
    }

    fn begin_2(&mut self, tag: &Tag) -> Frame {
        if let Some(given) = attribute(&tag.attributes, TOLMACH_CODE)
            && let Some(mut code) = sole(given)
        {
            if code.content.is_empty() {
                code.content.extend(self.data(tag, "dataRef").map(CodePart::Native));
            }
            self.push(Inline::Code(code));
            return Frame::Void;
        }
        let id = attribute(&tag.attributes, "id").unwrap_or_default();
        let isolated = attribute(&tag.attributes, "isolated") == Some("yes");
        let type_of = type_2(tag).map(|kind| ("type".to_owned(), kind));
        let native = |builder: &Self, name| builder.data(tag, name).unwrap_or_else(|| empty(tag));
        match &*tag.name {
            "cp" => {
                let hex = attribute(&tag.attributes, "hex").unwrap_or_default();
                let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
                if let Some(c) = c.filter(|c| crate::formats::xml::is_allowed(*c)) {
                    self.text(c.encode_utf8(&mut [0; 4]), false);
                }
                Frame::Void
            }
            "ph" => {
                let mut attributes = self.numbered(None, id);
                attributes.extend(type_of);
                let native = native(self, "dataRef");
                self.push(code(CodeKind::Placeholder, attributes, &native));
                Frame::Void
            }
            "pc" => {
                let i = self.new_pair(id);
                let mut attributes = self.numbered(Some(&i), id);
                attributes.extend(type_of);
                let start = self.data(tag, "dataRefStart");
                let end = self.data(tag, "dataRefEnd").unwrap_or_else(|| match &start {
                    Some(_) => String::new(),
                    None => "</pc>".to_owned(),
                });
                self.push(code(CodeKind::Begin, attributes, &start.unwrap_or_else(|| tag.markup())));
                Frame::Pair(plain_code(CodeKind::End, vec![("i".to_owned(), i)], &end))
            }
            "sc" | "ec" if isolated => {
                let position = if tag.name == "sc" { "begin" } else { "end" };
                let mut attributes = vec![("pos".to_owned(), position.to_owned())];
                attributes.extend(self.numbered(None, id));
                attributes.extend(type_of);
                let native = native(self, "dataRef");
                self.push(code(CodeKind::Isolated, attributes, &native));
                Frame::Void
            }
            "sc" => {
                let i = self.pair(id);
                let mut attributes = self.numbered(Some(&i), id);
                attributes.extend(type_of);
                let native = native(self, "dataRef");
                self.push(code(CodeKind::Begin, attributes, &native));
                Frame::Void
            }
            "ec" => {
                let i = self.pair(attribute(&tag.attributes, "startRef").unwrap_or(id));
                let native = native(self, "dataRef");
                self.push(code(CodeKind::End, vec![("i".to_owned(), i)], &native));
                Frame::Void
            }
            "sm" | "em" => {
                self.push(code(CodeKind::Placeholder, Vec::new(), &empty(tag)));
                Frame::Void
            }
            _ => Frame::Through,
        }
    }

    fn data(&self, tag: &Tag, name: &str) -> Option<String> {
        self.shared.data.get(attribute(&tag.attributes, name)?).cloned()
    }

    fn numbered(&mut self, i: Option<&str>, id: &str) -> Vec<(String, String)> {
        let mut attributes: Vec<(String, String)> = i.iter().map(|i| ("i".to_owned(), (*i).to_owned())).collect();
        if !id.is_empty() {
            attributes.push(("x".to_owned(), self.shared.number(id)));
        }
        attributes
    }

    /// The number of a pair whose ends name it.
    fn pair(&mut self, name: &str) -> String {
        if let Some(i) = self.pairs.get(name) {
            return i.clone();
        }
        let i = self.new_pair(name);
        self.pairs.insert(name.to_owned(), i.clone());
        i
    }

    /// A number that no pair has yet, the name itself if that is one.
    fn new_pair(&mut self, name: &str) -> String {
        let own = Some(name.to_owned()).filter(|name| is_number(name) && !self.used.contains(name));
        let free = || (1_u64..).map(|n| n.to_string()).find(|n| !self.used.contains(n));
        let i = own.or_else(free).unwrap_or_default();
        self.used.insert(i.clone());
        i
    }

    /// Ends the innermost element; `false` when there is none, and it is the side that ends.
    fn end(&mut self) -> bool {
        let Some(frame) = self.open.pop() else { return false };
        match frame {
            Frame::Part { mid, content } => {
                let segment = self.ended(content);
                // a part stands in the whole as well, for a side that is cut otherwise than its counterpart
                for inline in segment.inlines() {
                    self.push(inline.clone());
                }
                self.parts.push((mid, segment));
            }
            Frame::Mark(mark) => self.push(restored(mark)),
            Frame::Code(code) => self.push(Inline::Code(unwrapped(code))),
            Frame::Sub { attributes, content } => {
                if let Some(Frame::Code(code)) = self.open.last_mut() {
                    let content = Segment::new(content).inlines().to_vec();
                    code.content.push(CodePart::Sub { attributes, content });
                }
            }
            Frame::Native(name) => self.native(&format!("</{name}>")),
            Frame::Pair(code) => self.push(Inline::Code(code)),
            Frame::Through | Frame::Void => {}
        }
        self.tail = 0;
        true
    }
}

/// A mark that begins: a segment, a change or comment of Trados, or a mark.
fn begin_mark(version: Version, tag: Tag) -> Frame {
    if version == Version::One {
        match attribute(&tag.attributes, "mtype").unwrap_or_default() {
            "seg" => {
                let mid = attribute(&tag.attributes, "mid").unwrap_or_default().to_owned();
                return Frame::Part { mid, content: Vec::new() };
            }
            "x-sdl-deleted" => return Frame::Void,
            kind if kind.starts_with("x-sdl-") => return Frame::Through,
            _ => {}
        }
    }
    Frame::Mark(Mark { name: tag.name.into(), attributes: tag.attributes, content: Vec::new() })
}

/// The mark that our writer folded into one.
fn restored(mark: Mark) -> Inline {
    let value = |name| attribute(&mark.attributes, name);
    let folded = match (value("mtype"), value("type")) {
        (Some(MARK), _) => value("comment"),
        (_, Some(kind)) if kind == super::MARK_2 => value("value"),
        _ => None,
    };
    let parsed = folded.and_then(tmx::inline::parse);
    match parsed.as_ref().map(Segment::inlines) {
        Some([Inline::Mark(was)]) => {
            Inline::Mark(Mark { name: was.name.clone(), attributes: was.attributes.clone(), content: mark.content })
        }
        _ => Inline::Mark(mark),
    }
}

/// The code that our writer folded into a placeholder.
fn unwrapped(code: Code) -> Code {
    if attribute(&code.attributes, "type") != Some(CODE) {
        return code;
    }
    match code.content.as_slice() {
        [CodePart::Native(native)] => sole(native).unwrap_or(code),
        _ => code,
    }
}

/// The one code that a text in TMX is.
fn sole(text: &str) -> Option<Code> {
    match tmx::inline::parse(text)?.inlines() {
        [Inline::Code(code)] => Some(code.clone()),
        _ => None,
    }
}

fn plain_code(kind: CodeKind, attributes: Vec<(String, String)>, native: &str) -> Code {
    let content = if native.is_empty() { Vec::new() } else { vec![CodePart::Native(native.to_owned())] };
    Code { kind, attributes, content }
}

fn code(kind: CodeKind, attributes: Vec<(String, String)>, native: &str) -> Inline {
    Inline::Code(plain_code(kind, attributes, native))
}

/// An empty element as it would stand in a file.
pub(super) fn empty(tag: &Tag) -> String {
    let mut markup = tag.markup();
    markup.pop();
    markup + "/>"
}

/// Whether an `id` is one that our writer gave to a code without a number.
fn is_no_number(id: &str) -> bool {
    id.strip_prefix('i').is_some_and(is_number)
}

/// What a `ctype` says in TMX.
fn kind(ctype: &str) -> String {
    ctype.strip_prefix("x-tmx-").unwrap_or(ctype).to_owned()
}

/// What the types of a 2.x code say in TMX.
fn type_2(tag: &Tag) -> Option<String> {
    let sub = attribute(&tag.attributes, "subType");
    let known = sub.and_then(|sub| super::TYPES_2.iter().find(|(_, _, name)| *name == sub)).map(|(kind, ..)| *kind);
    let other = || match sub {
        Some(sub) => Some(sub.strip_prefix("tmx:").unwrap_or(sub).to_owned()),
        None => attribute(&tag.attributes, "type").map(ToOwned::to_owned),
    };
    known.map(ToOwned::to_owned).or_else(other)
}

/// The element that a native code is, if it is one and nothing else.
pub(super) fn element(native: &str) -> Option<Tag> {
    if !native.starts_with('<') {
        return None;
    }
    let (mut xml, _) = XmlReader::new(native.as_bytes(), Some("utf-8"), native.len() as u64 + 1).ok()?;
    let Ok(Token::Open(tag)) = xml.token() else { return None };
    (tag.markup() == native || empty(&tag) == native).then_some(tag)
}

/// Whether an element's name, whatever stands in front of it, is that.
pub(super) fn is(tag: &Tag, name: &str) -> bool {
    local(&tag.name) == name
}
