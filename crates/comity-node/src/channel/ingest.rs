//! Taking in a pouch: verify, open, make durable; signatures come after.
//!
//! Envelopes and bodies are opened before the transaction, since that is the
//! most costly step; inside it everything else is judged and written at once:
//! entries, sealed bytes, notes, the leaf that covers them, the state, and what
//! will be signed.

use std::collections::BTreeMap;

use comity_core::{
    PartyName, Time,
    mutant::{Mutant, broken},
    record::Position,
};
use comity_peer::{
    act::{OpenActError, Verdict, open_act},
    channel::{
        Accepted, Arrival, Came, ChannelState, Event, Evidence, NotAccepted, Speakers, TheirEntry,
    },
    credential::{CredentialFile, verify_successor},
    pouch::{Entry, Pouch},
    revocation::RevocationFile,
    seal::Sealer,
};
use comity_store::{
    ReadTx, Store, Tx,
    credentials::{CredentialRow, EvidenceRow},
    logs::{EntryRow, SealedEntry},
    notes::{NoteKind, NoteRow},
};
use comity_tlog::hash::sha256;

use super::{
    append, attachments,
    chains::{Chains, Whose},
    forked,
    held::Held,
    returned, state,
};
use crate::{
    cores::{self, FEW},
    error::NodeError,
    node::{Node, Party, Result},
};

/// What a pouch brought.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Taken {
    /// It was accepted.
    Accepted {
        /// New entries of their log.
        brought: u64,
        /// What happened.
        events: Vec<Event>,
        /// Whether they hold entries that the pouch did not.
        more: bool,
    },
    /// They contradict themselves: the channel is frozen and the evidence kept.
    Misbehaved(Box<Evidence>),
}

/// A pouch whose acts were opened.
pub(crate) struct Prepared {
    pouch: Pouch,
    verdicts: BTreeMap<u64, Verdict>,
    more: bool,
    came: Came,
}

impl<S: Store> Node<S> {
    /// Opens the acts of a pouch that are new here.
    pub(crate) fn prepare(&self, pouch: Pouch, came: Came) -> Result<Prepared> {
        let them = pouch.header.from.clone();
        let generation = pouch.header.generation;
        let held = self.record(|_, tx| {
            let state = state::load(tx, &them)?;
            let held = state
                .generation(generation)
                .map(|one| one.theirs.head.size());
            Ok(held.unwrap_or(u64::MAX))
        })?;
        let new = pouch
            .entries
            .iter()
            .filter(|entry| entry.index >= held && entry.leaf.act.is_some())
            .collect();
        let sealer = self.party.secrets().sealer.clone();
        let verdicts = open_all(&*sealer, new)?;
        let more = !pouch.consistency.is_empty();
        Ok(Prepared {
            pouch,
            verdicts,
            more,
            came,
        })
    }
}

/// Opens acts on all cores; ones that lack bytes get no verdict, and the pouch is refused for that.
fn open_all(sealer: &dyn Sealer, new: Vec<&Entry>) -> Result<BTreeMap<u64, Verdict>> {
    let one = |entry: &Entry| {
        let body = entry.body();
        match open_act(sealer, &entry.leaf, entry.envelope.as_deref(), body) {
            Ok(verdict) => Ok(Some((entry.index, verdict))),
            Err(OpenActError::Missing(_)) => Ok(None),
            Err(OpenActError::Fault(fault)) => Err(NodeError::File(fault)),
        }
    };
    Ok(cores::each(FEW, new, &one)?.into_iter().flatten().collect())
}

