//! Openings of acts for a party that lost its keys (`docs/protocol.md`, section 9.1).
//!
//! A batch is the canonical JSON inside the age file that the counterpart
//! seals to the new credential. Nothing in it is believed: [`check`] opens the
//! sealed bytes that the leaf names with the key that was handed over, and the
//! header MAC of an age file commits to its key.
//!
//! Out of scope: sealing the batch, and where the keys are kept (the node).

use std::fmt;

use comity_core::{
    Leaf, Origin,
    canonical::{self, CanonicalError, V1},
};
use comity_tlog::hash::sha256;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    act::{OpenActError, OpenedAct, Verdict, open_act, read_envelope},
    seal::{FileKey, OpenError, Opened, Recipients, SealError, Sealer},
};

/// The longest batch that is read, in bytes.
pub const BATCH_LIMIT: usize = 1 << 20;
/// The most entries that one batch speaks of.
pub const BATCH_ENTRIES: u64 = 1_000;

/// File keys of the acts of one stretch of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Openings {
    /// The first entry that it speaks of.
    pub from: u64,
    /// Generation of the log.
    pub generation: u32,
    /// The keys, ascending by index.
    pub keys: Vec<Opening>,
    /// The log.
    pub log: Origin,
    /// The entry after the last one that it speaks of.
    pub to: u64,
    /// Format version.
    pub v: V1,
}

/// The file keys of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Of the body; absent where there is none, or it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<HexKey>,
    /// Of the envelope.
    pub envelope: HexKey,
    /// The entry.
    pub index: u64,
}

/// A file key in 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct HexKey(pub FileKey);

/// Why openings are not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningError {
    /// No canonical JSON of a batch.
    #[error(transparent)]
    Form(#[from] CanonicalError),
    /// Of another log or stretch than was asked for, or out of order.
    #[error("read openings of another stretch")]
    Stretch,
    /// The keys do not open the sealed bytes of this entry to what an act is.
    #[error("open entry {0} with the key that was handed over")]
    DoesNotFit(u64),
    /// We could not try.
    #[error("open: {0}")]
    Fault(String),
}

impl OpeningError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form(error) => error.code(),
            Self::Stretch => "openings-stretch",
            Self::DoesNotFit(_) => "openings-do-not-fit",
            Self::Fault(_) => "openings-fault",
        }
    }
}

impl Openings {
    /// Reads a batch that answers for entries of `log` from `from` on.
    ///
    /// # Errors
    /// Not the JSON of one, or of something else than was asked for.
    pub fn parse(bytes: &[u8], log: &Origin, from: u64) -> Result<Self, OpeningError> {
        let batch: Self = canonical::from_bytes(bytes, BATCH_LIMIT)?;
        let within = |one: &Opening| (batch.from..batch.to).contains(&one.index);
        let ascending = batch.keys.is_sorted_by(|one, next| one.index < next.index);
        let meant = batch.log == *log && batch.generation == log.generation && batch.from == from;
        let long = batch.to.checked_sub(batch.from);
        if meant
            && ascending
            && long.is_some_and(|long| long <= BATCH_ENTRIES)
            && batch.keys.iter().all(within)
        {
            Ok(batch)
        } else {
            Err(OpeningError::Stretch)
        }
    }

    /// The bytes to be sealed.
    ///
    /// # Errors
    /// The batch has no JSON form.
    pub fn to_bytes(&self) -> Result<Vec<u8>, OpeningError> {
        Ok(canonical::to_bytes(self)?)
    }
}

/// Opens an act with the keys that were handed over, by the same rules as a reader of the log.
///
/// Without a key for the body only the envelope is opened.
///
/// # Errors
/// [`OpeningError::DoesNotFit`], or a fault of our sealer.
pub fn check(
    sealer: &dyn Sealer,
    leaf: &Leaf,
    envelope: &[u8],
    body: Option<&[u8]>,
    opening: &Opening,
) -> Result<OpenedAct, OpeningError> {
    let wrong = || OpeningError::DoesNotFit(opening.index);
    let with = WithKeys { sealer, opening };
    if opening.body.is_none() {
        let named =
            Some(sha256(envelope)) == leaf.act && leaf.size == u64::try_from(envelope.len()).ok();
        let opened = match with.open(envelope) {
            Ok(opened) if named => opened,
            Err(OpenError::Fault(fault)) => return Err(OpeningError::Fault(fault)),
            _ => return Err(wrong()),
        };
        return Ok(OpenedAct {
            envelope: read_envelope(&opened.plain).map_err(|_| wrong())?,
            envelope_key: opened.file_key,
            body: None,
        });
    }
    match open_act(&with, leaf, Some(envelope), body) {
        Ok(Verdict::Good(act)) if act.body.is_some() => Ok(*act),
        Err(OpenActError::Fault(fault)) => Err(OpeningError::Fault(fault)),
        _ => Err(wrong()),
    }
}

