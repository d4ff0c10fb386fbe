//! How is a segment with its codes written, so that it validates and reads back as it was?
//!
//! First as a person would write it: `bpt ept it ph` in 1.2, `pc sc ec ph` with their data in 2.1, and elements that a
//! code's content is, as themselves. What is written is read back; if that is not the segment, each code is written in a
//! way that holds anything: in 1.2 as `<ph ctype="x-tolmach-code">` around the code in TMX, in 2.1 with that in an
//! attribute `tolmach:code`.

use super::inline::{self, Shared, element, empty};
use super::{CODE, MARK, MARK_2, TOLMACH_CODE, TYPES_2, UNKNOWN, Version, is_extended, is_number, is_token};
use crate::formats::tmx;
use crate::formats::xml::{self, Tag, XmlReader};
use crate::model::{Code, CodeKind, CodePart, Inline, Mark, Segment, attribute};
use std::collections::{BTreeMap, BTreeSet};

/// The sides of a unit while they are written: source first, as they will be read.
pub(super) struct Sides {
    /// Native codes of a 2.1 unit: their number is their place.
    data: Vec<String>,
    read: Shared,
}

/// The id of a native code in its unit.
fn data_id(place: usize) -> String {
    format!("d{}", place + 1)
}

impl Sides {
    pub(super) fn new(version: Version) -> Self {
        Self { data: Vec::new(), read: Shared::new(version) }
    }

    /// The native codes of what was written, by their ids.
    pub(super) fn data(&self) -> impl Iterator<Item = (String, &str)> {
        self.data.iter().enumerate().map(|(place, native)| (data_id(place), native.as_str()))
    }

    /// A segment as XML.
    pub(super) fn written(&mut self, segment: &Segment) -> String {
        let mut out = String::new();
        if segment.is_plain() {
            for inline in segment.inlines() {
                if let Inline::Text(text) = inline {
                    xml::push_text(&mut out, text);
                }
            }
            return out;
        }
        let (version, kept) = (self.read.version, self.data.len());
        let mut pen = Pen::new(version, &mut self.data, false);
        let natural = pen.inlines(segment.inlines(), &mut out).is_some() && pen.holds_together();
        if natural && self.reads_as(&out, segment) {
            return out;
        }
        self.data.truncate(kept);
        out.clear();
        let mut pen = Pen::new(version, &mut self.data, true);
        pen.look_at(segment.inlines());
        // what is forced refuses nothing
        let _ = pen.inlines(segment.inlines(), &mut out);
        out
    }

    /// Whether XML reads as that segment, after the sides in front of it.
    fn reads_as(&mut self, written: &str, segment: &Segment) -> bool {
        let whole = format!("<s>{written}</s>");
        let mut shared = self.read.clone();
        shared.data = self.data().map(|(id, native)| (id, native.to_owned())).collect();
        let Ok((mut xml, _)) = XmlReader::new(whole.as_bytes(), Some("utf-8"), whole.len() as u64 + 1) else {
            return false;
        };
        let reads = xml.token().is_ok()
            && inline::read(&mut xml, &mut shared, true).is_ok_and(|content| content.whole == *segment);
        if reads {
            self.read = shared;
        }
        reads
    }
}

/// Writes codes. What gives `None` has no natural form.
struct Pen<'d> {
    version: Version,
    data: &'d mut Vec<String>,
    forced: bool,
    /// Names of pairs, by the element that begins or ends them: those must be unique, these have a beginning.
    begun: BTreeMap<&'static str, BTreeSet<String>>,
    ended: BTreeMap<&'static str, BTreeSet<String>>,
    ids: BTreeSet<String>,
    /// Numbers of pairs in a forced segment whose ends there are, and the ids of their beginnings.
    closed: BTreeSet<String>,
    starts: BTreeMap<String, String>,
}

impl<'d> Pen<'d> {
    fn new(version: Version, data: &'d mut Vec<String>, forced: bool) -> Self {
        Self {
            version,
            data,
            forced,
            begun: BTreeMap::new(),
            ended: BTreeMap::new(),
            ids: BTreeSet::new(),
            closed: BTreeSet::new(),
            starts: BTreeMap::new(),
        }
    }

