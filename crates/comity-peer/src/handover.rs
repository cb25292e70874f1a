//! The credentials of a channel, for a party that came back after a loss (`docs/protocol.md`, section 9.1).
//!
//! The list is not signed: each file in it is, and a later one is signed by
//! the key of the one before. Which credential was the caller's own before it
//! lost its keys, only the answerer says; the node compares what it still has.

use comity_core::{
    Hash,
    canonical::{self, CanonicalError, V1},
    record::Position,
};
use serde::{Deserialize, Serialize};

use crate::{
    credential::{ChainError, CredentialChain, CredentialError, CredentialFile},
    revocation::RevocationFile,
};

/// The longest list that is read, in bytes.
pub const LIMIT: usize = 1 << 20;
/// The most credentials of one side.
const LINKS: usize = 64;

/// Credentials of both sides of a channel, as the answerer holds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// The answerer's own.
    pub answerer: Vec<HandedLink>,
    /// The caller's.
    pub caller: Vec<HandedLink>,
    /// Revocations that leaves have recorded.
    pub revoked: Vec<HandedRevocation>,
    /// Format version.
    pub v: V1,
}

/// A credential and from where on it governs; one of `after` and `from` is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedLink {
    /// The entry of its party's log that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Position>,
    /// The file.
    pub file: String,
    /// The generation from which on the opening leaves name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u32>,
}

/// A revocation and the leaf of the other side that recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedRevocation {
    /// The file.
    pub file: String,
    /// The leaf.
    pub recorded: Position,
}

/// Why credentials that were handed over are not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandoverError {
    /// No canonical JSON of a list.
    #[error(transparent)]
    Form(#[from] CanonicalError),
    /// A file that is no sound credential or revocation.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// They do not follow each other.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// Too many, none, or one without a place.
    #[error("read a list of credentials")]
    List,
    /// None of the answerer's is one that the caller trusts, or one after that is not signed by it.
    #[error("find a trusted credential of the answerer")]
    Untrusted,
    /// Another credential of the caller than the caller has with this serial, or of another party.
    #[error("find our own credential {serial}")]
    NotOurs {
        /// The serial.
        serial: u32,
    },
    /// The record that came back says another thing of a credential than the list.
    #[error("find the credentials of the list at entry {index} of generation {generation}")]
    NotAsSaid {
        /// The generation.
        generation: u32,
        /// The entry.
        index: u64,
    },
}

impl HandoverError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Credential(error) => error.code(),
            Self::Chain(error) => error.code(),
            Self::List => "handover-list",
            Self::Untrusted => "handover-untrusted",
            Self::NotOurs { .. } => "handover-not-ours",
            Self::NotAsSaid { .. } => "handover-not-as-said",
        }
    }
}

impl Handover {
    /// Reads a list; nothing in it is checked yet.
    ///
    /// # Errors
    /// Not the JSON of one.
    pub fn parse(bytes: &[u8]) -> Result<Self, HandoverError> {
        Ok(canonical::from_bytes(bytes, LIMIT)?)
    }

    /// The bytes that are answered.
    ///
    /// # Errors
    /// The list has no JSON form.
    pub fn to_bytes(&self) -> Result<Vec<u8>, HandoverError> {
        Ok(canonical::to_bytes(self)?)
    }

    /// The chains of the caller and of the answerer, once they hold with what the caller knows.
    ///
    /// `ours` are the credentials of its own that the caller has, `trusted` those of the
    /// answerer that a person has trusted there.
    ///
    /// # Errors
    /// Every variant but [`HandoverError::Form`].
    pub fn verify(
        &self,
        ours: &[CredentialFile],
        trusted: &[CredentialFile],
    ) -> Result<(CredentialChain, CredentialChain), HandoverError> {
        let (caller, answerer) = (chain(&self.caller)?, chain(&self.answerer)?);
        for link in caller.links() {
            let serial = link.file.credential().serial;
            let same = |own: &&CredentialFile| own.credential().serial == serial;
            let other = ours.iter().find(same).is_some_and(|own| *own != link.file);
            let of_us = ours
                .first()
                .is_some_and(|own| own.credential().party == *caller.party());
            if other || !of_us {
                return Err(HandoverError::NotOurs { serial });
            }
        }
        let trusts = |fingerprint: Hash| trusted.iter().any(|one| one.fingerprint() == fingerprint);
        let place = answerer
            .links()
            .position(|link| trusts(link.file.fingerprint()))
            .ok_or(HandoverError::Untrusted)?;
        let unsigned = |link: &HandedLink| {
            let file = CredentialFile::parse(link.file.as_bytes());
            link.from.is_some() && !file.is_ok_and(|file| trusts(file.fingerprint()))
        };
        if self
            .answerer
            .iter()
            .skip(place.saturating_add(1))
            .any(unsigned)
        {
            return Err(HandoverError::Untrusted);
        }
        Ok((caller, answerer))
    }
}

