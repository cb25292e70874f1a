//! Making credentials: the file that certifies the keyring's keys, and the revocation that is made with it.
//!
//! `docs/protocol.md`, sections 2.1 and 10. The credential key signs these two
//! things and nothing else; its seed comes from the person who keeps it.

use comity_core::{Hash, Time, canonical::V1};
use comity_peer::{
    credential::{
        Credential, CredentialError, CredentialFile, FreshKey, Keys, Office, PartyNames, States,
        SuiteRecipients, verify_successor,
    },
    revocation::RevocationFile,
    role_signer::RoleSigner,
    seal::Suite,
};
use comity_tlog::{keys::SigningError, note::KeyKind};
use serde::{Deserialize, Serialize};

use super::{Keyring, NotASeed, Seed, SeedPair, signer::RoleSigners};
use crate::sealing::NotAKey;

/// What a party says of itself in its credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Where its node can be called.
    pub endpoints: Vec<String>,
    /// A label of its own choice.
    pub jurisdiction: String,
    /// What it is called.
    pub names: PartyNames,
    /// The offices that may be addressed.
    pub offices: Vec<Office>,
    /// The longest time between two exchanges, in seconds.
    pub rhythm: u32,
    /// Versions of the rules that it understands.
    pub rules: Vec<u32>,
}

/// A new credential with its revocation.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The credential.
    pub credential: CredentialFile,
    /// Its revocation, to be kept apart until it is needed.
    pub revocation: RevocationFile,
}

/// Why no credential was made.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The credential would not be sound, or the seed is not that of the credential key.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// The library does not take a seed.
    #[error(transparent)]
    Key(#[from] SigningError),
    /// A suite without identities, or a damaged line of the keyring.
    #[error(transparent)]
    Identity(#[from] NotAKey),
    /// The line that was typed is no seed.
    #[error(transparent)]
    Seed(#[from] NotASeed),
    /// The keyring has no keys for this serial.
    #[error("find keys for credential {0}")]
    NoKeys(u32),
}

impl IssueError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Credential(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Identity(error) => error.code(),
            Self::Seed(error) => error.code(),
            Self::NoKeys(_) => "issue-no-keys",
        }
    }
}

/// The private credential key that a seed makes.
///
/// # Errors
/// The library does not take it.
pub fn credential_key(seed: &Seed) -> Result<RoleSigner, SigningError> {
    SeedPair::derive(seed).signer(KeyKind::Ed25519)
}

/// How others seal to this keyring: the newest identity of each suite, in the order given.
///
/// # Errors
/// A damaged line of the keyring.
pub fn suites(keyring: &Keyring, order: &[Suite]) -> Result<Vec<SuiteRecipients>, NotAKey> {
    let identities = keyring.identities()?;
    let newest = |suite: Suite| identities.iter().find(|identity| identity.suite() == suite);
    order
        .iter()
        .map(|suite| {
            let recipients = match suite {
                Suite::StandIn => vec![stand_in(keyring)],
                _ => vec![newest(*suite).ok_or(NotAKey)?.recipient()],
            };
            Ok(SuiteRecipients {
                recipients,
                suite: suite.name().to_owned(),
            })
        })
        .collect()
}

/// The simulated world's recipient of a party; it protects nothing and no real node lists it.
fn stand_in(keyring: &Keyring) -> String {
    format!("standin1{}", keyring.stand_in())
}

/// A credential to be made.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'a> {
    /// The keys that it certifies.
    pub keyring: &'a Keyring,
    /// When it is issued.
    pub now: Time,
    /// What the party says of itself.
    pub profile: &'a Profile,
    /// Its serial; the keyring has keys for it.
    pub serial: u32,
    /// Sealing suites, the preferred one first.
    pub suites: &'a [Suite],
    /// SHA-256 of the public key of the TLS endpoint.
    pub tls: Hash,
}

impl Issue<'_> {
    /// Makes the first credential of a party, signed by the credential key of this seed.
    ///
    /// # Errors
    /// Every variant of [`IssueError`].
    pub fn first(&self, seed: &Seed) -> Result<Issued, IssueError> {
        self.make(None, &credential_key(seed)?, None)
    }

    /// Makes the credential after `previous`. `before` is the seed of that
    /// one's credential key, `seed` that of the new one's; they may be one.
    ///
    /// # Errors
    /// Every variant of [`IssueError`]; a wrong seed is [`CredentialError::Signature`].
    pub fn next(
        &self,
        previous: &CredentialFile,
        before: &Seed,
        seed: &Seed,
    ) -> Result<Issued, IssueError> {
        let before = credential_key(before)?;
        let issued = self.make(Some(previous), &credential_key(seed)?, Some(&before))?;
        verify_successor(previous, &issued.credential)?;
        Ok(issued)
    }

    fn make(
        &self,
        previous: Option<&CredentialFile>,
        key: &RoleSigner,
        before: Option<&RoleSigner>,
    ) -> Result<Issued, IssueError> {
        let credential = self.describe(previous, key)?;
        let file = CredentialFile::issue(&credential, key, before)?;
        let revocation = RevocationFile::issue(&file, key)?;
        Ok(Issued {
            credential: file,
            revocation,
        })
    }

    fn describe(
        &self,
        previous: Option<&CredentialFile>,
        key: &RoleSigner,
    ) -> Result<Credential, IssueError> {
        let (keyring, profile, serial) = (self.keyring, self.profile, self.serial);
        let keys = keyring.speaking(serial).ok_or(IssueError::NoKeys(serial))?;
        let speaking = RoleSigners::new(keys)?;
        Ok(Credential {
            endpoints: profile.endpoints.clone(),
            issued: self.now,
            jurisdiction: profile.jurisdiction.clone(),
            keys: Keys {
                credential: key.public(),
                fresh: FreshKey {
                    ed25519: speaking.fresh.public().ed25519,
                },
                holds: speaking.holds.public(),
                log: speaking.log.public(),
            },
            names: profile.names.clone(),
            offices: profile.offices.clone(),
            party: keyring.party.clone(),
            previous: previous.map(CredentialFile::fingerprint),
            rhythm: profile.rhythm,
            rules: profile.rules.clone(),
            serial,
            states: States,
            suites: suites(keyring, self.suites)?,
            tls: self.tls,
            v: V1,
        })
    }
}
