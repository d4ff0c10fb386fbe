//! Between which segments did a unit stand? Programs tell it in properties: memoQ on each side, MateCat on the unit.
//!
//! `x-context-pre` and `x-context-post` hold the segment before and after: as `<seg>…</seg>` with codes, or as text. The
//! properties stay as they are; what they say is put beside them, for matches in context.

use crate::formats::xml::{self, Node};
use crate::lang::Lang;
use crate::model::{Context, Origin, Prop, Tu, attribute};

const BEFORE: &str = "x-context-pre";
const AFTER: &str = "x-context-post";
/// What stands in these is code.
const CODES: [&str; 5] = ["bpt", "ept", "it", "ph", "ut"];

/// An origin that tells the neighbours, without a source; none when nothing is told. `position` is that of
/// the unit in the file.
pub(super) fn told(tu: &Tu, file: Option<&Lang>, position: u64) -> Vec<Origin> {
    if tu.props.is_empty() && tu.tuvs.iter().all(|tuv| tuv.props.is_empty()) {
        return Vec::new();
    }
    let mut context: Vec<Context> = Vec::new();
    for tuv in &tu.tuvs {
        if !context.iter().any(|known| known.lang == tuv.lang) {
            context.extend(neighbours(&tuv.lang, &tuv.props));
        }
    }
    if context.is_empty() {
        let own = attribute(&tu.attributes, "srclang").and_then(|text| Lang::parse(text).ok());
        let source = own.as_ref().or(file).filter(|lang| tu.tuvs.iter().any(|tuv| tuv.lang == **lang));
        let source = source.or_else(|| tu.tuvs.first().map(|tuv| &tuv.lang));
        context.extend(source.and_then(|lang| neighbours(lang, &tu.props)));
    }
    if context.is_empty() { Vec::new() } else { vec![Origin { context, position, ..Origin::default() }] }
}

fn neighbours(lang: &Lang, props: &[Prop]) -> Option<Context> {
    let of = |kind: &str| {
        let value = props.iter().find(|prop| prop.kind == kind).map(|prop| words(&prop.value));
        value.filter(|words| !words.is_empty())
    };
    let (before, after) = (of(BEFORE), of(AFTER));
    (before.is_some() || after.is_some()).then(|| Context { lang: lang.clone(), before, after })
}

/// The words of a neighbour.
fn words(value: &str) -> String {
    let value = value.trim();
    if !value.starts_with("<seg") {
        return value.to_owned();
    }
    let (mut words, mut within) = (String::new(), 0_usize);
    let walked = xml::walk(value, |node| match node {
        Node::Open(element) => within += usize::from(CODES.contains(&element.name())),
        Node::Close(name) => within -= usize::from(CODES.contains(&name.as_str())).min(within),
        Node::Text(text) if within == 0 => words.push_str(&text),
        Node::Text(_) => {}
    });
    // what only looks like XML is text
    if walked.is_ok() { words } else { value.to_owned() }
}
