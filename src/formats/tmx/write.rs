//! How is a memory written down? TMX 1.4, valid against `tmx14.dtd`, one element a line, the same bytes each time.

use super::dialect;
use super::own::{self, Variant};
use super::{HEADER_ATTRIBUTES, TU_ATTRIBUTES, TUV_ATTRIBUTES, TmxHeader, inline, normal_value};
use crate::formats::exchange::Tool;
use crate::formats::xml;
use crate::lang::Lang;
use crate::model::{Header, Note, Prop, Tu, Tuv, attribute};
use rustc_hash::FxHashSet;
use std::io::{self, Write};
use xxhash_rust::xxh3::xxh3_64;

/// Writes a TMX file.
///
/// Memory grows by eight bytes a unit: names of units are kept as hashes, so that none is used twice.
pub struct TmxWriter<W: Write> {
    out: W,
    srclang: Option<Lang>,
    names: FxHashSet<u64>,
    line: String,
    /// Words alone, no codes: level 1.
    pub(super) plain: bool,
    /// The program that is to read it, and the languages of the file.
    pub(super) tool: Option<(Tool, Vec<Lang>)>,
}

/// What the header must have and we say of ourselves.
pub(super) const DEFAULTS: [(&str, &str); 6] = [
    ("creationtool", "tolmach"),
    ("creationtoolversion", env!("CARGO_PKG_VERSION")),
    ("segtype", "sentence"),
    ("o-tmf", "tolmach"),
    ("adminlang", "en"),
    ("datatype", "plaintext"),
];

/// A side that is worth writing.
#[derive(Clone, Copy)]
struct Side<'a> {
    tuv: &'a Tuv,
    seg: &'a str,
    /// Whether it repeats a side of the unit in front: then its text is all.
    repeated: bool,
}

