//! Channels and logs: the truth that signatures speak of.
//!
//! A log is a list of leaves that only grows. Its hash tree is kept as the tiles of
//! *tlog-tiles*; [`crate::tree::LogTree`] reads roots and proofs from them.

use comity_core::{Hash, Origin, PartyName};

use crate::error::Result;

/// The state of a channel as the protocol keeps it: opaque here, with the version of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelState {
    /// The version of the form of `bytes`.
    pub version: u32,
    /// What `comity-peer` wrote.
    pub bytes: Vec<u8>,
}

/// One entry of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// The leaf as signed.
    pub leaf: Vec<u8>,
    /// Its leaf hash (RFC 6962, section 2.1).
    pub leaf_hash: Hash,
    /// Fingerprint of the sealed envelope, when the leaf names an act.
    pub envelope: Option<Hash>,
    /// Fingerprint of the sealed body, when the act has one and its envelope opens.
    pub body: Option<Hash>,
}

/// Reading channels and logs.
pub trait ReadLogs {
    /// The counterparts of all channels, by name.
    fn channels(&self) -> Result<Vec<PartyName>>;

    /// The state of the channel with this counterpart.
    fn channel(&self, them: &PartyName) -> Result<Option<ChannelState>>;

    /// All logs that have entries, by origin, with their sizes.
    fn logs(&self) -> Result<Vec<(Origin, u64)>>;

    /// How many entries a log has; 0 for one that is not there.
    fn size(&self, origin: &Origin) -> Result<u64>;

    /// The entries from index `from`, at most `limit`, in order.
    fn entries(&self, origin: &Origin, from: u64, limit: usize) -> Result<Vec<EntryRow>>;

    /// One entry.
    fn entry(&self, origin: &Origin, index: u64) -> Result<Option<EntryRow>> {
        Ok(self.entries(origin, index, 1)?.pop())
    }

    /// The hashes of a tile (*tlog-tiles*, section *Merkle Tree*): 256, fewer in the last
    /// tile of a level, none beyond it.
    fn tile(&self, origin: &Origin, level: u8, index: u64) -> Result<Vec<Hash>>;
}

/// Writing channels and logs.
pub trait Logs: ReadLogs {
    /// Sets the state of the channel with this counterpart.
    fn set_channel(&mut self, them: &PartyName, state: &ChannelState) -> Result<()>;

    /// Appends entries; the first gets index `start`, which must be the size of the log.
    ///
    /// # Errors
    /// [`crate::StoreError::NotAtEnd`] when it is not.
    fn append(&mut self, origin: &Origin, start: u64, entries: &[EntryRow]) -> Result<()>;
}
