//! Credentials of both parties, and evidence of misconduct.

use comity_core::{Hash, PartyName, Time};

use crate::error::Result;

/// A credential as its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialRow {
    /// Whose it is.
    pub party: PartyName,
    /// Its serial; two files with one serial are a fork and are both kept.
    pub serial: u64,
    /// The fingerprint of the credential.
    pub fingerprint: Hash,
    /// The file.
    pub file: Vec<u8>,
    /// Whether a person compared the safety number.
    pub pinned: bool,
    /// The file of the revocation, when it was revoked.
    pub revocation: Option<Vec<u8>>,
}

/// An artefact, or several in one file, that shows misconduct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRow {
    /// SHA-256 of `bytes`.
    pub hash: Hash,
    /// The code of what it shows.
    pub code: String,
    /// When it was found, by our clock.
    pub at: Time,
    /// The artefacts.
    pub bytes: Vec<u8>,
}

/// Reading credentials and evidence.
pub trait ReadCredentials {
    /// All credentials of a party, by serial and fingerprint.
    fn credentials(&self, party: &PartyName) -> Result<Vec<CredentialRow>>;

    /// The credential with this fingerprint.
    fn credential(&self, fingerprint: &Hash) -> Result<Option<CredentialRow>>;

    /// All evidence in the channel with this counterpart, in the order of finding.
    fn evidence(&self, them: &PartyName) -> Result<Vec<EvidenceRow>>;
}

/// Writing credentials and evidence.
pub trait Credentials: ReadCredentials {
    /// Keeps a credential, or replaces what was kept under its fingerprint.
    fn put_credential(&mut self, credential: &CredentialRow) -> Result<()>;

    /// Keeps evidence; `false` when the same bytes are kept already.
    fn put_evidence(&mut self, them: &PartyName, evidence: &EvidenceRow) -> Result<bool>;
}
