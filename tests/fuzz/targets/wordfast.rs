//! Wordfast memories.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(tolmach_fuzz::read("txt", bytes)));
