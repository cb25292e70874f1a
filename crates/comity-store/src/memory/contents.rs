//! Content in memory.

use std::ops::Bound;

use comity_core::Hash;

use super::state::State;
use crate::{
    contents::{Contents, ReadContents},
    error::{Result, StoreError},
};

impl ReadContents for State {
    fn content(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        Ok(self.contents.get(hash).cloned())
    }

    fn has_content(&self, hash: &Hash) -> Result<bool> {
        Ok(self.contents.contains(hash))
    }

    fn opening(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        Ok(self.openings.get(hash).cloned())
    }

    fn tombstone(&self, hash: &Hash) -> Result<Option<String>> {
        Ok(self.tombstones.get(hash).cloned())
    }

    fn tombstones(&self, after: Option<&Hash>, limit: usize) -> Result<Vec<(Hash, String)>> {
        let start = after.map_or(Bound::Unbounded, |hash| Bound::Excluded(*hash));
        let rows = self.tombstones.range((start, Bound::Unbounded));
        Ok(rows
            .take(limit)
            .map(|(hash, said)| (*hash, said.clone()))
            .collect())
    }
}

impl Contents for State {
    fn put_content(&mut self, hash: &Hash, bytes: &[u8]) -> Result<()> {
        if self.tombstones.contains(hash) {
            return Err(StoreError::Erased(*hash));
        }
        if !self.contents.contains(hash) {
            self.contents.put(*hash, bytes.to_vec());
        }
        Ok(())
    }

    fn put_opening(&mut self, hash: &Hash, sealed: &[u8]) -> Result<()> {
        if self.tombstones.contains(hash) {
            return Err(StoreError::Erased(*hash));
        }
        self.openings.put(*hash, sealed.to_vec());
        Ok(())
    }

    fn erase(&mut self, hash: &Hash, tombstone: &str) -> Result<()> {
        self.openings.remove(hash);
        self.contents.remove(hash);
        self.bury(hash, tombstone);
        Ok(())
    }
}

impl State {
    /// Leaves a tombstone; the first one stays.
    pub(super) fn bury(&mut self, hash: &Hash, tombstone: &str) {
        if !self.tombstones.contains(hash) {
            self.tombstones.put(*hash, tombstone.to_owned());
        }
    }
}
