//! A store on whichever engine was chosen when it was opened.
//!
//! Pages, services and commands are written for this one type, so that another
//! engine is another arm here and nothing above it is compiled twice.

use std::path::Path;

#[cfg(feature = "sqlite")]
use crate::SqliteStore;
use crate::{MemoryStore, ReadTx, Store, StoreError, Tx};

/// A store of any engine.
#[derive(Debug)]
pub enum AnyStore {
    /// In memory: for tests of what stands above.
    Memory(MemoryStore),
    /// SQLite.
    #[cfg(feature = "sqlite")]
    Sqlite(SqliteStore),
}

impl AnyStore {
    /// Writes a copy of the whole store to a new file, while others go on writing.
    ///
    /// # Errors
    /// The file is there already or cannot be written, or the engine keeps nothing in files.
    pub fn back_up(&self, to: &Path) -> crate::Result<()> {
        match self {
            Self::Memory(_) => {
                let to = to.display();
                Err(StoreError::Unavailable(format!("{to}: a store in memory")))
            }
            #[cfg(feature = "sqlite")]
            Self::Sqlite(store) => store.back_up(to),
        }
    }
}

impl From<MemoryStore> for AnyStore {
    fn from(store: MemoryStore) -> Self {
        Self::Memory(store)
    }
}

#[cfg(feature = "sqlite")]
impl From<SqliteStore> for AnyStore {
    fn from(store: SqliteStore) -> Self {
        Self::Sqlite(store)
    }
}

impl Store for AnyStore {
    fn write<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self {
            Self::Memory(store) => store.write(work),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(store) => store.write(work),
        }
    }

    fn read<T, E>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        match self {
            Self::Memory(store) => store.read(work),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(store) => store.read(work),
        }
    }
}
