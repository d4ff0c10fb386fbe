//! Which units has this table? A row a unit; the first row says what the columns are.

use super::field::{Field, Sides, fill, own, settle, translates};
use super::text::TextRows;
use super::workbook::SheetRows;
use super::{Row, Rows, TableError};
use crate::formats::exchange::{ExchangeError, Input, Opened, ReadOptions, Tally, UnitReader};
use crate::model::Tu;
use crate::problem::{Place, Problem};

/// Begins to read a text.
pub(in crate::formats) fn open_text<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
    let mut early = Vec::new();
    let rows = TextRows::open(input, options, &mut early)?;
    Ok(Box::new(TableReader::new(Box::new(rows), options, early)?))
}

/// Begins to read a workbook.
pub(in crate::formats) fn open_workbook<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
    let rows = SheetRows::open(input)?;
    Ok(Box::new(TableReader::new(Box::new(rows), options, Vec::new())?))
}

struct TableReader<'a> {
    rows: Box<dyn Rows + 'a>,
    options: ReadOptions,
    /// What the columns of the sheet hold.
    fields: Vec<Field>,
    sheet: usize,
    tally: Tally,
    /// Problems met before there was anybody to tell.
    early: Vec<Problem>,
    /// A row read to see whether it belongs to the unit in front of it.
    ahead: Option<Found>,
    failed: Option<TableError>,
}

/// What a row holds.
enum Found {
    Unit(Box<Draft>),
    /// Nothing of use, for a reason; nobody need be told of drafts.
    Skip {
        line: u64,
        code: &'static str,
        message: Option<String>,
    },
}

/// The unit of a row.
struct Draft {
    line: u64,
    tu: Tu,
    problems: Vec<(&'static str, String)>,
}

impl<'a> TableReader<'a> {
    fn new(rows: Box<dyn Rows + 'a>, options: &ReadOptions, early: Vec<Problem>) -> Result<Self, TableError> {
        let mut reader = Self {
            rows,
            options: options.clone(),
            fields: Vec::new(),
            sheet: usize::MAX,
            tally: Tally::default(),
            early,
            ahead: None,
            failed: None,
        };
        // a workbook may begin with sheets of something else
        let mut refused = None;
        while let Some(row) = reader.row()? {
            let line = row.line;
            match reader.begin(row) {
                Ok(first) => {
                    reader.ahead = first.map(|row| reader.found(row));
                    if refused.is_some() {
                        reader.left_out(line);
                    }
                    return Ok(reader);
                }
                Err(error) => {
                    refused.get_or_insert(error);
                    if !reader.rows.pass_over() {
                        break;
                    }
                }
            }
        }
        Err(refused.unwrap_or(TableError::Empty))
    }

