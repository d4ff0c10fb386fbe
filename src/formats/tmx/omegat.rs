//! What does OmegaT mean? Its own TMX has tags as plain text, and says in properties for which place a translation is.
//!
//! Text like `<f0>`, `</f0>`, `<x1/>` becomes codes. A unit with the properties `prev` and `next` (the source segments
//! around it; empty at the ends of the file) or `file` gets an origin: that document, and the neighbours as context. The
//! properties stay, so that translations for several places are several units.

use crate::lang::Lang;
use crate::model::{Code, CodeKind, CodePart, Context, Inline, Origin, Segment, Source, Tu};

/// The name it has in headers.
pub(super) const TOOL: &str = "OmegaT";

/// Reads a unit as OmegaT means it. `source` is the language of the file, `position` the unit's place in it.
pub(super) fn adapt(tu: &mut Tu, source: Option<&Lang>, position: u64) {
    for tuv in &mut tu.tuvs {
        if tuv.segment.is_plain() {
            tuv.segment = Segment::new(coded(&tuv.segment.text()));
        }
    }
    let value = |kind: &str| tu.props.iter().find(|prop| prop.kind == kind).map(|prop| prop.value.as_str());
    let (file, before, after) = (value("file"), value("prev"), value("next"));
    let side = source.and_then(|source| tu.sides(source).first().map(|tuv| &tuv.lang));
    let Some(lang) = side.or(tu.tuvs.first().map(|tuv| &tuv.lang)).cloned() else { return };
    if !tu.origins.is_empty() || (file.is_none() && before.is_none() && after.is_none()) {
        return;
    }
    let words = |text: Option<&str>| text.map(|text| Segment::new(coded(text)).text()).filter(|text| !text.is_empty());
    let context = (before.is_some() || after.is_some()).then(|| Context {
        lang: lang.clone(),
        before: words(before),
        after: words(after),
    });
    let document = file.map(|file| (Some(lang), Source { name: file.to_owned(), ..Source::default() }));
    tu.origins.push(Origin {
        sources: document.into_iter().collect(),
        position,
        context: context.into_iter().collect(),
        ..Origin::default()
    });
}

/// A text with its tags as codes: pairs where they nest, halves where one is missing.
fn coded(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    // tags that have begun: where they stand, and what they are called
    let mut begun: Vec<(usize, &str)> = Vec::new();
    let (mut rest, mut words, mut pairs) = (text, String::new(), 0);
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((length, kind, name)) = tag(rest) else {
            words.push('<');
            rest = &rest[1..];
            continue;
        };
        inlines.push(Inline::Text(std::mem::take(&mut words)));
        let code = Code { kind, attributes: Vec::new(), content: vec![CodePart::Native(rest[..length].to_owned())] };
        let here = inlines.len();
        inlines.push(Inline::Code(code));
        let partner = begun.iter().rposition(|(_, other)| *other == name);
        match (kind, partner) {
            (CodeKind::Begin, _) => begun.push((here, name)),
            (CodeKind::End, Some(partner)) => {
                pairs += 1;
                let (there, _) = begun.remove(partner);
                number(&mut inlines[there], &[("i", &pairs.to_string()), ("x", digits(name))]);
                number(&mut inlines[here], &[("i", &pairs.to_string())]);
            }
            (CodeKind::End, None) => isolate(&mut inlines[here], "end", name),
            _ => number(&mut inlines[here], &[("x", digits(name))]),
        }
        rest = &rest[length..];
    }
    words.push_str(rest);
    inlines.push(Inline::Text(words));
    for (there, name) in begun {
        isolate(&mut inlines[there], "begin", name);
    }
    inlines
}

/// The tag a text begins with: its length, what it does, and its name with its number.
fn tag(text: &str) -> Option<(usize, CodeKind, &str)> {
    let end = text.find('>')?;
    let inner = &text[1..end];
    let (inner, kind) = match (inner.strip_prefix('/'), inner.strip_suffix('/')) {
        (Some(inner), None) => (inner, CodeKind::End),
        (None, Some(inner)) => (inner, CodeKind::Placeholder),
        (None, None) => (inner, CodeKind::Begin),
        _ => return None,
    };
    let letters = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let named = (1..=16).contains(&letters) && (1..=6).contains(&(inner.len() - letters));
    let numbered = inner.bytes().skip(letters).all(|b| b.is_ascii_digit());
    (named && numbered).then_some((end + 1, kind, inner))
}

fn digits(name: &str) -> &str {
    name.trim_start_matches(|c: char| c.is_ascii_alphabetic())
}

fn number(inline: &mut Inline, attributes: &[(&str, &str)]) {
    if let Inline::Code(code) = inline {
        code.attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    }
}

fn isolate(inline: &mut Inline, position: &str, name: &str) {
    number(inline, &[("pos", position), ("x", digits(name))]);
    if let Inline::Code(code) = inline {
        code.kind = CodeKind::Isolated;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Prop, Tuv};

    /// Codes as `kind(attributes)native`, between the words.
    fn shown(text: &str) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Code(code) => {
                let attributes: Vec<_> = code.attributes.iter().map(|(name, value)| format!("{name}{value}")).collect();
                format!("[{} {}]", code.kind.name(), attributes.join(" "))
            }
            Inline::Mark(_) => String::new(),
        };
        Segment::new(coded(text)).inlines().iter().map(one).collect()
    }

    #[test]
    fn tags_are_codes() {
        assert_eq!(shown("Указ <f0>№ 5</f0>"), "Указ [bpt i1 x0]№ 5[ept i1]");
        assert_eq!(shown("<a1><b2>х</b2></a1><x3/>"), "[bpt i2 x1][bpt i1 x2]х[ept i1][ept i2][ph x3]");
        assert_eq!(shown("</f0>далее<f1>"), "[it posend x0]далее[it posbegin x1]");
        assert_eq!(shown("3 < 5, <b>, <1>, </x1/>, <f0"), "3 < 5, <b>, <1>, </x1/>, <f0");
        assert_eq!(Segment::new(coded("Указ <f0>№ 5</f0>")).text(), "Указ № 5");
    }

    #[test]
    fn places_are_origins() {
        let lang = |tag| Lang::parse(tag).unwrap();
        let text = |tag, text: &str| Tuv::new(lang(tag), Segment::plain(text));
        let props = [("file", "указ.docx"), ("prev", "<f0>Раз.</f0>"), ("next", "")];
        let mut tu = Tu {
            tuvs: vec![text("be", "Да"), text("ru-RU", "Да")],
            props: props.map(|(kind, value)| Prop::new(kind, value)).to_vec(),
            ..Tu::default()
        };
        adapt(&mut tu, Some(&lang("ru")), 7);
        let source = Source { name: "указ.docx".into(), ..Source::default() };
        let context = Context { lang: lang("ru-RU"), before: Some("Раз.".into()), after: None };
        let origin = Origin {
            sources: vec![(Some(lang("ru-RU")), source)],
            position: 7,
            context: vec![context],
            ..Origin::default()
        };
        assert_eq!((tu.props.len(), &tu.origins), (3, &vec![origin.clone()]));
        adapt(&mut tu, Some(&lang("ru")), 9);
        assert_eq!(tu.origins, [origin], "an origin that is told already stays alone");
        let mut plain = Tu::of([(lang("ru"), "Да".into()), (lang("be"), "Так".into())]);
        adapt(&mut plain, None, 0);
        assert_eq!(plain.origins, []);
    }
}
