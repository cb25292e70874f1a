//! A channel as one node holds it: both logs at their ends, and what may happen next.
//!
//! [`ChannelState`] is small and versioned: the node reads it inside the
//! transaction that appends, changes it by one of the transitions, and writes
//! it back in the same transaction, since any number of processes may use one
//! home (`ARCHITECTURE.md`, *Invariants, as absences*). It holds ends, not
//! contents: what lies further back is asked of the store through [`HeldLog`].
//!
//! Transitions: [`open`](ChannelState::open) and [`reopen`](ChannelState::reopen)
//! (`open.rs`), appending to our own log (`append.rs`), accepting a pouch with
//! all judging of `docs/protocol.md`, section 8 (`accept.rs`), and taking our
//! own log back after a loss (`adopt.rs`).
//!
//! Out of scope: signatures are made by [`crate::signer`], and only after the
//! transaction is durable; what acts mean is comity-core's.

use comity_core::{
    Hash, Origin, PartyName, Time,
    canonical::V1,
    leaf::{Opening, Seen},
};
use serde::{Deserialize, Serialize};

mod accept;
mod adopt;
mod append;
mod evidence;
mod held;
mod log;
mod open;
mod outcome;
mod sign;

pub use accept::{Arrival, Came, Speakers};
pub use adopt::{Adopted, Standing};
pub use append::{AppendError, CLOCK_SLACK, NewEntry};
pub use evidence::{Evidence, Fork, Notice};
pub use held::{HeldLog, HeldNote};
pub use log::{Mark, OurLog, TheirLog};
pub use outcome::{Accepted, Event, NotAccepted, Refusal, TheirEntry};

/// How far a leaf or a signature may lie ahead of our clock, in seconds.
pub const AHEAD_LIMIT: i64 = 600;

/// Both logs of a channel, generation by generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelState {
    /// The generation that is spoken in.
    pub current: Generation,
    /// Our own name.
    pub me: PartyName,
    /// The generations before, closed; newest last.
    pub old: Vec<Generation>,
    /// The counterpart.
    pub them: PartyName,
    /// Version of this stored form.
    pub v: V1,
}

/// One pair of logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generation {
    /// Sizes beyond which entries are void, once a later generation has named them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
    /// Whether our clock is in doubt until a fresh signature of theirs agrees with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub clock_in_doubt: bool,
    /// The code of the fork for which nothing more is appended or signed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Fork>,
    /// From 1.
    pub number: u32,
    /// Whether a recovery ended elsewhere than exactly at the high-water mark: nothing more is
    /// appended or signed here, since something else may be under way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub short: bool,
    /// What our opening leaf says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
    /// The log that we write.
    pub ours: OurLog,
    /// What their opening leaf says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub their_opening: Option<Opening>,
    /// The log that they write.
    pub theirs: TheirLog,
}

/// How far the logs of a closed generation count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// Entries of our log.
    pub ours: u64,
    /// Entries of theirs.
    pub theirs: u64,
}

impl ChannelState {
    /// A channel in which nothing has been said.
    #[must_use]
    pub fn blank(me: PartyName, them: PartyName, generation: u32) -> Self {
        Self {
            current: Generation::blank(generation),
            me,
            old: Vec::new(),
            them,
            v: V1,
        }
    }

    /// The origin of our log in the current generation.
    #[must_use]
    pub fn our_origin(&self) -> Origin {
        self.our_origin_in(self.current.number)
    }

    /// The origin of their log in the current generation.
    #[must_use]
    pub fn their_origin(&self) -> Origin {
        self.our_origin().opposite()
    }

    fn our_origin_in(&self, generation: u32) -> Origin {
        Origin {
            sender: self.me.clone(),
            reader: self.them.clone(),
            generation,
        }
    }

    /// The size at which a later generation closed this log of the channel; beyond it nothing counts.
    #[must_use]
    pub fn closed_at(&self, origin: &Origin) -> Option<u64> {
        let closed = self.generation(origin.generation)?.closed?;
        Some(match origin.sender == self.them {
            true => closed.theirs,
            false => closed.ours,
        })
    }

    /// The generation of this number, current or old.
    #[must_use]
    pub fn generation(&self, number: u32) -> Option<&Generation> {
        std::iter::once(&self.current)
            .chain(&self.old)
            .find(|one| one.number == number)
    }

    fn generation_mut(&mut self, number: u32) -> Option<&mut Generation> {
        std::iter::once(&mut self.current)
            .chain(&mut self.old)
            .find(|one| one.number == number)
    }
}

impl Generation {
    pub(crate) fn blank(number: u32) -> Self {
        Self {
            closed: None,
            clock_in_doubt: false,
            short: false,
            frozen: None,
            number,
            opening: None,
            ours: OurLog::default(),
            their_opening: None,
            theirs: TheirLog::default(),
        }
    }

    /// Whether both opening leaves are held and say the same.
    #[must_use]
    pub fn in_force(&self) -> bool {
        self.opening.is_some() && self.opening == self.their_opening
    }

    /// Whether both opening leaves are held and differ: only administrators can heal that.
    #[must_use]
    pub fn openings_differ(&self) -> bool {
        self.opening.is_some() && self.their_opening.is_some() && !self.in_force()
    }

    /// Whether nothing may be appended or signed here any more.
    #[must_use]
    pub const fn is_quiet(&self) -> bool {
        self.frozen.is_some() || self.closed.is_some()
    }
}

/// The `seen` of someone who holds nothing.
pub(crate) fn nothing_seen() -> Seen {
    Seen {
        root: comity_tlog::hash::empty_root(),
        size: 0,
    }
}

/// A root at a size with the time that a signature states.
pub(crate) const fn mark(size: u64, root: Hash, at: Time) -> Mark {
    Mark { at, root, size }
}

#[cfg(test)]
mod tests;
