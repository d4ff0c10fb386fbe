//! How fast are terms extracted? `cargo bench --bench extract -- [UNITS]`: a made memory of 100,000 units, Russian and
//! Belarusian, then with English.
//!
//! Told are the seconds of taking the units in and of finding the terms, and the most memory the process had.

#![allow(clippy::print_stdout)]

mod memory;

use std::time::Instant;
use tolmach::align::SEED_LEXICON;
use tolmach::lang::{Lang, Language};
use tolmach::terms::extract::{Extractor, Options};

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let count: usize = asked.unwrap_or(100_000);
    let langs = [Language::Ru, Language::Be, Language::En].map(Lang::of);
    for number in [2, 3] {
        let start = Instant::now();
        let mut extractor = Extractor::new(&langs[..number], SEED_LEXICON);
        for unit in memory::units(count, 1) {
            extractor.add(&unit[..number]);
        }
        let read = start.elapsed().as_secs_f64();
        let found = extractor.finish(&Options::default()).len();
        let all = start.elapsed().as_secs_f64();
        println!(
            "{count} units, {number} languages: {read:.1} s to take in (making them included), {:.1} s to find {found} candidates, {} MB",
            all - read,
            peak().map_or_else(|| "?".to_owned(), |megabytes| megabytes.to_string())
        );
    }
}

/// The most memory the process had so far, in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? / 1024)
}
