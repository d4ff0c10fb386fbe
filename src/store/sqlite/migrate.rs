//! Which schema does a memory have, and how does it get the newest? A list of steps, never changed once released; a
//! new one is a new file and a new line here.

use super::fault::Fault;
use rusqlite::{Connection, TransactionBehavior};

/// Step n takes a memory from schema n to n + 1.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];

/// The schema this version reads and writes.
pub(super) const SCHEMA: u32 = STEPS.len() as u32;

/// Brings a memory to the newest schema, each step in a transaction of its own.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    for (step, target) in STEPS.iter().zip(1..) {
        if version(connection)? >= target {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have taken the step while this one waited.
        if version(&transaction)? < target {
            transaction.execute_batch(step)?;
            transaction.pragma_update(None, "user_version", target)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
