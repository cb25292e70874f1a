//! What a party is known by: its public keys by role, its recipients, endpoints and names.
//!
//! `docs/protocol.md`, section 2.1. The JSON is canonical and its SHA-256 is
//! the credential's fingerprint; the file around it ([`CredentialFile`]) is
//! signed by the party's credential key. Two persons compare the
//! [`safety_number`] over both fingerprints by voice.
//!
//! Out of scope: private keys, and where trusted credentials are kept (the node).

mod chain;
mod file;
mod keys;
mod limits;
mod safety;
mod states;
#[cfg(test)]
mod tests;

use comity_core::{
    Hash, PartyName, Time,
    canonical::{self, V1},
};
use serde::{Deserialize, Serialize};

use crate::seal::{Recipients, Suite};

pub use chain::{ChainError, CredentialChain, Governs, Link};
pub use file::{CredentialError, CredentialFile, is_fork, verify_successor};
pub use keys::{FreshKey, Keys, PublicKey, RoleKeys};
pub use safety::safety_number;
pub use states::{STATES_EN, STATES_ZH_HANS, States};

pub(crate) use file::OneLeaf;
pub(crate) use keys::{fresh_name, holds_name};

/// The longest credential in bytes of JSON: what a tlog-proof can carry beside its leaf.
pub const LIMIT: usize = comity_tlog::tlog_proof::MAX_EXTRA_LEN;

/// A party's credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Where the party's node can be called, as `https://host:port`; may be empty.
    pub endpoints: Vec<String>,
    /// When it was issued.
    pub issued: Time,
    /// A label of the party's own choice.
    pub jurisdiction: String,
    /// Its public keys.
    pub keys: Keys,
    /// What the party is called.
    pub names: PartyNames,
    /// The offices that may be addressed.
    pub offices: Vec<Office>,
    /// The party.
    pub party: PartyName,
    /// Fingerprint of the credential before; absent in serial 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Hash>,
    /// The longest time between two exchanges that the party promises, in seconds.
    pub rhythm: u32,
    /// Versions of the rules that it understands, ascending.
    pub rules: Vec<u32>,
    /// 1, and one more for each credential.
    pub serial: u32,
    /// What every receipt under this credential states, and what it does not.
    pub states: States,
    /// How to seal to this party, the preferred suite first.
    pub suites: Vec<SuiteRecipients>,
    /// SHA-256 of the `SubjectPublicKeyInfo` of its TLS key.
    pub tls: Hash,
    /// Format version.
    pub v: V1,
}

/// A long and a short name in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyNames {
    /// English.
    pub en: LongShort,
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: LongShort,
}

/// A long and a short name in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongShort {
    /// As on a letterhead.
    pub long: String,
    /// As in a table.
    pub short: String,
}

/// An office that may be addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its code, as envelopes name it.
    pub code: String,
    /// What it is called.
    pub names: OfficeNames,
}

/// The name of an office in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeNames {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
}

/// The recipients of one sealing suite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuiteRecipients {
    /// Public recipients in the form of the suite.
    pub recipients: Vec<String>,
    /// The suite by name; one that this program does not know is passed over.
    pub suite: String,
}

impl Credential {
    /// Reads a credential from its canonical JSON.
    ///
    /// # Errors
    /// Not canonical, or a field beyond its limits, or two roles with one key.
    pub fn parse(bytes: &[u8]) -> Result<Self, CredentialError> {
        let credential: Self = canonical::from_bytes(bytes, LIMIT)?;
        limits::check(&credential)?;
        Ok(credential)
    }

    /// Its canonical JSON.
    ///
    /// # Errors
    /// What [`Credential::parse`] would refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CredentialError> {
        limits::check(self)?;
        let bytes = canonical::to_bytes(self)?;
        if bytes.len() > LIMIT {
            return Err(CredentialError::Limit("bytes"));
        }
        Ok(bytes)
    }

    /// The recipients that it lists for a suite.
    #[must_use]
    pub fn recipients(&self, suite: &str) -> Option<&[String]> {
        self.suites
            .iter()
            .find(|entry| entry.suite == suite)
            .map(|entry| entry.recipients.as_slice())
    }

    /// The suite that `sender` seals with to this reader: the first of the
    /// reader's list that the sender also lists and this program knows
    /// (`docs/protocol.md`, section 4.2).
    #[must_use]
    pub fn suite_for(&self, sender: &Self) -> Option<Suite> {
        self.suites
            .iter()
            .filter(|entry| sender.recipients(&entry.suite).is_some())
            .find_map(|entry| Suite::from_name(&entry.suite))
    }

    /// What `sender` seals to so that this reader and the sender itself can open it.
    #[must_use]
    pub fn seal_to(&self, sender: &Self) -> Option<Recipients> {
        let suite = self.suite_for(sender)?;
        Some(Recipients {
            suite,
            reader: self.recipients(suite.name())?.to_vec(),
            own: sender.recipients(suite.name())?.to_vec(),
        })
    }
}
