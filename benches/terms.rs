//! How fast are terms found? `cargo bench --bench terms`: the termbase that is shipped, made up to 10,000 concepts, is
//! indexed, and a megabyte of the samples is searched in each language.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use tolmach::formats::csv;
use tolmach::lang::Lang;
use tolmach::model::Concept;
use tolmach::terms::TermIndex;

/// Times each is run; the best is told.
const RUNS: usize = 5;
const CONCEPTS: usize = 10_000;
const BYTES: usize = 1 << 20;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(file) = std::fs::read(root.join("memories/official/official.tsv")) else { return ExitCode::from(2) };
    let Ok(mut concepts) = csv::read(file.as_slice(), &mut Vec::new()) else { return ExitCode::from(2) };
    grow(&mut concepts);
    for tag in ["ru", "be", "en"] {
        let Ok(lang) = Lang::parse(tag) else { return ExitCode::from(2) };
        let mut text = String::new();
        while text.len() < BYTES {
            let before = text.len();
            for sample in std::fs::read_dir(root.join("samples")).into_iter().flatten().flatten() {
                text.push_str(&std::fs::read_to_string(sample.path().join(format!("{tag}.txt"))).unwrap_or_default());
            }
            if text.len() == before {
                eprintln!("there are no samples");
                return ExitCode::from(2);
            }
        }
        let (mut built, mut searched) = (f64::INFINITY, f64::INFINITY);
        let mut found = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            let index = TermIndex::new(&concepts, std::slice::from_ref(&lang));
            built = built.min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            found = index.find(&text, &lang).len();
            searched = searched.min(start.elapsed().as_secs_f64());
        }
        let megabytes = text.len() as f64 / 1e6;
        println!(
            "{tag}  {} concepts indexed {:5.0} ms   {megabytes:.1} MB searched {:5.0} ms   {found} terms",
            concepts.len(),
            built * 1e3,
            searched * 1e3,
        );
    }
    ExitCode::SUCCESS
}

/// Makes up concepts: two terms of the termbase side by side, as long names are made.
fn grow(concepts: &mut Vec<Concept>) {
    let own = concepts.len();
    let mut n = 0;
    while concepts.len() < CONCEPTS && own > 0 {
        let (mut concept, second) = (concepts[n % own].clone(), concepts[(n * 7 + 1) % own].clone());
        concept.id = format!("made-{n}");
        for (a, b) in concept.terms.iter_mut().zip(&second.terms) {
            a.text = format!("{} {}", a.text, b.text);
        }
        concepts.push(concept);
        n += 1;
    }
}
