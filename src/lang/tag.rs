//! Language tags (BCP 47, RFC 5646), canonicalised so that `RU`, `ru_RU` and `ru-RU` name one language.

use std::fmt;
use std::sync::Arc;

/// A language we have rules for, or some other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Russian.
    Ru,
    /// Belarusian, in any orthography or script.
    Be,
    /// English.
    En,
    /// Any other language: stored, matched and exported, but without rules of its own.
    Other,
}

impl Language {
    /// Whether the language is written in Cyrillic letters (of the three; `Other` is not).
    #[must_use]
    pub fn is_slavic(self) -> bool {
        matches!(self, Self::Ru | Self::Be)
    }
}

/// A canonical BCP 47 tag: language lower case, script in title case, region upper case, variants lower case.
///
/// Ordered by its text, so that `be` < `en` < `ru`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

/// A text that is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a language tag; expected one like ru, be, en-GB or be-tarask")]
pub struct LangError(pub String);

impl Lang {
    /// Reads a tag in any case, with `-` or `_` between its parts. Dead and mistaken codes are mapped to living ones:
    /// `be-x-old` to `be-tarask`, `by` (the country) to `be`, three-letter `rus`, `bel`, `eng` to two-letter ones.
    ///
    /// # Errors
    /// When the text is not made of BCP 47 subtags (1–8 letters and digits, the first 2–8 letters).
    pub fn parse(text: &str) -> Result<Self, LangError> {
        let error = || LangError(text.to_owned());
        let lower = text.trim().replace('_', "-").to_ascii_lowercase();
        let mut parts = lower.split('-');
        let first = parts.next().unwrap_or_default();
        if !(2..=8).contains(&first.len()) || !first.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(error());
        }
        let mut out = match first {
            "by" | "bel" => "be",
            "rus" => "ru",
            "eng" => "en",
            other => other,
        }
        .to_owned();
        let rest: Vec<&str> = parts.collect();
        if rest.iter().any(|p| p.is_empty() || p.len() > 8 || !p.bytes().all(|b| b.is_ascii_alphanumeric())) {
            return Err(error());
        }
        if out == "be" && rest == ["x", "old"] {
            return Ok(Self("be-tarask".into()));
        }
        let mut singleton = false;
        for part in rest {
            out.push('-');
            singleton |= part.len() == 1;
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            match part.len() {
                2 if letters && !singleton => out.push_str(&part.to_ascii_uppercase()),
                4 if letters && !singleton => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..]);
                }
                _ => out.push_str(part),
            }
        }
        Ok(Self(out.into()))
    }

    /// The tag of one of our three languages.
    ///
    /// `Other` gives `und`, the tag of the undetermined language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self(
            match language {
                Language::Ru => "ru",
                Language::Be => "be",
                Language::En => "en",
                Language::Other => "und",
            }
            .into(),
        )
    }

    /// The canonical text of the tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first subtag: `be` of `be-tarask`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Which rules apply.
    #[must_use]
    pub fn language(&self) -> Language {
        match self.primary() {
            "ru" => Language::Ru,
            "be" => Language::Be,
            "en" => Language::En,
            _ => Language::Other,
        }
    }

    /// Whether two tags can stand for each other: the same primary language, script and variants; regions may differ
    /// (`en-GB` for `en`, `ru-RU` for `ru-BY`), orthographies may not (`be-tarask` is not `be`).
    #[must_use]
    pub fn serves(&self, asked: &Self) -> bool {
        self.parts_but_region().eq(asked.parts_but_region())
    }

    /// The tag without its region: the same for all tags that serve each other.
    #[must_use]
    pub fn without_region(&self) -> Self {
        Self(self.parts_but_region().collect::<Vec<_>>().join("-").into())
    }

    fn parts_but_region(&self) -> impl Iterator<Item = &str> {
        self.0.split('-').enumerate().filter(|(i, part)| *i == 0 || !is_region(part)).map(|(_, part)| part)
    }
}

/// A region subtag: two capitals (after canonicalisation) or three digits (UN M.49).
fn is_region(part: &str) -> bool {
    (part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))
        || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Lang {
    type Err = LangError;

    fn from_str(text: &str) -> Result<Self, LangError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, canonical: &str) {
        assert_eq!(Lang::parse(text).unwrap().as_str(), canonical);
    }

    #[test]
    fn tags_are_canonical() {
        check("RU", "ru");
        check("ru_RU", "ru-RU");
        check("BE-TARASK", "be-tarask");
        check("be-x-old", "be-tarask");
        check("by", "be");
        check("be_latn", "be-Latn");
        check("EN-gb", "en-GB");
        check("zh-hans-cn", "zh-Hans-CN");
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for text in ["", "r", "русский", "ru-", "ru RU", "*all*", "verylongtag"] {
            assert!(Lang::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn regions_serve_each_other_and_orthographies_do_not() {
        let lang = |t| Lang::parse(t).unwrap();
        assert!(lang("en-GB").serves(&lang("en")));
        assert!(lang("ru-BY").serves(&lang("ru-RU")));
        assert!(!lang("be-tarask").serves(&lang("be")));
        assert!(!lang("be-Latn").serves(&lang("be")));
    }
}
