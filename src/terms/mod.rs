//! What do we call this? Terms of a termbase found in running text, in all their forms.
//!
//! A term is a row of words; each word stands for all the forms that the rules of its language make of it
//! (`forms`). A text is cut into words, each word into a stem and an ending that an index knows, and the rows are
//! walked from every word on. The longest term wins; what lies within it, or overlaps it, is not told.
//!
//! Capitals: a term in capitals of up to six letters is an abbreviation and found in capitals alone (*ЕС* is not *ес*), with
//! a small ending at most (*МИДом*, *NGOs*). A name of one word is found with its capital (*Того*, *May*), and what
//! Russian and Belarusian write small, without one (*поляк* is not *Поляков*). All else is found in any case. Whether a
//! single word is another that is spelt alike, its neighbours tell (`beside`).

mod beside;
pub mod extract;
mod forms;
mod root;
mod words;

use crate::lang::{Lang, Language};
use crate::model::{Concept, Term, TermStatus};
use crate::text::Normal;
use beside::{Beside, is_common, is_other, is_word_in_capitals};
use forms::{Role, Shape, shapes};
pub use root::has_roots;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::ops::Range;
use words::{Word, gap, words};

/// Letters of the longest abbreviation; a longer word in capitals is a heading.
const LONGEST_ABBREVIATION: usize = 6;
/// Letters of the longest ending of a word, the reflexive left out.
const LONGEST_ENDING: usize = 6;
/// Bytes of the longest word that is looked up; what is longer is data.
const LONGEST_WORD: usize = 256;
/// Subjects whose terms are names: they are written with a capital, unlike the word of the same letters.
const NAMES: [&str; 5] = ["states", "capitals", "geography", "peoples", "time"];
/// Subjects whose terms, when they are written small, always are: with a capital they are surnames.
const SMALL: [&str; 2] = ["peoples", "currencies"];

/// A term found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The concept, by its place among those of the index.
    pub concept: usize,
    /// The term, by its place in the concept.
    pub term: usize,
}

/// Terms by their words.
#[derive(Clone, Debug, Default)]
pub struct TermIndex {
    /// For each language, without region.
    parts: Vec<(Lang, Part)>,
}

/// The terms of one language: a tree whose edges are words.
#[derive(Clone, Debug)]
struct Part {
    language: Language,
    /// Stems, and the words whose stems they are.
    stems: FxHashMap<Box<str>, Vec<Stem>>,
    /// How each word must be written.
    capitals: Vec<Capitals>,
    /// From a node by a word, with what stands before it, to a node.
    edges: FxHashMap<(u32, u32, u16), u32>,
    /// The terms that end at a node.
    ends: Vec<Vec<End>>,
    /// What may stand between two words, but for spaces.
    gaps: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Stem {
    endings: &'static [&'static str],
    reflexive: bool,
    word: u32,
}

/// A term at its last word.
#[derive(Clone, Copy, Debug)]
struct End {
    concept: u32,
    term: u32,
    status: TermStatus,
    /// What the word is, of a term of one word.
    alone: Option<Role>,
    /// Whether a number must stand before: `5 m`.
    after_number: bool,
    /// Whether the term begins with a quotation mark.
    opens: bool,
    /// The sign after its last word: a quotation mark, the stop of an abbreviation.
    closes: Option<char>,
}

/// How a word must be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Capitals {
    /// In any way.
    Any,
    /// With a capital.
    First,
    /// Without one, but for the beginning of a sentence.
    Small,
    /// As the term has it, in capitals or *кВт*: those of its letters that are capitals, a bit each.
    Same(u16),
}

/// A term in words of the text.
struct Candidate {
    words: Range<usize>,
    end: End,
}

impl TermIndex {
    /// Indexes the terms of these languages, of all there are when none is given. A tag serves another of the same
    /// language but for the region.
    #[must_use]
    pub fn new(concepts: &[Concept], langs: &[Lang]) -> Self {
        let mut builders: Vec<(Lang, Builder)> = Vec::new();
        for (n, concept) in concepts.iter().enumerate() {
            for (m, term) in concept.terms.iter().enumerate() {
                if !langs.is_empty() && !langs.iter().any(|lang| lang.serves(&term.lang)) {
                    continue;
                }
                let place = builders.iter().position(|(lang, _)| lang.serves(&term.lang)).unwrap_or_else(|| {
                    builders.push((term.lang.without_region(), Builder::new(term.lang.language())));
                    builders.len() - 1
                });
                builders[place].1.add(concept, term, n as u32, m as u32);
            }
        }
        Self { parts: builders.into_iter().map(|(lang, builder)| (lang, builder.part)).collect() }
    }

