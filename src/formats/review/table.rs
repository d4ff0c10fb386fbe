//! A review as rows of cells, and as a delimited file; the columns are told in the [module above](super).

use super::{ReviewError, hash};
use crate::formats::csv::delimited_rows;
use crate::lang::Lang;
use crate::model::{Review, ReviewBead, ReviewSide, Shape, Source, Verdict};
use crate::problem::{Place, Problem};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The largest table that is still read, in bytes.
const MAX_TABLE: u64 = 256 << 20;

/// What spreadsheet programs leave of a text in a tsv that begins with `-`, `+` or `=`.
const SPREADSHEET_ERRORS: [&str; 6] = ["#NAME?", "#ИМЯ?", "#VALUE!", "#ЗНАЧ!", "#REF!", "#ССЫЛКА!"];

/// Columns in front of those of the languages.
pub(super) const FRONT: [&str; 4] = ["n", "shape", "confidence", "status"];
/// The column behind them.
pub(super) const CHECK: &str = "check";
/// Between the segments of a cell, where line breaks are not wanted.
const MARK: char = '¶';

/// What is written between the segments of a cell.
#[derive(Clone, Copy)]
pub(super) enum Between {
    Lines,
    Marks,
}

/// A row to be written.
pub(super) struct Row<'r> {
    /// The bead it stands for; none for a row about the documents.
    pub(super) bead: Option<&'r ReviewBead>,
    pub(super) cells: Vec<String>,
}

/// The first row.
pub(super) fn head(review: &Review) -> Vec<String> {
    let langs = review.sides.iter().map(|side| side.lang.as_str());
    FRONT.into_iter().chain(langs).chain([CHECK]).map(str::to_owned).collect()
}

/// The rows after the first.
pub(super) fn rows(review: &Review, between: Between) -> impl Iterator<Item = Row<'_>> {
    let about = ABOUT.iter().enumerate().filter_map(|(i, (name, get))| {
        let cells: Vec<String> =
            review.sides.iter().map(|side| get(&side.source).clone().unwrap_or_default()).collect();
        let told = cells.iter().any(|cell| !cell.is_empty());
        let check = if i == 0 { counts(&review.sides) } else { String::new() };
        let front = ["", "", "", *name].map(str::to_owned).into_iter();
        told.then(|| Row { bead: None, cells: front.chain(cells).chain([check]).collect() })
    });
    let places = places(review);
    let beads = review.beads.iter().enumerate().map(move |(n, bead)| {
        let status = if bead.verdict == Verdict::Open { "" } else { bead.verdict.name() };
        let confidence = bead.confidence.map_or(String::new(), |x| x.to_string());
        let crossing = if bead.crossing { CROSSING } else { "" };
        let mut cells = vec![n.to_string(), format!("{}{crossing}", bead.shape()), confidence, status.to_owned()];
        for (side, range) in review.sides.iter().zip(&bead.sides) {
            cells.push(cell(&side.segments[range.clone()], between));
        }
        let mut check = row_check(review, bead);
        for (side, (row, rank)) in
            review.sides.iter().zip(&places[n]).filter_map(|(side, place)| Some((side, (*place)?)))
        {
            check.push_str(&format!(" {} {row}.{rank}", side.lang));
        }
        cells.push(check);
        Row { bead: Some(bead), cells }
    });
    about.chain(beads)
}

/// What is written behind the shape of a bead that crosses.
const CROSSING: &str = " ↕";

/// Where the text of a bead that crosses stands in a language: before that of a row, the so-manieth there.
type Spot = Option<(usize, usize)>;

/// For each bead and side the place of what crosses.
fn places(review: &Review) -> Vec<Vec<Spot>> {
    let mut places = vec![vec![None; review.sides.len()]; review.beads.len()];
    for (side, _) in review.sides.iter().enumerate() {
        let mut order: Vec<usize> =
            (0..review.beads.len()).filter(|n| !review.beads[*n].sides[side].is_empty()).collect();
        order.sort_by_key(|n| review.beads[*n].sides[side].start);
        for (i, n) in order.iter().enumerate().filter(|(_, n)| review.beads[**n].crossing) {
            let next = order[i..].iter().find(|n| !review.beads[**n].crossing);
            let rank = order[..i].iter().rev().take_while(|n| review.beads[**n].crossing).count();
            places[*n][side] = Some((next.copied().unwrap_or(review.beads.len()), rank));
        }
    }
    places
}

