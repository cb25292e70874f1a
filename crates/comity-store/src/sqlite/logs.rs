//! Channels and logs in SQLite.
//!
//! A row of `entries` or `tiles` is found by one number made of log and index, so that
//! appending fills pages in order. Full tiles are written once; the open end of level 0
//! is read from the entries. A row of `sealed` has the number of its entry.

use std::ops::ControlFlow;

use comity_core::{Hash, Origin, PartyName};
use comity_tlog::tile::{HEIGHT, WIDTH};
use rusqlite::{Row, params};

use super::tx::{SqlTx, blob, format, get, hash, hashes, limit, maybe_hash, parsed};
use crate::{
    contents::ReadContents as _,
    error::{Result, StoreError},
    logs::{ChannelState, EntryRow, Logs, ReadLogs, SealedEntry, See},
    tree::tile_root,
};

/// Bits of an index within a log, and of a tile within a level.
pub(super) const INDEX_BITS: u32 = 40;
const TILE_BITS: u32 = 36;

/// The numbers of entries in a log.
pub(super) const ENTRIES: u64 = 1 << INDEX_BITS;

/// Columns of [`entry_row`].
const COLUMNS: &str = "SELECT leaf, leaf_hash, envelope, body FROM entries";

impl ReadLogs for SqlTx<'_> {
    fn channels(&self) -> Result<Vec<PartyName>> {
        let sql = "SELECT name FROM channels JOIN parties ON id = party ORDER BY name";
        self.all(sql, [], |row| parsed(row, 0, "parties"))
    }

    fn channel(&self, them: &PartyName) -> Result<Option<ChannelState>> {
        let sql = "SELECT version, state FROM channels
            JOIN parties ON id = party WHERE name = ?1";
        self.one(sql, [them.as_str()], |row| {
            Ok(ChannelState {
                version: get(row, 0)?,
                bytes: get(row, 1)?,
            })
        })
    }

    fn logs(&self) -> Result<Vec<(Origin, u64)>> {
        let all = self.all("SELECT id, origin FROM logs", [], |row| {
            Ok((get(row, 0)?, parsed(row, 1, "logs")?))
        })?;
        let mut logs = Vec::with_capacity(all.len());
        for (log, origin) in all {
            let size = self.size_of(log)?;
            logs.extend((size > 0).then_some((origin, size)));
        }
        logs.sort();
        Ok(logs)
    }

    fn size(&self, origin: &Origin) -> Result<u64> {
        self.log(origin)?.map_or(Ok(0), |log| self.size_of(log))
    }

    fn entries(&self, origin: &Origin, from: u64, rows: usize) -> Result<Vec<EntryRow>> {
        let (Some(log), true) = (self.log(origin)?, from < ENTRIES) else {
            return Ok(Vec::new());
        };
        let sql = format!("{COLUMNS} WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3");
        let range = params![log.entry(from), log.entry(ENTRIES), limit(rows)];
        self.all(&sql, range, entry_row)
    }

    fn each_sealed(&self, origin: &Origin, from: u64, see: &mut See<'_>) -> Result<()> {
        let (Some(log), true) = (self.log(origin)?, from < ENTRIES) else {
            return Ok(());
        };
        let mut statement = self.statement(
            "SELECT leaf, leaf_hash, entries.envelope, entries.body, sealed.envelope, sealed.body
                FROM entries LEFT JOIN sealed USING (id)
                WHERE entries.id >= ?1 AND entries.id < ?2 ORDER BY entries.id",
        )?;
        let mut rows = statement.query(params![log.entry(from), log.entry(ENTRIES)])?;
        while let Some(row) = rows.next()? {
            let entry = SealedEntry {
                row: entry_row(row)?,
                envelope: blob(row, 4, "sealed")?,
                body: blob(row, 5, "sealed")?,
            };
            if see(entry) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }

    fn tile(&self, origin: &Origin, level: u8, index: u64) -> Result<Vec<Hash>> {
        self.log(origin)?
            .map_or_else(|| Ok(Vec::new()), |log| self.tile_of(log, level, index))
    }
}

