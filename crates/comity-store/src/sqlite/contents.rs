//! Content in SQLite: rows in the order of arrival, found by the first bytes of the fingerprint.

use comity_core::Hash;
use rusqlite::params;

use super::tx::{SqlTx, get, hash, limit};
use crate::{
    contents::{Contents, ReadContents},
    error::{Result, StoreError},
};

/// The rows whose fingerprints begin alike; the fingerprint itself is compared then.
const MEANT: &str = "content_places JOIN contents ON id = content WHERE key = ?1 AND hash = ?2";

impl ReadContents for SqlTx<'_> {
    fn content(&self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        let sql = format!("SELECT bytes FROM {MEANT}");
        self.one(&sql, params![key(hash), hash.as_bytes()], |row| get(row, 0))
    }

    fn has_content(&self, hash: &Hash) -> Result<bool> {
        Ok(self.place(hash)?.is_some())
    }

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
    fn put_content(&mut self, hash: &Hash, bytes: &[u8]) -> Result<()> {
        if self.tombstone(hash)?.is_some() {
            return Err(StoreError::Erased(*hash));
        }
        if self.place(hash)?.is_some() {
            return Ok(());
        }
        let sql = "INSERT INTO contents (hash, bytes) VALUES (?1, ?2)";
        self.run(sql, params![hash.as_bytes(), bytes])?;
        let sql = "INSERT INTO content_places (key, content) VALUES (?1, ?2)";
        self.run(sql, params![key(hash), self.last_id()])?;
        Ok(())
    }

    fn put_opening(&mut self, hash: &Hash, sealed: &[u8]) -> Result<()> {
        if self.tombstone(hash)?.is_some() {
            return Err(StoreError::Erased(*hash));
        }
        let sql = "INSERT INTO openings (hash, key) VALUES (?1, ?2)
                   ON CONFLICT DO UPDATE SET key = excluded.key";
        self.run(sql, params![hash.as_bytes(), sealed])?;
        Ok(())
    }

    fn erase(&mut self, hash: &Hash, tombstone: &str) -> Result<()> {
        self.run("DELETE FROM openings WHERE hash = ?1", [hash.as_bytes()])?;
        if let Some(content) = self.place(hash)? {
            self.run("DELETE FROM contents WHERE id = ?1", [content])?;
            let sql = "DELETE FROM content_places WHERE key = ?1 AND content = ?2";
            self.run(sql, [key(hash), content])?;
        }
        self.bury(hash, tombstone)
    }
}

impl SqlTx<'_> {
    fn place(&self, hash: &Hash) -> Result<Option<i64>> {
        let sql = format!("SELECT content FROM {MEANT}");
        self.one(&sql, params![key(hash), hash.as_bytes()], |row| get(row, 0))
    }

    /// Leaves a tombstone; the first one stays.
    pub(super) fn bury(&self, hash: &Hash, tombstone: &str) -> Result<()> {
        let sql = "INSERT INTO tombstones (hash, said) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.run(sql, params![hash.as_bytes(), tombstone])?;
        Ok(())
    }
}

fn key(hash: &Hash) -> i64 {
    let first = hash.as_bytes().first_chunk::<8>();
    first.map_or(0, |bytes| i64::from_be_bytes(*bytes))
}
