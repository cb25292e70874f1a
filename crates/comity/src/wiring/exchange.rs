//! One exchange with all that belongs to it: acts, then attachments, then the leaf that says that they arrived.

use comity_core::{PartyName, Time};
use comity_node::channel::exchange::Outcome as Exchanged;
use comity_peer::call::Transport;
use comity_store::parts::PartBytes;

use super::{
    attachments::{self, Moved},
    house::OurNode,
};
use crate::failure::{Failure, Outcome};

/// What an exchange brought.
#[derive(Debug, Clone, Default)]
pub(crate) struct Brought {
    /// New entries of theirs.
    pub(crate) entries: u64,
    /// Entries of ours that they have receipted.
    pub(crate) receipted: u64,
    /// Attachments.
    pub(crate) moved: Moved,
}

/// Exchanges with a counterpart until nothing is left to say or to move.
///
/// # Errors
/// The counterpart is not reached, refuses, or contradicts itself.
pub(crate) fn run(
    node: &OurNode,
    parts: &dyn PartBytes,
    transport: &dyn Transport,
    them: &PartyName,
    now: Time,
    pace: &mut dyn FnMut(u64) -> bool,
) -> Outcome<Brought> {
    let mut brought = Brought::default();
    take(&mut brought, node.exchange(transport, them, now)?)?;
    brought.moved = attachments::settle(node, parts, transport, them, pace)?;
    if brought.moved.fetched + brought.moved.pushed > 0 {
        take(&mut brought, node.exchange(transport, them, now)?)?;
    }
    Ok(brought)
}

fn take(brought: &mut Brought, exchanged: Exchanged) -> Outcome {
    brought.entries = brought.entries.saturating_add(exchanged.brought);
    brought.receipted = brought.receipted.saturating_add(exchanged.receipted);
    match exchanged.misbehaved {
        Some(evidence) => Err(Failure::of(
            evidence.fork.code(),
            "the counterpart contradicts itself",
        )),
        None => Ok(()),
    }
}
