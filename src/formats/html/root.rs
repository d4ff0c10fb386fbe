//! Where the content of a page is.

use super::page::{Measure, Page};

/// The element that holds the main text.
pub(super) fn find(page: &Page) -> usize {
    // A page with less text than this has no furniture worth guessing at.
    const SMALL: usize = 500;
    let body = page.find("body").unwrap_or(0);
    let measures = page.measure();
    let total = measures.get(body).map_or(0, |measure| measure.own());
    let named = named(page, &measures, total);
    match named {
        Some(root) => root,
        None if total < SMALL => body,
        None => densest(page, body, &measures),
    }
}

/// The one element that says it is the content, when it holds most of the text.
fn named(page: &Page, measures: &[Measure], total: usize) -> Option<usize> {
    let tests: [&dyn Fn(usize) -> bool; 4] = [
        &|node| page.name(node) == "article",
        &|node| page.name(node) == "main",
        &|node| page.attr(node, "role") == Some("main"),
        &|node| page.attr(node, "itemprop") == Some("articleBody"),
    ];
    tests.iter().find_map(|test| {
        let most = |&node: &usize| !page.is_off(node) && test(node) && measures[node].own() * 100 > total * 60;
        (0..page.len()).find(most)
    })
}

/// Down from the body for as long as one child holds nearly all the prose.
fn densest(page: &Page, body: usize, measures: &[Measure]) -> usize {
    let prose = prose(page, measures);
    let mut root = body;
    loop {
        let heir = page.children(root).filter(|&child| is_holder(page.name(child))).max_by_key(|&child| prose[child]);
        match heir {
            // What a twentieth of the prose is beside it may be a lead or a signature: those stay in.
            Some(child) if prose[child] * 100 >= prose[root] * 96 && prose[child] > 0 => root = child,
            _ => return root,
        }
    }
}

fn is_holder(name: &str) -> bool {
    matches!(
        name,
        "article" | "center" | "div" | "form" | "main" | "section" | "table" | "tbody" | "td" | "tr" | "font" | "span"
    )
}

/// How much prose stands below each node: text of paragraphs that are no teasers (short, or beside a link).
fn prose(page: &Page, measures: &[Measure]) -> Vec<usize> {
    const SHORTEST: usize = 50;
    let mut prose = vec![0_usize; page.len()];
    for node in (0..page.len()).rev() {
        if page.is_off(node) || node == 0 {
            continue;
        }
        let above = page.parent(node);
        let text = page.text(node).is_some();
        let teaser = is_teaser(measures[above]) || is_teaser(measures[page.parent(above)]);
        if text && !teaser && measures[above].text >= SHORTEST {
            prose[node] = measures[node].text;
        }
        prose[above] += prose[node];
    }
    prose
}

/// Whether an element is a link with little text beside it.
fn is_teaser(measure: Measure) -> bool {
    const SHORT: usize = 250;
    measure.linked * 3 > measure.text || (measure.links > 0 && measure.text < SHORT)
}
