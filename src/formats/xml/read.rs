//! What does this XML say? Tokens of an untrusted XML 1.0 file, cleaned, in a stream.
//!
//! Entities declared in the file are refused, so there is nothing that could expand. Every element, attribute and byte
//! counts against a budget that the caller renews (for TMX at each unit), so memory does not depend on the file. Small
//! faults (characters XML forbids, unknown references, a lone `&`) are mended and counted, see [`Faults`].

use super::characters::{html_character, is_allowed, is_fine, is_name, is_name_part, referred};
use super::events::{Event, Events, Failure, What};
use super::layout::{Trimmed, unwrapped};
use super::push_attribute;
use super::{At, XmlError};
use crate::formats::encoding::Decoder;
use quick_xml::events::{BytesRef, BytesStart};
use std::fmt;
use std::io::{self, BufRead};
use std::ops::Deref;
use std::sync::Arc;

/// Elements within elements that are still followed.
const MAX_DEPTH: usize = 256;
/// Elements and attributes in one unit; each costs about a hundred bytes of memory.
const MAX_PIECES: usize = 500_000;
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

/// The name of an element. The same names come again and again, so they are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) struct Name(Arc<str>);

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        (*name.0).to_owned()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names met lately, by what they look like.
struct Names([Option<Name>; Names::SLOTS]);

impl Names {
    const SLOTS: usize = 64;

    /// The name as it stands in the file, or without the characters no name has; how many these were.
    fn shared(&mut self, text: &str) -> (Name, usize) {
        let bytes = text.as_bytes();
        let look = bytes.iter().take(8).fold(bytes.len(), |look, byte| look.wrapping_mul(31) ^ usize::from(*byte));
        let slot = &mut self.0[look % Self::SLOTS];
        if let Some(known) = slot.as_ref().filter(|known| ***known == *text) {
            return (known.clone(), 0);
        }
        if !is_name(text) {
            let kept: String = text.chars().filter(|c| is_name_part(*c)).collect();
            let dropped = text.len() - kept.len();
            return (Name(kept.into()), dropped);
        }
        (slot.insert(Name(text.into())).clone(), 0)
    }
}

