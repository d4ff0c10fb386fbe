//! Which marks end a sentence? The questions asked at each mark, in order; the first answer decides.

use super::clause;
use super::lists::{Classes, Lists};
use super::pairs::{self, Kind, Pair};
use super::words;
use super::{Decision, Rule};
use crate::lang::letters;

/// A bracket longer than this (bytes) holds sentences of its own.
const LONGEST_BRACKET: usize = 1200;
/// A quoted name longer than this (bytes) is speech.
const LONGEST_TITLE: usize = 140;
/// How many characters of openers, dashes and bullets stand before a word at most.
const OPENERS: usize = 8;
/// How many brackets and quotes around a mark are asked at most, the innermost first.
const NESTING: usize = 16;
/// How many pieces an abbreviation has at most (`т. ч. у. л.`).
const PIECES: usize = 4;

/// Walks over a paragraph and tells every decision, in order.
pub(super) fn walk(lists: &Lists, text: &str, mut tell: impl FnMut(Decision)) {
    let mut walk = Walk::new(lists, text);
    let mut done = 0;
    for event in pairs::events(text) {
        match event.kind {
            Kind::Open(pair) => walk.enter(pair),
            Kind::Mark if event.at < done => {}
            Kind::Mark => {
                let run = Run::at(text, event.at);
                done = run.end;
                if let Some((at, verdict)) = walk.judge(&run) {
                    let (cut, rule) = verdict;
                    tell(Decision { at, cut, rule });
                    done = done.max(at);
                    if cut {
                        walk.cut(at);
                    }
                }
            }
        }
    }
}

/// Whether to cut, and the rule that says so.
type Verdict = (bool, Rule);

/// What kind of mark a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// One full stop.
    Stop,
    /// `…` or several full stops.
    Ellipsis,
    /// With `!` or `?`.
    Strong,
}

/// Marks that stand together, with what closes after them.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    /// Behind the last mark.
    marks_end: usize,
    /// Behind the closing quotes, brackets and footnote marks.
    end: usize,
    mark: Mark,
    /// Whether a quote closes after the marks.
    quote: bool,
}

impl Run {
    fn at(text: &str, start: usize) -> Self {
        let (mut end, mut stops, mut strong, mut dots) = (start, 0, false, false);
        loop {
            let rest = &text[end..];
            let Some(c) = rest.chars().next() else { break };
            match c {
                '.' => stops += 1,
                '…' => dots = true,
                '!' | '?' => strong = true,
                _ if words::is_space(c) && spaced_mark(rest) => {}
                _ => break,
            }
            end += c.len_utf8();
        }
        let mark = match (strong, dots || stops > 1) {
            (true, _) => Mark::Strong,
            (false, true) => Mark::Ellipsis,
            (false, false) => Mark::Stop,
        };
        let mut run = Self { start, marks_end: end, end, mark, quote: false };
        run.close(text);
        run
    }

    /// Takes closing quotes, brackets, superscript digits and footnote marks behind the marks.
    fn close(&mut self, text: &str) {
        while let Some(c) = text[self.end..].chars().next() {
            match c {
                '"' | '\'' | '»' | '”' | '’' | '“' | '›' => self.quote = true,
                ')' | ']' | '}' | '*' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => {}
                '[' => match footnote(&text[self.end..]) {
                    Some(length) => {
                        self.end += length;
                        continue;
                    }
                    None => break,
                },
                _ => break,
            }
            self.end += c.len_utf8();
        }
    }
}

/// Whether white space is followed by another mark that stands alone: `. . .`, `? !`.
fn spaced_mark(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    matches!(chars.next(), Some('.' | '!' | '?' | '…'))
        && chars.next().is_none_or(|c| words::is_space(c) || matches!(c, '.' | '!' | '?' | '…' | '"' | '»' | '”' | ')'))
}

/// The length of a footnote mark `[12]`, `[*]` that the text begins with.
fn footnote(text: &str) -> Option<usize> {
    let inner = text.get(1..text.bytes().take(8).position(|b| b == b']')?)?;
    (!inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'*' | b',' | b' ')))
        .then_some(inner.len() + 2)
}

