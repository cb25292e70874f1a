//! The entries of a log in an audit: leaf, sealed envelope, sealed body.
//!
//! What an entry must hold is not taken from its row, which anybody with the
//! file can change, but from what was signed: the leaf names the envelope, and
//! the envelope names the body.

use comity_core::{
    Envelope, Hash, Leaf,
    record::{Parties, Position},
};
use comity_peer::{act::read_envelope, channel::Closed, seal::OpenError};
use comity_store::logs::{EntryRow, SealedEntry};
use comity_tlog::hash::{leaf_hash, sha256};

use super::Walk;
use crate::{channel::openings, error::NodeError};

impl Walk<'_> {
    /// The leaf, its sealed files, and the hash that the tree is built on.
    ///
    /// A leaf that is `signed`, under a root that the log leads to, is what was taken in
    /// once, or that root does not fit: only its act is read then.
    pub(super) fn entry(
        &mut self,
        index: u64,
        entry: &SealedEntry<'_>,
        signed: bool,
    ) -> Result<Hash, NodeError> {
        let row = &entry.row;
        let hash = leaf_hash(&row.leaf);
        let same = hash == row.leaf_hash;
        if !same {
            self.audit.find("audit-leaf-hash", self.origin, Some(index));
        }
        let (act, size) = if signed && same && self.sealer.is_none() {
            (Leaf::act_of(&row.leaf), None)
        } else {
            let Ok(leaf) = Leaf::parse(&row.leaf) else {
                self.audit.find("audit-leaf", self.origin, Some(index));
                return Ok(hash);
            };
            if self.origin.sender == *self.me {
                // A leaf that saw more than its generation counts may speak of an act that nobody has.
                let counts = |cut: Closed| index < cut.ours && leaf.seen.size <= cut.theirs;
                if self.closed.is_none_or(counts) {
                    self.held.extend(&leaf.held);
                }
            }
            (leaf.act, leaf.size)
        };
        if act != row.envelope {
            self.audit.find("audit-entry", self.origin, Some(index));
        }
        // By the leaf: a row that names no envelope hides none.
        let opened = match act {
            Some(act) => self.content(index, &act, entry.envelope, size)?,
            None => None,
        };
        if let Some(body) = row.body {
            self.content(index, &body, entry.body, None)?;
        }
        if let Some(plain) = opened {
            self.envelope(index, row, &plain)?;
        } else if row.body.is_none() && entry.body.is_some() {
            self.audit.find("audit-body", self.origin, Some(index));
        }
        Ok(hash)
    }

    /// What an envelope that opens says of its body, against the row.
    fn envelope(&mut self, index: u64, entry: &EntryRow, plain: &[u8]) -> Result<(), NodeError> {
        let said: Option<Envelope> = read_envelope(plain).ok();
        let code = match &said {
            None => "audit-envelope",
            Some(said) if said.body.map(|body| body.sha256) != entry.body => "audit-body",
            Some(_) => return Ok(()),
        };
        // A body that never came, or an envelope that is none, was called bad when it was covered.
        if !self.called_bad(index)? {
            self.audit.find(code, self.origin, Some(index));
        }
        Ok(())
    }

    /// A sealed file: what is in it, when seals are opened and it opens.
    fn content(
        &mut self,
        index: u64,
        fingerprint: &Hash,
        bytes: Option<&[u8]>,
        size: Option<u64>,
    ) -> Result<Option<Vec<u8>>, NodeError> {
        let Some(bytes) = bytes else {
            if self.tx.tombstone(fingerprint)?.is_some() {
                self.audit.erased = self.audit.erased.saturating_add(1);
            } else {
                self.audit
                    .find("audit-content-missing", self.origin, Some(index));
            }
            return Ok(None);
        };
        self.audit.contents = self.audit.contents.saturating_add(1);
        if sha256(bytes) != *fingerprint {
            self.audit.find("audit-content", self.origin, Some(index));
        }
        let sized = size.is_none_or(|size| size == bytes.len() as u64);
        let Some(sealer) = self.sealer else {
            return Ok(None);
        };
        let opened = openings::open(self.tx, sealer, bytes)?;
        let closed = matches!(opened, Err(OpenError::NotForUs | OpenError::Damaged));
        // What does not open was called bad when it was covered.
        if (closed || !sized) && !self.called_bad(index)? {
            self.audit.find("audit-seal", self.origin, Some(index));
        }
        Ok(opened.ok().map(|opened| opened.plain))
    }

    /// Whether our covering leaf says that an entry of theirs does not open; our own always do.
    fn called_bad(&self, index: u64) -> Result<bool, NodeError> {
        let them = &self.origin.sender;
        let parties = Parties::new(them.clone(), self.origin.reader.clone());
        let Some(side) = parties.and_then(|parties| parties.side(them)) else {
            return Ok(false);
        };
        if them == self.me {
            return Ok(false);
        }
        let place = Position {
            generation: self.origin.generation,
            index,
        };
        Ok(self
            .tx
            .covered(them, side, place)?
            .is_none_or(|covered| covered.bad))
    }
}
