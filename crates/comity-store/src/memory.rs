//! A store in memory, for tests and the simulated world.
//!
//! It keeps what it is told for as long as a clone of it lives, which stands for the
//! disk: a "crash" takes it down until [`MemoryStore::restart`]. [`Faults`] make chosen
//! writes fail, each kind both before and after the commit took effect; a [`Snapshot`]
//! stands for a backup, or for a disk that was rolled back.

mod access;
mod contents;
mod credentials;
mod days;
mod desk;
mod desk_rows;
mod faults;
mod house;
mod logs;
mod notes;
mod parts;
mod state;
mod table;
mod terms;
mod waiting;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{
    error::StoreError,
    store::{ReadTx, Store, Tx},
};

pub use faults::{Fault, FaultKind, Faults};
use state::State;

/// A store in memory; clones share one content.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    state: State,
    faults: Faults,
    writes: u64,
    down: bool,
}

/// Everything that a store held at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot(State);

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store whose writes fail as planned.
    #[must_use]
    pub fn with_faults(faults: Faults) -> Self {
        let store = Self::new();
        store.set_faults(faults);
        store
    }

    /// Replaces the plan of faults; the next write is number [`MemoryStore::writes`].
    pub fn set_faults(&self, faults: Faults) {
        self.inner().faults = faults;
    }

    /// How many writes were begun since the store was made.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.inner().writes
    }

    /// Whether a crash took the store down.
    #[must_use]
    pub fn is_down(&self) -> bool {
        self.inner().down
    }

    /// Opens the store again after a crash.
    pub fn restart(&self) {
        self.inner().down = false;
    }

    /// A copy of everything: a backup.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.inner().state.clone())
    }

    /// Goes back to a copy: a backup that is restored, a disk that is rolled back.
    pub fn restore(&self, snapshot: &Snapshot) {
        self.inner().state = snapshot.0.clone();
    }

    /// Work that panicked leaves changes behind, which are undone here.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = PoisonError::into_inner(poisoned);
            inner.state.rollback();
            inner
        })
    }
}

impl Store for MemoryStore {
    fn write<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let mut inner = self.inner();
        let fault = inner.begin()?;
        match work(&mut inner.state) {
            Ok(value) => Ok(inner.end(fault).map(|()| value)?),
            Err(error) => {
                inner.state.rollback();
                Err(error)
            }
        }
    }

    fn read<T, E>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let inner = self.inner();
        if inner.down {
            return Err(StoreError::Stopped.into());
        }
        work(&inner.state)
    }
}

impl Inner {
    fn begin(&mut self) -> crate::Result<Option<FaultKind>> {
        if self.down {
            return Err(StoreError::Stopped);
        }
        let fault = self.faults.at(self.writes);
        self.writes += 1;
        Ok(fault)
    }

    /// Commits, or fails as planned.
    fn end(&mut self, fault: Option<FaultKind>) -> crate::Result<()> {
        let persisted = fault.is_none_or(FaultKind::persists);
        if persisted {
            self.state.commit();
        } else {
            self.state.rollback();
        }
        self.down = fault.is_some_and(FaultKind::crashes);
        fault.map_or(Ok(()), |fault| Err(fault.error()))
    }
}