impl Logs for SqlTx<'_> {
    fn set_channel(&mut self, them: &PartyName, state: &ChannelState) -> Result<()> {
        let party = self.party_or_new(them)?;
        let sql = "INSERT INTO channels (party, version, state) VALUES (?1, ?2, ?3)
            ON CONFLICT (party) DO UPDATE SET version = ?2, state = ?3";
        self.run(sql, params![party, state.version, state.bytes])?;
        Ok(())
    }

    fn append(&mut self, origin: &Origin, start: u64, entries: &[SealedEntry<'_>]) -> Result<u64> {
        let log = self.log_or_new(origin)?;
        let size = self.size_of(log)?;
        if start != size {
            return Err(StoreError::NotAtEnd {
                origin: origin.clone(),
                start,
                size,
            });
        }
        if start + entries.len() as u64 > ENTRIES {
            return Err(StoreError::TooLarge("a log"));
        }
        let kept = self.insert_entries(log, start, entries)?;
        self.fill_tiles(log, start, entries)?;
        Ok(kept)
    }
}

/// The number of a log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Log(pub(super) i64);

impl Log {
    /// The row of an entry; of [`ENTRIES`], the row after the log.
    pub(super) const fn entry(self, index: u64) -> i64 {
        (self.0 << INDEX_BITS).saturating_add(index.cast_signed())
    }

    /// The log and the index of the entry of a row.
    pub(super) const fn of_entry(row: i64) -> (Self, u64) {
        let index = row & ((1 << INDEX_BITS) - 1);
        (Self(row >> INDEX_BITS), index.cast_unsigned())
    }

    /// The row of a tile; `None` when no log can have it.
    fn tile(self, level: u8, index: u64) -> Option<i64> {
        let possible = level < 8 && index < 1 << (INDEX_BITS - u32::from(HEIGHT));
        possible.then(|| self.entry((u64::from(level) << TILE_BITS) + index))
    }
}

impl rusqlite::types::FromSql for Log {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

impl SqlTx<'_> {
    /// The number of a log; `None` for one that no table speaks of.
    pub(super) fn log(&self, origin: &Origin) -> Result<Option<Log>> {
        let sql = "SELECT id FROM logs WHERE origin = ?1";
        self.one(sql, [origin.to_string()], |row| get(row, 0))
    }

    /// The number of a log, given to it now if need be.
    pub(super) fn log_or_new(&self, origin: &Origin) -> Result<Log> {
        if let Some(log) = self.log(origin)? {
            return Ok(log);
        }
        self.run(
            "INSERT INTO logs (origin) VALUES (?1)",
            [origin.to_string()],
        )?;
        Ok(Log(self.last_id()))
    }

    pub(super) fn size_of(&self, log: Log) -> Result<u64> {
        let sql = "SELECT max(id) FROM entries WHERE id >= ?1 AND id < ?2";
        let last = self.one(sql, params![log.entry(0), log.entry(ENTRIES)], |row| {
            get::<Option<i64>>(row, 0)
        })?;
        let size = last.flatten().map(|last| last - log.entry(0) + 1);
        Ok(size.map_or(0, i64::unsigned_abs))
    }

    fn tile_of(&self, log: Log, level: u8, index: u64) -> Result<Vec<Hash>> {
        let Some(tile) = log.tile(level, index) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT hashes FROM tiles WHERE id = ?1";
        match self.one(sql, [tile], |row| hashes(row, 0))? {
            Some(hashes) => Ok(hashes),
            None if level == 0 => self.open_end(log, index),
            None => Ok(Vec::new()),
        }
    }

    /// The leaf hashes of a tile that is not full yet.
    fn open_end(&self, log: Log, tile: u64) -> Result<Vec<Hash>> {
        let first = tile << HEIGHT;
        let sql = "SELECT leaf_hash FROM entries WHERE id >= ?1 AND id < ?2 ORDER BY id";
        let end = (first + u64::from(WIDTH)).min(ENTRIES);
        self.all(sql, params![log.entry(first), log.entry(end)], |row| {
            hash(row, 0)
        })
    }

