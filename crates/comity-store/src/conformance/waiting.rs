//! What waits, judged by a plain filter and sort over the same rows.

use std::collections::BTreeSet;

use super::{
    access::{hold, holding},
    dossiers::fill,
    samples::{dossier_row, them},
};
use crate::{
    Store,
    access::Who,
    desk::{Cursor, DossierFilter, DossierRow, Page},
    waiting::{Turn, Waiting},
};

fn office(code: &str) -> Who {
    Who::Office(code.to_owned())
}

/// Of all, of some, of those whom few reach, and of nobody.
fn sights() -> Vec<Option<BTreeSet<Who>>> {
    let person = |name: &str| Who::Person(name.to_owned());
    let some: [&[Who]; 5] = [
        &[office("D-17"), person("li")],
        &[office("D-20"), Who::Nobody],
        &[person("zhao")],
        &[office("D-99")],
        &[],
    ];
    let some = some.map(|who| Some(who.iter().cloned().collect()));
    std::iter::once(None).chain(some).collect()
}

/// The numbers of rows that are expected, in order.
fn expected(rows: &[DossierRow], turn: Turn, seen: Option<&BTreeSet<Who>>) -> Vec<DossierRow> {
    let filter = DossierFilter {
        seen_by: seen.cloned(),
        ..DossierFilter::default()
    };
    let passes = |(number, row): &(u64, &DossierRow)| {
        row.waits(turn).is_some() && filter.admits(holding(*number).as_ref())
    };
    let mut found: Vec<_> = (0..).zip(rows).filter(passes).collect();
    found.sort_by_key(|(number, row)| (row.waits(turn).map(Waiting::order), *number));
    found.into_iter().map(|(_, row)| row.clone()).collect()
}

fn count<S: Store>(store: &S, turn: Turn, seen: Option<&BTreeSet<Who>>) -> u64 {
    store.read(|tx| tx.count_waiting(turn, seen)).unwrap()
}

/// Nearest first, page by page, for whoever may see it; and counted.
pub fn what_waits_is_listed_for_whoever_may_see_it<S: Store>(store: &S) {
    let rows = fill(store, 120);
    hold(store, 120);
    for seen in sights() {
        for turn in Turn::ALL {
            let expected = expected(&rows, turn, seen.as_ref());
            assert_eq!(
                count(store, turn, seen.as_ref()),
                expected.len() as u64,
                "{turn:?} {seen:?}"
            );
            for skip in 0..=expected.len() {
                let page = Page {
                    after: None,
                    skip: skip as u64,
                    limit: 7,
                };
                let found = store.read(|tx| tx.waiting(turn, seen.as_ref(), &page));
                let end = expected.len().min(skip + 7);
                assert_eq!(
                    found.unwrap(),
                    expected[skip..end],
                    "{turn:?} {seen:?} {skip}"
                );
            }
            for (place, row) in expected.iter().enumerate() {
                let page = Page {
                    after: Cursor::of_waiting(row, turn),
                    skip: 0,
                    limit: 7,
                };
                let found = store.read(|tx| tx.waiting(turn, seen.as_ref(), &page));
                let rest = expected.iter().skip(place + 1).take(7).cloned();
                assert_eq!(
                    found.unwrap(),
                    rest.collect::<Vec<_>>(),
                    "{turn:?} {seen:?} after {place}"
                );
            }
        }
    }
}

/// Counts follow what comes, is done, changes hands and is cleared away.
pub fn what_is_done_waits_no_more<S: Store>(store: &S) {
    let put = |number, ours: bool, theirs: bool| {
        let row = dossier_row(number);
        let row = DossierRow {
            ours: ours.then(|| super::samples::waiting(number)),
            theirs: theirs.then(|| super::samples::waiting(number)),
            status: if ours { "one" } else { "two" }.to_owned(),
            ..row
        };
        store.write(move |tx| tx.put_dossier(&row)).unwrap();
    };
    let li = BTreeSet::from([office("D-17")]);
    let counts = || [None, Some(&li)].map(|seen| Turn::ALL.map(|turn| count(store, turn, seen)));
    (0..20).for_each(|number| put(number, true, number < 5));
    assert_eq!(counts(), [[20, 5], [0, 0]]);
    hold(store, 20);
    let seen = |turn: Turn| {
        let rows: Vec<_> = (0..20)
            .map(|number| DossierRow {
                ours: Some(super::samples::waiting(number)),
                theirs: (number < 5).then(|| super::samples::waiting(number)),
                ..dossier_row(number)
            })
            .collect();
        expected(&rows, turn, Some(&li)).len() as u64
    };
    assert_eq!(counts(), [[20, 5], Turn::ALL.map(seen)]);
    assert!(seen(Turn::Ours) > 0);
    (0..20).for_each(|number| put(number, number >= 10, number < 5));
    assert_eq!(counts()[0], [10, 5]);
    (0..20).for_each(|number| put(number, false, number < 2));
    assert_eq!(counts()[0], [0, 2]);
    (0..20).for_each(|number| put(number, false, false));
    assert_eq!(counts(), [[0, 0], [0, 0]]);
    (0..20).for_each(|number| put(number, true, true));
    // Every fifth is of another counterpart.
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    assert_eq!(counts()[0], [4, 4]);
}