type Told = fn(&Source) -> Option<String>;

/// Rows about the documents: what each language's cell holds.
const ABOUT: [(&str, Told); 4] = [
    ("document", |source| Some(source.name.clone())),
    ("title", |source| source.title.clone()),
    ("date", |source| source.date.clone()),
    ("url", |source| source.url.clone()),
];

/// Segments in a cell.
fn cell(segments: &[String], between: Between) -> String {
    let segments: Vec<String> =
        segments.iter().map(|segment| segment.replace(MARK, "¶¶").replace(['\n', '\r'], " ")).collect();
    segments.join(match between {
        Between::Lines => "\n",
        Between::Marks => " ¶ ",
    })
}

/// The segments in a cell: what [`cell`] wrote, and what people make of it.
fn segments(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let literal = c == MARK && chars.next_if_eq(&MARK).is_some();
        if c == '\n' || c == MARK && !literal {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.iter().map(|part| even(part)).filter(|part| !part.is_empty()).collect()
}

/// A text with its white space evened out.
fn even(text: &str) -> String {
    text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What stands in the row of a bead, as `#` and eight hexadecimal digits, which no spreadsheet takes for a number. The
/// order of the columns does not matter, nor where a cell's segments end.
fn row_check(review: &Review, bead: &ReviewBead) -> String {
    let mut sides: Vec<(&str, String)> = review
        .sides
        .iter()
        .zip(&bead.sides)
        .map(|(side, range)| (side.lang.as_str(), side.text_of(range.clone())))
        .collect();
    sides.sort();
    let parts = sides.iter().flat_map(|(lang, text)| [*lang, text.as_str()]);
    format!("#{:08x}", hash(parts) >> 32)
}

/// Characters of each document, white space aside: `ru 1240, be 1232`.
fn counts(sides: &[ReviewSide]) -> String {
    sides.iter().map(|side| format!("{} {}", side.lang, characters(side))).collect::<Vec<_>>().join(", ")
}

fn characters(side: &ReviewSide) -> usize {
    side.segments.iter().flat_map(|segment| segment.chars()).filter(|c| !c.is_whitespace()).count()
}

/// Writes a table with tabs between the cells, quoted where needed.
///
/// # Errors
/// When the output does not take it.
pub fn write_tsv(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    let mut table = ::csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
    table.write_record(head(review))?;
    for row in rows(review, Between::Marks) {
        table.write_record(&row.cells)?;
    }
    table.flush()
}

/// Reads a table with tabs, commas or semicolons between the cells, in any encoding. `name` stands for the documents
/// where the table does not tell them. Gives what is odd about it as well.
///
/// # Errors
/// When rows cannot be understood; all of them are told.
pub fn read_delimited(bytes: &[u8], name: &str) -> Result<(Review, Vec<Problem>), ReviewError> {
    let rows = delimited_rows(bytes, MAX_TABLE)?.into_iter().map(|(_, row)| row);
    // The reader passes over empty lines; spreadsheets do not write any.
    read(rows.enumerate(), name)
}

/// Where things stand in a row.
#[derive(Default)]
struct Columns {
    front: [Option<usize>; FRONT.len()],
    langs: Vec<(usize, Lang)>,
    check: Option<usize>,
    count: usize,
}

impl Columns {
    /// Reads the first row. Columns that say nothing to us are the reader's own.
    fn of(head: &[String]) -> Result<Self, ReviewError> {
        let mut columns = Self { count: head.len(), ..Self::default() };
        for (i, name) in head.iter().enumerate() {
            let name = name.trim().trim_start_matches('\u{FEFF}').to_lowercase();
            if let Some(place) = FRONT.iter().position(|front| *front == name) {
                columns.front[place] = Some(i);
            } else if name == CHECK {
                columns.check = Some(i);
            } else if let Ok(lang) = Lang::parse(&name)
                && lang.as_str().split('-').next().is_some_and(|primary| primary.len() <= 3)
            {
                columns.langs.push((i, lang));
            }
        }
        let distinct: BTreeSet<&Lang> = columns.langs.iter().map(|(_, lang)| lang).collect();
        if !(2..=3).contains(&distinct.len()) || distinct.len() != columns.langs.len() {
            return Err(ReviewError::Languages(columns.langs.len()));
        }
        Ok(columns)
    }

    /// A cell of the columns in front, by name.
    fn front<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        let place = FRONT.iter().position(|front| *front == name).and_then(|place| self.front[place]);
        place.and_then(|i| row.get(i)).map_or("", |cell| cell.trim())
    }

    fn check<'r>(&self, row: &'r [String]) -> &'r str {
        self.check.and_then(|i| row.get(i)).map_or("", |cell| cell.trim())
    }
}

