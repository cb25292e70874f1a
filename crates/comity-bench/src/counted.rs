//! A store and marks that count what they make durable, so that a floor can be added up.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use comity_core::PartyName;
use comity_node::{
    home::HomeError,
    keys::{FolderMarks, HighWater, Marks, high_water::MarksError},
};
use comity_peer::signer::SignerError;
use comity_store::{ReadTx, SqliteStore, Store, StoreError, Tx};

/// Counts since a node was opened.
#[derive(Debug, Default)]
pub struct Counts {
    writes: AtomicU64,
    marks: AtomicU64,
}

impl Counts {
    /// Transactions, and marks raised; a signature follows each of these.
    #[must_use]
    pub fn now(&self) -> (u64, u64) {
        let of = |count: &AtomicU64| count.load(Ordering::SeqCst);
        (of(&self.writes), of(&self.marks))
    }
}

/// A store that counts its transactions.
#[derive(Debug, Clone)]
pub struct CountedStore {
    pub(crate) inner: SqliteStore,
    pub(crate) counts: Arc<Counts>,
}

impl Store for CountedStore {
    fn write<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.counts.writes.fetch_add(1, Ordering::SeqCst);
        self.inner.write(work)
    }

    fn read<T, E>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.inner.read(work)
    }
}

/// Marks that count how often they are raised.
#[derive(Debug)]
pub struct CountedMarks {
    pub(crate) inner: FolderMarks,
    pub(crate) counts: Arc<Counts>,
}

impl Marks for CountedMarks {
    fn load(&self, them: &PartyName) -> Result<HighWater, HomeError> {
        self.inner.load(them)
    }

    fn change(
        &self,
        them: &PartyName,
        change: &mut dyn FnMut(&mut HighWater) -> Result<(), SignerError>,
    ) -> Result<(), MarksError> {
        self.counts.marks.fetch_add(1, Ordering::SeqCst);
        self.inner.change(them, change)
    }
}
