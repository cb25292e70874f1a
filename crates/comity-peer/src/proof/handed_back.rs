//! What a counterpart handed back in a recovery: its own signature over it, made then.
//!
//! The note is a receipt like any other (`docs/protocol.md`, section 5). By
//! its time its signer held the log up to this size; the statement of the
//! timestamped lines is that it knew of no larger one.

use comity_tlog::{checkpoint::Checkpoint, note::SignedNote};

use super::{Fact, ProofError, Verifier, act::signed};
use crate::statement::StatementError;

/// The member.
pub(super) const NAME: &str = "handed-back/receipt";

/// Checks the receipt.
pub(super) fn verify(proof: &mut Verifier<'_>) -> Result<(), ProofError> {
    let bytes = proof.members.take(NAME)?;
    let note = SignedNote::parse(&bytes).map_err(StatementError::from)?;
    let checkpoint = Checkpoint::parse_plain(note.text()).map_err(StatementError::from)?;
    let log = checkpoint.origin.parse().map_err(|_| {
        let found = checkpoint.origin;
        StatementError::Origin { found }
    })?;
    let stated = proof.trust.receipt(&bytes, &log)?;
    proof.trust.counts(&stated)?;
    proof.facts.push(Fact::HandedBack {
        log,
        root: checkpoint.root,
        signed: signed(&stated),
    });
    Ok(())
}
