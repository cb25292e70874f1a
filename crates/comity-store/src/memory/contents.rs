//! File keys, tombstones and erasure in memory.

use std::ops::Bound;

use comity_core::Hash;

use super::state::State;
use crate::{
    contents::{Contents, Place, ReadContents},
    error::{Result, StoreError},
};

impl ReadContents for State {
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
    fn put_opening(&mut self, hash: &Hash, sealed: &[u8]) -> Result<()> {
        if self.tombstones.contains(hash) {
            return Err(StoreError::Erased(*hash));
        }
        self.openings.put(*hash, sealed.to_vec());
        Ok(())
    }

    fn places(&mut self, hash: &Hash) -> Result<Vec<Place>> {
        let mut places = Vec::new();
        for ((number, index), entry) in self.entries.iter() {
            let log = self.logs.iter().find(|(_, log)| log.number == *number);
            let Some((origin, _)) = log else { continue };
            for (named, envelope) in [(entry.envelope, true), (entry.body, false)] {
                places.extend((named.as_ref() == Some(hash)).then(|| Place {
                    log: origin.clone(),
                    index: *index,
                    envelope,
                }));
            }
        }
        places.sort();
        Ok(places)
    }

    fn erase(&mut self, hash: &Hash, tombstone: &str) -> Result<()> {
        self.openings.remove(hash);
        let named = |named: Option<Hash>| named.as_ref() == Some(hash);
        let mut cleared = Vec::new();
        for (place, entry) in self.entries.iter() {
            let (envelope, body) = (named(entry.envelope), named(entry.body));
            if (envelope || body)
                && let Some(mut sealed) = self.sealed.get(place).cloned()
            {
                sealed.envelope = sealed.envelope.filter(|_| !envelope);
                sealed.body = sealed.body.filter(|_| !body);
                cleared.push((*place, sealed));
            }
        }
        for (place, sealed) in cleared {
            self.sealed.put(place, sealed);
        }
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
