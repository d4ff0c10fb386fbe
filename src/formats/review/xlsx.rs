//! The table of a review as a workbook: one sheet, doubtful rows coloured, `status` chosen from a list.

use super::ReviewError;
use super::table::{Between, FRONT, head, read as review_of, rows};
use crate::formats::workbook::first_sheet;
use crate::model::{DOUBTFUL, Review};
use crate::problem::Problem;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use std::io::{self, Write};

/// Writes a workbook.
///
/// # Errors
/// When the output does not take it, or a text is longer than a cell of a workbook can be.
pub fn write(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    let bytes = workbook(review).map_err(|error| io::Error::other(plain(&error)))?;
    out.write_all(&bytes)
}

fn plain(error: &XlsxError) -> String {
    match error {
        XlsxError::MaxStringLengthExceeded => {
            "a bead has more than 32,767 characters in one language, which no xlsx cell can hold; write tsv".to_owned()
        }
        XlsxError::RowColumnLimitError => "there are more beads than an xlsx sheet has rows; write tsv".to_owned(),
        error => error.to_string(),
    }
}

fn workbook(review: &Review) -> Result<Vec<u8>, XlsxError> {
    const DOUBTFUL_FILL: u32 = 0x00FF_F2CC;
    const ABOUT_FILL: u32 = 0x00EE_EEEE;
    const GREY: u32 = 0x0080_8080;
    const TEXT_WIDTH: f64 = 60.0;
    let top = Format::new().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Hair);
    let text = top.clone().set_text_wrap();
    let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("review")?;
    let heads = head(review);
    // Fewer than ten columns: the number fits.
    let columns = heads.len() as u16;
    let check = columns - 1;
    for (column, name) in (0..).zip(&heads) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        let front = usize::from(column) < FRONT.len();
        let width = if front || column == check { 11.0 } else { TEXT_WIDTH };
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for row in rows(review, Between::Lines) {
        last += 1;
        let doubtful = row.bead.is_some_and(|bead| bead.confidence.is_some_and(|x| x < DOUBTFUL));
        let filled = |format: &Format| match row.bead {
            None => format.clone().set_background_color(ABOUT_FILL),
            Some(_) if doubtful => format.clone().set_background_color(DOUBTFUL_FILL),
            Some(_) => format.clone(),
        };
        for ((column, name), cell) in (0..).zip(&heads).zip(&row.cells) {
            match (name.as_str(), cell.parse::<f64>()) {
                ("n", Ok(number)) => sheet.write_number_with_format(last, column, number, &filled(&top))?,
                ("confidence", Ok(number)) => {
                    let percent = filled(&top).set_num_format("0%");
                    sheet.write_number_with_format(last, column, number, &percent)?
                }
                _ if column == check => {
                    let small = filled(&top).set_font_color(GREY).set_font_size(8);
                    sheet.write_string_with_format(last, column, cell, &small)?
                }
                _ => sheet.write_string_with_format(last, column, cell, &filled(&text))?,
            };
        }
    }
    let status = FRONT.iter().position(|name| *name == "status").unwrap_or_default() as u16;
    let choice = DataValidation::new().allow_list_strings(&["accept", "reject"])?.ignore_blank(true);
    // Rows about the documents have words of their own: only typing is checked, and only warned about.
    let choice = choice.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
    sheet.add_data_validation(1, status, last.max(1), status, &choice)?;
    sheet.autofilter(0, 0, last, check)?;
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// Reads the first sheet of a workbook; `name` as with [`read_delimited`](super::read_delimited).
///
/// # Errors
/// When it is no workbook, or rows cannot be understood.
pub fn read(bytes: &[u8], name: &str) -> Result<(Review, Vec<Problem>), ReviewError> {
    let rows = first_sheet(bytes).map_err(ReviewError::Workbook)?;
    review_of(rows.into_iter().map(|(line, cells)| (line as usize - 1, cells)), name)
}
