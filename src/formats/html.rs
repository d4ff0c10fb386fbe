//! Web pages: the main text without the furniture of the site around it.
//!
//! Three steps. The tree is laid out flat in reading order ([`Page`]), so that nothing recurses over deep pages. What
//! is furniture by its element, role or class is marked off, unless it holds a good part of the page's text: class
//! names lie, shares of text do not. Then the root of the content is chosen, and its text cut into blocks.

mod blocks;
mod furniture;
mod page;
mod root;

use page::Page;

use super::document::{DocumentError, Read, ReadOptions, iso_date, of_paragraphs, text};
use super::encoding;
use crate::lang::Lang;
use crate::model::{BlockKind, Source};

/// Reads a web page.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Read {
    let in_meta = declared_in_meta(bytes);
    let declared = encoding::declared_in_xml(bytes).or(in_meta.as_deref());
    let (text, problems) = text(bytes, declared, options)?;
    if nesting(&text) > DEEPEST {
        let cause = format!("elements are nested more than {DEEPEST} deep");
        return Err(DocumentError::Corrupt { part: "the page".to_owned(), cause, line: None, byte: None });
    }
    let mut page = Page::parse(&text);
    furniture::mark(&mut page);
    let root = root::find(&page);
    let mut blocks = blocks::of(&page, root);
    if let Some(h1) = outer_h1(&page, root) {
        blocks.insert(0, (BlockKind::Heading(1), h1));
    }
    let lang = page.find("html").and_then(|html| page.attr(html, "lang").or_else(|| page.attr(html, "xml:lang")));
    let lang = lang.and_then(|tag| Lang::parse(tag.trim()).ok());
    let mut document = of_paragraphs(source(&page), blocks);
    document.lang = lang;
    Ok((document, problems))
}

/// How deep elements may nest. The parser's time grows with the square of the depth; browsers stop at 512.
const DEEPEST: usize = 20_000;

/// About how deep elements nest, without parsing: start tags less end tags, but for elements that need no end.
fn nesting(text: &str) -> usize {
    const NO_END: &[&str] = &[
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot", "colgroup", "rp",
        "rt", "html", "head", "body", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
        "param", "source", "track", "wbr",
    ];
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for tag in text.split('<').skip(1) {
        let tag = &tag.as_bytes()[..tag.find('>').unwrap_or(tag.len())];
        let (ends, tag) = tag.strip_prefix(b"/").map_or((false, tag), |tag| (true, tag));
        let name = &tag[..tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len())];
        if name.is_empty() || NO_END.iter().any(|other| other.as_bytes().eq_ignore_ascii_case(name)) {
            continue;
        }
        let whole = tag.ends_with(b"/") && !name.eq_ignore_ascii_case(b"div") && !name.eq_ignore_ascii_case(b"span");
        if ends {
            depth = depth.saturating_sub(1);
        } else if !whole {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The encoding in `<meta charset>` or `<meta http-equiv>`, within the first bytes.
fn declared_in_meta(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let mut charsets = head.split("<meta").skip(1).filter_map(|tag| tag.split('>').next()?.split_once("charset"));
    let (_, value) = charsets.next()?;
    let value = value.trim_start().trim_start_matches('=').trim_start().trim_start_matches(['"', '\'']);
    let is_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let label = value.split(|c: char| !is_label(c)).next().filter(|label| !label.is_empty())?;
    Some(label.to_owned())
}

/// The page's main heading where it stands before the root of the content and the root has none.
fn outer_h1(page: &Page, root: usize) -> Option<String> {
    let is_h1 = |&node: &usize| page.name(node) == "h1";
    if page.within(root).any(|node| is_h1(&node)) {
        return None;
    }
    let title = page.find("title").map(|title| blocks::squeeze(&page.all_text(title))).unwrap_or_default();
    let headings = || (0..root).filter(is_h1).map(|h1| blocks::squeeze(&page.all_text(h1)));
    // A site's name may be an h1 too; the page's heading is the one the title repeats.
    let confirmed = headings().find(|h1| h1.chars().count() > 3 && title.starts_with(h1.as_str()));
    let kept = || (0..root).filter(is_h1).find(|&h1| !page.is_off(h1)).map(|h1| blocks::squeeze(&page.all_text(h1)));
    confirmed.or_else(kept).filter(|h1| !h1.is_empty())
}

fn source(page: &Page) -> Source {
    let h1 = page.find("h1").map(|h1| blocks::squeeze(&page.all_text(h1)));
    let og_title = page.meta(&["og:title"]);
    let title =
        page.find("title").map(|title| blocks::squeeze(&page.all_text(title))).filter(|title| !title.is_empty());
    let times = || (0..page.len()).filter(|&node| page.name(node) == "time");
    let time = times().find_map(|time| page.attr(time, "datetime").and_then(iso_date));
    let named = ["article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate"];
    let date = page.meta(&named).as_deref().and_then(iso_date).or(time);
    let canonical = (0..page.len())
        .find(|&node| page.name(node) == "link" && page.attr(node, "rel") == Some("canonical"))
        .and_then(|link| page.attr(link, "href"))
        .map(|url| url.trim().to_owned())
        .filter(|url| !url.is_empty());
    Source {
        name: String::new(),
        title: title.map(|title| without_site(&title, h1.as_deref(), og_title.as_deref())).or(og_title).or(h1),
        date,
        url: canonical.or_else(|| page.meta(&["og:url"])),
    }
}

/// «Новость | Сайт» → «Новость», where the page's own heading confirms that the rest is the site.
fn without_site(title: &str, h1: Option<&str>, og: Option<&str>) -> String {
    let separators = [" | ", " — ", " – ", " - ", " :: ", " · ", " / ", " » "];
    let confirmed = |own: &&str| {
        !own.is_empty()
            && title
                .strip_prefix(*own)
                .is_some_and(|rest| separators.iter().any(|separator| rest.starts_with(separator)))
    };
    h1.filter(confirmed).or(og.filter(confirmed)).unwrap_or(title).to_owned()
}
