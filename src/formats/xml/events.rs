//! Where are the pieces of this XML? The events of quick-xml in a stream, as places in a block of text.
//!
//! From a stream quick-xml copies each piece out before it is looked at; from text at hand it lends it. So text is
//! decoded in blocks, and each block is taken apart as far as its pieces are whole; a piece that is cut off waits for
//! the next block. A block grows only for a piece that does not fit. Text between markup does not pass through
//! quick-xml: it would look once more whether it is UTF-8, and that is half of its work.

use super::characters::is_fine;
use crate::formats::encoding::Decoder;
use memchr::memchr2;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::Event as Quick;
use quick_xml::{Error, Reader};
use std::io::{self, BufRead};
use std::ops::Range;

/// Decoded bytes that are taken apart together.
const BLOCK: usize = 64 * 1024;
/// How much of a piece must be seen to tell that it is no markup: `<![CDATA[` and more.
const TELLING: usize = 16;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A start tag without its brackets; its name has so many bytes.
    Start { name: usize },
    /// An end tag, or the end of an empty element.
    End,
    /// Text as it stands there.
    Text,
    /// The content of a CDATA section.
    CData,
    /// The name in a reference.
    Reference,
    /// A document type declaration.
    DocType,
    /// Something without meaning: a comment, a declaration, an instruction.
    Nothing,
    /// The end of the file.
    Eof,
}

/// One event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub(super) what: What,
    /// Where what it holds begins and ends in the block.
    from: usize,
    until: usize,
    /// Where it ends, brackets and all.
    to: usize,
}

impl Event {
    fn new(what: What, place: Range<usize>, to: usize) -> Self {
        Self { what, from: place.start, until: place.end, to }
    }
}

/// Why there is no next event.
#[derive(Debug)]
pub(super) enum Failure {
    /// The bytes could not be had.
    Io(io::Error),
    /// More than is allowed.
    Exhausted,
    /// It is no XML.
    Xml(Error),
}

/// Reads events.
pub(super) struct Events<R> {
    decoder: Decoder<R>,
    block: String,
    /// How far the block has been given out, and how far it has been taken apart.
    pos: usize,
    parsed: usize,
    queue: Vec<Event>,
    next: usize,
    /// What comes after the queue.
    failed: Option<Failure>,
    unread: Option<io::Error>,
    decoded_all: bool,
    /// The names of the open elements, one after the other, and where each begins.
    names: String,
    open: Vec<usize>,
    /// How much is decoded at a time.
    step: usize,
    /// Bytes that may be given out, and that have been, since it was allowed.
    allowed: u64,
    spent: u64,
    /// How far lines and replaced characters have been counted in the block.
    counted: usize,
    lines: u64,
    undecodable: u64,
    /// Whether the block has replacement characters that stand for bytes.
    patched: bool,
    /// Whether all of the block is fine: looked at once for all its pieces.
    fine: bool,
}

impl<R: BufRead> Events<R> {
    pub(super) fn new(decoder: Decoder<R>, allowed: u64) -> Self {
        Self {
            decoder,
            block: String::new(),
            pos: 0,
            parsed: 0,
            queue: Vec::new(),
            next: 0,
            failed: None,
            unread: None,
            decoded_all: false,
            names: String::new(),
            open: Vec::new(),
            step: BLOCK,
            allowed,
            spent: 0,
            counted: 0,
            lines: 0,
            undecodable: 0,
            patched: false,
            fine: true,
        }
    }

    /// The next event. Its place is that in [`Self::text`] until the next call.
    pub(super) fn next(&mut self) -> Result<Event, Failure> {
        if self.next == self.queue.len() {
            self.refill()?;
        }
        let Some(event) = self.queue.get(self.next).copied() else {
            return Err(self.failed.take().unwrap_or(Failure::Exhausted));
        };
        self.next += 1;
        self.spend(event.to)?;
        Ok(event)
    }

    /// The text of the event that was given out last.
    pub(super) fn text(&self, event: Event) -> &str {
        &self.block[event.from..event.until]
    }

    /// Whether there is certainly nothing to clean in the text of an event.
    pub(super) fn is_fine(&self, event: Event) -> bool {
        self.fine || is_fine(self.text(event))
    }

