//! The tables of words, bent and ready, and the templates, read.

use super::clauses::{CLAUSES, HEADINGS, JOINS, LEADS, SHORTS, TAILS};
use super::grammar::{BE, CASES, EN, Forms, RU, adjective, phrase, surname};
use super::{topics, words};

/// A word or phrase with its gender (0 m, 1 f, 2 n, 3 p) in Russian and Belarusian, 3 in English if it is plural.
pub struct Noun {
    pub gender: [usize; 3],
    pub forms: [Forms; 2],
    pub english: String,
}

/// A transitive verb in the past.
pub struct Verb {
    /// In Russian and Belarusian, what stands before the ending and after it.
    pub halves: [(&'static str, &'static str); 2],
    /// English synonyms.
    pub english: Vec<&'static str>,
}

/// The same word in three languages, unbending.
pub type Same = [&'static str; 3];

pub struct World {
    pub institutions: Vec<Noun>,
    pub topics: Vec<Noun>,
    pub events: Vec<Noun>,
    pub documents: Vec<Noun>,
    pub foreigners: Vec<Noun>,
    pub settlements: Vec<Noun>,
    pub countries: Vec<Noun>,
    pub places: Vec<Noun>,
    pub positions: Vec<Noun>,
    /// First names of men and of women.
    pub names: [Vec<Noun>; 2],
    /// Surnames of men and of women.
    pub surnames: [Vec<[Forms; 3]>; 2],
    pub surname_endings: [Vec<[Forms; 3]>; 2],
    /// By language, then gender.
    pub adjectives: Vec<([[Forms; 4]; 2], &'static str)>,
    pub verbs: Vec<Verb>,
    pub adverbs: Vec<Same>,
    pub goods: Vec<Same>,
    pub wares: Vec<Same>,
    pub streets: Vec<Same>,
    pub companies: Vec<Same>,
    pub brands: Vec<Same>,
    pub money: Vec<Same>,
    pub weights: Vec<Same>,
    /// Areas of housing, lengths, capacities, areas of land.
    pub sizes: Vec<Vec<Same>>,
    pub village_endings: Vec<(char, Same)>,
    pub village_heads: Vec<(char, Same)>,
    /// Roots of coined names.
    pub roots: Vec<[String; 3]>,
    /// Counted nouns, of 2 and of 5: people, works, papers, things.
    pub counted: [Vec<[[&'static str; 2]; 3]>; 4],
    pub templates: Vec<Template>,
    /// Where each `Role` begins and ends among the templates.
    pub roles: [std::ops::Range<usize>; 6],
}

/// What a template is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Clause,
    Lead,
    Tail,
    Join,
    Heading,
    Short,
}

pub struct Template {
    /// Letters of the slots, in the order of their values.
    pub slots: Vec<u8>,
    pub sides: [Vec<Piece>; 3],
    /// Whether it begins with a comma or the like, without a space before.
    pub glued: bool,
    /// Whether a language has variants.
    pub varied: [bool; 3],
    /// About how many Russian words it comes to.
    pub words: usize,
}

/// A piece of a template.
pub enum Piece {
    Text(String),
    /// A slot in a case.
    Slot(usize, usize),
    /// Agrees with a slot: by gender, in English by number; by the number of a numeral.
    Agree(usize, Vec<Vec<Piece>>),
    /// A verb, its subject.
    Verb(usize, usize),
    Variants(Vec<Vec<Piece>>),
}

impl World {
    pub fn new() -> Self {
        let mut templates = Vec::new();
        let roles = [CLAUSES, LEADS, TAILS, JOINS, HEADINGS, SHORTS].map(|sides| {
            let start = templates.len();
            templates.extend(sides.iter().map(Template::new));
            start..templates.len()
        });
        let men: Vec<Same> = same(words::SURNAMES);
        let endings: Vec<Same> = same(words::SURNAME_ENDINGS);
        let both = |from: &[Same]| [false, true].map(|woman| from.iter().map(|man| surname(*man, woman)).collect());
        Self {
            institutions: nouns(words::INSTITUTIONS, true),
            topics: nouns(topics::TOPICS, true),
            events: nouns(topics::EVENTS, true),
            documents: nouns(words::DOCUMENTS, true),
            foreigners: nouns(words::FOREIGNERS, true),
            settlements: nouns(words::SETTLEMENTS, true),
            countries: nouns(words::COUNTRIES, false),
            places: nouns(words::PLACES, false),
            positions: nouns(words::POSITIONS, false),
            names: [nouns(words::MEN, false), nouns(words::WOMEN, false)],
            surnames: both(&men),
            surname_endings: both(&endings),
            adjectives: columns(words::ADJECTIVES)
                .map(|[ru, ru_stem, be, be_stem, en]| ([adjective(ru, ru_stem, RU), adjective(be, be_stem, BE)], en))
                .collect(),
            verbs: columns(words::VERBS)
                .map(|[ru, be, en]| {
                    let halves = |verb: &'static str| verb.split_once('&').unwrap_or((verb, ""));
                    Verb { halves: [halves(ru), halves(be)], english: en.split('/').collect() }
                })
                .collect(),
            adverbs: same(words::ADVERBS),
            goods: same(words::GOODS),
            wares: same(words::WARES),
            streets: same(words::STREETS),
            companies: same(words::COMPANIES),
            brands: same(words::BRANDS),
            money: same(words::MONEY),
            weights: same(words::WEIGHTS),
            sizes: words::SIZES.map(same).into(),
            village_endings: gendered(words::VILLAGE_ENDINGS),
            village_heads: gendered(words::VILLAGE_HEADS),
            roots: words::HEADS
                .split_whitespace()
                .flat_map(|head| words::MIDDLES.split_whitespace().map(move |middle| root(&format!("{head}{middle}"))))
                .collect(),
            counted: [words::PEOPLE, words::WORKS, words::PAPERS, words::THINGS].map(|table| {
                columns(table).map(|[ru2, ru5, be2, be5, en]| [[ru2, ru5], [be2, be5], [en, en]]).collect()
            }),
            templates,
            roles,
        }
    }
}

fn columns<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().map(|line| {
        let columns: Vec<&str> = line.split('|').collect();
        columns.try_into().unwrap_or_else(|_| panic!("{N} columns expected: {line}"))
    })
}

fn same(table: &'static str) -> Vec<Same> {
    columns(table).collect()
}

fn gendered(table: &'static str) -> Vec<(char, Same)> {
    columns(table).map(|[gender, ru, be, en]| (gender.chars().next().unwrap_or('m'), [ru, be, en])).collect()
}

fn nouns(table: &'static str, gendered: bool) -> Vec<Noun> {
    let noun = |genders: &str, ru: &str, be: &str, en: &str| {
        let gender =
            |nth: usize| genders.chars().nth(nth).or(genders.chars().next()).and_then(|g| "mfnp".find(g)).unwrap_or(0);
        let plural = en.starts_with('+') || genders.starts_with('p');
        Noun {
            gender: [gender(0), gender(1), if plural { 3 } else { 0 }],
            forms: [phrase(ru, RU), phrase(be, BE)],
            english: en.trim_start_matches('+').to_owned(),
        }
    };
    if gendered {
        columns(table).map(|[genders, ru, be, en]| noun(genders, ru, be, en)).collect()
    } else {
        columns(table).map(|[ru, be, en]| noun("m", ru, be, en)).collect()
    }
}

/// A coined root: in Belarusian its vowels stand before the stress; English follows the Belarusian.
fn root(ru: &str) -> [String; 3] {
    let be = ru.replace('о', "а").replace('и', "і");
    let en = be.chars().map(|letter| {
        let latin = match letter.to_lowercase().next().unwrap_or(letter) {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "h",
            'д' => "d",
            'ж' => "zh",
            'з' => "z",
            'і' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'х' => "kh",
            'ч' => "ch",
            'ш' => "sh",
            'ы' => "y",
            other => panic!("no Latin for {other}"),
        };
        if letter.is_uppercase() { latin[..1].to_uppercase() + &latin[1..] } else { latin.to_owned() }
    });
    let en = en.collect();
    [ru.to_owned(), be, en]
}

impl Template {
    fn new(sides: &[&str; 3]) -> Self {
        let mut slots = Vec::new();
        let sides = [RU, BE, EN].map(|lang| {
            let mut parser = Parser { text: sides[lang], lang, slots: &mut slots };
            let pieces = parser.pieces("");
            assert!(parser.text.is_empty(), "{}", sides[lang]);
            pieces
        });
        let weight = |letter: &u8| match letter {
            b'I' | b'D' | b'E' => 3,
            b'T' | b'N' | b'Q' => 4,
            _ => 2,
        };
        let text = |piece: &Piece| if let Piece::Text(text) = piece { text.split_whitespace().count() } else { 0 };
        let known: Vec<u8> = slots.iter().map(|(letter, _)| *letter).collect();
        let words = sides[RU].iter().map(text).sum::<usize>() + known.iter().map(weight).sum::<usize>();
        let verb = known.contains(&b'O');
        let varied = [RU, BE, EN]
            .map(|lang| lang == EN && verb || sides[lang].iter().any(|piece| matches!(piece, Piece::Variants(_))));
        let glued = matches!(sides[RU].first(), Some(Piece::Text(text)) if text.starts_with([',', ';']));
        Self { slots: known, sides, glued, varied, words }
    }
}

struct Parser<'a, 'b> {
    text: &'a str,
    lang: usize,
    /// Letter and digit of each slot.
    slots: &'b mut Vec<(u8, u8)>,
}

impl<'a> Parser<'a, '_> {
    /// Reads up to one of the marks (left unread) or the end.
    fn pieces(&mut self, marks: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some(first) = self.text.chars().next().filter(|first| !marks.contains(*first)) {
            match first {
                '{' => pieces.push(self.slot()),
                '[' => {
                    self.text = &self.text[1..];
                    pieces.push(Piece::Variants(self.listed(']')));
                }
                '@' | '$' | '~' => {
                    self.text = &self.text[1..];
                    let slot = self.name();
                    let endings = match (first, self.lang) {
                        ('@', RU) => ["", "а", "о", "и"],
                        ('@', _) => ["ў", "ла", "ла", "лі"],
                        ('$', RU) => ["ся", "ась", "ось", "ись"],
                        ('$', _) => ["ўся", "лася", "лася", "ліся"],
                        (_, RU) => ["", "а", "о", "ы"],
                        _ => ["ы", "а", "а", "ы"],
                    };
                    let endings = endings.map(|ending| vec![Piece::Text(ending.to_owned())]);
                    pieces.push(Piece::Agree(slot, endings.into()));
                }
                _ => {
                    let special = |c: char| "{[@$~".contains(c) || marks.contains(c);
                    let end = self.text.find(special).unwrap_or(self.text.len());
                    pieces.push(Piece::Text(self.text[..end].to_owned()));
                    self.text = &self.text[end..];
                }
            }
        }
        pieces
    }

    /// Alternatives up to a closing mark.
    fn listed(&mut self, close: char) -> Vec<Vec<Piece>> {
        let marks = format!("|{close}");
        let mut listed = Vec::new();
        loop {
            listed.push(self.pieces(&marks));
            let mark = self.text.chars().next().unwrap_or_else(|| panic!("no {close}"));
            self.text = &self.text[1..];
            if mark == close {
                return listed;
            }
        }
    }

    /// The place of a slot named here: a letter, perhaps a digit.
    fn name(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        let digit = bytes.get(1).copied().filter(u8::is_ascii_digit);
        let name = (bytes[0], digit.unwrap_or(b'1'));
        self.text = &self.text[1 + usize::from(digit.is_some())..];
        self.slots.iter().position(|slot| *slot == name).unwrap_or_else(|| {
            self.slots.push(name);
            self.slots.len() - 1
        })
    }

    fn slot(&mut self) -> Piece {
        self.text = &self.text[1..];
        let slot = self.name();
        let mark = self.text.chars().next().unwrap_or_default();
        self.text = &self.text[1..];
        match mark {
            '}' => Piece::Slot(slot, 0),
            '.' => {
                let case = CASES.find(&self.text[..1]).unwrap_or_else(|| panic!("no such case: {}", self.text));
                self.text = &self.text[1..];
                assert!(self.text.starts_with('}'), "{}", self.text);
                self.text = &self.text[1..];
                Piece::Slot(slot, case)
            }
            _ => {
                let body: &'a str = self.text.split('}').next().unwrap_or_default();
                if body.contains('|') {
                    return Piece::Agree(slot, self.listed('}'));
                }
                let subject = self.name();
                self.text = &self.text[1..];
                Piece::Verb(slot, subject)
            }
        }
    }
}
