//! DOCX documents. The parts of the zip are the input.
#![no_main]

use tolmach_fuzz::{document, package};

const PARTS: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "docProps/core.xml", "_rels/.rels"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| document("text.docx", &package(&PARTS, bytes)));
