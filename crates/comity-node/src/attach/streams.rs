//! Sealing of streams as a seam, like the sealer of acts.
//!
//! The node seals with age; the simulated world has a stand-in, because age
//! draws randomness of its own. Each attachment has an identity of its own,
//! made from a seed that the caller draws.

use std::io::{BufRead, Read, Write};

use comity_peer::seal::{FileKey, OpenError, SealError, Suite};

use crate::sealing::{
    Identity,
    stream::{self, StreamError},
};

/// Seals and opens attachments.
pub trait Streams: Send + Sync {
    /// Seals all of `plain` to the identity of this seed, and gives the identity as text.
    ///
    /// # Errors
    /// Sealing, reading or writing fails; then the target is no whole file.
    fn seal(
        &self,
        seed: &[u8; 32],
        plain: &mut dyn Read,
        sealed: &mut dyn Write,
    ) -> Result<String, StreamError>;

    /// Opens with an identity, and gives the file key: an opening to show to others.
    ///
    /// # Errors
    /// Damaged, cut off or for another identity: what was written must be thrown away.
    fn open(
        &self,
        identity: &str,
        sealed: &mut dyn BufRead,
        plain: &mut dyn Write,
    ) -> Result<FileKey, StreamError>;
}

/// Attachments as age files.
#[derive(Debug, Clone, Copy)]
pub struct AgeStreams {
    /// The suite of the identities that are made; any is opened.
    pub suite: Suite,
}

impl Streams for AgeStreams {
    fn seal(
        &self,
        seed: &[u8; 32],
        plain: &mut dyn Read,
        sealed: &mut dyn Write,
    ) -> Result<String, StreamError> {
        let identity =
            Identity::from_seed(self.suite, seed).map_err(|_| SealError::Suite(self.suite))?;
        stream::seal(&identity.recipient(), plain, sealed)?;
        Ok(identity.to_text().to_string())
    }

    fn open(
        &self,
        identity: &str,
        sealed: &mut dyn BufRead,
        plain: &mut dyn Write,
    ) -> Result<FileKey, StreamError> {
        let identity: Identity = identity.parse().map_err(|_| OpenError::NotForUs)?;
        stream::open(&identity, sealed, plain).map(|(_, key)| key)
    }
}
