//! Tables that fit the terminal.

use comfy_table::{Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

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

/// Texts side by side, each in a column of the same width, with rules between the rows.
pub(super) fn side_by_side(width: usize, first: &str, heads: &[String]) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width as u16);
    let heading = std::iter::once(first).chain(heads.iter().map(String::as_str));
    table.set_header(heading.map(|text| Cell::new(text).add_attribute(Attribute::Bold)));
    // The first column, and a separator before each of the others.
    let each = (width.saturating_sub(7 + heads.len()) / heads.len().max(1)) as u16;
    let narrow = std::iter::once(ColumnConstraint::Absolute(Width::Fixed(7)));
    table.set_constraints(narrow.chain(heads.iter().map(|_| ColumnConstraint::Absolute(Width::Fixed(each)))));
    table
}
