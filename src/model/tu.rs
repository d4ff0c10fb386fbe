//! Translation units and where they come from.

use super::bead::Shape;
use super::document::Source;
use super::segment::Segment;
use crate::lang::Lang;

/// The number of a unit inside one memory. Stable while the unit lives; not written to exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TuId(pub i64);

/// A translation unit: one meaning in several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tu {
    /// The unit's name in exchange files (`tuid`), if it came with one.
    pub tuid: Option<String>,
    /// The sides, in the order they were given; a language may stand more than once (variants of a translation).
    pub tuvs: Vec<Tuv>,
    /// TMX attributes of the unit by name, sorted; dates in TMX form (`20240605T101500Z`).
    pub attributes: Vec<(String, String)>,
    /// Properties.
    pub props: Vec<Prop>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Where it comes from: one origin for each time it was seen.
    pub origins: Vec<Origin>,
}

/// One language's side of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuv {
    /// Its language.
    pub lang: Lang,
    /// Its text with inline codes.
    pub segment: Segment,
    /// TMX attributes by name, sorted.
    pub attributes: Vec<(String, String)>,
    /// Properties of this side alone.
    pub props: Vec<Prop>,
    /// Notes on this side alone.
    pub notes: Vec<Note>,
}

/// A property: a name and a value of some tool (TMX `prop`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prop {
    /// Its name (`type`).
    pub kind: String,
    /// Language of the value, if told.
    pub lang: Option<String>,
    /// Its value.
    pub value: String,
    /// Encoding that the value once had, if told (`o-encoding`).
    pub encoding: Option<String>,
}

/// A remark for people (TMX `note`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Note {
    /// Language of the remark, if told.
    pub lang: Option<String>,
    /// Its text.
    pub text: String,
    /// Encoding that the text once had, if told (`o-encoding`).
    pub encoding: Option<String>,
}

/// What an exchange file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// TMX attributes by name, sorted, the source language (`srclang`) among them.
    pub attributes: Vec<(String, String)>,
    /// Properties of the file.
    pub props: Vec<Prop>,
    /// Notes on the file.
    pub notes: Vec<Note>,
    /// Character encodings of its own that it describes (TMX `ude`), as XML.
    pub encodings: Vec<String>,
}

impl Header {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Prop {
    /// A property in no language.
    #[must_use]
    pub fn new(kind: impl Into<String>, value: impl Into<String>) -> Self {
        Self { kind: kind.into(), value: value.into(), ..Self::default() }
    }
}

impl Note {
    /// A remark in no language.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Where a unit comes from: an alignment of documents, or an exchange file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The documents it stands in, one a language, or the exchange file it was read from (language `None`).
    pub sources: Vec<(Option<Lang>, Source)>,
    /// Place in the document or file: bead or unit number, counted from 0.
    pub position: u64,
    /// Shape of the bead it was made of; `None` when it was not aligned by us.
    pub shape: Option<Shape>,
    /// How sure the aligner was, 0–1; `None` when it was not aligned by us.
    pub confidence: Option<f64>,
    /// Aligner and its version, such as `tolmach 0.1.0`; `tolmach 0.1.0, reviewed` when a person decided.
    pub aligner: Option<String>,
    /// For each language the text of the neighbour before and after, for matches in context.
    pub context: Vec<Context>,
}

/// The neighbours of a segment in the document it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Language of the neighbours.
    pub lang: Lang,
    /// The segment before, `None` at the start of the document.
    pub before: Option<String>,
    /// The segment after, `None` at the end of the document.
    pub after: Option<String>,
}

impl Eq for Origin {}

/// What a person's decision adds to the name of the aligner.
const REVIEWED: &str = ", reviewed";

impl Origin {
    /// The same origin, decided by a person: no confidence of an aligner counts any more.
    #[must_use]
    pub fn reviewed(self) -> Self {
        let aligner = format!("{}{REVIEWED}", self.aligner.unwrap_or_default());
        Self { aligner: Some(aligner), confidence: None, ..self }
    }

    /// Whether a person decided that these sides belong together.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        self.aligner.as_ref().is_some_and(|aligner| aligner.ends_with(REVIEWED))
    }
}

impl Tu {
    /// A unit of plain texts.
    #[must_use]
    pub fn of(sides: impl IntoIterator<Item = (Lang, String)>) -> Self {
        let tuvs = sides.into_iter().map(|(lang, text)| Tuv::new(lang, Segment::plain(text))).collect();
        Self { tuvs, ..Self::default() }
    }

    /// The sides of one language, most exact tag first: `en-GB` asked gives `en-GB`, then `en`, then `en-US`.
    pub fn sides<'a>(&'a self, lang: &Lang) -> Vec<&'a Tuv> {
        let mut sides: Vec<&Tuv> = self.tuvs.iter().filter(|tuv| tuv.lang.serves(lang)).collect();
        sides.sort_by_key(|tuv| (tuv.lang != *lang, tuv.lang.as_str().len()));
        sides
    }
}

impl Tuv {
    /// A side without attributes, properties or notes.
    #[must_use]
    pub fn new(lang: Lang, segment: Segment) -> Self {
        Self { lang, segment, attributes: Vec::new(), props: Vec::new(), notes: Vec::new() }
    }
}

/// The value of an attribute by name.
#[must_use]
pub fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}
