//! One act of a proof: said, delivered, covered, complete, opened.

use comity_core::{
    Envelope, Hash, Leaf, Origin,
    envelope::{AttachmentRef, PART},
    record::Position,
};
use comity_tlog::{
    frontier::Frontier,
    hash::{leaf_hash, sha256},
    tlog_proof::TlogProof,
};

use super::{
    ActClaim, Depth, Fact, Part, ProofError, ProofKind, Role, Signed, Verifier,
    beside::{self, FoundBeside},
    trust::Stated,
};
use crate::{
    act::{read_body, read_envelope},
    seal::FileKey,
};

/// What was found of an act.
pub(super) struct ProvenAct {
    pub(super) log: Origin,
    pub(super) index: u64,
    pub(super) leaf: Leaf,
    pub(super) delivered: bool,
    pub(super) covered: Option<CoveredBy>,
    pub(super) complete: bool,
    pub(super) envelope: Option<Envelope>,
}

/// The first leaf of the other log that covers an entry.
pub(super) struct CoveredBy {
    pub(super) index: u64,
    pub(super) leaf: Leaf,
}

/// An entry under a signed checkpoint.
pub(super) struct Placed {
    pub(super) leaf: Leaf,
    bytes: Vec<u8>,
    pub(super) stated: Stated,
}

/// Who signed the checkpoint over an entry.
#[derive(Clone, Copy)]
pub(super) enum By {
    Sender,
    Reader,
}

impl ProvenAct {
    /// Whether all is there that this kind of proof asks of each act.
    pub(super) fn has_what(&self, kind: ProofKind, role: Role) -> Result<(), ProofError> {
        let (lacks, part) = match kind {
            _ if role == Role::Context => (self.envelope.is_none(), "envelope.age"),
            ProofKind::Said | ProofKind::Fork | ProofKind::HandedBack => return Ok(()),
            ProofKind::Delivered => (!self.delivered, "delivered.tlog-proof"),
            ProofKind::Complete => (!(self.delivered && self.complete), "held-1.tlog-proof"),
            ProofKind::Opened => (self.envelope.is_none(), "envelope.age"),
            ProofKind::Silent => (!(self.delivered && self.envelope.is_some()), "envelope.age"),
            ProofKind::Timing => (
                !(self.covered.is_some() && self.envelope.is_some()),
                "covering.tlog-proof",
            ),
        };
        if lacks {
            Err(ProofError::MemberMissing(part.to_owned()))
        } else {
            Ok(())
        }
    }
}

/// Checks all parts of the act in folder `number`.
pub(super) fn verify(
    proof: &mut Verifier<'_>,
    number: usize,
    claim: &ActClaim,
) -> Result<ProvenAct, ProofError> {
    let (log, index) = (claim.log.clone(), claim.index);
    let said = place(
        proof,
        &format!("{number}/said.tlog-proof"),
        &log,
        Some(index),
        By::Sender,
    )?
    .ok_or_else(|| ProofError::MemberMissing(format!("{number}/said.tlog-proof")))?;
    if said.leaf.act.is_none() {
        return Err(ProofError::NoAct);
    }
    proof.facts.push(Fact::Said {
        log: log.clone(),
        index,
        at: said.leaf.at,
        signed: signed(&said.stated),
    });
    let delivered = delivered(proof, number, claim, &said)?;
    let covered = covered(proof, number, claim)?;
    counts(proof, &log, index, &said.stated, covered.as_ref())?;
    let mut act = ProvenAct {
        log,
        index,
        leaf: said.leaf,
        delivered,
        covered,
        complete: false,
        envelope: None,
    };
    match claim.opened {
        None => closed(proof, &act, Part::Envelope, 1),
        Some(depth) => open(proof, number, depth, &mut act)?,
    }
    Ok(act)
}

