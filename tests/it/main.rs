//! All integration tests in one binary: one link, nothing forgotten.

mod samples;
mod tidy;
mod tour;
