//! What is in a Wordfast memory? Units of its text files (`.txt`, Wordfast Classic and Pro).
//!
//! A line a unit, cells between tabs, UTF-16 or an 8-bit encoding. The first line tells that it is one, each of its cells
//! begins with `%`: date, users, number of units, source language, version, target language, serial number, and the names
//! and values of up to five attributes. A unit: date, users, uses, language, text, language, translation, attributes.
//!
//! | Wordfast | unit |
//! |---|---|
//! | date `20240605~101500` (local time, taken as it stands) | `changedate` |
//! | users `AN` or `AN,VP` | the last `changeid`, the first of several `creationid` |
//! | uses | `usagecount`, unless 0 |
//! | languages `RU-01` (no region), `BE-BY` | `ru`, `be-BY` |
//! | attributes by their codes `LG` | properties `x-wordfast-NAME`, the value as the first line explains it |
//! | `&'85;` and the like, `\n`, `\t`, `&'B;` | the characters they stand for |
//! | tags `&tA;` | placeholders (`ph`) |

use super::exchange::{ExchangeError, Input, Opened, ReadOptions, Tally, UnitReader};
use super::lines::{Lines, TextError};
use super::tmx::normal_value;
use crate::lang::Lang;
use crate::model::{Code, CodeKind, CodePart, Inline, Prop, Segment, Tu, Tuv};
use crate::problem::{Place, Problem};

/// Cells of a unit in front of its attributes.
const CELLS: usize = 7;
/// … and of the first line.
const HEAD_CELLS: usize = 7;

/// Why a Wordfast memory could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum WordfastError {
    /// The text could not be had.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The first line is not that of a memory.
    #[error(
        "this is no memory: of .txt files those of Wordfast are imported, whose first line begins with % (to align texts use `align`)"
    )]
    NotWordfast,
    /// The last line is not whole.
    #[error("line {line}: the file ends in the middle")]
    Truncated {
        /// The line.
        line: u64,
    },
}

impl WordfastError {
    /// Whether the file is cut off or broken.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Text(error) => error.is_damage(),
            Self::NotWordfast => false,
            Self::Truncated { .. } => true,
        }
    }

    /// Whether it is some other text.
    pub(super) fn is_foreign(&self) -> bool {
        matches!(self, Self::NotWordfast)
    }
}

/// Begins to read.
pub(super) fn open<'a>(input: Input<'a>, options: &ReadOptions) -> Opened<'a> {
    let mut early = Vec::new();
    let mut lines = Lines::new(input, options, &mut early).map_err(WordfastError::Text)?;
    let (first, _) = lines.next().map_err(WordfastError::Text)?.ok_or(WordfastError::NotWordfast)?;
    let head = Head::read(&first).ok_or(WordfastError::NotWordfast)?;
    Ok(Box::new(WordfastReader { lines, head, tally: Tally::default(), early }))
}

/// What the first line tells.
struct Head {
    version: String,
    source: Option<Lang>,
    target: Option<Lang>,
    attributes: Vec<Attribute>,
}

/// An attribute of units: its name, and its values by their codes.
struct Attribute {
    name: String,
    values: Vec<(String, String)>,
}

impl Head {
    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').map(|cell| cell.trim().trim_matches('"')).collect();
        let told = cells.get(..HEAD_CELLS)?;
        let plain: Option<Vec<&str>> = told.iter().map(|cell| cell.strip_prefix('%')).collect();
        let plain = plain?;
        if !plain[2].starts_with("TU=") && !plain[4].to_ascii_lowercase().contains("wordfast") {
            return None;
        }
        let attributes = cells[HEAD_CELLS..].iter().zip(1..).map(|(cell, n)| Attribute::read(cell, n)).collect();
        Some(Self { version: plain[4].to_owned(), source: lang(plain[3]), target: lang(plain[5]), attributes })
    }
}

