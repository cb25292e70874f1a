//! Parts on their way between nodes: what is announced, what is held, what comes in and goes out.
//!
//! A part is verified against the root as it comes, written, made durable, and
//! only then noted as held. A part that does not verify changes nothing.

use std::sync::{Arc, PoisonError};

use comity_core::{Hash, PartyName, envelope::PART};
use comity_peer::{act::OpenedAct, call::Part};
use comity_store::{
    ReadTx, Store, StoreError, Tx,
    parts::{AttachmentRow, PartBytes, PartFile, PartSet},
};
use comity_tlog::{
    hash::leaf_hash,
    proof::verify_inclusion,
    tree::{self, MemoryTree},
};

use super::AttachError;
use crate::{
    channel::state,
    node::{Limits, Node},
};

/// The number of parts of a sealed file.
pub(crate) const fn count(size: u64) -> u64 {
    size.div_ceil(PART)
}

/// The bytes of one of its parts.
pub(crate) const fn length(size: u64, index: u64) -> u64 {
    let left = size.saturating_sub(index.saturating_mul(PART));
    if left < PART { left } else { PART }
}

/// Notes the attachments that an act of theirs announces, to be fetched.
///
/// One that is too large for this house is declined: it has no row, and no
/// part of it is taken. Nothing happens where it is known or was erased.
pub(crate) fn announce(
    tx: &mut dyn Tx,
    act: &OpenedAct,
    limits: &Limits,
) -> Result<(), StoreError> {
    for (number, reference) in act.envelope.attachments.iter().enumerate() {
        let limit = if is_exhibit(act, number) {
            limits.evidence
        } else {
            limits.attachment
        };
        let known =
            tx.attachment(&reference.root)?.is_some() || tx.tombstone(&reference.root)?.is_some();
        if known || reference.size > limit {
            continue;
        }
        tx.put_attachment(&AttachmentRow {
            root: reference.root,
            size: reference.size,
            held: PartSet::new(),
            complete: false,
            scan: None,
        })?;
    }
    Ok(())
}

/// Whether the body says that an attachment is an exhibit; it lists them in the order of the envelope.
fn is_exhibit(act: &OpenedAct, number: usize) -> bool {
    let list = act
        .body
        .as_ref()
        .and_then(|body| body.fields.get("attachments"));
    list.and_then(|list| list.get(number))
        .and_then(|one| one.get("exhibit"))
        .is_some()
}

/// The row of an announced attachment.
pub(super) fn row(tx: &dyn ReadTx, root: &Hash) -> Result<AttachmentRow, AttachError> {
    match tx.attachment(root)? {
        Some(row) => Ok(row),
        None if tx.tombstone(root)?.is_some() => Err(AttachError::Erased(*root)),
        None => Err(AttachError::Unknown(*root)),
    }
}

impl<S: Store> Node<S> {
    /// Which parts of an attachment are held, as half-open ranges.
    ///
    /// # Errors
    /// Nobody announced it, or it was erased.
    pub fn held_parts(&self, root: &Hash) -> Result<Vec<(u64, u64)>, AttachError> {
        self.store
            .read(|tx| Ok(row(tx, root)?.held.ranges().to_vec()))
    }

    /// A part with its proof, for the counterpart.
    ///
    /// # Errors
    /// It is not held, or not announced.
    pub fn part(
        &self,
        parts: &dyn PartBytes,
        root: &Hash,
        index: u64,
    ) -> Result<Part, AttachError> {
        let row = self.store.read(|tx| row(tx, root))?;
        let all = count(row.size);
        let tree = self.part_tree(root)?;
        if !row.held.contains(index) || tree.size() != all {
            return Err(AttachError::Incomplete {
                held: row.held.count(),
                parts: all,
            });
        }
        let proof =
            tree::inclusion(&*tree, index, all).map_err(|_| AttachError::WrongPart(index))?;
        let size = usize::try_from(length(row.size, index)).unwrap_or_default();
        let bytes = parts.read(PartFile::Sealed(root), index.saturating_mul(PART), size)?;
        Ok(Part { bytes, proof })
    }

