//! How much of the trail has left by syslog: a place that only moves when the server took a batch.
//!
//! At least once: what the server read before a crash here is sent again, with the same numbers.

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::{TrailRow, list};
use crate::kept;

const KIND: &str = "leaving";
const KEY: &str = "syslog";
/// Entries of one batch, at most.
const LIMIT: usize = 500;

/// How the leaving stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// The first entry that has not left.
    pub next: u64,
    /// When the server last took something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Time>,
    /// Since when it has taken nothing, though there was something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing: Option<Time>,
    /// Why, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// How the leaving stands; absent where nothing ever was to leave.
///
/// # Errors
/// The store.
pub fn state(tx: &dyn ReadTx) -> Result<Option<Leaving>, StoreError> {
    kept::get(tx, KIND, KEY)
}

/// How many entries wait, and the time of the oldest of them.
///
/// # Errors
/// The store.
pub fn waiting(tx: &dyn ReadTx) -> Result<(u64, Option<Time>), StoreError> {
    let next = state(tx)?.map_or(0, |state| state.next);
    let (entries, _) = tx.trail_end()?;
    let (first, _) = tx.trail_start()?;
    let oldest = tx.trail(next, 1)?;
    let count = entries.saturating_sub(next.max(first));
    Ok((count, oldest.first().map(|entry| entry.at)))
}

/// The entries that leave next.
///
/// # Errors
/// The store.
pub fn batch(tx: &dyn ReadTx) -> Result<Vec<TrailRow>, StoreError> {
    list(tx, state(tx)?.map_or(0, |state| state.next), LIMIT)
}

/// The server took everything below this number.
///
/// # Errors
/// The store.
pub fn taken(tx: &mut dyn Tx, next: u64, now: Time) -> Result<(), StoreError> {
    let state = Leaving {
        next,
        taken: Some(now),
        failing: None,
        failure: None,
    };
    kept::put(tx, KIND, KEY, &state)
}

/// The server took nothing, for this reason.
///
/// # Errors
/// The store.
pub fn failed(tx: &mut dyn Tx, code: &str, now: Time) -> Result<(), StoreError> {
    let before = state(&*tx)?.unwrap_or_default();
    let state = Leaving {
        failing: before.failing.or(Some(now)),
        failure: Some(code.to_owned()),
        ..before
    };
    kept::put(tx, KIND, KEY, &state)
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};
    use serde_json::json;

    use super::*;
    use crate::trail::note;

    fn at(seconds: i64) -> Time {
        Time::from_seconds(seconds)
    }

    #[test]
    fn nothing_is_passed_over_until_it_was_taken() {
        let store = MemoryStore::new();
        let said = |seconds| {
            store
                .write(move |tx| note(tx, at(seconds), "li", "said", json!({})))
                .unwrap();
        };
        let numbers = || {
            let rows = store.read(|tx| batch(tx)).unwrap();
            rows.iter().map(|row| row.number).collect::<Vec<_>>()
        };
        said(1);
        said(2);
        assert_eq!(numbers(), [0, 1]);
        store
            .write(|tx| failed(tx, "outward-unreachable", at(3)))
            .unwrap();
        store.write(|tx| failed(tx, "outward-tls", at(4))).unwrap();
        assert_eq!(numbers(), [0, 1]);
        let standing = store.read(|tx| state(tx)).unwrap().unwrap();
        assert_eq!(standing.failing, Some(at(3)), "since the first failure");
        assert_eq!(standing.failure.as_deref(), Some("outward-tls"));
        assert_eq!(store.read(|tx| waiting(tx)), Ok((2, Some(at(1)))));
        store.write(|tx| taken(tx, 1, at(5))).unwrap();
        assert_eq!(numbers(), [1]);
        assert_eq!(store.read(|tx| waiting(tx)), Ok((1, Some(at(2)))));
        assert_eq!(store.read(|tx| state(tx)).unwrap().unwrap().failing, None);
    }
}
