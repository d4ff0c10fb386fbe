//! What can a word be? The words of a language as the units hold them, and what they tell of each other: forms that
//! share a base and have the endings of one declension are forms of one word.

use super::lexicon::Kind;
use super::morphology::{self, Class, Forms, Part, TWO_BASES, adjective_endings, bases, joined};
use super::stop::Stops;
use super::weights::*;
use crate::lang::Language;
use crate::lang::letters::{cyrillic_twin, is_cyrillic};
use crate::text::stem;
use rustc_hash::FxHashMap;

/// A word as it is written, in normal form.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub(super) text: String,
    /// Its commonest spelling, lower case: with its apostrophes and its ё.
    shown: String,
    /// How often it stands in the units.
    pub(super) count: u32,
    /// How often inside a segment, and of these with a capital.
    inside: u32,
    capitals: u32,
    /// Rows of the lexicon where it is a dictionary form, and as what.
    pub(super) rows: Vec<u32>,
    kinds: [bool; 3],
    /// What it is.
    pub(super) sense: Sense,
}

/// What a word is to a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sense {
    /// It ends a phrase.
    #[default]
    Stop,
    /// A preposition that can join two nouns in one term.
    Joint,
    /// A form of a noun.
    Noun(u32, Forms),
    /// A form of an adjective.
    Adjective(u32, Forms),
}

/// A word with all its forms.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) part: Part,
    base: String,
    class: usize,
    forms: Vec<u32>,
    /// Whether it is too general to be a term by itself.
    pub(super) general: bool,
    /// Rows of the lexicon it stands in.
    pub(super) rows: Vec<u32>,
    /// Whether it is written with a capital.
    capital: bool,
    /// Whether it is written so everywhere.
    name: bool,
}

/// The words of a language.
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) forms: Vec<Form>,
    pub(super) words: Vec<Word>,
    index: FxHashMap<String, u32>,
    stops: Stops,
}

/// What a form may be.
struct Guess {
    score: f64,
    class: usize,
    base: String,
    forms: Forms,
}

type Scores = FxHashMap<(usize, String), f64>;

impl Words {
    pub(super) fn new(language: Language) -> Self {
        Self { language, forms: Vec::new(), words: Vec::new(), index: FxHashMap::default(), stops: Stops::of(language) }
    }

    /// The number of a form.
    pub(super) fn form(&mut self, normal: &str) -> u32 {
        if let Some(id) = self.index.get(normal) {
            return *id;
        }
        let id = self.forms.len() as u32;
        self.index.insert(normal.to_owned(), id);
        self.forms.push(Form { text: normal.to_owned(), ..Form::default() });
        id
    }

    /// Notes a form where it stands; `first` says that it opens the segment.
    pub(super) fn meet(&mut self, normal: &str, original: &str, first: bool) -> u32 {
        let id = self.form(normal);
        let form = &mut self.forms[id as usize];
        form.count += 1;
        if form.shown.is_empty() {
            form.shown = spelt(original);
        }
        let mut letters = original.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        // a word in capitals altogether, of a heading, tells nothing
        let shouted = capital && letters.clone().count() > 0 && !letters.any(char::is_lowercase);
        if !first && !shouted {
            form.inside += 1;
            form.capitals += u32::from(capital);
        }
        id
    }

    /// Notes a dictionary form of the lexicon.
    pub(super) fn teach(&mut self, normal: &str, original: &str, row: u32, kind: Kind) {
        let id = self.form(normal);
        let form = &mut self.forms[id as usize];
        if form.shown.is_empty() {
            form.shown = spelt(original);
        }
        form.kinds[kind as usize] = true;
        form.rows.push(row);
    }

    /// Finds out what each form is.
    pub(super) fn understand(&mut self) {
        let mut scores = Scores::default();
        let mut names: FxHashMap<(Part, String), u32> = FxHashMap::default();
        for id in 0..self.forms.len() {
            let text = self.forms[id].text.clone();
            self.forms[id].sense = if self.stops.is_joint(&text) {
                Sense::Joint
            } else if !is_word(&text, self.language) || self.stops.is_stop(&text) {
                Sense::Stop
            } else if self.language.is_slavic() {
                self.inflected(id, &text, &mut scores, &mut names)
            } else {
                self.uninflected(id, &text, &mut names)
            };
        }
        self.count_capitals();
    }

