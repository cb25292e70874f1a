//! One-time codes by time, as authenticator apps make them.
//!
//! Source: RFC 6238 over RFC 4226, with HMAC-SHA-1, six digits and steps of thirty seconds,
//! since that is what every app speaks; SHA-1 is sound inside HMAC. A step is taken once: a
//! code that somebody looked over the shoulder opens nothing after its owner used it.
//!
//! A code counts for the thirty seconds of its step and no longer. How many steps a person's clock
//! is off is remembered (RFC 6238, section 6): first from the code that set it up, then from two
//! codes one after the other that are off by the same step. The first of these opens nothing.
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
/// Steps that a clock may be off from what is known of it, each way, to be followed.
const OFF: i64 = 1;
/// Steps that a clock may be off in all, each way.
const MOST_OFF: i64 = 10;
/// Steps within which a second code shows that the clock is off.
const SOON: i64 = 2;
/// Seconds into a step in which a code of the one before, at setting up, was rather typed slowly
/// than made by a clock that is late.
const SLOW: i64 = 10;

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
    /// Steps that the clock of the app is ahead; below zero where it is late.
    #[serde(default)]
    ahead: i64,
    /// A code that was off by one more step, and opened nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    off: Option<Off>,
}

/// A code of another step than the one that counts.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Off {
    step: i64,
    ahead: i64,
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

    /// The step that this code is of, around the present one of a clock that is so many ahead.
    fn step(&self, code: &str, ahead: i64, taken: i64, now: Time) -> Option<i64> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let middle = present(now) + ahead;
        let mut found = None;
        // Every step is looked at, so that time says nothing; the present one goes first.
        for step in [middle, middle - OFF, middle + OFF] {
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
        self.code(present(now))
    }

    fn code(&self, step: i64) -> String {
        truncated(&self.0, step.cast_unsigned(), DIGITS)
    }
}

/// The step of now, by our clock.
fn present(now: Time) -> i64 {
    now.seconds().div_euclid(STEP)
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

/// Sets a person's secret up, with a code that shows that the app has it, and by how much its clock
/// is off.
///
/// # Errors
/// [`AccessError::Code`]: it is not the code of now, nor the one before or after.
pub fn set(
    tx: &mut dyn Tx,
    name: &str,
    secret: &TotpSecret,
    code: &str,
    now: Time,
) -> Result<(), AccessError> {
    let step = secret.step(code, 0, i64::MIN, now);
    let taken = step.ok_or(AccessError::Code)?;
    let slow = now.seconds().rem_euclid(STEP) < SLOW;
    let ahead = match taken - present(now) {
        -1 if slow => 0,
        ahead => ahead,
    };
    let row = Row {
        secret: BASE64.encode(&secret.0),
        taken,
        ahead,
        off: None,
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

/// Takes a code: whether it is the one of now that was not taken before.
///
/// One of the step before or after opens nothing; a second of this kind soon after shows that the
/// clock of the app is off by a step, and is the one of now from then on.
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
    let Some(step) = secret.step(code, row.ahead, row.taken, now) else {
        return Ok(false);
    };
    let ahead = step - present(now);
    let shown = row
        .off
        .take()
        .is_some_and(|off| off.ahead == ahead && off.step < step && step <= off.step + SOON);
    let counts = ahead == row.ahead || (shown && ahead.abs() <= MOST_OFF);
    if counts {
        row.taken = step;
        row.ahead = ahead;
    } else {
        row.off = Some(Off { step, ahead });
    }
    kept::put(tx, KIND, name, &row)?;
    Ok(counts)
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
    fn a_code_counts_for_thirty_seconds() {
        for off in [-2, -1, 1, 2] {
            let (store, secret) = with_secret();
            assert!(!taken(&store, &secret.code(110 + off), 3300), "{off}");
        }
        for (second, counts) in [(3299, false), (3300, true), (3329, true), (3330, false)] {
            let (store, secret) = with_secret();
            assert_eq!(taken(&store, &secret.code(110), second), counts, "{second}");
        }
    }

    #[test]
    fn a_clock_that_is_off_is_known_from_setting_up() {
        for ahead in [-1, 1] {
            let store = MemoryStore::new();
            let secret = TotpSecret::draw(&mut Seeded::new(1));
            let (kept, code) = (secret.clone(), secret.code(100 + ahead));
            // Late in the step, so that it was not typed slowly.
            store
                .write(move |tx| set(tx, "li", &kept, &code, at(3000 + SLOW)))
                .unwrap();
            let code = |step: i64| secret.code(step + ahead);
            assert!(taken(&store, &code(110), 3300), "{ahead}");
            assert!(!taken(&store, &secret.code(115), 3450), "{ahead}");
            assert!(!taken(&store, &code(119), 3600), "{ahead}");
            assert!(!taken(&store, &code(121), 3600), "{ahead}");
        }
    }

    #[test]
    fn a_code_that_was_typed_slowly_at_setting_up_makes_no_clock_late() {
        let store = MemoryStore::new();
        let secret = TotpSecret::draw(&mut Seeded::new(1));
        let (kept, code) = (secret.clone(), secret.code(99));
        store
            .write(move |tx| set(tx, "li", &kept, &code, at(3000 + SLOW - 1)))
            .unwrap();
        assert!(taken(&store, &secret.code(110), 3300));
    }

    #[test]
    fn a_clock_that_wanders_is_followed_by_two_codes() {
        let (store, secret) = with_secret();
        assert!(
            !taken(&store, &secret.code(109), 3300),
            "the first opens nothing"
        );
        assert!(!taken(&store, &secret.code(109), 3310), "nor does it again");
        assert!(taken(&store, &secret.code(110), 3330));
        assert!(!taken(&store, &secret.code(112), 3360), "as it is now");
        assert!(taken(&store, &secret.code(112), 3390));
        // Two that are off the same way, but long after each other.
        let late = 120 + SOON + 1;
        assert!(!taken(&store, &secret.code(120), 30 * 120));
        assert!(!taken(&store, &secret.code(late), 30 * late));
        // Two that are off, but not the same way.
        assert!(!taken(&store, &secret.code(138), 30 * 140));
        assert!(!taken(&store, &secret.code(142), 30 * 142));
        // One of now between two that are off: nothing is followed.
        assert!(!taken(&store, &secret.code(149), 30 * 151));
        assert!(taken(&store, &secret.code(150), 30 * 151));
        assert!(!taken(&store, &secret.code(151), 30 * 153));
    }

    #[test]
    fn a_clock_is_followed_so_far_and_no_further() {
        let (store, secret) = with_secret();
        let mut now = 200;
        for ahead in 1..=MOST_OFF {
            assert!(
                !taken(&store, &secret.code(now + ahead), 30 * now),
                "{ahead}"
            );
            now += 1;
            assert!(
                taken(&store, &secret.code(now + ahead), 30 * now),
                "{ahead}"
            );
            now += 10;
        }
        for _ in 0..2 {
            now += 1;
            assert!(!taken(&store, &secret.code(now + MOST_OFF + 1), 30 * now));
        }
    }

    #[test]
    fn a_row_of_before_is_of_a_clock_that_is_right() {
        let row: Row = serde_json::from_str(r#"{"secret":"","taken":7}"#).unwrap();
        assert_eq!((row.ahead, row.off.is_none()), (0, true));
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
