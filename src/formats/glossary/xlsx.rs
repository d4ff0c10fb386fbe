//! How do people keep a glossary in Excel? A workbook with one sheet that is read and filtered at once.
//!
//! Columns: the preferred term of each language (its tag), then what is also allowed (`ru admitted`) and what is not to
//! be used (`ru deprecated`) where any concept has such terms, `definition`, `note`, `source`, `do_not_translate`,
//! `subject`, `pos` and `id`. Cells are texts, never formulas, written as in our CSV (see [`csv`](crate::formats::csv));
//! terms that are not in the order preferred, admitted, superseded or deprecated stand in the first column together, so
//! that their order comes back. The heading stays in sight and has filters.

use super::{WriteOptions, terms_of};
use crate::formats::csv::{Extra, columns_of, part_of_speech, terms_cell, usual_status};
use crate::lang::Lang;
use crate::model::{Concept, Term, TermStatus};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use std::io::{self, Write};

/// Terms of a language by the columns they stand in.
#[derive(Default)]
struct Cells {
    first: String,
    admitted: String,
    deprecated: String,
}

impl Cells {
    fn of(concept: &Concept, lang: &Lang) -> Self {
        let terms = terms_of(concept, lang);
        let part = part_of_speech(concept);
        let place = |term: &&&Term| match term.status {
            TermStatus::Preferred => 0,
            TermStatus::Admitted => 1,
            TermStatus::Superseded | TermStatus::Deprecated => 2,
        };
        let preferred = terms.iter().filter(|term| place(term) == 0).count();
        if preferred != 1 || !terms.iter().is_sorted_by_key(|term| place(&term)) {
            return Self { first: terms_cell(&terms, usual_status, part), ..Self::default() };
        }
        let (first, others) = terms.split_at(1);
        let (admitted, deprecated): (Vec<&Term>, Vec<&Term>) = others.iter().partition(|term| place(term) == 1);
        Self {
            first: terms_cell(first, usual_status, part),
            admitted: terms_cell(&admitted, |_| TermStatus::Admitted, part),
            deprecated: terms_cell(&deprecated, |_| TermStatus::Deprecated, part),
        }
    }
}

/// Writes a workbook.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let bytes = workbook(concepts, options).map_err(|error| io::Error::other(plain(&error)))?;
    out.write_all(&bytes)
}

fn plain(error: &XlsxError) -> String {
    match error {
        XlsxError::MaxStringLengthExceeded => {
            "a concept has more than 32,767 characters in a cell, which xlsx cannot hold; write csv".to_owned()
        }
        XlsxError::RowColumnLimitError => "there are more concepts than an xlsx sheet has rows; write csv".to_owned(),
        error => error.to_string(),
    }
}

/// A column: its heading, its width in characters, its cells.
struct Column {
    heading: String,
    width: f64,
    cells: Vec<String>,
    look: Look,
}

#[derive(Clone, Copy)]
enum Look {
    Preferred,
    Plain,
    Deprecated,
    Quiet,
}

fn columns(concepts: &[Concept], langs: &[Lang]) -> Vec<Column> {
    const TERM: f64 = 34.0;
    const FURTHER: f64 = 26.0;
    const PROSE: f64 = 48.0;
    const SHORT: f64 = 14.0;
    let mut columns: Vec<Column> = Vec::new();
    let mut further: Vec<Column> = Vec::new();
    for lang in langs {
        let (mut first, mut admitted, mut deprecated) = (Vec::new(), Vec::new(), Vec::new());
        for concept in concepts {
            let cells = Cells::of(concept, lang);
            first.push(cells.first);
            admitted.push(cells.admitted);
            deprecated.push(cells.deprecated);
        }
        columns.push(Column { heading: lang.to_string(), width: TERM, cells: first, look: Look::Preferred });
        for (status, cells, look) in [("admitted", admitted, Look::Plain), ("deprecated", deprecated, Look::Deprecated)]
        {
            if cells.iter().any(|cell| !cell.is_empty()) {
                further.push(Column { heading: format!("{lang} {status}"), width: FURTHER, cells, look });
            }
        }
    }
    columns.extend(further);
    let mut prose = |heading: &str, width: f64, look: Look, text: &dyn Fn(&Concept) -> String| {
        let cells = concepts.iter().map(text).collect();
        columns.push(Column { heading: heading.to_owned(), width, cells, look });
    };
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    prose("definition", PROSE, Look::Plain, &|concept| of(&concept.definition));
    prose("note", PROSE, Look::Plain, &|concept| of(&concept.note));
    let extra = Extra::of(concepts);
    for (at, name) in extra.names().enumerate() {
        let width = if name == "source" { FURTHER } else { SHORT };
        prose(name, width, Look::Plain, &|concept| extra.cells(concept).nth(at).unwrap_or_default());
    }
    prose("subject", SHORT, Look::Plain, &|concept| of(&concept.subject));
    prose("pos", SHORT, Look::Quiet, &|concept| part_of_speech(concept).to_owned());
    prose("id", FURTHER, Look::Quiet, &|concept| concept.id.clone());
    columns
}

fn workbook(concepts: &[Concept], options: &WriteOptions) -> Result<Vec<u8>, XlsxError> {
    const HEAD_FILL: u32 = 0x0024_3B53;
    const GREY: u32 = 0x0080_8080;
    const RED: u32 = 0x009C_2B2B;
    const LINE: u32 = 0x00D9_D9D9;
    const HEAD_HEIGHT: f64 = 20.0;
    let cell = Format::new()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_num_format("@")
        .set_border_bottom(FormatBorder::Hair)
        .set_border_bottom_color(LINE);
    let head = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(HEAD_FILL)
        .set_align(FormatAlign::VerticalCenter);
    let format = |look: Look| match look {
        Look::Preferred => cell.clone().set_bold(),
        Look::Plain => cell.clone(),
        Look::Deprecated => cell.clone().set_font_color(RED).set_font_strikethrough(),
        Look::Quiet => cell.clone().set_font_color(GREY),
    };
    let langs = columns_of(concepts, &options.langs);
    let columns = columns(concepts, &langs);
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&options.title));
    let sheet = workbook.add_worksheet();
    sheet.set_name("glossary")?;
    sheet.set_row_height(0, HEAD_HEIGHT)?;
    for (at, column) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, at, &column.heading, &head)?;
        sheet.set_column_width(at, column.width)?;
        let format = format(column.look);
        for (row, text) in (1..).zip(&column.cells) {
            // a carriage return is shown as `_x000D_` by some
            sheet.write_string_with_format(row, at, text.replace("\r\n", "\n"), &format)?;
        }
    }
    let (last, width) = (concepts.len().max(1), columns.len().max(1) - 1);
    let last = u32::try_from(last).map_err(|_| XlsxError::RowColumnLimitError)?;
    let width = u16::try_from(width).map_err(|_| XlsxError::RowColumnLimitError)?;
    sheet.autofilter(0, 0, last, width)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}
