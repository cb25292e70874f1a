//! Sealed envelopes and bodies by their fingerprints, and the tombstones of those erased.
//!
//! The caller has compared the bytes with the fingerprint. What was erased never comes
//! back by any path (`ARCHITECTURE.md`, invariant 7): [`Contents::put_content`] refuses it.

use comity_core::Hash;

use crate::error::Result;

/// Reading content.
pub trait ReadContents {
    /// The sealed bytes with this fingerprint.
    fn content(&self, hash: &Hash) -> Result<Option<Vec<u8>>>;

    /// Whether the sealed bytes with this fingerprint are held.
    fn has_content(&self, hash: &Hash) -> Result<bool> {
        Ok(self.content(hash)?.is_some())
    }

    /// The file key of this content that was kept beside it: sealed bytes.
    fn opening(&self, hash: &Hash) -> Result<Option<Vec<u8>>>;

    /// What was said when the content (or attachment) with this fingerprint was erased: JSON.
    fn tombstone(&self, hash: &Hash) -> Result<Option<String>>;

    /// All tombstones after this fingerprint, at most `limit`, by fingerprint.
    fn tombstones(&self, after: Option<&Hash>, limit: usize) -> Result<Vec<(Hash, String)>>;
}

/// Writing content.
pub trait Contents: ReadContents {
    /// Keeps sealed bytes; does nothing when they are held already.
    ///
    /// # Errors
    /// [`crate::StoreError::Erased`] when they were erased.
    fn put_content(&mut self, hash: &Hash, bytes: &[u8]) -> Result<()>;

    /// Keeps a file key beside content that none of our identities opens, sealed to ourselves;
    /// one that is there already is replaced. Erasing the content takes it away.
    ///
    /// # Errors
    /// [`crate::StoreError::Erased`] when the content was erased.
    fn put_opening(&mut self, hash: &Hash, sealed: &[u8]) -> Result<()>;

    /// Removes the bytes, if they are held, and leaves a tombstone (JSON) that
    /// [`Contents::put_content`] obeys; the first tombstone stays.
    fn erase(&mut self, hash: &Hash, tombstone: &str) -> Result<()>;
}
