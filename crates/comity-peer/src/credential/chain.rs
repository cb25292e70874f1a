//! Which credential of a party governs which entry, through rotation.
//!
//! `docs/protocol.md`, section 10: a new credential governs its sender's log
//! after the entry that issued it, and the reader uses it from the first leaf
//! whose `seen` covers that entry; both are one question, asked of a
//! [`Position`]. From where on a revocation counts is kept beside the chain.

use comity_core::{PartyName, record::Position};

use super::{CredentialError, CredentialFile, verify_successor};
use crate::revocation::RevocationFile;

/// From where on a credential governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Governs {
    /// Named by the opening leaves of this generation.
    From(u32),
    /// Issued by the act of this entry of the party's own log.
    After(Position),
}

/// A credential in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The credential.
    pub file: CredentialFile,
    /// From where on it governs.
    pub governs: Governs,
}

/// The credentials of one party, in the order in which they govern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialChain {
    first: Link,
    later: Vec<Link>,
}

/// Why a credential or revocation does not join a chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// It does not follow the last one, or is another of the same serial.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// It would govern from before the one before it.
    #[error("govern from before the credential before")]
    Order,
    /// No credential of the chain is meant.
    #[error("revoke a credential that is not in the chain")]
    Unknown,
}

impl ChainError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Credential(error) => error.code(),
            Self::Order => "chain-order",
            Self::Unknown => "chain-unknown",
        }
    }
}

impl Governs {
    /// Whether it governs an entry at this position, or what is said by one who has seen the log up to it.
    #[must_use]
    pub fn covers(self, position: Position) -> bool {
        match self {
            Self::From(generation) => generation <= position.generation,
            Self::After(issued) => issued < position,
        }
    }

    /// As it is written down: the entry after which it governs, or the generation from which on.
    #[must_use]
    pub const fn written(self) -> (Option<Position>, Option<u32>) {
        match self {
            Self::After(issued) => (Some(issued), None),
            Self::From(generation) => (None, Some(generation)),
        }
    }

    fn start(self) -> Position {
        match self {
            Self::From(generation) => Position {
                generation,
                index: 0,
            },
            Self::After(Position { generation, index }) => Position {
                generation,
                index: index.saturating_add(1),
            },
        }
    }
}

impl CredentialChain {
    /// A chain that starts with a credential trusted by its safety number.
    #[must_use]
    pub const fn new(first: CredentialFile, generation: u32) -> Self {
        Self {
            first: Link {
                file: first,
                governs: Governs::From(generation),
            },
            later: Vec::new(),
        }
    }

    /// Adds the credential that the act at `issued` carries.
    ///
    /// # Errors
    /// It does not follow the last one ([`verify_successor`]), or not in order.
    pub fn issue(&mut self, next: CredentialFile, issued: Position) -> Result<(), ChainError> {
        verify_successor(&self.last().file, &next)?;
        self.add(next, Governs::After(issued))
    }

    /// Adds a credential that was trusted anew, by its safety number, for a new
    /// generation: the way on after lost keys. It needs no signature of the one before.
    ///
    /// # Errors
    /// Another party, a serial that is not larger, or not in order.
    pub fn trust_anew(&mut self, next: CredentialFile, generation: u32) -> Result<(), ChainError> {
        let (before, after) = (self.last().file.credential(), next.credential());
        if before.party != after.party {
            return Err(CredentialError::NotNext("party").into());
        }
        if before.serial == after.serial {
            return Err(CredentialError::Fork {
                serial: after.serial,
            }
            .into());
        }
        if before.serial > after.serial {
            return Err(CredentialError::NotNext("serial").into());
        }
        self.add(next, Governs::From(generation))
    }

    /// Checks that a revocation means a credential of this chain and is signed by its key.
    ///
    /// # Errors
    /// No credential of the chain is meant, or the signature is not its key's.
    pub fn verify_revocation(&self, revocation: &RevocationFile) -> Result<(), ChainError> {
        let meant = revocation.revocation().credential;
        let link = self
            .links()
            .find(|link| link.file.fingerprint() == meant)
            .ok_or(ChainError::Unknown)?;
        Ok(revocation.verify(&link.file)?)
    }

    /// The party.
    #[must_use]
    pub const fn party(&self) -> &PartyName {
        &self.first.file.credential().party
    }

    /// The newest credential.
    #[must_use]
    pub fn last(&self) -> &Link {
        self.later.last().unwrap_or(&self.first)
    }

    /// All credentials, oldest first.
    pub fn links(&self) -> impl DoubleEndedIterator<Item = &Link> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// The credential that governs the party's own entry at `position`; for the
    /// reader, the one to use with `seen` at `position`. `None` before the chain starts.
    #[must_use]
    pub fn at(&self, position: Position) -> Option<&CredentialFile> {
        self.links()
            .rev()
            .find(|link| link.governs.covers(position))
            .map(|link| &link.file)
    }

    /// The credential under which the party signs a checkpoint of its own log of
    /// this size: the one that governs its last entry.
    #[must_use]
    pub fn for_size(&self, generation: u32, size: u64) -> Option<&CredentialFile> {
        self.at(Position {
            generation,
            index: size.saturating_sub(1),
        })
    }

    fn add(&mut self, file: CredentialFile, governs: Governs) -> Result<(), ChainError> {
        if governs.start() <= self.last().governs.start() {
            return Err(ChainError::Order);
        }
        self.later.push(Link { file, governs });
        Ok(())
    }
}
