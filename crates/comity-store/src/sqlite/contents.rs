//! File keys, tombstones and erasure in SQLite.
//!
//! Which entries name a fingerprint stands in `sealed_places`, by its first bytes. It is
//! brought up to the ends of the logs before something is erased or looked for, and not written
//! when entries are appended: each entry is walked over once, however many are erased.

use comity_core::{Hash, Origin};
use rusqlite::params;

use super::{
    logs::Log,
    tx::{SqlTx, get, hash, limit, number, parsed},
};
use crate::{
    contents::{Contents, Place, ReadContents},
    error::{Result, StoreError},
};

impl ReadContents for SqlTx<'_> {
    fn opening(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT key FROM openings WHERE hash = ?1";
        self.one(sql, [hash.as_bytes()], |row| get(row, 0))
    }

    fn tombstone(&self, hash: &Hash) -> Result<Option<String>> {
        let sql = "SELECT said FROM tombstones WHERE hash = ?1";
        self.one(sql, [hash.as_bytes()], |row| get(row, 0))
    }

    fn tombstones(&self, after: Option<&Hash>, rows: usize) -> Result<Vec<(Hash, String)>> {
        let after = after.map_or(&[][..], |hash| hash.as_bytes());
        let sql = "SELECT hash, said FROM tombstones WHERE hash > ?1 ORDER BY hash LIMIT ?2";
        self.all(sql, params![after, limit(rows)], |row| {
            Ok((hash(row, 0)?, get(row, 1)?))
        })
    }
}

impl Contents for SqlTx<'_> {
    fn put_opening(&mut self, hash: &Hash, sealed: &[u8]) -> Result<()> {
        if self.tombstone(hash)?.is_some() {
            return Err(StoreError::Erased(*hash));
        }
        let sql = "INSERT INTO openings (hash, key) VALUES (?1, ?2)
                   ON CONFLICT DO UPDATE SET key = excluded.key";
        self.run(sql, params![hash.as_bytes(), sealed])?;
        Ok(())
    }

    fn places(&mut self, hash: &Hash) -> Result<Vec<Place>> {
        self.bring_up_places()?;
        let logs = self.all("SELECT id, origin FROM logs", [], |row| {
            Ok((get::<Log>(row, 0)?, parsed::<Origin>(row, 1, "logs")?))
        })?;
        let sql = "SELECT id, side FROM sealed_places JOIN entries ON id = entry
            CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1)
            WHERE key = substr(?1, 1, 8) AND iif(side, body, envelope) = ?1";
        let rows = self.all(sql, [hash.as_bytes()], |row| {
            Ok((get::<i64>(row, 0)?, get::<bool>(row, 1)?))
        })?;
        let mut places = Vec::with_capacity(rows.len());
        for (id, body) in rows {
            let (number, index) = Log::of_entry(id);
            let log = logs.iter().find(|(log, _)| *log == number);
            places.extend(log.map(|(_, origin)| Place {
                log: origin.clone(),
                index,
                envelope: !body,
            }));
        }
        places.sort();
        Ok(places)
    }

    fn erase(&mut self, hash: &Hash, tombstone: &str) -> Result<()> {
        self.run("DELETE FROM openings WHERE hash = ?1", [hash.as_bytes()])?;
        self.bring_up_places()?;
        // The first bytes may be those of others too: the whole fingerprint is compared then.
        for column in ["envelope", "body"] {
            let sql = format!(
                "UPDATE sealed SET {column} = NULL WHERE id IN (
                    SELECT id FROM sealed_places JOIN entries ON id = entry
                        WHERE key = substr(?1, 1, 8) AND {column} = ?1)"
            );
            self.run(&sql, [hash.as_bytes()])?;
        }
        self.count_erasure()?;
        self.bury(hash, tombstone)
    }
}

impl SqlTx<'_> {
    /// Counts an erasure: the write-ahead log is emptied after it.
    pub(super) fn count_erasure(&self) -> Result<()> {
        self.run("UPDATE erasures SET erased = erased + 1", [])?;
        Ok(())
    }

    /// Leaves a tombstone; the first one stays.
    pub(super) fn bury(&self, hash: &Hash, tombstone: &str) -> Result<()> {
        let sql = "INSERT INTO tombstones (hash, said) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.run(sql, params![hash.as_bytes(), tombstone])?;
        Ok(())
    }

    /// Whether anything was ever erased.
    pub(super) fn has_tombstones(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM tombstones LIMIT 1";
        Ok(self.one(sql, [], |row| get::<i64>(row, 0))?.is_some())
    }

    /// Adds the entries that came since something was last erased to `sealed_places`.
    fn bring_up_places(&self) -> Result<()> {
        let logs = self.all("SELECT id, placed FROM logs", [], |row| {
            Ok((get::<Log>(row, 0)?, number(row, 1)?))
        })?;
        for (log, placed) in logs {
            let size = self.size_of(log)?;
            if placed >= size {
                continue;
            }
            let sql = "INSERT OR IGNORE INTO sealed_places (key, entry)
                SELECT substr(iif(side, body, envelope), 1, 8) AS key, id
                    FROM entries CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1)
                    WHERE id >= ?1 AND id < ?2 AND key IS NOT NULL ORDER BY key, id";
            self.run(sql, params![log.entry(placed), log.entry(size)])?;
            let sql = "UPDATE logs SET placed = ?2 WHERE id = ?1";
            self.run(sql, params![log.0, size.cast_signed()])?;
        }
        Ok(())
    }
}
