//! In which encoding is this XML written? Bytes of any encoding in, UTF-8 out, in a stream.
//!
//! XML 1.0 appendix F says how to tell: byte order mark, then the look of `<?`, then the declaration. Real files lie in
//! two ways that are recognised here: a declaration of UTF-16 in front of UTF-8 (memoQ-like exports re-saved by an
//! editor), and no or a wrong declaration in front of windows-1251. The whole sample is looked at before the first byte
//! is given on, because a parser fed from the declaration onwards has already decoded too much.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};
use std::io::{self, BufRead, Read};

/// How much of a file is looked at to tell its encoding.
const SAMPLE: usize = 64 * 1024;
/// Decoded bytes held at a time.
const BLOCK: usize = 32 * 1024;
const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// A reader of UTF-8 over bytes of any encoding. Counts lines, and refuses to give out more than it is allowed to.
#[derive(Debug)]
pub(in crate::formats) struct Decoder<R> {
    inner: R,
    /// The sample, until it has been decoded.
    head: Vec<u8>,
    head_at: usize,
    decoder: encoding_rs::Decoder,
    finished: bool,
    out: Box<[u8]>,
    pos: usize,
    len: usize,
    /// Whether the decoded block has replacement characters that we put there.
    patched: bool,
    /// Undecodable places given out so far.
    undecodable: u64,
    lines: u64,
    /// Bytes of the source in front of the block, and in the block.
    source: u64,
    taken: u64,
    /// Decoded bytes that may still be given out.
    budget: u64,
    exhausted: bool,
}

/// What the first bytes tell.
struct Guess {
    encoding: &'static Encoding,
    mark: usize,
    remark: Option<String>,
}

impl<R: BufRead> Decoder<R> {
    /// Looks at the beginning of the input. `label` overrides what it says of itself.
    ///
    /// Returns what was found odd, for people. `Ok(None)` when there is no encoding of that label.
    pub(in crate::formats) fn new(mut inner: R, label: Option<&str>) -> io::Result<Option<(Self, Option<String>)>> {
        let head = sample(&mut inner)?;
        let guess = match label {
            None => guess(&head),
            Some(label) => match Encoding::for_label(label.as_bytes()) {
                None => return Ok(None),
                Some(encoding) => Guess { encoding, mark: mark_of(&head).map_or(0, |(_, n)| n), remark: None },
            },
        };
        let decoder = Self {
            inner,
            head_at: guess.mark,
            head,
            decoder: guess.encoding.new_decoder_without_bom_handling(),
            finished: false,
            out: vec![0; BLOCK].into_boxed_slice(),
            pos: 0,
            len: 0,
            patched: false,
            undecodable: 0,
            lines: 0,
            source: guess.mark as u64,
            taken: 0,
            budget: u64::MAX,
            exhausted: false,
        };
        Ok(Some((decoder, guess.remark)))
    }

