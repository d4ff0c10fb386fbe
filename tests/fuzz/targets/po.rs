//! PO: words come back, but for what catalogues must not have.
#![no_main]

use tolmach_fuzz::words_come_back;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    words_come_back("po", "po", bytes, |words| words.replace(['\0', '\u{4}'], "").trim_matches('\n').to_owned());
});
