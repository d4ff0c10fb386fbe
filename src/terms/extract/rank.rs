//! Which pairs are terms, and which first? Phrases are counted, paired, freed of fragments and put in order.

use super::Options;
use super::form::{Attested, dictionary, is_plural};
use super::pair::{Counter, Field, Links, Pair, Places};
use super::phrase::{Finder, Key, contents, has_joint, head, length, parts};
use super::weights::*;
use super::words::{Sense, Words};
use crate::lang::Lang;
use rustc_hash::{FxHashMap, FxHashSet};

/// A candidate as it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Its terms, in the order of the languages.
    pub terms: Vec<FoundTerm>,
    /// Units with all of them, by number.
    pub units: Vec<u32>,
    /// How much it is worth, 0 to 1.
    pub score: f64,
    /// What stands elsewhere in the place of one of the terms.
    pub variants: Vec<FoundTerm>,
}

/// A term as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTerm {
    /// Its language.
    pub lang: Lang,
    /// Its dictionary form.
    pub text: String,
    /// Units with it; of a variant, units where it translates the other terms.
    pub count: u32,
}

/// The phrases of a language.
struct Phrases {
    keys: Vec<Key>,
    ids: FxHashMap<Key, u32>,
    places: Places,
    /// Which can be a term.
    fit: Vec<bool>,
}

pub(super) fn candidates(langs: &[Lang], words: &[Words], units: &[Vec<Box<[u32]>>], options: &Options) -> Vec<Found> {
    let sides: Vec<Side> = words.iter().enumerate().map(|(n, words)| Side::new(n, words, units)).collect();
    let Some((source, targets)) = sides.split_first() else { return Vec::new() };
    let mut concepts: FxHashMap<u32, Vec<Option<Pair>>> = FxHashMap::default();
    let fields: Vec<(Links, Vec<bool>)> = targets.iter().map(|target| links(source, target, units)).collect();
    for (n, (target, (links, both))) in targets.iter().zip(&fields).enumerate() {
        let field = field(source, target, links, both);
        for pair in field.pairs(&source.phrases.fit, options.min_count.max(1)) {
            concepts.entry(pair.source).or_insert_with(|| vec![None; targets.len()])[n] = Some(pair);
        }
    }
    let mut found: Vec<Concept> = concepts
        .into_iter()
        .map(|(source, pairs)| Concept { source, pairs, variants: Vec::new(), worth: 0.0, units: Vec::new() })
        .collect();
    found.sort_unstable_by_key(|concept| concept.source);
    let fragments = Fragments::new(source, targets, &found);
    found.retain_mut(|concept| {
        concept.units = concept.units(source, targets);
        concept.worth = concept.worth(source, targets, &fragments);
        concept.units.len() >= options.min_count as usize && concept.worth > 0.0
    });
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.source.cmp(&b.source)));
    let taken: Vec<FxHashSet<u32>> =
        (0..=targets.len()).map(|n| found.iter().filter_map(|concept| concept.phrase(n)).collect()).collect();
    let mut counters: Vec<Counter> = sides.iter().map(|side| Counter::new(side.phrases.keys.len())).collect();
    for concept in found.iter_mut().take(MOST) {
        concept.variants = variants(concept, &sides, &fields, &taken, &mut counters);
        concept.variants.truncate(options.variants);
    }
    found.truncate(MOST);
    written(langs, &sides, units, &found)
}

/// Candidates that are written out: more than anybody looks through.
const MOST: usize = 20_000;

/// A language with its words and phrases.
struct Side<'w> {
    words: &'w Words,
    phrases: Phrases,
    /// Where its words stand.
    places: Places,
}

