//! Candidates as a workbook: one sheet, `accept` chosen from a list.

use super::table::{head, read as read_rows, row};
use super::{CandidatesError, Read, Sheet};
use crate::formats::workbook::first_sheet;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use std::io::{self, Write};

/// Characters that a cell of a workbook holds.
const LONGEST_CELL: usize = 32_767;

/// Writes a workbook.
///
/// # Errors
/// When the output does not take it, or there are more candidates than a sheet has rows.
pub fn write(out: &mut dyn Write, sheet: Sheet<'_>) -> io::Result<()> {
    let bytes = workbook(sheet).map_err(|error| match error {
        XlsxError::RowColumnLimitError => {
            io::Error::other("there are more candidates than an xlsx sheet has rows; write tsv")
        }
        error => io::Error::other(error.to_string()),
    })?;
    out.write_all(&bytes)
}

fn workbook(candidates: Sheet<'_>) -> Result<Vec<u8>, XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Hair).set_text_wrap();
    let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("terms")?;
    let heads = head(candidates);
    for (column, name) in (0..).zip(&heads) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        sheet.set_column_width(column, width(name, candidates))?;
    }
    let mut last = 0;
    for candidate in candidates.candidates {
        last += 1;
        for ((column, name), cell) in (0..).zip(&heads).zip(row(candidates, candidate, "\n")) {
            match (name.as_str(), cell.parse::<f64>()) {
                ("count" | "score", Ok(number)) => sheet.write_number_with_format(last, column, number, &top)?,
                _ => sheet.write_string_with_format(last, column, shortened(&cell), &top)?,
            };
        }
    }
    let choice = DataValidation::new().allow_list_strings(&["yes", "no"])?.ignore_blank(true);
    let choice = choice.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
    sheet.add_data_validation(1, 0, last.max(1), 0, &choice)?;
    sheet.autofilter(0, 0, last, heads.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

fn width(name: &str, sheet: Sheet<'_>) -> f64 {
    const NARROW: f64 = 9.0;
    const TERM: f64 = 34.0;
    const EXAMPLE: f64 = 60.0;
    if name.starts_with("example") {
        EXAMPLE
    } else if name == "variants" || sheet.langs.iter().any(|lang| lang.as_str() == name) {
        TERM
    } else {
        NARROW
    }
}

/// As much of a text as a cell holds.
fn shortened(text: &str) -> &str {
    text.char_indices().nth(LONGEST_CELL / 2).map_or(text, |(at, _)| &text[..at])
}

/// Reads the first sheet of a workbook.
///
/// # Errors
/// When it is no workbook, or its first row lacks `accept` or languages.
pub fn read(bytes: &[u8]) -> Read {
    read_rows(first_sheet(bytes).map_err(CandidatesError::Workbook)?)
}