    /// The next row that is not blank.
    fn row(&mut self) -> Result<Option<Row>, TableError> {
        while let Some(row) = self.rows.next()? {
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// Takes the first row of a sheet, and gives it back when it is no heading.
    fn begin(&mut self, mut row: Row) -> Result<Option<Row>, TableError> {
        if let Some(first) = row.cells.first_mut() {
            *first = first.trim_start_matches('\u{FEFF}').to_owned();
        }
        let first = self.sheet == usize::MAX;
        self.sheet = row.sheet;
        let names = |wanted: &str| row.cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case(wanted));
        if ["shape", "confidence", "status"].iter().all(|name| names(name)) {
            return Err(TableError::Review);
        }
        let langs = &self.options.langs;
        let named = || row.cells.iter().map(|name| Field::named(name)).collect();
        let mut fields: Vec<Field> = own(&row.cells).unwrap_or_else(named);
        let heading = settle(&mut fields, &row.cells, langs);
        let told = first && !self.options.columns.is_empty();
        if told {
            let columns = &self.options.columns;
            self.fields = columns.iter().map(|name| Field::named(name)).collect();
            match settle(&mut self.fields, columns, langs) {
                Sides::Named => {}
                Sides::Nameless => return Err(TableError::Nameless),
                Sides::None => return Err(TableError::Columns(columns.join(","))),
            }
            return Ok(if heading == Sides::None { Some(row) } else { None });
        }
        match heading {
            Sides::Named => {
                self.fields = fields;
                Ok(None)
            }
            Sides::Nameless => Err(TableError::Nameless),
            Sides::None if first && langs.len() >= 2 => {
                self.fields = langs.iter().cloned().map(Field::Lang).collect();
                Ok(Some(row))
            }
            Sides::None => Err(TableError::NoLanguages(shown(&row.cells))),
        }
    }

    fn left_out(&mut self, line: u64) {
        let message = "a sheet whose first row names no languages is left out".to_owned();
        self.early.push(Problem { code: "table-sheet", message, place: Place::line(line) });
    }

    /// Reads on to the next row with something in it.
    fn read_on(&mut self) -> Result<Option<Found>, TableError> {
        if let Some(found) = self.ahead.take() {
            return Ok(Some(found));
        }
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        while let Some(row) = self.row()? {
            let row = if row.sheet == self.sheet {
                Some(row)
            } else {
                let line = row.line;
                self.begin(row).unwrap_or_else(|_| {
                    self.left_out(line);
                    self.rows.pass_over();
                    None
                })
            };
            if let Some(row) = row {
                return Ok(Some(self.found(row)));
            }
        }
        Ok(None)
    }

    /// What a row holds.
    fn found(&self, Row { line, cells, .. }: Row) -> Found {
        let filled = fill(self.fields.iter().zip(cells.iter().map(String::as_str)), &self.options.langs);
        let mut problems: Vec<_> = filled.flaws.into_iter().map(|flaw| ("table-value", flaw)).collect();
        let further = cells.iter().skip(self.fields.len()).filter(|cell| !cell.trim().is_empty()).count();
        if further > 0 {
            let known = self.fields.len();
            problems.push((
                "table-columns",
                format!("{further} cells stand behind the {known} columns; they are left out"),
            ));
        }
        if !translates(&filled.tu) {
            let message = Some("fewer than two languages have a text; the row is left out".to_owned());
            Found::Skip { line, code: "table-few-sides", message }
        } else if filled.fuzzy && !self.options.drafts {
            Found::Skip { line, code: "table-draft", message: None }
        } else {
            Found::Unit(Box::new(Draft { line, tu: filled.tu, problems }))
        }
    }

    /// Joins the rows behind a unit that hold further variants of it.
    fn join(&mut self, draft: &mut Draft) {
        while draft.tu.tuid.is_some() {
            match self.read_on() {
                Ok(Some(Found::Unit(further))) if draft.continues(&further) => draft.take(*further),
                Ok(found) => {
                    self.ahead = found;
                    return;
                }
                Err(error) => {
                    self.failed = Some(error);
                    return;
                }
            }
        }
    }

    fn told(&self, line: u64, code: &'static str, message: String) -> Problem {
        Problem { code, message, place: Place { line: Some(line), tu: Some(self.tally.units) } }
    }
}

impl Draft {
    /// Whether another row tells of the same unit.
    fn continues(&self, other: &Self) -> bool {
        let same = |tuv: &crate::model::Tuv| {
            other.tu.tuvs.iter().any(|other| other.lang == tuv.lang && other.segment == tuv.segment)
        };
        self.tu.tuid == other.tu.tuid && self.tu.tuvs.iter().any(same)
    }

    /// Takes what another row has more.
    fn take(&mut self, other: Self) {
        fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
            for one in more {
                if !to.contains(&one) {
                    to.push(one);
                }
            }
        }
        let tu = &mut self.tu;
        for tuv in other.tu.tuvs {
            match tu.tuvs.iter_mut().find(|own| own.lang == tuv.lang && own.segment == tuv.segment) {
                Some(own) => {
                    add(&mut own.notes, tuv.notes);
                    add(&mut own.props, tuv.props);
                }
                None => tu.tuvs.push(tuv),
            }
        }
        add(&mut tu.notes, other.tu.notes);
        add(&mut tu.props, other.tu.props);
        add(&mut tu.origins, other.tu.origins);
        self.problems.extend(other.problems);
    }
}

/// The first cells of a row, for people.
fn shown(cells: &[String]) -> String {
    const MOST: usize = 60;
    let text = cells.join(" | ").replace('\n', " ");
    if text.chars().count() > MOST { text.chars().take(MOST).chain(['…']).collect() } else { text }
}

impl UnitReader for TableReader<'_> {
    fn format(&self) -> String {
        self.rows.name().to_owned()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        loop {
            let found = self.read_on();
            problems.append(&mut self.early);
            let Some(found) = found? else { return Ok(None) };
            self.tally.units += 1;
            match found {
                Found::Skip { line, code, message } => {
                    self.tally.skip(code);
                    problems.extend(message.map(|message| self.told(line, code, message)));
                }
                Found::Unit(mut draft) => {
                    self.join(&mut draft);
                    let Draft { line, mut tu, problems: own } = *draft;
                    problems.extend(own.into_iter().map(|(code, message)| self.told(line, code, message)));
                    tu.tuid = tu.tuid.filter(|id| !super::is_mark(id));
                    return Ok(Some(tu));
                }
            }
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn bytes(&self) -> u64 {
        self.rows.bytes()
    }
}