impl Attribute {
    /// `%Subject,LG Law,FN Finance`; one without a name goes by its number.
    fn read(cell: &str, number: usize) -> Self {
        let mut parts = cell.strip_prefix('%').unwrap_or(cell).split(',').map(str::trim);
        let name = parts.next().filter(|name| !name.is_empty());
        let value = |part: &str| {
            let (code, value) = part.split_once(' ')?;
            Some((code.to_owned(), value.trim().to_owned()))
        };
        Self { name: name.map_or_else(|| number.to_string(), str::to_owned), values: parts.filter_map(value).collect() }
    }

    fn prop(&self, code: &str) -> Prop {
        let value = self.values.iter().find(|(known, _)| known == code).map_or(code, |(_, value)| value);
        Prop::new(format!("x-wordfast-{}", self.name), value)
    }
}

/// A language as Wordfast writes it: `01` is no region.
fn lang(text: &str) -> Option<Lang> {
    let text = text.trim();
    Lang::parse(text.strip_suffix("-01").unwrap_or(text)).ok()
}

struct WordfastReader<'a> {
    lines: Lines<'a>,
    head: Head,
    tally: Tally,
    /// Problems met before there was anybody to tell.
    early: Vec<Problem>,
}

impl UnitReader for WordfastReader<'_> {
    fn format(&self) -> String {
        // "Wordfast TM v.5.51w9/00"
        let number = self.head.version.trim_start_matches(|c: char| !c.is_ascii_digit());
        format!("wordfast {}", number.split('/').next().unwrap_or_default()).trim_end().to_owned()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        problems.append(&mut self.early);
        while let Some((text, ended)) = self.lines.next().map_err(WordfastError::Text)? {
            if text.trim().is_empty() {
                continue;
            }
            let line = self.lines.number();
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() < CELLS && !ended {
                return Err(WordfastError::Truncated { line }.into());
            }
            self.tally.units += 1;
            let place = Place { line: Some(line), tu: Some(self.tally.units) };
            let mut tell = |code, message| problems.push(Problem { code, message, place });
            match self.unit(&cells, &mut tell) {
                Ok(tu) => return Ok(Some(tu)),
                Err((code, message)) => {
                    tell(code, format!("{message}; the unit is left out"));
                    self.tally.skip(code);
                }
            }
        }
        Ok(None)
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn bytes(&self) -> u64 {
        self.lines.bytes()
    }
}

impl WordfastReader<'_> {
    /// The unit of a line, or why there is none.
    fn unit(&self, cells: &[&str], tell: &mut dyn FnMut(&'static str, String)) -> Result<Tu, (&'static str, String)> {
        let Some([date, users, uses, from, source, to, target]) = cells.first_chunk::<CELLS>() else {
            return Err(("wordfast-columns", format!("{} cells instead of {CELLS}", cells.len())));
        };
        let mut tu = Tu::default();
        for (tag, told, text) in [(from, &self.head.source, source), (to, &self.head.target, target)] {
            let lang = if tag.trim().is_empty() { told.clone() } else { lang(tag) };
            let lang = lang.ok_or_else(|| ("wordfast-language", format!("{tag:?} is no language")))?;
            let segment = segment(text);
            if segment.text().trim().is_empty() {
                return Err(("wordfast-no-text", format!("the side in {lang} has no text")));
            }
            tu.tuvs.push(Tuv::new(lang, segment));
        }
        match normal_value("changedate", &date.replace('~', "T")) {
            Some(date) => tu.attributes.push(("changedate".to_owned(), date.into_owned())),
            None if date.trim().is_empty() => {}
            None => tell("wordfast-date", format!("{date:?} is no date; the unit is taken without it")),
        }
        let users: Vec<&str> = users.split([',', ' ', ';']).filter(|user| !user.is_empty()).collect();
        if let [first, .., last] = users[..] {
            tu.attributes.push(("creationid".to_owned(), first.to_owned()));
            tu.attributes.push(("changeid".to_owned(), last.to_owned()));
        } else if let [user] = users[..] {
            tu.attributes.push(("changeid".to_owned(), user.to_owned()));
        }
        if let Some(uses) = uses.trim().parse::<u64>().ok().filter(|uses| *uses > 0) {
            tu.attributes.push(("usagecount".to_owned(), uses.to_string()));
        }
        tu.attributes.sort_unstable();
        for (n, cell) in cells[CELLS..].iter().enumerate() {
            let code = cell.trim();
            if !code.is_empty() {
                let nameless = || Attribute { name: (n + 1).to_string(), values: Vec::new() };
                tu.props.push(self.head.attributes.get(n).map_or_else(|| nameless().prop(code), |a| a.prop(code)));
            }
        }
        Ok(tu)
    }
}

