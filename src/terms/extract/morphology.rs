//! How do Russian and Belarusian words change? Endings by declension, and what a word with one can be.

use crate::lang::Language;
use std::sync::LazyLock;

/// Part of speech, as far as phrases need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    Noun,
    Adjective,
    Verb,
}

/// Cases and numbers a form can be: a bit for each case (N G D A I P) of masculine, feminine, neuter and plural.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Forms(pub(super) u32);

const CASES: &str = "NGDAIP";
/// Bits of a gender or of the plural.
const GENDER_BITS: u32 = 6;
const ALL_CASES: u32 = (1 << GENDER_BITS) - 1;

impl Forms {
    /// Every form.
    pub(super) const ANY: Self = Self(0x00FF_FFFF);

    fn new(gender: usize, case: char) -> Self {
        let case_at = CASES.chars().position(|c| c == case.to_ascii_uppercase()).unwrap_or_default();
        let gender = if case.is_ascii_lowercase() { 3 } else { gender };
        Self(1 << (gender as u32 * GENDER_BITS + case_at as u32))
    }

    fn of_case(case: u32) -> Self {
        Self((0..4).map(|gender| 1 << (gender * GENDER_BITS + case)).sum())
    }

    pub(super) fn nominative() -> Self {
        Self::of_case(0)
    }

    pub(super) fn masculine_nominative() -> Self {
        Self(1)
    }

    pub(super) fn genitive() -> Self {
        Self::of_case(1)
    }

    pub(super) fn plural() -> Self {
        Self::of_gender(3)
    }

