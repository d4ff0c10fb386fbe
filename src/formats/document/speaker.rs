//! Who speaks? Paragraphs of interviews and press conferences that open with a name.

use crate::lang::letters::is_apostrophe;
use crate::model::{Block, BlockKind, Document};
use std::collections::HashMap;

/// Marks the paragraphs that open with a speaker's label.
pub(super) fn mark(document: &mut Document) {
    let label = |block: &Block| match block.kind {
        BlockKind::Paragraph => Label::of(&document.text[block.start..block.end]),
        _ => None,
    };
    let labels: Vec<Option<Label>> = document.blocks.iter().map(label).collect();
    // «Внешняя Торговля: …» may open any paragraph; a name without initials counts where the same one speaks again, or
    // where others surely speak.
    let talk = labels.iter().flatten().any(|label| label.sure);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in labels.iter().flatten() {
        *times.entry(label.text).or_default() += 1;
    }
    let again = |text: &str| times.get(text).is_some_and(|&times| times > 1);
    let sure: Vec<bool> =
        labels.iter().map(|label| label.as_ref().is_some_and(|label| talk || again(label.text))).collect();
    for (block, sure) in document.blocks.iter_mut().zip(sure) {
        if sure {
            block.kind = BlockKind::Speaker;
        }
    }
}

/// What may be a speaker's name before a colon.
struct Label<'a> {
    text: &'a str,
    sure: bool,
}

impl<'a> Label<'a> {
    /// The label a paragraph opens with.
    fn of(text: &'a str) -> Option<Self> {
        const ROLES: &[&str] = &[
            "вопрос",
            "ответ",
            "журналист",
            "корреспондент",
            "ведущий",
            "ведущая",
            "модератор",
            "пытанне",
            "адказ",
            "журналіст",
            "карэспандэнт",
            "вядучы",
            "вядучая",
            "мадэратар",
            "question",
            "answer",
            "journalist",
            "correspondent",
            "host",
            "moderator",
            "interviewer",
            "q",
            "a",
        ];
        const LONGEST: usize = 160;
        let line = text.lines().next()?;
        let end = line.find(':')?;
        let after = line[end + 1..].chars().next();
        if end == 0 || end > LONGEST || after.is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        let label = &line[..end];
        // «Вопрос (агентство «Время»):» is a label too.
        let name = label.split('(').next().unwrap_or(label).trim();
        if ROLES.contains(&name.to_lowercase().as_str()) {
            return Some(Self { text: name, sure: true });
        }
        let words: Vec<&str> = name.split([' ', '\u{A0}', '\u{202F}']).filter(|word| !word.is_empty()).collect();
        let initial = words.iter().any(|word| is_initials(word));
        let named = words.iter().filter(|word| is_name(word)).count();
        let all = words.iter().all(|word| is_initials(word) || is_name(word));
        let fits = all && named >= 1 && words.len() <= 4 && (initial || words.len() >= 2);
        fits.then_some(Self { text: name, sure: initial })
    }
}

/// `А.`, `А.В.`, `Дз.`
fn is_initials(word: &str) -> bool {
    let mut parts = word.strip_suffix('.').unwrap_or("").split('.');
    !word.is_empty()
        && word.ends_with('.')
        && parts
            .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().next().is_some_and(char::is_uppercase))
}

/// `Ковальчук`, `НОВИК`, `Савич-Мороз`; also `Н.А.Новик` in one word.
fn is_name(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let inner = |c: char| c.is_alphabetic() || c == '-' || is_apostrophe(c);
    last.chars().count() >= 2 && last.chars().next().is_some_and(char::is_uppercase) && last.chars().all(inner)
}
