//! Revocation of a credential: made in advance, kept as a file, and in force only once the other side records it.
//!
//! `docs/protocol.md`, sections 2.1 and 10. The file has the form of a
//! credential file with origin `<party>/revocation/<serial>`; it carries the
//! time 1, since it is signed long before anybody knows whether it is needed.
//! From which leaf on it counts is kept in [`crate::credential::CredentialChain`].

use comity_core::{
    Hash, PartyName,
    canonical::{self, V1},
};
use comity_tlog::note::{KeyKind, KeyName, SignedNote};
use serde::{Deserialize, Serialize};

use crate::{
    credential::{CredentialError, CredentialFile, OneLeaf},
    role_signer::RoleSigner,
    statement::signed_time,
};

/// The time that the lines of every revocation carry.
const TIME: u64 = 1;

/// The longest revocation in bytes of JSON.
const LIMIT: usize = 1024;

/// Which credential is revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// Fingerprint of the credential.
    pub credential: Hash,
    /// Its party.
    pub party: PartyName,
    /// Its serial.
    pub serial: u32,
    /// Format version.
    pub v: V1,
}

/// A revocation with the signed file that it came in; the signature counts only after [`RevocationFile::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevocationFile {
    bytes: Vec<u8>,
    revocation: Revocation,
    note: SignedNote,
}

impl RevocationFile {
    /// Reads a revocation file.
    ///
    /// # Errors
    /// Not the one-leaf log of a revocation.
    pub fn parse(bytes: &[u8]) -> Result<Self, CredentialError> {
        let leaf = OneLeaf::parse(bytes)?;
        let revocation: Revocation = canonical::from_bytes(&leaf.json, LIMIT)?;
        let note = leaf.note_of(&origin(&revocation.party, revocation.serial))?;
        Ok(Self {
            bytes: bytes.to_vec(),
            revocation,
            note,
        })
    }

    /// Makes the revocation of a credential with its own credential key.
    ///
    /// # Errors
    /// Nothing was signed, or the key is not the credential's.
    pub fn issue(of: &CredentialFile, key: &RoleSigner) -> Result<Self, CredentialError> {
        let credential = of.credential();
        let revocation = Revocation {
            credential: of.fingerprint(),
            party: credential.party.clone(),
            serial: credential.serial,
            v: V1,
        };
        let json = canonical::to_bytes(&revocation)?;
        let origin = origin(&credential.party, credential.serial);
        let file = Self::parse(&OneLeaf::sign(&json, &origin, TIME, &[key])?)?;
        file.verify(of)?;
        Ok(file)
    }

    /// Checks that it revokes this credential and is signed by its credential key.
    ///
    /// # Errors
    /// Another credential, or a signature that is missing or wrong.
    pub fn verify(&self, of: &CredentialFile) -> Result<(), CredentialError> {
        let (credential, revocation) = (of.credential(), &self.revocation);
        let same = revocation.credential == of.fingerprint()
            && revocation.party == credential.party
            && revocation.serial == credential.serial;
        if !same {
            return Err(CredentialError::NotNext("credential"));
        }
        let name = KeyName::new(&origin(&credential.party, credential.serial))?;
        let keys = credential
            .keys
            .credential
            .verifiers(&name, KeyKind::Ed25519)?;
        match signed_time(&self.note, &keys)? {
            None | Some(TIME) => Ok(()),
            Some(_) => Err(CredentialError::Time),
        }
    }

    /// The file as it came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it says.
    #[must_use]
    pub const fn revocation(&self) -> &Revocation {
        &self.revocation
    }
}

fn origin(party: &PartyName, serial: u32) -> String {
    format!("{party}/revocation/{serial}")
}
