//! How fast is fuzzy matching? Making ready and scoring, import, queries in a process that stays and in one that starts,
//! adding a unit; and recall against brute force.
//!
//! `cargo bench --bench fuzzy -- 10000 100000 1000000` measures on generated memories of so many units (10,000 when none is
//! named), in a folder under the system's for passing files, or in `$TOLMACH_BENCH`, where the memories then stay. With
//! Python and its package `rapidfuzz` the same units are scanned by it for a ratio.

// A bench says what it measured.
#![allow(clippy::print_stdout)]

mod memory;

use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tolmach::fuzzy::{Preparer, score};
use tolmach::lang::Lang;
use tolmach::model::{BatchKind, Tu};
use tolmach::store::Store;
use tolmach::store::sqlite::SqliteStore;
use tolmach::workspace::query::{Query, Request, Suggester};
use tolmach::workspace::{Silent, Workspace, recall};

const SEED: u64 = 1;
const LANGS: [&str; 3] = ["ru", "be", "en"];
/// From and to, as places in [`LANGS`].
const DIRECTIONS: [(usize, usize); 4] = [(0, 1), (1, 0), (0, 2), (2, 0)];

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    // cargo passes flags of its own.
    let mut sizes: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.replace('_', "").parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(10_000);
    }
    let base = match std::env::var_os("TOLMACH_BENCH") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::temp_dir().join(format!("tolmach-bench-{}", std::process::id())),
    };
    for size in sizes {
        let folder = base.join(size.to_string());
        fs::create_dir_all(&folder)?;
        println!("\n# {size} units, ru be en");
        measure(&folder, size)?;
    }
    if std::env::var_os("TOLMACH_BENCH").is_none() {
        fs::remove_dir_all(&base)?;
    }
    Ok(())
}

fn measure(folder: &Path, size: usize) -> Outcome<()> {
    prepare_and_score();
    import(folder, size)?;
    index_size(folder)?;
    let mut ours = Vec::new();
    for (from, to) in DIRECTIONS {
        for min in [70, 85] {
            let mean = stay(folder, size, (from, to), min)?;
            if (from, to) == DIRECTIONS[0] {
                ours.push((format!("a query from {min} in a process that stays"), mean));
            }
        }
    }
    ours.extend(start(folder, size)?);
    add(folder)?;
    rapidfuzz(folder, size, &ours)?;
    let sample = (2_000_000 / size).clamp(8, 100);
    for found in recall::run(&Workspace::locate(Some(folder), folder), &["main".to_owned()], sample, &Silent)? {
        let shares: Vec<String> = recall::SCORES
            .iter()
            .zip(found.matches)
            .map(|(score, (there, found))| format!("{found} of {there} at {score}"))
            .collect();
        println!("recall, {}: {} queries, found {}", found.lang, found.queries, shares.join(", "));
    }
    Ok(())
}

/// Making segments ready, and scoring pairs of neighbours.
fn prepare_and_score() {
    for (place, tag) in LANGS.iter().enumerate() {
        let texts: Vec<String> = memory::units(20_000, SEED).map(|unit| unit[place].clone()).collect();
        let mut preparer = Preparer::new(lang(tag).language());
        let begun = Instant::now();
        let prepared: Vec<_> = texts.iter().map(|text| preparer.text(text)).collect();
        let ready = begun.elapsed();
        let begun = Instant::now();
        let scored = prepared.windows(2).filter(|pair| score(&pair[0], &pair[1], 70).is_some()).count();
        let each = |time: Duration| time.as_secs_f64() * 1e6 / texts.len() as f64;
        println!(
            "{tag}: made ready in {:.2} µs, scored in {:.2} µs a segment ({scored})",
            each(ready),
            each(begun.elapsed())
        );
    }
}

