//! How is text written as XML that every reader takes?

use super::characters::{is_allowed, is_fine};

/// Adds `<name a="…">text</name>` as a line.
pub(in crate::formats) fn push_element(
    out: &mut String,
    indent: &str,
    name: &str,
    attributes: &[(&str, Option<&str>)],
    text: &str,
) {
    out.push_str(indent);
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        if let Some(value) = value {
            push_attribute(out, name, value);
        }
    }
    out.push('>');
    push_text(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Adds ` name="value"`.
pub(in crate::formats) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value, true);
    out.push('"');
}

/// Adds text as XML, on one line: line breaks are written as references, so that they are not taken for layout.
pub(in crate::formats) fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, false);
}

fn push_escaped(out: &mut String, text: &str, attribute: bool) {
    let plain = |all, b| all & !matches!(b, b'&' | b'<' | b'>' | b'"' | b'\n' | b'\t');
    if text.bytes().fold(true, plain) && is_fine(text) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
}
