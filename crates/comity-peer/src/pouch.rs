//! The pouch: what passes between two nodes, as one tar (`docs/protocol.md`, section 6).
//!
//! A signed checkpoint, the latest receipt, new entries and their sealed acts,
//! under fixed names in a fixed order. The same bytes travel over HTTPS and on
//! a medium. Reading is bounded before anything is allocated and refuses
//! whatever is not exactly a pouch; it judges no signature and opens no seal:
//! that is [`crate::channel`].
//!
//! Out of scope: the age file around a pouch that is written as a file,
//! splitting, and the spool folder (`comity-node`).

use comity_core::{
    Hash, Leaf, PartyName,
    canonical::{self, CanonicalError, V1},
};
use serde::{Deserialize, Serialize};

mod inspect;
mod read;
pub(crate) mod ustar;
mod write;

pub use inspect::{Form, Summary, form, inspect};
pub use read::read;
pub use write::{Contents, EntryBytes, write};

/// The most entries in one pouch.
pub const ENTRIES_LIMIT: u64 = 10_000;
/// The most credentials in one pouch.
pub const CREDENTIALS_LIMIT: usize = 64;
/// The longest pouch over HTTPS, in bytes.
pub const BYTES_LIMIT: u64 = 64 << 20;

/// A pouch that was read: whole and in the right form, nothing more.
#[derive(Debug, Clone, PartialEq)]
pub struct Pouch {
    /// What it says of itself.
    pub header: Header,
    /// The checkpoint of the log that the entries belong to, as it came.
    pub checkpoint: Vec<u8>,
    /// The proof that the log at the checkpoint begins with the log up to the
    /// last entry here; empty when that is all of it.
    pub consistency: Vec<Hash>,
    /// The latest receipt for the other log, as it came.
    pub receipt: Option<Vec<u8>>,
    /// Credential files that entries beyond the last one here issue, by entry, as they came:
    /// the checkpoint over the whole log may be signed under the last of them.
    pub credentials: Vec<(u64, Vec<u8>)>,
    /// The entries, in order from the header's `start`.
    pub entries: Vec<Entry>,
}

/// `pouch.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// How many entries follow.
    pub count: u64,
    /// The party that sends the pouch.
    pub from: PartyName,
    /// The generation of the logs.
    pub generation: u32,
    /// What the pouch is for.
    pub kind: Kind,
    /// The index of the first entry, or the size of the log when there is none.
    pub start: u64,
    /// The party that it is for.
    pub to: PartyName,
    /// Format version.
    pub v: V1,
}

/// What a pouch is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Entries of the sender's log.
    Exchange,
    /// Entries of the *reader's* own log, handed back after a loss.
    Copy,
}

/// One entry of a pouch.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the log.
    pub index: u64,
    /// The leaf, as it came.
    pub leaf_bytes: Vec<u8>,
    /// The same, read.
    pub leaf: Leaf,
    /// The sealed envelope, when the leaf has an act.
    pub envelope: Option<Vec<u8>>,
    /// The sealed body, when the act has one.
    pub body: Option<Content>,
}

/// A sealed body, or what stands in its place after erasure. Envelopes are never erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The bytes.
    Sealed(Vec<u8>),
    /// Erased here; only in a pouch of kind `copy`.
    Erased(Tombstone),
}

/// `erased/<index>`: what was erased, and on which ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// Fingerprint of the sealed bytes that were erased.
    pub fingerprint: Hash,
    /// The ground, as a code.
    pub ground: String,
    /// Format version.
    pub v: V1,
}

impl Content {
    /// The bytes, unless erased.
    #[must_use]
    pub fn sealed(&self) -> Option<&[u8]> {
        match self {
            Self::Sealed(bytes) => Some(bytes),
            Self::Erased(_) => None,
        }
    }
}

impl Entry {
    /// The sealed body, when it is here.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_ref().and_then(Content::sealed)
    }
}

impl Header {
    const LIMIT: usize = 1024;

    fn parse(bytes: &[u8]) -> Result<Self, PouchError> {
        let header: Self =
            canonical::from_bytes(bytes, Self::LIMIT).map_err(PouchError::of("pouch.json"))?;
        if header.count > ENTRIES_LIMIT {
            return Err(PouchError::OverLimit("entries"));
        }
        match header.start.checked_add(header.count) {
            Some(end) if end <= comity_tlog::frontier::MAX_SIZE => Ok(header),
            _ => Err(PouchError::Malformed("start")),
        }
    }

    /// The index after the last entry.
    #[must_use]
    pub const fn end(&self) -> u64 {
        self.start.saturating_add(self.count)
    }
}

/// Why bytes are no pouch.
#[derive(Debug, thiserror::Error)]
pub enum PouchError {
    /// The archive is cut off, or an entry lacks its sealed bytes.
    #[error("find all of the pouch: {0}")]
    Missing(&'static str),
    /// Not exactly the form of a pouch.
    #[error("read the pouch: {0}")]
    Malformed(&'static str),
    /// A member or the whole is over its limit.
    #[error("take a pouch over the limit: {0}")]
    OverLimit(&'static str),
    /// A version that this program does not know.
    #[error("read a pouch of an unknown version: {0}")]
    UnknownVersion(&'static str),
    /// The source of the bytes failed.
    #[error("read the bytes of a pouch")]
    Io(#[source] std::io::Error),
}

impl PouchError {
    /// The stable code (`docs/protocol.md`, section 8).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "refuse-missing-bytes",
            Self::Malformed(_) => "refuse-malformed",
            Self::OverLimit(_) => "refuse-over-limit",
            Self::UnknownVersion(_) => "refuse-unknown-version",
            Self::Io(_) => "pouch-io",
        }
    }

    fn of(what: &'static str) -> impl Fn(CanonicalError) -> Self {
        move |error| match error {
            CanonicalError::UnknownVersion => Self::UnknownVersion(what),
            CanonicalError::TooLong { .. } => Self::OverLimit(what),
            _ => Self::Malformed(what),
        }
    }
}

#[cfg(test)]
mod tests;
