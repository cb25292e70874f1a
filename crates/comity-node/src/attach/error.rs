//! Why something was not attached, fetched or opened.

use comity_core::{Hash, body::AttachmentError};
use comity_store::StoreError;

use crate::{error::NodeError, sealing::stream::StreamError};

/// Why something was not attached, fetched or opened.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// The node or its store.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// Name, media type or data class.
    #[error("attach the file: {0}")]
    Unfit(#[from] AttachmentError),
    /// Sealing or opening.
    #[error(transparent)]
    Stream(#[from] StreamError),
    /// Larger than this house sends or takes.
    #[error("attach {size} bytes with a limit of {limit}")]
    TooLarge {
        /// Bytes, as far as they were counted.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// Nobody announced this attachment.
    #[error("find the attachment {0}")]
    Unknown(Hash),
    /// It was erased.
    #[error("find the erased attachment {0}")]
    Erased(Hash),
    /// Not all parts are here yet.
    #[error("open an attachment with {held} of {parts} parts")]
    Incomplete {
        /// Parts held.
        held: u64,
        /// Parts in all.
        parts: u64,
    },
    /// A part that is not of this attachment, or not of the length that it must have.
    #[error("verify part {0}")]
    WrongPart(u64),
    /// It opened, but is not what the body says: size or fingerprint differ.
    #[error("find what the body says in the opened attachment")]
    NotAsSaid,
    /// The bytes that came have not the fingerprint that their sender gave.
    #[error("find the fingerprint that the sender gave")]
    OtherHash,
    /// The scan has not found it clean.
    #[error("open an attachment that the scan did not clear")]
    NotClean,
    /// The scan command did not run, or ended with neither verdict.
    #[error("scan the attachment: {0}")]
    Scan(String),
    /// Another file could not be read or written.
    #[error("use the file: {0}")]
    Io(#[from] std::io::Error),
    /// A manifest that is none.
    #[error("read the manifest: {0}")]
    Manifest(String),
}

impl AttachError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Node(error) => error.code(),
            Self::Unfit(error) => error.code(),
            Self::Stream(error) => error.code(),
            Self::TooLarge { .. } => "attachment-too-large",
            Self::Unknown(_) => "attachment-unknown",
            Self::Erased(_) => "attachment-erased",
            Self::Incomplete { .. } => "attachment-incomplete",
            Self::WrongPart(_) => "attachment-wrong-part",
            Self::NotAsSaid => "attachment-not-as-said",
            Self::OtherHash => "attachment-other-hash",
            Self::NotClean => "attachment-not-clean",
            Self::Scan(_) => "attachment-scan",
            Self::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                "attachment-disk-full"
            }
            Self::Io(_) => "attachment-io",
            Self::Manifest(_) => "attachment-manifest",
        }
    }
}

impl From<StoreError> for AttachError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}
