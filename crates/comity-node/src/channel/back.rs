//! Keeping what came back of our own log: notes, entries, sealed bytes, tombstones.
//!
//! The bytes of each entry are held against its leaf and its envelope before
//! anything is kept (`docs/protocol.md`, section 9). A tombstone whose envelope
//! stays closed erases nothing ([`withheld`]).

use comity_core::{Envelope, Hash, Leaf, Origin, record::Position};
use comity_peer::{
    channel::{Adopted, ChannelState, NotAccepted, Refusal},
    pouch::{Content, Entry},
};
use comity_store::{
    ReadTx, Tx,
    logs::{EntryRow, SealedEntry},
    notes::{NoteKind, NoteRow},
};
use comity_tlog::hash::sha256;

use super::{
    chains::{Chains, Whose},
    lost, notify, openings, returned, withheld,
};
use crate::{
    desk::{self, opened::envelopes},
    node::{Party, Result},
};

/// Of the body that an entry brought, also where it was erased.
fn fingerprint(entry: &Entry) -> Option<Hash> {
    match entry.body.as_ref()? {
        Content::Sealed(bytes) => Some(sha256(bytes)),
        Content::Erased(tombstone) => Some(tombstone.fingerprint),
    }
}

/// Writes entries of our own log that came back.
pub(super) fn keep(
    party: &Party,
    tx: &mut dyn Tx,
    state: &ChannelState,
    chains: &mut Chains,
    origin: &Origin,
    adopted: Adopted,
) -> Result<()> {
    let checkpoint = Some((adopted.checkpoint, NoteKind::OwnCheckpoint));
    let receipt = adopted
        .receipt
        .map(|receipt| (receipt, NoteKind::ReceiptFromThem));
    for (checked, kind) in checkpoint.into_iter().chain(receipt) {
        let row = NoteRow {
            size: checked.size,
            time: checked.at,
            bytes: checked.note,
        };
        tx.put_note(origin, kind, &row)?;
    }
    let Some((first, _)) = adopted.entries.first() else {
        return Ok(());
    };
    let start = first.index;
    notify::entries_came_back(tx, &state.them)?;
    if let Some(opening) = &first.leaf.open {
        returned::opened(party, &*tx, chains, origin.generation, opening)?;
        if state.holds_what_does_not_count() {
            // What had effect until now is void from here on.
            desk::clear(tx, &state.them)?;
        }
    }
    let mut rows = Vec::with_capacity(adopted.entries.len());
    let opened = envelopes(
        party,
        &*tx,
        adopted
            .entries
            .iter()
            .map(|(entry, _)| (entry.leaf.clone(), entry.envelope.clone()))
            .collect(),
    )?;
    for ((entry, hash), (_, opened)) in adopted.entries.iter().zip(opened) {
        let body = fingerprint(entry);
        let named = opened
            .as_ref()
            .map(|envelope| envelope.body.map(|body| body.sha256));
        let envelope = entry.envelope.as_deref().map(sha256);
        if envelope != entry.leaf.act || named.is_some_and(|named| named != body) {
            let index = entry.index;
            return Err(NotAccepted::from(Refusal::MissingBytes { index }).into());
        }
        if let Some(Content::Erased(tombstone)) = &entry.body {
            // An envelope that opened names this very body, as was just seen.
            if opened.is_none() || !withheld::obey(tx, origin, tombstone)? {
                withheld::put(tx, origin, entry.index, tombstone)?;
            }
        }
        rows.push(SealedEntry {
            row: EntryRow {
                leaf: entry.leaf_bytes.clone(),
                leaf_hash: *hash,
                envelope: entry.leaf.act,
                body,
            },
            envelope: entry.envelope.as_deref(),
            body: entry.body(),
        });
        let position = Position {
            generation: origin.generation,
            index: entry.index,
        };
        follow(party, tx, chains, position, &entry.leaf, opened.as_ref())?;
        returned::revoked(party, tx, chains, entry, opened.as_ref(), position)?;
    }
    tx.append(origin, start, &rows)?;
    chains.save(tx, &state.them)
}

/// Lets our chain follow a credential that came back with its act, and holds the entry against it.
fn follow(
    party: &Party,
    tx: &dyn ReadTx,
    chains: &mut Chains,
    position: Position,
    leaf: &Leaf,
    envelope: Option<&Envelope>,
) -> Result<()> {
    let told = envelope.and_then(openings::issued);
    let known = |hash: &Hash| {
        let mut links = chains.ours.links();
        links.any(|link| link.file.fingerprint() == *hash)
    };
    if let Some(hash) = told.filter(|hash| !known(hash)) {
        let file = party.credential(tx, &hash)?;
        chains.issue(Whose::Ours, &file, position)?;
    }
    chains.hold_revocations_against(Whose::Ours, position, leaf, envelope)?;
    if leaf.open.is_some() && !lost::keys(party) {
        // Our own word under a key that is here; where the generation never came in force,
        // the counterpart's list may rightly say otherwise.
        return Ok(());
    }
    Ok(chains.hold_against(Whose::Ours, position, leaf, envelope)?)
}
