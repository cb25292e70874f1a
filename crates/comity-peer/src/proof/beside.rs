//! Attachments that lie beside a proof: too large for an archive that is held in memory.
//!
//! The proof holds the file key; the sealed bytes are a file of their own, which
//! whoever verifies reads once: for its root over parts, and, opened with the
//! key, for the fingerprint of the plain bytes. What is compared with what was
//! signed is compared by the verifier.

use comity_core::Hash;

use crate::seal::{FileKey, OpenError};

/// What a sealed file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBeside {
    /// The root over its parts.
    pub root: Hash,
    /// Number of sealed bytes.
    pub size: u64,
    /// SHA-256 and number of its plain bytes, where the key opens it.
    pub plain: Result<(Hash, u64), OpenError>,
}

/// The files that lie beside a proof.
pub trait Beside {
    /// Reads the sealed file of this name ([`name`]) and opens it with the key; `None` when it is not there.
    ///
    /// An error means that it could not be read, and says nothing about it.
    fn open(&self, name: &str, key: &FileKey) -> Option<Result<FoundBeside, OpenError>>;
}

/// No file lies beside the proof.
#[derive(Debug, Clone, Copy)]
pub struct NothingBeside;

impl Beside for NothingBeside {
    fn open(&self, _: &str, _: &FileKey) -> Option<Result<FoundBeside, OpenError>> {
        None
    }
}

/// The name of the file of an attachment, to be put after the name of the proof and a full stop.
///
/// Act and attachment count from 1.
#[must_use]
pub fn name(act: usize, attachment: usize) -> String {
    format!("{act}.attachment-{attachment}.age")
}
