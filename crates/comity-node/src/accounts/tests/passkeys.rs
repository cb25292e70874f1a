//! What is kept of passkeys.

use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store as _};
use serde_json::json;

use super::{at, done, house, trail_of};
use crate::{
    accounts::{
        certificate::{self, Fingerprint},
        passkey::{self, New, Passkey, Use, Wrong},
        session::How,
        ways,
    },
    people::Role,
};

/// A key that was just made.
pub(super) fn key(number: u8) -> New {
    New {
        credential: vec![number; 16],
        label: format!("key {number}"),
        host: "officer.a.localhost".to_owned(),
        key: json!({"counter": 0}),
    }
}

fn add(store: &MemoryStore, name: &'static str, number: u8) -> Result<Passkey, String> {
    done(store, move |tx| {
        passkey::add(tx, name, key(number), at(i64::from(number)))
    })
}

fn found(store: &MemoryStore, number: u8) -> Option<Passkey> {
    store.read(|tx| passkey::find(tx, &[number; 16])).unwrap()
}

#[test]
fn keys_are_added_listed_and_removed() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    let (one, two) = (add(&store, "li", 1).unwrap(), add(&store, "li", 2).unwrap());
    assert_eq!(found(&store, 1), Some(one.clone()));
    assert_eq!(add(&store, "wang", 1).unwrap_err(), "access-passkey");
    let listed = |name| store.read(|tx| passkey::list(tx, name)).unwrap();
    assert_eq!(listed("li"), [one.clone(), two]);
    assert_eq!(listed("wang"), []);
    let way = store.read(|tx| ways::of(tx, "li")).unwrap();
    assert_eq!(way.into_iter().collect::<Vec<_>>(), [How::Passkey]);
    let remove = |by: &'static str| {
        let id = one.id.clone();
        done(&store, move |tx| passkey::remove(tx, "li", &id, by, at(5)))
    };
    assert_eq!(remove("wang"), Err("access-denied".to_owned()));
    assert_eq!(remove("li"), Ok(()));
    assert_eq!(remove("li"), Err("access-unknown".to_owned()));
    assert_eq!(found(&store, 1), None);
    let trail = trail_of(&store);
    let ends = ["passkey-added", "passkey-added", "passkey-removed"];
    assert!(trail.ends_with(&ends.map(str::to_owned)), "{trail:?}");
}

#[test]
fn nobody_takes_the_last_way_in_of_ones_own_away() {
    let store = house(&[("sec", Role::Security)]);
    let id = add(&store, "sec", 1).unwrap().id;
    let card: Fingerprint = "ab".repeat(32).parse().unwrap();
    let remove = |by: &'static str| {
        let id = id.clone();
        done(&store, move |tx| passkey::remove(tx, "sec", &id, by, at(5)))
    };
    let lose = || {
        done(&store, move |tx| {
            certificate::remove(tx, "sec", card, "sec", at(5))
        })
    };
    assert_eq!(remove("sec"), Err("access-last-way".to_owned()));
    assert!(found(&store, 1).is_some(), "it stays");
    done(&store, move |tx| {
        certificate::add(tx, "sec", card, "card", "sec", at(5))
    })
    .unwrap();
    assert_eq!(remove("sec"), Ok(()));
    assert_eq!(lose(), Err("access-last-way".to_owned()));
    // Somebody else may: a device was lost.
    let id = add(&store, "sec", 2).unwrap().id;
    assert_eq!(lose(), Ok(()));
    let taken = done(&store, move |tx| {
        passkey::remove(tx, "sec", &id, "admin", at(6))
    });
    assert_eq!(taken, Ok(()));
}

#[test]
fn who_ends_access_removes_the_key_of_a_lost_device() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    for (number, by) in [(1, "admin"), (2, "sec")] {
        let id = add(&store, "li", number).unwrap().id;
        let removed = done(&store, move |tx| passkey::remove(tx, "li", &id, by, at(5)));
        assert_eq!(removed, Ok(()), "{by}");
    }
}

#[test]
fn others_see_keys_only_where_they_see_people() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    add(&store, "li", 1).unwrap();
    let seen = |by| {
        store
            .read(|tx| passkey::list_for(tx, "li", by))
            .map(|keys| keys.len())
    };
    assert_eq!(seen("li").ok(), Some(1));
    assert_eq!(seen("admin").ok(), Some(1));
    assert_eq!(seen("wang").unwrap_err().code(), "access-denied");
}

#[test]
fn an_answer_counts_for_the_key_that_it_was_checked_against() {
    let store = house(&[("li", Role::Officer)]);
    let checked = add(&store, "li", 1).unwrap();
    let used = |checked: &Passkey, counter: u32, now: i64| {
        let checked = checked.clone();
        done(&store, move |tx| {
            let next = json!({"counter": counter});
            passkey::used(tx, &[1; 16], &checked, next, Use::SignIn, at(now))
        })
    };
    assert_eq!(used(&checked, 1, 10), Ok(()));
    let after = found(&store, 1).unwrap();
    assert_eq!(after.used, Some(at(10)));
    assert_eq!(after.key, json!({"counter": 1}));
    // Two answers were checked at once, as of a key and its copy: one of them counts.
    assert_eq!(used(&checked, 1, 11), Err("access-passkey".to_owned()));
    let id = after.id.clone();
    done(&store, move |tx| {
        passkey::remove(tx, "li", &id, "admin", at(12))
    })
    .unwrap();
    assert_eq!(used(&after, 2, 13), Err("access-passkey".to_owned()));
}

#[test]
fn a_key_knows_its_owner_by_a_handle_that_stays() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    let handle = |name: &'static str, seed| {
        store
            .write(move |tx| passkey::handle(tx, name, &mut Seeded::new(seed)))
            .unwrap()
    };
    let li = handle("li", 1);
    assert_eq!(handle("li", 2), li);
    assert_ne!(handle("wang", 3), li);
    assert_eq!(store.read(|tx| passkey::handle_of(tx, "li")), Ok(Some(li)));
    assert_eq!(store.read(|tx| passkey::handle_of(tx, "sun")), Ok(None));
}

#[test]
fn a_failure_is_in_the_trail_of_its_owner() {
    let store = house(&[("li", Role::Officer)]);
    let key = add(&store, "li", 1).unwrap();
    store
        .write(move |tx| passkey::failed(tx, &key, Wrong::Counter, at(9)))
        .unwrap();
    let rows = store.read(|tx| crate::trail::list(tx, 0, 100)).unwrap();
    let last = rows.last().unwrap();
    assert_eq!(
        (last.did.as_str(), last.who.as_str()),
        ("passkey-failed", "li")
    );
    assert_eq!(last.what["why"], "counter");
}
