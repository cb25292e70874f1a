//! Granting takes two: one asks, another confirms.
//!
//! An administrator asks that a person have a role, be let in, or belong to another office, or
//! that an office stand below another one: all that lets somebody see more than before. A
//! security officer who neither asked nor is that person confirms. While the house has no
//! security officer nobody could confirm, so what is asked for is granted at once: that is how
//! the first ones are made. Taking a role away needs one person and works at once.

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{AccessError, Permission, caller::must, office, watched};
use crate::{
    kept,
    people::{self, PeopleError, Person, Role},
    trail,
};

/// Seconds after which what was asked for is forgotten.
pub const ASKED_FOR: i64 = 14 * 86_400;

const KIND: &str = "grant";

/// What a person or an office is to have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A role.
    Role(Role),
    /// A link: for the first key, or in the place of a lost one.
    Access,
    /// Another office, by its code, for a person.
    Move(String),
    /// Another office above, by its code, for an office.
    Under(String),
}

/// What a request is about, whatever it asks for: one of each waits for a name at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// This role of a person.
    Role(Role),
    /// The way in of a person.
    Access,
    /// The office of a person.
    Move,
    /// The place of an office in the tree.
    Under,
}

impl What {
    /// What it is about.
    #[must_use]
    pub const fn matter(&self) -> Matter {
        match self {
            Self::Role(role) => Matter::Role(*role),
            Self::Access => Matter::Access,
            Self::Move(_) => Matter::Move,
            Self::Under(_) => Matter::Under,
        }
    }
}

impl Matter {
    fn key(self, name: &str) -> String {
        let what = match self {
            Self::Role(role) => role.name(),
            Self::Access => "access",
            Self::Move => "move",
            Self::Under => "under",
        };
        format!("{what}/{name}")
    }

    /// Under which word the trail names whom it is about.
    const fn about(self) -> &'static str {
        match self {
            Self::Under => "office",
            Self::Role(_) | Self::Access | Self::Move => "person",
        }
    }
}

/// Something that was asked for and waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// For whom; the code of the office, where it is about one.
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
    // What waits already could not be confirmed beside it.
    let mut roles = person.roles.clone();
    for grant in list(&*tx, now)? {
        if let (true, What::Role(asked)) = (grant.name == name, grant.what) {
            roles.push(asked);
        }
    }
    people::must_be_apart(&*tx, &roles)?;
    if !takes_two(&*tx)? {
        people::put(tx, &person)?;
        note(tx, now, by, "role-granted", name, role)?;
        return Ok(Asked::Granted);
    }
    wait(tx, name, What::Role(role), by, now)?;
    Ok(Asked::Waits)
}

/// Asks that a person be let in who has no key yet, or none any more.
///
/// # Errors
/// Nobody of this name, or `by` may not.
pub fn ask_access(tx: &mut dyn Tx, name: &str, by: &str, now: Time) -> Result<(), AccessError> {
    must(&*tx, by, Permission::ManagePeople)
        .or_else(|_| must(&*tx, by, Permission::RestoreAccess))?;
    people::named(&*tx, name)?;
    Ok(wait(tx, name, What::Access, by, now)?)
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
    let grant = take(tx, name, Matter::Role(role), by, now)?;
    let person = with_role(&*tx, name, role)?;
    people::put(tx, &person)?;
    let what = json!({"person": name, "role": role, "asked": grant.by});
    trail::note(tx, now, by, "role-granted", what)?;
    Ok(())
}

/// Confirms that a person moves to the office that another person asked for.
///
/// # Errors
/// Nobody asked, `by` asked or is to move, or `by` may not.
pub fn confirm_move(
    tx: &mut dyn Tx,
    name: &str,
    by: &str,
    now: Time,
) -> Result<String, AccessError> {
    must(&*tx, by, Permission::ConfirmGrants)?;
    let grant = take(tx, name, Matter::Move, by, now)?;
    let What::Move(office) = grant.what else {
        return Err(AccessError::NotAsked);
    };
    let person = Person {
        office: office.clone(),
        ..people::named(&*tx, name)?
    };
    people::put(tx, &person)?;
    let said = json!({"person": name, "office": office, "asked": grant.by});
    trail::note(tx, now, by, "person-moved", said)?;
    Ok(office)
}

/// Confirms that an office stands below the one that another person asked for.
///
/// # Errors
/// Nobody asked, `by` asked, one of the offices is not there any more or would stand below
/// itself, or `by` may not.
pub fn confirm_under(
    tx: &mut dyn Tx,
    code: &str,
    by: &str,
    now: Time,
) -> Result<String, AccessError> {
    must(&*tx, by, Permission::ConfirmGrants)?;
    let grant = take(tx, code, Matter::Under, by, now)?;
    let What::Under(parent) = grant.what else {
        return Err(AccessError::NotAsked);
    };
    office::set_parent(tx, code, &parent)?;
    let said = json!({"office": code, "parent": parent, "asked": grant.by});
    trail::note(tx, now, by, "office-moved", said)?;
    Ok(parent)
}

/// Turns down, or takes back, what was asked for.
///
/// # Errors
/// Nobody asked, or `by` may not.
pub fn decline(
    tx: &mut dyn Tx,
    name: &str,
    matter: Matter,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    let grant = find(&*tx, name, matter, now)?;
    if grant.by != by {
        must(&*tx, by, Permission::ConfirmGrants)?;
        watched::mark(tx, by)?;
    }
    tx.unkeep(KIND, &matter.key(name))?;
    let said = json!({matter.about(): name, "what": grant.what, "asked": grant.by});
    trail::note(tx, now, by, "grant-declined", said)?;
    Ok(())
}

/// Forgets what was asked for and is of no use any more.
pub(super) fn forget(tx: &mut dyn Tx, name: &str, matter: Matter) -> Result<(), AccessError> {
    Ok(tx.unkeep(KIND, &matter.key(name))?)
}

/// What waits to be confirmed.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, now: Time) -> Result<Vec<Grant>, StoreError> {
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
    watched::mark(tx, by)?;
    person.roles.retain(|held| *held != role);
    people::put(tx, &person)?;
    note(tx, now, by, "role-removed", name, role)
}

/// Takes what another person asked for, for the second step.
pub(super) fn take(
    tx: &mut dyn Tx,
    name: &str,
    matter: Matter,
    by: &str,
    now: Time,
) -> Result<Grant, AccessError> {
    let grant = find(&*tx, name, matter, now)?;
    if grant.by == by || (matter != Matter::Under && name == by) {
        return Err(AccessError::OwnGrant);
    }
    watched::mark(tx, by)?;
    tx.unkeep(KIND, &matter.key(name))?;
    Ok(grant)
}

/// Has it wait for a second person, in the place of what was asked before in this matter.
pub(crate) fn wait(
    tx: &mut dyn Tx,
    name: &str,
    what: What,
    by: &str,
    now: Time,
) -> Result<(), StoreError> {
    let matter = what.matter();
    let said = json!({matter.about(): name, "what": what});
    let grant = Grant {
        name: name.to_owned(),
        what,
        by: by.to_owned(),
        at: now,
    };
    kept::put(tx, KIND, &matter.key(name), &grant)?;
    trail::note(tx, now, by, "grant-asked", said)?;
    Ok(())
}

fn find(tx: &dyn ReadTx, name: &str, matter: Matter, now: Time) -> Result<Grant, AccessError> {
    let grant: Option<Grant> = kept::get(tx, KIND, &matter.key(name))?;
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
    people::must_be_apart(tx, &person.roles)?;
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
