//! Own texts, written in every encoding and read back.

use std::io::Read as _;

use encoding_rs::Encoding;

use super::{Decoder, declared_in_xml, decode, decode_as};
use crate::lang::Language;

const RU: &str = "Посол Республики Беларусь вручил верительные грамоты.";
const BE: &str = "Пасол уручыў даверчыя граматы і правёў сустрэчу ў міністэрстве.";
const RU_LONG: &str = "О встрече в Министерстве\n\nВчера в Минске прошли переговоры делегаций двух стран. Стороны обсудили \
    торговлю, транспорт и «зелёную» энергетику — всего 12 вопросов.\n\nСледующая встреча состоится в июне 2024 г.";
const BE_LONG: &str = "Аб сустрэчы ў Міністэрстве\n\nУчора ў Мінску прайшлі перамовы дэлегацый дзвюх краін. Бакі \
    абмеркавалі гандаль, транспарт і адукацыю. Ён адзначыў, што сяброўства народаў мае глыбокія карані.";

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        other => {
            let (bytes, _, unmappable) = Encoding::for_label(other.as_bytes()).unwrap().encode(text);
            assert!(!unmappable, "{other} cannot write {text}");
            bytes.into_owned()
        }
    }
}

fn check(text: &str, encodings: &[&str]) {
    for encoding in encodings {
        let decoded = decode(&encoded(text, encoding), None, None);
        assert_eq!(decoded.text, text, "written in {encoding}, read as {}", decoded.encoding);
        assert!(!decoded.had_errors);
    }
}

#[test]
fn russian_is_read_in_every_encoding() {
    let all = ["utf-8", "utf-16le", "utf-16be", "windows-1251", "koi8-r", "koi8-u", "ibm866", "iso-8859-5"];
    check(RU, &all);
    check("Он сказал: «Да».", &["utf-8", "utf-16le", "windows-1251"]);
    check("Ответ готов", &all);
    check("СОВЕТ МИНИСТРОВ РЕСПУБЛИКИ БЕЛАРУСЬ", &all);
    check(RU_LONG, &["utf-8", "utf-16le", "utf-16be", "windows-1251"]);
    check(&RU_LONG.replace(['«', '»'], "\"").replace('—', "-"), &["koi8-r", "koi8-u", "ibm866", "iso-8859-5"]);
}

#[test]
fn belarusian_is_read_in_every_encoding_that_can_write_it() {
    // IBM866 has ў but no і; KOI8-R has neither.
    let all = ["utf-8", "utf-16le", "utf-16be", "windows-1251", "koi8-u", "iso-8859-5"];
    check(BE, &all);
    check(BE_LONG, &all);
    check("Ён жыў у Мінску.", &all);
    check("Ці быў ён там?", &all);
    check("АБ СУСТРЭЧЫ Ў МІНІСТЭРСТВЕ", &all);
    check("Сустрэча была цёплая, размова доўгая.", &["ibm866"]);
}

#[test]
fn english_with_typographic_quotes_is_windows_1252() {
    let text = "The Minister said: “We are ready.” It’s a joint communiqué – the first one.";
    check(text, &["utf-8", "windows-1252", "utf-16le"]);
    assert_eq!(
        decode(&encoded("A joint communiqué, the café said.", "windows-1252"), None, None).encoding,
        "windows-1252"
    );
}

#[test]
fn byte_order_marks_are_dropped_and_decide() {
    for (encoding, mark) in [("utf-8", &b"\xEF\xBB\xBF"[..]), ("utf-16le", b"\xFF\xFE"), ("utf-16be", b"\xFE\xFF")] {
        let bytes = [mark, &encoded(BE, encoding)].concat();
        assert_eq!(decode(&bytes, Some("windows-1251"), None).text, BE, "{encoding}");
    }
}

#[test]
fn a_declaration_is_believed_unless_the_bytes_refute_it() {
    assert_eq!(decode(&encoded(RU, "koi8-r"), Some("koi8-r"), None).text, RU);
    assert_eq!(
        decode(&encoded(RU, "utf-8"), Some("windows-1251"), None).text,
        RU,
        "a page converted after it was written"
    );
    assert_eq!(decode(&encoded(RU, "windows-1251"), Some("utf-8"), None).text, RU);
    assert_eq!(decode(&encoded(RU_LONG, "windows-1251"), Some("koi8-r"), None).text, RU_LONG);
    assert_eq!(decode(&encoded(RU, "windows-1251"), Some("no-such"), None).text, RU);
}

#[test]
fn the_user_has_the_last_word() {
    let bytes = encoded("Привет", "windows-1251");
    assert_eq!(decode_as(&bytes, "koi8-r").unwrap().text, "оПХБЕР");
    assert_eq!(decode_as(&bytes, "CP1251").unwrap().text, "Привет");
    assert_eq!(decode_as(&encoded(BE, "utf-16be"), "utf-16").unwrap().text, BE);
    assert_eq!(decode_as(&bytes, "klingon"), None);
}

#[test]
fn damaged_utf_8_stays_utf_8() {
    let mut bytes = BE_LONG.as_bytes().to_vec();
    bytes.insert(BE_LONG.find("Учора").unwrap(), 0xD0);
    let decoded = decode(&bytes, None, None);
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.had_errors);
    assert!(decoded.text.contains("\u{FFFD}Учора ў Мінску"));
}

#[test]
fn line_ends_become_line_feeds() {
    assert_eq!(decode("а\r\nб\rв\n\r\nг".as_bytes(), None, Some(Language::Ru)).text, "а\nб\nв\n\nг");
}

fn streamed(bytes: &[u8]) -> String {
    let mut text = String::new();
    Decoder::new(bytes).unwrap().0.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_stream_is_decoded_as_the_whole_is() {
    for (text, encodings) in [
        (RU_LONG, &["utf-8", "utf-16le", "utf-16be", "windows-1251"][..]),
        (BE_LONG, &["utf-8", "utf-16le", "utf-16be", "windows-1251", "koi8-u", "iso-8859-5"]),
    ] {
        // longer than what is looked at
        let text = text.repeat(200);
        for encoding in encodings {
            assert!(streamed(&encoded(&text, encoding)) == text, "{encoding}");
        }
    }
}

#[test]
fn east_asian_encodings_are_read_when_declared() {
    let text = "<?xml version='1.0' encoding='GBK'?><seg>白俄罗斯共和国</seg>";
    assert_eq!(streamed(&encoded(text, "gbk")), text);
    assert_eq!(decode(&encoded(RU, "windows-1251"), Some("gbk"), None).text, RU);
}

#[test]
fn what_is_looked_at_may_end_within_a_character() {
    let text = format!("<?xml version='1.0'?><seg>{}Мінск</seg>", "x".repeat((64 << 10) - 27));
    assert_eq!(streamed(text.as_bytes()), text);
    assert_eq!(streamed(&text.as_bytes()[..text.len() - 1]), text[..text.len() - 1]);
}

#[test]
fn xml_declares_its_encoding_in_many_ways() {
    assert_eq!(declared_in_xml(b"<?xml version='1.0' encoding = \"KOI8-R\" ?><a/>"), Some("KOI8-R"));
    assert_eq!(declared_in_xml(b"<?xml version='1.0'?><a encoding='koi8-r'/>"), None);
    assert_eq!(declared_in_xml(b"<?xml encoding='utf-8"), None);
    assert_eq!(declared_in_xml(b"encoding='utf-8'"), None);
}
