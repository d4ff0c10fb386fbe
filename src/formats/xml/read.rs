//! What does this XML say? Tokens of an untrusted XML 1.0 file, cleaned, in a stream.
//!
//! Entities declared in the file are refused, so there is nothing that could expand. Every element, attribute and byte
//! counts against a budget that the caller renews (for TMX at each unit), so memory does not depend on the file. Small
//! faults (characters XML forbids, unknown references, a lone `&`) are mended and counted, see [`Faults`].

use super::characters::{html_character, is_allowed, is_always_fine, is_name, is_name_part, referred};
use super::layout::{Trimmed, unwrapped};
use super::push_attribute;
use super::{At, XmlError};
use crate::formats::encoding::Decoder;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{self, BufRead};

/// Elements within elements that are still followed.
const MAX_DEPTH: usize = 256;
/// Elements and attributes in one unit; each costs about a hundred bytes of memory.
const MAX_PIECES: usize = 500_000;
/// Bytes looked at together.
const BLOCK: usize = 64;
/// Attributes of one element.
const MAX_ATTRIBUTES: usize = 1_000;

/// Small faults mended since they were last asked for.
#[derive(Clone, Debug, Default)]
pub(in crate::formats) struct Faults {
    /// Characters that XML forbids.
    controls: u64,
    /// References by names that XML does not know: HTML's, which are understood …
    html: u64,
    /// … and others, which are left as they stand; the first one.
    unknown: Option<String>,
    /// `&` that begins no reference.
    ampersands: u64,
    /// Attributes that are repeated or not written as attributes are.
    attributes: u64,
}

/// An opening tag.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Tag {
    /// Its name, without the prefix that the root has.
    pub(in crate::formats) name: String,
    /// Its attributes in file order, values as meant.
    pub(in crate::formats) attributes: Vec<(String, String)>,
}

impl Tag {
    /// Takes an attribute out.
    pub(in crate::formats) fn take(&mut self, name: &str) -> Option<String> {
        let i = self.attributes.iter().position(|(n, _)| n == name)?;
        Some(self.attributes.remove(i).1)
    }

    /// The tag as it would stand in a file.
    pub(in crate::formats) fn markup(&self) -> String {
        let mut out = format!("<{}", self.name);
        for (name, value) in &self.attributes {
            push_attribute(&mut out, name, value);
        }
        out.push('>');
        out
    }
}

/// The next thing in a file.
#[derive(Debug)]
pub(in crate::formats) enum Token {
    /// An element begins.
    Open(Tag),
    /// The innermost element ends.
    Close,
    /// Text: in [`XmlReader::text`].
    Text,
    /// The file ends, after the root element has.
    End,
}

/// Reads tokens.
pub(in crate::formats) struct XmlReader<R: BufRead> {
    xml: Reader<Decoder<R>>,
    buf: Vec<u8>,
    text: String,
    /// Whether `text` stood there as it is, not as a reference or in CDATA.
    literal: bool,
    depth: usize,
    pieces: usize,
    limit: u64,
    prefix: Option<String>,
    faults: Faults,
    undecodable: u64,
}

impl<R: BufRead> XmlReader<R> {
    /// Begins to read. `limit` is what [`Self::renew`] allows, in bytes. Also returns what is odd about the encoding.
    pub(in crate::formats) fn new(
        reader: R,
        label: Option<&str>,
        limit: u64,
    ) -> Result<(Self, Option<String>), XmlError> {
        let start = At { line: 1, byte: 0 };
        let unread = |error| XmlError::Io { at: start, error };
        let (mut decoder, remark) = match label {
            None => Decoder::new(reader).map_err(unread)?,
            Some(name) => match Decoder::with_encoding(reader, name).map_err(unread)? {
                Some(decoder) => (decoder, None),
                None => return Err(XmlError::Encoding(name.to_owned())),
            },
        };
        decoder.allow(limit);
        let mut xml = Reader::from_reader(decoder);
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        let reader = Self {
            xml,
            buf: Vec::new(),
            text: String::new(),
            literal: false,
            depth: 0,
            pieces: 0,
            limit,
            prefix: None,
            faults: Faults::default(),
            undecodable: 0,
        };
        Ok((reader, remark))
    }

