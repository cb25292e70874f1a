//! Signing as the protocol sees it: a party signs the size and root of a log, at a time, and nothing else.
//!
//! The implementation (`comity-node`: a key file; later a PKCS#11 token) keeps
//! the high-water mark of each own log and makes it durable before a signature
//! leaves, so that no caller can make it sign what shrinks or forks
//! (`ARCHITECTURE.md`, invariant 3).
//! Out of scope: which lines a statement has and how they are checked ([`crate::statement`]).

use comity_core::Time;
use comity_tlog::{checkpoint::Checkpoint, note::SignedNote};

/// Signs what only grows.
pub trait Signer {
    /// The sender's checkpoint of its own log: lines `log` 0x01 and 0x06, `fresh` 0x04, all at `at`.
    ///
    /// # Errors
    /// A size below the high-water mark, another root at it, or a key or mark that cannot be used.
    fn checkpoint(&self, checkpoint: &Checkpoint, at: Time) -> Result<SignedNote, SignerError>;

    /// The reader's receipt for the other side's log: lines `holds` 0x04 and 0x06, both at `at`.
    ///
    /// # Errors
    /// A size below the one last receipted, another root at it, or a key or mark that cannot be used.
    fn receipt(&self, checkpoint: &Checkpoint, at: Time) -> Result<SignedNote, SignerError>;

    /// Both statements of one turn with one counterpart; a signer may make their marks durable together.
    ///
    /// # Errors
    /// As [`Signer::checkpoint`] and [`Signer::receipt`].
    fn turn(
        &self,
        own: (&Checkpoint, Time),
        theirs: (&Checkpoint, Time),
    ) -> Result<(SignedNote, SignedNote), SignerError> {
        let checkpoint = self.checkpoint(own.0, own.1)?;
        Ok((checkpoint, self.receipt(theirs.0, theirs.1)?))
    }
}

/// Why a signer does not sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// A smaller size than the one last signed.
    #[error("sign size {size} after size {mark}")]
    Shrinks {
        /// The size asked for.
        size: u64,
        /// The size last signed.
        mark: u64,
    },
    /// Another root at the size last signed.
    #[error("sign two roots at size {size}")]
    Forks {
        /// That size.
        size: u64,
    },
    /// A time before the one last signed for this log.
    #[error("sign with a time before the last one")]
    TimeWentBack,
    /// The time or origin cannot stand in a signature.
    #[error("sign this statement: {0}")]
    Unfit(&'static str),
    /// The key cannot be used.
    #[error("use the signing key: {0}")]
    Key(String),
    /// The high-water mark cannot be read or made durable.
    #[error("keep the high-water mark: {0}")]
    Mark(String),
}

impl SignerError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shrinks { .. } => "signer-shrinks",
            Self::Forks { .. } => "signer-forks",
            Self::TimeWentBack => "signer-time-went-back",
            Self::Unfit(_) => "signer-unfit",
            Self::Key(_) => "signer-key",
            Self::Mark(_) => "signer-mark",
        }
    }
}
