//! Does a year, an amount, a time of day or an acronym end the sentence?

use super::{First, Next, Run, Verdict, Walk};
use crate::segment::Rule;
use crate::segment::lists::Classes;
use crate::segment::words;

impl Walk<'_> {
    /// Whether a lone word is a year word behind a number, for a full stop without white space.
    pub(super) fn is_year_word(&mut self, word: &str, end: usize) -> bool {
        self.classes(word).any(Classes::YEAR) && self.is_year_number(end - word.len())
    }

    /// Whether a year word stands behind a year or century, or is a form that needs none (`н. э.`, `с. г.`).
    pub(super) fn is_year_phrase(&self, run: &Run, from: usize) -> bool {
        self.text[from..run.start].contains('.') || self.is_year_number(from)
    }

    /// Whether a year, a date, a decade or a Roman numeral stands before `at`.
    pub(super) fn is_year_number(&self, at: usize) -> bool {
        let end = words::skip_space_back(self.text, at);
        let token = words::token_before(self.text, end).trim_start_matches(|c: char| !c.is_alphanumeric());
        let digits = token.bytes().filter(u8::is_ascii_digit).count();
        let ordinal = token.contains('-') && digits >= 1;
        let roman = token.split(['-', '–', '—', '/']).all(words::is_roman);
        digits >= 3 || ordinal || roman
    }

    /// Whether a number or another unit stands before `at`: `250 тыс. руб.`
    pub(super) fn is_amount(&mut self, mut at: usize) -> bool {
        for _ in 0..4 {
            let end = words::skip_space_back(self.text, at);
            let token = words::token_before(self.text, end);
            if token.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾' | '%')) {
                return true;
            }
            let stopless = token.trim_end_matches('.');
            let word = words::word_before(self.text, end - (token.len() - stopless.len()));
            let classes = self.classes(word);
            if classes.any(Classes::QUANTITY) {
                return true;
            }
            if token.is_empty() || !classes.any(Classes::UNIT.or(Classes::NEVER)) {
                return false;
            }
            at = end - token.len();
        }
        false
    }

    pub(super) fn after_year(&mut self, run: &Run, next: &Next<'_>, item: bool) -> Verdict {
        if next.first == First::Symbol || next.dash && !next.opener && !next.starts() {
            return (false, Rule::YearGoesOn);
        }
        let ends = item || next.starts() && !next.opener || self.is_between_clauses(run, next);
        if ends { (true, Rule::YearEnds) } else { (false, Rule::YearGoesOn) }
    }

    pub(super) fn after_unit(&mut self, run: &Run, next: &Next<'_>, item: bool, measure: bool) -> Verdict {
        if next.first == First::Symbol || next.dash && !next.is_capital() {
            return (false, Rule::UnitGoesOn);
        }
        if next.first == First::Digit && !item && self.is_unit_behind(next) {
            return (false, Rule::UnitGoesOn);
        }
        let code = words::is_all_capitals(next.word);
        let nominative = next.is_capital() && !next.opener && !self.is_oblique(next.word);
        let ends = item
            || next.starts() && !next.opener
            || next.dash
            || measure && next.is_capital() && !code
            || !code && nominative && self.is_complete(run.start)
            || (!code || next.word.len() > 6) && self.is_between_clauses(run, next);
        if ends { (true, Rule::UnitEnds) } else { (false, Rule::UnitGoesOn) }
    }

    /// Whether the next number has a unit of its own: `3 руб. 50 коп.`
    pub(super) fn is_unit_behind(&mut self, next: &Next<'_>) -> bool {
        let rest = self.text[next.at + next.word.len()..].trim_start();
        self.classes(words::word_at(rest, 0)).any(Classes::UNIT)
    }

    /// Whether a word has the ending of an oblique case, so that it is the object of what stands before.
    pub(super) fn is_oblique(&mut self, word: &str) -> bool {
        words::fold(word, self.lists.cyrillic, &mut self.key);
        self.lists.oblique_endings.iter().any(|ending| self.key.ends_with(&**ending))
    }

    pub(super) fn after_clock(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        if next.starts() {
            return (true, Rule::ClockEnds);
        }
        let zone = next.classes.any(Classes::ZONE) || words::is_all_capitals(next.word);
        let rest = &self.text[next.at + next.word.len()..];
        let behind = rest.strip_prefix(' ').map_or("", |rest| words::word_at(rest, 0));
        if !next.is_capital() || zone || matches!(behind, "time" | "Time") || !self.is_complete(run.start) {
            return (false, Rule::ClockGoesOn);
        }
        (true, Rule::ClockEnds)
    }

    pub(super) fn after_acronym(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        let head = next.classes.any(Classes::HEAD);
        let ends = next.surely_starts() || next.is_capital() && !head && self.is_between_clauses(run, next);
        if ends { (true, Rule::AcronymEnds) } else { (false, Rule::AcronymGoesOn) }
    }
}
