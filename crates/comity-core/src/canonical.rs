//! Canonical JSON (RFC 8785): how every signed or fingerprinted JSON text is written and read.
//!
//! Reading is strict: the received bytes must equal their own canonical form.
//! That one comparison refuses duplicate keys, blanks, odd escapes, byte order
//! marks and numbers that would be rounded (integers beyond 2^53).

mod plain;

use serde::{Serialize, de::DeserializeOwned};

/// Why bytes are not the canonical JSON of the expected type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// Longer than the limit for this kind of text.
    #[error("{size} bytes exceed the limit of {limit}")]
    TooLong {
        /// Bytes received.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Not JSON, or not of the expected shape (unknown or missing field, wrong type).
    #[error("not the expected JSON: {0}")]
    Malformed(String),
    /// JSON of the expected shape, but not written canonically.
    #[error("not in canonical form (RFC 8785)")]
    NotCanonical,
    /// A version of the format that this program does not know.
    #[error("unknown format version")]
    UnknownVersion,
}

impl CanonicalError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "json-too-long",
            Self::Malformed(_) => "json-malformed",
            Self::NotCanonical => "json-not-canonical",
            Self::UnknownVersion => "json-unknown-version",
        }
    }
}

/// The canonical bytes of a value.
///
/// # Errors
/// [`CanonicalError::Malformed`] when the value has no JSON form (a map with
/// keys that are not strings). No type of ours has fractions; a number that is not
/// finite would be written as `null`.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let malformed = |error: serde_json::Error| CanonicalError::Malformed(error.to_string());
    // Most values are written in canonical form at once; the others are put into it.
    let plain = serde_json::to_vec(value).map_err(malformed)?;
    if plain::is_canonical(&plain) {
        return Ok(plain);
    }
    serde_json_canonicalizer::to_vec(value).map_err(malformed)
}

/// Reads a value from bytes that must be its canonical form, within a limit in bytes.
///
/// The value is parsed into its type (which refuses unknown and duplicate
/// fields) and written again: only byte equality is accepted.
///
/// # Errors
/// Every variant of [`CanonicalError`].
pub fn from_bytes<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    limit: usize,
) -> Result<T, CanonicalError> {
    if bytes.len() > limit {
        return Err(CanonicalError::TooLong {
            size: bytes.len(),
            limit,
        });
    }
    let value: T = serde_json::from_slice(bytes).map_err(|error| explain(bytes, &error))?;
    if to_bytes(&value)? == bytes {
        Ok(value)
    } else {
        Err(CanonicalError::NotCanonical)
    }
}

/// An unknown `v` is told apart from nonsense, so that a newer peer is recognised.
pub(crate) fn explain(bytes: &[u8], error: &serde_json::Error) -> CanonicalError {
    #[derive(serde::Deserialize)]
    struct Version {
        v: u64,
    }
    match serde_json::from_slice::<Version>(bytes) {
        Ok(Version { v }) if v != 1 => CanonicalError::UnknownVersion,
        _ => CanonicalError::Malformed(error.to_string()),
    }
}

/// The format version that this program writes and reads: serialises as the number 1 and refuses every other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct V1;

impl Serialize for V1 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> serde::Deserialize<'de> for V1 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            1 => Ok(Self),
            other => Err(serde::de::Error::custom(format_args!(
                "unknown version {other}"
            ))),
        }
    }
}
