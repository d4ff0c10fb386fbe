//! Cutting documents into sentences.

use super::document::OpenOptions;
use super::{Error, OpenedDocument};
use crate::lang::Lang;
use crate::segment::Segmenter;
use std::path::Path;

pub use crate::segment::Rule;

/// Reads a document and cuts it into segments. `lang` is told, or found out.
///
/// # Errors
/// When the document cannot be read or its language cannot be told.
pub fn segment(path: &Path, lang: Option<Lang>, encoding: Option<String>) -> Result<OpenedDocument, Error> {
    OpenedDocument::open(path, &OpenOptions { lang, encoding, segmented: false })
}

/// One place where a sentence might have ended, and what was decided.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Byte offset in the document's text.
    pub at: usize,
    /// Whether a sentence ends there.
    pub cut: bool,
    /// The rule that decided.
    pub rule: Rule,
}

/// Every place considered in a document, in order.
#[must_use]
pub fn decisions(opened: &OpenedDocument) -> Vec<Decision> {
    let segmenter = Segmenter::new(opened.lang.language());
    let document = &opened.document;
    document
        .blocks
        .iter()
        .flat_map(|block| {
            segmenter.decisions(document.block_text(block)).into_iter().map(|d| Decision {
                at: block.start + d.at,
                cut: d.cut,
                rule: d.rule,
            })
        })
        .collect()
}
