//! Why a use case did not do what it was asked, with one stable code each.
//!
//! Misconduct of a counterpart is not an error here: it is evidence, kept by
//! the transaction that finds it, and comes back as part of an outcome
//! (`ARCHITECTURE.md`, invariant 4).

use comity_core::{DossierId, PartyName, canonical::CanonicalError};
use comity_peer::{
    act::ActError,
    call::TransportError,
    channel::{AppendError, NotAccepted},
    credential::{ChainError, CredentialError},
    handover::HandoverError,
    openings::OpeningError,
    pouch::PouchError,
    seal::OpenError,
    signer::SignerError,
    statement::StatementError,
};
use comity_store::StoreError;

use crate::{
    case::CaseError,
    desk::stalled::Stalled,
    home::HomeError,
    keys::{high_water::MarksError, issue::IssueError},
    sealing::stream::StreamError,
};

/// The error of every use case.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing may be appended to our log now.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// A pouch was not accepted; nothing changed.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// A pouch cannot be read.
    #[error(transparent)]
    Pouch(#[from] PouchError),
    /// An act cannot be sealed.
    #[error(transparent)]
    Act(#[from] ActError),
    /// A credential or revocation is not sound.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// A credential or revocation does not follow the ones before.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// No credential was made.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// A statement does not verify.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// Credentials that a counterpart handed over are not taken.
    #[error(transparent)]
    Handover(#[from] HandoverError),
    /// File keys that a counterpart handed over are not taken.
    #[error(transparent)]
    Openings(#[from] OpeningError),
    /// Nothing was signed.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The counterpart was not reached.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The home.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// A stream was not sealed or opened.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// What is stored cannot be read back.
    #[error("read what is stored: {0}")]
    Stored(#[from] CanonicalError),
    /// There is no channel with this party.
    #[error("find a channel with {0}")]
    NoChannel(PartyName),
    /// The desk of a channel cannot follow its logs.
    #[error("bring a desk to the end of its record: {0}")]
    DeskStalled(#[source] Stalled),
    /// There is no dossier of this id that was opened soundly.
    #[error("find the dossier {0}")]
    NoDossier(DossierId),
    /// The party's own credential is not in the store, or its keys are not on this node.
    #[error("find the keys of our credential {0}")]
    NoKeys(u32),
    /// No sealing suite is common to both credentials.
    #[error("find a sealing suite that both sides list")]
    NoSuite,
    /// The credential is our own, or of another party than expected.
    #[error("trust a credential of {0}")]
    NotTheirs(PartyName),
    /// The safety number that was compared is not that of these two credentials.
    #[error("match the safety number")]
    SafetyNumber,
    /// The store holds less than was signed: recover first.
    #[error("sign with {held} entries after signing for {signed}")]
    BehindMark {
        /// Entries held.
        held: u64,
        /// Entries signed for.
        signed: u64,
    },
    /// The counterpart refused, with its code.
    #[error("have a request accepted: {0}")]
    RefusedByThem(String),
    /// A file that does not open with our identities.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Credentials changed while an act was being sealed, again and again.
    #[error("keep up with changing credentials")]
    Contended,
    /// The house kept an act back in the transaction that would have said it.
    #[error(transparent)]
    Case(Box<CaseError>),
    /// A copy, backup or spool file that is not what it should be.
    #[error("use the file {0}")]
    File(String),
}

impl From<MarksError> for NodeError {
    fn from(error: MarksError) -> Self {
        match error {
            MarksError::Behind(error) => Self::Signer(error),
            MarksError::Home(error) => Self::Home(error),
        }
    }
}

impl NodeError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Store(error) => error.code(),
            Self::Append(error) => error.code(),
            Self::NotAccepted(error) => error.code(),
            Self::Pouch(error) => error.code(),
            Self::Act(error) => error.code(),
            Self::Credential(error) => error.code(),
            Self::Chain(error) => error.code(),
            Self::Issue(error) => error.code(),
            Self::Statement(error) => error.code(),
            Self::Handover(error) => error.code(),
            Self::Openings(error) => error.code(),
            Self::Signer(error) => error.code(),
            Self::Transport(error) => error.code(),
            Self::Home(error) => error.code(),
            Self::Stream(error) => error.code(),
            Self::Stored(error) => error.code(),
            Self::NoChannel(_) => "node-no-channel",
            Self::DeskStalled(_) => "node-desk-stalled",
            Self::NoDossier(_) => "node-no-dossier",
            Self::NoKeys(_) => "node-no-keys",
            Self::NoSuite => "node-no-suite",
            Self::NotTheirs(_) => "node-not-theirs",
            Self::SafetyNumber => "node-safety-number",
            Self::BehindMark { .. } => "own-loss",
            Self::RefusedByThem(code) => code,
            Self::Open(error) => error.code(),
            Self::Contended => "node-contended",
            Self::Case(error) => error.code(),
            Self::File(_) => "node-file",
        }
    }
}

impl From<CaseError> for NodeError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Node(error) => error,
            other => Self::Case(Box::new(other)),
        }
    }
}