impl<'w> Side<'w> {
    fn new(n: usize, words: &'w Words, units: &[Vec<Box<[u32]>>]) -> Self {
        let segments = || units.iter().map(|unit| unit.get(n).map_or(&[][..], |side| side));
        let mut counts: FxHashMap<Key, u32> = FxHashMap::default();
        for segment in segments() {
            Finder::new(words, segment).each(&mut |phrase| *counts.entry(phrase.key).or_default() += 1);
        }
        let mut keys: Vec<Key> = counts.into_iter().filter(|(_, count)| *count > 1).map(|(key, _)| key).collect();
        keys.sort_unstable();
        let ids: FxHashMap<Key, u32> = (0..).zip(&keys).map(|(id, key)| (*key, id)).collect();
        let mut places = Places::new(keys.len(), units.len());
        let mut of_words = Places::new(words.words.len(), units.len());
        for (unit, segment) in (0..).zip(segments()) {
            let mut here = Vec::new();
            Finder::new(words, segment).each(&mut |phrase| here.extend(ids.get(&phrase.key)));
            places.add(unit, here);
            let word = |form: &u32| match words.forms.get(*form as usize)?.sense {
                Sense::Noun(word, _) | Sense::Adjective(word, _) => Some(word),
                Sense::Joint | Sense::Stop => None,
            };
            of_words.add(unit, segment.iter().filter_map(word).collect());
        }
        let fit = keys.iter().map(|key| is_fit(key, words)).collect();
        Self { words, phrases: Phrases { keys, ids, places, fit }, places: of_words }
    }

    fn key(&self, phrase: u32) -> &Key {
        &self.phrases.keys[phrase as usize]
    }

    fn count(&self, phrase: u32) -> u32 {
        self.phrases.places.of(phrase).len() as u32
    }
}

/// Whether a phrase can be a term: a general word is none by itself, nor with a genitive.
fn is_fit(key: &Key, words: &Words) -> bool {
    let (head, length) = (head(key, words), length(key));
    let general = |at: usize| words.words.get(key[at] as usize).is_some_and(|word| word.general);
    let lone = length == 1 && words.language.is_slavic() && words.variety(key[0]) < 2;
    !lone && !(general(head) && (head == 0 || head + 1 < length))
}

fn links(source: &Side<'_>, target: &Side<'_>, units: &[Vec<Box<[u32]>>]) -> (Links, Vec<bool>) {
    let has = |side: &Side<'_>, unit: u32| !side.places.in_unit(unit).is_empty();
    let both: Vec<bool> = (0..units.len() as u32).map(|unit| has(source, unit) && has(target, unit)).collect();
    (Links::new((source.words, &source.places), (target.words, &target.places), &both), both)
}

fn field<'f>(source: &'f Side<'_>, target: &'f Side<'_>, links: &'f Links, both: &'f [bool]) -> Field<'f> {
    Field {
        source: (&source.phrases.keys, &source.phrases.places),
        target: (&target.phrases.keys, &target.phrases.places),
        links,
        both,
        fit: &target.phrases.fit,
    }
}

/// Phrases that translate each other, on their way to a candidate.
struct Concept {
    source: u32,
    pairs: Vec<Option<Pair>>,
    /// Place of the language, phrase, units.
    variants: Vec<(usize, u32, u32)>,
    worth: f64,
    units: Vec<u32>,
}

impl Concept {
    /// Its phrase in the language at a place.
    fn phrase(&self, place: usize) -> Option<u32> {
        match place.checked_sub(1) {
            None => Some(self.source),
            Some(n) => self.pairs.get(n).copied().flatten().map(|pair| pair.target),
        }
    }

