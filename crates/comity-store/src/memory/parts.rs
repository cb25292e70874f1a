//! Rows of attachments in memory.

use std::ops::Bound;

use comity_core::Hash;

use super::state::State;
use crate::{
    error::{Result, StoreError},
    parts::{AttachmentRow, Parts, ReadParts},
};

impl ReadParts for State {
    fn attachment(&self, root: &Hash) -> Result<Option<AttachmentRow>> {
        Ok(self.attachments.get(root).cloned())
    }

    fn incomplete_attachments(
        &self,
        after: Option<&Hash>,
        limit: usize,
    ) -> Result<Vec<AttachmentRow>> {
        let start = after.map_or(Bound::Unbounded, |root| Bound::Excluded(*root));
        let rows = self.attachments.range((start, Bound::Unbounded));
        let open = rows.map(|(_, row)| row).filter(|row| !row.complete);
        Ok(open.take(limit).cloned().collect())
    }

    fn complete_attachments(
        &self,
        after: Option<&Hash>,
        limit: usize,
    ) -> Result<Vec<AttachmentRow>> {
        let start = after.map_or(Bound::Unbounded, |root| Bound::Excluded(*root));
        let rows = self.attachments.range((start, Bound::Unbounded));
        let whole = rows.map(|(_, row)| row).filter(|row| row.complete);
        Ok(whole.take(limit).cloned().collect())
    }

    fn part_hashes(&self, root: &Hash, from: u64, limit: usize) -> Result<Vec<Hash>> {
        let start = usize::try_from(from).unwrap_or(usize::MAX);
        let hashes = self.part_hashes.get(root).into_iter().flatten();
        Ok(hashes.skip(start).take(limit).copied().collect())
    }
}

impl Parts for State {
    fn put_attachment(&mut self, attachment: &AttachmentRow) -> Result<()> {
        if self.tombstones.contains(&attachment.root) {
            return Err(StoreError::Erased(attachment.root));
        }
        self.attachments.put(attachment.root, attachment.clone());
        Ok(())
    }

    fn put_part_hashes(&mut self, root: &Hash, hashes: &[Hash]) -> Result<()> {
        self.part_hashes.put(*root, hashes.to_vec());
        Ok(())
    }

    fn erase_attachment(&mut self, root: &Hash, tombstone: &str) -> Result<()> {
        self.attachments.remove(root);
        self.part_hashes.remove(root);
        self.bury(root, tombstone);
        Ok(())
    }
}
