//! Sums of days.

use std::ops::RangeInclusive;

use comity_core::{PartyName, Time};

use super::samples::{dossier_row, others, them};
use crate::{
    Store, StoreError,
    days::{DayRow, bounds},
    desk::DossierRow,
};

const ALL: RangeInclusive<i64> = i64::MIN..=i64::MAX;

/// A row of a case that was opened so many seconds after the beginning of a day.
fn opened(number: u64, with: PartyName, day: i64, second: i64) -> DossierRow {
    let begin: Time = bounds(day).0;
    DossierRow {
        them: with,
        opened_at: begin.plus(second),
        ..dossier_row(number)
    }
}

fn put<S: Store>(store: &S, row: &DossierRow) {
    let row = row.clone();
    store.write(move |tx| tx.put_dossier(&row)).unwrap();
}

fn days<S: Store>(store: &S, with: &PartyName, days: RangeInclusive<i64>) -> Vec<DayRow> {
    store.read(|tx| tx.days(with, days)).unwrap()
}

/// Keeps a sum of a day as it is now.
fn keep<S: Store>(store: &S, with: &PartyName, day: i64, sum: &'static str) {
    let changes = days(store, with, day..=day)[0].changes;
    let with = with.clone();
    let kept = store.write(move |tx| tx.keep_sum(&with, day, changes, sum));
    assert_eq!(kept, Ok(true));
}

/// The days that have a sum, with it.
fn sums<S: Store>(store: &S, with: &PartyName) -> Vec<(i64, Option<String>)> {
    let all = days(store, with, ALL);
    all.into_iter().map(|row| (row.day, row.sum)).collect()
}

fn some(sum: &str) -> Option<String> {
    Some(sum.to_owned())
}

/// Put, put again, moved to another day, or dropped with the desk; other days keep theirs.
pub fn a_sum_is_kept_until_a_row_of_its_day_changes<S: Store>(store: &S) {
    for (number, day) in [(1, -1), (2, 5), (3, 6), (4, 7)] {
        put(store, &opened(number, them(), day, 0));
    }
    put(store, &opened(5, others(), 5, 0));
    for day in [-1, 5, 6, 7] {
        keep(store, &them(), day, "kept");
    }
    keep(store, &others(), 5, "theirs");
    let kept = |day| (day, some("kept"));
    assert_eq!(sums(store, &them()), [kept(-1), kept(5), kept(6), kept(7)]);
    // One more, at the last second of the day.
    put(store, &opened(6, them(), -1, 86_399));
    assert_eq!(
        sums(store, &them()),
        [(-1, None), kept(5), kept(6), kept(7)]
    );
    // The same again.
    put(store, &opened(2, them(), 5, 0));
    assert_eq!(
        sums(store, &them()),
        [(-1, None), (5, None), kept(6), kept(7)]
    );
    // To another day.
    put(store, &opened(3, them(), 8, 0));
    assert_eq!(
        sums(store, &them()),
        [(-1, None), (5, None), (6, None), kept(7), (8, None)]
    );
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    let left = sums(store, &them());
    assert!(left.iter().all(|(_, sum)| sum.is_none()), "{left:?}");
    assert_eq!(sums(store, &others()), [(5, some("theirs"))]);
}

/// Also when the desk was dropped and built again in between.
pub fn a_sum_of_rows_that_changed_meanwhile_is_not_kept<S: Store>(store: &S) {
    let row = opened(1, them(), 5, 0);
    put(store, &row);
    let before = days(store, &them(), 5..=5)[0].changes;
    for change in 0..2 {
        if change == 1 {
            store.write(|tx| tx.clear_desk(&them())).unwrap();
        }
        put(store, &row);
        let kept = store.write(move |tx| tx.keep_sum(&them(), 5, before, "late"));
        assert_eq!(kept, Ok(false));
        assert_eq!(sums(store, &them()), [(5, None)]);
    }
    let nowhere = store.write(|tx| tx.keep_sum(&them(), 6, 0, "of no row"));
    assert_eq!(nowhere, Ok(false));
    let taken_back = store.write(|tx| {
        let changes = tx.days(&them(), 5..=5)?[0].changes;
        assert!(tx.keep_sum(&them(), 5, changes, "taken back")?);
        Err::<(), _>(StoreError::Full)
    });
    assert_eq!(taken_back, Err(StoreError::Full));
    assert_eq!(sums(store, &them()), [(5, None)]);
}

/// In order, both ends included.
pub fn days_are_found_by_channel_and_range<S: Store>(store: &S) {
    for (number, day) in [(3, 9), (1, -2), (2, 4)] {
        put(store, &opened(number, them(), day, 0));
    }
    put(store, &opened(4, others(), 5, 0));
    for (range, expected) in [
        (ALL, vec![-2, 4, 9]),
        (-2..=4, vec![-2, 4]),
        (-1..=8, vec![4]),
        (5..=5, vec![]),
        (RangeInclusive::new(9, 4), vec![]),
    ] {
        let found = days(store, &them(), range.clone());
        let found: Vec<i64> = found.iter().map(|row| row.day).collect();
        assert_eq!(found, expected, "{range:?}");
    }
}