/// A TMX file of two languages and one of three into a memory, each as a process.
fn import(folder: &Path, size: usize) -> Outcome<()> {
    for (langs, name) in [(&[0, 1][..], "two"), (&[0, 1, 2], "main")] {
        let file = folder.join(format!("{name}.tmx"));
        if !file.exists() {
            memory::write_tmx(&mut BufWriter::new(File::create(&file)?), size, SEED, langs)?;
        }
        let kept = folder.join(format!("memories/{name}.sqlite"));
        if kept.exists() {
            println!("memory {name} is there already");
            continue;
        }
        let begun = Instant::now();
        let status = tolmach(folder).args(["import", "--quiet"]).arg(&file).args(["--into", name]).status()?;
        assert!(status.success(), "{} is not imported", file.display());
        let spent = begun.elapsed().as_secs_f64();
        println!("import, {} languages: {spent:.2} s, {:.0} units/s", langs.len(), size as f64 / spent);
    }
    // It would be asked too.
    let two = folder.join("memories/two.sqlite");
    if two.exists() {
        fs::remove_file(two)?;
    }
    Ok(())
}

fn index_size(folder: &Path) -> Outcome<()> {
    let connection = Connection::open(folder.join("memories/main.sqlite"))?;
    let bytes: i64 =
        connection.query_row("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'fuzzy%'", [], |row| row.get(0))?;
    let sides: i64 = connection.query_row("SELECT count(*) FROM tuv", [], |row| row.get(0))?;
    println!("index: {:.0} MB, {:.0} bytes a unit and language", bytes as f64 / 1e6, bytes as f64 / sides as f64);
    Ok(())
}

/// Queries in a process that stays, after each has been asked once; the mean in ms.
fn stay(folder: &Path, size: usize, (from, to): (usize, usize), min: u8) -> Outcome<f64> {
    let request = Request {
        from: lang(LANGS[from]),
        to: lang(LANGS[to]),
        min,
        limit: 5,
        memories: vec!["main".to_owned()],
        filter: None,
        penalties: Vec::new(),
    };
    let suggester = Suggester::open(&Workspace::locate(Some(folder), folder), request)?;
    let queries: Vec<Query> = asked(size, from).into_iter().map(|text| Query { text, context: None }).collect();
    let mut matched = 0;
    for query in &queries {
        matched += usize::from(!suggester.matches(query)?.is_empty());
    }
    let mut spent = Vec::new();
    for query in &queries {
        let begun = Instant::now();
        suggester.matches(query)?;
        spent.push(begun.elapsed());
    }
    let told = Spread::of(spent);
    println!("{} -> {}, minimum {min}: {told}, {matched} of {} answered", LANGS[from], LANGS[to], queries.len());
    Ok(told.mean)
}

/// Queries in processes that start for one each, and a file of them; what a query takes, in ms.
fn start(folder: &Path, size: usize) -> Outcome<[(String, f64); 2]> {
    let queries = asked(size, 0);
    let mut spent = Vec::new();
    for query in queries.iter().take(200) {
        let begun = Instant::now();
        let status = tolmach(folder)
            .args(["query", "--quiet", query, "--from", "ru", "--to", "be"])
            .stdout(Stdio::null())
            .status()?;
        spent.push(begun.elapsed());
        assert!(status.success());
    }
    let alone = Spread::of(spent);
    println!("one query a process: {alone}");
    let file = folder.join("queries.txt");
    fs::write(&file, queries.join("\n"))?;
    let begun = Instant::now();
    let status = tolmach(folder)
        .args(["query", "--quiet", "--from", "ru", "--to", "be", "--file"])
        .arg(&file)
        .stdout(Stdio::null())
        .status()?;
    assert!(status.success());
    let all = begun.elapsed().as_secs_f64();
    println!("{} queries of a file: {all:.2} s with opening", queries.len());
    let each = all * 1000.0 / queries.len() as f64;
    Ok([("a query that is a process".to_owned(), alone.mean), ("a query of a file".to_owned(), each)])
}

