//! That the other side said nothing that answers, up to its own signature.
//!
//! The proof holds every leaf of the silent side's log from the one before the
//! first that had seen the request to the end, the subtree hashes left of
//! them, and that side's own checkpoint with its fresh line. The dossier key
//! finds the leaves of the dossier among them; each of these is opened. Of the
//! others a verifier learns number, times and sizes.

use comity_core::{DossierId, Envelope, Leaf, id::DossierKey, record::Said};
use comity_tlog::{
    frontier::Frontier,
    hash::{Hash, leaf_hash},
    tile::bundle_entries,
};

use super::{
    Fact, ProofError, TaggedAct, Verifier,
    act::{ProvenAct, is_first, open_envelope, signed, unhex},
    clocks::{covered, obligation, said},
};
use crate::judge::{Before, leaf_follows};

/// The longest part of a log in a proof.
const ENTRIES: usize = 1_000_000;

/// Checks the silence after the first of these acts.
pub(super) fn verify(proof: &mut Verifier<'_>, acts: &[ProvenAct]) -> Result<(), ProofError> {
    let request = acts.first().ok_or(ProofError::Claim)?;
    let asked = request.envelope.as_ref().ok_or(ProofError::Claim)?;
    let dossier = asked.dossier.clone().ok_or(ProofError::DossierKey)?;
    let key = dossier_key(proof, request, &dossier)?;
    for context in acts.iter().skip(1) {
        belongs(context, request, &dossier, &key)?;
    }
    let log = request.log.opposite();
    let Tail {
        start,
        leaves,
        stated,
    } = tail(proof, request)?;
    let (before, rest) = leaves.split_first().ok_or(ProofError::NotFirstCovering)?;
    let covering = rest.first().ok_or(ProofError::NotFirstCovering)?;
    is_first(before, covering, request.index)?;
    if covering.bad.contains(&request.index) {
        return Err(ProofError::CalledBad);
    }
    let from = start + 1;
    let mut shown = Vec::new();
    for act in acts {
        shown.push(heard(act, from, rest)?);
    }
    let mut said_back = Vec::new();
    // The latest of all leaves shown: what is older than these can only make an
    // act void that is taken for an answer here, which never helps the claim.
    let mut latest = Some(Before::and(None, before));
    for (index, leaf) in (from..).zip(rest) {
        let void = leaf_follows(latest, leaf);
        latest = Some(Before::and(latest, leaf));
        if is_tagged(leaf, &key) {
            let envelope = open_envelope(proof, &format!("silence/{index}"), leaf, &log)?;
            if envelope.dossier.as_ref() != Some(&dossier) {
                return Err(ProofError::OtherEnvelope);
            }
            shown.push(said(&log, (index, leaf, &envelope), None, void)?);
            said_back.push(tagged(index, leaf, envelope));
        }
    }
    proof.facts.push(Fact::Silence {
        log,
        request: request.index,
        obligation: obligation(&shown, stated.checked.at)?,
        dossier,
        from,
        signed: signed(&stated),
        others: u64::try_from(rest.len() - said_back.len()).unwrap_or(u64::MAX),
        acts: said_back,
    });
    Ok(())
}

/// An act of the asking side with the first of these leaves of the other that covers it.
fn heard(act: &ProvenAct, from: u64, leaves: &[Leaf]) -> Result<Said, ProofError> {
    let envelope = act.envelope.as_ref().ok_or(ProofError::Claim)?;
    let by = (from..)
        .zip(leaves)
        .find(|(_, leaf)| leaf.seen.size > act.index);
    let by = by.map(|(by, leaf)| covered(&act.log, act.index, by, leaf));
    said(&act.log, (act.index, &act.leaf, envelope), by, None)
}

/// The end of the silent side's log, as its own checkpoint signs it.
struct Tail {
    start: u64,
    leaves: Vec<Leaf>,
    stated: super::trust::Stated,
}

/// Rebuilds the log from the subtrees on the left and the leaves, and compares the root.
fn tail(proof: &mut Verifier<'_>, request: &ProvenAct) -> Result<Tail, ProofError> {
    let log = request.log.opposite();
    let stated = proof
        .trust
        .checkpoint(&proof.members.take("silence/checkpoint")?, &log)?;
    proof.trust.counts(&stated)?;
    let start = number(&proof.members.take("silence/start")?)?;
    let mut frontier = Frontier::from_parts(start, hashes(&proof.members.take("silence/left")?)?)?;
    let bundle = proof.members.take("silence/leaves")?;
    let mut leaves = Vec::new();
    for entry in bundle_entries(&bundle).take(ENTRIES) {
        let entry = entry?;
        frontier.push(leaf_hash(entry), |_, _, _| ());
        leaves.push(Leaf::parse(entry).map_err(ProofError::Leaf)?);
    }
    if frontier.size() == stated.checked.size && frontier.root() == stated.checked.root {
        Ok(Tail {
            start,
            leaves,
            stated,
        })
    } else {
        Err(ProofError::Root)
    }
}

/// The dossier key, which must make the tag of the request.
fn dossier_key(
    proof: &mut Verifier<'_>,
    request: &ProvenAct,
    dossier: &DossierId,
) -> Result<DossierKey, ProofError> {
    let key = unhex(&proof.members.take("silence/dossier-key")?).map(DossierKey::new);
    let key = key.ok_or(ProofError::DossierKey)?;
    belongs(request, request, dossier, &key)?;
    Ok(key)
}

/// Whether an act is of the request's log and dossier.
fn belongs(
    act: &ProvenAct,
    request: &ProvenAct,
    dossier: &DossierId,
    key: &DossierKey,
) -> Result<(), ProofError> {
    let envelope = act.envelope.as_ref().ok_or(ProofError::Claim)?;
    if act.log != request.log || envelope.dossier.as_ref() != Some(dossier) {
        return Err(ProofError::OtherEnvelope);
    }
    if is_tagged(&act.leaf, key) {
        Ok(())
    } else {
        Err(ProofError::DossierKey)
    }
}

fn is_tagged(leaf: &Leaf, key: &DossierKey) -> bool {
    leaf.act.is_some_and(|act| leaf.re == Some(key.tag(&act)))
}

fn tagged(index: u64, leaf: &Leaf, envelope: Envelope) -> TaggedAct {
    TaggedAct {
        index,
        at: leaf.at,
        id: envelope.id,
        kind: envelope.kind,
    }
}

/// A decimal without leading zeroes and a newline.
fn number(text: &[u8]) -> Result<u64, ProofError> {
    let wrong = || ProofError::MemberUnknown("silence/start".to_owned());
    let text = std::str::from_utf8(text).map_err(|_| wrong())?;
    let number: u64 = text
        .strip_suffix('\n')
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(wrong)?;
    if format!("{number}\n") == text {
        Ok(number)
    } else {
        Err(wrong())
    }
}

/// Hashes in base64, a line each.
fn hashes(text: &[u8]) -> Result<Vec<Hash>, ProofError> {
    let wrong = || ProofError::MemberUnknown("silence/left".to_owned());
    let text = std::str::from_utf8(text).map_err(|_| wrong())?;
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(wrong());
    }
    text.lines()
        .map(|line| Ok(Hash::from_base64(line)?))
        .collect()
}
