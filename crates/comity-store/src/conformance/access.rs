//! Holdings, and lists narrowed by them, judged by a plain filter over the same rows.

use std::collections::BTreeSet;

use comity_core::PartyName;

use super::{
    dossiers::{SORTS, fill},
    samples::{dossier_row, others, them},
};
use crate::{
    Store, StoreError,
    access::{HoldingRow, Who},
    desk::{Cursor, DossierFilter, DossierRow, Page},
};

fn office(code: &str) -> Who {
    Who::Office(code.to_owned())
}

fn person(name: &str) -> Who {
    Who::Person(name.to_owned())
}

/// The holding of row `number`; every fifth has none, and every seventh is nobody's.
pub(super) fn holding(number: u64) -> Option<HoldingRow> {
    let row = dossier_row(number);
    let pick = |of: &[&str], every: u64| {
        let place = usize::try_from(number / every).unwrap() % of.len();
        Some(of[place].to_owned())
    };
    let mut holding = HoldingRow::nobodys(row.them, row.dossier);
    match number {
        number if number.is_multiple_of(5) => return None,
        number if number.is_multiple_of(7) => {}
        number => {
            holding.office = pick(&["D-17", "D-18", "D-19"], 1);
            holding.officer = pick(&["li", "wang", "zhao"], 2);
            if number.is_multiple_of(3) {
                holding.deputy = pick(&["wang", "li"], 3);
            }
        }
    }
    if number.is_multiple_of(4) {
        holding.let_in = BTreeSet::from([office("D-20"), person("li")]);
    }
    Some(holding)
}

