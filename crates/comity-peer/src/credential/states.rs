//! The sentence that credentials and proofs carry: what a receipt states, and what it does not.
//!
//! Part of the wire, not of the screen: the bytes are fixed by
//! `docs/protocol.md`, section 2, so that nobody signs under another meaning.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The sentence in English.
pub const STATES_EN: &str = "A receipt states that the node holds these bytes, and nothing else: it is not service of process, not acceptance, not admission, and no recognition of jurisdiction.";

/// The sentence in Simplified Chinese.
pub const STATES_ZH_HANS: &str = "系统回执仅说明系统持有所列字节，不表示任何其他意思：不是司法文书的送达，不是同意，不是自认，也不是对管辖权的承认。";

/// Serialises as both sentences and refuses every other text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct States;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts<T> {
    en: T,
    #[serde(rename = "zh-Hans")]
    zh_hans: T,
}

impl Serialize for States {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Texts {
            en: STATES_EN,
            zh_hans: STATES_ZH_HANS,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for States {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = Texts::<String>::deserialize(deserializer)?;
        if texts.en == STATES_EN && texts.zh_hans == STATES_ZH_HANS {
            Ok(Self)
        } else {
            Err(serde::de::Error::custom(
                "not the statement of protocol version 1",
            ))
        }
    }
}
