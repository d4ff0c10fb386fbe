//! What a number does to the words beside it: endings of ordinals, the form of the noun that is counted.
//!
//! The noun's new form is never made up: when the number's class changes (1 год, 2 года, 5 лет; 1 year, 2 years) and the
//! word behind it may be what is counted, the answer is no.

use super::value::Written;
use crate::lang::Language;
use crate::text::PlaceableKind;

/// The class of a number, by which the noun behind it takes its form.
#[derive(PartialEq, Eq)]
enum Class {
    One,
    Few,
    Many,
    Fraction,
}

fn class(value: &str, language: Language) -> Option<Class> {
    if value.contains('.') {
        return (value.matches('.').count() == 1).then_some(Class::Fraction);
    }
    let tail: u32 = value[value.len().saturating_sub(2)..].parse().ok()?;
    if language == Language::En {
        return Some(if value == "1" { Class::One } else { Class::Many });
    }
    Some(match (tail % 10, tail / 10) {
        (_, 1) => Class::Many,
        (1, _) => Class::One,
        (2..=4, _) => Class::Few,
        _ => Class::Many,
    })
}

/// Whether the words before and after a value can stay when it changes.
pub(super) fn agrees(before: &str, after: &str, old: &Written<'_>, new: &Written<'_>) -> bool {
    let language = old.language;
    let previous = previous_word(before);
    let (was, is) = (old.value(), new.value());
    match language {
        // `an 8 per cent rise`, `a 5 per cent rise`
        Language::En if matches!(&*previous, "a" | "an") && opens_with_vowel(&was) != opens_with_vowel(&is) => {
            return false;
        }
        // «во 2-м квартале», «со 2 июня», but «в 3-м», «с 3 июня»
        Language::Ru => {
            let ordinal = after.starts_with('-') || !matches!(old.kind, Some(PlaceableKind::Number(_)));
            let second = match new.kind {
                Some(PlaceableKind::Date(date)) => date.day == 2,
                _ => is == "2",
            };
            let extended = matches!(&*previous, "во" | "со" | "ко" | "обо");
            if extended || (ordinal && second && matches!(&*previous, "в" | "с" | "к" | "о" | "об")) {
                return false;
            }
        }
        _ => {}
    }
    if !matches!(old.kind, Some(PlaceableKind::Number(_))) {
        return true;
    }
    if after.starts_with('-') || after.starts_with(char::is_alphabetic) {
        // An ordinal or a compound (`5-летний`, `5-year`, `1990s`) does not tell what is counted.
        return !(language == Language::Ru && ["-ый", "-ий", "-ой"].iter().any(|ending| after.starts_with(ending)));
    }
    if class(&was, language) == class(&is, language) || is_label(before, &previous, language) {
        return true;
    }
    let next = next_word(after);
    !may_be_counted(next, language) || (is_year(&was) && is_year(&is) && is_year_word(next, language))
}

/// Whether English says it with a vowel first: 8, 11, 18, 80–89, 800 …
fn opens_with_vowel(value: &str) -> bool {
    let whole = value.split('.').next().unwrap_or_default();
    whole.starts_with('8') || (whole.len() % 3 == 2 && (whole.starts_with("11") || whole.starts_with("18")))
}

fn is_year(value: &str) -> bool {
    value.parse::<u16>().is_ok_and(|year| (1000..3000).contains(&year))
}

/// Whether a word is the singular of «год», as it stands after the number of a year.
fn is_year_word(word: &str, language: Language) -> bool {
    let forms: &[&str] = match language {
        Language::Ru => &["год", "года", "году", "годом", "годе"],
        Language::Be => &["год", "года", "годзе", "годам"],
        _ => &[],
    };
    forms.contains(&&*word.to_lowercase())
}

/// The word before, lower case, without the spaces and marks between.
fn previous_word(before: &str) -> String {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '№' | '('));
    let start = before.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(before.len(), |c| c.0);
    before[start..].to_lowercase()
}

/// The word that follows after white space; empty when a mark or a figure does.
fn next_word(after: &str) -> &str {
    let rest = after.trim_start();
    &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]
}

