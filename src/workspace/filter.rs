//! Which units? `--where`: an expression over what is known of a unit besides its words.
//!
//! ```text
//! expression  = all ("or" all)*        all  = one ("and"? one)*        one = "not" one | "(" expression ")" | test
//! test        = field operator value | "reviewed"
//! ```
//!
//! A field may have several values (a unit may come from several documents): a comparison holds when it holds for one of
//! them, and `!=`, `!~` when `=`, `~` do not. A filter that is not given costs nothing; one that is given reads each
//! unit it has to judge.

use crate::lang::Lang;
use crate::model::{BatchId, Origin, Prop, Tu, TuId, attribute};
use crate::store::{Store, StoreError};
use regex::{Regex, RegexBuilder};
use std::cmp::Ordering;

/// The fields that can be asked for, for people.
const FIELDS: &str = "origin, date, confidence, aligner, status, reviewed, user, prop.NAME, lang, memory, batch";

/// A text that is no filter, with the place where it stops being one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("filter, character {at}: {message}")]
pub struct FilterError {
    /// Characters before the place, and one.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

/// Which units to take.
#[derive(Clone, Debug)]
pub struct Filter(Node);

#[derive(Clone, Debug)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Test(Test),
}

#[derive(Clone, Debug)]
enum Test {
    /// One of the texts of a field is (or has in it) what the pattern says.
    Text(TextField, Regex),
    /// A date, as far as the value tells: `2024`, `2024-06`, `2024-06-05`.
    Date(Order, String),
    Confidence(Order, f64),
    Lang(Lang),
    Batch(BatchId),
    Reviewed,
}

#[derive(Clone, Debug)]
enum TextField {
    Origin,
    Aligner,
    Status,
    User,
    Memory,
    Prop(String),
}

/// Which of less, equal, greater are asked for.
#[derive(Clone, Copy, Debug)]
struct Order {
    less: bool,
    equal: bool,
    greater: bool,
}

impl Order {
    fn holds(self, found: Ordering) -> bool {
        match found {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// When the text is none; the error says where.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.chars().count() + 1, depth: 0 };
        let node = parser.any()?;
        match parser.peek() {
            None => Ok(Self(node)),
            Some(token) => Err(token.error(format!("{} is not expected here", token.shown()))),
        }
    }
}

/// A filter on the units of one memory.
pub(super) struct Sieve {
    filter: Option<Filter>,
    memory: String,
    /// For each batch asked for its units, sorted.
    batches: Vec<(BatchId, Vec<TuId>)>,
}

impl Sieve {
    /// A filter, or none, on a memory.
    pub(super) fn new(filter: Option<&Filter>, memory: &str, store: &dyn Store) -> Result<Self, StoreError> {
        let mut batches = Vec::new();
        if let Some(filter) = filter {
            let mut asked = Vec::new();
            filter.0.batches(&mut asked);
            for batch in asked {
                batches.push((batch, store.units_of(batch)?));
            }
        }
        Ok(Self { filter: filter.cloned(), memory: memory.to_owned(), batches })
    }

    /// Whether a unit is one of those asked for.
    pub(super) fn admits(&self, id: TuId, tu: &Tu) -> bool {
        self.filter.as_ref().is_none_or(|filter| self.holds(&filter.0, id, tu))
    }

    fn holds(&self, node: &Node, id: TuId, tu: &Tu) -> bool {
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.holds(node, id, tu)),
            Node::Any(nodes) => nodes.iter().any(|node| self.holds(node, id, tu)),
            Node::Not(node) => !self.holds(node, id, tu),
            Node::Test(test) => self.passes(test, id, tu),
        }
    }

    fn passes(&self, test: &Test, id: TuId, tu: &Tu) -> bool {
        match test {
            Test::Text(TextField::Memory, pattern) => pattern.is_match(&self.memory),
            Test::Text(field, pattern) => texts(field, tu).into_iter().any(|text| pattern.is_match(text)),
            Test::Date(order, asked) => {
                let told = |date: &String| date.get(..asked.len()).is_some_and(|date| order.holds(date.cmp(asked)));
                dates(tu).iter().any(told)
            }
            Test::Confidence(order, asked) => {
                let mut known = tu.origins.iter().filter_map(|origin| origin.confidence);
                known.any(|confidence| order.holds(confidence.total_cmp(asked)))
            }
            Test::Lang(lang) => tu.tuvs.iter().any(|tuv| tuv.lang.serves(lang)),
            Test::Batch(batch) => {
                let units = self.batches.iter().find(|(known, _)| known == batch);
                units.is_some_and(|(_, units)| units.binary_search(&id).is_ok())
            }
            Test::Reviewed => {
                tu.origins.iter().any(Origin::is_reviewed) || texts(&TextField::Status, tu).into_iter().any(is_reviewed)
            }
        }
    }
}

