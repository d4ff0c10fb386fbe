//! Placeables: numbers, dates, addresses of the net. What is carried over or rewritten, not translated.
//!
//! Values are written in one way for all languages, so that `1 234,5` and `1,234.5`, `5 июня 2017 г.` and
//! `June 5, 2017`, `XXI` and `21st` compare equal.

use super::month::month;
use crate::lang::Language;
use crate::lang::letters::is_letter;
use std::ops::Range;

/// A stretch of text that stands for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeable {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Its value.
    pub kind: PlaceableKind,
}

/// What a placeable stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlaceableKind {
    /// A number, without grouping, with `.` before decimals, without needless zeros: `1234.5`.
    /// Section numbers keep their parts: `3.1.2`.
    Number(String),
    /// A Roman numeral up to 39, as its value.
    Roman(u8),
    /// A date.
    Date(Date),
    /// An address: URL or e-mail, as written.
    Address(String),
}

/// A date as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// Year, if told.
    pub year: Option<u16>,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, 1–31.
    pub day: u8,
}

impl PlaceableKind {
    /// The value in one spelling, to compare over languages; a Roman numeral equals its number.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Number(value) | Self::Address(value) => value.clone(),
            Self::Roman(value) => value.to_string(),
            Self::Date(Date { year, month, day }) => match year {
                Some(year) => format!("{year:04}-{month:02}-{day:02}"),
                None => format!("--{month:02}-{day:02}"),
            },
        }
    }
}

/// Finds the placeables of a text, in order, without overlaps. Linear in its length.
#[must_use]
pub fn placeables(text: &str, language: Language) -> Vec<Placeable> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    // Most texts have no address, and most words cannot be a month or a numeral: what is dear is asked only where it may
    // be found.
    let net = text.contains('@') || text.contains("://") || text.contains("www.");
    let english = language == Language::En;
    let may_name = |c: char| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х') || (english && "JFMASOND".contains(c));
    while let Some(c) = text[at..].chars().next() {
        let word_start = !(is_letter(before) || before.is_alphanumeric());
        let hit = match c {
            '0'..='9' if word_start || !before.is_ascii_digit() => date_or_number(text, at, language),
            _ if word_start && (net || may_name(c)) && is_letter(c) => {
                let address = if net { address(text, at) } else { None };
                address.or_else(|| if may_name(c) { named(text, at, language) } else { None })
            }
            _ => None,
        };
        match hit {
            Some(placeable) => {
                at = placeable.range.end;
                before = text[..at].chars().next_back().unwrap_or(' ');
                found.push(placeable);
            }
            None if is_letter(c) || c.is_alphanumeric() => {
                // The rest of the word cannot begin a placeable, except digits after letters (`№5`, `Ту-154`).
                at += c.len_utf8();
                before = c;
                while let Some(c) = text[at..].chars().next().filter(|c| is_letter(*c)) {
                    at += c.len_utf8();
                    before = c;
                }
            }
            None => {
                at += c.len_utf8();
                before = c;
            }
        }
    }
    found
}

fn date_or_number(text: &str, at: usize, language: Language) -> Option<Placeable> {
    let rest = &text[at..];
    numeric_date(rest)
        .or_else(|| day_and_month(rest, language))
        .map(|(date, len)| Placeable { range: at..at + len, kind: PlaceableKind::Date(date) })
        .or_else(|| {
            let (value, len) = number(rest, language)?;
            Some(Placeable { range: at..at + len, kind: PlaceableKind::Number(value) })
        })
}

/// Bytes looked at for a date in figures and what trails it: what runs on longer is none. Keeps `1-1-1-…` linear.
const LONGEST_DATE: usize = 16;

/// `05.06.2017`, `5.6.2017`, `2017-06-05`.
fn numeric_date(rest: &str) -> Option<(Date, usize)> {
    let dated = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b'-');
    let len = rest.bytes().take(LONGEST_DATE).take_while(dated).count();
    let token = rest[..len].trim_end_matches(['.', '-']);
    let parts = |sep: char| -> Option<[u16; 3]> {
        let parts: Vec<&str> = token.split(sep).collect();
        let numbers: Option<Vec<u16>> = parts.iter().map(|p| p.parse().ok()).collect();
        <[u16; 3]>::try_from(numbers?).ok()
    };
    let date = |y: u16, m: u16, d: u16| {
        ((1000..=2999).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d)).then_some(Date {
            year: Some(y),
            month: m as u8,
            day: d as u8,
        })
    };
    let date = if let Some([d, m, y]) = parts('.') {
        date(y, m, d)?
    } else {
        let [y, m, d] = parts('-')?;
        date(y, m, d)?
    };
    Some((date, token.len()))
}

