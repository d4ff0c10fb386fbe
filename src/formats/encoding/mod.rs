//! Which letters are these bytes? Encodings of texts in Russian, Belarusian and English.
//!
//! A byte-order mark decides; then what the file says of itself, if the bytes bear it out; then UTF-16 and UTF-8, which
//! hardly anything else looks like; and last, among the one-byte encodings, the one whose letters are likeliest. A
//! one-byte encoding of a sentence read as another one gives capitals inside words, frames of tables or letters that
//! no Russian or Belarusian word is made of: that is what is counted (see `score`).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_5, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};

use crate::lang::Language;
use crate::lang::letters::{is_cyrillic, is_vowel};

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte-order mark, with line ends as `\n`.
    pub text: String,
    /// Name of the encoding: `UTF-8`, `windows-1251`, `KOI8-U` …
    pub encoding: &'static str,
    /// Whether some bytes could not be decoded; U+FFFD stands in their place.
    pub had_errors: bool,
}

/// Decodes bytes. `declared` is what the file says of its encoding; it is not believed against the evidence.
#[must_use]
pub fn decode(bytes: &[u8], declared: Option<&str>, hint: Option<Language>) -> Decoded {
    decode_with(bytes, detect(bytes, declared, hint))
}

/// Decodes bytes in the encoding of that name, if there is one; only a byte-order mark goes over it.
#[must_use]
pub fn decode_as(bytes: &[u8], name: &str) -> Option<Decoded> {
    let mut encoding = encoding_named(name)?;
    if encoding == UTF_16LE && utf16_without_mark(bytes) == Some(UTF_16BE) {
        encoding = UTF_16BE; // `utf-16` says nothing of the order of bytes
    }
    Some(decode_with(bytes, encoding))
}

/// The encoding of that name: labels of the web, and some that people write.
#[must_use]
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    let label = name.trim().to_ascii_lowercase().replace('_', "-");
    let label = match label.as_str() {
        "1251" | "win1251" | "win-1251" | "windows1251" | "cp-1251" | "ansi" => "windows-1251",
        "1252" | "win1252" | "win-1252" | "cp-1252" => "windows-1252",
        "dos" | "cp-866" | "oem866" | "ibm-866" => "ibm866",
        "koi8u" | "koi8-ru" => "koi8-u",
        "koi8r" => "koi8-r",
        "8859-5" => "iso-8859-5",
        "utf16" | "utf-16le" => "utf-16le",
        "utf16le" | "unicode" => "utf-16le",
        "utf16be" => "utf-16be",
        other => other,
    };
    Encoding::for_label_no_replacement(label.as_bytes())
}

/// The likely encoding of the bytes.
#[must_use]
pub fn detect(bytes: &[u8], declared: Option<&str>, hint: Option<Language>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if bytes.is_ascii() {
        return UTF_8;
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    // A declaration of UTF-8 or UTF-16 has just been refuted; one of another encoding is believed unless it gives
    // nonsense where something else does not.
    let declared = declared.and_then(encoding_named).filter(|encoding| encoding.is_single_byte());
    one_byte(&sample(bytes), declared, hint)
}

fn decode_with(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, encoding, had_errors) = encoding.decode(bytes);
    Decoded { text: unix_line_ends(text.into_owned()), encoding: encoding.name(), had_errors }
}

fn unix_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// UTF-16 by what its units are: nearly all of them characters that texts are made of, in one order of bytes.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 8192;
    let head = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    if head.len() < 4 {
        return None;
    }
    let plausible =
        |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0xA0..=0xFF | 0x400..=0x45F | 0x2010..=0x2030 | 0x2116);
    let share = |unit: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        units.filter(|&unit| plausible(unit)).count() * 2 * 100 / head.len()
    };
    // One-byte and UTF-8 texts have neither zeros nor a control character 4 at every other place.
    let high = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0 || byte == 4).count();
    let (even, odd) = (high(0) * 200 / head.len(), high(1) * 200 / head.len());
    if odd > 60 && odd > even && share(u16::from_le_bytes) >= 90 {
        Some(UTF_16LE)
    } else if even > 60 && share(u16::from_be_bytes) >= 90 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8, but for a few damaged ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > 20 * bad
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

/// The one-byte encodings looked at, each with what it must be better by than windows-1251 to be chosen: how much
/// rarer it is, in the units of [`score`]. A sentence of thirty letters scores hundreds apart in wrong encodings.
///
/// x-mac-cyrillic is left out: it differs from windows-1251 in capitals and «я» only, so that a short text with few of
/// them would be taken for it, and nobody has such files; a file that declares it is believed.
const CANDIDATES: &[(&Encoding, f64)] =
    &[(WINDOWS_1251, 0.0), (WINDOWS_1252, 0.5), (KOI8_R, 1.5), (KOI8_U, 2.0), (IBM866, 1.5), (ISO_8859_5, 3.0)];

fn one_byte(sample: &[u8], declared: Option<&'static Encoding>, hint: Option<Language>) -> &'static Encoding {
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
    if let Some(declared) = declared {
        // Half a point a letter: the statistics must be sure of themselves to overrule the file.
        if score_of(declared) + 4.0 + 0.5 * beyond >= best.1 {
            return declared;
        }
    }
    // Below this nothing of ours looks like a text; Polish, Greek or Japanese may.
    const NONSENSE: f64 = -6.5;
    if best.1 / beyond < NONSENSE { guess(sample, hint) } else { best.0 }
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

#[cfg(test)]
mod tests;
