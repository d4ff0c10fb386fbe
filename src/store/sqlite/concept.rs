//! How are the concepts of the termbase kept? Reading them, and the rows a batch writes.

use super::fault::Fault;
use super::{layout, read};
use crate::model::{BatchId, Concept};
use rusqlite::Connection;
use std::ops::ControlFlow;

/// Visits the concepts in the order they were added.
pub(super) fn all(connection: &Connection, visit: &mut dyn FnMut(Concept) -> ControlFlow<()>) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("SELECT name, body FROM concept ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if visit(layout::read_concept(read::text(row, 0)?, read::text(row, 1)?)?).is_break() {
            break;
        }
    }
    Ok(())
}

/// The concept of a name.
pub(super) fn one(connection: &Connection, name: &str) -> Result<Option<Concept>, Fault> {
    let mut statement = connection.prepare_cached("SELECT name, body FROM concept WHERE name = ?1")?;
    let mut rows = statement.query([name])?;
    rows.next()?.map(|row| layout::read_concept(name, read::text(row, 1)?)).transpose()
}

/// Writes a new concept under a number.
pub(super) fn insert(connection: &Connection, id: i64, concept: &Concept) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO concept (id, name, body)
         VALUES (?1, ?2, ?3)",
    )?;
    statement.execute((id, &concept.id, layout::write_concept(concept)))?;
    Ok(())
}

/// Puts a concept in the place of that of its name.
pub(super) fn update(connection: &Connection, concept: &Concept) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("UPDATE concept SET body = ?2 WHERE name = ?1")?;
    statement.execute((&concept.id, layout::write_concept(concept)))?;
    Ok(())
}

/// Removes the concept of a name.
pub(super) fn delete(connection: &Connection, name: &str) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM concept WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// Notes that a batch touched the concept of a name.
pub(super) fn touch(connection: &Connection, batch: BatchId, name: &str) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(
        "INSERT OR IGNORE INTO journal_touched_concept (batch, name)
         VALUES (?1, ?2)",
    )?;
    statement.execute((batch.0, name))?;
    Ok(())
}

/// What cannot be read, each in words.
pub(super) fn check(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    let mut statement = connection.prepare("SELECT name, body FROM concept ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = read::text(row, 0)?;
        match layout::read_concept(name, read::text(row, 1)?) {
            Ok(_) => {}
            Err(Fault::Damage(what)) => wrong.push(format!("concept {name:?}: {what}")),
            Err(other) => return Err(other),
        }
    }
    Ok(wrong)
}
