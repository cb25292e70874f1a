//! The tree of offices.

use comity_store::{MemoryStore, Store as _};

use super::{at, done, house};
use crate::{
    accounts::{
        grant::{self, Asked},
        office::{self, OfficeRow},
    },
    people::Role,
};

fn put(store: &MemoryStore, code: &str, parent: Option<&str>) -> Result<Asked, String> {
    let office = OfficeRow {
        code: code.to_owned(),
        parent: parent.map(str::to_owned),
        en: "Office".to_owned(),
        zh_hans: "处".to_owned(),
    };
    done(store, move |tx| office::put(tx, &office, "admin", at(1)))
}

fn within(store: &MemoryStore, code: &str) -> String {
    let found = store.read(|tx| office::within(tx, code)).unwrap();
    found.into_iter().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_office_holds_all_below_it() {
    let store = house(&[]);
    for (code, parent) in [
        ("a", None),
        ("b", Some("a")),
        ("c", Some("b")),
        ("d", Some("a")),
        ("z", None),
    ] {
        put(&store, code, parent).unwrap();
    }
    assert_eq!(within(&store, "a"), "a b c d");
    assert_eq!(within(&store, "b"), "b c");
    assert_eq!(within(&store, "unknown"), "unknown", "stands alone");
    assert_eq!(put(&store, "a", Some("c")).unwrap_err(), "office-cycle");
    assert_eq!(put(&store, "a", Some("a")).unwrap_err(), "office-cycle");
    assert_eq!(put(&store, "e", Some("f")).unwrap_err(), "office-unknown");
    put(&store, "b", Some("z")).unwrap();
    assert_eq!(within(&store, "a"), "a d");
    assert_eq!(within(&store, "z"), "b c z");
}

#[test]
fn only_what_nobody_uses_is_removed() {
    let store = house(&[("li", Role::Officer)]);
    put(&store, "D-17", None).unwrap();
    put(&store, "D-18", Some("D-17")).unwrap();
    put(&store, "D-19", Some("D-18")).unwrap();
    let remove = |code: &'static str, by: &'static str| {
        done(&store, move |tx| office::remove(tx, code, by, at(1)))
    };
    assert_eq!(remove("D-19", "li").unwrap_err(), "access-denied");
    assert_eq!(remove("D-18", "admin").unwrap_err(), "office-in-use");
    assert_eq!(remove("D-19", "admin"), Ok(()));
    assert_eq!(remove("D-18", "admin"), Ok(()));
    assert_eq!(remove("D-17", "admin").unwrap_err(), "office-in-use");
    assert_eq!(remove("D-18", "admin").unwrap_err(), "office-unknown");
    let members = store.read(|tx| office::members(tx, "D-17")).unwrap();
    assert_eq!(members, ["admin", "li"]);
}

#[test]
fn what_is_no_code_or_name_is_refused() {
    let store = house(&[]);
    assert_eq!(put(&store, "处", None).unwrap_err(), "person-label");
    let nameless = OfficeRow {
        code: "a".to_owned(),
        parent: None,
        en: String::new(),
        zh_hans: "处".to_owned(),
    };
    let refused = done(&store, move |tx| office::put(tx, &nameless, "admin", at(1)));
    assert_eq!(refused.unwrap_err(), "access-label");
}

#[test]
fn another_place_takes_two_since_those_above_see_what_is_below() {
    let store = house(&[("sec", Role::Security)]);
    for code in ["a", "b"] {
        assert_eq!(put(&store, code, None), Ok(Asked::Granted));
    }
    assert_eq!(put(&store, "b", Some("a")), Ok(Asked::Waits));
    assert_eq!(within(&store, "a"), "a", "nothing is seen yet");
    let confirm = |code: &'static str, by: &'static str| {
        done(&store, move |tx| grant::confirm_under(tx, code, by, at(2)))
    };
    assert_eq!(confirm("b", "admin"), Err("access-denied".to_owned()));
    assert_eq!(confirm("a", "sec"), Err("grant-not-asked".to_owned()));
    assert_eq!(confirm("b", "sec"), Ok("a".to_owned()));
    assert_eq!(within(&store, "a"), "a b");
    // Only less is seen: one does that.
    assert_eq!(put(&store, "b", None), Ok(Asked::Granted));
    assert_eq!(within(&store, "a"), "a");
    // A new office may be one that cases are held by already.
    assert_eq!(put(&store, "D-17", Some("a")), Ok(Asked::Waits));
    assert_eq!(within(&store, "a"), "a");
}

#[test]
fn what_was_asked_for_an_office_must_still_fit() {
    let store = house(&[("sec", Role::Security)]);
    for code in ["a", "b", "c"] {
        put(&store, code, None).unwrap();
    }
    put(&store, "a", Some("b")).unwrap();
    put(&store, "b", Some("a")).unwrap();
    put(&store, "a", Some("c")).unwrap();
    let confirm = |code: &'static str| {
        done(&store, move |tx| {
            grant::confirm_under(tx, code, "sec", at(2))
        })
    };
    assert_eq!(confirm("b"), Ok("a".to_owned()));
    put(&store, "a", Some("b")).unwrap_err();
    done(&store, |tx| office::remove(tx, "c", "admin", at(2))).unwrap();
    assert_eq!(confirm("a"), Err("office-unknown".to_owned()), "c is gone");
    // Who puts the office at the top after all takes the wish back.
    put(&store, "c", None).unwrap();
    put(&store, "c", Some("b")).unwrap();
    put(&store, "c", None).unwrap();
    assert_eq!(confirm("c"), Err("grant-not-asked".to_owned()));
}
