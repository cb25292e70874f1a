//! One-time links.

use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store as _};

use super::{at, came_in, check_trail, done, house, passkeys::key, person, roles, signed_in};
use crate::{
    accounts::{
        Caller, Permission, Secret,
        certificate::{self, Fingerprint},
        grant,
        link::{self, Purpose},
        passkey,
        session::{How, Opened},
        ways,
    },
    people::{self, Role},
    trail::{self, TrailSearch},
};

fn issue(
    store: &MemoryStore,
    name: &'static str,
    by: &'static str,
    now: i64,
) -> Result<Secret, String> {
    done(store, move |tx| {
        link::issue(tx, name, by, at(now), &mut Seeded::new(now.cast_unsigned()))
    })
}

fn enter(store: &MemoryStore, secret: &Secret, now: i64) -> Result<Opened, String> {
    let secret = secret.clone();
    done(store, move |tx| {
        link::enter(tx, &secret, "", None, at(now), &mut Seeded::new(99))
    })
}

#[test]
fn the_first_administrator_comes_by_the_first_link() {
    let store = MemoryStore::new();
    let first = |seed| {
        done(&store, move |tx| {
            link::first(tx, "root", at(0), &mut Seeded::new(seed))
        })
    };
    let (old, secret) = (first(1).unwrap(), first(2).unwrap());
    let enter_first = |secret: &Secret| {
        let secret = secret.clone();
        done(&store, move |tx| {
            let zhao = person("zhao", &[Role::Security]);
            link::enter_first(tx, &secret, &zhao, "", at(1), &mut Seeded::new(3))
        })
    };
    assert_eq!(enter_first(&old).unwrap_err(), "access-link", "replaced");
    assert_eq!(enter(&store, &secret, 1).unwrap_err(), "access-link");
    let opened = enter_first(&secret).unwrap();
    assert_eq!(roles(&store, "zhao"), [Role::Administrator]);
    assert!(signed_in(&store, &opened.secret, at(2)));
    assert_eq!(enter_first(&secret).unwrap_err(), "access-link");
    assert_eq!(first(4).unwrap_err(), "access-link");
    check_trail(&store);
}

#[test]
fn the_first_link_ends_when_somebody_is_registered() {
    let store = MemoryStore::new();
    let secret = done(&store, |tx| {
        link::first(tx, "root", at(0), &mut Seeded::new(1))
    })
    .unwrap();
    let li = person("li", &[Role::Administrator]);
    store
        .write(move |tx| people::add(tx, &li, "root", at(0)))
        .unwrap();
    let late = done(&store, move |tx| {
        let zhao = person("zhao", &[]);
        link::enter_first(tx, &secret, &zhao, "", at(1), &mut Seeded::new(3))
    });
    assert_eq!(late.unwrap_err(), "access-link");
}

#[test]
fn a_link_is_good_for_a_day_and_for_one_use() {
    let store = house(&[("li", Role::Officer)]);
    let secret = issue(&store, "li", "admin", 0).unwrap();
    let look = |now| {
        store
            .read(|tx| link::look(tx, &secret, at(now)))
            .map(|link| link.purpose)
            .ok()
    };
    assert_eq!(look(link::GOOD_FOR - 1), Some(Purpose::NewPerson));
    assert_eq!(look(link::GOOD_FOR), None);
    assert!(enter(&store, &secret, link::GOOD_FOR).is_err());
    assert!(enter(&store, &secret, 1).is_ok());
    assert_eq!(look(1), None);
    assert_eq!(enter(&store, &secret, 1).unwrap_err(), "access-link");
}

#[test]
fn a_link_leads_to_the_own_account_and_nowhere_else() {
    let store = house(&[("li", Role::Officer)]);
    let secret = issue(&store, "li", "admin", 0).unwrap();
    let opened = enter(&store, &secret, 1).unwrap();
    assert_eq!(opened.session.how, How::Link);
    let caller = store
        .read(|tx| Caller::of_session(tx, &opened.secret, at(2)))
        .unwrap();
    let can: Vec<_> = Permission::ALL
        .iter()
        .filter(|permission| caller.can(**permission))
        .collect();
    assert_eq!(can, [&Permission::OwnAccount]);
}

#[test]
fn a_new_link_ends_the_one_before() {
    let store = house(&[("li", Role::Officer)]);
    let old = issue(&store, "li", "admin", 1).unwrap();
    let new = issue(&store, "li", "admin", 2).unwrap();
    assert!(enter(&store, &old, 3).is_err());
    assert!(enter(&store, &new, 3).is_ok());
}

