//! How fast is TMX read? `cargo bench --bench tmx -- [FILE.tmx]`: our reader beside a bare loop over the events of quick-xml, and
//! beside one that also takes out what the events hold.
//!
//! Both read the same bytes from memory, one after the other, several times; the best of each is told, and their ratio.
//! Without a file 100,000 units are made.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod memory;

use quick_xml::events::Event;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;
use tolmach::formats::tmx::{ReadOptions, TmxReader};

/// Times each is run.
const RUNS: usize = 5;

fn main() -> ExitCode {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let bytes = match file.as_ref().map(std::fs::read) {
        Some(Ok(bytes)) => bytes,
        Some(Err(error)) => {
            eprintln!("{error}\nUsage: cargo bench --bench tmx -- [FILE.tmx]");
            return ExitCode::from(2);
        }
        None => {
            let mut bytes = Vec::new();
            if memory::write_tmx(&mut bytes, 100_000, 1, &[0, 1, 2]).is_err() {
                return ExitCode::from(2);
            }
            bytes
        }
    };
    let (mut bare, mut into, mut ours) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    let mut units = 0;
    for _ in 0..RUNS {
        bare = bare.min(seconds(|| {
            black_box(events(&bytes, false));
        }));
        into = into.min(seconds(|| {
            black_box(events(&bytes, true));
        }));
        ours = ours.min(seconds(|| units = read(&bytes)));
    }
    let megabytes = bytes.len() as f64 / 1e6;
    println!("{units} units, {megabytes:.0} MB");
    println!("bare loop of quick-xml  {:7.0} MB/s", megabytes / bare);
    println!("units read              {:7.0} MB/s {:9.0} units/s", megabytes / ours, units as f64 / ours);
    println!("one that looks into it  {:7.0} MB/s", megabytes / into);
    println!("ratio                   {:7.2} to the bare loop, {:.2} to the other", bare / ours, into / ours);
    ExitCode::SUCCESS
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// The events of the file, counted, or also looked into: names and values of attributes as strings, and texts.
fn events(bytes: &[u8], into: bool) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut buf = Vec::new();
    let mut count = 0;
    loop {
        buf.clear();
        match reader.read_event_into(&mut buf) {
            Ok(Event::Eof) | Err(_) => return count,
            Ok(event) => {
                match &event {
                    Event::Start(tag) | Event::Empty(tag) if into => {
                        for attribute in tag.attributes().flatten() {
                            black_box((attribute.key.as_ref().to_owned(), attribute.value.as_ref().to_owned()));
                        }
                    }
                    Event::Text(text) if into => {
                        black_box(text.as_ref().to_owned());
                    }
                    _ => {}
                }
                black_box(&event);
                count += 1;
            }
        }
    }
}

/// The units of the file, counted.
fn read(bytes: &[u8]) -> u64 {
    let Ok(mut reader) = TmxReader::new(bytes, &ReadOptions::default()) else { return 0 };
    let mut problems = Vec::new();
    let mut count = 0;
    while let Ok(Some(tu)) = reader.next(&mut problems) {
        black_box(&tu);
        problems.clear();
        count += 1;
    }
    count
}
