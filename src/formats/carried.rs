//! What of a unit has no place of its own in a bilingual format, and how does it travel along?
//!
//! As properties, in the layout that our TMX files have (version 1, see [`tmx`](super::tmx)): `x-tolmach:attribute:NAME`,
//! `x-tolmach:tuid`, `x-tolmach:origin` with what follows it. What belongs to a side begins with `x-tolmach:from:` or
//! `x-tolmach:to:`, then as in a unit; besides there are
//!
//! | `x-tolmach:from:` / `x-tolmach:to:` | value | stands for |
//! |---|---|---|
//! | `x-tolmach:lang` | tag | the side's language, where it is not just that of the file |
//! | `x-tolmach:note` | text | a note that has no place as one; also of the unit |
//! | `x-tolmach:seg` | segment in TMX | the codes of the side, as long as its text, but for line breaks at its edges, is still that of these codes |
//!
//! Each property has one name, made of its kind, its language and its encoding, if told: `KIND@LANG#ENCODING`, with white
//! space, `%`, `@` and `#` in them written as `%` and two hexadecimal digits for each byte of UTF-8.

use super::tmx::{inline, own};
use crate::lang::Lang;
use crate::model::{CodePart, Inline, Note, Prop, Segment, Tu, Tuv};

const OURS: &str = "x-tolmach:";
const SIDES: [&str; 2] = ["x-tolmach:from:", "x-tolmach:to:"];
const PROP: &str = "x-tolmach:prop:";
const LANG: &str = "x-tolmach:lang";
const SEG: &str = "x-tolmach:seg";
const NOTE: &str = "x-tolmach:note";

/// How much of a segment a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Text and codes.
    Codes,
    /// Text only: codes stand in it as the native codes they are, and travel beside it as well.
    Text,
}

/// What a format has a place for.
pub(super) struct Places<'p> {
    /// The languages of the file, source first.
    pub(super) langs: &'p [Lang],
    pub(super) holds: Holds,
    /// Whether a property of the unit has its own.
    pub(super) prop: &'p dyn Fn(&Prop) -> bool,
    /// Whether a note has its own, of the unit or of a side.
    pub(super) note: &'p dyn Fn(Option<usize>, &Note) -> bool,
}

/// What a pair of sides has that has no place.
pub(super) fn properties(tu: &Tu, sides: [&Tuv; 2], places: &Places<'_>) -> Vec<Prop> {
    let attribute = |(name, value): &(String, String)| own::attribute_prop(name, value);
    let unplaced = |side: Option<usize>, notes: &[Note]| -> Vec<Prop> {
        let notes = notes.iter().filter(|note| !(places.note)(side, note));
        let carried = |note: &Note| Prop {
            lang: note.lang.clone(),
            encoding: note.encoding.clone(),
            ..Prop::new(NOTE, &note.text)
        };
        notes.map(carried).collect()
    };
    let mut out: Vec<Prop> = tu.props.iter().filter(|prop| !(places.prop)(prop)).map(disguised).collect();
    out.extend(tu.attributes.iter().map(attribute));
    out.extend(tu.tuid.iter().map(|tuid| own::tuid_prop(tuid)));
    out.extend(unplaced(None, &tu.notes));
    for (number, tuv) in sides.into_iter().enumerate() {
        let mut props: Vec<Prop> = tuv.props.iter().map(disguised).collect();
        props.extend(tuv.attributes.iter().map(attribute));
        props.extend(unplaced(Some(number), &tuv.notes));
        if places.langs.get(number) != Some(&tuv.lang) {
            props.push(Prop::new(LANG, tuv.lang.as_str()));
        }
        if places.holds == Holds::Text && !tuv.segment.is_plain() {
            props.push(Prop::new(SEG, inline::written(&tuv.segment)));
        }
        out.extend(props.into_iter().map(|prop| Prop { kind: format!("{}{}", SIDES[number], prop.kind), ..prop }));
    }
    out.extend(tu.origins.iter().flat_map(own::origin_props));
    out
}