impl<W: Write> TmxWriter<W> {
    /// Begins a file.
    ///
    /// Attributes that the header must have and `header` has not are filled in. `creationtool` is never `OmegaT`: that
    /// name makes OmegaT read tags in its own manner.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn new(out: W, header: &TmxHeader) -> io::Result<Self> {
        let mut writer = Self {
            out,
            srclang: header.srclang.clone(),
            names: FxHashSet::default(),
            line: String::new(),
            plain: false,
            tool: None,
        };
        writer.write_header(header)?;
        Ok(writer)
    }

    /// Writes a unit as the options of the export ask for.
    pub(super) fn write_for_tool(&mut self, tu: &Tu) -> io::Result<bool> {
        let mut adapted = match &self.tool {
            None => None,
            Some((tool, langs)) => match dialect::adapted(tu, *tool, langs) {
                Some(tu) => Some(tu),
                None => return Ok(false),
            },
        };
        if self.plain {
            adapted = Some(dialect::level_1(adapted.as_ref().unwrap_or(tu)));
        }
        self.write(adapted.as_ref().unwrap_or(tu))
    }

    /// Writes a unit. Sides without any text are left out, and a unit without any is not written, which gives `false`: no
    /// reader wants it.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        let worth: Vec<(&Tuv, String)> = tu
            .tuvs
            .iter()
            .filter(|tuv| inline::has_words(&tuv.segment))
            .map(|tuv| (tuv, inline::written(&tuv.segment)))
            .collect();
        if worth.is_empty() {
            return Ok(false);
        }
        let sides: Vec<Side<'_>> = worth.iter().map(|(tuv, seg)| Side { tuv, seg, repeated: false }).collect();
        let (heads, extras): (Vec<usize>, Vec<usize>) =
            (0..sides.len()).partition(|i| !sides[..*i].iter().any(|side| side.tuv.lang == sides[*i].tuv.lang));
        let heads: Vec<Side<'_>> = heads.into_iter().map(|i| sides[i]).collect();

        let mut props: Vec<Prop> = tu.props.iter().map(own::disguised).collect();
        let mut hidden = Vec::new();
        let attributes = self.unit_attributes(tu, &heads, &mut props, &mut hidden);
        if self.tool.is_some() {
            return self.foreign_unit(tu, &attributes, &props, &heads, extras.iter().map(|i| sides[*i]));
        }
        props.append(&mut hidden);
        let name = self.name(tu, &sides, &mut props);
        if !extras.is_empty() {
            props.push(own::variants_prop(extras.len()));
        }
        props.extend(tu.origins.iter().flat_map(own::origin_props));
        self.unit(Some(&name), &attributes, &tu.notes, &props, &heads)?;
        for position in extras {
            self.variant(&name, position, sides[position], &heads)?;
        }
        Ok(true)
    }

    /// Ends the file, and gives back what it was written to.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"</body>\n</tmx>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_header(&mut self, header: &TmxHeader) -> io::Result<()> {
        let Header { attributes, props, notes, encodings } = &header.rest;
        let mut given = attributes.clone();
        given.retain(|(name, _)| name != "srclang");
        if attribute(&given, "creationtool").is_none_or(|tool| tool.is_empty() || tool == "OmegaT") {
            // the version is that of the tool
            given.retain(|(name, _)| name != "creationtool" && name != "creationtoolversion");
        }
        for (name, default) in DEFAULTS {
            if attribute(&given, name).and_then(|value| normal_value(name, value)).is_none_or(|v| v.is_empty()) {
                given.retain(|(n, _)| n != name);
                given.push((name.to_owned(), default.to_owned()));
            }
        }
        given.push(("srclang".to_owned(), header.srclang.as_ref().map_or("*all*", Lang::as_str).to_owned()));
        let mut props: Vec<Prop> = props.iter().map(own::disguised).collect();
        let mut hidden = Vec::new();
        let attributes = sorted_out(&given, &HEADER_ATTRIBUTES, &mut props, &mut hidden);
        props.append(&mut hidden);
        self.line.push_str(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n",
            "<tmx version=\"1.4\">\n",
            "<header"
        ));
        push_attributes(&mut self.line, &attributes);
        if notes.is_empty() && props.is_empty() && encodings.is_empty() {
            self.line.push_str("/>\n");
        } else {
            self.line.push_str(">\n");
            for encoding in encodings {
                self.line.push_str("  ");
                self.line.push_str(encoding);
                self.line.push('\n');
            }
            push_notes_and_props(&mut self.line, "  ", notes, &props);
            self.line.push_str("</header>\n");
        }
        self.line.push_str("<body>\n");
        self.flush_line()
    }

    /// The attributes of a unit that it may have, `srclang` so that there is a side in it.
    fn unit_attributes(
        &self,
        tu: &Tu,
        heads: &[Side<'_>],
        props: &mut Vec<Prop>,
        hidden: &mut Vec<Prop>,
    ) -> Vec<(String, String)> {
        let langs = || heads.iter().map(|side| &side.tuv.lang);
        let mut given = tu.attributes.clone();
        given.retain(|(name, _)| name != "tuid");
        let told = attribute(&given, "srclang").map(ToOwned::to_owned);
        let fits = told.as_deref().is_some_and(|told| told == "*all*" || langs().any(|lang| lang.as_str() == told));
        if !fits {
            given.retain(|(name, _)| name != "srclang");
            hidden.extend(told.map(|told| own::attribute_prop("srclang", &told)));
            if let Some(lang) = own::implied_srclang(self.srclang.as_ref(), langs()) {
                given.push(("srclang".to_owned(), lang.to_string()));
                hidden.push(own::srclang_prop());
            }
        }
        sorted_out(&given, &TU_ATTRIBUTES, props, hidden)
    }

    /// The name a unit goes by in this file.
    fn name(&mut self, tu: &Tu, sides: &[Side<'_>], props: &mut Vec<Prop>) -> String {
        let derived = || own::derived_tuid(sides.iter().map(|side| (&side.tuv.lang, side.seg)));
        // a name is compared as it will be read
        let told = tu.tuid.as_deref().map(|tuid| tuid.chars().filter(|c| xml::is_allowed(*c)).collect::<String>());
        match told.filter(|told| !told.is_empty()) {
            None => self.unused(&derived()),
            Some(told) if own::may_be_derived(&told) && own::is_derived(&told, &derived()) => self.unused(&derived()),
            Some(told) if self.names.insert(xxh3_64(told.as_bytes())) => told,
            Some(told) => {
                props.push(own::tuid_prop(&told));
                self.unused(&derived())
            }
        }
    }

    fn unused(&mut self, name: &str) -> String {
        let mut unused = name.to_owned();
        let mut n = 2_u64;
        while !self.names.insert(xxh3_64(unused.as_bytes())) {
            unused = format!("{name}-{n}");
            n += 1;
        }
        unused
    }

    /// Writes a further variant of a language as a unit of its own, beside the unit's sides in other languages.
    fn variant(&mut self, of: &str, position: usize, extra: Side<'_>, heads: &[Side<'_>]) -> io::Result<()> {
        let sides: Vec<Side<'_>> = heads
            .iter()
            .map(|side| if side.tuv.lang == extra.tuv.lang { extra } else { Side { repeated: true, ..*side } })
            .collect();
        let name = own::derived_tuid([(&extra.tuv.lang, of), (&extra.tuv.lang, &position.to_string())]);
        let name = self.unused(&name);
        let srclang = own::implied_srclang(self.srclang.as_ref(), sides.iter().map(|side| &side.tuv.lang));
        let attributes: Vec<(String, String)> =
            srclang.map(|lang| ("srclang".to_owned(), lang.to_string())).into_iter().collect();
        let variant = Variant { position, lang: extra.tuv.lang.clone(), of: of.to_owned() };
        self.unit(Some(&name), &attributes, &[], &[own::variant_prop(&variant)], &sides)
    }

    /// Writes a unit without anything of ours, and each further variant as a unit of its own.
    fn foreign_unit<'s>(
        &mut self,
        tu: &Tu,
        attributes: &[(String, String)],
        props: &[Prop],
        heads: &[Side<'s>],
        extras: impl Iterator<Item = Side<'s>>,
    ) -> io::Result<bool> {
        let told = tu.tuid.clone().filter(|told| !told.is_empty() && self.names.insert(xxh3_64(told.as_bytes())));
        self.unit(told.as_deref(), attributes, &tu.notes, props, heads)?;
        for extra in extras {
            let sides = heads.iter().map(|side| if side.tuv.lang == extra.tuv.lang { extra } else { *side });
            self.unit(None, attributes, &tu.notes, props, &sides.collect::<Vec<_>>())?;
        }
        Ok(true)
    }

    fn unit(
        &mut self,
        name: Option<&str>,
        attributes: &[(String, String)],
        notes: &[Note],
        props: &[Prop],
        sides: &[Side<'_>],
    ) -> io::Result<()> {
        self.line.push_str("<tu");
        if let Some(name) = name {
            xml::push_attribute(&mut self.line, "tuid", name);
        }
        push_attributes(&mut self.line, attributes);
        self.line.push_str(">\n");
        push_notes_and_props(&mut self.line, "  ", notes, props);
        for side in sides {
            push_side(&mut self.line, side, self.tool.is_none());
        }
        self.line.push_str("</tu>\n");
        self.flush_line()
    }

    fn flush_line(&mut self) -> io::Result<()> {
        let result = self.out.write_all(self.line.as_bytes());
        self.line.clear();
        result
    }
}

/// Attributes in the DTD's order. Those it does not know, and values that have no TMX form, become properties.
fn sorted_out(
    given: &[(String, String)],
    known: &[&str],
    props: &mut Vec<Prop>,
    hidden: &mut Vec<Prop>,
) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for name in known {
        let Some(value) = attribute(given, name) else { continue };
        match normal_value(name, value) {
            Some(value) => out.push(((*name).to_owned(), value.into_owned())),
            None => props.push(Prop::new(format!("x-{name}"), value)),
        }
    }
    let mut unknown: Vec<&(String, String)> =
        given.iter().filter(|(name, _)| !known.contains(&name.as_str())).collect();
    unknown.sort_unstable();
    unknown.dedup_by(|a, b| a.0 == b.0);
    hidden.extend(unknown.into_iter().map(|(name, value)| own::attribute_prop(name, value)));
    out
}

