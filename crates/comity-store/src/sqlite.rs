//! A store in one SQLite file: write-ahead log, FULL, one writer thread, group commit.
//!
//! Reads run on the caller's thread over read-only connections, each in one snapshot.
//! Several processes of one party may use one file: writers wait for each other in
//! `BEGIN IMMEDIATE`. The tables are described in `docs/store.md`.

mod access;
mod among;
mod contents;
mod credentials;
mod days;
mod desk;
mod desk_logs;
mod desk_rows;
mod dossiers;
mod erasures;
mod errors;
mod found;
mod groups;
mod house;
mod logs;
mod migrate;
mod notes;
mod numbers;
mod open;
mod parts;
mod readers;
mod terms;
mod tx;
mod waiting;
mod writer;

use std::{path::Path, sync::Arc};

use crate::{
    error::StoreError,
    store::{ReadTx, Store, Tx},
};
use readers::Readers;
use tx::SqlTx;
use writer::Writer;

/// A store in a file; clones share its threads and connections.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    writer: Writer,
    readers: Readers,
}

impl SqliteStore {
    /// Opens the store in this file (`HOME/store.db`), making or migrating it if need be.
    ///
    /// # Errors
    /// The folder is missing or read-only, the disk is full, the file is damaged, no store,
    /// or of a newer version.
    pub fn open(path: &Path) -> crate::Result<Self> {
        Self::with(open::writing(path)?, path)
    }

    /// Opens a store that may have so many pages of 4,096 bytes: a disk that gets full.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    #[cfg(feature = "conformance")]
    pub fn open_limited(path: &Path, pages: u32) -> crate::Result<Self> {
        let db = open::writing(path)?;
        db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        Self::with(db, path)
    }

    fn with(db: rusqlite::Connection, path: &Path) -> crate::Result<Self> {
        let inner = Inner {
            writer: Writer::start(db, path)?,
            readers: Readers::of(path),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Writes a copy of the whole store to a new file, while others go on writing.
    ///
    /// # Errors
    /// The file is there already, or cannot be written.
    pub fn back_up(&self, to: &Path) -> crate::Result<()> {
        if to.exists() {
            return Err(StoreError::Unavailable(format!("{} exists", to.display())));
        }
        self.inner.readers.with(|db| open::copy(db, to))
    }
}

impl Store for SqliteStore {
    fn write<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.write(work)
    }

    fn read<T, E>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.inner.readers.with(|db| {
            let snapshot = db.unchecked_transaction().map_err(StoreError::from)?;
            work(&SqlTx::new(&snapshot))
        })
    }
}
