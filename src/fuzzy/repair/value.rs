//! A value written in the form in which another stands.

use super::{Slot, grammar};
use crate::lang::Language;
use crate::text::{Date, PlaceableKind, month_like};

/// A value as a text writes it.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    /// `None` for a name.
    pub(super) kind: Option<&'a PlaceableKind>,
    pub(super) language: Language,
}

impl<'a> Written<'a> {
    pub(super) fn of(text: &'a str, slot: &'a Slot, language: Language) -> Self {
        Self { text: &text[slot.range.clone()], kind: slot.kind.as_ref(), language }
    }

    /// The value, in one spelling for all languages.
    pub(super) fn value(&self) -> String {
        self.kind.map_or_else(|| self.text.to_owned(), PlaceableKind::value)
    }
}

/// The new value in the form of the old one. `like` is the old one as the stored source writes it: where both sides
/// have the same habit, the habit of the new one is followed.
pub(super) fn rewritten(old: &Written<'_>, new: &Written<'_>, like: &Written<'_>) -> Option<String> {
    use PlaceableKind::{Address, Date, Number, Roman};
    let (Some(was), Some(is)) = (old.kind, new.kind) else {
        return (old.kind.is_none() && new.kind.is_none()).then(|| new.text.to_owned());
    };
    match (was, is) {
        (Date(was), Date(is)) if was.year.is_some() == is.year.is_some() => date(old, *is),
        (Number(_), Number(_)) => number(old, new, like),
        (Number(_), Roman(value)) => Some(value.to_string()),
        (Roman(_), Roman(value)) => roman(old.text, *value),
        (Roman(_), Number(value)) => roman(old.text, value.parse().ok()?),
        (Address(_), Address(_)) => Some(new.text.to_owned()),
        _ => None,
    }
}

/// The figures of a number.
#[derive(Default)]
struct Figures {
    whole: String,
    /// What stands between groups of three.
    group: Option<char>,
    /// What stands before decimals, and the decimals.
    decimals: Option<(char, String)>,
}

impl Figures {
    /// `None` for section numbers (`3.1.2`), which are carried over as they are.
    fn of(number: &Written<'_>) -> Option<Self> {
        let mut figures = Self::default();
        for c in number.text.chars() {
            match (c, &mut figures.decimals) {
                ('0'..='9', None) => figures.whole.push(c),
                ('0'..='9', Some((_, decimals))) => decimals.push(c),
                ('.', None) => figures.decimals = Some((c, String::new())),
                (',', None) if number.language != Language::En => figures.decimals = Some((c, String::new())),
                (_, None) => figures.group = Some(c),
                (_, Some(_)) => return None,
            }
        }
        Some(figures)
    }

    /// Whether its thousands are set apart; `None` when it has none.
    fn grouped(&self) -> Option<bool> {
        (self.whole.len() > 3).then_some(self.group.is_some())
    }
}

fn number(old: &Written<'_>, new: &Written<'_>, like: &Written<'_>) -> Option<String> {
    let Some(figures) = Figures::of(new) else { return Some(new.text.to_owned()) };
    let (old_figures, like) = (Figures::of(old).unwrap_or_default(), Figures::of(like).unwrap_or_default());
    // As the target does it, unless the stored source does the same: then as the text asked for does it.
    let grouped = match old_figures.grouped() {
        Some(grouped) if like.grouped() != Some(grouped) => grouped,
        _ => figures.group.is_some(),
    };
    let between = old_figures.group.or(match old.language {
        Language::En => Some(','),
        _ if new.language != Language::En => figures.group,
        _ => None,
    });
    let mut out = String::new();
    for (i, c) in figures.whole.chars().enumerate() {
        if grouped && i > 0 && (figures.whole.len() - i).is_multiple_of(3) {
            out.push(between.unwrap_or('\u{00A0}'));
        }
        out.push(c);
    }
    if let Some((mark, decimals)) = figures.decimals {
        let mark = match (old_figures.decimals, mark) {
            (Some((mark, _)), _) => mark,
            // Section numbers have a point in all languages; a comma of ours is a point in English.
            (None, '.') if new.language != Language::En || old.language == Language::En => '.',
            (None, '.') => return None,
            (None, _) => {
                if old.language == Language::En {
                    '.'
                } else {
                    ','
                }
            }
        };
        out.push(mark);
        out.push_str(&decimals);
    }
    Some(out)
}

fn roman(old: &str, value: u8) -> Option<String> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let latin = (1..=39).contains(&value).then(|| "X".repeat(value as usize / 10) + ONES[value as usize % 10])?;
    // Typed with Cyrillic letters, it stays so.
    let cyrillic = old.contains(['Х', 'І']);
    Some(if cyrillic { latin.replace('X', "Х").replace('I', "І") } else { latin })
}

/// A date in the pattern of another: figures and words change, what stands between them stays.
fn date(old: &Written<'_>, new: Date) -> Option<String> {
    let text = old.text;
    if !text.contains(char::is_alphabetic) {
        return numeric(text, new);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let len = rest.find(|other| class(other) != class(c)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(len);
        let mut taken = len;
        if c.is_ascii_digit() {
            match (piece.len(), new.year) {
                (4, Some(year)) => out.push_str(&format!("{year:04}")),
                (2, _) if c == '0' => out.push_str(&format!("{:02}", new.day)),
                _ => out.push_str(&new.day.to_string()),
            }
            let ending = grammar::ordinal_ending(after, old.language);
            if ending > 0 {
                out.push_str(grammar::ordinal(new.day.into(), old.language)?);
                taken += ending;
            }
        } else if let Some(month) = month_like(new.month, piece, old.language) {
            // A shortened month is asked with its dot, which the new one may not have.
            let dot = usize::from(after.starts_with('.'));
            out.push_str(&month_like(new.month, &rest[..len + dot], old.language).unwrap_or(month));
            taken += dot;
        } else {
            out.push_str(piece);
        }
        rest = &rest[taken..];
    }
    Some(out)
}

/// `05.06.2024`, `5.6.2024`, `2024-06-05`.
fn numeric(old: &str, new: Date) -> Option<String> {
    let year = new.year?;
    let Date { month, day, .. } = new;
    if old.contains('-') {
        return Some(format!("{year:04}-{month:02}-{day:02}"));
    }
    let single = old.split('.').any(|part| part.len() == 1);
    Some(if single { format!("{day}.{month}.{year}") } else { format!("{day:02}.{month:02}.{year}") })
}