/// Judges a prepared pouch and writes what it brings, with the leaf that covers it.
///
/// The state is changed here and saved by the caller.
pub(crate) fn take(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    chains: &mut Chains,
    prepared: Prepared,
    now: Time,
) -> Result<Taken> {
    let them = state.them.clone();
    let (generation, came) = (prepared.pouch.header.generation, prepared.came);
    let ahead = credentials_ahead(&them, &prepared.pouch);
    if let Some(evidence) = forked::in_acts(&*tx, state, &prepared.verdicts, &ahead)? {
        state.freeze(evidence.fork);
        keep_evidence(tx, &them, &evidence, now)?;
        return Ok(Taken::Misbehaved(evidence));
    }
    let coming = coming_credentials(party, &*tx, chains, &prepared.verdicts)?;
    let ahead = following(coming.last().unwrap_or(chains.last(Whose::Theirs)), ahead);
    let accepted = accept(party, &*tx, state, chains, prepared, (&coming, &ahead), now)?;
    for file in &ahead {
        // Whatever is signed under it can be shown to others, also should no act ever issue it.
        put_credential(tx, file, false)?;
    }
    let (accepted, more) = match accepted {
        Ok(accepted) => accepted,
        Err(evidence) => {
            keep_evidence(tx, &them, &evidence, now)?;
            return Ok(Taken::Misbehaved(evidence));
        }
    };
    let brought = u64::try_from(accepted.entries.len()).unwrap_or(u64::MAX);
    let events = accepted.events.clone();
    if matches!(came, Came::Returned | Came::AfterLoss) {
        hold_revocations_against(chains, generation, &accepted)?;
    }
    write(party, tx, state, chains, generation, accepted)?;
    append::cover(party, tx, state, now)?;
    Ok(Taken::Accepted {
        brought,
        events,
        more,
    })
}

/// Holds what came back of their log against the places that were claimed for revocations.
fn hold_revocations_against(chains: &Chains, generation: u32, accepted: &Accepted) -> Result<()> {
    for taken in &accepted.entries {
        let index = taken.entry.index;
        let position = Position { generation, index };
        let envelope = match &taken.verdict {
            Some(Verdict::Good(act)) => Some(&act.envelope),
            _ => None,
        };
        chains.hold_revocations_against(Whose::Theirs, position, &taken.entry.leaf, envelope)?;
    }
    Ok(())
}

type Judged = std::result::Result<(Accepted, bool), Box<Evidence>>;

fn accept(
    party: &Party,
    tx: &dyn ReadTx,
    state: &mut ChannelState,
    chains: &Chains,
    prepared: Prepared,
    (coming, ahead): (&[CredentialFile], &[CredentialFile]),
    now: Time,
) -> Result<Judged> {
    let Prepared {
        pouch,
        verdicts,
        more,
        came,
    } = prepared;
    let generation = pouch.header.generation;
    let held = state
        .generation(generation)
        .map_or(0, |one| one.theirs.head.size());
    let (may, revoked) = chains.speakers(generation, held, coming);
    let ahead: Vec<_> = ahead.iter().map(CredentialFile::credential).collect();
    let ours = comity_core::Origin {
        generation,
        ..state.our_origin()
    };
    let theirs = ours.opposite();
    let arrival = Arrival {
        pouch,
        verdicts,
        speakers: Speakers {
            ahead: &ahead,
            may: &may,
            revoked: &revoked,
        },
        now,
        quota: party.limits.quota.saturating_sub(used(tx, &state.them)?),
        came,
    };
    let judged = state.accept(arrival, &Held::ours(tx, &ours), &Held::theirs(tx, &theirs));
    match judged {
        Ok(accepted) => Ok(Ok((accepted, more))),
        Err(NotAccepted::Misbehaved(evidence)) => Ok(Err(evidence)),
        Err(other) => Err(other.into()),
    }
}

