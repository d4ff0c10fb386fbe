//! What to look for, ready to be held against any number of texts.
//!
//! Word forms are compared by stems, in the rules of the language of each text; that reads a text word by word. So a
//! sieve goes before it: a regular expression for the beginning that all forms of the longest word share, in any spelling
//! that the normal form evens out. It lets no form fall through, and most texts are decided by it alone.

use super::Mode;
use crate::lang::letters::{cyrillic_twin, is_vowel, latin_twin};
use crate::lang::{Lang, Language};
use crate::text::{Normal, TokenKind, stem, tokens};
use regex::{Regex, RegexBuilder};
use std::ops::Range;

/// Why a text cannot be looked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// There is nothing in it.
    #[error("nothing to look for: the text is empty")]
    Empty,
    /// It is no regular expression.
    #[error("{0}")]
    Syntax(String),
    /// It would take too much memory to look for.
    #[error("the text to look for is too long or repeats too much")]
    TooLarge,
}

/// Memory that a compiled expression may take, in bytes: more than a person writes, less than a joke costs.
const SIZE_LIMIT: usize = 4 << 20;

/// A text to look for.
pub(super) enum Pattern {
    /// Word forms, for each language by its rules.
    Forms {
        phrases: Vec<(Language, Phrase)>,
        any_order: bool,
        case: bool,
    },
    Text(Regex),
}

impl Pattern {
    pub(super) fn new(text: &str, mode: Mode, case: bool) -> Result<Self, PatternError> {
        if text.trim().is_empty() {
            return Err(PatternError::Empty);
        }
        Ok(match mode {
            Mode::Forms | Mode::AnyOrder => {
                let languages = [Language::Ru, Language::Be, Language::En, Language::Other];
                let phrase = |language| Phrase::new(text, language).map(|phrase| (language, phrase));
                let phrases = languages.into_iter().map(phrase).collect::<Result<_, _>>()?;
                Self::Forms { phrases, any_order: mode == Mode::AnyOrder, case }
            }
            Mode::Exact => Self::Text(compiled(&literal(text, case), case)?),
            Mode::Regex => Self::Text(compiled(text, case)?),
        })
    }

    /// Whether it stands in a text.
    pub(super) fn is_in(&self, text: &str, lang: &Lang) -> bool {
        !self.spans(text, lang).is_empty()
    }

    /// Where it stands in a text: byte ranges, in order, none empty, without overlaps.
    pub(super) fn spans(&self, text: &str, lang: &Lang) -> Vec<Range<usize>> {
        match self {
            Self::Text(regex) => regex.find_iter(text).map(|found| found.range()).filter(|r| !r.is_empty()).collect(),
            Self::Forms { phrases, any_order, case } => {
                let language = lang.language();
                let phrase = phrases.iter().find(|(of, _)| *of == language);
                phrase.map_or_else(Vec::new, |(_, phrase)| phrase.spans(text, language, *any_order, *case))
            }
        }
    }
}

fn compiled(pattern: &str, case: bool) -> Result<Regex, PatternError> {
    let built = RegexBuilder::new(pattern).case_insensitive(!case).size_limit(SIZE_LIMIT).build();
    built.map_err(|error| match error {
        regex::Error::Syntax(message) => PatternError::Syntax(message),
        _ => PatternError::TooLarge,
    })
}

