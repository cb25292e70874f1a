//! The state of a channel in the store, and whether it stands where we last signed.
//!
//! Read inside the transaction that changes it, written back in the same one.

use comity_core::{
    Hash, Origin, PartyName,
    mutant::{Mutant, broken},
};
use comity_peer::channel::{ChannelState, Generation};
use comity_store::{ReadTx, StoreError, Tx, logs, tree::LogTree};

use crate::{
    error::NodeError,
    keys::{HighWater, Mark, Marks, Statement},
    node::Result,
};

/// The version of the stored form.
const VERSION: u32 = 1;

/// The state of the channel with this counterpart.
pub(crate) fn load(tx: &dyn ReadTx, them: &PartyName) -> Result<ChannelState> {
    find(tx, them)?.ok_or_else(|| NodeError::NoChannel(them.clone()))
}

/// The same, when there is one.
pub(crate) fn find(tx: &dyn ReadTx, them: &PartyName) -> Result<Option<ChannelState>> {
    let Some(stored) = tx.channel(them)? else {
        return Ok(None);
    };
    if stored.version > VERSION {
        let (found, known) = (stored.version, VERSION);
        return Err(StoreError::Newer { found, known }.into());
    }
    let state = serde_json::from_slice(&stored.bytes).map_err(malformed)?;
    Ok(Some(state))
}

/// Writes the state back.
pub(crate) fn save(tx: &mut dyn Tx, state: &ChannelState) -> Result<()> {
    let stored = logs::ChannelState {
        version: VERSION,
        bytes: serde_json::to_vec(state).map_err(malformed)?,
    };
    Ok(tx.set_channel(&state.them, &stored)?)
}

fn malformed(error: serde_json::Error) -> StoreError {
    StoreError::Format {
        table: "channels",
        detail: error.to_string(),
    }
}

/// Checks that the store holds what was signed: not an old backup, not a disk that lied.
///
/// Every transaction that appends or signs asks this first.
///
/// # Errors
/// [`NodeError::BehindMark`]: recover.
pub(crate) fn check_marks(tx: &dyn ReadTx, marks: &dyn Marks, state: &ChannelState) -> Result<()> {
    if broken(Mutant::NoMark) {
        return Ok(());
    }
    let signed = marks.load(&state.them)?;
    if state.current.short {
        let mark = signed.mark(Statement::Checkpoint, &state.our_origin());
        return Err(NodeError::BehindMark {
            held: state.current.ours.head.size(),
            signed: mark.map_or(0, |mark| mark.size),
        });
    }
    let (ours, theirs) = (state.our_origin(), state.their_origin());
    let current = &state.current;
    if let Some(mark) = newer_generation(&signed, current) {
        return Err(NodeError::BehindMark {
            held: 0,
            signed: mark.size,
        });
    }
    let own = signed.mark(Statement::Checkpoint, &ours);
    stands_at(
        tx,
        &ours,
        current.ours.head.size(),
        current.ours.head.root(),
        own,
    )?;
    let receipt = signed.mark(Statement::Receipt, &theirs);
    stands_at(
        tx,
        &theirs,
        current.theirs.head.size(),
        current.theirs.head.root(),
        receipt,
    )
}

/// A mark of a generation that the store has not reached.
fn newer_generation(signed: &HighWater, current: &Generation) -> Option<Mark> {
    let all = signed.checkpoints.iter().chain(&signed.receipts);
    all.filter(|(origin, _)| origin.generation > current.number)
        .map(|(_, mark)| *mark)
        .next()
}

fn stands_at(
    tx: &dyn ReadTx,
    origin: &Origin,
    held: u64,
    head: Hash,
    mark: Option<&Mark>,
) -> Result<()> {
    let Some(mark) = mark else { return Ok(()) };
    let root = match held {
        held if held == mark.size => Some(head),
        held if held > mark.size => LogTree::new(tx, origin).root(mark.size)?,
        _ => None,
    };
    if root == Some(mark.root) {
        Ok(())
    } else {
        Err(NodeError::BehindMark {
            held,
            signed: mark.size,
        })
    }
}
