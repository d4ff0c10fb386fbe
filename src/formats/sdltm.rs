//! What is in a Trados memory? Units of a `.sdltm`, which is an SQLite database; it is read and never written.
//!
//! | in the database | unit |
//! |---|---|
//! | `translation_memories.source_language`, `target_language`, or the segment's `CultureName` | languages |
//! | `Text` | words |
//! | `Tag` of type `Start`, `End`, `Standalone`, `TextPlaceholder`, `LockedContent` | `bpt`, `ept`, `ph`: `i` is `Anchor`, `x` is `AlignmentAnchor`, `type` is `TagID`; the content is `TextEquivalent` |
//! | creation, change, last use | attributes `creationdate`, `creationid`, `changedate`, `changeid`, `lastusagedate`, `usagecount`; `x-LastUsedBy` |
//! | custom fields | properties `x-NAME:SingleString`, `MultipleString`, `DateTime`, `SinglePicklist`, `MultiplePicklist`, `Integer`, one a value |
//! | `translation_unit_contexts` | properties `x-Context`: hashes of the segments before, `SOURCE, TARGET` |
//! | `translation_unit_idcontexts` | properties `x-IdContext` |
//! | confirmation level, where it is kept | property `x-ConfirmationLevel`; drafts and rejected translations only when asked for |
//!
//! Names are those of Trados' own TMX. Of the tables only `translation_units` must be there, of its columns `id` and the
//! two segments; what a version does not have is left out. Dates are UTC. Units are read a few at a time; what another
//! program has not yet written into the file itself (its `-wal`) is not seen.

use super::exchange::{ExchangeError, Opened, ReadOptions, Tally, UnitReader};
use super::tmx::normal_value;
use super::xml::{Tag, Token, XmlError, XmlReader};
use crate::lang::Lang;
use crate::model::{Code, CodeKind, CodePart, Inline, Prop, Segment, Tu, Tuv};
use crate::problem::{Place, Problem};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

/// Units read together.
const PAGE: i64 = 256;
/// The largest segment that is still read, in bytes.
const MAX_SEGMENT: u64 = 16 << 20;
/// The program that makes them, for people.
const EXPECTED: &str = "expected a translation memory of Trados Studio";

/// Why a Trados memory could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum SdltmError {
    /// It is no database, or one that cannot be read.
    #[error("this is no SQLite database, or has a password; {EXPECTED}")]
    NotDatabase,
    /// Its tables are not those of a memory.
    #[error("{0}; {EXPECTED}")]
    Layout(String),
    /// It is damaged, or the system did not give its bytes.
    #[error("the database cannot be read{}: {cause}", if *.tu == 0 { String::new() } else { format!(" behind unit {tu}") })]
    Broken {
        /// What SQLite said.
        cause: String,
        /// Units before.
        tu: u64,
    },
}

impl SdltmError {
    /// Whether what was read before is good all the same.
    pub(super) fn is_damage(&self) -> bool {
        matches!(self, Self::Broken { tu: 1.., .. })
    }

    fn at_start(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotDatabase,
            _ => Self::Broken { cause: error.to_string(), tu: 0 },
        }
    }
}

/// Begins to read.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Opened<'static> {
    Ok(Box::new(SdltmReader::open(path, options)?))
}

struct SdltmReader {
    database: Connection,
    columns: Columns,
    source: Option<Lang>,
    target: Option<Lang>,
    /// Names of custom fields and their kinds, by number.
    fields: BTreeMap<i64, (String, i64)>,
    tables: Vec<String>,
    drafts: bool,
    tally: Tally,
    page: VecDeque<Raw>,
    last: i64,
    bytes: u64,
}

/// The query for units, of the columns there are.
struct Columns {
    query: String,
    level: bool,
}

