//! Taking our own log back from the counterpart after a loss (`docs/protocol.md`, section 9).
//!
//! A pouch of kind `copy` holds entries of *our* log, our own signature over
//! it as the counterpart kept it, and the counterpart's newly signed receipt
//! over what it hands back. What it hands back must be ours and lead on from
//! what we hold; whether it is *all* of ours only the high-water mark tells.
//! The counterpart's own log comes back the ordinary way, from its beginning.

use std::cmp::Ordering;

use comity_core::{
    Hash,
    mutant::{Mutant, broken},
};
use comity_tlog::{cosignature::SignatureError, frontier::Frontier, hash::leaf_hash, proof};

use super::{
    AHEAD_LIMIT, ChannelState, Generation, HeldLog, Mark, NotAccepted, Refusal,
    accept::{Arrival, is_later, mark_of, root_at},
    nothing_seen,
};
use crate::{
    credential::Credential,
    pouch::{Entry, Kind, Pouch},
    statement::{Checked, StatementError, verify_checkpoint, verify_receipt},
};

/// What came back, to be made durable together with the changed state.
#[derive(Debug, Clone, PartialEq)]
pub struct Adopted {
    /// Entries of our own log that were lost, with the hashes of their leaves.
    pub entries: Vec<(Entry, Hash)>,
    /// Our own signature that the counterpart kept.
    pub checkpoint: Checked,
    /// Its statement that it knows no more: over all that it handed back, once that is here.
    pub receipt: Option<Checked>,
    /// Where this leaves us.
    pub standing: Standing,
}

/// How what was recovered compares with the high-water mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Exactly there: the generation may go on.
    AtMark,
    /// The counterpart holds, or says that it holds, less than we have signed: a new generation is needed.
    Short,
    /// The counterpart holds more than the mark, or another root at it: the mark cannot be trusted, a new generation is needed.
    NotTheMark,
    /// There is no mark: a new generation is needed.
    NoMark,
}

impl ChannelState {
    /// Adopts what the counterpart hands back of our own log.
    ///
    /// `own` are our credentials, newest first; `mark` is the high-water mark of this log.
    ///
    /// # Errors
    /// [`NotAccepted`]; nothing is changed then.
    pub fn adopt(
        &mut self,
        mut arrival: Arrival<'_>,
        own: &[&Credential],
        mark: Option<Mark>,
        ours: &dyn HeldLog,
    ) -> Result<Adopted, NotAccepted> {
        let header = &arrival.pouch.header;
        if header.to != self.me || header.from != self.them {
            return Err(Refusal::NotForUs.into());
        }
        if header.kind != Kind::Copy || header.generation != self.current.number {
            let current = self.current.number;
            return Err(Refusal::Generation {
                found: header.generation,
                current,
            }
            .into());
        }
        let origin = self.our_origin();
        let speakers = super::Speakers {
            ahead: &[],
            may: own,
            revoked: &[],
        };
        let checkpoint =
            speakers.verify(|who| verify_checkpoint(&arrival.pouch.checkpoint, who, &origin))?;
        let receipt = arrival.pouch.receipt.as_ref().map(|note| {
            arrival
                .speakers
                .verify(|who| verify_receipt(note, who, &origin))
        });
        let ahead = |receipt: &Checked| receipt.at.since(arrival.now);
        if let Some(Ok(receipt)) = &receipt
            && ahead(receipt) > AHEAD_LIMIT
        {
            let seconds = ahead(receipt);
            return Err(Refusal::FromTheFuture { seconds }.into());
        }
        let receipt = match receipt.transpose() {
            // By keys that only their log, which is not back yet, makes known.
            Err(Refusal::Signature(StatementError::Signature(SignatureError::Missing))) => None,
            other => other?,
        };
        let entries = std::mem::take(&mut arrival.pouch.entries);
        let mut next = self.current.clone();
        let entries = next.take_back(&arrival.pouch, entries, &checkpoint, ours)?;
        let receipt = next.take_statements(&checkpoint, receipt, ours)?;
        let standing = standing(mark, next.ours.head.size(), next.ours.head.root());
        self.current = next;
        self.close_as_opened();
        // Without their word that they know no more, the mark alone is not enough.
        let whole = receipt.is_some() && !self.lacks_what_counts();
        let standing = match standing {
            Standing::AtMark if !whole => Standing::Short,
            other => other,
        };
        Ok(Adopted {
            entries,
            checkpoint,
            receipt,
            standing,
        })
    }
}

