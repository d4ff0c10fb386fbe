//! What does an encoder say of these sentences? Sentence vectors, as others write them.
//!
//! In a file one JSON object a line, `{"text":"…","vector":[0.1,-0.2,…]}`: a segment as `segment` prints it and its vector.
//! From a program one vector a line, as numbers with blanks or commas between, in brackets or not. All vectors are of one
//! dimension. White space in texts does not count.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::io::{self, BufRead};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// Why vectors could not be read.
#[derive(Debug, thiserror::Error)]
pub enum VectorsError {
    /// The bytes could not be had.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A line that is none of ours.
    #[error("line {line}: {cause}; expected {{\"text\":\"…\",\"vector\":[…]}}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong.
        cause: String,
    },
    /// Vectors of several dimensions.
    #[error("line {line}: a vector of {found} numbers, others have {expected}")]
    Dimension {
        /// The line, from 1.
        line: u64,
        /// How many numbers it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
}

/// Vectors by the text they stand for.
#[derive(Clone, Debug, Default)]
pub struct VectorTable {
    dimension: usize,
    /// Where the vector of a text is among the values, by a fingerprint of the text (xxh3, 64 bits).
    places: FxHashMap<u64, usize>,
    values: Vec<f32>,
    fingerprint: u128,
}

#[derive(Deserialize)]
struct Entry {
    text: String,
    vector: Vec<f32>,
}

impl VectorTable {
    /// Reads a file of vectors. A text that comes twice keeps its last vector.
    ///
    /// # Errors
    /// When a line is no vector, or not of the dimension of the first.
    pub fn read(reader: impl BufRead) -> Result<Self, VectorsError> {
        let mut table = Self::default();
        let mut whole = Xxh3::new();
        for (text, line) in reader.lines().zip(1..) {
            let text = text?;
            whole.update(text.as_bytes());
            if text.trim().is_empty() {
                continue;
            }
            let entry: Entry = serde_json::from_str(&text)
                .map_err(|error| VectorsError::Line { line, cause: format!("column {}: {error}", error.column()) })?;
            if table.dimension == 0 {
                table.dimension = entry.vector.len();
            }
            if entry.vector.len() != table.dimension || table.dimension == 0 {
                return Err(VectorsError::Dimension { line, found: entry.vector.len(), expected: table.dimension });
            }
            table.places.insert(key(&entry.text), table.values.len());
            table.values.extend(entry.vector);
        }
        table.fingerprint = whole.digest128();
        Ok(table)
    }

    /// The vector of a text.
    #[must_use]
    pub fn get(&self, text: &str) -> Option<&[f32]> {
        let start = *self.places.get(&key(text))?;
        self.values.get(start..start + self.dimension)
    }

    /// Stands for all that was read.
    #[must_use]
    pub fn fingerprint(&self) -> u128 {
        self.fingerprint
    }
}

fn key(text: &str) -> u64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    xxh3_64(words.join(" ").as_bytes())
}

/// A vector as a program writes it, if the line is one.
#[must_use]
pub fn vector(line: &str) -> Option<Vec<f32>> {
    let numbers = line.trim().trim_start_matches('[').trim_end_matches(']');
    let numbers = numbers.split(|c: char| c == ',' || c.is_whitespace()).filter(|number| !number.is_empty());
    let vector: Vec<f32> = numbers.map(|number| number.parse().ok()).collect::<Option<_>>()?;
    (!vector.is_empty()).then_some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_vectors() {
        let file =
            "{\"text\":\"Добры  дзень.\",\"vector\":[1,-2.5e-1]}\n\n{\"vector\":[0,3],\"text\":\"Так.\",\"n\":7}\n";
        let table = VectorTable::read(file.as_bytes()).unwrap();
        assert_eq!(table.get("Добры\nдзень. "), Some(&[1.0, -0.25][..]));
        assert_eq!(table.get("Так."), Some(&[0.0, 3.0][..]));
        assert_eq!(table.get("Не."), None);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        let error = |file: &str| VectorTable::read(file.as_bytes()).unwrap_err().to_string();
        assert!(
            error("{\"text\":\"а\",\"vector\":[1]}\n{\"text\":\"б\",\"vector\":[1,2]}\n")
                .starts_with("line 2: a vector")
        );
        assert!(error("{\"text\":\"а\",\"vector\":[]}\n").starts_with("line 1: a vector of 0"));
        assert!(error("\n0.1 0.2\n").starts_with("line 2: "));
    }

    #[test]
    fn programs_write_vectors_in_several_ways() {
        for line in ["0.5 -1 2e-3", "[0.5, -1, 2e-3]", "0.5\t-1\t0.002\r"] {
            assert_eq!(vector(line), Some(vec![0.5, -1.0, 0.002]), "{line}");
        }
        for line in ["", "[]", "0.5 one"] {
            assert_eq!(vector(line), None, "{line}");
        }
    }
}
