//! Both engines against one suite, and each against the faults of its own world.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod faults;
mod files;
mod parts;

use comity_store::{MemoryStore, SqliteStore, store_suite};

/// A store in a folder that lives as long as the test.
fn sqlite() -> (SqliteStore, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (
        SqliteStore::open(&folder.path().join("store.db")).unwrap(),
        folder,
    )
}

store_suite!(memory, (MemoryStore::new(), ()));
store_suite!(sqlite_file, sqlite());
