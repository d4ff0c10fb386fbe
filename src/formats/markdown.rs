//! Markdown: its text without the marks.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::document::{Read, ReadOptions, iso_date, of_paragraphs, text};
use crate::lang::Lang;
use crate::model::{BlockKind, Source};

/// Reads Markdown.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Read {
    let (text, problems) = text(bytes, None, options)?;
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(&text, extensions) {
        writer.take(event);
    }
    writer.end();
    let Writer { blocks, front, .. } = writer;
    let source = Source {
        title: front_value(&front, "title"),
        date: front_value(&front, "date").and_then(|date| iso_date(&date)),
        ..Source::default()
    };
    let mut document = of_paragraphs(source, blocks);
    document.lang = front_value(&front, "lang").and_then(|tag| Lang::parse(&tag).ok());
    Ok((document, problems))
}

/// Collects blocks from the parser's events.
#[derive(Default)]
struct Writer {
    blocks: Vec<(BlockKind, String)>,
    text: String,
    /// The heading being read.
    heading: Option<u8>,
    /// How deep in list items, and whether in a table cell.
    items: usize,
    cell: bool,
    /// How deep in things without text of their own: code blocks, pictures, raw HTML.
    skipped: usize,
    /// Whether in the front matter, and what it says.
    in_front: bool,
    front: String,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(text) if self.in_front => self.front.push_str(&text),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::InlineHtml(tag) => {
                if tag.to_ascii_lowercase().starts_with("<br") {
                    self.push("\n");
                }
            }
            Event::Rule => self.end(),
            Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.skipped == 0 {
            self.text.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end();
                self.heading = Some(level_number(*level));
            }
            Tag::Item => {
                self.end();
                self.items += 1;
            }
            Tag::TableCell => {
                self.end();
                self.cell = true;
            }
            Tag::CodeBlock(_) => {
                self.end();
                self.skipped += 1;
            }
            Tag::Image { .. } | Tag::HtmlBlock => self.skipped += 1,
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.in_front = true,
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.end()
            }
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end();
                self.heading = None;
            }
            TagEnd::Item => {
                self.end();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableCell => {
                self.end();
                self.cell = false;
            }
            TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock => self.skipped = self.skipped.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_front = false,
            TagEnd::Paragraph | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => self.end(),
            _ => {}
        }
    }

    /// Ends the block being read, if there is one.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.cell => BlockKind::Cell,
            None if self.items > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        if !text.trim().is_empty() {
            self.blocks.push((kind, text));
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// A plain value of the front matter: `key: value` on a line of its own, with or without quotes.
fn front_value(front: &str, key: &str) -> Option<String> {
    let value = front.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(':'))?.trim();
    let value = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value);
    (!value.is_empty()).then(|| value.to_owned())
}