/// Whether an entry counts although the credential that it was signed under may be revoked.
fn counts(
    proof: &mut Verifier<'_>,
    log: &Origin,
    index: u64,
    stated: &Stated,
    covered: Option<&CoveredBy>,
) -> Result<(), ProofError> {
    let position = |index| Position {
        generation: log.generation,
        index,
    };
    let by = covered.map(|covered| position(covered.index));
    let Some(revoked) = proof.trust.counts_where(stated, &log.reader, by)? else {
        return Ok(());
    };
    proof.facts.push(Fact::BeforeRevocation {
        log: log.clone(),
        index,
        party: revoked.party,
        serial: revoked.serial,
        by: covered.map_or(0, |covered| covered.index),
        recorded: revoked.recorded,
    });
    Ok(())
}

fn delivered(
    proof: &mut Verifier<'_>,
    number: usize,
    claim: &ActClaim,
    said: &Placed,
) -> Result<bool, ProofError> {
    let name = format!("{number}/delivered.tlog-proof");
    let Some(held) = place(proof, &name, &claim.log, Some(claim.index), By::Reader)? else {
        return Ok(false);
    };
    if held.bytes != said.bytes {
        return Err(ProofError::OtherEntry(name));
    }
    proof.trust.counts(&held.stated)?;
    let signed = signed(&held.stated);
    proof.facts.push(Fact::Delivered {
        log: claim.log.clone(),
        index: claim.index,
        signed,
    });
    Ok(true)
}

/// The leaf that covers the entry, and the one before it that does not.
fn covered(
    proof: &mut Verifier<'_>,
    number: usize,
    claim: &ActClaim,
) -> Result<Option<CoveredBy>, ProofError> {
    let other = claim.log.opposite();
    let name = format!("{number}/covering.tlog-proof");
    let Some((index, covering)) = place_anywhere(proof, &name, &other)? else {
        return Ok(None);
    };
    let before = index.checked_sub(1).ok_or(ProofError::NotFirstCovering)?;
    let name = format!("{number}/before.tlog-proof");
    let before = place(proof, &name, &other, Some(before), By::Sender)?
        .ok_or(ProofError::MemberMissing(name))?;
    is_first(&before.leaf, &covering.leaf, claim.index)?;
    proof.trust.counts(&covering.stated)?;
    proof.facts.push(covers(claim, index, &covering.leaf));
    Ok(Some(CoveredBy {
        index,
        leaf: covering.leaf,
    }))
}

/// The first of two neighbours has not seen the entry, the second has.
pub(super) fn is_first(before: &Leaf, covering: &Leaf, entry: u64) -> Result<(), ProofError> {
    if before.seen.size <= entry && entry < covering.seen.size {
        Ok(())
    } else {
        Err(ProofError::NotFirstCovering)
    }
}

fn covers(claim: &ActClaim, by: u64, leaf: &Leaf) -> Fact {
    Fact::Covered {
        log: claim.log.clone(),
        index: claim.index,
        by,
        at: leaf.at,
        bad: leaf.bad.contains(&claim.index),
    }
}

fn open(
    proof: &mut Verifier<'_>,
    number: usize,
    depth: Depth,
    act: &mut ProvenAct,
) -> Result<(), ProofError> {
    let envelope = open_envelope(proof, &format!("{number}/envelope"), &act.leaf, &act.log)?;
    proof.facts.push(Fact::OpenedEnvelope {
        log: act.log.clone(),
        index: act.index,
        envelope: Box::new(envelope.clone()),
    });
    match (envelope.body, depth) {
        (Some(reference), Depth::Body) => {
            let name = format!("{number}/body");
            let (sealed, plain) = open_file(proof, &name)?;
            if sha256(&sealed) != reference.sha256 || length(&sealed) != reference.size {
                return Err(ProofError::Fingerprint(name));
            }
            let body = read_body(&plain, &envelope).map_err(ProofError::Content)?;
            proof.facts.push(Fact::OpenedBody {
                log: act.log.clone(),
                index: act.index,
                body,
            });
        }
        (Some(_), Depth::Envelope) => closed(proof, act, Part::Body, 1),
        (None, _) => {}
    }
    let mut shut = 0;
    for (count, reference) in (1..).zip(&envelope.attachments) {
        if !open_attachment(proof, number, count, reference, act)? {
            shut += 1;
        }
    }
    if shut > 0 {
        closed(proof, act, Part::Attachments, shut);
    }
    act.complete = complete(proof, number, &envelope.attachments, act)?;
    act.envelope = Some(envelope);
    Ok(())
}

