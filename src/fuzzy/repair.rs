//! Nothing but the numbers has changed: the stored translation with the new ones in it.
//!
//! A *value* is a number, date, address, Roman numeral, or a name in Latin letters inside a Russian or Belarusian text.
//! When the segment asked for and the stored source differ in values only, each changed value is written into the stored
//! target, in the form the old one has there: `June 5, 2024`, `5 чэрвеня 2024 г.` and `05.06.2024` stay what they are.
//!
//! A repaired target that is wrong is worse than none, as nobody looks at it again. So it is refused, with the reason
//! ([`Refusal`]), whenever the stored sides do not hold the same values, a value could go to more than one place, or a
//! word beside a number might need another form (1 год, 2 года, 5 лет). What is returned is read again: its values are
//! those of the segment asked for. Names in Cyrillic letters are never carried over: their endings would be guessed.

mod grammar;
mod value;

use crate::lang::Language;
use crate::text::{Normal, Placeable, PlaceableKind, placeables};
use std::ops::Range;
use value::Written;

/// Why a stored target was not repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Words differ too, not only values.
    Words,
    /// The stored source and the stored target do not hold the same values.
    Disagree,
    /// A changed value could stand for more than one place in the target.
    Ambiguous,
    /// The new value cannot be written in the form of the old one.
    Form,
    /// A word beside the number may need another form.
    Agreement,
}

impl Refusal {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Disagree => "disagree",
            Self::Ambiguous => "ambiguous",
            Self::Form => "form",
            Self::Agreement => "agreement",
        }
    }

    /// What to tell people.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Words => "words differ too",
            Self::Disagree => "the stored source and target do not hold the same numbers",
            Self::Ambiguous => "a number that changes stands in more than one place",
            Self::Form => "the new value does not fit the form of the old one",
            Self::Agreement => "a word beside the number may need another form",
        }
    }
}

/// A segment with more values than this is a table, and not repaired. Bounds the time it takes.
const MOST_VALUES: usize = 200;

/// A text with its language.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language.
    pub language: Language,
}

/// A value and where it stands.
struct Slot {
    range: Range<usize>,
    value: String,
    /// `None` for a name.
    kind: Option<PlaceableKind>,
}

/// A stored target with the values of the text asked for, which is in the language of the stored source. When all values
/// are the same, it is the target as it is.
///
/// Takes time linear in the texts, times the number of values, which is bounded.
///
/// # Errors
/// When it cannot be done for sure.
pub fn repair(asked: &str, source: Side<'_>, target: Side<'_>) -> Result<String, Refusal> {
    let new = slots(asked, source.language);
    let old = slots(source.text, source.language);
    if !same_words(asked, &new, source, &old) {
        return Err(Refusal::Words);
    }
    if old.len() > MOST_VALUES {
        return Err(Refusal::Ambiguous);
    }
    let places: Vec<Slot> = placeables(target.text, target.language).into_iter().map(Slot::from).collect();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (i, (slot, asked_slot)) in old.iter().zip(&new).enumerate() {
        if old[..i].iter().any(|before| before.value == slot.value) {
            // Seen with its first occurrence.
            continue;
        }
        let changed = slot.value != asked_slot.value;
        let mut all = old.iter().zip(&new).filter(|(o, _)| o.value == slot.value);
        let mut times = all.clone().count();
        let found: Vec<Range<usize>> = match slot.kind {
            Some(_) => places.iter().filter(|p| p.value == slot.value).map(|p| p.range.clone()).collect(),
            // A name that stays need not stand in the target in Latin letters.
            None if !changed => continue,
            None => {
                times = whole_words(source.text, &slot.value).count();
                whole_words(target.text, &slot.value).collect()
            }
        };
        if found.len() < times {
            return Err(Refusal::Disagree);
        }
        if !all.all(|(_, n)| n.value == asked_slot.value) || (changed && found.len() > times) {
            return Err(Refusal::Ambiguous);
        }
        if changed {
            let new = Written::of(asked, asked_slot, source.language);
            let like = Written::of(source.text, slot, source.language);
            for range in found {
                edits.push(edit(&new, &like, target, range)?);
            }
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let repaired = edited(target.text, &edits).ok_or(Refusal::Ambiguous)?;
    let right = values(&placeables(&repaired, target.language)) == expected(&places, &old, &new);
    if right { Ok(repaired) } else { Err(Refusal::Form) }
}

impl From<Placeable> for Slot {
    fn from(placeable: Placeable) -> Self {
        Self { range: placeable.range, value: placeable.kind.value(), kind: Some(placeable.kind) }
    }
}

/// The values of a text, in order.
fn slots(text: &str, language: Language) -> Vec<Slot> {
    let mut slots: Vec<Slot> = placeables(text, language).into_iter().map(Slot::from).collect();
    if language.is_slavic() {
        let mut names = Vec::new();
        for gap in gaps(text, &slots) {
            names.extend(latin_names(text, gap));
        }
        slots.extend(names);
        slots.sort_by_key(|slot| slot.range.start);
    }
    slots
}

/// What stands before, between and after the values.
fn gaps(text: &str, slots: &[Slot]) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(slots.iter().map(|slot| slot.range.end));
    let ends = slots.iter().map(|slot| slot.range.start).chain(std::iter::once(text.len()));
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Runs of words in Latin letters (`Siemens AG`), each of two letters at least and the first with a capital.
fn latin_names(text: &str, gap: Range<usize>) -> Vec<Slot> {
    let mut names: Vec<Slot> = Vec::new();
    let mut at = gap.start;
    for word in text[gap.clone()].split_inclusive(|c: char| !c.is_alphanumeric()) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let range = at..at + letters.len();
        at += word.len();
        if letters.len() < 2 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
            continue;
        }
        match names.last_mut() {
            Some(last) if text[last.range.end..range.start] == *" " => {
                last.range.end = range.end;
                last.value = text[last.range.clone()].to_owned();
            }
            _ if letters.starts_with(|c: char| c.is_ascii_uppercase()) => {
                names.push(Slot { range, value: letters.to_owned(), kind: None });
            }
            _ => {}
        }
    }
    names
}

