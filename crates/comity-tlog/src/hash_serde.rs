//! The JSON form of a [`Hash`]: the string `sha256:` and 64 lower-case hex digits.
//!
//! Written and read without the heap: every leaf of a log carries several.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::hash::Hash;

const PREFIX: &[u8; 7] = b"sha256:";
const LEN: usize = PREFIX.len() + 2 * Hash::LEN;

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; LEN];
        let (prefix, digits) = text.split_at_mut(PREFIX.len());
        prefix.copy_from_slice(PREFIX);
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.as_bytes()) {
            if let [high, low] = pair {
                (*high, *low) = (digit(byte >> 4), digit(byte & 15));
            }
        }
        serializer.serialize_str(std::str::from_utf8(&text).map_err(serde::ser::Error::custom)?)
    }
}

/// A hex digit without a table or a branch, so that the loop runs on vectors.
const fn digit(nibble: u8) -> u8 {
    b'0' + nibble + (b'a' - b'0' - 10) * (nibble > 9) as u8
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
