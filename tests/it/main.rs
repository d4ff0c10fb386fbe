//! All integration tests in one binary: one link, nothing forgotten.

mod align;
mod bad_input;
mod exchange;
mod glossary;
mod help;
mod journal;
mod query;
mod run;
mod samples;
mod segment;
mod tidy;
mod wire;
