//! All integration tests in one binary: one link, nothing forgotten.

mod align;
mod run;
mod samples;
mod tidy;