/// Credentials beyond those that govern yet, oldest first: ones that we trust, and ones that
/// this very pouch issues, since the checkpoint over it is signed under them already.
fn coming_credentials(
    party: &Party,
    tx: &dyn ReadTx,
    chains: &Chains,
    verdicts: &BTreeMap<u64, Verdict>,
) -> Result<Vec<CredentialFile>> {
    let mut last = chains.theirs.last().file.clone();
    let serial = last.credential().serial;
    let trusted = returned::held(party, tx, &last.credential().party)?;
    let trusted = trusted.into_iter().rev();
    let mut coming: Vec<_> = trusted
        .filter(|file| file.credential().serial > serial)
        .collect();
    let issued = verdicts
        .values()
        .filter_map(|verdict| carried(verdict, "credential.issue"));
    for text in issued {
        if let Ok(file) = CredentialFile::parse(text.as_bytes())
            && verify_successor(&last, &file).is_ok()
        {
            coming.push(file.clone());
            last = file;
        }
    }
    Ok(coming)
}

/// The sound credentials of a counterpart that its pouch carries for entries to come, oldest first.
fn credentials_ahead(them: &PartyName, pouch: &Pouch) -> Vec<CredentialFile> {
    let files = pouch.credentials.iter();
    let files = files.filter_map(|(_, file)| CredentialFile::parse(file).ok());
    files
        .filter(|file| file.credential().party == *them)
        .collect()
}

/// Those of them that follow this credential, each signed by the key of the one before.
fn following(last: &CredentialFile, files: Vec<CredentialFile>) -> Vec<CredentialFile> {
    let mut follow: Vec<CredentialFile> = Vec::with_capacity(files.len());
    for file in files {
        if verify_successor(follow.last().unwrap_or(last), &file).is_ok() {
            follow.push(file);
        }
    }
    follow
}

/// The file in the body of an act of this kind.
pub(super) fn carried<'a>(verdict: &'a Verdict, kind: &str) -> Option<&'a str> {
    match verdict {
        Verdict::Good(act) if act.envelope.kind == kind => {
            act.body.as_ref()?.fields.get("credential")?.as_str()
        }
        _ => None,
    }
}

fn write(
    party: &Party,
    tx: &mut dyn Tx,
    state: &mut ChannelState,
    chains: &mut Chains,
    generation: u32,
    accepted: Accepted,
) -> Result<()> {
    let them = state.them.clone();
    let ours = comity_core::Origin {
        generation,
        ..state.our_origin()
    };
    let theirs = ours.opposite();
    for (note, origin, kind) in [
        (accepted.checkpoint, &theirs, NoteKind::TheirCheckpoint),
        (accepted.receipt, &ours, NoteKind::ReceiptFromThem),
    ] {
        if let Some(checked) = note {
            let row = NoteRow {
                size: checked.size,
                time: checked.at,
                bytes: checked.note,
            };
            tx.put_note(origin, kind, &row)?;
        }
    }
    let rows: Vec<_> = accepted.entries.iter().map(row_of).collect();
    if let Some(first) = accepted.entries.first() {
        let sealed = tx.append(&theirs, first.entry.index, &rows)?;
        let leaves = rows.iter().map(|entry| entry.row.leaf.len() as u64);
        add_used(tx, &them, leaves.fold(sealed, u64::saturating_add))?;
    }
    drop(rows);
    for taken in &accepted.entries {
        let position = Position {
            generation,
            index: taken.entry.index,
        };
        take_credential(tx, &them, chains, taken, position)?;
        if let Some(Verdict::Good(act)) = taken.verdict.as_ref() {
            crate::attach::announce(tx, act, &party.limits)?;
            party.ahead.keep(&taken.entry.leaf, act.envelope.clone());
        }
    }
    attachments::note_held(tx, &accepted.events, &them)?;
    chains.save(tx, &them)
}

fn row_of(taken: &TheirEntry) -> SealedEntry<'_> {
    let entry = &taken.entry;
    // A body that an envelope does not name is of no act, and not kept.
    let body = match &taken.verdict {
        Some(Verdict::Good(act)) => act.envelope.body.map(|body| body.sha256),
        _ => entry.body().map(sha256),
    };
    SealedEntry {
        row: EntryRow {
            leaf: entry.leaf_bytes.clone(),
            leaf_hash: taken.leaf_hash,
            envelope: entry.leaf.act,
            body,
        },
        envelope: entry.envelope.as_deref(),
        body: entry.body(),
    }
}

