//! Which word stands here? Words, numbers and numerals around a byte offset, and the key they are looked up with.
//!
//! Every look is bounded by [`REACH`], so that a hostile text cannot make it long.

use crate::lang::letters;

/// How many bytes of a word or token are looked at, at most. Longer ones are no abbreviations.
pub(super) const REACH: usize = 96;

/// White space, as `str::trim` sees it (no-break and other Unicode spaces included).
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Whether a character may stand in a word: letters, digits, apostrophes, hyphens, stress marks, soft hyphens.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{0301}')
        || is_word_apostrophe(c)
        || letters::is_invisible(c)
}

/// Whether a character is an apostrophe that may stand in a word.
pub(super) fn is_word_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

/// The largest character boundary not above `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The smallest character boundary not below `at`.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The text before `at`, at most `reach` bytes of it.
pub(super) fn before(text: &str, at: usize, reach: usize) -> &str {
    &text[ceil(text, at.saturating_sub(reach))..at]
}

/// The text from `at`, at most `reach` bytes of it.
pub(super) fn after(text: &str, at: usize, reach: usize) -> &str {
    &text[at..floor(text, at + reach)]
}

/// The word that ends exactly at `end`, without hyphens and apostrophes before it; empty if there is none.
pub(super) fn word_before(text: &str, end: usize) -> &str {
    let reach = before(text, end, REACH);
    let start = reach.char_indices().rev().take_while(|(_, c)| is_word_char(*c)).last().map_or(reach.len(), |(i, _)| i);
    reach[start..].trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// The word that begins exactly at `start`; empty if there is none.
pub(super) fn word_at(text: &str, start: usize) -> &str {
    let reach = after(text, start, REACH);
    let end = reach.find(|c| !is_word_char(c)).unwrap_or(reach.len());
    reach[..end].trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// The end of the text before `at` once white space is left out.
pub(super) fn skip_space_back(text: &str, at: usize) -> usize {
    let reach = before(text, at, REACH);
    at - (reach.len() - reach.trim_end().len())
}

/// The token (anything but white space) that ends at `end`.
pub(super) fn token_before(text: &str, end: usize) -> &str {
    let reach = before(text, end, REACH);
    let start = reach.char_indices().rev().take_while(|(_, c)| !is_space(*c)).last().map_or(reach.len(), |(i, _)| i);
    &reach[start..]
}

/// The token (anything but white space) that begins at `start`.
pub(super) fn token_at(text: &str, start: usize) -> &str {
    let reach = after(text, start, REACH);
    &reach[..reach.find(is_space).unwrap_or(reach.len())]
}

/// Writes the key of a word: small letters, plain apostrophe and hyphen, е for ё, no stress marks or invisibles and,
/// in a Cyrillic language, Cyrillic letters for Latin look-alikes if the word has a Cyrillic letter or is one letter.
pub(super) fn fold(word: &str, cyrillic: bool, key: &mut String) {
    key.clear();
    let twins = cyrillic && (!word.is_ascii() && word.chars().any(letters::is_cyrillic) || is_lone_twin(word));
    for c in word.chars() {
        if c == '\u{0301}' || letters::is_invisible(c) {
            continue;
        }
        let c = if twins { letters::cyrillic_twin(c).unwrap_or(c) } else { c };
        match c {
            'ё' | 'Ё' => key.push('е'),
            '\u{2010}' | '\u{2011}' => key.push('-'),
            c if is_word_apostrophe(c) => key.push('\''),
            c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            c => key.extend(c.to_lowercase()),
        }
    }
}

fn is_lone_twin(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if letters::cyrillic_twin(c).is_some())
}

/// Whether a word is a Roman numeral, also one typed with Cyrillic look-alikes.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 16
        && word.chars().all(|c| {
            matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M' | 'І' | 'Х' | 'М' | 'С' | '\u{2160}'..='\u{216F}')
        })
}

/// Whether the first letter is a capital.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether all letters are capitals and there are at least two.
pub(super) fn is_all_capitals(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 2
}

/// How many characters a word has, counted no further than `most`.
pub(super) fn length_up_to(word: &str, most: usize) -> usize {
    word.chars().take(most).count()
}

/// Whether a word has a capital behind its first letter and begins small: `iPhone`, `eGov`.
pub(super) fn is_camel(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase) && word.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_look_alikes_only_in_cyrillic_words() {
        let mut key = String::new();
        fold("Iнш", true, &mut key);
        assert_eq!(key, "інш");
        fold("Inc", true, &mut key);
        assert_eq!(key, "inc");
        fold("Ещё\u{301}", true, &mut key);
        assert_eq!(key, "еще");
    }

    #[test]
    fn words_end_where_they_should() {
        assert_eq!(word_before("в г. Минск", "в г".len()), "г");
        assert_eq!(word_at("р-н, ", 0), "р-н");
        assert_eq!(token_before("на www.mfa.gov.by. Да", "на www.mfa.gov.by".len()), "www.mfa.gov.by");
    }
}
