//! Which words are no part of a term? Lists of function words and general words, a file a language.

use super::morphology::{Part, bases, classes};
use crate::lang::Language;
use crate::text::Normal;
use rustc_hash::FxHashSet;

/// The lists of a language.
#[derive(Default)]
pub(super) struct Stops {
    words: FxHashSet<String>,
    adjectives: FxHashSet<String>,
    general: FxHashSet<String>,
    joints: &'static [&'static str],
}

impl Stops {
    pub(super) fn of(language: Language) -> Self {
        let (text, joints): (&str, &[&str]) = match language {
            Language::Ru => (include_str!("stop_ru.txt"), &["на", "по", "о", "об", "от", "для", "с"]),
            Language::Be => (include_str!("stop_be.txt"), &["на", "па", "аб", "ад", "для", "з"]),
            Language::En => (include_str!("stop_en.txt"), &["of"]),
            Language::Other => ("", &[]),
        };
        let mut stops = Self { joints, ..Self::default() };
        for line in text.lines() {
            let Some((kind, words)) = line.split_once(": ") else { continue };
            for word in words.split_whitespace() {
                let word = Normal::new(word, language).text().to_owned();
                match kind {
                    "adjectives" => stops.adjectives.extend(lemma_bases(&word, language, Part::Adjective)),
                    "general" => stops.general.extend(lemma_bases(&word, language, Part::Noun)),
                    _ => {
                        stops.words.insert(word);
                    }
                }
            }
        }
        stops
    }

    /// Whether a word, as it is written, ends every phrase.
    pub(super) fn is_stop(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a preposition can join two nouns in one term.
    pub(super) fn is_joint(&self, word: &str) -> bool {
        self.joints.contains(&word)
    }

    /// Whether an adjective of this base ends every phrase: one that points or counts, or a participle that stands for
    /// a clause.
    pub(super) fn bars(&self, base: &str) -> bool {
        const PARTICIPLES: [&str; 9] = ["ющ", "ящ", "вш", "уем", "яем", "аем", "імаем", "дневн", "дзённ"];
        const NAMES: [&str; 4] = ["окружающ", "обслуживающ", "управляющ", "подрастающ"];
        let clause = PARTICIPLES.iter().any(|end| base.ends_with(end)) && !NAMES.contains(&base);
        self.adjectives.contains(base) || clause
    }

    /// Whether a noun of this base is no term by itself.
    pub(super) fn is_general(&self, base: &str) -> bool {
        self.general.contains(base)
    }
}

/// The bases that a dictionary form can have.
fn lemma_bases(lemma: &str, language: Language, part: Part) -> Vec<String> {
    if classes(language).is_empty() {
        return vec![crate::text::stem(lemma, language)];
    }
    let classes = classes(language).iter().filter(|class| class.part == part);
    let endings: Vec<&str> = match (part, language) {
        (Part::Adjective, Language::Ru) => vec!["ый", "ий", "ой"],
        (Part::Adjective, _) => vec!["ы", "і"],
        // a plural form among the general words, such as рамки
        _ => classes.map(|class| class.first()).chain(["ы", "и", "і"]).collect(),
    };
    endings.into_iter().flat_map(|ending| bases(lemma, ending, language)).filter(|base| !base.is_empty()).collect()
}
