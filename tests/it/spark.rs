//! The example for Spark, run on documents cut from the samples. Needs Python with pyspark, and Java; where they are
//! missing it passes without a word, but never in continuous integration, which installs them.

use crate::run::{Place, program};
use crate::samples::samples;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const LANGS: [&str; 3] = ["ru", "be", "en"];
/// Beads of the gold alignment that a document has about.
const CUT: usize = 12;

/// The samples cut into documents of segments, and how many beads of two languages or more the gold has.
fn documents() -> (Vec<Value>, usize) {
    let mut documents = Vec::new();
    let mut beads = 0;
    for folder in samples() {
        let gold = std::fs::read_to_string(folder.join("gold.tsv")).unwrap();
        let rows: Vec<Vec<&str>> = gold.lines().skip(1).map(|row| row.split('\t').collect()).collect();
        beads += rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).count();
        for (n, rows) in rows.chunks(rows.len().div_ceil(rows.len().div_ceil(CUT))).enumerate() {
            let texts: BTreeMap<&str, Vec<&str>> = LANGS
                .iter()
                .enumerate()
                .map(|(n, lang)| {
                    (*lang, rows.iter().flat_map(|row| row[n].split(" ‖ ")).filter(|s| !s.is_empty()).collect())
                })
                .filter(|(_, segments): &(_, Vec<_>)| !segments.is_empty())
                .collect();
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            documents.push(json!({"id": format!("{name}/{n}"), "texts": texts}));
        }
    }
    (documents, beads)
}

/// A Python that has pyspark, if there is one, and Java.
fn python() -> Option<String> {
    let runs =
        |program: &str, args: &[&str]| Command::new(program).args(args).output().is_ok_and(|o| o.status.success());
    let told = std::env::var("TOLMACH_PYTHON").ok();
    let found = told.into_iter().chain(["python3".to_owned()]).find(|python| runs(python, &["-c", "import pyspark"]));
    found.filter(|_| runs("java", &["-version"]))
}

#[test]
fn spark_aligns_through_a_pipe() {
    let Some(python) = python() else {
        assert!(std::env::var_os("CI").is_none(), "pyspark or Java is missing");
        println!("passed over: there is no pyspark or no Java here");
        return;
    };
    let place = Place::new();
    let (documents, gold) = documents();
    let lines: String = documents.iter().map(|document| format!("{document}\n")).collect();
    // A line that is no document must not stop the others.
    place.write("documents.jsonl", lines + "{\"id\":\"bad\"}\n");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spark/align.py");
    let output = Command::new(&python)
        .arg(script)
        .arg(program())
        .args(["documents.jsonl", "units"])
        .current_dir(place.path(""))
        .env("PYSPARK_PYTHON", &python)
        .env("PYSPARK_SUBMIT_ARGS", "--master local[2] --conf spark.ui.enabled=false pyspark-shell")
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .output()
        .unwrap();
    let (said, talk) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{talk}");
    let summary: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(summary["documents"], documents.len() + 1, "{said}");
    assert_eq!(summary["errors"].as_array().unwrap().len(), 1, "{said}");
    assert!(summary["errors"][0].as_str().unwrap().contains("\"id\":\"bad\""), "{said}");

    let parts = place.files("units").into_iter().filter(|file| file.ends_with(".json"));
    let rows: Vec<Value> = parts
        .flat_map(|part| place.read(&part).lines().map(|row| serde_json::from_str(row).unwrap()).collect::<Vec<_>>())
        .collect();
    // Cut into a dozen beads the documents are short, and yet most beads are found.
    assert!(rows.len() * 10 > gold * 9 && rows.len() < gold + gold / 10, "{} units, {gold} in the gold", rows.len());
    let ids: BTreeSet<&str> = rows.iter().map(|row| row["document"].as_str().unwrap()).collect();
    assert!(ids.len() * 10 >= documents.len() * 9, "{} of {} documents gave units", ids.len(), documents.len());
    // What Spark gives is what the filter gives without it.
    let first = place.run_with(&["align", "--jsonl"], documents[0].to_string()).done().json().remove(0);
    let text = |bead: &Value| bead["segments"]["ru"][0]["text"].as_str().map(str::to_owned);
    let known: BTreeSet<String> = first["beads"].as_array().unwrap().iter().filter_map(text).collect();
    let of_first = rows.iter().filter(|row| row["document"] == documents[0]["id"]);
    assert!(of_first.clone().count() > 0);
    for row in of_first {
        let ru = row["ru"].as_str().unwrap_or_default();
        assert!(ru.is_empty() || known.iter().any(|text| ru.starts_with(text)), "{row}");
    }
}
