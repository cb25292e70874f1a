//! File keys of acts that none of our identities opens: kept beside the sealed bytes, and handed to who lost its own.
//!
//! `docs/protocol.md`, section 9.1. A key that was handed over is checked by
//! opening with it what the leaf names; it is kept sealed to ourselves, so that
//! the store alone shows no more than before. Everything that opens kept
//! content goes through `open`.

use comity_core::{
    Hash, Leaf, Origin, PartyName, canonical::V1, envelope::Envelope, record::Position,
};
use comity_peer::{
    act::OpenedAct,
    call::{LogOf, Request, Response, Transport},
    openings::{BATCH_ENTRIES, HexKey, Opening, Openings, check},
    seal::{FileKey, OpenError, Opened, Recipients, Sealer},
};
use comity_store::{
    ReadTx, Store, StoreError,
    logs::{SealedEntry, each_sealed_in},
};
use comity_tlog::hash::sha256;

use super::{
    chains::{Chains, Whose},
    exchange::wrong_form,
    state, trust, withheld,
};
use crate::{
    attach, desk,
    error::NodeError,
    node::{Node, Result},
};

/// Acts whose keys came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reopened {
    /// Acts that open now.
    pub opened: u64,
    /// Acts of which no key was handed over.
    pub closed: u64,
}

/// Opens kept content: with our identities, else with the key that was handed over for it.
pub(crate) fn open(
    tx: &dyn ReadTx,
    sealer: &dyn Sealer,
    sealed: &[u8],
) -> std::result::Result<std::result::Result<Opened, OpenError>, StoreError> {
    let closed = match sealer.open(sealed) {
        Err(OpenError::NotForUs) => OpenError::NotForUs,
        other => return Ok(other),
    };
    let Some(kept) = tx.opening(&sha256(sealed))? else {
        return Ok(Err(closed));
    };
    Ok(open_kept(sealer, sealed, &kept))
}

fn open_kept(
    sealer: &dyn Sealer,
    sealed: &[u8],
    kept: &[u8],
) -> std::result::Result<Opened, OpenError> {
    let key = sealer.open(kept)?.plain;
    let key = <[u8; 16]>::try_from(key).map_err(|_| OpenError::Damaged)?;
    let file_key = FileKey::new(key);
    let plain = sealer.open_with(sealed, &file_key)?;
    Ok(Opened { plain, file_key })
}

/// A key on its way to where it is kept.
type Kept = (Hash, FileKey);

impl<S: Store> Node<S> {
    /// Hands the file keys of acts to a counterpart, sealed to its newest credential that is trusted here.
    pub(crate) fn answer_openings(
        &self,
        caller: &PartyName,
        whose: LogOf,
        generation: u32,
        from: u64,
    ) -> Result<Response> {
        let sealer = self.party.secrets().sealer.clone();
        let batch = self.record(|party, tx| {
            let state = state::load(tx, caller)?;
            if state.generation(generation).is_none() {
                return Ok(None);
            }
            let theirs = Origin {
                generation,
                ..state.their_origin()
            };
            let log = match whose {
                LogOf::Caller => theirs,
                LogOf::Answerer => theirs.opposite(),
            };
            let batch = batch(tx, &*sealer, log, from)?;
            let newest = trust::newest(party, tx, caller, true)?;
            let newest = newest.ok_or_else(|| NodeError::NoChannel(caller.clone()))?;
            let own = trust::own(party, tx)?;
            let to = newest.credential().seal_to(own.credential());
            Ok(Some((batch, to.ok_or(NodeError::NoSuite)?)))
        })?;
        let Some((batch, to)) = batch else {
            return Ok(Response::Nothing);
        };
        let to = Recipients {
            own: Vec::new(),
            ..to
        };
        let sealed = sealer.seal(&to, &batch.to_bytes()?);
        Ok(Response::Openings(
            sealed.map_err(comity_peer::act::ActError::from)?,
        ))
    }

    /// Takes the file keys of a log of which nothing opens, and keeps those that fit.
    pub(super) fn take_openings(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        generation: u32,
        whose: LogOf,
    ) -> Result<Reopened> {
        let state = self.channel(them)?;
        let ours = Origin {
            generation,
            ..state.our_origin()
        };
        let log = match whose {
            LogOf::Caller => ours,
            LogOf::Answerer => ours.opposite(),
        };
        let sealer = self.party.secrets().sealer.clone();
        let size = self.record(|_, tx| Ok(tx.size(&log)?))?;
        let (mut from, mut all) = (0, Reopened::default());
        while from < size {
            let request = Request::Openings {
                whose,
                generation,
                from,
            };
            let sealed = match transport.call(them, request)? {
                Response::Openings(sealed) => sealed,
                Response::Nothing => break,
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
                _ => return Err(wrong_form("openings")),
            };
            let batch = Openings::parse(&sealer.open(&sealed)?.plain, &log, from)?;
            let (opened, closed) = self.keep_batch(them, &log, &batch)?;
            all.opened = all.opened.saturating_add(opened);
            all.closed = all.closed.saturating_add(closed);
            if batch.to == from {
                break;
            }
            from = batch.to;
        }
        Ok(all)
    }

