//! Entries of a pouch: whether they lead to the signed root, and, under it, what each leaf is.

use std::ops::Range;

use comity_core::{
    Hash, Leaf,
    leaf::Seen,
    mutant::{Mutant, broken},
    record::Void,
};
use comity_tlog::{frontier::Frontier, hash::leaf_hash, proof};

use super::{Came, Judge};
use crate::{
    act::Verdict,
    channel::{Event, NotAccepted, Notice, Refusal, TheirEntry, log::BAD_PER_LEAF, nothing_seen},
    judge::{Before, leaf_follows},
    pouch::Entry,
    statement::Checked,
};

impl Judge<'_> {
    /// The hashes of the new entries, once they lead to the signed root.
    pub(super) fn lead_to_root(
        &mut self,
        entries: &[Entry],
        checkpoint: &Checked,
    ) -> Result<Vec<Hash>, NotAccepted> {
        let header = &self.pouch.header;
        let held = self.before.theirs.head.size();
        if header.start > held {
            return Err(Refusal::Gap {
                start: header.start,
                held,
            }
            .into());
        }
        if header.end() > checkpoint.size {
            return Err(Refusal::Malformed("entries beyond the checkpoint").into());
        }
        let mut head = self.before.theirs.head.clone();
        let mut new = Vec::with_capacity(entries.len());
        let mut fits = true;
        for entry in entries {
            let hash = leaf_hash(&entry.leaf_bytes);
            if entry.index >= held {
                head.push(hash, |_, _, _| ());
                fits &= self.fits_what_we_covered(&head);
                new.push(hash);
            } else if self
                .theirs
                .node(0, entry.index)
                .ok_or(NotAccepted::Store(None))?
                != hash
            {
                return Err(self.another_leaf(entries, entry, checkpoint));
            }
        }
        self.reach_root(&head, checkpoint)?;
        if !fits {
            return Err(self.not_what_we_covered(checkpoint));
        }
        self.next.theirs.head = head;
        Ok(new)
    }

    fn reach_root(&self, head: &Frontier, checkpoint: &Checked) -> Result<(), NotAccepted> {
        let end = self.pouch.header.end();
        let proof = &self.pouch.consistency;
        let root = if end == head.size() {
            head.root()
        } else {
            self.their_root(end)?
        };
        let reached = if end == checkpoint.size {
            proof.is_empty() && root == checkpoint.root
        } else if end == 0 {
            proof.is_empty()
        } else {
            proof::verify_consistency(end, checkpoint.size, proof, &root, &checkpoint.root).is_ok()
        };
        if reached {
            Ok(())
        } else {
            Err(Refusal::Root.into())
        }
    }

    /// After a loss: their log must again be the one that our own leaves name.
    fn fits_what_we_covered(&self, head: &Frontier) -> bool {
        let covered = self.before.ours.covered;
        head.size() != covered.size || head.root() == covered.root
    }

    /// Judges one new leaf under the signed root.
    pub(super) fn take_entry(
        &mut self,
        entry: Entry,
        leaf_hash: Hash,
        hashes: &[Hash],
        checkpoint: &Checked,
    ) -> Result<(), NotAccepted> {
        self.take_opening(&entry)?;
        self.not_ahead(entry.leaf.at)?;
        if !self.is_seen_ours(entry.leaf.seen)? {
            return Err(self.seen_of_another_root(&entry, hashes, checkpoint));
        }
        let verdict = self.verdict(&entry)?;
        self.use_quota(&entry)?;
        self.notice(&entry);
        self.note_pending(&entry, verdict.as_ref());
        self.tell(&entry);
        let void = self.void(&entry);
        self.next.theirs.before = Some(Before::and(self.next.theirs.before, &entry.leaf));
        self.out.entries.push(TheirEntry {
            entry,
            leaf_hash,
            verdict,
            void,
        });
        Ok(())
    }

    fn void(&self, entry: &Entry) -> Option<Void> {
        let beyond = self
            .before
            .closed
            .is_some_and(|closed| entry.index >= closed.theirs);
        let follows = leaf_follows(self.next.theirs.before, &entry.leaf);
        if beyond {
            Some(Void::BeyondGeneration)
        } else {
            follows
        }
    }

    fn take_opening(&mut self, entry: &Entry) -> Result<(), Refusal> {
        match (&entry.leaf.open, entry.index) {
            (Some(opening), 0) if entry.leaf.seen == nothing_seen() => {
                let [one, other] = &opening.credentials[..] else {
                    return Err(Refusal::Malformed(
                        "an opening leaf without two credentials",
                    ));
                };
                let names = [&self.our_origin.sender, &self.our_origin.reader];
                let between_us = names.contains(&&one.party) && names.contains(&&other.party);
                if !between_us || one.party >= other.party {
                    return Err(Refusal::Malformed("an opening leaf of other parties"));
                }
                self.next.their_opening = Some(opening.clone());
                Ok(())
            }
            (None, 1..) => Ok(()),
            _ => Err(Refusal::Malformed(
                "an opening leaf only, and always, at index 0",
            )),
        }
    }

    fn is_seen_ours(&mut self, seen: Seen) -> Result<bool, NotAccepted> {
        if seen == self.known_seen || broken(Mutant::AnySeen) {
            return Ok(true);
        }
        let held = self.before.ours.head.size();
        if seen.size > held && self.arrival.came == Came::AfterLoss {
            return Ok(true);
        }
        if seen.size > held {
            return Err(NotAccepted::OwnLoss {
                held,
                seen: seen.size,
            });
        }
        let ours = self.our_root(seen.size)? == seen.root;
        if ours {
            self.known_seen = seen;
        }
        Ok(ours)
    }

    fn verdict(&mut self, entry: &Entry) -> Result<Option<Verdict>, Refusal> {
        if entry.leaf.act.is_none() {
            return Ok(None);
        }
        let verdict = self.verdicts.remove(&entry.index);
        verdict
            .map(Some)
            .ok_or(Refusal::MissingBytes { index: entry.index })
    }

    fn use_quota(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let bytes = |content: Option<&[u8]>| content.map_or(0, <[u8]>::len);
        let size = entry.leaf_bytes.len() + bytes(entry.envelope.as_deref()) + bytes(entry.body());
        self.used = self
            .used
            .saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        if self.used > self.arrival.quota {
            Err(Refusal::Quota)
        } else {
            Ok(())
        }
    }

    /// Evidence without effect on state.
    fn notice(&mut self, entry: &Entry) {
        let leaf = &entry.leaf;
        let signed = self.before.theirs.checkpoint;
        let backdated = signed.is_some_and(|mark| entry.index >= mark.size && leaf.at < mark.at)
            && !broken(Mutant::NoNotice);
        let receipts = [self.before.ours.receipt, self.next.ours.receipt];
        let behind = receipts
            .iter()
            .flatten()
            .any(|receipt| receipt.at < leaf.at && leaf.seen.size < receipt.size);
        let first = self.first_covered(leaf);
        let stray = leaf.bad.iter().any(|index| !first.contains(index));
        for notice in [
            backdated.then_some(Notice::Backdated),
            behind.then_some(Notice::SeenBehindReceipt),
            stray.then_some(Notice::BadNotCovered),
        ] {
            let event = notice.map(|notice| Event::Notice {
                index: entry.index,
                notice,
            });
            self.out.events.extend(event);
        }
    }

    /// The entries of ours that a leaf of theirs is the first to cover: what it may call bad.
    fn first_covered(&self, leaf: &Leaf) -> Range<u64> {
        let before = self.next.theirs.before.map_or(0, |before| before.seen);
        before..leaf.seen.size
    }

    /// What our next leaf must cover and say of this entry, unless it has been said before a loss.
    fn note_pending(&mut self, entry: &Entry, verdict: Option<&Verdict>) {
        if entry.index < self.before.ours.covered.size {
            return;
        }
        let theirs = &mut self.next.theirs;
        theirs.pending.wanted |= entry.leaf.act.is_some() || entry.leaf.open.is_some();
        if matches!(verdict, Some(Verdict::Bad(_))) && !broken(Mutant::NoVerdict) {
            theirs.pending.bad.push(entry.index);
        }
    }

    /// Divides long lists of verdicts among several leaves.
    pub(super) fn cut_pending(&mut self, hashes: &[Hash]) {
        let pending = &mut self.next.theirs.pending;
        if pending.bad.len() < BAD_PER_LEAF {
            return;
        }
        let bad = std::mem::take(&mut pending.bad);
        let mut bad = bad.into_iter().peekable();
        let mut head = self.before.theirs.head.clone();
        for hash in std::iter::once(None).chain(hashes.iter().map(Some)) {
            if let Some(hash) = hash {
                head.push(*hash, |_, _, _| ());
            }
            while let Some(index) = bad.next_if(|index| *index < head.size()) {
                let seen = || Seen {
                    root: head.root(),
                    size: head.size(),
                };
                pending.note_bad(index, seen);
            }
        }
    }

    fn tell(&mut self, entry: &Entry) {
        let by = entry.index;
        let first = self.first_covered(&entry.leaf);
        let bad = entry
            .leaf
            .bad
            .iter()
            // A verdict on any other entry is evidence, and counts for nothing.
            .filter(|ours| first.contains(ours))
            .map(|ours| Event::CalledBad { ours: *ours, by });
        let held = entry
            .leaf
            .held
            .iter()
            .map(|root| Event::Held { root: *root, by });
        self.out.events.extend(bad.chain(held));
    }
}
