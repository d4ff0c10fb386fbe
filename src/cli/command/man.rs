//! `man`: the manual page, with a section for each command.

use crate::cli::Outcome;
use crate::cli::args::Cli;
use crate::cli::error::Failure;
use crate::cli::ui::Ui;
use clap::CommandFactory;
use std::io::Write;

pub(super) fn run(ui: &Ui) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        writeln!(page, ".SH \"TOLMACH {}\"", sub.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        man.render_extra_section(&mut page)?;
    }
    let mut out = ui.out();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Outcome::Done)
}
