//! Opening the file, and what is set on every connection.

use std::{fs::File, path::Path, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use super::migrate;
use crate::error::{Result, StoreError};

/// How long a writer waits for one of another process.
const WAIT: Duration = Duration::from_secs(5);

/// Attempts to turn a new file to the write-ahead log while others do the same.
const TURNS: u32 = 100;

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 128;

/// Pages that the write-ahead log may reach before it is folded into the file.
const CHECKPOINT_PAGES: i64 = 4_000;

/// Memory for pages: in KiB when negative.
const WRITER_CACHE: i64 = -16_000;
const READER_CACHE: i64 = -4_000;

/// The connection of the writer; the schema is made or brought up to date.
pub(super) fn writing(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(WAIT)?;
    write_ahead(&db)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    db.pragma_update(None, "cache_size", WRITER_CACHE)?;
    // An erased body is overwritten, not left in free pages (`ARCHITECTURE.md`, invariant 7).
    db.pragma_update(None, "secure_delete", true)?;
    common(&db)?;
    migrate::migrate(&mut db)?;
    Ok(db)
}

/// Turns the file to the write-ahead log.
///
/// SQLite does not wait for another process that does the same to a new file, but says that
/// it is busy; a transaction does wait for it.
fn write_ahead(db: &Connection) -> Result<()> {
    let turn = || {
        db.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))
            .map(drop)
    };
    for _ in 1..TURNS {
        match turn() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                db.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
            }
            done => return Ok(done?),
        }
    }
    Ok(turn()?)
}

/// Folds the write-ahead log into the file and empties it; `false` where readers stay in the way
/// for so long.
pub(super) fn fold(db: &Connection, wait: Duration) -> bool {
    let fold = || {
        db.busy_timeout(wait)?;
        let busy = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        db.busy_timeout(WAIT)?;
        busy
    };
    fold().is_ok_and(|busy: i64| busy == 0)
}

/// A connection that cannot write.
pub(super) fn reading(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(WAIT)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cache_size", READER_CACHE)?;
    common(&db)?;
    Ok(db)
}

/// A copy of the whole database in a new file that only its owner can read, free pages left out.
pub(super) fn copy(db: &Connection, to: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // SQLite would create it for everybody to read; an empty file it takes as it is.
    let private = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to);
    private.map_err(|error| StoreError::Unavailable(format!("{}: {error}", to.display())))?;
    let name = to.to_string_lossy();
    db.pragma_update(None, "query_only", false)?;
    let copied = db.execute("VACUUM INTO ?1", [name.as_ref()]);
    db.pragma_update(None, "query_only", true)?;
    copied?;
    Ok(())
}

fn common(db: &Connection) -> Result<()> {
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    // Otherwise most queries are parsed and planned anew whenever a value is bound.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}
