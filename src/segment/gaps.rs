//! Where may a sentence have ended without a mark that ends one? In a heading that runs into the text behind it, in a list
//! whose lines were joined. One language alone cannot tell: the aligner asks another.

use super::Segmenter;
use super::lists::Classes;
use super::pairs::{self, Kind};
use super::words;

/// A place inside a sentence where another may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Byte offset of what would begin there.
    pub at: usize,
    /// What stands before it.
    pub after: After,
    /// What begins there.
    pub before: Before,
    /// The number of the item that begins there, if it is told as a figure with a stop (`12.`).
    pub item: Option<u16>,
}

/// What stands before a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// A word in small letters that may end a sentence, a number, a closing quote or bracket.
    Word,
    /// A word with a capital.
    Name,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
}

/// What begins at a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// A function word or a word that counts, with a capital: names hardly begin with one.
    Starter,
    /// Another word of more than a letter with a capital: it may be a name.
    Capital,
    /// A starter behind an opening quote: speech begins there, or a title.
    Quoted,
    /// The number of an item; never behind a word: what is counted often stands before its number (`stage 3.`).
    Enumerator,
    /// A small letter; only behind a semicolon.
    Small,
}

/// What may stand before an item, with the spaces between.
const BULLETS: [char; 5] = ['-', '–', '—', '•', ' '];

impl Segmenter {
    /// The gaps of a sentence, in order; none inside brackets and quotes. Time is linear in its length.
    #[must_use]
    pub fn gaps(&self, sentence: &str) -> Vec<Gap> {
        let mut key = String::new();
        let mut gaps = Vec::new();
        for (space, white) in sentence.match_indices(words::is_space) {
            let at = space + white.len();
            // Of many spaces the last counts; nearly all stand before small letters.
            let Some(first) = sentence[at..].chars().next().filter(|first| !words::is_space(*first)) else { continue };
            let before = sentence[..space].trim_end();
            let Some(last) = before.chars().next_back() else { continue };
            if first.is_lowercase() && last.is_alphanumeric() {
                continue;
            }
            if let Some(after) = self.after(before, last, &mut key)
                && let Some(before) = self.before(&sentence[at..], after, before, &mut key)
            {
                let item = if before == Before::Enumerator { item(&sentence[at..]) } else { None };
                gaps.push(Gap { at, after, before, item });
            }
        }
        if !gaps.is_empty() {
            drop_enclosed(&mut gaps, sentence);
        }
        gaps
    }

    fn after(&self, text: &str, last: char, key: &mut String) -> Option<After> {
        match last {
            ',' => Some(After::Comma),
            ';' => Some(After::Semicolon),
            ':' => Some(After::Colon),
            // A quote that ends with a comma goes on: «…», said the minister.
            '»' | '”' | '"' | ')' => {
                (!text.trim_end_matches(['»', '”', '"', ')']).ends_with(',')).then_some(After::Word)
            }
            _ if last.is_numeric() => Some(After::Word),
            _ if last.is_alphabetic() => {
                let word = words::word_before(text, text.len());
                words::fold(word, self.lists.cyrillic, key);
                let goes_on = Classes::STARTER.or(Classes::TITLE).or(Classes::HEADING);
                let ends = words::length_up_to(word, 2) > 1 && !self.lists.classes_with_stems(key).any(goes_on);
                ends.then_some(if word.starts_with(char::is_lowercase) { After::Word } else { After::Name })
            }
            _ => None,
        }
    }