/// A row of a bead, read.
struct BeadRow {
    n: usize,
    shape: Option<Shape>,
    confidence: Option<f64>,
    check: String,
    crossing: bool,
    places: Vec<Spot>,
    verdict: Verdict,
    cells: Vec<Vec<String>>,
}

/// Makes a review of rows, each with its place from 0.
pub(super) fn read(
    mut rows: impl Iterator<Item = (usize, Vec<String>)>,
    name: &str,
) -> Result<(Review, Vec<Problem>), ReviewError> {
    let (_, head) = rows.next().ok_or(ReviewError::Empty)?;
    let columns = Columns::of(&head)?;
    let source = Source { name: name.to_owned(), ..Source::default() };
    let side =
        |(_, lang): &(usize, Lang)| ReviewSide { lang: lang.clone(), source: source.clone(), segments: Vec::new() };
    let mut review = Review { sides: columns.langs.iter().map(side).collect(), ..Review::default() };
    let mut beads: Vec<BeadRow> = Vec::new();
    let mut told = String::new();
    let mut faults = Vec::new();
    for (place, row) in rows {
        if let Some(about) = ABOUT.iter().position(|(about, _)| *about == columns.front(&row, "status").to_lowercase())
        {
            for (side, (i, _)) in review.sides.iter_mut().zip(&columns.langs) {
                let text = row.get(*i).map(|cell| even(cell)).filter(|text| !text.is_empty());
                match about {
                    0 => side.source.name = text.unwrap_or_default(),
                    1 => side.source.title = text,
                    2 => side.source.date = text,
                    _ => side.source.url = text,
                }
            }
            if about == 0 {
                columns.check(&row).clone_into(&mut told);
            }
            continue;
        }
        match bead_row(&row, &columns, beads.last()) {
            Ok(Some(bead)) => beads.push(bead),
            Ok(None) => {}
            Err(fault) => faults.push((place + 1, fault)),
        }
    }
    if !faults.is_empty() {
        return Err(ReviewError::Rows(faults));
    }
    if beads.is_empty() {
        return Err(ReviewError::Empty);
    }
    // Whoever sorted the rows by confidence finds them in their order again.
    beads.sort_by_key(|bead| bead.n);
    let mut ranges = vec![vec![0..0; review.sides.len()]; beads.len()];
    for (side, of) in review.sides.iter_mut().enumerate() {
        // What crosses stands where it stood, whatever became of the rows around it.
        let mut order: Vec<usize> = (0..beads.len()).collect();
        order
            .sort_by_key(|row| beads[*row].places[side].map_or((beads[*row].n, true, 0), |(n, rank)| (n, false, rank)));
        for row in order {
            let start = of.segments.len();
            of.segments.append(&mut beads[row].cells[side]);
            ranges[row][side] = start..of.segments.len();
        }
    }
    for (row, sides) in beads.into_iter().zip(ranges) {
        let mut bead = ReviewBead { sides, confidence: row.confidence, crossing: row.crossing, verdict: row.verdict };
        let as_written = columns.check.is_none() || row.check == row_check(&review, &bead);
        let as_shaped = row.shape.is_none_or(|shape| shape == bead.shape());
        // A changed bead is a person's; without a check the shape has to tell.
        if !as_written || columns.check.is_none() && !as_shaped {
            bead.confidence = None;
        }
        review.beads.push(bead);
    }
    let problems = compare(&review.sides, &told)?;
    Ok((review, problems))
}

