//! The normal form: one spelling for what people spell in many ways, with a way back to the original.
//!
//! In this order: NFC; stress marks and invisible characters dropped; every kind of space one space; apostrophes between
//! letters dropped (`сям'я` = `сям’я`); Latin look-alikes inside Cyrillic words made Cyrillic and the other way round;
//! dashes `—`, spaced hyphens too; quotation marks `"`; `…` three dots; ё е in Russian; initial ў у in Belarusian; lower
//! case. The measured reasons stand in the tests of the module: each rule has an example there.

use crate::lang::Language;
use crate::lang::letters::{cyrillic_twin, is_apostrophe, is_cyrillic, is_invisible, is_letter, latin_twin};
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};

/// A text in normal form that remembers where each piece of it stood in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normal {
    /// The normal form.
    text: String,
    /// For each byte of `text` the byte range of the original it came from, as (start, end) of the character.
    from: Vec<(u32, u32)>,
    original_len: usize,
}

/// One character on its way, with the place it came from.
#[derive(Clone, Copy)]
struct Piece {
    c: char,
    start: u32,
    end: u32,
}

impl Normal {
    /// Normalises a text. Linear in its length; texts over 4 GiB are cut at 4 GiB.
    #[must_use]
    pub fn new(original: &str, language: Language) -> Self {
        let mut pieces = composed(original);
        pieces.retain(|p| !is_invisible(p.c) && !matches!(p.c, '\u{0300}' | '\u{0301}'));
        let pieces = spelt(&pieces, language);
        let mut normal = Self {
            text: String::with_capacity(original.len()),
            from: Vec::with_capacity(original.len()),
            original_len: original.len(),
        };
        for piece in pieces {
            for c in piece.c.to_lowercase() {
                let c = if c == 'ё' && language == Language::Ru { 'е' } else { c };
                normal.push(c, piece);
            }
        }
        normal
    }

    fn push(&mut self, c: char, from: Piece) {
        if c == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        self.text.push(c);
        self.from.resize(self.text.len(), (from.start, from.end));
    }

    /// The normal form.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.trim_end_matches(' ')
    }

    /// The byte range of the original that a byte range of the normal form came from. An empty range gives an empty one.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.from.get(range.start).map_or(self.original_len, |f| f.0 as usize);
        if range.is_empty() {
            return start..start;
        }
        let end = self.from.get(range.end - 1).map_or(self.original_len, |f| f.1 as usize);
        start..end
    }
}

/// The characters of NFC with their places. A decomposed letter takes the place of all its parts.
fn composed(original: &str) -> Vec<Piece> {
    let piece = |c: char, start: usize, end: usize| Piece { c, start: start as u32, end: end as u32 };
    if is_nfc_quick(original.chars()) == IsNormalized::Yes {
        return original.char_indices().map(|(i, c)| piece(c, i, i + c.len_utf8())).collect();
    }
    let mut pieces = Vec::with_capacity(original.len());
    let mut start = 0;
    let mut flush = |start: usize, end: usize| {
        pieces.extend(original[start..end].nfc().map(|c| piece(c, start, end)));
    };
    for (i, c) in original.char_indices() {
        if i > start && canonical_combining_class(c) == 0 {
            flush(start, i);
            start = i;
        }
    }
    flush(start, original.len());
    pieces
}

/// Spelling: spaces, dashes, quotes, apostrophes, look-alikes, № and the Belarusian ў at the start of a word.
fn spelt(pieces: &[Piece], language: Language) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while i < pieces.len() {
        let Piece { c, .. } = pieces[i];
        if is_letter(c) {
            let end = word_end(pieces, i);
            push_word(&pieces[i..end], language, &mut out);
            i = end;
            continue;
        }
        let after_space = i == 0 || pieces[i - 1].c.is_whitespace();
        let before_space = pieces.get(i + 1).is_none_or(|p| p.c.is_whitespace());
        let is = |offset: usize, wanted: char| pieces.get(i + offset).is_some_and(|p| p.c == wanted);
        match c {
            _ if c.is_whitespace() => out.push(Piece { c: ' ', ..pieces[i] }),
            '-' if is(1, '-') => {
                out.push(Piece { c: '—', end: pieces[i + 1].end, ..pieces[i] });
                i += 1;
            }
            '-' if after_space && before_space => out.push(Piece { c: '—', ..pieces[i] }),
            // A dash that joins two words is a hyphen in another guise.
            '–' | '‒' if joins(pieces, i) => out.push(Piece { c: '-', ..pieces[i] }),
            '—' | '–' | '‒' | '―' => out.push(Piece { c: '—', ..pieces[i] }),
            '\u{2010}' | '\u{2011}' | '\u{2212}' => out.push(Piece { c: '-', ..pieces[i] }),
            '«' | '»' | '„' | '“' | '”' | '‟' | '‹' | '›' | '‘' | '’' | '\'' | '`' | '‚' => {
                // Two single marks are one double one, as old typists write ''…''.
                let double = is_apostrophe(c) && pieces.get(i + 1).is_some_and(|p| is_apostrophe(p.c));
                let end = pieces[i + usize::from(double)].end;
                out.push(Piece { c: '"', end, ..pieces[i] });
                i += usize::from(double);
            }
            '…' => out.extend([Piece { c: '.', ..pieces[i] }; 3]),
            _ => out.push(pieces[i]),
        }
        i += 1;
    }
    out
}

