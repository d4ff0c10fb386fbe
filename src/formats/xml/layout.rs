//! White space that is layout: at the edges of a text, literal, and with a line break in it.

/// What layout is made of; other white space is text.
const WHITE: [char; 3] = [' ', '\t', '\n'];

/// Text whose white space at the edges is dropped when it is layout: literal, and with a line break in it.
#[derive(Debug, Default)]
pub(super) struct Trimmed {
    text: String,
    /// Where the last literal piece begins, when nothing followed it.
    tail: usize,
}

impl Trimmed {
    /// Adds a piece.
    pub(super) fn push(&mut self, piece: &str, literal: bool) {
        let piece = if literal && self.text.is_empty() { trim_layout_start(piece) } else { piece };
        self.tail = if literal { self.text.len() } else { self.text.len() + piece.len() };
        self.text.push_str(piece);
    }

    /// The text.
    pub(super) fn finish(mut self) -> String {
        let kept = trim_layout_end(&self.text[self.tail..]).len();
        self.text.truncate(self.tail + kept);
        self.text
    }
}

/// Without white space at the start, if a line break is in it.
pub(in crate::formats) fn trim_layout_start(text: &str) -> &str {
    let trimmed = text.trim_start_matches(WHITE);
    if text[..text.len() - trimmed.len()].contains('\n') { trimmed } else { text }
}

/// Without white space at the end, if a line break is in it.
pub(in crate::formats) fn trim_layout_end(text: &str) -> &str {
    let trimmed = text.trim_end_matches(WHITE);
    if text[trimmed.len()..].contains('\n') { trimmed } else { text }
}

/// Text with line breaks and the white space around them as one space, but for those at the edges.
pub(super) fn unwrapped(text: &str) -> String {
    let start = trim_layout_start(text);
    let (inner, end) = start.split_at(trim_layout_end(start).len());
    let mut lines = inner.split('\n');
    let mut joined = lines.next().unwrap_or_default().to_owned();
    for line in lines.map(|line| line.trim_start_matches([' ', '\t'])).filter(|line| !line.is_empty()) {
        joined.truncate(joined.trim_end_matches([' ', '\t']).len());
        joined.push(' ');
        joined.push_str(line);
    }
    format!("{}{}{end}", &text[..text.len() - start.len()], joined)
}
