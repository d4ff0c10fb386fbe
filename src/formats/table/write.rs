//! How do people look at a memory? A table: a column a language.

use super::field::{ATTRIBUTES, marked, note_text, own_tail, property_line};
use super::workbook::Sheet;
use crate::formats::exchange::{Created, Output, UnitWriter, WriteOptions};
use crate::formats::jsonl;
use crate::lang::Lang;
use crate::model::{Note, Prop, Tu, Tuv, attribute};
use std::io::{self, Write};

/// Begins to write CSV, with a byte order mark so that Excel takes it for UTF-8.
pub(in crate::formats) fn create_csv<'a>(mut out: Output<'a>, options: &WriteOptions) -> Created<'a> {
    out.write_all("\u{FEFF}".as_bytes())?;
    create_text(out, options, b',')
}

/// Begins to write a table with tabs.
pub(in crate::formats) fn create_tsv<'a>(out: Output<'a>, options: &WriteOptions) -> Created<'a> {
    create_text(out, options, b'\t')
}

fn create_text<'a>(out: Output<'a>, options: &WriteOptions, delimiter: u8) -> Created<'a> {
    let mut table = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    table.write_record(headings(&options.langs))?;
    Ok(Box::new(TableWriter { out: Box::new(table), langs: options.langs.clone(), units: 0 }))
}

/// Begins to write a workbook.
pub(in crate::formats) fn create_workbook<'a>(out: Output<'a>, options: &WriteOptions) -> Created<'a> {
    let headings = headings(&options.langs);
    let wide = headings.iter().map(|name| options.langs.iter().any(|lang| lang.as_str() == name)).collect();
    let sheet = Sheet::new(out, &headings, wide)?;
    Ok(Box::new(TableWriter { out: Box::new(sheet), langs: options.langs.clone(), units: 0 }))
}

/// What takes rows.
pub(super) trait RowWriter {
    /// Adds a row.
    fn push(&mut self, cells: &[String]) -> io::Result<()>;

    /// Ends the table.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

impl RowWriter for ::csv::Writer<Output<'_>> {
    fn push(&mut self, cells: &[String]) -> io::Result<()> {
        Ok(self.write_record(cells)?)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.into_inner().map_err(|error| error.into_error())?.flush()
    }
}

struct TableWriter<'a> {
    out: Box<dyn RowWriter + 'a>,
    langs: Vec<Lang>,
    units: u64,
}

impl UnitWriter for TableWriter<'_> {
    fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        let rows = rows(tu, &self.langs, self.units + 1);
        self.units += 1;
        rows.iter().try_for_each(|row| self.out.push(row))?;
        Ok(!rows.is_empty())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.out.finish()
    }
}

fn headings(langs: &[Lang]) -> Vec<String> {
    let mut headings = vec!["id".to_owned()];
    headings.extend(langs.iter().map(Lang::to_string));
    headings.extend(own_tail().map(str::to_owned));
    headings
}

/// The rows of a unit, one for each combination of its sides; none when fewer than two languages have a text.
fn rows(tu: &Tu, langs: &[Lang], number: u64) -> Vec<Vec<String>> {
    let combinations = super::beside(tu, langs);
    if combinations[0].iter().flatten().count() < 2 {
        return Vec::new();
    }
    let id = match &tu.tuid {
        Some(id) if !super::is_mark(id) => id.clone(),
        _ if combinations.len() > 1 => format!("#{number}"),
        _ => String::new(),
    };
    let row = |sides: Vec<Option<&Tuv>>| {
        let mut row = vec![id.clone()];
        row.extend(sides.iter().map(|side| side.map(|tuv| tuv.segment.text()).unwrap_or_default()));
        let sides: Vec<(&Lang, &Tuv)> =
            langs.iter().zip(sides).filter_map(|(lang, side)| Some((lang, side?))).collect();
        row.push(notes(tu, &sides));
        row.push(properties(tu, &sides));
        row.extend(ATTRIBUTES.map(|name| attribute(&tu.attributes, name).unwrap_or_default().to_owned()));
        row.push(jsonl::origins_line(&tu.origins));
        row
    };
    combinations.into_iter().map(row).collect()
}

fn notes(tu: &Tu, sides: &[(&Lang, &Tuv)]) -> String {
    let text = |lang, notes: &[Note]| -> Vec<String> {
        let texts = notes.iter().map(|note| note_text(&note.text)).filter(|text| !text.trim().is_empty());
        texts.map(|text| marked(lang, &text)).collect()
    };
    let mut all = text(None, &tu.notes);
    all.extend(sides.iter().flat_map(|(lang, tuv)| text(Some(*lang), &tuv.notes)));
    all.join("\n\n")
}

fn properties(tu: &Tu, sides: &[(&Lang, &Tuv)]) -> String {
    let lines =
        |lang, props: &[Prop]| -> Vec<String> { props.iter().map(|prop| marked(lang, &property_line(prop))).collect() };
    let mut all = lines(None, &tu.props);
    all.extend(sides.iter().flat_map(|(lang, tuv)| lines(Some(*lang), &tuv.props)));
    all.join("\n")
}
