//! One entry of a log as it is signed: the leaf.
//!
//! Canonical JSON of at most [`LIMIT`] bytes (`docs/protocol.md`, section
//! 3.1). A leaf names an act by fingerprint, or none (a receipt leaf), or opens a
//! log (the opening leaf at index 0). It carries the sender's view of the other
//! log, and what it has to say of the entries it covers.

use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

use crate::{
    canonical::{self, CanonicalError, V1},
    name::{Origin, PartyName},
    time::Time,
};

/// The longest leaf in bytes.
pub const LIMIT: usize = 4096;

/// The largest integer that every JSON reader takes exactly.
const EXACT: u64 = 1 << 53;

/// A leaf of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// SHA-256 of the sealed envelope; absent in an opening or receipt leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Hash>,
    /// When its sender says that it spoke: never before the leaf before it.
    pub at: Time,
    /// Verdicts: entries of the other log, first covered by this leaf, that do not open or do not match; ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bad: Vec<u64>,
    /// Attachments (roots of their sealed bytes) that became durable and verified since the last leaf; ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Hash>,
    /// What the log starts from; only, and always, at index 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Opening>,
    /// The dossier tag; random bytes for an act of no dossier; present with `act` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub re: Option<Hash>,
    /// The other log as its sender held it when it spoke.
    pub seen: Seen,
    /// Bytes of the sealed envelope; present with `act` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Format version.
    pub v: V1,
}

/// A log at one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Root hash of the tree at that size.
    pub root: Hash,
    /// Number of entries.
    pub size: u64,
}

/// What both logs of a generation start from; a generation is in force when both opening leaves say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Fingerprints of the credentials of the two parties, by name in ascending order.
    pub credentials: Vec<CredentialRef>,
    /// Both logs of the generation before, by origin in ascending order; empty in the first generation.
    pub previous: Vec<LogRef>,
}

/// A party and the fingerprint of the credential that it speaks under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CredentialRef {
    /// The party.
    pub party: PartyName,
    /// SHA-256 of the credential's canonical JSON.
    pub credential: Hash,
}

/// A named log at one size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogRef {
    /// Its origin.
    pub origin: Origin,
    /// Root hash of the tree at that size.
    pub root: Hash,
    /// Number of entries.
    pub size: u64,
}

impl Leaf {
    /// Reads a leaf from the bytes of the log.
    ///
    /// # Errors
    /// Not the canonical form of a leaf, too long, of an unknown version, or
    /// with fields that do not go together.
    pub fn parse(bytes: &[u8]) -> Result<Self, CanonicalError> {
        if bytes.len() > LIMIT {
            return Err(CanonicalError::TooLong {
                size: bytes.len(),
                limit: LIMIT,
            });
        }
        let leaf: Self =
            serde_json::from_slice(bytes).map_err(|error| canonical::explain(bytes, &error))?;
        leaf.check()?;
        if leaf.write()? == bytes {
            Ok(leaf)
        } else {
            Err(CanonicalError::NotCanonical)
        }
    }

    /// The act that a leaf names, read from bytes that are known to be those of one: in the
    /// canonical form it comes first.
    #[must_use]
    pub fn act_of(bytes: &[u8]) -> Option<Hash> {
        let rest = bytes.strip_prefix(b"{\"act\":\"")?;
        let end = rest.iter().position(|byte| *byte == b'"')?;
        std::str::from_utf8(rest.get(..end)?).ok()?.parse().ok()
    }

    /// The bytes that the log holds.
    ///
    /// # Errors
    /// The leaf would be too long, or its fields do not go together.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        self.check()?;
        let bytes = self.write()?;
        if bytes.len() > LIMIT {
            return Err(CanonicalError::TooLong {
                size: bytes.len(),
                limit: LIMIT,
            });
        }
        Ok(bytes)
    }

    /// The canonical form. All but opening leaves go without the detour through
    /// a general writer, which a log that moves in batches would feel: their
    /// fields stand in the order of RFC 8785, texts are plain ASCII, and
    /// [`Leaf::check`] keeps integers within 2^53.
    fn write(&self) -> Result<Vec<u8>, CanonicalError> {
        if self.open.is_some() {
            return canonical::to_bytes(self);
        }
        let mut bytes = Vec::with_capacity(512);
        serde_json::to_writer(&mut bytes, self)
            .map_err(|error| CanonicalError::Malformed(error.to_string()))?;
        Ok(bytes)
    }

    fn check(&self) -> Result<(), CanonicalError> {
        let mut numbers = [self.seen.size, self.size.unwrap_or_default()]
            .into_iter()
            .chain(self.bad.iter().copied());
        if numbers.any(|number| number > EXACT) {
            return Err(CanonicalError::NotCanonical);
        }
        let act = self.act.is_some();
        let sound = act == self.re.is_some()
            && act == self.size.is_some()
            && !(act && self.open.is_some())
            && self.bad.is_sorted_by(|a, b| a < b)
            && self.held.is_sorted_by(|a, b| a < b);
        if sound {
            Ok(())
        } else {
            Err(CanonicalError::Malformed(
                "fields of the leaf do not go together".to_owned(),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Leaf {
        Leaf {
            act: None,
            at: "2026-11-23T02:00:00Z".parse().unwrap(),
            bad: vec![],
            held: vec![],
            open: None,
            re: None,
            seen: Seen {
                root: comity_tlog::hash::sha256(b"x"),
                size: 17,
            },
            size: None,
            v: V1,
        }
    }

    #[test]
    fn a_leaf_is_read_back_from_its_own_bytes_only() {
        let bytes = receipt().to_bytes().unwrap();
        assert_eq!(Leaf::parse(&bytes).unwrap(), receipt());
        let text = String::from_utf8(bytes).unwrap();
        for (wrong, code) in [
            (text.replace(":17", ": 17"), "json-not-canonical"),
            (text.replace("\"v\":1", "\"v\":2"), "json-unknown-version"),
            (text.replace("\"v\":1", "\"v\":1,\"v\":1"), "json-malformed"),
            (text.replace("\"v\":1", "\"v\":1,\"x\":1"), "json-malformed"),
            (
                text.replace("{\"at\"", "{\"act\":null,\"at\""),
                "json-not-canonical",
            ),
        ] {
            assert_eq!(
                Leaf::parse(wrong.as_bytes()).unwrap_err().code(),
                code,
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_short_way_writes_what_the_general_writer_does() {
        let hash = comity_tlog::hash::sha256(b"y");
        let act = Leaf {
            act: Some(hash),
            re: Some(hash),
            size: Some(EXACT),
            bad: vec![0, 1, EXACT],
            held: vec![hash],
            ..receipt()
        };
        for leaf in [receipt(), act] {
            assert_eq!(Leaf::act_of(&leaf.to_bytes().unwrap()), leaf.act);
            assert_eq!(leaf.to_bytes(), canonical::to_bytes(&leaf));
            assert_eq!(Leaf::parse(&leaf.to_bytes().unwrap()), Ok(leaf));
        }
        let beyond = Leaf {
            bad: vec![EXACT + 1],
            ..receipt()
        };
        assert_eq!(beyond.to_bytes().unwrap_err().code(), "json-not-canonical");
    }

    #[test]
    fn verdicts_are_ascending() {
        let leaf = Leaf {
            bad: vec![2, 1],
            ..receipt()
        };
        assert_eq!(leaf.to_bytes().unwrap_err().code(), "json-malformed");
    }
}
