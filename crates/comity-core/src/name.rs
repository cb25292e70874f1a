//! Names on the wire: parties and the origins of their logs.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The name of a party: lower-case ASCII, shaped like a DNS name; no lookup is implied.
///
/// 3 to 64 characters, labels of `a-z`, `0-9` and inner `-`, at least two labels
/// (`docs/protocol.md`, section 2).
/// ASCII alone keeps confusable names out of keys and paths.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartyName(String);

/// A text that cannot name a party, or is no log origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not a party name.
    #[error("not a party name: {0:?}")]
    Party(String),
    /// Not an origin of the form `sender/to/reader/generation`.
    #[error("not a log origin: {0:?}")]
    Origin(String),
}

impl NameError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Party(_) => "name-not-a-party",
            Self::Origin(_) => "name-not-an-origin",
        }
    }
}

impl PartyName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl TryFrom<String> for PartyName {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        let fits =
            (3..=64).contains(&text.len()) && text.contains('.') && text.split('.').all(is_label);
        if fits {
            Ok(Self(text))
        } else {
            Err(NameError::Party(text.chars().take(80).collect()))
        }
    }
}

impl FromStr for PartyName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::try_from(text.to_owned())
    }
}

impl From<PartyName> for String {
    fn from(name: PartyName) -> Self {
        name.0
    }
}

impl fmt::Display for PartyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The origin of a log: who speaks, to whom, in which generation: `a.example/to/b.example/1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin {
    /// The party whose log this is.
    pub sender: PartyName,
    /// The party that it speaks to.
    pub reader: PartyName,
    /// 1 for the first pair of logs; each re-opening adds one.
    pub generation: u32,
}

impl Origin {
    /// The origin of the opposite log of the same generation.
    #[must_use]
    pub fn opposite(&self) -> Self {
        Self {
            sender: self.reader.clone(),
            reader: self.sender.clone(),
            generation: self.generation,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/to/{}/{}", self.sender, self.reader, self.generation)
    }
}

impl FromStr for Origin {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let wrong = || NameError::Origin(text.chars().take(160).collect());
        let mut parts = text.split('/');
        let (Some(sender), Some("to"), Some(reader), Some(generation), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(wrong());
        };
        let origin = Self {
            sender: sender.parse()?,
            reader: reader.parse()?,
            generation: generation.parse().map_err(|_| wrong())?,
        };
        let valid =
            origin.generation > 0 && origin.sender != origin.reader && origin.to_string() == text;
        if valid { Ok(origin) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Origin {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn party_names_are_plain_ascii() {
        for right in ["cyber.cn.example", "a.b", "x-1.example"] {
            assert!(right.parse::<PartyName>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "a",
            "cyber",
            "Cyber.cn",
            "cyber..cn",
            "-a.b",
            "a-.b",
            "сyber.cn",
            "a.b/",
            "a b.c",
            ".a.b",
            "a.b.",
        ] {
            assert!(wrong.parse::<PartyName>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_origin_names_two_parties_and_a_generation() {
        let origin: Origin = "a.example/to/b.example/1".parse().unwrap();
        assert_eq!(origin.opposite().to_string(), "b.example/to/a.example/1");
        for wrong in [
            "a.example/to/b.example/0",
            "a.example/to/b.example/01",
            "a.example/to/a.example/1",
            "a.example/b.example/1",
            "a.example/to/b.example/1/x",
            "a.example/to/b.example/+1",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