/// What the first character behind a gap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    Capital,
    Small,
    Digit,
    /// A comma, a closing bracket and the like: the sentence goes on.
    GoesOn,
    /// Any other symbol.
    Symbol,
}

/// What stands behind the gap.
#[derive(Clone, Copy, Debug)]
struct Next<'a> {
    first: First,
    /// Where the first word begins, behind openers and dashes.
    at: usize,
    /// The first word, if it is one.
    word: &'a str,
    classes: Classes,
    dash: bool,
    /// Whether a quote or bracket opens before the word.
    opener: bool,
}

impl Next<'_> {
    /// Whether the next word is one that opens sentences.
    fn starts(&self) -> bool {
        self.first == First::Capital && self.classes.any(Classes::STARTER)
    }

    /// Whether it opens sentences so surely that an abbreviation ends before it.
    fn surely_starts(&self) -> bool {
        self.starts() && !self.opener && !self.classes.any(Classes::WEAK)
    }

    fn is_capital(&self) -> bool {
        self.first == First::Capital
    }
}

struct Walk<'a> {
    lists: &'a Lists,
    text: &'a str,
    /// Where the current sentence begins (its first character).
    start: usize,
    /// Brackets and quotes around the current place, outermost first.
    around: Vec<Pair>,
    /// How far the current sentence has been read for a predicate, and whether one was found.
    read_to: usize,
    complete: bool,
    /// Keys are written here.
    key: String,
}

impl<'a> Walk<'a> {
    fn new(lists: &'a Lists, text: &'a str) -> Self {
        let start = text.len() - text.trim_start().len();
        Self { lists, text, start, around: Vec::new(), read_to: start, complete: false, key: String::new() }
    }

    fn enter(&mut self, pair: Pair) {
        self.leave(pair.open);
        self.around.push(pair);
    }

    /// Forgets what closed before `at`.
    fn leave(&mut self, at: usize) {
        while self.around.last().is_some_and(|pair| pair.close < at) {
            self.around.pop();
        }
    }

    fn cut(&mut self, at: usize) {
        let rest = &self.text[at..];
        self.start = at + (rest.len() - rest.trim_start().len());
        self.read_to = self.start;
        self.complete = false;
    }

    /// Decides about a run of marks: where and what, or nothing if no sentence can end there.
    fn judge(&mut self, run: &Run) -> Option<(usize, Verdict)> {
        self.leave(run.start);
        let gap = self.text[run.end..].chars().next()?;
        if !words::is_space(gap) {
            return self.judge_joined(run, gap);
        }
        let next = self.next(run.end)?;
        Some((run.end, self.decide(run, &next)))
    }

    /// Marks without white space behind them: a footnote number, a forgotten space, or nothing.
    fn judge_joined(&mut self, run: &Run, gap: char) -> Option<(usize, Verdict)> {
        let before = words::word_before(self.text, run.start);
        let closed = run.end > run.marks_end;
        let ends_small = before.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2;
        if gap.is_ascii_digit() {
            return if ends_small && run.mark == Mark::Stop { self.joined_number(run) } else { None };
        }
        let token = words::token_before(self.text, run.start);
        let word = words::word_at(self.text, self.text.len().min(run.end + opener_length(gap)));
        let mut chars = word.chars();
        let (first, second) = (chars.next(), chars.next());
        let capital = first.is_some_and(char::is_uppercase);
        let as_word = match second {
            Some(c) => c.is_lowercase(),
            None => self.is_starter(word),
        };
        let after_year = run.mark == Mark::Stop && !ends_small && self.is_year_word(before, run.start);
        let behind_closer = self.text[..run.start].ends_with([')', ']', '»', '”', '“', '"']);
        let cyrillic = first.is_some_and(letters::is_cyrillic);
        let acronym = cyrillic && words::length_up_to(before, 3) == 3 && words::is_all_capitals(before);
        let number = cyrillic && self.text[..run.start].ends_with(|c: char| c.is_ascii_digit() || c == '%');
        if !capital || !as_word || !(ends_small || closed || after_year || behind_closer || acronym || number) {
            return None;
        }
        if self.is_host(token, before, word, run.end) {
            return Some((run.end, (false, Rule::Joined)));
        }
        let next = self.next(run.end)?;
        let (cut, rule) = self.decide(run, &next);
        let rule = if cut { Rule::SpaceForgotten } else { rule };
        Some((run.end, (cut, rule)))
    }