/// A unit as it stands in the database.
#[derive(Default)]
struct Raw {
    id: i64,
    source: String,
    target: String,
    attributes: Vec<(&'static str, String)>,
    last_user: Option<String>,
    level: Option<i64>,
    props: Vec<Prop>,
}

/// Columns of units that become attributes, each with the attribute.
const ATTRIBUTES: [(&str, &str); 6] = [
    ("creation_date", "creationdate"),
    ("creation_user", "creationid"),
    ("change_date", "changedate"),
    ("change_user", "changeid"),
    ("last_used_date", "lastusagedate"),
    ("usage_counter", "usagecount"),
];

impl SdltmReader {
    fn open(path: &Path, options: &ReadOptions) -> Result<Self, SdltmError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = Connection::open_with_flags(uri(path), flags).map_err(SdltmError::at_start)?;
        let tables = names(&database, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')", [])
            .map_err(SdltmError::at_start)?;
        let has = |name: &str| tables.iter().any(|table| table == name);
        if !has("translation_units") {
            return Err(SdltmError::Layout("the database has no table translation_units".to_owned()));
        }
        let columns = columns(&database)?;
        let languages = if has("translation_memories") { languages(&database) } else { Ok((None, None)) };
        let (source, target) = languages.map_err(SdltmError::at_start)?;
        let fields = if has("attributes") { fields(&database) } else { Ok(BTreeMap::new()) };
        Ok(Self {
            fields: fields.map_err(SdltmError::at_start)?,
            columns,
            source: source.or_else(|| options.langs.first().cloned()),
            target: target.or_else(|| options.langs.get(1).cloned()),
            tables,
            drafts: options.drafts,
            tally: Tally::default(),
            page: VecDeque::new(),
            last: i64::MIN,
            bytes: 0,
            database,
        })
    }

    /// Reads the next units, with what other tables have on them.
    fn turn(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.database.prepare_cached(&self.columns.query)?;
        let level = self.columns.level;
        let raws = statement.query_map([self.last, PAGE], |row| raw(row, level))?;
        self.page = raws.collect::<rusqlite::Result<_>>()?;
        let (Some(first), Some(last)) = (self.page.front(), self.page.back()) else { return Ok(()) };
        let range = [first.id, last.id];
        self.last = last.id;
        for (id, prop) in self.props(range)? {
            if let Ok(at) = self.page.binary_search_by_key(&id, |raw| raw.id) {
                self.page[at].props.push(prop);
            }
        }
        Ok(())
    }

    /// The properties of the units of a range, by unit.
    fn props(&self, range: [i64; 2]) -> rusqlite::Result<Vec<(i64, Prop)>> {
        let has = |names: &[&str]| names.iter().all(|name| self.tables.iter().any(|table| table == name));
        let mut props = Vec::new();
        if has(&["translation_unit_contexts"]) {
            let query = "SELECT translation_unit_id, NULL, left_source_context || ', ' || left_target_context
                           FROM translation_unit_contexts
                          WHERE translation_unit_id BETWEEN ?1 AND ?2 ORDER BY translation_unit_id, rowid";
            props.extend(
                self.values(query, range)?.into_iter().map(|(id, _, value)| (id, Prop::new("x-Context", value))),
            );
        }
        if has(&["translation_unit_idcontexts"]) {
            let query = "SELECT translation_unit_id, NULL, idcontext FROM translation_unit_idcontexts
                          WHERE translation_unit_id BETWEEN ?1 AND ?2 ORDER BY translation_unit_id, rowid";
            props.extend(
                self.values(query, range)?.into_iter().map(|(id, _, value)| (id, Prop::new("x-IdContext", value))),
            );
        }
        let mut valued = Vec::new();
        for table in ["string_attributes", "date_attributes", "numeric_attributes"] {
            if has(&[table]) {
                let query = format!(
                    "SELECT translation_unit_id, attribute_id, value FROM {table}
                      WHERE translation_unit_id BETWEEN ?1 AND ?2 ORDER BY translation_unit_id, rowid"
                );
                valued.extend(self.values(&query, range)?);
            }
        }
        if has(&["picklist_attributes", "picklist_values"]) {
            let query = "SELECT translation_unit_id, attribute_id, value
                           FROM picklist_attributes AS chosen
                           JOIN picklist_values AS known ON known.id = chosen.picklist_value_id
                          WHERE translation_unit_id BETWEEN ?1 AND ?2 ORDER BY translation_unit_id, known.id";
            valued.extend(self.values(query, range)?);
        }
        for (id, field, value) in valued {
            if let Some((name, kind)) = field.and_then(|field| self.fields.get(&field)) {
                let value = if *kind == DATE {
                    normal_value("changedate", &value).map(Cow::into_owned).unwrap_or(value)
                } else {
                    value
                };
                props.push((id, Prop::new(format!("x-{name}:{}", kind_name(*kind)), value)));
            }
        }
        Ok(props)
    }

