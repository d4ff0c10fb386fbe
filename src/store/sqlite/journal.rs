//! What was done, and how is it taken back? Batches, and the undoing of them.
//!
//! A batch is the base of a chain: its undo, the undo of that, and so on, each taking the same changes back or bringing
//! them back. Only the newest of the chain counts, so only it, or the base while it counts, can be undone; the journals
//! of the others are dropped. What the memory holds thus depends only on which bases count, and a base that counts can
//! be taken back as if it had just been made, unless a later base that counts builds on it.
//!
//! Taking back a batch, be it a base or an undo, is the same for each table: remove the rows it inserted, then put the
//! rows it changed or removed back as they were (the oldest entry of each). While that is done, the triggers write the
//! journal of the undo.

use super::fault::Fault;
use super::index::{self, Indexing};
use crate::model::{Batch, BatchId, BatchKind, BatchState, ConceptCounts, TuId};
use crate::store::StoreError;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeSet;

/// A table whose changes are journalled, in a table named like it with `journal_` before.
pub(super) struct Journalled {
    pub(super) name: &'static str,
    /// All columns but `id`.
    columns: &'static [&'static str],
}

/// Parents before children.
pub(super) const TABLES: [Journalled; 6] = [
    Journalled { name: "tu", columns: &["tuid", "attributes"] },
    Journalled { name: "tuv", columns: &["tu", "position", "lang", "text", "seg", "hash", "attributes"] },
    Journalled { name: "prop", columns: &["tu", "tuv", "kind", "lang", "value", "encoding"] },
    Journalled { name: "note", columns: &["tu", "tuv", "lang", "text", "encoding"] },
    Journalled {
        name: "origin",
        columns: &["tu", "source_list", "position", "shape", "confidence", "aligner", "context"],
    },
    Journalled { name: "concept", columns: &["name", "body"] },
];

/// Writes the row of a new batch; all that is changed from now on is journalled under it.
pub(super) fn begin(connection: &Connection, kind: BatchKind, title: &str, at: &str) -> Result<Batch, Fault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO batch (kind, title, at)
         VALUES (?1, ?2, ?3)",
    )?;
    let id = BatchId(statement.insert((kind.name(), title, at))?);
    let (title, at) = (title.to_owned(), at.to_owned());
    let concepts = ConceptCounts::default();
    Ok(Batch { id, kind, title, at, added: 0, merged: 0, removed: 0, concepts, state: BatchState::Done })
}

/// Notes that a batch inserted the rows of a table numbered `first` to `last`.
pub(super) fn inserted(
    connection: &Connection,
    batch: BatchId,
    table: &str,
    (first, last): (i64, i64),
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO journal_inserted (batch, tbl, first, last)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    statement.execute((batch.0, table, first, last))?;
    Ok(())
}

/// The number the next new row of a table gets: one more than any row ever had, even if it is gone.
pub(super) fn next_id(connection: &Connection, table: &str) -> Result<i64, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT ifnull(max(last), 0) + 1
           FROM journal_inserted
          WHERE tbl = ?1",
    )?;
    Ok(statement.query_row([table], |row| row.get(0))?)
}

/// Whether a batch is the newest, undoes included.
pub(super) fn is_newest(connection: &Connection, id: BatchId) -> Result<bool, Fault> {
    let mut statement = connection.prepare_cached("SELECT max(id) = ?1 FROM batch")?;
    Ok(statement.query_row([id.0], |row| row.get(0))?)
}

/// All batches, oldest first.
pub(super) fn batches(connection: &Connection) -> Result<Vec<Batch>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, title, at, added, merged, removed, undone_by, concepts_added, concepts_changed,
                concepts_removed
           FROM batch
          ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    let mut batches = Vec::new();
    while let Some(row) = rows.next()? {
        batches.push(read_batch(row)?);
    }
    Ok(batches)
}

/// One batch.
pub(super) fn batch(connection: &Connection, id: BatchId) -> Result<Option<Batch>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, title, at, added, merged, removed, undone_by, concepts_added, concepts_changed,
                concepts_removed
           FROM batch
          WHERE id = ?1",
    )?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(read_batch).transpose()
}

