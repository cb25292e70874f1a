//! The members of a proof, each taken once: what nobody asks for is refused.
//!
//! The archive has the one spelling that pouches have, so that stock `tar`
//! lists it and two builders of the same parts write the same bytes.

use std::collections::BTreeMap;

use super::{LIMIT, ProofError, manifest};
use crate::{
    credential::{STATES_EN, STATES_ZH_HANS},
    pouch::ustar::{self, Next},
};

/// The member with what receipts state, in both languages.
pub(super) const STATES: &str = "states.txt";

/// The content of [`STATES`].
pub(super) fn states() -> Vec<u8> {
    format!("{STATES_EN}\n{STATES_ZH_HANS}\n").into_bytes()
}

/// The members of a proof by name.
#[derive(Debug, Default)]
pub(super) struct Members(BTreeMap<String, Vec<u8>>);

impl Members {
    /// Reads an archive whose first member is the claim.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        if bytes.len() > LIMIT {
            return Err(ProofError::Archive("too long"));
        }
        let mut source = bytes;
        let mut members = BTreeMap::new();
        loop {
            let wrong = |_| ProofError::Archive("form");
            let Next::Member(member) = ustar::next(&mut source).map_err(wrong)? else {
                break;
            };
            if members.is_empty() && member.name != manifest::NAME {
                return Err(ProofError::Archive("order"));
            }
            let content = ustar::content(&mut source, member.size).map_err(wrong)?;
            if members.insert(member.name, content).is_some() {
                return Err(ProofError::Archive("twice"));
            }
        }
        Ok(Self(members))
    }

    /// Adds a member; one name once.
    pub(super) fn add(&mut self, name: String, content: Vec<u8>) {
        self.0.insert(name, content);
    }

    /// The archive: the claim first, the others by name.
    pub(super) fn write(mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let claim = self.0.remove(manifest::NAME)?;
        ustar::write(&mut bytes, manifest::NAME, &[&claim]).ok()?;
        for (name, content) in &self.0 {
            ustar::write(&mut bytes, name, &[content]).ok()?;
        }
        ustar::finish(&mut bytes).ok()?;
        (bytes.len() <= LIMIT).then_some(bytes)
    }

    /// A member that must be there.
    pub(super) fn take(&mut self, name: &str) -> Result<Vec<u8>, ProofError> {
        self.take_if_there(name)
            .ok_or_else(|| ProofError::MemberMissing(name.to_owned()))
    }

    /// A member that may be there.
    pub(super) fn take_if_there(&mut self, name: &str) -> Option<Vec<u8>> {
        self.0.remove(name)
    }

    /// A member that must have this content.
    pub(super) fn expect(&mut self, name: &str, content: &[u8]) -> Result<(), ProofError> {
        if self.take(name)? == content {
            Ok(())
        } else {
            Err(ProofError::MemberUnknown(name.to_owned()))
        }
    }

    /// All members of a folder.
    pub(super) fn take_folder(&mut self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let inside: Vec<_> = self
            .0
            .keys()
            .filter(|name| name.starts_with(folder))
            .cloned()
            .collect();
        inside
            .into_iter()
            .filter_map(|name| self.0.remove_entry(&name))
            .collect()
    }

    /// Whether every member was asked for.
    pub(super) fn none_left(&self) -> Result<(), ProofError> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(ProofError::MemberUnknown(name.clone())),
        }
    }
}
