//! What do these translators' files hold? Units of an XLIFF file, one at a time, with memory that does not depend on its
//! size: a unit waits only for the neighbour after it.

use super::inline::{self, Content, Shared};
use super::segments::{Found, Unit, segments};
use super::{CONTEXT, META, TOLMACH_FILE, TOOL, Version, XliffError, dialect, local};
use crate::formats::carried;
use crate::formats::exchange::{ExchangeError, ReadOptions, Tally, UnitReader, language};
use crate::formats::tmx::inline::has_words;
use crate::formats::xml::{Tag, Token, XmlError, XmlReader, trim_layout_end, trim_layout_start};
use crate::lang::Lang;
use crate::model::{Context, Note, Origin, Prop, Segment, Source, Tu, Tuv, attribute};
use crate::problem::{Place, Problem};
use std::collections::{BTreeMap, VecDeque};
use std::io::BufRead;

/// The largest unit that is still read, in bytes.
const MAX_UNIT: u64 = 64 << 20;

/// Reads an XLIFF file.
pub struct XliffReader<R: BufRead> {
    xml: XmlReader<R>,
    version: Version,
    format: String,
    options: ReadOptions,
    /// Languages of all files of a 2.x document.
    langs: [Option<Lang>; 2],
    file: File,
    scopes: Vec<Scope>,
    tally: Tally,
    early: Vec<Problem>,
    /// The last segment, which waits for the one after it.
    waiting: Option<Waiting>,
    ready: VecDeque<Tu>,
    failed: Option<XliffError>,
    done: bool,
}

/// A `<file>`.
#[derive(Default)]
struct File {
    langs: [Option<Lang>; 2],
    original: Option<String>,
    /// Whether our writer wrote it: then units bring their origins along.
    own: bool,
    /// Kinds of paragraphs of Trados, by their numbers.
    paragraphs: BTreeMap<String, String>,
    position: u64,
    told_of_language: bool,
}

/// What an element says to all in it.
#[derive(Clone, Default)]
struct Scope {
    is_file: bool,
    keep: bool,
    translate: bool,
    paragraphs: Vec<String>,
}

/// A segment and what stands in front of it.
struct Waiting {
    texts: Texts,
    before: Option<Texts>,
    position: u64,
    tu: Option<Tu>,
    /// Suggestions for it.
    further: Vec<Tu>,
}

/// The texts of a segment: of the source, and of the target if there is one.
type Texts = (String, Option<String>);

impl<R: BufRead> XliffReader<R> {
    /// Begins to read: up to the root element.
    ///
    /// # Errors
    /// When the input cannot be read, is no XML, or no XLIFF.
    pub fn new(reader: R, options: &ReadOptions) -> Result<Self, XliffError> {
        let in_front = |error| XliffError::Xml { error, unit: 0 };
        let (mut xml, remark) = XmlReader::new(reader, options.encoding.as_deref(), MAX_UNIT).map_err(in_front)?;
        let root = loop {
            match xml.token().map_err(in_front)? {
                Token::Open(tag) if tag.name == "xliff" => break tag,
                Token::Open(tag) => return Err(XliffError::NotXliff { root: tag.name.into() }),
                Token::Text | Token::Close => {}
                Token::End => return Err(XliffError::NotXliff { root: String::new() }),
            }
        };
        let value = |name| attribute(&root.attributes, name);
        let spaces = || root.attributes.iter().filter(|(name, _)| name.starts_with("xmlns")).map(|(_, value)| value);
        let told = value("version").filter(|number| number.starts_with(|c: char| c.is_ascii_digit()));
        let number = told.unwrap_or_else(|| if spaces().any(|s| s.contains(":2.")) { "2.0" } else { "1.2" });
        let version = if number.starts_with("1") { Version::One } else { Version::Two };
        let vendors = [("sdl.com", " (Trados)"), ("MQXliff", " (memoQ)"), ("memsource", " (Phrase)")];
        let vendor = vendors.into_iter().find(|(mark, _)| spaces().any(|space| space.contains(mark)));
        let scope = Scope { keep: keeps(&root).unwrap_or_default(), translate: true, ..Scope::default() };
        let mut reader = Self {
            version,
            format: format!("xliff {number}{}", vendor.map_or("", |(_, name)| name)),
            options: options.clone(),
            langs: ["srcLang", "trgLang"].map(|name| value(name).and_then(language)),
            file: File::default(),
            scopes: vec![scope],
            tally: Tally::default(),
            early: Vec::new(),
            waiting: None,
            ready: VecDeque::new(),
            failed: None,
            done: false,
            xml,
        };
        if let Some(remark) = remark {
            reader.tell(1, "xml-encoding", remark);
        }
        Ok(reader)
    }

