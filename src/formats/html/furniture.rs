//! What of a page is furniture: menus, shares, advertisements, captions, calls to read other things.

use super::blocks::squeeze;
use super::page::{Measure, Page};

/// Marks the furniture off.
pub(super) fn mark(page: &mut Page) {
    mark_if(page, |page, node, _| is_no_text(page, node));
    let total = page.find("body").map_or(0, |body| page.measure()[body].own());
    mark_if(page, |page, node, measures| is_furniture(page, node, measures, total));
    mark_if(page, is_call);
    mark_if(page, |page, node, measures| is_link_list(page, node, measures[node]) && !holds(page, node, &["h1"]));
}

fn mark_if(page: &mut Page, test: impl Fn(&Page, usize, &[Measure]) -> bool) {
    let measures = page.measure();
    let mut node = 0;
    while node < page.len() {
        if page.is_off(node) || (page.text(node).is_none() && test(page, node, &measures)) {
            page.turn_off(node);
            node = page.end(node);
        } else {
            node += 1;
        }
    }
}

/// Elements that show no text, or text that is no part of a document, and hidden ones.
fn is_no_text(page: &Page, node: usize) -> bool {
    match page.name(node) {
        "head" | "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "embed" | "canvas"
        | "audio" | "video" | "button" | "select" | "datalist" | "textarea" | "input" | "dialog" | "rt" | "rp"
        | "del" | "map" => true,
        "html" | "body" => false,
        // A mark of a note: «[1]» linked to the foot of the page.
        "sup" => {
            page.within(node).take(20).any(|inner| page.attr(inner, "href").is_some_and(|href| href.starts_with('#')))
        }
        _ => is_hidden(page, node),
    }
}

