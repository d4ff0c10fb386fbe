//! Does a full stop end the sentence, or only a word? Enumerators, initials, abbreviations, ordinary words.

use super::{First, Next, PIECES, Run, Verdict, Walk, is_ordinal_mark, is_vowel_letter};
use crate::segment::Rule;
use crate::segment::lists::Classes;
use crate::segment::words;

impl<'a> Walk<'a> {
    /// Whether the sentence so far is an enumerator and nothing else.
    pub(super) fn is_enumerator(&mut self, run: &Run) -> bool {
        if run.start < self.start || run.start - self.start > 48 {
            return false;
        }
        let so_far = self.text[self.start..run.start]
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '§')
            .trim_end_matches(|c: char| words::is_space(c));
        let mut parts = so_far.split(words::is_space).filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (Some(mark), None, None) => is_ordinal_mark(mark),
            (Some("§"), Some(number), None) => is_ordinal_mark(number),
            (Some(heading), Some(number), None) => {
                words::is_capitalised(heading)
                    && is_ordinal_mark(number)
                    && self.classes(heading.trim_end_matches('.')).any(Classes::HEADING)
            }
            _ => false,
        }
    }

    /// A full stop: what stands before it decides.
    pub(super) fn after_stop(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        if self.is_enumerator(run) {
            let part = next.is_capital() && self.classes(words::word_at(self.text, self.start)).any(Classes::PART);
            return if part { (true, Rule::PartNumber) } else { (false, Rule::Enumerator) };
        }
        let word = words::word_before(self.text, run.start);
        if word.is_empty() || run.marks_end != run.start + 1 {
            return (true, Rule::Stop);
        }
        if word.ends_with(|c: char| c.is_numeric()) {
            if self.opens_list(run) {
                return (false, Rule::Enumerator);
            }
            return self.after_number(run, next);
        }
        let item = self.is_item(next);
        if self.is_measure(run, word) {
            return (true, Rule::UnitEnds);
        }
        if words::is_roman(word) && (words::length_up_to(word, 2) == 2 || self.is_ordinal(run, word)) {
            return (true, Rule::RomanEnds);
        }
        if words::is_capitalised(word)
            && let Some(verdict) = self.after_initial(run, word, next, item)
        {
            return verdict;
        }
        self.after_word(run, word, next, item)
    }

    /// Whether a short word is the last part of a measure: `30 °C.`, `60 км/ч.` (but not of `р/с`).
    pub(super) fn is_measure(&mut self, run: &Run, word: &str) -> bool {
        if words::length_up_to(word, 3) > 2 {
            return false;
        }
        let head = &self.text[..run.start - word.len()];
        head.ends_with('°')
            || head.ends_with('/') && {
                let token = words::token_before(self.text, run.start);
                !token.contains('.') && !self.classes(token).any(Classes::ABBREVIATION)
            }
    }

    /// Whether the next token is a numbered item: `4. Срок`, `2) срок`, `IV. Срок`.
    pub(super) fn is_item(&self, next: &Next<'_>) -> bool {
        let number = next.word;
        let numbered = next.first == First::Digit && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
        let roman = words::is_roman(number) && number.len() <= 8 && words::length_up_to(number, 2) == 2;
        let behind = &self.text[next.at + number.len()..];
        (numbered || roman)
            && (numbered && behind.starts_with(')')
                || behind
                    .strip_prefix('.')
                    .is_some_and(|rest| rest.starts_with(words::is_space) && words::is_capitalised(rest.trim_start())))
    }

    /// A full stop behind a number ends the sentence, unless a date is written with spaces.
    pub(super) fn after_number(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        let number = words::token_before(self.text, run.start);
        let pieces = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        if next.dash && next.first == First::Digit {
            return (false, Rule::PunctuationNext);
        }
        if next.first == First::Digit && pieces(number) {
            let behind = words::token_at(self.text, next.at);
            let day = behind.trim_end_matches(|c: char| !c.is_ascii_digit());
            let year = day.len() == 4 && self.text[..run.start - number.len()].trim_end().ends_with('.');
            let month = day.len() == 2 && behind.ends_with('.') && !self.is_item(next);
            if year || month {
                return (false, Rule::SpacedDate);
            }
        }
        (true, Rule::Stop)
    }

    /// Whether a number behind a colon or semicolon opens a list item on the same line: `изменения: 1. Пункт …`.
    pub(super) fn opens_list(&self, run: &Run) -> bool {
        let number = words::token_before(self.text, run.start);
        let before = words::skip_space_back(self.text, run.start - number.len());
        number.len() <= 6
            && !number.contains('-')
            && is_ordinal_mark(number)
            && self.text[..before].ends_with([':', ';'])
    }

    /// Whether a lone Roman numeral counts something (`Пётр I`, `том V`) and is no initial.
    pub(super) fn is_ordinal(&mut self, run: &Run, word: &str) -> bool {
        let Some(before) = self.word_behind(run.start - word.len()) else { return false };
        words::fold(before, self.lists.cyrillic, &mut self.key);
        self.lists.classes_with_stems(&self.key).any(Classes::RULER)
    }

    /// The word before `at`, if only white space is between them.
    pub(super) fn word_behind(&self, at: usize) -> Option<&'a str> {
        let end = words::skip_space_back(self.text, at);
        let word = words::word_before(self.text, end);
        (end < at && !word.is_empty()).then_some(word)
    }

    /// A capital letter before the full stop: an initial, the name of a thing, or no such thing.
    pub(super) fn after_initial(&mut self, run: &Run, word: &str, next: &Next<'_>, item: bool) -> Option<Verdict> {
        let lone = words::length_up_to(word, 2) == 1;
        let token = words::token_before(self.text, run.start);
        let dotted = token.len() > word.len() && token.trim_end_matches(word).ends_with('.');
        if dotted && self.chain_classes(run).0.any(Classes::ACRONYM.or(Classes::TITLE).or(Classes::CLOCK)) {
            return None;
        }
        if !lone && (words::is_all_capitals(word) || !self.classes(word).any(Classes::INITIAL)) {
            return None;
        }
        if item {
            return Some((true, Rule::EnumeratorNext));
        }
        if !dotted && lone && self.is_label_before(run.start - word.len()) {
            return Some((true, Rule::LetterName));
        }
        if next.surely_starts() {
            return Some((true, Rule::InitialsEnd));
        }
        if self.ends_with_surname(run, word, next) {
            return Some((true, Rule::InitialsEnd));
        }
        Some((false, Rule::Initial))
    }

    /// Whether the word before a lone letter says that the letter is a name (`группа В`, `Annex A`).
    pub(super) fn is_label_before(&mut self, at: usize) -> bool {
        let Some(before) = self.word_behind(at) else { return false };
        words::fold(before, self.lists.cyrillic, &mut self.key);
        self.lists.classes_with_stems(&self.key).any(Classes::LABEL)
    }

    /// `… Кузьмин А. П. Срок …`: a surname, its initials, and a capitalised word that is no surname.
    pub(super) fn ends_with_surname(&mut self, run: &Run, word: &str, next: &Next<'_>) -> bool {
        let mut at = run.start - word.len();
        for _ in 0..2 {
            let end = words::skip_space_back(self.text, at);
            let Some(stop) = self.text[..end].strip_suffix('.') else { break };
            let initial = words::word_before(self.text, stop.len());
            if words::length_up_to(initial, 3) > 2 || !words::is_capitalised(initial) {
                break;
            }
            at = stop.len() - initial.len();
        }
        let Some(surname) = self.word_behind(at) else { return false };
        if self.is_initial_at(next.at, next.word) {
            return false;
        }
        // A capital at the start of a sentence says nothing.
        let first = words::skip_space_back(self.text, at) - surname.len() == self.start;
        !first
            && self.is_surname(surname)
            && (!next.is_capital() || !self.is_surname(next.word) && self.is_clause_ahead(next))
    }

    /// Whether a capitalised word ends as surnames do and is no common noun.
    pub(super) fn is_surname(&mut self, word: &str) -> bool {
        if !words::is_capitalised(word) || words::is_all_capitals(word) || words::length_up_to(word, 4) < 4 {
            return false;
        }
        words::fold(word, self.lists.cyrillic, &mut self.key);
        if self.lists.classes(&self.key).any(Classes::OFFICE) {
            return false;
        }
        self.lists.surname_endings.iter().any(|ending| self.key.ends_with(&**ending))
    }

    /// A word before the full stop: its classes decide.
    pub(super) fn after_word(&mut self, run: &Run, word: &str, next: &Next<'_>, item: bool) -> Verdict {
        let (classes, from) = self.chain_classes(run);
        if classes.any(Classes::CLOSING) && (words::length_up_to(word, 3) > 2 || self.is_listed(from)) {
            let ends = next.is_capital() || item || self.is_between_clauses(run, next);
            return (ends, Rule::ClosingPhrase);
        }
        if classes.any(Classes::YEAR) && self.is_year_phrase(run, from) {
            return self.after_year(run, next, item);
        }
        if classes.any(Classes::UNIT) && self.is_amount(from) {
            return self.after_unit(run, next, item, classes.any(Classes::MEASURE));
        }
        if classes.any(Classes::CLOCK) {
            return if item { (true, Rule::EnumeratorNext) } else { self.after_clock(run, next) };
        }
        if classes.any(Classes::ACRONYM) {
            return self.after_acronym(run, next);
        }
        if classes.any(Classes::COMPANY) {
            let ends = next.surely_starts() || next.is_capital() && self.is_between_clauses(run, next);
            return if ends { (true, Rule::AcronymEnds) } else { (false, Rule::AcronymGoesOn) };
        }
        if classes.any(Classes::TITLE) {
            return (false, Rule::Title);
        }
        if classes.any(Classes::NEVER) {
            return self.after_abbreviation(next);
        }
        if classes.any(Classes::NUMBER) {
            let numbered = next.first == First::Digit || next.word.contains(|c: char| c.is_ascii_digit());
            let protected = numbered || words::is_roman(next.word) || self.text[next.at..].starts_with('№');
            let with_code =
                next.is_capital() && words::token_at(self.text, next.at).contains(|c: char| c.is_ascii_digit());
            if protected || with_code && !item {
                return (false, Rule::BeforeNumber);
            }
            // `Sec. Brown`, `No. They refused.`
            let title = words::is_capitalised(word) && next.is_capital() && !next.starts();
            return if title && !self.is_between_clauses(run, next) {
                (false, Rule::Title)
            } else {
                (true, Rule::Stop)
            };
        }
        if classes.any(Classes::MONTH) {
            return if next.first == First::Digit { (false, Rule::BeforeNumber) } else { (true, Rule::Stop) };
        }
        self.after_ordinary(run, word, classes, next)
    }

    /// Whether a short closing form really closes: a conjunction stands before (`и пр.`, `і г. п.`), as it does not
    /// before a street (`пр. Мира`) or a town (`г. п. Мір`).
    pub(super) fn is_listed(&self, from: usize) -> bool {
        self.lists.english
            || self
                .word_behind(from)
                .is_some_and(|word| matches!(word, "и" | "или" | "і" | "i" | "й" | "да" | "ці" | "або"))
    }

    pub(super) fn after_abbreviation(&self, next: &Next<'_>) -> Verdict {
        if next.surely_starts() { (true, Rule::AbbreviationEnds) } else { (false, Rule::Abbreviation) }
    }

    /// A word that no list holds.
    pub(super) fn after_ordinary(&mut self, run: &Run, word: &str, classes: Classes, next: &Next<'_>) -> Verdict {
        let quoted = self.text[..run.start - word.len()].ends_with(['«', '"', '„', '“']);
        let mut letters = word.chars();
        let lone = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_lowercase());
        if lone && !quoted {
            let ends = next.surely_starts() || self.is_label_before(run.start - word.len());
            return if ends { (true, Rule::LetterName) } else { (false, Rule::LoneLetter) };
        }
        let short = words::length_up_to(word, 5) <= 4 && word.chars().all(char::is_lowercase);
        if self.lists.cyrillic
            && short
            && !classes.any(Classes::UNIT)
            && !quoted
            && !word.contains(is_vowel_letter)
            && !next.surely_starts()
        {
            return (false, Rule::NoVowel);
        }
        (true, Rule::Stop)
    }

    /// The classes of the abbreviation before a run, the longest written form first (`и т. д.`, `т. д.`, `д.`), and
    /// where that form begins.
    pub(super) fn chain_classes(&mut self, run: &Run) -> (Classes, usize) {
        let mut starts = [0; PIECES];
        let mut count = 0;
        let mut end = run.start;
        while count < PIECES {
            let piece = words::word_before(self.text, end);
            if piece.is_empty() {
                break;
            }
            starts[count] = end - piece.len();
            count += 1;
            // A hyphen may stand between (`физ.-мат.`), or white space.
            let before = self.text[..starts[count - 1]].trim_end_matches('-').len();
            let before = words::skip_space_back(self.text, before);
            match self.text[..before].strip_suffix('.') {
                Some(rest) => end = rest.len(),
                None => break,
            }
        }
        let small = self.text[..run.start].ends_with(|c: char| c.is_lowercase());
        for pieces in (1..=count).rev() {
            let start = starts[pieces - 1];
            let form = &self.text[start..run.start];
            if pieces > 1 && !small && !self.lists.english && !form.is_ascii() {
                continue;
            }
            if pieces == 1 && !self.may_abbreviate(form) {
                continue;
            }
            let classes = self.classes_of_form(form);
            if classes.any(Classes::ABBREVIATION) && !(pieces == 1 && self.is_part_of_host(run, form)) {
                return (classes, start);
            }
        }
        (Classes::default(), run.start)
    }

    /// Capitals alone are an acronym and no abbreviation, except in English (`NO. 5`, `MR. BROWN`).
    pub(super) fn may_abbreviate(&self, word: &str) -> bool {
        self.lists.english || !words::is_all_capitals(word)
    }

    /// Whether a word is the last part of a host name or path, so that lists do not apply.
    pub(super) fn is_part_of_host(&self, run: &Run, word: &str) -> bool {
        let token = words::token_before(self.text, run.start);
        let head = &token[..token.len() - word.len()];
        let label = head.trim_end_matches('.');
        head.contains(['@', '/']) && head.contains('.')
            || head.starts_with("www.")
            || head.ends_with('.')
                && label.len() < head.len()
                && label.bytes().rev().take_while(u8::is_ascii_alphanumeric).count() >= 3
                && word.is_ascii()
    }

    /// The classes of a written form, white space left out.
    pub(super) fn classes_of_form(&mut self, form: &str) -> Classes {
        if !form.contains(words::is_space) {
            return self.classes(form);
        }
        let dense: String = form.chars().filter(|c| !words::is_space(*c)).collect();
        self.classes(&dense)
    }
}
