//! What a channel asks of the store: the logs further back than their ends.

use comity_core::{Hash, Time};
use comity_tlog::tree::{self, HashReader, TreeError};

/// One log as the store holds it.
///
/// `None` where something is asked for that the channel's state says is held
/// means that the store failed: no judgement is made of it.
pub trait HeldLog {
    /// The root of the complete subtree over the entries from `index << level` to `(index + 1) << level`.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;

    /// The bytes of the leaf at `index`.
    fn leaf(&self, index: u64) -> Option<Vec<u8>>;

    /// Of the kept checkpoints of the log's owner, the one with the smallest
    /// size of at least `size`, and of these the earliest.
    fn checkpoint(&self, size: u64) -> Option<HeldNote>;

    /// The same among the kept receipts of the log's reader.
    fn receipt(&self, size: u64) -> Option<HeldNote>;
}

/// A signed note that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldNote {
    /// The time that it states.
    pub at: Time,
    /// Its bytes.
    pub note: Vec<u8>,
    /// The size that it is for.
    pub size: u64,
}

/// A held log as the tree functions read it.
pub(super) struct Reader<'a>(pub(super) &'a dyn HeldLog);

impl HashReader for Reader<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.node(level, index)
    }
}

impl Reader<'_> {
    pub(super) fn root(&self, size: u64) -> Result<Hash, TreeError> {
        tree::root(self, size)
    }
}
