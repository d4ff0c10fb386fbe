//! Writes a generated memory: `cargo bench --bench generate -- 1000000 out.tmx ru,be [SEED]`.
//!
//! Without arguments (a plain `cargo bench`) it tells how fast units are made.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod memory;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}\nUsage: cargo bench --bench generate -- COUNT FILE.tmx [ru,be,en] [SEED]");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let number = |text: &String| text.parse::<usize>().map_err(|error| format!("{text}: {error}"));
    let seed = arguments.get(3).map_or(Ok(1), number)? as u64;
    let start = Instant::now();
    let count = match arguments {
        [] => {
            let count = 200_000;
            let bytes: usize = memory::units(count, seed).flatten().map(|side| side.len()).sum();
            println!("{count} units in three languages, {bytes} bytes");
            count
        }
        [count, file, rest @ ..] => {
            let count = number(count)?;
            let langs = rest.first().map_or("ru,be,en", String::as_str);
            let place = |lang: &str| memory::LANGS.iter().position(|known| *known == lang);
            let langs: Option<Vec<usize>> = langs.split(',').map(place).collect();
            let langs = langs.ok_or_else(|| format!("languages are {}", memory::LANGS.join(", ")))?;
            let written = File::create(file).and_then(|file| {
                let mut out = BufWriter::with_capacity(1 << 20, file);
                memory::write_tmx(&mut out, count, seed, &langs)?;
                out.flush()
            });
            written.map_err(|error| format!("{file}: {error}"))?;
            count
        }
        _ => return Err("no file named".to_owned()),
    };
    println!("{:.0} units a second", count as f64 / start.elapsed().as_secs_f64());
    Ok(())
}
