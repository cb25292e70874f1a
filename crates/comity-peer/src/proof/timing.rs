//! How long an answer took, by each side's own words.
//!
//! Each span has both ends on one side's clock, so that skew cancels
//! (`docs/protocol/acts.md`, section 6). Limits and verdicts are the domain's;
//! pauses count as far as the proof shows the acts that make them.

use super::{
    Fact, ProofError, Span, Verifier,
    act::{CoveredBy, ProvenAct},
    clocks::{proven, stopped},
};

/// Checks that the second act answers the first in one dossier, and takes both spans.
pub(super) fn verify(proof: &mut Verifier<'_>, acts: &[ProvenAct]) -> Result<(), ProofError> {
    let [request, answer, ..] = acts else {
        return Err(ProofError::Claim);
    };
    one_dossier(acts, request)?;
    if answer.log != request.log.opposite() {
        return Err(ProofError::OtherEnvelope);
    }
    let (seen, heard) = (covering(request)?, covering(answer)?);
    if answer.index < seen.index {
        return Err(ProofError::NotFirstCovering);
    }
    let said = acts.iter().map(proven).collect::<Result<Vec<_>, _>>()?;
    let by = said.get(1).ok_or(ProofError::Claim)?.position;
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
        clocks: stopped(&said, by, heard.leaf.at.max(answer.leaf.at)),
    });
    Ok(())
}

/// All acts are of the dossier that the request opens, in its two logs, and tagged by its key.
fn one_dossier(acts: &[ProvenAct], request: &ProvenAct) -> Result<(), ProofError> {
    let asked = request.envelope.as_ref().ok_or(ProofError::Claim)?;
    let key = asked.key.as_ref().ok_or(ProofError::DossierKey)?;
    for act in acts {
        let envelope = act.envelope.as_ref().ok_or(ProofError::Claim)?;
        let here = act.log == request.log || act.log == request.log.opposite();
        let tagged = act
            .leaf
            .act
            .is_some_and(|hash| act.leaf.re == Some(key.tag(&hash)));
        if !here || envelope.dossier != asked.dossier {
            return Err(ProofError::OtherEnvelope);
        }
        if !tagged {
            return Err(ProofError::DossierKey);
        }
    }
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
