//! Granting a role takes two.

use comity_store::Store as _;

use super::{at, done, house, person, roles, trail_of};
use crate::{
    accounts::{
        Permission,
        caller::must,
        grant::{self, Asked, Matter},
    },
    people::{self, Role},
};

#[test]
fn one_asks_and_another_confirms() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let ask = done(&store, |tx| {
        grant::ask(tx, "li", Role::Releaser, "admin", at(1))
    });
    assert_eq!(ask, Ok(Asked::Waits));
    assert_eq!(roles(&store, "li"), [Role::Officer]);
    assert_eq!(store.read(|tx| grant::list(tx, at(2))).unwrap().len(), 1);
    done(&store, |tx| {
        grant::confirm(tx, "li", Role::Releaser, "sec", at(2))
    })
    .unwrap();
    assert_eq!(roles(&store, "li"), [Role::Officer, Role::Releaser]);
    assert_eq!(store.read(|tx| grant::list(tx, at(2))).unwrap(), []);
    let trail = trail_of(&store);
    assert!(trail.ends_with(&["grant-asked".to_owned(), "role-granted".to_owned()]));
}

#[test]
fn neither_does_both() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let asked = |by: &'static str| {
        done(&store, move |tx| {
            grant::ask(tx, "li", Role::Releaser, by, at(1))
        })
    };
    let confirmed = |by: &'static str| {
        done(&store, move |tx| {
            grant::confirm(tx, "li", Role::Releaser, by, at(1))
        })
    };
    assert_eq!(confirmed("sec"), Err("grant-not-asked".to_owned()));
    assert_eq!(asked("sec"), Err("access-denied".to_owned()));
    assert_eq!(asked("li"), Err("access-denied".to_owned()));
    assert_eq!(asked("admin"), Ok(Asked::Waits));
    assert_eq!(confirmed("admin"), Err("access-denied".to_owned()));
    assert_eq!(confirmed("li"), Err("access-denied".to_owned()));
    assert_eq!(confirmed("sec"), Ok(()));
}

#[test]
fn nobody_confirms_what_is_for_oneself() {
    let store = house(&[("sec", Role::Security)]);
    done(&store, |tx| {
        grant::ask(tx, "sec", Role::Officer, "admin", at(1))
    })
    .unwrap();
    let own = done(&store, |tx| {
        grant::confirm(tx, "sec", Role::Officer, "sec", at(2))
    });
    assert_eq!(own, Err("grant-own".to_owned()));
}

#[test]
fn registering_a_person_is_no_way_around() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let added = |roles: &[Role], name: &str| {
        let person = person(name, roles);
        store
            .write(move |tx| people::add(tx, &person, "admin", at(1)))
            .map_err(|error| error.code())
    };
    assert_eq!(added(&[Role::Releaser], "li"), Err("person-takes-two"));
    assert_eq!(added(&[Role::Security], "wang"), Err("person-takes-two"));
    assert_eq!(added(&[], "wang"), Ok(()));
    assert_eq!(added(&[Role::Officer], "li"), Ok(()), "nothing is gained");
}

#[test]
fn administrator_security_officer_and_auditor_are_three_persons() {
    for (one, other) in [
        (Role::Administrator, Role::Security),
        (Role::Administrator, Role::Auditor),
        (Role::Security, Role::Auditor),
    ] {
        let store = house(&[]);
        let person = person("x", &[one, other]);
        let added = store.write(move |tx| people::add(tx, &person, "admin", at(1)));
        assert_eq!(
            added.map_err(|error| error.code()),
            Err("person-roles-apart"),
            "{one:?} {other:?}"
        );
    }
    let store = house(&[("aud", Role::Auditor), ("sec", Role::Security)]);
    let asked = done(&store, |tx| {
        grant::ask(tx, "aud", Role::Administrator, "admin", at(1))
    });
    assert_eq!(asked, Err("person-roles-apart".to_owned()));
}

#[test]
fn roles_that_would_come_apart_are_not_asked_for_one_by_one() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let ask = |role| done(&store, move |tx| grant::ask(tx, "li", role, "admin", at(1)));
    assert_eq!(ask(Role::Auditor), Ok(Asked::Waits));
    let apart = Err("person-roles-apart".to_owned());
    assert_eq!(ask(Role::Administrator), apart, "beside what waits");
    done(&store, |tx| {
        grant::confirm(tx, "li", Role::Auditor, "sec", at(2))
    })
    .unwrap();
    assert_eq!(ask(Role::Administrator), apart, "beside what was granted");
}

