//! Evidence: which words of one text can be translations of which words of another, before anything is learned.
//!
//! Words are put into types: a stem, a number by its value, a telling punctuation mark. Two types of different languages
//! are a seed pair when the lexicon has them in a row, when they are the same number or the same Latin word, when a
//! Russian and a Belarusian word share a skeleton, when a name or an international word sounds alike in Latin and
//! Cyrillic letters, or when translations that are there already taught it (`taught`).

use super::joining::{Joining, Opening, opening};
use super::lexicon::Lexicon;
use super::sense::Sense;
use super::taught::Taught;
use super::weights::{LINE_WORDS, SOUND_BUCKET, SOUND_LETTERS, Weights};
use crate::lang::Language;
use crate::lang::letters::{is_cyrillic, is_letter};
use crate::model::BlockKind;
use crate::text::skeleton::{name_key, romanised, skeleton};
use crate::text::{Normal, TokenKind, placeables, stem, tokens};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// One segment as the aligner is given it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its text.
    pub text: &'a str,
    /// What the block it stands in is.
    pub kind: BlockKind,
    /// Whether it opens a block (a paragraph, a heading, a cell).
    pub opens: bool,
}

/// A segment as types and length.
#[derive(Clone)]
pub(super) struct Bag {
    /// Numbers, dates and amounts first.
    pub(super) types: Vec<u32>,
    /// How many of them those are.
    pub(super) numbers: usize,
    /// For each type one by its background probability.
    pub(super) rarity: Vec<f32>,
    pub(super) chars: f64,
    pub(super) kind: BlockKind,
    pub(super) opens: bool,
    pub(super) opening: Opening,
    /// What that says for its going on with the line before it, see `joining`.
    pub(super) joined: f64,
}

/// A text as bags over its vocabulary.
pub(super) struct Side<'w> {
    /// What it is aligned by.
    pub(super) weights: &'w Weights,
    pub(super) language: Language,
    pub(super) bags: Vec<Bag>,
    pub(super) vocabulary: Vec<Type>,
    /// Background probability of each type.
    pub(super) background: Vec<f64>,
    /// Vectors of its lines, if there are any.
    pub(super) sense: Option<Sense>,
}

