//! Accounts as a house uses them: people come in, get roles, lose keys.

mod access;
mod granting;
mod links;
mod offices;
mod passkeys;
mod signing_in;

use comity_core::Time;
use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store as _, Tx};

use super::{
    AccessError, Secret,
    session::{self, How, Opened, Opening},
    sign_in,
};
use crate::{
    people::{self, Person, Role},
    trail,
};

/// So many seconds after the beginning of these tests.
pub(super) const fn at(seconds: i64) -> Time {
    Time::from_seconds(1_800_000_000 + seconds)
}

/// A house with these people, each with one role, before anything takes two.
fn house(people: &[(&str, Role)]) -> MemoryStore {
    let store = MemoryStore::new();
    let first = person("admin", &[Role::Administrator]);
    store
        .write(move |tx| people::add(tx, &first, "root", at(0)))
        .unwrap();
    // A security officer comes last: from then on everything takes two.
    for (name, role) in people {
        let person = person(name, &[*role]);
        store
            .write(move |tx| people::add(tx, &person, "admin", at(0)))
            .unwrap();
    }
    store
}

fn person(name: &str, roles: &[Role]) -> Person {
    Person {
        name: name.to_owned(),
        office: "D-17".to_owned(),
        duty: None,
        roles: roles.to_vec(),
        disabled: false,
    }
}

/// Does something in a transaction; its code when it is refused.
fn done<T: Send + 'static>(
    store: &MemoryStore,
    work: impl FnOnce(&mut dyn Tx) -> Result<T, AccessError> + Send + 'static,
) -> Result<T, String> {
    store.write(work).map_err(|error| error.code().to_owned())
}

/// Signs somebody in with a passkey.
fn came_in(store: &MemoryStore, name: &'static str, seed: u64, now: Time) -> Opened {
    store
        .write(move |tx| {
            let opening = Opening {
                name,
                how: How::Passkey,
                agent: "",
                before: None,
            };
            sign_in::with_key(tx, &opening, now, &mut Seeded::new(seed))
        })
        .unwrap()
}

fn signed_in(store: &MemoryStore, secret: &Secret, now: Time) -> bool {
    store
        .read(|tx| session::find(tx, secret, now))
        .unwrap()
        .is_some()
}

fn roles(store: &MemoryStore, name: &str) -> Vec<Role> {
    store.read(|tx| people::named(tx, name)).unwrap().roles
}

/// What the trail says was done, oldest first.
fn trail_of(store: &MemoryStore) -> Vec<String> {
    let rows = store.read(|tx| trail::list(tx, 0, 1000)).unwrap();
    rows.into_iter().map(|row| row.did).collect()
}

fn check_trail(store: &MemoryStore) {
    let check = store.read(trail::check).unwrap();
    assert_eq!(check.broken_at, None);
}
