//! A secret that lets somebody in: 32 random bytes, shown once, stored as their SHA-256.
//!
//! So much randomness needs no slow hash: nobody tries 2^256 values. Secrets are looked up by
//! their hash, so that how long a search takes says nothing of the secret.

use std::{fmt, str::FromStr};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use comity_peer::rng::{self, Random};
use comity_tlog::hash::sha256;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};

use super::AccessError;

/// Before the secret when the token of forms is made from it; no stored hash begins so.
const FORMS: &[u8] = b"comity forms\0";

/// The secret; it never appears in a trace.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Draws one.
    pub fn draw(rng: &mut dyn Random) -> Self {
        Self(rng::array(rng))
    }

    /// The text that the holder keeps: 43 characters of base64url.
    #[must_use]
    pub fn to_text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What forms of the session carry, so that no other site can send them.
    #[must_use]
    pub fn forms(&self) -> String {
        BASE64URL_NOPAD.encode(&self.token())
    }

    /// The same, with a mask that no two pages share: what a page weighs when it is compressed
    /// says nothing of it (BREACH).
    pub fn masked_forms(&self, rng: &mut dyn Random) -> String {
        let mask: [u8; 32] = rng::array(rng);
        let masked = xor(&self.token(), &mask);
        BASE64URL_NOPAD.encode(&[mask, masked].concat())
    }

    /// Whether a form came from a page of this session.
    #[must_use]
    pub fn sent(&self, form: &str) -> bool {
        let Ok(bytes) = BASE64URL_NOPAD.decode(form.as_bytes()) else {
            return false;
        };
        let token = match (bytes.first_chunk(), bytes.last_chunk(), bytes.len()) {
            (Some(token), _, 32) => *token,
            (Some(mask), Some(masked), 64) => xor(masked, mask),
            _ => return false,
        };
        verify_slices_are_equal(&self.token(), &token).is_ok()
    }

    fn token(&self) -> [u8; 32] {
        *sha256(&[FORMS, &self.0].concat()).as_bytes()
    }

    /// The key under which it is stored.
    pub(super) fn key(&self) -> String {
        HEXLOWER.encode(sha256(&self.0).as_bytes())
    }
}

fn xor(one: &[u8; 32], other: &[u8; 32]) -> [u8; 32] {
    let mut both = *one;
    both.iter_mut()
        .zip(other)
        .for_each(|(one, other)| *one ^= other);
    both
}

/// What tells one stored secret from another in lists; it opens nothing.
pub(super) fn id(key: &str) -> String {
    key.chars().take(16).collect()
}

impl FromStr for Secret {
    type Err = AccessError;

    fn from_str(text: &str) -> Result<Self, AccessError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(AccessError::NotSignedIn)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;

    use super::*;

    #[test]
    fn a_secret_comes_back_from_its_text_and_shows_itself_nowhere_else() {
        let secret = Secret::draw(&mut Seeded::new(1));
        let text = secret.to_text();
        assert_eq!(text.len(), 43);
        assert_eq!(text.parse(), Ok(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert!(!secret.key().contains(&text) && secret.key() != secret.forms());
        for wrong in ["", "x", &text[1..], &format!("{text}A")] {
            assert_eq!(wrong.parse::<Secret>(), Err(AccessError::NotSignedIn));
        }
    }

    #[test]
    fn a_form_belongs_to_one_session() {
        let mut rng = Seeded::new(1);
        let (one, two) = (Secret::draw(&mut rng), Secret::draw(&mut rng));
        assert!(one.sent(&one.forms()));
        assert!(!one.sent(&two.forms()) && !one.sent(""));
        let [first, second] = [1, 2].map(|_| one.masked_forms(&mut rng));
        assert!(one.sent(&first) && one.sent(&second) && first != second);
        assert!(!two.sent(&first) && !one.sent(&first[1..]));
    }
}