    /// A unit, a number and a text of each row.
    fn values(&self, query: &str, range: [i64; 2]) -> rusqlite::Result<Vec<(i64, Option<i64>, String)>> {
        let mut statement = self.database.prepare_cached(query)?;
        let rows =
            statement.query_map(range, |row| Ok((row.get(0)?, row.get(1)?, cell(row, 2)?.unwrap_or_default())))?;
        rows.collect()
    }

    /// The unit of what stands in the database, or why there is none.
    fn unit(&self, raw: Raw, tell: &mut dyn FnMut(&'static str, String)) -> Result<Tu, (&'static str, Option<String>)> {
        let mut tu = Tu::default();
        for (xml, told) in [(&raw.source, &self.source), (&raw.target, &self.target)] {
            let (segment, culture) = segment(xml)
                .map_err(|error| ("sdltm-segment", Some(format!("a segment cannot be understood ({error})"))))?;
            let lang = told.clone().or_else(|| Lang::parse(&culture).ok());
            let lang = lang.ok_or_else(|| ("sdltm-language", Some(format!("{culture:?} is no language"))))?;
            if segment.text().trim().is_empty() {
                return Err(("sdltm-no-text", Some(format!("the side in {lang} has no text"))));
            }
            tu.tuvs.push(Tuv::new(lang, segment));
        }
        for (name, value) in raw.attributes {
            match normal_value(name, &value) {
                Some(value) if name == "usagecount" && value == "0" => {}
                Some(value) => tu.attributes.push((name.to_owned(), value.into_owned())),
                None => {
                    tell("sdltm-value", format!("{name} {value:?} is no such value; kept as a property"));
                    tu.props.push(Prop::new(format!("x-{name}"), value));
                }
            }
        }
        tu.attributes.sort_unstable();
        tu.props.extend(raw.last_user.filter(|user| !user.is_empty()).map(|user| Prop::new("x-LastUsedBy", user)));
        if let Some(level) = raw.level.and_then(|level| LEVELS.get(usize::try_from(level).ok()?)) {
            if UNCONFIRMED.contains(level) && !self.drafts {
                return Err(("sdltm-draft", None));
            }
            tu.props.push(Prop::new("x-ConfirmationLevel", *level));
        }
        tu.props.extend(raw.props);
        Ok(tu)
    }
}

/// The levels of confirmation, by number.
const LEVELS: [&str; 7] = [
    "Unspecified",
    "Draft",
    "Translated",
    "RejectedTranslation",
    "ApprovedTranslation",
    "RejectedSignOff",
    "ApprovedSignOff",
];
const UNCONFIRMED: [&str; 3] = ["Draft", "RejectedTranslation", "RejectedSignOff"];

/// The kind of fields that hold dates.
const DATE: i64 = 3;

/// What Trados' TMX calls a kind of field.
fn kind_name(kind: i64) -> &'static str {
    match kind {
        2 => "MultipleString",
        DATE => "DateTime",
        4 => "SinglePicklist",
        5 => "MultiplePicklist",
        6 => "Integer",
        _ => "SingleString",
    }
}

/// The address of a file for SQLite: it is opened as it is, and nothing beside it is made or read.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'%' | b'?' | b'#' => uri.push_str(&format!("%{byte:02X}")),
            byte if byte.is_ascii() => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?mode=ro&immutable=1"
}

/// The first column of a query, as texts.
fn names<P: rusqlite::Params>(database: &Connection, query: &str, params: P) -> rusqlite::Result<Vec<String>> {
    database.prepare(query)?.query_map(params, |row| row.get(0))?.collect()
}

