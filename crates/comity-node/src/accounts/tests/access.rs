//! Callers, tokens and certificates.

use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store as _};

use super::{at, came_in, done, house, person, trail_of};
use crate::{
    accounts::{
        AccessError, Caller, Permission,
        certificate::{self, Fingerprint},
        grant,
        preference::{self, Preference},
        token::{self, Scope, Wanted},
    },
    people::{self, Role},
};

fn token(store: &MemoryStore, name: &'static str, scopes: &[Scope]) -> String {
    let scopes = scopes.to_vec();
    done(store, move |tx| {
        let wanted = Wanted {
            name,
            label: "nightly",
            scopes: &scopes,
            days: 30,
        };
        token::make(tx, &wanted, at(0), &mut Seeded::new(1))
    })
    .unwrap()
    .0
}

fn of_token(store: &MemoryStore, text: &str, now: i64) -> Result<Caller, AccessError> {
    store.read(|tx| Caller::of_token(tx, text, at(now)))
}

#[test]
fn a_token_does_what_both_its_person_and_its_scopes_allow() {
    let store = house(&[("li", Role::Officer)]);
    let text = token(&store, "li", &[Scope::CasesRead, Scope::Release]);
    assert!(text.starts_with("comity_"));
    let caller = of_token(&store, &text, 1).unwrap();
    let can: Vec<_> = Permission::ALL
        .iter()
        .filter(|permission| caller.can(**permission))
        .collect();
    let expected = [&Permission::ReadCases, &Permission::Clear];
    assert_eq!(can, expected, "an officer clears and releases nothing");
    let refused = caller.may(Permission::Draft).unwrap_err();
    assert_eq!(refused.code(), "access-denied");
}

#[test]
fn a_token_ends_and_is_revoked() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    let text = token(&store, "li", &[Scope::CasesRead]);
    let day = 86_400;
    assert!(of_token(&store, &text, 30 * day - 1).is_ok());
    let late = of_token(&store, &text, 30 * day);
    assert_eq!(late, Err(AccessError::NotSignedIn));
    for wrong in ["", "comity_", &text[7..], &format!("{text}x")] {
        let caller = of_token(&store, wrong, 1);
        assert_eq!(caller, Err(AccessError::NotSignedIn), "{wrong}");
    }
    let listed = store.read(|tx| token::list(tx, Some("li"))).unwrap();
    let id = listed[0].id.clone();
    let revoke = |by: &'static str| {
        let id = id.clone();
        done(&store, move |tx| token::revoke(tx, &id, by, at(1)))
    };
    assert_eq!(revoke("wang"), Err("access-denied".to_owned()));
    assert_eq!(revoke("admin"), Ok(()));
    assert_eq!(revoke("li"), Err("access-unknown".to_owned()));
    assert!(of_token(&store, &text, 1).is_err());
    let trail = trail_of(&store);
    assert!(trail.ends_with(&["token-made".to_owned(), "token-revoked".to_owned()]));
}

#[test]
fn the_day_of_a_use_is_written_once() {
    let store = house(&[("li", Role::Officer)]);
    let text = token(&store, "li", &[Scope::CasesRead]);
    for now in [5, 6, 90_000] {
        let text = text.clone();
        store
            .write(move |tx| token::touch(tx, &text, at(now)))
            .unwrap();
    }
    let listed = store.read(|tx| token::list(tx, None)).unwrap();
    let used = listed[0].used.unwrap();
    assert_eq!(
        (used.seconds() % 86_400, at(90_000).since(used) < 86_400),
        (0, true)
    );
    assert!(!token::is_due(&listed[0], at(90_001)));
}

#[test]
fn a_token_without_limits_is_not_made() {
    let store = house(&[("li", Role::Officer)]);
    let make = |label: &'static str, scopes: &'static [Scope], days| {
        done(&store, move |tx| {
            let wanted = Wanted {
                name: "li",
                label,
                scopes,
                days,
            };
            token::make(tx, &wanted, at(0), &mut Seeded::new(1)).map(drop)
        })
    };
    let limits = Err("access-token-limits".to_owned());
    assert_eq!(make("x", &[], 1), limits);
    assert_eq!(make("x", &[Scope::Events], 0), limits);
    assert_eq!(make("x", &[Scope::Events], 367), limits);
    assert_eq!(
        make("", &[Scope::Events], 1),
        Err("access-label".to_owned())
    );
    assert_eq!(make("x", &[Scope::Events], 366), Ok(()));
}

#[test]
fn a_role_that_was_taken_away_is_gone_at_once() {
    let store = house(&[("li", Role::Officer)]);
    let opened = came_in(&store, "li", 1, at(0));
    let caller = || store.read(|tx| Caller::of_session(tx, &opened.secret, at(1)));
    assert!(caller().unwrap().can(Permission::Draft));
    done(&store, |tx| {
        grant::remove(tx, "li", Role::Officer, "admin", at(1))
    })
    .unwrap();
    let without = caller().unwrap();
    assert!(!without.can(Permission::Draft) && without.can(Permission::OwnAccount));
    let text = token(&store, "admin", &[Scope::Admin]);
    assert!(of_token(&store, &text, 1).is_ok());
    store
        .write(|tx| people::disable(tx, "li", true, "admin", at(1)))
        .unwrap();
    assert_eq!(caller(), Err(AccessError::NotSignedIn));
}

