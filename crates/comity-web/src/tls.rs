//! TLS 1.3 between nodes, both ends known by the SHA-256 of their public key.
//!
//! Source: `docs/protocol.md`, section 7. A certificate is only an envelope for
//! the key: it is self-signed, carries no name of the party, and no authority is
//! asked. Sessions are never resumed, since a resumed session skips the
//! comparison of keys. Which pins are known is the caller's business.

use std::{fmt, sync::Arc};

use comity_core::Hash;
use comity_tlog::hash::sha256;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256};
use rustls::{
    ClientConfig, ServerConfig,
    client::Resumption,
    crypto::CryptoProvider,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    server::ParsedCertificate,
};

use self::verify::Pinned;

mod verify;

/// The only application protocol that nodes speak.
const HTTP_1: &[u8] = b"http/1.1";

/// A TLS key that cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Not a P-256 key in PKCS#8.
    #[error("read the TLS key: {0}")]
    Key(#[source] rcgen::Error),
    /// The key cannot be wrapped in a certificate.
    #[error("wrap the TLS key in a certificate: {0}")]
    Certificate(#[source] rcgen::Error),
    /// The TLS library refuses the key or the certificate.
    #[error("set up TLS: {0}")]
    Setup(#[from] rustls::Error),
}

impl TlsError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(_) => "tls-key",
            Self::Certificate(_) => "tls-certificate",
            Self::Setup(_) => "tls-setup",
        }
    }
}

/// A newly made TLS key.
pub struct NewTlsKey {
    /// The P-256 private key, PKCS#8 in DER. Secret.
    pub pkcs8: Vec<u8>,
    /// SHA-256 of the `SubjectPublicKeyInfo`: the field `tls` of the credential.
    pub pin: Hash,
}

impl fmt::Debug for NewTlsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewTlsKey")
            .field("pin", &self.pin)
            .finish_non_exhaustive()
    }
}

/// Makes a TLS key with the randomness of the cryptographic library.
///
/// # Errors
/// The library cannot make a key, for lack of randomness.
pub fn make_tls_key() -> Result<NewTlsKey, TlsError> {
    let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).map_err(TlsError::Key)?;
    let pkcs8 = pair.serialize_der();
    let pin = TlsIdentity::from_pkcs8(&pkcs8)?.pin();
    Ok(NewTlsKey { pkcs8, pin })
}

/// Our end of every connection: the key and the certificate around it.
pub struct TlsIdentity {
    key: PrivatePkcs8KeyDer<'static>,
    certificate: CertificateDer<'static>,
    pin: Hash,
}

impl fmt::Debug for TlsIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsIdentity")
            .field("pin", &self.pin)
            .finish_non_exhaustive()
    }
}

impl TlsIdentity {
    /// Takes a P-256 key in PKCS#8 (DER).
    ///
    /// # Errors
    /// The bytes are no such key.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, TlsError> {
        let key = PrivatePkcs8KeyDer::from(pkcs8.to_vec());
        let pair = KeyPair::from_pkcs8_der_and_sign_algo(&key, &PKCS_ECDSA_P256_SHA256)
            .map_err(TlsError::Key)?;
        let certificate = CertificateParams::default()
            .self_signed(&pair)
            .map_err(TlsError::Certificate)?
            .der()
            .clone();
        let pin = pin_of(&certificate)?;
        Ok(Self {
            key,
            certificate,
            pin,
        })
    }

    /// What counterparts pin.
    #[must_use]
    pub const fn pin(&self) -> Hash {
        self.pin
    }

    /// TLS as the end that listens; `knows` says which keys may connect.
    pub(crate) fn server(
        &self,
        knows: impl Fn(&Hash) -> bool + Send + Sync + 'static,
    ) -> Result<ServerConfig, TlsError> {
        let provider = provider();
        let verifier = Arc::new(Pinned::new(Arc::clone(&provider), knows));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_client_cert_verifier(verifier)
            .with_single_cert(vec![self.certificate.clone()], self.private_key())?;
        config.send_tls13_tickets = 0;
        config.alpn_protocols = vec![HTTP_1.to_vec()];
        Ok(config)
    }

    /// TLS as the end that dials, to the holder of one key only.
    pub(crate) fn client(&self, pin: Hash) -> Result<ClientConfig, TlsError> {
        let provider = provider();
        let verifier = Arc::new(Pinned::new(Arc::clone(&provider), move |seen: &Hash| {
            *seen == pin
        }));
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_client_auth_cert(vec![self.certificate.clone()], self.private_key())?;
        config.resumption = Resumption::disabled();
        config.alpn_protocols = vec![HTTP_1.to_vec()];
        Ok(config)
    }

    fn private_key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(self.key.clone_key())
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// The pin of the key in a certificate.
pub(crate) fn pin_of(certificate: &CertificateDer<'_>) -> Result<Hash, rustls::Error> {
    let parsed = ParsedCertificate::try_from(certificate)?;
    Ok(sha256(parsed.subject_public_key_info().as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_pin_when_it_is_read_again() {
        let made = make_tls_key().unwrap();
        let again = TlsIdentity::from_pkcs8(&made.pkcs8).unwrap();
        assert_eq!(again.pin(), made.pin);
        assert_ne!(make_tls_key().unwrap().pin, made.pin);
    }

    #[test]
    fn a_damaged_or_foreign_key_is_refused() {
        let made = make_tls_key().unwrap();
        let half = made.pkcs8.get(..made.pkcs8.len() / 2).unwrap();
        let other = KeyPair::generate_for(&rcgen::PKCS_ED25519)
            .unwrap()
            .serialize_der();
        for bytes in [&[][..], half, &other] {
            assert_eq!(
                TlsIdentity::from_pkcs8(bytes).unwrap_err().code(),
                "tls-key"
            );
        }
    }

    #[test]
    fn no_debug_output_holds_the_key() {
        let made = make_tls_key().unwrap();
        let identity = TlsIdentity::from_pkcs8(&made.pkcs8).unwrap();
        let shown = format!("{made:?} {identity:?}");
        assert!(
            !shown.contains("pkcs8") && !shown.contains("key"),
            "{shown}"
        );
    }
}