    /// The units with all of its phrases.
    fn units(&self, source: &Side<'_>, targets: &[Side<'_>]) -> Vec<u32> {
        let of = |side: &Side<'_>, phrase| -> Vec<u32> {
            side.phrases.places.of(phrase).iter().map(|(unit, _)| *unit).collect()
        };
        let mut units = of(source, self.source);
        for (n, target) in targets.iter().enumerate() {
            if let Some(phrase) = self.phrase(n + 1) {
                let there = of(target, phrase);
                units.retain(|unit| there.binary_search(unit).is_ok());
            }
        }
        units
    }

    /// How much it is worth; nothing for fragments.
    fn worth(&self, source: &Side<'_>, targets: &[Side<'_>], fragments: &Fragments) -> f64 {
        let mut reliability = 0.0;
        let mut free = fragments.free(0, self.source, source.count(self.source));
        let mut special = special(source.key(self.source), source.words);
        let found = self.pairs.iter().flatten().count();
        for (n, target) in targets.iter().enumerate() {
            if let Some(pair) = self.pairs[n] {
                reliability += pair.reliability;
                free = free.min(fragments.free(n + 1, pair.target, target.count(pair.target)));
                special = special.min(self::special(target.key(pair.target), target.words));
            }
        }
        let lacking = if found < targets.len() { LACKING } else { 1.0 };
        let reliability = reliability / found.max(1) as f64;
        free.ln_1p() * special * reliability * reliability * lacking
    }
}

/// How special the words of a phrase are, and how much its shape is that of a term.
fn special(key: &Key, words: &Words) -> f64 {
    let worth = |word: u32| if words.words[word as usize].rows.is_empty() { 1.0 } else { COMMON_WORD };
    let all: Vec<f64> = contents(key).map(worth).collect();
    let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
    let [single, adjective, genitive, joint] = SHAPES;
    let shape = if length(key) == 1 {
        single
    } else if has_joint(key) {
        joint
    } else if head(key, words) + 1 < length(key) {
        let capital = |at: usize| words.is_capital(key[at]);
        if capital(length(key) - 1) && !capital(0) { genitive * NAMED } else { genitive }
    } else {
        adjective
    };
    mean * shape
}

/// How often phrases stand inside the longer phrases of candidates.
struct Fragments {
    /// For each language and phrase the most units of one longer phrase.
    inside: Vec<FxHashMap<u32, u32>>,
}

impl Fragments {
    fn new(source: &Side<'_>, targets: &[Side<'_>], found: &[Concept]) -> Self {
        let sides = std::iter::once(source).chain(targets);
        let inside = sides.enumerate().map(|(place, side)| {
            let mut inside: FxHashMap<u32, u32> = FxHashMap::default();
            for phrase in found.iter().filter_map(|concept| concept.phrase(place)) {
                for part in parts(side.key(phrase)).filter_map(|part| side.phrases.ids.get(&part)) {
                    let most = inside.entry(*part).or_default();
                    *most = (*most).max(side.count(phrase));
                }
            }
            inside
        });
        Self { inside: inside.collect() }
    }

    /// Units in which a phrase stands for itself; none when it hardly does.
    fn free(&self, place: usize, phrase: u32, count: u32) -> f64 {
        let inside = self.inside[place].get(&phrase).copied().unwrap_or_default();
        if f64::from(inside) >= FRAGMENT * f64::from(count) { 0.0 } else { f64::from(count.saturating_sub(inside)) }
    }
}

