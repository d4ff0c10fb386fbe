//! How are units written down for translators? XLIFF 1.2 or 2.1, one element a line, the same bytes each time.

use super::codes::Sides;
use super::{APPROVED, CONTEXT, META, QUALIFIER, RESNAME, STATE, SUB_STATE, TOOL, TRANSLATED, Version, is_extended};
use crate::formats::carried::{self, Holds, Places};
use crate::formats::exchange::{UnitWriter, pairs};
use crate::formats::tmx::inline::has_words;
use crate::formats::xml;
use crate::lang::Lang;
use crate::model::{Note, Prop, Tu, Tuv};
use std::io::{self, Write};

/// Writes an XLIFF file.
pub struct XliffWriter<W: Write> {
    out: W,
    version: Version,
    langs: Vec<Lang>,
    units: u64,
    line: String,
}

impl<W: Write> XliffWriter<W> {
    /// Begins a file in two languages, source first.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn new(out: W, version: Version, langs: &[Lang]) -> io::Result<Self> {
        let mut writer = Self { out, version, langs: langs.to_vec(), units: 0, line: String::new() };
        let mut tags = langs.iter().map(Lang::as_str).chain(["und", "und"]);
        let (from, to) = (tags.next().unwrap_or_default(), tags.next().unwrap_or_default());
        let tool_version = env!("CARGO_PKG_VERSION");
        writer.line = match version {
            Version::One => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\">\n\
                 <file original=\"memory\" source-language=\"{from}\" target-language=\"{to}\" datatype=\"plaintext\" \
                 tool-id=\"{TOOL}\" xml:space=\"preserve\">\n\
                 <header>\n  <tool tool-id=\"{TOOL}\" tool-name=\"Tolmach\" tool-version=\"{tool_version}\"/>\n</header>\n\
                 <body>\n"
            ),
            Version::Two => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
                 xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" xmlns:tolmach=\"urn:tolmach:1\" version=\"2.1\" \
                 srcLang=\"{from}\" trgLang=\"{to}\" xml:space=\"preserve\">\n\
                 <file id=\"f1\" tolmach:memory=\"{tool_version}\">\n"
            ),
        };
        writer.flush_line()?;
        Ok(writer)
    }

    fn flush_line(&mut self) -> io::Result<()> {
        let result = self.out.write_all(self.line.as_bytes());
        self.line.clear();
        result
    }

    fn places<'p>(&'p self, prop: &'p dyn Fn(&Prop) -> bool) -> Places<'p> {
        Places { langs: &self.langs, holds: Holds::Codes, prop, note: &|_, note| has_place(note) }
    }

    fn unit_1(&mut self, tu: &Tu, (from, to): (&Tuv, &Tuv)) {
        let placed = |kind: &str| placed(tu, kind, Version::One);
        let props = carried::properties(tu, [from, to], &self.places(&|prop| is_placed(tu, prop, Version::One)));
        let mut sides = Sides::new(Version::One);
        let (source, target) = (sides.written(&from.segment), sides.written(&to.segment));
        let out = &mut self.line;
        out.push_str("<trans-unit");
        xml::push_attribute(out, "id", &self.units.to_string());
        push_some(out, "approved", placed(APPROVED));
        push_some(out, "resname", placed(RESNAME));
        out.push_str(">\n  <source>");
        out.push_str(&source);
        out.push_str("</source>\n  <target");
        xml::push_attribute(out, "state", placed(STATE).unwrap_or(TRANSLATED));
        push_some(out, "state-qualifier", placed(QUALIFIER));
        out.push('>');
        out.push_str(&target);
        out.push_str("</target>\n");
        if !props.is_empty() {
            out.push_str("  <context-group purpose=\"information\">\n");
            for prop in &props {
                let name = carried::name(prop);
                let name = name.strip_prefix(CONTEXT).filter(|name| CONTEXTS.contains(name)).unwrap_or(&name);
                xml::push_element(out, "    ", "context", &[("context-type", Some(name))], &prop.value);
            }
            out.push_str("  </context-group>\n");
        }
        push_notes(out, "  ", "annotates", tu, (from, to));
        out.push_str("</trans-unit>\n");
    }

    fn unit_2(&mut self, tu: &Tu, (from, to): (&Tuv, &Tuv)) {
        let placed = |kind: &str| placed(tu, kind, Version::Two);
        let props = carried::properties(tu, [from, to], &self.places(&|prop| is_placed(tu, prop, Version::Two)));
        let mut sides = Sides::new(Version::Two);
        let (source, target) = (sides.written(&from.segment), sides.written(&to.segment));
        let out = &mut self.line;
        out.push_str("<unit");
        xml::push_attribute(out, "id", &self.units.to_string());
        push_some(out, "name", placed(RESNAME));
        out.push_str(">\n");
        if !props.is_empty() {
            out.push_str("  <mda:metadata>\n    <mda:metaGroup category=\"tolmach\">\n");
            for prop in &props {
                let name = carried::name(prop);
                let name = name.strip_prefix(META).filter(|name| !name.starts_with("x-")).unwrap_or(&name);
                xml::push_element(out, "      ", "mda:meta", &[("type", Some(name))], &prop.value);
            }
            out.push_str("    </mda:metaGroup>\n  </mda:metadata>\n");
        }
        if [&tu.notes, &from.notes, &to.notes].iter().any(|notes| notes.iter().any(has_place)) {
            out.push_str("  <notes>\n");
            push_notes(out, "    ", "appliesTo", tu, (from, to));
            out.push_str("  </notes>\n");
        }
        let mut data = sides.data().peekable();
        if data.peek().is_some() {
            out.push_str("  <originalData>\n");
            for (id, native) in data {
                xml::push_element(out, "    ", "data", &[("id", Some(&id))], native);
            }
            out.push_str("  </originalData>\n");
        }
        out.push_str("  <segment");
        xml::push_attribute(out, "state", placed(STATE).unwrap_or(TRANSLATED));
        push_some(out, "subState", placed(SUB_STATE));
        out.push_str(&format!(
            ">\n    <source>{source}</source>\n    <target>{target}</target>\n  </segment>\n</unit>\n"
        ));
    }
}

