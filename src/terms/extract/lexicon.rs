//! What do the commonest words mean? The seed lexicon of the aligner, read for its dictionary forms: parts of speech and
//! translations.

use crate::lang::Language;
use crate::text::Normal;

/// What a dictionary form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Noun = 0,
    Adjective = 1,
    Verb = 2,
}

/// A word of the lexicon: its language, its normal form, its spelling, its row and what it is.
pub(super) type Entry = (Language, String, String, u32, Kind);

/// The single words of a lexicon: a row a meaning, with cells for Russian, Belarusian and English, equivalents joined
/// by `; `.
pub(super) fn entries(lexicon: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let lines = lexicon.lines().filter(|line| !line.starts_with('#'));
    for (row, line) in (0..).zip(lines) {
        let mut cells = line.split('\t');
        let (ru, be, en) = (words(cells.next()), words(cells.next()), words(cells.next()));
        let kinds: Vec<Kind> = ru.iter().filter_map(|word| kind(word, be.first().copied())).collect();
        let mut add = |language, word: &str, kind| {
            entries.push((language, Normal::new(word, language).text().to_owned(), word.to_owned(), row, kind));
        };
        for word in &ru {
            if let Some(kind) = kind(word, be.first().copied()) {
                add(Language::Ru, word, kind);
            }
        }
        let Some(first) = kinds.first().copied() else { continue };
        be.iter().for_each(|word| add(Language::Be, word, first));
        en.iter().for_each(|word| add(Language::En, word, first));
    }
    entries
}

fn words(cell: Option<&str>) -> Vec<&str> {
    cell.unwrap_or_default().split(';').map(str::trim).filter(|word| !word.is_empty() && !word.contains(' ')).collect()
}

/// Nouns that end as verbs do.
const NOT_VERBS: [&str; 22] = [
    "печать",
    "сеть",
    "суть",
    "путь",
    "мать",
    "нить",
    "кровать",
    "нефть",
    "плоть",
    "треть",
    "ртуть",
    "память",
    "рукоять",
    "знать",
    "подать",
    "власть",
    "область",
    "часть",
    "честь",
    "страсть",
    "лесть",
    "пасть",
];

/// What a Russian dictionary form is, as its end and its translation tell; nothing for short words.
fn kind(word: &str, belarusian: Option<&str>) -> Option<Kind> {
    if word.chars().count() < 3 {
        return None;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let verb = ends(&["ать", "ять", "еть", "ить", "уть", "оть", "ыть", "ться", "тись", "зти", "сти", "йти"])
        || (ends(&["чь"]) && belarusian.is_some_and(|be| be.ends_with("чы")));
    let adjective = ends(&["ый", "ской", "ний", "кий", "гий", "хий", "жий", "щий"])
        || (ends(&["ой", "ий"]) && belarusian.is_some_and(|be| be.ends_with(['ы', 'і'])));
    Some(if verb && !NOT_VERBS.contains(&word) {
        Kind::Verb
    } else if adjective && !word.ends_with("арий") {
        Kind::Adjective
    } else {
        Kind::Noun
    })
}
