//! How is what only our model has put into TMX, and taken out again? The layout is in the module's documentation above.

use super::inline;
use crate::lang::Lang;
use crate::model::{Context, Origin, Prop, Shape, Source, Tu, Tuv};
use xxhash_rust::xxh3::Xxh3;

/// How properties of ours begin.
const OURS: &str = "x-tolmach:";
/// An attribute the DTD does not know.
const ATTRIBUTE: &str = "attribute:";
/// A property of somebody else that looks like ours.
const PROP: &str = "prop:";
const TUID: &str = "tuid";
const VARIANTS: &str = "variants";
const VARIANT: &str = "variant";
const ORIGIN: &str = "origin";
const SRCLANG: &str = "srclang";
/// What may stand in an origin.
const IN_ORIGIN: [&str; 11] =
    ["shape", "confidence", "aligner", "source", "title", "date", "url", "before", "first", "after", "last"];
const DERIVED: &str = "tolmach-";

/// A side of a further unit that belongs to the unit in front of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Variant {
    pub(super) position: usize,
    pub(super) lang: Lang,
    pub(super) of: String,
}

/// What the properties of a unit say to us.
#[derive(Debug, Default)]
pub(in crate::formats) struct Found {
    /// Properties of others.
    pub(in crate::formats) props: Vec<Prop>,
    pub(in crate::formats) attributes: Vec<(String, String)>,
    pub(in crate::formats) tuid: Option<String>,
    pub(in crate::formats) variants: usize,
    pub(in crate::formats) variant: Option<Variant>,
    pub(in crate::formats) origins: Vec<Origin>,
    /// Whether the unit does not tell its source language by itself.
    pub(super) srclang_implied: bool,
}

fn ours(name: &str, value: impl Into<String>) -> Prop {
    Prop::new(format!("{OURS}{name}"), value)
}

/// Whether a property's name means something to [`find`].
fn is_reserved(kind: &str) -> bool {
    let Some(name) = kind.strip_prefix(OURS) else { return kind.is_empty() };
    [TUID, VARIANTS, VARIANT, ORIGIN, SRCLANG].contains(&name)
        || IN_ORIGIN.contains(&name)
        || name.starts_with(ATTRIBUTE)
        || name.starts_with(PROP)
}

/// A property of somebody else as it is written.
pub(super) fn disguised(prop: &Prop) -> Prop {
    if is_reserved(&prop.kind) {
        Prop { kind: format!("{OURS}{PROP}{}", prop.kind), ..prop.clone() }
    } else {
        prop.clone()
    }
}

pub(in crate::formats) fn attribute_prop(name: &str, value: &str) -> Prop {
    ours(&format!("{ATTRIBUTE}{name}"), value)
}

pub(in crate::formats) fn tuid_prop(tuid: &str) -> Prop {
    ours(TUID, tuid)
}

pub(super) fn srclang_prop() -> Prop {
    ours(SRCLANG, "implied")
}

pub(super) fn variants_prop(count: usize) -> Prop {
    ours(VARIANTS, count.to_string())
}

pub(super) fn variant_prop(variant: &Variant) -> Prop {
    ours(VARIANT, format!("{} {} {}", variant.position, variant.lang, variant.of))
}

/// An origin as properties.
pub(in crate::formats) fn origin_props(origin: &Origin) -> Vec<Prop> {
    let mut props = vec![ours(ORIGIN, origin.position.to_string())];
    let mut push = |name: &str, lang: Option<&Lang>, value: &str| {
        props.push(Prop { lang: lang.map(ToString::to_string), ..ours(name, value) });
    };
    if let Some(shape) = origin.shape.as_ref().filter(|shape| !shape.0.is_empty()) {
        push("shape", None, &shape.to_string());
    }
    if let Some(confidence) = origin.confidence {
        push("confidence", None, &confidence.to_string());
    }
    if let Some(aligner) = &origin.aligner {
        push("aligner", None, aligner);
    }
    for (lang, source) in &origin.sources {
        push("source", lang.as_ref(), &source.name);
        for (name, value) in [("title", &source.title), ("date", &source.date), ("url", &source.url)] {
            if let Some(value) = value {
                push(name, lang.as_ref(), value);
            }
        }
    }
    for context in &origin.context {
        // some readers refuse a file with an empty property
        let side = |text: &Option<String>, some, none| match text {
            Some(text) => (some, text.clone()),
            None => (none, "none".to_owned()),
        };
        for (name, value) in [side(&context.before, "before", "first"), side(&context.after, "after", "last")] {
            push(name, Some(&context.lang), &value);
        }
    }
    props
}

/// Takes what is ours out of properties. What looks like ours but does not hold together stays a property.
pub(in crate::formats) fn find(props: Vec<Prop>) -> Found {
    let mut found = Found::default();
    for prop in props {
        if let Some(prop) = take(&mut found, prop) {
            found.props.push(prop);
        }
    }
    found
}