/// A type: what forms of a word share.
pub(super) struct Type {
    kind: TypeKind,
    /// Stem or value or mark: unique within its kind.
    pub(super) key: String,
    /// The first form seen, in normal form.
    form: String,
    /// Whether it was seen with a capital inside a sentence, or always with one.
    capital: bool,
    count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum TypeKind {
    Word,
    Value,
    Mark,
}

/// Letters of a stem that count: longer stems differ by suffixes that the other language has not.
const STEM_LETTERS: usize = 7;

/// The key of a word in normal form: its stem, cut, without what comes and goes at the end of Slavic stems.
pub(super) fn word_key(word: &str, language: Language) -> String {
    let mut stem = stem(word, language);
    if language.is_slavic() {
        let mut letters: Vec<char> = stem.chars().collect();
        drop_fleeting(&mut letters);
        return letters.into_iter().take(STEM_LETTERS).collect();
    }
    if let Some((end, _)) = stem.char_indices().nth(STEM_LETTERS) {
        stem.truncate(end);
    }
    stem
}

/// Drops the vowel that comes and goes between the last two consonants of a stem (`рынок`, `рынка`; `аловак`,
/// `алоўка`), the soft sign that stands for it (`деньги`, `денег`), and the difference of `ў` and `в`.
fn drop_fleeting(stem: &mut Vec<char>) {
    let vowel = |c: char| "аеёиіоуўыэюя".contains(c);
    if let [.., first, fleeting, last] = stem[..]
        && stem.len() > 3
        && !vowel(first)
        && "аеоэ".contains(fleeting)
        && "вгклмнрц".contains(last)
    {
        stem.remove(stem.len() - 2);
    }
    stem.retain(|c| *c != 'ь');
    for c in stem.iter_mut().filter(|c| **c == 'ў') {
        *c = 'в';
    }
}

impl<'w> Side<'w> {
    pub(super) fn new(lines: &[Line<'_>], language: Language, weights: &'w Weights) -> Self {
        let mut side = Self {
            weights,
            language,
            bags: Vec::with_capacity(lines.len()),
            vocabulary: Vec::new(),
            background: Vec::new(),
            sense: None,
        };
        let mut known = Known::default();
        for line in lines {
            let bag = side.bag(line, &mut known);
            side.bags.push(bag);
        }
        let total: u32 = side.vocabulary.iter().map(|t| t.count).sum();
        let total = f64::from(total) + weights.background_extra;
        side.background = side
            .vocabulary
            .iter()
            .map(|t| ((f64::from(t.count) - weights.background_less) / total).min(weights.background_most))
            .collect();
        let openings: Vec<Opening> = side.bags.iter().map(|bag| bag.opening).collect();
        let joining = Joining::of(&openings, weights);
        for bag in &mut side.bags {
            bag.joined = joining.says(bag.opening);
            bag.rarity = bag.types.iter().map(|t| (1.0 / side.background[*t as usize]) as f32).collect();
        }
        side
    }

    /// How many types there are.
    pub(super) fn types(&self) -> usize {
        self.background.len()
    }

    /// A part of the text by itself, its types numbered and as common as in the whole.
    pub(super) fn part(&self, lines: &[usize]) -> Self {
        Self {
            weights: self.weights,
            language: self.language,
            bags: lines.iter().map(|line| self.bags[*line].clone()).collect(),
            vocabulary: Vec::new(),
            background: self.background.clone(),
            sense: self.sense.as_ref().map(|sense| sense.part(lines)),
        }
    }

    fn bag(&mut self, line: &Line<'_>, known: &mut Known) -> Bag {
        let placed = placeables(line.text, self.language);
        let mut types = Vec::new();
        for placeable in placed.iter().take(LINE_WORDS) {
            let value = placeable.kind.value();
            let id = self.type_of(TypeKind::Value, &value, &value, known);
            self.vocabulary[id as usize].count += 1;
            types.push(id);
        }
        let numbers = types.len();
        // Words, by what stands between placeables; letters that touch one are part of it («5-й», «Ту-154»).
        let touching = |c: char| c == '-' || is_letter(c);
        let (mut at, mut opens) = (0, true);
        for n in 0..=placed.len() {
            let (to, next) = placed.get(n).map_or((line.text.len(), 0), |p| (p.range.start, p.range.end));
            let mut stretch = line.text.get(at..to).unwrap_or_default();
            if n > 0 {
                stretch = stretch.trim_start_matches(touching);
            }
            if n < placed.len() {
                stretch = stretch.trim_end_matches(touching);
            }
            for piece in stretch.split_whitespace() {
                if types.len() >= LINE_WORDS {
                    break;
                }
                for n in self.parts(piece, known) {
                    let part = known.parts[n];
                    let entry = &mut self.vocabulary[part.id as usize];
                    entry.count += 1;
                    entry.capital |= part.capital && !(opens && part.opens);
                    types.push(part.id);
                }
                opens = false;
            }
            (at, opens) = (next, false);
        }
        types.truncate(LINE_WORDS);
        let chars = line.text.chars().filter(|c| !c.is_whitespace()).count() as f64;
        let opening = opening(line.text, self.language);
        Bag { types, numbers, rarity: Vec::new(), chars, kind: line.kind, opens: line.opens, opening, joined: 0.0 }
    }

    fn type_of(&mut self, kind: TypeKind, key: &str, form: &str, known: &mut Known) -> u32 {
        let ids = &mut known.ids[kind as usize];
        if let Some(id) = ids.get(key) {
            return *id;
        }
        let id = self.vocabulary.len() as u32;
        ids.insert(key.to_owned(), id);
        self.vocabulary.push(Type { kind, key: key.to_owned(), form: form.to_owned(), capital: false, count: 0 });
        id
    }

    /// Which parts a piece without spaces has: words and telling marks.
    fn parts(&mut self, piece: &str, known: &mut Known) -> Range<usize> {
        if let Some(parts) = known.pieces.get(piece) {
            return parts.clone();
        }
        let first = known.parts.len();
        for read in read(piece, self.language).iter() {
            let id = self.type_of(read.kind, &read.key, &read.form, known);
            known.parts.push(Part { id, capital: read.capital, opens: read.opens });
        }
        let parts = first..known.parts.len();
        if piece.len() <= LONGEST_PIECE {
            known.pieces.insert(piece.to_owned(), parts.clone());
        }
        parts
    }
}

/// Pieces longer than this are not remembered, in bytes.
const LONGEST_PIECE: usize = 64;
/// How many pieces of a language a thread remembers: some megabytes.
const MOST_PIECES: usize = 1 << 15;

/// A word or telling mark of a piece, in whatever text.
#[derive(Debug, PartialEq)]
struct Read {
    kind: TypeKind,
    key: String,
    form: String,
    capital: bool,
    opens: bool,
}

/// Pieces and what they were read as.
type Pieces = FxHashMap<String, Rc<[Read]>>;

thread_local! {
    /// Pieces that were read: one document has mostly those of the next.
    static READ: RefCell<FxHashMap<Language, Pieces>> = RefCell::default();
}

/// The words and telling marks of a piece.
fn read(piece: &str, language: Language) -> Rc<[Read]> {
    if piece.len() > LONGEST_PIECE {
        return read_anew(piece, language).into();
    }
    READ.with_borrow_mut(|known| {
        let known = known.entry(language).or_default();
        if let Some(read) = known.get(piece) {
            return Rc::clone(read);
        }
        if known.len() >= MOST_PIECES {
            known.clear();
        }
        let read: Rc<[Read]> = read_anew(piece, language).into();
        known.insert(piece.to_owned(), Rc::clone(&read));
        read
    })
}

fn read_anew(piece: &str, language: Language) -> Vec<Read> {
    let normal = Normal::new(piece, language);
    let mut all = Vec::new();
    for (n, token) in tokens(&normal).into_iter().enumerate() {
        let opens = n == 0;
        match token.kind {
            TokenKind::Word => {
                let original = piece.get(normal.original(token.range.clone())).unwrap_or_default();
                let capital = original.starts_with(char::is_uppercase);
                let words = token.text.split('-').filter(|word| !word.is_empty());
                all.extend(words.map(|word| Read {
                    kind: TypeKind::Word,
                    key: word_key(word, language),
                    form: word.to_owned(),
                    capital,
                    opens,
                }));
            }
            TokenKind::Punctuation if matches!(token.text, "?" | "!" | "%" | ":" | "(" | ";" | "$" | "\"") => {
                let mark = token.text.to_owned();
                all.push(Read { kind: TypeKind::Mark, key: mark.clone(), form: mark, capital: false, opens });
            }
            _ => {}
        }
    }
    all
}

/// What has been seen of a text: it has few different words.
#[derive(Default)]
struct Known {
    /// By kind.
    ids: [FxHashMap<String, u32>; 3],
    pieces: FxHashMap<String, Range<usize>>,
    parts: Vec<Part>,
}

/// A word or mark of a piece.
#[derive(Clone, Copy)]
struct Part {
    id: u32,
    capital: bool,
    /// Whether the piece opens with it.
    opens: bool,
}

/// For each type of one side the types of the other it can stand for, with a weight 0–1, sorted by type.
pub(super) type Seeds = Vec<Vec<(u32, f64)>>;

/// Why two types may stand for each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Clue {
    /// The same number.
    Number,
    /// A date and a part of it.
    DatePart,
    /// The same punctuation mark.
    Mark,
    /// The same word in the same letters.
    Word,
    /// Names with one key.
    Name,
    /// Words of two scripts that sound alike: how much, from the least that counts (0) to just alike (1); whether both
    /// are names.
    Sound { alike: f64, names: bool },
    /// A Russian and a Belarusian word with one skeleton, as far as that level tells.
    Skeleton(usize),
    /// Words of a row of the lexicon, and among how many that row and others leave the choice.
    Lexicon { alternatives: f64 },
}

impl Clue {
    pub(super) fn weight(self, weights: &Weights) -> f64 {
        match self {
            Self::Number => weights.same_number,
            Self::DatePart => weights.same_number * weights.date_part,
            Self::Mark => weights.same_mark,
            Self::Word => weights.same_word,
            Self::Name => weights.same_name,
            Self::Sound { alike, names } => {
                let full = if names { 1.0 } else { weights.sound_common };
                full * (weights.sound_least + weights.same_sound * alike)
            }
            Self::Skeleton(level) => weights.skeleton[level],
            // A word of many meanings, or with many equivalents, says less.
            Self::Lexicon { alternatives } => weights.lexicon / alternatives.sqrt(),
        }
    }
}

/// The seed pairs of two sides: those there are clues for, and those taught by other texts.
pub(super) fn seeds(a: &Side<'_>, b: &Side<'_>, taught: &Taught) -> Seeds {
    let weighed = |row: Vec<(u32, Clue)>| row.into_iter().map(|(y, clue)| (y, clue.weight(a.weights))).collect();
    let mut seeds: Seeds = clues(a, b).into_iter().map(weighed).collect();
    taught.pairs(a, b, &mut |x, y, weight| {
        let row = &mut seeds[x as usize];
        match row.binary_search_by_key(&y, |(y, _)| *y) {
            Ok(n) => row[n].1 = row[n].1.max(weight),
            Err(n) => row.insert(n, (y, weight)),
        }
    });
    seeds
}

/// For each type of one side the types of the other it can stand for, each with the clue of most weight, sorted by type.
/// Time and memory are linear in the vocabularies but for words that sound alike, which are compared within bounded
/// buckets of their first two consonants.
pub(super) fn clues(a: &Side<'_>, b: &Side<'_>) -> Vec<Vec<(u32, Clue)>> {
    let mut pairs: Vec<FxHashMap<u32, Clue>> = a.vocabulary.iter().map(|_| FxHashMap::default()).collect();
    let mut add = |x: u32, y: u32, clue: Clue| {
        let best = pairs[x as usize].entry(y).or_insert(clue);
        if clue.weight(a.weights) > best.weight(a.weights) {
            *best = clue;
        }
    };
    same_keys(a, b, &mut add);
    lexicon_pairs(a, b, &mut add);
    if a.language.is_slavic() && b.language.is_slavic() && a.language != b.language {
        skeleton_pairs(a, b, &mut add);
    } else {
        sound_pairs(a, b, &mut add);
    }
    pairs
        .into_iter()
        .map(|row| {
            let mut row: Vec<(u32, Clue)> = row.into_iter().collect();
            row.sort_unstable_by_key(|(y, _)| *y);
            row
        })
        .collect()
}

/// Same number, same mark, same word (same language, or Latin letters in a Cyrillic text).
fn same_keys(a: &Side<'_>, b: &Side<'_>, add: &mut impl FnMut(u32, u32, Clue)) {
    let by_key: FxHashMap<(TypeKind, &str), u32> =
        b.vocabulary.iter().enumerate().map(|(y, t)| ((t.kind, t.key.as_str()), y as u32)).collect();
    for (x, t) in a.vocabulary.iter().enumerate() {
        let Some(&y) = by_key.get(&(t.kind, t.key.as_str())) else { continue };
        let clue = match t.kind {
            TypeKind::Value => Clue::Number,
            TypeKind::Mark => Clue::Mark,
            TypeKind::Word => Clue::Word,
        };
        add(x as u32, y, clue);
    }
    // A date told without its year is the same date; a year alone is part of a date.
    for (x, t) in a.vocabulary.iter().enumerate().filter(|(_, t)| t.kind == TypeKind::Value) {
        for part in date_parts(&t.key) {
            if let Some(&y) = by_key.get(&(TypeKind::Value, part.as_str())) {
                add(x as u32, y, Clue::DatePart);
            }
        }
    }
    let a_by_key: FxHashMap<&str, u32> = a
        .vocabulary
        .iter()
        .enumerate()
        .filter(|(_, t)| t.kind == TypeKind::Value)
        .map(|(x, t)| (t.key.as_str(), x as u32))
        .collect();
    for (y, t) in b.vocabulary.iter().enumerate().filter(|(_, t)| t.kind == TypeKind::Value) {
        for part in date_parts(&t.key) {
            if let Some(&x) = a_by_key.get(part.as_str()) {
                add(x, y as u32, Clue::DatePart);
            }
        }
    }
}

/// What a full date is partly told as: `--06-05`, `2017`, `5`.
fn date_parts(value: &str) -> Vec<String> {
    let parts: Vec<&str> = value.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => {
            vec![format!("--{month}-{day}"), year.to_owned(), day.trim_start_matches('0').to_owned()]
        }
        ["", "", _, day] => vec![day.trim_start_matches('0').to_owned()],
        _ => Vec::new(),
    }
}

