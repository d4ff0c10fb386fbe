//! All that is printed: data to stdout, talk to stderr, colours where they are wanted.

use super::args::{ColorChoice, Global};
use super::error::Failure;
use super::progress::Bar;
use crate::problem::Problem;
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// What was refused or went wrong.
pub(super) const BAD: Style = AnsiColor::Red.on_default();
/// What should be looked at.
pub(super) const DOUBT: Style = AnsiColor::Yellow.on_default();
/// What is new or went well.
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
/// Hints and literals.
pub(super) const HINT: Style = AnsiColor::Cyan.on_default();
/// What stands back.
pub(super) const DIM: Style = Style::new().dimmed();
/// What stands out.
pub(super) const BOLD: Style = Style::new().bold();

/// Problems shown one by one; the rest is counted.
const SHOWN_PROBLEMS: usize = 10;

/// How to talk.
pub(super) struct Ui {
    /// Whether to answer in JSON.
    pub(super) json: bool,
    quiet: bool,
    color: anstream::ColorChoice,
}

impl Ui {
    pub(super) fn new(global: &Global) -> Self {
        let color = match global.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::AlwaysAnsi,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self { json: global.json, quiet: global.quiet, color }
    }

    /// Where data goes.
    pub(super) fn out(&self) -> impl Write {
        BufWriter::new(AutoStream::new(io::stdout(), self.stdout_color()))
    }

    /// Where data without colours goes, byte for byte.
    pub(super) fn plain_out(&self) -> impl Write {
        BufWriter::new(io::stdout().lock())
    }

    fn stdout_color(&self) -> anstream::ColorChoice {
        match self.color {
            anstream::ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            other => other,
        }
    }

    /// Whether data will be coloured.
    pub(super) fn colored(&self) -> bool {
        !matches!(self.stdout_color(), anstream::ColorChoice::Never)
    }

    /// Columns of the terminal, 80 when stdout is none.
    pub(super) fn width(&self) -> usize {
        self.terminal_width().unwrap_or(80)
    }

    /// Columns of the terminal, if stdout is one.
    pub(super) fn terminal_width(&self) -> Option<usize> {
        let columns = || crate::cli::table::terminal_width().unwrap_or(80).clamp(40, 160);
        io::stdout().is_terminal().then(columns)
    }

    /// One JSON object a line.
    pub(super) fn json_lines<T: Serialize>(&self, messages: impl IntoIterator<Item = T>) -> io::Result<()> {
        let mut out = self.plain_out();
        for message in messages {
            writeln!(out, "{}", crate::wire::line(&message))?;
        }
        out.flush()
    }

    /// Says something, unless asked to be quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            self.talk(text);
        }
    }

    /// Warns, also when quiet.
    pub(super) fn warn(&self, text: &str) {
        self.talk(&format!("{DOUBT}warning:{DOUBT:#} {text}"));
    }

    /// Problems of a file: the first few, then how many more there are.
    pub(super) fn problems(&self, path: &Path, problems: &[Problem], count: u64) {
        for problem in problems.iter().take(SHOWN_PROBLEMS) {
            let place = if problem.place == crate::problem::Place::default() {
                String::new()
            } else {
                format!("{}: ", problem.place)
            };
            self.warn(&format!("{}: {place}{} {DIM}({}){DIM:#}", path.display(), problem.message, problem.code));
        }
        let more = count.saturating_sub(SHOWN_PROBLEMS as u64);
        if more > 0 {
            self.warn(&format!("{}: {more} more problems; {HINT}--json{HINT:#} lists them", path.display()));
        }
    }

    /// A bar for a long task.
    pub(super) fn bar(&self) -> Bar {
        Bar::new(!self.quiet && io::stderr().is_terminal())
    }

    /// A bar for a long task that gives data as it goes on: none where the data is shown, for it would be drawn over.
    pub(super) fn bar_beside_data(&self) -> Bar {
        Bar::new(!self.quiet && io::stderr().is_terminal() && !io::stdout().is_terminal())
    }

    /// What went wrong, why, and what to do.
    pub(super) fn failure(&self, failure: &Failure) {
        self.talk(&format!("{BAD}error:{BAD:#} {}", failure.what()));
        if let Some(hint) = failure.hint() {
            self.talk(&format!("{HINT}hint:{HINT:#} {hint}"));
        }
    }

    fn talk(&self, text: &str) {
        let mut err = AutoStream::new(io::stderr(), self.color);
        // Nobody listens: there is no one to tell.
        let _ = writeln!(err, "{text}");
    }
}

/// Help, version and mistakes in the arguments.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    // A closed pipe behind `--help` is no failure.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
