//! Bytes of any encoding in, UTF-8 out, in a stream: memory does not depend on the size of the file.
//!
//! The beginning is looked at before the first byte is given on, because a parser fed from an XML declaration onwards
//! has already decoded too much. Files lie: a declaration of UTF-16 in front of UTF-8 (exports re-saved by an editor),
//! and no or a wrong declaration in front of windows-1251.

use super::{Extent, Found, asked_for, declared_in_xml, found, is_utf16, named};
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::io::{self, BufRead, Read};

/// How much of a file is looked at to tell its encoding.
const SAMPLE: usize = 64 * 1024;
/// Decoded bytes held at a time.
const BLOCK: usize = 32 * 1024;
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// A reader of UTF-8 over bytes of any encoding. Counts lines, and refuses to give out more than it is allowed to.
#[derive(Debug)]
pub(in crate::formats) struct Decoder<R> {
    inner: R,
    /// The sample, until it has been decoded.
    head: Vec<u8>,
    head_at: usize,
    /// The error that the sample ended with.
    ended: Option<io::Error>,
    decoder: encoding_rs::Decoder,
    finished: bool,
    /// The decoded block for those who read bytes.
    out: String,
    pos: usize,
    /// Places that were no characters in the encoding.
    malformed: u64,
    lines: u64,
    /// Bytes of the source in front of the block, and in the block.
    source: u64,
    taken: u64,
    /// Decoded bytes that may still be given out.
    budget: u64,
    exhausted: bool,
}

impl<R: BufRead> Decoder<R> {
    /// Looks at the beginning of the input. Also returns what was found odd, for people.
    pub(in crate::formats) fn new(inner: R) -> io::Result<(Self, Option<String>)> {
        Self::declared(inner, declared_in_xml)
    }

    /// The same for a format with its own way to declare the encoding.
    pub(in crate::formats) fn declared(
        mut inner: R,
        declared: fn(&[u8]) -> Option<&str>,
    ) -> io::Result<(Self, Option<String>)> {
        let (head, ended) = sample(&mut inner);
        let extent = if head.len() < SAMPLE { Extent::Whole } else { Extent::Start };
        let declared = declared(&head);
        let found = found(&head, extent, declared, None);
        // a mark and UTF-16 speak for themselves
        let plain = found.mark > 0 || is_utf16(found.encoding);
        let remark = if plain { None } else { remark(declared, found.encoding) };
        Ok((Self::start(inner, head, ended, found), remark))
    }

    /// Decodes as somebody says. `None` when there is no encoding of that name.
    pub(in crate::formats) fn with_encoding(mut inner: R, name: &str) -> io::Result<Option<Self>> {
        let (head, ended) = sample(&mut inner);
        Ok(asked_for(&head, name).map(|found| Self::start(inner, head, ended, found)))
    }

    fn start(inner: R, head: Vec<u8>, ended: Option<io::Error>, found: Found) -> Self {
        Self {
            inner,
            head,
            ended,
            head_at: found.mark,
            decoder: found.encoding.new_decoder_without_bom_handling(),
            finished: false,
            out: String::new(),
            pos: 0,
            malformed: 0,
            lines: 0,
            source: found.mark as u64,
            taken: 0,
            budget: u64::MAX,
            exhausted: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.pos = 0;
        let mut out = std::mem::take(&mut self.out);
        out.clear();
        let result = self.decode(&mut out, BLOCK);
        self.out = out;
        result
    }

    /// Adds decoded text to `out`, at least one character and about as many bytes as told; at the end of the input
    /// nothing. Nothing counts against what is allowed.
    ///
    /// # Errors
    /// When the input cannot be read. What came before has been added.
    pub(in crate::formats) fn decode(&mut self, out: &mut String, bytes: usize) -> io::Result<()> {
        self.source += self.taken;
        self.taken = 0;
        let start = out.len();
        out.reserve(bytes.max(REPLACEMENT.len_utf8()));
        while !self.finished && out.len() == start {
            let from_head = self.head_at < self.head.len();
            if let Some(error) = self.ended.take_if(|_| !from_head) {
                return Err(error);
            }
            let input = if from_head { &self.head[self.head_at..] } else { self.inner.fill_buf()? };
            let last = !from_head && input.is_empty();
            let (result, read) = self.decoder.decode_to_string_without_replacement(input, out, last);
            self.taken += read as u64;
            match result {
                DecoderResult::InputEmpty => self.finished = last,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    out.push(REPLACEMENT);
                    self.malformed += 1;
                }
            }
            if from_head {
                self.head_at += read;
                if self.head_at == self.head.len() {
                    (self.head, self.head_at) = (Vec::new(), 0);
                }
            } else {
                self.inner.consume(read);
            }
        }
        Ok(())
    }
}

