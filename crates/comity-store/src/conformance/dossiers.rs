//! Lists of dossiers, judged by a plain filter and sort over the same rows.

use comity_core::{DossierId, PartyName, record::Side};

use super::samples::{at, dossier, dossier_row, others, them, us};
use crate::{
    Store,
    desk::{Cursor, DossierFilter, DossierRow, DossierSort, Page},
};

pub(super) const SORTS: [DossierSort; 3] = [
    DossierSort::NextDue,
    DossierSort::Updated,
    DossierSort::Opened,
];

pub(super) fn fill<S: Store>(store: &S, count: u64) -> Vec<DossierRow> {
    store
        .write(move |tx| {
            // Each is put twice; the second time counts.
            for number in 0..count {
                let row = dossier_row(number);
                tx.put_dossier(&DossierRow {
                    status: "draft".to_owned(),
                    ..row.clone()
                })?;
                tx.put_dossier(&row)?;
            }
            Ok::<_, crate::StoreError>(())
        })
        .unwrap();
    (0..count).map(dossier_row).collect()
}

fn filters() -> Vec<DossierFilter> {
    let any = DossierFilter::default;
    let text = |text: &str| Some(text.to_owned());
    vec![
        any(),
        DossierFilter {
            them: Some(others()),
            ..any()
        },
        DossierFilter {
            kind: text("hotline"),
            ..any()
        },
        DossierFilter {
            opened_by: Some(Side::Second),
            ..any()
        },
        DossierFilter {
            reference: text("REF-14"),
            ..any()
        },
        DossierFilter {
            status: text("answered"),
            ..any()
        },
        DossierFilter {
            status: text("draft"),
            ..any()
        },
        DossierFilter {
            category: text("botnet"),
            ..any()
        },
        DossierFilter {
            urgency: text("emergency"),
            ..any()
        },
        DossierFilter {
            office: text("D-18"),
            ..any()
        },
        DossierFilter {
            exercise: Some(true),
            ..any()
        },
        DossierFilter {
            due_before: Some(at(300)),
            ..any()
        },
        DossierFilter {
            opened_from: Some(at(40)),
            opened_before: Some(at(90)),
            ..any()
        },
        DossierFilter {
            them: Some(them()),
            status: text("accepted"),
            exercise: Some(false),
            due_before: Some(at(900)),
            ..any()
        },
    ]
}

fn expected(rows: &[DossierRow], filter: &DossierFilter, sort: DossierSort) -> Vec<DossierRow> {
    let mut rows: Vec<_> = rows
        .iter()
        .filter(|row| filter.matches(row))
        .cloned()
        .collect();
    // Equals stay as they came.
    rows.sort_by_key(|row| sort.key(row));
    rows
}

/// Each field alone, several together, in every order; and the count agrees.
pub fn every_filter_passes_what_it_says<S: Store>(store: &S) {
    let rows = fill(store, 200);
    for filter in filters() {
        let count = store.read(|tx| tx.count_dossiers(&filter)).unwrap();
        for sort in SORTS {
            let page = Page {
                limit: 1_000,
                ..Page::default()
            };
            let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
            assert_eq!(found, expected(&rows, &filter, sort), "{filter:?} {sort:?}");
            assert_eq!(count, found.len() as u64);
        }
    }
    let found = store
        .read(|tx| tx.dossier(&them(), &dossier(&us(), 3)))
        .unwrap();
    assert_eq!(found.as_ref(), Some(&rows[3]));
    let none = store.read(|tx| tx.dossier(&others(), &dossier(&us(), 3)));
    assert_eq!(none, Ok(None));
}

/// Also when dossiers come, go from one status to the next, and are cleared away.
pub fn a_list_counts_what_changes<S: Store>(store: &S) {
    let of = |status: &str| DossierFilter {
        status: Some(status.to_owned()),
        ..DossierFilter::default()
    };
    let counts = || {
        let count = |filter| store.read(|tx| tx.count_dossiers(&filter)).unwrap();
        let [all, one, two] = [DossierFilter::default(), of("one"), of("two")].map(count);
        (all, one, two)
    };
    let put = |number, status: &str| {
        let row = DossierRow {
            status: status.to_owned(),
            office: None,
            ..dossier_row(number)
        };
        store.write(move |tx| tx.put_dossier(&row)).unwrap();
    };
    assert_eq!(counts(), (0, 0, 0));
    (0..20).for_each(|number| put(number, "one"));
    assert_eq!(counts(), (20, 20, 0));
    (0..15).for_each(|number| put(number, "two"));
    (0..15).for_each(|number| put(number, "two"));
    assert_eq!(counts(), (20, 5, 15));
    (0..20).for_each(|number| put(number, "two"));
    assert_eq!(counts(), (20, 0, 20));
    (0..20).for_each(|number| put(number, "one"));
    assert_eq!(counts(), (20, 20, 0));
    // Every fifth is of another counterpart.
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    assert_eq!(counts(), (4, 4, 0));
    put(1, "two");
    assert_eq!(counts(), (5, 4, 1));
}

