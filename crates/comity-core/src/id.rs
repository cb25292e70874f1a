//! Identifiers of acts and dossiers, and the dossier key with the tags that it makes.

use std::{fmt, str::FromStr};

use aws_lc_rs::hmac;
use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::name::PartyName;

/// The id of an act: a UUID of version 7 (RFC 9562), lower case with hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActId(Uuid);

/// The id of a dossier: the party that opened it and the id of the act that did.
///
/// Written `party/uuid` where one string is needed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierId {
    /// The party whose act opened the dossier.
    pub by: PartyName,
    /// The id of that act.
    pub id: ActId,
}

/// 32 secret bytes that come with the act that opens a dossier; whoever is
/// given them finds all leaves of this dossier in both logs and learns nothing of the others.
#[derive(Clone, PartialEq, Eq)]
pub struct DossierKey([u8; 32]);

/// A text that is no id, key or tag of the expected form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}")]
pub struct IdError {
    /// What was expected, as a code-like fragment.
    pub expected: &'static str,
}

impl ActId {
    /// A version 7 id from milliseconds since the epoch and ten random bytes.
    #[must_use]
    pub fn new(milliseconds: u64, random: &[u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(milliseconds, random).into_uuid())
    }

    /// The raw bytes; they begin with the milliseconds.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.as_hyphenated())
    }
}

impl FromStr for ActId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = IdError {
            expected: "a lower-case UUID of version 7",
        };
        let id = Uuid::parse_str(text).map_err(|_| wrong.clone())?;
        let id = Self(id);
        if id.0.get_version_num() == 7 && id.to_string() == text {
            Ok(id)
        } else {
            Err(wrong)
        }
    }
}

impl TryFrom<String> for ActId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

impl From<ActId> for String {
    fn from(id: ActId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.by, self.id)
    }
}

impl FromStr for DossierId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = IdError {
            expected: "a dossier id of the form party/uuid",
        };
        let (by, id) = text.split_once('/').ok_or_else(|| wrong.clone())?;
        Ok(Self {
            by: by.parse().map_err(|_| wrong.clone())?,
            id: id.parse()?,
        })
    }
}

impl DossierKey {
    /// The key with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The raw bytes, for sealing and for a proof that discloses them.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The tag (`re`) of a leaf of this dossier: HMAC-SHA-256 over the leaf's `act` string
    /// (`docs/protocol.md`, section 3.1).
    #[must_use]
    pub fn tag(&self, act: &Hash) -> Hash {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        let tag = hmac::sign(&key, act.to_string().as_bytes());
        let mut bytes = [0; 32];
        for (to, from) in bytes.iter_mut().zip(tag.as_ref()) {
            *to = *from;
        }
        Hash::from_bytes(bytes)
    }
}

impl fmt::Debug for DossierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DossierKey(…)")
    }
}

/// Lower-case hexadecimal, 64 characters: the same alphabet as fingerprints, so no second text form is needed.
impl Serialize for DossierKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push_str(&format!("{byte:02x}"));
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for DossierKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        format!("sha256:{text}")
            .parse::<Hash>()
            .map(|hash| Self(*hash.as_bytes()))
            .map_err(|_| serde::de::Error::custom("not 64 lower-case hexadecimal digits"))
    }
}
