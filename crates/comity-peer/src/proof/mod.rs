//! Proofs for third parties: one archive of stock parts, built from values and checked without a node.
//!
//! `docs/protocol.md`, section 11. [`build`] puts together what the node
//! holds; [`verify`] needs the archive, the pinned credentials, and a sealer
//! that opens sealed bytes with their disclosed file key. A verifier takes
//! kind, deadline and absence only from what it has verified; what it says are
//! typed [`Fact`]s with sizes and times as signed, never a sentence.
//!
//! Out of scope: words (`comity-text`), and which parts of an act are disclosed (the node).

mod act;
mod archive;
pub mod beside;
pub mod build;
mod clocks;
mod error;
mod fact;
mod fork;
mod handed_back;
mod manifest;
mod revoked;
mod silence;
#[cfg(test)]
mod tests;
mod timing;
mod trust;

use crate::{credential::CredentialFile, seal::Sealer};

pub use error::ProofError;
pub use fact::{
    ClockFact, CredentialUse, Fact, ForkKind, Obligation, Part, ProofReport, Signed, Span,
    TaggedAct,
};
pub use manifest::{ActClaim, Depth, Manifest, ProofKind, Role};

use archive::Members;
use beside::{Beside, NothingBeside};
use trust::Trust;

/// The longest proof that is read, in bytes: it is held in memory.
pub const LIMIT: usize = 256 << 20;

/// Checks a proof with nothing but pinned credentials.
///
/// # Errors
/// The first part that does not prove what the proof claims; see [`ProofError`].
pub fn verify(
    bytes: &[u8],
    pinned: &[CredentialFile],
    sealer: &dyn Sealer,
) -> Result<ProofReport, ProofError> {
    verify_with(bytes, pinned, sealer, &NothingBeside)
}

/// The same where attachments may lie beside the proof.
///
/// # Errors
/// As [`verify`].
pub fn verify_with(
    bytes: &[u8],
    pinned: &[CredentialFile],
    sealer: &dyn Sealer,
    beside: &dyn Beside,
) -> Result<ProofReport, ProofError> {
    let mut members = Members::read(bytes)?;
    let manifest = Manifest::parse(&members.take(manifest::NAME)?)?;
    members.expect(archive::STATES, &archive::states())?;
    let mut proof = Verifier {
        trust: Trust::new(pinned, &mut members)?,
        members,
        sealer,
        beside,
        facts: Vec::new(),
    };
    revoked::verify(&mut proof)?;
    match manifest.kind {
        ProofKind::Fork => fork::verify(&mut proof)?,
        ProofKind::HandedBack => handed_back::verify(&mut proof)?,
        kind => verify_acts(&mut proof, kind, &manifest.acts)?,
    }
    proof.members.none_left()?;
    Ok(ProofReport {
        credentials: proof.trust.used(),
        facts: proof.facts,
        kind: manifest.kind,
    })
}

/// A proof with members put in, or taken out where the content is `None`: what a test does to it.
///
/// # Errors
/// Not the archive of a proof.
#[cfg(any(test, feature = "fixtures"))]
pub fn edit_archive(bytes: &[u8], edits: &[(&str, Option<&[u8]>)]) -> Result<Vec<u8>, ProofError> {
    let mut members = Members::read(bytes)?;
    for (name, content) in edits {
        match content {
            Some(content) => members.add((*name).to_owned(), content.to_vec()),
            None => {
                members.take(name)?;
            }
        }
    }
    members.write().ok_or(ProofError::Archive("too long"))
}

/// The members of a proof by name, in the order of the archive.
///
/// # Errors
/// Not the archive of a proof.
#[cfg(any(test, feature = "fixtures"))]
pub fn read_archive(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ProofError> {
    let mut members = Members::read(bytes)?;
    Ok(members.take_folder(""))
}

/// A proof on its way through verification.
struct Verifier<'a> {
    trust: Trust,
    members: Members,
    sealer: &'a dyn Sealer,
    beside: &'a dyn Beside,
    facts: Vec<Fact>,
}

fn verify_acts(
    proof: &mut Verifier<'_>,
    kind: ProofKind,
    claims: &[ActClaim],
) -> Result<(), ProofError> {
    let mut acts = Vec::new();
    for (number, claim) in (1..).zip(claims) {
        acts.push(act::verify(proof, number, claim)?);
    }
    for (act, claim) in acts.iter().zip(claims) {
        act.has_what(kind, claim.role)?;
    }
    match kind {
        ProofKind::Silent => silence::verify(proof, &acts),
        ProofKind::Timing => timing::verify(proof, &acts),
        _ => Ok(()),
    }
}