    fn before(&self, text: &str, after: After, so_far: &str, key: &mut String) -> Option<Before> {
        let marked = !matches!(after, After::Word | After::Name);
        let text = if marked { text.trim_start_matches(BULLETS) } else { text };
        if is_enumerator(words::token_at(text, 0)) {
            return (!so_far.ends_with(char::is_alphabetic)).then_some(Before::Enumerator);
        }
        let unquoted = text.trim_start_matches(['«', '"', '“', '„']);
        let word = words::word_at(unquoted, 0);
        let first = word.chars().next()?;
        if first.is_lowercase() {
            return (after == After::Semicolon).then_some(Before::Small);
        }
        if !first.is_uppercase() {
            return None;
        }
        words::fold(word, self.lists.cyrillic, key);
        let classes = self.lists.classes(key);
        let names = Classes::TITLE.or(Classes::WEAK).or(Classes::POLITE);
        let starter = classes.any(Classes::STARTER.or(Classes::QUANTITY)) && !classes.any(names);
        // Neither a word of another alphabet nor the English pronoun, whose capital says nothing; no acronym, no initial.
        let odd = if self.lists.cyrillic {
            word.is_ascii()
        } else {
            word.split(words::is_word_apostrophe).next() == Some("I")
        };
        let small = word.chars().skip(1).all(|c| c.is_lowercase() || words::is_word_apostrophe(c));
        let plain = small && !odd && !unquoted[word.len()..].starts_with('.');
        // Before another capital one says little in a heading in capitals, behind a name and in English (The Hague).
        let usual = in_capitals(so_far) || after == After::Name || self.lists.english;
        let next = unquoted[word.len()..].trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
        if starter && plain && !(usual && next.is_none_or(char::is_uppercase)) {
            return Some(if unquoted.len() < text.len() { Before::Quoted } else { Before::Starter });
        }
        // A letter by itself is a label: group I, vitamin K.
        (words::length_up_to(word, 2) > 1).then_some(Before::Capital)
    }
}

/// Whether the last word of a text is in capitals, or so short that it seems so.
fn in_capitals(text: &str) -> bool {
    words::before(text, text.len(), words::REACH)
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .ends_with(char::is_uppercase)
}

/// Whether a token is the number of an item: `1.` `1)` `(a)`.
fn is_enumerator(token: &str) -> bool {
    let Some(item) = token.strip_suffix([')', '.']) else { return false };
    let item = item.trim_start_matches('(');
    let number = (1..=3).contains(&item.len()) && item.bytes().all(|byte| byte.is_ascii_digit());
    let letter = token.ends_with(')') && words::length_up_to(item, 2) == 1 && item.starts_with(char::is_alphabetic);
    number || letter
}

/// The number of the item that a text begins with, if it is a figure with a stop and something follows.
fn item(text: &str) -> Option<u16> {
    let (figures, rest) = text.trim_start_matches(BULLETS).split_once('.')?;
    let number = figures.parse().ok().filter(|_| figures.bytes().all(|byte| byte.is_ascii_digit()))?;
    (!rest.trim().is_empty()).then_some(number)
}