    /// Allows so many bytes more, from here.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.count();
        (self.allowed, self.spent) = (bytes, 0);
    }

    /// The line of what comes next, counted from 1.
    pub(super) fn line(&self) -> u64 {
        1 + self.lines + newlines(&self.block[self.counted..self.pos])
    }

    /// Where in the source the next event stands.
    pub(super) fn offset(&self) -> u64 {
        self.decoder.offset_of(&self.block[self.pos..])
    }

    /// How many bytes of the source were read, give or take a block.
    pub(super) fn bytes(&self) -> u64 {
        self.decoder.bytes().saturating_sub((self.block.len() - self.pos) as u64)
    }

    /// Places met so far that were no characters.
    pub(super) fn undecodable(&mut self) -> u64 {
        self.count();
        self.undecodable
    }

    /// Skips text up to the next markup, without holding it.
    pub(super) fn skip_text(&mut self) -> Result<(), Failure> {
        while let Some(event) = self.queue.get(self.next) {
            if !matches!(event.what, What::Text | What::Reference) {
                return Ok(());
            }
            self.pos = event.to;
            self.next += 1;
        }
        loop {
            let markup = self.block[self.pos..].find('<');
            self.pos += markup.unwrap_or(self.block.len() - self.pos);
            self.parsed = self.pos;
            self.allow(self.allowed);
            if markup.is_some() || self.failed.is_some() || self.decoded_all {
                return Ok(());
            }
            self.drop_read();
            self.read_more(self.step)?;
        }
    }

    fn spend(&mut self, to: usize) -> Result<(), Failure> {
        self.spent += (to - self.pos) as u64;
        self.pos = to;
        if self.spent > self.allowed { Err(Failure::Exhausted) } else { Ok(()) }
    }

    /// Counts what has been given out.
    fn count(&mut self) {
        let seen = &self.block[self.counted..self.pos];
        self.lines += newlines(seen);
        if self.patched {
            self.undecodable += seen.matches(char::REPLACEMENT_CHARACTER).count() as u64;
        }
        self.counted = self.pos;
    }

    /// Forgets what has been given out.
    fn drop_read(&mut self) {
        self.count();
        self.block.drain(..self.pos);
        self.parsed -= self.pos;
        (self.pos, self.counted) = (0, 0);
    }

    /// Decodes so many bytes more, if there are as many.
    fn read_more(&mut self, bytes: usize) -> Result<(), Failure> {
        let known = self.block.len();
        let wanted = known + bytes;
        let malformed = self.decoder.malformed();
        while self.block.len() < wanted && !self.decoded_all {
            let before = self.block.len();
            match self.decoder.decode(&mut self.block, wanted - before) {
                Ok(()) => self.decoded_all = self.block.len() == before,
                // first what could be read
                Err(error) if self.block.len() > self.parsed && self.unread.is_none() => {
                    self.unread = Some(error);
                    break;
                }
                Err(error) => return Err(Failure::Io(error)),
            }
        }
        self.patched |= self.decoder.malformed() > malformed;
        self.fine = (self.fine || known == 0) && is_fine(&self.block[known..]);
        Ok(())
    }

    /// Reads and takes apart as much as gives an event.
    fn refill(&mut self) -> Result<(), Failure> {
        if let Some(failed) = self.failed.take() {
            return Err(failed);
        }
        self.queue.clear();
        self.next = 0;
        self.drop_read();
        self.patched &= !self.block.is_empty();
        while self.queue.is_empty() && self.failed.is_none() {
            if let Some(error) = self.unread.take() {
                return Err(Failure::Io(error));
            }
            if self.spent + self.block.len() as u64 > self.allowed {
                return Err(Failure::Exhausted);
            }
            self.read_more(self.block.len().max(self.step))?;
            self.take_apart();
        }
        if self.queue.is_empty() { Err(self.failed.take().unwrap_or(Failure::Exhausted)) } else { Ok(()) }
    }

    /// Takes the block apart as far as its pieces are whole.
    fn take_apart(&mut self) {
        let base = self.parsed;
        let text = &self.block[base..];
        let mut xml = Reader::from_str(text);
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        // of elements that began in another block only we know
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let position = |xml: &Reader<&[u8]>| base + usize::try_from(xml.buffer_position()).unwrap_or(usize::MAX);
        // after the start of an empty element its end comes first
        let mut within_empty = false;
        loop {
            let from = position(&xml);
            if !within_empty {
                let rest = &self.block.as_bytes()[from..];
                let length = match memchr2(b'<', b'&', rest) {
                    Some(length) => length,
                    None if self.decoded_all => rest.len(),
                    None => return,
                };
                if length > 0 {
                    let to = from + length;
                    self.queue.push(Event::new(What::Text, from..to, to));
                    self.parsed = to;
                    xml.stream().consume(length);
                    continue;
                }
            }
            let read = xml.read_event();
            let to = position(&xml);
            let cut_off = !self.decoded_all && to >= self.block.len();
            let event = match read {
                Ok(Quick::Start(tag)) => {
                    let name = tag.name().as_ref().len();
                    self.open.push(self.names.len());
                    self.names.push_str(tag.name().as_ref());
                    Event::new(What::Start { name }, from + 1..from + 1 + tag.len(), to)
                }
                Ok(Quick::End(tag)) => {
                    if let Err(error) = close(&mut self.names, &mut self.open, tag.name().as_ref()) {
                        self.failed = Some(Failure::Xml(Error::IllFormed(error)));
                        return;
                    }
                    Event::new(What::End, to..to, to)
                }
                Ok(Quick::Text(_)) if cut_off => return,
                Ok(Quick::Text(_)) => Event::new(What::Text, from..to, to),
                Ok(Quick::CData(text)) => {
                    let from = from + "<![CDATA[".len();
                    Event::new(What::CData, from..from + text.len(), to)
                }
                Ok(Quick::GeneralRef(name)) => Event::new(What::Reference, from + 1..from + 1 + name.len(), to),
                Ok(Quick::DocType(_)) => Event::new(What::DocType, from..to, to),
                Ok(Quick::Eof) if !self.decoded_all => return,
                Ok(Quick::Eof) => Event::new(What::Eof, to..to, to),
                Ok(Quick::Empty(_) | Quick::Comment(_) | Quick::Decl(_) | Quick::PI(_)) => {
                    Event::new(What::Nothing, to..to, to)
                }
                Err(Error::Syntax(cause)) if !self.decoded_all && is_cut_off(&cause, self.block.len() - from) => return,
                Err(error) => {
                    self.failed = Some(Failure::Xml(error));
                    return;
                }
            };
            within_empty = matches!(event.what, What::Start { .. }) && self.block[..to].ends_with("/>");
            self.parsed = to;
            let ended = event.what == What::Eof;
            self.queue.push(event);
            if ended {
                return;
            }
        }
    }
}