    fn tell(&mut self, line: u64, code: &'static str, message: String) {
        let tu = (self.tally.units > 0).then_some(self.tally.units);
        self.early.push(Problem { code, message, place: Place { line: Some(line), tu } });
    }

    fn scope(&self) -> Scope {
        self.scopes.last().cloned().unwrap_or_default()
    }

    // ------------------------------------------------------------------------------------------------------ structure

    /// Reads on by one element or end.
    fn step(&mut self) -> Result<(), XmlError> {
        self.xml.renew();
        match self.xml.token()? {
            Token::Open(tag) => self.element(tag)?,
            Token::Text => {}
            Token::Close => {
                if self.scopes.pop().is_some_and(|scope| scope.is_file) {
                    self.settle(None);
                }
            }
            Token::End => {
                self.settle(None);
                self.done = true;
            }
        }
        Ok(())
    }

    fn element(&mut self, tag: Tag) -> Result<(), XmlError> {
        match (&*tag.name, self.version) {
            ("file", _) => {
                self.begin_file(&tag);
                self.enter(&tag, true);
            }
            ("body" | "group", _) => self.enter(&tag, false),
            ("trans-unit", Version::One) | ("unit", Version::Two) => {
                let line = self.xml.line();
                let scope = self.scope();
                if !translates(&tag).unwrap_or(scope.translate) {
                    return self.pass(&tag);
                }
                match self.version {
                    Version::One => self.trans_unit(tag, line, &scope)?,
                    Version::Two => self.unit(tag, line, &scope)?,
                }
                for (code, message) in self.xml.take_faults() {
                    self.tell(line, code, message);
                }
            }
            _ if inline::is(&tag, "cxts") => self.paragraph()?,
            _ => self.pass(&tag)?,
        }
        Ok(())
    }

    fn enter(&mut self, tag: &Tag, is_file: bool) {
        let mut scope = self.scope();
        scope.is_file = is_file;
        scope.keep = keeps(tag).unwrap_or(scope.keep);
        scope.translate = translates(tag).unwrap_or(scope.translate);
        self.scopes.push(scope);
    }

    fn begin_file(&mut self, tag: &Tag) {
        let value = |name| attribute(&tag.attributes, name);
        let asked = |n: usize, told: Option<Lang>| self.options.langs.get(n).cloned().or(told);
        let told = match self.version {
            Version::One => ["source-language", "target-language"].map(|name| value(name).and_then(language)),
            Version::Two => self.langs.clone(),
        };
        let [from, to] = told;
        // the folder it stood in is nobody's business
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned();
        self.file = File {
            langs: [asked(0, from), asked(1, to)],
            original: value("original").map(name).filter(|name| !name.is_empty()),
            own: value("tool-id") == Some(TOOL) || value(TOLMACH_FILE).is_some(),
            ..File::default()
        };
    }

    /// Passes over an element, however long it is. Kinds of paragraphs in it are noted.
    fn pass(&mut self, tag: &Tag) -> Result<(), XmlError> {
        let is_bulky = |tag: &Tag| matches!(local(&tag.name), "internal-file" | "skeleton");
        if is_bulky(tag) {
            self.xml.skip_text()?;
        }
        let mut depth = 1;
        while depth > 0 {
            self.xml.renew();
            match self.xml.token()? {
                Token::Open(tag) => {
                    depth += 1;
                    if is_bulky(&tag) {
                        self.xml.skip_text()?;
                    } else if inline::is(&tag, "cxt-def") {
                        let value = |name| attribute(&tag.attributes, name).map(ToOwned::to_owned);
                        self.file.paragraphs.extend(value("id").zip(value("type")));
                    }
                }
                Token::Close => depth -= 1,
                Token::Text => {}
                Token::End => break,
            }
        }
        Ok(())
    }