/// Whether the number is a name (№ 5, статья 5, Article 5), not a count.
fn is_label(before: &str, previous: &str, language: Language) -> bool {
    const SLAVIC: &[&str] = &[
        "стат",
        "пункт",
        "подпункт",
        "падпункт",
        "част",
        "глав",
        "раздел",
        "раздзел",
        "приложен",
        "дадат",
        "абзац",
        "таблиц",
        "табліц",
        "рисун",
        "малюн",
        "страниц",
        "старон",
        "артыкул",
        "протокол",
        "пратакол",
        "кабинет",
        "кабінет",
        "номер",
        "нумар",
    ];
    const SLAVIC_SHORT: &[&str] = &["ст", "п", "пп", "гл", "ч", "абз", "разд", "прил", "рис", "табл", "арт", "стр"];
    const ENGLISH: &[&str] = &[
        "no",
        "nos",
        "article",
        "articles",
        "art",
        "paragraph",
        "paragraphs",
        "para",
        "section",
        "sections",
        "chapter",
        "part",
        "annex",
        "appendix",
        "table",
        "figure",
        "page",
        "item",
        "clause",
        "number",
        "protocol",
        "resolution",
    ];
    if before.trim_end().ends_with('№') {
        return true;
    }
    match language {
        Language::En => ENGLISH.contains(&previous),
        _ => SLAVIC.iter().any(|stem| previous.starts_with(stem)) || SLAVIC_SHORT.contains(&previous),
    }
}

/// Whether the word behind a number may be what it counts: no shortened or Latin word, no preposition or conjunction.
fn may_be_counted(next: &str, language: Language) -> bool {
    const SLAVIC: &[&str] = &[
        "млн", "млрд", "трлн", "км", "кг", "га", "м", "см", "мм", "т", "л", "г", "гг", "и", "или", "в", "во", "на",
        "с", "со", "по", "от", "до", "для", "из", "за", "к", "о", "об", "при", "не", "а", "но", "і", "ці", "або", "у",
        "ў", "ва", "з", "са", "па", "ад", "да", "аб", "пры", "як", "что", "што", "как", "тыс", "руб", "коп", "кап",
        "долл", "дол", "чел", "чал", "экз", "шт", "ч", "гадз", "мин", "мін",
    ];
    const ENGLISH: &[&str] = &[
        "million", "billion", "trillion", "thousand", "hundred", "per", "percent", "and", "or", "to", "of", "in", "on",
        "at", "by", "for", "from", "with", "as", "km", "kg", "ha",
    ];
    if next.is_empty() {
        return false;
    }
    let lower = next.to_lowercase();
    match language {
        Language::En => !ENGLISH.contains(&&*lower),
        _ => !(SLAVIC.contains(&&*lower) || next.bytes().all(|b| b.is_ascii())),
    }
}

const EN_ORDINAL: [&str; 4] = ["th", "st", "nd", "rd"];
const BE_ORDINAL: [&str; 6] = ["-ты", "-шы", "-гі", "-ці", "-мы", "-вы"];

/// The bytes of an ordinal's ending that depends on the number: `st`, `-шы`. Those that do not (`-го`, `-я`) are words.
pub(super) fn ordinal_ending(after: &str, language: Language) -> usize {
    let endings: &[&str] = match language {
        Language::En => &EN_ORDINAL,
        Language::Be => &BE_ORDINAL,
        _ => &[],
    };
    let ending = endings.iter().find(|ending| after.starts_with(**ending));
    ending.filter(|ending| !after[ending.len()..].starts_with(char::is_alphanumeric)).map_or(0, |ending| ending.len())
}

/// The ending that [`ordinal_ending`] finds, for a number.
pub(super) fn ordinal(value: u64, language: Language) -> Option<&'static str> {
    let (ones, tens) = (value % 10, value / 10 % 10);
    match language {
        Language::En if tens == 1 => Some(EN_ORDINAL[0]),
        Language::En => Some(EN_ORDINAL.get(ones as usize).copied().unwrap_or(EN_ORDINAL[0])),
        Language::Be => Some(match (tens, ones) {
            // «соты», «тысячны» end in other ways.
            (0, 0) => return None,
            (1, _) => BE_ORDINAL[0],
            (4, 0) => BE_ORDINAL[5],
            (_, 1) => BE_ORDINAL[1],
            (_, 2) => BE_ORDINAL[2],
            (_, 3) => BE_ORDINAL[3],
            (_, 7 | 8) => BE_ORDINAL[4],
            _ => BE_ORDINAL[0],
        }),
        _ => None,
    }
}
