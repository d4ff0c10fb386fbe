//! How are units written as messages? A catalogue, the same bytes each time.

use super::{APART, CONTEXT, FLAGS, GENERATOR, LAYOUT, OBSOLETE, REFERENCE, UNWRITTEN, push_escaped};
use crate::formats::carried::{self, Holds, Places};
use crate::formats::exchange::{UnitWriter, language, pairs};
use crate::formats::tmx::inline::has_words;
use crate::lang::Lang;
use crate::model::{Note, Prop, Tu, Tuv};
use rustc_hash::FxHashSet;
use std::io::{self, Write};
use xxhash_rust::xxh3::Xxh3;

/// Writes a catalogue.
///
/// Memory grows by eight bytes a unit: messages are kept as hashes, so that none stands in it twice.
pub struct PoWriter<W: Write> {
    out: W,
    langs: Vec<Lang>,
    /// The languages as a reader understands the header.
    read: Vec<Lang>,
    used: FxHashSet<u64>,
    text: String,
}

impl<W: Write> PoWriter<W> {
    /// Begins a catalogue in two languages, source first.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn new(out: W, langs: &[Lang]) -> io::Result<Self> {
        let tags: Vec<String> = langs.iter().map(posix).collect();
        let read = tags.iter().filter_map(|tag| language(tag)).collect();
        let mut writer = Self { out, langs: langs.to_vec(), read, used: FxHashSet::default(), text: String::new() };
        let tag = |n: usize| tags.get(n).map_or("und", String::as_str);
        let mut header = format!(
            "Project-Id-Version: {GENERATOR}\n\
             PO-Revision-Date: 1970-01-01 00:00+0000\n\
             Last-Translator: {GENERATOR}\n\
             Language-Team: none\n\
             Language: {}\n\
             MIME-Version: 1.0\n\
             Content-Type: text/plain; charset=UTF-8\n\
             Content-Transfer-Encoding: 8bit\n",
            tag(1)
        );
        if let Some(plurals) = langs.get(1).and_then(|lang| plurals(lang.primary())) {
            header.push_str(&format!("Plural-Forms: {plurals}\n"));
        }
        header.push_str(&format!("X-Source-Language: {}\n", tag(0)));
        header.push_str(&format!("X-Generator: {GENERATOR} {}\n", env!("CARGO_PKG_VERSION")));
        header.push_str(&format!("{}: {}\n", LAYOUT.0, LAYOUT.1));
        push_string(&mut writer.text, "msgid", "");
        push_string(&mut writer.text, "msgstr", &header);
        writer.flush_text()?;
        Ok(writer)
    }

    fn flush_text(&mut self) -> io::Result<()> {
        let result = self.out.write_all(self.text.as_bytes());
        self.text.clear();
        result
    }

    fn message(&mut self, tu: &Tu, from: &Tuv, to: &Tuv) {
        let (id, string) = sides(&carried::rendered(&from.segment), &carried::rendered(&to.segment));
        let own = first(tu, CONTEXT).filter(|context| !context.starts_with(APART));
        let (context, is_own) = self.context(own, &id);
        let reference = first(tu, REFERENCE).filter(|value| is_line(value));
        let placed = |prop: &Prop| {
            let value = match prop.kind.as_str() {
                CONTEXT if is_own => own,
                REFERENCE => reference,
                _ => None,
            };
            prop.lang.is_none() && prop.encoding.is_none() && value == Some(&prop.value)
        };
        let places = Places {
            langs: &self.read,
            holds: Holds::Text,
            prop: &placed,
            note: &|side, note| side != Some(1) && has_place(note),
        };
        let props = carried::properties(tu, [from, to], &places);
        let out = &mut self.text;
        out.push('\n');
        for note in tu.notes.iter().filter(|note| has_place(note)) {
            out.push_str(&format!("# {}\n", note.text));
        }
        for note in from.notes.iter().filter(|note| has_place(note)) {
            out.push_str(&format!("#. {}\n", note.text));
        }
        for prop in &props {
            out.push_str(&format!("#. {}: ", carried::name(prop)));
            push_escaped(out, &prop.value);
            if out.ends_with('\\') {
                // gettext reads on in the next line after a backslash at the end of one, even in a comment
                out.truncate(out.len() - 2);
                out.push_str("\\134");
            }
            out.push('\n');
        }
        if let Some(reference) = reference {
            out.push_str(&format!("#: {reference}\n"));
        }
        if first(tu, FLAGS).is_some_and(|flags| flags.split(',').any(|flag| flag.trim() == "fuzzy")) {
            out.push_str("#, fuzzy\n");
        }
        let mut message = String::new();
        if let Some(context) = context {
            push_string(&mut message, "msgctxt", &context);
        }
        push_string(&mut message, "msgid", &id);
        push_string(&mut message, "msgstr", &string);
        let mark = if first(tu, OBSOLETE).is_some() { "#~ " } else { "" };
        for line in message.split_inclusive('\n') {
            out.push_str(mark);
            out.push_str(line);
        }
    }

    /// The context of a message, such that it is the only one; and whether it is its own.
    fn context(&mut self, own: Option<&str>, id: &str) -> (Option<String>, bool) {
        let mut is_new = |context: Option<&str>| {
            let mut hash = Xxh3::new();
            hash.update(context.unwrap_or_default().as_bytes());
            hash.update(&[4]);
            hash.update(id.as_bytes());
            self.used.insert(hash.digest())
        };
        if is_new(own) {
            return (own.map(ToOwned::to_owned), true);
        }
        let apart = (2_u64..).map(|n| format!("{APART}{n}")).find(|apart| is_new(Some(apart)));
        (apart, false)
    }
}