    /// The kinds of paragraph (Trados) that the group around is.
    fn paragraph(&mut self) -> Result<(), XmlError> {
        let mut kinds = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) => {
                    let id = attribute(&tag.attributes, "id").unwrap_or_default();
                    kinds.extend(self.file.paragraphs.get(id).cloned());
                    self.xml.skip()?;
                }
                Token::Text => {}
                Token::Close | Token::End => break,
            }
        }
        if let Some(scope) = self.scopes.last_mut() {
            scope.paragraphs = kinds;
        }
        Ok(())
    }

    // ------------------------------------------------------------------------------------------------------- units, 1.2

    fn trans_unit(&mut self, tag: Tag, line: u64, scope: &Scope) -> Result<(), XmlError> {
        let keep = keeps(&tag).unwrap_or(scope.keep);
        let mut shared = Shared::new(Version::One);
        let mut unit = self.begun(&tag, "resname", line, scope);
        let approved = attribute(&tag.attributes, "approved").map(ToOwned::to_owned);
        let vendor = dialect::vendor(&tag.attributes);
        let mut cut = None;
        let mut target = None;
        let mut told_by_target = Vec::new();
        let mut suggestions = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) => match &*tag.name {
                    "source" => unit.source = Some(inline::read(&mut self.xml, &mut shared, keep)?),
                    "seg-source" => cut = Some(inline::read(&mut self.xml, &mut shared, keep)?),
                    "target" => {
                        unit.to = attribute(&tag.attributes, "xml:lang").and_then(language);
                        told_by_target = tag.attributes;
                        target = Some(inline::read(&mut self.xml, &mut shared, keep)?);
                    }
                    "note" => self.note(&tag, "annotates", &mut unit)?,
                    "context-group" | "prop-group" => self.contexts(&mut unit.props)?,
                    "alt-trans" if self.options.drafts => {
                        suggestions.extend(self.suggestion(&tag, Version::One, keep)?)
                    }
                    _ if inline::is(&tag, "seg-defs") => unit.defined = self.definitions()?,
                    _ if tag.name != "comments" && inline::is(&tag, "comments") => self.comments(&mut unit)?,
                    _ => self.xml.skip()?,
                },
                Token::Text => {}
                Token::Close | Token::End => break,
            }
        }
        if unit.source.is_none() {
            self.no_source(line);
            return Ok(());
        }
        unit.told = dialect::standard(approved.as_deref(), &told_by_target).and(vendor);
        let found = segments(&mut unit, cut, target);
        for found in found {
            self.found(&unit, found, std::mem::take(&mut suggestions));
        }
        Ok(())
    }

    /// The text of an element. In a file of others white space at an edge is layout when it holds a line break.
    fn content(&mut self) -> Result<String, XmlError> {
        let text = self.xml.content()?;
        Ok(if self.file.own { text } else { trim_layout_end(trim_layout_start(&text)).to_owned() })
    }

    fn begun(&self, tag: &Tag, name: &str, line: u64, scope: &Scope) -> Unit {
        let mut props: Vec<Prop> = Vec::new();
        let mut prop = |kind: &str, value: &str| props.push(Prop::new(kind, value));
        if let Some(name) = attribute(&tag.attributes, name).filter(|name| !name.is_empty()) {
            prop(super::RESNAME, name);
        }
        for kind in &scope.paragraphs {
            prop("x-StructureContext:MultipleString", kind);
        }
        Unit { line, props, ..Unit::default() }
    }

    fn note(&mut self, tag: &Tag, of: &str, unit: &mut Unit) -> Result<(), XmlError> {
        let side = match attribute(&tag.attributes, of) {
            Some("source") => Some(0),
            Some("target") => Some(1),
            _ => None,
        };
        let lang = attribute(&tag.attributes, "xml:lang").map(ToOwned::to_owned);
        let text = self.content()?;
        if !text.trim().is_empty() {
            unit.notes.push((side, Note { lang, ..Note::new(text) }));
        }
        Ok(())
    }

    /// The contexts of a group, or the properties of 1.0.
    fn contexts(&mut self, props: &mut Vec<Prop>) -> Result<(), XmlError> {
        loop {
            match self.xml.token()? {
                Token::Open(tag) if matches!(&*tag.name, "context" | "prop") => {
                    let kind = ["context-type", "prop-type"].iter().find_map(|name| attribute(&tag.attributes, name));
                    let kind = typed(kind.unwrap_or_default(), CONTEXT);
                    props.push(carried::named(&kind, self.content()?));
                }
                Token::Open(_) => self.xml.skip()?,
                Token::Text => {}
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    /// What Trados says of the segments of a unit.
    fn definitions(&mut self) -> Result<Vec<(String, dialect::Told)>, XmlError> {
        let mut out = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) if inline::is(&tag, "seg") => {
                    let mut values = Vec::new();
                    loop {
                        match self.xml.token()? {
                            Token::Open(tag) if inline::is(&tag, "value") => {
                                let key = attribute(&tag.attributes, "key").unwrap_or_default().to_owned();
                                values.push((key, self.content()?));
                            }
                            Token::Open(_) => self.xml.skip()?,
                            Token::Text => {}
                            Token::Close | Token::End => break,
                        }
                    }
                    let id = attribute(&tag.attributes, "id").unwrap_or_default().to_owned();
                    out.push((id, dialect::trados(&tag.attributes, &values)));
                }
                Token::Open(_) => self.xml.skip()?,
                Token::Text => {}
                Token::Close | Token::End => return Ok(out),
            }
        }
    }

    /// Comments of memoQ: notes, but for those taken back.
    fn comments(&mut self, unit: &mut Unit) -> Result<(), XmlError> {
        loop {
            match self.xml.token()? {
                Token::Open(tag) if attribute(&tag.attributes, "deleted") == Some("true") => self.xml.skip()?,
                Token::Open(tag) => self.note(&tag, "annotates", unit)?,
                Token::Text => {}
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    /// A suggestion of 1.2 or 2.x, unless it is an earlier or a rejected translation.
    fn suggestion(&mut self, tag: &Tag, version: Version, keep: bool) -> Result<Option<Suggestion>, XmlError> {
        let kind = attribute(&tag.attributes, "alttranstype").unwrap_or("proposal");
        if !matches!(kind, "proposal" | "accepted") {
            self.xml.skip()?;
            return Ok(None);
        }
        let mut props = Vec::new();
        for (kind, names) in [
            ("x-xliff-match-quality", ["match-quality", "matchQuality", "similarity"].as_slice()),
            ("x-xliff-origin", ["origin"].as_slice()),
        ] {
            let value =
                names.iter().find_map(|name| attribute(&tag.attributes, name)).filter(|value| !value.is_empty());
            props.extend(value.map(|value| Prop::new(kind, value)));
        }
        let mut suggestion = Suggestion { from: None, to: Segment::default(), props };
        let mut shared = Shared::new(version);
        loop {
            match self.xml.token()? {
                Token::Open(tag) => match &*tag.name {
                    "source" => suggestion.from = Some(inline::read(&mut self.xml, &mut shared, keep)?.whole),
                    "target" => suggestion.to = inline::read(&mut self.xml, &mut shared, keep)?.whole,
                    "originalData" => shared.data = self.data()?,
                    _ => self.xml.skip()?,
                },
                Token::Text => {}
                Token::Close | Token::End => return Ok(Some(suggestion)),
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------- units, 2.x

    fn unit(&mut self, tag: Tag, line: u64, scope: &Scope) -> Result<(), XmlError> {
        let keep = keeps(&tag).unwrap_or(scope.keep);
        let mut shared = Shared::new(Version::Two);
        let mut unit = self.begun(&tag, "name", line, scope);
        let mut suggestions = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) => match &*tag.name {
                    "notes" => loop {
                        match self.xml.token()? {
                            Token::Open(tag) => self.note(&tag, "appliesTo", &mut unit)?,
                            Token::Text => {}
                            Token::Close | Token::End => break,
                        }
                    },
                    "originalData" => shared.data = self.data()?,
                    "segment" => match self.segment(tag, &mut shared, keep)? {
                        Some(found) => self.found(&unit, found, std::mem::take(&mut suggestions)),
                        None => self.no_source(line),
                    },
                    _ if inline::is(&tag, "metadata") => self.metadata(&mut unit.props)?,
                    _ if inline::is(&tag, "matches") && self.options.drafts => loop {
                        match self.xml.token()? {
                            Token::Open(tag) => suggestions.extend(self.suggestion(&tag, Version::Two, keep)?),
                            Token::Text => {}
                            Token::Close | Token::End => break,
                        }
                    },
                    _ => self.xml.skip()?,
                },
                Token::Text => {}
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    fn segment(&mut self, tag: Tag, shared: &mut Shared, keep: bool) -> Result<Option<Found>, XmlError> {
        let mut sides: [Option<Content>; 2] = [None, None];
        loop {
            match self.xml.token()? {
                Token::Open(inner) => match &*inner.name {
                    name @ ("source" | "target") => {
                        let keep = keeps(&inner).unwrap_or(keep);
                        sides[usize::from(name == "target")] = Some(inline::read(&mut self.xml, shared, keep)?);
                    }
                    _ => self.xml.skip()?,
                },
                Token::Text => {}
                Token::Close | Token::End => break,
            }
        }
        let [source, target] = sides;
        let told = dialect::standard_2(&tag.attributes).and(dialect::vendor(&tag.attributes));
        Ok(source.map(|source| Found { from: source.whole, to: target.map(|target| target.whole), told }))
    }

    fn data(&mut self) -> Result<BTreeMap<String, String>, XmlError> {
        let mut out = BTreeMap::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) => {
                    let id = attribute(&tag.attributes, "id").unwrap_or_default().to_owned();
                    let data = inline::read(&mut self.xml, &mut Shared::new(Version::Two), true)?;
                    out.insert(id, data.whole.text());
                }
                Token::Text => {}
                Token::Close | Token::End => return Ok(out),
            }
        }
    }

    fn metadata(&mut self, props: &mut Vec<Prop>) -> Result<(), XmlError> {
        let mut depth = 1;
        while depth > 0 {
            match self.xml.token()? {
                Token::Open(tag) if inline::is(&tag, "meta") => {
                    let kind = typed(attribute(&tag.attributes, "type").unwrap_or_default(), META);
                    props.push(carried::named(&kind, self.content()?));
                }
                Token::Open(_) => depth += 1,
                Token::Text => {}
                Token::Close => depth -= 1,
                Token::End => break,
            }
        }
        Ok(())
    }

    // ------------------------------------------------------------------------------------------------------------ units

    fn no_source(&mut self, line: u64) {
        self.tally.units += 1;
        self.tally.skip("xliff-no-source");
        self.tell(line, "xliff-no-source", "the unit has no source; it is left out".to_owned());
    }

    /// Takes a segment: it waits for the one after it.
    fn found(&mut self, unit: &Unit, found: Found, suggestions: Vec<Suggestion>) {
        if !has_words(&found.from) {
            return;
        }
        let to = found.to.filter(has_words);
        let texts = (found.from.text(), to.as_ref().map(Segment::text));
        let position = self.file.position;
        self.file.position += 1;
        self.tally.units += 1;
        let further = suggestions.into_iter().filter_map(|suggestion| {
            let sides = (suggestion.from.unwrap_or_else(|| found.from.clone()), suggestion.to);
            if !has_words(&sides.0) || !has_words(&sides.1) {
                return None;
            }
            self.tally.units += 1;
            let mut tu = self.sides(unit, sides)?;
            tu.props = suggestion.props;
            Some(tu)
        });
        let further: Vec<Tu> = further.collect();
        let tu = match to {
            None => {
                self.tally.skip("xliff-untranslated");
                None
            }
            Some(_) if found.told.draft && !self.options.drafts => {
                self.tally.skip("xliff-draft");
                None
            }
            Some(to) => self.sides(unit, (found.from, to)).map(|mut tu| {
                tu.props = found.told.props;
                tu.attributes = found.told.attributes;
                for (side, note) in &unit.notes {
                    match side {
                        Some(side) => tu.tuvs[*side].notes.push(note.clone()),
                        None => tu.notes.push(note.clone()),
                    }
                }
                carried::restore(&mut tu, unit.props.clone());
                tu
            }),
        };
        self.settle(Some(Waiting { before: None, texts, position, tu, further }));
    }

    /// A unit of two sides, in the languages of the file.
    fn sides(&mut self, unit: &Unit, (from, to): (Segment, Segment)) -> Option<Tu> {
        let [source, target] = self.file.langs.clone();
        match (source, target.or(unit.to.clone())) {
            (Some(source), Some(target)) => {
                Some(Tu { tuvs: vec![Tuv::new(source, from), Tuv::new(target, to)], ..Tu::default() })
            }
            _ => {
                self.tally.skip("xliff-language");
                if !self.file.told_of_language {
                    self.file.told_of_language = true;
                    let message = "the file does not tell its languages; they can be told, source first, by --langs";
                    self.tell(unit.line, "xliff-language", message.to_owned());
                }
                None
            }
        }
    }

    /// Lets the segment that waits go, now that its neighbour is known, or that it has none.
    fn settle(&mut self, mut next: Option<Waiting>) {
        let after = next.as_ref().map(|next| next.texts.clone());
        if let Some(mut waiting) = self.waiting.take() {
            if let Some(mut tu) = waiting.tu.take() {
                if !self.file.own {
                    tu.origins.push(self.origin(&tu, &waiting, after));
                }
                self.ready.push_back(tu);
            }
            self.ready.extend(waiting.further);
            if let Some(next) = &mut next {
                next.before = Some(waiting.texts);
            }
        }
        self.waiting = next;
    }

    /// Where a unit stands. Neighbours that are not translated say nothing of the target language.
    fn origin(&self, tu: &Tu, waiting: &Waiting, after: Option<Texts>) -> Origin {
        let mut context = Vec::new();
        if let [from, to, ..] = tu.tuvs.as_slice() {
            let (before, after) = (&waiting.before, &after);
            let source = |texts: &Option<Texts>| texts.as_ref().map(|texts| texts.0.clone());
            context.push(Context { lang: from.lang.clone(), before: source(before), after: source(after) });
            let target = |texts: &Option<Texts>| match texts {
                None => Some(None),
                Some((_, None)) => None,
                Some((_, text)) => Some(text.clone()),
            };
            if let (Some(before), Some(after)) = (target(before), target(after)) {
                context.push(Context { lang: to.lang.clone(), before, after });
            }
        }
        let source = |name: &String| {
            (tu.tuvs.first().map(|tuv| tuv.lang.clone()), Source { name: name.clone(), ..Source::default() })
        };
        let sources = self.file.original.iter().map(source).collect();
        Origin { sources, position: waiting.position, context, ..Origin::default() }
    }
}

/// A translation that a program suggests.
struct Suggestion {
    /// What it is a translation of, if not of the segment itself.
    from: Option<Segment>,
    to: Segment,
    props: Vec<Prop>,
}

impl<R: BufRead + Send> UnitReader for XliffReader<R> {
    fn format(&self) -> String {
        self.format.clone()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        loop {
            problems.append(&mut self.early);
            if let Some(tu) = self.ready.pop_front() {
                return Ok(Some(tu));
            }
            if let Some(error) = self.failed.take() {
                return Err(error.into());
            }
            if self.done {
                return Ok(None);
            }
            if let Err(error) = self.step() {
                (self.done, self.failed) = (true, Some(XliffError::Xml { error, unit: self.tally.units }));
                // what waits is good, but not known to be the last
                self.settle(None);
                self.ready.iter_mut().flat_map(|tu| &mut tu.origins).for_each(|origin| origin.context.clear());
            }
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn bytes(&self) -> u64 {
        self.xml.bytes()
    }
}

/// A type as the kind of a property.
fn typed(kind: &str, prefix: &str) -> String {
    if kind.starts_with("x-") { kind.to_owned() } else { format!("{prefix}{kind}") }
}

/// What `xml:space` says of white space.
fn keeps(tag: &Tag) -> Option<bool> {
    attribute(&tag.attributes, "xml:space").map(|space| space == "preserve")
}

fn translates(tag: &Tag) -> Option<bool> {
    attribute(&tag.attributes, "translate").map(|translate| translate != "no")
}
