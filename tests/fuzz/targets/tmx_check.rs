//! The check of TMX, for nobody and for each tool.
#![no_main]

use tolmach::formats::exchange::Tool;
use tolmach::formats::tmx::check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for tool in [None, Some(Tool::Omegat), Some(Tool::Trados), Some(Tool::Memoq), Some(Tool::Matecat)] {
        let _ = check(bytes, None, tool, &mut |finding| drop(finding));
    }
});
