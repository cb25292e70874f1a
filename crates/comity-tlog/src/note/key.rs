//! The names, IDs and text form of the keys that sign notes.
//!
//! Source: *signed-note*, sections *Format* (key names), *Signatures* (key IDs),
//! *Signature types* and *Verifier keys*; *tlog-cosignature*, section *Format*, for the
//! kinds 0x04 and 0x06.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::hash::sha256;
use crate::{ed25519, strict};

/// The name of a key: not empty, no Unicode space, no plus, no control character.
///
/// At most 255 bytes, which is all that an ML-DSA cosignature can commit to
/// (*tlog-cosignature*, section *ML-DSA-44 signed message*).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// The longest name, in bytes.
    pub const MAX_LEN: usize = 255;

    /// Checks a name.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn new(name: &str) -> Result<Self, KeyError> {
        let forbidden = |c: char| c.is_whitespace() || c == '+' || c < ' ';
        if name.is_empty() || name.len() > Self::MAX_LEN || name.contains(forbidden) {
            return Err(KeyError::Name);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KeyName {
    type Err = KeyError;

    fn from_str(name: &str) -> Result<Self, KeyError> {
        Self::new(name)
    }
}

/// Four bytes that tell keys of one name apart. An identifier, not a commitment: anybody
/// can make a key with the ID of another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    /// How many bytes an ID has.
    pub const LEN: usize = 4;

    /// An ID that is already known.
    pub const fn new(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The bytes, big-endian.
    pub const fn as_bytes(&self) -> &[u8; 4] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&strict::hex_encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a key signs and how (*signed-note*, section *Signature types*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// 0x01: Ed25519 over the text of the note.
    Ed25519,
    /// 0x04: Ed25519 over a time and the text of a checkpoint.
    Ed25519Cosignature,
    /// 0x06: ML-DSA-44 over cosigner, time, origin, size and root of a checkpoint.
    MlDsa44Cosignature,
}

impl KeyKind {
    /// Every kind, in the order of its byte.
    pub const ALL: [Self; 3] = [
        Self::Ed25519,
        Self::Ed25519Cosignature,
        Self::MlDsa44Cosignature,
    ];

    /// The signature type identifier byte.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Ed25519Cosignature => 0x04,
            Self::MlDsa44Cosignature => 0x06,
        }
    }

    /// The kind of an identifier byte, if it is one of these.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.byte() == byte)
    }

    /// How many bytes the public key has.
    pub const fn public_len(self) -> usize {
        match self {
            Self::Ed25519 | Self::Ed25519Cosignature => 32,
            Self::MlDsa44Cosignature => 1312,
        }
    }

    /// How many bytes the bare signature has, without a timestamp.
    pub const fn signature_len(self) -> usize {
        match self {
            Self::Ed25519 | Self::Ed25519Cosignature => 64,
            Self::MlDsa44Cosignature => 2420,
        }
    }

    /// Whether a timestamp of eight bytes stands before the bare signature.
    pub const fn is_timed(self) -> bool {
        matches!(self, Self::Ed25519Cosignature | Self::MlDsa44Cosignature)
    }
}

/// A public key with the name and the kind under which it signs: a *vkey*.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerifierKey {
    name: KeyName,
    kind: KeyKind,
    public: Vec<u8>,
    key_id: KeyId,
}

impl VerifierKey {
    /// Puts a key together.
    ///
    /// # Errors
    /// [`KeyError::PublicLength`]; [`KeyError::WeakPublic`] for an Ed25519 key that is
    /// not canonical or of small order, under which signatures prove nothing.
    pub fn new(name: KeyName, kind: KeyKind, public: &[u8]) -> Result<Self, KeyError> {
        if public.len() != kind.public_len() {
            return Err(KeyError::PublicLength {
                bytes: public.len(),
            });
        }
        let weak = kind != KeyKind::MlDsa44Cosignature && !ed25519::is_sound_point(public);
        if weak {
            return Err(KeyError::WeakPublic);
        }
        let key_id = key_id(&name, kind, public);
        Ok(Self {
            name,
            kind,
            public: public.to_vec(),
            key_id,
        })
    }

    /// The name under which the key signs.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// What the key signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public key: 32 bytes (RFC 8032) or 1,312 bytes (FIPS 204).
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// The ID: the first four bytes of SHA-256 of name, newline, kind and public key.
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }
}

