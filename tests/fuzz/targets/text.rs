//! Texts and Markdown.
#![no_main]

use tolmach_fuzz::document;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    document("text.txt", bytes);
    document("text.md", bytes);
});
