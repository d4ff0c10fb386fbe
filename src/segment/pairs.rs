//! Which marks, brackets and quotes does a paragraph hold, and which brackets and quotes belong together?
//!
//! One pass over the bytes. A closing mark looks back over at most [`DEPTH`] open ones, so time is linear.

/// How many open brackets and quotes a closing one looks back over.
const DEPTH: usize = 8;

/// What stands at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `.`, `!`, `?` or `…`.
    Mark,
    /// An opening bracket or quote with its partner; those without are not told.
    Open(Pair),
}

/// Two brackets or two quotes that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Offset of the opening character.
    pub(super) open: usize,
    /// Offset of the closing character.
    pub(super) close: usize,
    /// Whether these are quotes.
    pub(super) quote: bool,
}

/// A place that the engine looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// Byte offset.
    pub(super) at: usize,
    /// What stands there.
    pub(super) kind: Kind,
}

/// Bytes that may begin something of interest: ASCII marks, and the lead bytes of `«»` and of `… “ ” „`.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".!?()[]{}\"\xC2\xE2";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// Marks and paired openers of a paragraph, in order.
pub(super) fn events(text: &str) -> Vec<Event> {
    let bytes = text.as_bytes();
    let mut found = Found { text, events: Vec::with_capacity(text.len() / 64 + 4), open: Vec::new() };
    for (at, &byte) in bytes.iter().enumerate() {
        if INTERESTING[byte as usize] {
            found.look(at, byte);
        }
    }
    // Openers that were never closed have no partner and say nothing.
    found.events.retain(|event| !matches!(event.kind, Kind::Open(pair) if pair.close == 0));
    found.events
}

struct Found<'a> {
    text: &'a str,
    events: Vec<Event>,
    /// Open brackets and quotes: the character and the index of its event.
    open: Vec<(char, usize)>,
}

impl Found<'_> {
    fn look(&mut self, at: usize, byte: u8) {
        match byte {
            b'.' | b'!' | b'?' => self.events.push(Event { at, kind: Kind::Mark }),
            b'(' | b'[' | b'{' => self.opens(at, char::from(byte), false),
            b')' => self.closes(at, &['(']),
            b']' => self.closes(at, &['[']),
            b'}' => self.closes(at, &['{']),
            b'"' if self.is_opening(at) => self.opens(at, '"', true),
            b'"' => self.closes(at, &['"']),
            _ => match self.text[at..].chars().next() {
                Some('…') => self.events.push(Event { at, kind: Kind::Mark }),
                Some(c @ ('«' | '„')) => self.opens(at, c, true),
                Some('»') => self.closes(at, &['«']),
                Some('“') if self.is_open('„') => self.closes(at, &['„']),
                Some('“') if self.is_opening(at) => self.opens(at, '“', true),
                Some('”') => self.closes(at, &['“', '„']),
                _ => {}
            },
        }
    }

    fn opens(&mut self, at: usize, c: char, quote: bool) {
        self.open.push((c, self.events.len()));
        self.events.push(Event { at, kind: Kind::Open(Pair { open: at, close: 0, quote }) });
    }

    fn closes(&mut self, at: usize, openers: &[char]) {
        let from = self.open.len().saturating_sub(DEPTH);
        let Some(k) = self.open[from..].iter().rposition(|(c, _)| openers.contains(c)) else { return };
        let (_, index) = self.open[from + k];
        if let Kind::Open(pair) = &mut self.events[index].kind {
            pair.close = at;
        }
        self.open.truncate(from + k);
    }

    fn is_open(&self, opener: char) -> bool {
        self.open.iter().rev().take(DEPTH).any(|(c, _)| *c == opener)
    }

    /// Whether a mark that opens and closes alike opens here: white space, an opener or a dash stands before it.
    fn is_opening(&self, at: usize) -> bool {
        self.text[..at].chars().next_back().is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '{' | '«' | '„' | '—' | '–' | '-' | '/' | '\'')
        })
    }
}
