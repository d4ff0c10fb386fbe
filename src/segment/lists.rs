//! What does a language's list say about a word? The parsed form of `rules/*.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words;
use crate::lang::Language;

/// The classes of a word: one bit per section of the lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

/// Sections by name and bit. A section that is not here is an error that a test finds.
const SECTIONS: &[(&str, Classes)] = &[
    ("title", Classes::TITLE),
    ("never", Classes::NEVER),
    ("number", Classes::NUMBER),
    ("year", Classes::YEAR),
    ("unit", Classes::UNIT),
    ("closing", Classes::CLOSING),
    ("initial", Classes::INITIAL),
    ("label", Classes::LABEL),
    ("ruler", Classes::RULER),
    ("starter", Classes::STARTER),
    ("weak", Classes::WEAK),
    ("predicate", Classes::PREDICATE),
    ("not-predicate", Classes::NOT_PREDICATE),
    ("month", Classes::MONTH),
    ("acronym", Classes::ACRONYM),
    ("head", Classes::HEAD),
    ("company", Classes::COMPANY),
    ("clock", Classes::CLOCK),
    ("zone", Classes::ZONE),
    ("speech", Classes::SPEECH),
    ("domain", Classes::DOMAIN),
    ("office", Classes::OFFICE),
    ("quantity", Classes::QUANTITY),
    ("heading", Classes::HEADING),
    ("measure", Classes::MEASURE),
    ("polite", Classes::POLITE),
    ("part", Classes::PART),
];

impl Classes {
    pub(super) const TITLE: Self = Self(1);
    pub(super) const NEVER: Self = Self(1 << 1);
    pub(super) const NUMBER: Self = Self(1 << 2);
    pub(super) const YEAR: Self = Self(1 << 3);
    pub(super) const UNIT: Self = Self(1 << 4);
    pub(super) const CLOSING: Self = Self(1 << 5);
    pub(super) const INITIAL: Self = Self(1 << 6);
    pub(super) const LABEL: Self = Self(1 << 7);
    pub(super) const RULER: Self = Self(1 << 8);
    pub(super) const STARTER: Self = Self(1 << 9);
    pub(super) const WEAK: Self = Self(1 << 10);
    pub(super) const PREDICATE: Self = Self(1 << 11);
    pub(super) const NOT_PREDICATE: Self = Self(1 << 12);
    pub(super) const MONTH: Self = Self(1 << 13);
    pub(super) const ACRONYM: Self = Self(1 << 14);
    pub(super) const HEAD: Self = Self(1 << 15);
    pub(super) const COMPANY: Self = Self(1 << 16);
    pub(super) const CLOCK: Self = Self(1 << 17);
    pub(super) const ZONE: Self = Self(1 << 18);
    pub(super) const SPEECH: Self = Self(1 << 19);
    pub(super) const DOMAIN: Self = Self(1 << 20);
    pub(super) const OFFICE: Self = Self(1 << 21);
    pub(super) const QUANTITY: Self = Self(1 << 22);
    pub(super) const HEADING: Self = Self(1 << 23);
    pub(super) const MEASURE: Self = Self(1 << 24);
    pub(super) const POLITE: Self = Self(1 << 25);
    pub(super) const PART: Self = Self(1 << 26);

    /// Whether a word has any of the given classes.
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Both sets of classes.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes without some of them.
    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The classes an abbreviation can have.
    pub(super) const ABBREVIATION: Self = Self::TITLE
        .or(Self::NEVER)
        .or(Self::NUMBER)
        .or(Self::YEAR)
        .or(Self::UNIT)
        .or(Self::CLOSING)
        .or(Self::MONTH)
        .or(Self::ACRONYM)
        .or(Self::COMPANY)
        .or(Self::CLOCK);
}

