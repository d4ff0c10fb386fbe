//! All integration tests in one binary: one link, nothing forgotten.

// Helpers of tests are tests too, and what a test prints is shown only when it fails.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod align;
mod analyse;
mod bad_input;
mod edit;
mod exchange;
mod filter;
mod generate;
mod glossary;
mod help;
mod journal;
mod query;
mod run;
mod samples;
mod search;
mod segment;
mod tidy;
mod tour;
mod why;
mod wire;
