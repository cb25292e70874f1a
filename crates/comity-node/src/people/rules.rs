//! Rules on who may hold which roles.

use comity_store::ReadTx;

use super::{PeopleError, Person, Role, list};
use crate::accounts::ways;

/// Roles that somebody must keep once somebody has them: else nobody could give them again.
const NEEDED: [Role; 2] = [Role::Administrator, Role::Security];

/// Refuses roles that one person may not hold together.
///
/// Administrator, security officer and auditor are three persons; and as soon as there is a second
/// person to watch, an administrator reads no content.
///
/// # Errors
/// [`PeopleError::Apart`], or the store.
pub fn must_be_apart(tx: &dyn ReadTx, roles: &[Role]) -> Result<(), PeopleError> {
    for role in roles {
        if let Some(other) = role.apart_from().iter().find(|other| roles.contains(other)) {
            return Err(PeopleError::Apart(*role, *other));
        }
    }
    let reads = roles.iter().find(|role| role.reads_content());
    match reads.filter(|_| roles.contains(&Role::Administrator)) {
        Some(other) if takes_two(tx)? => Err(PeopleError::Apart(Role::Administrator, *other)),
        _ => Ok(()),
    }
}

/// The roles in which this person acts.
///
/// Who had an administrator's role and one that reads content from before there was a security
/// officer acts as an administrator alone from then on.
///
/// # Errors
/// The store.
pub fn in_force(tx: &dyn ReadTx, person: &Person) -> Result<Vec<Role>, PeopleError> {
    let mut roles = person.roles.clone();
    let both =
        roles.contains(&Role::Administrator) && roles.iter().any(|role| role.reads_content());
    if both && takes_two(tx)? {
        roles.retain(|role| !role.reads_content());
    }
    Ok(roles)
}

/// Refuses roles that do not go together, where this person gains one.
pub(super) fn must_go_together(tx: &dyn ReadTx, person: &Person) -> Result<(), PeopleError> {
    let before = list(tx)?.into_iter().find(|one| one.name == person.name);
    let had = before.map(|before| before.roles).unwrap_or_default();
    if person.roles.iter().all(|role| had.contains(role)) {
        return Ok(());
    }
    must_be_apart(tx, &person.roles)
}

/// Whether a second person must confirm new roles: as soon as anybody is a security officer.
///
/// The last security officer stays, so that this never becomes untrue again.
///
/// # Errors
/// The store.
pub fn takes_two(tx: &dyn ReadTx) -> Result<bool, PeopleError> {
    Ok(list(tx)?
        .iter()
        .any(|person| person.roles.contains(&Role::Security)))
}

/// Refuses a person with roles, or in an office, that a second person would have to confirm.
pub(super) fn must_not_gain(tx: &dyn ReadTx, person: &Person) -> Result<(), PeopleError> {
    if !takes_two(tx)? {
        return Ok(());
    }
    let before = list(tx)?.into_iter().find(|one| one.name == person.name);
    let moves = |before: &Person| before.office != person.office;
    if before.as_ref().is_some_and(moves) {
        return Err(PeopleError::MoveTakesTwo(person.name.clone()));
    }
    // Who may act again has the roles of before only when a second person confirms them.
    let had = before
        .filter(|before| person.disabled || !before.disabled)
        .map(|before| before.roles)
        .unwrap_or_default();
    let gained = person.roles.iter().find(|role| !had.contains(role));
    gained.map_or(Ok(()), |role| Err(PeopleError::TakesTwo(*role)))
}

/// Refuses a change after which nobody would have a role that the house cannot do without.
///
/// A security officer who can come in is not replaced by one who cannot: somebody who was only
/// ever registered watches nobody.
pub(super) fn must_not_be_last(tx: &dyn ReadTx, after: &Person) -> Result<(), PeopleError> {
    let active = |person: &Person, role| !person.disabled && person.roles.contains(&role);
    let people = list(tx)?;
    for role in NEEDED {
        let (own, others): (Vec<&Person>, Vec<&Person>) = people
            .iter()
            .filter(|person| active(person, role))
            .partition(|person| person.name == after.name);
        if own.is_empty() || active(after, role) {
            continue;
        }
        let replaced = if role == Role::Security && can_come_in(tx, after)? {
            others
                .into_iter()
                .map(|other| can_come_in(tx, other))
                .collect::<Result<Vec<bool>, _>>()?
                .contains(&true)
        } else {
            !others.is_empty()
        };
        if !replaced {
            return Err(PeopleError::Last(role));
        }
    }
    Ok(())
}

fn can_come_in(tx: &dyn ReadTx, person: &Person) -> Result<bool, PeopleError> {
    Ok(!ways::of(tx, &person.name)?.is_empty())
}