#[test]
fn tokens_of_who_may_no_longer_act_are_gone_for_good() {
    let store = house(&[("li", Role::Officer)]);
    let others = token(&store, "admin", &[Scope::Admin]);
    let text = done(&store, |tx| {
        let wanted = Wanted {
            name: "li",
            label: "nightly",
            scopes: &[Scope::Events],
            days: 30,
        };
        token::make(tx, &wanted, at(0), &mut Seeded::new(2))
    })
    .unwrap()
    .0;
    assert!(of_token(&store, &text, 1).is_ok());
    for disabled in [true, false] {
        store
            .write(move |tx| people::disable(tx, "li", disabled, "admin", at(1)))
            .unwrap();
        assert!(of_token(&store, &text, 2).is_err(), "{disabled}");
    }
    assert!(of_token(&store, &others, 2).is_ok());
}

#[test]
fn who_has_no_role_that_writes_writes_nothing() {
    let store = house(&[
        ("li", Role::Officer),
        ("aud", Role::Auditor),
        ("sec", Role::Security),
    ]);
    let nobody = person("new", &[]);
    store
        .write(move |tx| people::add(tx, &nobody, "admin", at(1)))
        .unwrap();
    let writes = |name: &str| {
        let actor = store.read(|tx| people::actor(tx, name)).unwrap();
        actor.must_write().is_ok()
    };
    assert!(writes("li"));
    for name in ["new", "aud", "sec"] {
        assert!(!writes(name), "{name}");
    }
}

#[test]
fn a_certificate_is_one_persons() {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    let fingerprint = Fingerprint::of_der(b"certificate");
    let add = |name: &'static str, by: &'static str| {
        done(&store, move |tx| {
            certificate::add(tx, name, fingerprint, "card", by, at(1))
        })
    };
    let owner = || {
        store
            .read(|tx| certificate::owner(tx, fingerprint))
            .unwrap()
    };
    assert_eq!(add("li", "wang"), Err("access-denied".to_owned()));
    assert_eq!(add("li", "admin"), Ok(()));
    assert_eq!(add("li", "li"), Ok(()), "one's own, again");
    assert_eq!(
        add("wang", "wang"),
        Err("access-certificate-taken".to_owned())
    );
    assert_eq!(owner().as_deref(), Some("li"));
    let listed = store.read(|tx| certificate::list(tx, "li")).unwrap();
    assert_eq!(listed[0].0, fingerprint.to_string());
    let remove = |name: &'static str| {
        done(&store, move |tx| {
            certificate::remove(tx, name, fingerprint, "admin", at(1))
        })
    };
    assert_eq!(remove("wang"), Err("access-unknown".to_owned()));
    assert_eq!(remove("li"), Ok(()));
    assert_eq!(owner(), None);
}

#[test]
fn a_certificate_is_read_as_proxies_hand_it_over() {
    let der: Vec<u8> = [0x30, 0x82].into_iter().chain([7; 100]).collect();
    let fingerprint = Fingerprint::of_der(&der);
    let hex = fingerprint.to_string();
    let pairs: Vec<&str> = (0..32).map(|at| &hex[2 * at..2 * at + 2]).collect();
    let base64 = data_encoding::BASE64.encode(&der);
    let pem = format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
    let escaped = pem.replace('\n', "%0A").replace(' ', "%20");
    for text in [
        &*hex,
        &hex.to_uppercase(),
        &pairs.join(":"),
        &base64,
        &pem,
        &pem.replace('\n', " "),
        &escaped,
    ] {
        assert_eq!(text.parse(), Ok(fingerprint), "{text}");
    }
    for wrong in ["", "00", &hex[1..], "%", "%zz", "MAA=", "----", "QUJD"] {
        let read = wrong.parse::<Fingerprint>();
        assert_eq!(read, Err(AccessError::Certificate), "{wrong}");
    }
}

#[test]
fn preferences_come_with_the_caller() {
    let store = house(&[("li", Role::Officer)]);
    let opened = came_in(&store, "li", 1, at(0));
    let set = |language: &str, zone| {
        let chosen = Preference {
            language: Some(language.to_owned()),
            zone: Some(zone),
        };
        done(&store, move |tx| preference::set(tx, "li", &chosen))
    };
    assert_eq!(set("zh-Hans", 480), Ok(()));
    let wrong = Err("access-preference".to_owned());
    assert_eq!(set("zh\r\nX: y", 480), wrong);
    assert_eq!(set("en", 15 * 60), wrong);
    let caller = store
        .read(|tx| Caller::of_session(tx, &opened.secret, at(1)))
        .unwrap();
    assert_eq!(
        (caller.language.as_deref(), caller.zone_minutes),
        (Some("zh-Hans"), Some(480))
    );
}