fn push_attributes(out: &mut String, attributes: &[(String, String)]) {
    for (name, value) in attributes {
        xml::push_attribute(out, name, value);
    }
}

fn push_notes_and_props(out: &mut String, indent: &str, notes: &[Note], props: &[Prop]) {
    for Note { lang, text, encoding } in notes {
        let attributes = [("o-encoding", encoding.as_deref()), ("xml:lang", lang.as_deref())];
        xml::push_element(out, indent, "note", &attributes, text);
    }
    for Prop { kind, lang, value, encoding } in props {
        let attributes = [("type", Some(&**kind)), ("xml:lang", lang.as_deref()), ("o-encoding", encoding.as_deref())];
        xml::push_element(out, indent, "prop", &attributes, value);
    }
}

/// `ours` says that what others do not know may stand in properties.
fn push_side(out: &mut String, side: &Side<'_>, ours: bool) {
    out.push_str("  <tuv");
    xml::push_attribute(out, "xml:lang", side.tuv.lang.as_str());
    if side.repeated {
        out.push_str(">\n");
    } else {
        let mut props: Vec<Prop> = side.tuv.props.iter().map(own::disguised).collect();
        let mut hidden = Vec::new();
        let mut given = side.tuv.attributes.clone();
        given.retain(|(name, _)| name != "xml:lang" && name != "lang");
        let attributes = sorted_out(&given, &TUV_ATTRIBUTES, &mut props, &mut hidden);
        if ours {
            props.append(&mut hidden);
        }
        push_attributes(out, &attributes);
        out.push_str(">\n");
        push_notes_and_props(out, "    ", &side.tuv.notes, &props);
    }
    out.push_str("    <seg>");
    out.push_str(side.seg);
    out.push_str("</seg>\n  </tuv>\n");
}
