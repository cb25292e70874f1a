//! Putting the two artefacts of a contradiction together.
//!
//! Each function gives [`NotAccepted::Misbehaved`] with what a third party
//! can check, or what else is to be said where that cannot be had.

use std::collections::BTreeMap;

use comity_core::{Hash, Origin};
use comity_tlog::{
    hash::leaf_hash,
    tlog_proof::TlogProof,
    tree::{self, HashReader},
};

use super::{Judge, contradicts};
use crate::{
    channel::{Evidence, Fork, HeldLog, HeldNote, Mark, NotAccepted, Refusal, held::Reader},
    pouch::Entry,
    statement::Checked,
};

impl Judge<'_> {
    /// A checkpoint whose root is not that of the log as we hold it under an earlier checkpoint.
    pub(super) fn two_roots(&self, new: &Checked) -> NotAccepted {
        let Some(held) = self.theirs.checkpoint(new.size) else {
            return Refusal::Root.into();
        };
        let known = Known {
            log: self.theirs,
            note: held,
            size: new.size,
        };
        known.against(Fork::TwoRoots, self.their_origin(), new.note.clone())
    }

    /// A checkpoint over a smaller size with a later time than one over a larger size.
    pub(super) fn signed_smaller(&self, known: &Mark, new: &Checked) -> NotAccepted {
        smaller(
            self.their_origin(),
            self.theirs.checkpoint(known.size),
            known,
            new,
        )
    }

    /// The same for receipts.
    pub(super) fn receipt_smaller(&self, known: &Mark, new: &Checked) -> NotAccepted {
        smaller(
            self.our_origin.clone(),
            self.ours.receipt(known.size),
            known,
            new,
        )
    }

    /// A receipt for a root that our log never had.
    pub(super) fn receipt_of_another_root(&self, receipt: &Checked) -> NotAccepted {
        self.not_our_root(receipt.size, receipt.note.clone())
    }

    /// A `seen` with a root that our log never had.
    pub(super) fn seen_of_another_root(
        &self,
        entry: &Entry,
        hashes: &[Hash],
        checkpoint: &Checked,
    ) -> NotAccepted {
        let held = self.before.theirs.head.size();
        let tree = Overlay::new(self.theirs, held, hashes);
        match tree.proof(&entry.leaf_bytes, entry.index, checkpoint) {
            Some(leaf) => self.not_our_root(entry.leaf.seen.size, leaf),
            // The checkpoint reaches beyond this pouch: it and the entries must do.
            None => self.not_our_root(entry.leaf.seen.size, checkpoint.note.clone()),
        }
    }

    fn not_our_root(&self, size: u64, artefact: Vec<u8>) -> NotAccepted {
        let Some(note) = self.ours.checkpoint(size) else {
            return NotAccepted::Store(None);
        };
        Known {
            log: self.ours,
            note,
            size,
        }
        .against(Fork::SeenRoot, self.our_origin.clone(), artefact)
    }

    /// Another leaf than the one that we hold at an index: misconduct once it is under the signed root.
    pub(super) fn another_leaf(
        &self,
        entries: &[Entry],
        entry: &Entry,
        checkpoint: &Checked,
    ) -> NotAccepted {
        let hashes: Vec<_> = entries
            .iter()
            .map(|entry| leaf_hash(&entry.leaf_bytes))
            .collect();
        let tree = Overlay::new(self.theirs, self.pouch.header.start, &hashes);
        let reached = tree::root(&tree, self.pouch.header.end()).ok() == Some(checkpoint.root);
        let new = tree
            .proof(&entry.leaf_bytes, entry.index, checkpoint)
            .filter(|_| reached);
        match (new, self.held_leaf(entry.index)) {
            (None, _) => Refusal::Root.into(),
            (Some(_), None) => NotAccepted::Store(None),
            (Some(a), Some(b)) => misbehaved(Evidence {
                fork: Fork::TwoLeaves,
                log: self.their_origin(),
                a,
                b,
                root: None,
                consistency: Vec::new(),
            }),
        }
    }

    /// The leaf that we hold, proven under a checkpoint that we hold.
    fn held_leaf(&self, index: u64) -> Option<Vec<u8>> {
        let note = self.theirs.checkpoint(index + 1)?;
        let path = tree::inclusion(&Reader(self.theirs), index, note.size).ok()?;
        proof(&self.theirs.leaf(index)?, index, path, &note.note)
    }

    /// After a loss they hand back another log than the one that our own last leaf names.
    pub(super) fn not_what_we_covered(&self, checkpoint: &Checked) -> NotAccepted {
        let last = self.before.ours.head.size().saturating_sub(1);
        self.ours
            .leaf(last)
            .map_or(NotAccepted::Store(None), |leaf| {
                misbehaved(Evidence {
                    fork: Fork::TwoRoots,
                    log: self.their_origin(),
                    a: checkpoint.note.clone(),
                    b: leaf,
                    root: Some(self.before.ours.covered.root),
                    consistency: Vec::new(),
                })
            })
    }
}

