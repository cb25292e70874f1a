//! Appending to our own log: acts, and receipt leaves when we have nothing to say.
//!
//! Every leaf covers what we hold of their log and carries the verdicts on it.
//! The time is `now`, never before our last leaf or signature: a clock that
//! went back further than [`CLOCK_SLACK`] stops the log.

use comity_core::{
    Hash, Leaf, Time,
    canonical::{CanonicalError, V1},
    leaf::Seen,
};
use comity_tlog::hash::leaf_hash;

use super::{
    ChannelState, Generation, OurLog,
    log::{BAD_PER_LEAF, HELD_PER_LEAF},
};
use crate::act::SealedAct;

/// How far our clock may step back, in seconds, before it is taken for wrong.
pub const CLOCK_SLACK: i64 = 60;

/// A new entry of our own log, to be made durable together with the changed state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its place.
    pub index: u64,
    /// The leaf.
    pub leaf: Leaf,
    /// Its bytes.
    pub leaf_bytes: Vec<u8>,
    /// Its hash.
    pub leaf_hash: Hash,
}

/// Why nothing was appended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// The opening leaves are not both here, or differ.
    #[error("append before the generation is in force")]
    NotInForce,
    /// The generation is frozen or closed.
    #[error("append to a generation that is frozen or closed")]
    Quiet,
    /// Our clock stands before our last leaf or signature, or is in doubt.
    #[error("append while our own clock is in doubt")]
    OwnClock,
    /// We hold less of a log than we have said that we do: recover first.
    #[error("append before what was lost is recovered")]
    OwnLoss,
    /// The log is open already, or cannot be opened like this.
    #[error("open a log")]
    Open,
    /// The leaf cannot be written.
    #[error(transparent)]
    Leaf(#[from] CanonicalError),
}

impl AppendError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotInForce => "channel-not-in-force",
            Self::Quiet => "channel-quiet",
            Self::OwnClock => "own-clock",
            Self::OwnLoss => "own-loss",
            Self::Open => "channel-open",
            Self::Leaf(error) => error.code(),
        }
    }
}

impl ChannelState {
    /// Appends an act. Receipt leaves come before it where one leaf cannot carry all verdicts.
    ///
    /// # Errors
    /// [`AppendError`]; nothing is changed then.
    pub fn append_act(&mut self, act: &SealedAct, now: Time) -> Result<Vec<NewEntry>, AppendError> {
        self.current.append(now, true, |leaf| {
            leaf.act = Some(act.act);
            leaf.re = Some(act.re);
            leaf.size = u64::try_from(act.envelope.len()).ok();
        })
    }

    /// Appends receipt leaves when entries that ask for one, or attachments, are not covered yet.
    ///
    /// # Errors
    /// [`AppendError`]; nothing is changed then.
    pub fn cover(&mut self, now: Time) -> Result<Vec<NewEntry>, AppendError> {
        if !self.current.theirs.pending.is_due() || !self.current.in_force() {
            return Ok(Vec::new());
        }
        self.current.append(now, false, |_| ())
    }

    /// Whether [`ChannelState::cover`] would append something.
    #[must_use]
    pub fn is_cover_due(&self) -> bool {
        let generation = &self.current;
        generation.theirs.pending.is_due()
            && generation.in_force()
            && !generation.is_quiet()
            && !generation.short
    }

    /// Notes that an attachment of theirs is durable here and verified: the next leaf says so.
    pub fn holds_attachment(&mut self, root: Hash) {
        let held = &mut self.current.theirs.pending.held;
        if let Err(at) = held.binary_search(&root) {
            held.insert(at, root);
        }
    }
}

impl Generation {
    fn append(
        &mut self,
        now: Time,
        act: bool,
        fill: impl Fn(&mut Leaf),
    ) -> Result<Vec<NewEntry>, AppendError> {
        self.may_append()?;
        let at = self.time(now)?;
        let (mut ours, mut theirs) = (self.ours.clone(), self.theirs.clone());
        let mut entries = Vec::new();
        loop {
            let (seen, bad) = match theirs.pending.cuts.first().cloned() {
                Some(cut) => (cut.seen, cut.bad),
                None => (theirs.seen(), theirs.pending.bad.clone()),
            };
            let held = theirs
                .pending
                .held
                .iter()
                .take(HELD_PER_LEAF)
                .copied()
                .collect();
            let mut leaf = bare(at, seen, bad, held);
            theirs.pending.held.drain(..leaf.held.len());
            theirs.pending.forget(seen.size);
            let last = theirs.pending.cuts.is_empty()
                && seen.size == theirs.head.size()
                && theirs.pending.held.is_empty();
            if last && act {
                fill(&mut leaf);
            }
            entries.push(push(&mut ours, leaf)?);
            if last {
                break;
            }
        }
        theirs.pending.wanted = false;
        (self.ours, self.theirs) = (ours, theirs);
        Ok(entries)
    }

    fn may_append(&self) -> Result<(), AppendError> {
        if self.is_quiet() {
            Err(AppendError::Quiet)
        } else if !self.in_force() {
            Err(AppendError::NotInForce)
        } else if self.short
            || self.theirs.head.size() < self.ours.covered.size
            || self.ours.head.size() < self.ours.receipted()
        {
            Err(AppendError::OwnLoss)
        } else if self.clock_in_doubt {
            Err(AppendError::OwnClock)
        } else {
            Ok(())
        }
    }

    /// The time of the next leaf.
    fn time(&self, now: Time) -> Result<Time, AppendError> {
        match self.ours.earliest() {
            Some(earliest) if earliest.since(now) > CLOCK_SLACK => Err(AppendError::OwnClock),
            earliest => Ok(earliest.map_or(now, |earliest| earliest.max(now))),
        }
    }
}

/// A receipt leaf.
fn bare(at: Time, seen: Seen, bad: Vec<u64>, held: Vec<Hash>) -> Leaf {
    debug_assert!(bad.len() <= BAD_PER_LEAF);
    Leaf {
        act: None,
        at,
        bad,
        held,
        open: None,
        re: None,
        seen,
        size: None,
        v: V1,
    }
}

/// Puts a leaf at the end of our log.
pub(super) fn push(ours: &mut OurLog, leaf: Leaf) -> Result<NewEntry, AppendError> {
    let leaf_bytes = leaf.to_bytes()?;
    let entry = NewEntry {
        index: ours.head.size(),
        leaf_hash: leaf_hash(&leaf_bytes),
        leaf_bytes,
        leaf,
    };
    ours.head.push(entry.leaf_hash, |_, _, _| ());
    ours.last_at = Some(entry.leaf.at);
    ours.covered = entry.leaf.seen;
    Ok(entry)
}
