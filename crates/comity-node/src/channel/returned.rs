//! Credentials after a loss: who governed what is read from the record that comes back.
//!
//! The keys, our own credentials and those that a person had trusted lie
//! beside the store and outlive it. From where on each governs stands in the
//! opening leaves and in the acts `credential.issue` and `credential.revoked`
//! (`docs/protocol.md`, sections 9 and 10): those of the other log are taken as
//! in any exchange, those of our own log here.

use comity_core::{Envelope, PartyName, leaf::Opening, record::Position};
use comity_peer::{
    act::{open_act, read_body},
    credential::CredentialFile,
    pouch::Entry,
    revocation::RevocationFile,
};
use comity_store::{ReadTx, Tx};

use super::{
    chains::{Chains, Whose},
    ingest::{carried, record_revocation},
    openings,
    renew::REVOKED,
};
use crate::node::{Party, Result};

/// The credentials of a party that are held, newest first; of others only trusted ones that
/// are not revoked.
pub(super) fn held(party: &Party, tx: &dyn ReadTx, of: &PartyName) -> Result<Vec<CredentialFile>> {
    let own = *of == party.me;
    let rows = tx.credentials(of)?;
    rows.iter()
        .rev()
        .filter(|row| own || (row.pinned && row.revocation.is_none()))
        .map(|row| party.credential(tx, &row.fingerprint))
        .collect()
}

/// Lets the credentials that our opening leaf names govern from its generation on.
pub(super) fn opened(
    party: &Party,
    tx: &dyn ReadTx,
    chains: &mut Chains,
    generation: u32,
    opening: &Opening,
) -> Result<()> {
    let named = |whose, before: &CredentialFile| {
        let of = &before.credential().party;
        let named = opening.credentials.iter().find(|one| one.party == *of);
        let file = named.and_then(|one| party.credential(tx, &one.credential).ok());
        (whose, file.unwrap_or_else(|| before.clone()))
    };
    let both = [Whose::Ours, Whose::Theirs].map(|whose| named(whose, chains.last(whose)));
    let [(_, ours), (_, theirs)] = &both;
    if chains.begin_at(generation) {
        chains.begin_with(ours.clone(), theirs.clone(), generation);
        return Ok(());
    }
    for (whose, file) in &both {
        if file.credential().serial > chains.last(*whose).credential().serial {
            chains.trust_anew(*whose, file, generation)?;
        }
    }
    Ok(())
}

/// Records again what an entry of our own log says of a revocation.
pub(super) fn revoked(
    party: &Party,
    tx: &mut dyn Tx,
    chains: &mut Chains,
    entry: &Entry,
    envelope: Option<&Envelope>,
    position: Position,
) -> Result<()> {
    if envelope.is_none_or(|envelope| envelope.kind != REVOKED) {
        return Ok(());
    }
    let sealer = party.secrets().sealer.clone();
    let opened = open_act(
        &*sealer,
        &entry.leaf,
        entry.envelope.as_deref(),
        entry.body(),
    );
    if let Ok(verdict) = opened
        && let Some(text) = carried(&verdict, REVOKED)
        && let Ok(file) = RevocationFile::parse(text.as_bytes())
    {
        record_revocation(tx, chains, Whose::Theirs, &file, position)?;
    }
    Ok(())
}

/// Records once more the revocations that both logs hold, now that the credentials which they
/// mean have come back with the other log, and that what was closed is open. With that the
/// places that were claimed for them are proven.
pub(super) fn revocations(
    party: &Party,
    tx: &mut dyn Tx,
    them: &PartyName,
    chains: &mut Chains,
) -> Result<()> {
    let sealer = party.secrets().sealer.clone();
    for said in tx.acts_of_channel(them, &[REVOKED])? {
        if said.void.is_some() {
            continue;
        }
        // The log of one side records what the other has revoked.
        let whose = match said.envelope.origin.sender == party.me {
            true => Whose::Theirs,
            false => Whose::Ours,
        };
        let body = match said.envelope.body {
            Some(body) => {
                let place = said.position.index;
                tx.sealed(&said.envelope.origin, place, &body.sha256)?
            }
            None => None,
        };
        let Some(sealed) = body else { continue };
        let Ok(opened) = openings::open(&*tx, &*sealer, &sealed)? else {
            continue;
        };
        let fields = read_body(&opened.plain, &said.envelope).unwrap_or_default();
        let text = fields.get("credential").and_then(|text| text.as_str());
        if let Some(Ok(file)) = text.map(|text| RevocationFile::parse(text.as_bytes())) {
            record_revocation(tx, chains, whose, &file, said.position)?;
        }
    }
    Ok(())
}