    /// Inserts entries with their sealed bytes; how many of these are kept.
    fn insert_entries(&self, log: Log, start: u64, entries: &[SealedEntry<'_>]) -> Result<u64> {
        let mut insert = self.statement(
            "INSERT INTO entries (id, leaf, leaf_hash, envelope, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut beside =
            self.statement("INSERT INTO sealed (id, envelope, body) VALUES (?1, ?2, ?3)")?;
        let erased = self.has_tombstones()?;
        let mut kept = 0_u64;
        for (index, entry) in (start..).zip(entries) {
            let row = &entry.row;
            let id = log.entry(index);
            insert.execute(params![
                id,
                row.leaf,
                row.leaf_hash.as_bytes(),
                row.envelope.as_ref().map(Hash::as_bytes),
                row.body.as_ref().map(Hash::as_bytes),
            ])?;
            let envelope = self.unless_erased(erased, entry.envelope, row.envelope)?;
            let body = self.unless_erased(erased, entry.body, row.body)?;
            if envelope.is_some() || body.is_some() {
                beside.execute(params![id, envelope, body])?;
            }
            let bytes = envelope.into_iter().chain(body).map(<[u8]>::len);
            kept += bytes.sum::<usize>() as u64;
        }
        Ok(kept)
    }

    /// The sealed bytes with this fingerprint, unless something was `erased` and they are of it.
    fn unless_erased<'bytes>(
        &self,
        erased: bool,
        bytes: Option<&'bytes [u8]>,
        hash: Option<Hash>,
    ) -> Result<Option<&'bytes [u8]>> {
        let Some((bytes, hash)) = bytes.zip(hash) else {
            return Ok(None);
        };
        let gone = erased && self.tombstone(&hash)?.is_some();
        Ok((!gone).then_some(bytes))
    }

    /// Writes the tiles of level 0 that these entries fill.
    fn fill_tiles(&self, log: Log, start: u64, entries: &[SealedEntry<'_>]) -> Result<()> {
        let width = usize::from(WIDTH);
        let end = start + entries.len() as u64;
        let (first, last) = (start >> HEIGHT, end >> HEIGHT);
        if first == last {
            return Ok(());
        }
        // The first of them may have begun before; then it is read back.
        let begun = usize::try_from(start & 0xff).unwrap_or(0);
        let mut row = if begun == 0 {
            Vec::new()
        } else {
            self.open_end(log, first)?
        };
        let fresh = entries.iter().map(|entry| entry.row.leaf_hash);
        row.extend(fresh.skip(if begun == 0 { 0 } else { width - begun }));
        for (tile, hashes) in (first..last).zip(row.chunks_exact(width)) {
            self.put_tile(log, 0, tile, hashes)?;
        }
        Ok(())
    }

    /// Writes a tile; one that is full has its root as the next hash of the level above.
    fn put_tile(&self, log: Log, level: u8, tile: u64, hashes: &[Hash]) -> Result<()> {
        let row = log.tile(level, tile).ok_or(StoreError::TooLarge("a log"))?;
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
        let sql = "INSERT INTO tiles (id, hashes) VALUES (?1, ?2)
            ON CONFLICT (id) DO UPDATE SET hashes = ?2";
        self.run(sql, params![row, bytes])?;
        if hashes.len() < usize::from(WIDTH) {
            return Ok(());
        }
        let root = tile_root(hashes).ok_or_else(|| format("tiles", "no power of two"))?;
        let mut above = self.tile_of(log, level + 1, tile >> HEIGHT)?;
        above.push(root);
        self.put_tile(log, level + 1, tile >> HEIGHT, &above)
    }
}

fn entry_row(row: &Row<'_>) -> Result<EntryRow> {
    Ok(EntryRow {
        leaf: get(row, 0)?,
        leaf_hash: hash(row, 1)?,
        envelope: maybe_hash(row, 2)?,
        body: maybe_hash(row, 3)?,
    })
}