impl<W: Write> UnitWriter for XliffWriter<W> {
    fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        let mut any = false;
        for (from, to) in pairs(tu, &self.langs) {
            if !has_words(&from.segment) || !has_words(&to.segment) {
                continue;
            }
            any = true;
            self.units += 1;
            match self.version {
                Version::One => self.unit_1(tu, (from, to)),
                Version::Two => self.unit_2(tu, (from, to)),
            }
            self.flush_line()?;
        }
        Ok(any)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.line.push_str(match (self.version, self.units) {
            (Version::One, _) => "</body>\n</file>\n</xliff>\n",
            // a file must have something in it
            (Version::Two, 0) => "<group id=\"g1\"/>\n</file>\n</xliff>\n",
            (Version::Two, _) => "</file>\n</xliff>\n",
        });
        self.flush_line()?;
        self.out.flush()
    }
}

/// The value of a property that has a place in the version: the first of its kind that may stand there.
fn placed<'t>(tu: &'t Tu, kind: &str, version: Version) -> Option<&'t str> {
    let fits = |value: &str| match (kind, version) {
        (STATE, Version::One) => value != TRANSLATED && (STATES.contains(&value) || is_extended(value)),
        (STATE, Version::Two) => ["initial", "reviewed", "final"].contains(&value),
        (QUALIFIER, Version::One) => QUALIFIERS.contains(&value) || is_extended(value),
        (APPROVED, Version::One) => value == "yes",
        (RESNAME, _) => !value.is_empty(),
        // a prefix and a value
        (SUB_STATE, Version::Two) => {
            value.split_once(':').is_some_and(|(prefix, rest)| !prefix.is_empty() && !rest.is_empty())
        }
        _ => false,
    };
    tu.props
        .iter()
        .find(|prop| prop.kind == kind && prop.lang.is_none() && prop.encoding.is_none())
        .map(|prop| prop.value.as_str())
        .filter(|value| fits(value) && value.chars().all(xml::is_allowed))
}

/// Whether a property has its place, and need not be carried along.
fn is_placed(tu: &Tu, prop: &Prop, version: Version) -> bool {
    [STATE, QUALIFIER, APPROVED, RESNAME, SUB_STATE].contains(&prop.kind.as_str())
        && prop.lang.is_none()
        && prop.encoding.is_none()
        && placed(tu, &prop.kind, version) == Some(&prop.value)
}

fn push_some(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        xml::push_attribute(out, name, value);
    }
}

/// Notes: of the unit, then of its sides.
fn push_notes(out: &mut String, indent: &str, of: &str, tu: &Tu, (from, to): (&Tuv, &Tuv)) {
    for (side, notes) in [(None, &tu.notes), (Some("source"), &from.notes), (Some("target"), &to.notes)] {
        for Note { lang, text, .. } in notes.iter().filter(|note| has_place(note)) {
            xml::push_element(out, indent, "note", &[("xml:lang", lang.as_deref()), (of, side)], text);
        }
    }
}

/// Whether a note may be written as one: it says something, in a language that has a tag.
fn has_place(note: &Note) -> bool {
    let is_tag = |lang: &str| Lang::parse(lang).is_ok() && !lang.contains('_') && lang.trim().len() == lang.len();
    note.encoding.is_none() && note.lang.as_deref().is_none_or(is_tag) && !note.text.trim().is_empty()
}

const CONTEXTS: [&str; 9] = [
    "database",
    "element",
    "elementtitle",
    "linenumber",
    "numparams",
    "paramnotes",
    "record",
    "recordtitle",
    "sourcefile",
];
const STATES: [&str; 10] = [
    "final",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-review-translation",
    "needs-translation",
    "new",
    "signed-off",
    "translated",
];
const QUALIFIERS: [&str; 14] = [
    "exact-match",
    "fuzzy-match",
    "id-match",
    "leveraged-glossary",
    "leveraged-inherited",
    "leveraged-mt",
    "leveraged-repository",
    "leveraged-tm",
    "mt-suggestion",
    "rejected-grammar",
    "rejected-inaccurate",
    "rejected-length",
    "rejected-spelling",
    "tm-suggestion",
];
