//! Evidence: which words of one text can be translations of which words of another, before anything is learned.
//!
//! Two types of different languages are a seed pair when the lexicon has them in a row, when they are the same number or
//! the same Latin word, when a Russian and a Belarusian word share a skeleton, when a name or an international word sounds
//! alike in Latin and Cyrillic letters, or when translations that are there already taught it (`taught`).

use super::lexicon::Lexicon;
use super::reading::{ReadKind, SKELETONS, Sound};
use super::rows::Rows;
use super::side::{Side, Type};
use super::taught::Taught;
use super::weights::{SOUND_BUCKET, Weights};
use crate::lang::Language;
use crate::text::skeleton::same_name;
use rustc_hash::FxHashMap;

/// For each type of one side the types of the other it can stand for, with a weight 0–1, sorted by type.
pub(super) type Seeds = Rows<(u32, f64)>;

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
    let mut pairs = Vec::new();
    taught.pairs(a, b, &mut |x, y, weight| pairs.push((x as usize, (y, weight))));
    let taught = Rows::grouped(a.vocabulary.len(), pairs.into_iter());
    let clues = clues(a, b);
    let mut seeds = Rows::with_capacity(clues.len(), clues.items().len());
    for (clues, taught) in clues.iter().zip(taught.iter()) {
        let clues = clues.iter().map(|(y, clue)| (*y, clue.weight(a.weights)));
        if taught.is_empty() {
            seeds.push(clues);
            continue;
        }
        let mut row: Vec<(u32, f64)> = clues.chain(taught.iter().copied()).collect();
        best_of_each(&mut row, |(y, weight)| (*y, *weight));
        seeds.push(row);
    }
    seeds
}

/// Sorts by type, of each type what has most weight.
fn best_of_each<T>(row: &mut Vec<T>, of: impl Fn(&T) -> (u32, f64)) {
    row.sort_by(|p, q| {
        let ((x, p), (y, q)) = (of(p), of(q));
        x.cmp(&y).then(q.total_cmp(&p))
    });
    row.dedup_by_key(|item| of(item).0);
}

/// For each type of one side the types of the other it can stand for, each with the clue of most weight, sorted by type.
/// Time and memory are linear in the vocabularies but for words that sound alike, which are compared within bounded
/// buckets of their first two consonants.
pub(super) fn clues(a: &Side<'_>, b: &Side<'_>) -> Rows<(u32, Clue)> {
    let (keys, lexicon) = (Keys::of(b), LexiconRows::of(b));
    let slavic = a.language.is_slavic() && b.language.is_slavic() && a.language != b.language;
    let (skeletons, sounds) = if slavic { (Some(Skeletons::of(b)), None) } else { (None, Some(Sounds::of(b))) };
    let mut clues = Rows::with_capacity(a.vocabulary.len(), 4 * a.vocabulary.len());
    let mut row: Vec<(u32, Clue, f64)> = Vec::new();
    for t in &a.vocabulary {
        let mut add = |y: u32, clue: Clue| row.push((y, clue, clue.weight(a.weights)));
        keys.clues(t, &mut add);
        if t.read.kind == ReadKind::Word {
            lexicon.clues(t, &mut add);
            if let Some(skeletons) = &skeletons {
                skeletons.clues(t, a.language, &mut add);
            }
            if let Some(sounds) = &sounds {
                sounds.clues(t, b, &mut add);
            }
        }
        best_of_each(&mut row, |(y, _, weight)| (*y, *weight));
        clues.push(row.drain(..).map(|(y, clue, _)| (y, clue)));
    }
    clues
}

/// Same number, same mark, same word (same language, or Latin letters in a Cyrillic text).
struct Keys<'s> {
    types: FxHashMap<(ReadKind, &'s str), u32>,
    /// Dates, by what they are partly told as.
    dates: FxHashMap<String, Vec<u32>>,
}

impl<'s> Keys<'s> {
    fn of(b: &'s Side<'_>) -> Self {
        let mut keys = Self { types: FxHashMap::default(), dates: FxHashMap::default() };
        for (y, t) in b.vocabulary.iter().enumerate() {
            keys.types.insert((t.read.kind, &t.read.key), y as u32);
            if t.read.kind == ReadKind::Value {
                for part in date_parts(&t.read.key) {
                    keys.dates.entry(part).or_default().push(y as u32);
                }
            }
        }
        keys
    }

