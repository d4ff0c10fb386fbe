//! Which one-byte encoding is this? The one whose letters are likeliest in Russian, Belarusian or English.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_R, KOI8_U, WINDOWS_1251, WINDOWS_1252};

use crate::lang::Language;
use crate::lang::letters::{is_cyrillic, is_vowel};

/// The one-byte encodings looked at, each with what it must be better by than windows-1251 to be chosen: how much
/// rarer it is, in the units of [`score`]. A sentence of thirty letters scores hundreds apart in wrong encodings.
///
/// x-mac-cyrillic is left out: it differs from windows-1251 in capitals and «я» only, so that a short text with few of
/// them would be taken for it, and nobody has such files; a file that declares it is believed.
const CANDIDATES: &[(&Encoding, f64)] =
    &[(WINDOWS_1251, 0.0), (WINDOWS_1252, 0.5), (KOI8_R, 1.5), (KOI8_U, 2.0), (IBM866, 1.5), (ISO_8859_5, 3.0)];

/// The likeliest encoding of bytes that are no Unicode. `declared` is believed unless it gives nonsense where another
/// encoding gives a text.
pub(super) fn likeliest(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    hint: Option<Language>,
) -> &'static Encoding {
    let sample = &sample(bytes);
    // East Asian characters are of several bytes: other letters hardly ever give such by chance.
    if let Some(declared) = declared.filter(|encoding| !encoding.is_single_byte())
        && is_mostly_decoded(&declared.decode_without_bom_handling(sample).0)
    {
        return declared;
    }
    let beyond = sample.iter().filter(|byte| !byte.is_ascii()).count().max(1) as f64;
    let score_of = |encoding: &'static Encoding| score(&encoding.decode_without_bom_handling(sample).0);
    let prior = |encoding: &'static Encoding, rarity: f64| {
        let fits = match hint {
            Some(Language::En) => encoding == WINDOWS_1252,
            Some(Language::Ru | Language::Be) => encoding != WINDOWS_1252,
            _ => true,
        };
        -rarity - if fits { 0.0 } else { 3.0 }
    };
    let mut best = (WINDOWS_1251, f64::NEG_INFINITY);
    for &(encoding, rarity) in CANDIDATES {
        let score = score_of(encoding) + prior(encoding, rarity);
        if score > best.1 {
            best = (encoding, score);
        }
    }
    if let Some(declared) = declared.filter(|encoding| encoding.is_single_byte()) {
        // Half a point a letter: the statistics must be sure of themselves to overrule the file.
        if score_of(declared) + 4.0 + 0.5 * beyond >= best.1 {
            return declared;
        }
    }
    // Below this nothing of ours looks like a text; Polish, Greek or Japanese may.
    const NONSENSE: f64 = -6.5;
    if best.1 / beyond < NONSENSE { guess(sample, hint) } else { best.0 }
}

fn is_mostly_decoded(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() * 10 <= beyond
}

/// The lines with bytes beyond ASCII, up to as many as are enough for statistics.
fn sample(bytes: &[u8]) -> Vec<u8> {
    const ENOUGH: usize = 48 << 10;
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        if !line.is_ascii() {
            sample.extend_from_slice(&line[..line.len().min(ENOUGH)]);
        }
        if sample.len() >= ENOUGH {
            break;
        }
    }
    sample
}

/// The guess for languages that are none of ours.
fn guess(sample: &[u8], hint: Option<Language>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let tld: Option<&[u8]> = match hint {
        Some(Language::Be) => Some(b"by"),
        Some(Language::Ru) => Some(b"ru"),
        _ => None,
    };
    detector.guess(tld, Utf8Detection::Deny)
}

/// How likely a text is, as a sum over its characters beyond ASCII (natural logarithms, roughly).
///
/// All one-byte encodings make one character of one byte, so their sums compare.
fn score(text: &str) -> f64 {
    let mut sum = 0.0;
    let mut consonants = 0;
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        if is_cyrillic(c) {
            sum += cyrillic(c, before, after);
            consonants = if is_vowel(lower(c)) { 0 } else { consonants + 1 };
            // Abbreviations aside, five consonants in a row are rare («взгляд», «агентств» have four).
            if consonants > 4 {
                sum -= 2.0;
            }
        } else {
            consonants = 0;
            if !c.is_ascii() {
                sum += other(c, before, after);
            }
        }
    }
    sum
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// What a capital costs: little among capitals, for whole titles are written so, and small letters of one encoding
/// are the capitals of another.
const CAPITALS: f64 = 0.3;
const CAPITAL: f64 = 0.6;

