//! How is a termbase written as TBX?

use super::{DO_NOT_TRANSLATE, PART_OF_SPEECH, TRANSLATION_NEEDED, gender_value, status_value, unused_id};
use crate::formats::xml::{push_attribute, push_element};
use crate::model::{Concept, Term};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// An edition of TBX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TbxVersion {
    /// ISO 30042:2008, `martif`: for OmegaT, Weblate and all programs of today.
    V2,
    /// ISO 30042:2019, TBX-Basic in DCA style.
    V3,
    /// The same in DCT style.
    V3Dct,
}

impl TbxVersion {
    /// The names of concept entry, language section and term section.
    fn names(self) -> [&'static str; 3] {
        match self {
            Self::V2 => ["termEntry", "langSet", "tig"],
            Self::V3 | Self::V3Dct => ["conceptEntry", "langSec", "termSec"],
        }
    }

    /// Adds a data category: as an element of its own name in DCT style, else as a `kind` element of that type.
    fn push_category(self, out: &mut String, indent: &str, kind: &str, category: &str, text: &str) {
        let module = match category {
            "administrativeStatus" | "partOfSpeech" | "subjectField" | "customerSubset" => "min",
            _ => "basic",
        };
        match self {
            Self::V3Dct => push_element(out, indent, &format!("{module}:{category}"), &[], text),
            Self::V2 | Self::V3 => push_element(out, indent, kind, &[("type", Some(category))], text),
        }
    }
}

/// Writes a termbase, one element a line, and gives back what it was written to. Concepts without terms are left out.
///
/// # Errors
/// When the output does not take it.
pub fn write<'a, W: Write>(
    mut out: W,
    version: TbxVersion,
    title: &str,
    concepts: impl IntoIterator<Item = &'a Concept>,
) -> io::Result<W> {
    let mut text = String::new();
    push_head(&mut text, version, title);
    let mut ids = BTreeSet::new();
    for concept in concepts {
        push_concept(&mut text, version, concept, &mut ids);
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    text.push_str("</body>\n</text>\n");
    text.push_str(if version == TbxVersion::V2 { "</martif>\n" } else { "</tbx>\n" });
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(out)
}

fn push_head(out: &mut String, version: TbxVersion, title: &str) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let header = match version {
        TbxVersion::V2 => {
            out.push_str("<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n<martif type=\"TBX\" xml:lang=\"en\">\n");
            "martifHeader"
        }
        TbxVersion::V3 | TbxVersion::V3Dct => {
            let (style, modules) = match version {
                TbxVersion::V3Dct => (
                    "dct",
                    " xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"",
                ),
                _ => ("dca", ""),
            };
            out.push_str(&format!(
                "<tbx type=\"TBX-Basic\" style=\"{style}\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"{modules}>\n"
            ));
            "tbxHeader"
        }
    };
    out.push_str(&format!("<{header}>\n  <fileDesc>\n    <titleStmt>\n"));
    push_element(out, "      ", "title", &[], title);
    out.push_str("    </titleStmt>\n    <sourceDesc>\n");
    push_element(out, "      ", "p", &[], concat!("tolmach ", env!("CARGO_PKG_VERSION")));
    out.push_str("    </sourceDesc>\n  </fileDesc>\n");
    if version == TbxVersion::V2 {
        out.push_str("  <encodingDesc>\n");
        push_element(out, "    ", "p", &[("type", Some("XCSURI"))], "TBXXCS.xcs");
        out.push_str("  </encodingDesc>\n");
    }
    out.push_str(&format!("</{header}>\n<text>\n<body>\n"));
}

fn push_concept(out: &mut String, version: TbxVersion, concept: &Concept, ids: &mut BTreeSet<String>) {
    let terms: Vec<&Term> = concept.terms.iter().filter(|term| !term.text.trim().is_empty()).collect();
    if terms.is_empty() {
        return;
    }
    let [entry, section, _] = version.names();
    out.push_str(&format!("<{entry}"));
    push_attribute(out, "id", &unused_id(&concept.id, ids));
    out.push_str(">\n");
    for (kind, value) in [("subjectField", &concept.subject), ("definition", &concept.definition)] {
        if let Some(value) = value {
            version.push_category(out, "  ", "descrip", kind, value);
        }
    }
    if let Some(source) = &concept.source {
        version.push_category(out, "  ", "admin", "source", source);
    }
    if concept.do_not_translate {
        match version {
            TbxVersion::V2 => push_element(out, "  ", "descrip", &[("type", Some(TRANSLATION_NEEDED))], "No"),
            _ => version.push_category(out, "  ", "admin", "customerSubset", DO_NOT_TRANSLATE),
        }
    }
    if let Some(note) = &concept.note {
        push_element(out, "  ", "note", &[], note);
    }
    let mut langs: Vec<_> = Vec::new();
    for term in &terms {
        if !langs.contains(&&term.lang) {
            langs.push(&term.lang);
        }
    }
    for lang in langs {
        out.push_str(&format!("  <{section}"));
        push_attribute(out, "xml:lang", lang.as_str());
        out.push_str(">\n");
        for term in terms.iter().filter(|term| term.lang == *lang) {
            push_term(out, version, term);
        }
        out.push_str(&format!("  </{section}>\n"));
    }
    out.push_str(&format!("</{entry}>\n"));
}

fn push_term(out: &mut String, version: TbxVersion, term: &Term) {
    let [.., section] = version.names();
    out.push_str(&format!("    <{section}>\n"));
    push_element(out, "      ", "term", &[], &term.text);
    let category = |out: &mut String, name: &str, value: &str| {
        version.push_category(out, "      ", "termNote", name, value);
    };
    let part = term.part_of_speech.as_deref().map(|part| (part, part_of_speech(version, part)));
    if let Some((_, value)) = part {
        category(out, "partOfSpeech", value);
    }
    if let Some(gender) = term.gender {
        category(out, "grammaticalGender", gender_value(version, gender));
    }
    category(out, "administrativeStatus", status_value(term.status));
    let note = term.note.as_deref();
    match part.filter(|(part, value)| part != value) {
        Some((part, _)) => push_element(out, "      ", "note", &[], &format!("{PART_OF_SPEECH}{part}")),
        None if note.is_some_and(|note| note.starts_with(PART_OF_SPEECH)) => {
            push_element(out, "      ", "note", &[], PART_OF_SPEECH);
        }
        None => {}
    }
    if let Some(note) = note {
        push_element(out, "      ", "note", &[], note);
    }
    out.push_str(&format!("    </{section}>\n"));
}

/// A part of speech as the edition names it: TBX-Basic has a closed list.
fn part_of_speech(version: TbxVersion, name: &str) -> &str {
    match (version, name) {
        (TbxVersion::V2, name) => name,
        (_, "properNoun") => "noun",
        (_, "noun" | "verb" | "adjective" | "adverb") => name,
        _ => "other",
    }
}