    /// `закрыто.1 Далее` (a footnote) and `закрыто.2. Далее` (an item).
    fn joined_number(&mut self, run: &Run) -> Option<(usize, Verdict)> {
        let rest = words::after(self.text, run.end, 16);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = &rest[digits..];
        if digits > 2 || self.is_known(run) {
            return None;
        }
        if behind.starts_with(words::is_space) && words::is_capitalised(behind.trim_start()) {
            return Some((run.end + digits, (true, Rule::Stop)));
        }
        let item = behind.strip_prefix(['.', ')'])?;
        (item.starts_with(words::is_space) && words::is_capitalised(item.trim_start()))
            .then_some((run.end, (true, Rule::EnumeratorNext)))
    }

    /// Whether the word before a mark is an abbreviation of any kind.
    fn is_known(&mut self, run: &Run) -> bool {
        let word = words::word_before(self.text, run.start);
        self.classes(word).any(Classes::ABBREVIATION)
    }

    /// Whether a dot between two words is one of a host name, a file name or an address.
    fn is_host(&mut self, token: &str, before: &str, word: &str, at: usize) -> bool {
        let behind = words::token_at(self.text, at);
        if token.contains(['@', '/']) || token.starts_with("www.") || behind.contains(['@', '/']) {
            return true;
        }
        if self.classes(word).any(Classes::DOMAIN) {
            return true;
        }
        // Two Latin words with more dots around them are a name in a program or a host.
        let latin = before.is_ascii() && word.is_ascii();
        let dots = token.trim_end_matches(before).contains('.') || behind.trim_end_matches('.').contains('.');
        latin && !before.is_empty() && dots
    }

