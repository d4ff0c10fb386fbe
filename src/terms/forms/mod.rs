//! Which forms may a word of a term have? Rules of declension and conjugation, each language in a file of its own.
//!
//! A [`Shape`] is a stem and the endings it takes: the forms of a word are those of its shapes, and a word of a text is
//! found by cutting it at every place. The rules start from the dictionary form and know no dictionary, so that they
//! may make forms that do not exist (*рынока* beside *рынка*): nobody writes them. What they must not make is a form of
//! another word (*государственный* of *государство*): endings are those of inflection, never of derivation.

mod be;
mod en;
mod ru;

use crate::lang::Language;
use std::borrow::Cow;

/// A stem and the endings it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// What stays, in normal form.
    pub(super) stem: String,
    /// What may follow.
    pub(super) endings: &'static [&'static str],
    /// Whether the reflexive -ся follows the ending.
    pub(super) reflexive: bool,
}

/// What a word is within its term, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// A noun, or an adjective that stands for one or belongs to one.
    Noun,
    /// An adjective that is a term by itself, which has short forms too.
    Adjective,
    /// A verb in the infinitive.
    Verb,
    /// A word of a set phrase: anything.
    Phrase,
    /// Has no forms.
    Fixed,
}

/// The endings of what has one form.
const WHOLE: &[&str] = &[""];

/// What a word can look like; `word` is in normal form. The form given is always among them.
pub(super) fn shapes(word: &str, role: Role, language: Language) -> Vec<Shape> {
    let group = match language {
        Language::Ru => group(ru::GROUPS, word),
        Language::Be => group(be::GROUPS, word),
        Language::En => group(en::GROUPS, word),
        Language::Other => None,
    };
    if let Some(group) = group {
        return group.iter().map(|form| Shape::whole(form)).collect();
    }
    let mut out = vec![Shape::whole(word)];
    // Two letters have no ending, what has digits in it no declension.
    let inflected = role != Role::Fixed && word.chars().count() > 2 && !word.contains(|c: char| c.is_ascii_digit());
    if inflected {
        match language {
            Language::Ru => ru::inflect(word, role, &mut out),
            Language::Be => be::inflect(word, role, &mut out),
            Language::En => en::inflect(word, role, &mut out),
            Language::Other => {}
        }
    }
    out
}

/// The words that stand for each other by sound, such as в and во.
fn group(groups: &[&'static [&'static str]], word: &str) -> Option<&'static [&'static str]> {
    groups.iter().find(|group| group.contains(&word)).copied()
}

/// The one spelling of a word that has several, British and American.
pub(super) fn respelt(word: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::En => en::respelt(word),
        _ => Cow::Borrowed(word),
    }
}

/// Whether a word is a preposition, a pronoun, an adverb in nearly all texts, though it could be a form of a noun.
pub(super) fn is_small(word: &str, language: Language) -> bool {
    match language {
        Language::Ru => ru::SMALL.contains(&word),
        Language::Be => be::SMALL.contains(&word),
        Language::En => en::SMALL.contains(&word),
        Language::Other => false,
    }
}

impl Shape {
    fn new(stem: impl Into<String>, endings: &'static [&'static str]) -> Self {
        Self { stem: stem.into(), endings, reflexive: false }
    }

    fn whole(form: &str) -> Self {
        Self::new(form, WHOLE)
    }
}

/// The words of a table of irregular ones, `word: form form …` each.
fn irregular(table: &[(&str, &'static [&'static str])], word: &str, out: &mut Vec<Shape>) {
    if let Some((_, forms)) = table.iter().find(|(of, _)| *of == word) {
        out.extend(forms.iter().map(|form| Shape::whole(form)));
    }
}

/// A word without its last letters, when it ends with them and this many letters are left.
fn cut<'a>(word: &'a str, ending: &str, least: usize) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|stem| stem.chars().count() >= least)
}

/// The last letter.
fn last(word: &str) -> char {
    word.chars().next_back().unwrap_or(' ')
}

/// A word without its last letter.
fn but_last(word: &str) -> &str {
    let mut chars = word.chars();
    chars.next_back();
    chars.as_str()
}

/// The stem with its end replaced, when it has that end.
fn ending_changed(stem: &str, from: &str, to: &str) -> Option<String> {
    stem.strip_suffix(from).map(|head| format!("{head}{to}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn forms(word: &str, role: Role, language: Language) -> BTreeSet<String> {
        let of = |shape: Shape| -> Vec<String> {
            let sya = if shape.reflexive { "ся" } else { "" };
            shape.endings.iter().map(|ending| format!("{}{ending}{sya}", shape.stem)).collect()
        };
        shapes(word, role, language).into_iter().flat_map(of).collect()
    }

    /// Checks that a word has all of the forms, given one after the other, and none of those after the bar.
    #[track_caller]
    pub(super) fn check(language: Language, role: Role, paradigm: &str) {
        let (own, others) = paradigm.split_once('|').unwrap_or((paradigm, ""));
        let word = own.split_whitespace().next().unwrap();
        let made = forms(word, role, language);
        let missing: Vec<&str> = own.split_whitespace().filter(|form| !made.contains(*form)).collect();
        let alien: Vec<&str> = others.split_whitespace().filter(|form| made.contains(*form)).collect();
        assert!(missing.is_empty() && alien.is_empty(), "{word}: missing {missing:?}, alien {alien:?} in {made:?}");
    }
}
