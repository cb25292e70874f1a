//! What a report needs of the channel beside its cases.

use crate::{channel::ChannelView, clocks::Standstill, record::Side};

use super::row::Sided;

/// What a report needs of the channel beside its cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelFacts {
    /// The acts of the channel itself, folded.
    pub view: ChannelView,
    /// How many entries of each side's log the other side's leaves in the cut call bad.
    pub bad: Sided<u64>,
}

impl ChannelFacts {
    /// The times in which the clocks of a side's requests stood still.
    #[must_use]
    pub fn standstills(&self, asker: Side) -> Vec<Standstill> {
        self.view.standstills(asker)
    }
}
