//! Requests that may come twice: a program that heard no answer asks again under the same key.
//!
//! The answer of the first is kept for a day and given again; nothing is done a second time.
//! A key belongs to one person. Between doing and keeping the program may be killed: a request
//! that comes again then finds the draft said already, and is refused by that.

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};
use comity_tlog::hash::sha256;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::kept;

const KIND: &str = "idempotency";
/// How long an answer is kept, in seconds.
const KEPT: i64 = 86_400;

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// When.
    pub at: Time,
    /// SHA-256 of what was asked, in hex.
    pub asked: String,
    /// The body of the answer.
    pub body: String,
    /// The name of the state that the answer shows, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The status of the answer in HTTP.
    pub status: u16,
}

/// The name under which a request of a person is kept.
#[must_use]
pub fn name(person: &str, key: &str) -> String {
    hash(&[person, key])
}

/// What was asked, in brief: to tell the same request from another one under the same key.
#[must_use]
pub fn asked(method: &str, path: &str, body: &[u8]) -> String {
    let body = HEXLOWER.encode(sha256(body).as_bytes());
    hash(&[method, path, &body])
}

/// The answer that was given to a request of this name.
///
/// # Errors
/// The store.
pub fn find(tx: &dyn ReadTx, name: &str, now: Time) -> Result<Option<Answered>, StoreError> {
    let found: Option<Answered> = kept::get(tx, KIND, name)?;
    Ok(found.filter(|answered| now.since(answered.at) < KEPT))
}

/// Keeps an answer; now and then forgets those that are too old.
///
/// # Errors
/// The store.
pub fn keep(tx: &mut dyn Tx, name: &str, answered: &Answered) -> Result<(), StoreError> {
    if name.starts_with('0') {
        forget(tx, answered.at)?;
    }
    kept::put(tx, KIND, name, answered)
}

/// Names are spread evenly, so that one in sixteen begins with a certain digit.
fn forget(tx: &mut dyn Tx, now: Time) -> Result<(), StoreError> {
    for (name, answered) in kept::all::<Answered>(&*tx, KIND)? {
        if now.since(answered.at) >= KEPT {
            tx.unkeep(KIND, &name)?;
        }
    }
    Ok(())
}

fn hash(parts: &[&str]) -> String {
    HEXLOWER.encode(sha256(parts.join("\0").as_bytes()).as_bytes())
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};

    use super::*;

    #[test]
    fn an_answer_is_kept_for_a_day_and_then_forgotten() {
        let store = MemoryStore::new();
        let now = Time::from_seconds(1_800_000_000);
        let answered = Answered {
            at: now,
            asked: asked("POST", "/drafts/d1/submit", b""),
            body: "{}".to_owned(),
            version: None,
            status: 200,
        };
        let kept = answered.clone();
        store
            .write(move |tx| keep(tx, &name("li", "k"), &kept))
            .unwrap();
        let find_at = |name: String, at| store.read(move |tx| find(tx, &name, at)).unwrap();
        assert_eq!(
            find_at(name("li", "k"), now.plus(KEPT - 1)),
            Some(answered.clone())
        );
        assert_eq!(find_at(name("li", "k"), now.plus(KEPT)), None);
        assert_eq!(find_at(name("wang", "k"), now), None);
        // A later one whose name begins with 0 takes it out of the store.
        let later = Answered {
            at: now.plus(KEPT),
            ..answered
        };
        store.write(move |tx| keep(tx, "00", &later)).unwrap();
        let left = store.read(|tx| tx.kept_all(KIND, None, 10)).unwrap();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn another_request_under_the_same_key_is_told_from_the_first() {
        let first = asked("POST", "/drafts", b"{}");
        assert_ne!(first, asked("POST", "/drafts", b"{ }"));
        assert_ne!(first, asked("PUT", "/drafts", b"{}"));
        assert_ne!(first, asked("POST", "/drafts/", b"{}"));
    }
}
