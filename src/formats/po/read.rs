//! What does this catalogue hold? Its messages as units, one at a time.

use super::entry::{Entry, Line, shown};
use super::{APART, CONTEXT, FLAGS, LAYOUT, OBSOLETE, PLURAL, PREVIOUS, PoError, REFERENCE, unescaped};
use crate::formats::carried;
use crate::formats::encoding::Decoder;
use crate::formats::exchange::{ExchangeError, ReadOptions, Tally, UnitReader, language};
use crate::formats::tmx::inline::says_nothing;
use crate::lang::{Lang, Language};
use crate::model::{Note, Prop, Segment, Tu, Tuv};
use crate::problem::{Place, Problem};
use std::collections::VecDeque;
use std::io::{self, BufRead};

/// The largest message that is still read, in bytes.
const MAX_MESSAGE: u64 = 16 << 20;

/// Reads a catalogue.
pub struct PoReader<R: BufRead> {
    input: Decoder<R>,
    options: ReadOptions,
    langs: [Option<Lang>; 2],
    /// Whether our writer wrote it.
    own: bool,
    /// A line read too far.
    held: Option<(u64, String)>,
    /// Whether a message was found.
    begun: bool,
    ended: bool,
    tally: Tally,
    early: Vec<Problem>,
    ready: VecDeque<Tu>,
}

impl<R: BufRead> PoReader<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn new(reader: R, options: &ReadOptions) -> Result<Self, PoError> {
        let unread = |error| PoError::Io { line: 1, error };
        let (input, remark) = match &options.encoding {
            None => Decoder::declared(reader, declared).map_err(unread)?,
            Some(name) => match Decoder::with_encoding(reader, name).map_err(unread)? {
                Some(input) => (input, None),
                None => return Err(PoError::Encoding(name.clone())),
            },
        };
        let mut langs = options.langs.iter().cloned().map(Some);
        let langs = [langs.next().flatten(), langs.next().flatten()];
        let early = remark.into_iter().map(|message| Problem { code: "po-encoding", message, place: Place::line(1) });
        Ok(Self {
            input,
            options: options.clone(),
            langs,
            own: false,
            held: None,
            begun: false,
            ended: false,
            tally: Tally::default(),
            early: early.collect(),
            ready: VecDeque::new(),
        })
    }

    fn tell(&mut self, line: u64, code: &'static str, message: String) {
        let tu = (self.tally.units > 0).then_some(self.tally.units);
        self.early.push(Problem { code, message, place: Place { line: Some(line), tu } });
    }

    /// The next line and its number; `None` at the end.
    fn line(&mut self) -> Result<Option<(u64, String)>, PoError> {
        if let Some(held) = self.held.take() {
            return Ok(Some(held));
        }
        let number = self.input.line();
        let mut line = String::new();
        match self.input.read_line(&mut line) {
            Ok(0) => Ok(None),
            Ok(_) => {
                line.truncate(line.trim_end_matches(['\n', '\r']).len());
                Ok(Some((number, line)))
            }
            Err(_) if self.input.exhausted() => Err(PoError::TooLarge { line: number, limit: MAX_MESSAGE >> 20 }),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(PoError::Truncated { line: number }),
            Err(error) => Err(PoError::Io { line: number, error }),
        }
    }

    /// The next message; `None` at the end.
    fn entry(&mut self) -> Result<Option<Entry>, PoError> {
        self.input.allow(MAX_MESSAGE);
        let mut entry = Entry::new(self.input.line());
        let mut fresh = true;
        loop {
            let Some((number, line)) = self.line()? else {
                self.ended = true;
                if entry.open || entry.strings.is_empty() && !entry.is_blank() {
                    return Err(PoError::Truncated { line: self.input.line() });
                }
                if !self.begun && entry.is_blank() && entry.comments.is_empty() && entry.flags.is_empty() {
                    return Err(PoError::NotPo { line: entry.line });
                }
                return Ok((!entry.is_blank()).then_some(entry));
            };
            if fresh && !line.trim().is_empty() {
                (entry.line, fresh) = (number, false);
            }
            match entry.take(&line) {
                Line::Taken => {}
                Line::Next => {
                    self.held = Some((number, line));
                    break;
                }
                Line::Unknown if !self.begun && entry.is_blank() => return Err(PoError::NotPo { line: number }),
                Line::Unknown => {
                    let fault = ("po-line", format!("{} belongs into no catalogue", shown(&line)));
                    entry.fault.get_or_insert(fault);
                }
            }
        }
        Ok(Some(entry))
    }

    fn step(&mut self) -> Result<(), PoError> {
        let Some(mut entry) = self.entry()? else { return Ok(()) };
        self.begun = true;
        if entry.id.as_deref() == Some("") && entry.context.is_none() && !entry.obsolete {
            let header = entry.strings.pop().map(|(_, text)| text).unwrap_or_default();
            self.header(&header);
            return Ok(());
        }
        if let Some(escape) = entry.escapes.first() {
            let message = format!("\\{escape} stands for nothing, and is kept as it is");
            self.tell(entry.line, "po-escape", message);
        }
        let missing = || ("po-no-msgstr", "a message without msgid or msgstr".to_owned());
        if entry.fault.is_none() && (entry.id.is_none() || entry.strings.is_empty()) {
            entry.fault = Some(missing());
        }
        if let Some((code, message)) = entry.fault {
            self.tally.units += 1;
            self.tally.skip(code);
            self.tell(entry.line, code, format!("{message}; the unit is left out"));
            return Ok(());
        }
        self.units(&entry)
    }

    /// What the header tells. What was asked for goes over it.
    fn header(&mut self, text: &str) {
        let value = |name: &str| {
            let line = |line: &str| {
                let (key, value) = line.split_once(':')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            };
            text.lines().find_map(line).filter(|value| !value.is_empty())
        };
        self.own = value(LAYOUT.0).as_deref() == Some(LAYOUT.1);
        let tag = |text: String| {
            let (tag, _) = text.split_once('.').unwrap_or((&text, ""));
            by_name(tag).or_else(|| language(tag).filter(|lang| lang.primary().len() < 4))
        };
        let told = [value("X-Source-Language").and_then(tag), value("Language").and_then(tag)];
        let [source, target] = told;
        let named = || ["X-Poedit-Language", "Language-Team"].iter().find_map(|name| by_name(&value(name)?));
        let [from, to] = &mut self.langs;
        *from = from.take().or(source);
        *to = to.take().or(target).or_else(named);
    }

    fn units(&mut self, entry: &Entry) -> Result<(), PoError> {
        let fuzzy = entry.flags.iter().any(|flag| flag == "fuzzy");
        let id = entry.id.as_deref().unwrap_or_default();
        for (form, string) in &entry.strings {
            let text = match (form, &entry.plural) {
                (Some(1..), Some(plural)) => plural,
                _ => id,
            };
            if says_nothing(text) {
                continue;
            }
            self.tally.units += 1;
            if says_nothing(string) {
                self.tally.skip("po-untranslated");
            } else if fuzzy && !self.options.drafts {
                self.tally.skip("po-fuzzy");
            } else {
                let form = form.filter(|_| entry.plural.is_some());
                let unit = self.unit(entry, text, string, form)?;
                self.ready.push_back(unit);
            }
        }
        Ok(())
    }

    fn unit(&self, entry: &Entry, from: &str, to: &str, form: Option<usize>) -> Result<Tu, PoError> {
        let [source, target] = self.langs.clone();
        let target = target.ok_or(PoError::NoLanguage)?;
        let mut from = Tuv::new(source.unwrap_or_else(|| Lang::of(Language::En)), Segment::plain(from));
        let mut props = Vec::new();
        let mut prop = |kind: &str, value: Option<String>| {
            let value = value.filter(|value| !value.is_empty());
            props.extend(value.map(|value| Prop::new(kind, value)));
        };
        let apart = |context: &String| self.own && context.starts_with(APART);
        prop(CONTEXT, entry.context.clone().filter(|context| !apart(context)));
        prop(REFERENCE, Some(entry.references.join(" ")));
        let mut notes = Vec::new();
        if self.own {
            let mut carried = Vec::new();
            for line in &entry.extracted {
                match line.split_once(": ").filter(|(name, _)| name.starts_with("x-") && !name.contains(' ')) {
                    Some((name, value)) => carried.push(carried::named(name, unescaped(value).0)),
                    None => from.notes.push(Note::new(line)),
                }
            }
            notes.extend(entry.comments.iter().map(Note::new));
            let tuvs = vec![from, Tuv::new(target, Segment::plain(to))];
            let mut tu = Tu { tuvs, props, notes, ..Tu::default() };
            carried::restore(&mut tu, carried);
            return Ok(tu);
        }
        prop(FLAGS, Some(entry.flags.join(", ")));
        for (kind, previous) in PREVIOUS.iter().zip(&entry.previous) {
            prop(kind, previous.clone());
        }
        prop(OBSOLETE, entry.obsolete.then(|| "yes".to_owned()));
        prop(PLURAL, form.map(|form| form.to_string()));
        let told = |lines: &[String]| Some(lines.join("\n").trim().to_owned()).filter(|text| !text.is_empty());
        from.notes.extend(told(&entry.extracted).map(Note::new));
        notes.extend(told(&entry.comments).map(Note::new));
        Ok(Tu { tuvs: vec![from, Tuv::new(target, Segment::plain(to))], props, notes, ..Tu::default() })
    }
}

