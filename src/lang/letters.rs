//! Letters of the three languages: vowels, Latin look-alikes, apostrophes.

/// Whether a lower-case letter is a vowel of Russian, Belarusian or English.
#[must_use]
pub fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'и' | 'і' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// [`char::is_alphabetic`], which is slow beyond ASCII, quick for the letters we have.
#[must_use]
pub fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'Ѐ'..='ҁ') || (!c.is_ascii() && c.is_alphabetic())
}

/// Whether a character is a Cyrillic letter.
#[must_use]
pub fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{052F}')
}

/// One table, both ways, as fast as a match: every letter of every text is looked up.
macro_rules! twins {
    ($($latin:literal $cyrillic:literal),*) => {
        /// The Cyrillic letter that a Latin letter looks like, as typists mistake them (Latin `i` in a Belarusian word).
        #[must_use]
        pub fn cyrillic_twin(c: char) -> Option<char> {
            match c {
                $($latin => Some($cyrillic),)*
                _ => None,
            }
        }

        /// The Latin letter that a Cyrillic letter looks like: the inverse of [`cyrillic_twin`].
        #[must_use]
        pub fn latin_twin(c: char) -> Option<char> {
            match c {
                $($cyrillic => Some($latin),)*
                _ => None,
            }
        }
    };
}

twins! {
    'a' 'а', 'c' 'с', 'e' 'е', 'i' 'і', 'o' 'о', 'p' 'р', 'x' 'х', 'y' 'у',
    'A' 'А', 'B' 'В', 'C' 'С', 'E' 'Е', 'H' 'Н', 'I' 'І', 'K' 'К',
    'M' 'М', 'O' 'О', 'P' 'Р', 'T' 'Т', 'X' 'Х', 'Y' 'У'
}

/// Whether a character is written for the Belarusian apostrophe (or an English one): `'` `’` `ʼ` and their likes.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' | '\u{00B4}' | '\u{2032}' | '\u{02B9}')
}

/// Whether a character is invisible and without meaning for matching: soft hyphen, zero-width spaces, byte-order mark.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
}
