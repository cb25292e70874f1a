//! Age identities as the keyring and the bodies of acts carry them: one line of text.
//!
//! `AGE-SECRET-KEY-1…` (X25519) or `AGE-SECRET-KEY-PQ-1…` (hybrid); stock
//! tools take the same lines. They are made from a seed that the caller draws,
//! so that nothing here reads a random source.

use std::{fmt, str::FromStr};

use age::secrecy::{ExposeSecret, zeroize::Zeroizing};
use comity_peer::seal::Suite;

use super::{hybrid, long_bech32};

const X25519: &str = "AGE-SECRET-KEY-";

/// A private key of one of the two age recipient types.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "a node has a handful, made once")]
pub enum Identity {
    /// Suite `age-x25519`.
    X25519(age::x25519::Identity),
    /// Suite `age-hybrid`.
    #[expect(private_interfaces, reason = "made and used through this type only")]
    Hybrid(hybrid::Identity),
}

/// A text that is no age key of a type known here, or a suite without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read an age key")]
pub struct NotAKey;

impl NotAKey {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "sealing-not-a-key"
    }
}

impl Identity {
    /// The identity that a seed makes for a suite.
    ///
    /// # Errors
    /// A suite without age identities.
    pub fn from_seed(suite: Suite, seed: &[u8; 32]) -> Result<Self, NotAKey> {
        match suite {
            Suite::AgeX25519 => long_bech32::upper(X25519, seed)
                .map(Zeroizing::new)
                .ok_or(NotAKey)?
                .parse(),
            Suite::AgeHybrid => hybrid::Identity::from_seed(seed)
                .map(Self::Hybrid)
                .ok_or(NotAKey),
            _ => Err(NotAKey),
        }
    }

    /// Its suite.
    #[must_use]
    pub const fn suite(&self) -> Suite {
        match self {
            Self::X25519(_) => Suite::AgeX25519,
            Self::Hybrid(_) => Suite::AgeHybrid,
        }
    }

    /// The secret line, wiped when dropped.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::X25519(identity) => identity.to_string().expose_secret().to_owned(),
            Self::Hybrid(identity) => identity.to_text().unwrap_or_default(),
        })
    }

    /// The public line that others seal to: `age1…` or `age1pq1…`.
    #[must_use]
    pub fn recipient(&self) -> String {
        match self {
            Self::X25519(identity) => identity.to_public().to_string(),
            Self::Hybrid(identity) => identity.recipient().to_text().unwrap_or_default(),
        }
    }

    pub(super) fn as_age(&self) -> &dyn age::Identity {
        match self {
            Self::X25519(identity) => identity,
            Self::Hybrid(identity) => identity,
        }
    }
}

impl FromStr for Identity {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        if let Ok(identity) = text.parse() {
            return Ok(Self::X25519(identity));
        }
        text.parse().map(Self::Hybrid).map_err(|_| NotAKey)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({:?}, …)", self.suite())
    }
}

/// The recipient of a public line, as the age library takes it.
pub(super) fn recipient(text: &str) -> Result<Box<dyn age::Recipient>, NotAKey> {
    if let Ok(recipient) = text.parse::<age::x25519::Recipient>() {
        return Ok(Box::new(recipient));
    }
    match text.parse::<hybrid::Recipient>() {
        Ok(recipient) => Ok(Box::new(recipient)),
        Err(_) => Err(NotAKey),
    }
}
