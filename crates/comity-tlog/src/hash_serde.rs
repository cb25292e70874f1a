//! The JSON form of a [`Hash`]: the string `sha256:` and 64 lower-case hex digits.
//!
//! Written and read without the heap: every leaf of a log carries several.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::hash::Hash;

const PREFIX: &[u8; 7] = b"sha256:";
const DIGITS: &[u8; 16] = b"0123456789abcdef";
const LEN: usize = PREFIX.len() + 2 * Hash::LEN;

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; LEN];
        let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
        let digits = self
            .as_bytes()
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        for (to, from) in text.iter_mut().zip(PREFIX.iter().copied().chain(digits)) {
            *to = from;
        }
        serializer.serialize_str(std::str::from_utf8(&text).map_err(serde::ser::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Hash;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("sha256: and 64 lower-case hex digits")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Hash, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use crate::hash::{Hash, sha256};

    #[test]
    fn the_json_form_is_the_text_form() {
        let hash = sha256(b"x");
        let json = serde_json::to_string(&hash).unwrap();
        assert_eq!(json, format!("\"{hash}\""));
        assert_eq!(serde_json::from_str::<Hash>(&json).unwrap(), hash);
        assert!(serde_json::from_str::<Hash>(&json.replace("sha256", "SHA256")).is_err());
    }
}
