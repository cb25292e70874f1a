//! The desk: projections of the record, written in the transaction that appends.
//!
//! A leaf row for every entry and an act row for every act that opens, each
//! with the rule that it breaks by itself. Nothing here is truth: [`rebuild`]
//! drops a channel's projections and makes the same again from logs and content.

use std::collections::{BTreeSet, VecDeque};

use comity_core::{
    DossierId, Envelope, Hash, Leaf, Origin, PartyName,
    id::DossierKey,
    record::{Parties, Position, Said, Side, Void},
};
use comity_peer::{
    act::{Verdict, read_envelope},
    channel::ChannelState,
    judge::{Before, Facts, act_fits, leaf_follows},
    seal::{OpenError, Opened},
};
use comity_store::{ReadTx, StoreError, Tx, desk::LeafRow, logs::each_sealed_in};

use crate::{
    case::{
        rows::{self, Touched},
        view,
    },
    channel::{chains::Chains, openings, state},
    cores::{self, FEW},
    error::NodeError,
    node::{Node, Party, Result},
};

/// Entries read at once when a desk is built again.
const BATCH: u64 = 1000;
/// What a leaf covers that covers nothing.
const NOTHING: Position = Position {
    generation: 1,
    index: 0,
};

/// One channel as its desk sees it.
pub(crate) struct Channel<'a> {
    pub(crate) chains: &'a Chains,
    pub(crate) me: &'a PartyName,
    pub(crate) parties: Parties,
    pub(crate) them: &'a PartyName,
}

/// An entry on its way to the desk.
pub(crate) struct Entry<'a> {
    pub(crate) origin: &'a Origin,
    pub(crate) index: u64,
    pub(crate) leaf: &'a Leaf,
    /// The rule that the leaf breaks.
    pub(crate) void: Option<Void>,
    /// What its act says, when it has one that opens.
    pub(crate) opened: Option<&'a Envelope>,
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

