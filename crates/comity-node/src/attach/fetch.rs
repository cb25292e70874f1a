//! Fetching attachments from a counterpart, or pushing ours, whichever side can dial.
//!
//! Both begin with what is held and go on from there, so that a transfer can
//! stop at any part and be resumed days later. Acts always go first: the caller
//! asks [`Pace`] before each part.

use comity_core::{Hash, PartyName};
use comity_peer::call::{Request, Response, Transport};
use comity_store::{
    Store,
    parts::{PartBytes, PartFile, PartSet},
};

use super::{AttachError, count, parts};
use crate::{error::NodeError, node::Node};

/// Parts that are made durable together.
const BATCH: usize = 16;

/// Asked before each part with the bytes moved so far; `false` stops the transfer for now.
pub type Pace<'a> = &'a mut dyn FnMut(u64) -> bool;

/// How far a transfer came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Parts moved now.
    pub parts: u64,
    /// Bytes moved now.
    pub bytes: u64,
    /// Whether the receiving side has all.
    pub complete: bool,
}

impl<S: Store> Node<S> {
    /// Fetches the missing parts of an attachment.
    ///
    /// # Errors
    /// Nobody announced it, the counterpart refuses, has not the part or sends another, or it
    /// cannot be made durable. What came until then stays.
    pub fn fetch(
        &self,
        parts: &dyn PartBytes,
        transport: &dyn Transport,
        them: &PartyName,
        root: &Hash,
        pace: Pace<'_>,
    ) -> Result<Fetched, AttachError> {
        let row = self.store.read(|tx| parts::row(tx, root))?;
        let mut done = Fetched {
            complete: row.complete,
            ..Fetched::default()
        };
        let mut index = row.held.first_missing(0);
        let mut batch = Vec::new();
        if index >= count(row.size) && !row.complete {
            // Where a process ended before it could say so.
            done.complete = self.note_parts(parts, them, root, &[])?;
        }
        while index < count(row.size) && pace(done.bytes) {
            let part = match transport.call(them, Request::Part { root: *root, index }) {
                Ok(Response::Part(part)) => part,
                Ok(Response::Refused { code }) => {
                    self.settle(parts, them, root, &mut batch)?;
                    return Err(NodeError::RefusedByThem(code).into());
                }
                Ok(_) => {
                    self.settle(parts, them, root, &mut batch)?;
                    return Err(AttachError::WrongPart(index));
                }
                Err(error) => {
                    self.settle(parts, them, root, &mut batch)?;
                    return Err(NodeError::from(error).into());
                }
            };
            if let Err(error) = parts::verify(&row, index, &part) {
                self.settle(parts, them, root, &mut batch)?;
                return Err(error);
            }
            let offset = index.saturating_mul(comity_core::envelope::PART);
            if let Err(error) = parts.write(PartFile::Sealed(root), offset, &part.bytes) {
                // What came before may still become durable; that this part did not is said first.
                drop(self.settle(parts, them, root, &mut batch));
                return Err(error.into());
            }
            done.parts = done.parts.saturating_add(1);
            done.bytes = done.bytes.saturating_add(part.bytes.len() as u64);
            batch.push(index);
            if batch.len() == BATCH {
                done.complete |= self.settle(parts, them, root, &mut batch)?;
            }
            index = row.held.first_missing(index.saturating_add(1));
        }
        done.complete |= self.settle(parts, them, root, &mut batch)?;
        Ok(done)
    }

    /// Durable before noted: the bytes of a batch, then its row.
    fn settle(
        &self,
        parts: &dyn PartBytes,
        them: &PartyName,
        root: &Hash,
        batch: &mut Vec<u64>,
    ) -> Result<bool, AttachError> {
        if batch.is_empty() {
            return Ok(false);
        }
        parts.sync(PartFile::Sealed(root))?;
        let new = std::mem::take(batch);
        self.note_parts(parts, them, root, &new)
    }

    /// Pushes the parts of one of our attachments that the counterpart lacks.
    ///
    /// # Errors
    /// We do not hold it, or the counterpart cannot be reached or refuses.
    pub fn push(
        &self,
        parts: &dyn PartBytes,
        transport: &dyn Transport,
        them: &PartyName,
        root: &Hash,
        pace: Pace<'_>,
    ) -> Result<Fetched, AttachError> {
        let row = self.store.read(|tx| parts::row(tx, root))?;
        let theirs = match transport
            .call(them, Request::Held { root: *root })
            .map_err(NodeError::from)?
        {
            Response::Held(ranges) => {
                PartSet::try_from(ranges).map_err(|_| AttachError::WrongPart(0))?
            }
            Response::Refused { code } => return Err(NodeError::RefusedByThem(code).into()),
            _ => return Err(AttachError::WrongPart(0)),
        };
        let mut done = Fetched::default();
        let mut index = theirs.first_missing(0);
        while index < count(row.size) {
            if !pace(done.bytes) {
                return Ok(done);
            }
            let part = self.part(parts, root, index)?;
            let bytes = part.bytes.len() as u64;
            let request = Request::PutPart {
                root: *root,
                index,
                part,
            };
            match transport.call(them, request).map_err(NodeError::from)? {
                Response::Nothing => {}
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code).into()),
                _ => return Err(AttachError::WrongPart(index)),
            }
            done.parts = done.parts.saturating_add(1);
            done.bytes = done.bytes.saturating_add(bytes);
            index = theirs.first_missing(index.saturating_add(1));
        }
        done.complete = true;
        Ok(done)
    }
}