fn columns(database: &Connection) -> Result<Columns, SdltmError> {
    let known = names(database, "SELECT name FROM pragma_table_info('translation_units')", []);
    let known = known.map_err(SdltmError::at_start)?;
    let has = |name: &str| known.iter().any(|column| column.eq_ignore_ascii_case(name));
    if let Some(missing) = ["id", "source_segment", "target_segment"].into_iter().find(|name| !has(name)) {
        return Err(SdltmError::Layout(format!("its table translation_units has no column {missing}")));
    }
    let or_null = |name: &'static str| if has(name) { name } else { "NULL" };
    let level = ["confirmation_level", "confirmationlevel"].into_iter().find(|name| has(name));
    let attributes = ATTRIBUTES.map(|(column, _)| or_null(column)).join(", ");
    let (user, level_column) = (or_null("last_used_user"), level.unwrap_or("NULL"));
    let query = format!(
        "SELECT id, source_segment, target_segment, {attributes}, {user}, {level_column}
           FROM translation_units
          WHERE id > ?1
          ORDER BY id
          LIMIT ?2"
    );
    Ok(Columns { query, level: level.is_some() })
}

/// The languages of the memory; none when it holds several of different ones.
fn languages(database: &Connection) -> rusqlite::Result<(Option<Lang>, Option<Lang>)> {
    let mut statement =
        database.prepare("SELECT DISTINCT source_language, target_language FROM translation_memories LIMIT 2")?;
    let pairs: Vec<(Option<String>, Option<String>)> =
        statement.query_map([], |row| Ok((cell(row, 0)?, cell(row, 1)?)))?.collect::<rusqlite::Result<_>>()?;
    let lang = |text: &Option<String>| text.as_ref().and_then(|text| Lang::parse(text).ok());
    Ok(match &pairs[..] {
        [(source, target)] => (lang(source), lang(target)),
        _ => (None, None),
    })
}

fn fields(database: &Connection) -> rusqlite::Result<BTreeMap<i64, (String, i64)>> {
    let mut statement = database.prepare("SELECT id, name, type FROM attributes")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    rows.collect()
}

/// A cell as text, whatever type it is kept in.
fn cell(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    })
}

fn raw(row: &Row<'_>, level: bool) -> rusqlite::Result<Raw> {
    let mut raw = Raw {
        id: row.get(0)?,
        source: cell(row, 1)?.unwrap_or_default(),
        target: cell(row, 2)?.unwrap_or_default(),
        last_user: cell(row, 3 + ATTRIBUTES.len())?,
        level: if level { row.get(4 + ATTRIBUTES.len())? } else { None },
        ..Raw::default()
    };
    for (n, (_, name)) in ATTRIBUTES.into_iter().enumerate() {
        raw.attributes.extend(cell(row, 3 + n)?.filter(|value| !value.is_empty()).map(|value| (name, value)));
    }
    Ok(raw)
}

impl UnitReader for SdltmReader {
    fn format(&self) -> String {
        "sdltm".to_owned()
    }

