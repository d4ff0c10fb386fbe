//! How do others write an alignment down? Beads, in the forms they come in; which it is, the content tells.
//!
//! * JSON Lines as `align --json` prints them, a bead a line, or as `align --jsonl` does, a document a line (of one only):
//!   numbers, places and texts of the segments.
//! * `{"langs":["en","ru"],"beads":[[[0],[0,1]],…]}`: for each bead and side the numbers of its segments, from 0. There
//!   may be `pairs` of languages with beads of their own (`"en-ru"`), and `spans`: for each language the places of the
//!   segments in its text. `langs` may be missing, and a bare list of beads will do.
//! * A table with tabs: a header that names the languages, other columns ignored; a line a bead, in a cell the texts of
//!   its segments with ` ‖ ` or ` ¶ ` between them. Tables for review are such.

use super::encoding;
use super::review::read_delimited;
use crate::lang::{Lang, Language};
use crate::model::ReviewBead;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands between the segments of a cell.
const BETWEEN: [char; 2] = ['‖', '¶'];

/// An alignment as it was written down. Of numbers, places and texts there is at least one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beads {
    /// The languages of the sides; none when it does not say.
    pub langs: Vec<Lang>,
    /// For each bead and side the numbers of the segments.
    pub numbers: Option<Vec<Vec<Vec<usize>>>>,
    /// … their places in the text of the language, in characters.
    pub places: Option<Vec<Vec<Vec<Range<usize>>>>>,
    /// … their texts.
    pub texts: Option<Vec<Vec<Vec<String>>>>,
    /// Beads of pairs of its languages, by their tags: `en-ru`.
    pub pairs: BTreeMap<String, Vec<Vec<Vec<usize>>>>,
    /// For each language the places of all segments, where that is told beside the beads.
    pub spans: BTreeMap<String, Vec<Range<usize>>>,
}

/// Why beads could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BeadsError {
    /// A line or place that cannot be understood.
    #[error("line {line}: {cause}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// There are none.
    #[error(
        "no beads in it: expected JSON Lines of `align --json`, {{\"beads\":[…]}}, or a table with a column for each language"
    )]
    None,
    /// There are several documents in it.
    #[error("{0} documents in it: expected one")]
    Many(usize),
}

#[derive(Deserialize)]
struct Whole {
    #[serde(default)]
    langs: Vec<String>,
    beads: Option<Vec<Vec<Vec<usize>>>>,
    #[serde(default)]
    pairs: BTreeMap<String, Vec<Vec<Vec<usize>>>>,
    #[serde(default)]
    spans: BTreeMap<String, Vec<(usize, usize)>>,
}

#[derive(Deserialize)]
struct Part {
    i: usize,
    start: usize,
    end: usize,
    text: String,
}

/// Reads beads.
///
/// # Errors
/// When they are in none of the forms.
pub fn read(bytes: &[u8]) -> Result<Beads, BeadsError> {
    let text = encoding::decode(bytes, None, None).text;
    match text.trim_start().chars().next() {
        Some('[') => whole(&format!("{{\"beads\":{text}}}")),
        Some('{') if text.trim_start().lines().next().is_some_and(|line| line.contains("\"type\"")) => lines(&text),
        Some('{') => whole(&text),
        _ => table(&text),
    }
}

fn whole(text: &str) -> Result<Beads, BeadsError> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| at(error.line(), error))?;
    let langs = whole.langs.iter().map(|tag| Lang::parse(tag)).collect::<Result<_, _>>().map_err(|e| at(1, e))?;
    let range = |spans: Vec<(usize, usize)>| spans.into_iter().map(|(start, end)| start..end).collect();
    // Of two languages the beads may be told as those of their pair.
    let numbers = whole.beads.or_else(|| whole.pairs.get(&whole.langs.join("-")).cloned()).ok_or(BeadsError::None)?;
    Ok(Beads {
        langs,
        numbers: Some(numbers),
        pairs: whole.pairs,
        spans: whole.spans.into_iter().map(|(lang, spans)| (lang, range(spans))).collect(),
        ..Beads::default()
    })
}

