//! ODT documents. The parts of the zip are the input.
#![no_main]

use tolmach_fuzz::{document, package};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| document("text.odt", &package(&["content.xml", "meta.xml"], bytes)));