impl<R: BufRead + Send> UnitReader for PoReader<R> {
    fn format(&self) -> String {
        "po".to_owned()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        loop {
            problems.append(&mut self.early);
            if let Some(tu) = self.ready.pop_front() {
                return Ok(Some(tu));
            }
            if self.ended {
                return Ok(None);
            }
            if let Err(error) = self.step() {
                self.ended = true;
                return Err(error.into());
            }
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn bytes(&self) -> u64 {
        self.input.bytes()
    }
}

/// The language that a name in English begins with: `Belarusian <i18n@example.by>`.
fn by_name(text: &str) -> Option<Lang> {
    let names = [("Russian", Language::Ru), ("Belarusian", Language::Be), ("English", Language::En)];
    names.iter().find(|(name, _)| text.starts_with(name)).map(|(_, language)| Lang::of(*language))
}

/// The encoding that a header declares; a template declares none.
fn declared(head: &[u8]) -> Option<&str> {
    let mark = b"charset=";
    let at = head.windows(mark.len()).position(|bytes| bytes.eq_ignore_ascii_case(mark))? + mark.len();
    let rest = &head[at..];
    let end = rest
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))
        .unwrap_or(rest.len());
    std::str::from_utf8(&rest[..end]).ok().filter(|name| !name.is_empty() && *name != "CHARSET")
}