/// Opens the envelope of a leaf and checks that it stands where it says.
pub(super) fn open_envelope(
    proof: &mut Verifier<'_>,
    name: &str,
    leaf: &Leaf,
    log: &Origin,
) -> Result<Envelope, ProofError> {
    let (sealed, plain) = open_file(proof, name)?;
    if Some(sha256(&sealed)) != leaf.act || Some(length(&sealed)) != leaf.size {
        return Err(ProofError::Fingerprint(name.to_owned()));
    }
    let envelope = read_envelope(&plain).map_err(ProofError::Content)?;
    let tagged = match (&envelope.key, leaf.act) {
        (Some(key), Some(act)) => Some(key.tag(&act)) == leaf.re,
        _ => true,
    };
    if envelope.origin == *log && tagged {
        Ok(envelope)
    } else {
        Err(ProofError::OtherEnvelope)
    }
}

fn open_attachment(
    proof: &mut Verifier<'_>,
    number: usize,
    count: usize,
    reference: &AttachmentRef,
    act: &ProvenAct,
) -> Result<bool, ProofError> {
    let name = format!("{number}/attachment-{count}");
    let Some(key) = proof.members.take_if_there(&format!("{name}.key")) else {
        return Ok(false);
    };
    let key = file_key(&name, &key)?;
    let found = match proof.members.take_if_there(&format!("{name}.age")) {
        Some(sealed) => found_inside(proof, &sealed, &key),
        None => proof
            .beside
            .open(&beside::name(number, count), &key)
            .ok_or_else(|| ProofError::Beside(beside::name(number, count)))?
            .map_err(|error| ProofError::Open(name.clone(), error))?,
    };
    if found.size != reference.size || found.root != reference.root {
        return Err(ProofError::Fingerprint(name));
    }
    let plain = found.plain.map_err(|error| ProofError::Open(name, error));
    let (sha256, size) = plain?;
    proof.facts.push(Fact::OpenedAttachment {
        log: act.log.clone(),
        index: act.index,
        number: count,
        sha256,
        size,
    });
    Ok(true)
}

fn found_inside(proof: &Verifier<'_>, sealed: &[u8], key: &FileKey) -> FoundBeside {
    let plain = proof.sealer.open_with(sealed, key);
    FoundBeside {
        root: root_of_parts(sealed),
        size: length(sealed),
        plain: plain.map(|plain| (sha256(&plain), length(&plain))),
    }
}

/// The root of a sealed attachment: the tree over its parts.
pub(super) fn root_of_parts(sealed: &[u8]) -> Hash {
    let mut parts = Frontier::new();
    for part in sealed.chunks(usize::try_from(PART).unwrap_or(usize::MAX)) {
        parts.push(leaf_hash(part), |_, _, _| ());
    }
    parts.root()
}

/// Whether leaves of the other log list every attachment as held.
fn complete(
    proof: &mut Verifier<'_>,
    number: usize,
    attachments: &[AttachmentRef],
    act: &ProvenAct,
) -> Result<bool, ProofError> {
    let mut latest = None;
    for (count, reference) in (1..).zip(attachments) {
        let name = format!("{number}/held-{count}.tlog-proof");
        let Some((index, held)) = place_anywhere(proof, &name, &act.log.opposite())? else {
            return Ok(false);
        };
        if !held.leaf.held.contains(&reference.root) {
            return Err(ProofError::NotHeld(count));
        }
        proof.trust.counts(&held.stated)?;
        latest = latest.max(Some((index, held.leaf.at)));
    }
    let Some((by, at)) = latest else {
        return Ok(attachments.is_empty());
    };
    proof.facts.push(Fact::Complete {
        log: act.log.clone(),
        index: act.index,
        by,
        at,
        count: attachments.len(),
    });
    Ok(true)
}