/// What one language's file says, ready to look up.
#[derive(Debug, Default)]
pub(super) struct Lists {
    words: FxHashMap<Box<str>, Classes>,
    stems: Vec<(Box<str>, Classes)>,
    /// Endings of finite verbs.
    pub(super) predicate_endings: Vec<Box<str>>,
    /// Endings of oblique cases.
    pub(super) oblique_endings: Vec<Box<str>>,
    /// Endings of surnames.
    pub(super) surname_endings: Vec<Box<str>>,
    /// Whether words are Cyrillic, so that Latin look-alikes are folded and Latin words asked of the English lists.
    pub(super) cyrillic: bool,
    /// Whether this is English: capitals in abbreviations are free, `I` is a pronoun.
    pub(super) english: bool,
}

static RU: LazyLock<Lists> = LazyLock::new(|| Lists::parse(include_str!("rules/ru.txt"), Language::Ru));
static BE: LazyLock<Lists> = LazyLock::new(|| Lists::parse(include_str!("rules/be.txt"), Language::Be));
static EN: LazyLock<Lists> = LazyLock::new(|| Lists::parse(include_str!("rules/en.txt"), Language::En));
static OTHER: LazyLock<Lists> = LazyLock::new(|| Lists::parse(include_str!("rules/other.txt"), Language::Other));

impl Lists {
    /// The lists of a language, parsed once.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::Ru => &RU,
            Language::Be => &BE,
            Language::En => &EN,
            Language::Other => &OTHER,
        }
    }

    fn parse(text: &str, language: Language) -> Self {
        let cyrillic = language.is_slavic();
        let mut lists = Self { cyrillic, english: language == Language::En, ..Self::default() };
        let mut section = "";
        let mut key = String::new();
        for line in text.lines() {
            if line.starts_with('#') {
                continue;
            }
            if let Some(header) = line.strip_prefix('[') {
                section = header.split(']').next().unwrap_or_default();
                continue;
            }
            for word in line.split_whitespace() {
                words::fold(word.trim_end_matches(['*', '.']), cyrillic, &mut key);
                lists.add(section, &key, word.ends_with('*'));
            }
        }
        lists
    }

    fn add(&mut self, section: &str, key: &str, stem: bool) {
        match section {
            "predicate-ending" => self.predicate_endings.push(key.into()),
            "oblique-ending" => self.oblique_endings.push(key.into()),
            "surname-ending" => self.surname_endings.push(key.into()),
            _ => {
                let class = class_of(section).unwrap_or_default();
                if stem {
                    self.stems.push((key.into(), class));
                } else {
                    let classes = self.words.entry(key.into()).or_default();
                    *classes = classes.or(class);
                }
            }
        }
    }

    /// The classes of a folded word. Latin words in a Cyrillic text are asked of the English lists.
    pub(super) fn classes(&self, key: &str) -> Classes {
        match self.words.get(key) {
            Some(classes) => *classes,
            None if self.cyrillic && key.is_ascii() => EN.words.get(key).copied().unwrap_or_default(),
            None => Classes::default(),
        }
    }

    /// As [`Lists::classes`], with the stems: only for the few questions that need them.
    pub(super) fn classes_with_stems(&self, key: &str) -> Classes {
        self.stems
            .iter()
            .filter(|(stem, _)| key.starts_with(&**stem))
            .fold(self.classes(key), |all, (_, class)| all.or(*class))
    }
}

/// The class of a section, if there is such a section.
fn class_of(section: &str) -> Option<Classes> {
    SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_known_and_has_a_reason() {
        for text in [
            include_str!("rules/ru.txt"),
            include_str!("rules/be.txt"),
            include_str!("rules/en.txt"),
            include_str!("rules/other.txt"),
        ] {
            for header in text.lines().filter_map(|line| line.strip_prefix('[')) {
                let (name, reason) = header.split_once(']').unwrap();
                assert!(class_of(name).is_some() || name.ends_with("-ending"), "unknown section {name}");
                assert!(reason.trim().len() > 5, "section {name} gives no reason");
            }
        }
    }
}