    fn clues(&self, t: &Type, add: &mut impl FnMut(u32, Clue)) {
        let same = |key: &str| self.types.get(&(t.read.kind, key)).copied();
        let clue = match t.read.kind {
            ReadKind::Value => Clue::Number,
            ReadKind::Mark => Clue::Mark,
            ReadKind::Word => Clue::Word,
        };
        same(&t.read.key).into_iter().for_each(|y| add(y, clue));
        if t.read.kind == ReadKind::Value {
            // A date told without its year is the same date; a year alone is part of a date.
            let parts = date_parts(&t.read.key);
            parts.iter().filter_map(|part| same(part)).for_each(|y| add(y, Clue::DatePart));
            let dates = self.dates.get(&*t.read.key).map_or(&[][..], Vec::as_slice);
            dates.iter().for_each(|y| add(*y, Clue::DatePart));
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

/// Words by the rows of the lexicon.
struct LexiconRows {
    lexicon: &'static Lexicon,
    words: Rows<u32>,
}

impl LexiconRows {
    fn of(b: &Side<'_>) -> Self {
        let lexicon = Lexicon::of(b.language);
        let words = b.words().flat_map(|(y, t)| t.read.rows.iter().map(move |row| (*row as usize, y)));
        Self { lexicon, words: Rows::grouped(lexicon.len(), words) }
    }

    fn clues(&self, t: &Type, add: &mut impl FnMut(u32, Clue)) {
        let rows = t.read.rows;
        for row in rows.iter().map(|row| *row as usize).filter(|row| *row < self.words.len()) {
            let alternatives = ((self.lexicon.size(row) * rows.len()) as f64).max(1.0);
            self.words[row].iter().for_each(|y| add(*y, Clue::Lexicon { alternatives }));
        }
    }
}

/// Russian or Belarusian words by their skeletons.
struct Skeletons<'s> {
    /// By level the number of each skeleton.
    numbers: [FxHashMap<&'s str, u32>; SKELETONS],
    words: [Rows<u32>; SKELETONS],
}

impl<'s> Skeletons<'s> {
    fn of(b: &'s Side<'_>) -> Self {
        let mut numbers: [FxHashMap<&str, u32>; SKELETONS] = Default::default();
        let mut words: [Vec<(usize, u32)>; SKELETONS] = Default::default();
        for (y, t) in b.words() {
            for (level, key) in t.read.skeleton(b.language).iter().enumerate() {
                if let Some(key) = key {
                    let next = numbers[level].len() as u32;
                    words[level].push((*numbers[level].entry(key).or_insert(next) as usize, y));
                }
            }
        }
        let mut level = 0;
        let words = words.map(|words| {
            level += 1;
            Rows::grouped(numbers[level - 1].len(), words.into_iter())
        });
        Self { numbers, words }
    }

    fn clues(&self, t: &Type, language: Language, add: &mut impl FnMut(u32, Clue)) {
        for (level, key) in t.read.skeleton(language).iter().enumerate() {
            if let Some(number) = key.as_deref().and_then(|key| self.numbers[level].get(key)) {
                self.words[level][*number as usize].iter().for_each(|y| add(*y, Clue::Skeleton(level)));
            }
        }
    }
}

/// Names and international words over scripts, by the first two consonants.
struct Sounds<'s> {
    buckets: FxHashMap<&'s str, Vec<(u32, &'s Sound)>>,
}

/// What words of a bucket share.
fn bucket(sound: &Sound) -> &str {
    sound.key.char_indices().nth(2).map_or(&*sound.key, |(end, _)| &sound.key[..end])
}

impl<'s> Sounds<'s> {
    fn of(b: &'s Side<'_>) -> Self {
        let mut buckets: FxHashMap<&str, Vec<(u32, &Sound)>> = FxHashMap::default();
        for (y, sound) in b.words().filter_map(|(y, t)| Some((y, t.read.sound()?))) {
            let words = buckets.entry(bucket(sound)).or_default();
            if words.len() < SOUND_BUCKET {
                words.push((y, sound));
            }
        }
        Self { buckets }
    }

    fn clues(&self, t: &Type, b: &Side<'_>, add: &mut impl FnMut(u32, Clue)) {
        let floor = b.weights.sound_floor;
        let Some(sound) = t.read.sound() else { return };
        for (y, other) in self.buckets.get(bucket(sound)).map_or(&[][..], Vec::as_slice) {
            if sound.cyrillic == other.cyrillic {
                continue;
            }
            let names = t.capital && b.vocabulary[*y as usize].capital;
            if names && same_name(&sound.key, &other.key) {
                add(*y, Clue::Name);
            }
            // The similarity is at most the ratio of the lengths.
            let (short, long) = (sound.letters.min(other.letters), sound.letters.max(other.letters));
            if (short as f64) < floor * long as f64 {
                continue;
            }
            let similarity = strsim::normalized_levenshtein(&sound.romanised, &other.romanised);
            if similarity >= floor {
                add(*y, Clue::Sound { alike: (similarity - floor) / (1.0 - floor), names });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::side::Line;
    use super::*;
    use crate::model::BlockKind;

    const WEIGHTS: Weights = Weights::ESTIMATED;

    fn side(text: &str, language: Language) -> Side<'static> {
        Side::new(&[Line { text, kind: BlockKind::Paragraph, opens: true }], language, &WEIGHTS)
    }

    /// The weight of the seed pair of the types whose first forms are these; 0 for none.
    fn weight(a: (Language, &str, &str), b: (Language, &str, &str)) -> f64 {
        let (x, y) = (side(a.1, a.0), side(b.1, b.0));
        let at = |side: &Side<'_>, form: &str| side.vocabulary.iter().position(|t| t.read.form == form).unwrap();
        let column = at(&y, b.2) as u32;
        seeds(&x, &y, &Taught::default())[at(&x, a.2)]
            .iter()
            .find(|(t, _)| *t == column)
            .map_or(0.0, |(_, weight)| *weight)
    }

    use Language::{Be, En, Ru};

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
    fn the_lexicon_knows_what_does_not_sound_alike() {
        assert!(weight((Ru, "договор", "договор"), (En, "a treaty", "treaty")) > 0.0);
        assert!(weight((Be, "краіна", "краіна"), (En, "the country", "country")) > 0.0);
    }

    #[test]
    fn long_words_sound_like_nothing() {
        let (x, y) = (side(&"ш".repeat(100_000), Ru), side(&"sh".repeat(100_000), En));
        assert!(seeds(&x, &y, &Taught::default())[0].is_empty());
    }
}
