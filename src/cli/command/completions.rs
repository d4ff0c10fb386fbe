//! `completions`: a script for the shell.

use crate::cli::Outcome;
use crate::cli::args::Cli;
use crate::cli::error::Failure;
use crate::cli::ui::Ui;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

pub(super) fn run(shell: Shell, ui: &Ui) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tolmach", &mut script);
    let mut out = ui.out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}
