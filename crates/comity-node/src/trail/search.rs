//! Looking through the trail: the newest entries first, as far back as one asks.

use comity_core::Time;
use comity_store::{ReadTx, StoreError};

use super::{BATCH, TrailRow, row};

/// Entries looked at in one search; the next one goes on from there.
const LOOKED_AT: u64 = 50_000;

/// What an entry must meet; what is absent asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailSearch {
    /// Who did it, the whole name.
    pub who: Option<String>,
    /// What was done, as a code.
    pub did: Option<String>,
    /// A part of what it was done to, without regard to ASCII case.
    pub about: Option<String>,
    /// From this time on.
    pub since: Option<Time>,
    /// Before this time.
    pub until: Option<Time>,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailFound {
    /// The entries, newest first.
    pub rows: Vec<TrailRow>,
    /// Where to go on: below this number nothing was looked at. Absent at the beginning of the trail.
    pub before: Option<u64>,
}

/// Looks for entries below the number `before`, or from the end, until `limit` are found.
///
/// It stops after 50,000 entries too, so that a rare word never holds the store for long.
///
/// # Errors
/// The store.
pub fn search(
    tx: &dyn ReadTx,
    wanted: &TrailSearch,
    before: Option<u64>,
    limit: usize,
) -> Result<TrailFound, StoreError> {
    let (entries, _) = tx.trail_end()?;
    let mut below = before.unwrap_or(entries).min(entries);
    let (first, _) = tx.trail_start()?;
    let last = below.saturating_sub(LOOKED_AT).max(first);
    let about = wanted.about.as_deref().map(str::to_ascii_lowercase);
    let mut rows = Vec::new();
    while below > last {
        let from = below.saturating_sub(BATCH as u64).max(last);
        let count = usize::try_from(below - from).unwrap_or(BATCH);
        for entry in tx.trail(from, count)?.into_iter().rev() {
            if rows.len() == limit {
                return Ok(TrailFound {
                    rows,
                    before: Some(entry.number + 1),
                });
            }
            let row = row(entry);
            if meets(&row, wanted, about.as_deref()) {
                rows.push(row);
            }
        }
        below = from;
    }
    Ok(TrailFound {
        rows,
        before: (below > first).then_some(below),
    })
}

fn meets(row: &TrailRow, wanted: &TrailSearch, about: Option<&str>) -> bool {
    wanted.who.as_ref().is_none_or(|who| row.who == *who)
        && wanted.did.as_ref().is_none_or(|did| row.did == *did)
        && wanted.since.is_none_or(|since| row.at >= since)
        && wanted.until.is_none_or(|until| row.at < until)
        && about.is_none_or(|about| {
            let what = row.what.to_string().to_ascii_lowercase();
            what.contains(about)
        })
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};
    use serde_json::json;

    use super::*;
    use crate::trail::note;

    fn at(seconds: i64) -> Time {
        Time::from_seconds(1_800_000_000 + seconds)
    }

    /// Entry `n` is by `li` when `n` is even, else by `wang`, about the draft `dn`.
    fn of(entries: u64) -> MemoryStore {
        let store = MemoryStore::new();
        store
            .write(move |tx| {
                (0..entries).try_for_each(|number| {
                    let who = if number % 2 == 0 { "li" } else { "wang" };
                    let seconds = i64::try_from(number).unwrap();
                    let what = json!({"draft": format!("D{number}")});
                    note(tx, at(seconds), who, "draft-made", what)
                })
            })
            .unwrap();
        store
    }

    fn numbers(
        store: &MemoryStore,
        wanted: &TrailSearch,
        before: Option<u64>,
    ) -> (Vec<u64>, Option<u64>) {
        let found = store.read(|tx| search(tx, wanted, before, 3)).unwrap();
        let rows = found.rows.iter().map(|row| row.number);
        (rows.collect(), found.before)
    }

    #[test]
    fn the_newest_come_first_and_one_goes_on_where_one_stopped() {
        let store = of(7);
        let all = TrailSearch::default();
        assert_eq!(numbers(&store, &all, None), (vec![6, 5, 4], Some(4)));
        assert_eq!(numbers(&store, &all, Some(4)), (vec![3, 2, 1], Some(1)));
        assert_eq!(numbers(&store, &all, Some(1)), (vec![0], None));
        assert_eq!(numbers(&store, &all, Some(99)), (vec![6, 5, 4], Some(4)));
        assert_eq!(numbers(&of(0), &all, None), (vec![], None));
    }

    #[test]
    fn each_condition_narrows_the_search() {
        let store = of(7);
        let by = |change: fn(&mut TrailSearch)| {
            let mut wanted = TrailSearch::default();
            change(&mut wanted);
            numbers(&store, &wanted, None).0
        };
        assert_eq!(by(|one| one.who = Some("wang".to_owned())), [5, 3, 1]);
        assert_eq!(by(|one| one.did = Some("erased".to_owned())), [0_u64; 0]);
        assert_eq!(by(|one| one.about = Some("d2\"".to_owned())), [2]);
        assert_eq!(by(|one| one.since = Some(at(5))), [6, 5]);
        assert_eq!(by(|one| one.until = Some(at(2))), [1, 0]);
    }

    #[test]
    fn a_rare_word_is_looked_for_in_parts() {
        let store = of(LOOKED_AT + 10);
        let rare = TrailSearch {
            about: Some("\"d3\"".to_owned()),
            ..TrailSearch::default()
        };
        assert_eq!(numbers(&store, &rare, None), (vec![], Some(10)));
        assert_eq!(numbers(&store, &rare, Some(10)), (vec![3], None));
    }
}
