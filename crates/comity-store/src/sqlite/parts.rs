//! Rows of attachments in SQLite.

use comity_core::Hash;
use rusqlite::{Row, params};

use super::tx::{SqlTx, get, hash, hashes, json, limit, number, signed, time, to_json};
use crate::{
    error::{Result, StoreError},
    parts::{AttachmentRow, Parts, ReadParts, ScanVerdict},
};

const COLUMNS: &str =
    "SELECT root, size, held, complete, scan_clean, scan_at, scan_said FROM attachments";

/// Hashes in a row of `part_hashes`.
const TILE: usize = 256;

impl ReadParts for SqlTx<'_> {
    fn attachment(&self, root: &Hash) -> Result<Option<AttachmentRow>> {
        let sql = format!("{COLUMNS} WHERE root = ?1");
        self.one(&sql, [root.as_bytes()], attachment_row)
    }

    fn incomplete_attachments(
        &self,
        after: Option<&Hash>,
        rows: usize,
    ) -> Result<Vec<AttachmentRow>> {
        let after = after.map_or(&[][..], |root| root.as_bytes());
        let sql = format!("{COLUMNS} WHERE complete = 0 AND root > ?1 ORDER BY root LIMIT ?2");
        self.all(&sql, params![after, limit(rows)], attachment_row)
    }

    fn complete_attachments(
        &self,
        after: Option<&Hash>,
        rows: usize,
    ) -> Result<Vec<AttachmentRow>> {
        let after = after.map_or(&[][..], |root| root.as_bytes());
        let sql = format!("{COLUMNS} WHERE complete <> 0 AND root > ?1 ORDER BY root LIMIT ?2");
        self.all(&sql, params![after, limit(rows)], attachment_row)
    }

    fn part_hashes(&self, root: &Hash, from: u64, rows: usize) -> Result<Vec<Hash>> {
        let (tile, skip) = (
            from / TILE as u64,
            usize::try_from(from % TILE as u64).unwrap_or(0),
        );
        let tiles = rows.saturating_add(skip).div_ceil(TILE);
        let sql = "SELECT hashes FROM part_hashes
            WHERE root = ?1 AND tile >= ?2 ORDER BY tile LIMIT ?3";
        let params = params![root.as_bytes(), signed(tile)?, limit(tiles)];
        let found = self.all(sql, params, |row| hashes(row, 0))?;
        Ok(found.into_iter().flatten().skip(skip).take(rows).collect())
    }
}

impl Parts for SqlTx<'_> {
    fn put_attachment(&mut self, attachment: &AttachmentRow) -> Result<()> {
        if crate::contents::ReadContents::tombstone(self, &attachment.root)?.is_some() {
            return Err(StoreError::Erased(attachment.root));
        }
        let sql = "INSERT OR REPLACE INTO attachments
            (root, size, held, complete, scan_clean, scan_at, scan_said)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let scan = attachment.scan.as_ref();
        let params = params![
            attachment.root.as_bytes(),
            signed(attachment.size)?,
            to_json(&attachment.held, "attachments")?,
            attachment.complete,
            scan.map(|scan| scan.clean),
            scan.map(|scan| scan.at.seconds()),
            scan.map(|scan| &scan.said),
        ];
        self.run(sql, params)?;
        Ok(())
    }

    fn put_part_hashes(&mut self, root: &Hash, hashes: &[Hash]) -> Result<()> {
        self.run("DELETE FROM part_hashes WHERE root = ?1", [root.as_bytes()])?;
        let sql = "INSERT INTO part_hashes (root, tile, hashes) VALUES (?1, ?2, ?3)";
        for (tile, hashes) in (0_i64..).zip(hashes.chunks(TILE)) {
            let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
            self.run(sql, params![root.as_bytes(), tile, bytes])?;
        }
        Ok(())
    }

    fn erase_attachment(&mut self, root: &Hash, tombstone: &str) -> Result<()> {
        self.run("DELETE FROM attachments WHERE root = ?1", [root.as_bytes()])?;
        self.run("DELETE FROM part_hashes WHERE root = ?1", [root.as_bytes()])?;
        self.bury(root, tombstone)
    }
}

fn attachment_row(row: &Row<'_>) -> Result<AttachmentRow> {
    let scan = match get::<Option<bool>>(row, 4)? {
        Some(clean) => Some(ScanVerdict {
            clean,
            at: time(row, 5)?,
            said: get(row, 6)?,
        }),
        None => None,
    };
    Ok(AttachmentRow {
        root: hash(row, 0)?,
        size: number(row, 1)?,
        held: json(row, 2, "attachments")?,
        complete: get(row, 3)?,
        scan,
    })
}
