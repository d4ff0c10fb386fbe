//! Whose first suggestion is nearer to the right translation: that of our score, or that of plain word-level Levenshtein?
//!
//! `cargo bench --bench ranking -- SEGMENTS.tsv [QUERIES]`: a table with a head and the columns kind, ru, en, be. Every
//! 40th unit is held back as a query; the rest is the memory. The target of the first suggestion of at least 50 is
//! compared with the held-back translation by chrF (Popović 2015: character n-grams up to 6, β = 2).

// A bench says what it measured.
#![allow(clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::process::ExitCode;
use tolmach::fuzzy::{Prepared, Preparer, score};
use tolmach::lang::Language;

/// Suggestions below this are none.
const LEAST: u8 = 50;

struct Unit {
    sides: [String; 3],
}

const LANGUAGES: [(&str, Language); 3] = [("ru", Language::Ru), ("en", Language::En), ("be", Language::Be)];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let Some(path) = args.first() else {
        println!("usage: cargo bench --bench ranking -- SEGMENTS.tsv [QUERIES]");
        return ExitCode::SUCCESS;
    };
    let queries = args.get(1).and_then(|n| n.parse().ok()).unwrap_or(1000);
    let table = match std::fs::read_to_string(path) {
        Ok(table) => table,
        Err(error) => {
            println!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let units: Vec<Unit> = table
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t').skip(1).map(str::to_owned);
            Some(Unit { sides: [cells.next()?, cells.next()?, cells.next()?] })
        })
        .collect();
    println!("{} units; chrF of the first suggestion's target, by our score and by plain Levenshtein", units.len());
    for (from, to) in [(2, 0), (0, 2), (0, 1), (2, 1)] {
        direction(&units, from, to, queries);
    }
    ExitCode::SUCCESS
}

fn direction(units: &[Unit], from: usize, to: usize, queries: usize) {
    let there: Vec<&Unit> = units.iter().filter(|u| !u.sides[from].is_empty() && !u.sides[to].is_empty()).collect();
    let (held, kept): (Vec<_>, Vec<_>) = there.iter().enumerate().partition(|(i, _)| i % 40 == 7);
    let known: HashSet<&str> = kept.iter().map(|(_, u)| u.sides[from].as_str()).collect();
    // What the memory holds word for word ranks the same for everybody.
    let held: Vec<&Unit> =
        held.into_iter().map(|(_, u)| *u).filter(|u| !known.contains(u.sides[from].as_str())).take(queries).collect();
    let mut preparer = Preparer::new(LANGUAGES[from].1);
    let prepared: Vec<Prepared> = kept.iter().map(|(_, u)| preparer.text(&u.sides[from])).collect();
    let mut words = Words::default();
    let plain: Vec<Vec<u32>> = kept.iter().map(|(_, u)| words.of(&u.sides[from])).collect();
    let (mut ours, mut theirs, mut both) = (0.0, 0.0, 0usize);
    let (mut found_ours, mut found_theirs, mut better, mut worse) = (0, 0, 0, 0);
    for query in &held {
        let asked = preparer.text(&query.sides[from]);
        let asked_plain = words.of(&query.sides[from]);
        let mut best = (LEAST, None);
        let mut best_plain = (f64::from(LEAST) / 100.0, None);
        for (i, stored) in prepared.iter().enumerate() {
            if let Some(score) = score(stored, &asked, best.0) {
                best = (score.0, Some(i));
            }
            if let Some(similarity) = similarity(&plain[i], &asked_plain, best_plain.0) {
                best_plain = (similarity, Some(i));
            }
        }
        found_ours += usize::from(best.1.is_some());
        found_theirs += usize::from(best_plain.1.is_some());
        if let (Some(a), Some(b)) = (best.1, best_plain.1) {
            let (a, b) = (chrf(&kept[a].1.sides[to], &query.sides[to]), chrf(&kept[b].1.sides[to], &query.sides[to]));
            ours += a;
            theirs += b;
            both += 1;
            better += usize::from(a > b);
            worse += usize::from(a < b);
        }
    }
    let n = both.max(1) as f64;
    println!(
        "{} -> {}: {} queries, answered {found_ours} and {found_theirs}; of {both} answered by both: {:.4} and {:.4}; nearer {better} times, farther {worse} times",
        LANGUAGES[from].0,
        LANGUAGES[to].0,
        held.len(),
        ours / n,
        theirs / n,
    );
}

/// Runs of letters, digits and `_`, and each other character but spaces, as they are.
#[derive(Default)]
struct Words(HashMap<String, u32>);

impl Words {
    fn of(&mut self, text: &str) -> Vec<u32> {
        let mut out = Vec::new();
        let mut word = String::new();
        for c in text.chars().chain([' ']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                out.push(self.number(std::mem::take(&mut word)));
            }
            if !c.is_whitespace() {
                out.push(self.number(c.to_string()));
            }
        }
        out
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(word).or_insert(next)
    }
}

/// 1 − Levenshtein distance / longer length, if it is at least this.
fn similarity(a: &[u32], b: &[u32], least: f64) -> Option<f64> {
    let longer = a.len().max(b.len());
    let most = ((1.0 - least) * longer as f64 + 1e-9) as usize;
    if longer == 0 || a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut nearest = row[0];
        for (j, y) in b.iter().enumerate() {
            let here = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = here;
            nearest = nearest.min(here);
        }
        if nearest > most {
            return None;
        }
    }
    let found = 1.0 - row[b.len()] as f64 / longer as f64;
    (row[b.len()] <= most && found >= least).then_some(found)
}

/// chrF of a text against a reference, 0–1.
fn chrf(text: &str, reference: &str) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (text, reference) = (letters(text), letters(reference));
    let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
    for n in 1..=6 {
        if text.len() < n || reference.len() < n {
            break;
        }
        let mut counts: HashMap<&[char], i64> = HashMap::new();
        for gram in reference.windows(n) {
            *counts.entry(gram).or_default() += 1;
        }
        let mut common = 0;
        for gram in text.windows(n) {
            if let Some(left) = counts.get_mut(gram).filter(|left| **left > 0) {
                *left -= 1;
                common += 1;
            }
        }
        precision += f64::from(common) / (text.len() - n + 1) as f64;
        recall += f64::from(common) / (reference.len() - n + 1) as f64;
        orders += 1.0;
    }
    if orders == 0.0 || precision == 0.0 {
        return if text == reference { 1.0 } else { 0.0 };
    }
    let (precision, recall) = (precision / orders, recall / orders);
    5.0 * precision * recall / (4.0 * precision + recall)
}
