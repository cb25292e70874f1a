//! Acts that a new generation leaves behind: it names less of a log than was said in it.
//!
//! They are void and nobody else may hold them, so a case of such acts alone
//! has no row on the desk and in no report. Here they are found again, to be said anew:
//! they stand in the inbox until they are, or until somebody notes on the case what became of it.

use comity_core::{
    DossierId, Leaf, Origin, PartyName, Time,
    id::ActId,
    record::{Parties, Position, Said, Side, Void},
};
use comity_peer::channel::ChannelState;
use comity_store::{ReadTx, Store};
use serde::Serialize;

use super::{notify::NOTICE, state};
use crate::{
    case::rows,
    desk::stalled,
    node::{Node, Result},
};

/// Acts read at once.
const ACTS: usize = 256;

/// An act of ours that does not count, because no later generation names its entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftBehind {
    /// Its id.
    pub act: ActId,
    /// Its entry.
    pub entry: Position,
    /// The stated time.
    pub at: Time,
    /// The kind.
    pub kind: String,
    /// The case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// Our reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl<S: Store> Node<S> {
    /// The acts of ours that would not count any more if a new generation were opened now.
    ///
    /// # Errors
    /// There is no such channel, its desk is stalled, or the store fails.
    pub fn would_leave(&self, them: &PartyName) -> Result<Vec<LeftBehind>> {
        self.read(|party, tx| {
            stalled::must_follow(tx, them)?;
            let state = state::load(tx, them)?;
            let named = state.proposal();
            let ours = named.iter().find(|one| one.origin.sender == party.me);
            let from = ours.map_or(Position::START, |one| Position {
                generation: one.origin.generation,
                index: one.size,
            });
            let side = side(&party.me, them);
            let said = acts(tx, them, side, from, u32::MAX)?;
            said.into_iter().map(|said| line(tx, said)).collect()
        })
    }

    /// The acts of ours that generations have left behind.
    ///
    /// # Errors
    /// There is no such channel, its desk is stalled, or the store fails.
    pub fn left_behind(&self, them: &PartyName) -> Result<Vec<LeftBehind>> {
        self.read(|party, tx| {
            stalled::must_follow(tx, them)?;
            let said = beyond(tx, &state::load(tx, them)?, side(&party.me, them))?;
            said.into_iter().map(|said| line(tx, said)).collect()
        })
    }
}

fn side(me: &PartyName, them: &PartyName) -> Side {
    let parties = Parties::new(me.clone(), them.clone());
    parties
        .and_then(|parties| parties.side(me))
        .unwrap_or(Side::First)
}

/// The acts of a side that lie beyond their generations.
fn beyond(tx: &dyn ReadTx, state: &ChannelState, whose: Side) -> Result<Vec<Said>> {
    let ours = whose == side(&state.me, &state.them);
    let mut found = Vec::new();
    for old in &state.old {
        let Some(closed) = old.closed else { continue };
        let (index, size) = match ours {
            true => (closed.ours, old.ours.head.size()),
            false => (closed.theirs, old.theirs.head.size()),
        };
        let from = Position {
            generation: old.number,
            index,
        };
        if index < size {
            found.extend(acts(tx, &state.them, whose, from, old.number)?);
        }
    }
    found.retain(|said| said.void == Some(Void::BeyondGeneration));
    Ok(found)
}

/// The acts of ours in cases that a generation has left behind and that nobody has said again
/// in the case since, nor noted on it what became of them.
pub(crate) fn to_say_again(tx: &dyn ReadTx, them: &PartyName) -> Result<Vec<LeftBehind>> {
    let state = state::load(tx, them)?;
    let ours = side(&state.me, them);
    let mut rows = Vec::new();
    for said in beyond(tx, &state, ours)? {
        let Some(case) = said.envelope.dossier.clone() else {
            continue;
        };
        // The machine says its notices again by itself.
        if said.envelope.kind == NOTICE {
            continue;
        }
        let again = tx.acts_of(them, &case)?.into_iter().any(|later| {
            later.side == ours
                && later.void.is_none()
                && later.envelope.kind == said.envelope.kind
                && later.position > said.position
        });
        let left = left_at(tx, &state, said.position.generation)?;
        let noted = || -> Result<bool> {
            let notes = tx.private_notes(them, &case)?;
            Ok(notes.iter().any(|note| left.is_none_or(|at| at <= note.at)))
        };
        if !again && !noted()? {
            rows.push(line(tx, said)?);
        }
    }
    Ok(rows)
}

/// When we opened the generation after this one.
fn left_at(tx: &dyn ReadTx, state: &ChannelState, generation: u32) -> Result<Option<Time>> {
    let numbers = state
        .old
        .iter()
        .chain([&state.current])
        .map(|one| one.number);
    let Some(next) = numbers.filter(|number| *number > generation).min() else {
        return Ok(None);
    };
    let origin = Origin {
        generation: next,
        ..state.our_origin()
    };
    let opening = tx.entries(&origin, 0, 1)?.pop();
    let leaf = opening.map(|row| Leaf::parse(&row.leaf)).transpose()?;
    Ok(leaf.map(|leaf| leaf.at))
}

/// A case of which there are such acts, by our reference or by its id; not in a channel that is
/// stalled.
pub(crate) fn find(tx: &dyn ReadTx, text: &str) -> Result<Option<(PartyName, DossierId)>> {
    for them in tx.channels()? {
        if stalled::find(tx, &them)?.is_some() {
            continue;
        }
        let state = state::load(tx, &them)?;
        for side in [Side::First, Side::Second] {
            for said in beyond(tx, &state, side)? {
                let Some(case) = said.envelope.dossier else {
                    continue;
                };
                let called = text == case.to_string() || text == case.id.to_string();
                if called || rows::known_reference(tx, &case)?.as_deref() == Some(text) {
                    return Ok(Some((them, case)));
                }
            }
        }
    }
    Ok(None)
}

/// The acts of a side from a position to the end of a generation.
fn acts(
    tx: &dyn ReadTx,
    them: &PartyName,
    side: Side,
    mut from: Position,
    last: u32,
) -> Result<Vec<Said>> {
    let mut found = Vec::new();
    loop {
        let page = tx.acts(them, side, from, ACTS)?;
        let within = |said: &Said| said.position.generation <= last;
        let Some(end) = page.last().filter(|said| within(said)) else {
            found.extend(page.into_iter().filter(within));
            return Ok(found);
        };
        from = Position {
            index: end.position.index.saturating_add(1),
            ..end.position
        };
        found.extend(page);
    }
}

fn line(tx: &dyn ReadTx, said: Said) -> Result<LeftBehind> {
    let case = said.envelope.dossier;
    let reference = match &case {
        Some(case) => rows::known_reference(tx, case)?,
        None => None,
    };
    Ok(LeftBehind {
        act: said.envelope.id,
        entry: said.position,
        at: said.at,
        kind: said.envelope.kind,
        case,
        reference,
    })
}