#[test]
fn an_administrator_reads_no_content_as_soon_as_there_is_a_security_officer() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Duty)]);
    let ask = |name, role| done(&store, move |tx| grant::ask(tx, name, role, "admin", at(1)));
    assert_eq!(ask("li", Role::Administrator), Ok(Asked::Granted), "alone");
    let reads = || {
        let may = store.read(|tx| must(tx, "li", Permission::ReadCases));
        may.is_ok()
    };
    assert!(reads());
    assert_eq!(ask("wang", Role::Security), Ok(Asked::Granted));
    assert!(!reads(), "who had both acts as an administrator alone");
    let apart = Err("person-roles-apart".to_owned());
    assert_eq!(ask("admin", Role::Officer), apart);
    assert_eq!(ask("li", Role::Releaser), apart);
}

#[test]
fn a_house_without_a_security_officer_makes_its_first_one() {
    let store = house(&[("wang", Role::Officer)]);
    let ask = |role| {
        done(&store, move |tx| {
            grant::ask(tx, "wang", role, "admin", at(1))
        })
    };
    assert_eq!(ask(Role::Security), Ok(Asked::Granted));
    assert_eq!(ask(Role::Releaser), Ok(Asked::Waits), "from then on");
}

#[test]
fn the_last_security_officer_and_the_last_administrator_stay() {
    let store = house(&[("sec", Role::Security)]);
    for (name, role) in [("sec", Role::Security), ("admin", Role::Administrator)] {
        let removed = done(&store, move |tx| {
            grant::remove(tx, name, role, "admin", at(1))
        });
        assert_eq!(removed, Err("person-last".to_owned()), "{name}");
        let disabled = store.write(move |tx| people::disable(tx, name, true, "admin", at(1)));
        assert_eq!(disabled.map_err(|error| error.code()), Err("person-last"));
    }
    // The way to end two persons' rule would be to take its guardian away.
    let replaced = person("sec", &[]);
    let added = store.write(move |tx| people::add(tx, &replaced, "admin", at(1)));
    assert_eq!(added.map_err(|error| error.code()), Err("person-last"));
}

#[test]
fn a_role_is_taken_away_at_once_and_by_one() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let removed = |by: &'static str| {
        done(&store, move |tx| {
            grant::remove(tx, "li", Role::Officer, by, at(1))
        })
    };
    assert_eq!(removed("li"), Err("access-denied".to_owned()));
    assert_eq!(removed("sec"), Ok(()));
    assert_eq!(roles(&store, "li"), []);
}

#[test]
fn what_was_asked_for_is_declined_or_forgotten() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let ask = || {
        done(&store, |tx| {
            grant::ask(tx, "li", Role::Releaser, "admin", at(1))
        })
        .unwrap()
    };
    let confirm = |now| {
        done(&store, move |tx| {
            grant::confirm(tx, "li", Role::Releaser, "sec", at(now))
        })
    };
    let decline = |by: &'static str| {
        done(&store, move |tx| {
            grant::decline(tx, "li", Matter::Role(Role::Releaser), by, at(2))
        })
    };
    ask();
    assert_eq!(decline("li"), Err("access-denied".to_owned()));
    assert_eq!(decline("sec"), Ok(()));
    assert_eq!(confirm(3), Err("grant-not-asked".to_owned()));
    ask();
    assert_eq!(decline("admin"), Ok(()), "who asked may take it back");
    ask();
    let late = 1 + grant::ASKED_FOR;
    assert_eq!(confirm(late), Err("grant-not-asked".to_owned()));
}

fn moved(
    store: &comity_store::MemoryStore,
    name: &'static str,
    to: &'static str,
) -> Result<Asked, String> {
    done(store, move |tx| {
        people::move_to(tx, name, to, None, "admin", at(1))
    })
}

fn office(store: &comity_store::MemoryStore, name: &'static str) -> String {
    store.read(|tx| people::named(tx, name)).unwrap().office
}

