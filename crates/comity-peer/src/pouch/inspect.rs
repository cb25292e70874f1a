//! What a pouch is, for someone without keys: said by the pouch, not yet believed.

use comity_tlog::{checkpoint::Checkpoint, note::SignedNote};

use super::{Content, Entry, Header, Pouch};

/// What a file seems to be, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A pouch that is not sealed.
    Pouch,
    /// An age file, perhaps with a pouch in it.
    Sealed,
    /// Neither.
    Unknown,
}

/// What a pouch says of itself, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its header.
    pub header: Header,
    /// The checkpoint that it carries, when it can be read; no signature was checked.
    pub checkpoint: Option<Checkpoint>,
    /// The log state that its receipt names, when it has one that can be read.
    pub receipt: Option<Checkpoint>,
    /// How many entries have an act.
    pub acts: u64,
    /// Bytes of sealed envelopes and bodies.
    pub sealed_bytes: u64,
    /// How many bodies were erased.
    pub erased: u64,
}

/// What the first bytes of a file look like.
#[must_use]
pub fn form(start: &[u8]) -> Form {
    if start.starts_with(b"pouch.json\0") {
        Form::Pouch
    } else if start.starts_with(b"age-encryption.org/") {
        Form::Sealed
    } else {
        Form::Unknown
    }
}

/// Sums a pouch up without any key.
#[must_use]
pub fn inspect(pouch: &Pouch) -> Summary {
    let bodies = || pouch.entries.iter().filter_map(|entry| entry.body.as_ref());
    let envelopes = pouch
        .entries
        .iter()
        .filter_map(|entry| entry.envelope.as_deref());
    let sealed = envelopes.chain(bodies().filter_map(Content::sealed));
    Summary {
        header: pouch.header.clone(),
        checkpoint: stated(&pouch.checkpoint),
        receipt: pouch.receipt.as_deref().and_then(stated),
        acts: count(pouch.entries.iter().filter(has_act)),
        sealed_bytes: sealed.map(|bytes| bytes.len() as u64).sum(),
        erased: count(bodies().filter(|body| body.sealed().is_none())),
    }
}

fn has_act(entry: &&Entry) -> bool {
    entry.leaf.act.is_some()
}

fn count<T>(items: impl Iterator<Item = T>) -> u64 {
    items.fold(0, |count, _| count + 1)
}

fn stated(note: &[u8]) -> Option<Checkpoint> {
    let note = SignedNote::parse(note).ok()?;
    Checkpoint::parse_plain(note.text()).ok()
}
