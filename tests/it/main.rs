//! All integration tests in one binary: one link, nothing forgotten.

// helpers of tests are tests too, and what a test prints is shown only when it fails
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod samples;
mod tidy;
mod tour;
