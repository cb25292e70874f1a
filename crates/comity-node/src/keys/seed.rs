//! Seeds of signing keys: 32 secret bytes, and how a credential key's two halves come from one seed.
//!
//! The seed of the credential key is the one secret that people keep on
//! paper. Both of its keys derive from it by HKDF-SHA-256 (RFC 5869) with the
//! salt `comity credential key v1` and the algorithm's name as info, so that
//! one line is enough to bring both back. All other seeds are drawn one a key.

use std::{fmt, str::FromStr};

use age::secrecy::zeroize::{Zeroize, Zeroizing};
use aws_lc_rs::hkdf;
use comity_peer::rng::Random;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const SALT: &[u8] = b"comity credential key v1";

/// 32 secret bytes that a signing key is made from; wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

/// A text that is no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read a seed of 64 hexadecimal digits")]
pub struct NotASeed;

impl NotASeed {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "keys-not-a-seed"
    }
}

impl Seed {
    /// A fresh seed.
    pub fn draw(rng: &mut dyn Random) -> Self {
        let mut bytes = [0; 32];
        rng.fill(&mut bytes);
        Self(bytes)
    }

    /// The seed with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The secret bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The seed of one algorithm's half of the credential key.
    #[must_use]
    pub fn half(&self, algorithm: &str) -> Self {
        let pseudorandom = hkdf::Salt::new(hkdf::HKDF_SHA256, SALT).extract(&self.0);
        let mut bytes = [0; 32];
        let info = [algorithm.as_bytes()];
        pseudorandom
            .expand(&info, hkdf::HKDF_SHA256)
            .and_then(|key| key.fill(&mut bytes))
            .expect("one block of HKDF-SHA-256 has 32 bytes");
        Self(bytes)
    }

    /// The line that is printed once for the credential key: eight groups of eight hexadecimal digits.
    #[must_use]
    pub fn to_line(&self) -> Zeroizing<String> {
        let mut line = String::with_capacity(71);
        for (at, byte) in self.0.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                line.push(' ');
            }
            push_hex(&mut line, *byte);
        }
        Zeroizing::new(line)
    }

    fn to_hex(&self) -> Zeroizing<String> {
        let mut text = String::with_capacity(64);
        self.0.iter().for_each(|byte| push_hex(&mut text, *byte));
        Zeroizing::new(text)
    }
}

fn push_hex(to: &mut String, byte: u8) {
    for nibble in [byte >> 4, byte & 15] {
        to.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
    }
}

/// Reads 64 hexadecimal digits; blanks between them do not count.
impl FromStr for Seed {
    type Err = NotASeed;

    fn from_str(text: &str) -> Result<Self, NotASeed> {
        let digits: Zeroizing<Vec<u32>> = Zeroizing::new(
            text.chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| c.to_digit(16).ok_or(NotASeed))
                .collect::<Result<_, _>>()?,
        );
        if digits.len() != 64 {
            return Err(NotASeed);
        }
        let mut seed = Self([0; 32]);
        for (byte, pair) in seed.0.iter_mut().zip(digits.chunks(2)) {
            *byte = pair.iter().fold(0, |sum, digit| {
                (sum << 4) | u8::try_from(*digit).unwrap_or(0)
            });
        }
        Ok(seed)
    }
}

impl Drop for Seed {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_read_back_from_its_line_and_stays_hidden() {
        let seed = Seed::new([0xa7; 32]);
        assert_eq!(seed.to_line().len(), 71);
        assert_eq!(seed.to_line().parse(), Ok(seed.clone()));
        assert_eq!(format!("{seed:?}"), "Seed(…)");
        for wrong in ["", "a7", &"g".repeat(64), &"a".repeat(65)] {
            assert_eq!(wrong.parse::<Seed>(), Err(NotASeed), "{wrong}");
        }
    }

    #[test]
    fn the_two_halves_differ_and_are_the_same_again() {
        let seed = Seed::new([1; 32]);
        assert_eq!(seed.half("ed25519"), seed.half("ed25519"));
        assert_ne!(seed.half("ed25519"), seed.half("ml-dsa-44"));
        assert_ne!(seed.half("ed25519"), seed);
    }
}
