//! Writing what the protocol appended to our own log: leaves, sealed bytes.

use comity_core::Time;
use comity_peer::{
    act::SealedAct,
    channel::{ChannelState, NewEntry},
};
use comity_store::{
    Tx,
    logs::{EntryRow, SealedEntry},
};

use super::state;
use crate::node::{Party, Result};

/// Appends the leaves that cover what came, when they are due and may be appended.
///
/// A clock in doubt, a loss or a generation that is not in force put this
/// off; what came is kept all the same.
pub(crate) fn cover(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    now: Time,
) -> Result<()> {
    if !state.is_cover_due() || state::check_marks(&*tx, &*party.marks, state).is_err() {
        return Ok(());
    }
    match state.cover(now) {
        Ok(entries) => write(tx, state, &entries),
        Err(_) => Ok(()),
    }
}

/// Appends an act, with the receipt leaves that must come before it.
pub(crate) fn act(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    act: &SealedAct,
    now: Time,
) -> Result<NewEntry> {
    let mut entries = state.append_act(act, now)?;
    put(tx, state, &entries, Some(act))?;
    // The act is the last of them.
    let entry = entries
        .pop()
        .ok_or(comity_peer::channel::AppendError::NotInForce)?;
    party.ahead.keep(&entry.leaf, act.said.clone());
    Ok(entry)
}

/// Writes new entries of our log without an act.
pub(crate) fn write(tx: &mut dyn Tx, state: &ChannelState, entries: &[NewEntry]) -> Result<()> {
    put(tx, state, entries, None)
}

/// Writes new entries of our log; the last of them is that of `act`.
fn put(
    tx: &mut dyn Tx,
    state: &ChannelState,
    entries: &[NewEntry],
    act: Option<&SealedAct>,
) -> Result<()> {
    let Some(first) = entries.first() else {
        return Ok(());
    };
    let origin = state.our_origin();
    let said = |entry: &NewEntry| act.filter(|act| entry.leaf.act == Some(act.act));
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| row(entry, said(entry)))
        .collect();
    tx.append(&origin, first.index, &rows)?;
    Ok(())
}

fn row<'a>(entry: &NewEntry, act: Option<&'a SealedAct>) -> SealedEntry<'a> {
    SealedEntry {
        row: EntryRow {
            leaf: entry.leaf_bytes.clone(),
            leaf_hash: entry.leaf_hash,
            envelope: entry.leaf.act,
            body: act.and_then(|act| act.said.body).map(|body| body.sha256),
        },
        envelope: act.map(|act| act.envelope.as_slice()),
        body: act.and_then(|act| act.body.as_deref()),
    }
}