    /// Whether what ends has begun.
    fn holds_together(&self) -> bool {
        self.ended.iter().all(|(name, ended)| {
            self.begun.get(name).map_or(ended.is_empty(), |begun| ended.iter().all(|name| begun.contains(name)))
        })
    }

    fn begins(&mut self, name: &'static str, pair: &str) -> Option<()> {
        self.begun.entry(name).or_default().insert(pair.to_owned()).then_some(())
    }

    fn ends(&mut self, name: &'static str, pair: &str) {
        self.ended.entry(name).or_default().insert(pair.to_owned());
    }

    fn inlines(&mut self, inlines: &[Inline], out: &mut String) -> Option<()> {
        let spans = if self.forced { BTreeMap::new() } else { spans(inlines) };
        let ends: BTreeSet<usize> = spans.values().copied().collect();
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) => xml::push_text(out, text),
                Inline::Mark(mark) => self.mark(mark, out)?,
                Inline::Code(code) if self.forced => self.forced(code, out),
                Inline::Code(code) => {
                    let end = spans.get(&at).and_then(|end| match &inlines[*end] {
                        Inline::Code(code) => Some(code),
                        _ => None,
                    });
                    match self.version {
                        Version::One => self.code_1(code, ends.contains(&at), end, out)?,
                        Version::Two => self.code_2(code, ends.contains(&at), end, out)?,
                    }
                }
            }
        }
        Some(())
    }

    // ------------------------------------------------------------------------------------------------------- marks

    fn mark(&mut self, mark: &Mark, out: &mut String) -> Option<()> {
        let own = mark.name == "mrk" && self.takes_mark(&mark.attributes);
        out.push_str("<mrk");
        if own {
            for (name, value) in &mark.attributes {
                xml::push_attribute(out, name, value);
            }
        } else {
            let bare = Mark { content: Vec::new(), ..mark.clone() };
            let folded = tmx::inline::written(&Segment::new(vec![Inline::Mark(bare)]));
            match self.version {
                Version::One => {
                    xml::push_attribute(out, "mtype", MARK);
                    xml::push_attribute(out, "comment", &folded);
                }
                Version::Two => {
                    let id = self.free_id("m");
                    xml::push_attribute(out, "id", &id);
                    xml::push_attribute(out, "type", MARK_2);
                    xml::push_attribute(out, "value", &folded);
                }
            }
        }
        out.push('>');
        self.inlines(&mark.content, out)?;
        out.push_str("</mrk>");
        Some(())
    }

    /// Whether a `mrk` may be written as it is.
    fn takes_mark(&mut self, attributes: &[(String, String)]) -> bool {
        let fits = |(name, value): &(String, String)| match (self.version, name.as_str()) {
            (Version::One, "mtype") => {
                MTYPES.contains(&value.as_str()) || is_extended(value) && value != MARK && !value.starts_with("x-sdl-")
            }
            (Version::One, "mid") => is_token(value),
            (Version::One, "comment") | (Version::Two, "value") => true,
            (Version::Two, "id") => is_token(value),
            (Version::Two, "translate") => value == "yes" || value == "no",
            (Version::Two, "type") => {
                ["generic", "comment", "term"].contains(&value.as_str()) || is_user(value) && value != MARK_2
            }
            (Version::Two, "ref") => value.strip_prefix('#').is_some_and(|rest| rest.split(['=', '/']).all(is_token)),
            _ => false,
        };
        let needed = if self.version == Version::One { "mtype" } else { "id" };
        let whole = attribute(attributes, needed).is_some() && attributes.iter().all(fits) && each_once(attributes);
        whole && (self.version == Version::One || self.takes_id(attributes))
    }

    // --------------------------------------------------------------------------------------------------- natural, 1.2

    fn code_1(&mut self, code: &Code, ends: bool, end: Option<&Code>, out: &mut String) -> Option<()> {
        if let Some(tag) = native(code).and_then(|native| self.element_1(code, &native, end)) {
            if tag.name == "g" {
                out.push_str(&tag.markup());
                return Some(());
            }
            out.push_str(&empty(&tag));
            return Some(());
        }
        // the end of a `g` is one only where its beginning is
        if code.kind == CodeKind::End && ends && native(code).as_deref() == Some("</g>") {
            let i = attribute(&code.attributes, "i")?;
            if self.begun.get("g").is_some_and(|begun| begun.contains(i)) {
                out.push_str("</g>");
                return Some(());
            }
        }
        let name = if code.kind == CodeKind::Unknown { "ph" } else { code.kind.name() };
        let attributes = self.attributes_1(code)?;
        out.push('<');
        out.push_str(name);
        for (name, value) in &attributes {
            xml::push_attribute(out, name, value);
        }
        out.push('>');
        for part in &code.content {
            match part {
                CodePart::Native(native) => xml::push_text(out, native),
                CodePart::Sub { attributes, content } => {
                    out.push_str("<sub");
                    for (name, value) in attributes {
                        match name.as_str() {
                            "datatype" => xml::push_attribute(out, "datatype", datatype(value)?),
                            "type" => xml::push_attribute(out, "ctype", &ctype(value, &DELIMITERS)?),
                            _ => return None,
                        }
                    }
                    out.push('>');
                    self.inlines(content, out)?;
                    out.push_str("</sub>");
                }
            }
        }
        out.push_str("</");
        out.push_str(name);
        out.push('>');
        Some(())
    }

    /// The element of 1.2 that a native code is, where it may stand.
    fn element_1(&mut self, code: &Code, native: &str, end: Option<&Code>) -> Option<Tag> {
        let tag = element(native)?;
        let value = |name| attribute(&tag.attributes, name);
        let (types, pairs): (&[&str], bool) = match (code.kind, &*tag.name) {
            (CodeKind::Begin, "g") => (&DELIMITERS, true),
            (CodeKind::Begin, "bx") => (&DELIMITERS, true),
            (CodeKind::End, "ex") => (&[], true),
            (CodeKind::Placeholder, "x") => (&PLACEHOLDERS, false),
            _ => return None,
        };
        let fits = |(name, value): &(String, String)| match name.as_str() {
            "id" | "equiv-text" => true,
            "ctype" => tag.name != "ex" && (types.contains(&value.as_str()) || is_extended(value)),
            "clone" => tag.name != "ex" && (value == "yes" || value == "no"),
            "rid" => pairs && tag.name != "g" && is_token(value),
            _ => false,
        };
        if value("id").is_none() || !tag.attributes.iter().all(fits) || !each_once(&tag.attributes) {
            return None;
        }
        match &*tag.name {
            "g" => {
                if native != tag.markup() || self::native(end?).as_deref() != Some("</g>") {
                    return None;
                }
                self.begins("g", attribute(&code.attributes, "i")?)?;
            }
            "bx" => {
                if let Some(rid) = value("rid") {
                    self.begins("bx", rid)?;
                }
            }
            "ex" => {
                if let Some(rid) = value("rid") {
                    self.ends("bx", rid);
                }
            }
            _ => {}
        }
        Some(tag)
    }

    /// The attributes of a code in 1.2, in their order.
    fn attributes_1(&mut self, code: &Code) -> Option<Vec<(&'static str, String)>> {
        let paired = matches!(code.kind, CodeKind::Begin | CodeKind::End);
        let types: &[&str] = if paired || code.kind == CodeKind::Isolated { &DELIMITERS } else { &PLACEHOLDERS };
        let mut out: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in &code.attributes {
            out.push(match name.as_str() {
                "i" if paired && is_number(value) => {
                    if code.kind == CodeKind::Begin {
                        self.begins("bpt", value)?;
                    } else {
                        self.ends("bpt", value);
                    }
                    ("rid", value.clone())
                }
                "x" if code.kind != CodeKind::End && is_number(value) => ("id", value.clone()),
                "type" if code.kind != CodeKind::End => ("ctype", ctype(value, types)?),
                "pos" if code.kind == CodeKind::Isolated => {
                    ("pos", if value == "end" { "close" } else { "open" }.to_owned())
                }
                "assoc" if code.kind == CodeKind::Placeholder => ("assoc", assoc(value)?.to_owned()),
                _ => return None,
            });
        }
        let has = |out: &[(&str, String)], name| out.iter().any(|(n, _)| *n == name);
        if paired && !has(&out, "rid") || code.kind == CodeKind::Isolated && !has(&out, "pos") {
            return None;
        }
        if !has(&out, "id") {
            let id = match out.iter().find(|(name, _)| *name == "rid") {
                Some((_, rid)) => format!("i{rid}"),
                None => self.free_id("i"),
            };
            out.push(("id", id));
        }
        if code.kind == CodeKind::Unknown {
            if has(&out, "ctype") {
                return None;
            }
            out.push(("ctype", UNKNOWN.to_owned()));
        }
        Some(out)
    }

    // --------------------------------------------------------------------------------------------------- natural, 2.1

    fn code_2(&mut self, code: &Code, ends: bool, end: Option<&Code>, out: &mut String) -> Option<()> {
        if ends && code.kind == CodeKind::End {
            out.push_str("</pc>");
            return Some(());
        }
        let native = native(code)?;
        if let Some(tag) = element_2(code, &native, end) {
            let id = attribute(&tag.attributes, "id");
            if id.is_some_and(|id| !self.ids.insert(id.to_owned())) {
                return None;
            }
            match &*tag.name {
                "sc" => self.begins("sc", id?)?,
                "ec" => self.ends("sc", attribute(&tag.attributes, "startRef").or(id)?),
                "sm" => self.begins("sm", id?)?,
                "em" => self.ends("sm", attribute(&tag.attributes, "startRef")?),
                _ => {}
            }
            out.push_str(&if tag.name == "pc" { tag.markup() } else { empty(&tag) });
            return Some(());
        }
        let value = |name| attribute(&code.attributes, name);
        let number = value("x").or(value("i")).filter(|id| is_number(id));
        let id = match (code.kind, number) {
            (CodeKind::End, _) => String::new(),
            (_, Some(id)) => id.to_owned(),
            _ => return None,
        };
        if code.kind != CodeKind::End && !self.ids.insert(id.clone()) {
            return None;
        }
        let data = Some(native).filter(|native| !native.is_empty());
        out.push_str(match code.kind {
            CodeKind::Begin if end.is_some() => "<pc",
            CodeKind::Begin => "<sc",
            CodeKind::End => "<ec",
            CodeKind::Isolated if value("pos") == Some("end") => "<ec",
            CodeKind::Isolated => "<sc",
            CodeKind::Placeholder => "<ph",
            CodeKind::Unknown => return None,
        });
        match code.kind {
            CodeKind::End => {
                let i = value("i")?;
                self.ends("sc", i);
                xml::push_attribute(out, "startRef", i);
            }
            CodeKind::Isolated => {
                xml::push_attribute(out, "id", &id);
                xml::push_attribute(out, "isolated", "yes");
            }
            _ => xml::push_attribute(out, "id", &id),
        }
        if let Some(kind) = value("type") {
            push_type_2(kind, out)?;
        }
        match end {
            Some(end) if code.kind == CodeKind::Begin => {
                let end = self::native(end)?;
                if let Some(data) = data {
                    xml::push_attribute(out, "dataRefStart", &self.data_ref(&data));
                }
                if !end.is_empty() {
                    xml::push_attribute(out, "dataRefEnd", &self.data_ref(&end));
                }
                out.push('>');
            }
            _ => {
                if code.kind == CodeKind::Begin {
                    self.begins("sc", &id)?;
                }
                xml::push_attribute(out, "dataRef", &self.data_ref(&data?));
                out.push_str("/>");
            }
        }
        Some(())
    }

    fn data_ref(&mut self, native: &str) -> String {
        let place = self.data.iter().position(|known| known == native).unwrap_or_else(|| {
            self.data.push(native.to_owned());
            self.data.len() - 1
        });
        data_id(place)
    }

    // ------------------------------------------------------------------------------------------------------- forced

    /// Finds the pairs of a segment whose codes are forced.
    fn look_at(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Code(code) if code.kind == CodeKind::End => {
                    self.closed.extend(attribute(&code.attributes, "i").map(ToOwned::to_owned));
                }
                Inline::Mark(mark) => self.look_at(&mark.content),
                _ => {}
            }
        }
    }

    fn forced(&mut self, code: &Code, out: &mut String) {
        let written = |code: Code| tmx::inline::written(&Segment::new(vec![Inline::Code(code)]));
        if self.version == Version::One {
            out.push_str("<ph");
            xml::push_attribute(out, "id", &self.free_id("i"));
            xml::push_attribute(out, "ctype", CODE);
            out.push('>');
            xml::push_text(out, &written(code.clone()));
            out.push_str("</ph>");
            return;
        }
        let i = attribute(&code.attributes, "i");
        let start = i.filter(|_| code.kind == CodeKind::End).and_then(|i| self.starts.remove(i));
        let number = attribute(&code.attributes, "x").filter(|x| is_number(x)).map(ToOwned::to_owned);
        let id = match number.filter(|x| start.is_none() && self.ids.insert(x.clone())) {
            Some(id) => id,
            None => self.free_id("c"),
        };
        let paired =
            i.filter(|i| code.kind == CodeKind::Begin && self.closed.contains(*i) && !self.starts.contains_key(*i));
        let name = match code.kind {
            CodeKind::Begin => "sc",
            CodeKind::End => "ec",
            CodeKind::Isolated if attribute(&code.attributes, "pos") == Some("end") => "ec",
            CodeKind::Isolated => "sc",
            CodeKind::Placeholder | CodeKind::Unknown => "ph",
        };
        out.push('<');
        out.push_str(name);
        match (start, paired) {
            (Some(start), _) => xml::push_attribute(out, "startRef", &start),
            (None, Some(i)) => {
                self.starts.insert(i.to_owned(), id.clone());
                xml::push_attribute(out, "id", &id);
            }
            (None, None) => {
                xml::push_attribute(out, "id", &id);
                if name != "ph" {
                    xml::push_attribute(out, "isolated", "yes");
                }
            }
        }
        let bare = match native(code) {
            Some(native) => {
                if !native.is_empty() {
                    xml::push_attribute(out, "dataRef", &self.data_ref(&native));
                }
                Code { content: Vec::new(), ..code.clone() }
            }
            None => code.clone(),
        };
        xml::push_attribute(out, TOLMACH_CODE, &written(bare));
        out.push_str("/>");
    }

    fn free_id(&mut self, prefix: &str) -> String {
        let free = (1_u64..).map(|n| format!("{prefix}{n}")).find(|id| !self.ids.contains(id)).unwrap_or_default();
        self.ids.insert(free.clone());
        free
    }

    /// Whether an id is not in use, and now is.
    fn takes_id(&mut self, attributes: &[(String, String)]) -> bool {
        attribute(attributes, "id").is_some_and(|id| self.ids.insert(id.to_owned()))
    }
}