/// A text with what Wordfast writes for characters and tags.
fn segment(text: &str) -> Segment {
    let mut inlines = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= "&'XX;".len());
        let length = if let Some(character) = rest.get(..2).and_then(escaped) {
            words.push(character);
            2
        } else if let Some((name, end)) = end.and_then(|end| Some((rest[..end].strip_prefix("&'")?, end)))
            && let Some(character) = character(name)
        {
            words.push(character);
            end + 1
        } else if let Some(end) = end.filter(|end| is_tag(&rest[..*end])) {
            let content = vec![CodePart::Native(rest[..=end].to_owned())];
            inlines.push(Inline::Text(std::mem::take(&mut words)));
            inlines.push(Inline::Code(Code { kind: CodeKind::Placeholder, attributes: Vec::new(), content }));
            end + 1
        } else {
            words.push_str(&rest[..1]);
            1
        };
        rest = &rest[length..];
    }
    words.push_str(rest);
    inlines.push(Inline::Text(words));
    Segment::new(inlines)
}

fn escaped(text: &str) -> Option<char> {
    match text {
        "\\n" => Some('\n'),
        "\\t" => Some('\t'),
        _ => None,
    }
}

/// A tag: `&tA;` up to `&tZ;`, and further ones with two letters.
fn is_tag(text: &str) -> bool {
    text.strip_prefix("&t").is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase()))
}

