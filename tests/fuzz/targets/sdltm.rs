//! Trados memories: the file itself, or what stands in its cells.
#![no_main]

use rusqlite::Connection;
use std::cell::LazyCell;
use tempfile::TempDir;
use tolmach_fuzz::{parts, read_file};

const TABLES: &str = "
    PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;
    CREATE TABLE translation_memories (id INTEGER PRIMARY KEY, name TEXT, source_language TEXT, target_language TEXT);
    CREATE TABLE translation_units (id INTEGER PRIMARY KEY, source_segment TEXT, target_segment TEXT,
        creation_date DATETIME, creation_user TEXT, change_date DATETIME, change_user TEXT, last_used_date DATETIME,
        last_used_user TEXT, usage_counter INT);
    CREATE TABLE attributes (id INTEGER PRIMARY KEY, name TEXT, type INT, tm_id INT);
    CREATE TABLE string_attributes (translation_unit_id INT, attribute_id INT, value TEXT);
    CREATE TABLE date_attributes (translation_unit_id INT, attribute_id INT, value DATETIME);
    CREATE TABLE numeric_attributes (translation_unit_id INT, attribute_id INT, value INT);
    CREATE TABLE picklist_values (id INTEGER PRIMARY KEY, attribute_id INT, value TEXT);
    CREATE TABLE picklist_attributes (translation_unit_id INT, picklist_value_id INT);
    INSERT INTO translation_memories VALUES (1, 'x', 'ru-RU', 'be-BY');
    INSERT INTO attributes VALUES (1, 'Client', 1, 1), (2, 'Date', 3, 1);
    INSERT INTO translation_units (id, usage_counter) VALUES (1, 1);
    INSERT INTO string_attributes VALUES (1, 1, '');
    INSERT INTO date_attributes VALUES (1, 2, '');";

thread_local! {
    static FOLDER: LazyCell<TempDir> = LazyCell::new(|| TempDir::new().expect("a folder"));
    static MEMORY: LazyCell<Connection> = LazyCell::new(|| {
        let memory = Connection::open(FOLDER.with(|folder| folder.path().join("cells.sdltm"))).expect("a file");
        memory.execute_batch(TABLES).expect("tables");
        memory
    });
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let folder = FOLDER.with(|folder| folder.path().to_owned());
    if bytes.starts_with(b"SQLite") {
        let path = folder.join("file.sdltm");
        std::fs::write(&path, bytes).expect("a file");
        read_file("sdltm", &path);
        return;
    }
    let mut cells = parts(bytes).map(|part| String::from_utf8_lossy(part).into_owned());
    let mut cell = || cells.next().unwrap_or_default();
    MEMORY.with(|memory| {
        memory
            .execute(
                "UPDATE translation_units SET source_segment = ?1, target_segment = ?2, creation_date = ?3,
                     creation_user = ?4",
                [cell(), cell(), cell(), cell()],
            )
            .expect("cells");
        memory.execute("UPDATE string_attributes SET value = ?1", [cell()]).expect("cells");
        memory.execute("UPDATE date_attributes SET value = ?1", [cell()]).expect("cells");
    });
    read_file("sdltm", &folder.join("cells.sdltm"));
});
