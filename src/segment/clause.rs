//! Is this a complete clause? Whether a stretch of text holds a predicate, judged by lists and endings.
//!
//! Russian and Belarusian write «В 2015 г. Республика …» and «… 2017 г. Депозитарием является …»: only the clauses
//! around the full stop tell them apart. A clause is taken to be complete when it holds a finite verb, a past tense, a
//! short participle or a dash between its parts.

use super::lists::{Classes, Lists};
use super::words;

/// How far ahead a following clause is read, in bytes.
const AHEAD: usize = 400;

/// Whether a word is a predicate. A capitalised word is a name unless it is the `first` of its sentence.
pub(super) fn is_predicate(lists: &Lists, word: &str, first: bool, key: &mut String) -> bool {
    words::fold(word, lists.cyrillic, key);
    let classes = lists.classes(key);
    if classes.any(Classes::PREDICATE) {
        return true;
    }
    if classes.any(Classes::NOT_PREDICATE) || words::is_capitalised(word) && !first {
        return false;
    }
    lists.predicate_endings.iter().any(|ending| {
        key.strip_suffix(&**ending).is_some_and(|stem| words::length_up_to(stem, 2) == 2 && !stem.ends_with("-"))
    })
}

/// Whether the text holds a predicate or a dash between words. `opens` says that it begins a sentence.
pub(super) fn has_predicate(lists: &Lists, text: &str, opens: bool, key: &mut String) -> bool {
    let mut first = opens;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_alphanumeric() || is_dash(c)) {
        rest = &rest[start..];
        if rest.starts_with(is_dash) {
            let behind = rest.trim_start_matches(is_dash);
            if !first && behind.starts_with(words::is_space) {
                return true;
            }
            rest = behind;
            continue;
        }
        let end = rest.find(|c| !words::is_word_char(c)).unwrap_or(rest.len());
        if is_predicate(lists, &rest[..end], first, key) {
            return true;
        }
        first = false;
        rest = &rest[end..];
    }
    false
}

/// Whether an English clause begins with a capitalised subject and a verb in `-s`: `Production resumes in June`.
pub(super) fn has_plain_verb(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (Some(subject), Some(verb)) = (words.next(), words.next()) else { return false };
    let plain = subject.chars().skip(1).all(|c| c.is_lowercase());
    plain && verb.len() >= 4 && verb.ends_with('s') && !verb.ends_with("ss") && verb.chars().all(|c| c.is_lowercase())
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–')
}

/// The clause that begins at `from`: up to the next mark that looks like a sentence's end, at most [`AHEAD`] bytes.
pub(super) fn clause_ahead(text: &str, from: usize) -> &str {
    let reach = words::after(text, from, AHEAD);
    let end = reach.match_indices(['.', '!', '?', '…']).find(|(at, mark)| {
        let behind = &reach[at + mark.len()..];
        let ends = behind.is_empty() || behind.starts_with(|c: char| !c.is_alphanumeric());
        ends && (*mark != "." || words::length_up_to(words::word_before(reach, *at), 4) == 4)
    });
    &reach[..end.map_or(reach.len(), |(at, _)| at)]
}