fn at(line: usize, cause: impl ToString) -> BeadsError {
    BeadsError::Line { line, cause: cause.to_string() }
}

fn lines(text: &str) -> Result<Beads, BeadsError> {
    let mut documents = 0;
    let mut beads = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let mut value: Value = serde_json::from_str(line).map_err(|error| at(number, error))?;
        match value["type"].as_str() {
            Some("bead") => beads.push((number, value)),
            Some("aligned") => {
                documents += 1;
                if let Value::Array(own) = value["beads"].take() {
                    beads.extend(own.into_iter().map(|bead| (number, bead)));
                }
            }
            _ => {}
        }
    }
    if documents > 1 {
        return Err(BeadsError::Many(documents));
    }
    let mut out = Beads::default();
    let (mut numbers, mut places, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for (line, bead) in beads {
        let Value::Object(sides) = &bead["segments"] else { return Err(at(line, "a bead without segments")) };
        if out.langs.is_empty() {
            let langs: Result<_, _> = sides.keys().map(|tag| Lang::parse(tag)).collect();
            out.langs = langs.map_err(|error| at(line, error))?;
        }
        let mut parts = Vec::new();
        for lang in &out.langs {
            let side = sides.iter().find(|(tag, _)| Lang::parse(tag).is_ok_and(|own| own == *lang));
            let side = side.map(|(_, side)| Vec::<Part>::deserialize(side)).transpose();
            parts.push(side.map_err(|error| at(line, error))?.unwrap_or_default());
        }
        numbers.push(parts.iter().map(|side| side.iter().map(|part| part.i).collect()).collect());
        places.push(parts.iter().map(|side| side.iter().map(|part| part.start..part.end).collect()).collect());
        texts.push(parts.into_iter().map(|side| side.into_iter().map(|part| part.text).collect()).collect());
    }
    if numbers.is_empty() {
        return Err(BeadsError::None);
    }
    (out.numbers, out.places, out.texts) = (Some(numbers), Some(places), Some(texts));
    Ok(out)
}

/// Columns of a table that are no languages, though some could be tags: those of reviews, and of many documents.
const OTHER_COLUMNS: [&str; 6] = ["n", "shape", "confidence", "status", "check", "document"];

/// A table for review, whose texts may stand in another order than its rows.
fn reviewed(text: &str) -> Option<Beads> {
    let (review, _) = text.starts_with("n\t").then(|| read_delimited(text.as_bytes(), "").ok())??;
    let numbers = |bead: &ReviewBead| bead.sides.iter().map(|side| side.clone().collect()).collect();
    let texts = |bead: &ReviewBead| {
        review.sides.iter().zip(&bead.sides).map(|(side, range)| side.segments[range.clone()].to_vec()).collect()
    };
    Some(Beads {
        langs: review.sides.iter().map(|side| side.lang.clone()).collect(),
        numbers: Some(review.beads.iter().map(numbers).collect()),
        texts: Some(review.beads.iter().map(texts).collect()),
        ..Beads::default()
    })
}

