//! A walk through XML that is in memory whole: the parts of office documents.
//!
//! Unlike the tokens of a stream, nothing is built of a tag until somebody asks: office programs write a hundred tags
//! for a line of text, and most are of no interest.

use super::At;
use super::characters::referred;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// One step through an XML part.
pub(in crate::formats) enum Node<'x> {
    /// `<name …>`; for `<name/>` a [`Node::Close`] follows too.
    Open(Element<'x>),
    /// The end of the element of that local name.
    Close(String),
    /// Text, with references resolved.
    Text(String),
}

/// A start tag.
pub(in crate::formats) struct Element<'x> {
    tag: BytesStart<'x>,
}

impl Element<'_> {
    /// Name without prefix. Programs choose their prefixes; the local names of a format do not clash where we look.
    pub(in crate::formats) fn name(&self) -> &str {
        local(self.tag.name().into_inner())
    }

    /// Value of the attribute of that local name.
    pub(in crate::formats) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| local(attribute.key.into_inner()) == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Walks through an XML part, giving each node to `visit`.
///
/// DOCTYPEs are passed over: entities other than the five of XML stay as written and are never expanded.
pub(in crate::formats) fn walk(xml: &str, mut visit: impl FnMut(Node<'_>)) -> Result<(), WalkError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                visit(Node::Open(Element { tag }));
            }
            Ok(Event::Empty(tag)) => {
                let name = local(tag.name().into_inner()).to_owned();
                visit(Node::Open(Element { tag }));
                visit(Node::Close(name));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(local(tag.name().into_inner()).to_owned()));
            }
            Ok(Event::Text(text)) => visit(Node::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => visit(Node::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(reference)) => {
                let text = referred(&reference).map_or_else(|| format!("&{};", &*reference), String::from);
                visit(Node::Text(text));
            }
            Ok(Event::Eof) if depth == 0 => return Ok(()),
            Ok(Event::Eof) => return Err(broken(xml, xml.len() as u64, "the end is missing".to_owned())),
            Ok(Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_)) => {}
            Err(error) => return Err(broken(xml, reader.error_position(), error.to_string())),
        }
    }
}

/// Where and why an XML part could not be read on.
pub(in crate::formats) struct WalkError {
    pub(in crate::formats) at: At,
    pub(in crate::formats) cause: String,
}

fn broken(xml: &str, byte: u64, cause: String) -> WalkError {
    let end = usize::try_from(byte).unwrap_or(usize::MAX).min(xml.len());
    let line = xml.as_bytes()[..end].iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
    WalkError { at: At { line, byte }, cause }
}
