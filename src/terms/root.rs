//! Is a term said in other words of its roots? *The work shall be financed* has the term *financing*, *Days of Uzbek
//! Culture* the term *Days of Culture*.

use super::words::words;
use crate::lang::Language;
use crate::text::Normal;

/// Letters of the shortest word that has a root of its own; shorter ones join others.
const SHORTEST: usize = 4;
/// Words of up to so many letters are their root.
const SHORT: usize = 5;

/// Whether a text has a word of the root of each word of a term, in whatever order and form. Linear in the length of the
/// text for each word of the term.
#[must_use]
pub fn has_roots(text: &str, term: &str, language: Language) -> bool {
    let (text, term) = (Normal::new(text, language), Normal::new(term, language));
    let there: Vec<&str> = words(text.text()).into_iter().map(|word| &text.text()[word.range]).collect();
    let mut asked = 0;
    let all = words(term.text()).into_iter().map(|word| &term.text()[word.range]).all(|word| {
        let letters = word.chars().count();
        if letters < SHORTEST {
            return true;
        }
        asked += 1;
        let root = root(word, letters);
        there.iter().any(|other| other.starts_with(root))
    });
    all && asked > 0
}

/// What words of one root begin with: all of a short word, half of a long one.
fn root(word: &str, letters: usize) -> &str {
    let length = if letters <= SHORT { letters } else { SHORT.max(letters.div_ceil(2)) };
    word.char_indices().nth(length).map_or(word, |(at, _)| &word[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_may_be_said_with_other_words_of_its_roots() {
        let has = |text, term| has_roots(text, term, Language::En);
        assert!(has("Activities shall be financed.", "financing"));
        assert!(has("Days of Uzbek Culture in Minsk", "Days of Culture"));
        assert!(has("the Uzbek part", "Uzbekistan") && has("Belarus offered", "Belarusian"));
        assert!(!has("The contracts shall specify the terms.", "treaty"));
        assert!(!has("in the report", "UN"), "too short to tell");
        assert!(!has("", "agreement") && !has("agreement", ""));
        assert!(has_roots("прапанова аб фінансаванні", "фінансаваць", Language::Be));
    }
}