fn is_hidden(page: &Page, node: usize) -> bool {
    let style = page.attr(node, "style").unwrap_or("").to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    page.attr(node, "hidden").is_some()
        || page.attr(node, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Words of classes and ids that stand for furniture.
const SURE: &[&str] = &[
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "share",
    "shares",
    "sharing",
    "social",
    "socials",
    "related",
    "cookie",
    "cookies",
    "gdpr",
    "advert",
    "advertisement",
    "advertising",
    "adv",
    "ads",
    "adsbygoogle",
    "banner",
    "banners",
    "promo",
    "sponsored",
    "comments",
    "disqus",
    "subscribe",
    "subscription",
    "newsletter",
    "sidebar",
    "widget",
    "widgets",
    "pagination",
    "paginator",
    "pager",
    "toolbar",
    "navbar",
    "navigation",
    "nav",
    "menu",
    "submenu",
    "search",
    "login",
    "popup",
    "modal",
    "copyright",
    "skip",
    "skiplink",
    "totop",
    "rating",
    "likes",
    "recommended",
    "recommendations",
    "similar",
    "tags",
    "taglist",
    "tagcloud",
    "captcha",
    "orphus",
    "langs",
    "readalso",
    "printversion",
    "weather",
    "rates",
    "currency",
];

/// Pairs of words that do.
const SURE_PAIRS: &[&str] = &[
    "read-also",
    "also-read",
    "see-also",
    "read-more",
    "more-news",
    "last-news",
    "latest-news",
    "most-read",
    "other-news",
    "error-note",
    "print-version",
    "version-print",
    "site-header",
    "site-footer",
    "page-footer",
    "skip-link",
    "news-line",
    "lang-switcher",
    "language-switcher",
    "to-top",
];

/// Words that do where little text stands under them.
const WEAK: &[&str] = &[
    "caption",
    "meta",
    "metadata",
    "date",
    "datetime",
    "time",
    "timestamp",
    "author",
    "authors",
    "byline",
    "views",
    "counter",
    "updated",
    "upd",
    "published",
    "print",
    "tag",
    "comment",
    "lang",
    "language",
    "languages",
    "logo",
    "slogan",
    "copy",
    "footer",
    "header",
    "hotkeys",
    "mistake",
    "credit",
    "credits",
    "postmeta",
    "newsline",
    "phototext",
    "fotocaption",
];

/// Whether an element is furniture by its name, role, class or id. `total` is the page's text that is no link.
fn is_furniture(page: &Page, node: usize, measures: &[Measure], total: usize) -> bool {
    let name = page.name(node);
    let own = measures[node].own();
    // A good part of the page's text is no furniture, whatever it is called.
    let most = own * 100 > total * 60;
    let much = own * 100 > total * 40;
    let role = page.attr(node, "role").unwrap_or("").to_ascii_lowercase();
    let inline = is_inline_in_text(page, node);
    match name {
        "html" | "body" | "main" => return false,
        "nav" | "aside" | "footer" => return !most,
        "header" => {
            let inner = ancestors(page, node).any(|above| matches!(page.name(above), "article" | "main"));
            return !inner && !most && !is_prose(page, node, measures);
        }
        "figcaption" => return true,
        "time" => return !inline,
        "form" | "fieldset" => return !much,
        _ => {}
    }
    match role.as_str() {
        "navigation" | "complementary" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "menubar"
        | "toolbar" | "alert" | "tablist" => return !most,
        "banner" => return !most && !is_prose(page, node, measures),
        "main" | "article" => return false,
        _ => {}
    }
    if inline || much || matches!(name, "article" | "h1") {
        return false;
    }
    let words = class_words(page, node);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    // The site's name may be an h1; the page's title begins with the page's own heading.
    let title = || page.find("title").map(|title| squeeze(&page.all_text(title))).unwrap_or_default();
    if has(&["logo", "brand", "sitename"]) && holds(page, node, &["h1"]) {
        return !title().starts_with(&squeeze(&page.all_text(node)));
    }
    let pair = words.windows(2).any(|pair| SURE_PAIRS.contains(&format!("{}-{}", pair[0], pair[1]).as_str()));
    if pair || has(SURE) {
        return !holds(page, node, &["h1"]);
    }
    // What a few words are the label of is short and no heading.
    const SHORT: usize = 300;
    let heading = matches!(name, "h2" | "h3" | "h4" | "h5" | "h6");
    has(WEAK) && own < SHORT && !heading && !holds(page, node, &["h1", "h2", "h3", "h4", "p"])
}

/// The elements above one, as far up as matters: pages made to do harm nest by the hundred thousand.
fn ancestors(page: &Page, node: usize) -> impl Iterator<Item = usize> + '_ {
    const FURTHEST: usize = 200;
    std::iter::successors(Some(node), |&node| Some(page.parent(node)).filter(|&above| above != node))
        .skip(1)
        .take(FURTHEST)
}

fn holds(page: &Page, node: usize, names: &[&str]) -> bool {
    page.within(node).take(5000).any(|inner| !page.is_off(inner) && names.contains(&page.name(inner)))
}

/// Whether the element is a part of a line of text, such as a date in a sentence.
fn is_inline_in_text(page: &Page, node: usize) -> bool {
    let inline = matches!(
        page.name(node),
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
    );
    let above = ancestors(page, node)
        .find(|&above| !matches!(page.name(above), "a" | "b" | "em" | "font" | "i" | "span" | "strong" | "u"));
    let holder = above.map_or("", |above| page.name(above));
    // A cell or an item that holds blocks is a column of the page, not a line of text.
    let blocks = ["div", "p", "h1", "h2", "h3", "table", "ul"];
    let column = matches!(holder, "td" | "li") && above.is_some_and(|above| holds(page, above, &blocks));
    inline
        && !column
        && matches!(
            holder,
            "p" | "li" | "td" | "th" | "dd" | "dt" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        )
}

/// Whether paragraphs of text stand in it, not just a slogan.
fn is_prose(page: &Page, node: usize, measures: &[Measure]) -> bool {
    const PARAGRAPH: usize = 80;
    let long = |&inner: &usize| page.name(inner) == "p" && !page.is_off(inner) && measures[inner].own() > PARAGRAPH;
    measures[node].own() > 2 * PARAGRAPH
        && measures[node].linked * 4 < measures[node].text
        && page.within(node).take(5000).any(|inner| long(&inner))
}

/// The words that classes and the id are made of: `articleMeta top-nav__item` → article meta top nav item.
fn class_words(page: &Page, node: usize) -> Vec<String> {
    let mut words = Vec::new();
    for value in ["class", "id"].iter().filter_map(|key| page.attr(node, key)) {
        let mut word = String::new();
        let mut small = false;
        for c in value.chars().chain([' ']) {
            let breaks = !c.is_alphanumeric() || (c.is_uppercase() && small);
            if breaks && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            small = c.is_lowercase();
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
        }
    }
    words
}

/// Whether a short piece of text calls to read other things, or is the list under such a call.
fn is_call(page: &Page, node: usize, measures: &[Measure]) -> bool {
    const SHORT: usize = 250;
    if matches!(page.name(node), "p" | "div" | "section" | "h2" | "h3" | "h4" | "h5" | "h6" | "strong" | "b") {
        return (1..SHORT).contains(&measures[node].text) && calls(page, node);
    }
    let list = matches!(page.name(node), "ul" | "ol") && measures[node].linked * 2 > measures[node].text;
    list && page.element_before(node).is_some_and(|before| calls(page, before))
}

fn calls(page: &Page, node: usize) -> bool {
    const CALLS: &[&str] = &[
        "читайте также",
        "читать также",
        "смотрите также",
        "читайте по теме",
        "материалы по теме",
        "другие новости",
        "чытайце таксама",
        "чытаць таксама",
        "глядзіце таксама",
        "матэрыялы па тэме",
        "іншыя навіны",
        "read also",
        "also read",
        "see also:",
        "related news",
        "related articles",
        "related stories",
        "more on this",
        "возврат к списку",
        "вернуться к списку",
        "версия для печати",
        "вярнуцца да спіса",
        "версія для друку",
        "back to list",
        "print version",
        "printable version",
    ];
    const LONGEST_CALL: usize = 80;
    let start: String = page
        .within(node)
        .take(60)
        .filter_map(|inner| page.text(inner))
        .flat_map(str::chars)
        .take(LONGEST_CALL)
        .collect();
    let start = squeeze(&start).to_lowercase();
    CALLS.iter().any(|call| start.starts_with(call))
}

/// Whether nearly all of a block is links, and several; the heading over them goes with them.
fn is_link_list(page: &Page, node: usize, measure: Measure) -> bool {
    let block =
        matches!(page.name(node), "ul" | "ol" | "div" | "section" | "table" | "dl" | "p" | "center" | "article" | "td");
    block && measure.links >= 2 && measure.linked * 100 > measure.text.saturating_sub(measure.headed) * 65
}
