//! The page of a review of candidates: one file that needs nothing else, with the saved review inside.
//!
//! What it looks like and does stands in `page.html`, `page.css` (beside the styles of the page that alignments are
//! reviewed in), `words.js` and `page.js`.

use super::{Sheet, json};
use std::io::{self, Write};

/// Writes the page.
///
/// # Errors
/// When the output does not take it.
pub fn write(out: &mut dyn Write, sheet: Sheet<'_>) -> io::Result<()> {
    let mut data = Vec::new();
    json::write(&mut data, sheet)?;
    let mut rest = include_str!("page.html");
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        out.write_all(before.as_bytes())?;
        match name {
            "style" => {
                out.write_all(include_bytes!("../review/page.css"))?;
                out.write_all(include_bytes!("page.css"))?;
            }
            "words" => out.write_all(include_bytes!("words.js"))?,
            "script" => out.write_all(include_bytes!("page.js"))?,
            // In JSON `<` stands in texts only; written so, no text can end the element it stands in.
            "review" => out.write_all(String::from_utf8_lossy(&data).replace('<', "\\u003c").as_bytes())?,
            _ => {}
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}
