//! What does a line of a catalogue say, and where does a message end?

use super::unescaped;

/// A message as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The line it begins in.
    pub(super) line: u64,
    pub(super) comments: Vec<String>,
    pub(super) extracted: Vec<String>,
    pub(super) references: Vec<String>,
    pub(super) flags: Vec<String>,
    /// Context, text and plural that it had before.
    pub(super) previous: [Option<String>; 3],
    pub(super) context: Option<String>,
    pub(super) id: Option<String>,
    pub(super) plural: Option<String>,
    /// Translations by the number of their form; `None` for the only one.
    pub(super) strings: Vec<(Option<usize>, String)>,
    pub(super) obsolete: bool,
    /// What makes it useless.
    pub(super) fault: Option<(&'static str, String)>,
    /// Escapes that stand for nothing.
    pub(super) escapes: Vec<char>,
    /// Whether its last string has no end.
    pub(super) open: bool,
    last: Last,
}

/// What a string alone on its line goes on with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Previous(usize),
    Context,
    Id,
    Plural,
    String,
}

/// What a line is to a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A part of it.
    Taken,
    /// The beginning of another one.
    Next,
    /// Nothing that belongs into a catalogue.
    Unknown,
}

impl Entry {
    pub(super) fn new(line: u64) -> Self {
        Self { line, ..Self::default() }
    }

    /// Whether there is nothing in it yet.
    pub(super) fn is_blank(&self) -> bool {
        self.id.is_none() && self.context.is_none() && self.strings.is_empty() && self.fault.is_none()
    }

    /// Takes a line, if it is one of this message.
    pub(super) fn take(&mut self, line: &str) -> Line {
        let line = line.trim_start();
        if line.trim_end().is_empty() {
            if self.is_blank() {
                // what stands apart is about no message
                self.comments.clear();
                self.extracted.clear();
            }
            return Line::Taken;
        }
        if let Some(rest) = line.strip_prefix("#~") {
            let rest = rest.trim_start();
            if let Some(previous) = rest.strip_prefix('|') {
                if self.ends_at("#") {
                    return Line::Next;
                }
                self.obsolete = true;
                return self.take_previous(previous);
            }
            if self.ends_at(rest) {
                return Line::Next;
            }
            self.obsolete = true;
            return if rest.is_empty() { Line::Taken } else { self.take_text(rest) };
        }
        if let Some(comment) = line.strip_prefix('#') {
            return if self.ends_at("#") { Line::Next } else { self.take_comment(comment) };
        }
        if self.ends_at(line) { Line::Next } else { self.take_text(line) }
    }

    /// Whether a line that begins so is the first of the next message.
    fn ends_at(&self, line: &str) -> bool {
        let has_text = self.id.is_some();
        (line.starts_with('#') || line.starts_with("msgctxt")) && has_text
            || line.starts_with("msgid") && !line.starts_with("msgid_plural") && has_text
            || line.starts_with("domain") && !self.is_blank()
    }

    fn take_comment(&mut self, line: &str) -> Line {
        let rest = line.get(1..).unwrap_or_default();
        let text = |rest: &str| rest.strip_prefix(' ').unwrap_or(rest).to_owned();
        match line.chars().next() {
            Some('.') => self.extracted.push(text(rest)),
            Some(':') => self.references.push(rest.trim().to_owned()),
            Some(',' | '=') => {
                let flags = rest.split(',').map(str::trim).filter(|flag| !flag.is_empty());
                self.flags.extend(flags.map(ToOwned::to_owned));
            }
            Some('|') => return self.take_previous(rest),
            _ => self.comments.push(text(line)),
        }
        Line::Taken
    }

    fn take_previous(&mut self, line: &str) -> Line {
        let line = line.trim_start();
        let names = ["msgctxt", "msgid_plural", "msgid"];
        if let Some((name, rest)) = names.iter().find_map(|name| Some((*name, line.strip_prefix(name)?))) {
            let which = match name {
                "msgctxt" => 0,
                "msgid" => 1,
                _ => 2,
            };
            self.previous[which] = Some(String::new());
            self.last = Last::Previous(which);
            self.push(rest);
        } else if matches!(self.last, Last::Previous(_)) {
            self.push(line);
        }
        Line::Taken
    }

    fn take_text(&mut self, line: &str) -> Line {
        if line.starts_with('"') {
            if self.last == Last::Nothing {
                return Line::Unknown;
            }
            self.push(line);
        } else if let Some(rest) = line.strip_prefix("msgctxt") {
            (self.context, self.last) = (Some(String::new()), Last::Context);
            self.push(rest);
        } else if let Some(rest) = line.strip_prefix("msgid_plural") {
            (self.plural, self.last) = (Some(String::new()), Last::Plural);
            self.push(rest);
        } else if let Some(rest) = line.strip_prefix("msgid") {
            (self.id, self.last) = (Some(String::new()), Last::Id);
            self.push(rest);
        } else if let Some(rest) = line.strip_prefix("msgstr") {
            let (form, rest) = match rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((form, rest)) => (Some(form.trim().parse().unwrap_or_default()), rest),
                None => (None, rest),
            };
            self.strings.push((form, String::new()));
            self.last = Last::String;
            self.push(rest);
        } else if line.starts_with("domain") {
            self.last = Last::Nothing;
        } else {
            return Line::Unknown;
        }
        Line::Taken
    }

    /// Adds a string in quotes to what the last line began.
    fn push(&mut self, quoted: &str) {
        let quoted = quoted.trim();
        let inner = quoted.strip_prefix('"');
        let whole = inner.and_then(|inner| inner.strip_suffix('"')).filter(|inner| !ends_in_escape(inner));
        self.open = whole.is_none();
        if self.open && !matches!(self.last, Last::Previous(_)) {
            self.fault.get_or_insert_with(|| ("po-quote", format!("{} is no string in quotes", shown(quoted))));
        }
        let (text, unknown) = unescaped(whole.or(inner).unwrap_or_default());
        self.escapes.extend(unknown);
        let field = match self.last {
            Last::Nothing => None,
            Last::Previous(which) => self.previous[which].as_mut(),
            Last::Context => self.context.as_mut(),
            Last::Id => self.id.as_mut(),
            Last::Plural => self.plural.as_mut(),
            Last::String => self.strings.last_mut().map(|(_, text)| text),
        };
        if let Some(field) = field {
            field.push_str(&text);
        }
    }
}

/// Whether the quote after a text belongs to it: an odd number of `\` stands before.
fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The beginning of a line, for people.
pub(super) fn shown(line: &str) -> String {
    let start: String = line.trim().chars().take(40).collect();
    format!("{start:?}")
}