    /// A word is written with a capital when most of its forms inside segments are.
    fn count_capitals(&mut self) {
        for word in &mut self.words {
            let of = |get: fn(&Form) -> u32| word.forms.iter().map(|id| get(&self.forms[*id as usize])).sum::<u32>();
            let (inside, capitals) = (of(|form| form.inside), of(|form| form.capitals));
            word.capital = f64::from(capitals) > CAPITAL_SHARE * f64::from(inside);
            word.name = f64::from(capitals) > NAME_SHARE * f64::from(inside);
        }
    }

    fn inflected(
        &mut self,
        id: usize,
        text: &str,
        scores: &mut Scores,
        names: &mut FxHashMap<(Part, String), u32>,
    ) -> Sense {
        let regular = self.regular(text);
        let text = regular.as_deref().unwrap_or(text);
        let guesses = self.guesses(text, scores);
        // of equals the first
        let best = guesses.iter().rev().max_by(|a, b| a.score.total_cmp(&b.score));
        let Some(best) = best else { return Sense::Stop };
        let part = self.classes()[best.class].part;
        if part == Part::Verb || (part == Part::Adjective && self.stops.bars(&best.base)) {
            return Sense::Stop;
        }
        if part == Part::Noun && self.is_adverb(text, best.score, scores) {
            return Sense::Stop;
        }
        // Where the class is in doubt, so are the cases.
        let near = guesses.iter().filter(|g| self.classes()[g.class].part == part && g.score >= best.score - NEAR);
        let forms = near.fold(Forms::default(), |forms, guess| forms.or(guess.forms));
        let word = self.word(id as u32, part, best.base.clone(), best.class, names);
        match part {
            Part::Adjective => Sense::Adjective(word, forms),
            _ => Sense::Noun(word, forms),
        }
    }

