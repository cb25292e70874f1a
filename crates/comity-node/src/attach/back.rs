//! Our own attachments back from the counterpart's copy, after a loss of the parts or of the store.
//!
//! Unlike what comes in, nothing is said about it: our leaves name only what
//! we hold of *their* attachments.

use comity_core::{PartyName, envelope::AttachmentRef};
use comity_peer::call::{Request, Response, Transport};
use comity_store::{
    Store,
    parts::{AttachmentRow, PartBytes, PartFile, PartSet},
};

use super::{AttachError, count, parts, seal::root_of};
use crate::{error::NodeError, node::Node};

impl<S: Store> Node<S> {
    /// Takes one of our attachments back, part by part; nothing happens when it is whole here.
    ///
    /// # Errors
    /// It was erased here, the counterpart has it not, sends something else, or the disk fails.
    pub fn fetch_back(
        &self,
        parts: &dyn PartBytes,
        transport: &dyn Transport,
        them: &PartyName,
        reference: &AttachmentRef,
    ) -> Result<(), AttachError> {
        let reference = *reference;
        self.store.write(move |tx| {
            if tx.attachment(&reference.root)?.is_none() && tx.tombstone(&reference.root)?.is_none()
            {
                tx.put_attachment(&AttachmentRow {
                    root: reference.root,
                    size: reference.size,
                    held: PartSet::new(),
                    complete: false,
                    scan: None,
                })?;
            }
            Ok::<_, AttachError>(())
        })?;
        let row = self.store.read(|tx| parts::row(tx, &reference.root))?;
        if row.complete {
            return Ok(());
        }
        let all = count(row.size);
        for index in 0..all {
            let request = Request::Part {
                root: row.root,
                index,
            };
            let part = match transport.call(them, request).map_err(NodeError::from)? {
                Response::Part(part) => part,
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code).into()),
                _ => return Err(AttachError::WrongPart(index)),
            };
            parts::verify(&row, index, &part)?;
            let offset = index.saturating_mul(comity_core::envelope::PART);
            parts.write(PartFile::Sealed(&row.root), offset, &part.bytes)?;
        }
        parts.sync(PartFile::Sealed(&row.root))?;
        let hashes = parts::hashes(parts, &row)?;
        if root_of(&hashes) != row.root {
            return Err(AttachError::NotAsSaid);
        }
        let whole = AttachmentRow {
            held: PartSet::first(all),
            complete: true,
            ..row
        };
        self.store.write(move |tx| {
            tx.put_attachment(&whole)?;
            tx.put_part_hashes(&whole.root, &hashes)?;
            Ok(())
        })
    }
}
