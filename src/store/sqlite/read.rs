//! What is in a memory? Units, sides and exact matches, read in one pass and without holding more than one unit.

use super::fault::Fault;
use super::layout;
use crate::lang::Lang;
use crate::model::{Context, Header, Note, Origin, Prop, Source, Tu, TuId, Tuv};
use crate::store::TuvText;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::iter::Peekable;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Holds a memory as of one moment while it lives. Like a transaction of `rusqlite`, but its statements are kept: one is
/// begun for each query. Empty inside a transaction that does the same.
pub(super) struct Snapshot<'c>(Option<&'c Connection>);

/// Holds the memory as of one moment while several statements read it.
pub(super) fn snapshot(connection: &Connection) -> rusqlite::Result<Snapshot<'_>> {
    let outermost = connection.is_autocommit();
    if outermost {
        connection.prepare_cached("BEGIN DEFERRED")?.execute([])?;
    }
    Ok(Snapshot(outermost.then_some(connection)))
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0.filter(|connection| !connection.is_autocommit()) {
            // What has only read is given up without harm, and when not even that can be done the next statement says so.
            let _ = connection.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute([]));
        }
    }
}

/// The fingerprints of documents that batches which count were made of.
pub(super) fn aligned(connection: &Connection) -> Result<HashSet<String>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT fingerprint
           FROM aligned
           JOIN batch ON batch.id = aligned.batch
          WHERE undone_by IS NULL",
    )?;
    let fingerprints = statement.query_map([], |row| row.get(0))?;
    Ok(fingerprints.collect::<rusqlite::Result<_>>()?)
}

/// What exchange files said of themselves that batches which count read, in the order they were read.
pub(super) fn headers(connection: &Connection) -> Result<Vec<Header>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT header
           FROM header
           JOIN batch ON batch.id = header.batch
          WHERE undone_by IS NULL
          ORDER BY header.batch, header.position",
    )?;
    let mut rows = statement.query([])?;
    let mut headers = Vec::new();
    while let Some(row) = rows.next()? {
        headers.push(layout::read_header(text(row, 0)?)?);
    }
    Ok(headers)
}

/// Visits the units numbered `first` to `last`, in order. Each table is read once, in step with the others.
pub(super) fn tus(
    connection: &Connection,
    sources: &RefCell<Sources>,
    (first, last): (i64, i64),
    visit: &mut dyn FnMut(TuId, Tu) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let _snapshot = snapshot(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT id, tuid, attributes
           FROM tu
          WHERE id BETWEEN ?1 AND ?2
          ORDER BY id",
    )?;
    let mut rows = statement.query([first, last])?;
    let mut heads = || rows.next()?.map(|row| Ok((row.get(0)?, read_head(row, 1)?))).transpose();
    with_parts(connection, sources, [first, last], Parts { props: true, notes: true, origins: true }, &mut heads, visit)
}

/// What units may have besides sides. A table that has nothing of them need not be asked.
struct Parts {
    props: bool,
    notes: bool,
    origins: bool,
}

/// A unit as it stands in its table, from a column on.
fn read_head(row: &Row<'_>, column: usize) -> Result<Tu, Fault> {
    let attributes = layout::read_attributes(row.get(column + 1)?)?;
    Ok(Tu { tuid: row.get(column)?, attributes, ..Tu::default() })
}

