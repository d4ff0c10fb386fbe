//! What is wrong with this input? Readers go on past bad input and collect problems with places.

use std::fmt;

/// Something a reader found wrong but could live with: what was read goes on, the problem is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable code for programs, such as `tmx-bad-date`.
    pub code: &'static str,
    /// What is wrong, and what was done about it, for people.
    pub message: String,
    /// Where it stands.
    pub place: Place,
}

/// A place in a file, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// Translation unit, counted from 1.
    pub tu: Option<u64>,
}

impl Place {
    /// A place known by its line.
    #[must_use]
    pub fn line(line: u64) -> Self {
        Self { line: Some(line), tu: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.tu) {
            (Some(line), Some(tu)) => write!(f, "line {line}, unit {tu}"),
            (Some(line), None) => write!(f, "line {line}"),
            (None, Some(tu)) => write!(f, "unit {tu}"),
            (None, None) => f.write_str("somewhere in it"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.place, self.message, self.code)
    }
}
