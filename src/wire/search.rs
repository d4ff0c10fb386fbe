//! Messages of `search`: one object a unit, then how many there are.

use super::VERSION;
use crate::text::CharCounter;
use crate::workspace::search::{Found, Hit};
use serde::Serialize;
use std::collections::BTreeMap;

/// A unit in which the text stands.
#[derive(Clone, Debug, Serialize)]
pub struct HitMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The unit.
    pub tu: String,
    /// The memory.
    pub memory: &'a str,
    /// Language of the side with the text.
    pub lang: &'a str,
    /// That side.
    pub text: &'a str,
    /// Where the text stands there: start and end in Unicode scalar values.
    pub spans: Vec<[usize; 2]>,
    /// The other sides by language.
    pub others: BTreeMap<&'a str, Vec<&'a str>>,
}

/// How many there are.
#[derive(Clone, Debug, Serialize)]
pub struct SearchMessage {
    v: u8,
    r#type: &'static str,
    /// Units told.
    pub hits: usize,
    /// Units with the text.
    pub total: u64,
}

/// The message of a hit.
#[must_use]
pub fn hit(hit: &Hit) -> HitMessage<'_> {
    let counter = CharCounter::new(&hit.text);
    let mut others: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (lang, text) in &hit.others {
        others.entry(lang.as_str()).or_default().push(text);
    }
    HitMessage {
        v: VERSION,
        r#type: "hit",
        tu: hit.tu.0.to_string(),
        memory: &hit.memory,
        lang: hit.lang.as_str(),
        text: &hit.text,
        spans: hit.spans.iter().map(|s| [counter.chars_before(s.start), counter.chars_before(s.end)]).collect(),
        others,
    }
}

/// The message of a search.
#[must_use]
pub fn search(found: &Found) -> SearchMessage {
    SearchMessage { v: VERSION, r#type: "search", hits: found.hits.len(), total: found.total }
}
