//! Real-looking bytes damaged, for tests that no reader panics over what it reads.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What stands in files and means something to some reader, or to none.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"/>",
    b"</",
    b"\"",
    b"'",
    b"&",
    b"&#",
    b"&#x110000;",
    b"&nbsp;",
    b";",
    b",",
    b"\t",
    b"\n",
    b"\r",
    b"|",
    b"\\",
    b"[",
    b"]",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<!DOCTYPE x [",
    b"<?",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xD0",
    b"\xA0",
    b"\xE2\x80\xA8",
];

/// One change of bytes.
#[derive(Clone, Debug)]
pub(in crate::formats) enum Change {
    Replace(Index, u8),
    Insert(Index, &'static [u8]),
    Repeat(Index, Index),
    Remove(Index, Index),
    Truncate(Index),
}

/// A few changes.
pub(in crate::formats) fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = any::<Index>;
    let change = prop_oneof![
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        4 => (at(), select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        1 => (at(), at()).prop_map(|(from, to)| Change::Repeat(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Change::Remove(from, to)),
        1 => at().prop_map(Change::Truncate),
    ];
    prop::collection::vec(change, 1..8)
}

/// The bytes with the changes done to them.
pub(in crate::formats) fn damaged(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let size = bytes.len();
        let place = |index: &Index| index.index(size + 1);
        let range = |from: &Index, to: &Index| place(from).min(place(to))..place(from).max(place(to));
        match change {
            Change::Replace(at, byte) if size > 0 => bytes[at.index(size)] = *byte,
            Change::Replace(..) => {}
            Change::Insert(at, piece) => drop(bytes.splice(place(at)..place(at), piece.iter().copied())),
            Change::Repeat(from, to) => bytes.extend_from_within(range(from, to)),
            Change::Remove(from, to) => drop(bytes.drain(range(from, to))),
            Change::Truncate(at) => bytes.truncate(place(at)),
        }
    }
    bytes
}

/// A text in the encodings that files of our languages come in.
pub(in crate::formats) fn encoded(text: &str) -> Vec<Vec<u8>> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    vec![
        text.as_bytes().to_vec(),
        encoding_rs::WINDOWS_1251.encode(text).0.into_owned(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ]
}