impl<W: Write> UnitWriter for PoWriter<W> {
    fn write(&mut self, tu: &Tu) -> io::Result<bool> {
        let mut any = false;
        for (from, to) in pairs(tu, &self.langs.clone()) {
            if has_words(&from.segment) && has_words(&to.segment) {
                any = true;
                self.message(tu, from, to);
                self.flush_text()?;
            }
        }
        Ok(any)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// The value of the first property of a kind.
fn first<'t>(tu: &'t Tu, kind: &str) -> Option<&'t str> {
    let found = tu.props.iter().find(|prop| prop.kind == kind && prop.lang.is_none() && prop.encoding.is_none());
    found.map(|prop| prop.value.as_str()).filter(|value| !value.is_empty() && !value.contains(UNWRITTEN))
}

/// Whether a text may be a comment that is read back as it was.
fn is_line(text: &str) -> bool {
    text.trim() == text && !text.is_empty() && !text.contains(char::is_control) && !text.ends_with('\\')
}

fn has_place(note: &Note) -> bool {
    note.lang.is_none() && note.encoding.is_none() && is_line(&note.text) && !note.text.starts_with("x-")
}

/// Both sides of what can be written, without the line breaks at an edge that only one of them has.
fn sides(from: &str, to: &str) -> (String, String) {
    let (from, to) = (from.replace(UNWRITTEN, ""), to.replace(UNWRITTEN, ""));
    let (mut from, mut to) = (from.as_str(), to.as_str());
    if from.starts_with('\n') != to.starts_with('\n') {
        (from, to) = (from.trim_start_matches('\n'), to.trim_start_matches('\n'));
    }
    if from.ends_with('\n') != to.ends_with('\n') {
        (from, to) = (from.trim_end_matches('\n'), to.trim_end_matches('\n'));
    }
    (from.to_owned(), to.to_owned())
}

/// Adds a string after a keyword, a line of text a line.
fn push_string(out: &mut String, keyword: &str, text: &str) {
    out.push_str(keyword);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() > 1 {
        out.push_str(" \"\"\n");
    } else {
        out.push(' ');
    }
    for line in if lines.is_empty() { vec![""] } else { lines } {
        out.push('"');
        push_escaped(out, line);
        out.push_str("\"\n");
    }
}

/// A language as catalogues name it: `be`, `en_GB`, `be@latin`.
fn posix(lang: &Lang) -> String {
    let mut modifier = "";
    let mut out = Vec::new();
    for part in lang.as_str().split('-') {
        match part {
            "Latn" => modifier = "@latin",
            "tarask" => modifier = "@tarask",
            part => out.push(part),
        }
    }
    out.join("_") + modifier
}

/// How a language counts, as CLDR and gettext have it.
fn plurals(language: &str) -> Option<&'static str> {
    Some(match language {
        "ru" | "be" => {
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
        }
        "en" => "nplurals=2; plural=(n != 1);",
        _ => return None,
    })
}