    /// Looks behind the gap that begins at `from`.
    fn next(&mut self, from: usize) -> Option<Next<'a>> {
        let rest = &self.text[from..];
        let mut at = from + (rest.len() - rest.trim_start().len());
        let (mut dash, mut opener) = (false, false);
        for _ in 0..OPENERS {
            let c = self.text[at..].chars().next()?;
            match c {
                '"' | '\'' | '«' | '“' | '„' | '‘' | '‹' | '(' | '[' => opener = true,
                // The agency in a dateline: `МИНСК, 5 июня. /Корр. …/.`
                '/' if self.text[at + 1..].starts_with(char::is_uppercase) => opener = true,
                '—' | '–' | '-' | '•' | '#' | '*' | '·' | '■' | '●' | '>' | '_' => {
                    dash |= matches!(c, '—' | '–' | '-');
                }
                '…' | '¿' | '¡' => {}
                '.' if self.text[at..].starts_with("..") => {}
                '.' if at > from && self.text[..at].ends_with('.') => {}
                c if words::is_space(c) => {}
                _ => break,
            }
            at += c.len_utf8();
        }
        let c = self.text[at..].chars().next()?;
        let first = match c {
            c if c.is_uppercase() => First::Capital,
            c if c.is_lowercase() => First::Small,
            c if c.is_numeric() => First::Digit,
            ',' | ';' | ':' | ')' | ']' | '}' | '»' | '”' | '.' | '!' | '?' | '%' | '/' | '\\' | '=' => {
                First::GoesOn
            }
            _ => First::Symbol,
        };
        let word = words::word_at(self.text, at);
        let mut classes = self.classes(word);
        if !self.is_starter(word) || self.is_initial_at(at, word) {
            classes = classes.without(Classes::STARTER);
        }
        Some(Next { first, at, word, classes, dash, opener })
    }

    fn classes(&mut self, word: &str) -> Classes {
        words::fold(word, self.lists.cyrillic, &mut self.key);
        self.lists.classes(&self.key)
    }

    /// Whether a word opens sentences; of a word with a hyphen (`В-третьих`) the whole is asked.
    fn is_starter(&mut self, word: &str) -> bool {
        self.classes(word).any(Classes::STARTER)
    }

    /// Whether a lone capital is followed by a full stop: then it is an initial and no function word.
    fn is_initial_at(&self, at: usize, word: &str) -> bool {
        words::length_up_to(word, 2) == 1 && self.text[at + word.len()..].starts_with('.')
    }

    /// The questions, in order.
    fn decide(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        if next.first == First::GoesOn {
            return (false, Rule::PunctuationNext);
        }
        if self.is_in_brackets(run) {
            return (false, Rule::InBrackets);
        }
        if next.first == First::Small {
            return self.before_small(run, next);
        }
        if let Some(verdict) = self.in_quotes(run, next) {
            return verdict;
        }
        if run.mark == Mark::Stop
            && self.closes_bracket(run)
            && !next.surely_starts()
            && !self.is_between_clauses(run, next)
        {
            return (false, Rule::InBrackets);
        }
        match run.mark {
            Mark::Strong if run.start == self.start => (false, Rule::EllipsisOpens),
            Mark::Strong => (true, Rule::Strong),
            Mark::Ellipsis if self.opens_sentence(run.start) => (false, Rule::EllipsisOpens),
            Mark::Ellipsis => (true, Rule::Ellipsis),
            Mark::Stop => self.after_stop(run, next),
        }
    }

    /// Whether a bracket that this sentence opened is still open behind the run.
    fn is_in_brackets(&self, run: &Run) -> bool {
        self.around.iter().rev().take(NESTING).any(|pair| {
            !pair.quote
                && pair.close >= run.end
                && pair.close - pair.open <= LONGEST_BRACKET
                && pair.open > self.start
                && !self.opens_sentence(pair.open)
        })
    }

    /// Whether a bracket that this sentence opened closes with the run: `Gen. (ret.) Petrov`.
    fn closes_bracket(&self, run: &Run) -> bool {
        self.around.last().is_some_and(|pair| {
            !pair.quote && pair.close < run.end && pair.open > self.start && !self.opens_sentence(pair.open)
        })
    }

    /// Whether only openers and dashes stand between the start of the sentence and `at`.
    fn opens_sentence(&self, at: usize) -> bool {
        at <= self.start
            || at - self.start <= words::REACH && !self.text[self.start..at].contains(|c: char| c.is_alphanumeric())
    }

    /// A small letter goes on, unless it opens a name or a host name.
    fn before_small(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        let token = words::token_at(self.text, next.at);
        let foreign = self.lists.cyrillic && words::length_up_to(next.word, 2) == 2 && next.word.is_ascii();
        let named = words::is_camel(next.word) || is_address(token) || foreign;
        if named && !next.dash && self.is_plain_end(run) && !(run.mark != Mark::Stop && run.quote) {
            return (true, Rule::LowerName);
        }
        if self.lists.english && !run.quote && !next.opener && self.is_careless(run, next) {
            return (true, Rule::LowerCareless);
        }
        (false, Rule::LowerNext)
    }

    /// English typed without capitals: a question, or a full stop behind an ordinary word, then a function word; behind
    /// a word too long for an abbreviation any word will do.
    fn is_careless(&mut self, run: &Run, next: &Next<'_>) -> bool {
        let word = words::word_before(self.text, run.start);
        let opens = next.classes.any(Classes::STARTER);
        let small = word.chars().all(char::is_lowercase);
        let quoted = self.around.iter().rev().take(NESTING).any(|pair| pair.quote && pair.close >= run.end);
        let enough = match run.mark {
            Mark::Strong => opens && small || self.text[run.start..run.marks_end].starts_with('?'),
            Mark::Stop => opens && words::length_up_to(word, 2) == 2 || small && words::length_up_to(word, 5) == 5,
            Mark::Ellipsis => false,
        };
        enough && !quoted && !word.is_empty() && !self.is_enumerator(run) && !self.is_known(run) && !next.dash
    }

    /// Whether a run ends on an ordinary word, so that even a small letter may open the next sentence.
    fn is_plain_end(&mut self, run: &Run) -> bool {
        let word = words::word_before(self.text, run.start);
        let token = words::token_before(self.text, run.start);
        let enumerates = self.is_enumerator(run);
        let known = self.is_known(run);
        !enumerates && !known && (words::length_up_to(word, 3) == 3 || word.is_empty() || token.len() > word.len() + 3)
    }

    /// Quoted names with marks in them, and the words of an author behind a quoted question.
    fn in_quotes(&mut self, run: &Run, next: &Next<'_>) -> Option<Verdict> {
        if let Some(pair) = self.around.iter().rev().take(NESTING).find(|pair| pair.quote).copied() {
            let title = pair.open > self.start && (self.is_title(pair) || is_motto(&self.text[pair.open..pair.close]));
            if title && pair.close >= run.end {
                return Some((false, Rule::InTitle));
            }
            if title && run.mark != Mark::Stop && pair.close < run.end && !next.starts() {
                let goes_on = !self.is_complete(pair.open) || !self.is_clause_ahead(next);
                return goes_on.then_some((false, Rule::TitleEnd));
            }
        }
        if run.quote && run.mark != Mark::Stop {
            let year_behind =
                next.opener && next.first == First::Digit && self.text[run.end..].trim_start().starts_with('(');
            if next.dash && !next.opener || year_behind {
                return Some((false, Rule::AuthorWords));
            }
            let introduced =
                self.around.iter().rev().take(NESTING).any(|pair| pair.quote && !self.opens_sentence(pair.open));
            if self.lists.english && next.is_capital() && !next.opener && !introduced && self.is_speaker(next.at) {
                return Some((false, Rule::AuthorWords));
            }
        }
        None
    }

    /// Whether a pair of quotes holds a name: it opens behind a word and is short, with no full stop at its end and no
    /// author's words behind it.
    fn is_title(&self, pair: Pair) -> bool {
        if pair.close - pair.open > LONGEST_TITLE {
            return false;
        }
        let before = self.text[..pair.open].trim_end();
        if before.len() == pair.open || !before.ends_with(|c: char| c.is_alphanumeric()) {
            return false;
        }
        let inner = &self.text[pair.open..pair.close];
        let behind = self.text[pair.close..].trim_start_matches(['»', '”', '“', '"']);
        let author = behind.strip_prefix(',').is_some_and(|rest| rest.trim_start().starts_with(['—', '–', '-']));
        let spoken = self.lists.english && before.ends_with(" that");
        !inner.trim_end().ends_with('.') && !author && !spoken
    }

    /// Whether a name and a verb of speech follow: `Mr. Petrov asked`.
    fn is_speaker(&mut self, at: usize) -> bool {
        let mut rest = words::after(self.text, at, words::REACH);
        for _ in 0..5 {
            let word = words::word_at(rest, 0);
            if word.is_empty() {
                return false;
            }
            if self.classes(word).any(Classes::SPEECH) {
                return true;
            }
            let linked = matches!(word, "of" | "the" | "and");
            if !words::is_capitalised(word) && !linked {
                return false;
            }
            rest = rest[word.len()..].trim_start_matches(|c: char| c == '.' || words::is_space(c));
        }
        false
    }

    /// Whether the sentence so far is an enumerator and nothing else.
    fn is_enumerator(&mut self, run: &Run) -> bool {
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
    fn after_stop(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        if self.is_enumerator(run) {
            return (false, Rule::Enumerator);
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
    fn is_measure(&mut self, run: &Run, word: &str) -> bool {
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
    fn is_item(&self, next: &Next<'_>) -> bool {
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
    fn after_number(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
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
    fn opens_list(&self, run: &Run) -> bool {
        let number = words::token_before(self.text, run.start);
        let before = words::skip_space_back(self.text, run.start - number.len());
        number.len() <= 6
            && !number.contains('-')
            && is_ordinal_mark(number)
            && self.text[..before].ends_with([':', ';'])
    }

    /// Whether a lone Roman numeral counts something (`Пётр I`, `том V`) and is no initial.
    fn is_ordinal(&mut self, run: &Run, word: &str) -> bool {
        let Some(before) = self.word_behind(run.start - word.len()) else { return false };
        words::fold(before, self.lists.cyrillic, &mut self.key);
        self.lists.classes_with_stems(&self.key).any(Classes::RULER)
    }

    /// The word before `at`, if only white space is between them.
    fn word_behind(&self, at: usize) -> Option<&'a str> {
        let end = words::skip_space_back(self.text, at);
        let word = words::word_before(self.text, end);
        (end < at && !word.is_empty()).then_some(word)
    }

    /// A capital letter before the full stop: an initial, the name of a thing, or no such thing.
    fn after_initial(&mut self, run: &Run, word: &str, next: &Next<'_>, item: bool) -> Option<Verdict> {
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
    fn is_label_before(&mut self, at: usize) -> bool {
        let Some(before) = self.word_behind(at) else { return false };
        words::fold(before, self.lists.cyrillic, &mut self.key);
        self.lists.classes_with_stems(&self.key).any(Classes::LABEL)
    }

    /// `… Кузьмин А. П. Срок …`: a surname, its initials, and a capitalised word that is no surname.
    fn ends_with_surname(&mut self, run: &Run, word: &str, next: &Next<'_>) -> bool {
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
    fn is_surname(&mut self, word: &str) -> bool {
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
    fn after_word(&mut self, run: &Run, word: &str, next: &Next<'_>, item: bool) -> Verdict {
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
            return self.after_clock(run, next);
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
    fn is_listed(&self, from: usize) -> bool {
        self.lists.english
            || self
                .word_behind(from)
                .is_some_and(|word| matches!(word, "и" | "или" | "і" | "i" | "й" | "да" | "ці" | "або"))
    }

    fn after_abbreviation(&self, next: &Next<'_>) -> Verdict {
        if next.surely_starts() { (true, Rule::AbbreviationEnds) } else { (false, Rule::Abbreviation) }
    }

    /// A word that no list holds.
    fn after_ordinary(&mut self, run: &Run, word: &str, classes: Classes, next: &Next<'_>) -> Verdict {
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
    fn chain_classes(&mut self, run: &Run) -> (Classes, usize) {
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
    fn may_abbreviate(&self, word: &str) -> bool {
        self.lists.english || !words::is_all_capitals(word)
    }

    /// Whether a word is the last part of a host name or path, so that lists do not apply.
    fn is_part_of_host(&self, run: &Run, word: &str) -> bool {
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
    fn classes_of_form(&mut self, form: &str) -> Classes {
        if !form.contains(words::is_space) {
            return self.classes(form);
        }
        let dense: String = form.chars().filter(|c| !words::is_space(*c)).collect();
        self.classes(&dense)
    }

    /// Whether a lone word is a year word behind a number, for a full stop without white space.
    fn is_year_word(&mut self, word: &str, end: usize) -> bool {
        self.classes(word).any(Classes::YEAR) && self.is_year_number(end - word.len())
    }

    /// Whether a year word stands behind a year or century, or is a form that needs none (`н. э.`, `с. г.`).
    fn is_year_phrase(&self, run: &Run, from: usize) -> bool {
        self.text[from..run.start].contains('.') || self.is_year_number(from)
    }

    /// Whether a year, a date, a decade or a Roman numeral stands before `at`.
    fn is_year_number(&self, at: usize) -> bool {
        let end = words::skip_space_back(self.text, at);
        let token = words::token_before(self.text, end).trim_start_matches(|c: char| !c.is_alphanumeric());
        let digits = token.bytes().filter(u8::is_ascii_digit).count();
        let ordinal = token.contains('-') && digits >= 1;
        let roman = token.split(['-', '–', '—', '/']).all(words::is_roman);
        digits >= 3 || ordinal || roman
    }

    /// Whether a number or another unit stands before `at`: `250 тыс. руб.`
    fn is_amount(&mut self, mut at: usize) -> bool {
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

    fn after_year(&mut self, run: &Run, next: &Next<'_>, item: bool) -> Verdict {
        if next.first == First::Symbol || next.dash && !next.opener && !next.starts() {
            return (false, Rule::YearGoesOn);
        }
        let ends = item || next.starts() && !next.opener || self.is_between_clauses(run, next);
        if ends { (true, Rule::YearEnds) } else { (false, Rule::YearGoesOn) }
    }

    fn after_unit(&mut self, run: &Run, next: &Next<'_>, item: bool, measure: bool) -> Verdict {
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
    fn is_unit_behind(&mut self, next: &Next<'_>) -> bool {
        let rest = self.text[next.at + next.word.len()..].trim_start();
        self.classes(words::word_at(rest, 0)).any(Classes::UNIT)
    }

    /// Whether a word has the ending of an oblique case, so that it is the object of what stands before.
    fn is_oblique(&mut self, word: &str) -> bool {
        words::fold(word, self.lists.cyrillic, &mut self.key);
        self.lists.oblique_endings.iter().any(|ending| self.key.ends_with(&**ending))
    }

    fn after_clock(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
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

    fn after_acronym(&mut self, run: &Run, next: &Next<'_>) -> Verdict {
        let head = next.classes.any(Classes::HEAD);
        let ends = next.surely_starts() || next.is_capital() && !head && self.is_between_clauses(run, next);
        if ends { (true, Rule::AcronymEnds) } else { (false, Rule::AcronymGoesOn) }
    }

    /// Whether a complete clause stands before the run and another one behind it.
    fn is_between_clauses(&mut self, run: &Run, next: &Next<'_>) -> bool {
        self.is_complete(run.start) && self.is_clause_ahead(next)
    }

    fn is_clause_ahead(&mut self, next: &Next<'_>) -> bool {
        let ahead = clause::clause_ahead(self.text, next.at);
        if self.lists.english && clause::has_plain_verb(ahead) {
            return true;
        }
        clause::has_predicate(self.lists, ahead, true, &mut self.key)
    }

    /// Whether the sentence has a predicate before `at`. Every word of a sentence is read once.
    fn is_complete(&mut self, at: usize) -> bool {
        if !self.complete && self.read_to < at {
            let stretch = &self.text[self.read_to..at];
            self.complete = clause::has_predicate(self.lists, stretch, self.read_to == self.start, &mut self.key);
            self.read_to = at;
        }
        self.complete
    }
}

/// Whether a short quotation is a motto of single words: `«Единство. Развитие. Будущее`.
fn is_motto(inner: &str) -> bool {
    inner.len() <= LONGEST_TITLE
        && !inner.ends_with(['.', '!', '?', '…'])
        && inner.split(['.', '!', '?']).all(|part| part.split_whitespace().count() == 1)
}

/// The length of a quote or bracket that may stand before a word, or nothing.
fn opener_length(c: char) -> usize {
    if matches!(c, '«' | '„' | '“' | '"' | '(') { c.len_utf8() } else { 0 }
}

fn is_vowel_letter(c: char) -> bool {
    letters::is_vowel(c)
}

/// Whether a token is a host name or an address: `www.gov.by`, `https://…`, `info@gov.by`, `pravo.by`.
fn is_address(token: &str) -> bool {
    let token = token.trim_end_matches(|c: char| !c.is_alphanumeric());
    token.starts_with("www.") || token.contains("://") || token.contains('@') || is_host_name(token)
}

fn is_host_name(token: &str) -> bool {
    let host = token.split('/').next().unwrap_or_default();
    host.contains('.')
        && host
            .split('.')
            .all(|label| label.len() >= 2 && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

/// Whether a text is an enumerator without its full stop: `1`, `3.1`, `IV`, `а`, `A`.
fn is_ordinal_mark(part: &str) -> bool {
    let part = part.trim_end_matches(')');
    let numbered = part.len() <= 12
        && part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'))
        && part.starts_with(|c: char| c.is_ascii_digit());
    let mut letters = part.chars();
    let lettered = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_alphabetic());
    numbered || lettered || words::is_roman(part)
}
