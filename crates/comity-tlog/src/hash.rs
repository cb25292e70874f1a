//! SHA-256, and the leaf and node hashes of a Merkle tree.
//!
//! Source: RFC 6962, section 2.1, which *tlog-tiles* (section *APIs*) takes over as it
//! stands, with SHA-256 as the only hash.
//! The functions here are called once for each entry of a log, so none of them touches
//! the heap for inputs up to 4 KiB.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest;
use thiserror::Error;

use crate::strict;

/// The name of the algorithm in the text form of a [`Hash`].
const PREFIX: &str = "sha256:";

/// Bytes before the data that tell a leaf from a node (RFC 6962, section 2.1).
const LEAF_PREFIX: u8 = 0x00;
const NODE_PREFIX: u8 = 0x01;

/// A SHA-256 value: a leaf hash, a node, a root, or a fingerprint of bytes.
///
/// Its text form is `sha256:` and 64 lower-case hex digits; C2SP formats use base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// How many bytes a hash has.
    pub const LEN: usize = 32;

    /// A hash that is already known.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A hash that is already known; the same as [`Hash::new`].
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A hash from a slice, which must have 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, HashError> {
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| HashError::Length { bytes: bytes.len() })
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The form that checkpoints and proofs use: standard base64 with padding.
    pub fn to_base64(&self) -> String {
        strict::base64_encode(&self.0)
    }

    /// Reads the form of [`Hash::to_base64`], and no other spelling.
    pub fn from_base64(text: &str) -> Result<Self, HashError> {
        Self::from_slice(&strict::base64_decode(text).ok_or(HashError::Base64)?)
    }
}

/// Why a text or a slice is not a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HashError {
    /// Not 32 bytes.
    #[error("read a hash of {bytes} bytes, not 32")]
    Length {
        /// How many bytes there were.
        bytes: usize,
    },
    /// Not standard base64 in its only spelling.
    #[error("read a hash as base64")]
    Base64,
    /// Not `sha256:` and 64 lower-case hex digits.
    #[error("read a hash as sha256: and lower-case hex")]
    Text,
}

impl HashError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "hash-length",
            Self::Base64 => "hash-base64",
            Self::Text => "hash-text",
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&strict::hex_encode(&self.0))
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let hex = text.strip_prefix(PREFIX).ok_or(HashError::Text)?;
        strict::hex_decode(hex).map(Self).ok_or(HashError::Text)
    }
}

/// SHA-256 of these bytes, with nothing added.
pub fn sha256(data: &[u8]) -> Hash {
    finish(&digest::digest(&digest::SHA256, data))
}

/// The hash of an entry as a leaf: SHA-256 of `0x00` and the entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    match entry.len() {
        ..512 => leaf_in::<512>(entry),
        512..4097 => leaf_in::<4097>(entry),
        _ => leaf_in_parts(entry),
    }
}

/// The hash of an inner node: SHA-256 of `0x01`, the left and the right child.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut block = [NODE_PREFIX; 65];
    let (_, children) = block.split_at_mut(1);
    let (to_left, to_right) = children.split_at_mut(Hash::LEN);
    to_left.copy_from_slice(&left.0);
    to_right.copy_from_slice(&right.0);
    sha256(&block)
}

/// The root of the tree without entries: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// A leaf hash by way of the stack, since the incremental interface allocates.
/// `N` must exceed the length of the entry.
fn leaf_in<const N: usize>(entry: &[u8]) -> Hash {
    let mut block = [LEAF_PREFIX; N];
    match block.get_mut(..=entry.len()) {
        Some(used) => {
            let (_, data) = used.split_at_mut(1);
            data.copy_from_slice(entry);
            sha256(used)
        }
        None => leaf_in_parts(entry),
    }
}

fn leaf_in_parts(entry: &[u8]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(&[LEAF_PREFIX]);
    context.update(entry);
    finish(&context.finish())
}

fn finish(digest: &digest::Digest) -> Hash {
    Hash::from_slice(digest.as_ref()).expect("SHA-256 has 32 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_tree_has_the_root_of_no_bytes() {
        let text = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(empty_root().to_string(), text);
        assert_eq!(text.parse(), Ok(empty_root()));
    }

    #[test]
    fn a_leaf_hash_is_the_same_by_every_route() {
        for length in [0, 1, 64, 510, 511, 512, 513, 4095, 4096, 4097, 70_000] {
            let entry = vec![0xa5; length];
            let plain: Vec<u8> = [&[0][..], &entry].concat();
            assert_eq!(leaf_hash(&entry), sha256(&plain), "{length}");
        }
    }

    #[test]
    fn a_node_hash_covers_prefix_left_right_in_this_order() {
        let (left, right) = (sha256(b"left"), sha256(b"right"));
        let plain = [&[1][..], left.as_bytes(), right.as_bytes()].concat();
        assert_eq!(node_hash(&left, &right), sha256(&plain));
        assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
    }

    #[test]
    fn the_text_form_is_strict() {
        let hash = sha256(b"x");
        let text = hash.to_string();
        for bad in [
            text.to_uppercase(),
            text.replace("sha256:", "sha-256:"),
            text.replace("sha256:", ""),
            format!("{text}0"),
            format!(" {text}"),
        ] {
            assert_eq!(bad.parse::<Hash>(), Err(HashError::Text), "{bad}");
        }
        assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
        assert_eq!(
            Hash::from_base64("AA=="),
            Err(HashError::Length { bytes: 1 })
        );
        assert_eq!(Hash::from_base64("A"), Err(HashError::Base64));
        assert_eq!(format!("sha256:{hash:?}"), text);
    }
}
