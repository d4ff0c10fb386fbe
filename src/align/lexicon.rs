//! The seed lexicon: Russian, Belarusian and English words that translate each other.
//!
//! `lexicon.tsv` was written for this aligner: a row is a meaning, its three cells (ru, be, en) hold equivalents joined by
//! `; `. It decides short documents; in long ones the words learned from the documents soon know more.

use super::evidence::word_key;
use crate::lang::Language;
use crate::text::{Normal, TokenKind, tokens};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// For each language and word key the rows it stands in, and for each row how many keys it has in each language.
pub(super) struct Lexicon {
    /// In ru, be, en.
    rows_of: [FxHashMap<String, Vec<u32>>; 3],
    /// Equivalents of each row in ru, be, en.
    sizes: Vec<[u16; 3]>,
}

/// The lexicon as it is shipped: a row a meaning, cells for Russian, Belarusian and English, equivalents joined by `; `.
pub const SEED_LEXICON: &str = include_str!("lexicon.tsv");

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(SEED_LEXICON));

const LANGUAGES: [Language; 3] = [Language::Ru, Language::Be, Language::En];

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    fn read(text: &str) -> Self {
        let mut lexicon = Self { rows_of: Default::default(), sizes: Vec::new() };
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let row = lexicon.sizes.len() as u32;
            let mut sizes = [0; 3];
            let of_languages = lexicon.rows_of.iter_mut().zip(&mut sizes).zip(LANGUAGES);
            for (((rows_of, size), language), cell) in of_languages.zip(line.split('\t')) {
                for key in keys(cell, language) {
                    let rows = rows_of.entry(key).or_default();
                    if rows.last() != Some(&row) {
                        rows.push(row);
                        *size += 1;
                    }
                }
            }
            lexicon.sizes.push(sizes);
        }
        lexicon
    }

    /// The rows a word key stands in.
    pub(super) fn rows(&self, language: Language, key: &str) -> &[u32] {
        place(language).and_then(|place| self.rows_of[place].get(key)).map_or(&[], Vec::as_slice)
    }

    /// How many equivalents a row has in a language.
    pub(super) fn size(&self, row: u32, language: Language) -> usize {
        place(language).map_or(0, |place| usize::from(self.sizes[row as usize][place]))
    }
}

fn place(language: Language) -> Option<usize> {
    LANGUAGES.iter().position(|of| *of == language)
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
        let lexicon = Lexicon::read("соглашение\tпагадненне\tagreement; accord\nдоговор\tдагавор\ttreaty; agreement\n");
        assert_eq!(lexicon.rows(Language::En, &word_key("agreements", Language::En)), [0, 1]);
        assert_eq!(lexicon.rows(Language::Be, &word_key("пагаднення", Language::Be)), [0]);
        assert_eq!(lexicon.size(0, Language::En), 2);
    }
}
