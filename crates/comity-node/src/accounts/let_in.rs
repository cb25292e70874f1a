//! Who may let somebody in who has no key yet, or none any more, and when that takes two.
//!
//! Whoever makes a link, or adds a certificate for somebody, could come in as that person. So as
//! soon as the house has a security officer it takes two (`grant`): an administrator asks, and the
//! security officer who did not ask makes the link and hands it over. Before that an administrator
//! does it alone: that is how the first people come in.
//!
//! The only security officer could be let in by nobody then: the second person would be that
//! very person. As long as nobody in this house ever came in, had a key or did anything as a
//! security officer, the house is as it was before it had one: an administrator alone lets the
//! person in, and the trail says so. That ends for good with the first one who was at work
//! (`watched`), who may be disabled or have lost the role since: else an administrator would
//! put somebody who never came in into that place, and come in as that person.

use comity_core::Time;
use comity_store::{ReadTx, Tx};
use serde_json::Value;

use super::{
    AccessError, Permission,
    caller::must as must_hold,
    grant::{self, Matter},
    session, watched, ways,
};
use crate::{
    people::{self, PeopleError, Person, Role},
    trail::{self, TrailRow, TrailSearch},
};

/// What a security officer does as the second person, by the codes of the trail.
const WATCHED: [&str; 6] = [
    "grant-declined",
    "link-made",
    "office-moved",
    "person-moved",
    "role-granted",
    "role-removed",
];

/// Entries of the trail asked for at once.
const BATCH: usize = 200;

/// Why somebody may be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LetIn {
    /// As the rules have it, by one or by two.
    Usual,
    /// By an administrator alone: nobody else is a security officer, and this one never came in.
    Unwatched,
}

impl LetIn {
    /// What the trail says of it, with the reason where the rule of two did not hold.
    pub(super) fn noted(self, mut what: Value) -> Value {
        if let (Self::Unwatched, Some(what)) = (self, what.as_object_mut()) {
            what.insert("alone".to_owned(), "only-security-officer".into());
        }
        what
    }
}

/// Whether letting this person in takes two.
///
/// # Errors
/// The store.
pub fn takes_two(tx: &dyn ReadTx, person: &Person) -> Result<bool, AccessError> {
    Ok(people::takes_two(tx)? && !is_unwatched(tx, person)?)
}

/// Refuses who may not let this person in; takes what another person asked for, where it takes two.
pub(super) fn must(tx: &mut dyn Tx, name: &str, by: &str, now: Time) -> Result<LetIn, AccessError> {
    let person = people::named(&*tx, name)?;
    if person.disabled {
        return Err(PeopleError::Disabled(name.to_owned()).into());
    }
    if !people::takes_two(&*tx)? {
        must_hold(&*tx, by, Permission::ManagePeople)
            .or_else(|_| must_hold(&*tx, by, Permission::RestoreAccess))?;
        return Ok(LetIn::Usual);
    }
    if is_unwatched(&*tx, &person)? {
        must_hold(&*tx, by, Permission::ManagePeople)?;
        return Ok(LetIn::Unwatched);
    }
    must_hold(&*tx, by, Permission::RestoreAccess)?;
    grant::take(tx, name, Matter::Access, by, now)?;
    Ok(LetIn::Usual)
}

/// Whether this is the only security officer there is, disabled ones included, and nobody was
/// one in truth yet.
fn is_unwatched(tx: &dyn ReadTx, person: &Person) -> Result<bool, AccessError> {
    let name = &person.name;
    let watches = |one: &Person| one.roles.contains(&Role::Security);
    if !watches(person) || watched::is_marked(tx)? || session::last(tx, name)?.is_some() {
        return Ok(false);
    }
    let others = people::list(tx)?;
    let alone = !others.iter().any(|one| one.name != *name && watches(one));
    let has_key = !ways::of(tx, name)?.is_empty();
    Ok(alone && !has_key && !trail_tells(tx, name)?)
}

/// Whether the trail tells of somebody who was a second person, or of something that this person
/// did as a security officer: a house that is older than the mark has no other witness.
fn trail_tells(tx: &dyn ReadTx, name: &str) -> Result<bool, AccessError> {
    let mut before = None;
    loop {
        let found = trail::search(tx, &TrailSearch::default(), before, BATCH)?;
        // Who takes back what he or she asked for is no second person.
        let second = |row: &TrailRow| {
            let asked = row.what.get("asked").and_then(Value::as_str);
            asked.is_some_and(|asked| asked != row.who)
        };
        let tells = |row: &TrailRow| {
            WATCHED.contains(&row.did.as_str()) && (row.who == name || second(row))
        };
        if found.rows.iter().any(tells) {
            return Ok(true);
        }
        before = found.before;
        if before.is_none() {
            return Ok(false);
        }
    }
}
