//! Documents: source files read into blocks.

use crate::lang::Lang;

/// A source file read into blocks, with the text they stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Where it comes from.
    pub source: Source,
    /// Its language, if it says so itself (`<html lang>`) or was told.
    pub lang: Option<Lang>,
    /// The extracted text. Offsets everywhere count into this text; with plain text input it is the file's text after
    /// decoding, with line ends as `\n`.
    pub text: String,
    /// The blocks in reading order; they do not overlap, and white space may stand between them.
    pub blocks: Vec<Block>,
}

/// Where a text comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    /// File name or path as given by the user.
    pub name: String,
    /// Title of the document, if it has one.
    pub title: Option<String>,
    /// Date of the document, ISO 8601 (`2024-06-05`), if it tells.
    pub date: Option<String>,
    /// Address of the page (`<link rel="canonical">`), if it tells.
    pub url: Option<String>,
}

/// A stretch of a document that no sentence crosses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Start in the document's text, in bytes, on a character boundary.
    pub start: usize,
    /// End in the document's text, in bytes.
    pub end: usize,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockKind {
    /// A heading of a level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    Cell,
    /// A paragraph that opens with a speaker's label («Вопрос: …»).
    Speaker,
    /// One segment by itself: in a segmented file, a line.
    Line,
}

impl Document {
    /// A document put together from blocks of text: each is separated from the next by `separator`.
    #[must_use]
    pub fn from_blocks(source: Source, blocks: impl IntoIterator<Item = (BlockKind, String)>, separator: &str) -> Self {
        let mut document = Self { source, ..Self::default() };
        for (kind, text) in blocks {
            if !document.text.is_empty() {
                document.text.push_str(separator);
            }
            let start = document.text.len();
            document.text.push_str(&text);
            document.blocks.push(Block { kind, start, end: document.text.len() });
        }
        document
    }

    /// The text of a block.
    #[must_use]
    pub fn block_text(&self, block: &Block) -> &str {
        &self.text[block.start..block.end]
    }
}