    /// The next token.
    pub(in crate::formats) fn token(&mut self) -> Result<Token, XmlError> {
        loop {
            self.buf.clear();
            self.text.clear();
            let event = match self.xml.read_event_into(&mut self.buf) {
                Ok(event) => event,
                Err(error) => return Err(self.failure(error)),
            };
            match event {
                Event::Start(start) => {
                    let tag = read_tag(&start, self.prefix.as_deref(), &mut self.faults);
                    return self.opened(tag);
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                Event::Text(text) => {
                    self.literal = true;
                    self.faults.ampersands += u64::from(text.starts_with('&'));
                    push_clean(&mut self.text, &text, &mut self.faults);
                    return Ok(Token::Text);
                }
                Event::CData(text) => {
                    self.literal = false;
                    push_clean(&mut self.text, &text, &mut self.faults);
                    return Ok(Token::Text);
                }
                Event::GeneralRef(reference) => {
                    self.literal = false;
                    push_reference(&mut self.text, &reference, &mut self.faults);
                    return Ok(Token::Text);
                }
                Event::DocType(doctype) if declares_entities(&doctype) => {
                    return Err(XmlError::Entities { at: self.at() });
                }
                Event::Eof if self.depth > 0 => return Err(XmlError::Truncated { at: self.at() }),
                Event::Eof => return Ok(Token::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn opened(&mut self, mut tag: Tag) -> Result<Token, XmlError> {
        self.depth += 1;
        self.pieces += 1 + tag.attributes.len();
        if self.depth > MAX_DEPTH {
            return Err(self.too_large(&format!("{MAX_DEPTH} elements within each other")));
        }
        if self.pieces > MAX_PIECES || tag.attributes.len() >= MAX_ATTRIBUTES {
            return Err(self.too_large(&format!("{MAX_PIECES} elements and attributes in one place")));
        }
        if self.prefix.is_none() {
            self.prefix = Some(tag.name.split_once(':').map(|(prefix, _)| format!("{prefix}:")).unwrap_or_default());
            tag.name = tag.name.rsplit(':').next().unwrap_or_default().to_owned();
        }
        Ok(Token::Open(tag))
    }

    /// The text of the last [`Token::Text`].
    pub(in crate::formats) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it stood there as it is: white space around it may then be layout.
    pub(in crate::formats) fn is_literal(&self) -> bool {
        self.literal
    }

    /// Renews the budget: what was read is done with.
    pub(in crate::formats) fn renew(&mut self) {
        self.xml.get_mut().allow(self.limit);
        self.pieces = 0;
    }

    /// Where the next token stands.
    pub(in crate::formats) fn at(&self) -> At {
        At { line: self.line(), byte: self.xml.get_ref().offset() }
    }

    /// How many bytes were read, give or take what is being looked at.
    pub(in crate::formats) fn bytes(&self) -> u64 {
        self.xml.get_ref().bytes()
    }

    /// The line of the next token.
    pub(in crate::formats) fn line(&self) -> u64 {
        self.xml.get_ref().line()
    }

    /// Skips the element just opened, to its end.
    pub(in crate::formats) fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.token()?;
        }
        Ok(())
    }

    /// Skips the element just opened, however long it is: nothing of it is kept.
    pub(in crate::formats) fn skip_any(&mut self) -> Result<(), XmlError> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.renew();
            self.token()?;
        }
        Ok(())
    }

    /// Skips the text that follows, up to the next markup, without holding it: it may be a whole document.
    pub(in crate::formats) fn skip_text(&mut self) -> Result<(), XmlError> {
        loop {
            self.xml.get_mut().allow(self.limit);
            let mut stream = self.xml.stream();
            let (length, ended) = match stream.fill_buf() {
                Ok(text) => match text.iter().position(|byte| *byte == b'<') {
                    Some(markup) => (markup, true),
                    None => (text.len(), text.is_empty()),
                },
                Err(error) => return Err(self.failure(error.into())),
            };
            stream.consume(length);
            if ended {
                return Ok(());
            }
        }
    }

    /// All text up to the end of the element just opened. Elements in it are kept as their markup: some tools put
    /// `<seg>` into a property unescaped, others escaped, and both are to read the same.
    pub(in crate::formats) fn content(&mut self) -> Result<String, XmlError> {
        let mut out = String::new();
        let mut names = Vec::new();
        loop {
            match self.token()? {
                Token::Text => out.push_str(&self.text),
                Token::Open(tag) => {
                    out.push_str(&tag.markup());
                    names.push(tag.name);
                }
                Token::Close => match names.pop() {
                    Some(name) => out.push_str(&format!("</{name}>")),
                    None => return Ok(out),
                },
                Token::End => return Ok(out),
            }
        }
    }

    /// The words up to the end of the element just opened: elements in it are looked through, white
    /// space at the edges is dropped when it holds a line break, and white space with a line break in it is one space: tools wrap long definitions.
    pub(in crate::formats) fn words(&mut self) -> Result<String, XmlError> {
        let mut out = Trimmed::default();
        let mut depth = 0;
        loop {
            match self.token()? {
                Token::Text if self.literal && self.text.contains('\n') => out.push(&unwrapped(&self.text), true),
                Token::Text => out.push(&self.text, self.literal),
                Token::Open(_) => depth += 1,
                Token::Close if depth > 0 => depth -= 1,
                Token::Close | Token::End => return Ok(out.finish()),
            }
        }
    }

    /// The faults mended since the last call, as code and message.
    pub(in crate::formats) fn take_faults(&mut self) -> Vec<(&'static str, String)> {
        let faults = std::mem::take(&mut self.faults);
        let undecodable = self.xml.get_ref().undecodable() - self.undecodable;
        self.undecodable += undecodable;
        let mut out = Vec::new();
        if faults.controls > 0 {
            out.push(("xml-control", format!("characters that XML forbids, dropped: {}", faults.controls)));
        }
        if undecodable > 0 {
            out.push(("xml-bytes", format!("bytes that are no characters, read as U+FFFD: {undecodable}")));
        }
        if faults.html > 0 {
            out.push(("xml-html-entity", format!("names of HTML characters, understood: {}", faults.html)));
        }
        if let Some(name) = faults.unknown {
            out.push(("xml-unknown-entity", format!("&{name}; is not defined, kept as it stands")));
        }
        if faults.ampersands > 0 {
            out.push(("xml-ampersand", format!("& that begins no reference, kept: {}", faults.ampersands)));
        }
        if faults.attributes > 0 {
            out.push(("xml-attribute", format!("repeated or broken attributes, dropped: {}", faults.attributes)));
        }
        out
    }

    fn too_large(&self, limit: &str) -> XmlError {
        XmlError::TooLarge { at: self.at(), limit: limit.to_owned() }
    }

    fn failure(&self, error: quick_xml::Error) -> XmlError {
        let at = self.at();
        match error {
            quick_xml::Error::Io(_) if self.xml.get_ref().exhausted() => {
                self.too_large(&format!("{} MiB in one place", self.limit >> 20))
            }
            // so it is with a packed file that is cut off
            quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => XmlError::Truncated { at },
            quick_xml::Error::Io(error) => XmlError::Io { at, error: io::Error::new(error.kind(), error.to_string()) },
            // what quick-xml calls unclosed markup is a file that stops there
            quick_xml::Error::Syntax(cause) if cause != quick_xml::errors::SyntaxError::InvalidBangMarkup => {
                XmlError::Truncated { at }
            }
            other => XmlError::Syntax { at, cause: other.to_string() },
        }
    }
}

/// Whether a document type declaration has an internal subset with entities. The five that XML knows may be declared
/// again, as the TMX DTD itself does.
fn declares_entities(doctype: &str) -> bool {
    doctype.match_indices("<!ENTITY").any(|(i, found)| {
        let mut words = doctype[i + found.len()..].split_ascii_whitespace();
        !words.next().is_some_and(|name| ["lt", "gt", "amp", "apos", "quot"].contains(&name))
    })
}

fn read_tag(start: &BytesStart<'_>, prefix: Option<&str>, faults: &mut Faults) -> Tag {
    let name = start.name();
    let name = name.as_ref();
    let prefix = prefix.filter(|prefix| !prefix.is_empty());
    let mut name = prefix.and_then(|prefix| name.strip_prefix(prefix)).unwrap_or(name).to_owned();
    if !is_name(&name) {
        let before = name.len();
        name.retain(is_name_part);
        faults.controls += (before - name.len()) as u64;
    }
    let mut attributes: Vec<(String, String)> = Vec::new();
    for attribute in start.attributes().with_checks(false).take(MAX_ATTRIBUTES) {
        let Ok(attribute) = attribute else {
            faults.attributes += 1;
            continue;
        };
        let key = attribute.key.as_ref();
        if !is_name(key) || attributes.iter().any(|(name, _)| name == key) {
            faults.attributes += 1;
            continue;
        }
        attributes.push((key.to_owned(), attribute_value(&attribute.value, faults)));
    }
    Tag { name, attributes }
}

/// The value of an attribute as meant (XML 1.0, 3.3.3): literal white space is a space, references are resolved.
fn attribute_value(raw: &str, faults: &mut Faults) -> String {
    if raw.bytes().all(|b| b != b'&' && is_always_fine(b)) {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(i) = rest.find('&') {
        push_attribute_text(&mut out, &rest[..i], faults);
        rest = &rest[i + 1..];
        match rest.find([';', '&']) {
            Some(end) if rest.as_bytes()[end] == b';' => {
                push_reference(&mut out, &BytesRef::new(&rest[..end]), faults);
                rest = &rest[end + 1..];
            }
            _ => {
                faults.ampersands += 1;
                out.push('&');
            }
        }
    }
    push_attribute_text(&mut out, rest, faults);
    out
}

fn push_attribute_text(out: &mut String, text: &str, faults: &mut Faults) {
    let before = out.len();
    push_clean(out, text, faults);
    if out[before..].contains(['\n', '\t']) {
        let spaced = out[before..].replace(['\n', '\t'], " ");
        out.truncate(before);
        out.push_str(&spaced);
    }
}

/// Adds text with line ends as `\n` and without characters that XML forbids.
fn push_clean(out: &mut String, text: &str, faults: &mut Faults) {
    // nearly all text is fine: it is looked at in blocks, without a branch for each byte
    let fine = |bytes: &[u8]| bytes.iter().fold(true, |all, b| all & (is_always_fine(*b) | matches!(b, b'\n' | b'\t')));
    if text.as_bytes().chunks(BLOCK).all(fine) {
        out.push_str(text);
        return;
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' {
            if chars.peek() != Some(&'\n') {
                out.push('\n');
            }
        } else if is_allowed(c) {
            out.push(c);
        } else {
            faults.controls += 1;
        }
    }
}

fn push_reference(out: &mut String, reference: &BytesRef<'_>, faults: &mut Faults) {
    let name: &str = reference;
    match referred(reference) {
        Some(c) if is_allowed(c) => out.push(c),
        _ if name.starts_with('#') => faults.controls += 1,
        _ => {
            if let Some(c) = html_character(name) {
                faults.html += 1;
                out.push(c);
                return;
            }
            faults.unknown.get_or_insert_with(|| name.chars().take(40).collect());
            out.push('&');
            push_clean(out, name, faults);
            out.push(';');
        }
    }
}