    fn classes(&self) -> &'static [Class] {
        morphology::classes(self.language)
    }

    fn guesses(&self, text: &str, scores: &mut Scores) -> Vec<Guess> {
        let mut guesses: Vec<Guess> = Vec::new();
        for (n, class) in self.classes().iter().enumerate() {
            for ending in &class.endings {
                for base in bases(text, ending.text, self.language) {
                    if !class.fits(&base) {
                        continue;
                    }
                    let sure = if class.is_unmistakable(ending.text) { UNMISTAKABLE } else { 0.0 };
                    let score = self.score(n, &base, scores) + sure;
                    match guesses.iter_mut().find(|guess| guess.class == n && guess.base == base) {
                        Some(known) => {
                            known.forms = known.forms.or(ending.forms);
                            known.score = known.score.max(score);
                        }
                        None => guesses.push(Guess { score, class: n, base, forms: ending.forms }),
                    }
                }
            }
        }
        guesses
    }

    /// How many forms of a base in a class there are, with what else speaks for it.
    fn score(&self, n: usize, base: &str, scores: &mut Scores) -> f64 {
        if let Some(score) = scores.get(&(n, base.to_owned())) {
            return *score;
        }
        let class = &self.classes()[n];
        let mut score = 0.0;
        for ending in &class.endings {
            let known = joined(base, ending.text, self.language).into_iter().find_map(|form| self.index.get(&form));
            let Some(form) = known.map(|id| &self.forms[*id as usize]) else { continue };
            if form.count > 0 {
                score += if class.part == Part::Verb { VERB_FORM } else { 1.0 };
            }
            let dictionary = match class.part {
                Part::Noun => ending.text == class.first(),
                Part::Adjective => !ending.forms.and(Forms::masculine_nominative()).is_none(),
                Part::Verb => ending.text.starts_with('т') || ending.text.starts_with('ц'),
            };
            if dictionary {
                score += if form.kinds[class.part as usize] { IN_LEXICON } else { DICTIONARY_FORM };
            }
        }
        score += hint(class, base, self.language);
        if class.first() == "а" && class.gender == 2 && self.count(base) * MASCULINE > self.count(&format!("{base}а"))
        {
            score -= SUFFIX;
        }
        if class.part == Part::Noun
            && class.first().is_empty()
            && (self.looks_feminine(base) || self.looks_neuter(base))
        {
            score -= SUFFIX;
        }
        scores.insert((n, base.to_owned()), score);
        score
    }

    /// Whether a base is that of a feminine noun in -а rather than of a masculine one without an ending: it has the
    /// instrumental of the one and no forms of the other, or its -и outnumbers its -а, which would be the genitive.
    fn looks_feminine(&self, base: &str) -> bool {
        let count = |ending: &&str| self.count(&format!("{base}{ending}"));
        let has = |endings: &[&str]| endings.iter().map(count).sum::<u32>() > 0;
        let outnumbered = count(&"ы") + count(&"и") + count(&"і") > count(&"а");
        has(&["а"])
            && match self.language {
                Language::Ru => !has(&["ом", "ем", "ов", "ев"]) && (has(&["ой", "ей"]) || outnumbered),
                _ => !has(&["ом"]) && (has(&["ай"]) || outnumbered && !has(&["аў", "оў"])),
            }
    }

    /// Whether a Belarusian base is that of a neuter noun in -а: what stands without an ending is too rare to be the
    /// nominative of a masculine one.
    fn looks_neuter(&self, base: &str) -> bool {
        let bare: u32 = joined(base, "", self.language).iter().map(|form| self.count(form)).sum();
        self.language == Language::Be && bare * MASCULINE < self.count(&format!("{base}а"))
    }

    /// A plural form with the base of the singular, of nouns that have two, where the units speak of that noun rather
    /// than of the one with the other base.
    fn regular(&self, text: &str) -> Option<String> {
        const PLURAL: [&str; 5] = ["а", "ов", "ам", "ами", "ах"];
        let two = TWO_BASES.iter().filter(|_| self.language == Language::Ru);
        for (base, other, own, others) in two {
            let ending = text.strip_prefix(other).filter(|ending| PLURAL.contains(ending));
            let count = |base: &str, endings: &[&str]| -> u32 {
                endings.iter().map(|ending| self.count(&format!("{base}{ending}"))).sum()
            };
            if let Some(ending) = ending.filter(|_| count(base, own) > count(other, others)) {
                return Some(format!("{base}{}", if ending == "ов" { "" } else { ending }));
            }
        }
        None
    }

    fn count(&self, form: &str) -> u32 {
        self.index.get(form).map_or(0, |id| self.forms[*id as usize].count)
    }

    /// Whether a word in -о (-а) is the adverb of an adjective.
    fn is_adverb(&self, text: &str, score: f64, scores: &mut Scores) -> bool {
        let ends: &[char] = if self.language == Language::Ru { &['о', 'е'] } else { &['а', 'о', 'е'] };
        let Some(base) = text.strip_suffix(ends) else { return false };
        let adjective = self.classes().iter().position(|class| class.part == Part::Adjective);
        adjective.is_some_and(|n| self.classes()[n].fits(base) && self.score(n, base, scores) * ADVERB > score)
    }

    fn uninflected(&mut self, id: usize, text: &str, names: &mut FxHashMap<(Part, String), u32>) -> Sense {
        let base = stem(text, self.language);
        let lemma = ["", "s", "es"].iter().find_map(|end| {
            let id = self.index.get(text.strip_suffix(end)?)?;
            Some(self.forms[*id as usize].kinds).filter(|kinds| kinds.contains(&true))
        });
        let part = match lemma {
            Some([true, ..]) => Part::Noun,
            Some([_, true, _]) => Part::Adjective,
            Some(_) => return Sense::Stop,
            None => match english(text, self.language) {
                Some(part) => part,
                None => return Sense::Stop,
            },
        };
        let word = self.word(id as u32, part, base, 0, names);
        let sense = if part == Part::Noun { Sense::Noun } else { Sense::Adjective };
        sense(word, Forms::ANY)
    }

    fn word(
        &mut self,
        form: u32,
        part: Part,
        base: String,
        class: usize,
        names: &mut FxHashMap<(Part, String), u32>,
    ) -> u32 {
        let general = part == Part::Noun && self.stops.is_general(&base);
        let next = self.words.len() as u32;
        let id = *names.entry((part, base.clone())).or_insert(next);
        if id == next {
            let (forms, rows) = (Vec::new(), Vec::new());
            self.words.push(Word { part, base, class, forms, general, rows, capital: false, name: false });
        }
        let word = &mut self.words[id as usize];
        word.forms.push(form);
        let rows = &self.forms[form as usize].rows;
        word.rows.extend(rows.iter().filter(|row| !word.rows.contains(row)).copied().collect::<Vec<_>>());
        id
    }

    /// A form as it is shown: with a capital where the word has one.
    pub(super) fn shown(&self, form: u32) -> String {
        let shown = &self.forms[form as usize].shown;
        match self.forms[form as usize].sense {
            Sense::Noun(word, _) | Sense::Adjective(word, _) if self.words[word as usize].capital => capital(shown),
            _ => shown.clone(),
        }
    }

    pub(super) fn is_noun(&self, word: u32) -> bool {
        self.words[word as usize].part == Part::Noun
    }

    pub(super) fn is_capital(&self, word: u32) -> bool {
        self.words[word as usize].capital
    }

    /// Whether a word has a capital wherever it stands, as names have.
    pub(super) fn is_name(&self, word: u32) -> bool {
        self.words[word as usize].name
    }

    /// The gender of a noun: 0 masculine, 1 feminine, 2 neuter.
    pub(super) fn gender(&self, word: u32) -> usize {
        self.classes().get(self.words[word as usize].class).map_or(0, |class| class.gender)
    }

    /// Whether a noun is used in the plural alone, or nearly so.
    pub(super) fn is_plural(&self, word: u32) -> bool {
        let (mut singular, mut all) = (0, 0);
        for form in &self.words[word as usize].forms {
            let form = &self.forms[*form as usize];
            if let Sense::Noun(_, forms) = form.sense {
                all += form.count;
                if !forms.and(Forms(!Forms::plural().0)).is_none() {
                    singular += form.count;
                }
            }
        }
        all >= ENOUGH && f64::from(singular) < SINGULAR_SHARE * f64::from(all)
    }

    /// The nominative of a noun of a gender (0–2). When it was taken for one of another gender (политик for политика), an
    /// attested form shows.
    pub(super) fn nominative(&self, word: u32, plural: bool, gender: usize) -> String {
        let known = &self.words[word as usize];
        let Some(class) = self.classes().get(known.class) else { return self.commonest(word) };
        let fits = |class: &&Class| class.part == Part::Noun && class.gender == gender && class.fits(&known.base);
        let stands = |class: &&Class| self.attested(&format!("{}{}", known.base, class.first())).is_some();
        let other = || self.classes().iter().filter(fits).find(stands);
        let class = if plural || class.gender == gender { class } else { other().unwrap_or(class) };
        let wanted = Forms::nominative().and(if plural { Forms::plural() } else { Forms(!Forms::plural().0) });
        let endings: Vec<&str> =
            class.endings.iter().filter(|e| !e.forms.and(wanted).is_none()).map(|e| e.text).collect();
        self.made(word, &endings)
    }

    /// The nominative of an adjective for a gender, or 3 for the plural.
    pub(super) fn agreeing(&self, word: u32, gender: usize) -> String {
        let base = &self.words[word as usize].base;
        let has = |ending: &str| self.attested(&format!("{base}{ending}")).is_some();
        let soft = match self.language {
            Language::Ru => {
                ["его", "яя", "юю", "ему", "ими", "их", "ие"].iter().filter(|e| has(e)).count() > 0
                    && !["ого", "ая", "ую", "ому", "ыми", "ых", "ые"].iter().any(|e| has(e))
            }
            _ => {
                ["яга", "яя", "юю", "яму", "імі", "іх"].iter().any(|e| has(e))
                    && !["ага", "ая", "ую", "аму", "ымі", "ых"].iter().any(|e| has(e))
            }
        };
        let endings = adjective_endings(self.language, gender, base, soft);
        // -ой is the dictionary form only where the lexicon says so: as a genitive it is everywhere
        let kept = |ending: &str| {
            let form = self.attested(&format!("{base}{ending}"));
            ending != "ой" || form.is_some_and(|form| self.forms[form as usize].kinds[Part::Adjective as usize])
        };
        let endings: Vec<&str> = endings.iter().copied().filter(|ending| kept(ending)).collect();
        self.made(word, &endings)
    }

    /// The first of the forms with these endings that stands somewhere, or else the first made by rule.
    fn made(&self, word: u32, endings: &[&str]) -> String {
        let known = &self.words[word as usize];
        let forms = || endings.iter().flat_map(|ending| joined(&known.base, ending, self.language));
        let own = |form: &u32| known.forms.contains(form);
        let attested: Vec<u32> = forms().filter_map(|form| self.attested(&form)).collect();
        let found = attested.iter().copied().find(own).or_else(|| attested.first().copied());
        let mut text = match found {
            Some(form) => self.forms[form as usize].shown.clone(),
            None => forms().next().unwrap_or_default(),
        };
        if known.capital {
            text = capital(&text);
        }
        text
    }

    fn attested(&self, form: &str) -> Option<u32> {
        self.index.get(form).copied().filter(|id| !self.forms[*id as usize].shown.is_empty())
    }

    /// How many forms of a word stand in the units.
    pub(super) fn variety(&self, word: u32) -> usize {
        self.words[word as usize].forms.iter().filter(|form| self.forms[**form as usize].count > 0).count()
    }

    /// The form of a word that stands most often; of English nouns the singular.
    pub(super) fn commonest(&self, word: u32) -> String {
        let forms = &self.words[word as usize].forms;
        let met = |id: &&u32| self.forms[**id as usize].count > 0;
        let singular = |id: &&u32| !self.forms[**id as usize].text.ends_with('s') || self.language != Language::En;
        let by_count = |id: &&u32| self.forms[**id as usize].count;
        let best = forms.iter().filter(met).filter(singular).max_by_key(by_count);
        best.or_else(|| forms.iter().max_by_key(by_count)).map_or_else(String::new, |id| self.shown(*id))
    }
}

