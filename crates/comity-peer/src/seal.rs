//! Sealing as a seam: who seals, opens, and opens with a disclosed file key.
//!
//! The node implements [`Sealer`] with age (`X25519` and `mlkem768x25519`
//! recipients), the simulated world with a seeded stand-in, because the age
//! libraries draw randomness of their own (`docs/protocol.md`, section
//! 4.2). A *suite* is named in the credential and recognised in every
//! sealed file; another container can follow with no change to log, leaf or pouch.
//!
//! Out of scope: padding and what is inside ([`crate::act`]).

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a file is sealed: container and recipient type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suite {
    /// An age file with `mlkem768x25519` recipients.
    AgeHybrid,
    /// An age file with `X25519` recipients.
    #[serde(rename = "age-x25519")]
    AgeX25519,
    /// The simulated world's seeded container, which protects nothing.
    StandIn,
}

impl Suite {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AgeHybrid => "age-hybrid",
            Self::AgeX25519 => "age-x25519",
            Self::StandIn => "stand-in",
        }
    }

    /// The suite of a name on the wire, if this program knows it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::AgeHybrid, Self::AgeX25519, Self::StandIn]
            .into_iter()
            .find(|suite| suite.name() == name)
    }
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// To whom a file is sealed: the reader first, then the sender itself, all of one suite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    /// The suite of all of them.
    pub suite: Suite,
    /// The reader's recipients.
    pub reader: Vec<String>,
    /// The sender's own.
    pub own: Vec<String>,
}

/// The key of one sealed file, to which its header commits.
///
/// Given to somebody together with the sealed bytes it is an *opening*: it
/// proves the plain text of this file and of no other.
#[derive(Clone, PartialEq, Eq)]
pub struct FileKey([u8; 16]);

impl FileKey {
    /// The key with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The raw bytes, for a proof that discloses them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(…)")
    }
}

/// A file that opened, whole: its last chunk has been verified.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// What was sealed.
    pub plain: Vec<u8>,
    /// The key of this file.
    pub file_key: FileKey,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("bytes", &self.plain.len())
            .finish_non_exhaustive()
    }
}

/// Seals and opens whole files in memory. Attachments are streamed by the node.
pub trait Sealer: Send + Sync {
    /// Seals to the reader and to the sender.
    ///
    /// # Errors
    /// No recipient, one that is not of the suite, or a fault of the library.
    fn seal(&self, to: &Recipients, plain: &[u8]) -> Result<Vec<u8>, SealError>;

    /// Opens with the identities that this party holds, current and old.
    ///
    /// # Errors
    /// [`OpenError`]; only [`OpenError::Fault`] says nothing about the file.
    fn open(&self, sealed: &[u8]) -> Result<Opened, OpenError>;

    /// Opens with a disclosed file key, checking that the header commits to it.
    ///
    /// # Errors
    /// As [`Sealer::open`].
    fn open_with(&self, sealed: &[u8], key: &FileKey) -> Result<Vec<u8>, OpenError>;
}

/// Why nothing was sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// This sealer does not know the suite.
    #[error("seal with the suite {0}")]
    Suite(Suite),
    /// A recipient is missing, or is not one of the suite.
    #[error("seal to this recipient: {0}")]
    Recipient(String),
    /// The library failed.
    #[error("seal: {0}")]
    Fault(String),
}

impl SealError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Suite(_) => "seal-suite",
            Self::Recipient(_) => "seal-recipient",
            Self::Fault(_) => "seal-fault",
        }
    }
}

/// Why a file did not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// None of our identities, or not this file key, opens it.
    #[error("open a file that is sealed for someone else")]
    NotForUs,
    /// Not a sealed file, cut off, or changed.
    #[error("open a damaged file")]
    Damaged,
    /// We could not try: says nothing about the file, and makes no verdict.
    #[error("open: {0}")]
    Fault(String),
}

impl OpenError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotForUs => "open-not-for-us",
            Self::Damaged => "open-damaged",
            Self::Fault(_) => "open-fault",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_has_one_name() {
        for suite in [Suite::AgeHybrid, Suite::AgeX25519, Suite::StandIn] {
            let json = serde_json::to_string(&suite).unwrap();
            assert_eq!(json, format!("\"{suite}\""));
            assert_eq!(serde_json::from_str::<Suite>(&json).unwrap(), suite);
        }
    }

    #[test]
    fn keys_and_plain_text_do_not_show() {
        let opened = Opened {
            plain: b"secret".to_vec(),
            file_key: FileKey::new([7; 16]),
        };
        assert_eq!(format!("{opened:?}"), "Opened { bytes: 6, .. }");
        assert_eq!(format!("{:?}", opened.file_key), "FileKey(…)");
    }
}
