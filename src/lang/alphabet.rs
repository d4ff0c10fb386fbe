//! Which of two words stands first in a dictionary?
//!
//! The letters of Russian and Belarusian in one order: `ё` after `е`, `і` after `з` (and after `и` where both
//! meet), `ў` after `у`. Words of a phrase are compared one by one; case, apostrophes, quotes and stresses count
//! only between what is otherwise equal. Digits stand before letters, and the letters of the language before others.

use super::Lang;

/// Cyrillic letters in order.
const CYRILLIC: &str = "абвгґдеёжзиійклмнопрстуўфхцчшщъыьэюя";

/// What texts of one language are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    weights: Vec<u32>,
    text: String,
}

/// The place of a text in a dictionary of a language.
#[must_use]
pub fn sort_key(lang: &Lang, text: &str) -> SortKey {
    let slavic = is_cyrillic_first(lang);
    let weights = text.chars().flat_map(char::to_lowercase).filter_map(|c| weight(c, slavic)).collect::<Vec<_>>();
    // no blanks at the start or twice: an opening quote is nothing
    let blank = |at: usize| weights[at] == BLANK && (at == 0 || weights[at - 1] == BLANK);
    let weights = (0..weights.len()).filter(|at| !blank(*at)).map(|at| weights[at]).collect();
    SortKey { weights, text: text.to_owned() }
}

/// The letter under which a text stands in an index of a language: its first letter as a capital, `#` for a digit or
/// when there is none.
#[must_use]
pub fn index_letter(lang: &Lang, text: &str) -> char {
    let slavic = is_cyrillic_first(lang);
    let first = text.chars().flat_map(char::to_lowercase).find(|c| weight(*c, slavic).is_some_and(|w| w > BLANK));
    match first {
        Some(c) if c.is_alphabetic() => c.to_uppercase().next().unwrap_or(c),
        _ => '#',
    }
}

fn is_cyrillic_first(lang: &Lang) -> bool {
    lang.language().is_slavic()
}

/// A blank, or a hyphen between words.
const BLANK: u32 = 1;

/// The place of a lower-case character; nothing where it does not count.
fn weight(c: char, slavic: bool) -> Option<u32> {
    const DIGITS: u32 = 10;
    const FIRST: u32 = 100;
    const SECOND: u32 = 200;
    const OTHERS: u32 = 1000;
    let (cyrillic, latin) = if slavic { (FIRST, SECOND) } else { (SECOND, FIRST) };
    if let Some(place) = CYRILLIC.chars().position(|letter| letter == c) {
        return Some(cyrillic + u32::try_from(place).unwrap_or_default());
    }
    match c {
        'a'..='z' => Some(latin + u32::from(c) - u32::from('a')),
        '0'..='9' => Some(DIGITS + u32::from(c) - u32::from('0')),
        '-' | '‑' | '–' | '—' | '/' => Some(BLANK),
        c if c.is_whitespace() => Some(BLANK),
        c if c.is_alphanumeric() && !super::letters::is_apostrophe(c) => Some(OTHERS + u32::from(c)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(tag: &str, ordered: &[&str]) {
        let lang = Lang::parse(tag).unwrap();
        let mut sorted = ordered.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|text| sort_key(&lang, text));
        assert_eq!(sorted, ordered, "{tag}");
    }

    #[test]
    fn words_stand_as_in_dictionaries() {
        check("ru", &["2 года", "ель", "ёлка", "жук", "NATO"]);
        check("ru", &["Верховный Суд", "«Вестник»", "вид на жительство", "видный", "ещё", "ёж", "жизнь"]);
        check("be", &["еўра", "ёд", "жыццё", "закон", "імя", "й", "куст", "уэльс", "ўзор", "фонд"]);
        check("be", &["сямён", "сямя", "сям’я", "сяргей"]);
        check("en", &["act", "air force", "airport", "Treaty", "указ"]);
    }

    #[test]
    fn letters_head_an_index() {
        let ru = Lang::parse("ru").unwrap();
        assert_eq!(["«ёлка»", "24 часа", "— ", "NATO"].map(|text| index_letter(&ru, text)), ['Ё', '#', '#', 'N']);
    }

    proptest! {
        #[test]
        fn equal_places_are_equal_texts(a in "[аеёіў’ ab-]{0,5}", b in "[аеёіў’ ab-]{0,5}") {
            let be = Lang::parse("be").unwrap();
            prop_assert_eq!(sort_key(&be, &a) == sort_key(&be, &b), a == b);
        }
    }
}
