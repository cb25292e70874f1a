//! Signing with a seed held in memory: for tests, and for the node's key file.
//!
//! Who may sign what, and the guard that a key signs only what grows, are above this
//! crate, behind a trait that other key stores implement too.
//!
//! Ed25519 is deterministic (RFC 8032). ML-DSA-44 is the pure, *hedged* variant of
//! FIPS 204, with an empty context: the library mixes system randomness into every
//! signature, so two over one message differ, and this is the one place in the crate
//! that is not a function of its arguments. Compare such signatures by verifying.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, ML_DSA_44_SIGNING, PqdsaKeyPair};
use thiserror::Error;

use crate::note::{KeyError, KeyKind, KeyName, VerifierKey};

/// A private key, of which nothing can be read back but the public half.
pub struct SigningKey {
    kind: KeyKind,
    pair: Pair,
}

enum Pair {
    Ed25519(Box<Ed25519KeyPair>),
    MlDsa44(Box<PqdsaKeyPair>),
}

impl SigningKey {
    /// The key of a seed of 32 bytes: the private key of RFC 8032, section 5.1.5, or
    /// ξ of FIPS 204, algorithm 6.
    ///
    /// # Errors
    /// When the library refuses.
    pub fn from_seed(kind: KeyKind, seed: &[u8; 32]) -> Result<Self, SigningError> {
        let pair = match kind {
            KeyKind::Ed25519 | KeyKind::Ed25519Cosignature => {
                Ed25519KeyPair::from_seed_unchecked(seed).map(|pair| Pair::Ed25519(Box::new(pair)))
            }
            KeyKind::MlDsa44Cosignature => PqdsaKeyPair::from_seed(&ML_DSA_44_SIGNING, seed)
                .map(|pair| Pair::MlDsa44(Box::new(pair))),
        };
        pair.map(|pair| Self { kind, pair })
            .map_err(|_| SigningError::Seed)
    }

    /// What the key signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The public key.
    pub fn public(&self) -> &[u8] {
        match &self.pair {
            Pair::Ed25519(pair) => pair.public_key().as_ref(),
            Pair::MlDsa44(pair) => pair.public_key().as_ref(),
        }
    }

    /// The verifier key under this name.
    ///
    /// # Errors
    /// As [`VerifierKey::new`], which a key made from a seed does not meet.
    pub fn verifier_key(&self, name: KeyName) -> Result<VerifierKey, KeyError> {
        VerifierKey::new(name, self.kind, self.public())
    }

    /// The bare signature over these bytes; [`crate::cosignature`] says which bytes.
    ///
    /// # Errors
    /// When the library has no randomness or no memory.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        match &self.pair {
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::MlDsa44(pair) => {
                let mut signature = vec![0; ML_DSA_44_SIGNING.signature_len()];
                let length = pair
                    .sign(message, &mut signature)
                    .map_err(|_| SigningError::Sign)?;
                signature.truncate(length);
                Ok(signature)
            }
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Why there is no key or no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SigningError {
    /// The library does not take the seed.
    #[error("make a key from a seed")]
    Seed,
    /// The library did not sign.
    #[error("sign")]
    Sign,
}

impl SigningError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Seed => "signing-seed",
            Self::Sign => "signing-failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_key_again_and_stays_hidden() {
        for kind in KeyKind::ALL {
            let key = SigningKey::from_seed(kind, &[0xab; 32]).unwrap();
            let again = SigningKey::from_seed(kind, &[0xab; 32]).unwrap();
            let other = SigningKey::from_seed(kind, &[0xac; 32]).unwrap();
            assert_eq!(key.public(), again.public());
            assert_ne!(key.public(), other.public());
            assert_eq!(key.public().len(), kind.public_len());
            assert_eq!(key.sign(b"m").unwrap().len(), kind.signature_len());
            assert_eq!(
                format!("{key:?}"),
                format!("SigningKey {{ kind: {kind:?}, .. }}")
            );
        }
    }

    #[test]
    fn ed25519_repeats_itself_and_ml_dsa_does_not() {
        let twice = |kind| {
            let key = SigningKey::from_seed(kind, &[1; 32]).unwrap();
            key.sign(b"m").unwrap() == key.sign(b"m").unwrap()
        };
        assert!(twice(KeyKind::Ed25519));
        assert!(!twice(KeyKind::MlDsa44Cosignature));
    }
}
