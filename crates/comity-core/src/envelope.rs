//! The envelope of an act: all that reducers read.
//!
//! Codes, numbers, dates, office and duty number; no person and no free text
//! (`docs/protocol.md`, section 4.1). Text, persons and items stand in the body,
//! which is sealed apart and may be erased.

use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    canonical::{self, CanonicalError, V1},
    id::{ActId, DossierId, DossierKey},
    name::Origin,
};

/// The longest envelope in bytes, before padding and sealing.
pub const LIMIT: usize = 48 * 1024;

/// The envelope of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The attachments, each an age file of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRef>,
    /// The sealed body, when the act has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyRef>,
    /// Fingerprint of the credential that the sender speaks under.
    pub credential: Hash,
    /// The dossier that the act belongs to; of the act that opens it, its own party and id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<DossierId>,
    /// The duty number of the officer who speaks for the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// The act's id, repeated in the body.
    pub id: ActId,
    /// The dossier key; only, and always, in the act that opens a dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<DossierKey>,
    /// What is done: `request.submit`, `decision.accept`, …
    pub kind: String,
    /// The office that speaks; a machine speaks as `system`.
    pub office: String,
    /// The log that the act stands in, repeated in the body.
    pub origin: Origin,
    /// The version of the rules that the act is judged by.
    pub rules: u32,
    /// The codes, numbers and dates that this kind needs.
    pub says: Map<String, Value>,
    /// Format version.
    pub v: V1,
}

/// The sealed body by its fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyRef {
    /// SHA-256 of the sealed bytes.
    pub sha256: Hash,
    /// Number of sealed bytes.
    pub size: u64,
}

/// A sealed attachment by the root of the tree over its parts.
///
/// The sealed file is cut into parts of [`PART`] bytes (the last may be
/// shorter); they are the leaves of an RFC 6962 tree, so that each part can be
/// verified as it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRef {
    /// Root hash over the parts.
    pub root: Hash,
    /// Number of sealed bytes.
    pub size: u64,
}

/// Bytes of one part of a sealed attachment.
pub const PART: u64 = 1 << 20;

impl Envelope {
    /// Reads an envelope from its opened and unpadded bytes.
    ///
    /// # Errors
    /// Not the canonical form of an envelope, or with fields that do not go together.
    pub fn parse(bytes: &[u8]) -> Result<Self, CanonicalError> {
        let envelope: Self = canonical::from_bytes(bytes, LIMIT)?;
        envelope.check()?;
        Ok(envelope)
    }

    /// The bytes that are padded and sealed.
    ///
    /// # Errors
    /// The envelope would be too long, or its fields do not go together.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        self.check()?;
        let bytes = canonical::to_bytes(self)?;
        if bytes.len() > LIMIT {
            return Err(CanonicalError::TooLong {
                size: bytes.len(),
                limit: LIMIT,
            });
        }
        Ok(bytes)
    }

    /// Whether this act opens its dossier.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.dossier
            .as_ref()
            .is_some_and(|dossier| dossier.id == self.id && dossier.by == self.origin.sender)
    }

    fn check(&self) -> Result<(), CanonicalError> {
        let label = |text: &str| {
            !text.is_empty() && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_graphic())
        };
        let sound = label(&self.kind)
            && label(&self.office)
            && self.duty.as_deref().is_none_or(label)
            && self.key.is_some() == self.opens();
        if sound {
            Ok(())
        } else {
            Err(CanonicalError::Malformed(
                "fields of the envelope do not go together".to_owned(),
            ))
        }
    }
}
