//! Sealed attachments: which parts are held, and whether they may be opened.
//!
//! The rows are in the store, the bytes behind [`crate::parts::PartBytes`]. Bytes are
//! durable before a row says that they are held; a row never speaks of bytes that a
//! crash can take away.

mod bytes;
mod set;

use comity_core::{Hash, Time};

use crate::error::Result;

pub use bytes::{MemoryParts, PartBytes, PartFile, PartFolder};
pub use set::PartSet;

/// An attachment by the root over its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Root hash over the parts.
    pub root: Hash,
    /// Sealed bytes in all.
    pub size: u64,
    /// The parts that are durable and were verified against the root.
    pub held: PartSet,
    /// Whether all of them are.
    pub complete: bool,
    /// What the scan said, when it ran.
    pub scan: Option<ScanVerdict>,
}

/// What the scan said of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanVerdict {
    /// Whether it may be opened.
    pub clean: bool,
    /// When the scan ended.
    pub at: Time,
    /// What the scanner wrote, shortened by the caller.
    pub said: String,
}

/// Reading rows of attachments.
pub trait ReadParts {
    /// The attachment with this root.
    fn attachment(&self, root: &Hash) -> Result<Option<AttachmentRow>>;

    /// Attachments that are not complete, after this root, at most `limit`, by root.
    fn incomplete_attachments(
        &self,
        after: Option<&Hash>,
        limit: usize,
    ) -> Result<Vec<AttachmentRow>>;

    /// Attachments that are complete, after this root, at most `limit`, by root.
    fn complete_attachments(
        &self,
        after: Option<&Hash>,
        limit: usize,
    ) -> Result<Vec<AttachmentRow>>;

    /// Hashes of the parts, from part `from`, at most `limit`; fewer where they are not known.
    fn part_hashes(&self, root: &Hash, from: u64, limit: usize) -> Result<Vec<Hash>>;
}

/// Writing rows of attachments.
pub trait Parts: ReadParts {
    /// Adds or replaces an attachment.
    ///
    /// # Errors
    /// [`crate::StoreError::Erased`] when it was erased.
    fn put_attachment(&mut self, attachment: &AttachmentRow) -> Result<()>;

    /// Keeps the leaf hashes of all parts in order, from which part proofs are made.
    fn put_part_hashes(&mut self, root: &Hash, hashes: &[Hash]) -> Result<()>;

    /// Removes the row and leaves a tombstone (JSON), to be found through
    /// [`crate::contents::ReadContents::tombstone`]. The bytes are erased by the caller, before.
    fn erase_attachment(&mut self, root: &Hash, tombstone: &str) -> Result<()>;
}