fn key_id(name: &KeyName, kind: KeyKind, public: &[u8]) -> KeyId {
    let hash = sha256(&[name.as_str().as_bytes(), b"\n", &[kind.byte()], public].concat());
    let [a, b, c, d, ..] = *hash.as_bytes();
    KeyId([a, b, c, d])
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let material = [&[self.kind.byte()], &self.public[..]].concat();
        write!(
            f,
            "{}+{}+{}",
            self.name,
            self.key_id,
            strict::base64_encode(&material)
        )
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{:?}", self.name, self.key_id, self.kind)
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(vkey: &str) -> Result<Self, KeyError> {
        let (name, rest) = vkey.split_once('+').ok_or(KeyError::Text)?;
        let (id, material) = rest.split_once('+').ok_or(KeyError::Text)?;
        let id = strict::hex_decode(id).map(KeyId).ok_or(KeyError::Text)?;
        let material = strict::base64_decode(material).ok_or(KeyError::Text)?;
        let (byte, public) = material.split_first().ok_or(KeyError::Text)?;
        let kind = KeyKind::from_byte(*byte).ok_or(KeyError::UnknownKind { byte: *byte })?;
        let key = Self::new(KeyName::new(name)?, kind, public)?;
        if key.key_id == id {
            Ok(key)
        } else {
            Err(KeyError::IdMismatch {
                stated: id,
                computed: key.key_id,
            })
        }
    }
}

/// Why a text or bytes are no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Empty, too long, or with a space, a plus or a control character.
    #[error("read a key name")]
    Name,
    /// Not name, hex ID and base64, joined by plus signs.
    #[error("read a verifier key")]
    Text,
    /// A kind of key that this crate does not know.
    #[error("use a key of kind {byte}")]
    UnknownKind {
        /// The signature type identifier byte.
        byte: u8,
    },
    /// A public key of the wrong length for its kind.
    #[error("use a public key of {bytes} bytes")]
    PublicLength {
        /// Its length.
        bytes: usize,
    },
    /// An Ed25519 key in a second spelling, or of small order.
    #[error("use a weak public key")]
    WeakPublic,
    /// The stated ID is not that of the key.
    #[error("match key id {stated}, the key has {computed}")]
    IdMismatch {
        /// What the text says.
        stated: KeyId,
        /// What the key gives.
        computed: KeyId,
    },
}

impl KeyError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name => "key-name",
            Self::Text => "key-text",
            Self::UnknownKind { .. } => "key-unknown-kind",
            Self::PublicLength { .. } => "key-public-length",
            Self::WeakPublic => "key-weak-public",
            Self::IdMismatch { .. } => "key-id-mismatch",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    #[test]
    fn the_example_of_the_specification_is_read_and_written() {
        let key: VerifierKey = VKEY.parse().unwrap();
        assert_eq!(
            (key.name().as_str(), key.kind()),
            ("example.com/foo", KeyKind::Ed25519)
        );
        assert_eq!(key.to_string(), VKEY);
        assert_eq!(format!("{key:?}"), "example.com/foo+530d903a+Ed25519");
    }

    #[test]
    fn one_public_key_has_another_id_for_each_kind_and_name() {
        let key: VerifierKey = VKEY.parse().unwrap();
        let same = |name: &str, kind| {
            VerifierKey::new(KeyName::new(name).unwrap(), kind, key.public())
                .unwrap()
                .key_id()
        };
        assert_eq!(same("example.com/foo", KeyKind::Ed25519), key.key_id());
        assert_ne!(
            same("example.com/foo", KeyKind::Ed25519Cosignature),
            key.key_id()
        );
        assert_ne!(same("example.com/fo", KeyKind::Ed25519), key.key_id());
    }

    #[test]
    fn a_damaged_verifier_key_says_what_is_wrong() {
        let computed = KeyId([0x53, 0x0d, 0x90, 0x3a]);
        let stated = KeyId([0x53, 0x0d, 0x90, 0x3b]);
        let long = "n".repeat(256);
        for (from, to, error) in [
            (
                "530d903a",
                "530d903b",
                KeyError::IdMismatch { stated, computed },
            ),
            ("530d903a", "530D903A", KeyError::Text),
            ("530d903a+", "530d903a", KeyError::Text),
            ("example.com/foo", "", KeyError::Name),
            ("example.com/foo", "a b", KeyError::Name),
            ("example.com/foo", "a\u{3000}b", KeyError::Name),
            ("example.com/foo", "a\u{1}b", KeyError::Name),
            ("example.com/foo", &long, KeyError::Name),
            ("+Aeky", "+Aeky=", KeyError::Text),
            ("+Aeky", "+Buky", KeyError::PublicLength { bytes: 32 }),
            ("+Aeky", "+Auky", KeyError::UnknownKind { byte: 2 }),
            ("U2k", "", KeyError::Text),
        ] {
            assert_eq!(
                VKEY.replace(from, to).parse::<VerifierKey>(),
                Err(error),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn a_key_of_small_order_is_refused() {
        let name = KeyName::new("a").unwrap();
        let weak = VerifierKey::new(name, KeyKind::Ed25519, &[0; 32]);
        assert_eq!(weak, Err(KeyError::WeakPublic));
    }
}
