//! What lies beside sealed content by its fingerprint: file keys, and the tombstones of what was erased.
//!
//! The sealed bytes themselves lie with their entries ([`crate::logs`]). What was erased
//! never comes back by any path (`ARCHITECTURE.md`, invariant 7): an append leaves it out.

use comity_core::{Hash, Origin};

use crate::error::Result;

/// Where an entry names a fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The log of the entry.
    pub log: Origin,
    /// Its index.
    pub index: u64,
    /// Whether as its envelope; else as its body.
    pub envelope: bool,
}

/// Reading what lies beside content.
pub trait ReadContents {
    /// The file key of this content that was kept beside it: sealed bytes.
    fn opening(&self, hash: &Hash) -> Result<Option<Vec<u8>>>;

    /// What was said when the content (or attachment) with this fingerprint was erased: JSON.
    fn tombstone(&self, hash: &Hash) -> Result<Option<String>>;

    /// All tombstones after this fingerprint, at most `limit`, by fingerprint.
    fn tombstones(&self, after: Option<&Hash>, limit: usize) -> Result<Vec<(Hash, String)>>;
}

/// Writing what lies beside content, and erasing content.
pub trait Contents: ReadContents {
    /// Keeps a file key beside content that none of our identities opens, sealed to ourselves;
    /// one that is there already is replaced. Erasing the content takes it away.
    ///
    /// # Errors
    /// [`crate::StoreError::Erased`] when the content was erased.
    fn put_opening(&mut self, hash: &Hash, sealed: &[u8]) -> Result<()>;

    /// All places where an entry names this fingerprint, ascending, whether the bytes are held
    /// or were erased.
    ///
    /// It writes: what finds them is brought up to the ends of the logs first.
    fn places(&mut self, hash: &Hash) -> Result<Vec<Place>>;

    /// Removes the sealed bytes with this fingerprint from every entry that names it, and
    /// leaves a tombstone (JSON) that [`crate::logs::Logs::append`] obeys; the first
    /// tombstone stays.
    fn erase(&mut self, hash: &Hash, tombstone: &str) -> Result<()>;
}