/// The text as it is; unless capitals count, also with ё for е, other apostrophes and other spaces.
fn literal(text: &str, case: bool) -> String {
    if case {
        return regex::escape(text);
    }
    let mut pattern = String::new();
    let mut in_space = false;
    for c in text.chars() {
        if c.is_whitespace() {
            if !in_space {
                pattern.push_str(r"\s+");
            }
        } else {
            match c {
                'е' | 'ё' | 'Е' | 'Ё' => pattern.push_str("[её]"),
                '\'' | '’' | 'ʼ' => pattern.push_str("['’ʼ]"),
                c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        in_space = c.is_whitespace();
    }
    pattern
}

/// Words to look for, in the rules of one language.
pub(super) struct Phrase {
    words: Vec<Wanted>,
    /// What every text with the phrase matches; `None` lets all through.
    sieve: Option<Regex>,
}

/// A word or a mark to look for.
struct Wanted {
    is_mark: bool,
    /// Its normal form.
    form: String,
    stem: String,
    /// How all forms of it begin, in normal form.
    head: String,
    /// As it was typed, for its capitals.
    typed: String,
}

/// A word or mark of a text.
struct Part {
    is_mark: bool,
    form: String,
    range: Range<usize>,
}

impl Phrase {
    fn new(text: &str, language: Language) -> Result<Self, PatternError> {
        let mut parts = parts(text, language);
        if parts.iter().any(|part| !part.is_mark) {
            // What only sets words apart is not looked for; `%`, `_`, `*` are.
            parts.retain(|part| !(part.is_mark && part.form.chars().all(|c| ".,;:!?\"()[]—-".contains(c))));
        }
        if parts.is_empty() {
            return Err(PatternError::Empty);
        }
        let words: Vec<Wanted> = parts
            .into_iter()
            .map(|part| {
                let stem = if part.is_mark { part.form.clone() } else { stem(&part.form, language) };
                let typed = text[part.range].to_owned();
                Wanted { head: head(&stem, language), is_mark: part.is_mark, form: part.form, stem, typed }
            })
            .collect();
        let longest = words.iter().filter(|word| !word.is_mark).max_by_key(|word| word.head.len());
        let sieve = match longest.map(|word| spellings(&word.head)) {
            Some(pattern) if !pattern.is_empty() => Some(compiled(&pattern, false)?),
            _ => None,
        };
        Ok(Self { words, sieve })
    }

    fn spans(&self, text: &str, language: Language, any_order: bool, case: bool) -> Vec<Range<usize>> {
        if self.sieve.as_ref().is_some_and(|sieve| !sieve.is_match(text)) {
            return Vec::new();
        }
        let parts = parts(text, language);
        let fits = |wanted: &Wanted, part: &Part| wanted.fits(part, language) && (!case || wanted.cased(text, part));
        if any_order {
            let found = |part: &&Part| self.words.iter().any(|wanted| fits(wanted, part));
            let all = self.words.iter().all(|wanted| parts.iter().any(|part| fits(wanted, part)));
            return if all { parts.iter().filter(found).map(|part| part.range.clone()).collect() } else { Vec::new() };
        }
        let mut spans = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            match self.ends(&parts[at..], &fits) {
                Some(len) => {
                    spans.push(parts[at].range.start..parts[at + len - 1].range.end);
                    at += len;
                }
                None => at += 1,
            }
        }
        spans
    }

    /// How many parts the phrase takes up that begins with the first of these, if one does. Marks may stand between.
    fn ends(&self, parts: &[Part], fits: &dyn Fn(&Wanted, &Part) -> bool) -> Option<usize> {
        let mut next = 0;
        for (i, wanted) in self.words.iter().enumerate() {
            while i > 0 && !wanted.is_mark && parts.get(next).is_some_and(|part| part.is_mark) {
                next += 1;
            }
            parts.get(next).filter(|part| fits(wanted, part))?;
            next += 1;
        }
        Some(next)
    }
}

impl Wanted {
    fn fits(&self, part: &Part, language: Language) -> bool {
        if self.is_mark || part.is_mark {
            return self.is_mark == part.is_mark && self.form == part.form;
        }
        part.form == self.form || (part.form.starts_with(&self.head) && stem(&part.form, language) == self.stem)
    }

    /// Whether the letters that the forms share are capitals where they were typed so.
    fn cased(&self, text: &str, part: &Part) -> bool {
        let upper = |text: &str| -> Vec<bool> {
            let letters = text.chars().filter(|c| c.is_alphabetic());
            letters.take(self.head.chars().count().max(1)).map(char::is_uppercase).collect()
        };
        upper(&self.typed) == upper(&text[part.range.clone()])
    }
}

/// The words, numbers and marks of a text. A compound with hyphens is its parts.
fn parts(text: &str, language: Language) -> Vec<Part> {
    let normal = Normal::new(text, language);
    let mut parts = Vec::new();
    for token in tokens(&normal) {
        if token.kind != TokenKind::Word {
            let is_mark = token.kind == TokenKind::Punctuation;
            parts.push(Part { is_mark, form: token.text.to_owned(), range: normal.original(token.range) });
            continue;
        }
        let mut at = token.range.start;
        for piece in token.text.split_inclusive('-') {
            let word = piece.trim_end_matches('-');
            if !word.is_empty() {
                let range = normal.original(at..at + word.len());
                parts.push(Part { is_mark: false, form: word.to_owned(), range });
            }
            at += piece.len();
        }
    }
    parts
}

/// What all words of a stem begin with: what a stemmer may have changed at the end or left out in the middle is cut.
fn head(stem: &str, language: Language) -> String {
    let chars: Vec<char> = stem.chars().collect();
    let kept = match language {
        Language::Ru | Language::Other => chars.len(),
        // `happi` of happy, `sensibl` of sensibility.
        Language::En => chars.len().saturating_sub(2).max(1),
        Language::Be => {
            // ь before л н з с ц is left out of stems.
            let soft = |i: &usize| "лнзсц".contains(chars[*i]) && !is_vowel(chars[*i - 1]);
            let cut = (1..chars.len()).find(soft).unwrap_or(chars.len());
            cut.min(chars.len().saturating_sub(1)).max(1)
        }
    };
    // Beyond these letters, one letter has several spellings that are not known here.
    let plain = |c: &&char| c.is_ascii_alphanumeric() || **c == '_' || matches!(**c, 'а'..='я' | 'ё' | 'і' | 'ў' | 'ґ');
    chars.iter().take(kept).take_while(plain).collect()
}

/// An expression for all spellings of a text in normal form: look-alike letters, letters with their marks apart, stress
/// marks, apostrophes and invisible characters between the letters.
fn spellings(head: &str) -> String {
    const BETWEEN: &str = r"[\u{0300}-\u{036F}'’‘ʼ`´′ʹ\u{AD}\u{200B}-\u{200F}\u{2060}\u{FEFF}\u{202A}-\u{202E}]*";
    let mut pattern = String::new();
    for c in head.chars() {
        let mut letters = vec![c];
        letters.extend(match c {
            'е' => Some('ё'),
            'ё' => Some('е'),
            'й' => Some('и'),
            'у' => Some('ў'),
            'ў' => Some('у'),
            _ => None,
        });
        for letter in [c].into_iter().chain(c.to_uppercase()) {
            letters.extend(cyrillic_twin(letter));
            letters.extend(latin_twin(letter));
        }
        if !pattern.is_empty() {
            pattern.push_str(BETWEEN);
        }
        pattern.push('[');
        pattern.extend(letters);
        pattern.push(']');
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(asked: &str, mode: Mode, tag: &str, text: &str, expected: &[&str]) {
        let pattern = Pattern::new(asked, mode, false).unwrap();
        let spans = pattern.spans(text, &Lang::parse(tag).unwrap());
        assert_eq!(spans.into_iter().map(|span| &text[span]).collect::<Vec<_>>(), expected, "{asked} in {text}");
    }

    #[test]
    fn word_forms_are_found_in_any_spelling() {
        use Mode::Forms;
        check("президент", Forms, "ru", "Встреча с ПРЕЗИДЕНТОМ. Президента ждут.", &["ПРЕЗИДЕНТОМ", "Президента"]);
        check("Прэзідэнт", Forms, "be", "Указ Прэзідэнта, прэзiдэнту", &["Прэзідэнта", "прэзiдэнту"]);
        check("сям'я", Forms, "be", "сям’і, сямʼя, сем'і", &["сям’і", "сямʼя"]);
        check("еще", Forms, "ru", "Всё ещё", &["ещё"]);
        check("ещё", Forms, "ru", "все еще", &["еще"]);
        check("урад", Forms, "be", "ва ўрадзе і Урадам", &["ўрадзе", "Урадам"]);
        check("йод", Forms, "ru", "И\u{306}одом", &["И\u{306}одом"]);
        check("замок", Forms, "ru", "за\u{301}мка замо\u{301}к", &["замо\u{301}к"]);
        check("agreement", Forms, "en", "Agreements; agreed", &["Agreements"]);
        check("министр иностранных дел", Forms, "ru", "с министром иностранных дел", &["министром иностранных дел"]);
        check("министр дел", Forms, "ru", "с министром иностранных дел", &[]);
        check("министр", Forms, "ru", "премьер-министру", &["министру"]);
        check(
            "Премьер-министр",
            Forms,
            "ru",
            "Премьер-министра и премьер министру",
            &["Премьер-министра", "премьер министру"],
        );
        check("польский", Forms, "be", "з польскім бокам", &[]);
        check("польскі", Forms, "be", "з польскім бокам", &["польскім"]);
        check("2024", Forms, "ru", "в 2024 г., № 20245", &["2024"]);
        check("Україна", Forms, "uk", "в УКРАЇНА", &["УКРАЇНА"]);
    }

    #[test]
    fn signs_are_literal() {
        use Mode::{Exact, Forms};
        check("100%", Forms, "ru", "на 100 % и 100", &["100 %"]);
        check("%", Forms, "ru", "на 100%", &["%"]);
        check("*", Forms, "ru", "а * б", &["*"]);
        check("_", Forms, "ru", "а _ б", &["_"]);
        check("«Наука»", Forms, "ru", "журнал \"Наука\"", &["Наука"]);
        check("'''", Forms, "ru", "без кавычек", &[]);
        check("a.c", Exact, "en", "abc a.c", &["a.c"]);
        check("100%_", Exact, "en", "100%_", &["100%_"]);
    }

    #[test]
    fn words_in_any_order() {
        check("дел министр", Mode::AnyOrder, "ru", "министром иностранных дел", &["министром", "дел"]);
        check("дел посол", Mode::AnyOrder, "ru", "министром иностранных дел", &[]);
    }

    #[test]
    fn exact_text_is_found_inside_words_too() {
        check("СТОРОН", Mode::Exact, "ru", "обе стороны", &["сторон"]);
        check("ещё  раз", Mode::Exact, "ru", "Еще\u{A0}раз", &["Еще\u{A0}раз"]);
        let pattern = Pattern::new("Стороны", Mode::Exact, true).unwrap();
        assert!(pattern.spans("стороны", &Lang::of(Language::Ru)).is_empty());
        let forms = Pattern::new("Сторона", Mode::Forms, true).unwrap();
        assert!(forms.spans("стороны", &Lang::of(Language::Ru)).is_empty());
        assert_eq!(forms.spans("Стороны", &Lang::of(Language::Ru)).len(), 1);
    }

    #[test]
    fn expressions_are_bounded() {
        check(r"\bстатьи? \d+", Mode::Regex, "ru", "по Стать 5 и статьи 12", &["Стать 5", "статьи 12"]);
        check("x*", Mode::Regex, "ru", "да", &[]);
        let error = |text: &str, mode| Pattern::new(text, mode, false).err();
        assert_eq!(error(r"(\w{500}){500}", Mode::Regex), Some(PatternError::TooLarge));
        assert!(
            matches!(error("(а", Mode::Regex), Some(PatternError::Syntax(message)) if message.contains("unclosed"))
        );
        assert!(error(&"(".repeat(100_000), Mode::Regex).is_some());
        assert_eq!(error(" \u{A0}", Mode::Forms), Some(PatternError::Empty));
        assert_eq!(error(&"слово ".repeat(200_000), Mode::Exact), Some(PatternError::TooLarge));
        assert_eq!(error(&"слово ".repeat(20_000), Mode::Forms), None);
    }

    proptest! {
        /// The sieve lets every form through: without it the same is found.
        #[test]
        fn the_sieve_loses_nothing(
            word in "(польск|пісьмен|рэспублік|праезд|міністэрств|урад|з'езд|сельск|дзень|людз|вучань|агульн|ўмов)(ам|аў|ія|ага|і|у|ём|ца|ь)?",
            text in "([Пп]ольск|пісьмен|РЭСПУБЛIК|рэспублік|праезд|міністэрств|ўрад|з’езд|сельс|дзен|люд|вучан|Агульн|умоў)(ам|аў|ія|ага|і|у|ём|ца|ь|кія)?",
        ) {
            let lang = Lang::of(Language::Be);
            let mut phrase = Phrase::new(&word, Language::Be).unwrap();
            let with = phrase.spans(&text, Language::Be, false, false);
            phrase.sieve = None;
            for wanted in &mut phrase.words {
                wanted.head.clear();
            }
            prop_assert_eq!(with, phrase.spans(&text, lang.language(), false, false));
        }

        #[test]
        fn the_sieve_loses_no_russian_or_english_form(
            word in "(happy|sensib|relat|hop|dy|sk|generous|стран|сторон|встреч|ещ|подъезд)(ing|ility|ional|ies|es|ed|ly|ами|ой|е|ах|ая)?",
            text in "(happi|sensib|RELAT|hopp|di|sk|generous|стран|Сторон|встре\u{301}ч|ещ|подъезд)(ing|le|ive|y|ed|ness|ей|ою|ё|ам|ый)?",
        ) {
            for language in [Language::Ru, Language::En] {
                let mut phrase = Phrase::new(&word, language).unwrap();
                let with = phrase.spans(&text, language, false, false);
                phrase.sieve = None;
                for wanted in &mut phrase.words {
                    wanted.head.clear();
                }
                prop_assert_eq!(with, phrase.spans(&text, language, false, false));
            }
        }

        #[test]
        fn spans_are_in_order_on_any_text(asked in "\\PC{1,8}", text in "\\PC{0,60}", tag in "(ru|be|en|fr)") {
            for mode in [Mode::Forms, Mode::AnyOrder, Mode::Exact, Mode::Regex] {
                let Ok(pattern) = Pattern::new(&asked, mode, false) else { continue };
                let mut last = 0;
                for span in pattern.spans(&text, &Lang::parse(&tag).unwrap()) {
                    prop_assert!(span.start >= last && !span.is_empty() && text.get(span.clone()).is_some());
                    last = span.end;
                }
            }
        }
    }
}