/// Beginnings of codes and the places of their ends, where pairs stand one in the other.
fn spans(inlines: &[Inline]) -> BTreeMap<usize, usize> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut out = BTreeMap::new();
    for (at, inline) in inlines.iter().enumerate() {
        let Inline::Code(code) = inline else { continue };
        let Some(i) = attribute(&code.attributes, "i") else { continue };
        match code.kind {
            CodeKind::Begin => open.push((at, i)),
            CodeKind::End => {
                if let Some(place) = open.iter().rposition(|(_, begun)| *begun == i) {
                    // what began in between ends outside: then neither is a span
                    if place + 1 == open.len() {
                        out.insert(open[place].0, at);
                    }
                    open.truncate(place + usize::from(place + 1 != open.len()));
                }
            }
            _ => {}
        }
    }
    out
}

/// The native code that is all of a code's content; `None` when there is a sub-flow in it.
fn native(code: &Code) -> Option<String> {
    match code.content.as_slice() {
        [] => Some(String::new()),
        [CodePart::Native(native)] => Some(native.clone()),
        _ => None,
    }
}

/// The element of 2.x that a native code is, where it may stand.
fn element_2(code: &Code, native: &str, end: Option<&Code>) -> Option<Tag> {
    let tag = element(native)?;
    let value = |name| attribute(&tag.attributes, name);
    let isolated = value("isolated") == Some("yes");
    match (code.kind, &*tag.name) {
        (CodeKind::Begin, "pc") => {
            if native != tag.markup() || self::native(end?).as_deref() != Some("</pc>") {
                return None;
            }
        }
        (CodeKind::Begin, "sc") if !isolated && end.is_none() => {}
        (CodeKind::End, "ec") if !isolated => {}
        (CodeKind::Isolated, "sc" | "ec") if isolated => {}
        (CodeKind::Placeholder, "ph" | "sm" | "em") => {}
        _ => return None,
    }
    let yes_no = |value: &str| value == "yes" || value == "no";
    let fits = |(name, value): &(String, String)| match (&*tag.name, name.as_str()) {
        ("em", "startRef") | ("ec", "startRef") => is_token(value),
        ("em", _) => false,
        (_, "id") => is_token(value),
        ("sm", "translate") => yes_no(value),
        ("sm", "type") => ["generic", "comment", "term"].contains(&value.as_str()) || is_user(value),
        ("sm", "value") => true,
        ("sm", _) => false,
        (_, "canCopy" | "canDelete") => yes_no(value),
        (_, "canReorder") => yes_no(value) || value == "firstNo",
        (_, "copyOf") => is_token(value),
        (_, "subType") => is_user(value),
        (_, "type") => TYPES.contains(&value.as_str()),
        ("pc", "dispStart" | "dispEnd" | "equivStart" | "equivEnd") => true,
        ("ph" | "sc" | "ec", "disp" | "equiv") => true,
        ("pc" | "sc" | "ec", "canOverlap") | ("sc" | "ec", "isolated") => yes_no(value),
        ("pc" | "sc" | "ec", "dir") => ["ltr", "rtl", "auto"].contains(&value.as_str()),
        _ => false,
    };
    let needed = match &*tag.name {
        "em" => value("startRef"),
        "ec" => value("startRef").or(value("id")),
        _ => value("id"),
    };
    (needed.is_some() && tag.attributes.iter().all(fits) && each_once(&tag.attributes)).then_some(tag)
}