    /// Whether no term is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The terms of a language in a text, in order. The longest win (by words, then by letters, then the one further
    /// left), and none overlaps another; where the same words are a term of several concepts, each is told.
    #[must_use]
    pub fn find(&self, text: &str, lang: &Lang) -> Vec<Found> {
        self.look(text, lang, false)
    }

    /// As [`TermIndex::find`], with the terms within longer ones, those that overlap, and words that are only spelt like a
    /// term: what can be one of its forms counts.
    #[must_use]
    pub fn find_all(&self, text: &str, lang: &Lang) -> Vec<Found> {
        self.look(text, lang, true)
    }

    fn look(&self, text: &str, lang: &Lang, all: bool) -> Vec<Found> {
        let Some((_, part)) = self.parts.iter().find(|(own, _)| own.serves(lang)) else { return Vec::new() };
        let normal = Normal::new(text, part.language);
        let words = words(normal.text());
        let mut candidates = part.candidates(&Sentence { text, normal: &normal, words: &words, all });
        if !all {
            candidates = longest(candidates, words.len());
        }
        let range = |found: &Candidate| {
            let Range { start, end } = found.words;
            let range = normal.original(words[start].range.start..words[end - 1].range.end);
            let opens = |c: &char| found.end.opens && is_quote(*c);
            let closes =
                |c: &char| found.end.closes == Some(*c) || found.end.closes.is_some_and(is_quote) && is_quote(*c);
            let before = text[..range.start].chars().next_back().filter(opens).map_or(0, char::len_utf8);
            let after = text[range.end..].chars().next().filter(closes).map_or(0, char::len_utf8);
            range.start - before..range.end + after
        };
        candidates
            .into_iter()
            .map(|found| Found {
                range: range(&found),
                concept: found.end.concept as usize,
                term: found.end.term as usize,
            })
            .collect()
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '„' | '“' | '”' | '"' | '‘' | '’')
}

/// Those that no longer one overlaps.
fn longest(mut candidates: Vec<Candidate>, words: usize) -> Vec<Candidate> {
    candidates.sort_by_key(|found| (std::cmp::Reverse(found.words.len()), found.words.start));
    let mut taken: Vec<Option<usize>> = vec![None; words];
    let mut kept: Vec<Candidate> = Vec::new();
    for found in candidates {
        let free = taken[found.words.clone()].iter().all(Option::is_none);
        let same = || taken[found.words.start].is_some_and(|n| kept[n].words == found.words);
        if free || same() {
            taken[found.words.clone()].fill(Some(kept.len()));
            kept.push(found);
        }
    }
    kept.sort_by_key(|found| found.words.start);
    kept
}

/// What makes a part.
struct Builder {
    part: Part,
    /// The words known, by how they are spelt, what they are, and how they must be written.
    known: HashMap<(String, Role, Capitals), u32>,
}

impl Builder {
    fn new(language: Language) -> Self {
        let part = Part {
            language,
            stems: FxHashMap::default(),
            capitals: Vec::new(),
            edges: FxHashMap::default(),
            ends: vec![Vec::new()],
            gaps: vec![String::new()],
        };
        Self { part, known: HashMap::new() }
    }

    fn add(&mut self, concept: &Concept, term: &Term, n: u32, m: u32) {
        let english = self.part.language == Language::En;
        let of_speech = term.part_of_speech.as_deref();
        let infinitive = term.text.strip_prefix("to ").filter(|_| english);
        let text = infinitive.filter(|_| of_speech == Some("verb")).unwrap_or(&term.text);
        let normal = Normal::new(text, self.part.language);
        let cut = words(normal.text());
        self.add_words(concept, term, (n, m), &normal, text, &cut);
        // to read as follows; reads as follows
        if infinitive.is_some() && of_speech == Some("other") {
            self.add_words(concept, term, (n, m), &normal, text, &cut[1..]);
        }
        // person with a disability, persons with disabilities
        let is_article = |word: &Word| ["a", "an", "the"].contains(&&normal.text()[word.range.clone()]);
        if english && cut.iter().skip(1).any(is_article) {
            let first = cut.first().into_iter();
            let rest = cut.iter().skip(1).filter(|word| !is_article(word));
            let cut: Vec<Word> = first.chain(rest).cloned().collect();
            self.add_words(concept, term, (n, m), &normal, text, &cut);
        }
    }

