//! Workbooks: a table of units, a glossary and a review. The parts of the zip are the input.
#![no_main]

use tolmach_fuzz::{glossary, package, read};

const PARTS: [&str; 7] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "[Content_Types].xml",
    "_rels/.rels",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let bytes = package(&PARTS, bytes);
    read("xlsx", &bytes);
    let _ = glossary("xlsx", &bytes);
    let _ = tolmach::formats::review::read_xlsx(&bytes, "review.xlsx");
});
