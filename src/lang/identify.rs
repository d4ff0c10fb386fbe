//! Which of the three languages a text is in, by telling letters, letter pairs and function words.
//!
//! No model: on whole sentences the telling letters (ў і / и щ ъ) decide nearly everything, and where nothing tells the
//! answer is [`Guess::Unknown`] rather than a guess. A text in Cyrillic letters that are none of ours (ї є ј …) is
//! [`Guess::Foreign`].

use super::letters::is_cyrillic;
use super::tag::Language;

/// What a text seems to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// One of the three languages.
    Sure(Language),
    /// Written in letters that belong to none of the three.
    Foreign,
    /// Nothing in it tells (too short, only numbers, only common letters).
    Unknown,
}

/// Belarusian function words that are no Russian words.
const BE_WORDS: &[&str] = &[
    "і",
    "ў",
    "ня",
    "што",
    "гэта",
    "гэты",
    "гэтага",
    "як",
    "з",
    "са",
    "пра",
    "аб",
    "быў",
    "былі",
    "яго",
    "яе",
    "яны",
    "або",
    "ці",
    "які",
    "якая",
    "якія",
    "каб",
    "пасля",
    "паміж",
    "паводле",
    "дзе",
    "яшчэ",
    "больш",
    "таксама",
    "ад",
    "пры",
    "іх",
    "ён",
    "яна",
    "вельмі",
    "толькі",
    "сёння",
    "зараз",
    "ужо",
    "калі",
    "але",
    "праз",
    "ва",
    "мае",
];
/// Russian function words that are no Belarusian words.
const RU_WORDS: &[&str] = &[
    "и",
    "в",
    "с",
    "из",
    "это",
    "этот",
    "этого",
    "как",
    "о",
    "об",
    "от",
    "был",
    "были",
    "его",
    "её",
    "они",
    "или",
    "который",
    "которая",
    "которые",
    "чтобы",
    "после",
    "между",
    "где",
    "еще",
    "ещё",
    "более",
    "также",
    "что",
    "при",
    "их",
    "он",
    "она",
    "очень",
    "только",
    "сегодня",
    "уже",
    "со",
    "во",
    "ко",
    "если",
    "но",
    "через",
    "см",
    "имеет",
];
/// Letter groups frequent in Belarusian and impossible or rare in Russian spelling.
const BE_GROUPS: &[&str] = &["дз", "ць", "цц", "шч", "рэ", "чы", "шы", "жы", "эння", "ага", "аму", "яў", "аў"];
/// Letter groups frequent in Russian and impossible or rare in Belarusian spelling.
const RU_GROUPS: &[&str] =
    &["ть", "ого", "его", "ние", "ция", "ств", "ре", "ри", "жи", "ши", "чи", "те", "де", "ди", "ти"];

/// Tells the language of a text. Linear in its length.
#[must_use]
pub fn identify(text: &str) -> Guess {
    let (mut latin, mut cyrillic, mut foreign) = (0usize, 0usize, 0usize);
    let (mut short_u, mut dotted_i, mut only_ru) = (0i64, 0i64, 0i64);
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            'ў' | 'Ў' => short_u += 1,
            'і' | 'І' => dotted_i += 1,
            'и' | 'И' | 'щ' | 'Щ' | 'ъ' | 'Ъ' => only_ru += 1,
            'ї' | 'Ї' | 'є' | 'Є' | 'ј' | 'љ' | 'њ' | 'ћ' | 'ђ' | 'ѓ' | 'ќ' => foreign += 1,
            _ => {}
        }
        cyrillic += usize::from(is_cyrillic(c));
    }
    if latin > cyrillic {
        return if latin >= 2 { english_or_unknown(text) } else { Guess::Unknown };
    }
    if cyrillic == 0 {
        return Guess::Unknown;
    }
    if foreign > 0 && short_u == 0 && foreign * 100 >= cyrillic {
        return Guess::Foreign;
    }
    let mut score = 6 * short_u + 4 * dotted_i - 5 * only_ru;
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        score += 2 * i64::from(BE_WORDS.contains(&word)) - 2 * i64::from(RU_WORDS.contains(&word));
    }
    let hits = |groups: &[&str]| groups.iter().map(|g| lower.matches(g).count() as i64).sum::<i64>();
    score += hits(BE_GROUPS) - hits(RU_GROUPS);
    match score {
        0 => Guess::Unknown,
        s if s > 0 => Guess::Sure(Language::Be),
        _ => Guess::Sure(Language::Ru),
    }
}

/// Latin letters: English, unless there are only codes and numerals in capitals, or letters with marks say that it is
/// something else (Polish, Łacinka, German …).
fn english_or_unknown(text: &str) -> Guess {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let marked = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii() && !is_cyrillic(*c)).count();
    if marked * 25 > letters {
        Guess::Foreign
    } else if text.contains(|c: char| c.is_ascii_lowercase()) {
        Guess::Sure(Language::En)
    } else {
        Guess::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, guess: Guess) {
        assert_eq!(identify(text), guess, "{text}");
    }

    #[test]
    fn sentences_are_told_apart() {
        check("Стороны обсудили состояние двусторонних отношений.", Guess::Sure(Language::Ru));
        check("Бакі абмеркавалі стан двухбаковых адносін.", Guess::Sure(Language::Be));
        check("The parties discussed the state of bilateral relations.", Guess::Sure(Language::En));
        check("Сторони обговорили стан двосторонніх відносин та їх розвиток.", Guess::Foreign);
        check("Stosunki dwustronne są ważne dla obu państw, choć nie zawsze łatwe.", Guess::Foreign);
    }

    #[test]
    fn what_tells_nothing_is_unknown() {
        check("", Guess::Unknown);
        check("12 345,6 %", Guess::Unknown);
        check("№ 5", Guess::Unknown);
        check("XXI — 2024 № 5", Guess::Unknown);
        check("Да.", Guess::Unknown);
        check("Для вас была карта.", Guess::Unknown);
    }
}