/// The bead of a row, `None` when nothing stands in it; one without a number goes with the row above.
fn bead_row(row: &[String], columns: &Columns, above: Option<&BeadRow>) -> Result<Option<BeadRow>, String> {
    let cells: Vec<Vec<String>> =
        columns.langs.iter().map(|(i, _)| row.get(*i).map(|cell| segments(cell)).unwrap_or_default()).collect();
    if row.iter().skip(columns.count).any(|cell| !cell.trim().is_empty()) {
        return Err(format!("has more cells than the first row, which has {}", columns.count));
    }
    if cells.iter().all(Vec::is_empty) {
        return Ok(None);
    }
    if let Some(error) = cells.iter().flatten().find(|text| SPREADSHEET_ERRORS.contains(&text.as_str())) {
        return Err(format!("a spreadsheet took a text for a formula and lost it ({error}); review in xlsx instead"));
    }
    let (check, told) = columns.check(row).split_once(' ').unwrap_or((columns.check(row), ""));
    let (n, places) = match (columns.front(row, "n"), above) {
        ("", Some(above)) => (above.n, above.places.clone()),
        ("", None) => (0, vec![None; columns.langs.len()]),
        (text, _) => {
            let n = whole(text).ok_or_else(|| format!("n is {text:?}, not a whole number"))?;
            (n, columns.langs.iter().map(|(_, lang)| place(told, lang)).collect())
        }
    };
    let confidence = match columns.front(row, "confidence") {
        "" => None,
        text => Some(share(text).ok_or_else(|| format!("confidence is {text:?}, not a number from 0 to 1"))?),
    };
    let shape = match columns.front(row, "shape") {
        "" => None,
        // Spreadsheets take 1-1 for a date.
        text => Shape::parse(text.trim_end_matches(CROSSING)).filter(|shape| shape.0.len() == columns.langs.len()),
    };
    let status = columns.front(row, "status");
    let verdict =
        Verdict::parse(status).ok_or_else(|| format!("status is {status:?}; it can be accept, reject or nothing"))?;
    let crossing = columns.front(row, "shape").ends_with(CROSSING) || places.iter().any(Option::is_some);
    Ok(Some(BeadRow { n, shape, confidence, check: check.to_owned(), crossing, places, verdict, cells }))
}

/// The place in a language that a check tells behind its figure: `be 12.0 en 9.1`.
fn place(told: &str, lang: &Lang) -> Spot {
    let mut words = told.split_whitespace();
    words.find(|word| *word == lang.as_str())?;
    let (row, rank) = words.next()?.split_once('.')?;
    Some((row.parse().ok()?, rank.parse().ok()?))
}

/// `12`, and `12.0` as spreadsheets may have it.
fn whole(text: &str) -> Option<usize> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// `0.98`, `0,98`, `98%`.
fn share(text: &str) -> Option<f64> {
    let number = text.replace(',', ".");
    let share = match number.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => number.parse().ok()?,
    };
    (0.0..=1.0).contains(&share).then_some(share)
}

/// Compares the texts with what the documents held, as far as the table tells.
fn compare(sides: &[ReviewSide], told: &str) -> Result<Vec<Problem>, ReviewError> {
    let mut problems = Vec::new();
    for (lang, count) in told.split(", ").filter_map(|part| part.split_once(' ')) {
        let (Ok(lang), Ok(count)) = (Lang::parse(lang), count.parse::<usize>()) else { continue };
        let Some(side) = sides.iter().find(|side| side.lang == lang) else {
            return Err(ReviewError::Beads(format!("the column {lang} is missing")));
        };
        let now = characters(side);
        if now != count {
            let (than, by) = if now < count { ("fewer", count - now) } else { ("more", now - count) };
            problems.push(Problem {
                code: "review-text",
                message: format!("column {lang} holds {by} characters {than} than its document ({now}, not {count})"),
                place: Place::default(),
            });
        }
    }
    Ok(problems)
}
