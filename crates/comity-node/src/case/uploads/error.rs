//! Why an upload did not begin or go on.

use comity_store::StoreError;

use crate::{attach::AttachError, case::CaseError, error::NodeError};

/// Why an upload did not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// Its draft, or what is to be attached.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// There is none of this name for whoever asks: perhaps it was thrown away after a day.
    #[error("find the upload")]
    Unknown,
    /// It stands elsewhere.
    #[error("go on with an upload that stands at byte {at}")]
    Offset {
        /// Bytes that are here.
        at: u64,
    },
    /// A piece of it is on its way.
    #[error("go on with an upload while another piece is on its way")]
    Busy,
    /// It came in too many pieces.
    #[error("keep so many pieces of one upload")]
    Pieces,
    /// More bytes came than it was said to have.
    #[error("take more bytes than the upload was said to have")]
    TooLong,
    /// Too many, or too large, for one person.
    #[error("keep {bytes} bytes of one person's uploads with a limit of {quota}")]
    Quota {
        /// Bytes in all, with the new one.
        bytes: u64,
        /// Bytes allowed.
        quota: u64,
    },
}

impl UploadError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Case(error) => error.code(),
            Self::Unknown => "upload-unknown",
            Self::Offset { .. } => "upload-offset",
            Self::Busy => "upload-busy",
            Self::Pieces => "upload-pieces",
            Self::TooLong => "upload-too-long",
            Self::Quota { .. } => "upload-quota",
        }
    }
}

impl From<AttachError> for UploadError {
    fn from(error: AttachError) -> Self {
        Self::Case(error.into())
    }
}

impl From<StoreError> for UploadError {
    fn from(error: StoreError) -> Self {
        Self::Case(error.into())
    }
}

impl From<NodeError> for UploadError {
    fn from(error: NodeError) -> Self {
        Self::Case(error.into())
    }
}
