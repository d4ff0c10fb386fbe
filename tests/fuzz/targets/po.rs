//! PO: words come back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolmach_fuzz::words_come_back("po", "po", bytes));