    /// The tree over the parts of an attachment; kept for the next part that is asked for.
    fn part_tree(&self, root: &Hash) -> Result<Arc<MemoryTree>, AttachError> {
        let mut kept = self
            .party
            .parts
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tree)) = kept
            .as_ref()
            .filter(|(of, tree)| of == root && tree.size() > 0)
        {
            return Ok(Arc::clone(tree));
        }
        let mut tree = MemoryTree::new();
        let hashes = self.store.read(|tx| tx.part_hashes(root, 0, usize::MAX))?;
        hashes.into_iter().for_each(|hash| tree.push(hash));
        let tree = Arc::new(tree);
        *kept = Some((*root, Arc::clone(&tree)));
        Ok(tree)
    }

    /// Takes a part of an announced attachment of a counterpart; whether it is now complete.
    ///
    /// # Errors
    /// Nobody announced it, the part is not of it, or it cannot be made durable.
    pub fn take_part(
        &self,
        parts: &dyn PartBytes,
        them: &PartyName,
        root: &Hash,
        index: u64,
        part: &Part,
    ) -> Result<bool, AttachError> {
        let row = self.store.read(|tx| row(tx, root))?;
        if row.complete || row.held.contains(index) {
            return Ok(row.complete);
        }
        verify(&row, index, part)?;
        let file = PartFile::Sealed(root);
        parts.write(file, index.saturating_mul(PART), &part.bytes)?;
        parts.sync(file)?;
        self.note_parts(parts, them, root, &[index])
    }

    /// Notes that parts are durable; whether all are, which completes it: our next leaf says so.
    ///
    /// The last parts are noted only together with that, when the whole file was read back: so a
    /// process that ends before has them to fetch again.
    pub(super) fn note_parts(
        &self,
        parts: &dyn PartBytes,
        them: &PartyName,
        root: &Hash,
        new: &[u64],
    ) -> Result<bool, AttachError> {
        let (of, some) = (*root, new.to_vec());
        let row = match self.store.write(move |tx| note(tx, &of, &some))? {
            Noted::Some => return Ok(false),
            Noted::Complete => return Ok(true),
            Noted::Last(row) => row,
        };
        let hashes = hashes(parts, &row)?;
        let them = them.clone();
        match self
            .store
            .write(move |tx| complete(tx, &them, row, &hashes))?
        {
            true => Ok(true),
            false => Err(AttachError::NotAsSaid),
        }
    }
}

/// Whether a part is the one at this place.
pub(super) fn verify(row: &AttachmentRow, index: u64, part: &Part) -> Result<(), AttachError> {
    let right_length = part.bytes.len() as u64 == length(row.size, index) && !part.bytes.is_empty();
    let hash = leaf_hash(&part.bytes);
    let proven = verify_inclusion(&hash, index, count(row.size), &part.proof, &row.root);
    if right_length && proven.is_ok() {
        Ok(())
    } else {
        Err(AttachError::WrongPart(index))
    }
}

/// The leaf hashes of a file whose parts are all held, read back from the disk.
pub(super) fn hashes(parts: &dyn PartBytes, row: &AttachmentRow) -> Result<Vec<Hash>, AttachError> {
    (0..count(row.size))
        .map(|index| {
            let size = usize::try_from(length(row.size, index)).unwrap_or_default();
            let bytes = parts.read(
                PartFile::Sealed(&row.root),
                index.saturating_mul(PART),
                size,
            )?;
            Ok(leaf_hash(&bytes))
        })
        .collect()
}

/// Whether the bytes of a file are still the ones that its root names.
pub(crate) fn is_whole(parts: &dyn PartBytes, row: &AttachmentRow) -> bool {
    hashes(parts, row).is_ok_and(|hashes| super::seal::root_of(&hashes) == row.root)
}

/// What there is of an attachment with some parts more.
enum Noted {
    /// Not all.
    Some,
    /// All, as this row says, which is not in the store yet.
    Last(AttachmentRow),
    /// It was complete before.
    Complete,
}

/// Adds held parts to the row, unless nothing is missing then.
fn note(tx: &mut dyn Tx, root: &Hash, new: &[u64]) -> Result<Noted, AttachError> {
    let mut row = row(&*tx, root)?;
    if row.complete {
        return Ok(Noted::Complete);
    }
    for index in new {
        row.held.insert(*index, index.saturating_add(1));
    }
    if row.held.count() == count(row.size) {
        return Ok(Noted::Last(row));
    }
    tx.put_attachment(&row)?;
    Ok(Noted::Some)
}

/// Marks an attachment as complete, and lets the next leaf of our log say so; `false` where the
/// disk gave back something else than was verified: then nothing of it is held.
fn complete(
    tx: &mut dyn Tx,
    them: &PartyName,
    whole: AttachmentRow,
    hashes: &[Hash],
) -> Result<bool, AttachError> {
    let root = whole.root;
    if row(&*tx, &root)?.complete {
        return Ok(true);
    }
    let sound = super::seal::root_of(hashes) == root;
    let held = match sound {
        true => whole.held,
        false => PartSet::new(),
    };
    tx.put_attachment(&AttachmentRow {
        held,
        complete: sound,
        ..whole
    })?;
    if !sound {
        return Ok(false);
    }
    tx.put_part_hashes(&root, hashes)?;
    let mut channel = state::load(&*tx, them)?;
    channel.holds_attachment(root);
    state::save(tx, &channel)?;
    Ok(true)
}
