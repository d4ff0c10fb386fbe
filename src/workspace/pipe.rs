//! Aligning texts that come as values: no files, no state.

use super::align::{Aligned, check, opened};
use super::{Error, Help, OpenedDocument};
use crate::formats::plain_text;
use crate::lang::Lang;
use crate::model::{BlockKind, Document, Source};
use std::path::PathBuf;

/// A version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Text to be cut into paragraphs and sentences, as a text file is.
    Raw(String),
    /// Segments; each counts, an empty one too.
    Segments(Vec<String>),
}

/// Aligns the versions of a document.
///
/// # Errors
/// When there are not two or three, when one is empty, two are of one language, or they have nothing in common.
pub fn run(texts: Vec<(Lang, Text)>, help: &Help) -> Result<Aligned, Error> {
    if !(2..=3).contains(&texts.len()) {
        return Err(Error::DocumentCount(texts.len()));
    }
    let documents: Vec<_> = texts.into_iter().map(|(lang, text)| document(lang, text)).collect();
    check(&documents)?;
    opened(documents, help)
}

/// A version as if it had been read from a file named after its language.
fn document(lang: Lang, text: Text) -> OpenedDocument {
    let source = Source { name: lang.to_string(), ..Source::default() };
    let document = match text {
        Text::Raw(text) => Document { source, ..plain_text(text) },
        Text::Segments(segments) => {
            Document::from_blocks(source, segments.into_iter().map(|segment| (BlockKind::Line, segment)), "\n")
        }
    };
    OpenedDocument::of(PathBuf::from(lang.as_str()), document, lang)
}
