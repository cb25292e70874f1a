//! The private keys of one role, and the signature lines that they make.
//!
//! For key files, fixtures and offline credential keys; a token that holds its
//! keys itself implements [`crate::signer::Signer`] without this.
//! Signing is the caller's act: nothing here is called by the protocol.

use comity_tlog::{
    cosignature::{self, MessageError},
    keys::{SigningError, SigningKey},
    note::{KeyError, KeyKind, KeyName, SignatureLine},
};

use crate::credential::{PublicKey, RoleKeys};

/// One or both private keys of a role.
#[derive(Debug)]
pub struct RoleSigner {
    ed25519: SigningKey,
    ml_dsa_44: Option<SigningKey>,
}

/// Why no line was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoleSignerError {
    /// The library refused.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The text or time cannot be signed.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// The name or key does not make a verifier key.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl RoleSignerError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Signing(error) => error.code(),
            Self::Message(error) => error.code(),
            Self::Key(error) => error.code(),
        }
    }
}

impl RoleSigner {
    /// The keys of these seeds; `ed25519` says whether the role signs notes
    /// ([`KeyKind::Ed25519`]) or cosigns ([`KeyKind::Ed25519Cosignature`]).
    ///
    /// # Errors
    /// When the library refuses.
    pub fn from_seeds(
        ed25519: KeyKind,
        seed: &[u8; 32],
        ml_dsa_44: Option<&[u8; 32]>,
    ) -> Result<Self, SigningError> {
        let ml_dsa_44 = ml_dsa_44
            .map(|seed| SigningKey::from_seed(KeyKind::MlDsa44Cosignature, seed))
            .transpose()?;
        Ok(Self {
            ed25519: SigningKey::from_seed(ed25519, seed)?,
            ml_dsa_44,
        })
    }

    /// The public keys, as a credential lists them.
    #[must_use]
    pub fn public(&self) -> RoleKeys {
        RoleKeys {
            ed25519: PublicKey::new(self.ed25519.public()),
            ml_dsa_44: self
                .ml_dsa_44
                .as_ref()
                .map(|key| PublicKey::new(key.public())),
        }
    }

    /// The lines of this role under `name` over a note's text at `time` (POSIX seconds).
    ///
    /// # Errors
    /// See [`RoleSignerError`].
    pub fn lines(
        &self,
        name: &KeyName,
        time: u64,
        text: &str,
    ) -> Result<Vec<SignatureLine>, RoleSignerError> {
        std::iter::once(&self.ed25519)
            .chain(&self.ml_dsa_44)
            .map(|key| line(key, name, time, text))
            .collect()
    }
}

fn line(
    key: &SigningKey,
    name: &KeyName,
    time: u64,
    text: &str,
) -> Result<SignatureLine, RoleSignerError> {
    let public = key.verifier_key(name.clone())?;
    let time = key.kind().is_timed().then_some(time);
    let message = cosignature::message(&public, time, text)?;
    Ok(cosignature::line(&public, time, &key.sign(&message)?)?)
}