/// Puts properties where they belong: those of others into the unit, ours to what they stand for.
pub(super) fn restore(tu: &mut Tu, props: Vec<Prop>) {
    let (mut unit, mut sides) = (Vec::new(), [Vec::new(), Vec::new()]);
    for prop in props {
        let side = SIDES.iter().enumerate().find_map(|(n, side)| Some((n, prop.kind.strip_prefix(side)?.to_owned())));
        match side {
            Some((n, kind)) => sides[n].push(Prop { kind, ..prop }),
            None if prop.kind == NOTE => tu.notes.push(note(prop)),
            None => unit.push(prop),
        }
    }
    let found = own::find(unit);
    tu.props.extend(found.props);
    tu.attributes.extend(found.attributes);
    tu.attributes.sort_unstable();
    tu.tuid = found.tuid.or(tu.tuid.take());
    tu.origins.extend(found.origins);
    for (tuv, mut props) in tu.tuvs.iter_mut().zip(sides) {
        props.retain(|prop| match prop.kind.as_str() {
            NOTE => {
                tuv.notes.push(note(prop.clone()));
                false
            }
            LANG => Lang::parse(&prop.value).map(|lang| tuv.lang = lang).is_err(),
            SEG => {
                let text = rendered(&tuv.segment);
                // catalogues have a line break at an edge of both sides or of none
                let is_same = |coded: &Segment| rendered(coded).trim_matches('\n') == text.trim_matches('\n');
                let coded = inline::parse(&prop.value).filter(is_same);
                tuv.segment = coded.unwrap_or_else(|| std::mem::take(&mut tuv.segment));
                false
            }
            _ => true,
        });
        let found = own::find(props);
        tuv.attributes.extend(found.attributes);
        tuv.attributes.sort_unstable();
        tuv.props.extend(found.props);
    }
}

/// A property that no reader of ours takes for one of ours, and that begins as properties of programs do.
fn disguised(prop: &Prop) -> Prop {
    if prop.kind.starts_with("x-") && !prop.kind.starts_with(OURS) {
        prop.clone()
    } else {
        Prop { kind: format!("{PROP}{}", prop.kind), ..prop.clone() }
    }
}

fn note(prop: Prop) -> Note {
    Note { lang: prop.lang, encoding: prop.encoding, text: prop.value }
}

/// A segment as text, its native codes in their places.
pub(super) fn rendered(segment: &Segment) -> String {
    fn push(inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => out.push_str(text),
                Inline::Mark(mark) => push(&mark.content, out),
                Inline::Code(code) => code.content.iter().for_each(|part| match part {
                    CodePart::Native(native) => out.push_str(native),
                    CodePart::Sub { content, .. } => push(content, out),
                }),
            }
        }
    }
    let mut out = String::new();
    push(segment.inlines(), &mut out);
    out
}

/// The one name a property goes by.
pub(super) fn name(prop: &Prop) -> String {
    let mut out = String::new();
    push_word(&mut out, &prop.kind);
    if let Some(lang) = &prop.lang {
        out.push('@');
        push_word(&mut out, lang);
    }
    if let Some(encoding) = &prop.encoding {
        out.push('#');
        push_word(&mut out, encoding);
    }
    out
}

/// The property of a name.
pub(super) fn named(name: &str, value: String) -> Prop {
    let split = |text: &'static str, name: &str| name.split_once(text).map(|(a, b)| (a.to_owned(), word(b)));
    let (name, encoding) = split("#", name).map_or((name.to_owned(), None), |(name, encoding)| (name, Some(encoding)));
    let (kind, lang) = split("@", &name).map_or((name, None), |(kind, lang)| (kind, Some(lang)));
    Prop { kind: word(&kind), lang, value, encoding }
}

fn push_word(out: &mut String, word: &str) {
    for c in word.chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '%' | '@' | '#') {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
}

/// What [`push_word`] wrote; a `%` that begins nothing stays.
fn word(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|digits| byte == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let value = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match value {
            Some(value) => {
                out.push(value);
                rest = &after[2..];
            }
            None => {
                out.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_are_read_as_they_were_written(
            kind in ".{0,12}",
            lang in proptest::option::of(".{0,6}"),
            encoding in proptest::option::of(".{0,6}"),
        ) {
            let prop = Prop { lang, encoding, ..Prop::new(kind, "так") };
            prop_assert_eq!(named(&name(&prop), "так".to_owned()), prop);
        }
    }

    #[test]
    fn a_stray_percent_is_itself() {
        assert_eq!(named("x-100%", String::new()).kind, "x-100%");
        assert_eq!(named("x-%zz%D1", String::new()).kind, "x-%zz%D1");
    }
}
