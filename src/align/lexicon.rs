//! The seed lexicon: Russian, Belarusian and English words that translate each other.
//!
//! `lexicon.tsv` was written for this aligner: a row is a meaning, its three cells (ru, be, en) hold equivalents joined by
//! `; `. It decides short documents; in long ones the words learned from the documents soon know more.

use super::reading::word_key;
use crate::lang::Language;
use crate::text::{Normal, TokenKind, tokens};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What the lexicon has in one language.
#[derive(Default)]
pub(super) struct Lexicon {
    /// For each word key the rows it stands in.
    rows: FxHashMap<String, Vec<u32>>,
    /// How many keys each row has.
    sizes: Vec<u16>,
}

/// The lexicon as it is shipped: a row a meaning, cells for Russian, Belarusian and English, equivalents joined by `; `.
pub const SEED_LEXICON: &str = include_str!("lexicon.tsv");

const LANGUAGES: [Language; 3] = [Language::Ru, Language::Be, Language::En];

impl Lexicon {
    /// That of a language, empty for any but the three. It is read once, when it is asked for.
    pub(super) fn of(language: Language) -> &'static Self {
        static LEXICONS: [OnceLock<Lexicon>; LANGUAGES.len() + 1] = [const { OnceLock::new() }; LANGUAGES.len() + 1];
        let place = LANGUAGES.iter().position(|of| *of == language);
        LEXICONS[place.unwrap_or(LANGUAGES.len())]
            .get_or_init(|| place.map_or_else(Self::default, |place| Self::read(SEED_LEXICON, place)))
    }

    fn read(text: &str, place: usize) -> Self {
        let mut lexicon = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let row = lexicon.sizes.len() as u32;
            let mut size = 0;
            for key in keys(line.split('\t').nth(place).unwrap_or_default(), LANGUAGES[place]) {
                lexicon.rows.entry(key).or_default().push(row);
                size += 1;
            }
            lexicon.sizes.push(size);
        }
        lexicon
    }

    /// The rows a word key stands in.
    pub(super) fn rows(&self, key: &str) -> &[u32] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }

    /// How many equivalents a row has.
    pub(super) fn size(&self, row: usize) -> usize {
        usize::from(self.sizes[row])
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.sizes.len()
    }
}

/// Whether a letter of all words that have it is its own normal form.
fn plain(c: char) -> bool {
    matches!(c, 'a'..='z' | 'а'..='я' | 'і')
}

/// The word keys of a cell: of each equivalent each word of more than two letters, or all if there are only short ones.
fn keys(cell: &str, language: Language) -> Vec<String> {
    let mut keys = Vec::new();
    for equivalent in cell.split(';').map(str::trim) {
        // Nearly all are one word, spelt as its normal form is.
        if !equivalent.is_empty() && equivalent.chars().all(plain) {
            keys.push(word_key(equivalent, language));
            continue;
        }
        let normal = Normal::new(equivalent, language);
        let words: Vec<_> = tokens(&normal).into_iter().filter(|t| t.kind == TokenKind::Word).collect();
        let single = words.len() == 1;
        for word in words {
            if single || word.text.chars().count() > 2 {
                for part in word.text.split('-') {
                    keys.push(word_key(part, language));
                }
            }
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> impl Iterator<Item = (usize, &'static str)> {
        include_str!("lexicon.tsv").lines().enumerate().filter(|(_, line)| !line.starts_with('#'))
    }

    #[test]
    fn plain_words_are_their_normal_forms() {
        for (n, line) in lines() {
            for (cell, language) in line.split('\t').zip(LANGUAGES) {
                for word in cell.split(';').map(str::trim).filter(|word| word.chars().all(plain)) {
                    assert_eq!(Normal::new(word, language).text(), word, "line {}", n + 1);
                }
            }
        }
    }

    #[test]
    fn every_row_has_three_languages() {
        for (n, line) in lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "line {}: {line}", n + 1);
            let cyrillic = |c: char| crate::lang::letters::is_cyrillic(c);
            let latin = |c: char| c.is_alphabetic() && !cyrillic(c);
            assert!(!cells[0].contains(latin) && !cells[1].contains(latin), "line {}: {line}", n + 1);
            assert!(!cells[2].contains(cyrillic), "line {}: {line}", n + 1);
            assert!(!cells[0].contains(['і', 'ў', 'І', 'Ў']), "line {}: {line}", n + 1);
            assert!(!cells[1].contains(['и', 'щ', 'ъ', 'И', 'Щ', 'Ъ', '\'']), "line {}: {line}", n + 1);
            for equivalent in cells.iter().flat_map(|cell| cell.split("; ")) {
                let tidy =
                    !equivalent.is_empty() && equivalent.trim() == equivalent && !equivalent.contains([';', '\u{ad}']);
                assert!(tidy, "line {}: {line}", n + 1);
            }
        }
    }

    #[test]
    fn no_row_stands_twice_and_no_equivalent_twice_in_a_cell() {
        let mut seen = std::collections::HashSet::new();
        for (n, line) in lines() {
            assert!(seen.insert(line), "line {}: {line}", n + 1);
            for cell in line.split('\t') {
                let mut equivalents: Vec<&str> = cell.split("; ").collect();
                equivalents.sort_unstable();
                let count = equivalents.len();
                equivalents.dedup();
                assert_eq!(equivalents.len(), count, "line {}: {line}", n + 1);
            }
        }
    }

    #[test]
    fn russian_and_belarusian_agree_on_capitals() {
        // Abbreviations are written as each language will: ru вуз, be ВНУ.
        let name = |cell: &str| cell.starts_with(char::is_uppercase) && cell.contains(char::is_lowercase);
        for (n, line) in lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(name(cells[0]), name(cells[1]), "line {}: {line}", n + 1);
        }
    }

    #[test]
    fn words_find_their_rows() {
        let text = "соглашение\tпагадненне\tagreement; accord\nдоговор\tдагавор\ttreaty; agreement\n";
        let [be, en] = [1, 2].map(|place| Lexicon::read(text, place));
        assert_eq!(en.rows(&word_key("agreements", Language::En)), [0, 1]);
        assert_eq!(be.rows(&word_key("пагаднення", Language::Be)), [0]);
        assert_eq!(en.size(0), 2);
    }
}
