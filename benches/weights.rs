//! Where do the weights of the aligner come from? Counts and judges them on documents with known beads.
//!
//! `cargo bench --bench weights -- [OPTION…] [FOLDER…]`: each folder holds a set of documents (see `gold`); without one it
//! is the samples. For each weight that is a share of what happens in texts it prints the value of the file
//! (`src/align/weights.rs`) and what is counted; then how well all weights together do on each set.
//!
//! * `--fit` searches the weights that cannot be counted: for each the value a step above and below, in turn, as long as
//!   the mean log probability of gold beads grows (over sets and pairs alike). It is smooth, where F1 jumps with a bead or
//!   two and is blind to confidence; F1 is printed beside it. `bead_worth` and `alone_worth` come after all probabilities,
//!   so for them F1 decides.
//! * `--check FOLDER` judges a further set before and after: nothing is fitted to it.
//! * `--only NAME,…` fits or prints only weights whose names begin so; `--set NAME=VALUE` begins with another value;
//!   `--step 1.25` steps by that factor; `--raw` cuts the texts of `gold.json` itself, so that paragraphs count.

// A bench says what it measured.
#![allow(clippy::print_stdout)]

mod gold;

use gold::Document;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tolmach::align::Weights;
use tolmach::align::estimate::{Counts, Estimate, Judgement, judge};

/// What is better by less is not.
const GAIN: f64 = 1e-4;
/// These say how a chain is chosen when all probabilities are known.
const BY_F1: [&str; 2] = ["bead_worth", "alone_worth"];

#[derive(Default)]
struct Options {
    folders: Vec<PathBuf>,
    check: Vec<PathBuf>,
    only: Vec<String>,
    set: Vec<(String, f64)>,
    step: Option<f64>,
    fit: bool,
    raw: bool,
}

impl Options {
    fn read() -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        // cargo passes a flag of its own.
        let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{arg} wants a value"));
            match arg.as_str() {
                "--fit" => options.fit = true,
                "--raw" => options.raw = true,
                "--step" => options.step = Some(value()?.parse()?),
                "--check" => options.check.push(value()?.into()),
                "--only" => options.only.extend(value()?.split(',').map(str::to_owned)),
                "--set" => {
                    let set = value()?;
                    let (name, number) = set.split_once('=').ok_or("--set wants NAME=VALUE")?;
                    options.set.push((name.to_owned(), number.parse()?));
                }
                unknown if unknown.starts_with('-') => return Err(format!("{unknown} is no option").into()),
                folder => options.folders.push(folder.into()),
            }
        }
        if options.folders.is_empty() {
            options.folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
        }
        Ok(options)
    }

    fn asked(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|start| name.starts_with(start))
    }
}

/// Documents by the name of their set.
struct Sets(Vec<(String, Document)>);

impl Sets {
    fn read(folders: &[PathBuf], raw: bool) -> Result<Self, Box<dyn Error>> {
        let mut all = Vec::new();
        for folder in folders {
            let documents = gold::documents(folder, raw)?;
            if documents.is_empty() {
                return Err(format!("no gold.json or gold.tsv in {}", folder.display()).into());
            }
            all.extend(documents.into_iter().map(|document| (folder.display().to_string(), document)));
        }
        // The long ones first: else the last thread works alone.
        all.sort_by_key(|(_, document)| std::cmp::Reverse(document.segments()));
        Ok(Self(all))
    }