fn cyrillic(c: char, before: Option<char>, after: Option<char>) -> f64 {
    let mut score = frequency(lower(c));
    if let Some(before) = before {
        if before.is_lowercase() && c.is_uppercase() {
            score -= 5.0;
        }
        if before.is_ascii_alphabetic() {
            score -= 3.0;
        }
        // Signs and й, ў after a consonant, ы after a vowel, and the like are what wrong letters give.
        if is_cyrillic(before) && !fits(lower(before), lower(c)) {
            score -= 3.0;
        }
    }
    if (before.is_none_or(|before| !before.is_alphabetic())) && matches!(lower(c), 'ь' | 'ъ' | 'ы') {
        score -= 3.0;
    }
    if c.is_uppercase() {
        score -= if before.is_some_and(char::is_uppercase) || after.is_some_and(char::is_uppercase) {
            CAPITALS
        } else {
            CAPITAL
        };
    }
    if after.is_some_and(|after| after.is_ascii_alphabetic()) {
        score -= 3.0;
    }
    score
}

/// Whether two letters stand side by side in Russian or Belarusian words.
fn fits(first: char, second: char) -> bool {
    match second {
        'ь' | 'ъ' => !is_vowel(first) && !matches!(first, 'ь' | 'ъ' | 'й' | 'ў'),
        'ы' => !is_vowel(first) && !matches!(first, 'ь' | 'ъ' | 'й' | 'ў' | 'г' | 'к' | 'х'),
        'й' | 'ў' => is_vowel(first),
        _ => !matches!((first, second), ('ў', 'у') | ('ь', 'а' | 'у' | 'э') | ('ъ', 'а' | 'о' | 'у' | 'и' | 'э' | 'ы')),
    }
}

/// Logarithm of a letter's share in running text, Russian and Belarusian together (shares from our own reading of
/// public figures; only the order of magnitude matters).
fn frequency(letter: char) -> f64 {
    let permille: f64 = match letter {
        'а' => 115.0,
        'о' => 75.0,
        'е' | 'н' => 65.0,
        'и' => 50.0,
        'і' | 'т' | 'р' | 'с' => 50.0,
        'л' | 'в' => 40.0,
        'к' | 'д' | 'п' | 'у' | 'я' | 'м' | 'ы' => 30.0,
        'з' => 25.0,
        'г' | 'б' | 'ц' => 17.0,
        'ь' | 'ч' | 'э' | 'й' => 13.0,
        'х' | 'ж' | 'ш' | 'ю' | 'ў' => 9.0,
        'ё' => 4.0,
        'щ' | 'ф' => 3.0,
        'ъ' => 0.7,
        'ї' | 'є' | 'ґ' => 0.5,
        _ => 0.1,
    };
    (permille / 1000.0).ln()
}

/// Characters that are no Cyrillic letters.
fn other(c: char, before: Option<char>, after: Option<char>) -> f64 {
    let near = |test: fn(char) -> bool| before.is_some_and(test) || after.is_some_and(test);
    match c {
        '\u{FFFD}' => -12.0,
        c if c.is_control() => -9.0,
        '\u{E000}'..='\u{F8FF}' => -9.0,
        '\u{2500}'..='\u{25FF}' => -7.0,
        // Quotes, dashes and spaces where they belong; inside a word they are letters of another encoding.
        '«' | '“' | '„' | '‘' => {
            if after.is_some_and(char::is_alphanumeric) && !before.is_some_and(char::is_alphanumeric) {
                -1.0
            } else {
                -4.5
            }
        }
        '»' | '”' | '…' => {
            if before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric) {
                -1.0
            } else {
                -4.5
            }
        }
        '’' => {
            if before.is_some_and(char::is_alphabetic) || after.is_some_and(|c| c.is_whitespace()) {
                -1.0
            } else {
                -4.0
            }
        }
        '–' | '—' => {
            if near(|c| c.is_whitespace() || c.is_ascii_digit()) {
                -1.0
            } else {
                -4.0
            }
        }
        '\u{A0}' => {
            if near(char::is_alphabetic) || near(|c| c.is_ascii_digit()) {
                -1.5
            } else {
                -3.0
            }
        }
        '№' => {
            if after.is_some_and(|c| c.is_whitespace() || c == '\u{A0}' || c.is_ascii_digit()) {
                -1.0
            } else {
                -4.5
            }
        }
        '§' | '°' | '©' | '®' | '•' | '·' | '\u{AD}' | '€' | '£' | '™' | '½' | '±' | '×' => {
            if near(char::is_alphabetic) && !near(char::is_whitespace) { -6.0 } else { -3.0 }
        }
        // Letters of western Europe: here and there in an English text, not in rows and not beside Cyrillic.
        c if c.is_alphabetic() && (c as u32) < 0x250 => {
            let row = near(|c| c.is_alphabetic() && !c.is_ascii());
            let capital = c.is_uppercase() && before.is_some_and(char::is_lowercase);
            let lonely = !near(|c| c.is_ascii_alphabetic());
            -3.0 - if row { 4.5 } else { 0.0 } - if capital { 3.0 } else { 0.0 } - if lonely { 3.0 } else { 0.0 }
        }
        _ => -6.0,
    }
}
