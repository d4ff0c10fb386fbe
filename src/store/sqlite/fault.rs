//! What does SQLite mean by this error? Faults of the engine turned into errors of the store.

use crate::store::StoreError;
use rusqlite::ErrorCode;
use std::path::Path;

/// An error inside this module, not yet tied to a file.
#[derive(Debug)]
pub(super) enum Fault {
    /// From SQLite.
    Sql(rusqlite::Error),
    /// From the system, about a passing file.
    Io(std::io::Error),
    /// A row does not say what it should.
    Damage(String),
    /// An error of the store already.
    Store(StoreError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault {
    /// The error for users, about this file.
    pub(super) fn at(self, path: &Path) -> StoreError {
        let path = path.to_owned();
        let error = match self {
            Self::Store(error) => return error,
            Self::Damage(what) => return StoreError::Damaged { path, what },
            Self::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                return StoreError::Full { path, cause: error.to_string() };
            }
            Self::Io(error) => return StoreError::Io { path, cause: error.to_string() },
            Self::Sql(error) => error,
        };
        let cause = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
            Some(ErrorCode::DiskFull) => StoreError::Full { path, cause },
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { path, cause },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation) => {
                StoreError::Damaged { path, what: cause }
            }
            Some(_) => StoreError::Io { path, cause },
            // A column of the wrong type, a missing row: the file is not as we wrote it.
            None => StoreError::Damaged { path, what: cause },
        }
    }
}
