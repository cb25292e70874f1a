//! One-time codes by time, as authenticator apps make them.
//!
//! Source: RFC 6238 over RFC 4226, with HMAC-SHA-1, six digits and steps of thirty seconds,
//! since that is what every app speaks; SHA-1 is sound inside HMAC. A step is taken once: a
//! code that somebody looked over the shoulder opens nothing after its owner used it.
//!
//! The secret must be computed with, so it is stored as it is: it protects against whoever
//! knows the password, not against whoever reads the store.

use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY},
};
use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, StoreError, Tx};
use data_encoding::{BASE32_NOPAD, BASE64};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::AccessError;
use crate::{kept, trail};

/// Seconds of a step.
const STEP: i64 = 30;
/// Digits of a code.
const DIGITS: usize = 6;
/// Steps that a clock may be off, each way.
const OFF: i64 = 1;

const KIND: &str = "totp";

/// The secret that an app and this node share: 20 bytes, as RFC 4226 recommends.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    secret: String,
    /// The last step that was taken.
    taken: i64,
}

impl TotpSecret {
    /// Draws one.
    pub fn draw(rng: &mut dyn Random) -> Self {
        Self(rng::array(rng))
    }

    /// For typing into an app: base32.
    #[must_use]
    pub fn to_text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// A secret from its text, as the form of setting up carries it.
    ///
    /// # Errors
    /// [`AccessError::Code`].
    pub fn parse(text: &str) -> Result<Self, AccessError> {
        let bytes = BASE32_NOPAD.decode(text.as_bytes()).ok();
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(AccessError::Code)
    }

    /// What an app reads from a picture.
    #[must_use]
    pub fn uri(&self, party: &str, name: &str) -> String {
        let (party, name) = (escaped(party), escaped(name));
        let secret = self.to_text();
        format!("otpauth://totp/{party}:{name}?secret={secret}&issuer={party}")
    }

    /// The step within the tolerance that this code is of, beyond `taken`.
    fn step(&self, code: &str, taken: i64, now: Time) -> Option<i64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let now = now.seconds().div_euclid(STEP);
        let mut found = None;
        // Every step is looked at, so that time says nothing.
        for step in now - OFF..=now + OFF {
            let same = verify_slices_are_equal(self.code(step).as_bytes(), code.as_bytes());
            if same.is_ok() && step > taken {
                found = found.or(Some(step));
            }
        }
        found
    }

    /// The code that an app shows at this time.
    #[cfg(test)]
    pub(super) fn code_at(&self, now: Time) -> String {
        self.code(now.seconds().div_euclid(STEP))
    }

    fn code(&self, step: i64) -> String {
        truncated(&self.0, step.cast_unsigned(), DIGITS)
    }
}

/// The code of a counter (RFC 4226, section 5.3).
fn truncated(secret: &[u8], counter: u64, digits: usize) -> String {
    let key = hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &counter.to_be_bytes());
    let bytes = tag.as_ref();
    let offset = usize::from(bytes.last().copied().unwrap_or(0) & 0xf);
    let four = bytes
        .get(offset..)
        .and_then(|rest| rest.first_chunk())
        .copied()
        .unwrap_or_default();
    let number = u32::from_be_bytes(four) & 0x7fff_ffff;
    let text = format!("{number:010}");
    text.chars().skip(10 - digits).collect()
}

/// Sets a person's secret up, with a code that shows that the app has it.
///
/// # Errors
/// [`AccessError::Code`]: it is not the code of now.
pub fn set(
    tx: &mut dyn Tx,
    name: &str,
    secret: &TotpSecret,
    code: &str,
    now: Time,
) -> Result<(), AccessError> {
    let taken = secret.step(code, i64::MIN, now).ok_or(AccessError::Code)?;
    let row = Row {
        secret: BASE64.encode(&secret.0),
        taken,
    };
    kept::put(tx, KIND, name, &row)?;
    trail::note(tx, now, name, "totp-set", json!({"person": name}))?;
    Ok(())
}

/// Whether this person has codes.
///
/// # Errors
/// The store.
pub fn is_set(tx: &dyn ReadTx, name: &str) -> Result<bool, StoreError> {
    Ok(tx.kept(KIND, name)?.is_some())
}

