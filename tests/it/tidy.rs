//! The rules of the house, kept: floors, one home for each third-party crate, a word at the head of every module.
//!
//! The picture is in `src/lib.rs`; who changes one changes the other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules by floor, from the ground up.
const FLOORS: &[(&str, u8)] = &[
    ("lang", 0),
    ("text", 0),
    ("model", 0),
    ("problem", 0),
    ("segment", 1),
    ("align", 1),
    ("fuzzy", 1),
    ("terms", 1),
    ("formats", 1),
    ("store", 2),
    ("workspace", 3),
    ("wire", 4),
    ("cli", 5),
];

/// Edges on one floor: within floor 0 upwards in this list's order; on floor 1 those the house allows.
const SAME_FLOOR: &[(&str, &str)] = &[("text", "lang"), ("model", "lang"), ("model", "text"), ("align", "segment")];

/// What doors may import.
const DOORS_MAY: &[&str] = &["workspace", "wire", "lang", "text", "model", "problem"];

/// The homes of third-party crates, as path prefixes under `src/`.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/sqlite", "formats/sdltm.rs"]),
    ("tempfile", &["store/sqlite"]),
    ("quick_xml", &["formats"]),
    ("memchr", &["formats"]),
    ("zip", &["formats"]),
    ("flate2", &["formats/packed.rs"]),
    ("lzma_rust2", &["formats/packed.rs"]),
    ("scraper", &["formats"]),
    ("pulldown_cmark", &["formats"]),
    ("csv", &["formats"]),
    ("calamine", &["formats"]),
    ("rust_xlsxwriter", &["formats"]),
    ("encoding_rs", &["formats"]),
    ("chardetng", &["formats"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("comfy_table", &["cli"]),
    ("anstream", &["cli"]),
    ("anstyle", &["cli"]),
    ("ctrlc", &["cli"]),
    ("serde", &["wire", "cli/ui.rs", "store/sqlite", "formats/beads.rs", "formats/vectors.rs"]),
    (
        "serde_json",
        &[
            "wire",
            "store/sqlite",
            "formats/review",
            "formats/candidates",
            "formats/beads.rs",
            "formats/jsonl",
            "formats/vectors.rs",
            "formats/glossary/json.rs",
        ],
    ),
    ("humantime", &["workspace"]),
    ("regex", &["workspace"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_normalization", &["text", "lang"]),
    ("snowball_stemmers_rs", &["text"]),
    ("strsim", &["align"]),
    ("rustc_hash", &["segment", "align", "fuzzy", "terms", "formats", "store/sqlite"]),
    ("xxhash_rust", &["fuzzy", "formats", "store/sqlite", "workspace/batch.rs", "workspace/import/sources.rs"]),
    ("thiserror", &["lang", "formats", "store", "workspace"]),
];

/// What floors 0 and 1 must not touch: file system, environment, clock, printing.
const IMPURE: &[&str] = &["std::fs", "std::env", "std::time", "std::process", "println!", "eprintln!"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All source files: path under `src/` with `/`, and the code without tests and comments.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root(), &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The code that is shipped: no comments, nothing from the first test module on, no test files.
fn code(name: &str, text: &str) -> String {
    if name.contains("/tests/") || name.ends_with("/tests.rs") {
        return String::new();
    }
    let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    shipped.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn module(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or_default()
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The modules of the crate that a piece of code names through `crate::`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        found.insert(name);
    }
    found
}

#[test]
fn modules_import_only_lower_floors() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let here = module(&name);
        let Some(own) = floor(here) else { continue };
        for other in imports(&code(&name, &text)) {
            let Some(theirs) = floor(&other) else { continue };
            let allowed = other == here || theirs < own || SAME_FLOOR.contains(&(here, other.as_str()));
            if !allowed {
                faults.push(format!("{name} imports {other}"));
            }
            if own == 5 && other != here && !DOORS_MAY.contains(&other.as_str()) {
                faults.push(format!("{name} is a door and imports {other}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_module_has_a_floor() {
    let all: BTreeSet<String> = sources().iter().map(|(name, _)| module(name).to_owned()).collect();
    let known: BTreeSet<String> =
        FLOORS.iter().map(|(name, _)| (*name).to_owned()).chain(["lib".to_owned(), "main".to_owned()]).collect();
    assert_eq!(all, known);
}

/// Whether code names a crate: `krate::` at the start of a path, not a module of ours of the same name (`csv`).
fn names(code: &str, krate: &str) -> bool {
    let ours = code.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("use ") && line.contains("crate::") && line.contains(krate)
    });
    let start_of_path = |at: usize| !code[..at].ends_with(|c: char| c == ':' || c == '_' || c.is_alphanumeric());
    !ours && code.match_indices(&format!("{krate}::")).any(|(at, _)| start_of_path(at))
}

#[test]
fn third_party_crates_stay_at_home() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        let code = code(&name, &text);
        for (krate, homes) in HOMES {
            if names(&code, krate) && !homes.iter().any(|home| name.starts_with(home)) {
                faults.push(format!("{name} uses {krate}, whose home is {homes:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = fs::read_to_string(root().join("../Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in dependencies.lines().filter(|line| line.contains('=') && !line.trim_start().starts_with('#')) {
        let name = line.split('=').next().unwrap().trim().replace('-', "_");
        assert!(HOMES.iter().any(|(krate, _)| *krate == name), "{name} has no home in tests/it/tidy.rs");
    }
}

#[test]
fn lower_floors_are_pure() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        if floor(module(&name)).is_some_and(|floor| floor < 2) {
            let code = code(&name, &text);
            faults.extend(IMPURE.iter().filter(|word| code.contains(**word)).map(|word| format!("{name}: {word}")));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_module_opens_with_a_word() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(n, _)| n).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn core_types_are_not_serialised() {
    for (name, text) in sources() {
        if floor(module(&name)).is_some_and(|floor| floor < 4) {
            assert!(!code(&name, &text).contains("Serialize"), "{name} derives Serialize: messages belong in wire");
        }
    }
}

#[test]
fn weights_stand_in_one_file_of_their_engine() {
    let engines = ["align", "fuzzy", "terms"];
    for (name, text) in sources() {
        if engines.contains(&module(&name)) && !name.ends_with("weights.rs") {
            let code = code(&name, &text);
            let strays: Vec<&str> = code
                .lines()
                .filter(|l| l.contains("const ") && (l.contains(": f64 =") || l.contains(": f32 =")))
                .collect();
            let strays: Vec<&&str> = strays.iter().filter(|line| !line.contains("NEG_INFINITY")).collect();
            assert!(strays.is_empty(), "{name}: {strays:?} belongs in weights.rs");
        }
    }
}