/// Opens with the two keys of an opening and with nothing else.
struct WithKeys<'a> {
    sealer: &'a dyn Sealer,
    opening: &'a Opening,
}

impl Sealer for WithKeys<'_> {
    fn seal(&self, to: &Recipients, _: &[u8]) -> Result<Vec<u8>, SealError> {
        Err(SealError::Suite(to.suite))
    }

    fn open(&self, sealed: &[u8]) -> Result<Opened, OpenError> {
        let mut last = OpenError::NotForUs;
        let keys = std::iter::once(&self.opening.envelope).chain(&self.opening.body);
        for HexKey(key) in keys {
            match self.sealer.open_with(sealed, key) {
                Ok(plain) => {
                    let file_key = key.clone();
                    return Ok(Opened { plain, file_key });
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn open_with(&self, sealed: &[u8], key: &FileKey) -> Result<Vec<u8>, OpenError> {
        self.sealer.open_with(sealed, key)
    }
}

impl fmt::Debug for HexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HexKey(…)")
    }
}

impl Serialize for HexKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.0.as_bytes().iter().map(|byte| format!("{byte:02x}"));
        serializer.serialize_str(&digits.collect::<String>())
    }
}

impl<'de> Deserialize<'de> for HexKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let key = key_of(&text).ok_or_else(|| de::Error::custom("32 hexadecimal digits"))?;
        Ok(Self(FileKey::new(key)))
    }
}

fn key_of(text: &str) -> Option<[u8; 16]> {
    let lower = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    if text.len() != 32 || !text.as_bytes().iter().all(lower) {
        return None;
    }
    let mut key = [0; 16];
    for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
        let digits = std::str::from_utf8(digits).ok()?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Openings {
        let key = |byte| HexKey(FileKey::new([byte; 16]));
        Openings {
            from: 3,
            generation: 1,
            keys: vec![
                Opening {
                    body: Some(key(0xab)),
                    envelope: key(1),
                    index: 3,
                },
                Opening {
                    body: None,
                    envelope: key(2),
                    index: 7,
                },
            ],
            log: "a.example/to/b.example/1".parse().unwrap(),
            to: 9,
            v: V1,
        }
    }

    fn read(bytes: &[u8]) -> Result<Openings, &'static str> {
        let log = "a.example/to/b.example/1".parse().unwrap();
        Openings::parse(bytes, &log, 3).map_err(|error| error.code())
    }

    #[test]
    fn a_batch_is_read_back_and_has_one_spelling() {
        let bytes = batch().to_bytes().unwrap();
        assert_eq!(
            String::from_utf8(bytes.clone()).unwrap(),
            r#"{"from":3,"generation":1,"keys":[{"body":"abababababababababababababababab","envelope":"01010101010101010101010101010101","index":3},{"envelope":"02020202020202020202020202020202","index":7}],"log":"a.example/to/b.example/1","to":9,"v":1}"#
        );
        assert_eq!(read(&bytes), Ok(batch()));
        let text = String::from_utf8(bytes).unwrap();
        let capitals = text.replace("abab", "ABAB");
        assert_eq!(read(capitals.as_bytes()), Err("json-malformed"));
        let blank = text.replace("\"to\":9", "\"to\": 9");
        assert!(read(blank.as_bytes()).is_err());
    }

    #[test]
    fn what_was_not_asked_for_is_refused() {
        let changed = |change: fn(&mut Openings)| {
            let mut other = batch();
            change(&mut other);
            read(&other.to_bytes().unwrap()).unwrap_err()
        };
        for code in [
            changed(|other| other.from = 2),
            changed(|other| other.generation = 2),
            changed(|other| other.to = 7),
            changed(|other| other.to = 2),
            changed(|other| other.to = 1_004),
            changed(|other| other.keys.reverse()),
            changed(|other| other.log = other.log.opposite()),
        ] {
            assert_eq!(code, "openings-stretch");
        }
    }
}
