//! Granting takes two: one asks, another confirms.
//!
//! An administrator asks that a person have a role, or be let in anew; a security officer who
//! neither asked nor is that person confirms. While the house has no security officer nobody
//! could confirm, so what is asked for is granted at once: that is how the first ones are
//! made. Taking a role away needs one person and works at once.

use comity_core::Time;
use comity_store::{ReadTx, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{AccessError, Permission, caller::must};
use crate::{
    kept,
    people::{self, PeopleError, Person, Role},
    trail,
};

/// Seconds after which what was asked for is forgotten.
pub const ASKED_FOR: i64 = 14 * 86_400;

const KIND: &str = "grant";

/// What a person is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A role.
    Role(Role),
    /// A new link in the place of a lost key.
    Access,
}

impl What {
    fn key(self, name: &str) -> String {
        let what = match self {
            Self::Role(role) => role.name(),
            Self::Access => "access",
        };
        format!("{what}/{name}")
    }
}

/// Something that was asked for and waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// For whom.
    pub name: String,
    /// What.
    pub what: What,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Time,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It waits for a security officer.
    Waits,
    /// The house has no security officer yet: it is granted.
    Granted,
}

/// Whether a second person must confirm: as soon as the house has a security officer.
///
/// # Errors
/// The store.
pub fn takes_two(tx: &dyn ReadTx) -> Result<bool, PeopleError> {
    people::takes_two(tx)
}

/// Asks that a person have a role.
///
/// # Errors
/// Nobody of this name, roles that one person may not hold together, or `by` may not.
pub fn ask(
    tx: &mut dyn Tx,
    name: &str,
    role: Role,
    by: &str,
    now: Time,
) -> Result<Asked, AccessError> {
    must(&*tx, by, Permission::ManagePeople)?;
    let person = with_role(&*tx, name, role)?;
    if !takes_two(&*tx)? {
        people::put(tx, &person)?;
        note(tx, now, by, "role-granted", name, role)?;
        return Ok(Asked::Granted);
    }
    wait(tx, name, What::Role(role), by, now)?;
    Ok(Asked::Waits)
}

/// Asks that a person who lost the key be let in anew.
///
/// # Errors
/// Nobody of this name, or `by` may not.
pub fn ask_access(tx: &mut dyn Tx, name: &str, by: &str, now: Time) -> Result<(), AccessError> {
    must(&*tx, by, Permission::ManagePeople)
        .or_else(|_| must(&*tx, by, Permission::RestoreAccess))?;
    people::named(&*tx, name)?;
    wait(tx, name, What::Access, by, now)
}

/// Confirms a role that another person asked for.
///
/// # Errors
/// Nobody asked, `by` asked or is to have it, roles that one person may not hold together, or
/// `by` may not.
pub fn confirm(
    tx: &mut dyn Tx,
    name: &str,
    role: Role,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    must(&*tx, by, Permission::ConfirmGrants)?;
    let grant = take(tx, name, What::Role(role), by, now)?;
    let person = with_role(&*tx, name, role)?;
    people::put(tx, &person)?;
    let what = json!({"person": name, "role": role, "asked": grant.by});
    trail::note(tx, now, by, "role-granted", what)?;
    Ok(())
}

/// Turns down, or takes back, what was asked for.
///
/// # Errors
/// Nobody asked, or `by` may not.
pub fn decline(
    tx: &mut dyn Tx,
    name: &str,
    what: What,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    let grant = find(&*tx, name, what, now)?;
    if grant.by != by {
        must(&*tx, by, Permission::ConfirmGrants)?;
    }
    tx.unkeep(KIND, &what.key(name))?;
    let said = json!({"person": name, "what": what, "asked": grant.by});
    trail::note(tx, now, by, "grant-declined", said)?;
    Ok(())
}

/// What waits to be confirmed.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, now: Time) -> Result<Vec<Grant>, AccessError> {
    let rows = kept::all::<Grant>(tx, KIND)?.into_iter();
    Ok(rows
        .map(|(_, grant)| grant)
        .filter(|grant| in_time(grant, now))
        .collect())
}

/// Takes a role away, at once.
///
/// # Errors
/// Nobody of this name, the person is the last administrator or security officer, or `by` may not.
pub fn remove(
    tx: &mut dyn Tx,
    name: &str,
    role: Role,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    must(&*tx, by, Permission::ManagePeople)
        .or_else(|_| must(&*tx, by, Permission::ConfirmGrants))?;
    let mut person = people::named(&*tx, name)?;
    person.roles.retain(|held| *held != role);
    people::put(tx, &person)?;
    note(tx, now, by, "role-removed", name, role)
}

/// Takes what another person asked for, for the second step.
pub(super) fn take(
    tx: &mut dyn Tx,
    name: &str,
    what: What,
    by: &str,
    now: Time,
) -> Result<Grant, AccessError> {
    let grant = find(&*tx, name, what, now)?;
    if grant.by == by || name == by {
        return Err(AccessError::OwnGrant);
    }
    tx.unkeep(KIND, &what.key(name))?;
    Ok(grant)
}

fn wait(tx: &mut dyn Tx, name: &str, what: What, by: &str, now: Time) -> Result<(), AccessError> {
    let grant = Grant {
        name: name.to_owned(),
        what,
        by: by.to_owned(),
        at: now,
    };
    kept::put(tx, KIND, &what.key(name), &grant)?;
    let said = json!({"person": name, "what": what});
    trail::note(tx, now, by, "grant-asked", said)?;
    Ok(())
}

fn find(tx: &dyn ReadTx, name: &str, what: What, now: Time) -> Result<Grant, AccessError> {
    let grant: Option<Grant> = kept::get(tx, KIND, &what.key(name))?;
    grant
        .filter(|grant| in_time(grant, now))
        .ok_or(AccessError::NotAsked)
}

fn in_time(grant: &Grant, now: Time) -> bool {
    now.since(grant.at) < ASKED_FOR
}

fn with_role(tx: &dyn ReadTx, name: &str, role: Role) -> Result<Person, AccessError> {
    let mut person = people::named(tx, name)?;
    if !person.roles.contains(&role) {
        person.roles.push(role);
    }
    people::must_be_apart(&person.roles)?;
    Ok(person)
}

fn note(
    tx: &mut dyn Tx,
    now: Time,
    by: &str,
    did: &str,
    name: &str,
    role: Role,
) -> Result<(), AccessError> {
    let what = json!({"person": name, "role": role});
    trail::note(tx, now, by, did, what)?;
    Ok(())
}
