//! Tokens of a normal form: words, numbers, punctuation. Boundaries are those of UAX #29, with what our three languages
//! need on top: hyphenated words stay whole, and so do grouped numbers (`1 234,5`).

use super::normal::Normal;
use crate::lang::letters::is_letter;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, with hyphens inside.
    Word,
    /// Digits, with separators inside; also ordinals such as `5-го` and `21st`.
    Number,
    /// Anything else that is not white space.
    Punctuation,
}

/// One token of a normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its text in normal form.
    pub text: &'a str,
    /// Its bytes in the normal form.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a normal form, in order. White space stands between tokens, never in one, except in grouped numbers.
#[must_use]
pub fn tokens(normal: &Normal) -> Vec<Token<'_>> {
    let text = normal.text();
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for (start, piece) in text.split_word_bound_indices() {
        if piece.chars().all(char::is_whitespace) {
            continue;
        }
        let kind = kind_of(piece);
        let range = start..start + piece.len();
        match joined(text, &tokens, &range, kind) {
            Some((parts, kind)) => {
                let from = tokens[tokens.len() - parts].range.start;
                tokens.truncate(tokens.len() - parts);
                let range = from..range.end;
                tokens.push(Token { text: &text[range.clone()], range, kind });
            }
            None => tokens.push(Token { text: piece, range, kind }),
        }
    }
    tokens
}

fn kind_of(piece: &str) -> TokenKind {
    if piece.chars().any(|c| c.is_ascii_digit()) {
        TokenKind::Number
    } else if piece.chars().any(|c| is_letter(c) || c.is_alphanumeric()) {
        TokenKind::Word
    } else {
        TokenKind::Punctuation
    }
}

/// Bytes of a grouped number to which a group is still joined: a longer row of groups is a table, and looking at the
/// whole of it for every group would take quadratic time.
const LONGEST_GROUPED: usize = 31;

/// How many tokens before a piece it joins, and what the whole is.
fn joined(text: &str, before: &[Token<'_>], range: &Range<usize>, kind: TokenKind) -> Option<(usize, TokenKind)> {
    let touching = |a: &Token<'_>, start: usize| a.range.end == start;
    let [.., last] = before else { return None };
    if let [.., first, hyphen] = before
        && hyphen.text == "-"
        && touching(hyphen, range.start)
        && touching(first, hyphen.range.start)
        && kind == TokenKind::Word
        && first.kind != TokenKind::Punctuation
    {
        return Some((2, first.kind));
    }
    let piece = &text[range.clone()];
    let group = kind == TokenKind::Number
        && last.kind == TokenKind::Number
        && last.text.len() <= LONGEST_GROUPED
        && text[last.range.end..range.start] == *" "
        && piece.len() >= 3
        && piece.as_bytes()[..3].iter().all(u8::is_ascii_digit)
        && piece.as_bytes().get(3).is_none_or(|b| matches!(b, b',' | b'.'))
        && !last.text.contains([',', '.'])
        && last.text.split(' ').enumerate().all(|(i, g)| if i == 0 { g.len() <= 3 } else { g.len() == 3 })
        && last.text.bytes().all(|b| b.is_ascii_digit() || b == b' ')
        && !last.text.starts_with('0');
    group.then_some((1, TokenKind::Number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[track_caller]
    fn check(original: &str, expected: &[&str]) {
        let normal = Normal::new(original, Language::Ru);
        let texts: Vec<&str> = tokens(&normal).iter().map(|t| t.text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        check("Торгово-экономический рост — 1 234,5 млн", &["торгово-экономический", "рост", "—", "1 234,5", "млн"]);
        check("5-го июня 2024 г.", &["5-го", "июня", "2024", "г", "."]);
        check("в 2024 300 человек", &["в", "2024", "300", "человек"]);
        check("«Да!»", &["\"", "да", "!", "\""]);
        check("", &[]);
    }

    #[test]
    fn a_table_of_figures_takes_linear_time() {
        let normal = Normal::new(&format!("1{}", " 234".repeat(100_000)), Language::Ru);
        let total: usize = tokens(&normal).iter().map(|t| t.text.split(' ').count()).sum();
        assert_eq!(total, 100_001);
    }
}