pub(super) fn open_file(
    proof: &mut Verifier<'_>,
    name: &str,
) -> Result<(Vec<u8>, Vec<u8>), ProofError> {
    let sealed = proof.members.take(&format!("{name}.age"))?;
    let key = proof.members.take(&format!("{name}.key"))?;
    let key = file_key(name, &key)?;
    let plain = proof.sealer.open_with(&sealed, &key);
    Ok((
        sealed,
        plain.map_err(|error| ProofError::Open(name.to_owned(), error))?,
    ))
}

/// A tlog-proof at any index of a log, signed by the log's sender.
fn place_anywhere(
    proof: &mut Verifier<'_>,
    name: &str,
    log: &Origin,
) -> Result<Option<(u64, Placed)>, ProofError> {
    let Some(bytes) = proof.members.take_if_there(name) else {
        return Ok(None);
    };
    let file = TlogProof::parse(&bytes)?;
    let index = file.index();
    Ok(Some((index, placed(proof, file, log, By::Sender)?)))
}

/// A tlog-proof of one index, where the member is there.
fn place(
    proof: &mut Verifier<'_>,
    name: &str,
    log: &Origin,
    index: Option<u64>,
    by: By,
) -> Result<Option<Placed>, ProofError> {
    let Some(bytes) = proof.members.take_if_there(name) else {
        return Ok(None);
    };
    let file = TlogProof::parse(&bytes)?;
    if index.is_some_and(|index| index != file.index()) {
        return Err(ProofError::OtherEntry(name.to_owned()));
    }
    Ok(Some(placed(proof, file, log, by)?))
}

pub(super) fn placed(
    proof: &mut Verifier<'_>,
    file: TlogProof,
    log: &Origin,
    by: By,
) -> Result<Placed, ProofError> {
    let stated = match by {
        By::Sender => proof.trust.checkpoint(file.note_bytes(), log)?,
        By::Reader => proof.trust.receipt(file.note_bytes(), log)?,
    };
    let bytes = file.extra().unwrap_or_default().to_vec();
    file.verify_inclusion(&leaf_hash(&bytes))?;
    Ok(Placed {
        leaf: Leaf::parse(&bytes).map_err(ProofError::Leaf)?,
        bytes,
        stated,
    })
}

fn closed(proof: &mut Verifier<'_>, act: &ProvenAct, part: Part, count: usize) {
    proof.facts.push(Fact::Closed {
        log: act.log.clone(),
        index: act.index,
        part,
        count,
    });
}

pub(super) const fn signed(stated: &Stated) -> Signed {
    Signed {
        at: stated.checked.at,
        size: stated.checked.size,
    }
}

/// 32 lower-case hexadecimal digits and a newline.
fn file_key(name: &str, text: &[u8]) -> Result<FileKey, ProofError> {
    unhex(text)
        .map(FileKey::new)
        .ok_or_else(|| ProofError::FileKey(name.to_owned()))
}

/// Lower-case hexadecimal digits and a newline.
pub(super) fn unhex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let digits = text.strip_suffix(b"\n")?;
    let mut bytes = [0; N];
    if digits.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
            *byte = (*byte << 4) | value;
        }
    }
    Some(bytes)
}

/// The digits that [`unhex`] reads.
pub(super) fn hex(bytes: &[u8]) -> Vec<u8> {
    let mut text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    text.push('\n');
    text.into_bytes()
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