/// However few pass, of however many: in order, from any row, and equals as they came.
pub fn a_rare_filter_gives_the_same_pages<S: Store>(store: &S) {
    let rows: Vec<_> = fill(store, 60)
        .into_iter()
        .map(|row| DossierRow {
            status: if row.exercise { "rare" } else { "frequent" }.to_owned(),
            next_due: row.next_due.filter(|due| *due < at(500)),
            ..row
        })
        .collect();
    let put = rows.clone();
    store
        .write(move |tx| put.iter().rev().try_for_each(|row| tx.put_dossier(row)))
        .unwrap();
    for status in ["rare", "frequent", "none"] {
        let filter = DossierFilter {
            status: Some(status.to_owned()),
            ..DossierFilter::default()
        };
        for sort in SORTS {
            let expected = expected(&rows, &filter, sort);
            for skip in 0..=expected.len() {
                let page = Page {
                    after: None,
                    skip: skip as u64,
                    limit: 2,
                };
                let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
                let end = expected.len().min(skip + 2);
                assert_eq!(found, expected[skip..end], "{status} {sort:?} {skip}");
            }
            for (place, row) in expected.iter().enumerate() {
                let page = Page {
                    after: Some(Cursor::of(row, sort)),
                    skip: 1,
                    limit: 3,
                };
                let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
                let rest = expected.iter().skip(place + 2).take(3).cloned();
                assert_eq!(found, rest.collect::<Vec<_>>(), "{status} {sort:?} {place}");
            }
        }
    }
}

/// From row to row, and by passing over.
pub fn pages_join_to_the_whole_list<S: Store>(store: &S) {
    let rows = fill(store, 100);
    let filter = DossierFilter {
        exercise: Some(false),
        ..DossierFilter::default()
    };
    for sort in SORTS {
        let expected = expected(&rows, &filter, sort);
        let (mut joined, mut after) = (Vec::new(), None);
        loop {
            let page = Page {
                after,
                skip: 0,
                limit: 7,
            };
            let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
            let Some(last) = found.last() else { break };
            after = Some(Cursor::of(last, sort));
            joined.extend(found);
        }
        assert_eq!(joined, expected, "{sort:?}");
        let page = Page {
            after: Some(Cursor::of(&expected[9], sort)),
            skip: 20,
            limit: 5,
        };
        let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
        assert_eq!(found, expected[30..35], "{sort:?}");
    }
}

/// Whoever opened them, in their channel alone, and no more than are asked for.
pub fn ids_are_found_by_their_beginning<S: Store>(store: &S) {
    let rows = fill(store, 300);
    let matching = |party: &PartyName, prefix: &str| {
        let mut found: Vec<DossierId> = rows
            .iter()
            .filter(|row| row.them == *party && row.dossier.id.to_string().starts_with(prefix))
            .map(|row| row.dossier.clone())
            .collect();
        found.sort_by_key(ToString::to_string);
        found
    };
    let mut met = 0;
    for row in &rows {
        let id = row.dossier.id.to_string();
        for length in [0, 1, 6, 11, 12, 13, id.len()] {
            let prefix = &id[..length];
            for party in [them(), others()] {
                let expected = matching(&party, prefix);
                for limit in [0, 1, 2, 1_000] {
                    let found = store.read(|tx| tx.dossiers_with_id(&party, prefix, limit));
                    let first = expected.iter().take(limit).cloned().collect();
                    assert_eq!(found, Ok(first), "{party} {prefix:?} {limit}");
                }
                met += expected.len();
            }
        }
    }
    assert!(met > 0);
    for (party, prefix) in [(them(), "ffffff"), (us(), ""), (them(), "~")] {
        let found = store.read(|tx| tx.dossiers_with_id(&party, prefix, 10));
        assert_eq!(found, Ok(vec![]), "{party} {prefix}");
    }
}