/// Takes a code: whether it is one of now that was not taken before.
///
/// # Errors
/// The store.
pub fn take(tx: &mut dyn Tx, name: &str, code: &str, now: Time) -> Result<bool, StoreError> {
    let Some(mut row): Option<Row> = kept::get(&*tx, KIND, name)? else {
        return Ok(false);
    };
    let bytes = BASE64.decode(row.secret.as_bytes()).ok();
    let secret = bytes
        .and_then(|bytes| bytes.try_into().ok())
        .map(TotpSecret)
        .ok_or_else(|| StoreError::Format {
            table: "kept",
            detail: KIND.to_owned(),
        })?;
    let Some(step) = secret.step(code, row.taken, now) else {
        return Ok(false);
    };
    row.taken = step;
    kept::put(tx, KIND, name, &row)?;
    Ok(true)
}

/// Takes a person's codes away.
///
/// # Errors
/// The store.
pub fn remove(tx: &mut dyn Tx, name: &str, by: &str, now: Time) -> Result<(), StoreError> {
    tx.unkeep(KIND, name)?;
    trail::note(tx, now, by, "totp-removed", json!({"person": name}))
}

/// Percent-encodes all but letters, digits, hyphen, full stop, underscore and tilde (RFC 3986).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;
    use comity_store::{MemoryStore, Store as _};

    use super::*;

    #[test]
    fn the_vectors_of_rfc_6238_are_met() {
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(truncated(secret, seconds / 30, 8), code, "{seconds}");
        }
    }

    #[test]
    fn the_vectors_of_rfc_4226_are_met() {
        let codes: Vec<String> = (0..10)
            .map(|count| truncated(b"12345678901234567890", count, 6))
            .collect();
        assert_eq!(
            codes.join(" "),
            "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489"
        );
    }

    fn at(seconds: i64) -> Time {
        Time::from_seconds(seconds)
    }

    fn with_secret() -> (MemoryStore, TotpSecret) {
        let store = MemoryStore::new();
        let secret = TotpSecret::draw(&mut Seeded::new(1));
        let (kept, code) = (secret.clone(), secret.code(100));
        store
            .write(move |tx| set(tx, "li", &kept, &code, at(3000)))
            .unwrap();
        (store, secret)
    }

    fn taken(store: &MemoryStore, code: &str, seconds: i64) -> bool {
        let code = code.to_owned();
        store
            .write(move |tx| take(tx, "li", &code, at(seconds)))
            .unwrap()
    }

    #[test]
    fn a_code_is_taken_once() {
        let (store, secret) = with_secret();
        assert!(!taken(&store, &secret.code(100), 3000), "at setting up");
        assert!(taken(&store, &secret.code(101), 3030));
        assert!(!taken(&store, &secret.code(101), 3031));
        assert!(!taken(&store, &secret.code(100), 3031), "nor one before it");
        assert!(taken(&store, &secret.code(102), 3060));
    }

    #[test]
    fn a_clock_may_be_off_by_one_step() {
        let (store, secret) = with_secret();
        assert!(!taken(&store, &secret.code(108), 3300));
        assert!(!taken(&store, &secret.code(112), 3300));
        assert!(taken(&store, &secret.code(109), 3300));
        assert!(taken(&store, &secret.code(111), 3300));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let (store, secret) = with_secret();
        let code = secret.code(200);
        for wrong in ["", "1", "abcdef", &code[..5], &format!("{code}0")] {
            assert!(!taken(&store, wrong, 6000), "{wrong}");
        }
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert!(taken(&store, &spaced, 6000), "apps show it in two groups");
        let other = secret.clone();
        let refused = store.write(move |tx| set(tx, "wang", &other, "000000", at(0)));
        assert_eq!(refused, Err(AccessError::Code));
        let nobody = store.write(move |tx| take(tx, "wang", &code, at(6000)));
        assert_eq!(nobody, Ok(false));
    }

    #[test]
    fn an_app_reads_the_secret() {
        let secret = TotpSecret(*b"12345678901234567890");
        assert_eq!(
            secret.uri("cyber.cn.example", "李 明"),
            "otpauth://totp/cyber.cn.example:%E6%9D%8E%20%E6%98%8E\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=cyber.cn.example"
        );
        assert_eq!(TotpSecret::parse(&secret.to_text()), Ok(secret));
        assert_eq!(TotpSecret::parse("A"), Err(AccessError::Code));
    }
}