/// Whether two texts are the same but for their values: as many of them, and between them the same words and marks in
/// normal form. Endings of ordinals that follow from the number (1st, 2nd; 1-шы, 2-гі) are no difference.
fn same_words(asked: &str, new: &[Slot], source: Side<'_>, old: &[Slot]) -> bool {
    let normal = |text: &str, slots: &[Slot]| -> Vec<String> {
        let mut out = Vec::new();
        for (i, gap) in gaps(text, slots).into_iter().enumerate() {
            let after_number = i > 0 && matches!(slots[i - 1].kind, Some(PlaceableKind::Number(_)));
            let gap = &text[gap];
            let skip = if after_number { grammar::ordinal_ending(gap, source.language) } else { 0 };
            out.push(Normal::new(&gap[skip..], source.language).text().to_owned());
        }
        out
    };
    let kinds = |slots: &[Slot]| slots.iter().map(|slot| slot.kind.is_some()).collect::<Vec<_>>();
    new.len() == old.len() && kinds(new) == kinds(old) && normal(asked, new) == normal(source.text, old)
}

/// A value of the target written anew, with the ending of an ordinal behind it.
fn edit(
    new: &Written<'_>,
    like: &Written<'_>,
    target: Side<'_>,
    mut range: Range<usize>,
) -> Result<(Range<usize>, String), Refusal> {
    let (before, after) = (&target.text[..range.start], &target.text[range.end..]);
    let kind = placeables(&target.text[range.clone()], target.language).pop().map(|placeable| placeable.kind);
    let old = Written { text: &target.text[range.clone()], kind: kind.as_ref(), language: target.language };
    let mut text = value::rewritten(&old, new, like).ok_or(Refusal::Form)?;
    if !grammar::agrees(before, after, &old, new) {
        return Err(Refusal::Agreement);
    }
    let ending = grammar::ordinal_ending(after, target.language);
    if matches!(kind, Some(PlaceableKind::Number(_))) && ending > 0 {
        let value = new.value().parse().map_err(|_| Refusal::Form)?;
        text.push_str(grammar::ordinal(value, target.language).ok_or(Refusal::Agreement)?);
        range.end += ending;
    }
    Ok((range, text))
}

/// Where a name stands in a text, not as a part of a longer word.
fn whole_words<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Range<usize>> + Clone {
    text.match_indices(name).map(move |(at, _)| at..at + name.len()).filter(move |range| {
        !text[..range.start].ends_with(char::is_alphanumeric) && !text[range.end..].starts_with(char::is_alphanumeric)
    })
}

/// The text with the edits, which are in order; `None` when they overlap (a name inside an address).
fn edited(text: &str, edits: &[(Range<usize>, String)]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(text.get(at..range.start)?);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Some(out)
}

/// The values of the target less those of the stored source, and those of the text asked for.
fn expected(places: &[Slot], old: &[Slot], new: &[Slot]) -> Vec<String> {
    let mut values: Vec<String> = places.iter().map(|slot| slot.value.clone()).collect();
    for slot in old.iter().filter(|slot| slot.kind.is_some()) {
        if let Some(at) = values.iter().position(|value| *value == slot.value) {
            values.swap_remove(at);
        }
    }
    values.extend(new.iter().filter(|slot| slot.kind.is_some()).map(|slot| slot.value.clone()));
    values.sort();
    values
}

fn values(placed: &[Placeable]) -> Vec<String> {
    let mut values: Vec<String> = placed.iter().map(|placeable| placeable.kind.value()).collect();
    values.sort();
    values
}

#[cfg(test)]
mod tests;
