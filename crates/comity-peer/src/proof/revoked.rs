//! Where the other side recorded that a credential is revoked: from that leaf on nothing counts under it.
//!
//! A revocation is made in advance and says nothing of time; what it ends is
//! told by the entry of the other log that records it, an act
//! `credential.revoked` (`docs/protocol.md`, section 10). Its envelope is
//! opened, since that names the credential; the file stands in the proof.

use comity_core::{Hash, Origin, record::Position};
use comity_tlog::tlog_proof::TlogProof;

use super::{
    Fact, ProofError, Verifier,
    act::{By, open_envelope, placed, signed},
    trust::key,
};
use crate::credential::CredentialFile;

/// The kind of the act that records a revocation.
const KIND: &str = "credential.revoked";

/// Takes in the records of the revocations of a proof; there need be none.
pub(super) fn verify(proof: &mut Verifier<'_>) -> Result<(), ProofError> {
    for file in proof.trust.revoked() {
        record(proof, &file)?;
    }
    Ok(())
}

fn record(proof: &mut Verifier<'_>, file: &CredentialFile) -> Result<(), ProofError> {
    let (party, serial) = key(file);
    let name = super::trust::member("recorded", &(party.clone(), serial));
    let Some(bytes) = proof.members.take_if_there(&format!("{name}.tlog-proof")) else {
        return Ok(());
    };
    let other = || ProofError::NotRecorded {
        party: party.clone(),
        serial,
    };
    let entry = TlogProof::parse(&bytes)?;
    let index = entry.index();
    let log: Origin = entry.checkpoint().origin.parse().map_err(|_| other())?;
    if log.reader != party {
        return Err(other());
    }
    let place = placed(proof, entry, &log, By::Sender)?;
    proof.trust.counts(&place.stated)?;
    let envelope = open_envelope(proof, &name, &place.leaf, &log)?;
    let named = envelope.says.get("credential");
    let named = named.and_then(|name| name.as_str()?.parse::<Hash>().ok());
    if envelope.kind != KIND || named != Some(file.fingerprint()) {
        return Err(other());
    }
    let position = Position {
        generation: log.generation,
        index,
    };
    proof.trust.recorded(file, log.sender.clone(), position);
    proof.facts.push(Fact::Revoked {
        party,
        serial,
        log,
        index,
        at: place.leaf.at,
        signed: signed(&place.stated),
    });
    Ok(())
}
