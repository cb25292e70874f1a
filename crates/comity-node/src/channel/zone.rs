//! The clock that a counterpart lives by, as this house knows it: shown beside ours where a deadline matters.
//!
//! Nothing in a credential says it, so an administrator does. It counts in nothing.

use comity_core::{PartyName, Time};
use comity_store::{ReadTx, Store, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    kept,
    node::{Node, Result},
    trail,
};

/// The kind in the store's table of small things, by the counterpart's name.
const KIND: &str = "counterpart-zone";

/// How far from UTC a counterpart's desk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Zone {
    /// Minutes east of UTC.
    minutes: i16,
}

/// Minutes east of UTC at a counterpart's desk, where the house knows.
///
/// # Errors
/// The store.
pub fn of(tx: &dyn ReadTx, them: &PartyName) -> std::result::Result<Option<i16>, StoreError> {
    let zone: Option<Zone> = kept::get(tx, KIND, them.as_str())?;
    Ok(zone.map(|zone| zone.minutes))
}

/// Says how far from UTC a counterpart's desk is, or that nobody knows.
///
/// # Errors
/// The store.
pub fn set(
    tx: &mut dyn Tx,
    them: &PartyName,
    minutes: Option<i16>,
    who: &str,
    now: Time,
) -> std::result::Result<(), StoreError> {
    match minutes {
        Some(minutes) => kept::put(tx, KIND, them.as_str(), &Zone { minutes })?,
        None => tx.unkeep(KIND, them.as_str())?,
    }
    let what = json!({"minutes": minutes, "party": them});
    trail::note(tx, now, who, "counterpart-zone-set", what)
}

impl<S: Store> Node<S> {
    /// Minutes east of UTC at a counterpart's desk, where the house knows.
    ///
    /// # Errors
    /// The store fails.
    pub fn zone_of(&self, them: &PartyName) -> Result<Option<i16>> {
        self.record(|_, tx| Ok(of(tx, them)?))
    }
}

#[cfg(test)]
mod tests {
    use comity_store::MemoryStore;

    use super::*;

    #[test]
    fn a_zone_is_known_from_when_it_is_said_until_it_is_taken_back() {
        let store = MemoryStore::new();
        let (now, them) = (Time::from_seconds(0), "b.example".parse().unwrap());
        let read = |them: &PartyName| store.read(|tx| of(tx, them)).unwrap();
        assert_eq!(read(&them), None);
        for minutes in [Some(-300), None] {
            let name = them.clone();
            store
                .write(move |tx| set(tx, &name, minutes, "root", now))
                .unwrap();
            assert_eq!(read(&them), minutes);
        }
    }
}
