//! A password with a one-time code.

use comity_core::Time;
use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store as _};

use super::{at, house, signed_in, trail_of};
use crate::{
    accounts::{
        password::{self, Hashed},
        recovery,
        session::Opened,
        sign_in::{self, Attempt},
        totp::{self, TotpSecret},
    },
    people::{self, Role},
};

const PASSWORD: &str = "correct horse battery";

/// A house where `li` has a password, codes, and recovery codes, the first of which is given.
fn with_password() -> (MemoryStore, TotpSecret, String) {
    let store = house(&[("li", Role::Officer), ("wang", Role::Officer)]);
    let secret = TotpSecret::draw(&mut Seeded::new(1));
    let hashed = Hashed::new("li", PASSWORD, None, &mut Seeded::new(2)).unwrap();
    let kept = secret.clone();
    let code = store
        .write(move |tx| {
            password::set(tx, "li", &hashed, at(0))?;
            totp::set(tx, "li", &kept, &kept.code_at(at(0)), at(0)).unwrap();
            recovery::draw(tx, "li", at(0), &mut Seeded::new(3)).map(|codes| codes[0].clone())
        })
        .unwrap();
    (store, secret, code)
}

fn begun(store: &MemoryStore, name: &str) -> Attempt {
    store.read(|tx| sign_in::begin(tx, name)).unwrap()
}

fn sign_in(
    store: &MemoryStore,
    name: &str,
    password: &str,
    code: &str,
    now: Time,
) -> Option<Opened> {
    let checked = begun(store, name).check(password);
    let code = code.to_owned();
    store
        .write(move |tx| sign_in::finish(tx, &checked, &code, "", None, now, &mut Seeded::new(9)))
        .unwrap()
}

#[test]
fn it_takes_both() {
    let (store, secret, _) = with_password();
    let now = at(60);
    let code = secret.code_at(now);
    for (name, password, code) in [
        ("li", "wrong horse battery", &*code),
        ("li", PASSWORD, "000000"),
        ("li", PASSWORD, ""),
        ("wang", PASSWORD, &code),
        ("nobody", PASSWORD, &code),
        ("", "", ""),
    ] {
        let opened = sign_in(&store, name, password, code, now);
        assert_eq!(opened, None, "{name} {password} {code}");
    }
    let opened = sign_in(&store, "li", PASSWORD, &code, now).unwrap();
    assert!(signed_in(&store, &opened.secret, now));
    assert_eq!(
        sign_in(&store, "li", PASSWORD, &code, now),
        None,
        "a code opens once"
    );
}

#[test]
fn a_wrong_password_uses_no_code_up() {
    let (store, secret, recovery) = with_password();
    let now = at(60);
    let code = secret.code_at(now);
    assert_eq!(sign_in(&store, "li", "wrong", &code, now), None);
    assert_eq!(sign_in(&store, "li", "wrong", &recovery, now), None);
    assert!(sign_in(&store, "li", PASSWORD, &code, now).is_some());
    assert!(sign_in(&store, "li", PASSWORD, &recovery, now).is_some());
    assert_eq!(sign_in(&store, "li", PASSWORD, &recovery, now), None);
}

#[test]
fn failures_of_people_are_in_the_trail_and_other_names_are_not() {
    let (store, _, _) = with_password();
    let failures = || {
        let trail = trail_of(&store).into_iter();
        trail.filter(|did| did == "sign-in-failed").count()
    };
    sign_in(&store, PASSWORD, "li", "", at(60));
    assert_eq!(failures(), 0, "a password in the field of the name");
    sign_in(&store, "li", "wrong", "", at(60));
    assert_eq!(failures(), 1);
}

#[test]
fn who_was_disabled_meanwhile_stays_out() {
    let (store, secret, _) = with_password();
    let now = at(60);
    let code = secret.code_at(now);
    let opened = sign_in(&store, "li", PASSWORD, &code, now).unwrap();
    let checked = begun(&store, "li").check(PASSWORD);
    store
        .write(|tx| people::disable(tx, "li", true, "admin", at(60)))
        .unwrap();
    assert!(!signed_in(&store, &opened.secret, now), "sessions ended");
    let late = at(120);
    let code = secret.code_at(late);
    let opened = store
        .write(move |tx| sign_in::finish(tx, &checked, &code, "", None, late, &mut Seeded::new(9)));
    assert_eq!(opened, Ok(None));
}
