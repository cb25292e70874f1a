//! Taking away what the rule of the house no longer keeps, so that the rest stays verifiable.
//!
//! Only from the beginning, only what is older than `trail.keep_days`, and nothing that has not
//! left by syslog where it is to leave. The cut is an entry of its own, with the link at the cut.

use comity_core::{Hash, Time};
use comity_store::{ReadTx, StoreError, Tx, house::TrailEntry};
use serde::Serialize;
use serde_json::{Value, json};

use super::{BATCH, leaving, note};
use crate::{
    accounts::{AccessError, Permission, must},
    config::Config,
};

const DAY: i64 = 86_400;
/// What an entry that tells of a cut says was done.
const DID: &str = "trail-pruned";

/// What is, or would be, taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pruned {
    /// How many entries.
    pub entries: u64,
    /// The first that is kept.
    pub first: u64,
    /// The link before it.
    pub link: Hash,
    /// Entries younger than so many days are kept in any case.
    pub keep_days: u32,
    /// Whether entries that are old enough stay since they have not left yet.
    pub held_back: bool,
}

/// What would be taken away now.
///
/// # Errors
/// The store.
pub fn plan(tx: &dyn ReadTx, config: &Config, now: Time) -> Result<Pruned, StoreError> {
    let keep_days = config.trail.keep_days;
    let limit = now.plus(-i64::from(keep_days).saturating_mul(DAY));
    let (start, mut link) = tx.trail_start()?;
    let left = match &config.syslog.server {
        Some(_) => Some(leaving::state(tx)?.map_or(0, |state| state.next)),
        None => None,
    };
    let mut first = start;
    let mut held_back = false;
    'walk: loop {
        let batch = tx.trail(first, BATCH)?;
        for entry in &batch {
            if entry.at >= limit {
                break 'walk;
            }
            if left.is_some_and(|left| entry.number >= left) {
                held_back = true;
                break 'walk;
            }
            first = entry.number.saturating_add(1);
            link = entry.link;
        }
        if batch.len() < BATCH {
            break;
        }
    }
    Ok(Pruned {
        entries: first.saturating_sub(start),
        first,
        link,
        keep_days,
        held_back,
    })
}

/// Takes away what [`plan`] says.
///
/// # Errors
/// `by` may not manage the house, or the store.
pub fn prune(tx: &mut dyn Tx, by: &str, config: &Config, now: Time) -> Result<Pruned, AccessError> {
    must(&*tx, by, Permission::ManageHouse)?;
    let plan = plan(&*tx, config, now)?;
    if plan.entries > 0 {
        let what = json!({
            "entries": plan.entries,
            "first": plan.first,
            "link": plan.link,
            "keep_days": plan.keep_days,
        });
        note(tx, now, by, DID, what)?;
        tx.trail_cut(plan.first)?;
    }
    Ok(plan)
}

/// Whether an entry tells of this cut.
pub(super) fn tells(entry: &TrailEntry, first: u64, link: &Hash) -> bool {
    let what: Value = serde_json::from_str(&entry.what).unwrap_or_default();
    what.get("did").and_then(Value::as_str) == Some(DID)
        && what.pointer("/what/first").and_then(Value::as_u64) == Some(first)
        && what.pointer("/what/link").and_then(Value::as_str) == Some(&link.to_string())
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};

    use super::*;
    use crate::trail::{check, list};

    const NOW: Time = Time::from_seconds(2_000_000_000);

    /// An entry a day, the last one today.
    fn of(days: i64) -> MemoryStore {
        let store = MemoryStore::new();
        store
            .write(move |tx| {
                (0..days).try_for_each(|day| {
                    let at = NOW.plus((day + 1 - days) * DAY);
                    note(tx, at, "li", "draft-made", json!({"draft": day}))
                })
            })
            .unwrap();
        store
    }

    fn keeping(days: u32) -> Config {
        let mut config = Config::default();
        config.trail.keep_days = days;
        config
    }

    fn pruned(store: &MemoryStore, config: Config) -> Pruned {
        store
            .write(move |tx| prune(tx, "li", &config, NOW))
            .unwrap()
    }

    #[test]
    fn three_years_are_kept_by_default() {
        let store = of(1200);
        let gone = pruned(&store, Config::default());
        assert_eq!((gone.entries, gone.first), (1200 - 1097, 1200 - 1097));
        let check = store.read(|tx| check(tx)).unwrap();
        assert_eq!(
            (check.first, check.entries, check.broken_at),
            (103, 1201, None)
        );
        let oldest = store.read(|tx| list(tx, 0, 1)).unwrap().remove(0);
        assert_eq!(NOW.since(oldest.at), 1096 * DAY, "to the second");
    }

    #[test]
    fn a_cut_is_an_entry_and_a_second_one_goes_on_from_it() {
        let store = of(30);
        assert_eq!(pruned(&store, keeping(20)).entries, 9);
        let last = store.read(|tx| list(tx, 30, 1)).unwrap().remove(0);
        assert_eq!((last.who.as_str(), last.did.as_str()), ("li", DID));
        assert_eq!(last.what["entries"], 9);
        assert_eq!(pruned(&store, keeping(20)).entries, 0, "nothing more");
        assert_eq!(store.read(|tx| tx.trail_end()).unwrap().0, 31);
        assert_eq!(pruned(&store, keeping(10)).entries, 10);
        assert_eq!(store.read(|tx| check(tx)).unwrap().broken_at, None);
    }

    #[test]
    fn a_cut_that_no_entry_tells_of_is_a_break() {
        let store = of(30);
        store.write(|tx| tx.trail_cut(7)).unwrap();
        assert_eq!(store.read(|tx| check(tx)).unwrap().broken_at, Some(7));
        // The entry that told of it was cut off by a later one that nobody noted.
        let store = of(30);
        pruned(&store, keeping(20));
        store.write(|tx| tx.trail_cut(31)).unwrap();
        assert_eq!(store.read(|tx| check(tx)).unwrap().broken_at, Some(31));
    }

    #[test]
    fn what_has_not_left_yet_is_not_taken_away() {
        let store = of(30);
        let mut config = keeping(10);
        config.syslog.server = Some("log.example:6514".to_owned());
        let plan_of = |config: Config| store.read(move |tx| plan(tx, &config, NOW)).unwrap();
        let plan = plan_of(config.clone());
        assert_eq!((plan.entries, plan.held_back), (0, true));
        store.write(|tx| leaving::taken(tx, 5, NOW)).unwrap();
        let plan = plan_of(config);
        assert_eq!((plan.entries, plan.held_back), (5, true));
    }

    #[test]
    fn who_may_not_manage_the_house_takes_nothing_away() {
        let store = of(30);
        store
            .write(|tx| {
                tx.put_person(&comity_store::house::PersonRow {
                    name: "wang".to_owned(),
                    office: "D-17".to_owned(),
                    roles: vec!["auditor".to_owned()],
                    disabled: false,
                })
            })
            .unwrap();
        let refused = store.write(|tx| prune(tx, "wang", &keeping(10), NOW));
        assert_eq!(refused.unwrap_err().code(), "access-denied");
        assert_eq!(store.read(|tx| tx.trail_start()).unwrap().0, 0);
    }
}