/// The character of a number: of windows-1252, but where Wordfast on a Macintosh writes others.
fn character(name: &str) -> Option<char> {
    if name == "B" {
        return Some('\n');
    }
    let byte = u8::from_str_radix(name, 16).ok().filter(|_| name.len() == 2)?;
    Some(match byte {
        0xA8 => '®',
        0xAA => '™',
        0xC7 => '«',
        0xC8 => '»',
        0xC9 => '…',
        0xCA => '\u{A0}',
        0xD0 => '–',
        0xD1 => '—',
        0xD2 => '“',
        0xD3 => '”',
        0xD4 => '‘',
        0xD5 => '’',
        0xE2 => '‚',
        0xE3 => '„',
        byte => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged, encoded};
    use crate::formats::exchange::ExchangeFormat;
    use proptest::prelude::*;

    const HEAD: &str = "%20240605~101500\t%User ID,AN,AN Anna N,VP,VP Viktar P\t%TU=00000003\t%RU-01\t\
        %Wordfast TM v.5.51w9/00\t%BE-01\t%---16875023\t%Subject,LG Law,FN Public finance\t%Client";

    fn read(bytes: &[u8]) -> Result<(Vec<Tu>, Vec<Problem>, Tally), ExchangeError> {
        let mut reader = ExchangeFormat::to_read("txt").unwrap().open(Box::new(bytes), &ReadOptions::default())?;
        let (mut units, mut problems) = (Vec::new(), Vec::new());
        while let Some(tu) = reader.next(&mut problems)? {
            units.push(tu);
        }
        assert_eq!(reader.format(), "wordfast 5.51w9");
        let tally = reader.tally().clone();
        Ok((units, problems, tally))
    }

    fn memory() -> String {
        format!(
            "{HEAD}\r\n\
             20240605~101501\tAN\t0\tRU-01\tУказ № 5 &'96; о бюджете&'26;налогах\tBE-01\tУказ № 5 &'D0; аб бюджэце&'26;падатках\tFN\tМИД\r\n\
             20240606~090000\tAN,VP\t12\tRU-01\tНажмите &tA;кнопку&tB;\\nдважды\tBE-BY\tНацісніце &tA;кнопку&tB;&'B;двойчы\t\t\r\n\
             20240607~090000\tVP\t1\t\tAT&T \\ &'ZZ; R&D;\t\tAT&T &'85;\tLG\r\n"
        )
    }

    #[test]
    fn a_memory_is_read_with_all_that_it_tells() {
        let bytes: Vec<u8> = format!("\u{FEFF}{}", memory()).encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (units, problems, tally) = read(&bytes).unwrap();
        assert_eq!((problems, tally.units), (vec![], 3));
        let texts =
            |tu: &Tu| tu.tuvs.iter().map(|tuv| format!("{}:{}", tuv.lang, tuv.segment.text())).collect::<Vec<_>>();
        assert_eq!(texts(&units[0]), ["ru:Указ № 5 – о бюджете&налогах", "be:Указ № 5 – аб бюджэце&падатках"]);
        assert_eq!(texts(&units[1]), ["ru:Нажмите кнопку\nдважды", "be-BY:Націсніце кнопку\nдвойчы"]);
        assert_eq!(texts(&units[2]), ["ru:AT&T \\ &'ZZ; R&D;", "be:AT&T …"]);
        let pairs = |tu: &Tu| tu.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        assert_eq!(pairs(&units[0]), ["changedate=20240605T101501Z", "changeid=AN"]);
        assert_eq!(pairs(&units[1]), ["changedate=20240606T090000Z", "changeid=VP", "creationid=AN", "usagecount=12"]);
        let props = |tu: &Tu| tu.props.iter().map(|prop| format!("{}={}", prop.kind, prop.value)).collect::<Vec<_>>();
        assert_eq!(props(&units[0]), ["x-wordfast-Subject=Public finance", "x-wordfast-Client=МИД"]);
        assert_eq!(props(&units[2]), ["x-wordfast-Subject=Law"]);
        let codes: Vec<_> =
            units[1].tuvs[0].segment.inlines().iter().filter(|i| matches!(i, Inline::Code(_))).collect();
        assert_eq!(codes.len(), 2);
    }

    #[test]
    fn old_memories_in_eight_bits_are_read() {
        let bytes = encoding_rs::WINDOWS_1251.encode(&memory()).0.into_owned();
        let (units, problems, _) = read(&bytes).unwrap();
        assert_eq!(units[0].tuvs[1].segment.text(), "Указ № 5 – аб бюджэце&падатках");
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["text-encoding"]);
    }

    #[test]
    fn bad_lines_are_passed_over_and_other_files_refused() {
        let file = format!(
            "{HEAD}\r\nодин\tдва\r\n20241305~0\tAN\t0\tRU-01\tДа\tBE-01\tТак\r\n\r\n\tAN\t0\t123\tДа\tBE-01\tТак\r\n\tAN\t0\tRU-01\tДа\tBE-01\t \r\n"
        );
        let (units, problems, tally) = read(file.as_bytes()).unwrap();
        assert_eq!((units.len(), tally.units), (1, 4));
        let told: Vec<_> = problems.iter().map(|p| (p.code, p.place.line)).collect();
        let expected =
            [("wordfast-columns", 2), ("wordfast-date", 3), ("wordfast-language", 5), ("wordfast-no-text", 6)];
        assert_eq!(told, expected.map(|(code, line)| (code, Some(line))));
        for text in ["", "Сообщение для прессы\n", "%a\t%b\n", "100%\tда\n"] {
            let error = read(text.as_bytes()).unwrap_err();
            assert!(error.is_foreign() && !error.is_damage(), "{text}");
            assert!(error.to_string().contains("Wordfast"), "{error}");
        }
        let error = read(format!("{HEAD}\r\n20240605~101501\tAN\t0\tRU-01\tУказ").as_bytes()).unwrap_err();
        assert!(error.is_damage(), "{error}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_panic(changes in changes()) {
            for bytes in encoded(&memory()) {
                let format = ExchangeFormat::to_read("txt").unwrap();
                let bytes = damaged(&bytes, &changes);
                let Ok(mut reader) = format.open(Box::new(bytes.as_slice()), &ReadOptions::default()) else { continue };
                while let Ok(Some(_)) = reader.next(&mut Vec::new()) {}
            }
        }

        #[test]
        fn no_text_panics(text in "(&'?[0-9A-Ft]{0,3};?|\\\\|[а&';\\\\nt]){0,12}") {
            let _ = segment(&text);
        }
    }
}
