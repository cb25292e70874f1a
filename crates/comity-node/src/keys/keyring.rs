//! The keyring: every secret that the node itself uses.
//!
//! For each serial of the credential the seeds of the roles `log`, `fresh` and
//! `holds`, one key pair for each algorithm and none shared between roles
//! (`docs/protocol.md`, section 2); the age identities, of which none is ever
//! thrown away, since old acts are sealed to them; the TLS key. The seed of
//! the credential key is here only when the party chose to keep it.
//!
//! Out of scope: how the keyring lies on disk ([`super::file`]) and who may
//! sign what ([`super::signer`]).

use std::fmt;

use age::secrecy::zeroize::{Zeroize, Zeroizing};
use comity_core::{PartyName, canonical::V1};
use comity_peer::{rng::Random, role_signer::RoleSigner, seal::Suite};
use comity_tlog::{keys::SigningError, note::KeyKind};
use serde::{Deserialize, Serialize};

use super::Seed;
use crate::sealing::{Identity, NotAKey};

/// All secrets of a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keyring {
    /// The seed of the credential key, when it is kept on the node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<Seed>,
    /// Age identities, the newest of each suite first.
    pub identities: Vec<IdentityLine>,
    /// Whose keys these are.
    pub party: PartyName,
    /// The signing keys by serial of the credential, ascending.
    pub speaking: Vec<SpeakingKeys>,
    /// The private key of the TLS endpoint.
    pub tls: Pkcs8,
    /// Format version.
    pub v: V1,
}

/// The seeds that one credential certifies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeakingKeys {
    /// Signs timestamps over own checkpoints, for those who read Ed25519 only.
    pub fresh: Seed,
    /// Signs receipts.
    pub holds: SeedPair,
    /// Signs own checkpoints.
    pub log: SeedPair,
    /// The credential that certifies them.
    pub serial: u32,
}

/// One role's seeds, a key pair for each algorithm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedPair {
    /// For Ed25519.
    pub ed25519: Seed,
    /// For ML-DSA-44.
    #[serde(rename = "ml-dsa-44")]
    pub ml_dsa_44: Seed,
}

/// An age identity as one secret line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdentityLine(String);

/// A private key in PKCS #8, in hexadecimal where it is written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pkcs8(String);

impl Keyring {
    /// Draws all keys for credential serial 1; the seed of the credential key comes beside it.
    ///
    /// # Errors
    /// A suite without age identities.
    pub fn draw(
        party: PartyName,
        suites: &[Suite],
        tls: Pkcs8,
        rng: &mut dyn Random,
    ) -> Result<(Self, Seed), NotAKey> {
        Self::draw_for(1, party, suites, tls, rng)
    }

    /// The same for a later serial: when all keys were lost, one above every serial there ever was.
    ///
    /// # Errors
    /// A suite without age identities.
    pub fn draw_for(
        serial: u32,
        party: PartyName,
        suites: &[Suite],
        tls: Pkcs8,
        rng: &mut dyn Random,
    ) -> Result<(Self, Seed), NotAKey> {
        let credential = Seed::draw(rng);
        let mut keyring = Self {
            credential: None,
            identities: vec![],
            party,
            speaking: vec![],
            tls,
            v: V1,
        };
        keyring.renew(serial, suites, rng)?;
        Ok((keyring, credential))
    }

    /// Draws signing keys and age identities for a new credential; the old ones stay.
    ///
    /// # Errors
    /// A suite without age identities.
    pub fn renew(
        &mut self,
        serial: u32,
        suites: &[Suite],
        rng: &mut dyn Random,
    ) -> Result<(), NotAKey> {
        self.speaking.retain(|keys| keys.serial != serial);
        self.speaking.push(SpeakingKeys {
            fresh: Seed::draw(rng),
            holds: SeedPair::draw(rng),
            log: SeedPair::draw(rng),
            serial,
        });
        let mut fresh = Vec::new();
        // The stand-in of the simulated world has no identity that could be kept.
        for suite in suites.iter().filter(|suite| **suite != Suite::StandIn) {
            let identity = Identity::from_seed(*suite, Seed::draw(rng).bytes())?;
            fresh.push(IdentityLine(identity.to_text().to_string()));
        }
        self.identities.splice(0..0, fresh);
        Ok(())
    }

    /// The signing keys that this credential certifies.
    #[must_use]
    pub fn speaking(&self, serial: u32) -> Option<&SpeakingKeys> {
        self.speaking.iter().find(|keys| keys.serial == serial)
    }

    /// The name of the stand-in identity of the simulated world: like an age identity it
    /// outlives a rotation, and after a loss of all keys it is another.
    #[must_use]
    pub fn stand_in(&self) -> String {
        match self.speaking.first() {
            Some(first) if first.serial > 1 => format!("{}.{}", self.party, first.serial),
            _ => self.party.to_string(),
        }
    }

    /// The age identities, in the order in which they are tried.
    ///
    /// # Errors
    /// A line of the file is none.
    pub fn identities(&self) -> Result<Vec<Identity>, NotAKey> {
        self.identities.iter().map(|line| line.0.parse()).collect()
    }
}

impl SeedPair {
    fn draw(rng: &mut dyn Random) -> Self {
        Self {
            ed25519: Seed::draw(rng),
            ml_dsa_44: Seed::draw(rng),
        }
    }

    /// The private keys of this role.
    ///
    /// # Errors
    /// The library does not take a seed.
    pub fn signer(&self, ed25519: KeyKind) -> Result<RoleSigner, SigningError> {
        RoleSigner::from_seeds(ed25519, self.ed25519.bytes(), Some(self.ml_dsa_44.bytes()))
    }

    /// The two keys that derive from a credential key's one seed.
    #[must_use]
    pub fn derive(seed: &Seed) -> Self {
        Self {
            ed25519: seed.half("ed25519"),
            ml_dsa_44: seed.half("ml-dsa-44"),
        }
    }
}

impl Pkcs8 {
    /// A key from its DER bytes.
    #[must_use]
    pub fn new(der: &[u8]) -> Self {
        Self(der.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The DER bytes.
    #[must_use]
    pub fn der(&self) -> Zeroizing<Vec<u8>> {
        let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or(0);
        let value = |pair: &[u8]| pair.iter().fold(0, |sum, byte| (sum << 4) | digit(byte));
        Zeroizing::new(
            self.0
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::try_from(value(pair)).unwrap_or(0))
                .collect(),
        )
    }
}

impl Drop for IdentityLine {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Drop for Pkcs8 {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for IdentityLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityLine(…)")
    }
}

impl fmt::Debug for Pkcs8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pkcs8(…)")
    }
}
