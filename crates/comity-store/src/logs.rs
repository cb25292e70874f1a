//! Channels and logs: the truth that signatures speak of.
//!
//! A log is a list of leaves that only grows. Its hash tree is kept as the tiles of
//! *tlog-tiles*; [`crate::tree::LogTree`] reads roots and proofs from them. The sealed
//! envelope and body of an entry lie beside it, under its own number.

use std::ops::{ControlFlow, Range};

use comity_core::{Hash, Origin, PartyName};

use crate::error::{Result, StoreError};

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

/// An entry with the sealed bytes beside it, as it is appended and read.
///
/// Whoever appends has compared the bytes with the fingerprints in the row; bytes that it
/// names no fingerprint of are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry<'a> {
    /// The entry.
    pub row: EntryRow,
    /// The sealed envelope, when the leaf names an act.
    pub envelope: Option<&'a [u8]>,
    /// The sealed body, when the act has one that was not erased.
    pub body: Option<&'a [u8]>,
}

/// What is shown entries with their sealed bytes; it says when it has seen enough.
pub type See<'a> = dyn FnMut(SealedEntry<'_>) -> ControlFlow<()> + 'a;

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

    /// Shows the entries from index `from` with their sealed bytes, in order and in one scan,
    /// until `see` breaks off or the log ends.
    fn each_sealed(&self, origin: &Origin, from: u64, see: &mut See<'_>) -> Result<()>;

    /// The sealed bytes with this fingerprint of one entry, be it envelope or body; none
    /// where the entry names no such file, or it was erased.
    fn sealed(&self, origin: &Origin, index: u64, fingerprint: &Hash) -> Result<Option<Vec<u8>>> {
        let mut found = None;
        self.each_sealed(origin, index, &mut |entry| {
            let named = |hash: Option<Hash>| hash.as_ref() == Some(fingerprint);
            let envelope = entry.envelope.filter(|_| named(entry.row.envelope));
            let body = entry.body.filter(|_| named(entry.row.body));
            found = envelope.or(body).map(<[u8]>::to_vec);
            ControlFlow::Break(())
        })?;
        Ok(found)
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
    /// Says how many sealed bytes it keeps: not those with a tombstone, which never come
    /// back by any path (`ARCHITECTURE.md`, invariant 7).
    ///
    /// # Errors
    /// [`crate::StoreError::NotAtEnd`] when it is not.
    fn append(&mut self, origin: &Origin, start: u64, entries: &[SealedEntry<'_>]) -> Result<u64>;
}

/// [`ReadLogs::each_sealed`] for work that can fail: the first error ends it.
///
/// # Errors
/// The error of `see`, or why the store could not be read.
pub fn try_each_sealed<E: From<StoreError>>(
    tx: &(impl ReadLogs + ?Sized),
    origin: &Origin,
    from: u64,
    mut see: impl FnMut(SealedEntry<'_>) -> std::result::Result<ControlFlow<()>, E>,
) -> std::result::Result<(), E> {
    let mut outcome = Ok(());
    tx.each_sealed(origin, from, &mut |entry| match see(entry) {
        Ok(flow) => flow,
        Err(error) => {
            outcome = Err(error);
            ControlFlow::Break(())
        }
    })?;
    outcome
}

/// The entries of a log within a range of indices with their sealed bytes, each with its
/// index; says where they end, which is before the end of the range where the log ends.
///
/// # Errors
/// As [`try_each_sealed`].
pub fn each_sealed_in<E: From<StoreError>>(
    tx: &(impl ReadLogs + ?Sized),
    origin: &Origin,
    range: Range<u64>,
    mut see: impl FnMut(u64, SealedEntry<'_>) -> std::result::Result<(), E>,
) -> std::result::Result<u64, E> {
    let mut next = range.start;
    if range.is_empty() {
        return Ok(next);
    }
    try_each_sealed(tx, origin, range.start, |entry| {
        see(next, entry)?;
        next += 1;
        Ok::<_, E>(match next < range.end {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        })
    })?;
    Ok(next)
}