/// The words of a side, with their types.
pub(super) fn words<'a>(side: &'a Side<'_>) -> impl Iterator<Item = (u32, &'a Type)> {
    side.vocabulary.iter().enumerate().filter(|(_, t)| t.kind == TypeKind::Word).map(|(i, t)| (i as u32, t))
}

fn lexicon_pairs(a: &Side<'_>, b: &Side<'_>, add: &mut impl FnMut(u32, u32, Clue)) {
    let (of_a, of_b) = (Lexicon::of(a.language), Lexicon::of(b.language));
    let mut by_row: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (y, t) in words(b) {
        for row in of_b.rows(&t.key) {
            by_row.entry(*row).or_default().push(y);
        }
    }
    for (x, t) in words(a) {
        let rows = of_a.rows(&t.key);
        for row in rows {
            let alternatives = ((of_b.size(*row) * rows.len()) as f64).max(1.0);
            for y in by_row.get(row).map_or(&[][..], Vec::as_slice) {
                add(x, *y, Clue::Lexicon { alternatives });
            }
        }
    }
}

fn skeleton_pairs(a: &Side<'_>, b: &Side<'_>, add: &mut impl FnMut(u32, u32, Clue)) {
    let mut by_skeleton: [FxHashMap<String, Vec<u32>>; 4] = Default::default();
    let levels = |word: &Type, language: Language| -> [Option<String>; 4] {
        let whole = skeleton(&word.form, language);
        let letters = whole.chars().count();
        let head = |n: usize| (letters >= n).then(|| whole.chars().take(n).collect::<String>());
        // Four letters tell something only of short words: of long ones every prefix and root shares them.
        let short = if letters <= 6 { head(4) } else { None };
        [(letters >= 3).then(|| whole.clone()), head(6), head(5), short]
    };
    for (y, t) in words(b) {
        for (level, key) in levels(t, b.language).into_iter().enumerate() {
            if let Some(key) = key {
                by_skeleton[level].entry(key).or_default().push(y);
            }
        }
    }
    for (x, t) in words(a) {
        for (level, key) in levels(t, a.language).into_iter().enumerate() {
            for y in key.and_then(|key| by_skeleton[level].get(&key)).map_or(&[][..], Vec::as_slice) {
                add(x, *y, Clue::Skeleton(level));
            }
        }
    }
}

