//! Channels and logs in memory.

use std::ops::ControlFlow;

use comity_core::{Hash, Origin, PartyName};
use comity_tlog::tile::{HEIGHT, WIDTH};

use super::state::{Log, Sealed, State};
use crate::{
    error::{Result, StoreError},
    logs::{ChannelState, EntryRow, Logs, ReadLogs, SealedEntry, See},
    tree::tile_root,
};

impl ReadLogs for State {
    fn channels(&self) -> Result<Vec<PartyName>> {
        Ok(self.channels.iter().map(|(them, _)| them.clone()).collect())
    }

    fn channel(&self, them: &PartyName) -> Result<Option<ChannelState>> {
        Ok(self.channels.get(them).cloned())
    }

    fn logs(&self) -> Result<Vec<(Origin, u64)>> {
        Ok(self
            .logs
            .iter()
            .map(|(origin, log)| (origin.clone(), log.size))
            .collect())
    }

    fn size(&self, origin: &Origin) -> Result<u64> {
        Ok(self.logs.get(origin).map_or(0, |log| log.size))
    }

    fn entries(&self, origin: &Origin, from: u64, limit: usize) -> Result<Vec<EntryRow>> {
        let Some(log) = self.logs.get(origin) else {
            return Ok(Vec::new());
        };
        let rows = self
            .entries
            .range((log.number, from)..=(log.number, u64::MAX));
        Ok(rows.take(limit).map(|(_, entry)| entry.clone()).collect())
    }

    fn each_sealed(&self, origin: &Origin, from: u64, see: &mut See<'_>) -> Result<()> {
        let Some(log) = self.logs.get(origin) else {
            return Ok(());
        };
        let rows = self
            .entries
            .range((log.number, from)..=(log.number, u64::MAX));
        for (place, row) in rows {
            let sealed = self.sealed.get(place);
            let entry = SealedEntry {
                row: row.clone(),
                envelope: sealed.and_then(|sealed| sealed.envelope.as_deref()),
                body: sealed.and_then(|sealed| sealed.body.as_deref()),
            };
            if see(entry) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    fn tile(&self, origin: &Origin, level: u8, index: u64) -> Result<Vec<Hash>> {
        Ok(self
            .logs
            .get(origin)
            .map_or_else(Vec::new, |log| self.tile_of(log.number, level, index)))
    }
}

impl Logs for State {
    fn set_channel(&mut self, them: &PartyName, state: &ChannelState) -> Result<()> {
        self.channels.put(them.clone(), state.clone());
        Ok(())
    }

    fn append(&mut self, origin: &Origin, start: u64, entries: &[SealedEntry<'_>]) -> Result<u64> {
        let size = self.size(origin)?;
        if start != size {
            return Err(StoreError::NotAtEnd {
                origin: origin.clone(),
                start,
                size,
            });
        }
        if entries.is_empty() {
            return Ok(0);
        }
        let number = self.number_of(origin);
        let mut kept = 0;
        for (index, entry) in (start..).zip(entries) {
            let row = &entry.row;
            self.put_foot(number, 0, index, row.leaf_hash);
            self.entries.put((number, index), row.clone());
            let sealed = Sealed {
                envelope: self.unless_erased(entry.envelope, row.envelope),
                body: self.unless_erased(entry.body, row.body),
            };
            let bytes = [&sealed.envelope, &sealed.body];
            kept += bytes.into_iter().flatten().map(Vec::len).sum::<usize>() as u64;
            self.sealed.put((number, index), sealed);
        }
        let size = start + entries.len() as u64;
        self.logs.put(origin.clone(), Log { number, size });
        Ok(kept)
    }
}

impl State {
    /// The sealed bytes with this fingerprint, unless they were erased.
    fn unless_erased(&self, bytes: Option<&[u8]>, hash: Option<Hash>) -> Option<Vec<u8>> {
        let (bytes, hash) = bytes.zip(hash)?;
        let gone = self.tombstones.contains(&hash);
        (!gone).then(|| bytes.to_vec())
    }

    fn number_of(&self, origin: &Origin) -> u32 {
        let next = || {
            self.logs
                .values()
                .map(|log| log.number + 1)
                .max()
                .unwrap_or(1)
        };
        self.logs.get(origin).map_or_else(next, |log| log.number)
    }

    fn tile_of(&self, number: u32, level: u8, index: u64) -> Vec<Hash> {
        let first = index.saturating_mul(u64::from(WIDTH));
        let last = first.saturating_add(u64::from(WIDTH) - 1);
        let feet = self
            .feet
            .range((number, level, first)..=(number, level, last));
        feet.map(|(_, hash)| *hash).collect()
    }

    /// Adds a hash at the foot of a tile; one that fills it makes the next in the level above.
    fn put_foot(&mut self, number: u32, level: u8, index: u64, hash: Hash) {
        self.feet.put((number, level, index), hash);
        let tile = index >> HEIGHT;
        if index & 0xff == 0xff
            && let Some(root) = tile_root(&self.tile_of(number, level, tile))
        {
            self.put_foot(number, level + 1, tile, root);
        }
    }
}