    /// Adds a term, by these of its words.
    fn add_words(
        &mut self,
        concept: &Concept,
        term: &Term,
        (n, m): (u32, u32),
        normal: &Normal,
        text: &str,
        cut: &[Word],
    ) {
        let of_speech = term.part_of_speech.as_deref();
        let Some(first) = cut.first() else { return };
        let single = cut.len() == 1;
        let role = role(of_speech, single, concept.do_not_translate);
        let mut node = 0;
        for word in cut {
            let spelt = &normal.text()[word.range.clone()];
            let written = &text[normal.original(word.range.clone())];
            let capitals = capitals(written, single, concept, of_speech, self.part.language);
            let gap = if word == first {
                String::new()
            } else {
                gap(&normal.text()[word.gap.clone()], self.part.language).collect()
            };
            node = self.step(node, spelt, role, capitals, gap);
        }
        let letter = single && normal.text()[first.range.clone()].chars().count() == 1;
        let sign = letter && !text.chars().all(char::is_alphabetic);
        let end = End {
            concept: n,
            term: m,
            status: term.status,
            alone: single.then_some(role),
            after_number: letter && !sign || single && is_unit(concept, text),
            opens: text.starts_with(is_quote),
            closes: text.chars().next_back().filter(|c| !c.is_alphanumeric()),
        };
        self.part.ends[node as usize].push(end);
    }

    fn step(&mut self, node: u32, spelt: &str, role: Role, capitals: Capitals, gap: String) -> u32 {
        let word = self.word(spelt, role, capitals);
        let gaps = &mut self.part.gaps;
        let gap = gaps.iter().position(|known| *known == gap).unwrap_or_else(|| {
            gaps.push(gap);
            gaps.len() - 1
        });
        let next = self.part.ends.len() as u32;
        let next = *self.part.edges.entry((node, word, gap as u16)).or_insert(next);
        if next as usize == self.part.ends.len() {
            self.part.ends.push(Vec::new());
        }
        next
    }

    fn word(&mut self, spelt: &str, role: Role, capitals: Capitals) -> u32 {
        let key = (spelt.to_owned(), role, capitals);
        if let Some(word) = self.known.get(&key) {
            return *word;
        }
        let word = self.part.capitals.len() as u32;
        self.part.capitals.push(capitals);
        let language = self.part.language;
        let respelt = forms::respelt(spelt, language);
        let made = match capitals {
            Capitals::Same(_) => abbreviation(&respelt, language),
            _ => shapes(&respelt, role, language),
        };
        for Shape { stem, endings, reflexive } in made {
            let stems = self.part.stems.entry(stem.into_boxed_str()).or_default();
            if !stems.iter().any(|known| known.word == word && known.endings == endings && known.reflexive == reflexive)
            {
                stems.push(Stem { endings, reflexive, word });
            }
        }
        self.known.insert(key, word);
        word
    }
}

/// The forms of an abbreviation: МИДа, МИДом; NGOs.
fn abbreviation(spelt: &str, language: Language) -> Vec<Shape> {
    const RU: &[&str] = &["", "а", "у", "ом", "е", "ы", "ов"];
    const BE: &[&str] = &["", "а", "у", "ам", "ом", "е", "ы", "аў"];
    const EN: &[&str] = &["", "s"];
    let endings = match language {
        Language::Ru => RU,
        Language::Be => BE,
        Language::En => EN,
        Language::Other => &[""],
    };
    vec![Shape { stem: spelt.to_owned(), endings, reflexive: false }]
}

