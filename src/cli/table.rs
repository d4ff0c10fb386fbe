//! Tables that fit the terminal.

use super::ui::Ui;
use comfy_table::{Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use comfy_table::{LineStyle, TableStyle};
use std::io::{self, Write};

/// The width of the terminal, if there is one.
pub(super) fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from)
}

/// A table of plain columns without frame: a heading, rows, white space between.
pub(super) fn plain(width: usize, heading: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width as u16);
    table.set_header(heading.iter().map(|text| Cell::new(text).add_attribute(Attribute::Bold)));
    table
}

/// Puts figures on the right of their columns.
pub(super) fn right(table: &mut Table, columns: &[usize]) {
    for column in columns {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// Rows that are laid out at once.
const ROWS_AT_ONCE: usize = 256;

/// Writes texts side by side, each in a column of the same width, with rules between the rows; nothing without rows. The
/// widths are known, so the rows go out as they come.
pub(super) fn write_side_by_side(
    ui: &Ui,
    first: &str,
    heads: &[String],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> io::Result<()> {
    // The first column, and a separator before each of the others.
    let each = (ui.width().saturating_sub(7 + heads.len()) / heads.len().max(1)) as u16;
    let widths = || std::iter::once(7).chain(heads.iter().map(|_| each)).map(Width::Fixed);
    let mut out = ui.out();
    let mut rows = rows.peekable();
    let mut opens = true;
    while rows.peek().is_some() {
        let mut table = Table::new();
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(ui.width() as u16);
        if ui.colored() {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        if opens {
            let heading = std::iter::once(first).chain(heads.iter().map(String::as_str));
            table.set_header(heading.map(|text| Cell::new(text).add_attribute(Attribute::Bold)));
        }
        table.add_rows(rows.by_ref().take(ROWS_AT_ONCE));
        table.set_constraints(widths().map(ColumnConstraint::Absolute));
        // The rule above the rows that follow stands between.
        let goes_on = rows.peek().is_some();
        table.load_style(if goes_on { SIDE_BY_SIDE.bottom_border(LineStyle::none()) } else { SIDE_BY_SIDE });
        writeln!(out, "{table}")?;
        opens = false;
    }
    out.flush()
}

const SIDE_BY_SIDE: TableStyle = comfy_table::presets::UTF8_HORIZONTAL_ONLY;
