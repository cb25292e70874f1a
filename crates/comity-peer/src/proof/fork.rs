//! That one party signed two things that cannot both be true.
//!
//! The two artefacts are stock parts: checkpoints or receipts, tlog-proofs of
//! leaves, or credential files. What they contradict is found, not claimed.

use comity_core::{Hash, Leaf, Origin, PartyName, leaf::Seen};
use comity_tlog::{
    checkpoint::Checkpoint, hash::leaf_hash, note::SignedNote, tlog_proof::TlogProof,
};

use super::{Fact, ForkKind, ProofError, Signed, Verifier, act::signed, trust::Stated};
use crate::credential::{CredentialFile, is_fork};

/// A verified artefact.
enum Artefact {
    /// A checkpoint or receipt.
    Statement {
        by: PartyName,
        log: Origin,
        root: Hash,
        signed: Signed,
    },
    /// A leaf under its sender's checkpoint.
    Placed {
        log: Origin,
        index: u64,
        hash: Hash,
        seen: Seen,
        signed: Signed,
    },
}

/// Checks the two artefacts of a fork.
pub(super) fn verify(proof: &mut Verifier<'_>) -> Result<(), ProofError> {
    let (a, b) = (proof.members.take("fork/a")?, proof.members.take("fork/b")?);
    let fact = match (CredentialFile::parse(&a), CredentialFile::parse(&b)) {
        (Ok(a), Ok(b)) => two_credentials(proof, &a, &b)?,
        _ => {
            let (a, b) = (read(proof, &a)?, read(proof, &b)?);
            contradiction(&a, &b)
                .or_else(|| contradiction(&b, &a))
                .ok_or(ProofError::NoContradiction)?
        }
    };
    proof.facts.push(fact);
    Ok(())
}

fn read(proof: &mut Verifier<'_>, bytes: &[u8]) -> Result<Artefact, ProofError> {
    match TlogProof::parse(bytes) {
        Ok(file) => placed(proof, &file),
        Err(_) => statement(proof, bytes),
    }
}

fn placed(proof: &mut Verifier<'_>, file: &TlogProof) -> Result<Artefact, ProofError> {
    let log = origin(file.checkpoint())?;
    let stated = proof.trust.checkpoint(file.note_bytes(), &log)?;
    proof.trust.counts(&stated)?;
    let bytes = file.extra().unwrap_or_default();
    let hash = leaf_hash(bytes);
    file.verify_inclusion(&hash)?;
    let leaf = Leaf::parse(bytes).map_err(ProofError::Leaf)?;
    Ok(Artefact::Placed {
        log,
        index: file.index(),
        hash,
        seen: leaf.seen,
        signed: signed(&stated),
    })
}

/// A checkpoint by the log's sender, else a receipt by its reader.
fn statement(proof: &mut Verifier<'_>, bytes: &[u8]) -> Result<Artefact, ProofError> {
    let note = SignedNote::parse(bytes).map_err(crate::statement::StatementError::from)?;
    let checkpoint =
        Checkpoint::parse_plain(note.text()).map_err(crate::statement::StatementError::from)?;
    let log = origin(&checkpoint)?;
    let (stated, by): (Stated, _) = match proof.trust.checkpoint(bytes, &log) {
        Ok(stated) => (stated, log.sender.clone()),
        Err(_) => (proof.trust.receipt(bytes, &log)?, log.reader.clone()),
    };
    proof.trust.counts(&stated)?;
    Ok(Artefact::Statement {
        by,
        log,
        root: checkpoint.root,
        signed: signed(&stated),
    })
}

fn origin(checkpoint: &Checkpoint) -> Result<Origin, ProofError> {
    checkpoint
        .origin
        .parse()
        .map_err(|_| ProofError::NoContradiction)
}

/// What the first contradicts in the second; order matters only for the unlike pairs.
fn contradiction(a: &Artefact, b: &Artefact) -> Option<Fact> {
    match (a, b) {
        (
            Artefact::Statement {
                by,
                log,
                root,
                signed,
            },
            Artefact::Statement {
                by: other_by,
                log: other_log,
                root: other_root,
                signed: other,
            },
        ) if by == other_by && log == other_log => {
            let fact = |kind, at| fork(kind, by, log, at, vec![*signed, *other]);
            if signed.size == other.size && root != other_root {
                Some(fact(ForkKind::TwoRoots, signed.size))
            } else if signed.size < other.size && signed.at > other.at {
                Some(fact(ForkKind::SignedSmaller, signed.size))
            } else {
                None
            }
        }
        (
            Artefact::Placed {
                log,
                index,
                hash,
                signed,
                ..
            },
            Artefact::Placed {
                log: other_log,
                index: other_index,
                hash: other_hash,
                signed: other,
                ..
            },
        ) if log == other_log && index == other_index && hash != other_hash => Some(fork(
            ForkKind::TwoLeaves,
            &log.sender,
            log,
            *index,
            vec![*signed, *other],
        )),
        (
            Artefact::Placed {
                log, seen, signed, ..
            },
            Artefact::Statement {
                by,
                log: other_log,
                root,
                signed: other,
            },
        ) if *other_log == log.opposite()
            && *by == other_log.sender
            && seen.size == other.size
            && seen.root != *root =>
        {
            Some(fork(
                ForkKind::SeenRoot,
                &log.sender,
                log,
                other.size,
                vec![*signed, *other],
            ))
        }
        _ => None,
    }
}

fn fork(kind: ForkKind, owner: &PartyName, log: &Origin, at: u64, signed: Vec<Signed>) -> Fact {
    Fact::Fork {
        kind,
        owner: owner.clone(),
        log: Some(log.clone()),
        at,
        signed,
    }
}

/// Two credentials of one serial, both signed by a credential key that counts.
fn two_credentials(
    proof: &mut Verifier<'_>,
    a: &CredentialFile,
    b: &CredentialFile,
) -> Result<Fact, ProofError> {
    let one = a.credential();
    let signer = proof
        .trust
        .files()
        .find(|file| is_fork(a, b, file))
        .cloned();
    match signer {
        Some(signer) => {
            proof.trust.rest_on(&signer);
            Ok(Fact::Fork {
                kind: ForkKind::TwoCredentials,
                owner: one.party.clone(),
                log: None,
                at: u64::from(one.serial),
                signed: Vec::new(),
            })
        }
        None => Err(ProofError::NoContradiction),
    }
}
