//! Why something was not done with a case.

use comity_core::{
    act::{ActError, WrongField},
    case::{Missing, Refusal},
    items::ItemsError,
};
use comity_store::StoreError;

use super::{file::FileError, form::Illegible, import::ImportError};
use crate::{
    access::AccessError, attach::AttachError, clearance::ClearanceError, error::NodeError,
    people::PeopleError, search::SearchError, translate::TranslationError,
};

/// Why something was not done with a case.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The node or its store.
    #[error(transparent)]
    Node(NodeError),
    /// Whoever gives the command may not.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// Whoever is to hold a case or see it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// An answer of an office to a draft, or a release without it.
    #[error(transparent)]
    Clearance(#[from] ClearanceError),
    /// The words that were looked for.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The file that was handed in.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file that items were to be taken from.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// An attachment.
    #[error(transparent)]
    Attach(Box<AttachError>),
    /// The list of items or fates.
    #[error(transparent)]
    Items(#[from] ItemsError),
    /// Acts of this kind carry no list.
    #[error("give a list to an act of the kind {0}")]
    NoList(String),
    /// Not numbers and ranges of items that there are.
    #[error("find the items {0:?}")]
    Numbers(String),
    /// A value that has no JSON form.
    #[error("write a draft: {0}")]
    Unwritten(String),
    /// Codes, numbers and dates that are not of their kind.
    #[error(transparent)]
    Act(#[from] ActError),
    /// An office that is to speak and that this house does not know; those that it knows.
    #[error("let the office {office:?} speak")]
    Speaker {
        /// As it was written.
        office: String,
        /// The codes that there are.
        known: Vec<String>,
    },
    /// A field that is not of its kind.
    #[error(transparent)]
    Says(Box<WrongField>),
    /// A contact whose hours, or the offset of whose clock, are not written as they must be.
    #[error("read {field}")]
    Contact {
        /// Where it stands.
        field: String,
        /// What is wrong with it.
        wrong: Illegible,
    },
    /// What the rules of the case forbid.
    #[error(transparent)]
    Refused(Refusal),
    /// A request that lacks fields, each with the reason why it must be there.
    #[error("send a request that lacks {} fields", .0.len())]
    Missing(Vec<Missing>),
    /// No such draft.
    #[error("find the draft {0:?}")]
    NoDraft(String),
    /// The draft is in another state than this needs.
    #[error("use a draft that is {0}")]
    DraftState(String),
    /// The draft is not as it was looked at.
    #[error("use a draft that changed meanwhile")]
    DraftChanged,
    /// Another person than those who wrote it must release.
    #[error("release one's own draft")]
    OwnDraft,
    /// No such case.
    #[error("find the case {0:?}")]
    NoCase(String),
    /// The reference or prefix fits several cases.
    #[error("tell which case {0:?} means")]
    Ambiguous(String),
    /// The act belongs to a case, and none was named; or the other way round.
    #[error("say an act of this kind {}", if *.0 { "without a case" } else { "in a case" })]
    Matter(bool),
    /// A translation.
    #[error(transparent)]
    Translation(#[from] TranslationError),
    /// A text that is empty or too long.
    #[error("keep a text of {0} characters")]
    Text(usize),
}

impl CaseError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Node(error) => error.code(),
            Self::People(error) => error.code(),
            Self::Access(error) => error.code(),
            Self::Clearance(error) => error.code(),
            Self::Search(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Import(error) => error.code(),
            Self::Attach(error) => error.code(),
            Self::Items(error) => error.code(),
            Self::NoList(_) => "items-no-list",
            Self::Numbers(_) => "items-numbers",
            Self::Unwritten(_) => "draft-unwritten",
            Self::Act(ActError::Malformed(error)) => error.code(),
            Self::Act(error) => error.code(),
            Self::Speaker { .. } => "draft-office",
            Self::Says(error) => error.code(),
            Self::Contact { wrong, .. } => wrong.code(),
            Self::Refused(error) => error.code(),
            Self::Missing(_) => "request-lacks-musts",
            Self::NoDraft(_) => "draft-unknown",
            Self::DraftState(_) => "draft-state",
            Self::DraftChanged => "draft-changed",
            Self::OwnDraft => "draft-own",
            Self::NoCase(_) => "case-unknown",
            Self::Ambiguous(_) => "case-ambiguous",
            Self::Matter(_) => "case-matter",
            Self::Translation(error) => error.code(),
            Self::Text(_) => "case-text",
        }
    }
}

impl From<NodeError> for CaseError {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Case(error) => *error,
            other => Self::Node(other),
        }
    }
}

impl From<StoreError> for CaseError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

impl From<AttachError> for CaseError {
    fn from(error: AttachError) -> Self {
        Self::Attach(Box::new(error))
    }
}

impl From<Refusal> for CaseError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Missing(missing) => Self::Missing(missing),
            other => Self::Refused(other),
        }
    }
}
