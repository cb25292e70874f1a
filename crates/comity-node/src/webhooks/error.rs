//! Why something was not done with a webhook.

use comity_store::StoreError;

use crate::{accounts::AccessError, case::CaseError};

/// Why something was not done with a webhook.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever asks may not, or the owner is none.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The record cannot be read.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is no such webhook.
    #[error("find the webhook {0:?}")]
    Unknown(String),
    /// Not an address: `https://`, a host, perhaps a port, and a path of visible ASCII.
    #[error("read the address of a webhook")]
    Address,
    /// The rules of the house want TLS.
    #[error("send a webhook without TLS")]
    Plain,
    /// Not `person:NAME` or `office:CODE`.
    #[error("read the owner of a webhook")]
    Owner,
    /// No kind of event, or one that is not known.
    #[error("tell of these kinds of events")]
    Kinds,
    /// The house has as many as it may.
    #[error("make another webhook")]
    TooMany,
    /// The webhook stands otherwise than this needs.
    #[error("do this to a webhook that stands so")]
    State,
}

impl WebhookError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Store(error) => error.code(),
            Self::Access(error) => error.code(),
            Self::Case(error) => error.code(),
            Self::Unknown(_) => "webhook-unknown",
            Self::Address => "webhook-address",
            Self::Plain => "webhook-plain",
            Self::Owner => "webhook-owner",
            Self::Kinds => "webhook-kinds",
            Self::TooMany => "webhook-too-many",
            Self::State => "webhook-state",
        }
    }
}
