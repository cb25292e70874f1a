//! The `mlkem768x25519` recipient type of age: ML-KEM-768 with X25519.
//!
//! Source: the age specification (C2SP), section of that name: HPKE in base
//! mode with the X-Wing KEM, HKDF-SHA-256 and ChaCha20-Poly1305. The `age`
//! library has no such recipient of its own; npm `age-encryption` and age 1.3
//! open what this writes.
//!
//! Out of scope: the age header and payload, which the library does.

use std::{collections::HashSet, fmt, io, str::FromStr};

use age::{
    DecryptError, EncryptError,
    secrecy::{ExposeSecret, zeroize::Zeroize},
};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::XWing,
};

use super::long_bech32;

const TAG: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
/// A file with a hybrid stanza must have no classical one: both carry this label or neither does.
const LABEL: &str = "postquantum";
const RECIPIENT: &str = "age1pq";
const IDENTITY: &str = "AGE-SECRET-KEY-PQ-";
/// Bytes of a file key with the tag of the cipher.
const WRAPPED: usize = FILE_KEY_BYTES + 16;

type PrivateKey = <XWing as Kem>::PrivateKey;
type PublicKey = <XWing as Kem>::PublicKey;
type Encapsulated = <XWing as Kem>::EncappedKey;

/// Seals file keys to the holder of a hybrid identity.
#[derive(Clone)]
pub(super) struct Recipient(PublicKey);

/// Opens file keys that were sealed to its recipient.
#[derive(Clone)]
pub(super) struct Identity(PrivateKey);

impl Identity {
    /// The identity of a seed of 32 bytes.
    pub(super) fn from_seed(seed: &[u8; 32]) -> Option<Self> {
        PrivateKey::from_bytes(seed).ok().map(Self)
    }

    pub(super) fn to_text(&self) -> Option<String> {
        let mut seed = self.0.to_bytes();
        let text = long_bech32::upper(IDENTITY, &seed);
        seed.zeroize();
        text
    }

    pub(super) fn recipient(&self) -> Recipient {
        Recipient(XWing::sk_to_pk(&self.0))
    }
}

impl Recipient {
    pub(super) fn to_text(&self) -> Option<String> {
        long_bech32::lower(RECIPIENT, &self.0.to_bytes())
    }
}

/// A text that is no hybrid key.
#[derive(Debug)]
pub(super) struct NotHybrid;

impl FromStr for Identity {
    type Err = NotHybrid;

    fn from_str(text: &str) -> Result<Self, NotHybrid> {
        let seed = long_bech32::read(IDENTITY, text).ok_or(NotHybrid)?;
        PrivateKey::from_bytes(&seed)
            .map(Self)
            .map_err(|_| NotHybrid)
    }
}

impl FromStr for Recipient {
    type Err = NotHybrid;

    fn from_str(text: &str) -> Result<Self, NotHybrid> {
        let key = long_bech32::read(RECIPIENT, text).ok_or(NotHybrid)?;
        PublicKey::from_bytes(&key).map(Self).map_err(|_| NotHybrid)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hybrid::Identity(…)")
    }
}

impl age::Recipient for Recipient {
    fn wrap_file_key(&self, key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let (share, body) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            key.expose_secret(),
            b"",
        )
        .map_err(|error| EncryptError::Io(io::Error::other(error.to_string())))?;
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: vec![BASE64_STANDARD_NO_PAD.encode(share.to_bytes())],
            body,
        };
        Ok((vec![stanza], HashSet::from([LABEL.to_owned()])))
    }
}

impl age::Identity for Identity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let Some(share) = share_of(stanza) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        // A key that does not open is somebody else's: age tries the next stanza.
        let mut plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.0,
            &share,
            INFO,
            &stanza.body,
            b"",
        )
        .ok()?;
        let key = <[u8; FILE_KEY_BYTES]>::try_from(plain.as_slice()).ok();
        plain.zeroize();
        Some(key.map_or(Err(DecryptError::InvalidHeader), |key| {
            Ok(FileKey::new(Box::new(key)))
        }))
    }
}

/// The encapsulated key of a well-formed stanza.
fn share_of(stanza: &Stanza) -> Option<Encapsulated> {
    let [share] = stanza.args.as_slice() else {
        return None;
    };
    if stanza.body.len() != WRAPPED {
        return None;
    }
    let share = BASE64_STANDARD_NO_PAD.decode(share).ok()?;
    if is_low_order(share.last_chunk()?) {
        return None;
    }
    Encapsulated::from_bytes(&share).ok()
}

/// Whether this X25519 share gives the same secret with every key.
///
/// The age specification refuses an all-zero shared secret (RFC 7748, section
/// 6.1); the KEM of the library does not look. Exactly the encodings of points
/// of small order give it: 0, 1, two of order 8, p - 1, and p and p + 1 once
/// more unreduced; the highest bit does not count.
fn is_low_order(share: &[u8; 32]) -> bool {
    let mut share = *share;
    if let Some(last) = share.last_mut() {
        *last &= 0x7f;
    }
    LOW_ORDER.contains(&share)
}

const LOW_ORDER: [[u8; 32]; 7] = [
    [0; 32],
    with_ends(1, 0, 0),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
    ],
    with_ends(0xec, 0xff, 0x7f),
    with_ends(0xed, 0xff, 0x7f),
    with_ends(0xee, 0xff, 0x7f),
];

const fn with_ends(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    let [head, .., tail] = &mut bytes;
    *head = first;
    *tail = last;
    bytes
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::agreement;

    use super::*;

    #[test]
    fn every_share_of_small_order_is_known() {
        let key = agreement::PrivateKey::generate(&agreement::X25519).unwrap();
        for share in LOW_ORDER {
            let theirs = agreement::UnparsedPublicKey::new(&agreement::X25519, share);
            assert!(
                agreement::agree(&key, theirs, (), |_| Ok(())).is_err(),
                "{share:02x?}"
            );
            let mut with_high_bit = share;
            with_high_bit[31] |= 0x80;
            assert!(is_low_order(&with_high_bit));
        }
        assert!(!is_low_order(&[9; 32]));
    }
}