#[test]
fn only_who_may_let_somebody_in_makes_links() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    assert_eq!(issue(&store, "li", "wang", 0).unwrap_err(), "access-denied");
    assert_eq!(
        issue(&store, "zhao", "admin", 0).unwrap_err(),
        "person-unknown"
    );
    store
        .write(|tx| people::disable(tx, "li", true, "admin", at(0)))
        .unwrap();
    assert_eq!(
        issue(&store, "li", "admin", 0).unwrap_err(),
        "person-disabled"
    );
}

#[test]
fn a_lost_key_takes_two() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let found = came_in(&store, "li", 1, at(1));
    for by in ["admin", "sec"] {
        assert!(issue(&store, "li", by, 2).is_err(), "{by} alone");
    }
    done(&store, |tx| grant::ask_access(tx, "li", "admin", at(3))).unwrap();
    assert_eq!(
        issue(&store, "li", "admin", 3).unwrap_err(),
        "access-denied"
    );
    let secret = issue(&store, "li", "sec", 3).unwrap();
    assert!(signed_in(&store, &found.secret, at(4)));
    done(&store, |tx| {
        passkey::add(tx, "li", key(1), at(3))?;
        let fingerprint = Fingerprint::of_der(b"a certificate");
        certificate::add(tx, "li", fingerprint, "card", "li", at(3))
    })
    .unwrap();
    enter(&store, &secret, 4).unwrap();
    let ways = store.read(|tx| ways::of(tx, "li")).unwrap();
    assert!(
        ways.is_empty(),
        "nor does a lost key open anything: {ways:?}"
    );
    assert!(
        !signed_in(&store, &found.secret, at(5)),
        "whoever has the lost key is out"
    );
    assert!(issue(&store, "li", "sec", 5).is_err(), "asked for once");
}

#[test]
fn a_first_link_takes_two_as_soon_as_somebody_watches() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    for by in ["admin", "sec"] {
        assert!(issue(&store, "li", by, 1).is_err(), "{by} alone");
    }
    done(&store, |tx| grant::ask_access(tx, "li", "admin", at(2))).unwrap();
    assert_eq!(
        issue(&store, "li", "admin", 2).unwrap_err(),
        "access-denied",
        "who asked could come in as that person"
    );
    let secret = issue(&store, "li", "sec", 2).unwrap();
    assert_eq!(enter(&store, &secret, 3).unwrap().session.how, How::Link);
}

/// An administrator alone is no way to be the security officer: neither at once nor by asking.
fn refused_alone(store: &MemoryStore, now: i64) {
    assert_eq!(
        issue(store, "sec", "admin", now).unwrap_err(),
        "access-denied"
    );
    done(store, move |tx| {
        grant::ask_access(tx, "sec", "admin", at(now))
    })
    .unwrap();
    assert_eq!(
        issue(store, "sec", "admin", now).unwrap_err(),
        "access-denied"
    );
    assert_eq!(issue(store, "sec", "sec", now).unwrap_err(), "grant-own");
}

#[test]
fn an_administrator_cannot_come_in_as_the_security_officer() {
    let store = house(&[("sec", Role::Security)]);
    came_in(&store, "sec", 1, at(1));
    refused_alone(&store, 2);
}

#[test]
fn the_only_security_officer_who_never_came_in_is_let_in_anew() {
    let store = house(&[("sec", Role::Security)]);
    // The first link lapses unused, the second is used and leads to no key.
    issue(&store, "sec", "admin", 0).unwrap();
    let late = 1 + link::GOOD_FOR;
    let second = issue(&store, "sec", "admin", late).unwrap();
    enter(&store, &second, late).unwrap();
    assert!(issue(&store, "sec", "admin", late + 1).is_ok());
    let said = store
        .read(|tx| trail::search(tx, &TrailSearch::default(), None, 1))
        .unwrap();
    let said = said.rows.first().unwrap();
    assert_eq!(said.did, "link-made");
    assert_eq!(said.what["alone"], "only-security-officer");
    // Who is no administrator lets nobody in, and the rule of two holds for all others.
    assert_eq!(
        issue(&store, "sec", "sec", late).unwrap_err(),
        "access-denied"
    );
    came_in(&store, "admin", 2, at(late));
    assert!(issue(&store, "admin", "admin", late).is_err());
}

#[test]
fn a_security_officer_who_was_at_work_is_let_in_by_nobody_alone() {
    let key = |store: &MemoryStore| {
        let fingerprint = Fingerprint::of_der(b"a certificate");
        done(store, move |tx| {
            certificate::add(tx, "sec", fingerprint, "card", "sec", at(1))
        })
    };
    // As by the command line, which needs no key.
    let work = |store: &MemoryStore| {
        done(store, |tx| {
            grant::ask(tx, "li", Role::Releaser, "admin", at(1))
        })?;
        done(store, |tx| {
            grant::confirm(tx, "li", Role::Releaser, "sec", at(1))
        })
    };
    for was_at_work in [key as fn(&MemoryStore) -> Result<(), String>, work] {
        let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
        was_at_work(&store).unwrap();
        refused_alone(&store, 2);
    }
}