/// Names and international words over scripts.
fn sound_pairs(a: &Side<'_>, b: &Side<'_>, add: &mut impl FnMut(u32, u32, Clue)) {
    let floor = a.weights.sound_floor;
    let cyrillic = |t: &Type| t.form.chars().any(is_cyrillic);
    let bucket = |key: &str| key.chars().take(2).collect::<String>();
    let long = |t: &Type| (4..=SOUND_LETTERS).contains(&t.form.chars().take(SOUND_LETTERS + 1).count());
    let mut buckets: FxHashMap<String, Vec<(u32, String, String, usize)>> = FxHashMap::default();
    for (y, t) in words(b).filter(|(_, t)| long(t)) {
        let key = name_key(&t.form);
        if !key.is_empty() {
            let words = buckets.entry(bucket(&key)).or_default();
            if words.len() < SOUND_BUCKET {
                let sound = romanised(&t.form);
                let letters = sound.chars().count();
                words.push((y, key, sound, letters));
            }
        }
    }
    for (x, t) in words(a).filter(|(_, t)| long(t)) {
        let key = name_key(&t.form);
        let sound = romanised(&t.form);
        let length = sound.chars().count();
        for (y, other_key, other_sound, letters) in buckets.get(&bucket(&key)).map_or(&[][..], Vec::as_slice) {
            let other = &b.vocabulary[*y as usize];
            if cyrillic(t) == cyrillic(other) {
                continue;
            }
            let names = t.capital && other.capital;
            if names && crate::text::skeleton::same_name(&key, other_key) {
                add(x, *y, Clue::Name);
            }
            // The similarity is at most the ratio of the lengths.
            let (short, long) = (length.min(*letters), length.max(*letters));
            if (short as f64) < floor * long as f64 {
                continue;
            }
            let similarity = strsim::normalized_levenshtein(&sound, other_sound);
            if similarity >= floor {
                add(x, *y, Clue::Sound { alike: (similarity - floor) / (1.0 - floor), names });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: Weights = Weights::ESTIMATED;

    fn side(text: &str, language: Language) -> Side<'static> {
        Side::new(&[Line { text, kind: BlockKind::Paragraph, opens: true }], language, &WEIGHTS)
    }

    /// The weight of the seed pair of the types whose first forms are these; 0 for none.
    fn weight(a: (Language, &str, &str), b: (Language, &str, &str)) -> f64 {
        let (x, y) = (side(a.1, a.0), side(b.1, b.0));
        let at = |side: &Side<'_>, form: &str| side.vocabulary.iter().position(|t| t.form == form).unwrap();
        let column = at(&y, b.2) as u32;
        seeds(&x, &y, &Taught::default())[at(&x, a.2)]
            .iter()
            .find(|(t, _)| *t == column)
            .map_or(0.0, |(_, weight)| *weight)
    }

    use Language::{Be, En, Ru};

    #[test]
    fn what_is_remembered_of_a_piece_is_what_is_read_anew() {
        for _ in 0..2 {
            for language in [Language::Ru, Language::Be, Language::En, Language::Other] {
                for piece in ["«Договоры", "Дагаворы?»", "нацыянальна-культурнай", "Agreements,", "agreements", "—"]
                {
                    assert_eq!(read(piece, language)[..], read_anew(piece, language), "{piece} {language:?}");
                }
            }
        }
        // More pieces than are remembered.
        for n in 0..MOST_PIECES + 2 {
            let piece = format!("слова{n}");
            assert_eq!(read(&piece, Language::Be)[..], read_anew(&piece, Language::Be));
        }
    }

    #[test]
    fn numbers_and_dates_meet_by_value() {
        assert_eq!(weight((Ru, "Всего 1 234,5 тонны", "1234.5"), (En, "1,234.5 tons", "1234.5")), WEIGHTS.same_number);
        assert_eq!(
            weight((Ru, "Встреча 5 июня 2024 года", "2024-06-05"), (En, "On June 5, 2024", "2024-06-05")),
            WEIGHTS.same_number
        );
        // A date told without its year, or with the year only, is part of it, whichever side tells more.
        let part = WEIGHTS.same_number * WEIGHTS.date_part;
        assert_eq!(weight((Be, "5 чэрвеня 2024 года", "2024-06-05"), (En, "on 5 June", "--06-05")), part);
        assert_eq!(weight((En, "on 5 June", "--06-05"), (Be, "5 чэрвеня 2024 года", "2024-06-05")), part);
        assert_eq!(weight((Ru, "5 июня 2024", "2024-06-05"), (En, "in 2024", "2024")), part);
        assert_eq!(weight((Ru, "12 тонн", "12"), (En, "13 tons", "13")), 0.0);
    }

    #[test]
    fn names_and_international_words_meet_over_scripts() {
        let name = weight((Ru, "Министр Ковальчук", "ковальчук"), (En, "Minister Kavalchuk", "kavalchuk"));
        assert!(name >= WEIGHTS.same_name, "{name}");
        let word = weight((Be, "новая інфармацыя", "інфармацыя"), (En, "the information", "information"));
        assert!(word > 0.2, "{word}");
        assert_eq!(weight((Ru, "Система XML", "xml"), (En, "An XML system", "xml")), WEIGHTS.same_word);
    }

    #[test]
    fn russian_and_belarusian_cognates_meet_by_skeleton() {
        assert!(weight((Ru, "правда", "правда"), (Be, "праўда", "праўда")) >= WEIGHTS.skeleton[2]);
        assert!(weight((Ru, "ковырялка", "ковырялка"), (Be, "кавыралка", "кавыралка")) >= WEIGHTS.skeleton[0]);
        assert_eq!(weight((Ru, "утро", "утро"), (Be, "вечар", "вечар")), 0.0);
    }

    #[test]
    fn a_vowel_that_comes_and_goes_makes_no_other_word() {
        for (language, one, other) in [
            (Language::Ru, "рынок", "рынка"),
            (Language::Ru, "попытка", "попыток"),
            (Language::Ru, "деньги", "денег"),
            (Language::Be, "рынак", "рынкам"),
            (Language::Be, "аловак", "алоўка"),
        ] {
            assert_eq!(word_key(one, language), word_key(other, language));
        }
        assert_ne!(word_key("market", Language::En), word_key("markt", Language::En));
    }

    #[test]
    fn the_lexicon_knows_what_does_not_sound_alike() {
        assert!(weight((Ru, "договор", "договор"), (En, "a treaty", "treaty")) > 0.0);
        assert!(weight((Be, "краіна", "краіна"), (En, "the country", "country")) > 0.0);
    }

    #[test]
    fn long_lines_and_long_words_are_cut() {
        assert_eq!(side(&"дело ".repeat(10_000), Ru).bags[0].types.len(), LINE_WORDS);
        let figures: String = (0..10_000).map(|n| format!("{n}; ")).collect();
        assert!(side(&figures, Ru).vocabulary.len() <= LINE_WORDS);
        let (x, y) = (side(&"ш".repeat(100_000), Ru), side(&"sh".repeat(100_000), En));
        assert!(seeds(&x, &y, &Taught::default())[0].is_empty());
        assert!(side("", Ru).bags[0].types.is_empty() && side("", Ru).background.is_empty());
    }
}
