//! Tables: CSV and TSV.
#![no_main]

use tolmach_fuzz::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read("csv", bytes);
    read("tsv", bytes);
});
