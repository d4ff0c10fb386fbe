//! MultiTerm XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tolmach_fuzz::glossary_comes_back("multiterm", bytes));