#[test]
fn another_security_officer_is_the_second() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    done(&store, |tx| {
        grant::ask(tx, "li", Role::Security, "admin", at(1))
    })
    .unwrap();
    done(&store, |tx| {
        grant::confirm(tx, "li", Role::Security, "sec", at(1))
    })
    .unwrap();
    for name in ["li", "sec"] {
        let alone = issue(&store, name, "admin", 2).unwrap_err();
        assert_eq!(alone, "access-denied", "{name}");
    }
    done(&store, |tx| grant::ask_access(tx, "li", "admin", at(3))).unwrap();
    assert!(issue(&store, "li", "sec", 3).is_ok());
}

/// A security officer who has a key of her own, and `ghost`, whose role she confirmed and who
/// never came in.
fn haunted(add_key: bool) -> MemoryStore {
    let store = house(&[("sec", Role::Security)]);
    if add_key {
        done(&store, |tx| passkey::add(tx, "sec", key(1), at(1))).unwrap();
        came_in(&store, "sec", 1, at(1));
    }
    let ghost = person("ghost", &[Role::Security]);
    done(&store, move |tx| {
        people::enrol(tx, &ghost, "admin", at(2), &mut Seeded::new(2))
    })
    .unwrap();
    done(&store, |tx| {
        grant::confirm(tx, "ghost", Role::Security, "sec", at(3))
    })
    .unwrap();
    store
}

#[test]
fn an_administrator_puts_nobody_in_the_place_of_the_security_officer_who_can_come_in() {
    let store = haunted(true);
    let disabled = store.write(|tx| people::disable(tx, "sec", true, "admin", at(4)));
    assert_eq!(disabled.map_err(|error| error.code()), Err("person-last"));
    let stripped = done(&store, |tx| {
        grant::remove(tx, "sec", Role::Security, "admin", at(4))
    });
    assert_eq!(stripped, Err("person-last".to_owned()));
    assert_eq!(
        issue(&store, "ghost", "admin", 5).unwrap_err(),
        "access-denied"
    );
    // Once the other one can come in as well, either may go.
    done(&store, |tx| passkey::add(tx, "ghost", key(2), at(6))).unwrap();
    let disabled = store.write(|tx| people::disable(tx, "sec", true, "admin", at(7)));
    assert_eq!(disabled, Ok(()));
}

#[test]
fn a_security_officer_who_is_gone_was_one_all_the_same() {
    type Gone = fn(&MemoryStore);
    let disabled: Gone = |store| {
        store
            .write(|tx| people::disable(tx, "sec", true, "admin", at(4)))
            .unwrap();
    };
    let stripped: Gone = |store| {
        done(store, |tx| {
            grant::remove(tx, "sec", Role::Security, "admin", at(4))
        })
        .unwrap();
    };
    for gone in [disabled, stripped] {
        // As by the command line: this one acts and has no key.
        let store = haunted(false);
        gone(&store);
        assert_eq!(
            issue(&store, "ghost", "admin", 5).unwrap_err(),
            "access-denied"
        );
    }
}

#[test]
fn in_a_house_older_than_the_mark_the_trail_tells_of_the_second_person() {
    let store = haunted(false);
    done(&store, |tx| {
        grant::remove(tx, "sec", Role::Security, "admin", at(4))
    })
    .unwrap();
    store.write(|tx| tx.unkeep("watched", "house")).unwrap();
    let alone = issue(&store, "ghost", "admin", 5).unwrap_err();
    assert_eq!(alone, "access-denied");
}

#[test]
fn who_came_in_as_a_security_officer_leaves_a_mark_that_outlasts_the_role() {
    let store = house(&[("sec", Role::Security)]);
    came_in(&store, "sec", 1, at(1));
    // The trail says nothing of how this one got the role, as after it was cut.
    let ghost = person("ghost", &[Role::Security]);
    store.write(move |tx| people::put(tx, &ghost)).unwrap();
    done(&store, |tx| {
        grant::remove(tx, "sec", Role::Security, "admin", at(2))
    })
    .unwrap();
    let alone = issue(&store, "ghost", "admin", 3).unwrap_err();
    assert_eq!(alone, "access-denied");
}

#[test]
fn a_visit_signs_in_whole() {
    let store = house(&[("li", Role::Officer)]);
    let secret = done(&store, |tx| {
        link::visit(tx, "li", at(0), &mut Seeded::new(1))
    })
    .unwrap();
    let opened = enter(&store, &secret, 1).unwrap();
    let caller = store
        .read(|tx| Caller::of_session(tx, &opened.secret, at(2)))
        .unwrap();
    assert!(caller.can(Permission::Draft));
}
