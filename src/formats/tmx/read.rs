//! What does this memory hold? Units of a TMX file, one at a time, with memory that does not depend on its size.
//!
//! Takes TMX 1.1 to 1.4b as tools really write it. A unit that is of no use is left out with a problem; only what makes
//! it impossible to go on is an error.

use super::{TmxError, TmxHeader, context, inline, normal_value, omegat, own};
use crate::formats::exchange::{Tally, language};
use crate::formats::xml::{Tag, Token, XmlError, XmlReader};
use crate::lang::Lang;
use crate::model::{Note, Prop, Segment, Tu, Tuv, attribute};
use crate::problem::{Place, Problem};
use std::collections::VecDeque;
use std::io::BufRead;

/// Further variants of a language that are put back into one unit.
const MAX_VARIANTS: usize = 10_000;

/// Languages that are remembered.
const MAX_LANGS: usize = 32;

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding, when the file is known to lie about it.
    pub encoding: Option<String>,
    /// The largest unit that is still read, in bytes.
    pub max_unit: u64,
    /// With how many sides a unit is still of use.
    pub min_sides: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { encoding: None, max_unit: 64 << 20, min_sides: 1 }
    }
}

/// Reads a TMX file.
pub struct TmxReader<R: BufRead> {
    xml: XmlReader<R>,
    header: TmxHeader,
    min_sides: usize,
    stage: Stage,
    tally: Tally,
    /// Problems met before there was anybody to tell.
    early: Vec<Problem>,
    /// Units read already, to see whether they belong to the one in front.
    ahead: VecDeque<Draft>,
    failed: Option<TmxError>,
    told_of_by: bool,
    /// Languages met, as they are written: there are few in a file, but one with each side.
    langs: Vec<(String, Lang)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Body,
    Done,
}

/// A unit as it stands in the file, with what is ours taken out of its properties.
struct Draft {
    tu: Tu,
    /// Its `tuid` as it stands there.
    name: Option<String>,
    variants: usize,
    variant: Option<own::Variant>,
}

/// A side that is of no use.
struct Useless {
    code: &'static str,
    message: String,
}

impl<R: BufRead> TmxReader<R> {
    /// Begins to read: up to the header and the start of the body.
    ///
    /// # Errors
    /// When the input cannot be read, is no XML, or no TMX.
    pub fn new(reader: R, options: &ReadOptions) -> Result<Self, TmxError> {
        let in_header = |error| TmxError::Xml { error, tu: 0 };
        let (xml, remark) = XmlReader::new(reader, options.encoding.as_deref(), options.max_unit).map_err(in_header)?;
        let mut reader = Self {
            xml,
            header: TmxHeader::default(),
            min_sides: options.min_sides,
            stage: Stage::Body,
            tally: Tally::default(),
            early: Vec::new(),
            ahead: VecDeque::new(),
            failed: None,
            told_of_by: false,
            langs: Vec::new(),
        };
        if let Some(remark) = remark {
            reader.tell("xml-encoding", remark);
        }
        reader.begin()?;
        Ok(reader)
    }

    /// What the file says of itself.
    #[must_use]
    pub fn header(&self) -> &TmxHeader {
        &self.header
    }