/// Takes one property, or gives it back.
fn take(found: &mut Found, prop: Prop) -> Option<Prop> {
    let Some(name) = prop.kind.strip_prefix(OURS) else { return Some(prop) };
    if let Some(attribute) = name.strip_prefix(ATTRIBUTE) {
        found.attributes.push((attribute.to_owned(), prop.value));
        return None;
    }
    if let Some(kind) = name.strip_prefix(PROP) {
        return Some(Prop { kind: kind.to_owned(), ..prop });
    }
    match name {
        TUID => found.tuid = Some(prop.value),
        SRCLANG => found.srclang_implied = true,
        VARIANTS => found.variants = prop.value.parse().unwrap_or(0),
        VARIANT => match parse_variant(&prop.value) {
            None => return Some(prop),
            variant => found.variant = variant,
        },
        ORIGIN => match prop.value.parse() {
            Err(_) => return Some(prop),
            Ok(position) => found.origins.push(Origin { position, ..Origin::default() }),
        },
        _ => {
            let taken = found.origins.last_mut().and_then(|origin| take_into(origin, name, &prop));
            return if taken.is_some() { None } else { Some(prop) };
        }
    }
    None
}

fn parse_variant(value: &str) -> Option<Variant> {
    let mut parts = value.splitn(3, ' ');
    let position = parts.next()?.parse().ok()?;
    let lang = Lang::parse(parts.next()?).ok()?;
    Some(Variant { position, lang, of: parts.next()?.to_owned() })
}

/// Takes a property into an origin; `None` when it does not fit.
fn take_into(origin: &mut Origin, name: &str, prop: &Prop) -> Option<()> {
    let text = || Some(prop.value.clone());
    let lang = || prop.lang.as_deref().and_then(|lang| Lang::parse(lang).ok());
    match name {
        "shape" => origin.shape = Some(Shape::parse(&prop.value)?),
        "confidence" => origin.confidence = Some(prop.value.parse().ok()?),
        "aligner" => origin.aligner = text(),
        "source" => origin.sources.push((lang(), Source { name: prop.value.clone(), ..Source::default() })),
        "title" => origin.sources.last_mut()?.1.title = text(),
        "date" => origin.sources.last_mut()?.1.date = text(),
        "url" => origin.sources.last_mut()?.1.url = text(),
        "before" => origin.context.push(Context { lang: lang()?, before: text(), after: None }),
        "first" => origin.context.push(Context { lang: lang()?, before: None, after: None }),
        "after" => origin.context.last_mut()?.after = text(),
        "last" => origin.context.last_mut()?.after = None,
        _ => return None,
    }
    Some(())
}

/// The name of a unit made of its sides, given as language and segment in XML.
pub(super) fn derived_tuid<'a>(sides: impl IntoIterator<Item = (&'a Lang, &'a str)>) -> String {
    let mut hash = Xxh3::new();
    for (lang, seg) in sides {
        for part in [lang.as_str(), seg] {
            hash.update(part.as_bytes());
            hash.update(&[0]);
        }
    }
    format!("{DERIVED}{:016x}", hash.digest())
}

/// Whether a name is that name, or that name numbered because the text was repeated.
pub(super) fn is_derived(tuid: &str, derived: &str) -> bool {
    tuid.strip_prefix(derived).is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether it is worth asking [`is_derived`].
pub(super) fn may_be_derived(tuid: &str) -> bool {
    tuid.starts_with(DERIVED)
}

/// Whether a unit's name was made by us of its sides.
pub(super) fn has_derived_tuid(tu: &Tu) -> bool {
    tu.tuid.as_deref().filter(|tuid| may_be_derived(tuid)).is_some_and(|tuid| {
        let segs: Vec<String> = tu.tuvs.iter().map(|tuv| inline::written(&tuv.segment)).collect();
        is_derived(tuid, &derived_tuid(tu.tuvs.iter().map(|tuv| &tuv.lang).zip(segs.iter().map(String::as_str))))
    })
}

/// The source language a unit is taken to have when it does not tell: the file's, if the unit has such a side, else
/// that of its first side. `None` when the file's will do.
pub(super) fn implied_srclang<'a>(file: Option<&Lang>, sides: impl IntoIterator<Item = &'a Lang>) -> Option<&'a Lang> {
    let file = file?;
    let mut first = None;
    for lang in sides {
        if lang == file {
            return None;
        }
        first = first.or(Some(lang));
    }
    first
}

/// Puts a further variant into its unit, or gives it back when the two no longer fit together.
pub(super) fn join(tu: &mut Tu, name: Option<&str>, variant: &Variant, mut further: Tu) -> Option<Tu> {
    let extra = further.tuvs.iter().position(|tuv| tuv.lang == variant.lang);
    let first = |tuv: &Tuv| tu.tuvs.iter().find(|t| t.lang == tuv.lang).map(|t| &t.segment);
    let repeats = further.tuvs.iter().all(|tuv| tuv.lang == variant.lang || first(tuv) == Some(&tuv.segment));
    match extra {
        Some(extra) if repeats && name == Some(&variant.of) && variant.position <= tu.tuvs.len() => {
            tu.tuvs.insert(variant.position, further.tuvs.remove(extra));
            None
        }
        _ => Some(further),
    }
}
