//! How long an answer took, by each side's own words.
//!
//! Each span has both ends on one side's clock, so that skew cancels
//! (design.md section 5, *Clocks*). Which limit applies and which pauses are
//! taken off is the domain's matter; a proof of two acts shows no pauses.

use super::{
    Fact, ProofError, Span, Verifier,
    act::{CoveredBy, ProvenAct},
};

/// Checks that the second act answers the first in one dossier, and takes both spans.
pub(super) fn verify(proof: &mut Verifier<'_>, acts: &[ProvenAct]) -> Result<(), ProofError> {
    let [request, answer] = acts else {
        return Err(ProofError::Claim);
    };
    let one_dossier = match (&request.envelope, &answer.envelope) {
        (Some(asked), Some(answered)) => {
            asked.dossier.is_some() && asked.dossier == answered.dossier
        }
        _ => false,
    };
    if !one_dossier || answer.log != request.log.opposite() {
        return Err(ProofError::OtherEnvelope);
    }
    let (seen, heard) = (covering(request)?, covering(answer)?);
    if answer.index < seen.index {
        return Err(ProofError::NotFirstCovering);
    }
    proof.facts.push(Fact::Timing {
        request: request.index,
        answer: answer.index,
        answerer: Span {
            from: seen.leaf.at,
            to: answer.leaf.at,
        },
        requester: Span {
            from: request.leaf.at,
            to: heard.leaf.at,
        },
    });
    Ok(())
}

fn covering(act: &ProvenAct) -> Result<&CoveredBy, ProofError> {
    let covered = act.covered.as_ref().ok_or(ProofError::NotFirstCovering)?;
    if covered.leaf.bad.contains(&act.index) {
        Err(ProofError::CalledBad)
    } else {
        Ok(covered)
    }
}
