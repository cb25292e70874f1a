//! Attachments in a deep audit: what must be held, is.
//!
//! Not only what lies on the disk is walked, but what says that it must lie there: rows
//! that say that an attachment is complete, and our own leaves that say that we hold it.

use std::collections::BTreeSet;

use comity_core::Hash;
use comity_store::{
    ReadTx,
    parts::{AttachmentRow, PartBytes, PartFile},
};

use super::{Audit, BATCH};
use crate::{
    attach::{self, root_of},
    error::NodeError,
};

/// Verifies every attachment that is complete; `held` are those that our leaves speak of.
pub(super) fn verify(
    tx: &dyn ReadTx,
    parts: &dyn PartBytes,
    held: &BTreeSet<Hash>,
    audit: &mut Audit,
) -> Result<(), NodeError> {
    for root in parts.roots()? {
        if tx.tombstone(&root)?.is_some() {
            audit.find("audit-attachment-erased-but-held", root, None);
        }
    }
    for root in held {
        // Where a row says that parts are still to come, as after a loss, they are asked for.
        if tx.attachment(root)?.is_none() && tx.tombstone(root)?.is_none() {
            audit.find("audit-attachment-missing", root, None);
        }
    }
    let mut after = None;
    loop {
        let rows = tx.complete_attachments(after.as_ref(), BATCH)?;
        for row in &rows {
            complete(tx, parts, row, audit)?;
        }
        let Some(last) = rows.last().filter(|_| rows.len() == BATCH) else {
            return Ok(());
        };
        after = Some(last.root);
    }
}

fn complete(
    tx: &dyn ReadTx,
    parts: &dyn PartBytes,
    row: &AttachmentRow,
    audit: &mut Audit,
) -> Result<(), NodeError> {
    if tx.tombstone(&row.root)?.is_some() {
        return Ok(());
    }
    audit.attachments = audit.attachments.saturating_add(1);
    match parts.size(PartFile::Sealed(&row.root))? {
        None => audit.find("audit-attachment-missing", row.root, None),
        Some(size) if size == row.size && attach::is_whole(parts, row) => {}
        Some(_) => audit.find("audit-attachment", row.root, None),
    }
    if root_of(&tx.part_hashes(&row.root, 0, usize::MAX)?) != row.root {
        audit.find("audit-attachment-hashes", row.root, None);
    }
    Ok(())
}
