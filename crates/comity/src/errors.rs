//! Errors of the lower layers as failures of a command: code, exit and cause, never flattened further.

use comity_node::{
    NodeError,
    accounts::AccessError,
    attach::AttachError,
    backup::BackupError,
    case::{CaseError, draft::WrongLine, file::FileError, import::ImportError},
    config::ConfigError,
    erase::EraseError,
    home::HomeError,
    keys::{file::KeyringError, issue::IssueError, tls::TlsKeyError},
    people::PeopleError,
    prove::ProveError,
    report::ReportError,
    sealing::NotAKey,
    webhooks::WebhookError,
};
use comity_peer::{credential::CredentialError, proof::ProofError};
use comity_store::StoreError;
use comity_text::render::proof::FactsError;
use comity_web::{ops::OpsError, tls::TlsError};

use crate::{
    detail::Detail,
    failure::{Failure, FieldNote},
};

macro_rules! failures {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::from_error(error.code(), &error)
            }
        })*
    };
}

failures!(
    AccessError,
    AttachError,
    BackupError,
    EraseError,
    ConfigError,
    FactsError,
    HomeError,
    KeyringError,
    NotAKey,
    OpsError,
    PeopleError,
    ProofError,
    ReportError,
    StoreError,
    TlsError,
    TlsKeyError,
);

impl From<WebhookError> for Failure {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::Case(error) => error.into(),
            error => Self::from_error(error.code(), &error),
        }
    }
}

impl From<CredentialError> for Failure {
    fn from(error: CredentialError) -> Self {
        let failure = Self::of(error.code(), &error);
        match error {
            CredentialError::Limit(field) => failure.with("field", field),
            _ => failure,
        }
    }
}

impl From<IssueError> for Failure {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Credential(error) => error.into(),
            error => Self::from_error(error.code(), &error),
        }
    }
}

impl From<ProveError> for Failure {
    fn from(error: ProveError) -> Self {
        let failure = Self::from_error(error.code(), &error);
        match error {
            ProveError::Answered(entry) => failure.with("entry", entry),
            _ => failure,
        }
    }
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Case(error) => (*error).into(),
            error => Self::from_error(error.code(), &error),
        }
    }
}

impl From<CaseError> for Failure {
    fn from(error: CaseError) -> Self {
        let error = match error {
            CaseError::Node(NodeError::DeskStalled(stalled)) => {
                return NodeError::from(stalled).into();
            }
            error => error,
        };
        // Where it is an error of another layer, that one is in nobody's chain.
        let detail = match &error {
            CaseError::File(error) => Detail::of(error),
            CaseError::Import(error) => Detail::of(error),
            CaseError::Items(error) => Detail::of(error),
            CaseError::NoCase(named)
            | CaseError::NoDraft(named)
            | CaseError::Ambiguous(named)
            | CaseError::Numbers(named) => Some(Detail::said(named.clone())),
            error => Detail::of(error),
        };
        let wrong = WrongLine::of(&error);
        let twice = match &error {
            CaseError::File(FileError::Twice(twice))
            | CaseError::Import(ImportError::Twice(twice)) => Some(twice.clone()),
            _ => None,
        };
        let fields = match &error {
            CaseError::Missing(missing) => missing
                .iter()
                .map(|one| FieldNote {
                    field: one.field.code(),
                    why: one.why.code(),
                })
                .collect(),
            _ => Vec::new(),
        };
        let failure = Self {
            fields,
            detail: detail.map(Box::new),
            ..Self::of(error.code(), &error)
        };
        match (&wrong, twice) {
            (Some(wrong), _) => failure.about(wrong),
            (None, Some(twice)) => failure.with("name", twice.name).with("line", twice.line),
            (None, None) => failure,
        }
    }
}
