//! Accepting a pouch: everything that `docs/protocol.md`, section 8 asks, in its order.
//!
//! First who speaks and whether it is for us; then the signatures; then
//! whether checkpoint and receipt contradict what is held; then whether the
//! entries lead to the signed root; only then is a leaf judged. Until the root
//! is reached, bytes are merely bytes: what does not fit is refused, and only
//! what is signed can be misconduct.

use std::collections::BTreeMap;

use comity_core::{
    Hash, Origin, Time,
    leaf::Seen,
    mutant::{Mutant, broken},
    record::Void,
};
use comity_tlog::{
    frontier::Frontier,
    hash::{empty_root, leaf_hash},
    proof,
};

use super::{
    AHEAD_LIMIT, Accepted, ChannelState, Event, Generation, HeldLog, Mark, NotAccepted, Notice,
    Refusal, TheirEntry, held::Reader, log::BAD_PER_LEAF, mark, nothing_seen,
};
use crate::{
    act::Verdict,
    credential::Credential,
    judge::{Before, leaf_follows},
    pouch::{Entry, Kind, Pouch},
    statement::{Checked, StatementError, verify_checkpoint, verify_receipt},
};

mod contradict;

/// How far behind our clock a live signature may lie before our clock is doubted, in seconds.
const DAY: i64 = 86_400;

/// A pouch with all that judging it needs.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// The pouch.
    pub pouch: Pouch,
    /// What was found when its acts were opened: one for each entry with an act.
    pub verdicts: BTreeMap<u64, Verdict>,
    /// Under which credentials the counterpart may speak.
    pub speakers: Speakers<'a>,
    /// Our clock.
    pub now: Time,
    /// How many bytes there is room for.
    pub quota: u64,
    /// How the pouch came here.
    pub came: Came,
}

/// How a pouch came here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Made just now, in an exchange.
    Live,
    /// Carried as a file, of any age.
    AsFile,
    /// In a recovery that brought all of our own log back.
    Returned,
    /// In a recovery that did not bring all of our own log back. What they have seen of the
    /// rest cannot be compared; nothing more is signed in such a generation.
    AfterLoss,
}

/// The credentials of a counterpart that a statement may be signed under.
#[derive(Debug, Clone, Copy)]
pub struct Speakers<'a> {
    /// In force, or about to be (a rotation on the way); newest first.
    pub may: &'a [&'a Credential],
    /// Revoked: named so that a statement under them is told apart.
    pub revoked: &'a [&'a Credential],
}

impl Speakers<'_> {
    pub(super) fn verify(
        &self,
        check: impl Fn(&Credential) -> Result<Checked, StatementError>,
    ) -> Result<Checked, Refusal> {
        let mut first = None;
        for credential in self.may {
            match check(credential) {
                Ok(checked) => return Ok(checked),
                Err(StatementError::Origin { .. }) => return Err(Refusal::WrongOrigin),
                Err(error) => first = first.or(Some(error)),
            }
        }
        if self
            .revoked
            .iter()
            .any(|credential| check(credential).is_ok())
        {
            return Err(Refusal::Revoked);
        }
        Err(first.map_or(Refusal::Revoked, Refusal::Signature))
    }
}

impl ChannelState {
    /// Accepts a pouch of kind `exchange`.
    ///
    /// The caller makes entries, sealed bytes, notes and the changed state
    /// durable in one transaction before anything is signed.
    ///
    /// # Errors
    /// [`NotAccepted`]. The state is changed only by [`NotAccepted::Misbehaved`],
    /// which freezes the generation: keep it with the evidence.
    pub fn accept(
        &mut self,
        mut arrival: Arrival<'_>,
        ours: &dyn HeldLog,
        theirs: &dyn HeldLog,
    ) -> Result<Accepted, NotAccepted> {
        let header = &arrival.pouch.header;
        if header.to != self.me || header.from != self.them {
            return Err(Refusal::NotForUs.into());
        }
        let wrong = Refusal::Generation {
            found: header.generation,
            current: self.current.number,
        };
        if header.kind != Kind::Exchange {
            return Err(wrong.into());
        }
        let origin = self.our_origin_in(header.generation);
        let generation = self.generation_mut(header.generation).ok_or(wrong)?;
        let entries = std::mem::take(&mut arrival.pouch.entries);
        let judge = Judge::new(generation, &mut arrival, &origin, ours, theirs);
        match judge.judge(entries) {
            Ok((next, accepted)) => {
                *generation = next;
                Ok(accepted)
            }
            Err(NotAccepted::Misbehaved(evidence)) => {
                generation.frozen = Some(evidence.fork).filter(|_| !broken(Mutant::NoFreeze));
                Err(NotAccepted::Misbehaved(evidence))
            }
            Err(other) => Err(other),
        }
    }
}