/// How a word of a term must be written.
fn capitals(written: &str, single: bool, concept: &Concept, of_speech: Option<&str>, language: Language) -> Capitals {
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let upper = written.chars().filter(|c| c.is_uppercase()).count();
    let starts = written.chars().next().is_some_and(char::is_uppercase);
    let subject = concept.subject.as_deref().unwrap_or_default();
    let name = of_speech == Some("properNoun") || NAMES.contains(&subject);
    if letters > 1 && upper == letters && letters <= LONGEST_ABBREVIATION {
        Capitals::Same(pattern(written))
    } else if single && starts && name && upper == 1 {
        Capitals::First
    } else if single && upper == 1 && starts && letters > 1 && subject != "units" && has_vowel(written) {
        // Act, Law
        Capitals::Any
    } else if single && upper > 0 && (letters <= 3 || !starts && letters <= LONGEST_ABBREVIATION) {
        // кВт, Бк, MoU
        Capitals::Same(pattern(written))
    } else if single && upper == 0 && SMALL.contains(&subject) && language != Language::En {
        Capitals::Small
    } else {
        Capitals::Any
    }
}

/// Whether a term is the sign of a unit, which is another word without a number: *5 см*, *см. приложение*.
fn is_unit(concept: &Concept, text: &str) -> bool {
    concept.subject.as_deref() == Some("units") && text.chars().count() == 2 && text.chars().all(char::is_lowercase)
}

fn has_vowel(word: &str) -> bool {
    word.chars().any(|c| "aeiouyаеёиіоуыэюя".contains(c))
}

/// Which letters of a word are capitals, a bit each, up to sixteen.
fn pattern(written: &str) -> u16 {
    let letters = written.chars().filter(|c| c.is_alphanumeric()).take(16);
    letters.fold(0, |bits, c| bits << 1 | u16::from(c.is_uppercase()))
}

fn role(of_speech: Option<&str>, single: bool, fixed: bool) -> Role {
    match of_speech {
        _ if fixed => Role::Fixed,
        Some("verb" | "other") if !single => Role::Phrase,
        Some("verb") => Role::Verb,
        Some("adjective") if single => Role::Adjective,
        Some("adverb") => Role::Fixed,
        Some("noun" | "properNoun" | "adjective") => Role::Noun,
        _ => Role::Phrase,
    }
}

/// A text in which terms are looked for.
struct Sentence<'t> {
    text: &'t str,
    normal: &'t Normal,
    words: &'t [Word],
    /// Whether words that are only spelt like a term count.
    all: bool,
}

impl<'t> Sentence<'t> {
    /// A word in normal form.
    fn word(&self, at: usize) -> &'t str {
        &self.normal.text()[self.words[at].range.clone()]
    }

    /// What stands beside a word.
    fn beside(&self, at: usize) -> Beside<'t> {
        let joined =
            |at: usize| at > 0 && self.words.get(at).is_some_and(|word| &self.normal.text()[word.gap.clone()] == " ");
        let (before, after) = (joined(at).then(|| at - 1), Some(at + 1).filter(|at| joined(*at)));
        let written = |at: usize| &self.text[self.normal.original(self.words[at].range.clone())];
        let capital = |at: usize| written(at).starts_with(char::is_uppercase);
        let owned = |at: usize| {
            let written = written(at);
            written.strip_suffix('s').unwrap_or(written).ends_with(['’', '\''])
        };
        Beside {
            before: before.map(|at| self.word(at)),
            after: after.map(|at| self.word(at)),
            owned: before.is_some_and(owned),
            titled: capital(at) && after.is_some_and(capital) && !before.is_some_and(capital),
        }
    }
}

/// A word of the text that is a word of terms, and where its stem ends.
#[derive(Clone, Copy)]
struct Reading {
    word: u32,
    stem: usize,
}

