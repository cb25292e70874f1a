//! What comes of a pouch: entries and events, a refusal, or misconduct.

use comity_core::{Hash, record::Void};
use comity_tlog::tree::TreeError;

use super::{Evidence, Notice};
use crate::{
    act::Verdict,
    pouch::Entry,
    statement::{Checked, StatementError},
};

/// What a pouch brought, to be made durable together with the changed state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Accepted {
    /// New entries of their log, in order.
    pub entries: Vec<TheirEntry>,
    /// Their checkpoint, when it says something that was not known.
    pub checkpoint: Option<Checked>,
    /// Their receipt for our log, when it says something that was not known.
    pub receipt: Option<Checked>,
    /// What happened.
    pub events: Vec<Event>,
}

/// A new entry of their log.
#[derive(Debug, Clone, PartialEq)]
pub struct TheirEntry {
    /// The entry with its sealed bytes, as it came.
    pub entry: Entry,
    /// The hash of its leaf.
    pub leaf_hash: Hash,
    /// What was found when its act was opened.
    pub verdict: Option<Verdict>,
    /// The rule that the leaf breaks by itself; [`crate::judge::act_fits`] judges the act.
    pub void: Option<Void>,
}

/// Something that the node tells its people, or acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Both opening leaves are here and say the same.
    InForce,
    /// Both opening leaves are here and differ.
    OpeningsDiffer,
    /// Our entries up to this size are receipted now.
    Receipted {
        /// Size of our log.
        size: u64,
    },
    /// They say that this entry of ours does not open or does not match.
    CalledBad {
        /// Our entry.
        ours: u64,
        /// Their leaf that says so.
        by: u64,
    },
    /// They say that they hold this attachment of ours.
    Held {
        /// Root over its parts.
        root: Hash,
        /// Their leaf that says so.
        by: u64,
    },
    /// A leaf that proves something about its sender, without effect on any state.
    Notice {
        /// Their leaf.
        index: u64,
        /// What it proves.
        notice: Notice,
    },
    /// Our clock stands more than a day ahead of a signature that they made just now, after a long silence of ours.
    ClockInDoubt,
}

/// Why a pouch was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum NotAccepted {
    /// Nothing is changed: append and sign nothing, and say so.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// They contradict themselves. The state is frozen: keep it and the evidence.
    #[error("trust a counterpart that forks: {}", .0.fork.code())]
    Misbehaved(Box<Evidence>),
    /// They have seen more of our log than we hold: recover (`own-loss`).
    #[error("hold {held} entries of our own log when the counterpart has seen {seen}")]
    OwnLoss {
        /// Entries that we hold.
        held: u64,
        /// Entries that they have seen.
        seen: u64,
    },
    /// The store lacks something that the state says is held: no judgement.
    #[error("read a log from the store")]
    Store(#[source] Option<TreeError>),
}

/// A refusal that changes nothing (`docs/protocol.md`, section 8, *Refuse*).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Between other parties.
    #[error("take a pouch that is for someone else")]
    NotForUs,
    /// Of a generation that we do not hold, or of the wrong kind.
    #[error("take a pouch of generation {found}")]
    Generation {
        /// Its generation.
        found: u32,
        /// Ours.
        current: u32,
    },
    /// The statement is about another log.
    #[error("take a statement about another log")]
    WrongOrigin,
    /// A statement that is not signed as the credential in force asks.
    #[error("verify a statement: {0}")]
    Signature(StatementError),
    /// A statement under a revoked credential.
    #[error("take a statement under a revoked credential")]
    Revoked,
    /// More than ten minutes ahead of our clock: come again later.
    #[error("take what is dated {seconds} s ahead")]
    FromTheFuture {
        /// How far ahead of our clock.
        seconds: i64,
    },
    /// Entries are missing between what we hold and where the pouch starts.
    #[error("take entries from {start} when {held} are held")]
    Gap {
        /// Where the pouch starts.
        start: u64,
        /// How many entries we hold.
        held: u64,
    },
    /// Not in the form that the protocol asks for.
    #[error("read a pouch: {0}")]
    Malformed(&'static str),
    /// The sealed bytes of an entry were not opened because they are not the fingerprinted ones.
    #[error("find the sealed bytes of entry {index}")]
    MissingBytes {
        /// The entry.
        index: u64,
    },
    /// The entries do not lead to the signed root: damaged on the way, or not what was signed.
    #[error("reach the signed root from these entries")]
    Root,
    /// No room is left for this counterpart.
    #[error("store more for this counterpart")]
    Quota,
    /// The generation is frozen.
    #[error("take more in a frozen generation")]
    Frozen,
}

impl NotAccepted {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Misbehaved(evidence) => evidence.fork.code(),
            Self::OwnLoss { .. } => "own-loss",
            Self::Store(_) => "channel-store",
        }
    }
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotForUs => "refuse-not-for-us",
            Self::Generation { .. } => "refuse-generation",
            Self::WrongOrigin => "refuse-wrong-origin",
            Self::Signature(_) => "refuse-signature",
            Self::Revoked => "refuse-revoked",
            Self::FromTheFuture { .. } => "refuse-from-the-future",
            Self::Gap { .. } => "refuse-gap",
            Self::Malformed(_) => "refuse-malformed",
            Self::MissingBytes { .. } => "refuse-missing-bytes",
            Self::Root => "refuse-root",
            Self::Quota => "refuse-quota",
            Self::Frozen => "refuse-frozen",
        }
    }
}
