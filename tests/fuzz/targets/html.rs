//! HTML pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolmach_fuzz::document("page.html", bytes));