impl Part {
    fn candidates(&self, sentence: &Sentence<'_>) -> Vec<Candidate> {
        let &Sentence { text, normal, words, all } = sentence;
        let spelt = normal.text();
        let mut known: FxHashMap<&str, Vec<Reading>> = FxHashMap::default();
        for at in 0..words.len() {
            let word = sentence.word(at);
            known.entry(word).or_insert_with(|| self.readings(word));
        }
        let readings: Vec<&[Reading]> =
            (0..words.len()).map(|at| known.get(sentence.word(at)).map_or(&[][..], Vec::as_slice)).collect();
        let gaps: Vec<Option<u16>> = words.iter().map(|word| self.gap(&spelt[word.gap.clone()])).collect();
        let in_capitals = !text.chars().any(char::is_lowercase);
        let fits = |at: usize, reading: &Reading| match self.capitals[reading.word as usize] {
            Capitals::Any => true,
            Capitals::Same(_) if in_capitals && is_word_in_capitals(sentence.word(at), self.language) => false,
            capitals => fits(capitals, sentence, at, reading.stem, self.language),
        };
        let mut found: Vec<Candidate> = Vec::new();
        let (mut nodes, mut next) = (Vec::new(), Vec::new());
        for start in 0..words.len() {
            nodes.clear();
            nodes.push(0);
            for at in start..words.len() {
                let gap = if at == start { Some(0) } else { gaps[at] };
                let Some(gap) = gap else { break };
                next.clear();
                for reading in readings[at].iter().filter(|reading| fits(at, reading)) {
                    next.extend(nodes.iter().filter_map(|node| self.edges.get(&(*node, reading.word, gap))));
                }
                // После is посол by its ending, and hardly ever.
                let small = at == start && !all && forms::is_small(sentence.word(at), self.language);
                for node in next.iter().filter(|_| !small) {
                    self.end(*node, start..at + 1, sentence, &mut found);
                }
                std::mem::swap(&mut nodes, &mut next);
                if nodes.is_empty() {
                    break;
                }
            }
        }
        found
    }

    /// The terms that end at a node; of one concept only the best.
    fn end(&self, node: u32, words: Range<usize>, sentence: &Sentence<'_>, found: &mut Vec<Candidate>) {
        let digit = |c: char| c.is_ascii_digit();
        let is_numbered = || words.start > 0 && sentence.word(words.start - 1).ends_with(digit);
        for end in &self.ends[node as usize] {
            if end.after_number && !is_numbered() {
                continue;
            }
            if let Some(role) = end.alone.filter(|_| !sentence.all)
                && is_other(sentence.word(words.start), role, sentence.beside(words.start), self.language)
            {
                continue;
            }
            let same = found.iter_mut().rev().take_while(|other| other.words == words);
            match same.into_iter().find(|other| other.end.concept == end.concept) {
                Some(other) if end.status < other.end.status => other.end = *end,
                Some(_) => {}
                None => found.push(Candidate { words: words.clone(), end: *end }),
            }
        }
    }

    fn gap(&self, text: &str) -> Option<u16> {
        if text == " " {
            return Some(0);
        }
        let own = |known: &String| gap(text, self.language).eq(known.chars());
        self.gaps.iter().position(own).map(|n| n as u16)
    }

    /// The words of terms that a word of the text is a form of.
    fn readings(&self, word: &str) -> Vec<Reading> {
        let mut found = Vec::new();
        if word.len() > LONGEST_WORD {
            return found;
        }
        let respelt = forms::respelt(word, self.language);
        self.cuts(&respelt, false, &mut found);
        let plain = match self.language {
            Language::Ru => word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")).map(ToOwned::to_owned),
            Language::Be => {
                let present = word.strip_suffix("цца").map(|head| format!("{head}ць"));
                present.or_else(|| word.strip_suffix("ся").map(ToOwned::to_owned))
            }
            _ => None,
        };
        if let Some(plain) = plain {
            self.cuts(&plain, true, &mut found);
        }
        found
    }

    fn cuts(&self, word: &str, reflexive: bool, found: &mut Vec<Reading>) {
        let mut at = word.len();
        for _ in 0..=LONGEST_ENDING {
            let (stem, ending) = word.split_at(at);
            for known in self.stems.get(stem).into_iter().flatten() {
                let fits = known.reflexive == reflexive && known.endings.contains(&ending);
                if fits && !found.iter().any(|reading| reading.word == known.word) {
                    found.push(Reading { word: known.word, stem: at });
                }
            }
            match stem.char_indices().next_back() {
                Some((before, _)) if before > 0 => at = before,
                _ => break,
            }
        }
    }
}

