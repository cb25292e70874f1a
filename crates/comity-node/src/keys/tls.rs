//! The key of the TLS endpoint: ECDSA on P-256, known to the other side by the SHA-256 of its public key.
//!
//! Source: `docs/protocol.md`, section 7. The library draws the key from the
//! system's random source; the certificate around it is made where TLS is spoken.

use aws_lc_rs::{
    encoding::AsDer,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use comity_core::Hash;

use super::keyring::Pkcs8;

/// A TLS key could not be made or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("make or read a TLS key")]
pub struct TlsKeyError;

impl TlsKeyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "keys-tls"
    }
}

/// Draws a key.
///
/// # Errors
/// The library has no randomness or no memory.
pub fn draw() -> Result<Pkcs8, TlsKeyError> {
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
        .map(|document| Pkcs8::new(document.as_ref()))
        .map_err(|_| TlsKeyError)
}

/// SHA-256 of the `SubjectPublicKeyInfo`: what the credential names as `tls`.
///
/// # Errors
/// The bytes are no such key.
pub fn pin(key: &Pkcs8) -> Result<Hash, TlsKeyError> {
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &key.der())
        .map_err(|_| TlsKeyError)?;
    let spki = pair.public_key().as_der().map_err(|_| TlsKeyError)?;
    Ok(comity_tlog::hash::sha256(spki.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_by_its_pin() {
        let (one, other) = (draw().unwrap(), draw().unwrap());
        assert_eq!(pin(&one), pin(&one.clone()));
        assert_ne!(pin(&one), pin(&other));
        assert_eq!(pin(&Pkcs8::new(b"no key")), Err(TlsKeyError));
    }
}
