//! The weights of term extraction, all in one place: estimated on eight legal codes in Russian and Belarusian, by reading
//! the first 200 candidates.

/// Bytes of the longest word that can be part of a term.
pub(super) const LONGEST_WORD: usize = 96;
/// Words of the longest phrase.
pub(super) const LONGEST_PHRASE: usize = 5;

/// Share of occurrences inside segments from which on a word is shown with a capital.
pub(super) const CAPITAL_SHARE: f64 = 0.6;
/// Share from which on it is a name, which keeps its capital in every phrase.
pub(super) const NAME_SHARE: f64 = 0.95;
/// Occurrences from which on it is taken for told that a word or phrase has no singular.
pub(super) const ENOUGH: u32 = 10;
/// Share of singular forms below which a noun is shown in the plural.
pub(super) const SINGULAR_SHARE: f64 = 0.1;

/// What a form of a verb counts beside one of a noun or adjective: verbs have more endings to meet by chance.
pub(super) const VERB_FORM: f64 = 0.8;
/// For a class whose dictionary form is met in the units.
pub(super) const DICTIONARY_FORM: f64 = 1.0;
/// For a class whose dictionary form stands in the lexicon as such.
pub(super) const IN_LEXICON: f64 = 4.0;
/// For a class that words with this end of the base usually have.
pub(super) const SUFFIX: f64 = 1.5;
/// For an adjective with an ending that nouns do not have.
pub(super) const UNMISTAKABLE: f64 = 2.0;
/// A Belarusian form without an ending, times this more frequent than the one in -а, shows that this is a genitive.
pub(super) const MASCULINE: u32 = 8;
/// Classes so near to the best one lend their cases.
pub(super) const NEAR: f64 = 1.0;
/// An adverb is told from a noun by the forms of its adjective, each of which counts so much.
pub(super) const ADVERB: f64 = 0.7;

/// Least share of a phrase's occurrences that a counterpart must be met in to be looked at.
pub(super) const LEAST_SHARE: f64 = 0.2;
/// Least reliability of a pair that is told.
pub(super) const LEAST_RELIABILITY: f64 = 0.45;
/// Words that are met together so often (Dice) translate each other.
pub(super) const LINK: f64 = 0.25;
/// A word pair of the lexicon counts as if it were met together so often, if it is met together at all.
pub(super) const LINK_IN_LEXICON: f64 = 0.9;
/// So does one of words that sound alike, by how much they do.
pub(super) const LINK_BY_SOUND: f64 = 0.9;
/// Words sound alike from this share of common letter pairs on.
pub(super) const ALIKE: f64 = 0.6;
/// What is left of the reliability of a pair none of whose words translate each other.
pub(super) const WITHOUT_LINKS: f64 = 0.35;
/// What is left for each word that one side has more.
pub(super) const UNEVEN: f64 = 0.75;

/// A phrase that stands inside one longer phrase in this share of its occurrences is a fragment of it.
pub(super) const FRAGMENT: f64 = 0.7;
/// Worth of a word that the lexicon has, beside 1 for one that it does not have.
pub(super) const COMMON_WORD: f64 = 0.55;
/// Worth of single words, of an adjective with a noun, of a noun with its genitive and of nouns with a preposition.
pub(super) const SHAPES: [f64; 4] = [0.55, 1.0, 0.8, 0.5];
/// What is left of the worth of a phrase that only adds the name of a country or body to a term.
pub(super) const NAMED: f64 = 0.6;
/// Worth at which the score is one half.
pub(super) const HALF: f64 = 2.0;
/// What a candidate that lacks a language is worth beside one that has all.
pub(super) const LACKING: f64 = 0.7;

/// A variant stands in the place of a term in at least this share of its own occurrences.
pub(super) const VARIANT_SHARE: f64 = 0.5;
/// A variant has at least this share of its words in common or translated.
pub(super) const VARIANT_LINKS: f64 = 0.5;