/// The properties in which tools keep how far a unit is: ours, Trados, memoQ, XLIFF.
const STATUS: [&str; 5] = ["status", "x-status", "x-ConfirmationLevel", "x-confirmation-level", "state"];
/// The values of those that say somebody has looked at it.
const REVIEWED: [&str; 8] = [
    "reviewed",
    "approved",
    "final",
    "proofread",
    "signed-off",
    "ApprovedTranslation",
    "ApprovedSignOff",
    "ReviewerConfirmed",
];

/// The values that say somebody has not confirmed it, or has refused it.
const UNCONFIRMED: [&str; 4] = ["draft", "rejected", "RejectedTranslation", "RejectedSignOff"];

/// The status of a unit that is kept though the program it comes from does not hold it for confirmed.
pub(super) fn unconfirmed(tu: &Tu) -> Option<&str> {
    let is_unconfirmed = |status: &&str| UNCONFIRMED.iter().any(|known| known.eq_ignore_ascii_case(status.trim()));
    texts(&TextField::Status, tu).into_iter().find(is_unconfirmed)
}

fn is_reviewed(status: &str) -> bool {
    REVIEWED.iter().any(|known| known.eq_ignore_ascii_case(status.trim()))
}

fn props(tu: &Tu) -> impl Iterator<Item = &Prop> {
    tu.props.iter().chain(tu.tuvs.iter().flat_map(|tuv| &tuv.props))
}

/// The values of an attribute, of the unit and of its sides.
fn attributes<'a>(tu: &'a Tu, name: &'static str) -> impl Iterator<Item = &'a str> {
    let sides = tu.tuvs.iter().filter_map(move |tuv| attribute(&tuv.attributes, name));
    attribute(&tu.attributes, name).into_iter().chain(sides)
}

fn texts<'a>(field: &TextField, tu: &'a Tu) -> Vec<&'a str> {
    let named = |names: &[&str]| -> Vec<&'a str> {
        let like = |prop: &&Prop| names.iter().any(|name| name.eq_ignore_ascii_case(&prop.kind));
        props(tu).filter(like).map(|prop| prop.value.as_str()).collect()
    };
    match field {
        TextField::Origin => {
            let sources = tu.origins.iter().flat_map(|origin| &origin.sources);
            sources
                .flat_map(|(_, source)| [Some(&source.name), source.title.as_ref(), source.url.as_ref()])
                .flatten()
                .map(String::as_str)
                .collect()
        }
        TextField::Aligner => tu.origins.iter().filter_map(|origin| origin.aligner.as_deref()).collect(),
        TextField::Status => named(&STATUS),
        TextField::User => {
            let told = attributes(tu, "changeid").chain(attributes(tu, "creationid"));
            told.chain(named(&["x-LastUsedBy"])).collect()
        }
        TextField::Prop(name) => named(&[name]),
        TextField::Memory => Vec::new(),
    }
}

/// The dates of its documents; when they tell none, those of the unit's last changes (`20240605T101500Z`).
fn dates(tu: &Tu) -> Vec<String> {
    let sources = tu.origins.iter().flat_map(|origin| &origin.sources);
    let told: Vec<String> = sources.filter_map(|(_, source)| source.date.clone()).collect();
    if !told.is_empty() {
        return told;
    }
    let iso = |stamp: &str| {
        let (year, month, day) = (stamp.get(..4)?, stamp.get(4..6)?, stamp.get(6..8)?);
        Some(format!("{year}-{month}-{day}"))
    };
    let changed: Vec<String> = attributes(tu, "changedate").filter_map(iso).collect();
    if changed.is_empty() { attributes(tu, "creationdate").filter_map(iso).collect() } else { changed }
}

