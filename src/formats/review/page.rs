//! The page of a review: one file that needs nothing else, with the saved review inside.
//!
//! What it looks like and does stands in `page.html`, `page.css`, `words.js` (what it says, in three languages) and
//! `page.js`.

use super::json;
use crate::model::{DOUBTFUL, Review};
use std::io::{self, Write};

/// Writes the page.
///
/// # Errors
/// When the output does not take it.
pub fn write(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    let mut data = Vec::new();
    json::write(&mut data, review)?;
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let names: Vec<String> = review.sides.iter().map(|side| name(&side.source.name)).collect();
    let mut rest = include_str!("page.html");
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        out.write_all(before.as_bytes())?;
        match name {
            "title" => out.write_all(escaped(&names.join(", ")).as_bytes())?,
            "style" => out.write_all(include_bytes!("page.css"))?,
            "words" => out.write_all(include_bytes!("words.js"))?,
            "script" => out.write_all(include_bytes!("page.js"))?,
            "doubtful" => write!(out, "{DOUBTFUL}")?,
            // In JSON `<` stands in texts only; written so, no text can end the element it stands in.
            "review" => out.write_all(String::from_utf8_lossy(&data).replace('<', "\\u003c").as_bytes())?,
            _ => {}
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