/// The chain of one side: an `after` is signed by the key of the one before, a `from` by its own alone.
fn chain(links: &[HandedLink]) -> Result<CredentialChain, HandoverError> {
    let Some((first, later)) = links.split_first().filter(|_| links.len() <= LINKS) else {
        return Err(HandoverError::List);
    };
    let read = |link: &HandedLink| CredentialFile::parse(link.file.as_bytes());
    let (None, Some(from)) = (first.after, first.from) else {
        return Err(HandoverError::List);
    };
    let mut chain = CredentialChain::new(read(first)?, from);
    for link in later {
        match (link.after, link.from) {
            (Some(issued), None) => chain.issue(read(link)?, issued)?,
            (None, Some(from)) => chain.trust_anew(read(link)?, from)?,
            _ => return Err(HandoverError::List),
        }
    }
    Ok(chain)
}

impl HandedRevocation {
    /// The file.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(&self) -> Result<RevocationFile, HandoverError> {
        Ok(RevocationFile::parse(self.file.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::Party;

    fn text(party: &Party) -> String {
        String::from_utf8(party.file.bytes().to_vec()).unwrap()
    }

    fn from(party: &Party, generation: u32) -> HandedLink {
        HandedLink {
            after: None,
            file: text(party),
            from: Some(generation),
        }
    }

    fn after(party: &Party, generation: u32, index: u64) -> HandedLink {
        HandedLink {
            after: Some(Position { generation, index }),
            file: text(party),
            from: None,
        }
    }

    fn list(caller: Vec<HandedLink>, answerer: Vec<HandedLink>) -> Handover {
        Handover {
            answerer,
            caller,
            revoked: vec![],
            v: V1,
        }
    }

    #[test]
    fn a_list_is_read_back_and_links_to_what_is_trusted() {
        let (old, new) = (
            Party::new("a.example", 1),
            Party::new("a.example", 5).rotated(6),
        );
        let b = Party::new("b.example", 2);
        let (b2, b3) = (b.rotated(7), b.rotated(7).rotated(8));
        let handed = list(
            vec![from(&old, 1)],
            vec![from(&b, 1), after(&b2, 1, 4), after(&b3, 1, 9)],
        );
        assert_eq!(
            Handover::parse(&handed.to_bytes().unwrap()),
            Ok(handed.clone())
        );
        let ours = [new.file.clone()];
        let (caller, answerer) = handed
            .verify(&ours, std::slice::from_ref(&b2.file))
            .unwrap();
        assert_eq!(caller.last().file, old.file);
        let at = Position {
            generation: 1,
            index: 5,
        };
        assert_eq!(answerer.at(at), Some(&b2.file));
        assert_eq!(
            handed.verify(&ours, &[Party::new("b.example", 9).file]),
            Err(HandoverError::Untrusted)
        );
    }

    #[test]
    fn what_contradicts_the_callers_own_knowledge_is_refused() {
        let (old, new) = (
            Party::new("a.example", 1),
            Party::new("a.example", 5).rotated(6),
        );
        let (b, stranger) = (Party::new("b.example", 2), Party::new("a.example", 9));
        let trusted = [b.file.clone()];
        let verify = |caller, answerer, ours: &[CredentialFile]| {
            list(caller, answerer)
                .verify(ours, &trusted)
                .map_err(|error| error.code())
                .map(drop)
        };
        let ours = [new.file.clone(), old.file.clone()];
        let theirs = || vec![from(&b, 1)];
        assert_eq!(verify(vec![from(&old, 1)], theirs(), &ours), Ok(()));
        assert_eq!(
            verify(vec![from(&stranger, 1)], theirs(), &ours),
            Err("handover-not-ours"),
            "the exported file of the old credential is another"
        );
        assert_eq!(
            verify(vec![from(&b, 1)], theirs(), &ours),
            Err("handover-not-ours")
        );
        assert_eq!(verify(vec![], theirs(), &ours), Err("handover-list"));
        assert_eq!(
            verify(vec![after(&old, 1, 3)], theirs(), &ours),
            Err("handover-list")
        );
        let anew = Party::new("b.example", 8).rotated(3);
        assert_eq!(
            verify(
                vec![from(&old, 1)],
                vec![from(&b, 1), from(&anew, 2)],
                &ours
            ),
            Err("handover-untrusted"),
            "no person trusts what came after lost keys of theirs"
        );
    }
}
