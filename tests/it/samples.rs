//! The samples against their hand alignments (`gold.tsv`), three-way and each pair.
//!
//! Places are counted in characters that are not white space, so that gold and document compare whatever their line
//! breaks. A bead is right when each of its sides is exactly that of a gold bead.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tolmach::workspace::Silent;
use tolmach::workspace::align::{Aligned, Request, run};

const LANGS: [&str; 3] = ["ru", "be", "en"];

/// A bead as places in the text of each language; an empty side is at the place where it would stand.
type Places = Vec<Range<usize>>;

#[derive(Default)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold) as f64
    }
}

pub(crate) fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    all.sort();
    all
}

fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The rows of a gold file as places, with the sentences of each cell.
fn gold(folder: &Path) -> (Vec<Places>, [String; 3]) {
    let text = std::fs::read_to_string(folder.join("gold.tsv")).unwrap();
    let mut at = [0usize; 3];
    let mut whole: [String; 3] = Default::default();
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 3, "{}: {line}", folder.display());
        let mut row = Places::new();
        for n in 0..3 {
            let text = cells[n].replace('‖', " ");
            let start = at[n];
            at[n] += solid(&text);
            whole[n].extend(text.chars().filter(|c| !c.is_whitespace()));
            row.push(start..at[n]);
        }
        rows.push(row);
    }
    (rows, whole)
}

/// The beads of an alignment as places.
fn found(aligned: &Aligned) -> Vec<Places> {
    let mut starts: Vec<Vec<usize>> = Vec::new();
    for document in &aligned.documents {
        let mut at = 0;
        let mut places = vec![0];
        for (range, _) in &document.segments {
            at += solid(&document.document.text[range.clone()]);
            places.push(at);
        }
        starts.push(places);
    }
    let place = |bead: &tolmach::model::Bead| {
        bead.sides.iter().zip(&starts).map(|(side, starts)| starts[side.start]..starts[side.end]).collect()
    };
    aligned.alignment.beads.iter().map(place).collect()
}

fn filled(places: &Places) -> bool {
    places.iter().filter(|side| !side.is_empty()).count() > 1
}

/// Strict counts. With `coarse` rows (gold of three languages seen from two of them), a row that the third language made
/// coarse may be cut finer: beads that tile it on both sides count as the row.
fn strict(gold: &[(Places, bool)], found: &[Places]) -> Count {
    let filled_found: Vec<&Places> = found.iter().filter(|p| filled(p)).collect();
    let exact: HashSet<&Places> = filled_found.iter().copied().collect();
    let mut count = Count { found: filled_found.len(), ..Count::default() };
    for (row, coarse) in gold.iter().filter(|(row, _)| filled(row)) {
        count.gold += 1;
        if exact.contains(row) {
            count.right += 1;
        } else if *coarse {
            let inside: Vec<&&Places> = filled_found
                .iter()
                .filter(|p| p.iter().zip(row).all(|(side, whole)| side.start >= whole.start && side.end <= whole.end))
                .collect();
            let tiled = (0..row.len()).all(|n| inside.iter().map(|p| p[n].len()).sum::<usize>() == row[n].len());
            if tiled && inside.len() > 1 && inside.iter().all(|p| p.iter().all(|side| !side.is_empty())) {
                count.right += 1;
                count.found -= inside.len() - 1;
            }
        }
    }
    count
}

fn align(folder: &Path, langs: &[usize]) -> Aligned {
    let file = |n: &usize| {
        let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.file_stem().is_some_and(|stem| stem == LANGS[*n])).unwrap()
    };
    let request = Request { files: langs.iter().map(file).collect(), ..Request::default() };
    run(&request, &Silent).unwrap()
}

#[test]
fn samples_are_aligned_as_by_hand() {
    let ways: [&[usize]; 4] = [&[0, 1, 2], &[0, 1], &[0, 2], &[1, 2]];
    let mut totals: [Count; 4] = Default::default();
    assert!(samples().len() >= 12);
    for folder in samples() {
        let (rows, whole) = gold(&folder);
        let mut line = format!("{:22}", folder.file_name().unwrap().to_string_lossy());
        for (way, total) in ways.iter().zip(&mut totals) {
            let aligned = align(&folder, way);
            for (document, n) in aligned.documents.iter().zip(way.iter()) {
                let text: String = document.segments.iter().map(|(r, _)| &document.document.text[r.clone()]).collect();
                let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                assert_eq!(text, whole[*n], "{} is not read as its gold has it", document.path.display());
            }
            let gold: Vec<(Places, bool)> =
                rows.iter().map(|row| (way.iter().map(|n| row[*n].clone()).collect(), way.len() < 3)).collect();
            let found = found(&aligned);
            let count = strict(&gold, &found);
            line.push_str(&format!(
                "  {} {:.3}",
                way.iter().map(|n| LANGS[*n]).collect::<Vec<_>>().join("-"),
                count.f1()
            ));
            if std::env::var_os("SAMPLE_ERRORS").is_some() {
                tell(&aligned, &gold, &found);
            }
            total.add(&count);
        }
        println!("{line}");
    }
    for (way, total) in ways.iter().zip(&totals) {
        let name = way.iter().map(|n| LANGS[*n]).collect::<Vec<_>>().join("-");
        println!(
            "{name:10} strict F1 {:.4} ({} right, {} found, {} gold)",
            total.f1(),
            total.right,
            total.found,
            total.gold
        );
        assert!(total.f1() >= 0.97, "{name}: {:.4}", total.f1());
    }
}

/// Prints the beads that are not in the gold, for a person to look at.
fn tell(aligned: &Aligned, gold: &[(Places, bool)], found: &[Places]) {
    let gold: HashSet<&Places> = gold.iter().map(|(row, _)| row).collect();
    for (bead, places) in aligned.alignment.beads.iter().zip(found) {
        if !gold.contains(places) {
            println!("  ✗ {} {:.2}", bead.shape(), bead.confidence);
            for (document, side) in aligned.documents.iter().zip(&bead.sides) {
                println!("      {}: {}", document.lang, document.text_of(side.clone()));
            }
        }
    }
}
