//! Terms, and lists narrowed by them.

use std::collections::BTreeSet;

use super::{
    dossiers::{SORTS, fill},
    samples::{at, dossier_row, them},
};
use crate::{
    Store, StoreError,
    desk::{DossierFilter, DossierRow, Page},
    terms::{Term, TermsDue},
};

fn terms_of(number: u64) -> BTreeSet<String> {
    let mut terms = BTreeSet::from(["all".to_owned(), format!("n{}", number % 10)]);
    if number.is_multiple_of(3) {
        terms.extend(["银行".to_owned(), "行".to_owned()]);
    }
    let half = if number.is_multiple_of(2) {
        "even"
    } else {
        "odd"
    };
    terms.extend([half.to_owned(), format!("x{}", number % 100)]);
    if number.is_multiple_of(50) {
        terms.insert("rar".to_owned());
    }
    terms
}

fn due<S: Store>(store: &S) -> Vec<TermsDue> {
    store.read(|tx| tx.terms_due(1_000)).unwrap()
}

/// Sets the terms of all that are due, by the number in their rows.
fn index<S: Store>(store: &S, rows: &[DossierRow]) {
    loop {
        let all = due(store);
        if all.is_empty() {
            return;
        }
        let numbered = all.into_iter().map(|one| {
            let number = rows.iter().position(|row| row.dossier == one.dossier);
            (one, terms_of(number.unwrap() as u64))
        });
        let numbered: Vec<_> = numbered.collect();
        let set = store.write(move |tx| {
            let mut set = numbered
                .iter()
                .map(|(one, terms)| tx.set_terms(one, terms, ""));
            set.try_fold(true, |all, one| Ok::<_, StoreError>(all && one?))
        });
        assert_eq!(set, Ok(true));
    }
}

fn asks(terms: &[Term]) -> DossierFilter {
    DossierFilter {
        terms: terms.to_vec(),
        ..DossierFilter::default()
    }
}

fn whole(term: &str) -> Term {
    Term::Whole(term.to_owned())
}

fn start(start: &str) -> Term {
    Term::Prefix(start.to_owned())
}

/// Frequent, rare, by their beginning and not there; with other filters too.
pub fn a_dossier_is_found_by_all_terms_asked_for<S: Store>(store: &S) {
    let rows = fill(store, 200);
    assert_eq!(due(store).len(), 200);
    index(store, &rows);
    assert_eq!(due(store), []);
    let mut filters = vec![
        asks(&[whole("all")]),
        asks(&[whole("rar")]),
        asks(&[whole("all"), whole("n3"), whole("银行")]),
        asks(&[start("银")]),
        asks(&[start("n"), whole("行")]),
        asks(&[whole("none"), whole("all")]),
        asks(&[start("zz")]),
    ];
    filters.push(DossierFilter {
        status: Some("answered".to_owned()),
        ..asks(&[whole("all")])
    });
    filters.push(DossierFilter {
        seen_by: Some(BTreeSet::new()),
        ..asks(&[whole("all")])
    });
    check(store, &rows, &filters);
}

/// Of words that many dossiers have, a page is met soon; of two that many have and none has both, it
/// is empty.
pub fn what_many_have_is_found_in_order<S: Store>(store: &S) {
    let rows = fill(store, 2_500);
    index(store, &rows);
    let none = DossierFilter {
        seen_by: Some(BTreeSet::new()),
        ..asks(&[whole("all")])
    };
    let filters = [
        asks(&[whole("all"), whole("even")]),
        asks(&[whole("even"), whole("odd")]),
        asks(&[whole("odd"), whole("银行")]),
        asks(&[start("n")]),
        asks(&[start("e"), whole("odd")]),
        asks(&[start("x"), whole("odd"), whole("银行")]),
        asks(&[whole("n3"), whole("all"), whole("odd")]),
        none,
    ];
    check(store, &rows, &filters);
}

/// Pages and counts are those of all rows that pass, whatever leads to them.
fn check<S: Store>(store: &S, rows: &[DossierRow], filters: &[DossierFilter]) {
    for filter in filters {
        let passes = |(number, row): &(u64, &DossierRow)| {
            filter.matches(row) && filter.admits(None) && filter.finds(&terms_of(*number))
        };
        let mut passing: Vec<_> = (0..).zip(rows).filter(passes).collect();
        let count = store.read(|tx| tx.count_dossiers(filter)).unwrap();
        assert_eq!(count, passing.len() as u64, "{filter:?}");
        for sort in SORTS {
            passing.sort_by_key(|(number, row)| (sort.key(row), *number));
            for limit in [2, 1_000] {
                let page = Page {
                    skip: 1,
                    limit,
                    ..Page::default()
                };
                let found = store.read(|tx| tx.dossiers(filter, sort, &page)).unwrap();
                let rows = passing.iter().skip(1).take(limit);
                let expected: Vec<_> = rows.map(|(_, row)| (*row).clone()).collect();
                assert_eq!(found, expected, "{filter:?} {sort:?} {limit}");
            }
        }
    }
}

