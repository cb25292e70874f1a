//! Entries of the record as reducers see them, and the cut that an answer is computed for.
//!
//! A channel has two sides, in an order that both nodes share (by party
//! name), and logs in generations. [`Said`] is an act with all that the two
//! logs say of it: who, where, when, what its sender had seen, and the leaf of
//! the other side that first covered it.

use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

use crate::{
    envelope::Envelope,
    name::{Origin, PartyName},
    time::Time,
};

/// One of the two sides of a channel; the party whose name sorts first is `First`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The party whose name sorts first.
    First,
    /// The other.
    Second,
}

/// The two parties of a channel in the order that both nodes share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Parties {
    first: PartyName,
    second: PartyName,
}

/// A place in a log across generations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The generation, from 1.
    pub generation: u32,
    /// The index of an entry, or the size of a log.
    pub index: u64,
}

impl Position {
    /// Where logs begin; as what a leaf has seen, nothing.
    pub const START: Self = Self {
        generation: 1,
        index: 0,
    };
}

/// The leaf of the other side that first covered an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// Where that leaf stands in the other log.
    pub by: Position,
    /// The time that it states.
    pub at: Time,
    /// Whether it says that the entry does not open or does not match.
    pub bad: bool,
}

/// An act as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Who said it.
    pub side: Side,
    /// Its entry.
    pub position: Position,
    /// SHA-256 of the sealed envelope.
    pub act: Hash,
    /// The time that its leaf states.
    pub at: Time,
    /// The other log as its sender had seen it: entries before this position.
    pub seen: Position,
    /// The leaf that first covered it, where the cut holds one.
    pub covered: Option<Covered>,
    /// The rule that leaf or envelope breaks by itself, whatever the dossier's state.
    pub void: Option<Void>,
    /// What it says.
    pub envelope: Envelope,
}

/// The cut that an answer is computed for: both logs at these sizes, and the times that stand in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// The two parties.
    pub parties: Parties,
    /// The generation that is in force in this cut.
    pub generation: u32,
    /// The log of each side: size, root, and the time of its last leaf; `First` before `Second`.
    pub logs: [CutLog; 2],
}

/// One log in a [`Cut`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutLog {
    /// Number of entries.
    pub size: u64,
    /// Root hash at that size.
    pub root: Hash,
    /// The time that the last of these entries states.
    pub last: Time,
}

/// Why a leaf or an envelope has no effect, whatever the state of its dossier.
///
/// Computed from the leaf, its own log before it and the envelope alone, so
/// that both sides find the same (`docs/protocol.md`, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Void {
    /// `at` lies before the latest `at` of the log so far.
    TimeWentBack,
    /// `seen` is smaller than the largest of the log so far.
    SeenShrank,
    /// The dossier tag does not match the dossier's key.
    WrongTag,
    /// The envelope names another log than the one that it stands in.
    WrongOrigin,
    /// The same sealed envelope stood in this log before.
    ActRepeated,
    /// The same act id stood in this log before.
    IdRepeated,
    /// The dossier was not opened by an act that the sender had before it.
    UnknownDossier,
    /// The credential named is not the one in force for this entry.
    WrongCredential,
    /// It stands in an old generation beyond the size that the next one names.
    BeyondGeneration,
}

impl Void {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TimeWentBack => "void-time-went-back",
            Self::SeenShrank => "void-seen-shrank",
            Self::WrongTag => "void-wrong-tag",
            Self::WrongOrigin => "void-wrong-origin",
            Self::ActRepeated => "void-act-repeated",
            Self::IdRepeated => "void-id-repeated",
            Self::UnknownDossier => "void-unknown-dossier",
            Self::WrongCredential => "void-wrong-credential",
            Self::BeyondGeneration => "void-beyond-generation",
        }
    }
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

impl Parties {
    /// The parties of a channel, given in any order; `None` when they are one party.
    #[must_use]
    pub fn new(one: PartyName, other: PartyName) -> Option<Self> {
        match one.cmp(&other) {
            std::cmp::Ordering::Less => Some(Self {
                first: one,
                second: other,
            }),
            std::cmp::Ordering::Greater => Some(Self {
                first: other,
                second: one,
            }),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The party on a side.
    #[must_use]
    pub const fn name(&self, side: Side) -> &PartyName {
        match side {
            Side::First => &self.first,
            Side::Second => &self.second,
        }
    }

    /// The side of a party, when it is one of the two.
    #[must_use]
    pub fn side(&self, party: &PartyName) -> Option<Side> {
        if *party == self.first {
            Some(Side::First)
        } else if *party == self.second {
            Some(Side::Second)
        } else {
            None
        }
    }
}

impl Cut {
    /// The log of a side.
    #[must_use]
    pub const fn log(&self, side: Side) -> &CutLog {
        let [first, second] = &self.logs;
        match side {
            Side::First => first,
            Side::Second => second,
        }
    }

    /// The latest time that stands in the cut: the default *as of* of a report.
    #[must_use]
    pub fn latest(&self) -> Time {
        let [first, second] = &self.logs;
        first.last.max(second.last)
    }
}

impl Said {
    /// The log that it stands in, whatever its envelope says.
    #[must_use]
    pub fn log(&self, parties: &Parties) -> Origin {
        Origin {
            sender: parties.name(self.side).clone(),
            reader: parties.name(self.side.other()).clone(),
            generation: self.position.generation,
        }
    }

    /// Whether this act can have an effect: not void by itself, and not called bad by its reader.
    #[must_use]
    pub fn readable(&self) -> bool {
        self.void.is_none() && self.covered.is_none_or(|covered| !covered.bad)
    }
}
