//! TMX: all there is to units comes back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolmach_fuzz::comes_back("tmx", "tmx", bytes));
