//! Packed files: gzip, xz, zip; TMX in them.
#![no_main]

use std::io::{BufRead, Cursor, Read as _, copy, sink};
use tolmach::formats::packed::{Archive, is_zip, unpacked};

/// More than this is nothing new.
const ENOUGH: u64 = 64 << 20;

fn unpack<'a>(input: Box<dyn BufRead + Send + 'a>) {
    if let Ok(input) = unpacked(input) {
        let _ = copy(&mut input.take(ENOUGH), &mut sink());
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    unpack(Box::new(Cursor::new(bytes)));
    if is_zip(bytes)
        && let Ok(mut archive) = Archive::open(Cursor::new(bytes))
    {
        for (number, _) in archive.names() {
            if let Ok(file) = archive.file(number) {
                unpack(file);
            }
        }
    }
});
