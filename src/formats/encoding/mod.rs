//! Which letters are these bytes? Encodings of texts in Russian, Belarusian and English.
//!
//! A byte-order mark decides; then UTF-16 and UTF-8, which hardly anything else looks like, whatever the file says of
//! itself; then what it says, if the bytes bear it out; and last, among the one-byte encodings, the one whose letters
//! are likeliest. A one-byte encoding of a sentence read as another one gives capitals inside words, frames of tables
//! or letters that no Russian or Belarusian word is made of: that is what is counted, in [`one_byte`].
//!
//! Documents are decoded whole ([`decode`]), exchange files of any size in a [`Decoder`]'s stream.

mod one_byte;
mod stream;
#[cfg(test)]
mod tests;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use crate::lang::Language;

pub(super) use stream::Decoder;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text without byte-order mark, with line ends as `\n`.
    pub(super) text: String,
    /// Name of the encoding: `UTF-8`, `windows-1251`, `KOI8-U` …
    pub(super) encoding: &'static str,
    /// Whether some bytes could not be decoded; U+FFFD stands in their place.
    pub(super) had_errors: bool,
}

/// Decodes bytes. `declared` is what the file says of its encoding; it is not believed against the evidence.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>, hint: Option<Language>) -> Decoded {
    decode_with(bytes, found(bytes, Extent::Whole, declared, hint))
}

/// Decodes bytes in the encoding of that name, if there is one; only a byte-order mark goes over it.
pub(super) fn decode_as(bytes: &[u8], name: &str) -> Option<Decoded> {
    Some(decode_with(bytes, asked_for(bytes, name)?))
}

/// The encoding that an XML declaration names.
pub(super) fn declared_in_xml(head: &[u8]) -> Option<&str> {
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.iter().take(1024).position(|byte| *byte == b'>')?;
    let (_, rest) = std::str::from_utf8(&head[..end]).ok()?.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(label, _)| label.trim())
}

fn decode_with(bytes: &[u8], Found { encoding, mark }: Found) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark..]);
    Decoded { text: unix_line_ends(text.into_owned()), encoding: encoding.name(), had_errors }
}

/// A text with its line ends as `\n`.
pub(super) fn unix_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// What bytes are written in.
#[derive(Clone, Copy)]
struct Found {
    encoding: &'static Encoding,
    /// How many bytes the byte-order mark takes.
    mark: usize,
}

impl Found {
    fn or_marked(bytes: &[u8], unmarked: impl FnOnce() -> &'static Encoding) -> Self {
        let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (unmarked(), 0));
        Self { encoding, mark }
    }
}

/// How much of a file is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    /// Its beginning, which may end within a character.
    Start,
}

/// What the bytes are likely written in.
fn found(bytes: &[u8], extent: Extent, declared: Option<&str>, hint: Option<Language>) -> Found {
    Found::or_marked(bytes, || {
        if let Some(encoding) = utf16_without_mark(bytes) {
            return encoding;
        }
        // bytes of no UTF-16 are none, whatever they are said to be
        let declared = declared.and_then(named).filter(|encoding| !is_utf16(encoding));
        if bytes.is_ascii() {
            return declared.unwrap_or(UTF_8);
        }
        if mostly_utf8(bytes, extent) {
            return UTF_8;
        }
        one_byte::likeliest(bytes, declared.filter(|encoding| *encoding != UTF_8), hint)
    })
}

/// What the bytes are written in by somebody's word.
fn asked_for(bytes: &[u8], name: &str) -> Option<Found> {
    let encoding = named(name)?;
    Some(Found::or_marked(bytes, || {
        // `utf-16` says nothing of the order of bytes
        if is_utf16(encoding) { utf16_without_mark(bytes).unwrap_or(encoding) } else { encoding }
    }))
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// The encoding of that name: labels of the web, and some that people write.
fn named(name: &str) -> Option<&'static Encoding> {
    let label = name.trim().to_ascii_lowercase().replace('_', "-");
    let label = match label.as_str() {
        "1251" | "win1251" | "win-1251" | "windows1251" | "cp-1251" | "ansi" => "windows-1251",
        "1252" | "win1252" | "win-1252" | "cp-1252" => "windows-1252",
        "dos" | "cp-866" | "oem866" | "ibm-866" => "ibm866",
        "koi8u" | "koi8-ru" => "koi8-u",
        "koi8r" => "koi8-r",
        "8859-5" => "iso-8859-5",
        "utf16" | "utf16le" | "unicode" => "utf-16le",
        "utf16be" => "utf-16be",
        // the web takes it for windows-1252, but what says so and is not has mostly become UTF-8
        "ascii" | "us-ascii" => "utf-8",
        other => other,
    };
    Encoding::for_label_no_replacement(label.as_bytes()).filter(|encoding| *encoding != X_USER_DEFINED)
}

/// UTF-16 by what its units are: nearly all of them characters that texts are made of, in one order of bytes; or
/// by the `<` that XML begins with.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 8192;
    match bytes {
        [b'<', 0, ..] => return Some(UTF_16LE),
        [0, b'<', ..] => return Some(UTF_16BE),
        _ => {}
    }
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
fn mostly_utf8(bytes: &[u8], extent: Extent) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let cut = extent == Extent::Start && chunks.peek().is_none();
        bad += usize::from(!chunk.invalid().is_empty() && !cut);
    }
    bad * 10 <= good
}
