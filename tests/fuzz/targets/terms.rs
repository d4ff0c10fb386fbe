//! Tables of terms as people write them: CSV, TSV, memoQ, Weblate; glossaries of OmegaT and Wordfast.
#![no_main]

use tolmach_fuzz::{glossary, glossary_comes_back};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    glossary_comes_back("csv", bytes);
    let _ = glossary("wordfast", bytes);
});
