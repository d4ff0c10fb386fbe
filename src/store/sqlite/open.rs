//! Is this file a memory, and may it be opened? Looks at a file before SQLite does, so that nothing foreign is touched
//! and each mistake gets its own words.

use super::fault::Fault;
use super::index;
use super::migrate::{SCHEMA, migrate};
use crate::store::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Says in the file's header that it is a memory: "Tlmc".
pub(super) const APPLICATION_ID: u32 = u32::from_be_bytes(*b"Tlmc");

/// How long to wait for another writer. Longer than any edit by hand, shorter than patience.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Page cache of a connection, in KiB. An import of four million units takes as long with four times as much.
const CACHE_KIB: i64 = 32 * 1024;

/// Length of SQLite's header (<https://sqlite.org/fileformat2.html>, section 1.3).
const HEADER: usize = 100;

/// Opens a memory for reading; the file is not changed.
pub(super) fn for_reading(path: &Path) -> Result<Connection, StoreError> {
    inspect(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags).and_then(|connection| {
        // The first read is where SQLite needs the files beside a WAL database.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    });
    let connection = match connection {
        Err(error) if cannot_open(&error) && !is_filled(&beside(path, "-wal")) => still(path),
        other => other,
    };
    let connection = connection.map_err(|error| Fault::from(error).at(path))?;
    let found = schema(&connection).map_err(|error| Fault::from(error).at(path))?;
    match found {
        SCHEMA => match index::is_current(&connection) {
            Ok(true) => Ok(connection),
            Ok(false) => Err(StoreError::Older { path: path.to_owned(), found, known: SCHEMA }),
            Err(error) => Err(Fault::from(error).at(path)),
        },
        newer if newer > SCHEMA => Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA }),
        _ => Err(StoreError::Older { path: path.to_owned(), found, known: SCHEMA }),
    }
}

/// Opens a memory for writing; makes it when there is none, and brings an older one up to date.
pub(super) fn for_writing(path: &Path) -> Result<Connection, StoreError> {
    match inspect(path) {
        Err(StoreError::NotFound { .. }) => create(path)?,
        other => other?,
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || -> Result<Connection, Fault> {
        let mut connection = connect(path, flags)?;
        if connection.is_readonly("main")? {
            let cause = "no permission to write to the file".to_owned();
            return Err(StoreError::ReadOnly { path: path.to_owned(), cause }.into());
        }
        let found = schema(&connection)?;
        if found > SCHEMA {
            return Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA }.into());
        }
        // Readers go on while a writer is at work, and a killed writer leaves nothing to repair.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        // An import leaves a write-ahead log of its own size; give the room back.
        connection.pragma_update(None, "journal_size_limit", 16 * 1024 * 1024)?;
        migrate(&mut connection)?;
        index::refresh(&mut connection)?;
        Ok(connection)
    };
    open().map_err(|fault| fault.at(path))
}

/// Writes a file in full under a passing name and only then gives it its own, so that a process that dies leaves no
/// half of it, and nobody's file is overwritten.
pub(super) fn publish(path: &Path, write: impl FnOnce(&Path) -> Result<(), Fault>) -> Result<(), StoreError> {
    let passing = beside(path, &format!(".{}.new", std::process::id()));
    let clear = || {
        for end in ["", "-journal", "-wal", "-shm"] {
            // Usually there is nothing to remove.
            let _ = fs::remove_file(beside(&passing, end));
        }
    };
    clear();
    let written = write(&passing).map_err(|fault| fault.at(path)).and_then(|()| rename_new(&passing, path));
    clear();
    written
}

/// A rename that fails when the name is taken. A hard link does just that; where the file system has none, a look
/// beforehand has to do.
fn rename_new(from: &Path, to: &Path) -> Result<(), StoreError> {
    let error = match fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists && !to.exists() => fs::rename(from, to).err(),
        other => other.err(),
    };
    match error {
        None => Ok(()),
        Some(error) if error.kind() == ErrorKind::AlreadyExists => Err(StoreError::Exists { path: to.to_owned() }),
        Some(error) => Err(io_error(to, &error)),
    }
}

/// Makes a new memory. When another process made one meanwhile, that one is as good.
fn create(path: &Path) -> Result<(), StoreError> {
    let write = |passing: &Path| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = connect(passing, flags)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate(&mut connection)?;
        index::refresh(&mut connection)
    };
    match publish(path, write) {
        Err(StoreError::Exists { .. }) => Ok(()),
        // SQLite cannot say why; the directory can.
        Err(StoreError::Io { cause, .. }) => Err(why_not_created(path, cause)),
        other => other,
    }
}

fn why_not_created(path: &Path, cause: String) -> StoreError {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = path.to_owned();
    match fs::metadata(parent) {
        Err(error) => StoreError::Io { path, cause: format!("{}: {error}", parent.display()) },
        Ok(metadata) if !metadata.is_dir() => {
            StoreError::Io { path, cause: format!("{} is not a directory", parent.display()) }
        }
        Ok(metadata) if metadata.permissions().readonly() => StoreError::ReadOnly { path, cause },
        Ok(_) => StoreError::Io { path, cause },
    }
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    // Plans do not depend on what is asked for, or statements kept would be made anew for each unit.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Opens a memory in a place where not even the files beside it can be made, such as a read-only disk. Nobody can be
/// writing to it there.
fn still(path: &Path) -> rusqlite::Result<Connection> {
    let mut uri = String::from("file:");
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            _ => uri.push(c),
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    connect(Path::new(&uri), flags)
}

fn cannot_open(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly))
}

fn schema(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Looks at the header of a file: whether it is a memory and whether all of it is there.
fn inspect(path: &Path) -> Result<(), StoreError> {
    let metadata = fs::metadata(path).map_err(|error| io_error(path, &error))?;
    let path_owned = path.to_owned();
    if metadata.is_dir() {
        return Err(StoreError::Directory { path: path_owned });
    }
    let actual = metadata.len();
    if actual == 0 {
        return Err(StoreError::Empty { path: path_owned });
    }
    let mut header = Vec::with_capacity(HEADER);
    let read = File::open(path).and_then(|file| file.take(HEADER as u64).read_to_end(&mut header));
    read.map_err(|error| io_error(path, &error))?;
    const MAGIC: &[u8] = b"SQLite format 3\0";
    if !header.starts_with(&MAGIC[..MAGIC.len().min(header.len())]) {
        return Err(StoreError::NotADatabase { path: path_owned });
    }
    if header.len() < HEADER {
        return Err(StoreError::Truncated { path: path_owned, expected: HEADER as u64, actual });
    }
    let application_id = number(&header, 68);
    if application_id != APPLICATION_ID {
        return Err(StoreError::Foreign { path: path_owned, application_id });
    }
    let page = match u64::from(number(&header, 16) >> 16) {
        1 => 65_536,
        size => size,
    };
    let expected = u64::from(number(&header, 28)) * page;
    // While the log beside it holds pages, the file itself may rightly be shorter than it says.
    if actual < expected && !is_filled(&beside(path, "-wal")) {
        return Err(StoreError::Truncated { path: path_owned, expected, actual });
    }
    Ok(())
}

/// The big-endian number at a place of the header.
fn number(header: &[u8], at: usize) -> u32 {
    header[at..at + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The path with something put at its end.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn is_filled(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0)
}

fn io_error(path: &Path, error: &io::Error) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound => StoreError::NotFound { path },
        ErrorKind::StorageFull => StoreError::Full { path, cause: error.to_string() },
        ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { path, cause: error.to_string() },
        _ => StoreError::Io { path, cause: error.to_string() },
    }
}
