//! Sentence vectors from outside, for those who own an encoder: from a file made before, or from a program.

use super::{Error, OpenedDocument};
use crate::formats::vectors::{VectorTable, vector};
use crate::problem::{Place, Problem};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};

/// Where vectors come from.
#[derive(Clone, Debug, Default)]
pub enum Vectors {
    /// From nowhere: the aligner goes by words.
    #[default]
    None,
    /// From a file, by text.
    Table(Box<VectorTable>),
    /// From a program that reads segments, one a line, and writes a vector a line. It is started for each document and
    /// gets all its segments before an answer is awaited, so it need not think of buffers.
    Program(String),
}

/// For each segment of a document its vector.
pub(super) type OfSegments = Vec<Option<Vec<f32>>>;

impl Vectors {
    /// Reads a file of vectors (the form is in [`crate::formats::vectors`]).
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn from_file(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|error| Error::io(path, error))?;
        let table = VectorTable::read(BufReader::with_capacity(1 << 18, file))
            .map_err(|cause| Error::Vectors { path: path.to_owned(), cause })?;
        Ok(Self::Table(Box::new(table)))
    }

    /// What tells these vectors from others.
    pub(super) fn fingerprint(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Table(table) => format!("{:032x}", table.fingerprint()),
            Self::Program(command) => command.clone(),
        }
    }

    /// The vectors of all documents; none when there are none at all. Segments without one are told as a problem.
    pub(super) fn of(&self, documents: &mut [OpenedDocument]) -> Result<Vec<OfSegments>, Error> {
        match self {
            Self::None => Ok(Vec::new()),
            Self::Table(table) => Ok(documents.iter_mut().map(|document| looked_up(table, document)).collect()),
            Self::Program(command) => {
                let texts: Vec<String> = documents.iter().flat_map(segments).collect();
                let mut vectors = encoded(command, &texts)?.into_iter();
                let of = |document: &OpenedDocument| vectors.by_ref().take(document.segments.len()).map(Some).collect();
                Ok(documents.iter().map(of).collect())
            }
        }
    }
}

fn segments(document: &OpenedDocument) -> impl Iterator<Item = String> {
    (0..document.segments.len()).map(|i| document.text_of(i..i + 1))
}

fn looked_up(table: &VectorTable, document: &mut OpenedDocument) -> OfSegments {
    let vectors: OfSegments = segments(document).map(|text| table.get(&text).map(<[f32]>::to_vec)).collect();
    let missing = vectors.iter().filter(|vector| vector.is_none()).count();
    if missing > 0 {
        document.problems.push(Problem {
            code: "vectors-missing",
            message: format!("{missing} of its {} segments have no vector", vectors.len()),
            place: Place::default(),
        });
    }
    vectors
}

/// Runs a program over texts.
fn encoded(command: &str, texts: &[String]) -> Result<Vec<Vec<f32>>, Error> {
    let failed = |cause: String| Error::Encoder { command: command.to_owned(), cause };
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut child = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(failed("it has no input or output".to_owned()));
    };
    let mut vectors = Vec::with_capacity(texts.len());
    let mut fault = None;
    std::thread::scope(|scope| {
        scope.spawn(move || feed(stdin, texts));
        for line in BufReader::new(stdout).lines() {
            match line.as_deref().map(vector) {
                Ok(Some(vector)) => vectors.push(vector),
                // It is read to its end all the same, so that it ends by itself.
                Ok(None) => _ = fault.get_or_insert(format!("its line {} is no vector", vectors.len() + 1)),
                Err(error) => _ = fault.get_or_insert(error.to_string()),
            }
        }
    });
    let status = child.wait().map_err(|error| failed(error.to_string()))?;
    let dimension = vectors.first().map_or(0, Vec::len);
    if !status.success() {
        fault = Some(status.to_string());
    } else if fault.is_none() && vectors.len() != texts.len() {
        fault = Some(format!("it wrote {} vectors for {} segments", vectors.len(), texts.len()));
    } else if fault.is_none() && vectors.iter().any(|vector| vector.len() != dimension) {
        fault = Some("its vectors are of several dimensions".to_owned());
    }
    fault.map_or(Ok(vectors), |cause| Err(failed(cause)))
}

/// Writes the texts, a line each. A program that does not want them all says so by what it answers.
fn feed(stdin: ChildStdin, texts: &[String]) {
    let mut out = BufWriter::new(stdin);
    for text in texts {
        if writeln!(out, "{text}").is_err() {
            return;
        }
    }
    let _ = out.flush();
}
