//! XLIFF, also of other tools: words come back from 1.2 and 2.1.
#![no_main]

use tolmach_fuzz::words_come_back;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    words_come_back("xliff", "xlf", bytes, |words| words);
    words_come_back("xliff-2.1", "xlf", bytes, |words| words);
});
