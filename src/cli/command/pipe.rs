//! `align --jsonl`: documents from stdin, their beads to stdout.

use super::{help, jobs};
use crate::cli::Outcome;
use crate::cli::args::{AlignArgs, Global};
use crate::cli::error::Failure;
use crate::cli::ui::Ui;
use crate::wire::line;
use crate::wire::pipe::{BadLine, aligned, error, read};
use crate::workspace::Help;
use crate::workspace::parallel::{Event, ordered};
use crate::workspace::pipe::run as align;
use std::io::{self, BufRead, BufReader, Write};
use std::ops::ControlFlow;

pub(super) fn run(args: &AlignArgs, global: &Global, ui: &Ui) -> Result<Outcome, Failure> {
    let help = help(args, global, ui)?;
    let mut out = ui.plain_out();
    let mut result = Ok(Outcome::Done);
    let lines = BufReader::with_capacity(1 << 18, io::stdin()).split(b'\n').zip(1..);
    ordered(
        jobs(args),
        lines,
        |(text, number)| text.map(|text| answer(&text, number, &help)),
        |event| {
            let written = match event {
                // Whoever reads is not kept waiting for what is done.
                Event::Waiting => out.flush().map_err(Failure::Output),
                Event::Done(Ok(None)) => Ok(()),
                Event::Done(Ok(Some((answer, good)))) => {
                    if !good {
                        result = Ok(Outcome::Found);
                    }
                    writeln!(out, "{answer}").map_err(Failure::Output)
                }
                Event::Done(Err(error)) => Err(Failure::Input(error)),
            };
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    result = Err(failure);
                    ControlFlow::Break(())
                }
            }
        },
    );
    out.flush()?;
    result
}

/// The answer to a line, and whether it is a good one; none to a line of white space.
fn answer(text: &[u8], number: u64, help: &Help) -> Option<(String, bool)> {
    if text.trim_ascii().is_empty() {
        return None;
    }
    let input = match read(text) {
        Ok(input) => input,
        Err(BadLine { id, message }) => return Some((line(&error(id.as_deref(), number, &message)), false)),
    };
    // The texts are only needed for the work; the name and the other fields stay.
    let (texts, input) = input.split();
    Some(match align(texts, help) {
        Ok(found) => (line(&aligned(&input, &found)), true),
        Err(cause) => (line(&error(input.id.as_deref(), number, &cause.to_string())), false),
    })
}
