//! The file around a credential or a revocation: a tlog-proof of a log with one leaf.
//!
//! `docs/protocol.md`, section 2.1: `extra` is the JSON, index 0, no hashes,
//! and the checkpoint of size 1 is signed by the credential key. A stock
//! verifier of tlog-proofs checks it without knowing what stands inside.

use comity_core::{Hash, PartyName, canonical::CanonicalError};
use comity_tlog::{
    checkpoint::Checkpoint,
    hash::{leaf_hash, sha256},
    note::{KeyError, KeyKind, KeyName, SignedNote},
    tlog_proof::{TlogProof, TlogProofError},
};

use super::{Credential, RoleKeys};
use crate::{
    role_signer::{RoleSigner, RoleSignerError},
    statement::{StatementError, signed_time},
};

/// A credential with the signed file that it came in.
///
/// Made only by [`CredentialFile::parse`] and [`CredentialFile::issue`]: it is
/// signed by the credential key that it names, which shows that its issuer has
/// that key and nothing about who that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialFile {
    bytes: Vec<u8>,
    credential: Credential,
    fingerprint: Hash,
    note: SignedNote,
}

/// Why bytes are no credential, or one does not follow another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialError {
    /// The JSON inside.
    #[error(transparent)]
    Json(#[from] CanonicalError),
    /// A field beyond its limits.
    #[error("take the field {0}")]
    Limit(&'static str),
    /// Two roles with one key.
    #[error("take one key in two roles")]
    SharedKey,
    /// A key of the wrong length, or a weak one.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The file is no tlog-proof.
    #[error(transparent)]
    File(#[from] TlogProofError),
    /// The file is not that of a one-leaf log, or its origin is another.
    #[error("read the one-leaf log of this credential")]
    NotOneLeaf,
    /// A signature is missing or wrong.
    #[error(transparent)]
    Signature(#[from] StatementError),
    /// The signature carries another time than `issued`.
    #[error("match the time of the signature")]
    Time,
    /// Another party, or not the next serial, or dated before the one before.
    #[error("follow the credential before: {0}")]
    NotNext(&'static str),
    /// Two different credentials with one serial.
    #[error("take two credentials of serial {serial}")]
    Fork {
        /// The serial.
        serial: u32,
    },
    /// Nothing was signed.
    #[error(transparent)]
    Signing(#[from] RoleSignerError),
}

impl CredentialError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Json(error) => error.code(),
            Self::Limit(_) => "credential-limit",
            Self::SharedKey => "credential-shared-key",
            Self::Key(error) => error.code(),
            Self::File(error) => error.code(),
            Self::NotOneLeaf => "credential-not-one-leaf",
            Self::Signature(error) => error.code(),
            Self::Time => "credential-time",
            Self::NotNext(_) => "credential-not-next",
            Self::Fork { .. } => "fork-two-credentials",
            Self::Signing(error) => error.code(),
        }
    }
}

impl CredentialFile {
    /// Reads a credential file and checks that the key it names has signed it.
    ///
    /// # Errors
    /// Every variant but [`CredentialError::NotNext`], [`CredentialError::Fork`]
    /// and [`CredentialError::Signing`].
    pub fn parse(bytes: &[u8]) -> Result<Self, CredentialError> {
        let leaf = OneLeaf::parse(bytes)?;
        let credential = Credential::parse(&leaf.json)?;
        let name = credential_name(&credential.party, credential.serial);
        let file = Self {
            bytes: bytes.to_vec(),
            fingerprint: sha256(&leaf.json),
            note: leaf.note_of(&name)?,
            credential,
        };
        file.signed_by(&file.credential.keys.credential)?;
        Ok(file)
    }

    /// Signs a credential with the key that it names and, where that is another, the key of the one before.
    ///
    /// # Errors
    /// A field beyond its limits, or nothing was signed.
    pub fn issue(
        credential: &Credential,
        own: &RoleSigner,
        previous: Option<&RoleSigner>,
    ) -> Result<Self, CredentialError> {
        let name = credential_name(&credential.party, credential.serial);
        let other = previous.filter(|key| key.public() != own.public());
        let signers: Vec<_> = std::iter::once(own).chain(other).collect();
        let bytes = OneLeaf::sign(
            &credential.to_bytes()?,
            &name,
            credential.issued.posix(),
            &signers,
        )?;
        Self::parse(&bytes)
    }

    /// The file as it came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it says.
    #[must_use]
    pub const fn credential(&self) -> &Credential {
        &self.credential
    }

    /// SHA-256 of the credential's JSON.
    #[must_use]
    pub const fn fingerprint(&self) -> Hash {
        self.fingerprint
    }

    /// Checks that these credential keys signed it, at the time of issue.
    pub(crate) fn signed_by(&self, keys: &RoleKeys) -> Result<(), CredentialError> {
        let credential = &self.credential;
        let name = KeyName::new(&credential_name(&credential.party, credential.serial))?;
        let time = signed_time(&self.note, &keys.verifiers(&name, KeyKind::Ed25519)?)?;
        if time.is_none_or(|time| time == credential.issued.posix()) {
            Ok(())
        } else {
            Err(CredentialError::Time)
        }
    }
}

/// Checks that `next` follows `previous`: the same party, the next serial, the
/// fingerprint before named, not issued earlier, and signed by the credential key of the one before.
///
/// # Errors
/// [`CredentialError::Fork`] for two of one serial, [`CredentialError::NotNext`], or a signature.
pub fn verify_successor(
    previous: &CredentialFile,
    next: &CredentialFile,
) -> Result<(), CredentialError> {
    let (before, after) = (&previous.credential, &next.credential);
    if before.party != after.party {
        return Err(CredentialError::NotNext("party"));
    }
    if before.serial == after.serial && previous.fingerprint != next.fingerprint {
        return Err(CredentialError::Fork {
            serial: before.serial,
        });
    }
    if before.serial.checked_add(1) != Some(after.serial) {
        return Err(CredentialError::NotNext("serial"));
    }
    if after.previous != Some(previous.fingerprint) {
        return Err(CredentialError::NotNext("previous"));
    }
    if after.issued < before.issued {
        return Err(CredentialError::NotNext("issued"));
    }
    next.signed_by(&before.keys.credential)
}

/// Whether two files are two credentials of one serial that one credential key has signed.
///
/// That key is the one of `signer`, a credential that the reader counts. Anybody can sign a
/// credential in the name of a party with a key of its own: without such a signer nothing is shown.
#[must_use]
pub fn is_fork(a: &CredentialFile, b: &CredentialFile, signer: &CredentialFile) -> bool {
    let (one, other, keys) = (&a.credential, &b.credential, &signer.credential.keys);
    one.party == other.party
        && one.party == signer.credential.party
        && one.serial == other.serial
        && a.fingerprint != b.fingerprint
        && [a, b]
            .into_iter()
            .all(|file| file.signed_by(&keys.credential).is_ok())
}

/// The origin of a credential's one-leaf log, and the name of the keys that sign it.
pub(crate) fn credential_name(party: &PartyName, serial: u32) -> String {
    format!("{party}/credential/{serial}")
}

/// A signed JSON as the only leaf of a log.
pub(crate) struct OneLeaf {
    /// The leaf.
    pub(crate) json: Vec<u8>,
    proof: TlogProof,
}

impl OneLeaf {
    /// Reads the file and checks that the checkpoint is of this leaf alone; no signature yet.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, CredentialError> {
        let proof = TlogProof::parse(bytes)?;
        let json = proof.extra().ok_or(CredentialError::NotOneLeaf)?.to_vec();
        let checkpoint = Checkpoint::parse_plain(proof.note().text())
            .map_err(|_| CredentialError::NotOneLeaf)?;
        let alone = proof.index() == 0
            && proof.hashes().is_empty()
            && checkpoint.size == 1
            && checkpoint.root == leaf_hash(&json);
        if alone {
            Ok(Self { json, proof })
        } else {
            Err(CredentialError::NotOneLeaf)
        }
    }

    /// The signed note, when its log has this origin.
    pub(crate) fn note_of(&self, origin: &str) -> Result<SignedNote, CredentialError> {
        if self.proof.checkpoint().origin == origin {
            Ok(self.proof.note().clone())
        } else {
            Err(CredentialError::NotOneLeaf)
        }
    }

    /// Writes the file of a leaf, signed at `time` by each signer under the origin's name.
    pub(crate) fn sign(
        json: &[u8],
        origin: &str,
        time: u64,
        signers: &[&RoleSigner],
    ) -> Result<Vec<u8>, CredentialError> {
        let text = Checkpoint {
            origin: origin.to_owned(),
            size: 1,
            root: leaf_hash(json),
        }
        .text();
        let name = KeyName::new(origin)?;
        let mut lines = Vec::new();
        for signer in signers {
            lines.extend(signer.lines(&name, time, &text)?);
        }
        let note = SignedNote::new(text, lines)
            .map_err(|error| CredentialError::Signing(RoleSignerError::Message(error.into())))?;
        Ok(TlogProof::new(Some(json.to_vec()), 0, Vec::new(), &note.encode())?.encode())
    }
}