pub(super) fn hold<S: Store>(store: &S, count: u64) {
    store
        .write(move |tx| {
            let held = (0..count).filter_map(holding);
            for row in held {
                // What was let in before and is shut out does not stay.
                let mut before = row.clone();
                before.let_in.insert(office("D-99"));
                tx.put_holding(&before)?;
                tx.put_holding(&row)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn filters() -> Vec<DossierFilter> {
    let any = DossierFilter::default;
    let set = |who: &[Who]| Some(who.iter().cloned().collect::<BTreeSet<_>>());
    let li = [office("D-17"), person("li")];
    vec![
        DossierFilter {
            seen_by: set(&li),
            ..any()
        },
        DossierFilter {
            seen_by: set(&[office("D-17"), office("D-18"), person("wang"), Who::Nobody]),
            ..any()
        },
        DossierFilter {
            seen_by: set(&[]),
            ..any()
        },
        DossierFilter {
            seen_by: set(&[office("D-99")]),
            ..any()
        },
        DossierFilter {
            held_by: set(&[Who::Nobody]),
            ..any()
        },
        DossierFilter {
            held_by: set(&[office("D-20")]),
            ..any()
        },
        DossierFilter {
            officer: Some("li".to_owned()),
            ..any()
        },
        DossierFilter {
            seen_by: set(&li),
            held_by: set(&[office("D-18"), office("D-17")]),
            officer: Some("wang".to_owned()),
            ..any()
        },
        DossierFilter {
            seen_by: set(&li),
            status: Some("answered".to_owned()),
            ..any()
        },
        DossierFilter {
            seen_by: set(&li),
            reference: Some("REF-14".to_owned()),
            ..any()
        },
        DossierFilter {
            seen_by: set(&li),
            due_before: Some(super::samples::at(500)),
            ..any()
        },
        DossierFilter {
            seen_by: set(&li),
            opened_from: Some(super::samples::at(40)),
            ..any()
        },
    ]
}

/// Also in part, page after page.
pub fn lists_and_counts_show_what_one_may_see<S: Store>(store: &S) {
    const COUNT: u64 = 200;
    let rows = fill(store, COUNT);
    hold(store, COUNT);
    for filter in filters() {
        let passes = |(number, row): &(u64, &DossierRow)| {
            filter.matches(row) && filter.admits(holding(*number).as_ref())
        };
        let mut passing: Vec<_> = (0..).zip(&rows).filter(passes).collect();
        let count = store.read(|tx| tx.count_dossiers(&filter)).unwrap();
        assert_eq!(count, passing.len() as u64, "{filter:?}");
        for sort in SORTS {
            passing.sort_by_key(|(number, row)| (sort.key(row), *number));
            let expected: Vec<_> = passing.iter().map(|(_, row)| (*row).clone()).collect();
            for limit in [3, 1_000] {
                let (mut joined, mut page) = (Vec::new(), Page::default());
                page.limit = limit;
                loop {
                    let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
                    let Some(last) = found.last() else { break };
                    page.after = Some(Cursor::of(last, sort));
                    joined.extend(found);
                }
                assert_eq!(joined, expected, "{filter:?} {sort:?}");
            }
            let page = Page {
                skip: 4,
                limit: 5,
                ..Page::default()
            };
            let found = store.read(|tx| tx.dossiers(&filter, sort, &page)).unwrap();
            let part: Vec<_> = expected.iter().skip(4).take(5).cloned().collect();
            assert_eq!(found, part, "{filter:?} {sort:?}");
        }
    }
}

/// And nobody else.
pub fn a_case_reaches_its_holders_and_whom_they_let_in<S: Store>(store: &S) {
    let row = dossier_row(3);
    let mut holding = HoldingRow::nobodys(row.them.clone(), row.dossier.clone());
    holding.office = Some("D-17".to_owned());
    holding.officer = Some("li".to_owned());
    holding.let_in = BTreeSet::from([office("D-20")]);
    let (put, kept) = (row.clone(), holding.clone());
    store
        .write(move |tx| {
            tx.put_dossier(&put)?;
            tx.put_holding(&kept)
        })
        .unwrap();
    store
        .read(|tx| {
            let (of, id) = (&row.them, &row.dossier);
            assert_eq!(tx.holding(of, id)?, Some(holding.clone()));
            for (who, sees) in [
                (office("D-17"), true),
                (office("D-20"), true),
                (person("li"), true),
                (person("D-17"), false),
                (office("li"), false),
                (Who::Nobody, false),
            ] {
                let who = BTreeSet::from([who]);
                assert_eq!(tx.reaches(of, id, &who)?, sees, "{who:?}");
            }
            let other = dossier_row(4);
            let nobody = BTreeSet::from([Who::Nobody]);
            assert_eq!(tx.holding(&other.them, &other.dossier)?, None);
            assert!(tx.reaches(&other.them, &other.dossier, &nobody)?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// In the order in which it came, until somebody registers it, if only as nobody's.
pub fn what_nobody_registered_is_found<S: Store>(store: &S) {
    let rows = fill(store, 20);
    let new = |limit| store.read(|tx| tx.unregistered(limit)).unwrap();
    let key = |row: &DossierRow| (row.them.clone(), row.dossier.clone());
    assert_eq!(new(100), rows.iter().map(key).collect::<Vec<_>>());
    assert_eq!(new(2), rows[..2].iter().map(key).collect::<Vec<_>>());
    let registered = HoldingRow::nobodys(rows[0].them.clone(), rows[0].dossier.clone());
    store.write(move |tx| tx.put_holding(&registered)).unwrap();
    assert_eq!(new(1), [key(&rows[1])]);
    hold(store, 20);
    let left: Vec<_> = (1..20)
        .filter(|number| holding(*number).is_none())
        .collect();
    let left: Vec<_> = left
        .iter()
        .map(|number| key(&dossier_row(*number)))
        .collect();
    assert_eq!(new(100), left);
}

/// It is put before its case comes to the desk, and stays when the desk is made anew.
pub fn a_holding_outlives_the_desk<S: Store>(store: &S) {
    hold(store, 40);
    let rows = fill(store, 40);
    let seen_by = |who: Who| DossierFilter {
        seen_by: Some(BTreeSet::from([who])),
        ..DossierFilter::default()
    };
    let count = |who: Who| store.read(|tx| tx.count_dossiers(&seen_by(who))).unwrap();
    let of = |party: Option<&PartyName>| {
        let held = (0..40).filter_map(holding);
        let meant = held.filter(|row| party.is_none_or(|party| row.them == *party));
        meant
            .filter(|row| row.reaches().contains(&person("li")))
            .count() as u64
    };
    let all = count(person("li"));
    assert_eq!(all, of(None));
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    assert_eq!(count(person("li")), of(Some(&others())));
    store
        .write(move |tx| rows.iter().try_for_each(|row| tx.put_dossier(row)))
        .unwrap();
    assert_eq!(count(person("li")), all);
}