/// What stands in the place of a phrase of the concept where the others stand without it.
fn variants(
    concept: &Concept,
    sides: &[Side<'_>],
    fields: &[(Links, Vec<bool>)],
    taken: &[FxHashSet<u32>],
    counters: &mut [Counter],
) -> Vec<(usize, u32, u32)> {
    let mut found = Vec::new();
    for n in 1..sides.len() {
        let Some(target) = concept.phrase(n) else { continue };
        let (links, both) = &fields[n - 1];
        for (here, own, there, missing) in [(0, concept.source, n, target), (n, target, 0, concept.source)] {
            let places = &sides[there].phrases.places;
            let lone: Vec<(u32, u16)> = sides[here]
                .phrases
                .places
                .of(own)
                .iter()
                .copied()
                .filter(|(unit, _)| both[*unit as usize])
                .filter(|(unit, _)| places.of(missing).binary_search_by_key(unit, |(unit, _)| *unit).is_err())
                .map(|(unit, _)| (unit, 1))
                .collect();
            let mut others = counters[there].count(&lone, places);
            others.retain(|(other, count)| {
                let (key, side) = (sides[there].key(*other), &sides[there]);
                let share = match there {
                    0 => links.share(key, sides[n].key(target)),
                    _ => links.share(sides[0].key(concept.source), key),
                };
                *count > 1
                    && side.phrases.fit[*other as usize]
                    && !taken[there].contains(other)
                    && f64::from(*count) >= VARIANT_SHARE * f64::from(side.count(*other))
                    && length(key) == length(side.key(missing))
                    && (share >= VARIANT_LINKS || length(key) == 1 && *count as usize * 2 > lone.len())
            });
            others.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            found.extend(others.into_iter().map(|(other, count)| (there, other, count)));
        }
    }
    found.sort_by_key(|variant| std::cmp::Reverse(variant.2));
    found.dedup();
    found
}

/// The concepts with their terms written out.
fn written(langs: &[Lang], sides: &[Side<'_>], units: &[Vec<Box<[u32]>>], found: &[Concept]) -> Vec<Found> {
    let attested: Vec<FxHashMap<u32, Attested>> =
        sides.iter().enumerate().map(|(place, side)| attested(place, side, units, found)).collect();
    let write = |place: usize, phrase: u32, plural: bool| {
        let forms = attested[place].get(&phrase);
        forms.map_or_else(String::new, |forms| dictionary(sides[place].key(phrase), forms, plural, sides[place].words))
    };
    let plural = |place: usize, phrase: u32| {
        attested[place].get(&phrase).is_some_and(|f| is_plural(sides[place].key(phrase), f, sides[place].words))
    };
    let write_out = |concept: &Concept| {
        let phrases: Vec<(usize, u32)> =
            (0..sides.len()).filter_map(|place| Some((place, concept.phrase(place)?))).collect();
        let slavic = phrases.iter().filter(|(place, _)| sides[*place].words.language.is_slavic());
        let all_plural = slavic.clone().count() > 0 && slavic.into_iter().all(|(p, phrase)| plural(*p, *phrase));
        let term = |place: usize, phrase: u32, count: u32| FoundTerm {
            lang: langs[place].clone(),
            text: write(place, phrase, all_plural),
            count,
        };
        let terms: Vec<FoundTerm> =
            phrases.iter().map(|(place, phrase)| term(*place, *phrase, sides[*place].count(*phrase))).collect();
        let mut variants: Vec<FoundTerm> =
            concept.variants.iter().map(|(place, phrase, count)| term(*place, *phrase, *count)).collect();
        variants.retain(|variant| !variant.text.is_empty() && terms.iter().all(|term| term.text != variant.text));
        Found { terms, variants, units: concept.units.clone(), score: concept.worth / (concept.worth + HALF) }
    };
    found.iter().map(write_out).collect()
}

/// The forms in which the phrases of concepts and their variants stand.
fn attested(place: usize, side: &Side<'_>, units: &[Vec<Box<[u32]>>], found: &[Concept]) -> FxHashMap<u32, Attested> {
    let of = |concept: &Concept| -> Vec<u32> {
        let variants = concept.variants.iter().filter(|(of, ..)| *of == place).map(|(_, phrase, _)| *phrase);
        concept.phrase(place).into_iter().chain(variants).collect()
    };
    let mut attested: FxHashMap<u32, Attested> =
        found.iter().flat_map(of).map(|phrase| (phrase, Attested::default())).collect();
    for segment in units.iter().filter_map(|unit| unit.get(place)) {
        Finder::new(side.words, segment).each(&mut |phrase| {
            let forms = side.phrases.ids.get(&phrase.key).and_then(|id| attested.get_mut(id));
            if let Some(forms) = forms {
                *forms.entry(phrase.forms).or_default() += 1;
            }
        });
    }
    attested
}