fn table(text: &str) -> Result<Beads, BeadsError> {
    if let Some(beads) = reviewed(text) {
        return Ok(beads);
    }
    // A table for review is quoted as spreadsheets do it; in other tables a quote is a quote.
    let mut table = ::csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(text.starts_with("n\t"))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = table.records();
    let header = rows.next().and_then(Result::ok).unwrap_or_default();
    let numbered = header.get(0) == Some("n");
    let lang = |name: &str| Lang::parse(name).ok().filter(|_| !OTHER_COLUMNS.contains(&name));
    let columns: Vec<(usize, Lang)> =
        header.iter().enumerate().filter_map(|(n, name)| Some((n, lang(name)?))).collect();
    // Other words could be tags too; they are only taken for some where our languages are not enough.
    let ours: Vec<_> = columns.iter().filter(|(_, lang)| lang.language() != Language::Other).cloned().collect();
    let columns = if ours.len() > 1 { ours } else { columns };
    if columns.len() < 2 {
        return Err(BeadsError::None);
    }
    let mut texts = Vec::new();
    for (row, line) in rows.zip(2..) {
        let row = row.map_err(|error| at(line, error))?;
        // A table for review also has rows about the documents.
        if numbered && row.get(0).is_none_or(str::is_empty) {
            continue;
        }
        let segments = |cell: &str| -> Vec<String> {
            cell.split(BETWEEN).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
        };
        texts.push(columns.iter().map(|(n, _)| segments(row.get(*n).unwrap_or_default())).collect());
    }
    Ok(Beads { langs: columns.into_iter().map(|(_, lang)| lang).collect(), texts: Some(texts), ..Beads::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs(beads: &Beads) -> String {
        beads.langs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_form_is_told_by_its_content() {
        let json = r#"{"v":1,"type":"bead","n":0,"shape":"1-2","confidence":0.9,"segments":{"be":[{"i":0,"start":0,"end":4,"text":"Так."}],"ru":[{"i":0,"start":0,"end":3,"text":"Да."},{"i":1,"start":4,"end":6,"text":"Ну"}]}}
{"v":1,"type":"alignment","beads":1}
"#;
        let beads = read(json.as_bytes()).unwrap();
        assert_eq!(langs(&beads), "be ru");
        assert_eq!(beads.numbers, Some(vec![vec![vec![0], vec![0, 1]]]));
        assert_eq!(beads.places, Some(vec![vec![vec![0..4], vec![0..3, 4..6]]]));

        let gold = r#"{"langs":["en","ru"],"beads":[[[0],[0,1]],[[1],[]]],"pairs":{"en-ru":[[[0],[0,1]]]},"spans":{"en":[[0,5],[6,9]]}}"#;
        let beads = read(gold.as_bytes()).unwrap();
        assert_eq!(beads.numbers, Some(vec![vec![vec![0], vec![0, 1]], vec![vec![1], vec![]]]));
        assert_eq!((beads.pairs["en-ru"].len(), &beads.spans["en"]), (1, &vec![0..5, 6..9]));
        let pair = r#"{"langs":["en","ru"],"beads":null,"pairs":{"en-ru":[[[0],[0]]]}}"#;
        assert_eq!(read(pair.as_bytes()).unwrap().numbers, Some(vec![vec![vec![0], vec![0]]]));
        assert_eq!(read(br#"{"langs":["en","ru"]}"#), Err(BeadsError::None));
        assert_eq!(read(b" [[[0],[1]]]").unwrap().numbers, Some(vec![vec![vec![0], vec![1]]]));

        let table = "confidence\tru\tbe\n0.99\tДа. ‖ Ну\tТак.\n0.50\t\tНе\n";
        let beads = read(table.as_bytes()).unwrap();
        assert_eq!(langs(&beads), "ru be");
        let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            beads.texts,
            Some(vec![vec![text(&["Да.", "Ну"]), text(&["Так."])], vec![text(&[]), text(&["Не"])]])
        );
    }

    #[test]
    fn what_holds_no_beads_is_told() {
        assert_eq!(read(b""), Err(BeadsError::None));
        assert_eq!(read(b"name\tvalue1\n1\t2\n").unwrap_err(), BeadsError::None);
        assert_eq!(read(b"{\"v\":1,\"type\":\"alignment\"}\n"), Err(BeadsError::None));
        assert!(matches!(read(b"{\"beads\":[[0]]}"), Err(BeadsError::Line { line: 1, .. })));
        assert!(matches!(read(b"{\"type\":\"bead\"}\n{"), Err(BeadsError::Line { line: 2, .. })));
    }
}