/// Adding one unit, as a process, and asking for it.
fn add(folder: &Path) -> Outcome<()> {
    let mut spent = Vec::new();
    for n in 0..20 {
        let stamp = format!("{}{n}", std::process::id());
        let file = folder.join("one.tmx");
        fs::write(
            &file,
            format!(
                "<tmx version=\"1.4\"><header srclang=\"ru\"/><body><tu><tuv xml:lang=\"ru\"><seg>Принято решение № {stamp} \
                 о награждении.</seg></tuv><tuv xml:lang=\"be\"><seg>Прынята рашэнне № {stamp} аб узнагароджанні.</seg>\
                 </tuv></tu></body></tmx>"
            ),
        )?;
        let begun = Instant::now();
        assert!(tolmach(folder).args(["import", "--quiet"]).arg(&file).args(["--into", "main"]).status()?.success());
        spent.push(begun.elapsed());
        let query = format!("Принято решение № {stamp} о награждении.");
        let answer = tolmach(folder).args(["--json", "query", &query, "--from", "ru", "--to", "be"]).output()?;
        assert!(String::from_utf8_lossy(&answer.stdout).contains("\"score\":100"), "{query} is not found");
    }
    println!("adding a unit, a process each: {}", Spread::of(spent));
    // In a process that stays: opened once, a batch each, on the disk when it is told.
    let mut store = SqliteStore::open(&folder.join("memories/main.sqlite"))?;
    let mut spent = Vec::new();
    for n in 0..50 {
        let text = |words: &str| format!("{words} № {}{n}.", std::process::id());
        let sides = [("ru", "Утверждён перечень"), ("be", "Зацверджаны пералік"), ("en", "The list was approved")];
        let unit = Tu::of(sides.map(|(tag, words)| (lang(tag), text(words))));
        let begun = Instant::now();
        let mut writer = store.writer(BatchKind::Edit, "bench", "2026-11-24T00:00:00Z")?;
        writer.add(&unit)?;
        writer.commit()?;
        spent.push(begun.elapsed());
        let asked = Preparer::new(lang("ru").language()).text(&text("Утверждён перечень"));
        let found = store.nearest(&asked, &lang("ru"), 70, 5)?;
        assert!(found.candidates.first().is_some_and(|best| best.upper == 100), "what was added is not found");
    }
    println!("adding a unit, in a process that stays: {}", Spread::of(spent));
    Ok(())
}

/// The same units scanned by another program.
fn rapidfuzz(folder: &Path, size: usize, ours: &[(String, f64)]) -> Outcome<()> {
    let segments = folder.join("segments.txt");
    let mut out = BufWriter::new(File::create(&segments)?);
    for unit in memory::units(size, SEED) {
        writeln!(out, "{}", unit[0])?;
    }
    out.flush()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/scan.py");
    let count = (20_000_000 / size).clamp(10, 200).to_string();
    let ran = Command::new("python3").arg(script).arg(&segments).arg(folder.join("queries.txt")).arg(count).output();
    let Some(ran) = ran.ok().filter(|ran| ran.status.success()) else {
        println!("no scan with rapidfuzz: python3 -m pip install rapidfuzz");
        return Ok(());
    };
    for line in String::from_utf8_lossy(&ran.stdout).lines() {
        if let Some((what, ms)) = line.split_once(' ')
            && let Ok(ms) = ms.parse::<f64>()
        {
            println!("rapidfuzz, scan of {what}: {ms:.2} ms a query");
            for (which, mean) in ours {
                println!("  {:.0} times {which}", ms / mean);
            }
        }
    }
    Ok(())
}

fn asked(size: usize, lang: usize) -> Vec<String> {
    memory::queries(1000.min(size), SEED, lang).map(|(_, text)| text).collect()
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap_or_else(|error| panic!("{error}"))
}

fn tolmach(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tolmach"));
    command.env("TOLMACH_WORKSPACE", folder).stderr(Stdio::inherit());
    command
}

/// Times in ms.
struct Spread {
    mean: f64,
    parts: [f64; 3],
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let mean = ms(times.iter().sum::<Duration>()) / times.len().max(1) as f64;
        let part =
            |percent: usize| times.get((times.len() * percent / 100).min(times.len() - 1)).copied().map_or(0.0, ms);
        Self { mean, parts: [50, 95, 99].map(part) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [p50, p95, p99] = self.parts;
        write!(f, "mean {:.3} ms, p50 {p50:.3}, p95 {p95:.3}, p99 {p99:.3}", self.mean)
    }
}
