//! The desk: projections of the record, which follow the logs.
//!
//! A leaf row for every entry and an act row for every act that opens, each
//! with the rule that it breaks by itself. Nothing here is truth: `clear`
//! drops a channel's projections, and `follow` makes the same
//! again from logs and content. It is the only way onto the desk: the record is
//! written without it, and whoever reads the desk has it followed first
//! ([`Followed`](followed::Followed)).

pub(crate) mod follow;
pub mod followed;
pub(crate) mod opened;
pub mod stalled;
#[cfg(test)]
mod tests;

use comity_core::{
    DossierId, Envelope, Hash, Leaf, Origin, PartyName,
    id::DossierKey,
    record::{Parties, Position, Said, Side, Void},
};
use comity_peer::judge::{Facts, act_fits};
use comity_store::{ReadTx, Tx, desk::LeafRow};

use crate::{
    case::{
        rows::{self, Touched},
        view::{self, BadLeaves},
    },
    channel::chains::Chains,
    error::NodeError,
    node::Result,
};

/// One channel as its desk sees it.
pub(crate) struct Channel<'a> {
    pub(crate) chains: &'a Chains,
    pub(crate) me: &'a PartyName,
    pub(crate) parties: Parties,
    pub(crate) them: &'a PartyName,
}

/// An entry on its way to the desk.
struct Entry<'a> {
    origin: &'a Origin,
    index: u64,
    leaf: &'a Leaf,
    /// The rule that the leaf breaks.
    void: Option<Void>,
    /// What its act says, when it has one that opens.
    opened: Option<&'a Envelope>,
}

impl<'a> Channel<'a> {
    pub(crate) fn new(me: &'a PartyName, them: &'a PartyName, chains: &'a Chains) -> Result<Self> {
        let parties = Parties::new(me.clone(), them.clone())
            .ok_or_else(|| NodeError::NotTheirs(them.clone()))?;
        Ok(Self {
            chains,
            me,
            parties,
            them,
        })
    }

    /// The side that writes this log.
    fn side(&self, origin: &Origin) -> Side {
        self.parties.side(&origin.sender).unwrap_or(Side::First)
    }
}

/// Puts an entry on the desk; adds the cases that it says something in or first covers to `touched`,
/// and a leaf that calls others bad to `bad`.
///
/// The rows of those cases follow in the same transaction, through [`settle`].
fn project(
    tx: &mut dyn Tx,
    channel: &Channel<'_>,
    entry: &Entry<'_>,
    touched: &mut Touched,
    bad: &mut BadLeaves,
) -> Result<()> {
    let side = channel.side(entry.origin);
    let generation = entry.origin.generation;
    let place = |index| Position { generation, index };
    let (position, seen) = (place(entry.index), place(entry.leaf.seen.size));
    // A leaf beyond its generation covers nothing, in no generation, and calls nothing bad:
    // the other side may not hold it.
    let counts = entry.void != Some(Void::BeyondGeneration);
    let row = LeafRow {
        position,
        at: entry.leaf.at,
        seen: if counts { seen } else { Position::START },
        bad: if counts {
            entry.leaf.bad.clone()
        } else {
            Vec::new()
        },
    };
    let before = tx.most_seen(channel.them, side)?;
    tx.put_leaf(channel.them, side, &row)?;
    if !row.bad.is_empty() {
        let leaf = (position, row.bad.len() as u64);
        bad.entry(side).or_default().insert(leaf);
    }
    rows::covered(&*tx, channel.them, side, before, &row, touched)?;
    let (Some(act), Some(envelope)) = (entry.leaf.act, entry.opened) else {
        return Ok(());
    };
    let said = Said {
        side,
        position,
        act,
        at: entry.leaf.at,
        seen,
        covered: None,
        void: match entry.void {
            Some(void) => Some(void),
            None => fits(&*tx, channel, entry, side, position, seen)?,
        },
        envelope: envelope.clone(),
    };
    tx.put_act(channel.them, &said)?;
    touched.extend(envelope.dossier.clone());
    Ok(())
}

/// Makes the rows of the cases anew that entries of this transaction touched.
fn settle(tx: &mut dyn Tx, channel: &Channel<'_>, touched: &Touched) -> Result<()> {
    let jurisdiction = &channel.chains.ours.last().file.credential().jurisdiction;
    Ok(rows::refresh(
        tx,
        channel.me,
        jurisdiction,
        channel.them,
        touched,
    )?)
}

/// The rule that the act breaks by itself.
fn fits(
    tx: &dyn ReadTx,
    channel: &Channel<'_>,
    entry: &Entry<'_>,
    side: Side,
    position: Position,
    seen: Position,
) -> Result<Option<Void>> {
    let (Some(act), Some(envelope)) = (entry.leaf.act, entry.opened) else {
        return Ok(None);
    };
    let before = |known: Option<Position>| known.is_some_and(|known| known < position);
    let chain = match entry.origin.sender == *channel.me {
        true => &channel.chains.ours,
        false => &channel.chains.theirs,
    };
    let key = match &envelope.dossier {
        Some(dossier) if !envelope.opens() => {
            dossier_key(tx, channel, dossier, side, position, seen)?
        }
        _ => None,
    };
    let facts = Facts {
        origin: entry.origin,
        credential: chain
            .at(position)
            .map_or(Hash::from_bytes([0; 32]), |file| file.fingerprint()),
        act_known: before(tx.act_known(channel.them, side, envelope.id, &act)?),
        id_known: before(tx.id_known(channel.them, side, envelope.id)?),
        key: key.as_ref(),
    };
    Ok(act_fits(entry.leaf, envelope, &facts))
}

/// The key of a dossier, when an act that the speaker had before has opened it.
fn dossier_key(
    tx: &dyn ReadTx,
    channel: &Channel<'_>,
    dossier: &DossierId,
    side: Side,
    position: Position,
    seen: Position,
) -> Result<Option<DossierKey>> {
    let had = |said: &Said| said.position < if said.side == side { position } else { seen };
    Ok(opener(tx, channel, dossier)?
        .filter(had)
        .and_then(|said| said.envelope.key))
}

/// The act that opened a dossier, when one did.
pub(crate) fn opener(
    tx: &dyn ReadTx,
    channel: &Channel<'_>,
    dossier: &DossierId,
) -> Result<Option<Said>> {
    let side = channel.parties.side(&dossier.by);
    let acts = tx.acts_with_id(channel.them, dossier.id)?;
    Ok(acts
        .into_iter()
        .find(|said| Some(said.side) == side && said.envelope.opens() && said.readable()))
}

/// Drops the desk of a channel: whoever reads it next has it made again.
pub(crate) fn clear(tx: &mut dyn Tx, them: &PartyName) -> Result<()> {
    tx.clear_desk(them)?;
    Ok(view::clear_bad(tx, them)?)
}
