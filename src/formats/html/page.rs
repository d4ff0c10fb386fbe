//! A page laid out flat: nodes in reading order, each knowing where its subtree ends.

use scraper::{Html, Node};

/// A page. Nodes are numbered in reading order; the subtree of node `n` is `n..end(n)`.
pub(super) struct Page {
    nodes: Vec<PageNode>,
}

struct PageNode {
    what: What,
    parent: usize,
    /// The sibling before, and the last child so far.
    before: Option<usize>,
    last: Option<usize>,
    end: usize,
    /// Furniture, or within it.
    off: bool,
}

enum What {
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
}

impl Page {
    /// Parses a page as browsers do.
    pub(super) fn parse(text: &str) -> Self {
        let html = Html::parse_document(text);
        let mut nodes: Vec<PageNode> = Vec::new();
        let mut open = Vec::new();
        for node in html.tree.root().descendants() {
            let what = match node.value() {
                Node::Element(element) => What::Element {
                    name: element.name().to_owned(),
                    attributes: element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
                },
                Node::Text(text) => What::Text(text.to_string()),
                _ => continue,
            };
            // A subtree ends where a node comes whose parent stands further up.
            let parent = node.parent().map(|parent| parent.id());
            while let Some(&(id, at)) = open.last()
                && Some(id) != parent
            {
                nodes[at as usize].end = nodes.len();
                open.pop();
            }
            let at = nodes.len();
            let parent = open.last().map_or(0, |&(_, at)| at as usize);
            let before = nodes.get_mut(parent).and_then(|above| above.last.replace(at));
            nodes.push(PageNode { what, parent, before, last: None, end: at + 1, off: false });
            open.push((node.id(), at as u32));
        }
        for (_, at) in open {
            nodes[at as usize].end = nodes.len();
        }
        Self { nodes }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Where the subtree of a node ends.
    pub(super) fn end(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(self.nodes.len(), |node| node.end)
    }

    /// The node above; the topmost is its own parent.
    pub(super) fn parent(&self, node: usize) -> usize {
        self.nodes[node].parent
    }

    /// Name of an element, in small letters; nothing for text.
    pub(super) fn name(&self, node: usize) -> &str {
        match self.nodes.get(node).map(|node| &node.what) {
            Some(What::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// The text, if the node is one.
    pub(super) fn text(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].what {
            What::Text(text) => Some(text),
            What::Element { .. } => None,
        }
    }

    /// Value of an element's attribute.
    pub(super) fn attr(&self, node: usize, name: &str) -> Option<&str> {
        match &self.nodes.get(node)?.what {
            What::Element { attributes, .. } => {
                attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
            }
            What::Text(_) => None,
        }
    }

    /// The nodes below a node, in reading order.
    pub(super) fn within(&self, node: usize) -> impl Iterator<Item = usize> + use<> {
        node + 1..self.end(node)
    }

    /// The children of a node.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.end(node);
        let first = Some(node + 1).filter(|&child| child < end);
        std::iter::successors(first, move |&child| Some(self.end(child)).filter(|&next| next < end))
    }

    /// The element before a node under the same parent.
    pub(super) fn element_before(&self, node: usize) -> Option<usize> {
        let before = |&node: &usize| self.nodes[node].before;
        std::iter::successors(before(&node), before).take(3).find(|&before| self.text(before).is_none())
    }

    /// The first element of a name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        (0..self.len()).find(|&node| self.name(node) == name)
    }

    /// All text below a node, furniture or not.
    pub(super) fn all_text(&self, node: usize) -> String {
        self.within(node)
            .map(|node| if self.name(node) == "br" { " " } else { self.text(node).unwrap_or("") })
            .collect()
    }

    /// Content of the first `<meta>` with one of the names (or properties), in the order of the names.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        let metas: Vec<usize> = (0..self.len()).filter(|&node| self.name(node) == "meta").collect();
        let named = |&meta: &usize, name: &str| {
            ["property", "name", "itemprop"]
                .iter()
                .any(|key| self.attr(meta, key).is_some_and(|value| value.eq_ignore_ascii_case(name)))
        };
        names.iter().find_map(|name| {
            let meta = metas.iter().find(|meta| named(meta, name))?;
            self.attr(*meta, "content").map(|content| content.trim().to_owned()).filter(|content| !content.is_empty())
        })
    }

    /// Marks a node and all below it as furniture.
    pub(super) fn turn_off(&mut self, node: usize) {
        let end = self.end(node);
        for node in &mut self.nodes[node..end] {
            node.off = true;
        }
    }

    /// Whether a node is furniture.
    pub(super) fn is_off(&self, node: usize) -> bool {
        self.nodes[node].off
    }

    /// How much text stands below each node that is no furniture.
    pub(super) fn measure(&self) -> Vec<Measure> {
        let mut measures = vec![Measure::default(); self.len()];
        for node in (0..self.len()).rev() {
            if self.is_off(node) {
                continue;
            }
            if let Some(text) = self.text(node) {
                measures[node].text = text.split_ascii_whitespace().map(|word| word.chars().count() + 1).sum();
            }
            if self.name(node) == "a" && self.attr(node, "href").is_some() {
                measures[node].linked = measures[node].text;
                measures[node].links = 1;
            }
            if matches!(self.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
                measures[node].headed = measures[node].own();
            }
            let Measure { text, linked, links, headed } = measures[node];
            let above = &mut measures[self.parent(node)];
            if node > 0 {
                above.text += text;
                above.linked += linked;
                above.links += links;
                above.headed += headed;
            }
        }
        measures
    }
}

/// How much text stands below a node, in characters.
#[derive(Clone, Copy, Default)]
pub(super) struct Measure {
    /// All of it.
    pub(super) text: usize,
    /// What of it is links.
    pub(super) linked: usize,
    /// How many links there are.
    pub(super) links: usize,
    /// What of the text that is no link stands in headings.
    pub(super) headed: usize,
}

impl Measure {
    /// Text that is no link.
    pub(super) fn own(self) -> usize {
        self.text.saturating_sub(self.linked)
    }
}