    fn next(&mut self, problems: &mut Vec<Problem>) -> Result<Option<Tu>, ExchangeError> {
        loop {
            if self.page.is_empty() {
                let tu = self.tally.units;
                self.turn().map_err(|error| SdltmError::Broken { cause: error.to_string(), tu })?;
            }
            let Some(raw) = self.page.pop_front() else { return Ok(None) };
            self.tally.units += 1;
            self.bytes += (raw.source.len() + raw.target.len()) as u64;
            let place = Place { line: None, tu: Some(self.tally.units) };
            let mut tell = |code, message| problems.push(Problem { code, message, place });
            match self.unit(raw, &mut tell) {
                Ok(tu) => return Ok(Some(tu)),
                Err((code, message)) => {
                    if let Some(message) = message {
                        tell(code, format!("{message}; the unit is left out"));
                    }
                    self.tally.skip(code);
                }
            }
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// A segment and its `CultureName`. Characters that XML does not allow stand in real ones and are dropped.
fn segment(xml: &str) -> Result<(Segment, String), XmlError> {
    let (mut reader, _) = XmlReader::new(xml.as_bytes(), Some("utf-8"), MAX_SEGMENT)?;
    let mut inlines = Vec::new();
    let mut culture = String::new();
    loop {
        match reader.token()? {
            Token::Open(tag) => match &*tag.name {
                "Segment" | "Elements" => {}
                "CultureName" => culture = text(&mut reader)?,
                "Text" => {
                    for (name, value) in children(&mut reader)? {
                        if name == "Value" {
                            inlines.push(Inline::Text(value));
                        }
                    }
                }
                "Tag" => inlines.push(Inline::Code(code(&children(&mut reader)?))),
                _ => reader.skip()?,
            },
            Token::Text | Token::Close => {}
            Token::End => return Ok((Segment::new(inlines), culture)),
        }
    }
}

/// The elements within the one just opened, each with its text.
fn children(reader: &mut XmlReader<&[u8]>) -> Result<Vec<(String, String)>, XmlError> {
    let mut children = Vec::new();
    loop {
        match reader.token()? {
            Token::Open(Tag { name, .. }) => children.push((name.into(), text(reader)?)),
            Token::Text => {}
            Token::Close | Token::End => return Ok(children),
        }
    }
}

/// The text of the element just opened, white space and all.
fn text(reader: &mut XmlReader<&[u8]>) -> Result<String, XmlError> {
    let mut text = String::new();
    loop {
        match reader.token()? {
            Token::Text => text.push_str(reader.text()),
            Token::Open(_) => reader.skip()?,
            Token::Close | Token::End => return Ok(text),
        }
    }
}

/// A tag as a code, as Trados' TMX has it.
fn code(parts: &[(String, String)]) -> Code {
    let part = |name: &str| parts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let kind = match part("Type").unwrap_or_default() {
        "Start" => CodeKind::Begin,
        "End" => CodeKind::End,
        _ => CodeKind::Placeholder,
    };
    let mut attributes = Vec::new();
    let mut push = |name: &str, value: Option<&str>| {
        attributes
            .extend(value.filter(|value| !value.is_empty() && *value != "0").map(|v| (name.to_owned(), v.to_owned())));
    };
    if kind != CodeKind::Placeholder {
        push("i", part("Anchor"));
    }
    if kind != CodeKind::End {
        push("x", part("AlignmentAnchor").filter(|anchor| *anchor != "0").or(part("Anchor")));
        push("type", part("TagID"));
    }
    let content = part("TextEquivalent").filter(|text| !text.is_empty());
    Code { kind, attributes, content: content.map(|text| CodePart::Native(text.to_owned())).into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::damage::{changes, damaged};
    use crate::formats::exchange::ExchangeFormat;
    use proptest::prelude::*;
    use std::path::PathBuf;
    use tempfile::TempDir;

    /// The tables a memory had at first; real ones have more that are not ours to read.
    const OLD: &str = "
        CREATE TABLE translation_memories (id INTEGER PRIMARY KEY, name TEXT, source_language TEXT, target_language TEXT);
        CREATE TABLE translation_units (id INTEGER PRIMARY KEY, guid BLOB, translation_memory_id INT, source_hash INT,
            source_segment TEXT, target_hash INT, target_segment TEXT, creation_date DATETIME, creation_user TEXT,
            change_date DATETIME, change_user TEXT, last_used_date DATETIME, last_used_user TEXT, usage_counter INT,
            flags INT);
        CREATE TABLE attributes (id INTEGER PRIMARY KEY, name TEXT, type INT, tm_id INT);
        CREATE TABLE string_attributes (translation_unit_id INT, attribute_id INT, value TEXT);
        CREATE TABLE date_attributes (translation_unit_id INT, attribute_id INT, value DATETIME);
        CREATE TABLE numeric_attributes (translation_unit_id INT, attribute_id INT, value INT);
        CREATE TABLE picklist_values (id INTEGER PRIMARY KEY, attribute_id INT, value TEXT);
        CREATE TABLE picklist_attributes (translation_unit_id INT, picklist_value_id INT);
        CREATE TABLE translation_unit_contexts (translation_unit_id INT, left_source_context INT, left_target_context INT);
        INSERT INTO translation_memories VALUES (1, 'мфа', 'ru-RU', 'be-BY');
        INSERT INTO attributes VALUES (1, 'Client', 1, 1), (2, 'Тэма', 5, 1), (3, 'Approved', 3, 1), (4, 'Rank', 6, 1),
            (5, 'Status', 4, 1), (6, 'Sources', 2, 1);
        INSERT INTO picklist_values VALUES (1, 2, 'Право'), (2, 2, 'Финансы'), (3, 5, 'Final');";

    /// What later versions added.
    const NEW: &str = "
        ALTER TABLE translation_units ADD COLUMN source_token_data BLOB;
        ALTER TABLE translation_units ADD COLUMN alignment_data BLOB;
        ALTER TABLE translation_units ADD COLUMN format INT;
        ALTER TABLE translation_units ADD COLUMN origin INT;
        ALTER TABLE translation_units ADD COLUMN confirmationLevel INT;
        CREATE TABLE translation_unit_idcontexts (translation_unit_id INT, idcontext TEXT);";

    fn xml(culture: &str, elements: &str) -> String {
        format!(
            "<Segment xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\
             <Elements>{elements}</Elements><CultureName>{culture}</CultureName></Segment>"
        )
    }

    fn words(text: &str) -> String {
        format!("<Text><Value>{text}</Value></Text>")
    }

    /// A memory in a file of a name that is awkward in addresses.
    fn memory(folder: &TempDir, schema: &[&str], fill: impl FnOnce(&Connection)) -> PathBuf {
        let path = folder.path().join("мой 100% #1?.sdltm");
        let database = Connection::open(&path).unwrap();
        database.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF").unwrap();
        for part in schema {
            database.execute_batch(part).unwrap();
        }
        fill(&database);
        path
    }

    fn insert(database: &Connection, id: i64, source: &str, target: &str) {
        database
            .execute(
                "INSERT INTO translation_units (id, source_segment, target_segment, creation_date, creation_user,
                                                change_date, change_user, last_used_date, last_used_user, usage_counter)
                 VALUES (?1, ?2, ?3, '2024-06-05 10:15:00', 'MFA\\anna', '2024-06-06 00:00:00', 'viktar',
                         '2024-07-01 08:00:00', 'alena', 3)",
                (id, source, target),
            )
            .unwrap();
    }

    fn read_with(path: &Path, options: &ReadOptions) -> Result<(Vec<Tu>, Vec<Problem>, Tally), ExchangeError> {
        let format = ExchangeFormat::to_read("sdltm").unwrap();
        assert!(format.reads_files());
        let mut reader = format.open_file(path, options)?;
        let (mut units, mut problems) = (Vec::new(), Vec::new());
        while let Some(tu) = reader.next(&mut problems)? {
            units.push(tu);
        }
        let tally = reader.tally().clone();
        Ok((units, problems, tally))
    }

    fn read(path: &Path) -> Result<(Vec<Tu>, Vec<Problem>, Tally), ExchangeError> {
        read_with(path, &ReadOptions::default())
    }

    #[test]
    fn a_memory_is_read_with_all_that_it_tells() {
        let folder = TempDir::new().unwrap();
        let path = memory(&folder, &[OLD], |database| {
            let tag = |kind: &str, rest: &str| format!("<Tag><Type>{kind}</Type>{rest}<CanHide>false</CanHide></Tag>");
            let start = tag("Start", "<Anchor>1</Anchor><AlignmentAnchor>2</AlignmentAnchor><TagID>52</TagID>");
            let end = tag("End", "<Anchor>1</Anchor><AlignmentAnchor>0</AlignmentAnchor>");
            let holder = tag(
                "TextPlaceholder",
                "<Anchor>3</Anchor><AlignmentAnchor>3</AlignmentAnchor><TagID>7</TagID><TextEquivalent>{0}</TextEquivalent>",
            );
            let source =
                [words("Нажмите "), start.clone(), words("кно"), words("пку&amp;"), end.clone(), holder].concat();
            let target = [words("Націсніце "), start, words("кнопку\u{1F}"), end, words(" ")].concat();
            insert(database, 4, &xml("ru-RU", &source), &xml("be-BY", &target));
            database
                .execute_batch(
                    "INSERT INTO string_attributes VALUES (4, 1, 'МИД'), (4, 6, 'а'), (4, 6, 'б');
                     INSERT INTO date_attributes VALUES (4, 3, '2024-06-05 00:00:00');
                     INSERT INTO numeric_attributes VALUES (4, 4, 5);
                     INSERT INTO picklist_attributes VALUES (4, 1), (4, 2), (4, 3);
                     INSERT INTO translation_unit_contexts VALUES (4, -81985529216486896, 17), (4, 0, 0);",
                )
                .unwrap();
        });
        let (units, problems, tally) = read(&path).unwrap();
        assert_eq!((problems, tally.units, units.len()), (vec![], 1, 1));
        let tu = &units[0];
        let sides: Vec<_> = tu.tuvs.iter().map(|tuv| (tuv.lang.as_str(), tuv.segment.text())).collect();
        assert_eq!(sides, [("ru-RU", "Нажмите кнопку&".to_owned()), ("be-BY", "Націсніце кнопку ".to_owned())]);
        let codes: Vec<String> = tu.tuvs[0]
            .segment
            .inlines()
            .iter()
            .filter_map(|inline| match inline {
                Inline::Code(code) => {
                    let attributes: Vec<_> = code.attributes.iter().map(|(n, v)| format!("{n}={v}")).collect();
                    Some(format!("{} {} {:?}", code.kind.name(), attributes.join(" "), code.content))
                }
                _ => None,
            })
            .collect();
        assert_eq!(codes, ["bpt i=1 x=2 type=52 []", "ept i=1 []", "ph x=3 type=7 [Native(\"{0}\")]"]);
        let attributes: Vec<_> = tu.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(
            attributes,
            [
                "changedate=20240606T000000Z",
                "changeid=viktar",
                "creationdate=20240605T101500Z",
                "creationid=MFA\\anna",
                "lastusagedate=20240701T080000Z",
                "usagecount=3"
            ]
        );
        let props: Vec<_> = tu.props.iter().map(|prop| format!("{}={}", prop.kind, prop.value)).collect();
        assert_eq!(
            props,
            [
                "x-LastUsedBy=alena",
                "x-Context=-81985529216486896, 17",
                "x-Context=0, 0",
                "x-Client:SingleString=МИД",
                "x-Sources:MultipleString=а",
                "x-Sources:MultipleString=б",
                "x-Approved:DateTime=20240605T000000Z",
                "x-Rank:Integer=5",
                "x-Тэма:MultiplePicklist=Право",
                "x-Тэма:MultiplePicklist=Финансы",
                "x-Status:SinglePicklist=Final"
            ]
        );
    }

    #[test]
    fn later_memories_tell_what_is_confirmed() {
        let folder = TempDir::new().unwrap();
        let path = memory(&folder, &[OLD, NEW], |database| {
            for level in 0..7 {
                insert(
                    database,
                    10 + level,
                    &xml("ru-RU", &words(&format!("Да {level}"))),
                    &xml("be-BY", &words("Так")),
                );
                let sql = "UPDATE translation_units SET confirmationLevel = ?1 WHERE id = ?2";
                database.execute(sql, [level, 10 + level]).unwrap();
            }
            database.execute_batch("INSERT INTO translation_unit_idcontexts VALUES (12, 'menu.save')").unwrap();
        });
        let (units, problems, tally) = read(&path).unwrap();
        assert_eq!((units.len(), problems, tally.skipped["sdltm-draft"]), (4, vec![], 3));
        let value = |tu: &Tu, kind: &str| tu.props.iter().find(|p| p.kind == kind).map(|p| p.value.clone());
        assert_eq!(value(&units[1], "x-ConfirmationLevel").as_deref(), Some("Translated"));
        assert_eq!(value(&units[1], "x-IdContext").as_deref(), Some("menu.save"));
        let all = read_with(&path, &ReadOptions { drafts: true, ..ReadOptions::default() }).unwrap();
        assert_eq!(all.0.len(), 7);
    }

    #[test]
    fn more_units_than_a_page_are_read_in_order() {
        let folder = TempDir::new().unwrap();
        let path = memory(&folder, &[OLD], |database| {
            database.execute_batch("BEGIN").unwrap();
            for id in 0..600 {
                insert(
                    database,
                    id * 3 - 7,
                    &xml("ru-RU", &words(&format!("Пункт {id}"))),
                    &xml("be-BY", &words("Пункт")),
                );
            }
            database.execute_batch("INSERT INTO string_attributes VALUES (1790, 1, 'МИД'); COMMIT").unwrap();
        });
        let (units, _, _) = read(&path).unwrap();
        assert_eq!(units.len(), 600);
        assert_eq!(units[599].tuvs[0].segment.text(), "Пункт 599");
        assert_eq!(units[599].props.last().map(|prop| prop.value.as_str()), Some("МИД"));
    }

    #[test]
    fn bad_units_are_passed_over() {
        let folder = TempDir::new().unwrap();
        let path = memory(&folder, &[OLD], |database| {
            let good = xml("ru-RU", &words("Да"));
            insert(database, 1, "<Segment><Elements>", &good);
            insert(database, 2, &good, &xml("be-BY", "<Tag><Type>Standalone</Type><Anchor>1</Anchor></Tag>"));
            insert(database, 3, &good, &xml("be-BY", &words("Так")));
            database.execute_batch("UPDATE translation_units SET change_date = 'калі' WHERE id = 3").unwrap();
        });
        let (units, problems, tally) = read(&path).unwrap();
        assert_eq!((units.len(), tally.units), (1, 3));
        let told: Vec<_> = problems.iter().map(|p| (p.code, p.place.tu)).collect();
        assert_eq!(told, [("sdltm-segment", Some(1)), ("sdltm-no-text", Some(2)), ("sdltm-value", Some(3))]);
    }

    #[test]
    fn languages_come_from_the_segments_where_the_memory_does_not_tell() {
        let folder = TempDir::new().unwrap();
        let path = memory(
            &folder,
            &["CREATE TABLE translation_units (id INTEGER, source_segment TEXT, target_segment TEXT)"],
            |database| {
                let sides = (xml("ru-RU", &words("Да")), xml("en-GB", &words("Yes")));
                database.execute("INSERT INTO translation_units VALUES (1, ?1, ?2)", sides).unwrap();
            },
        );
        let (units, problems, _) = read(&path).unwrap();
        assert_eq!((units[0].tuvs[1].lang.as_str(), problems), ("en-GB", vec![]));
    }

    #[test]
    fn other_databases_and_files_are_refused() {
        let folder = TempDir::new().unwrap();
        let refusal = |path: &Path| {
            let error = read(path).unwrap_err();
            assert!(!error.is_damage(), "{error}");
            error.to_string()
        };
        let none = memory(&folder, &["CREATE TABLE other (id)"], |_| {});
        assert!(refusal(&none).contains("no table translation_units"));
        std::fs::remove_file(&none).unwrap();
        let short = memory(&folder, &["CREATE TABLE translation_units (id INT, source_segment TEXT)"], |_| {});
        assert!(refusal(&short).contains("no column target_segment"));
        std::fs::write(
            &short,
            "SQLite format 4 with a password, or so it seems; anything longer than a header".repeat(9),
        )
        .unwrap();
        assert!(refusal(&short).contains("password"));
        assert!(refusal(&folder.path().join("missing.sdltm")).contains("cannot be read"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_panic(changes in changes()) {
            let folder = TempDir::new().unwrap();
            let path = memory(&folder, &[OLD, NEW], |database| {
                insert(database, 1, &xml("ru-RU", &words("Да")), &xml("be-BY", &words("Так")));
            });
            let bytes = damaged(&std::fs::read(&path).unwrap(), &changes);
            std::fs::write(&path, bytes).unwrap();
            let _ = read(&path);
        }

        #[test]
        fn no_segment_panics(text in "(<(Segment|Elements|Text|Value|Tag|Type|/Tag|/Value|/Text|Anchor/)>|[а&;]|1){0,16}") {
            let _ = segment(&text);
        }
    }
}
