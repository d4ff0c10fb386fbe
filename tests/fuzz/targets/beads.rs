//! Beads, manifests, vectors.
#![no_main]

use tolmach::formats::{beads, manifest, vectors};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = beads::read(bytes);
    let _ = manifest::read(bytes);
    let _ = vectors::VectorTable::read(bytes);
});