#[test]
fn another_office_takes_two_since_it_shows_other_cases() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    assert_eq!(moved(&store, "li", "D-99"), Ok(Asked::Waits));
    assert_eq!(office(&store, "li"), "D-17");
    let confirm =
        |by: &'static str| done(&store, move |tx| grant::confirm_move(tx, "li", by, at(2)));
    for by in ["admin", "li"] {
        assert_eq!(confirm(by), Err("access-denied".to_owned()), "{by}");
    }
    assert_eq!(confirm("sec"), Ok("D-99".to_owned()));
    assert_eq!(office(&store, "li"), "D-99");
    assert_eq!(roles(&store, "li"), [Role::Officer]);
    assert_eq!(confirm("sec"), Err("grant-not-asked".to_owned()), "once");
    let trail = trail_of(&store);
    assert!(trail.ends_with(&["grant-asked".to_owned(), "person-moved".to_owned()]));
}

#[test]
fn nobody_moves_oneself_and_registering_anew_is_no_way_around() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    moved(&store, "sec", "D-99").unwrap();
    let own = done(&store, |tx| grant::confirm_move(tx, "sec", "sec", at(2)));
    assert_eq!(own, Err("grant-own".to_owned()));
    let elsewhere = people::Person {
        office: "D-99".to_owned(),
        ..person("li", &[Role::Officer])
    };
    let added = store.write(move |tx| people::add(tx, &elsewhere, "admin", at(1)));
    let added = added.map_err(|error| error.code());
    assert_eq!(added, Err("person-move-takes-two"));
    // The duty number shows nothing to anybody.
    let numbered = done(&store, |tx| {
        people::move_to(tx, "li", "D-17", Some("09"), "admin", at(1))
    });
    assert_eq!(numbered, Ok(Asked::Granted));
}

#[test]
fn a_move_is_taken_back_and_one_replaces_another() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    moved(&store, "li", "D-98").unwrap();
    moved(&store, "li", "D-99").unwrap();
    let listed = store.read(|tx| grant::list(tx, at(2))).unwrap();
    assert_eq!(listed.len(), 1);
    done(&store, |tx| {
        grant::decline(tx, "li", Matter::Move, "admin", at(2))
    })
    .unwrap();
    let late = done(&store, |tx| grant::confirm_move(tx, "li", "sec", at(3)));
    assert_eq!(late, Err("grant-not-asked".to_owned()));
}

#[test]
fn without_a_security_officer_one_moves_people() {
    let store = house(&[("li", Role::Officer)]);
    assert_eq!(moved(&store, "li", "D-99"), Ok(Asked::Granted));
    assert_eq!(office(&store, "li"), "D-99");
    let unlabelled = moved(&store, "li", "D 99");
    assert_eq!(unlabelled, Err("person-label".to_owned()));
}

#[test]
fn who_may_act_again_has_the_roles_of_before_when_a_second_person_confirms() {
    let store = house(&[("li", Role::Officer), ("sec", Role::Security)]);
    let disable = |disabled| {
        store
            .write(move |tx| people::disable(tx, "li", disabled, "admin", at(1)))
            .unwrap();
    };
    disable(true);
    let anew = person("li", &[Role::Officer]);
    let added = store.write(move |tx| people::add(tx, &anew, "admin", at(1)));
    let added = added.map_err(|error| error.code());
    assert_eq!(added, Err("person-takes-two"), "no way around");
    disable(false);
    assert_eq!(roles(&store, "li"), []);
    let confirm = |by: &'static str| {
        done(&store, move |tx| {
            grant::confirm(tx, "li", Role::Officer, by, at(2))
        })
    };
    assert_eq!(confirm("admin"), Err("access-denied".to_owned()));
    assert_eq!(confirm("sec"), Ok(()));
    assert_eq!(roles(&store, "li"), [Role::Officer]);
    disable(false);
    assert_eq!(roles(&store, "li"), [Role::Officer], "nothing changed");
}

#[test]
fn without_a_security_officer_one_lets_people_act_again() {
    let store = house(&[("li", Role::Officer)]);
    for disabled in [true, false] {
        store
            .write(move |tx| people::disable(tx, "li", disabled, "admin", at(1)))
            .unwrap();
    }
    assert_eq!(roles(&store, "li"), [Role::Officer]);
}
