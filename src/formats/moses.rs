//! What do programs that learn to translate read? Plain texts, a file for each language, line by line the same.
//!
//! A unit takes a line in each file when it has a text in every language; others are left out. Of several texts in a
//! language the first stand together, then each of the others with the first of the rest. Tabs, line breaks and other
//! controls within a text become a blank, codes are left out, and white space at its edges is dropped.

use super::exchange::{Created, Output, UnitWriter, WriteOptions};
use super::table::beside;
use crate::lang::Lang;
use crate::model::{Tu, Tuv};
use std::io::{self, Write};

/// Begins to write, an output for each language.
pub(super) fn create<'a>(outs: Vec<Output<'a>>, options: &WriteOptions) -> Created<'a> {
    Ok(Box::new(MosesWriter { outs, langs: options.langs.clone() }))
}

struct MosesWriter<'a> {
    outs: Vec<Output<'a>>,
    langs: Vec<Lang>,
}

impl UnitWriter for MosesWriter<'_> {
    fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        let mut written = false;
        for sides in beside(tu, &self.langs) {
            let lines: Option<Vec<String>> = sides.into_iter().map(|side| line(side?)).collect();
            let Some(lines) = lines.filter(|lines| !lines.is_empty()) else { continue };
            for (out, line) in self.outs.iter_mut().zip(lines) {
                writeln!(out, "{line}")?;
            }
            written = true;
        }
        Ok(written)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.outs.iter_mut().try_for_each(Write::flush)
    }
}

/// The words of a side on one line; nothing without words.
fn line(tuv: &Tuv) -> Option<String> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text = tuv.segment.text();
    let parts: Vec<&str> = text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use crate::formats::exchange::{ExchangeFormat, Needs, WriteOptions};
    use crate::lang::Lang;
    use crate::model::Tu;

    #[test]
    fn files_have_equally_many_lines() {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let unit = |sides: &[(&str, &str)]| Tu::of(sides.iter().map(|(tag, text)| (lang(tag), (*text).to_owned())));
        let units = [
            unit(&[("ru", " Указ\r\n№ 5\tот 1 мая\u{2028}"), ("be", "Указ № 5 ад 1 мая"), ("en", "Decree")]),
            unit(&[("ru", "Да."), ("en", "Yes.")]),
            unit(&[("be-BY", "Так."), ("ru", "Да."), ("be", "Але."), ("be", "\u{1}")]),
        ];
        let format = ExchangeFormat::to_write("moses").unwrap();
        assert_eq!(format.needs(), Needs::Each);
        let (mut ru, mut be) = (Vec::new(), Vec::new());
        let options = WriteOptions { langs: vec![lang("ru"), lang("be")], ..WriteOptions::default() };
        let mut writer = format.create(vec![Box::new(&mut ru), Box::new(&mut be)], &options).unwrap();
        let written: Vec<bool> = units.iter().map(|tu| writer.write(tu).unwrap()).collect();
        writer.finish().unwrap();
        assert_eq!(written, [true, false, true]);
        assert_eq!(String::from_utf8(ru).unwrap(), "Указ № 5 от 1 мая\nДа.\nДа.\n");
        assert_eq!(String::from_utf8(be).unwrap(), "Указ № 5 ад 1 мая\nТак.\nАле.\n");
    }
}