/// Visits units, given one by one without their parts, which are numbered as in the range.
fn with_parts(
    connection: &Connection,
    sources: &RefCell<Sources>,
    range: [i64; 2],
    parts: Parts,
    heads: &mut dyn FnMut() -> Result<Option<(i64, Tu)>, Fault>,
    visit: &mut dyn FnMut(TuId, Tu) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let mut tuvs = connection.prepare_cached(
        "SELECT tu, id, lang, text, seg, attributes
           FROM tuv
          WHERE tu BETWEEN ?1 AND ?2
          ORDER BY tu, id",
    )?;
    let mut props = asked(
        parts.props,
        connection,
        "SELECT tu, tuv, kind, lang, value, encoding
           FROM prop
          WHERE tu BETWEEN ?1 AND ?2
          ORDER BY tu, id",
    )?;
    let mut notes = asked(
        parts.notes,
        connection,
        "SELECT tu, tuv, lang, text, encoding
           FROM note
          WHERE tu BETWEEN ?1 AND ?2
          ORDER BY tu, id",
    )?;
    let mut origins = asked(
        parts.origins,
        connection,
        "SELECT tu, source_list, position, shape, confidence, aligner, context
           FROM origin
          WHERE tu BETWEEN ?1 AND ?2
          ORDER BY tu, id",
    )?;
    let mut tuvs = Grouped::new(tuvs.query_map(range, TuvRow::read)?);
    let mut props = grouped(&mut props, range, read_prop)?;
    let mut notes = grouped(&mut notes, range, read_note)?;
    let mut origins = grouped(&mut origins, range, OriginRow::read)?;
    while let Some((id, mut tu)) = heads()? {
        let mut ids = Vec::new();
        while let Some(row) = tuvs.next_of(id)? {
            ids.push(row.id);
            tu.tuvs.push(row.tuv()?);
        }
        while let Some((tuv, prop)) = props.next_of(id)? {
            owner(tuv, &ids, id)?.map_or(&mut tu.props, |i| &mut tu.tuvs[i].props).push(prop);
        }
        while let Some((tuv, note)) = notes.next_of(id)? {
            owner(tuv, &ids, id)?.map_or(&mut tu.notes, |i| &mut tu.tuvs[i].notes).push(note);
        }
        while let Some(row) = origins.next_of(id)? {
            tu.origins.push(row.origin(connection, sources)?);
        }
        if visit(TuId(id), tu).is_break() {
            break;
        }
    }
    Ok(())
}

/// A statement, if it is wanted.
fn asked<'c>(wanted: bool, connection: &'c Connection, sql: &str) -> rusqlite::Result<Option<CachedStatement<'c>>> {
    wanted.then(|| connection.prepare_cached(sql)).transpose()
}