/// Puts an entry on the desk; adds the cases that it says something in or first covers to `touched`.
///
/// The rows of those cases follow in the same transaction, through [`settle`].
pub(crate) fn project(
    tx: &mut dyn Tx,
    channel: &Channel<'_>,
    entry: &Entry<'_>,
    touched: &mut Touched,
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
        seen: if counts { seen } else { NOTHING },
        bad: if counts {
            entry.leaf.bad.clone()
        } else {
            Vec::new()
        },
    };
    let before = tx.most_seen(channel.them, side)?;
    tx.put_leaf(channel.them, side, &row)?;
    view::note_bad(tx, channel.them, side, &row)?;
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
pub(crate) fn settle(tx: &mut dyn Tx, channel: &Channel<'_>, touched: &Touched) -> Result<()> {
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

impl<S: comity_store::Store> Node<S> {
    /// Drops the desk of a channel and makes it again from logs and content.
    ///
    /// # Errors
    /// The store fails, or content cannot be tried.
    pub fn rebuild_desk(&self, them: &PartyName) -> Result<()> {
        let them = them.clone();
        self.write(move |party, tx| rebuild(party, tx, &them))
    }
}

fn stale_key(them: &PartyName) -> String {
    format!("desk.stale.{them}")
}

/// Notes that entries of our own came back before those of theirs that they had seen: they
/// could not be judged as they were once.
pub(crate) fn note_stale(tx: &mut dyn Tx, them: &PartyName) -> Result<()> {
    Ok(tx.set_setting(&stale_key(them), Some("1"))?)
}

/// Whether the desk waits to be made anew.
pub(crate) fn is_stale(tx: &dyn ReadTx, them: &PartyName) -> Result<bool> {
    Ok(tx.setting(&stale_key(them))?.is_some())
}

/// Makes the desk anew once all that our own leaves have seen is held again.
pub(crate) fn refresh(party: &Party, tx: &mut dyn Tx, state: &ChannelState) -> Result<()> {
    if !is_stale(&*tx, &state.them)? || !holds_what_we_saw(state) {
        return Ok(());
    }
    state::save(tx, state)?;
    rebuild(party, tx, &state.them)
}

fn holds_what_we_saw(state: &ChannelState) -> bool {
    state.current.theirs.head.size() >= state.current.ours.covered.size
}

pub(crate) fn rebuild(party: &Party, tx: &mut dyn Tx, them: &PartyName) -> Result<()> {
    tx.clear_desk(them)?;
    view::clear_bad(tx, them)?;
    let (held, chains) = (state::load(&*tx, them)?, Chains::load(party, &*tx, them)?);
    if holds_what_we_saw(&held) {
        tx.set_setting(&stale_key(them), None)?;
    }
    let channel = Channel::new(&party.me, them, &chains)?;
    let numbers: BTreeSet<u32> = held
        .old
        .iter()
        .chain(std::iter::once(&held.current))
        .map(|generation| generation.number)
        .collect();
    let mut walks = Vec::new();
    for generation in numbers {
        let ours = Origin {
            sender: party.me.clone(),
            reader: them.clone(),
            generation,
        };
        let theirs = ours.opposite();
        let closed = held.generation(generation).and_then(|one| one.closed);
        walks.push((ours, closed.map(|closed| closed.ours)));
        walks.push((theirs, closed.map(|closed| closed.theirs)));
    }
    // An act names dossiers that the other log opens, so the two logs of a
    // generation are walked in step: an entry comes after all that it has seen.
    let mut touched = Touched::new();
    for pair in walks.chunks(2) {
        let mut logs = pair
            .iter()
            .map(|(origin, closed)| Walk::new(origin.clone(), *closed))
            .collect::<Vec<_>>();
        while step(party, tx, &channel, &mut logs, &mut touched)? {}
        for walk in logs.iter().filter(|walk| walk.next > 0) {
            tx.set_projected(&walk.origin, walk.next)?;
        }
    }
    settle(tx, &channel, &touched)
}

/// A log on its way back to the desk.
struct Walk {
    before: Option<Before>,
    closed: Option<u64>,
    next: u64,
    origin: Origin,
    /// Leaves that were read ahead, with their envelopes where these open.
    rows: VecDeque<(Leaf, Option<Envelope>)>,
}

impl Walk {
    fn new(origin: Origin, closed: Option<u64>) -> Self {
        Self {
            before: None,
            closed,
            next: 0,
            origin,
            rows: VecDeque::new(),
        }
    }

    fn peek(&mut self, party: &Party, tx: &dyn ReadTx) -> Result<Option<Leaf>> {
        if self.rows.is_empty() {
            let mut sealed = Vec::new();
            let end = self.next.saturating_add(BATCH);
            each_sealed_in(tx, &self.origin, self.next..end, |_, entry| {
                let leaf = Leaf::parse(&entry.row.leaf)?;
                let envelope = match &leaf.act {
                    Some(act) => envelope(tx, act, entry.envelope)?,
                    None => None,
                };
                sealed.push((leaf, envelope));
                Ok::<_, NodeError>(())
            })?;
            self.rows = envelopes(party, tx, sealed)?.into();
        }
        Ok(self.rows.front().map(|(leaf, _)| leaf.clone()))
    }
}

/// Takes the next entry whose `seen` has been taken in already; `false` when both logs are done.
fn step(
    party: &Party,
    tx: &mut dyn Tx,
    channel: &Channel<'_>,
    logs: &mut [Walk],
    touched: &mut Touched,
) -> Result<bool> {
    let [one, other] = logs else { return Ok(false) };
    let (left, right) = (one.peek(party, &*tx)?, other.peek(party, &*tx)?);
    let ready = |leaf: &Leaf, seen: u64| leaf.seen.size <= seen;
    let (walk, leaf) = match (left, right) {
        (Some(leaf), _) if ready(&leaf, other.next) => (one, leaf),
        (_, Some(leaf)) if ready(&leaf, one.next) => (other, leaf),
        // A `seen` beyond the other log comes from a loss; the entry is taken all the same.
        (Some(leaf), Some(_)) if leaf.seen.size > tx.size(&other.origin)? => (one, leaf),
        (_, Some(leaf)) => (other, leaf),
        (Some(leaf), None) => (one, leaf),
        (None, None) => return Ok(false),
    };
    let index = walk.next;
    let opened = walk.rows.pop_front().and_then(|(_, opened)| opened);
    let beyond = walk.closed.is_some_and(|closed| index >= closed);
    let void = match beyond {
        true => Some(Void::BeyondGeneration),
        false => leaf_follows(walk.before, &leaf),
    };
    let entry = Entry {
        origin: &walk.origin,
        index,
        leaf: &leaf,
        void,
        opened: opened.as_ref(),
    };
    project(tx, channel, &entry, touched)?;
    walk.before = Some(Before::and(walk.before, &leaf));
    walk.next += 1;
    Ok(true)
}

/// The sealed envelope of an act. It is gone only where somebody sent the sealed body of
/// another act as an envelope, and that was erased: no envelope then.
fn envelope(tx: &dyn ReadTx, act: &Hash, sealed: Option<&[u8]>) -> Result<Option<Vec<u8>>> {
    let missing = || StoreError::NotFound {
        what: "envelope",
        key: act.to_string(),
    };
    match sealed {
        Some(sealed) => Ok(Some(sealed.to_vec())),
        None if tx.tombstone(act)?.is_some() => Ok(None),
        None => Err(missing().into()),
    }
}

/// The envelopes of these acts, where they open: with our identities on all cores, else with
/// the keys that were handed over for them.
pub(crate) fn envelopes(
    party: &Party,
    tx: &dyn ReadTx,
    sealed: Vec<(Leaf, Option<Vec<u8>>)>,
) -> Result<Vec<(Leaf, Option<Envelope>)>> {
    let secrets = party.secrets();
    let read = |leaf: &Leaf, sealed: &[u8], opened| match opened {
        Ok(Opened { plain, .. }) => {
            let right_size = leaf.size == u64::try_from(sealed.len()).ok();
            Ok(read_envelope(&plain).ok().filter(|_| right_size))
        }
        Err(OpenError::Fault(fault)) => Err(NodeError::File(fault)),
        Err(_) => Ok(None),
    };
    // What is not for our identities goes on with its sealed bytes.
    let open = |(leaf, sealed): (Leaf, Option<Vec<u8>>)| {
        let Some(sealed) = sealed else {
            return Ok((leaf, Ok(None)));
        };
        let tried = match secrets.sealer.open(&sealed) {
            Err(OpenError::NotForUs) => Err(sealed),
            other => Ok(read(&leaf, &sealed, other)?),
        };
        Ok((leaf, tried))
    };
    let tried = cores::each(FEW, sealed, &open)?;
    let handed_over = |(leaf, tried): (Leaf, std::result::Result<_, Vec<u8>>)| match tried {
        Ok(envelope) => Ok((leaf, envelope)),
        Err(sealed) => {
            let opened = openings::open(tx, &*secrets.sealer, &sealed)?;
            let envelope = read(&leaf, &sealed, opened)?;
            Ok((leaf, envelope))
        }
    };
    tried.into_iter().map(handed_over).collect()
}

/// What a verdict lets reducers read.
pub(crate) fn readable(verdict: Option<&Verdict>) -> Option<&Envelope> {
    match verdict {
        Some(Verdict::Good(opened)) => Some(&opened.envelope),
        _ => None,
    }
}