    fn refill(&mut self) -> io::Result<()> {
        self.source += self.taken;
        (self.taken, self.pos, self.len, self.patched) = (0, 0, 0, false);
        while !self.finished && self.len == 0 {
            let from_head = self.head_at < self.head.len();
            let input = if from_head { &self.head[self.head_at..] } else { self.inner.fill_buf()? };
            let last = !from_head && input.is_empty();
            let room = BLOCK - REPLACEMENT.len();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(input, &mut self.out[..room], last);
            self.len = written;
            self.taken += read as u64;
            match result {
                DecoderResult::InputEmpty => self.finished = last,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.out[written..written + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                    self.len += REPLACEMENT.len();
                    self.patched = true;
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

    /// Where in the source the next byte stands, counted from 0. Exact for UTF-8, UTF-16 and single-byte encodings.
    pub(in crate::formats) fn offset(&self) -> u64 {
        let before = String::from_utf8_lossy(&self.out[..self.pos]);
        let encoding = self.decoder.encoding();
        let width = if encoding == UTF_8 {
            before.len()
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            2 * before.encode_utf16().count()
        } else {
            before.chars().count()
        };
        self.source + width as u64
    }

    /// Places given out so far that were no characters in the encoding and became U+FFFD.
    pub(in crate::formats) fn undecodable(&self) -> u64 {
        self.undecodable
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
        if self.pos == self.len {
            if self.budget == 0 {
                self.exhausted = true;
                return Err(io::Error::other("more than is allowed"));
            }
            self.refill()?;
        }
        Ok(&self.out[self.pos..self.len])
    }

    fn consume(&mut self, amount: usize) {
        let eaten = &self.out[self.pos..self.pos + amount];
        self.lines += eaten.iter().filter(|byte| **byte == b'\n').count() as u64;
        if self.patched {
            self.undecodable += eaten.windows(REPLACEMENT.len()).filter(|bytes| *bytes == REPLACEMENT).count() as u64;
        }
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

fn sample(inner: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    inner.by_ref().take(SAMPLE as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn mark_of(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(head)
}

fn guess(head: &[u8]) -> Guess {
    let plain = |encoding, mark| Guess { encoding, mark, remark: None };
    if let Some((encoding, mark)) = mark_of(head)
        && encoding != UTF_8
    {
        return plain(encoding, mark);
    }
    match head {
        [b'<', 0, ..] => return plain(UTF_16LE, 0),
        [0, b'<', ..] => return plain(UTF_16BE, 0),
        _ => {}
    }
    let mark = mark_of(head).map_or(0, |(_, n)| n);
    let (encoding, remark) = among_ascii_like(&head[mark..], mark > 0);
    Guess { encoding, mark, remark }
}

/// Tells encodings that write ASCII as ASCII apart.
fn among_ascii_like(head: &[u8], marked: bool) -> (&'static Encoding, Option<String>) {
    let label = declared(head);
    let known = label.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    let utf8 = Utf8Look::of(head);
    let said = label.as_deref().unwrap_or("no encoding");
    match known {
        _ if marked => (UTF_8, None),
        // the bytes are no UTF-16, whatever the declaration says
        Some(e) if e == UTF_16LE || e == UTF_16BE || e == X_USER_DEFINED => {
            (detect(head, utf8), Some(format!("declared as {said}, which it is not")))
        }
        Some(e) if e != UTF_8 && !is_ascii_label(said) => {
            // a stretch of valid UTF-8 with several letters outside ASCII does not come about by chance
            if utf8.faults == 0 && utf8.letters >= 4 {
                (UTF_8, Some(format!("declared as {said}, but is UTF-8; read as UTF-8")))
            } else {
                (e, None)
            }
        }
        _ => {
            let found = detect(head, utf8);
            if found == UTF_8 {
                (UTF_8, None)
            } else {
                (found, Some(format!("{said} declared, but is no UTF-8; read as {}", found.name())))
            }
        }
    }
}

fn is_ascii_label(label: &str) -> bool {
    label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii")
}

/// UTF-8 if most of it is, else what letter statistics say, with the neighbours of Belarusian first.
fn detect(head: &[u8], utf8: Utf8Look) -> &'static Encoding {
    if utf8.faults * 10 <= utf8.letters {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, head.len() < SAMPLE);
    detector.guess(Some(b"by"), Utf8Detection::Deny)
}

/// The encoding an XML declaration names.
fn declared(head: &[u8]) -> Option<String> {
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.iter().take(1024).position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(&head[..end]).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(label, _)| label.trim().to_owned())
}

/// How much of a sample looks like UTF-8.
#[derive(Clone, Copy)]
struct Utf8Look {
    /// Characters of more than one byte.
    letters: usize,
    /// Places that are no UTF-8.
    faults: usize,
}

impl Utf8Look {
    fn of(sample: &[u8]) -> Self {
        let mut look = Self { letters: 0, faults: 0 };
        let whole = sample.len() < SAMPLE - 3;
        let mut chunks = sample.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            look.letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            // the sample may end within a character
            let cut = !whole && chunks.peek().is_none();
            look.faults += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        look
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, remarked: bool) {
        let (mut decoder, remark) = Decoder::new(bytes, None).unwrap().unwrap();
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(text, expected);
        assert_eq!(remark.is_some(), remarked, "{remark:?}");
        assert_eq!(decoder.offset(), bytes.len() as u64);
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
        let (mut decoder, _) = Decoder::new(bytes.as_slice(), None).unwrap().unwrap();
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(text, "<seg>Нацыянальны банк Рэспублікі Беларусь\u{FFFD}</seg>");
        assert_eq!(decoder.undecodable(), 1);
    }
}
