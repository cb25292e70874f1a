//! A store and marks that count what they make durable, so that a floor can be added up.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use comity_core::{Origin, PartyName};
use comity_node::{
    home::HomeError,
    keys::{FolderMarks, HighWater, Mark, Marks, high_water::MarksError},
};
use comity_peer::signer::SignerError;
use comity_store::{ReadTx, SqliteStore, Store, StoreError, Tx};

/// Counts since a node was opened.
#[derive(Debug, Default)]
pub struct Counts {
    writes: AtomicU64,
    marks: AtomicU64,
    statements: AtomicU64,
}

/// What was counted until now, or in between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Transactions.
    pub writes: u64,
    /// Files of marks replaced.
    pub marks: u64,
    /// Marks that changed in them: a signature follows each.
    pub statements: u64,
}

impl Count {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            writes: self.writes + other.writes,
            marks: self.marks + other.marks,
            statements: self.statements + other.statements,
        }
    }

    /// What came after an earlier count.
    #[must_use]
    pub const fn since(self, before: Self) -> Self {
        Self {
            writes: self.writes - before.writes,
            marks: self.marks - before.marks,
            statements: self.statements - before.statements,
        }
    }
}

impl Counts {
    /// Until now.
    #[must_use]
    pub fn now(&self) -> Count {
        let of = |count: &AtomicU64| count.load(Ordering::SeqCst);
        Count {
            writes: of(&self.writes),
            marks: of(&self.marks),
            statements: of(&self.statements),
        }
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
        let mut changed = 0;
        self.inner.change(them, &mut |marks| {
            let before = marks.clone();
            change(marks)?;
            changed = differing(&before.checkpoints, &marks.checkpoints)
                + differing(&before.receipts, &marks.receipts);
            Ok(())
        })?;
        let count = |count: &AtomicU64, more| count.fetch_add(more, Ordering::SeqCst);
        count(&self.counts.statements, changed);
        count(&self.counts.marks, u64::from(changed > 0));
        Ok(())
    }
}

/// Marks that are not as they were.
fn differing(before: &BTreeMap<Origin, Mark>, after: &BTreeMap<Origin, Mark>) -> u64 {
    let changed = after
        .iter()
        .filter(|(origin, mark)| before.get(*origin) != Some(mark));
    changed.count() as u64
}