    /// All cases of a gender (0–2), or of the plural (3).
    pub(super) fn of_gender(gender: usize) -> Self {
        Self(ALL_CASES << (gender as u32 * GENDER_BITS))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// An ending and what it makes of a base.
pub(super) struct Ending {
    pub(super) text: &'static str,
    pub(super) forms: Forms,
}

/// A way in which words change.
pub(super) struct Class {
    pub(super) part: Part,
    /// 0 masculine, 1 feminine, 2 neuter; of nouns.
    pub(super) gender: usize,
    /// The letters a base can end in; any when there are none.
    base_ends: &'static str,
    /// The ending of the dictionary form stands first.
    pub(super) endings: Vec<Ending>,
}

/// The classes of a language; none but for Russian and Belarusian.
pub(super) fn classes(language: Language) -> &'static [Class] {
    static RU: LazyLock<Vec<Class>> = LazyLock::new(|| read("ru"));
    static BE: LazyLock<Vec<Class>> = LazyLock::new(|| read("be"));
    match language {
        Language::Ru => &RU,
        Language::Be => &BE,
        Language::En | Language::Other => &[],
    }
}

fn read(language: &str) -> Vec<Class> {
    let lines = include_str!("paradigms.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.strip_prefix(language)).map(class).collect()
}

fn class(line: &'static str) -> Class {
    let mut cells = line.split_whitespace();
    let part = match cells.next() {
        Some("a") => Part::Adjective,
        Some("v") => Part::Verb,
        _ => Part::Noun,
    };
    let gender = gender(cells.next().unwrap_or_default());
    let base_ends = cells.next().filter(|ends| *ends != "-").unwrap_or_default();
    Class { part, gender, base_ends, endings: cells.map(|cell| ending(cell, gender)).collect() }
}

fn gender(sign: &str) -> usize {
    "mfnp".find(sign).unwrap_or_default()
}

fn ending(cell: &'static str, of: usize) -> Ending {
    let (text, told) = cell.split_once('=').unwrap_or((cell, ""));
    let mut forms = Forms::default();
    for part in told.split(',') {
        let (gender, cases) = part.split_once(':').map_or((of, part), |(sign, cases)| (gender(sign), cases));
        forms = cases.chars().fold(forms, |forms, case| forms.or(Forms::new(gender, case)));
    }
    Ending { text: if text == "-" { "" } else { text }, forms }
}

impl Class {
    /// The ending of the dictionary form.
    pub(super) fn first(&self) -> &'static str {
        self.endings.first().map_or("", |ending| ending.text)
    }

    /// Whether an ending is one of adjectives alone, or nearly so.
    pub(super) fn is_unmistakable(&self, ending: &str) -> bool {
        const ENDINGS: [&str; 26] = [
            "ого", "его", "ому", "ему", "ыми", "ими", "ых", "их", "ые", "ую", "юю", "ая", "яя", "ага", "яга", "аму",
            "яму", "ымі", "імі", "іх", "ыя", "ія", "ае", "яе", "ый", "ога",
        ];
        self.part == Part::Adjective && ENDINGS.contains(&ending)
    }

    /// Whether words of this class can have this base.
    pub(super) fn fits(&self, base: &str) -> bool {
        let mut letters = base.chars().rev();
        let Some(last) = letters.next() else { return false };
        let least = if self.part == Part::Noun { 2 } else { 3 };
        if base.chars().count() < least || last == 'ь' || !base.chars().any(is_vowel) && base.chars().count() < 3 {
            return false;
        }
        let fits = self.base_ends.is_empty() || self.base_ends.contains(last);
        match (self.part, self.first()) {
            (Part::Verb, _) => true,
            (Part::Noun, "й") => is_vowel(last),
            (Part::Noun, "я" | "е" | "ё") => fits && (!self.base_ends.is_empty() || !"и".contains(last)),
            _ => fits && !is_vowel(last) && last != 'й',
        }
    }
}

pub(super) fn is_vowel(c: char) -> bool {
    "аеёиоуыэюяі".contains(c)
}

/// The forms that a base and an ending make: most often one; without an ending a vowel may slip in, and Belarusian
/// consonants change before е.
pub(super) fn joined(base: &str, ending: &str, language: Language) -> Vec<String> {
    let mut forms = vec![format!("{base}{ending}")];
    if matches!(ending, "" | "ь") {
        // калектыў, калектыва
        if let Some(stem) = base.strip_suffix('в').filter(|_| language == Language::Be && ending.is_empty()) {
            forms.insert(0, format!("{stem}ў"));
        }
        if let Some((at, last)) = base.char_indices().last()
            && base[..at].chars().next_back().is_some_and(|c| !is_vowel(c) && c != 'й')
        {
            let stem = base[..at].trim_end_matches('ь');
            let stem = stem.strip_suffix('ў').map_or_else(|| stem.to_owned(), |stem| format!("{stem}в"));
            let vowels = if language == Language::Ru { "ое" } else { "аеоэ" };
            forms.extend(vowels.chars().map(|vowel| format!("{stem}{vowel}{last}{ending}")));
        }
    } else if language == Language::Be && matches!(ending, "е" | "ы") {
        for (hard, soft) in SOFTENED {
            if let Some(stem) = base.strip_suffix(hard) {
                forms.push(format!("{stem}{soft}{ending}"));
            }
        }
    }
    forms
}

const SOFTENED: [(&str, &str); 5] = [("т", "ц"), ("д", "дз"), ("к", "ц"), ("г", "з"), ("х", "с")];

/// The bases that a word can have, cut before an ending.
pub(super) fn bases(word: &str, ending: &str, language: Language) -> Vec<String> {
    let Some(base) = word.strip_suffix(ending) else { return Vec::new() };
    let mut bases = vec![base.to_owned()];
    if let Some(stem) = base.strip_suffix('ў').filter(|_| language == Language::Be && ending.is_empty()) {
        bases.insert(0, format!("{stem}в"));
    }
    let letters: Vec<char> = base.chars().collect();
    if let (true, [start @ .., before, vowel, last]) = (matches!(ending, "" | "ь"), &letters[..])
        && "оеаэ".contains(*vowel)
        && !is_vowel(*before)
        && !is_vowel(*last)
        && start.len() >= 2
    {
        bases.push(start.iter().chain([before, last]).collect());
        if *before == 'в' && language == Language::Be {
            bases.push(start.iter().chain([&'ў', last]).collect());
        }
    }
    if language == Language::Be && matches!(ending, "е" | "ы") {
        for (hard, soft) in SOFTENED {
            bases.extend(base.strip_suffix(soft).map(|stem| format!("{stem}{hard}")));
        }
    }
    bases
}

/// Russian nouns whose plural has another base than the singular: both bases, and the endings of either.
pub(super) const TWO_BASES: [(&str, &str, &[&str], &[&str]); 1] =
    [("судн", "суд", &["о", "у", "ом"], &["у", "ом", "е"])];

/// The adjective's dictionary form for a gender (0–2) or the plural (3), by the letter its base ends in.
pub(super) fn adjective_endings(language: Language, gender: usize, base: &str, soft: bool) -> &'static [&'static str] {
    let last = base.chars().next_back().unwrap_or('н');
    let velar = "гкх".contains(last);
    let hushing = "жчшщ".contains(last);
    match (language, gender, soft) {
        (Language::Ru, 0, true) => &["ий"],
        (Language::Ru, 0, false) if velar || hushing => &["ий", "ой"],
        (Language::Ru, 0, false) => &["ый", "ой"],
        (Language::Ru, 1, true) => &["яя"],
        (Language::Ru, 1, false) => &["ая"],
        (Language::Ru, 2, true) => &["ее"],
        (Language::Ru, 2, false) if hushing => &["ее", "ое"],
        (Language::Ru, 2, false) => &["ое"],
        (Language::Ru, _, true) => &["ие"],
        (Language::Ru, _, false) if velar || hushing => &["ие"],
        (Language::Ru, ..) => &["ые"],
        (_, 0, true) => &["і"],
        (_, 0, false) if velar => &["і"],
        (_, 0, false) => &["ы"],
        (_, 1, true) => &["яя"],
        (_, 1, false) => &["ая"],
        (_, 2, true) => &["яе"],
        (_, 2, false) => &["ае", "ое"],
        (_, _, true) => &["ія"],
        (_, _, false) if velar => &["ія"],
        _ => &["ыя"],
    }
}
