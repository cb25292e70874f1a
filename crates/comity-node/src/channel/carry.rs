//! A pouch that is carried as a file: one age file around the archive, sealed to its reader.
//!
//! `docs/protocol.md`, section 6. A file is opened like any other pouch, once
//! or more often, late or out of order; what it brings is covered by our next
//! leaf, which leaves with our next pouch. A large file may be split.
//!
//! Out of scope: where files lie, and who carries them.

use comity_core::{PartyName, Time};
use comity_peer::{
    channel::Evidence,
    pouch::{self, Form, Summary},
    seal::Recipients,
};
use comity_store::Store;

use super::{chains::Chains, ingest::Taken, state};
use crate::{
    error::NodeError,
    node::{Node, Result},
};

/// What a pouch from a file brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Who wrote it.
    pub from: PartyName,
    /// New entries of their log.
    pub brought: u64,
    /// They contradict themselves: the channel is frozen.
    pub misbehaved: Option<Box<Evidence>>,
}

impl<S: Store> Node<S> {
    /// A pouch with all that they have not receipted, sealed to them alone.
    ///
    /// # Errors
    /// There is no such channel, our own state forbids signing, or no suite is common.
    pub fn write_pouch(&self, them: &PartyName, now: Time) -> Result<Vec<u8>> {
        let archive = self.pack(them, now)?;
        let to = self.record(|party, tx| {
            let (state, chains) = (state::load(tx, them)?, Chains::load(party, tx, them)?);
            let (own, theirs) = (chains.own_now(&state), chains.their_now(&state));
            let to = theirs.credential().seal_to(own.credential());
            to.ok_or(NodeError::NoSuite)
        })?;
        // Whoever finds the file on our side reads nothing; we have what is in it.
        let to = Recipients {
            own: Vec::new(),
            ..to
        };
        let sealed = self.secrets().sealer.seal(&to, &archive);
        sealed.map_err(|error| NodeError::Act(error.into()))
    }

    /// Takes in a pouch from a file.
    ///
    /// # Errors
    /// It is not sealed to us, is no pouch, or is not accepted; then nothing changes.
    pub fn open_pouch(&self, file: &[u8], now: Time) -> Result<Opened> {
        let archive = self.unseal(file)?;
        let header = pouch::read(archive.as_slice(), u64::MAX - 1)?.header;
        let from = header.from;
        let taken = self.take_file(&from, &archive, now)?;
        Ok(match taken {
            Taken::Accepted { brought, .. } => Opened {
                from,
                brought,
                misbehaved: None,
            },
            Taken::Misbehaved(evidence) => Opened {
                from,
                brought: 0,
                misbehaved: Some(evidence),
            },
        })
    }

    /// What a pouch file says of itself; nothing is verified and nothing changes.
    ///
    /// # Errors
    /// It is not sealed to us, or is no pouch.
    pub fn inspect_pouch(&self, file: &[u8]) -> Result<Summary> {
        let archive = self.unseal(file)?;
        Ok(pouch::inspect(&pouch::read(
            archive.as_slice(),
            u64::MAX - 1,
        )?))
    }

    /// The archive in a file, which may be there unsealed too.
    fn unseal(&self, file: &[u8]) -> Result<Vec<u8>> {
        match pouch::form(file) {
            Form::Pouch => Ok(file.to_vec()),
            Form::Sealed => {
                let opened = self.secrets().sealer.open(file)?;
                Ok(opened.plain)
            }
            // The form of a suite that only its sealer knows, or no pouch at all.
            Form::Unknown => match self.secrets().sealer.open(file) {
                Ok(opened) => Ok(opened.plain),
                Err(_) => Err(NodeError::File("pouch".to_owned())),
            },
        }
    }
}

/// Parts of a file of at most so many bytes, to be joined in order.
#[must_use]
pub fn split(file: &[u8], at_most: usize) -> Vec<&[u8]> {
    file.chunks(at_most.max(1)).collect()
}

/// The name of a part, from 1: `<name>.part-001-of-003`.
#[must_use]
pub fn part_name(name: &str, number: usize, all: usize) -> String {
    format!("{name}.part-{number:03}-of-{all:03}")
}
