//! Which phrases translate each other? Those that are met in the same units, in like numbers, and whose words are.

use super::morphology::is_vowel;
use super::phrase::{Key, contents, length};
use super::weights::*;
use super::words::Words;
use crate::lang::Language;
use crate::text::skeleton::{romanised, skeleton};
use rustc_hash::FxHashMap;

/// Where things stand: for each its units with how often it stands there, and for each unit its things.
#[derive(Default)]
pub(super) struct Places {
    of: Vec<Vec<(u32, u16)>>,
    in_unit: Vec<Vec<(u32, u16)>>,
}

impl Places {
    pub(super) fn new(things: usize, units: usize) -> Self {
        Self { of: vec![Vec::new(); things], in_unit: vec![Vec::new(); units] }
    }

    /// Notes the things of a unit, as often as they stand there, in any order.
    pub(super) fn add(&mut self, unit: u32, mut things: Vec<u32>) {
        things.sort_unstable();
        let here = &mut self.in_unit[unit as usize];
        for thing in things {
            match here.last_mut() {
                Some((last, times)) if *last == thing => *times = times.saturating_add(1),
                _ => here.push((thing, 1)),
            }
        }
        here.shrink_to_fit();
        for (thing, times) in here {
            self.of[*thing as usize].push((unit, *times));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.of.len()
    }

    pub(super) fn of(&self, thing: u32) -> &[(u32, u16)] {
        &self.of[thing as usize]
    }

    pub(super) fn in_unit(&self, unit: u32) -> &[(u32, u16)] {
        &self.in_unit[unit as usize]
    }

    /// How often a thing stands in units that have both languages.
    fn times(&self, thing: u32, both: &[bool]) -> u32 {
        self.of(thing).iter().filter(|(unit, _)| both[*unit as usize]).map(|(_, times)| u32::from(*times)).sum()
    }
}

/// Counts what stands together with a thing; kept to be used again.
pub(super) struct Counter {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Counter {
    pub(super) fn new(things: usize) -> Self {
        Self { counts: vec![0; things], touched: Vec::new() }
    }

    /// The things of the other language in some units, and how often they stand there with this one.
    pub(super) fn count(&mut self, units: &[(u32, u16)], there: &Places) -> Vec<(u32, u32)> {
        for (unit, times) in units {
            for (other, others) in there.in_unit(*unit) {
                let count = &mut self.counts[*other as usize];
                if *count == 0 {
                    self.touched.push(*other);
                }
                *count += u32::from(*times.min(others));
            }
        }
        let counts = &mut self.counts;
        self.touched.drain(..).map(|other| (other, std::mem::take(&mut counts[other as usize]))).collect()
    }
}

/// Words that translate each other, and how surely.
pub(super) struct Links {
    of: FxHashMap<(u32, u32), f64>,
}

impl Links {
    pub(super) fn new(source: (&Words, &Places), target: (&Words, &Places), both: &[bool]) -> Self {
        let keys = |words: &Words| -> Vec<String> {
            (0..words.words.len() as u32).map(|word| sound(&words.commonest(word), words.language)).collect()
        };
        let sounds = (keys(source.0), keys(target.0));
        let times: Vec<u32> = (0..target.1.len() as u32).map(|word| target.1.times(word, both)).collect();
        let mut counter = Counter::new(target.1.len());
        let mut of = FxHashMap::default();
        for word in 0..source.1.len() as u32 {
            let own = source.1.times(word, both);
            for (other, count) in counter.count(source.1.of(word), target.1) {
                let dice = dice(count, own, times[other as usize]);
                let rows = &target.0.words[other as usize].rows;
                let known = source.0.words[word as usize].rows.iter().any(|row| rows.contains(row));
                let mut link = if known { LINK_IN_LEXICON } else { dice };
                if dice > LINK / 5.0 {
                    let alike = alike(&sounds.0[word as usize], &sounds.1[other as usize]);
                    if alike > ALIKE {
                        link = link.max(alike * LINK_BY_SOUND);
                    }
                }
                if link >= LINK {
                    of.insert((word, other), link);
                }
            }
        }
        Self { of }
    }

