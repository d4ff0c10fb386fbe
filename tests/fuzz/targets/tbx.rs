//! TBX termbases.
#![no_main]

use tolmach::formats::tbx::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drop(read(bytes, &mut Vec::new())));
