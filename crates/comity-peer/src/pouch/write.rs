//! Writing a pouch.

use std::io::{self, Write};

use comity_core::{
    Hash,
    canonical::{self, V1},
};

use super::{Content, ENTRIES_LIMIT, Header, Kind, ustar};
use comity_core::PartyName;

/// What goes into a pouch, from the store.
#[derive(Debug, Clone)]
pub struct Contents<'a> {
    /// The party that sends it.
    pub from: &'a PartyName,
    /// The party that it is for.
    pub to: &'a PartyName,
    /// The generation of the logs.
    pub generation: u32,
    /// What it is for.
    pub kind: Kind,
    /// The newly signed checkpoint.
    pub checkpoint: &'a [u8],
    /// From the end of the entries here to the checkpoint; empty when they are one.
    pub consistency: &'a [Hash],
    /// The latest receipt.
    pub receipt: Option<&'a [u8]>,
    /// Credential files that entries beyond these issue, by entry.
    pub credentials: &'a [(u64, Vec<u8>)],
    /// The index of the first entry, or the size of the log when there is none.
    pub start: u64,
    /// The entries in order.
    pub entries: &'a [EntryBytes],
}

/// One entry as the store holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryBytes {
    /// The leaf.
    pub leaf: Vec<u8>,
    /// The sealed envelope, when the leaf has an act.
    pub envelope: Option<Vec<u8>>,
    /// The sealed body, when the act has one.
    pub body: Option<Content>,
}

impl EntryBytes {
    /// About how many bytes of a pouch the entry takes.
    #[must_use]
    pub fn size(&self) -> u64 {
        let member = |length: usize| 1024 + length;
        let body = self
            .body
            .as_ref()
            .map(|body| body.sealed().unwrap_or_default());
        let bytes = self.leaf.len()
            + 2
            + self
                .envelope
                .as_ref()
                .map_or(0, |envelope| member(envelope.len()))
            + body.map_or(0, |body| member(body.len()));
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

/// Writes a pouch.
///
/// # Errors
/// What the writer returns; [`io::ErrorKind::InvalidInput`] when there are too
/// many entries, or one is too long.
pub fn write(to: &mut impl Write, contents: &Contents<'_>) -> io::Result<()> {
    let count = u64::try_from(contents.entries.len()).unwrap_or(u64::MAX);
    if count > ENTRIES_LIMIT {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let header = Header {
        count,
        from: contents.from.clone(),
        generation: contents.generation,
        kind: contents.kind,
        start: contents.start,
        to: contents.to.clone(),
        v: V1,
    };
    let json = canonical::to_bytes(&header).map_err(io::Error::other)?;
    ustar::write(to, "pouch.json", &[&json])?;
    ustar::write(to, "checkpoint", &[contents.checkpoint])?;
    if !contents.consistency.is_empty() {
        let lines: String = contents
            .consistency
            .iter()
            .map(|hash| hash.to_base64() + "\n")
            .collect();
        ustar::write(to, "consistency", &[lines.as_bytes()])?;
    }
    if let Some(receipt) = contents.receipt {
        ustar::write(to, "receipt", &[receipt])?;
    }
    for (index, file) in contents.credentials {
        ustar::write(to, &format!("credential/{index}"), &[file])?;
    }
    write_leaves(to, contents.entries)?;
    for (index, entry) in (contents.start..).zip(contents.entries) {
        if let Some(envelope) = &entry.envelope {
            ustar::write(to, &format!("envelope/{index}"), &[envelope])?;
        }
        if let Some(body) = &entry.body {
            write_body(to, index, body)?;
        }
    }
    ustar::finish(to)
}

fn write_leaves(to: &mut impl Write, entries: &[EntryBytes]) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut bundle = Vec::with_capacity(entries.iter().map(|entry| entry.leaf.len() + 2).sum());
    for entry in entries {
        let length = u16::try_from(entry.leaf.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(&entry.leaf);
    }
    ustar::write(to, "leaves", &[&bundle])
}

fn write_body(to: &mut impl Write, index: u64, body: &Content) -> io::Result<()> {
    match body {
        Content::Sealed(bytes) => ustar::write(to, &format!("body/{index}"), &[bytes]),
        Content::Erased(tombstone) => {
            let json = canonical::to_bytes(tombstone).map_err(io::Error::other)?;
            ustar::write(to, &format!("erased/{index}"), &[&json])
        }
    }
}
