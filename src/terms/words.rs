//! The words of a text in normal form, and what stands between them.

use crate::lang::Language;
use crate::lang::letters::is_letter;
use std::ops::Range;

/// A word, a number, or a sign that terms are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes in the normal form.
    pub(super) range: Range<usize>,
    /// What stands between the word before and this one, in bytes of the normal form.
    pub(super) gap: Range<usize>,
}

/// Cuts a normal form. Parts of hyphenated words are words of their own: each may have an ending.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 8);
    let mut last = 0;
    let mut start = None;
    for (i, c) in text.char_indices() {
        let inner = is_letter(c) || (!c.is_whitespace() && c.is_alphanumeric());
        match start {
            None if inner => start = Some(i),
            Some(from) if !inner => {
                words.push(Word { range: from..i, gap: last..from });
                last = i;
                start = None;
            }
            _ => {}
        }
        if is_sign(c) {
            let end = i + c.len_utf8();
            words.push(Word { range: i..end, gap: last..i });
            last = end;
        }
    }
    if let Some(from) = start {
        words.push(Word { range: from..text.len(), gap: last..from });
    }
    words
}

/// Whether a sign is read as a word: 5 %, 20 °C, $ 100.
fn is_sign(c: char) -> bool {
    matches!(c, '%' | '‰' | '°' | '$' | '€' | '£' | '₽' | '§')
}

/// What counts between two words of a term: neither spaces nor quotation marks nor brackets do, and a dash is a hyphen.
/// States – parties, “states-parties”: people write either. English joins words by a hyphen or does not.
pub(super) fn gap(text: &str, language: Language) -> impl Iterator<Item = char> + '_ {
    let text = if language == Language::En && text == "-" { "" } else { text };
    text.chars().filter(|c| !c.is_whitespace() && *c != '"').map(|c| if c == '—' { '-' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word.range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_numbers_and_signs_stand_alone() {
        check("государства-участники снг", &["государства", "участники", "снг"]);
        check("5% и 20 °c, м²", &["5", "%", "и", "20", "°", "c", "м²"]);
        check("", &[]);
        check(" - ", &[]);
    }

    #[test]
    fn quotation_marks_and_spaces_between_words_do_not_count() {
        assert_eq!(gap(" \" ", Language::Ru).count(), 0);
        assert!(gap(" — ", Language::Ru).eq("-".chars()) && gap(", ", Language::En).eq(",".chars()));
        assert!(gap("-", Language::Be).eq("-".chars()) && gap("-", Language::En).eq("".chars()));
    }
}