/// One pouch on its way into one generation.
struct Judge<'a> {
    before: &'a Generation,
    next: Generation,
    pouch: &'a Pouch,
    verdicts: &'a mut BTreeMap<u64, Verdict>,
    arrival: Terms<'a>,
    our_origin: &'a Origin,
    ours: &'a dyn HeldLog,
    theirs: &'a dyn HeldLog,
    out: Accepted,
    /// The last `seen` that was looked up.
    known_seen: Seen,
    /// Bytes taken of the quota.
    used: u64,
}

/// What an [`Arrival`] says beside its pouch.
#[derive(Clone, Copy)]
struct Terms<'a> {
    speakers: Speakers<'a>,
    now: Time,
    quota: u64,
    came: Came,
}

impl<'a> Judge<'a> {
    fn new(
        before: &'a Generation,
        arrival: &'a mut Arrival<'_>,
        our_origin: &'a Origin,
        ours: &'a dyn HeldLog,
        theirs: &'a dyn HeldLog,
    ) -> Self {
        let Arrival {
            pouch,
            verdicts,
            speakers,
            now,
            quota,
            came,
        } = arrival;
        Self {
            before,
            next: before.clone(),
            pouch,
            verdicts,
            arrival: Terms {
                speakers: *speakers,
                now: *now,
                quota: *quota,
                came: *came,
            },
            our_origin,
            ours,
            theirs,
            out: Accepted::default(),
            known_seen: nothing_seen(),
            used: 0,
        }
    }

    fn judge(mut self, entries: Vec<Entry>) -> Result<(Generation, Accepted), NotAccepted> {
        if self.before.frozen.is_some() {
            return Err(Refusal::Frozen.into());
        }
        if u64::try_from(entries.len()).ok() != Some(self.pouch.header.count) {
            return Err(Refusal::Malformed("another number of entries").into());
        }
        let (checkpoint, receipt) = self.statements()?;
        if let Some(receipt) = receipt {
            self.take_receipt(receipt)?;
        }
        self.compare_checkpoint(&checkpoint)?;
        let hashes = self.lead_to_root(&entries, &checkpoint)?;
        let known = entries.len() - hashes.len();
        for (entry, hash) in entries.into_iter().skip(known).zip(&hashes) {
            self.take_entry(entry, *hash, &hashes, &checkpoint)?;
        }
        self.cut_pending(&hashes);
        self.take_checkpoint(checkpoint);
        if self.next.in_force() && !self.before.in_force() {
            self.out.events.push(Event::InForce);
        }
        if self.next.openings_differ() && !self.before.openings_differ() {
            self.out.events.push(Event::OpeningsDiffer);
        }
        Ok((self.next, self.out))
    }

    fn their_origin(&self) -> Origin {
        self.our_origin.opposite()
    }

    // ---- Statements ----

    fn statements(&self) -> Result<(Checked, Option<Checked>), NotAccepted> {
        let (pouch, speakers, origin) = (self.pouch, self.arrival.speakers, self.their_origin());
        let checkpoint =
            speakers.verify(|who| verify_checkpoint(&pouch.checkpoint, who, &origin))?;
        let receipt = pouch
            .receipt
            .as_ref()
            .map(|note| speakers.verify(|who| verify_receipt(note, who, self.our_origin)));
        let receipt = receipt.transpose()?;
        for statement in std::iter::once(&checkpoint).chain(&receipt) {
            self.not_ahead(statement.at)?;
        }
        Ok((checkpoint, receipt))
    }

    fn not_ahead(&self, at: Time) -> Result<(), Refusal> {
        let seconds = at.since(self.arrival.now);
        if seconds > AHEAD_LIMIT && !broken(Mutant::AnyTime) {
            Err(Refusal::FromTheFuture { seconds })
        } else {
            Ok(())
        }
    }

