//! The saved review, as laid out in the [module above](super).

use super::{ReviewError, check, fingerprint};
use crate::lang::Lang;
use crate::model::{Review, ReviewBead, ReviewSide, Source, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

const VERSION: u64 = 1;

/// Writes a review, a side and a bead a line.
///
/// # Errors
/// When the output does not take it.
pub fn write(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    writeln!(out, "{{\"v\":{VERSION},\"type\":\"review\",\"aligner\":{},", json!(review.aligner))?;
    lines(out, "sides", review.sides.iter().map(side_value))?;
    writeln!(out, ",")?;
    lines(out, "beads", review.beads.iter().map(bead_value))?;
    writeln!(out, "}}")
}

/// A list as a field, an element a line.
fn lines(out: &mut dyn Write, name: &str, values: impl Iterator<Item = Value>) -> io::Result<()> {
    write!(out, "\"{name}\":[")?;
    for (i, value) in values.enumerate() {
        write!(out, "{}\n{value}", if i == 0 { "" } else { "," })?;
    }
    write!(out, "]")
}

fn side_value(side: &ReviewSide) -> Value {
    let Source { name, title, date, url } = &side.source;
    json!({
        "lang": side.lang.as_str(),
        "source": {"name": name, "title": title, "date": date, "url": url},
        "fingerprint": fingerprint(side),
        "segments": side.segments,
    })
}

fn bead_value(bead: &ReviewBead) -> Value {
    let sides: Vec<[usize; 2]> = bead.sides.iter().map(|side| [side.start, side.end]).collect();
    let mut value = json!({"sides": sides, "confidence": bead.confidence, "status": bead.verdict.name()});
    if bead.crossing {
        value["crossing"] = Value::Bool(true);
    }
    value
}

/// Reads a review and checks that it holds together.
///
/// # Errors
/// When it is no review, or not whole.
pub fn read(bytes: &[u8]) -> Result<Review, ReviewError> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| ReviewError::Json(error.to_string()))?;
    if value["type"] != "review" {
        return Err(ReviewError::Foreign("it has no \"type\":\"review\"".to_owned()));
    }
    let version = value["v"].as_u64().unwrap_or_default();
    if version > VERSION {
        return Err(ReviewError::Newer(version));
    }
    let sides: Vec<ReviewSide> = list(&value, "sides")?
        .iter()
        .enumerate()
        .map(|(n, value)| side(value).ok_or_else(|| foreign("side", n)))
        .collect::<Result<_, _>>()?;
    let langs: BTreeSet<&Lang> = sides.iter().map(|side| &side.lang).collect();
    if !(2..=3).contains(&sides.len()) || langs.len() != sides.len() {
        return Err(ReviewError::Foreign("it needs two or three sides of different languages".to_owned()));
    }
    for (side, value) in sides.iter().zip(list(&value, "sides")?) {
        if value["fingerprint"] != fingerprint(side) {
            return Err(ReviewError::Changed(side.lang.to_string()));
        }
    }
    let beads = list(&value, "beads")?
        .iter()
        .enumerate()
        .map(|(n, value)| bead(value).ok_or_else(|| foreign("bead", n)))
        .collect::<Result<_, _>>()?;
    let review = Review { aligner: value["aligner"].as_str().map(str::to_owned), sides, beads };
    check(&review)?;
    Ok(review)
}

fn list<'v>(value: &'v Value, name: &str) -> Result<&'v Vec<Value>, ReviewError> {
    value[name].as_array().ok_or_else(|| ReviewError::Foreign(format!("it has no list {name:?}")))
}

fn foreign(what: &str, n: usize) -> ReviewError {
    ReviewError::Foreign(format!("{what} {n} is not as it should be"))
}

fn side(value: &Value) -> Option<ReviewSide> {
    let source = &value["source"];
    let text = |name: &str| source[name].as_str().map(str::to_owned);
    Some(ReviewSide {
        lang: Lang::parse(value["lang"].as_str()?).ok()?,
        source: Source { name: text("name")?, title: text("title"), date: text("date"), url: text("url") },
        segments: value["segments"]
            .as_array()?
            .iter()
            .map(|segment| segment.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
    })
}

fn bead(value: &Value) -> Option<ReviewBead> {
    let confidence = match &value["confidence"] {
        Value::Null => None,
        number => Some(number.as_f64().filter(|x| (0.0..=1.0).contains(x))?),
    };
    let sides = value["sides"].as_array()?.iter().map(range).collect::<Option<_>>()?;
    let crossing = match &value["crossing"] {
        Value::Null => false,
        told => told.as_bool()?,
    };
    Some(ReviewBead { sides, confidence, crossing, verdict: Verdict::parse(value["status"].as_str()?)? })
}

fn range(value: &Value) -> Option<Range<usize>> {
    let [start, end] = &value.as_array()?[..] else { return None };
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    Some(number(start)?..number(end)?)
}
