//! Which words make a phrase? Shapes judged from endings: adjectives that agree with their noun, nouns with a genitive, a
//! preposition between two nouns; in English adjectives and nouns, and `of`.

use super::morphology::Forms;
use super::weights::LONGEST_PHRASE;
use super::words::{Sense, Words};

/// The form number of a place where no phrase goes on: a mark, a number.
pub(super) const BREAK: u32 = u32::MAX;
/// Set in the number of a preposition, to keep it from words.
const JOINT: u32 = 1 << 31;

/// Words of a phrase in dictionary numbers, filled up with [`BREAK`].
pub(super) type Key = [u32; LONGEST_PHRASE];

/// A phrase where it stands.
pub(super) struct Phrase {
    pub(super) key: Key,
    /// Its forms, filled up like the key.
    pub(super) forms: Key,
}

/// How many words a key has.
pub(super) fn length(key: &Key) -> usize {
    key.iter().position(|word| *word == BREAK).unwrap_or(LONGEST_PHRASE)
}

/// The words of a key that are no prepositions.
pub(super) fn contents(key: &Key) -> impl Iterator<Item = u32> {
    key.iter().copied().filter(|word| word & JOINT == 0)
}

pub(super) fn has_joint(key: &Key) -> bool {
    key.iter().any(|word| *word != BREAK && word & JOINT != 0)
}

/// Where the head noun stands: behind the adjectives; in English before `of` or last.
pub(super) fn head(key: &Key, words: &Words) -> usize {
    let length = length(key);
    if words.language.is_slavic() {
        let noun = |word: &u32| word & JOINT == 0 && words.is_noun(*word);
        key[..length].iter().position(noun).unwrap_or_default()
    } else {
        let joint = key[..length].iter().position(|word| word & JOINT != 0);
        joint.unwrap_or(length).saturating_sub(1)
    }
}

/// The shorter phrases that stand inside a phrase.
pub(super) fn parts(key: &Key) -> impl Iterator<Item = Key> + '_ {
    let whole = length(key);
    (1..whole).flat_map(move |length| {
        (0..=whole - length).map(move |start| {
            let mut part = [BREAK; LONGEST_PHRASE];
            part[..length].copy_from_slice(&key[start..start + length]);
            part
        })
    })
}

/// Finds the phrases of a segment.
pub(super) struct Finder<'w> {
    words: &'w Words,
    segment: &'w [u32],
}

impl<'w> Finder<'w> {
    pub(super) fn new(words: &'w Words, segment: &'w [u32]) -> Self {
        Self { words, segment }
    }

    /// Gives every phrase, also those inside others.
    pub(super) fn each(&self, give: &mut dyn FnMut(&Phrase)) {
        for start in 0..self.segment.len() {
            if self.words.language.is_slavic() {
                self.noun_phrase(start, start, 3, Forms::ANY, &mut |end, _| {
                    self.give(start, end, give);
                    self.complements(start, end, give);
                });
            } else {
                self.compound(start, give);
            }
        }
    }

    fn sense(&self, at: usize) -> Sense {
        match self.segment.get(at) {
            None | Some(&BREAK) => Sense::Stop,
            Some(form) => self.words.forms[*form as usize].sense,
        }
    }

    fn give(&self, start: usize, end: usize, give: &mut dyn FnMut(&Phrase)) {
        if self.is_cut(end) {
            return;
        }
        let mut phrase = Phrase { key: [BREAK; LONGEST_PHRASE], forms: [BREAK; LONGEST_PHRASE] };
        for (n, at) in (start..end).enumerate() {
            phrase.forms[n] = self.segment[at];
            phrase.key[n] = match self.sense(at) {
                Sense::Noun(word, _) | Sense::Adjective(word, _) => word,
                Sense::Joint | Sense::Stop => self.segment[at] | JOINT,
            };
        }
        give(&phrase);
    }

    /// Adjectives that agree, and their noun: gives the end behind it, and what it can be.
    fn noun_phrase(&self, start: usize, at: usize, most: usize, forms: Forms, found: &mut dyn FnMut(usize, Forms)) {
        if at - start > most {
            return;
        }
        match self.sense(at) {
            Sense::Adjective(_, own) if at - start < most => {
                let common = forms.and(own);
                if !common.is_none() {
                    self.noun_phrase(start, at + 1, most, common, found);
                }
            }
            Sense::Noun(_, own) => {
                let common = forms.and(own);
                if !common.is_none() {
                    found(at + 1, common);
                }
            }
            _ => {}
        }
    }

    /// What follows a noun and belongs to it.
    fn complements(&self, start: usize, end: usize, give: &mut dyn FnMut(&Phrase)) {
        self.genitives(start, end, give);
        if self.is_cut(end) && end < start + LONGEST_PHRASE {
            self.give(start, end + 1, give);
        }
        if self.sense(end) == Sense::Joint {
            self.noun_phrase(end + 1, end + 1, 1, Forms::ANY, &mut |end, _| {
                if end <= start + LONGEST_PHRASE {
                    self.give(start, end, give);
                }
            });
        }
    }

    fn genitives(&self, start: usize, end: usize, give: &mut dyn FnMut(&Phrase)) {
        let room = (start + LONGEST_PHRASE).saturating_sub(end);
        if room == 0 {
            return;
        }
        self.noun_phrase(end, end, (room - 1).min(2), Forms::genitive(), &mut |end, _| {
            self.give(start, end, give);
            self.complements(start, end, give);
        });
    }

    /// Whether a name follows that belongs to the noun before it and keeps its form, as in Республика Беларусь: the noun
    /// does not stand without it.
    fn is_cut(&self, end: usize) -> bool {
        let proper = match self.sense(end) {
            Sense::Noun(word, forms) => self.words.is_capital(word) && !forms.and(Forms::nominative()).is_none(),
            _ => false,
        };
        self.words.language.is_slavic() && proper && end > 0 && self.is_capital(end - 1)
    }

    fn is_capital(&self, at: usize) -> bool {
        matches!(self.sense(at), Sense::Noun(word, _) if self.words.is_capital(word))
    }

    /// English: adjectives and nouns, the last a noun; then perhaps `of` and such a phrase again.
    fn compound(&self, start: usize, give: &mut dyn FnMut(&Phrase)) {
        self.run(start, |end| {
            self.give(start, end, give);
            if self.sense(end) == Sense::Joint {
                self.run(end + 1, |end| {
                    if end <= start + LONGEST_PHRASE {
                        self.give(start, end, give);
                    }
                });
            }
        });
    }

    fn run(&self, start: usize, mut found: impl FnMut(usize)) {
        for at in start..(start + LONGEST_PHRASE - 1).min(self.segment.len()) {
            match self.sense(at) {
                Sense::Noun(..) => found(at + 1),
                Sense::Adjective(..) => {}
                Sense::Stop | Sense::Joint => return,
            }
        }
    }
}
