//! Documents opened and cut into segments.

use super::Error;
use crate::align::Cut;
use crate::formats::{ReadOptions, read_document};
use crate::lang::{Guess, Lang, Language, identify};
use crate::model::{BlockKind, Document};
use crate::problem::{Place, Problem};
use crate::segment::Segmenter;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A document with its language and its segments.
#[derive(Clone, Debug)]
pub struct OpenedDocument {
    /// The file.
    pub path: PathBuf,
    /// What was read.
    pub document: Document,
    /// Its language.
    pub lang: Lang,
    /// Its segments in order: byte ranges in the document's text, and the number of the block each stands in.
    pub segments: Vec<(Range<usize>, usize)>,
    /// What the reader found wrong.
    pub problems: Vec<Problem>,
}

/// How to open a document.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenOptions {
    pub(super) lang: Option<Lang>,
    pub(super) segmented: bool,
    pub(super) encoding: Option<String>,
}

impl OpenedDocument {
    /// Reads a document, tells its language (as told, by its name, by what it says itself, by its words) and cuts it.
    pub(super) fn open(path: &Path, options: &OpenOptions) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        Self::read(path, &bytes, options)
    }

    /// The same of a file whose content is at hand.
    pub(super) fn read(path: &Path, bytes: &[u8], options: &OpenOptions) -> Result<Self, Error> {
        let named = options.lang.clone().or_else(|| lang_of_name(path));
        let read = ReadOptions {
            segmented: options.segmented,
            encoding: options.encoding.clone(),
            lang_hint: named.as_ref().map(Lang::language),
            ..ReadOptions::default()
        };
        let name = path.to_string_lossy();
        let (document, mut problems) =
            read_document(&name, bytes, &read).map_err(|cause| Error::Document { path: path.to_owned(), cause })?;
        let guess = identify(head(&document.text));
        let lang = match (named, &document.lang, guess) {
            (Some(lang), _, _) => lang,
            (None, Some(lang), _) => lang.clone(),
            (None, None, Guess::Sure(language)) => Lang::of(language),
            _ => return Err(Error::UnknownLanguage(path.to_owned())),
        };
        if let Guess::Sure(seems) = guess
            && lang.language() != Language::Other
            && seems != lang.language()
        {
            problems.push(Problem {
                code: "document-language",
                message: format!("is taken as {lang}, but reads like {}", Lang::of(seems)),
                place: Place::default(),
            });
        }
        Ok(Self { problems, ..Self::of(path.to_owned(), document, lang) })
    }

    /// A document that was read, cut.
    pub(super) fn of(path: PathBuf, document: Document, lang: Lang) -> Self {
        let segments = segments(&document, lang.language());
        Self { path, document, lang, segments, problems: Vec::new() }
    }

    /// Cuts segments at places inside them, in order.
    pub(super) fn cut(&mut self, cuts: &[Cut]) {
        let mut segments = Vec::with_capacity(self.segments.len() + cuts.len());
        let mut cuts = cuts.iter().peekable();
        for (n, (range, block)) in self.segments.iter().enumerate() {
            let mut start = range.start;
            while let Some(cut) = cuts.next_if(|cut| cut.line == n) {
                let end = start + self.document.text[start..range.start + cut.at].trim_end().len();
                segments.push((start..end, *block));
                start = range.start + cut.at;
            }
            segments.push((start..range.end, *block));
        }
        self.segments = segments;
    }

    /// The text of a run of segments, as one: white space evened out, segments joined with a space.
    #[must_use]
    pub fn text_of(&self, segments: Range<usize>) -> String {
        let mut text = String::new();
        for (range, _) in &self.segments[segments] {
            for word in self.document.text[range.clone()].split([' ', '\n', '\r', '\t']).filter(|w| !w.is_empty()) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(word);
            }
        }
        text
    }
}

/// As much of a text as tells its language: a few pages.
fn head(text: &str) -> &str {
    const ENOUGH: usize = 1 << 15;
    &text[..text.floor_char_boundary(ENOUGH)]
}

/// The segments of a document, each with the number of its block.
fn segments(document: &Document, language: Language) -> Vec<(Range<usize>, usize)> {
    let segmenter = Segmenter::new(language);
    let mut segments = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        if block.kind == BlockKind::Line {
            segments.push((block.start..block.end, number));
            continue;
        }
        let text = document.block_text(block);
        segments
            .extend(segmenter.segments(text).into_iter().map(|r| (block.start + r.start..block.start + r.end, number)));
    }
    segments
}

/// The language a file name tells: `ru.txt`, `speech.ru.txt`, `speech_be.docx`, `speech-en.html`.
fn lang_of_name(path: &Path) -> Option<Lang> {
    named(path.file_stem()?.to_str()?).map(|(_, lang)| lang)
}

/// What a name without its extension says besides a language, and the language: of `speech_be` `speech` and `be`, of
/// `ru` nothing and `ru`.
pub(super) fn named(stem: &str) -> Option<(&str, Lang)> {
    let known = |text: &str| Lang::parse(text).ok().filter(|lang| lang.language() != Language::Other);
    let short = |text: &str| text.len() <= 3 || text.contains('-');
    let after = |marks: &[char]| stem.rsplit(marks).next().unwrap_or(stem);
    [stem, after(&['.', '_']), after(&['-'])].into_iter().filter(|text| short(text)).find_map(|text| {
        let rest = &stem[..stem.len() - text.len()];
        Some((rest.strip_suffix(['.', '_', '-']).unwrap_or(rest), known(text)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_tell_languages() {
        let lang = |name: &str| lang_of_name(Path::new(name)).map(|l| l.to_string());
        assert_eq!(lang("samples/x/ru.txt").as_deref(), Some("ru"));
        assert_eq!(lang("speech.be.docx").as_deref(), Some("be"));
        assert_eq!(lang("forest_be.docx").as_deref(), Some("be"));
        assert_eq!(lang("bel.html").as_deref(), Some("be"));
        assert_eq!(lang("speech-en.html").as_deref(), Some("en"));
        assert_eq!(lang("speech.en-GB.txt").as_deref(), Some("en-GB"));
        assert_eq!(lang("statement.txt"), None);
        assert_eq!(lang("russia.txt"), None);
    }
}
