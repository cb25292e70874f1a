//! Errors of the lower layers as failures of a command: code, exit and cause, never flattened further.

use comity_node::{
    NodeError,
    attach::AttachError,
    backup::BackupError,
    case::{CaseError, draft::WrongLine},
    config::ConfigError,
    erase::EraseError,
    home::HomeError,
    keys::{file::KeyringError, issue::IssueError, tls::TlsKeyError},
    people::PeopleError,
    prove::ProveError,
    report::ReportError,
    sealing::NotAKey,
};
use comity_peer::{credential::CredentialError, proof::ProofError};
use comity_store::StoreError;
use comity_text::render::proof::FactsError;
use comity_web::{ops::OpsError, tls::TlsError};

use crate::failure::{Failure, FieldNote};

macro_rules! failures {
    ($($error:ty),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                let code = error.code().to_owned();
                Self::of(&code, error)
            }
        })*
    };
}

failures!(
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
            error => {
                let code = error.code().to_owned();
                Self::of(&code, error)
            }
        }
    }
}

impl From<ProveError> for Failure {
    fn from(error: ProveError) -> Self {
        let code = error.code().to_owned();
        match error {
            ProveError::Answered(entry) => Self::of(&code, error).with("entry", entry),
            error => Self::of(&code, error),
        }
    }
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Case(error) => (*error).into(),
            error => {
                let code = error.code().to_owned();
                Self::of(&code, error)
            }
        }
    }
}

impl From<CaseError> for Failure {
    fn from(error: CaseError) -> Self {
        let code = error.code().to_owned();
        let wrong = WrongLine::of(&error);
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
            ..Self::of(&code, error)
        };
        match &wrong {
            Some(wrong) => failure.about(wrong),
            None => failure,
        }
    }
}