    /// Checks a batch against what is held and keeps its keys; how many acts it opened, and how many it left closed.
    fn keep_batch(&self, them: &PartyName, log: &Origin, batch: &Openings) -> Result<(u64, u64)> {
        let sealer = self.party.secrets().sealer.clone();
        let (acts, kept, closed, own) = self.record(|party, tx| {
            let chains = Chains::load(party, tx, them)?;
            let whose = match log.sender == party.me {
                true => Whose::Ours,
                false => Whose::Theirs,
            };
            let (mut acts, mut kept, mut closed) = (Vec::new(), Vec::new(), 0);
            each_sealed_in(tx, log, batch.from..batch.to, |index, entry| {
                let opening = batch.keys.iter().find(|one| one.index == index);
                let leaf = Leaf::parse(&entry.row.leaf)?;
                let act = match opening {
                    Some(opening) => Some(opened(&*sealer, &leaf, &entry, opening, &mut kept)?),
                    None => None,
                };
                closed += u64::from(entry.row.envelope.is_some() && act.is_none());
                let position = Position {
                    generation: log.generation,
                    index,
                };
                let envelope = act.as_ref().map(|act| &act.envelope);
                chains.hold_against(whose, position, &leaf, envelope)?;
                acts.extend(act.map(|act| (index, act)));
                Ok::<_, NodeError>(())
            })?;
            let own = trust::own(party, tx)?;
            Ok((acts, kept, closed, own))
        })?;
        let to = own.credential().seal_to(own.credential());
        let to = to.ok_or(NodeError::NoSuite)?;
        let sealed = kept
            .into_iter()
            .map(|(hash, key)| Ok((hash, seal_key(&*sealer, &to, &key)?)))
            .collect::<Result<Vec<_>>>()?;
        let (theirs, log) = (log.sender == *them, log.clone());
        let opened = u64::try_from(acts.len()).unwrap_or(u64::MAX);
        let them = them.clone();
        self.change_record(move |party, tx| {
            for (hash, key) in &sealed {
                tx.put_opening(hash, key)?;
            }
            if opened > 0 {
                // They were closed when they came.
                desk::clear(tx, &them)?;
            }
            for (index, act) in &acts {
                if theirs {
                    attach::announce(tx, act, &party.limits)?;
                } else {
                    let named = act.envelope.body.map(|body| body.sha256);
                    withheld::settle(tx, &log, *index, named)?;
                }
            }
            Ok(())
        })?;
        Ok((opened, closed))
    }
}

fn seal_key(sealer: &dyn Sealer, to: &Recipients, key: &FileKey) -> Result<Vec<u8>> {
    let to = Recipients {
        own: Vec::new(),
        ..to.clone()
    };
    let sealed = sealer.seal(&to, key.as_bytes());
    Ok(sealed.map_err(comity_peer::act::ActError::from)?)
}

/// An act that the keys open, which are put to those to be kept.
fn opened(
    sealer: &dyn Sealer,
    leaf: &Leaf,
    entry: &SealedEntry<'_>,
    opening: &Opening,
    kept: &mut Vec<Kept>,
) -> Result<OpenedAct> {
    let (row, envelope, body) = (&entry.row, entry.envelope.unwrap_or_default(), entry.body);
    // A key for what was erased, or did not come back, opens nothing.
    let opening = Opening {
        body: opening.body.clone().filter(|_| body.is_some()),
        ..opening.clone()
    };
    let act = check(sealer, leaf, envelope, body, &opening)?;
    kept.extend(row.envelope.map(|hash| (hash, act.envelope_key.clone())));
    let body = act.body.as_ref().zip(row.body);
    kept.extend(body.map(|(body, hash)| (hash, body.key.clone())));
    Ok(act)
}

/// The keys of the acts of a log from an entry on, as far as one batch goes.
fn batch(tx: &dyn ReadTx, sealer: &dyn Sealer, log: Origin, from: u64) -> Result<Openings> {
    let mut keys = Vec::new();
    let to = from.saturating_add(BATCH_ENTRIES);
    let to = each_sealed_in(tx, &log, from..to, |index, entry| {
        let Some(envelope) = key_of(tx, sealer, entry.envelope)? else {
            return Ok(());
        };
        keys.push(Opening {
            body: key_of(tx, sealer, entry.body)?,
            envelope,
            index,
        });
        Ok::<_, NodeError>(())
    })?;
    Ok(Openings {
        from,
        generation: log.generation,
        keys,
        log,
        to,
        v: V1,
    })
}

fn key_of(tx: &dyn ReadTx, sealer: &dyn Sealer, sealed: Option<&[u8]>) -> Result<Option<HexKey>> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    match open(tx, sealer, sealed)? {
        Ok(opened) => Ok(Some(HexKey(opened.file_key))),
        Err(OpenError::Fault(fault)) => Err(NodeError::File(fault)),
        Err(_) => Ok(None),
    }
}

/// The credential that an act issues, by its envelope.
pub(super) fn issued(envelope: &Envelope) -> Option<Hash> {
    named(envelope, super::renew::ISSUE)
}

/// The credential whose revocation an act records, by its envelope.
pub(super) fn revoked(envelope: &Envelope) -> Option<Hash> {
    named(envelope, super::renew::REVOKED)
}

fn named(envelope: &Envelope, kind: &str) -> Option<Hash> {
    let named = envelope.says.get("credential")?.as_str()?;
    (envelope.kind == kind)
        .then(|| named.parse().ok())
        .flatten()
}
