//! Packing a pouch: our entries from where the counterpart stands, as many as fit.

use std::ops::ControlFlow;

use comity_core::{Hash, Origin};
use comity_peer::{
    channel::ChannelState,
    credential::{Governs, Link},
    exchange::fitting,
    pouch::{Content, Contents, EntryBytes, Kind, Tombstone, write},
};
use comity_store::{
    ReadTx, StoreError,
    logs::{SealedEntry, try_each_sealed},
    tree::LogTree,
};

use super::{chains::Chains, sign::Signed};
use crate::{
    error::NodeError,
    node::{Limits, Result},
};

/// The longest tombstone that is read, in bytes.
const TOMBSTONE: usize = 512;

/// What goes into a pouch beside the signatures, as read in one transaction.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    origin: Origin,
    kind: Kind,
    start: u64,
    entries: Vec<EntryBytes>,
    consistency: Vec<Hash>,
    credentials: Vec<(u64, Vec<u8>)>,
}

impl Packed {
    /// The same with the credentials that entries beyond these issue: the checkpoint is over
    /// the whole log, and signed under the last of them.
    fn with_credentials(mut self, chains: &Chains) -> Self {
        let generation = self.origin.generation;
        let end = self.start + u64::try_from(self.entries.len()).unwrap_or(0);
        let beyond = |link: &Link| match link.governs {
            Governs::After(issued) if issued.generation == generation && issued.index >= end => {
                Some((issued.index, link.file.bytes().to_vec()))
            }
            Governs::After(_) | Governs::From(_) => None,
        };
        self.credentials = chains.ours.links().filter_map(beyond).collect();
        self
    }

    /// The archive.
    pub(crate) fn write(&self, signed: &Signed) -> Result<Vec<u8>> {
        // A copy hands the reader's own log back: there the log's owner is the reader.
        let (from, to) = match self.kind {
            Kind::Exchange => (&self.origin.sender, &self.origin.reader),
            Kind::Copy => (&self.origin.reader, &self.origin.sender),
        };
        let contents = Contents {
            from,
            to,
            generation: self.origin.generation,
            kind: self.kind,
            checkpoint: &signed.checkpoint,
            consistency: &self.consistency,
            receipt: signed.receipt.as_deref(),
            credentials: &self.credentials,
            start: self.start,
            entries: &self.entries,
        };
        let mut bytes = Vec::new();
        write(&mut bytes, &contents).map_err(|error| NodeError::File(error.to_string()))?;
        Ok(bytes)
    }
}

/// Our entries from `start` on, up to the limits of one pouch.
pub(crate) fn ours(
    tx: &dyn ReadTx,
    limits: &Limits,
    state: &ChannelState,
    chains: &Chains,
    start: u64,
) -> Result<Packed> {
    let size = state.current.ours.head.size();
    let packed = pack(tx, limits, state.our_origin(), Kind::Exchange, start, size)?;
    Ok(packed.with_credentials(chains))
}

/// Our entries of an old generation from `start` on up to `size`, for one who lost its copy of them.
pub(crate) fn again(
    tx: &dyn ReadTx,
    limits: &Limits,
    origin: Origin,
    start: u64,
    size: u64,
) -> Result<Packed> {
    pack(tx, limits, origin, Kind::Exchange, start, size)
}

/// Their entries from `start` on up to `size`, for one who lost its own log.
pub(crate) fn copy(
    tx: &dyn ReadTx,
    limits: &Limits,
    origin: Origin,
    start: u64,
    size: u64,
) -> Result<Packed> {
    pack(tx, limits, origin, Kind::Copy, start, size)
}

fn pack(
    tx: &dyn ReadTx,
    limits: &Limits,
    origin: Origin,
    kind: Kind,
    start: u64,
    size: u64,
) -> Result<Packed> {
    let start = start.min(size);
    let (mut entries, mut used) = (Vec::new(), 0_u64);
    let mut next = start;
    let within =
        |next, entries: usize, used| next < size && entries < limits.entries && used < limits.pouch;
    if within(next, 0, used) {
        try_each_sealed(tx, &origin, start, |entry| {
            let entry = entry_bytes(tx, kind, entry)?;
            used = used.saturating_add(entry.size());
            entries.push(entry);
            next += 1;
            Ok::<_, NodeError>(match within(next, entries.len(), used) {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            })
        })?;
    }
    if within(next, entries.len(), used) {
        return Err(StoreError::NotFound {
            what: "entry",
            key: format!("{origin}#{next}"),
        }
        .into());
    }
    let fit = fitting(entries.iter().map(EntryBytes::size), limits.pouch).min(limits.entries);
    entries.truncate(fit);
    let end = start + u64::try_from(entries.len()).unwrap_or(0);
    let consistency = match end {
        0 => vec![],
        end if end == size => vec![],
        end => LogTree::new(tx, &origin)
            .consistency(end, size)?
            .unwrap_or_default(),
    };
    Ok(Packed {
        origin,
        kind,
        start,
        entries,
        consistency,
        credentials: Vec::new(),
    })
}

fn entry_bytes(tx: &dyn ReadTx, kind: Kind, entry: SealedEntry<'_>) -> Result<EntryBytes> {
    let missing = |what, hash: &Hash| StoreError::NotFound {
        what,
        key: hash.to_string(),
    };
    let SealedEntry {
        row,
        envelope,
        body,
    } = entry;
    let envelope = match &row.envelope {
        Some(hash) => Some(envelope.ok_or_else(|| missing("envelope", hash))?.to_vec()),
        None => None,
    };
    let body = match (&row.body, body) {
        (None, _) => None,
        (Some(_), Some(bytes)) => Some(Content::Sealed(bytes.to_vec())),
        (Some(hash), None) if kind == Kind::Copy => Some(Content::Erased(tombstone(tx, hash)?)),
        // Bodies that are not delivered yet are never erased.
        (Some(hash), None) => return Err(missing("body", hash).into()),
    };
    Ok(EntryBytes {
        leaf: row.leaf,
        envelope,
        body,
    })
}

/// What stands in the place of an erased body.
fn tombstone(tx: &dyn ReadTx, hash: &Hash) -> Result<Tombstone> {
    let text = tx.tombstone(hash)?.ok_or_else(|| StoreError::NotFound {
        what: "body",
        key: hash.to_string(),
    })?;
    Ok(comity_core::canonical::from_bytes(
        text.as_bytes(),
        TOMBSTONE,
    )?)
}