/// Whether letters stand on both sides.
fn joins(pieces: &[Piece], i: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| pieces.get(at)).is_some_and(|p| is_letter(p.c));
    letter(i.checked_sub(1)) && letter(Some(i + 1))
}

/// The end of the word that starts at `i`: letters, marks, and apostrophes between letters.
fn word_end(pieces: &[Piece], i: usize) -> usize {
    let mut end = i + 1;
    while end < pieces.len() {
        let c = pieces[end].c;
        let inner = is_apostrophe(c) && pieces.get(end + 1).is_some_and(|p| is_letter(p.c));
        if !(is_letter(c) || canonical_combining_class(c) != 0 || inner) {
            break;
        }
        end += 1;
    }
    end
}

fn push_word(word: &[Piece], language: Language, out: &mut Vec<Piece>) {
    let letters = || word.iter().map(|p| p.c).filter(|c| is_letter(*c));
    let cyrillic = letters().any(|c| is_cyrillic(c) && latin_twin(c).is_none());
    let latin = letters().any(|c| c.is_ascii_alphabetic() && cyrillic_twin(c).is_none());
    // A word of look-alikes only («а», «i», «с») follows the language of the text.
    let ambiguous = !cyrillic && !latin;
    let to_cyrillic = (cyrillic && !latin) || (ambiguous && language.is_slavic() && !is_roman(word));
    let to_latin = !to_cyrillic && ((latin && !cyrillic) || ambiguous);
    for (n, piece) in word.iter().enumerate() {
        if is_apostrophe(piece.c) {
            continue;
        }
        let c = match piece.c {
            c if to_cyrillic => cyrillic_twin(c).unwrap_or(c),
            c if to_latin => latin_twin(c).unwrap_or(c),
            c => c,
        };
        let c = match c {
            'ў' if n == 0 => 'у',
            'Ў' if n == 0 => 'У',
            c => c,
        };
        out.push(Piece { c, ..*piece });
    }
}

/// Whether a word of look-alikes is a Roman numeral typed with Latin or Cyrillic letters (X, XI, М, С …) of two letters
/// or more; a single letter is a word or an initial.
fn is_roman(word: &[Piece]) -> bool {
    word.len() > 1 && word.iter().all(|p| matches!(p.c, 'I' | 'X' | 'C' | 'M' | 'І' | 'Х' | 'С' | 'М'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(language: Language, original: &str, expected: &str) {
        assert_eq!(Normal::new(original, language).text(), expected);
    }

    #[test]
    fn each_rule_has_an_example() {
        check(Language::Be, "Сям'я, сям’я, сямʼя", "сямя, сямя, сямя");
        check(Language::Be, "Рэспублiкa Беларусь i ўрад", "рэспубліка беларусь і урад");
        check(Language::Ru, "Всё\u{00A0}ещё  замо\u{0301}к", "все еще замок");
        check(Language::Be, "Ёсць", "ёсць");
        check(Language::Ru, "«Наука» – это „сила“ - да -- и нет", "\"наука\" — это \"сила\" — да — и нет");
        check(
            Language::Ru,
            "торгово–экономический, Минск–Москва, 2024–2026",
            "торгово-экономический, минск-москва, 2024—2026",
        );
        check(Language::Ru, "что-то торгово\u{2011}эконо\u{00AD}мический", "что-то торгово-экономический");
        check(Language::Ru, "И\u{0306}од и так…", "йод и так...");
        check(Language::En, "Don’t ''quote'' me", "dont \"quote\" me");
        check(Language::Ru, "в ХХ веке, XX съезд", "в xx веке, xx съезд");
        check(Language::En, "Мicrosoft", "microsoft");
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let original = "Всё\u{00A0}— «И\u{0306}од…»";
        let normal = Normal::new(original, Language::Ru);
        let at = normal.text().find("йод").unwrap();
        assert_eq!(&original[normal.original(at..at + "йод".len())], "И\u{0306}од");
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_on_character_boundaries(
            original in "([а-яёўіА-ЯЎІa-zA-Z0-9 \u{00A0}.,'’«»…–\u{0301}\u{00AD}-]|И\u{0306}){0,60}",
        ) {
            for language in [Language::Ru, Language::Be, Language::En] {
                let normal = Normal::new(&original, language);
                let mut last = 0;
                for (i, c) in normal.text().char_indices() {
                    let range = normal.original(i..i + c.len_utf8());
                    prop_assert!(original.get(range.clone()).is_some());
                    prop_assert!(range.start >= last && range.end <= original.len());
                    last = range.start;
                }
            }
        }
    }
}