/// The units of which a batch inserted a row, as far as they and it are there.
pub(super) fn units_of(connection: &Connection, batch: BatchId) -> Result<Vec<TuId>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT tu.id
           FROM journal_inserted
           JOIN tu ON tu.id BETWEEN first AND last
          WHERE batch = ?1 AND tbl = 'tu'
          UNION
         SELECT tuv.tu
           FROM journal_inserted
           JOIN tuv ON tuv.id BETWEEN first AND last
          WHERE batch = ?1 AND tbl = 'tuv'
          UNION
         SELECT origin.tu
           FROM journal_inserted
           JOIN origin ON origin.id BETWEEN first AND last
          WHERE batch = ?1 AND tbl = 'origin'
          ORDER BY 1",
    )?;
    let ids = statement.query_map([batch.0], |row| row.get(0).map(TuId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn read_batch(row: &Row<'_>) -> Result<Batch, Fault> {
    let kind: String = row.get(1)?;
    let kind = BatchKind::parse(&kind).ok_or_else(|| Fault::Damage(format!("{kind:?} is no kind of batch")))?;
    let undone_by: Option<i64> = row.get(7)?;
    Ok(Batch {
        id: BatchId(row.get(0)?),
        kind,
        title: row.get(2)?,
        at: row.get(3)?,
        added: row.get::<_, i64>(4)?.cast_unsigned(),
        merged: row.get::<_, i64>(5)?.cast_unsigned(),
        removed: row.get::<_, i64>(6)?.cast_unsigned(),
        concepts: ConceptCounts {
            added: row.get::<_, i64>(8)?.cast_unsigned(),
            changed: row.get::<_, i64>(9)?.cast_unsigned(),
            removed: row.get::<_, i64>(10)?.cast_unsigned(),
        },
        state: undone_by.map_or(BatchState::Done, |by| BatchState::Undone(BatchId(by))),
    })
}

/// Takes a batch back, inside a transaction that the caller commits.
pub(super) fn undo(connection: &Connection, asked: Option<BatchId>, at: &str) -> Result<BatchId, Fault> {
    let id = match asked {
        Some(id) => id,
        None => newest(connection)?.ok_or(StoreError::NothingToUndo)?,
    };
    let batch = batch(connection, id)?.ok_or(StoreError::NoBatch(id))?;
    if let BatchState::Undone(by) = batch.state {
        return Err(StoreError::AlreadyUndone { batch: id, by }.into());
    }
    let first = to_undo_first(connection, id)?;
    if !first.is_empty() {
        return Err(StoreError::Blocked { batch: id, first }.into());
    }
    let base = base_of(connection, id)?;
    let previous = newest_of_chain(connection, base)?;
    let title = format!("batch {}: {}", id.0, batch.title);
    let undo = begin(connection, BatchKind::Undo, &title, at)?.id;
    connection.execute("UPDATE batch SET base = ?2 WHERE id = ?1", (undo.0, base.0))?;
    revert(connection, id, undo)?;
    mark(connection, base, previous, undo)?;
    Ok(undo)
}

/// The newest batch that counts and is not an undo.
fn newest(connection: &Connection) -> Result<Option<BatchId>, Fault> {
    let id: Option<i64> = connection.query_row(
        "SELECT max(id)
           FROM batch
          WHERE base IS NULL
            AND undone_by IS NULL",
        [],
        |row| row.get(0),
    )?;
    Ok(id.map(BatchId))
}

/// The first batch of the chain a batch belongs to.
fn base_of(connection: &Connection, id: BatchId) -> Result<BatchId, Fault> {
    let mut statement = connection.prepare_cached("SELECT ifnull(base, id) FROM batch WHERE id = ?1")?;
    Ok(BatchId(statement.query_row([id.0], |row| row.get(0))?))
}

/// The newest undo of a chain, if there is one.
fn newest_of_chain(connection: &Connection, base: BatchId) -> Result<Option<BatchId>, Fault> {
    let mut statement = connection.prepare_cached("SELECT max(id) FROM batch WHERE base = ?1")?;
    let id: Option<i64> = statement.query_row([base.0], |row| row.get(0))?;
    Ok(id.map(BatchId))
}

/// The batches that have to be undone before this one, newest first, those that stand in the way of these included.
fn to_undo_first(connection: &Connection, id: BatchId) -> Result<Vec<BatchId>, Fault> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for blocker in blockers(connection, base_of(connection, next)?)? {
            if blocker != id && found.insert(blocker) {
                open.push(blocker);
            }
        }
    }
    Ok(found.into_iter().rev().collect())
}