fn standing(mark: Option<Mark>, size: u64, root: Hash) -> Standing {
    match mark {
        _ if broken(Mutant::AnyStanding) => Standing::AtMark,
        None => Standing::NoMark,
        Some(mark) if size < mark.size => Standing::Short,
        Some(mark) if size == mark.size && root == mark.root => Standing::AtMark,
        Some(_) => Standing::NotTheMark,
    }
}

impl Generation {
    fn take_back(
        &mut self,
        pouch: &Pouch,
        entries: Vec<Entry>,
        checkpoint: &Checked,
        ours: &dyn HeldLog,
    ) -> Result<Vec<(Entry, Hash)>, NotAccepted> {
        let held = self.ours.head.size();
        let start = pouch.header.start;
        if start > held {
            return Err(Refusal::Gap { start, held }.into());
        }
        let mut new = Vec::with_capacity(entries.len());
        for entry in entries {
            let hash = leaf_hash(&entry.leaf_bytes);
            if entry.index < held {
                let known = ours.node(0, entry.index).ok_or(NotAccepted::Store(None))?;
                if known != hash {
                    return Err(Refusal::Root.into());
                }
                continue;
            }
            self.take_leaf(&entry, hash)?;
            new.push((entry, hash));
        }
        let fits = if pouch.header.end() < held {
            // They hold less than we do: what they hold must be the beginning of ours.
            new.is_empty() && root_at(&self.ours.head, ours, checkpoint.size)? == checkpoint.root
        } else {
            reaches(&self.ours.head, pouch, checkpoint)
        };
        if fits {
            self.theirs.pending.forget(self.ours.covered.size);
            Ok(new)
        } else {
            Err(Refusal::Root.into())
        }
    }

    fn take_leaf(&mut self, entry: &Entry, hash: Hash) -> Result<(), Refusal> {
        let leaf = &entry.leaf;
        match (&leaf.open, entry.index) {
            (Some(opening), 0) if leaf.seen == nothing_seen() => {
                self.opening = Some(opening.clone());
            }
            (None, 1..) => {}
            _ => {
                return Err(Refusal::Malformed(
                    "an opening leaf only, and always, at index 0",
                ));
            }
        }
        self.ours.head.push(hash, |_, _, _| ());
        self.ours.last_at = self.ours.last_at.max(Some(leaf.at));
        self.ours.covered = leaf.seen;
        Ok(())
    }

    /// Keeps the two statements; gives the receipt when it is over what we now hold.
    fn take_statements(
        &mut self,
        checkpoint: &Checked,
        receipt: Option<Checked>,
        ours: &dyn HeldLog,
    ) -> Result<Option<Checked>, NotAccepted> {
        let (size, root) = (self.ours.head.size(), self.ours.head.root());
        if self
            .ours
            .signed
            .is_none_or(|known| is_later(&known, checkpoint))
        {
            self.ours.signed = Some(mark_of(checkpoint));
        }
        let Some(receipt) = receipt else {
            return Ok(None);
        };
        let fits = match receipt.size.cmp(&size) {
            Ordering::Equal => receipt.root == root,
            // Of a log that they hold less of than we do.
            Ordering::Less if checkpoint.size < size => {
                root_at(&self.ours.head, ours, receipt.size)? == receipt.root
            }
            // A later part of the copy leads there.
            Ordering::Greater if receipt.size == checkpoint.size => {
                return if receipt.root == checkpoint.root {
                    Ok(None)
                } else {
                    Err(Refusal::Root.into())
                };
            }
            Ordering::Less | Ordering::Greater => false,
        };
        if !fits {
            return Err(Refusal::Signature(StatementError::Origin {
                found: format!("{} at size {}", receipt.origin, receipt.size),
            })
            .into());
        }
        if self
            .ours
            .receipt
            .is_none_or(|known| is_later(&known, &receipt))
        {
            self.ours.receipt = Some(mark_of(&receipt));
        }
        Ok(Some(receipt))
    }
}

/// Whether our log, as it stands now, is what we once signed.
fn reaches(head: &Frontier, pouch: &Pouch, checkpoint: &Checked) -> bool {
    let (size, root, proof) = (head.size(), head.root(), &pouch.consistency);
    if size == checkpoint.size {
        proof.is_empty() && root == checkpoint.root
    } else {
        size > 0
            && size < checkpoint.size
            && proof::verify_consistency(size, checkpoint.size, proof, &root, &checkpoint.root)
                .is_ok()
    }
}