    fn take_receipt(&mut self, receipt: Checked) -> Result<(), NotAccepted> {
        let held = self.before.ours.head.size();
        if receipt.size > held && self.arrival.came == Came::AfterLoss {
            return Ok(());
        }
        if receipt.size > held {
            return Err(NotAccepted::OwnLoss {
                held,
                seen: receipt.size,
            });
        }
        if self.our_root(receipt.size)? != receipt.root {
            return Err(self.receipt_of_another_root(&receipt));
        }
        let known = self.before.ours.receipt;
        if let Some(known) = known.filter(|known| contradicts(known, &receipt)) {
            return Err(self.receipt_smaller(&known, &receipt));
        }
        if known.is_none_or(|known| is_later(&known, &receipt)) {
            self.next.ours.receipt = Some(mark_of(&receipt));
            if receipt.size > known.map_or(0, |known| known.size) {
                self.out
                    .events
                    .push(Event::Receipted { size: receipt.size });
            }
            self.out.receipt = Some(receipt);
        }
        Ok(())
    }

    /// Compares the checkpoint with those that were observed, and with the log that we hold.
    fn compare_checkpoint(&self, checkpoint: &Checked) -> Result<(), NotAccepted> {
        let known = self.before.theirs.checkpoint;
        if checkpoint.size <= self.before.theirs.head.size()
            && self.their_root(checkpoint.size)? != checkpoint.root
        {
            return Err(self.two_roots(checkpoint));
        }
        if let Some(known) = known.filter(|known| contradicts(known, checkpoint)) {
            return Err(self.signed_smaller(&known, checkpoint));
        }
        Ok(())
    }

    fn take_checkpoint(&mut self, checkpoint: Checked) {
        let whole = checkpoint.size == self.next.theirs.head.size();
        let known = self.before.theirs.checkpoint;
        if whole && known.is_none_or(|known| is_later(&known, &checkpoint)) {
            self.next.theirs.checkpoint = Some(mark_of(&checkpoint));
            self.doubt_clock(checkpoint.at);
            self.out.checkpoint = Some(checkpoint);
        }
    }

    /// A live signature far behind our clock, after more than a day in which we signed nothing.
    fn doubt_clock(&mut self, signed: Time) {
        let now = self.arrival.now;
        let silent = self
            .before
            .ours
            .earliest()
            .is_some_and(|last| now.since(last) > DAY);
        if self.arrival.came == Came::Live
            && silent
            && now.since(signed) > DAY
            && !self.next.clock_in_doubt
        {
            self.next.clock_in_doubt = true;
            self.out.events.push(Event::ClockInDoubt);
        }
    }

    // ---- Entries ----

    /// The hashes of the new entries, once they lead to the signed root.
    fn lead_to_root(
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
    fn take_entry(
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
        for notice in [
            backdated.then_some(Notice::Backdated),
            behind.then_some(Notice::SeenBehindReceipt),
        ] {
            let event = notice.map(|notice| Event::Notice {
                index: entry.index,
                notice,
            });
            self.out.events.extend(event);
        }
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
    fn cut_pending(&mut self, hashes: &[Hash]) {
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
        let bad = entry
            .leaf
            .bad
            .iter()
            .map(|ours| Event::CalledBad { ours: *ours, by });
        let held = entry
            .leaf
            .held
            .iter()
            .map(|root| Event::Held { root: *root, by });
        self.out.events.extend(bad.chain(held));
    }

    // ---- Look-ups ----

    fn our_root(&self, size: u64) -> Result<Hash, NotAccepted> {
        root_at(&self.before.ours.head, self.ours, size)
    }

    fn their_root(&self, size: u64) -> Result<Hash, NotAccepted> {
        root_at(&self.before.theirs.head, self.theirs, size)
    }
}

pub(super) fn root_at(head: &Frontier, log: &dyn HeldLog, size: u64) -> Result<Hash, NotAccepted> {
    if size == 0 {
        Ok(empty_root())
    } else if size == head.size() {
        Ok(head.root())
    } else {
        Reader(log)
            .root(size)
            .map_err(|error| NotAccepted::Store(Some(error)))
    }
}

pub(super) const fn mark_of(checked: &Checked) -> Mark {
    mark(checked.size, checked.root, checked.at)
}

/// A smaller size under a later time than a larger one.
fn contradicts(known: &Mark, new: &Checked) -> bool {
    new.size < known.size && new.at > known.at || new.size > known.size && new.at < known.at
}

/// Whether a statement says more than the one that is known.
pub(super) fn is_later(known: &Mark, new: &Checked) -> bool {
    (new.size, new.at) > (known.size, known.at)
}
