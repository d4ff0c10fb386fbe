//! `search`: where a word or phrase occurs, with what stands in the other languages.

use super::{count, filter, lang, origin};
use crate::cli::Outcome;
use crate::cli::args::SearchArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{DIM, GOOD, Ui};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::search::{Found, Mode, Request, run as search};
use std::io::Write;
use std::ops::Range;

pub(super) fn run(args: &SearchArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let mode = match (args.any_order, args.exact, args.regex) {
        (true, ..) => Mode::AnyOrder,
        (_, true, _) => Mode::Exact,
        (.., true) => Mode::Regex,
        _ => Mode::Forms,
    };
    let request = Request {
        text: args.text.clone(),
        mode,
        case: args.case,
        lang: args.lang.as_deref().map(lang).transpose()?,
        limit: args.limit,
        memories: args.units.memory.clone(),
        filter: filter(args.units.filter.as_ref())?,
    };
    let bar = ui.bar();
    let found = search(workspace, &request, &bar)?;
    drop(bar);
    if workspace.memories()?.is_empty() {
        ui.warn(&format!("there are no memories in {}", workspace.root().display()));
    }
    if ui.json {
        ui.json_lines(found.hits.iter().map(wire::hit))?;
        ui.json_lines([wire::search(&found)])?;
    } else {
        show(&found, ui)?;
    }
    Ok(Outcome::Done)
}

fn show(found: &Found, ui: &Ui) -> Result<(), Failure> {
    let mut out = ui.out();
    for hit in &found.hits {
        side(hit.lang.as_str(), &hit.text, &hit.spans, ui, &mut out)?;
        for (lang, text) in &hit.others {
            side(lang.as_str(), text, &[], ui, &mut out)?;
        }
        writeln!(out, "    {DIM}{} {}{}{DIM:#}", hit.memory, hit.tu.0, origin(&hit.origins, &hit.lang))?;
    }
    out.flush()?;
    let shown = found.hits.len() as u64;
    let more = if shown < found.total { format!("; {shown} shown, --limit shows more") } else { String::new() };
    ui.say(&format!("{DIM}{} found{more}{DIM:#}", count(found.total, "unit")));
    Ok(())
}

/// A side with its language before it; on a terminal in lines of its width.
fn side(lang: &str, text: &str, spans: &[Range<usize>], ui: &Ui, out: &mut impl Write) -> Result<(), Failure> {
    let indent = lang.len().max(2) + 2;
    let width = ui.terminal_width().map(|width| width.saturating_sub(indent).max(20));
    for (n, line) in lines(text, width).into_iter().enumerate() {
        let head = if n == 0 { lang } else { "" };
        writeln!(out, "{DIM}{head:<indent$}{DIM:#}{}", marked(text, line, spans))?;
    }
    Ok(())
}

/// The lines of a text: as many words as fit; one line when there is no width to keep to.
fn lines(text: &str, width: Option<usize>) -> Vec<Range<usize>> {
    let Some(width) = width else { return std::iter::once(0..text.len()).collect() };
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut length = 0;
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let letters = word.trim_end().chars().count();
        match lines.last_mut() {
            Some(line) if length + letters <= width => line.end = at + word.len(),
            _ => {
                lines.push(at..at + word.len());
                length = 0;
            }
        }
        length += word.chars().count();
        at += word.len();
    }
    lines
}

/// A piece of a text with what was looked for standing out.
fn marked(text: &str, piece: Range<usize>, spans: &[Range<usize>]) -> String {
    let style = GOOD.bold();
    let mut out = String::new();
    let mut at = piece.start;
    for span in spans.iter().filter(|span| span.end > piece.start && span.start < piece.end) {
        let (start, end) = (span.start.max(piece.start), span.end.min(piece.end));
        out.push_str(&text[at..start]);
        out.push_str(&format!("{style}{}{style:#}", &text[start..end]));
        at = end;
    }
    out.push_str(&text[at..piece.end]);
    out.trim_end().replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "Стороны обсудили 12 совместных проектов и перспективы.";
        let lines = lines(text, Some(20));
        assert_eq!(lines.iter().map(|line| &text[line.clone()]).collect::<String>(), text);
        assert!(lines.len() > 1 && lines.iter().all(|line| text[line.clone()].trim_end().chars().count() <= 20));
    }

    #[test]
    fn a_span_over_two_lines_stands_out_in_both() {
        let spans = std::slice::from_ref(&(2..6));
        assert_eq!(marked("ab cd ef", 0..3, spans), format!("ab{0} {0:#}", GOOD.bold()).trim_end());
        assert!(marked("ab cd ef", 3..8, spans).contains("cd"));
    }
}
