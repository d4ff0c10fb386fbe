//! What will a program refuse or lose of this TMX file? A look at the file as it stands, not as our reader understands it.
//!
//! The grammar is that of `tmx14.dtd` (TMX 1.4b, 2005; `lang` instead of `xml:lang` up to 1.3), against which OmegaT from
//! 6.1 on validates every file. What programs do beyond that stands with each rule.

use super::{HEADER_ATTRIBUTES, TU_ATTRIBUTES, TUV_ATTRIBUTES, TmxError, dialect, normal_value};
use crate::formats::exchange::Tool;
use crate::formats::xml::{Tag, Token, XmlError, XmlReader};
use crate::lang::Lang;
use crate::model::attribute;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// The largest unit that is still looked at, in bytes.
const MAX_UNIT: u64 = 64 << 20;
/// How far a date is shown.
const SHOWN: usize = 40;

/// What is found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code for programs, such as `language-region`.
    pub code: &'static str,
    /// What comes of it.
    pub weight: Weight,
    /// Line, counted from 1.
    pub line: u64,
    /// Unit, counted from 1; `None` outside of units.
    pub tu: Option<u64>,
    /// What is wrong, and what comes of it, for people.
    pub message: String,
}

/// What comes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The program refuses the file.
    Refused,
    /// The program takes the file and loses something.
    Lost,
    /// No program that is known minds, but the standard says otherwise.
    Odd,
}

impl Weight {
    /// Its name, as it is told.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Lost => "lost",
            Self::Odd => "odd",
        }
    }
}

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Units in the file.
    pub units: u64,
    /// The source language it tells.
    pub srclang: Option<Lang>,
    /// How many units have a side in each language.
    pub langs: BTreeMap<Lang, u64>,
}

/// Looks through a file for a program, or for what the standard says when there is none.
///
/// # Errors
/// When it cannot be read to its end, or is no TMX.
pub fn check(
    reader: impl BufRead,
    encoding: Option<&str>,
    tool: Option<Tool>,
    found: &mut dyn FnMut(Finding),
) -> Result<Checked, TmxError> {
    let in_header = |error| TmxError::Xml { error, tu: 0 };
    let (xml, remark) = XmlReader::new(reader, encoding, MAX_UNIT).map_err(in_header)?;
    let mut checker = Checker {
        xml,
        tool,
        found,
        open: Vec::new(),
        old: false,
        checked: Checked::default(),
        header: false,
        unit: Unit::default(),
        everywhere: BTreeSet::new(),
    };
    if let Some(remark) = remark {
        checker.tell("encoding", Weight::Refused, remark);
    }
    checker.run()
}

/// What may stand in an element.
struct Rule {
    name: &'static str,
    /// Attributes it may have, and those among them it must.
    may: &'static [&'static str],
    must: &'static [&'static str],
    children: &'static [&'static str],
    text: bool,
}

const IN_TEXT: &[&str] = &["bpt", "ept", "ph", "it", "hi", "ut"];

/// The grammar: `tmx14.dtd`.
const RULES: &[Rule] = &[
    Rule { name: "tmx", may: &["version"], must: &["version"], children: &["header", "body"], text: false },
    Rule {
        name: "header",
        may: &HEADER_ATTRIBUTES,
        must: &["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"],
        children: &["note", "prop", "ude"],
        text: false,
    },
    Rule { name: "ude", may: &["name", "base"], must: &["name"], children: &["map"], text: false },
    Rule { name: "map", may: &["unicode", "code", "ent", "subst"], must: &["unicode"], children: &[], text: false },
    Rule { name: "note", may: &["o-encoding", "xml:lang"], must: &[], children: &[], text: true },
    Rule { name: "prop", may: &["type", "xml:lang", "o-encoding"], must: &["type"], children: &[], text: true },
    Rule { name: "body", may: &[], must: &[], children: &["tu"], text: false },
    Rule { name: "tu", may: &TU_ATTRIBUTES, must: &[], children: &["note", "prop", "tuv"], text: false },
    Rule { name: "tuv", may: &TUV_ATTRIBUTES, must: &["xml:lang"], children: &["note", "prop", "seg"], text: false },
    Rule { name: "seg", may: &[], must: &[], children: IN_TEXT, text: true },
    Rule { name: "hi", may: &["x", "type"], must: &[], children: IN_TEXT, text: true },
    Rule { name: "sub", may: &["datatype", "type"], must: &[], children: IN_TEXT, text: true },
    Rule { name: "bpt", may: &["i", "x", "type"], must: &["i"], children: &["sub"], text: true },
    Rule { name: "ept", may: &["i"], must: &["i"], children: &["sub"], text: true },
    Rule { name: "it", may: &["pos", "x", "type"], must: &["pos"], children: &["sub"], text: true },
    Rule { name: "ph", may: &["x", "assoc", "type"], must: &[], children: &["sub"], text: true },
    Rule { name: "ut", may: &["x"], must: &[], children: &["sub"], text: true },
];

fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// An element that is open.
struct Open {
    name: String,
    rule: Option<&'static Rule>,
    children: Vec<String>,
    /// Whether there are words in it.
    text: bool,
}

/// What is known of the unit at hand.
#[derive(Default)]
struct Unit {
    line: u64,
    langs: Vec<String>,
    srclang: Option<String>,
    begun: Vec<String>,
    ended: Vec<String>,
}

struct Checker<'f, R: BufRead> {
    xml: XmlReader<R>,
    tool: Option<Tool>,
    found: &'f mut dyn FnMut(Finding),
    open: Vec<Open>,
    /// Whether `lang` is the attribute of the version.
    old: bool,
    checked: Checked,
    header: bool,
    unit: Unit,
    /// What is so of the whole file and is told once.
    everywhere: BTreeSet<String>,
}

impl<R: BufRead> Checker<'_, R> {
    fn run(mut self) -> Result<Checked, TmxError> {
        let mut begun = false;
        loop {
            let token = self.xml.token().map_err(|error| self.failure(error))?;
            match token {
                Token::Open(tag) => {
                    if self.open.is_empty() && tag.name != "tmx" {
                        return Err(TmxError::NotTmx { root: tag.name.into() });
                    }
                    begun = true;
                    if matches!(&*tag.name, "tu" | "body") {
                        self.xml.renew();
                    }
                    self.begin(&tag);
                }
                Token::Text => self.text(),
                Token::Close => self.end(),
                Token::End => break,
            }
            for (code, message) in self.xml.take_faults() {
                let code = code.trim_start_matches("xml-");
                // what is mended here keeps other programs from reading the file
                self.tell(code, Weight::Refused, message);
            }
        }
        if !begun {
            return Err(TmxError::NotTmx { root: String::new() });
        }
        if self.checked.units == 0 {
            self.tell("no-units", Weight::Lost, "there are no units".to_owned());
        }
        self.whole_file();
        Ok(self.checked)
    }

    fn failure(&self, error: XmlError) -> TmxError {
        TmxError::Xml { error, tu: self.checked.units }
    }

    /// What breaks the grammar is refused by who validates.
    fn grammar(&self) -> Weight {
        if self.tool == Some(Tool::Omegat) { Weight::Refused } else { Weight::Odd }
    }

    fn tell(&mut self, code: &'static str, weight: Weight, message: String) {
        self.tell_at(self.xml.line(), code, weight, message);
    }

    fn tell_at(&mut self, line: u64, code: &'static str, weight: Weight, message: String) {
        let tu = self.open.iter().any(|open| open.name == "tu").then_some(self.checked.units);
        (self.found)(Finding { code, weight, line, tu, message });
    }

    /// Tells once what is so of the whole file.
    fn tell_once(&mut self, what: &str, code: &'static str, weight: Weight, message: String) {
        if self.everywhere.insert(format!("{code} {what}")) {
            self.tell(code, weight, message);
        }
    }

    fn begin(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if name == "tmx" {
            self.version(tag);
        }
        self.place(name);
        let rule = rule(name);
        if let Some(rule) = rule {
            self.attributes(tag, rule);
        }
        match name {
            "header" => self.begin_header(tag),
            "tu" => {
                self.checked.units += 1;
                let srclang = attribute(&tag.attributes, "srclang").map(ToOwned::to_owned);
                self.unit = Unit { line: self.xml.line(), srclang, ..Unit::default() };
            }
            "tuv" => self.begin_side(tag),
            "bpt" | "ept" => {
                let i = attribute(&tag.attributes, "i").unwrap_or_default().to_owned();
                let into = if name == "bpt" { &mut self.unit.begun } else { &mut self.unit.ended };
                if into.contains(&i) {
                    let message = format!("two <{name}> of the side have i={i:?}: {}", what_comes_of_codes(self.tool));
                    into.push(i);
                    self.tell("code-pair", Weight::Lost, message);
                } else {
                    into.push(i);
                }
            }
            "prop" if self.tool == Some(Tool::Omegat) && self.open.last().is_some_and(|open| open.name == "tu") => {
                if let Some(kind) = attribute(&tag.attributes, "type").filter(|kind| dialect::OF_A_PLACE.contains(kind))
                {
                    let message = format!("with a property named {kind} OmegaT offers the unit at one place only");
                    self.tell("prop-place", Weight::Lost, message);
                }
            }
            "hi" if self.tool == Some(Tool::Omegat) => {
                self.tell("mark", Weight::Lost, "OmegaT drops the words that stand in <hi>".to_owned());
            }
            "sub" if self.tool.is_some() => {
                self.tell("sub-flow", Weight::Lost, "the words of <sub> are taken for code".to_owned());
            }
            _ => {}
        }
        self.open.push(Open { name: name.to_owned(), rule, children: Vec::new(), text: false });
    }

    fn version(&mut self, tag: &Tag) {
        let version = attribute(&tag.attributes, "version").unwrap_or_default();
        self.old = matches!(version, "1.1" | "1.2" | "1.3");
        if !self.old && version != "1.4" {
            let message = format!("version={version:?}: only \"1.4\" is of the grammar, also for TMX 1.4b");
            let weight = self.grammar();
            self.tell("version", weight, message);
        }
        if matches!(version, "1.2" | "1.3") && self.tool == Some(Tool::Omegat) {
            let message = format!("OmegaT validates version {version} as 1.4, where lang= is xml:lang=");
            self.tell("version", Weight::Refused, message);
        }
    }

    /// Whether an element may stand where it stands.
    fn place(&mut self, name: &str) {
        let Some(parent) = self.open.last() else { return };
        let Some(rule) = parent.rule else { return };
        let weight = self.grammar();
        let within = parent.name.clone();
        let before = parent.children.last().cloned();
        let repeated = matches!(name, "header" | "body" | "seg") && parent.children.iter().any(|child| child == name);
        let late = matches!(name, "note" | "prop")
            && parent.children.iter().any(|child| matches!(child.as_str(), "tuv" | "seg"));
        if !rule.children.contains(&name) {
            let what = if within == "seg" && matches!(name, "g" | "x" | "bx" | "ex" | "mrk") {
                format!("<{name}> is of XLIFF, not of TMX")
            } else {
                format!("<{name}> may not stand in <{within}>")
            };
            self.tell("element", weight, what);
        } else if repeated {
            self.tell("element", weight, format!("<{within}> has a second <{name}>"));
        } else if late {
            let after = before.unwrap_or_default();
            self.tell("order", weight, format!("<{name}> stands after <{after}>: notes and properties come first"));
        } else if name == "body" && before.as_deref() != Some("header") {
            self.tell("element", weight, "<body> without a <header> in front".to_owned());
        }
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(name.to_owned());
        }
    }

    fn attributes(&mut self, tag: &Tag, rule: &Rule) {
        let weight = self.grammar();
        for (name, value) in &tag.attributes {
            let asked = match name.as_str() {
                // the old name may stand beside the new one
                "lang" => "xml:lang",
                "xml:lang" if self.old => "lang",
                name => name,
            };
            let known = rule.may.contains(&asked);
            let message = match name.as_str() {
                _ if !known && name.starts_with("xmlns") => format!("{name}: TMX has no namespace"),
                _ if !known => format!("<{}> has an attribute {name} that TMX does not know", rule.name),
                "pos" if !matches!(value.as_str(), "begin" | "end") => {
                    format!("pos={value:?} is neither begin nor end")
                }
                "segtype" if normal_value(name, value).as_deref() != Some(value) => {
                    format!("segtype={value:?} is none of block, paragraph, sentence, phrase")
                }
                _ => {
                    self.value(name, value);
                    continue;
                }
            };
            self.tell("attribute", weight, message);
        }
        for name in rule.must {
            let name = if *name == "xml:lang" && self.old { "lang" } else { name };
            if attribute(&tag.attributes, name).is_none() {
                self.tell("attribute-missing", weight, format!("<{}> has no {name}", rule.name));
            }
        }
    }

    /// Values that no grammar checks and programs stumble over.
    fn value(&mut self, name: &str, value: &str) {
        if name.ends_with("date") && normal_value(name, value).as_deref() != Some(value) {
            let shown: String = value.chars().take(SHOWN).collect();
            let message = format!("{name}={shown:?} has not the form YYYYMMDDThhmmssZ; the date is lost or refused");
            self.tell("date", Weight::Lost, message);
        }
        if name == "usagecount" && normal_value(name, value).as_deref() != Some(value) {
            self.tell("usagecount", Weight::Lost, format!("usagecount={value:?} is no number"));
        }
    }

    fn begin_header(&mut self, tag: &Tag) {
        self.header = true;
        let value = |name: &str| attribute(&tag.attributes, name).unwrap_or_default().trim();
        let srclang = value("srclang");
        self.checked.srclang = Lang::parse(srclang).ok();
        if srclang.eq_ignore_ascii_case("*all*") {
            match self.tool {
                Some(tool) if tool.is_bilingual() => {
                    let message = format!("srclang=\"*all*\": {} needs to be told one source language", tool.name());
                    self.tell("srclang", Weight::Refused, message);
                }
                Some(_) => {
                    self.tell("srclang", Weight::Odd, "srclang=\"*all*\": OmegaT warns of it and goes on".to_owned())
                }
                None => {}
            }
        } else if !srclang.is_empty() && self.checked.srclang.is_none() {
            self.tell("srclang", Weight::Lost, format!("srclang={srclang:?} is no language"));
        }
        if self.tool == Some(Tool::Omegat) {
            if value("creationtool") == "OmegaT" {
                let message = "creationtool=\"OmegaT\": OmegaT takes tags for text then, and drops other codes";
                self.tell("creationtool", Weight::Lost, message.to_owned());
            }
            if value("segtype") == "paragraph" {
                let message = "segtype=\"paragraph\": OmegaT cuts such units into sentences anew";
                self.tell("segtype", Weight::Odd, message.to_owned());
            }
        }
    }

    fn begin_side(&mut self, tag: &Tag) {
        self.unit.begun.clear();
        self.unit.ended.clear();
        let text = attribute(&tag.attributes, "xml:lang").or_else(|| attribute(&tag.attributes, "lang"));
        let Some(text) = text.map(ToOwned::to_owned) else { return };
        let Ok(lang) = Lang::parse(&text) else {
            return self.tell("language", Weight::Lost, format!("{text:?} is no language; the side is not found"));
        };
        if text.contains('_') {
            let weight = if self.tool == Some(Tool::Omegat) { Weight::Lost } else { Weight::Odd };
            let message = format!("{text:?} has _ where - belongs; OmegaT finds no side in such a language");
            self.tell_once(&text, "language-underscore", weight, message);
        }
        if lang.primary() == "be" && text.to_ascii_lowercase().starts_with("by") {
            self.tell_once(&text, "language-by", Weight::Lost, format!("{text:?} is a country; Belarusian is \"be\""));
        }
        if let Some(tool) = self.tool {
            if dialect::is_variety(&lang) {
                let message = format!("{} takes {text:?} for a region of {}", tool.name(), lang.primary());
                self.tell_once(&text, "language-variety", Weight::Lost, message);
            }
            let wanted = dialect::language(tool, &lang);
            if wanted != lang {
                let message = format!("{} wants a region: {wanted}, not {text}", tool.name());
                self.tell_once(&text, "language-region", Weight::Refused, message);
            }
        }
        if self.unit.langs.iter().any(|known| known.eq_ignore_ascii_case(&text)) {
            let weight = if self.tool.is_some() { Weight::Lost } else { Weight::Odd };
            self.tell("variant", weight, format!("a second side in {text}: programs keep the first or the last"));
        } else {
            *self.checked.langs.entry(lang).or_default() += 1;
        }
        self.unit.langs.push(text);
    }

    fn text(&mut self) {
        if self.xml.text().trim().is_empty() {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        let misplaced = open.rule.is_some_and(|rule| !rule.text) && !open.text;
        open.text = true;
        let name = open.name.clone();
        // the words of a mark are words of the segment, those of a code are not
        if name == "hi"
            && let Some(seg) = self.open.iter_mut().rev().find(|open| open.name == "seg")
        {
            seg.text = true;
        }
        if misplaced {
            let weight = self.grammar().min(Weight::Lost);
            self.tell("text", weight, format!("there is text in <{name}>, where none may stand"));
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let has = |name: &str| open.children.iter().any(|child| child == name);
        let weight = self.grammar();
        match open.name.as_str() {
            "tmx" if !has("body") => self.tell("element-missing", weight, "<tmx> has no <body>".to_owned()),
            "ude" if !has("map") => self.tell("element-missing", weight, "<ude> has no <map>".to_owned()),
            "tuv" if !has("seg") => {
                let weight = weight.min(Weight::Lost);
                self.tell("element-missing", weight, "<tuv> has no <seg>".to_owned());
            }
            "seg" if !open.text => {
                self.tell("no-text", Weight::Lost, "the side has no text; the unit is passed over".to_owned());
            }
            "seg" => self.pairs(),
            "tu" => self.end_unit(&open),
            _ => {}
        }
    }

    fn pairs(&mut self) {
        let Unit { begun, ended, .. } = &self.unit;
        let mut alone: Vec<&String> = begun.iter().filter(|i| !ended.contains(i)).collect();
        alone.extend(ended.iter().filter(|i| !begun.contains(i)));
        if let Some(i) = alone.first() {
            let message = format!("the code with i={i:?} has no other half: {}", what_comes_of_codes(self.tool));
            self.tell("code-pair", Weight::Lost, message);
        }
    }

    fn end_unit(&mut self, open: &Open) {
        let unit = std::mem::take(&mut self.unit);
        let grammar = self.grammar();
        let tell = |checker: &mut Self, code, weight, message| {
            let tu = Some(checker.checked.units);
            (checker.found)(Finding { code, weight, line: unit.line, tu, message });
        };
        if !open.children.iter().any(|child| child == "tuv") {
            return tell(self, "element-missing", grammar.min(Weight::Lost), "<tu> has no <tuv>".to_owned());
        }
        if unit.langs.len() == 1 {
            tell(self, "one-side", Weight::Lost, "the unit has one side and translates nothing".to_owned());
        }
        let Some(tool) = self.tool else { return };
        let own = unit.srclang.as_deref().and_then(|text| Lang::parse(text).ok());
        let Some(source) = own.or_else(|| self.checked.srclang.clone()) else { return };
        let sides: Vec<Lang> = unit.langs.iter().filter_map(|text| Lang::parse(text).ok()).collect();
        let there = sides.iter().any(|lang| *lang == source || (tool == Tool::Omegat && lang.serves(&source)));
        if !there && !sides.is_empty() {
            tell(self, "srclang-side", Weight::Lost, format!("the unit has no side in its source language, {source}"));
        }
        if tool.is_bilingual() && sides.iter().collect::<BTreeSet<_>>().len() > 2 {
            let message = format!("{} takes two languages of a unit; the others are lost", tool.name());
            tell(self, "languages", Weight::Lost, message);
        }
    }

    fn whole_file(&mut self) {
        let langs: Vec<String> = self.checked.langs.keys().map(ToString::to_string).collect();
        if let Some(tool) = self.tool.filter(|tool| tool.is_bilingual() && langs.len() > 2) {
            let message = format!("{} takes two languages; here are {}", tool.name(), langs.join(", "));
            self.tell("languages", Weight::Lost, message);
        }
    }
}

fn what_comes_of_codes(tool: Option<Tool>) -> &'static str {
    match tool {
        Some(Tool::Omegat) => "OmegaT then empties the segment",
        _ => "programs drop such codes or refuse the unit",
    }
}
