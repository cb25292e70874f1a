//! Read-only connections, kept for the next reader.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

use super::open;
use crate::error::StoreError;

/// How many idle connections are kept.
const IDLE: usize = 8;

/// A pool of connections; it opens as many as there are readers at once.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            idle: Mutex::default(),
        }
    }

    /// Lends a connection to `work`.
    pub(super) fn with<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle().pop();
        let db = match idle {
            Some(db) => db,
            None => open::reading(&self.path)?,
        };
        let answer = work(&db);
        let mut idle = self.idle();
        if idle.len() < IDLE {
            idle.push(db);
        }
        answer
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
