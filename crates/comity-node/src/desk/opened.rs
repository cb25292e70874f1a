//! Envelopes on their way to the desk: opened once, when their acts were said or taken in.
//!
//! Opening is the most costly step. What was opened already is kept in memory
//! until the desk takes it; after a restart, in another process, or beyond
//! what is kept, it is opened again.

use std::{
    collections::{BTreeMap, VecDeque},
    mem,
    ops::Range,
    sync::{Mutex, PoisonError},
    thread::{self, JoinHandle},
};

use comity_core::{Envelope, Hash, Leaf, Origin};
use comity_peer::{
    act::read_envelope,
    seal::{OpenError, Opened},
};
use comity_store::{ReadTx, StoreError, logs::each_sealed_in};

use crate::{
    channel::openings,
    cores::{self, FEW},
    error::NodeError,
    node::{Party, Result, Secrets},
};

/// Half of the envelopes that are kept at most.
const HALF: usize = 4096;

/// The act and the size that its leaf states: with another size it would not be good.
type Key = (Hash, u64);

/// Envelopes that were opened and that the desk has not taken yet; the oldest go first.
#[derive(Default)]
pub(crate) struct Ahead(Mutex<[BTreeMap<Key, Envelope>; 2]>);

impl Ahead {
    /// Keeps the envelope of an act.
    pub(crate) fn keep(&self, leaf: &Leaf, envelope: Envelope) {
        let Some(key) = leaf.act.zip(leaf.size) else {
            return;
        };
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [new, old] = &mut *held;
        if new.len() >= HALF {
            *old = mem::take(new);
        }
        new.insert(key, envelope);
    }

    /// Gives the envelope of an act away.
    fn take(&self, leaf: &Leaf) -> Option<Envelope> {
        let key = leaf.act.zip(leaf.size)?;
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter_mut().find_map(|half| half.remove(&key))
    }
}

/// Leaves whose acts are being opened, while those before them are put on the desk.
pub(super) struct Coming {
    /// What the first of them has seen of the other log.
    pub(super) seen: u64,
    known: Vec<Option<Envelope>>,
    trying: Trying,
}

enum Trying {
    Done(Vec<Tried>),
    UnderWay(JoinHandle<Result<Vec<Tried>>>),
}

/// A leaf with the envelope of its act; its sealed bytes where these are not for our identities.
type Tried = (Leaf, std::result::Result<Option<Envelope>, Vec<u8>>);

impl Coming {
    /// Begins to open the acts of these leaves; the first is that of entry `first` of this log.
    ///
    /// `None` when there are no leaves.
    pub(super) fn begin(
        party: &Party,
        tx: &dyn ReadTx,
        origin: &Origin,
        first: u64,
        leaves: impl Iterator<Item = Leaf>,
    ) -> Result<Option<Self>> {
        let (mut known, mut sealed) = (Vec::new(), Vec::new());
        let mut lacking: Option<Range<u64>> = None;
        for (index, leaf) in (first..).zip(leaves) {
            let envelope = party.ahead.take(&leaf);
            if leaf.act.is_some() && envelope.is_none() {
                let start = lacking.map_or(index, |range| range.start);
                lacking = Some(start..index.saturating_add(1));
            }
            known.push(envelope);
            sealed.push((leaf, None));
        }
        let Some(seen) = sealed.first().map(|(leaf, _)| leaf.seen.size) else {
            return Ok(None);
        };
        if let Some(range) = lacking {
            each_sealed_in(tx, origin, range, |index, entry| {
                let place = usize::try_from(index.saturating_sub(first)).unwrap_or(usize::MAX);
                if let (Some((leaf, bytes)), Some(None)) = (sealed.get_mut(place), known.get(place))
                    && let Some(act) = &leaf.act
                {
                    *bytes = content(tx, act, entry.envelope)?;
                }
                Ok::<_, NodeError>(())
            })?;
        }
        let secrets = party.secrets();
        let many = sealed.iter().filter(|(_, bytes)| bytes.is_some()).count() >= FEW;
        let trying = if many {
            Trying::UnderWay(thread::spawn(move || try_all(&secrets, sealed)))
        } else {
            Trying::Done(try_all(&secrets, sealed)?)
        };
        Ok(Some(Self {
            seen,
            known,
            trying,
        }))
    }

    /// The leaves with their envelopes, where these open.
    pub(super) fn finish(
        self,
        party: &Party,
        tx: &dyn ReadTx,
    ) -> Result<VecDeque<(Leaf, Option<Envelope>)>> {
        let tried = match self.trying {
            Trying::Done(tried) => tried,
            Trying::UnderWay(thread) => thread
                .join()
                .map_err(|_| NodeError::File("a thread that opens".to_owned()))??,
        };
        let opened = handed_over(party, tx, tried)?.into_iter().zip(self.known);
        Ok(opened
            .map(|((leaf, envelope), known)| (leaf, known.or(envelope)))
            .collect())
    }
}

/// The sealed envelope of an act. It is gone only where somebody sent the sealed body of
/// another act as an envelope, and that was erased: no envelope then.
fn content(tx: &dyn ReadTx, act: &Hash, sealed: Option<&[u8]>) -> Result<Option<Vec<u8>>> {
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
    let tried = try_all(&party.secrets(), sealed)?;
    handed_over(party, tx, tried)
}

/// Tries these with our identities, on all cores.
fn try_all(secrets: &Secrets, sealed: Vec<(Leaf, Option<Vec<u8>>)>) -> Result<Vec<Tried>> {
    let open = |(leaf, sealed): (Leaf, Option<Vec<u8>>)| {
        let Some(sealed) = sealed else {
            return Ok((leaf, Ok(None)));
        };
        let tried = match secrets.sealer.open(&sealed) {
            Err(OpenError::NotForUs) => Err(sealed),
            other => Ok(said(&leaf, &sealed, other)?),
        };
        Ok((leaf, tried))
    };
    cores::each(FEW, sealed, &open)
}

/// What was not for our identities, with the keys that were handed over.
fn handed_over(
    party: &Party,
    tx: &dyn ReadTx,
    tried: Vec<Tried>,
) -> Result<Vec<(Leaf, Option<Envelope>)>> {
    let secrets = party.secrets();
    let one = |(leaf, tried): Tried| match tried {
        Ok(envelope) => Ok((leaf, envelope)),
        Err(sealed) => {
            let opened = openings::open(tx, &*secrets.sealer, &sealed)?;
            let envelope = said(&leaf, &sealed, opened)?;
            Ok((leaf, envelope))
        }
    };
    tried.into_iter().map(one).collect()
}

/// The envelope that was opened, where it is of the size that the leaf states.
fn said(
    leaf: &Leaf,
    sealed: &[u8],
    opened: std::result::Result<Opened, OpenError>,
) -> Result<Option<Envelope>> {
    match opened {
        Ok(Opened { plain, .. }) => {
            let right_size = leaf.size == u64::try_from(sealed.len()).ok();
            Ok(read_envelope(&plain).ok().filter(|_| right_size))
        }
        Err(OpenError::Fault(fault)) => Err(NodeError::File(fault)),
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests;