    fn has(&self, word: u32, other: u32) -> bool {
        self.of.contains_key(&(word, other))
    }

    /// The share of the words of two phrases that have a counterpart in the other.
    pub(super) fn share(&self, source: &Key, target: &Key) -> f64 {
        let (mut linked, mut all) = (0, 0);
        for word in contents(source) {
            all += 1;
            linked += u32::from(contents(target).any(|other| self.has(word, other)));
        }
        for other in contents(target) {
            all += 1;
            linked += u32::from(contents(source).any(|word| self.has(word, other)));
        }
        f64::from(linked) / f64::from(all.max(1))
    }
}

/// How much of what two things are met for is met together.
fn dice(together: u32, one: u32, other: u32) -> f64 {
    2.0 * f64::from(together) / f64::from((one + other).max(1))
}

/// What a word sounds like, the same way in each language.
fn sound(word: &str, language: Language) -> String {
    let word: String = word.to_lowercase().chars().filter(|c| *c != '’').collect();
    match language {
        Language::Ru | Language::Be => skeleton(&word, language),
        _ => romanised(&word),
    }
}

/// The share of letter pairs that two words have in common, their ends left out of account.
fn alike(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let text = text.trim_end_matches(is_vowel);
        text.chars().zip(text.chars().skip(1)).collect()
    };
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let common = a.iter().filter(|pair| {
        let at = b.iter().position(|other| other == *pair);
        at.map(|at| b.swap_remove(at)).is_some()
    });
    2.0 * common.count() as f64 / all.max(1) as f64
}

/// A phrase and the one that translates it best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) source: u32,
    pub(super) target: u32,
    /// 0 to 1.
    pub(super) reliability: f64,
}

/// What pairs are looked for in.
pub(super) struct Field<'f> {
    pub(super) source: (&'f [Key], &'f Places),
    pub(super) target: (&'f [Key], &'f Places),
    pub(super) links: &'f Links,
    pub(super) both: &'f [bool],
    /// Which phrases of the target can be a term.
    pub(super) fit: &'f [bool],
}

impl Field<'_> {
    /// The pairs in which each is the best for the other, for those source phrases that can be a term.
    pub(super) fn pairs(&self, fit: &[bool], least: u32) -> Vec<Pair> {
        let (keys, places) = self.target;
        let times: Vec<u32> = (0..keys.len() as u32).map(|phrase| places.times(phrase, self.both)).collect();
        let mut counter = Counter::new(keys.len());
        let mut best_of_target: Vec<Option<Pair>> = vec![None; keys.len()];
        let mut best: Vec<Pair> = Vec::new();
        for source in (0..self.source.0.len() as u32).filter(|source| fit[*source as usize]) {
            let own = self.source.1.times(source, self.both);
            let mut top: Option<Pair> = None;
            for (target, count) in counter.count(self.source.1.of(source), places) {
                let there = times[target as usize];
                let share = f64::from(count) / f64::from(own.max(there).max(1));
                if count < least || share < LEAST_SHARE || !self.fit[target as usize] {
                    continue;
                }
                let reliability = self.reliability(source, target, dice(count, own, there));
                let pair = Pair { source, target, reliability };
                let better = |known: &Option<Pair>| known.is_none_or(|known| known.reliability < reliability);
                if better(&top) {
                    top = Some(pair);
                }
                if better(&best_of_target[target as usize]) {
                    best_of_target[target as usize] = Some(pair);
                }
            }
            best.extend(top);
        }
        best.retain(|pair| {
            pair.reliability >= LEAST_RELIABILITY
                && best_of_target[pair.target as usize].is_some_and(|of| of.source == pair.source)
        });
        best
    }

    fn reliability(&self, source: u32, target: u32, dice: f64) -> f64 {
        let (source, target) = (&self.source.0[source as usize], &self.target.0[target as usize]);
        let links = self.links.share(source, target);
        let uneven = length(source).abs_diff(length(target)) as i32;
        dice * (WITHOUT_LINKS + (1.0 - WITHOUT_LINKS) * links) * UNEVEN.powi(uneven)
    }
}
