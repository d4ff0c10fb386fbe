//! Which marks end a sentence? The questions asked at each mark, in order; the first answer decides.

mod amount;
mod stop;

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