fn each_once(attributes: &[(String, String)]) -> bool {
    (1..attributes.len()).all(|n| attributes[..n].iter().all(|(name, _)| *name != attributes[n].0))
}

/// `[^\s:]+:[^\s:]+`.
fn is_user(value: &str) -> bool {
    let word = |text: &str| !text.is_empty() && !text.contains([':', ' ', '\t', '\n', '\r']);
    value.split_once(':').is_some_and(|(prefix, name)| word(prefix) && word(name))
}

/// A TMX `type` as `ctype`.
fn ctype(kind: &str, known: &[&str]) -> Option<String> {
    if kind.starts_with(MARK) || kind.is_empty() || kind.contains([' ', '\t', '\n', '\r']) {
        return None;
    }
    Some(if known.contains(&kind) || is_extended(kind) { kind.to_owned() } else { format!("x-tmx-{kind}") })
}

fn datatype(value: &str) -> Option<&str> {
    (["html", "plaintext", "xml", "rtf"].contains(&value) || is_extended(value)).then_some(value)
}

fn assoc(value: &str) -> Option<&'static str> {
    Some(match value {
        "p" => "preceding",
        "f" => "following",
        "b" => "both",
        _ => return None,
    })
}

fn push_type_2(kind: &str, out: &mut String) -> Option<()> {
    if let Some((_, kind, sub)) = TYPES_2.iter().find(|(name, ..)| *name == kind) {
        xml::push_attribute(out, "type", kind);
        xml::push_attribute(out, "subType", sub);
    } else if TYPES.contains(&kind) {
        xml::push_attribute(out, "type", kind);
    } else {
        let sub = if is_user(kind) { kind.to_owned() } else { format!("tmx:{kind}") };
        if !is_user(&sub) {
            return None;
        }
        xml::push_attribute(out, "type", "other");
        xml::push_attribute(out, "subType", &sub);
    }
    Some(())
}

const DELIMITERS: [&str; 4] = ["bold", "italic", "underlined", "link"];
const PLACEHOLDERS: [&str; 3] = ["image", "pb", "lb"];
const TYPES: [&str; 6] = ["fmt", "ui", "quote", "link", "image", "other"];
const MTYPES: [&str; 36] = [
    "abbrev",
    "abbreviated-form",
    "abbreviation",
    "acronym",
    "appellation",
    "collocation",
    "common-name",
    "datetime",
    "equation",
    "expanded-form",
    "formula",
    "head-term",
    "initialism",
    "international-scientific-term",
    "internationalism",
    "logical-expression",
    "materials-management-unit",
    "name",
    "near-synonym",
    "part-number",
    "phrase",
    "phraseological-unit",
    "protected",
    "romanized-form",
    "set-phrase",
    "short-form",
    "sku",
    "standard-text",
    "symbol",
    "synonym",
    "synonymous-phrase",
    "term",
    "transcribed-form",
    "transliterated-form",
    "truncated-term",
    "variant",
];