fn misbehaved(evidence: Evidence) -> NotAccepted {
    NotAccepted::Misbehaved(Box::new(evidence))
}

/// Of two statements, `a` is the one over the smaller size.
fn smaller(log: Origin, held: Option<HeldNote>, known: &Mark, new: &Checked) -> NotAccepted {
    debug_assert!(contradicts(known, new));
    let Some(held) = held else {
        return NotAccepted::Store(None);
    };
    let (a, b) = if new.size < known.size {
        (new.note.clone(), held.note)
    } else {
        (held.note, new.note.clone())
    };
    let fork = Fork::SignedSmaller;
    misbehaved(Evidence {
        fork,
        log,
        a,
        b,
        root: None,
        consistency: Vec::new(),
    })
}

/// A log that we hold under a note, looked at at a smaller or equal size.
struct Known<'a> {
    log: &'a dyn HeldLog,
    note: HeldNote,
    size: u64,
}

impl Known<'_> {
    /// The evidence that `a` names another root than the log had at that size.
    fn against(self, fork: Fork, log: Origin, a: Vec<u8>) -> NotAccepted {
        let reader = Reader(self.log);
        let consistency = match self.size {
            0 => Ok(Vec::new()),
            size => tree::consistency(&reader, size, self.note.size),
        };
        match (reader.root(self.size), consistency) {
            (Ok(root), Ok(consistency)) => misbehaved(Evidence {
                fork,
                log,
                a,
                b: self.note.note,
                root: Some(root),
                consistency,
            }),
            (Err(error), _) | (_, Err(error)) => NotAccepted::Store(Some(error)),
        }
    }
}

/// Their log as a pouch has it: up to `start` as we hold it, then these leaves.
struct Overlay<'a> {
    held: &'a dyn HeldLog,
    start: u64,
    new: BTreeMap<(u8, u64), Hash>,
}

impl<'a> Overlay<'a> {
    fn new(held: &'a dyn HeldLog, start: u64, hashes: &[Hash]) -> Self {
        let mut new = BTreeMap::new();
        if let Ok(mut head) = tree::frontier_at(&Reader(held), start) {
            for hash in hashes {
                head.push(*hash, |level, index, node| {
                    new.insert((level, index), node);
                });
            }
        }
        Self { held, start, new }
    }

    /// A leaf proven under the checkpoint, when this log reaches exactly so far.
    fn proof(&self, leaf: &[u8], index: u64, checkpoint: &Checked) -> Option<Vec<u8>> {
        let path = tree::inclusion(self, index, checkpoint.size).ok()?;
        proof(leaf, index, path, &checkpoint.note)
    }
}

impl HashReader for Overlay<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let end = index.checked_add(1)?.checked_shl(u32::from(level))?;
        if end <= self.start {
            self.held.node(level, index)
        } else {
            self.new.get(&(level, index)).copied()
        }
    }
}

fn proof(leaf: &[u8], index: u64, path: Vec<Hash>, note: &[u8]) -> Option<Vec<u8>> {
    let proof = TlogProof::new(Some(leaf.to_vec()), index, path, note).ok()?;
    proof.verify_inclusion(&leaf_hash(leaf)).ok()?;
    Some(proof.encode())
}