    /// Does something with each document, on all cores.
    fn each(&self, work: impl Fn(&str, &Document) + Sync) {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(|| {
                    while let Some((set, document)) = self.0.get(next.fetch_add(1, Ordering::Relaxed)) {
                        work(set, document);
                    }
                });
            }
        });
    }

    fn count(&self, weights: &Weights) -> BTreeMap<String, Estimate> {
        let mut counts = Counts::default();
        for (_, document) in &self.0 {
            counts.note(&document.known(), weights);
        }
        counts.estimates()
    }

    fn judge(&self, weights: &Weights) -> Judged {
        let judged: Mutex<BTreeMap<(String, String), Judgement>> = Mutex::default();
        self.each(|set, document| {
            let judgements = judge(&document.known(), weights);
            let mut judged = judged.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            for (name, judgement) in document.names().into_iter().zip(judgements) {
                judged.entry((set.to_owned(), name)).or_default().add(&judgement);
            }
        });
        Judged(judged.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// Judgements by set and alignment.
struct Judged(BTreeMap<(String, String), Judgement>);

impl Judged {
    fn mean(&self, of: impl Fn(&Judgement) -> f64) -> f64 {
        self.0.values().map(of).sum::<f64>() / self.0.len() as f64
    }

    fn ln(&self) -> f64 {
        self.mean(Judgement::mean)
    }

    fn f1(&self) -> f64 {
        self.mean(|judgement| judgement.evaluation.all.strict.f1())
    }

    fn objective(&self, weight: &str) -> f64 {
        if BY_F1.contains(&weight) { self.f1() } else { self.ln() }
    }

    fn print(&self, title: &str) {
        println!(
            "\n{title}: mean log probability of gold beads; strict F1; share right of beads found with 0.9 or more"
        );
        for ((set, name), judgement) in &self.0 {
            let Judgement { sure, sure_right, evaluation, .. } = judgement;
            let (ln, f1) = (judgement.mean(), evaluation.all.strict.f1());
            println!("{set:40} {name:9} {ln:8.4} {f1:7.4} {:7.4} of {sure}", *sure_right as f64 / *sure as f64);
        }
        println!("{:50} {:8.4} {:7.4}", "mean", self.ln(), self.f1());
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read()?;
    let mut weights = Weights::ESTIMATED;
    for (name, value) in &options.set {
        *number(&mut weights, name).ok_or(format!("no weight is called {name}"))? = *value;
    }
    let (sets, check) = (Sets::read(&options.folders, options.raw)?, Sets::read(&options.check, options.raw)?);
    let counted = sets.count(&weights);
    println!("{:24} {:>9} {:>9} {:>12}", "counted", "value", "estimate", "observations");
    for (name, value) in weights.numbers().into_iter().filter(|(name, _)| options.asked(name)) {
        if let Some(Estimate { value: estimate, observations }) = counted.get(&name) {
            println!("{name:24} {value:9.4} {estimate:9.4} {observations:12}");
        }
    }
    let report = |title: &str, weights: &Weights| {
        sets.judge(weights).print(title);
        if !options.check.is_empty() {
            check.judge(weights).print(&format!("{title}, on what is only checked"));
        }
    };
    report("before", &weights);
    if options.fit {
        // Vectors are not in the sets. What can be counted is fitted only when it is named.
        let chosen = |name: &str| ["sense", "crossing"].iter().any(|of| name.starts_with(of));
        let fits = |name: &str| !options.only.is_empty() || !counted.contains_key(name) && !chosen(name);
        let fitted = |name: &String| options.asked(name) && fits(name);
        let names = weights.numbers().into_iter().map(|(name, _)| name).filter(fitted).collect::<Vec<_>>();
        fit(&mut weights, &names, &sets, options.step.unwrap_or(1.25));
        report("after", &weights);
        // What differs from the file, as options to go on from here.
        let mut file = Weights::ESTIMATED;
        for ((name, value), (_, before)) in weights.numbers().into_iter().zip(file.numbers()) {
            if value != before {
                print!(" --set {name}={value:.4}");
            }
        }
        println!();
    }
    Ok(())
}

fn number<'a>(weights: &'a mut Weights, name: &str) -> Option<&'a mut f64> {
    weights.numbers().into_iter().find(|(own, _)| own == name).map(|(_, number)| number)
}

/// Takes each weight a step up or down as long as that helps.
fn fit(weights: &mut Weights, names: &[String], sets: &Sets, step: f64) {
    println!("\n{:24} {:>9} {:>9}   log probability (F1) a step below, here, a step above", "fitted", "value", "best");
    let mut best = sets.judge(weights);
    for name in names {
        let Some(value) = number(weights, name).copied() else { continue };
        let before = weights.clone();
        let tried = |value: f64| {
            let mut other = before.clone();
            number(&mut other, name).into_iter().for_each(|number| *number = value);
            sets.judge(&other)
        };
        let (below, above) = (tried(value / step), tried(value * step));
        let shown = |judged: &Judged| format!("{:8.4} ({:.4})", judged.ln(), judged.f1());
        let row = [&below, &best, &above].map(shown).join(" ");
        let mut at = value;
        for (judged, factor) in [(below, 1.0 / step), (above, step)] {
            let mut next = (judged, value * factor);
            while next.0.objective(name) > best.objective(name) + GAIN {
                (best, at) = next;
                next = (tried(at * factor), at * factor);
            }
        }
        number(weights, name).into_iter().for_each(|number| *number = at);
        println!("{name:24} {value:9.4} {at:9.4}   {row}");
    }
}