/// Whether a word of the text is written as it must be.
fn fits(capitals: Capitals, sentence: &Sentence<'_>, at: usize, stem: usize, language: Language) -> bool {
    let &Sentence { text, normal, words, all } = sentence;
    let word = &words[at].range;
    let stem_end = word.end.min(word.start + stem);
    let written = &text[normal.original(word.start..stem_end)];
    let small = |c: char| c.is_lowercase();
    // where a capital tells nothing
    let anywhere = || {
        let before =
            text[..normal.original(word.clone()).start].trim_end_matches(|c| !is_end(c) && !char::is_alphanumeric(c));
        before.is_empty() || before.ends_with(is_end) || !written.chars().any(small)
    };
    match capitals {
        Capitals::Any => true,
        Capitals::First => {
            let may_be = || all || !is_common(sentence.word(at), language) || !anywhere();
            written.starts_with(char::is_uppercase) && may_be()
        }
        Capitals::Small => written.starts_with(small) || anywhere(),
        Capitals::Same(own) => {
            let ending = &text[normal.original(stem_end..word.end)];
            pattern(written) == own && !ending.chars().any(char::is_uppercase)
        }
    }
}

/// Whether a sentence may end with it.
fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | ':' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    /// Concepts of one term, named by it; with a slash the part of speech, with a colon the subject.
    fn concepts(tag: &str, terms: &[&str]) -> Vec<Concept> {
        let concept = |text: &&str| {
            let (text, subject) = text.split_once(':').map_or((*text, None), |(text, subject)| (text, Some(subject)));
            let (text, of_speech) = text.split_once('/').unwrap_or((text, "noun"));
            let term = Term::new(lang(tag), text, TermStatus::Preferred);
            let term = Term { part_of_speech: Some(of_speech.to_owned()), ..term };
            Concept {
                id: text.to_owned(),
                subject: subject.map(str::to_owned),
                terms: vec![term],
                ..Concept::default()
            }
        };
        terms.iter().map(concept).collect()
    }

    /// Checks that of these terms the text has those in brackets, and no others.
    #[track_caller]
    fn check(tag: &str, terms: &[&str], marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let index = TermIndex::new(&concepts(tag, terms), &[]);
        let mut told = text.clone();
        for found in index.find(&text, &lang(tag)).into_iter().rev() {
            told.insert(found.range.end, ']');
            told.insert(found.range.start, '[');
        }
        assert_eq!(told, marked);
    }

    #[test]
    fn terms_of_several_words_are_found_in_all_their_forms() {
        check(
            "ru",
            &["Высший Государственный Совет"],
            "С [Высшим Государственным Советом] и о [высшем государственном совете].",
        );
        check("be", &["Вышэйшы Дзяржаўны Савет"], "Пасяджэнне [Вышэйшага Дзяржаўнага Савета].");
        check(
            "be",
            &["Надзвычайны і Паўнамоцны Пасол"],
            "[Надзвычайнаму і Паўнамоцнаму Паслу], [Надзвычайны й Паўнамоцны Пасол]",
        );
        check("en", &["head of state"], "The [heads of state] and the [head of State’s] office.");
        check(
            "ru",
            &["государство — участник"],
            "[государствами-участниками], [государств – участников], государство, участник",
        );
    }

    #[test]
    fn hyphens_apostrophes_and_look_alikes_do_not_hide_a_term() {
        check("be", &["прэм’ер-міністр"], "[Прэм'ер-міністра] і [прэм’ер\u{2011}мiнiстрам]");
        check("ru", &["премьер-министр"], "[Премьер-министра], премьер, министр");
        check("ru", &["заём"], "[заём] и [заем], [займы]");
        check("be", &["унутраныя войскі"], "для [ўнутраных войск], [унутранымі войскамі]");
    }

    #[test]
    fn the_longest_term_wins() {
        let terms = [
            "министр",
            "министр иностранных дел",
            "Министр иностранных дел Республики Беларусь",
            "Республика Беларусь",
        ];
        check("ru", &terms, "[Министру иностранных дел Республики Беларусь], [министр иностранных дел] и [министр]");
        let index = TermIndex::new(&concepts("ru", &terms), &[]);
        assert_eq!(index.find_all("министра иностранных дел Республики Беларусь", &lang("ru")).len(), 4);
    }

    #[test]
    fn abbreviations_are_found_in_capitals() {
        check("ru", &["ЕС", "МИД", "СНГ"], "[ЕС] и ес, Ес; [МИД], [МИДом], мид; [СНГ]");
        check("en", &["US", "NGO", "UN"], "the [US] asked us; [NGOs] of the [UN]");
        check("ru", &["кВт", "м"], "5 [кВт], 5 [м], м и квт");
        check("be", &["ААН"], "у [ААН] i аан");
        check("ru", &["см:units"], "5 [см], см. приложение");
        check("en", &["Law", "Bq"], "the [law], 5 [Bq], bq");
    }

    #[test]
    fn names_are_found_with_their_capital() {
        check("ru", &["Того:states", "Президент:posts"], "Столица [Того] не знает того. [президент]");
        check("en", &["May:time"], "In [May] we may sign.");
        check("ru", &["Мир:geography"], "Мир нужен всем. Замок в [Мире]. МИР И ПРОГРЕСС");
    }

    #[test]
    fn other_words_of_the_stem_are_not_found() {
        let terms = ["государство", "право", "мир", "суд", "союз", "партия", "область", "стол"];
        check(
            "ru",
            &terms,
            "государственный правительство мирный мировой судно судебный союзный партнёр обложка столица",
        );
        let terms = ["рада", "Беларусь", "дзяржава", "народ", "палітыка"];
        check("be", &terms, "радыё беларускі дзяржаўны нарада палітычны беларус");
        check("en", &["law", "state"], "lawyer statement lawful");
    }

    #[test]
    fn small_words_vary_as_they_sound() {
        check("be", &["у адпаведнасці з/other"], "ідзе [ў адпаведнасці са] статутам");
        check("ru", &["в соответствии с/other"], "[в соответствии со] статьёй");
        check("ru", &["посол"], "После встречи с [послом]");
    }

    #[test]
    fn phrases_with_verbs_are_found() {
        check("ru", &["вручить верительные грамоты/verb"], "Посол [вручил верительные грамоты].");
        check("ru", &["выражает признательность/other"], "Стороны [выражают признательность].");
        check("en", &["to present credentials/verb"], "The Ambassador [presented credentials].");
        check("ru", &["воздержаться/verb"], "Трое [воздержались].");
        check("be", &["далучыцца да дагавора/verb"], "[далучылася да дагавора]");
    }

    #[test]
    fn marks_at_the_ends_of_a_term_belong_to_it() {
        check("ru", &["газета «Звязда»", "МТРК «Мир»"], "в [газете «Звязда»] и [газета \"Звязда\"]");
        check("en", &["Chargé d’Affaires a.i."], "the [Chargé d'Affaires a.i.] came");
    }

    #[test]
    fn what_a_language_has_no_terms_for_is_left() {
        let index = TermIndex::new(&concepts("ru", &["суд"]), &[]);
        assert_eq!(index.find("суд", &lang("be")), []);
        assert_eq!(index.find("", &lang("ru")), []);
        assert_eq!(index.find("суд", &lang("ru-RU")).len(), 1);
        assert!(TermIndex::new(&[], &[]).is_empty());
    }

    proptest! {
        #[test]
        fn terms_stand_in_order_on_their_own(text in "(([А-Яа-яёў’«» -]|суд|палата |СНГ){0,40})") {
            let index = TermIndex::new(&concepts("ru", &["суд", "палата", "СНГ", "судебная палата", "палата СНГ"]), &[]);
            let mut last = 0;
            for found in index.find(&text, &lang("ru")) {
                prop_assert!(text.get(found.range.clone()).is_some());
                prop_assert!(found.range.start >= last);
                last = found.range.end;
            }
        }

        #[test]
        fn a_term_is_found_where_it_stands(term in "[а-яёА-Я]{1,8}( [а-яё]{3,9}){0,3}", before in "[,.«] ") {
            for tag in ["ru", "be", "en"] {
                let index = TermIndex::new(&concepts(tag, &[&term]), &[]);
                let text = format!("{before}{term}.");
                let found = index.find(&text, &lang(tag));
                let small = forms::is_small(&term.to_lowercase(), lang(tag).language());
                prop_assert!(small || term.chars().count() == 1 || found.iter().any(|f| text[f.range.clone()] == *term), "{tag} {term}: {found:?}");
            }
        }
    }
}