impl Node {
    fn batches(&self, out: &mut Vec<BatchId>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.batches(out)),
            Self::Not(node) => node.batches(out),
            Self::Test(Test::Batch(batch)) => out.push(*batch),
            Self::Test(_) => {}
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TokenKind {
    Open,
    Close,
    Operator,
    Word,
    Quoted,
}

#[derive(Clone, Debug)]
struct Token {
    kind: TokenKind,
    text: String,
    at: usize,
}

impl Token {
    fn error(&self, message: impl Into<String>) -> FilterError {
        FilterError { at: self.at, message: message.into() }
    }

    fn shown(&self) -> String {
        format!("{:?}", self.text)
    }

    fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let chars: Vec<char> = text.chars().collect();
    let operator = |c: char| matches!(c, '=' | '!' | '<' | '>' | '~');
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let run = |from: usize, inside: &dyn Fn(char) -> bool| {
            chars[from..].iter().position(|c| !inside(*c)).map_or(chars.len(), |len| from + len)
        };
        let (kind, text) = match chars[i] {
            c if c.is_whitespace() => {
                i += 1;
                continue;
            }
            '(' | ')' => {
                i += 1;
                (if chars[start] == '(' { TokenKind::Open } else { TokenKind::Close }, chars[start..i].to_vec())
            }
            quote @ ('"' | '\'') => {
                let end = run(i + 1, &|c| c != quote);
                if end == chars.len() {
                    return Err(FilterError { at: start + 1, message: "the quotation is not closed".to_owned() });
                }
                i = end + 1;
                (TokenKind::Quoted, chars[start + 1..end].to_vec())
            }
            c if operator(c) => {
                i = run(i, &operator);
                (TokenKind::Operator, chars[start..i].to_vec())
            }
            _ => {
                i = run(i, &|c| !(c.is_whitespace() || operator(c) || matches!(c, '(' | ')' | '"' | '\'')));
                (TokenKind::Word, chars[start..i].to_vec())
            }
        };
        tokens.push(Token { kind, text: text.into_iter().collect(), at: start + 1 });
    }
    Ok(tokens)
}

/// How deep parentheses and `not` may stand in one another.
const DEPTH_LIMIT: usize = 100;

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, expected: &str) -> Result<Token, FilterError> {
        let token = self.peek().cloned();
        self.next += 1;
        token.ok_or_else(|| FilterError { at: self.end, message: format!("{expected} is missing") })
    }

    fn any(&mut self) -> Result<Node, FilterError> {
        let mut nodes = vec![self.all()?];
        while self.peek().is_some_and(|token| token.is_word("or")) {
            self.next += 1;
            nodes.push(self.all()?);
        }
        Ok(Node::Any(nodes))
    }

    fn all(&mut self) -> Result<Node, FilterError> {
        let mut nodes = vec![self.one()?];
        while let Some(token) = self.peek() {
            if token.is_word("and") {
                self.next += 1;
            } else if token.kind == TokenKind::Close || token.is_word("or") {
                break;
            }
            nodes.push(self.one()?);
        }
        Ok(Node::All(nodes))
    }

    fn one(&mut self) -> Result<Node, FilterError> {
        let token = self.take("a condition like date>=2024-01-01")?;
        if !(token.is_word("not") || token.kind == TokenKind::Open) {
            return self.test(&token);
        }
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(token.error(format!("nested more than {DEPTH_LIMIT} deep")));
        }
        let node = if token.kind == TokenKind::Open {
            let node = self.any()?;
            let close = self.take("a closing parenthesis")?;
            if close.kind != TokenKind::Close {
                return Err(close.error(format!("expected a closing parenthesis, not {}", close.shown())));
            }
            node
        } else {
            Node::Not(Box::new(self.one()?))
        };
        self.depth -= 1;
        Ok(node)
    }

    fn test(&mut self, field: &Token) -> Result<Node, FilterError> {
        if field.kind != TokenKind::Word {
            return Err(field.error(format!("expected a field, not {}; known: {FIELDS}", field.shown())));
        }
        let name = field.text.to_lowercase();
        if name == "reviewed" && self.peek().is_none_or(|token| token.kind != TokenKind::Operator) {
            return Ok(Node::Test(Test::Reviewed));
        }
        let text_field = match name.as_str() {
            "origin" => Some(TextField::Origin),
            "aligner" => Some(TextField::Aligner),
            "status" => Some(TextField::Status),
            "user" => Some(TextField::User),
            "memory" => Some(TextField::Memory),
            "date" | "confidence" | "lang" | "batch" | "reviewed" => None,
            _ => match name.strip_prefix("prop.").filter(|prop| !prop.is_empty()) {
                Some(prop) => Some(TextField::Prop(prop.to_owned())),
                None => return Err(field.error(format!("{} is no field; known: {FIELDS}", field.shown()))),
            },
        };
        let operator = self.take(&format!("an operator after {name}"))?;
        let known: &[&str] = match (&text_field, name.as_str()) {
            (Some(_), _) => &["=", "!=", "~", "!~"],
            (None, "date" | "confidence") => &["=", "!=", "<", "<=", ">", ">="],
            _ => &["=", "!="],
        };
        if operator.kind != TokenKind::Operator || !known.contains(&operator.text.as_str()) {
            let shown = operator.shown();
            return Err(operator.error(format!("expected one of {} after {name}, not {shown}", known.join(" "))));
        }
        let value = self.take(&format!("a value after {name}{}", operator.text))?;
        if !matches!(value.kind, TokenKind::Word | TokenKind::Quoted) {
            return Err(value.error(format!("expected a value, not {}; put it into quotation marks", value.shown())));
        }
        let test = match text_field {
            Some(field) => Test::Text(field, pattern(&value, !operator.text.ends_with('~'))?),
            None => other_test(&name, &operator.text, &value)?,
        };
        let test = Node::Test(test);
        Ok(if operator.text.starts_with('!') { Node::Not(Box::new(test)) } else { test })
    }
}

