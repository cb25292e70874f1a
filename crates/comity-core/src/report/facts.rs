//! What a report needs of the channel beside its cases.

use crate::{channel::ChannelView, clocks::Standstill, record::Side};

use super::{row::Sided, sum::Standstills};

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

    /// The same of both sides.
    #[must_use]
    pub fn all_standstills(&self) -> Standstills {
        Sided(
            self.standstills(Side::First),
            self.standstills(Side::Second),
        )
    }
}