/// Whether what looks wrong may be right when more of it is seen.
fn is_cut_off(cause: &SyntaxError, seen: usize) -> bool {
    *cause != SyntaxError::InvalidBangMarkup || seen < TELLING
}

/// Ends the innermost element, which must be of that name.
fn close(names: &mut String, open: &mut Vec<usize>, found: &str) -> Result<(), IllFormedError> {
    let Some(start) = open.pop() else { return Err(IllFormedError::UnmatchedEndTag(found.to_owned())) };
    let expected = &names[start..];
    if expected != found {
        let expected = expected.to_owned();
        return Err(IllFormedError::MismatchedEndTag { expected, found: found.to_owned() });
    }
    names.truncate(start);
    Ok(())
}

/// Counted in stretches whose count fits into a byte: so many bytes are compared at once.
fn newlines(text: &str) -> u64 {
    let of_stretch = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|bytes| u64::from(of_stretch(bytes))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the file says, decoded so many bytes at a time: each event with its text and the line after it.
    fn events(xml: &str, step: usize) -> (Vec<(What, String, u64)>, String) {
        let (decoder, _) = Decoder::new(xml.as_bytes()).unwrap();
        let mut events = Events::new(decoder, 1 << 20);
        events.step = step;
        let mut out = Vec::new();
        loop {
            match events.next() {
                Ok(event) => {
                    out.push((event.what, events.text(event).to_owned(), events.line()));
                    if event.what == What::Eof {
                        return (out, String::new());
                    }
                }
                Err(failure) => return (out, format!("{failure:?}")),
            }
        }
    }

    proptest! {
        #[test]
        fn where_a_block_ends_makes_no_difference(
            pieces in proptest::collection::vec(
                prop_oneof![
                    Just("<a>"), Just("</a>"), Just("<b x='1>'/>"), Just("<b y=\"é\">"), Just("</b>"), Just("<b/>"),
                    Just("слова"), Just("\n"), Just("\r\n"), Just("&amp;"), Just("&"), Just("& "), Just("&#x41;"),
                    Just("<!-- a > b -->"), Just("<![CDATA[<c>]]>"), Just("<?pi ?>"), Just("\u{FEFF}"), Just("<!"),
                    Just("<"), Just("<!DOCTYPE a [<!ELEMENT a ANY>]>"), Just(">"),
                ],
                0..12,
            ),
            step in 1_usize..40,
        ) {
            let xml = format!("<r>{}</r>", pieces.concat());
            prop_assert_eq!(events(&xml, step), events(&xml, BLOCK), "{}", xml);
        }
    }

    #[test]
    fn names_are_checked_over_blocks() {
        let xml = format!("<r><a>{}</b></r>", "слова ".repeat(30_000));
        let (_, failure) = events(&xml, BLOCK);
        assert!(failure.contains("MismatchedEndTag"), "{failure}");
    }

    #[test]
    fn text_is_skipped_without_being_held() {
        let xml = format!("<r>{}<a>b</a></r>", "слова &amp; ".repeat(100_000));
        let (decoder, _) = Decoder::new(xml.as_bytes()).unwrap();
        let mut events = Events::new(decoder, 300_000);
        assert!(matches!(events.next().unwrap().what, What::Start { .. }));
        events.skip_text().unwrap();
        let next = events.next().unwrap();
        assert_eq!((next.what, events.text(next)), (What::Start { name: 1 }, "a"));
        assert!(events.block.capacity() < 1_000_000);
    }
}