/// A value with `*` for any text and `?` for any character; whole, or anywhere in the text.
fn pattern(value: &Token, whole: bool) -> Result<Regex, FilterError> {
    let mut pattern = String::new();
    for c in value.text.chars() {
        match c {
            '*' => pattern.push_str(".*"),
            '?' => pattern.push('.'),
            c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    if whole {
        pattern = format!(r"\A(?:{pattern})\z");
    }
    let built = RegexBuilder::new(&pattern).case_insensitive(true).dot_matches_new_line(true).build();
    built.map_err(|_| value.error("the value is too long"))
}

fn other_test(field: &str, operator: &str, value: &Token) -> Result<Test, FilterError> {
    let has = |c: char| operator.contains(c);
    let order = Order { less: has('<'), equal: has('='), greater: has('>') };
    let wrong = |expected: &str| value.error(format!("{} is not {expected}", value.shown()));
    match field {
        "date" => {
            let digits = |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
            let parts: Vec<&str> = value.text.split('-').collect();
            let fits = parts.len() <= 3 && parts.iter().zip([4, 2, 2]).all(|(part, len)| digits(part, len));
            if fits { Ok(Test::Date(order, value.text.clone())) } else { Err(wrong("a date like 2024-06-05 or 2024")) }
        }
        "confidence" => {
            let expected = "a confidence from 0 to 1, or in percent like 75%";
            let (number, scale) = value.text.strip_suffix('%').map_or((&*value.text, 1.0), |number| (number, 100.0));
            let confidence = number.parse::<f64>().map_err(|_| wrong(expected))? / scale;
            if (0.0..=1.0).contains(&confidence) {
                Ok(Test::Confidence(order, confidence))
            } else {
                Err(wrong(expected))
            }
        }
        "lang" => Lang::parse(&value.text).map(Test::Lang).map_err(|error| value.error(error.to_string())),
        "batch" => value.text.parse().map(|batch| Test::Batch(BatchId(batch))).map_err(|_| wrong("a batch's number")),
        _ => match value.text.as_str() {
            "yes" => Ok(Test::Reviewed),
            _ => Err(wrong("yes; write reviewed or not reviewed")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Source};
    use proptest::prelude::*;

    fn sieve(filter: &str) -> Sieve {
        let batches = vec![(BatchId(7), vec![TuId(3), TuId(5)])];
        Sieve { filter: Some(Filter::parse(filter).unwrap()), memory: "main".to_owned(), batches }
    }

    fn tu() -> Tu {
        let source = Source {
            name: "visits/Визит.ru.html".to_owned(),
            title: Some("Визит 100%".to_owned()),
            date: Some("2024-06-05".to_owned()),
            url: Some("https://mfa.example.by/news?id=1".to_owned()),
        };
        let lang = |tag| Lang::parse(tag).unwrap();
        let origin = Origin {
            sources: vec![(Some(lang("ru")), source)],
            confidence: Some(0.8),
            aligner: Some("tolmach 0.1.0".to_owned()),
            ..Origin::default()
        };
        let prop = |kind: &str, value: &str| Prop::new(kind, value);
        Tu {
            props: vec![prop("x-Domain", "Дипломатия"), prop("x-ConfirmationLevel", "ApprovedTranslation")],
            attributes: vec![("creationid".to_owned(), "MFA\\ivanova".to_owned())],
            origins: vec![origin],
            ..Tu::of([(lang("ru"), "Да".to_owned()), (lang("en-GB"), "Yes".to_owned())])
        }
    }

    #[test]
    fn each_field_finds_its_unit() {
        for (filter, expected) in [
            ("origin~визит", true),
            ("origin=*.ru.HTML", true),
            ("origin=Визит.ru.html", false),
            ("origin~'100%'", true),
            ("origin!~ вирус", true),
            ("origin~\"id=1\"", true),
            ("date>=2024-01-01 and date<2024-06-06", true),
            ("date=2024", true),
            ("date>2024", false),
            ("date<=2024-05", false),
            ("date!=2024-06-05", false),
            ("confidence>=0.8", true),
            ("confidence>80%", false),
            ("aligner~tolmach", true),
            ("status=approved*", true),
            ("reviewed", true),
            ("not reviewed", false),
            ("reviewed!=yes", false),
            ("prop.x-domain=дипломатия", true),
            ("prop.x-other=a", false),
            ("prop.x-other!=a", true),
            ("user~ivanova", true),
            ("lang=en", true),
            ("lang=be", false),
            ("memory=MAIN", true),
            ("batch=7", true),
            ("batch!=7", false),
            ("lang=be or lang=ru and reviewed", true),
            ("(lang=be or lang=ru) not reviewed", false),
            ("not (lang=be or lang=fr)", true),
            ("LANG=ru AND lang=en", true),
        ] {
            assert_eq!(sieve(filter).admits(TuId(5), &tu()), expected, "{filter}");
        }
        assert!(!sieve("batch=7").admits(TuId(4), &tu()));
    }

    #[test]
    fn without_a_date_the_last_change_counts() {
        let mut tu = tu();
        tu.origins.clear();
        tu.attributes.push(("creationdate".to_owned(), "20200101T000000Z".to_owned()));
        assert!(sieve("date=2020-01").admits(TuId(1), &tu));
        tu.tuvs[0].attributes.push(("changedate".to_owned(), "20210203T101500Z".to_owned()));
        assert!(sieve("date=2021-02-03").admits(TuId(1), &tu));
        assert!(!sieve("confidence<1").admits(TuId(1), &tu), "what is not known is not less");
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        for (filter, at, word) in [
            ("", 1, "is missing"),
            ("дата>=2024", 1, "is no field; known: origin"),
            ("lang=be and", 12, "is missing"),
            ("lang", 5, "an operator"),
            ("lang~be", 5, "= !="),
            ("date=вчера", 6, "2024-06-05"),
            ("date=24-1", 6, "2024-06-05"),
            ("confidence>2", 12, "0 to 1"),
            ("origin='a", 8, "not closed"),
            ("(lang=be", 9, "closing parenthesis"),
            ("lang=be)", 8, "not expected"),
            ("lang=белорусский", 6, "language tag"),
            ("batch=first", 7, "number"),
            ("prop.=1", 1, "no field"),
            ("origin=(a)", 8, "quotation"),
        ] {
            let error = Filter::parse(filter).unwrap_err();
            assert!(error.at == at && error.message.contains(word), "{filter}: {error}");
        }
        assert!(Filter::parse(&"(".repeat(100_000)).is_err());
        assert!(Filter::parse(&"not ".repeat(100_000)).is_err());
        assert!(Filter::parse(&format!("origin={}", "а*".repeat(2_000_000))).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(date|lang|origin|not|and|or|reviewed|prop\\.x|=|!=|~|<|\\(|\\)|\"|'|2024|0\\.5|be|\\*| |я){0,16}") {
            if let Ok(filter) = Filter::parse(&text) {
                let sieve = Sieve { filter: Some(filter), memory: String::new(), batches: vec![] };
                sieve.admits(TuId(1), &tu());
            }
        }
    }
}