impl<R> Decoder<R> {
    /// The line the next byte stands in, counted from 1.
    pub(in crate::formats) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Where in the source text stands that was decoded last and not yet looked at, counted from 0. Exact for UTF-8,
    /// UTF-16 and single-byte encodings.
    pub(in crate::formats) fn offset_of(&self, ahead: &str) -> u64 {
        let encoding = self.decoder.encoding();
        let width = if encoding == UTF_8 {
            ahead.len()
        } else if is_utf16(encoding) {
            2 * ahead.encode_utf16().count()
        } else {
            ahead.chars().count()
        };
        (self.source + self.taken).saturating_sub(width as u64)
    }

    /// How many bytes of the source were read, as near as can be told without counting.
    pub(in crate::formats) fn bytes(&self) -> u64 {
        (self.source + self.taken).saturating_sub((self.out.len() - self.pos) as u64)
    }

    /// Places met so far that were no characters in the encoding.
    pub(in crate::formats) fn malformed(&self) -> u64 {
        self.malformed
    }

    /// Allows about so many bytes more, from here.
    pub(in crate::formats) fn allow(&mut self, bytes: u64) {
        self.budget = bytes;
    }

    /// Whether reading ended because the budget was used up.
    pub(in crate::formats) fn exhausted(&self) -> bool {
        self.exhausted
    }
}

impl<R: BufRead> BufRead for Decoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.pos == self.out.len() {
            if self.budget == 0 {
                self.exhausted = true;
                return Err(io::Error::other("more than is allowed"));
            }
            self.refill()?;
        }
        Ok(&self.out.as_bytes()[self.pos..])
    }

    fn consume(&mut self, amount: usize) {
        let eaten = &self.out.as_bytes()[self.pos..self.pos + amount];
        self.lines += eaten.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.budget = self.budget.saturating_sub(amount as u64);
        self.pos += amount;
    }
}

impl<R: BufRead> Read for Decoder<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(buf.len());
        buf[..n].copy_from_slice(&available[..n]);
        self.consume(n);
        Ok(n)
    }
}

/// The beginning of the input.
/// The beginning, and why there is no more of it, if that is an error: what came before is given out first.
fn sample(inner: &mut impl BufRead) -> (Vec<u8>, Option<io::Error>) {
    let mut head = Vec::new();
    let read = inner.by_ref().take(SAMPLE as u64).read_to_end(&mut head);
    (head, read.err())
}

/// What is odd about a file that declares (or does not declare) this and is written in that.
fn remark(declared: Option<&str>, found: &'static Encoding) -> Option<String> {
    let fits = declared.map_or(Some(UTF_8), named) == Some(found);
    let said = declared.map_or_else(|| "no encoding declared".to_owned(), |label| format!("declared as {label}"));
    (!fits).then(|| format!("{said}, but the bytes are another; read as {}", found.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, remarked: bool) {
        let (mut decoder, remark) = Decoder::new(bytes).unwrap();
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(text, expected);
        assert_eq!(remark.is_some(), remarked, "{remark:?}");
        assert_eq!(decoder.offset_of(""), bytes.len() as u64);
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_told_by_mark_look_and_declaration() {
        let text = "<?xml version=\"1.0\"?><seg>Ўказ № 5</seg>";
        check(text.as_bytes(), text, false);
        check(format!("\u{FEFF}{text}").as_bytes(), text, false);
        check(&utf16(text, u16::to_le_bytes), text, false);
        check(&utf16(text, u16::to_be_bytes), text, false);
        check(&utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes), text, false);
        check(&utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes), text, false);
        let text = "<?xml version='1.0' encoding='windows-1251'?><seg>Белорусские железные дороги</seg>";
        check(&encoding_rs::WINDOWS_1251.encode(text).0, text, false);
    }

    #[test]
    fn lies_about_the_encoding_are_seen_through() {
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><seg>Рэспубліка Беларусь</seg>";
        check(text.as_bytes(), text, true);
        let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><seg>Рэспубліка Беларусь</seg>";
        check(text.as_bytes(), text, true);
        let text =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><seg>Совет министров Республики Беларусь постановляет</seg>";
        check(&encoding_rs::WINDOWS_1251.encode(text).0, text, true);
    }

    #[test]
    fn a_single_bad_byte_does_not_change_the_encoding() {
        let mut bytes = "<seg>Нацыянальны банк Рэспублікі Беларусь".as_bytes().to_vec();
        bytes.extend_from_slice(b"\xFF</seg>");
        let (mut decoder, _) = Decoder::new(bytes.as_slice()).unwrap();
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(text, "<seg>Нацыянальны банк Рэспублікі Беларусь\u{FFFD}</seg>");
        assert_eq!(decoder.malformed(), 1);
    }
}