/// An opening tag.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Tag {
    /// Its name, without the prefix that the root has.
    pub(in crate::formats) name: Name,
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
    events: Events<R>,
    text: String,
    /// Where the text stands that needed no cleaning.
    clean: Option<Event>,
    /// Whether the text stood there as it is, not as a reference or in CDATA.
    literal: bool,
    depth: usize,
    pieces: usize,
    limit: u64,
    prefix: Option<String>,
    names: Names,
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
        let (decoder, remark) = match label {
            None => Decoder::new(reader).map_err(unread)?,
            Some(name) => match Decoder::with_encoding(reader, name).map_err(unread)? {
                Some(decoder) => (decoder, None),
                None => return Err(XmlError::Encoding(name.to_owned())),
            },
        };
        let reader = Self {
            events: Events::new(decoder, limit),
            text: String::new(),
            clean: None,
            literal: false,
            depth: 0,
            pieces: 0,
            limit,
            prefix: None,
            names: Names([const { None }; Names::SLOTS]),
            faults: Faults::default(),
            undecodable: 0,
        };
        Ok((reader, remark))
    }

    /// The next token.
    pub(in crate::formats) fn token(&mut self) -> Result<Token, XmlError> {
        loop {
            let event = match self.events.next() {
                Ok(event) => event,
                Err(failure) => return Err(self.failure(failure)),
            };
            match event.what {
                What::Start { name } => {
                    let start = BytesStart::from_content(self.events.text(event), name);
                    let tag = read_tag(&start, self.prefix.as_deref(), &mut self.names, &mut self.faults);
                    return self.opened(tag);
                }
                What::End => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                What::Text | What::CData => {
                    self.literal = event.what == What::Text;
                    let text = self.events.text(event);
                    self.faults.ampersands += u64::from(self.literal && text.starts_with('&'));
                    if self.events.is_fine(event) {
                        self.clean = Some(event);
                    } else {
                        self.clean = None;
                        self.text.clear();
                        push_clean(&mut self.text, text, &mut self.faults);
                    }
                    return Ok(Token::Text);
                }
                What::Reference => {
                    self.literal = false;
                    self.clean = None;
                    self.text.clear();
                    let name = BytesRef::new(self.events.text(event));
                    push_reference(&mut self.text, &name, &mut self.faults);
                    return Ok(Token::Text);
                }
                What::DocType if declares_entities(self.events.text(event)) => {
                    return Err(XmlError::Entities { at: self.at() });
                }
                What::DocType | What::Nothing => {}
                What::Eof if self.depth > 0 => return Err(XmlError::Truncated { at: self.at() }),
                What::Eof => return Ok(Token::End),
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
            tag.name = self.names.shared(tag.name.rsplit(':').next().unwrap_or_default()).0;
        }
        Ok(Token::Open(tag))
    }

    /// The text of the last [`Token::Text`].
    pub(in crate::formats) fn text(&self) -> &str {
        self.clean.map_or(&self.text, |event| self.events.text(event))
    }

    /// Whether it stood there as it is: white space around it may then be layout.
    pub(in crate::formats) fn is_literal(&self) -> bool {
        self.literal
    }

    /// Renews the budget: what was read is done with.
    pub(in crate::formats) fn renew(&mut self) {
        self.events.allow(self.limit);
        self.pieces = 0;
    }

    /// Where the next token stands.
    pub(in crate::formats) fn at(&self) -> At {
        At { line: self.line(), byte: self.events.offset() }
    }

    /// How many bytes were read, give or take what is being looked at.
    pub(in crate::formats) fn bytes(&self) -> u64 {
        self.events.bytes()
    }

    /// The line of the next token.
    pub(in crate::formats) fn line(&self) -> u64 {
        self.events.line()
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
        self.events.allow(self.limit);
        self.events.skip_text().map_err(|failure| self.failure(failure))
    }

    /// All text up to the end of the element just opened. Elements in it are kept as their markup: some tools put
    /// `<seg>` into a property unescaped, others escaped, and both are to read the same.
    pub(in crate::formats) fn content(&mut self) -> Result<String, XmlError> {
        let mut out = String::new();
        let mut names = Vec::new();
        loop {
            match self.token()? {
                Token::Text => out.push_str(self.text()),
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
                Token::Text if self.literal && self.text().contains('\n') => out.push(&unwrapped(self.text()), true),
                Token::Text => out.push(self.text(), self.literal),
                Token::Open(_) => depth += 1,
                Token::Close if depth > 0 => depth -= 1,
                Token::Close | Token::End => return Ok(out.finish()),
            }
        }
    }

    /// The faults mended since the last call, as code and message.
    pub(in crate::formats) fn take_faults(&mut self) -> Vec<(&'static str, String)> {
        let faults = std::mem::take(&mut self.faults);
        let undecodable = self.events.undecodable() - self.undecodable;
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

    fn failure(&self, failure: Failure) -> XmlError {
        let at = self.at();
        match failure {
            Failure::Exhausted => self.too_large(&format!("{} MiB in one place", self.limit >> 20)),
            // so it is with a packed file that is cut off
            Failure::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => XmlError::Truncated { at },
            Failure::Io(error) => XmlError::Io { at, error },
            // what quick-xml calls unclosed markup is a file that stops there
            Failure::Xml(quick_xml::Error::Syntax(cause))
                if cause != quick_xml::errors::SyntaxError::InvalidBangMarkup =>
            {
                XmlError::Truncated { at }
            }
            Failure::Xml(other) => XmlError::Syntax { at, cause: other.to_string() },
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

fn read_tag(start: &BytesStart<'_>, prefix: Option<&str>, names: &mut Names, faults: &mut Faults) -> Tag {
    let name = start.name();
    let name = name.as_ref();
    let prefix = prefix.filter(|prefix| !prefix.is_empty());
    let (name, dropped) = names.shared(prefix.and_then(|prefix| name.strip_prefix(prefix)).unwrap_or(name));
    faults.controls += dropped as u64;
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
    let plain = |b: u8| (0x20..0x7F).contains(&b) && b != b'&';
    if raw.bytes().all(plain) || is_fine(raw) && !raw.contains(['&', '\n', '\t']) {
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
    if is_fine(text) {
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
