//! The rows of a workbook (XLSX), read within limits whatever its parts say.

use super::package;
use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use std::io::Cursor;

/// More columns and rows than any table of ours has; what stands further out is not looked for.
const MOST_COLUMNS: u32 = 256;
const MOST_ROWS: u32 = 1 << 20;

/// A row that holds something: its number, counted from 1, and its cells.
pub(super) type Row = (u64, Vec<String>);

/// An open workbook.
pub(super) struct Sheets<B: AsRef<[u8]>>(Xlsx<Cursor<B>>);

impl<B: AsRef<[u8]>> Sheets<B> {
    /// Opens a workbook; the error says what is wrong with it.
    pub(super) fn open(bytes: B) -> Result<Self, String> {
        package::measure(bytes.as_ref()).map_err(|error| error.to_string())?;
        Xlsx::new(Cursor::new(bytes)).map(Self).map_err(|error| error.to_string())
    }

    /// The names of its sheets.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// The rows of a sheet.
    pub(super) fn rows(&mut self, name: &str) -> Result<Vec<Row>, String> {
        let broken = |error: XlsxError| error.to_string();
        let mut cells = self.0.worksheet_cells_reader(name).map_err(broken)?;
        let mut rows: Vec<Row> = Vec::new();
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            if column >= MOST_COLUMNS || row >= MOST_ROWS {
                continue;
            }
            let (line, column) = (u64::from(row) + 1, column as usize);
            if rows.last().is_none_or(|(last, _)| *last != line) {
                rows.push((line, Vec::new()));
            }
            if let Some((_, cells)) = rows.last_mut() {
                cells.resize(cells.len().max(column + 1), String::new());
                cells[column] = text(cell.get_value());
            }
        }
        Ok(rows)
    }
}

/// The rows of the first sheet of a workbook.
pub(super) fn first_sheet(bytes: &[u8]) -> Result<Vec<Row>, String> {
    let mut sheets = Sheets::open(bytes)?;
    let first = sheets.names().into_iter().next().ok_or("it has no sheet")?;
    sheets.rows(&first)
}

/// What a cell says.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.replace("\r\n", "\n"),
        DataRef::SharedString(text) => text.replace("\r\n", "\n"),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(date) if date.is_duration() => date.as_f64().to_string(),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
