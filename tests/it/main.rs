//! All integration tests in one binary: one link, nothing forgotten.

mod align;
mod exchange;
mod glossary;
mod help;
mod journal;
mod query;
mod run;
mod samples;
mod segment;
mod tidy;