/// And not when another field of the row changes.
pub fn terms_are_due_when_something_is_said<S: Store>(store: &S) {
    let rows = fill(store, 3);
    index(store, &rows);
    let mut row = rows[1].clone();
    row.status = "other".to_owned();
    let put = row.clone();
    store.write(move |tx| tx.put_dossier(&put)).unwrap();
    assert_eq!(due(store), []);
    row.updated_at = at(5_000);
    let put = row.clone();
    store.write(move |tx| tx.put_dossier(&put)).unwrap();
    let [one] = due(store).try_into().unwrap();
    assert_eq!(one.dossier, row.dossier);
    let gone = dossier_row(7);
    store
        .write(move |tx| tx.note_terms_due(&gone.them, &gone.dossier))
        .unwrap();
    assert_eq!(due(store).len(), 1, "a dossier that is not on the desk");
}

/// Whoever has read it before sets nothing.
pub fn a_change_meanwhile_keeps_terms_due<S: Store>(store: &S) {
    let rows = fill(store, 1);
    let [early] = due(store).try_into().unwrap();
    let (of, dossier) = (rows[0].them.clone(), rows[0].dossier.clone());
    store
        .write(move |tx| tx.note_terms_due(&of, &dossier))
        .unwrap();
    let put = early.clone();
    let done = store.write(move |tx| tx.set_terms(&put, &terms_of(0), ""));
    assert_eq!(done, Ok(false));
    assert_eq!(store.read(|tx| tx.has_terms()), Ok(false));
    index(store, &rows);
    let done = store.write(move |tx| tx.set_terms(&early, &BTreeSet::new(), ""));
    assert_eq!(done, Ok(false));
    let found = store.read(|tx| tx.terms(&rows[0].them, &rows[0].dossier));
    assert_eq!(found, Ok(terms_of(0)));
}

/// With their dossier, when it is dropped alone, and all together.
pub fn dropped_terms_are_gone<S: Store>(store: &S) {
    let rows = fill(store, 10);
    index(store, &rows);
    let count = |term: &str| {
        let filter = asks(&[whole(term)]);
        store.read(|tx| tx.count_dossiers(&filter)).unwrap()
    };
    let (of, dossier) = (rows[3].them.clone(), rows[3].dossier.clone());
    let (party, id) = (of.clone(), dossier.clone());
    store.write(move |tx| tx.drop_terms(&party, &id)).unwrap();
    assert_eq!((count("all"), count("n3")), (9, 0));
    assert_eq!(
        store.read(|tx| tx.terms(&of, &dossier)),
        Ok(BTreeSet::new())
    );
    assert_eq!(due(store).len(), 1);
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    let left = rows.iter().filter(|row| row.them != them()).count() as u64;
    assert_eq!(count("all"), left);
    store.write(|tx| tx.clear_terms()).unwrap();
    assert_eq!(count("all"), 0);
    assert_eq!(due(store).len() as u64, left);
    store
        .read(|tx| {
            assert!(!tx.has_terms()?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// It is what was set last, and gone with the terms.
pub fn a_subject_lies_beside_the_terms<S: Store>(store: &S) {
    let rows = fill(store, 3);
    let subject = |place: usize| {
        let row = &rows[place];
        store
            .read(|tx| tx.subject(&row.them, &row.dossier))
            .unwrap()
    };
    assert_eq!(subject(1), None);
    let set = |text: &'static str| {
        for one in due(store) {
            let set = store.write(move |tx| tx.set_terms(&one, &BTreeSet::new(), text));
            assert_eq!(set, Ok(true));
        }
    };
    set("银行");
    assert_eq!(subject(1).as_deref(), Some("银行"));
    let (party, of) = (rows[1].them.clone(), rows[1].dossier.clone());
    store
        .write(move |tx| tx.note_terms_due(&party, &of))
        .unwrap();
    assert_eq!(subject(1).as_deref(), Some("银行"));
    set("");
    assert_eq!(subject(1).as_deref(), Some(""));
    assert_eq!(subject(2).as_deref(), Some("银行"));
    let (party, of) = (rows[2].them.clone(), rows[2].dossier.clone());
    store.write(move |tx| tx.drop_terms(&party, &of)).unwrap();
    assert_eq!((subject(1).as_deref(), subject(2)), (Some(""), None));
    assert!(store.read(|tx| tx.has_terms()).unwrap());
    store.write(|tx| tx.clear_terms()).unwrap();
    assert_eq!(subject(1), None);
    assert!(!store.read(|tx| tx.has_terms()).unwrap());
    set("again");
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    // The first is of another counterpart.
    assert_eq!((subject(0).as_deref(), subject(1)), (Some("again"), None));
}