    /// How many units have begun so far, and how many were left out.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// How many bytes of the file have been read, for a progress bar.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.xml.bytes()
    }

    /// The next unit, and what was wrong on the way to it; `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read on. Units before that place have been given out; after it there are none.
    pub fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, TmxError> {
        problems.append(&mut self.early);
        let draft = self.next_draft();
        problems.append(&mut self.early);
        let Some(mut draft) = draft? else { return Ok(None) };
        if draft.variants > 0 {
            self.join_variants(&mut draft);
            problems.append(&mut self.early);
        }
        if own::has_derived_tuid(&draft.tu) && draft.tu.tuid == draft.name {
            draft.tu.tuid = None;
        }
        if attribute(&self.header.rest.attributes, "creationtool") == Some(omegat::TOOL) {
            omegat::adapt(&mut draft.tu, self.header.srclang.as_ref(), self.tally.units.saturating_sub(1));
        }
        Ok(Some(draft.tu))
    }

    /// Reads the units that hold further variants of this one. What goes wrong with them is said when it is their turn.
    fn join_variants(&mut self, draft: &mut Draft) {
        for _ in 0..draft.variants.min(MAX_VARIANTS) {
            let further = match self.next_draft() {
                Ok(Some(further)) => further,
                Ok(None) => return,
                Err(error) => {
                    self.failed = Some(error);
                    return;
                }
            };
            let Some(variant) = &further.variant else { return self.ahead.push_front(further) };
            if let Some(tu) = own::join(&mut draft.tu, draft.name.as_deref(), variant, further.tu) {
                return self.ahead.push_front(Draft { tu, ..further });
            }
        }
    }

    fn next_draft(&mut self) -> Result<Option<Draft>, TmxError> {
        if let Some(draft) = self.ahead.pop_front() {
            return Ok(Some(draft));
        }
        if let Some(error) = self.failed.take() {
            self.stage = Stage::Done;
            return Err(error);
        }
        while self.stage != Stage::Done {
            match self.step() {
                Ok(Some(draft)) => return Ok(Some(draft)),
                Ok(None) => {}
                Err(error) => {
                    self.stage = Stage::Done;
                    return Err(self.failure(error));
                }
            }
        }
        Ok(None)
    }

    fn failure(&self, error: XmlError) -> TmxError {
        TmxError::Xml { error, tu: self.tally.units }
    }

    fn tell(&mut self, code: &'static str, message: String) {
        self.tell_at(self.xml.line(), code, message);
    }

    fn tell_at(&mut self, line: u64, code: &'static str, message: String) {
        let tu = (self.tally.units > 0).then_some(self.tally.units);
        self.early.push(Problem { code, message, place: Place { line: Some(line), tu } });
    }

    fn tell_faults(&mut self, line: u64) {
        for (code, message) in self.xml.take_faults() {
            self.tell_at(line, code, message);
        }
    }

    // ------------------------------------------------------------------------------------------------------- header

    fn begin(&mut self) -> Result<(), TmxError> {
        let mut root = loop {
            match self.xml.token().map_err(|error| self.failure(error))? {
                Token::Open(tag) if tag.name == "tmx" => break tag,
                Token::Open(tag) => return Err(TmxError::NotTmx { root: tag.name.into() }),
                Token::Text | Token::Close => {}
                Token::End => return Err(TmxError::NotTmx { root: String::new() }),
            }
        };
        self.header.version = root.take("version");
        let result = self.up_to_body();
        result.map_err(|error| self.failure(error))?;
        self.tell_faults(1);
        Ok(())
    }

    fn up_to_body(&mut self) -> Result<(), XmlError> {
        let mut headed = false;
        loop {
            match self.xml.token()? {
                Token::Open(tag) if tag.name == "header" => {
                    headed = true;
                    self.read_header(tag)?;
                }
                Token::Open(tag) if tag.name == "body" => break,
                Token::Open(tag) => self.pass_over(&tag)?,
                Token::Text => {}
                Token::Close | Token::End => {
                    self.tell("tmx-no-body", "there is no body, so there are no units".to_owned());
                    self.stage = Stage::Done;
                    break;
                }
            }
        }
        if !headed {
            self.tell("tmx-no-header", "there is no header".to_owned());
        }
        Ok(())
    }

    fn read_header(&mut self, mut tag: Tag) -> Result<(), XmlError> {
        let srclang = tag.take("srclang");
        self.header.srclang = match srclang.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(all) if all.eq_ignore_ascii_case("*all*") => None,
            Some(text) => {
                let lang = self.lang(text);
                if lang.is_none() {
                    self.tell("tmx-srclang", format!("{text:?} is no language, so the source language is not known"));
                }
                lang
            }
        };
        let mut props = Vec::new();
        let mut attributes = self.attributes(tag.attributes, &mut props);
        loop {
            match self.xml.token()? {
                Token::Open(tag) if tag.name == "prop" => props.push(self.read_prop(tag)?),
                Token::Open(tag) if tag.name == "note" => {
                    let note = self.read_note(tag)?;
                    self.header.rest.notes.push(note);
                }
                Token::Open(tag) if tag.name == "ude" => {
                    let described = self.read_ude(tag)?;
                    self.header.rest.encodings.extend(described);
                }
                Token::Open(tag) => self.pass_over(&tag)?,
                Token::Text => {}
                Token::Close | Token::End => break,
            }
        }
        let found = own::find(props);
        restore(&mut attributes, found.attributes);
        self.header.rest.attributes = attributes;
        self.header.rest.props = found.props;
        Ok(())
    }

    /// A described encoding, as XML that the DTD allows; `None` when it describes nothing.
    fn read_ude(&mut self, tag: Tag) -> Result<Option<String>, XmlError> {
        let known = |mut tag: Tag, names: &[&str]| {
            tag.attributes.retain(|(name, _)| names.contains(&name.as_str()));
            tag
        };
        let ude = known(tag, &["name", "base"]);
        let mut maps = String::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) if tag.name == "map" && attribute(&tag.attributes, "unicode").is_some() => {
                    let map = known(tag, &["unicode", "code", "ent", "subst"]).markup();
                    maps.push_str(map.trim_end_matches('>'));
                    maps.push_str("/>");
                    self.xml.skip()?;
                }
                Token::Open(tag) => self.pass_over(&tag)?,
                Token::Text if self.xml.text().trim().is_empty() => maps.push_str(self.xml.text()),
                Token::Text => {}
                Token::Close | Token::End => break,
            }
        }
        let whole = attribute(&ude.attributes, "name").is_some() && maps.contains('<');
        Ok(whole.then(|| format!("{}{maps}</ude>", ude.markup())))
    }

    // --------------------------------------------------------------------------------------------------------- body

    /// Reads on by one token at the level of units; gives a unit when there is one of use.
    fn step(&mut self) -> Result<Option<Draft>, XmlError> {
        self.xml.renew();
        match self.xml.token()? {
            Token::Open(tag) if tag.name == "tu" => {
                self.tally.units += 1;
                let line = self.xml.line();
                let draft = self.read_tu(tag, line);
                self.tell_faults(line);
                draft
            }
            Token::Open(tag) => {
                self.pass_over(&tag)?;
                Ok(None)
            }
            Token::Text => Ok(None),
            Token::Close | Token::End => {
                self.finish()?;
                Ok(None)
            }
        }
    }

    /// Reads what follows the body: nothing is of interest, but only a whole file is a whole memory.
    fn finish(&mut self) -> Result<(), XmlError> {
        self.stage = Stage::Done;
        loop {
            self.xml.renew();
            match self.xml.token()? {
                Token::Open(tag) => self.pass_over(&tag)?,
                Token::Text | Token::Close => {}
                Token::End => break,
            }
        }
        let line = self.xml.line();
        self.tell_faults(line);
        Ok(())
    }

    /// Skips an element that does not belong where it stands in a unit: it counts against the unit's size.
    fn pass_over_within(&mut self, tag: &Tag) -> Result<(), XmlError> {
        self.tell("tmx-element", format!("<{}> does not belong here and is left out", tag.name));
        self.xml.skip()
    }

    /// Skips an element that does not belong where it stands.
    fn pass_over(&mut self, tag: &Tag) -> Result<(), XmlError> {
        self.tell("tmx-element", format!("<{}> does not belong here and is left out", tag.name));
        self.xml.skip_any()
    }

    fn read_tu(&mut self, mut tag: Tag, line: u64) -> Result<Option<Draft>, XmlError> {
        let name = tag.take("tuid").filter(|tuid| !tuid.is_empty());
        let srclang = tag.take("srclang");
        let mut props = Vec::new();
        let mut attributes = self.attributes(tag.attributes, &mut props);
        let mut tu = Tu { tuid: name.clone(), ..Tu::default() };
        let mut useless: Vec<Useless> = Vec::new();
        loop {
            match self.xml.token()? {
                Token::Open(tag) => match &*tag.name {
                    "tuv" => match self.read_tuv(tag)? {
                        Ok(tuv) => tu.tuvs.push(tuv),
                        Err(why) => useless.push(why),
                    },
                    "prop" => props.push(self.read_prop(tag)?),
                    "note" => tu.notes.push(self.read_note(tag)?),
                    _ => self.pass_over_within(&tag)?,
                },
                Token::Text => {}
                Token::Close | Token::End => break,
            }
        }
        if !self.is_of_use(&tu, useless, line) {
            return Ok(None);
        }
        let found = own::find(props);
        if let Some(srclang) = srclang
            .and_then(|srclang| self.unit_srclang(&srclang, &tu, found.srclang_implied || found.variant.is_some()))
        {
            attributes.push(("srclang".to_owned(), srclang));
        }
        restore(&mut attributes, found.attributes);
        tu.attributes = attributes;
        tu.tuid = found.tuid.filter(|tuid| !tuid.is_empty()).or(tu.tuid);
        tu.props = found.props;
        tu.origins = found.origins;
        if tu.origins.is_empty() {
            tu.origins = context::told(&tu, self.header.srclang.as_ref(), self.tally.units - 1);
        }
        Ok(Some(Draft { tu, name, variants: found.variants, variant: found.variant }))
    }

    /// A unit's own source language, unless our writer put it there because others would miss it.
    fn unit_srclang(&mut self, text: &str, tu: &Tu, may_be_implied: bool) -> Option<String> {
        let lang = self.lang(text);
        let implied = own::implied_srclang(self.header.srclang.as_ref(), tu.tuvs.iter().map(|tuv| &tuv.lang));
        match lang {
            Some(lang) if may_be_implied && implied == Some(&lang) => None,
            Some(lang) => Some(lang.to_string()),
            None if text.trim().eq_ignore_ascii_case("*all*") => Some("*all*".to_owned()),
            None => Some(text.to_owned()),
        }
    }

    /// Whether a unit is worth having after its useless sides were left out; tells what was left out.
    fn is_of_use(&mut self, tu: &Tu, useless: Vec<Useless>, line: u64) -> bool {
        let wanted = if useless.is_empty() { self.min_sides } else { self.min_sides.max(2) };
        let reason = if tu.tuvs.len() < wanted.max(1) {
            Some(useless.first().map_or("tmx-few-sides", |why| why.code))
        } else {
            None
        };
        if useless.is_empty()
            && let Some(code) = reason
        {
            let sides = tu.tuvs.len();
            self.tell_at(line, code, format!("the unit has {sides} side(s) and no use; it is left out"));
        }
        let what = if reason.is_some() { "unit" } else { "side" };
        for Useless { code, message } in useless {
            self.tell_at(line, code, format!("{message}; the {what} is left out"));
        }
        if let Some(code) = reason {
            self.tally.skip(code);
        }
        reason.is_none()
    }

    fn read_tuv(&mut self, mut tag: Tag) -> Result<Result<Tuv, Useless>, XmlError> {
        let old = tag.take("lang");
        let text = tag.take("xml:lang").or(old).unwrap_or_default();
        let lang = self.lang(&text);
        let mut props = Vec::new();
        let mut attributes = self.attributes(tag.attributes, &mut props);
        let mut notes = Vec::new();
        let mut segment: Option<Segment> = None;
        let mut bare = String::new();
        let mut known_odd = false;
        loop {
            match self.xml.token()? {
                Token::Open(tag) => match &*tag.name {
                    "seg" if segment.is_none() => {
                        let keep = attribute(&tag.attributes, "xml:space") == Some("preserve");
                        let (read, mended) = inline::read(&mut self.xml, keep)?;
                        known_odd = mended;
                        segment = Some(read);
                    }
                    "prop" => props.push(self.read_prop(tag)?),
                    "note" => notes.push(self.read_note(tag)?),
                    _ => self.pass_over_within(&tag)?,
                },
                Token::Text => bare.push_str(self.xml.text()),
                Token::Close | Token::End => break,
            }
        }
        if segment.is_none() && !bare.trim().is_empty() {
            self.tell("tmx-bare-text", format!("the side in {text:?} has its text beside a missing <seg>"));
            segment = Some(Segment::plain(bare.trim()));
        }
        let useless = |code, message| Ok(Err(Useless { code, message }));
        let Some(segment) = segment else {
            return useless("tmx-no-seg", format!("the side in {text:?} has no <seg>"));
        };
        let Some(lang) = lang else {
            return useless("tmx-language", format!("{text:?} is no language"));
        };
        if !inline::has_words(&segment) {
            return useless("tmx-no-text", format!("the side in {lang} has no text"));
        }
        if !known_odd && !inline::are_codes_sound(&segment) {
            let message = format!("codes of the side in {lang} have no other half or no place; kept as they are");
            self.tell("tmx-code", message);
        }
        let found = own::find(props);
        restore(&mut attributes, found.attributes);
        Ok(Ok(Tuv { lang, segment, attributes, props: found.props, notes }))
    }

    fn read_prop(&mut self, mut tag: Tag) -> Result<Prop, XmlError> {
        let old = tag.take("lang");
        let lang = tag.take("xml:lang").or(old);
        let kind = tag.take("type").unwrap_or_default();
        if kind.is_empty() {
            self.tell("tmx-prop", "a property does not tell its type".to_owned());
        }
        let encoding = tag.take("o-encoding");
        Ok(Prop { kind, lang, encoding, value: self.xml.content()? })
    }

    fn read_note(&mut self, mut tag: Tag) -> Result<Note, XmlError> {
        let old = tag.take("lang");
        let lang = tag.take("xml:lang").or(old);
        let encoding = tag.take("o-encoding");
        Ok(Note { lang, encoding, text: self.xml.content()? })
    }

    /// The language of a tag as it stands in files: also with the modifiers of POSIX locales (`be@latin`).
    fn lang(&mut self, text: &str) -> Option<Lang> {
        if let Some((_, lang)) = self.langs.iter().find(|(written, _)| written == text) {
            return Some(lang.clone());
        }
        let lang = language(text);
        if let Some(lang) = lang.as_ref().filter(|_| self.langs.len() < MAX_LANGS) {
            self.langs.push((text.to_owned(), lang.clone()));
        }
        let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
        if lang.is_some() && primary.eq_ignore_ascii_case("by") && !self.told_of_by {
            self.told_of_by = true;
            self.tell("tmx-by", format!("{text:?} is a country; taken for Belarusian, \"be\""));
        }
        lang
    }

    /// Attributes sorted by name, values in TMX form. A value that has no such form becomes a property.
    fn attributes(&mut self, mut attributes: Vec<(String, String)>, props: &mut Vec<Prop>) -> Vec<(String, String)> {
        attributes.retain_mut(|(name, value)| {
            if name == "xmlns" || name.starts_with("xmlns:") {
                return false;
            }
            let Some(normal) = normal_value(name, value) else {
                let code = if name.ends_with("date") { "tmx-bad-date" } else { "tmx-bad-value" };
                self.tell(code, format!("{name}={value:?} is no such value; kept as a property"));
                props.push(Prop::new(format!("x-{name}"), std::mem::take(value)));
                return false;
            };
            if normal != *value {
                *value = normal.into_owned();
            }
            true
        });
        attributes.sort_unstable();
        attributes
    }
}

/// Adds attributes that our writer had to hide; those that stand there openly win.
fn restore(attributes: &mut Vec<(String, String)>, hidden: Vec<(String, String)>) {
    for (name, value) in hidden {
        if !attributes.iter().any(|(n, _)| *n == name) {
            attributes.push((name, value));
        }
    }
    attributes.sort_unstable();
}
