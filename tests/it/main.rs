//! All integration tests in one binary: one link, nothing forgotten.

// Helpers of tests are tests too, and what a test prints is shown only when it fails.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod align;
mod analyse;
mod bad_input;
mod batch;
mod edit;
mod evaluate;
mod exchange;
mod filter;
mod glossary;
mod help;
mod journal;
mod pipe;
mod query;
mod run;
mod samples;
mod search;
mod segment;
mod spark;
mod tidy;
mod tour;
mod vectors;
mod why;
mod wire;
