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
};
use comity_tlog::{frontier::Frontier, hash::empty_root};

use super::{
    Accepted, ChannelState, Event, Generation, HeldLog, Mark, NotAccepted, Refusal, held::Reader,
    mark, nothing_seen,
};
use crate::{
    act::Verdict,
    credential::Credential,
    pouch::{Entry, Kind, Pouch},
    statement::{Checked, StatementError},
};

mod contradict;
mod entries;
mod statements;

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
    /// Issued by entries beyond those of the pouch, as it says (`docs/protocol.md`, section 6);
    /// oldest first. They count for its checkpoint alone, and only where entries are missing.
    pub ahead: &'a [&'a Credential],
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
