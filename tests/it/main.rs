//! All integration tests in one binary: one link, nothing forgotten.

// Helpers of tests are tests too, and what a test prints is shown only when it fails.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod align;
mod analyse;
mod bad_input;
mod batch;
mod bilingual;
mod browser;
mod check;
mod crossing;
mod edit;
mod evaluate;
mod exchange;
mod extend;
mod extract;
mod filter;
mod generate;
mod glossary;
mod glossary_formats;
mod help;
mod index;
mod journal;
mod learn;
#[path = "../../benches/memory/mod.rs"]
mod memory;
mod merge;
mod omegat;
mod pipe;
mod query;
mod recognition;
mod review;
mod run;
mod samples;
mod search;
mod segment;
mod spark;
mod tables;
mod termbase;
mod terms;
mod tidy;
mod tmx;
mod tour;
mod vectors;
mod why;
mod wire;
