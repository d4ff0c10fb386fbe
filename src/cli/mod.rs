//! The command line: parse, do, show.
//!
//! `args` is what can be typed, `command/` one file a command, `ui` all that is printed, `error` what a failure looks
//! like. stdout is data, stderr is talk. Exit codes: 0 done, 1 done and something was found or skipped, 2 could not.

mod args;
mod command;
mod error;
mod interrupt;
mod progress;
mod table;
mod ui;

use args::Cli;
use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;
use ui::Ui;

/// How a command ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// Done, and something was found or skipped.
    Found,
}

/// Runs the program with its arguments (the first is its name) and returns its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return ui::usage(&error),
    };
    let ui = Ui::new(&cli.global);
    interrupt::listen();
    match command::run(&cli, &ui) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            ui.failure(&failure);
            ExitCode::from(2)
        }
    }
}