/// Leaves the gaps that are not inside brackets and quotes.
fn drop_enclosed(gaps: &mut Vec<Gap>, sentence: &str) {
    let mut pairs = pairs::events(sentence)
        .into_iter()
        .filter_map(|event| if let Kind::Open(pair) = event.kind { Some(pair) } else { None })
        .peekable();
    let mut close = 0;
    gaps.retain(|gap| {
        while let Some(pair) = pairs.next_if(|pair| pair.open < gap.at) {
            close = close.max(pair.close);
        }
        gap.at > close
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use proptest::prelude::*;

    /// What stands before and begins at each gap, and the word there.
    fn gaps(text: &str, language: Language) -> Vec<(After, Before, &str)> {
        let word = |at: usize| text[at..].split(' ').next().unwrap_or_default();
        Segmenter::new(language).gaps(text).iter().map(|gap| (gap.after, gap.before, word(gap.at))).collect()
    }

    #[test]
    fn a_heading_that_runs_into_the_text_leaves_a_gap() {
        use Language::{Be, En, Ru};
        for (text, language, gap) in [
            ("Итоги работы комиссии В заседании участвовали эксперты.", Ru, (After::Word, Before::Starter, "В")),
            ("Вынікі працы камісіі Дваццаць экспертаў далі згоду.", Be, (After::Word, Before::Starter, "Дваццаць")),
            ("Results of the commission's work The experts agreed.", En, (After::Word, Before::Starter, "The")),
            ("Визит в Минск (обзор) Стороны договорились.", Ru, (After::Word, Before::Capital, "Стороны")),
            ("Состоялся визит в Минск На встрече решили всё.", Ru, (After::Name, Before::Starter, "На")),
            ("Minister answers questions \"We are ready.", En, (After::Word, Before::Quoted, "\"We")),
            ("Победа в Данди Команда отыгралась.", Ru, (After::Name, Before::Capital, "Команда")),
            ("Паводле вынікаў 2025 Мы задаволены.", Be, (After::Word, Before::Starter, "Мы")),
        ] {
            assert_eq!(gaps(text, language), [gap], "{text}");
        }
    }

    #[test]
    fn the_lines_of_a_list_that_were_joined_leave_gaps() {
        assert_eq!(
            gaps("постановляет: 1) продлить срок, Также решает; – утвердить план; б) сообщить", Language::Ru),
            [
                (After::Colon, Before::Enumerator, "1)"),
                (After::Comma, Before::Starter, "Также"),
                (After::Semicolon, Before::Small, "–"),
                (After::Semicolon, Before::Enumerator, "б)"),
            ]
        );
    }

    #[test]
    fn the_number_of_an_item_is_told() {
        let items = |text: &str| -> Vec<(&'static str, Option<u16>)> {
            let gaps = Segmenter::new(Language::En).gaps(text);
            let items = gaps.iter().filter(|gap| gap.before == Before::Enumerator);
            items.map(|gap| (if gap.after == After::Word { "unmarked" } else { "marked" }, gap.item)).collect()
        };
        assert_eq!(
            items("decides: 1. to act, - 12. to wait; (b) to go in 2024 7. to stay; 5)"),
            [("marked", Some(1)), ("marked", Some(12)), ("marked", None), ("unmarked", Some(7)), ("marked", None)]
        );
        // Behind a word a number counts it; at the end it belongs to what stands before.
        assert_eq!(items("at stage 3. it began"), []);
        assert_eq!(items("as follows: 7."), [("marked", None)]);
    }

    #[test]
    fn a_letter_is_a_label() {
        assert_eq!(gaps("substances of group C and vitamin K were found", Language::En), []);
        assert_eq!(gaps("вещества группы Д найдены", Language::Ru), []);
    }

    #[test]
    fn what_goes_on_leaves_none() {
        for (text, language) in [
            ("the talks in Minsk and the role of Belarus", Language::En),
            ("переговоры в Минске и роль Беларуси", Language::Ru),
            ("according to article 5 and paragraph IV", Language::En),
            ("встреча с г-ном Ивановым", Language::Ru),
            ("позвольте поздравить Вас с праздником", Language::Ru),
            ("ветліва просім Вас перадаць Ваша рашэнне", Language::Be),
            ("the minister visited The Hague and thanked Your Excellency", Language::En),
            ("конкурс имени академика В. И. Вернадского", Language::Ru),
            ("адзначыў С. П. Кавальчук", Language::Be),
            ("ГЛАВА О ПОРЯДКЕ И (ИЛИ) В ОБЩЕМ", Language::Ru),
            ("the song I Love It", Language::En),
            ("so many times I've asked", Language::En),
            ("кніга (Мінск Мы пераклалі яе) выйшла", Language::Be),
            ("он сказал «всё готово Мы едем» и уехал", Language::Ru),
            ("«мы готовы», Он сказал".trim_end_matches(" Он сказал"), Language::Ru),
            ("", Language::Ru),
            ("   ", Language::En),
        ] {
            let found = gaps(text, language);
            assert!(found.iter().all(|gap| gap.1 == Before::Capital), "{text}: {found:?}");
        }
    }

    proptest! {
        #[test]
        fn gaps_stand_in_order_behind_white_space(text in "[а-яА-Яa-zA-Z0-9 \u{a0}\n.,;:()«»\"'–-]{0,200}") {
            for language in [Language::Ru, Language::Be, Language::En, Language::Other] {
                let gaps = Segmenter::new(language).gaps(&text);
                prop_assert!(gaps.windows(2).all(|two| two[0].at < two[1].at));
                for gap in gaps {
                    prop_assert!(text[..gap.at].ends_with(char::is_whitespace));
                    prop_assert!(text[gap.at..].starts_with(|c: char| !c.is_whitespace()));
                    prop_assert!(!text[..gap.at].trim().is_empty());
                }
            }
        }
    }
}