/// Letters alone, hyphens inside, in the script of the language.
fn is_word(text: &str, language: Language) -> bool {
    let letters = || text.chars().filter(|c| *c != '-');
    letters().count() > 2
        && text.len() < LONGEST_WORD
        && !text.starts_with('-')
        && letters().all(|c| c.is_alphabetic() && (!language.is_slavic() || is_cyrillic(c)))
}

/// A spelling in lower case, Latin look-alikes made Cyrillic, one kind of apostrophe, у at its start.
fn spelt(original: &str) -> String {
    let lower = original.to_lowercase();
    let cyrillic = lower.chars().any(|c| is_cyrillic(c) && c.is_alphabetic());
    let letter = |(n, c): (usize, char)| match c {
        'ў' if n == 0 => Some('у'),
        '\'' | '’' | 'ʼ' | '`' | '‘' => Some('’'),
        '\u{ad}' | '\u{301}' => None,
        c if cyrillic => Some(cyrillic_twin(c).unwrap_or(c)),
        c => Some(c),
    };
    lower.chars().enumerate().filter_map(letter).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the end of a base says for a class.
fn hint(class: &Class, base: &str, language: Language) -> f64 {
    let ends = |ends: &[&str]| ends.iter().any(|end| base.ends_with(end));
    match (language, class.part, class.gender, class.first()) {
        (Language::Ru, Part::Noun, 2, "е") if base.ends_with('и') && ends(&["ни", "ти", "ви", "ли", "чи"]) => {
            SUFFIX
        }
        (Language::Ru, Part::Noun, 1, "я") if ends(&["ци", "си", "зи", "ги", "фи", "ди", "пи", "ми"]) => {
            SUFFIX
        }
        (Language::Ru, Part::Noun, 1, "ь") if base.ends_with("ст") => SUFFIX,
        (Language::Ru, Part::Noun, 2, "о") if base.ends_with("ств") => SUFFIX,
        (Language::Be, Part::Noun, 2, "а") if ends(&["ств", "цтв"]) => SUFFIX,
        (Language::Be, Part::Noun, 2, "е") if ends(&["нн", "цц"]) => SUFFIX,
        (Language::Be, Part::Noun, 1, "я") if ends(&["цы", "сі", "гі", "зі", "фі"]) => SUFFIX,
        (Language::Be, Part::Noun, 1, "ь") if ends(&["сц", "ц"]) => SUFFIX,
        (_, Part::Noun, 0, "ь") if base.ends_with("тел") => SUFFIX,
        (_, Part::Noun, 0, "") if ends(&["ор", "ик", "нік", "ник", "изм", "ізм", "мент", "ет"]) => {
            SUFFIX
        }
        (_, Part::Adjective, ..) if ends(&["льн", "ск", "енн", "ов", "цк", "чн", "онн", "ав"]) => {
            SUFFIX / 2.0
        }
        // short participles: установлен, установлены
        (Language::Ru, Part::Noun, _, "" | "о" | "а") if ends(&["ен", "ан", "ян"]) => -SUFFIX,
        _ => 0.0,
    }
}

/// What an English word that the lexicon does not have looks like.
fn english(text: &str, language: Language) -> Option<Part> {
    if language != Language::En {
        return Some(Part::Noun);
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| text.ends_with(end));
    if ends(&["ly", "ed", "ing"]) {
        None
    } else if ends(&["al", "ive", "ous", "able", "ible", "ary", "ful", "less", "ic", "ian"]) {
        Some(Part::Adjective)
    } else {
        Some(Part::Noun)
    }
}
