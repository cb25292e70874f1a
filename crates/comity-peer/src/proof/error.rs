//! Why a proof does not prove what it claims.

use comity_core::{PartyName, canonical::CanonicalError};
use comity_tlog::{
    frontier::FrontierError, hash::HashError, proof::ProofError as TreeProofError,
    tile::BundleError, tlog_proof::TlogProofError,
};

use crate::{
    act::BadReason, credential::CredentialError, seal::OpenError, statement::StatementError,
};

/// Why a proof does not prove what it claims.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Not the archive of a proof.
    #[error("read the archive: {0}")]
    Archive(&'static str),
    /// A member is missing.
    #[error("find the member {0:?}")]
    MemberMissing(String),
    /// An attachment is opened whose sealed file is neither in the proof nor beside it.
    #[error("find {0:?} beside the proof")]
    Beside(String),
    /// A member that this proof does not have.
    #[error("take the member {0:?}")]
    MemberUnknown(String),
    /// `proof.json` cannot be read.
    #[error(transparent)]
    Manifest(CanonicalError),
    /// Kind and acts do not go together.
    #[error("claim this of these acts")]
    Claim,
    /// A credential or revocation inside cannot be read.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// A credential inside is not linked to a pinned one.
    #[error("link credential {serial} of {party} to a pinned one")]
    Unlinked {
        /// Its party.
        party: PartyName,
        /// Its serial.
        serial: u32,
    },
    /// No credential of this party is pinned.
    #[error("verify a signature of {0} without a credential")]
    NoCredential(PartyName),
    /// A statement is signed under a revoked credential, and no leaf of the other side covers it.
    #[error("count a statement under the revoked credential {serial} of {party}")]
    Revoked {
        /// Its party.
        party: PartyName,
        /// Its serial.
        serial: u32,
    },
    /// An entry under a revoked credential was covered only by a leaf that comes after the one that records the revocation.
    #[error(
        "count an entry that was covered after credential {serial} of {party} was recorded as revoked"
    )]
    AfterRevocation {
        /// Its party.
        party: PartyName,
        /// Its serial.
        serial: u32,
    },
    /// The entry does not record the revocation.
    #[error("find the record of the revocation of credential {serial} of {party}")]
    NotRecorded {
        /// Its party.
        party: PartyName,
        /// Its serial.
        serial: u32,
    },
    /// A signature does not count.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// A tlog-proof cannot be read.
    #[error(transparent)]
    File(#[from] TlogProofError),
    /// A leaf is not under its checkpoint.
    #[error(transparent)]
    Inclusion(#[from] TreeProofError),
    /// A leaf cannot be read.
    #[error(transparent)]
    Leaf(CanonicalError),
    /// A part is of another entry than the claim says.
    #[error("match {0:?} with the claim")]
    OtherEntry(String),
    /// The entry is no act.
    #[error("find an act in the entry")]
    NoAct,
    /// The leaf does not cover the entry, or is not shown to be the first.
    #[error("show the first leaf that covers the entry")]
    NotFirstCovering,
    /// Sealed bytes are not those that were fingerprinted.
    #[error("match the sealed bytes of {0:?}")]
    Fingerprint(String),
    /// A file key does not open its file.
    #[error("open {0:?}: {1}")]
    Open(String, OpenError),
    /// A file key is not 32 hexadecimal digits.
    #[error("read the file key {0:?}")]
    FileKey(String),
    /// What was opened is not an envelope or body of this entry.
    #[error("read the opened content: {}", .0.code())]
    Content(BadReason),
    /// Envelope and log or dossier do not go together.
    #[error("match the envelope with its log and dossier")]
    OtherEnvelope,
    /// The reader called the entry bad.
    #[error("prove of an entry that its reader could not read it")]
    CalledBad,
    /// No leaf lists the attachment as held.
    #[error("show that attachment {0} is held")]
    NotHeld(usize),
    /// The dossier key does not make the tag of the request.
    #[error("match the dossier key with the request")]
    DossierKey,
    /// Leaves and left hashes do not make the signed root.
    #[error("match the leaves with the signed root")]
    Root,
    /// A hash cannot be read.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The leaves cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The left hashes do not fit their number.
    #[error(transparent)]
    Frontier(#[from] FrontierError),
    /// The other side did answer.
    #[error("show silence where entry {0} answers")]
    Answered(u64),
    /// Nothing was owed.
    #[error("show silence where nothing was owed")]
    NothingOwed,
    /// The two artefacts can both be true.
    #[error("show a contradiction")]
    NoContradiction,
}

impl ProofError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Archive(_) => "receipt-archive",
            Self::MemberMissing(_) => "receipt-member-missing",
            Self::Beside(_) => "receipt-beside",
            Self::MemberUnknown(_) => "receipt-member-unknown",
            Self::Manifest(error) | Self::Leaf(error) => error.code(),
            Self::Claim => "receipt-claim",
            Self::Credential(error) => error.code(),
            Self::Unlinked { .. } => "receipt-unlinked",
            Self::NoCredential(_) => "receipt-no-credential",
            Self::Revoked { .. } => "receipt-revoked",
            Self::AfterRevocation { .. } => "receipt-after-revocation",
            Self::NotRecorded { .. } => "receipt-not-recorded",
            Self::Statement(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Inclusion(error) => error.code(),
            Self::OtherEntry(_) => "receipt-other-entry",
            Self::NoAct => "receipt-no-act",
            Self::NotFirstCovering => "receipt-not-first-covering",
            Self::Fingerprint(_) => "receipt-fingerprint",
            Self::Open(_, _) => "receipt-open",
            Self::FileKey(_) => "receipt-file-key",
            Self::Content(reason) => reason.code(),
            Self::OtherEnvelope => "receipt-other-envelope",
            Self::CalledBad => "receipt-called-bad",
            Self::NotHeld(_) => "receipt-not-held",
            Self::DossierKey => "receipt-dossier-key",
            Self::Root => "receipt-root",
            Self::Hash(error) => error.code(),
            Self::Bundle(error) => error.code(),
            Self::Frontier(error) => error.code(),
            Self::Answered(_) => "receipt-answered",
            Self::NothingOwed => "receipt-nothing-owed",
            Self::NoContradiction => "receipt-no-contradiction",
        }
    }
}
