//! All integration tests in one binary: one link, nothing forgotten.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod align;
mod bad_input;
mod edit;
mod exchange;
mod glossary;
mod help;
mod journal;
mod query;
mod run;
#[allow(clippy::print_stdout, reason = "shows the figures of each sample")]
mod samples;
mod segment;
mod tidy;
mod tour;
mod wire;