/// What stands in the way of taking a base back or bringing it back, among the bases that touched the same units or
/// concepts: later ones that count; and earlier ones that counted when it was made and do not now, or the other way
/// round (of these the newest of the chain is named).
fn blockers(connection: &Connection, base: BatchId) -> Result<Vec<BatchId>, Fault> {
    let mut statement = connection.prepare_cached(
        "WITH related (id) AS (
             -- Later batches that touched a unit this one created.
             SELECT touched.batch
               FROM journal_inserted AS created
               JOIN journal_touched AS touched ON touched.tu BETWEEN created.first AND created.last
              WHERE created.batch = ?1
                AND created.tbl = 'tu'
             UNION
             -- Batches that touched the same unit, unless both only extended it.
             SELECT other.batch
               FROM journal_touched AS mine
               JOIN journal_touched AS other ON other.tu = mine.tu
              WHERE mine.batch = ?1
                AND (mine.changed OR other.changed)
             UNION
             -- Earlier batches that created a unit this one touched.
             SELECT created.batch
               FROM journal_inserted AS created
              WHERE created.tbl = 'tu'
                AND created.batch < ?1
                AND EXISTS (SELECT 1
                              FROM journal_touched AS touched
                             WHERE touched.batch = ?1
                               AND touched.tu BETWEEN created.first AND created.last)
             UNION
             -- Batches that touched the same concept.
             SELECT other.batch
               FROM journal_touched_concept AS mine
               JOIN journal_touched_concept AS other ON other.name = mine.name
              WHERE mine.batch = ?1
         )
         SELECT batch.id
           FROM related
           JOIN batch ON batch.id = related.id
          WHERE batch.base IS NULL
            AND batch.id > ?1
            AND batch.undone_by IS NULL
          UNION
         SELECT (SELECT max(undo.id) FROM batch AS undo WHERE undo.base = batch.id)
           FROM related
           JOIN batch ON batch.id = related.id
          WHERE batch.base IS NULL
            AND batch.id < ?1
            AND (batch.undone_by IS NOT NULL)
                <> ((SELECT count(*) FROM batch AS undo WHERE undo.base = batch.id AND undo.id < ?1) % 2)",
    )?;
    let ids = statement.query_map([base.0], |row| row.get(0).map(BatchId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Takes the changes of `batch` back; `undo` is the batch that does it.
fn revert(connection: &Connection, batch: BatchId, undo: BatchId) -> Result<(), Fault> {
    // Rows come back and go in an order that is simple, not one that is sound at every moment.
    connection.pragma_update(None, "defer_foreign_keys", true)?;
    let mut counts = Counts::default();
    let mut indexing = Indexing::of(connection);
    for run in sides_before(connection, batch)?.chunk_by(|a, b| a + 1 == *b) {
        indexing.remove(connection, (run[0], run[run.len() - 1]))?;
    }
    for table in TABLES.iter().rev() {
        let ranges = inserted_ranges(connection, table, batch)?;
        let gone = remove_ranges(connection, table, &ranges)?;
        match table.name {
            "tu" => counts.removed = gone,
            "concept" => counts.concepts_removed = gone,
            "tuv" => {
                for range in ranges {
                    indexing.remove(connection, range)?;
                }
            }
            _ => {}
        }
    }
    for table in &TABLES {
        let Back { anew, changed } = put_back(connection, table, batch, undo)?;
        match table.name {
            "tu" => counts.added = anew,
            "concept" => (counts.concepts_added, counts.concepts_changed) = (anew, changed),
            _ => {}
        }
    }
    indexing.finish(connection)?;
    // What came back is indexed after what went is gone, for a side may be in both.
    let mut indexing = Indexing::of(connection);
    index::add_again(connection, &mut indexing, sides_before(connection, batch)?.into_iter())?;
    indexing.finish(connection)?;
    counts.write(connection, undo)
}

#[derive(Default)]
struct Counts {
    added: usize,
    removed: usize,
    concepts_added: usize,
    concepts_changed: usize,
    concepts_removed: usize,
}

impl Counts {
    fn write(&self, connection: &Connection, undo: BatchId) -> Result<(), Fault> {
        let [added, removed, concepts_added, concepts_changed, concepts_removed] =
            [self.added, self.removed, self.concepts_added, self.concepts_changed, self.concepts_removed]
                .map(|count| count.cast_signed() as i64);
        connection.execute(
            "UPDATE batch
                SET added = ?2, removed = ?3, concepts_added = ?4, concepts_changed = ?5, concepts_removed = ?6
              WHERE id = ?1",
            (undo.0, added, removed, concepts_added, concepts_changed, concepts_removed),
        )?;
        Ok(())
    }
}

/// Rows that were put back.
struct Back {
    /// Those that were not there.
    anew: usize,
    /// Those that were there as the batch had changed them.
    changed: usize,
}

/// Puts the rows a batch changed or removed back as they were.
fn put_back(connection: &Connection, table: &Journalled, batch: BatchId, undo: BatchId) -> Result<Back, Fault> {
    let Journalled { name, columns } = table;
    // The oldest entry of each row. Rows the batch itself inserted are passed over: they are gone. (The range that
    // begins last at or before the row is the only one that can hold it.)
    let oldest = format!(
        "SELECT min(entry)
           FROM journal_{name} AS was
          WHERE batch = ?1
            AND id > ifnull((SELECT last
                               FROM journal_inserted AS own
                              WHERE own.batch = ?1
                                AND own.tbl = '{name}'
                                AND own.first <= was.id
                              ORDER BY own.first DESC
                              LIMIT 1), 0)
          GROUP BY id"
    );
    let mut gone = connection.prepare(&format!(
        "SELECT id
           FROM journal_{name}
          WHERE entry IN ({oldest})
            AND id NOT IN (SELECT id FROM {name})
          ORDER BY id"
    ))?;
    let gone: Vec<i64> = gone.query_map([batch.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for run in gone.chunk_by(|a, b| a + 1 == *b) {
        inserted(connection, undo, name, (run[0], run[run.len() - 1]))?;
    }
    let list = columns.join(", ");
    let assign: Vec<String> = columns.iter().map(|column| format!("{column} = excluded.{column}")).collect();
    let all = connection.execute(
        &format!(
            "INSERT INTO {name} (id, {list})
             SELECT id, {list}
               FROM journal_{name}
              WHERE entry IN ({oldest})
                 ON CONFLICT (id) DO UPDATE SET {}",
            assign.join(", ")
        ),
        [batch.0],
    )?;
    Ok(Back { anew: gone.len(), changed: all - gone.len() })
}

/// The sides that a batch changed or removed, by number.
fn sides_before(connection: &Connection, batch: BatchId) -> Result<Vec<i64>, Fault> {
    let mut sides = connection.prepare_cached("SELECT DISTINCT id FROM journal_tuv WHERE batch = ?1 ORDER BY id")?;
    Ok(sides.query_map([batch.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The rows a batch inserted, as ranges of numbers.
fn inserted_ranges(connection: &Connection, table: &Journalled, batch: BatchId) -> Result<Vec<(i64, i64)>, Fault> {
    let mut ranges = connection.prepare_cached(
        "SELECT first, last
           FROM journal_inserted
          WHERE batch = ?1
            AND tbl = ?2",
    )?;
    let ranges = ranges.query_map((batch.0, table.name), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(ranges.collect::<rusqlite::Result<_>>()?)
}

/// Removes rows. How many there were.
fn remove_ranges(connection: &Connection, table: &Journalled, ranges: &[(i64, i64)]) -> Result<usize, Fault> {
    let mut delete = connection.prepare(&format!("DELETE FROM {} WHERE id BETWEEN ?1 AND ?2", table.name))?;
    let mut gone = 0;
    for range in ranges {
        gone += delete.execute(*range)?;
    }
    Ok(gone)
}

/// Says which batches of a chain count now that `undo` stands at its end, and drops what is not needed any more.
fn mark(connection: &Connection, base: BatchId, previous: Option<BatchId>, undo: BatchId) -> Result<(), Fault> {
    let counted: Option<i64> = connection
        .query_row("SELECT undone_by FROM batch WHERE id = ?1", [base.0], |row| row.get(0))
        .optional()?
        .flatten();
    let undone_by = if counted.is_none() { Some(undo.0) } else { None };
    connection.execute("UPDATE batch SET undone_by = ?2 WHERE id = ?1", (base.0, undone_by))?;
    let Some(previous) = previous else { return Ok(()) };
    connection.execute("UPDATE batch SET undone_by = ?2 WHERE id = ?1", (previous.0, undo.0))?;
    for table in &TABLES {
        connection.execute(&format!("DELETE FROM journal_{} WHERE batch = ?1", table.name), [previous.0])?;
    }
    connection.execute("DELETE FROM journal_inserted WHERE batch = ?1", [previous.0])?;
    Ok(())
}
