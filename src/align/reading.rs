//! Reading: the words and telling marks of a piece of text, as far as they can be compared over languages.
//!
//! Pieces are read once for all documents of a thread: one document has mostly those of the next.

use super::lexicon::Lexicon;
use super::weights::SOUND_LETTERS;
use crate::lang::Language;
use crate::lang::letters::is_cyrillic;
use crate::text::skeleton::{name_key, romanised, skeleton};
use crate::text::{Normal, TokenKind, stem, tokens};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// What a piece of text, or a number in it, was read as.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) kind: ReadKind,
    /// Stem or value or mark: unique within its kind.
    pub(super) key: Rc<str>,
    /// The word in normal form.
    pub(super) form: String,
    /// Whether it has a capital.
    pub(super) capital: bool,
    /// Whether the piece opens with it.
    pub(super) opens: bool,
    /// The rows of the lexicon it stands in.
    pub(super) rows: &'static [u32],
    skeleton: OnceCell<Box<[Option<Box<str>>; SKELETONS]>>,
    sound: OnceCell<Option<Sound>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum ReadKind {
    Word,
    Value,
    Mark,
}

/// How many levels of likeness of Russian and Belarusian words there are.
pub(super) const SKELETONS: usize = 4;

/// How a word sounds, in Latin letters.
#[derive(Debug)]
pub(super) struct Sound {
    /// Its consonants, see [`name_key`].
    pub(super) key: String,
    pub(super) romanised: String,
    /// How many letters that has.
    pub(super) letters: usize,
    pub(super) cyrillic: bool,
}

impl Read {
    /// A number, date or amount.
    pub(super) fn value(value: &str) -> Self {
        Self::new(ReadKind::Value, value, value)
    }

    fn word(word: &str, capital: bool, opens: bool, language: Language) -> Self {
        let key = word_key(word, language);
        Self { capital, opens, rows: Lexicon::of(language).rows(&key), ..Self::new(ReadKind::Word, &key, word) }
    }

    fn new(kind: ReadKind, key: &str, form: &str) -> Self {
        Self {
            kind,
            key: key.into(),
            form: form.to_owned(),
            capital: false,
            opens: false,
            rows: &[],
            skeleton: OnceCell::new(),
            sound: OnceCell::new(),
        }
    }

    /// Its skeleton as a word of that language, by level: whole, its first six letters, its first five, its first four.
    pub(super) fn skeleton(&self, language: Language) -> &[Option<Box<str>>; SKELETONS] {
        self.skeleton.get_or_init(|| {
            let whole = skeleton(&self.form, language);
            let letters = whole.chars().count();
            let head = |n: usize| (letters >= n).then(|| whole.chars().take(n).collect());
            // Four letters tell something only of short words: of long ones every prefix and root shares them.
            let short = if letters <= 6 { head(4) } else { None };
            Box::new([(letters >= 3).then(|| whole.as_str().into()), head(6), head(5), short])
        })
    }

    /// How it sounds, if it is long enough to tell and not too long.
    pub(super) fn sound(&self) -> Option<&Sound> {
        let sound = || {
            let letters = self.form.chars().take(SOUND_LETTERS + 1).count();
            let key = (4..=SOUND_LETTERS).contains(&letters).then(|| name_key(&self.form));
            let key = key.filter(|key| !key.is_empty())?;
            let romanised = romanised(&self.form);
            let letters = romanised.chars().count();
            Some(Sound { key, romanised, letters, cyrillic: self.form.chars().any(is_cyrillic) })
        };
        self.sound.get_or_init(sound).as_ref()
    }
}

/// Pieces longer than this are not remembered, in bytes.
const LONGEST_PIECE: usize = 64;
/// How many pieces of a language a thread remembers: some megabytes.
const MOST_PIECES: usize = 1 << 15;

/// Pieces and what they were read as.
type Pieces = FxHashMap<String, Rc<[Rc<Read>]>>;

thread_local! {
    static READ: RefCell<FxHashMap<Language, Pieces>> = RefCell::default();
}

/// The words and telling marks of a piece without spaces.
pub(super) fn read(piece: &str, language: Language) -> Rc<[Rc<Read>]> {
    if piece.len() > LONGEST_PIECE {
        return read_anew(piece, language);
    }
    READ.with_borrow_mut(|known| {
        let known = known.entry(language).or_default();
        if let Some(read) = known.get(piece) {
            return Rc::clone(read);
        }
        if known.len() >= MOST_PIECES {
            known.clear();
        }
        let read = read_anew(piece, language);
        known.insert(piece.to_owned(), Rc::clone(&read));
        read
    })
}

fn read_anew(piece: &str, language: Language) -> Rc<[Rc<Read>]> {
    let normal = Normal::new(piece, language);
    let mut all = Vec::new();
    for (n, token) in tokens(&normal).into_iter().enumerate() {
        let opens = n == 0;
        match token.kind {
            TokenKind::Word => {
                let original = piece.get(normal.original(token.range.clone())).unwrap_or_default();
                let capital = original.starts_with(char::is_uppercase);
                let words = token.text.split('-').filter(|word| !word.is_empty());
                all.extend(words.map(|word| Rc::new(Read::word(word, capital, opens, language))));
            }
            TokenKind::Punctuation if matches!(token.text, "?" | "!" | "%" | ":" | "(" | ";" | "$" | "\"") => {
                all.push(Rc::new(Read { opens, ..Read::new(ReadKind::Mark, token.text, token.text) }));
            }
            _ => {}
        }
    }
    all.into()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_of_a_piece_is_what_is_read_anew() {
        let told = |read: Rc<[Rc<Read>]>| -> Vec<_> {
            read.iter().map(|r| (r.kind, r.key.clone(), r.form.clone(), r.capital, r.opens, r.rows)).collect()
        };
        for _ in 0..2 {
            for language in [Language::Ru, Language::Be, Language::En, Language::Other] {
                for piece in ["«Договоры", "Дагаворы?»", "нацыянальна-культурнай", "Agreements,", "agreements", "—"]
                {
                    assert_eq!(told(read(piece, language)), told(read_anew(piece, language)), "{piece} {language:?}");
                }
            }
        }
        // More pieces than are remembered.
        for n in 0..MOST_PIECES + 2 {
            let piece = format!("слова{n}");
            assert_eq!(told(read(&piece, Language::Be)), told(read_anew(&piece, Language::Be)));
        }
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
}