/// `5 июня 2017`, `5 чэрвеня`, `5th of June, 2017`.
fn day_and_month(rest: &str, language: Language) -> Option<(Date, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day: u8 = rest[..digits].parse().ok().filter(|d| (1..=31).contains(d))?;
    let mut at = digits;
    if language == Language::En {
        at += ["st", "nd", "rd", "th"].iter().find(|s| rest[at..].starts_with(**s)).map_or(0, |s| s.len());
    }
    at += spaces(&rest[at..])?;
    if language == Language::En && rest[at..].starts_with("of ") {
        at += 3;
    }
    let (month, len) = month(&rest[at..], language)?;
    at += len;
    let (year, len) = year_after(&rest[at..]);
    Some((Date { year, month, day }, at + len))
}

/// `June 5, 2017`, `June 5`; Roman numerals.
fn named(text: &str, at: usize, language: Language) -> Option<Placeable> {
    let rest = &text[at..];
    if language == Language::En
        && let Some((month, len)) = month(rest, language)
        && let Some(gap) = spaces(&rest[len..])
    {
        let from = len + gap;
        let digits = rest[from..].bytes().take_while(u8::is_ascii_digit).count();
        if let Some(day) = rest[from..from + digits].parse::<u8>().ok().filter(|d| (1..=31).contains(d)) {
            let (year, len) = year_after(&rest[from + digits..]);
            let range = at..at + from + digits + len;
            return Some(Placeable { range, kind: PlaceableKind::Date(Date { year, month, day }) });
        }
    }
    let (value, len) = roman(rest)?;
    Some(Placeable { range: at..at + len, kind: PlaceableKind::Roman(value) })
}

/// A four-digit year after a space or a comma and a space.
fn year_after(rest: &str) -> (Option<u16>, usize) {
    let year = || {
        let comma = usize::from(rest.starts_with(','));
        let from = comma + spaces(&rest[comma..])?;
        let digits = rest[from..].bytes().take_while(u8::is_ascii_digit).count();
        let year: u16 = rest[from..from + digits].parse().ok()?;
        (digits == 4).then_some((year, from + digits))
    };
    year().map_or((None, 0), |(year, len)| (Some(year), len))
}

/// The bytes of a run of at most three spaces, none if there is none.
fn spaces(rest: &str) -> Option<usize> {
    let len: usize = rest.chars().take(3).take_while(|c| is_space(*c)).map(char::len_utf8).sum();
    (len > 0).then_some(len)
}

/// The spaces that stand inside a number or a date.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{00A0}' | '\u{202F}' | '\u{2009}' | '\n')
}

/// A number at the start, as its value and length.
fn number(rest: &str, language: Language) -> Option<(String, usize)> {
    let digits_at = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut len = digits_at(0);
    if len == 0 {
        return None;
    }
    let mut value = rest[..len].to_owned();
    let english = language == Language::En;
    if len <= 3 && !rest.starts_with('0') {
        // Groups of exactly three digits.
        while let Some(gap) = group_separator(&rest[len..], english) {
            if digits_at(len + gap) != 3 {
                break;
            }
            value.push_str(&rest[len + gap..len + gap + 3]);
            len += gap + 3;
        }
    }
    // Decimals and section numbers.
    let mut parts = 0;
    while let Some(separator @ (b'.' | b',')) = rest.as_bytes().get(len).copied() {
        let digits = digits_at(len + 1);
        if digits == 0 || (separator == b',' && (english || parts > 0)) {
            break;
        }
        value.push('.');
        value.push_str(&rest[len + 1..len + 1 + digits]);
        len += 1 + digits;
        parts += 1;
        if separator == b',' {
            break;
        }
    }
    if parts == 1 {
        value.truncate(value.trim_end_matches('0').trim_end_matches('.').len());
    }
    let significant = value.trim_start_matches('0');
    let value = if significant.is_empty() || significant.starts_with('.') {
        format!("0{significant}")
    } else {
        significant.to_owned()
    };
    Some((value, len))
}

fn group_separator(rest: &str, english: bool) -> Option<usize> {
    match rest.chars().next()? {
        ',' if english => Some(1),
        c if is_space(c) && c != '\n' => Some(c.len_utf8()),
        _ => None,
    }
}

