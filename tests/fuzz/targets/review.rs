//! Reviews: JSON, and tables.
#![no_main]

use tolmach::formats::review::{read_delimited, read_json};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = read_json(bytes);
    let _ = read_delimited(bytes, "review.tsv");
});
