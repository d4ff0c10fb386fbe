//! Units in a workbook (XLSX): the rows of its sheets, and a sheet of our own.

use super::write::RowWriter;
use super::{Row, Rows, TableError};
use crate::formats::exchange::{Input, Output};
use crate::formats::workbook::Sheets;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::collections::VecDeque;
use std::io::{self, Read, Write};

/// The largest workbook that is still read, in bytes.
const MAX_WORKBOOK: u64 = 256 << 20;
/// The rows of a workbook, sheet by sheet; the rows of one are held.
pub(in crate::formats) struct SheetRows {
    sheets: Sheets<Vec<u8>>,
    names: VecDeque<String>,
    sheet: usize,
    rows: VecDeque<Row>,
    bytes: u64,
}

impl SheetRows {
    /// Reads a workbook whole.
    pub(in crate::formats) fn open(input: Input<'_>) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        input.take(MAX_WORKBOOK + 1).read_to_end(&mut bytes).map_err(TableError::Io)?;
        let broken = |cause: String| TableError::Workbook(cause);
        match bytes.as_slice() {
            _ if bytes.len() as u64 > MAX_WORKBOOK => {
                return Err(broken(format!("it is larger than {} MiB; save it as csv", MAX_WORKBOOK >> 20)));
            }
            [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                return Err(broken("it is an old .xls or has a password; save it as .xlsx without one".to_owned()));
            }
            _ => {}
        }
        let read = bytes.len() as u64;
        let sheets = Sheets::open(bytes).map_err(broken)?;
        let names = sheets.names().into();
        Ok(Self { sheets, names, sheet: 0, rows: VecDeque::new(), bytes: read })
    }

    fn load(&mut self, name: &str) -> Result<(), TableError> {
        let sheet = self.sheet;
        let row = |(line, cells)| Row { line, sheet, cells };
        self.rows.extend(self.sheets.rows(name).map_err(TableError::Workbook)?.into_iter().map(row));
        Ok(())
    }
}

impl Rows for SheetRows {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn next(&mut self) -> Result<Option<Row>, TableError> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Ok(Some(row));
            }
            let Some(name) = self.names.pop_front() else { return Ok(None) };
            self.load(&name)?;
            self.sheet += 1;
        }
    }

    fn pass_over(&mut self) -> bool {
        self.rows.clear();
        !self.names.is_empty()
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// A sheet being made.
pub(super) struct Sheet<'a> {
    out: Output<'a>,
    workbook: Workbook,
    row: u32,
    wide: Vec<bool>,
    top: Format,
}

impl<'a> Sheet<'a> {
    /// Begins with the headings; columns of texts are wide.
    pub(super) fn new(out: Output<'a>, headings: &[String], wide: Vec<bool>) -> io::Result<Self> {
        let top = Format::new().set_align(FormatAlign::Top).set_text_wrap().set_border_bottom(FormatBorder::Hair);
        let mut sheet = Self { out, workbook: Workbook::new(), row: 0, wide, top };
        let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
        sheet.begin(headings, &bold).map_err(plain)?;
        sheet.row = 1;
        Ok(sheet)
    }

    fn begin(&mut self, headings: &[String], bold: &Format) -> Result<(), XlsxError> {
        const TEXT_WIDTH: f64 = 60.0;
        const OTHER_WIDTH: f64 = 16.0;
        let sheet = self.workbook.add_worksheet();
        sheet.set_name("units")?;
        for ((column, heading), wide) in (0..).zip(headings).zip(&self.wide) {
            sheet.write_string_with_format(0, column, heading, bold)?;
            sheet.set_column_width(column, if *wide { TEXT_WIDTH } else { OTHER_WIDTH })?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_index(0)
    }
}

impl RowWriter for Sheet<'_> {
    /// Cells are texts, never formulas, whatever they begin with.
    fn push(&mut self, cells: &[String]) -> io::Result<()> {
        let (row, top) = (self.row, self.top.clone());
        let sheet = self.sheet().map_err(plain)?;
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &top).map_err(plain)?;
        }
        self.row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let (last, columns) = (self.row.max(2) - 1, u16::try_from(self.wide.len()).unwrap_or(u16::MAX));
        self.sheet().and_then(|sheet| sheet.autofilter(0, 0, last, columns.max(1) - 1).map(drop)).map_err(plain)?;
        let bytes = self.workbook.save_to_buffer().map_err(plain)?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

fn plain(error: XlsxError) -> io::Error {
    io::Error::other(match error {
        XlsxError::MaxStringLengthExceeded => {
            "a unit has more than 32,767 characters in a cell, which xlsx cannot hold; write csv".to_owned()
        }
        XlsxError::RowColumnLimitError => "there are more units than an xlsx sheet has rows; write csv".to_owned(),
        error => error.to_string(),
    })
}
