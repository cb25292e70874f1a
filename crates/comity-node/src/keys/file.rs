//! The keyring on disk: under a passphrase, or plain and readable by its owner alone.
//!
//! `keys/keyring.age` is an age file with a passphrase (scrypt), which stock
//! `age` opens; the passphrase is typed, or comes from a file or a systemd
//! credential, and the binary fetches it. `keys/keyring.json` is the same
//! canonical JSON without one, for homes whose disk is protected otherwise.

use std::{
    fs,
    io::{Read, Write},
};

use age::secrecy::{SecretString, zeroize::Zeroizing};
use comity_core::canonical::{self, CanonicalError};

use super::Keyring;
use crate::home::{Home, HomeError, write_durably};

/// The longest keyring that is read, in bytes.
const LIMIT: usize = 1 << 20;
/// Work factor of scrypt: 64 MiB and some tenths of a second.
const WORK: u8 = 16;

/// How the keyring is protected.
#[derive(Clone)]
pub enum Protection {
    /// By a passphrase.
    Passphrase(SecretString),
    /// By the rights of the file alone.
    FileRights,
}

/// Why a keyring cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The keyring lies under a passphrase and none was given.
    #[error("open the keyring without its passphrase")]
    PassphraseNeeded,
    /// The passphrase does not open it.
    #[error("open the keyring with this passphrase")]
    WrongPassphrase,
    /// The file is damaged.
    #[error("read the keyring: {0}")]
    Damaged(String),
    /// The file system refused.
    #[error(transparent)]
    Home(#[from] HomeError),
}

impl KeyringError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::PassphraseNeeded => "keys-passphrase-needed",
            Self::WrongPassphrase => "keys-wrong-passphrase",
            Self::Damaged(_) => "keys-damaged",
            Self::Home(error) => error.code(),
        }
    }
}

impl From<CanonicalError> for KeyringError {
    fn from(error: CanonicalError) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// Whether the keyring of this home needs a passphrase.
#[must_use]
pub fn is_sealed(home: &Home) -> bool {
    home.sealed_keyring().exists()
}

/// Writes the keyring durably.
///
/// # Errors
/// The file system refuses; what was there before stays.
pub fn write(home: &Home, keyring: &Keyring, protection: &Protection) -> Result<(), KeyringError> {
    let plain = Zeroizing::new(canonical::to_bytes(keyring)?);
    match protection {
        Protection::FileRights => write_durably(&home.plain_keyring(), &plain)?,
        Protection::Passphrase(passphrase) => {
            write_durably(&home.sealed_keyring(), &seal(&plain, passphrase)?)?;
        }
    }
    Ok(())
}

/// Reads the keyring of a home.
///
/// # Errors
/// Every variant of [`KeyringError`].
pub fn read(home: &Home, passphrase: Option<&SecretString>) -> Result<Keyring, KeyringError> {
    let path = if is_sealed(home) {
        home.sealed_keyring()
    } else {
        home.plain_keyring()
    };
    let bytes = Zeroizing::new(fs::read(&path).map_err(|error| HomeError::io(&path, error))?);
    let plain = if is_sealed(home) {
        open(&bytes, passphrase.ok_or(KeyringError::PassphraseNeeded)?)?
    } else {
        bytes
    };
    Ok(canonical::from_bytes(&plain, LIMIT)?)
}

fn seal(plain: &[u8], passphrase: &SecretString) -> Result<Vec<u8>, KeyringError> {
    let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(WORK);
    let failed = |error: &dyn std::fmt::Display| KeyringError::Damaged(error.to_string());
    let mut sealed = Vec::new();
    let mut writer = age::Encryptor::with_recipients(std::iter::once(&recipient as _))
        .map_err(|error| failed(&error))?
        .wrap_output(&mut sealed)
        .map_err(|error| failed(&error))?;
    writer.write_all(plain).map_err(|error| failed(&error))?;
    writer.finish().map_err(|error| failed(&error))?;
    Ok(sealed)
}

fn open(sealed: &[u8], passphrase: &SecretString) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
    let mut identity = age::scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(WORK + 4);
    let decryptor = age::Decryptor::new_buffered(sealed)
        .map_err(|error| KeyringError::Damaged(error.to_string()))?;
    let reader =
        decryptor
            .decrypt(std::iter::once(&identity as _))
            .map_err(|error| match error {
                age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys => {
                    KeyringError::WrongPassphrase
                }
                other => KeyringError::Damaged(other.to_string()),
            })?;
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader
        .take(LIMIT as u64 + 1)
        .read_to_end(&mut plain)
        .map_err(|error| KeyringError::Damaged(error.to_string()))?;
    Ok(plain)
}
