//! The public keys of a party by role, and the verifier keys that they make under a name.
//!
//! Five key pairs beside the credential key, none shared between roles, since
//! an Ed25519 cosignature does not commit to the name of its key
//! (`docs/protocol.md`, section 2).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use comity_core::{Origin, PartyName};
use comity_tlog::note::{KeyError, KeyKind, KeyName, VerifierKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The keys of a party by role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Signs credentials and revocations.
    pub credential: RoleKeys,
    /// Says, for readers of Ed25519 only, when a log was the largest.
    pub fresh: FreshKey,
    /// Signs receipts.
    pub holds: RoleKeys,
    /// Signs the party's own logs.
    pub log: RoleKeys,
}

/// The two keys of a role; without the second, Ed25519 alone counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleKeys {
    /// 32 bytes (RFC 8032).
    pub ed25519: PublicKey,
    /// 1,312 bytes (FIPS 204).
    #[serde(rename = "ml-dsa-44", default, skip_serializing_if = "Option::is_none")]
    pub ml_dsa_44: Option<PublicKey>,
}

/// The key of the role `fresh`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreshKey {
    /// 32 bytes (RFC 8032).
    pub ed25519: PublicKey,
}

/// A raw public key; in JSON standard base64 with padding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// The raw bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        STANDARD
            .decode(text.as_bytes())
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

impl RoleKeys {
    /// The verifier keys of this role under a name, Ed25519 of the given kind first.
    ///
    /// # Errors
    /// A key of the wrong length, or a weak one.
    pub fn verifiers(
        &self,
        name: &KeyName,
        ed25519: KeyKind,
    ) -> Result<Vec<VerifierKey>, KeyError> {
        let mut keys = vec![VerifierKey::new(
            name.clone(),
            ed25519,
            self.ed25519.bytes(),
        )?];
        if let Some(key) = &self.ml_dsa_44 {
            keys.push(VerifierKey::new(
                name.clone(),
                KeyKind::MlDsa44Cosignature,
                key.bytes(),
            )?);
        }
        Ok(keys)
    }
}

impl Keys {
    /// The keys that sign a checkpoint of the party's own log: `log` under the origin, `fresh` under the party.
    ///
    /// # Errors
    /// A key of the wrong length, or a weak one.
    pub fn checkpoint(&self, origin: &Origin) -> Result<Vec<VerifierKey>, KeyError> {
        let mut keys = self
            .log
            .verifiers(&KeyName::new(&origin.to_string())?, KeyKind::Ed25519)?;
        let fresh = fresh_name(&origin.sender)?;
        keys.push(VerifierKey::new(
            fresh,
            KeyKind::Ed25519Cosignature,
            self.fresh.ed25519.bytes(),
        )?);
        Ok(keys)
    }

    /// The keys that sign the party's receipts.
    ///
    /// # Errors
    /// A key of the wrong length, or a weak one.
    pub fn receipt(&self, reader: &PartyName) -> Result<Vec<VerifierKey>, KeyError> {
        self.holds
            .verifiers(&holds_name(reader)?, KeyKind::Ed25519Cosignature)
    }

    /// Every public key once for each place where it stands.
    pub(crate) fn all(&self) -> impl Iterator<Item = &PublicKey> {
        let roles = [&self.credential, &self.holds, &self.log];
        let pairs = roles
            .into_iter()
            .flat_map(|role| std::iter::once(&role.ed25519).chain(&role.ml_dsa_44));
        pairs.chain(std::iter::once(&self.fresh.ed25519))
    }
}

/// The key name of the role `fresh`: `<party>/fresh`.
///
/// # Errors
/// None for a party name; the type of the library asks.
pub(crate) fn fresh_name(party: &PartyName) -> Result<KeyName, KeyError> {
    KeyName::new(&format!("{party}/fresh"))
}

/// The key name of the role `holds`: `<party>/holds`.
pub(crate) fn holds_name(party: &PartyName) -> Result<KeyName, KeyError> {
    KeyName::new(&format!("{party}/holds"))
}