/// A Roman numeral of two letters or more, or `V`/`X` alone, not above 39, in Latin letters or their Cyrillic twins.
fn roman(rest: &str) -> Option<(u8, usize)> {
    let mut text = String::new();
    let mut len = 0;
    for c in rest.chars() {
        let latin = match c {
            'I' | 'І' => 'I',
            'V' => 'V',
            'X' | 'Х' => 'X',
            _ if c.is_alphanumeric() => return None,
            _ => break,
        };
        text.push(latin);
        len += c.len_utf8();
    }
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.bytes().take_while(|b| *b == b'X').count();
    let one = ONES.iter().position(|ones| *ones == &text[tens..])?;
    let value = tens * 10 + one;
    (tens <= 3 && value > 0 && text != "I").then_some((value as u8, len))
}

/// Most bytes of an e-mail address that are looked at (RFC 5321 allows 64 before the `@` and 255 after it). Keeps a text
/// without spaces linear: every word of it may begin an address.
const LONGEST_MAIL: usize = 320;

/// A URL or an e-mail address at the start of a word.
fn address(text: &str, at: usize) -> Option<Placeable> {
    let rest = &text[at..];
    let first = rest.as_bytes()[0];
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let is_url = |text: &str| ["http://", "https://", "www."].iter().any(|p| text.starts_with(p));
    let limit = if is_url(rest) { rest.len() } else { LONGEST_MAIL };
    let len = rest.bytes().take(limit).take_while(|b| b.is_ascii_graphic() && !b"<>\"()[]{}|".contains(b)).count();
    let token = rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
    let mail = token.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    (is_url(token) || mail)
        .then(|| Placeable { range: at..at + token.len(), kind: PlaceableKind::Address(token.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(language: Language, text: &str, expected: &[&str]) {
        let values: Vec<String> = placeables(text, language).iter().map(|p| p.kind.value()).collect();
        assert_eq!(values, expected, "{text}");
    }

    #[test]
    fn numbers_have_one_value_in_all_languages() {
        check(Language::Ru, "1 234,5 тыс. и 12 %, 2,50", &["1234.5", "12", "2.5"]);
        check(Language::Be, "1\u{00A0}234,5 тыс.", &["1234.5"]);
        check(Language::En, "1,234.5 thousand, 12%, $5", &["1234.5", "12", "5"]);
        check(Language::Ru, "п. 3.1.2, № 5, 007", &["3.1.2", "5", "7"]);
        check(Language::Ru, "в 2024 300 человек", &["2024", "300"]);
        check(Language::En, "in 2024, 300 people", &["2024", "300"]);
        check(Language::Ru, "XXI век, II квартал, Х съезд, I", &["21", "2", "10"]);
    }

    #[test]
    fn dates_have_one_value_in_all_languages() {
        for (language, text) in [
            (Language::Ru, "5 июня 2017 г."),
            (Language::Be, "5 чэрвеня 2017 года"),
            (Language::En, "June 5, 2017"),
            (Language::En, "on 5 June 2017"),
            (Language::En, "the 5th of June, 2017"),
            (Language::Ru, "05.06.2017"),
            (Language::Be, "2017-06-05,"),
        ] {
            check(language, text, &["2017-06-05"]);
        }
        check(Language::Ru, "с 5 по 7 июня", &["5", "--06-07"]);
        check(Language::En, "May 5", &["--05-05"]);
        check(Language::En, "we may 5", &["5"]);
    }

    #[test]
    fn addresses_are_whole() {
        check(Language::Ru, "на www.example.by, info@example.by.", &["www.example.by", "info@example.by"]);
        check(Language::En, "see https://example.org/a-1.", &["https://example.org/a-1"]);
    }

    #[test]
    fn long_texts_without_spaces_take_linear_time() {
        // Quadratic time would be minutes here.
        for piece in ["1-", "a.", "1.", "a@", "1,", "X"] {
            assert!(placeables(&piece.repeat(300_000), Language::Ru).len() <= 300_000, "{piece}");
        }
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_on_any_text(text in "\\PC{0,80}") {
            for language in [Language::Ru, Language::Be, Language::En, Language::Other] {
                let mut last = 0;
                for placeable in placeables(&text, language) {
                    prop_assert!(placeable.range.start >= last && !placeable.range.is_empty());
                    prop_assert!(text.get(placeable.range.clone()).is_some());
                    last = placeable.range.end;
                }
            }
        }
    }
}
