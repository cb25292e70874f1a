//! The two logs of a generation at their ends, as they are stored.

use comity_core::{
    Hash, Time,
    leaf::Seen,
    mutant::{Mutant, broken},
};
use comity_tlog::frontier::Frontier;
use serde::{Deserialize, Serialize};

use super::nothing_seen;
use crate::judge::Before;

/// The log that we write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OurLog {
    /// The `seen` of our last leaf: what of their log we have covered.
    pub covered: Seen,
    /// Its right edge.
    #[serde(with = "edge")]
    pub head: Frontier,
    /// The `at` of our last leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Time>,
    /// Their latest receipt for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Mark>,
    /// Our latest signature over it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Mark>,
}

/// The log that they write, as far as we hold it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TheirLog {
    /// The latest time and the largest `seen` in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
    /// Their latest signature over it, once all that it covers was held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<Mark>,
    /// Its right edge.
    #[serde(with = "edge")]
    pub head: Frontier,
    /// What our next leaves must say of it.
    pub pending: Pending,
    /// Our latest receipt for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipted: Option<Mark>,
}

/// A signed size and root with the time that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The time of the signature.
    pub at: Time,
    /// Root at that size.
    pub root: Hash,
    /// Number of entries.
    pub size: u64,
}

/// What we hold of their log and have not covered yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    /// Verdicts for the entries after the last cut.
    pub bad: Vec<u64>,
    /// Where coverage must pause, because one leaf cannot hold more verdicts.
    pub cuts: Vec<Cut>,
    /// Attachments that became durable and verified; ascending.
    pub held: Vec<Hash>,
    /// Whether an act or an opening leaf is among the entries: then a leaf is due.
    pub wanted: bool,
}

/// A size up to which one leaf covers, with the verdicts that it carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Verdicts; ascending.
    pub bad: Vec<u64>,
    /// Up to where.
    pub seen: Seen,
}

/// The most verdicts of one leaf, so that it stays under its limit.
pub(super) const BAD_PER_LEAF: usize = 100;
/// The most attachments that one leaf confirms.
pub(super) const HELD_PER_LEAF: usize = 16;

impl Default for OurLog {
    fn default() -> Self {
        Self {
            covered: nothing_seen(),
            head: Frontier::new(),
            last_at: None,
            receipt: None,
            signed: None,
        }
    }
}

impl OurLog {
    /// The earliest time that a leaf or signature for this log may have.
    #[must_use]
    pub fn earliest(&self) -> Option<Time> {
        self.last_at.max(self.signed.map(|mark| mark.at))
    }

    /// How many entries they have receipted.
    #[must_use]
    pub fn receipted(&self) -> u64 {
        if broken(Mutant::SaidIsDelivered) {
            return self.head.size();
        }
        self.receipt.map_or(0, |mark| mark.size)
    }
}

impl TheirLog {
    /// All that we hold, as our next leaf would name it.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen {
            root: self.head.root(),
            size: self.head.size(),
        }
    }
}

impl Pending {
    /// Notes a verdict on the entry that was just added; `seen` includes it.
    pub(super) fn note_bad(&mut self, index: u64, seen: impl FnOnce() -> Seen) {
        self.bad.push(index);
        if self.bad.len() >= BAD_PER_LEAF {
            self.cuts.push(Cut {
                bad: std::mem::take(&mut self.bad),
                seen: seen(),
            });
        }
    }

    /// Forgets what a leaf that covers up to `size` has said already.
    pub(super) fn forget(&mut self, size: u64) {
        self.bad.retain(|index| *index >= size);
        self.cuts.retain_mut(|cut| {
            cut.bad.retain(|index| *index >= size);
            cut.seen.size > size
        });
    }

    /// Whether a leaf is due although we have nothing to say.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.wanted || !self.held.is_empty()
    }
}

/// A frontier as size and hashes.
mod edge {
    use comity_core::Hash;
    use comity_tlog::frontier::Frontier;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Edge {
        hashes: Vec<Hash>,
        size: u64,
    }

    pub(super) fn serialize<S: Serializer>(edge: &Frontier, to: S) -> Result<S::Ok, S::Error> {
        Edge {
            hashes: edge.hashes().to_vec(),
            size: edge.size(),
        }
        .serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Frontier, D::Error> {
        let Edge { hashes, size } = Edge::deserialize(from)?;
        Frontier::from_parts(size, hashes).map_err(D::Error::custom)
    }
}
