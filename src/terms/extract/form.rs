//! How does a term stand in a dictionary? In the nominative, singular where it has one; its attested form where there is
//! one that looks so, or else one made by rule.

use super::morphology::{Forms, is_vowel};
use super::phrase::{BREAK, Key, head, length};
use super::weights::{ENOUGH, SINGULAR_SHARE};
use super::words::{Sense, Words};
use crate::lang::Language;
use rustc_hash::FxHashMap;

/// The forms in which a phrase stands, with how often.
pub(super) type Attested = FxHashMap<Key, u32>;

/// Whether a phrase is used in the plural alone, or nearly so.
pub(super) fn is_plural(key: &Key, attested: &Attested, words: &Words) -> bool {
    if !words.language.is_slavic() {
        return false;
    }
    let head = head(key, words);
    if words.is_plural(key[head]) {
        return true;
    }
    let (mut all, mut singular) = (0, 0);
    for (forms, count) in sorted(attested) {
        all += count;
        if !agreed(&forms, head, words).and(Forms(!Forms::plural().0)).is_none() {
            singular += count;
        }
    }
    all >= ENOUGH && f64::from(singular) < SINGULAR_SHARE * f64::from(all)
}

/// The dictionary form of a phrase.
pub(super) fn dictionary(key: &Key, attested: &Attested, plural: bool, words: &Words) -> String {
    let attested = sorted(attested);
    let Some((common, _)) = attested.first() else { return String::new() };
    let head = head(key, words);
    let behind = common[head + 1..length(key)].iter().map(|form| words.shown(*form));
    if !words.language.is_slavic() {
        let front = key[..=head].iter().map(|word| words.commonest(*word)).collect();
        return sentence(lowered(front, key, words).into_iter().chain(behind), words.language);
    }
    let gender = if plural { 3 } else { gender(&attested, head, words.gender(key[head]), words) };
    let wanted = Forms::nominative().and(if plural { Forms::plural() } else { Forms(!Forms::plural().0) });
    let found = attested.iter().find(|(forms, _)| !agreed(forms, head, words).and(wanted).is_none());
    let front: Vec<String> = match found.filter(|_| head > 0) {
        Some((forms, _)) => forms[..=head].iter().map(|form| words.shown(*form)).collect(),
        None => {
            let adjectives = key[..head].iter().map(|word| words.agreeing(*word, gender));
            adjectives.chain([words.nominative(key[head], plural, gender)]).collect()
        }
    };
    sentence(lowered(front, key, words).into_iter().chain(behind), words.language)
}

/// The gender that adjectives and head agree in most often; when several do, that of the head alone.
fn gender(attested: &[(Key, u32)], head: usize, of_head: usize, words: &Words) -> usize {
    let votes = |gender: usize| -> u32 {
        let agrees = |forms: &Key| !agreed(forms, head, words).and(Forms::of_gender(gender)).is_none();
        attested.iter().filter(|(forms, _)| agrees(forms)).map(|(_, count)| count).sum()
    };
    (0..3).max_by_key(|gender| (votes(*gender), *gender == of_head)).unwrap_or(of_head)
}

/// Behind a small letter only names keep their capital: наблюдательный совет, though there is a Совет Министров.
fn lowered(mut front: Vec<String>, key: &Key, words: &Words) -> Vec<String> {
    if front.first().is_some_and(|first| first.starts_with(char::is_lowercase)) {
        for (text, word) in front.iter_mut().zip(key).filter(|(_, word)| !words.is_name(**word)) {
            debug_assert_ne!(*word, BREAK);
            *text = text.to_lowercase();
        }
    }
    front
}

/// What adjectives and head can be together.
fn agreed(forms: &Key, head: usize, words: &Words) -> Forms {
    forms[..=head].iter().filter(|form| **form != BREAK).fold(Forms::ANY, |common, form| {
        match words.forms[*form as usize].sense {
            Sense::Noun(_, own) | Sense::Adjective(_, own) => common.and(own),
            Sense::Joint | Sense::Stop => common,
        }
    })
}

/// The commonest first.
fn sorted(attested: &Attested) -> Vec<(Key, u32)> {
    let mut all: Vec<(Key, u32)> = attested.iter().map(|(key, count)| (*key, *count)).collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

/// Words in a row; Belarusian у behind a vowel is ў.
fn sentence(words: impl Iterator<Item = String>, language: Language) -> String {
    let mut out = String::new();
    for word in words {
        let short = language == Language::Be && out.chars().next_back().is_some_and(is_vowel);
        if !out.is_empty() {
            out.push(' ');
        }
        match word.strip_prefix('у').filter(|_| short) {
            Some(rest) => out.extend(["ў", rest]),
            None => out.push_str(&word),
        }
    }
    out
}