/// A credential that this entry issues, or a revocation that it records.
fn take_credential(
    tx: &mut dyn Tx,
    them: &PartyName,
    chains: &mut Chains,
    taken: &TheirEntry,
    position: Position,
) -> Result<()> {
    let Some(verdict) = taken.verdict.as_ref().filter(|_| taken.void.is_none()) else {
        return Ok(());
    };
    if let Some(text) = carried(verdict, "credential.issue")
        && let Ok(file) = CredentialFile::parse(text.as_bytes())
        && file.credential().party == *them
        && chains.issue(Whose::Theirs, &file, position).is_ok()
    {
        put_credential(tx, &file, true)?;
    }
    if let Some(text) = carried(verdict, "credential.revoked")
        && let Ok(file) = RevocationFile::parse(text.as_bytes())
    {
        // What they record counts against our credential; of their own they can only tell us.
        record_revocation(tx, chains, Whose::Ours, &file, position)?;
    }
    Ok(())
}

/// Records a revocation that a leaf of the other side carries, when it is sound.
pub(crate) fn record_revocation(
    tx: &mut dyn Tx,
    chains: &mut Chains,
    whose: Whose,
    file: &RevocationFile,
    recorded: Position,
) -> Result<()> {
    keep_revocation(tx, file, || chains.revoke(whose, file, recorded))
}

/// Notes a revocation that was handed over, when it is sound; its place is a claim.
pub(super) fn claim_revocation(
    tx: &mut dyn Tx,
    chains: &mut Chains,
    whose: Whose,
    file: &RevocationFile,
    claimed: Position,
) -> Result<()> {
    keep_revocation(tx, file, || chains.claim(whose, file, claimed))
}

fn keep_revocation(
    tx: &mut dyn Tx,
    file: &RevocationFile,
    note: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let Some(mut row) = tx.credential(&file.revocation().credential)? else {
        return Ok(());
    };
    if note().is_ok() {
        row.revocation = Some(file.bytes().to_vec());
        tx.put_credential(&row)?;
    }
    Ok(())
}

/// Keeps a credential file.
pub(crate) fn put_credential(tx: &mut dyn Tx, file: &CredentialFile, pinned: bool) -> Result<()> {
    let kept = tx.credential(&file.fingerprint())?;
    let row = CredentialRow {
        party: file.credential().party.clone(),
        serial: u64::from(file.credential().serial),
        fingerprint: file.fingerprint(),
        file: file.bytes().to_vec(),
        pinned: pinned || kept.as_ref().is_some_and(|kept| kept.pinned),
        revocation: kept.and_then(|kept| kept.revocation),
    };
    Ok(tx.put_credential(&row)?)
}

/// Keeps the two artefacts of a fork as one file.
pub(super) fn keep_evidence(
    tx: &mut dyn Tx,
    them: &PartyName,
    evidence: &Evidence,
    now: Time,
) -> Result<()> {
    if broken(Mutant::NoEvidence) {
        return Ok(());
    }
    let bytes = super::evidence::encode(evidence)?;
    let row = EvidenceRow {
        hash: sha256(&bytes),
        code: evidence.fork.code().to_owned(),
        at: now,
        bytes,
    };
    tx.put_evidence(them, &row)?;
    Ok(())
}

fn used_key(them: &PartyName) -> String {
    format!("channel.used.{them}")
}

/// Bytes that this counterpart has stored here.
fn used(tx: &dyn ReadTx, them: &PartyName) -> Result<u64> {
    let text = tx.setting(&used_key(them))?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn add_used(tx: &mut dyn Tx, them: &PartyName, bytes: u64) -> Result<()> {
    let sum = used(&*tx, them)?.saturating_add(bytes);
    Ok(tx.set_setting(&used_key(them), Some(&sum.to_string()))?)
}
