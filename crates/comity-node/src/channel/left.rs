//! Acts that a new generation leaves behind: it names less of a log than was said in it.
//!
//! They are void and nobody else may hold them, so a case of such acts alone
//! has no row on the desk and in no report. Here they are found again, to be said anew.

use comity_core::{
    DossierId, PartyName, Time,
    id::ActId,
    record::{Parties, Position, Said, Side, Void},
};
use comity_store::{ReadTx, Store};
use serde::Serialize;

use super::state;
use crate::{
    case::rows,
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
    /// There is no such channel, or the store fails.
    pub fn would_leave(&self, them: &PartyName) -> Result<Vec<LeftBehind>> {
        self.read(|party, tx| {
            let state = state::load(tx, them)?;
            let named = state.proposal();
            let ours = named.iter().find(|one| one.origin.sender == party.me);
            let from = ours.map_or(FIRST, |one| Position {
                generation: one.origin.generation,
                index: one.size,
            });
            let side = side(&party.me, them);
            let said = acts(tx, them, side, from, |_| true)?;
            said.into_iter().map(|said| line(tx, said)).collect()
        })
    }

    /// The acts of ours that generations have left behind.
    ///
    /// # Errors
    /// There is no such channel, or the store fails.
    pub fn left_behind(&self, them: &PartyName) -> Result<Vec<LeftBehind>> {
        self.read(|party, tx| {
            let said = beyond(tx, them, side(&party.me, them))?;
            said.into_iter().map(|said| line(tx, said)).collect()
        })
    }
}

/// Where logs begin.
const FIRST: Position = Position {
    generation: 1,
    index: 0,
};

fn side(me: &PartyName, them: &PartyName) -> Side {
    let parties = Parties::new(me.clone(), them.clone());
    parties
        .and_then(|parties| parties.side(me))
        .unwrap_or(Side::First)
}

/// The acts of a side that lie beyond their generations.
fn beyond(tx: &dyn ReadTx, them: &PartyName, side: Side) -> Result<Vec<Said>> {
    if !state::load(tx, them)?.holds_what_does_not_count() {
        return Ok(Vec::new());
    }
    let void = |said: &Said| said.void == Some(Void::BeyondGeneration);
    acts(tx, them, side, FIRST, void)
}

/// A case of which there are such acts, by our reference or by its id.
pub(crate) fn find(tx: &dyn ReadTx, text: &str) -> Result<Option<(PartyName, DossierId)>> {
    for them in tx.channels()? {
        for side in [Side::First, Side::Second] {
            for said in beyond(tx, &them, side)? {
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

fn acts(
    tx: &dyn ReadTx,
    them: &PartyName,
    side: Side,
    mut from: Position,
    wanted: impl Fn(&Said) -> bool,
) -> Result<Vec<Said>> {
    let mut found = Vec::new();
    loop {
        let page = tx.acts(them, side, from, ACTS)?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        from = Position {
            index: last.position.index.saturating_add(1),
            ..last.position
        };
        found.extend(page.into_iter().filter(&wanted));
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
