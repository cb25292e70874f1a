//! Writing what the protocol appended to our own log: leaves, sealed bytes, desk.

use comity_core::{
    Envelope, Time,
    mutant::{Mutant, broken},
};
use comity_peer::{
    act::SealedAct,
    channel::{ChannelState, NewEntry},
};
use comity_store::{
    Tx,
    logs::{EntryRow, SealedEntry},
};

use super::{chains::Chains, state};
use crate::{
    case::rows::Touched,
    desk::{self, Channel},
    node::{Party, Result},
};

/// Appends the leaves that cover what came, when they are due and may be appended.
///
/// A clock in doubt, a loss or a generation that is not in force put this
/// off; what came is kept all the same. The caller settles the desk for the
/// cases that are added to `touched`.
pub(crate) fn cover(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    chains: &Chains,
    now: Time,
    touched: &mut Touched,
) -> Result<()> {
    if !state.is_cover_due() || state::check_marks(&*tx, &*party.marks, state).is_err() {
        return Ok(());
    }
    match state.cover(now) {
        Ok(entries) => put(party, tx, state, chains, &entries, None, touched),
        Err(_) => Ok(()),
    }
}

/// Appends an act, with the receipt leaves that must come before it; the caller settles the desk.
pub(crate) fn act(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    chains: &Chains,
    act: &SealedAct,
    now: Time,
    touched: &mut Touched,
) -> Result<NewEntry> {
    let mut entries = state.append_act(act, now)?;
    put(party, tx, state, chains, &entries, Some(act), touched)?;
    // The act is the last of them.
    entries
        .pop()
        .ok_or_else(|| comity_peer::channel::AppendError::NotInForce.into())
}

/// Writes new entries of our log without an act.
pub(crate) fn write(
    party: &Party,
    tx: &mut dyn Tx,
    state: &ChannelState,
    chains: &Chains,
    entries: &[NewEntry],
) -> Result<()> {
    let mut touched = Touched::new();
    put(party, tx, state, chains, entries, None, &mut touched)?;
    desk::settle(tx, &Channel::new(&party.me, &state.them, chains)?, &touched)
}

/// Writes new entries of our log; the last of them is that of `act`.
fn put(
    party: &Party,
    tx: &mut dyn Tx,
    state: &ChannelState,
    chains: &Chains,
    entries: &[NewEntry],
    act: Option<&SealedAct>,
    touched: &mut Touched,
) -> Result<()> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Ok(());
    };
    let origin = state.our_origin();
    let said = |entry: &NewEntry| act.filter(|act| entry.leaf.act == Some(act.act));
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| row(entry, said(entry)))
        .collect();
    tx.append(&origin, first.index, &rows)?;
    if desk::is_stale(&*tx, &state.them)? {
        return Ok(());
    }
    let channel = Channel::new(&party.me, &state.them, chains)?;
    let mut lost = Touched::new();
    let touched = match broken(Mutant::StaleDesk) {
        true => &mut lost,
        false => touched,
    };
    for entry in entries {
        let opened: Option<&Envelope> = said(entry).map(|act| &act.said);
        let entry = desk::Entry {
            origin: &origin,
            index: entry.index,
            leaf: &entry.leaf,
            void: None,
            opened,
        };
        desk::project(tx, &channel, &entry, touched)?;
    }
    Ok(tx.set_projected(&origin, last.index.saturating_add(1))?)
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
