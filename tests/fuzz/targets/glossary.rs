//! Glossaries: of OmegaT, and termbases as CSV; the file of an OmegaT project.
#![no_main]

use tolmach::formats::{csv, omegat};
use tolmach_fuzz::lang;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (ru, be) = (lang("ru"), lang("be"));
    let _ = omegat::read(bytes, &ru, &be, &mut Vec::new());
    let _ = omegat::read_csv(bytes, &ru, &be, &mut Vec::new());
    let _ = omegat::read_project(bytes);
    let _ = csv::read(bytes, &mut Vec::new());
});
