//! How much is there, is it sound, and how is it copied?

use super::fault::Fault;
use super::{concept, index, layout, open, read};
use crate::store::{Stats, StoreError};
use rusqlite::Connection;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::Path;

/// Counts what a memory holds.
pub(super) fn stats(connection: &Connection) -> Result<Stats, Fault> {
    let _snapshot = read::snapshot(connection)?;
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get(0).map(i64::cast_unsigned));
    let mut languages = connection.prepare_cached(
        "SELECT lang, count(*)
           FROM tuv
          GROUP BY lang
          ORDER BY lang",
    )?;
    let mut rows = languages.query([])?;
    let mut tuvs = Vec::new();
    while let Some(row) = rows.next()? {
        tuvs.push((layout::read_lang(read::text(row, 0)?)?, row.get::<_, i64>(1)?.cast_unsigned()));
    }
    Ok(Stats {
        units: count("SELECT count(*) FROM tu")?,
        tuvs,
        documents: count(
            "SELECT count(DISTINCT document)
               FROM source
              WHERE EXISTS (SELECT 1 FROM origin WHERE origin.source_list = source.source_list)",
        )?,
        concepts: count("SELECT count(*) FROM concept")?,
        batches: count("SELECT count(*) FROM batch")?,
        bytes: count(
            "SELECT page_count * page_size
               FROM pragma_page_count, pragma_page_size",
        )?,
    })
}

/// What must be true of every memory besides what SQLite itself sees to: each query gives what is wrong, in words.
const INVARIANTS: &[&str] = &[
    "SELECT 'side ' || id || ' of unit ' || tu || ' stands at place ' || position || ', not ' || place
       FROM (SELECT id, tu, position, row_number() OVER (PARTITION BY tu ORDER BY id) - 1 AS place FROM tuv)
      WHERE position <> place",
    "SELECT 'unit ' || tu.id || ' was made by no batch that counts'
       FROM tu
      WHERE NOT EXISTS (SELECT 1
                          FROM journal_inserted AS made
                          JOIN batch ON batch.id = made.batch
                         WHERE made.tbl = 'tu'
                           AND tu.id BETWEEN made.first AND made.last
                           AND batch.undone_by IS NULL)",
    "SELECT 'concept ' || name || ' was made by no batch that counts'
       FROM concept
      WHERE NOT EXISTS (SELECT 1
                          FROM journal_inserted AS made
                          JOIN batch ON batch.id = made.batch
                         WHERE made.tbl = 'concept'
                           AND concept.id BETWEEN made.first AND made.last
                           AND batch.undone_by IS NULL)",
    "SELECT 'batch ' || batch.id || ' says it was undone by batch ' || batch.undone_by || ', which undoes another'
       FROM batch
       JOIN batch AS undo ON undo.id = batch.undone_by
      WHERE undo.base IS NOT ifnull(batch.base, batch.id)",
    "SELECT 'property ' || prop.id || ' belongs to a side of another unit'
       FROM prop
       JOIN tuv ON tuv.id = prop.tuv
      WHERE tuv.tu <> prop.tu",
    "SELECT 'note ' || note.id || ' belongs to a side of another unit'
       FROM note
       JOIN tuv ON tuv.id = note.tuv
      WHERE tuv.tu <> note.tu",
];

/// Says what is wrong with a memory; nothing when all is well.
pub(super) fn check(connection: &Connection) -> Result<Vec<String>, Fault> {
    let _snapshot = read::snapshot(connection)?;
    let mut wrong = words(connection, "SELECT integrity_check FROM pragma_integrity_check")?;
    wrong.retain(|line| line != "ok");
    if !wrong.is_empty() {
        // What the tables say means little when the pages are damaged.
        return Ok(wrong);
    }
    wrong.extend(words(
        connection,
        "SELECT 'row ' || ifnull(rowid, '') || ' of ' || \"table\" || ' refers to a missing row of ' || parent
           FROM pragma_foreign_key_check",
    )?);
    for invariant in INVARIANTS {
        wrong.extend(words(connection, invariant)?);
    }
    wrong.extend(check_fingerprints(connection)?);
    wrong.extend(index::check(connection)?);
    wrong.extend(concept::check(connection)?);
    // Reading every unit finds whatever cannot be read.
    if let Err(Fault::Damage(what)) =
        read::tus(connection, &RefCell::default(), (i64::MIN, i64::MAX), &mut |_, _| ControlFlow::Continue(()))
    {
        wrong.push(what);
    }
    Ok(wrong)
}

fn words(connection: &Connection, sql: &str) -> Result<Vec<String>, Fault> {
    let mut statement = connection.prepare(sql)?;
    let lines = statement.query_map([], |row| row.get(0))?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// The stored words and fingerprint of each side have to be those of its segment.
fn check_fingerprints(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    let mut statement = connection.prepare("SELECT id, tu, text, seg, hash FROM tuv ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, tu): (i64, i64) = (row.get(0)?, row.get(1)?);
        let text: String = row.get(2)?;
        if layout::fingerprint(&text) != row.get::<_, i64>(4)? {
            wrong.push(format!("side {id} of unit {tu} has the fingerprint of another text"));
        }
        let Some(seg) = row.get::<_, Option<String>>(3)? else { continue };
        match layout::read_segment(text.clone(), Some(seg)) {
            Ok(segment) if segment.text() == text => {}
            Ok(_) => wrong.push(format!("side {id} of unit {tu} has other words with its codes than without")),
            Err(Fault::Damage(what)) => wrong.push(format!("side {id} of unit {tu}: {what}")),
            Err(other) => return Err(other),
        }
    }
    Ok(wrong)
}

/// Copies a memory to a new file, complete or not at all.
pub(super) fn backup(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Err(StoreError::Exists { path: path.to_owned() });
    }
    open::publish(path, |passing| {
        let name = passing.to_str().ok_or_else(|| StoreError::Io {
            path: path.to_owned(),
            cause: "the path is not Unicode, which SQLite needs".to_owned(),
        })?;
        connection.execute("VACUUM INTO ?1", [name])?;
        Ok(())
    })
}
