//! The `tolmach` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    tolmach::cli::run(std::env::args_os())
}