/// The rows of a statement unit by unit; none without one.
fn grouped<T>(
    statement: &mut Option<CachedStatement<'_>>,
    range: [i64; 2],
    read: fn(&Row<'_>) -> rusqlite::Result<(i64, T)>,
) -> rusqlite::Result<Grouped<impl Iterator<Item = rusqlite::Result<(i64, T)>>>> {
    let rows = statement.as_mut().map(|statement| statement.query_map(range, read)).transpose()?;
    Ok(Grouped::new(rows.into_iter().flatten()))
}

/// One unit.
pub(super) fn tu(connection: &Connection, sources: &RefCell<Sources>, id: TuId) -> Result<Option<Tu>, Fault> {
    let mut found = None;
    tus(connection, sources, (id.0, id.0), &mut |_, tu| {
        found = Some(tu);
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// The unit that has a side of this number, and which of its sides it is.
pub(super) fn unit_of(
    connection: &Connection,
    sources: &RefCell<Sources>,
    side: i64,
) -> Result<Option<(TuId, usize, Tu)>, Fault> {
    let _snapshot = snapshot(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT tuv.tu,
                tuv.position,
                EXISTS (SELECT 1 FROM prop WHERE prop.tu = tuv.tu),
                EXISTS (SELECT 1 FROM note WHERE note.tu = tuv.tu),
                EXISTS (SELECT 1 FROM origin WHERE origin.tu = tuv.tu),
                tu.tuid,
                tu.attributes
           FROM tuv
           JOIN tu ON tu.id = tuv.tu
          WHERE tuv.id = ?1",
    )?;
    let mut rows = statement.query([side])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (id, position): (i64, i64) = (row.get(0)?, row.get(1)?);
    let parts = Parts { props: row.get(2)?, notes: row.get(3)?, origins: row.get(4)? };
    let mut head = Some((id, read_head(row, 5)?));
    drop(rows);
    let mut found = None;
    with_parts(connection, sources, [id, id], parts, &mut || Ok(head.take()), &mut |_, tu| {
        found = Some((TuId(id), position.cast_unsigned() as usize, tu));
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// Visits sides, of one primary language or of all.
pub(super) fn tuvs(
    connection: &Connection,
    primary: Option<&str>,
    visit: &mut dyn FnMut(TuvText<'_>) -> ControlFlow<()>,
) -> Result<(), Fault> {
    // Tags of a primary language are it or go on with '-'; '.' is the character after '-'.
    let mut statement = connection.prepare_cached(
        "SELECT tu, position, lang, text, seg, id
           FROM tuv
          WHERE ?1 IS NULL
             OR lang = ?1
             OR (lang > ?1 || '-' AND lang < ?1 || '.')
          ORDER BY id",
    )?;
    let mut langs: Vec<Lang> = Vec::new();
    let mut rows = statement.query([primary.map(str::to_ascii_lowercase)])?;
    while let Some(row) = rows.next()? {
        let tag = text(row, 2)?;
        let known = langs.iter().position(|lang| lang.as_str() == tag);
        let lang = match known {
            Some(known) => &langs[known],
            None => {
                langs.push(layout::read_lang(tag)?);
                &langs[langs.len() - 1]
            }
        };
        let seg: Option<String> = row.get(4)?;
        let has_codes = seg.is_some();
        let reading = match seg {
            None => None,
            seg => Some(layout::read_segment(String::new(), seg)?.reading()),
        };
        let tuv = TuvText {
            side: row.get(5)?,
            tu: TuId(row.get(0)?),
            position: row.get::<_, u32>(1)? as usize,
            lang,
            text: reading.as_deref().map_or_else(|| text(row, 3), Ok)?,
            has_codes,
        };
        if visit(tuv).is_break() {
            break;
        }
    }
    Ok(())
}

/// Units with a side of exactly these words.
pub(super) fn exact(connection: &Connection, text: &str) -> Result<Vec<TuId>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT tu
           FROM tuv
          WHERE hash = ?1
            AND text = ?2
          ORDER BY tu",
    )?;
    let ids = statement.query_map((layout::fingerprint(text), text), |row| row.get(0).map(TuId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Units that come from a document.
pub(super) fn of_document(connection: &Connection, lang: &Lang, name: &str) -> Result<Vec<TuId>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT origin.tu
           FROM document
           JOIN source ON source.document = document.id
           JOIN origin ON origin.source_list = source.source_list
          WHERE document.name = ?1
            AND source.lang = ?2
          ORDER BY origin.tu",
    )?;
    let ids = statement.query_map((name, lang.as_str()), |row| row.get(0).map(TuId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// A text column, borrowed.
pub(super) fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str, Fault> {
    row.get_ref(column)?.as_str().map_err(|error| Fault::Damage(format!("column {column}: {error}")))
}

/// A side as it stands in its table.
pub(super) struct TuvRow {
    pub(super) id: i64,
    lang: String,
    text: String,
    seg: Option<String>,
    attributes: Option<String>,
}

impl TuvRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Self)> {
        let tuv =
            Self { id: row.get(1)?, lang: row.get(2)?, text: row.get(3)?, seg: row.get(4)?, attributes: row.get(5)? };
        Ok((row.get(0)?, tuv))
    }

    fn tuv(self) -> Result<Tuv, Fault> {
        let mut tuv = Tuv::new(layout::read_lang(&self.lang)?, layout::read_segment(self.text, self.seg)?);
        tuv.attributes = layout::read_attributes(self.attributes)?;
        Ok(tuv)
    }
}

/// An origin as it stands in its table.
struct OriginRow {
    source_list: i64,
    position: i64,
    shape: Option<String>,
    confidence: Option<f64>,
    aligner: Option<String>,
    context: Option<String>,
}

impl OriginRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Self)> {
        let origin = Self {
            source_list: row.get(1)?,
            position: row.get(2)?,
            shape: row.get(3)?,
            confidence: row.get(4)?,
            aligner: row.get(5)?,
            context: row.get(6)?,
        };
        Ok((row.get(0)?, origin))
    }

    fn origin(self, connection: &Connection, sources: &RefCell<Sources>) -> Result<Origin, Fault> {
        let passage = |id: Option<i64>| id.map(|id| passage(connection, id)).transpose();
        let mut context = Vec::new();
        for (lang, before, after) in layout::read_context(self.context)? {
            context.push(Context { lang: layout::read_lang(&lang)?, before: passage(before)?, after: passage(after)? });
        }
        Ok(Origin {
            sources: sources.borrow_mut().get(connection, self.source_list)?.to_vec(),
            position: self.position.cast_unsigned(),
            shape: layout::read_shape(self.shape)?,
            confidence: self.confidence,
            aligner: self.aligner,
            context,
        })
    }
}

fn read_prop(row: &Row<'_>) -> rusqlite::Result<(i64, (Option<i64>, Prop))> {
    let prop = Prop { kind: row.get(2)?, lang: row.get(3)?, value: row.get(4)?, encoding: row.get(5)? };
    Ok((row.get(0)?, (row.get(1)?, prop)))
}

fn read_note(row: &Row<'_>) -> rusqlite::Result<(i64, (Option<i64>, Note))> {
    let note = Note { lang: row.get(2)?, text: row.get(3)?, encoding: row.get(4)? };
    Ok((row.get(0)?, (row.get(1)?, note)))
}

fn passage(connection: &Connection, id: i64) -> Result<String, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT text
           FROM passage
          WHERE id = ?1",
    )?;
    let text = statement.query_row([id], |row| row.get(0)).optional()?;
    text.ok_or_else(|| Fault::Damage(format!("passage {id} is missing")))
}

/// Which side of a unit a property or note belongs to; `None` for the unit itself.
fn owner(tuv: Option<i64>, ids: &[i64], tu: i64) -> Result<Option<usize>, Fault> {
    let Some(tuv) = tuv else { return Ok(None) };
    let side = ids.iter().position(|id| *id == tuv);
    side.map(Some).ok_or_else(|| Fault::Damage(format!("unit {tu} has no side {tuv}")))
}

/// Rows of a table in the order of their units, handed out unit by unit.
struct Grouped<I: Iterator>(Peekable<I>);

impl<T, I: Iterator<Item = rusqlite::Result<(i64, T)>>> Grouped<I> {
    fn new(rows: I) -> Self {
        Self(rows.peekable())
    }

    /// The next row, if it is of this unit. Rows of units before it are passed over: there are none in a sound memory.
    fn next_of(&mut self, tu: i64) -> rusqlite::Result<Option<T>> {
        let row = self.0.next_if(|row| row.as_ref().map_or(true, |(of, _)| *of <= tu));
        match row.transpose()? {
            Some((of, _)) if of < tu => self.next_of(tu),
            row => Ok(row.map(|(_, row)| row)),
        }
    }
}

/// The documents of an origin, by language.
type SourceList = [(Option<Lang>, Source)];

/// Lists of sources, each read once for the many origins that share it. One that a transaction left in the memory is never
/// changed or removed, so it may be kept as long as the connection; one that is not there yet must not be.
#[derive(Debug, Default)]
pub(super) struct Sources(HashMap<i64, Arc<SourceList>>);

impl Sources {
    /// More lists than this are not held: a memory may come from very many documents.
    const HELD: usize = 4096;

    fn get(&mut self, connection: &Connection, list: i64) -> Result<Arc<SourceList>, Fault> {
        if let Some(known) = self.0.get(&list) {
            return Ok(Arc::clone(known));
        }
        let read = read_sources(connection, list)?;
        if self.0.len() >= Self::HELD {
            self.0.clear();
        }
        self.0.insert(list, Arc::clone(&read));
        Ok(read)
    }
}

fn read_sources(connection: &Connection, list: i64) -> Result<Arc<SourceList>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT source.lang, document.name, document.title, document.date, document.url
           FROM source
           JOIN document ON document.id = source.document
          WHERE source.source_list = ?1
          ORDER BY source.position",
    )?;
    let mut rows = statement.query([list])?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        let lang = row.get::<_, Option<String>>(0)?.map(|tag| layout::read_lang(&tag)).transpose()?;
        let source = Source { name: row.get(1)?, title: row.get(2)?, date: row.get(3)?, url: row.get(4)? };
        sources.push((lang, source));
    }
    Ok(sources.into())
}
