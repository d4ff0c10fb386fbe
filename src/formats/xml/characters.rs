//! Which characters may stand in XML, and which ones do names stand for?

use quick_xml::events::BytesRef;

/// The character a reference stands for in XML: by its number, or by one of the five names.
pub(super) fn referred(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(None) => quick_xml::escape::resolve_predefined_entity(reference)?.chars().next(),
        Ok(found) => found,
        Err(_) => None,
    }
}

/// Bytes looked at together.
const STRETCH: usize = 64;

/// Whether there is certainly no character in a text that is to be dropped or changed: nearly all text is so. It is
/// looked at in stretches, without a branch for each byte.
pub(super) fn is_fine(text: &str) -> bool {
    // C2 80 to C2 9F are controls, EF BF BE and EF BF BF no characters
    let fine = |byte: u8, next: u8| {
        ((byte >= 0x20) | (byte == b'\n') | (byte == b'\t'))
            & (byte != 0x7F)
            & ((byte != 0xC2) | (next >= 0xA0))
            & ((byte != 0xEF) | (next != 0xBF))
    };
    let bytes = text.as_bytes();
    let Some(last) = bytes.last() else { return true };
    let pairs = |(bytes, nexts): (&[u8], &[u8])| {
        bytes.iter().zip(nexts).fold(true, |all, (byte, next)| all & fine(*byte, *next))
    };
    let next = &bytes[1..];
    bytes[..next.len()].chunks(STRETCH).zip(next.chunks(STRETCH)).all(pairs) && fine(*last, b' ')
}

/// Whether a character may stand in our XML: what XML 1.0 (2.2) forbids may not, nor the controls U+007F to U+009F that
/// it advises against; they are never text, and readers choke on them.
pub(in crate::formats) fn is_allowed(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' => true,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => true,
    }
}

/// Whether a character may stand in names of elements and attributes. XML has a list of letters; those beyond ASCII are
/// not looked up.
pub(super) fn is_name_part(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-' | '.')
    } else {
        !c.is_whitespace() && is_allowed(c)
    }
}

/// Whether a text may be such a name.
pub(super) fn is_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.');
    !text.is_empty() && (text.bytes().all(plain) || text.chars().all(is_name_part))
}

/// HTML's names for U+00A0 to U+00FF, in order.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
    Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave \
    eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute \
    ucirc uuml yacute thorn yuml";

/// The character HTML names so, of those that get into translation memories.
pub(super) fn html_character(name: &str) -> Option<char> {
    if let Some(i) = LATIN_1.split_ascii_whitespace().position(|n| n == name) {
        return char::from_u32(0xA0 + u32::try_from(i).ok()?);
    }
    Some(match name {
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "lsaquo" => '‹',
        "rsaquo" => '›',
        "hellip" => '…',
        "bull" => '•',
        "trade" => '™',
        "euro" => '€',
        "numero" => '№',
        "minus" => '−',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "thinsp" => '\u{2009}',
        "zwnj" => '\u{200C}',
        "zwj" => '\u{200D}',
        _ => return None,
    })
}
