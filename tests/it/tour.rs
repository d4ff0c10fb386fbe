//! The README's tour, run and compared: what it shows is what happens.
//!
//! In a block marked `console` each line that starts with `$ tolmach` is run in a fresh workspace with the samples and the
//! shipped termbase; what follows up to the next command is what it must print, stdout before stderr. A line `[…]`
//! stands for any lines. Times are compared by their form only. `TOUR=overwrite cargo test tour` writes what is printed
//! into the README, long outputs shortened.

use std::fs;
use std::path::Path;
use std::process::Command;

const CUT: &str = "[…]";
/// Longer outputs are shortened when the README is rewritten: so many lines are kept at the top and at the end.
const KEPT: (usize, usize) = (26, 4);

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else if entry.path().extension().is_none_or(|e| !e.to_string_lossy().starts_with("sqlite")) {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The words of a command line with double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn run(folder: &Path, line: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_tolmach"))
        .args(&words(line)[1..])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("TOLMACH_WORKSPACE")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// A line with times replaced by their form.
fn timeless(line: &str) -> String {
    let mut out = String::new();
    let chars: Vec<char> = line.chars().collect();
    let mut i = 0;
    let form = "0000-00-00 00:00";
    while i < chars.len() {
        let fits = form
            .chars()
            .enumerate()
            .all(|(k, f)| chars.get(i + k).is_some_and(|c| if f == '0' { c.is_ascii_digit() } else { *c == f }));
        if fits {
            out.push_str(form);
            i += form.len();
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    out
}

/// Whether printed lines are those shown, where `[…]` stands for any.
fn agree(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line == CUT => (0..=printed.len()).any(|n| agree(rest, &printed[n..])),
        Some((line, rest)) => {
            printed.first().is_some_and(|p| timeless(p) == timeless(line)) && agree(rest, &printed[1..])
        }
    }
}

fn shortened(printed: &[String]) -> Vec<String> {
    if printed.len() <= KEPT.0 + KEPT.1 + 1 {
        return printed.to_vec();
    }
    let tail = &printed[printed.len() - KEPT.1..];
    printed[..KEPT.0].iter().cloned().chain([CUT.to_owned()]).chain(tail.iter().cloned()).collect()
}

#[test]
fn the_tour_shows_what_happens() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = tempfile::tempdir().unwrap();
    copy(&root.join("samples"), &workspace.path().join("samples"));
    copy(&root.join("memories"), &workspace.path().join("memories"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let overwrite = std::env::var("TOUR").is_ok_and(|mode| mode == "overwrite");
    let mut rewritten: Vec<String> = Vec::new();
    let mut lines = readme.lines().map(str::to_owned).peekable();
    let mut commands = 0;
    while let Some(line) = lines.next() {
        let console = line == "```console";
        rewritten.push(line);
        while console && lines.peek().is_some_and(|line| line.starts_with("$ tolmach")) {
            let command = lines.next().unwrap();
            let mut shown = Vec::new();
            while lines.peek().is_some_and(|line| !line.starts_with("$ ") && line != "```") {
                shown.push(lines.next().unwrap());
            }
            let printed = run(workspace.path(), &command[2..]);
            commands += 1;
            assert!(
                overwrite || agree(&shown, &printed),
                "{command}\nprints\n{}\nbut the README shows\n{}",
                printed.join("\n"),
                shown.join("\n")
            );
            rewritten.push(command);
            rewritten.extend(if overwrite { shortened(&printed) } else { shown });
        }
    }
    assert!(commands >= 10, "the tour has {commands} commands");
    if overwrite {
        fs::write(root.join("README.md"), rewritten.join("\n") + "\n").unwrap();
    }
    let bytes = |name: &str| fs::read(workspace.path().join(name)).unwrap();
    assert_eq!(bytes("statements.tmx"), bytes("archive.tmx"), "export, import, export gives the same bytes");
}
