//! One-time links that let somebody in who has no key yet, or none any more.
//!
//! A link is good for a day and for one use. It opens a session that reaches one's own account
//! and nothing else, until a key is set up there. The first one comes from `comity init`, and
//! whoever uses it is registered as the first administrator.
//!
//! Whoever hands a link over could use it; who may make one, and when that takes two, says
//! `let_in`.

use comity_core::Time;
use comity_peer::rng::Random;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    AccessError, Secret,
    let_in::{self, LetIn},
    session::{self, How, Opened, Opening},
    ways,
};
use crate::{
    kept,
    people::{self, Person, Role},
    trail,
};

/// Seconds that a link is good for.
pub const GOOD_FOR: i64 = 86_400;

const KIND: &str = "link";

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Registers the first administrator.
    FirstAdministrator,
    /// Lets a person set up the first key.
    NewPerson,
    /// Lets a person set up a key in the place of a lost one.
    LostKey,
    /// Signs in whole; only for a demonstration.
    Visit,
}

/// A link as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What for.
    pub purpose: Purpose,
    /// For whom; absent for the first administrator, who is not registered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who made it.
    pub by: String,
    /// Until when it is good.
    pub ends: Time,
}

/// Makes the link of the first administrator, in the place of one made before.
///
/// # Errors
/// [`AccessError::Link`]: somebody is registered already.
pub fn first(
    tx: &mut dyn Tx,
    by: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Secret, AccessError> {
    must_be_nobody(&*tx)?;
    let what = (Purpose::FirstAdministrator, LetIn::Usual);
    make(tx, what, None, by, now, rng)
}

/// Makes a link for a person, in the place of one made before.
///
/// # Errors
/// Nobody of this name, nobody else asked where it takes two, or `by` may not.
pub fn issue(
    tx: &mut dyn Tx,
    name: &str,
    by: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Secret, AccessError> {
    let how = let_in::must(tx, name, by, now)?;
    let purpose = match session::last(&*tx, name)? {
        Some(_) => Purpose::LostKey,
        None => Purpose::NewPerson,
    };
    make(tx, (purpose, how), Some(name), by, now, rng)
}

/// Makes a link that signs a person in whole: for a demonstration, where all is invented.
///
/// # Errors
/// Nobody of this name.
pub fn visit(
    tx: &mut dyn Tx,
    name: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Secret, AccessError> {
    people::named(&*tx, name)?;
    make(
        tx,
        (Purpose::Visit, LetIn::Usual),
        Some(name),
        name,
        now,
        rng,
    )
}

/// What this link is for, without using it up: a page is shown before anything is done, since
/// mail scanners follow links.
///
/// # Errors
/// [`AccessError::Link`].
pub fn look(tx: &dyn ReadTx, secret: &Secret, now: Time) -> Result<Link, AccessError> {
    let link: Option<Link> = kept::get(tx, KIND, &secret.key())?;
    link.filter(|link| now < link.ends).ok_or(AccessError::Link)
}

/// Uses a link of a registered person up and opens a session.
///
/// # Errors
/// The link is not in force or is of the first administrator, or the person may no longer act.
pub fn enter(
    tx: &mut dyn Tx,
    secret: &Secret,
    agent: &str,
    before: Option<&Secret>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Opened, AccessError> {
    let link = look(&*tx, secret, now)?;
    let name = link.name.ok_or(AccessError::Link)?;
    people::actor(&*tx, &name)?;
    tx.unkeep(KIND, &secret.key())?;
    if link.purpose == Purpose::LostKey {
        // Whoever found the key may be signed in with it, or may sign in.
        session::revoke_all(tx, &name, None, &name, now)?;
        ways::remove_all(tx, &name, &name, now)?;
    }
    let how = match link.purpose {
        Purpose::Visit => How::Visit,
        _ => How::Link,
    };
    opened(tx, &name, how, agent, before, now, rng)
}

/// Uses the first link up: registers the first administrator and opens a session.
///
/// # Errors
/// The link is not in force, somebody is registered already, or it is no person.
pub fn enter_first(
    tx: &mut dyn Tx,
    secret: &Secret,
    person: &Person,
    agent: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Opened, AccessError> {
    let link = look(&*tx, secret, now)?;
    if link.purpose != Purpose::FirstAdministrator {
        return Err(AccessError::Link);
    }
    must_be_nobody(&*tx)?;
    tx.unkeep(KIND, &secret.key())?;
    let person = Person {
        roles: vec![Role::Administrator],
        disabled: false,
        ..person.clone()
    };
    people::add(tx, &person, &person.name, now)?;
    opened(tx, &person.name, How::Link, agent, None, now, rng)
}

fn make(
    tx: &mut dyn Tx,
    (purpose, how): (Purpose, LetIn),
    name: Option<&str>,
    by: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Secret, AccessError> {
    for (key, link) in kept::all::<Link>(&*tx, KIND)? {
        if link.name.as_deref() == name || now >= link.ends {
            tx.unkeep(KIND, &key)?;
        }
    }
    let secret = Secret::draw(rng);
    let link = Link {
        purpose,
        name: name.map(str::to_owned),
        by: by.to_owned(),
        ends: now.plus(GOOD_FOR),
    };
    kept::put(tx, KIND, &secret.key(), &link)?;
    let what = how.noted(json!({"person": name, "purpose": purpose}));
    trail::note(tx, now, by, "link-made", what)?;
    Ok(secret)
}

fn opened(
    tx: &mut dyn Tx,
    name: &str,
    how: How,
    agent: &str,
    before: Option<&Secret>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Opened, AccessError> {
    let opening = Opening {
        name,
        how,
        agent,
        before,
    };
    Ok(session::open(tx, &opening, now, rng)?)
}

fn must_be_nobody(tx: &dyn ReadTx) -> Result<(), AccessError> {
    if tx.people()?.is_empty() {
        Ok(())
    } else {
        Err(AccessError::Link)
    }
}

/// Takes all links out of force, as after a restored backup: what was used since must not be
/// good again.
///
/// # Errors
/// The store.
pub fn end_all(tx: &mut dyn Tx) -> Result<(), StoreError> {
    for (key, _) in kept::all::<Link>(&*tx, KIND)? {
        tx.unkeep(KIND, &key)?;
    }
    Ok(())
}

/// Takes the links of a person out of force.
///
/// # Errors
/// The store.
pub fn revoke(tx: &mut dyn Tx, name: &str, by: &str, now: Time) -> Result<(), StoreError> {
    for (key, link) in kept::all::<Link>(&*tx, KIND)? {
        if link.name.as_deref() == Some(name) {
            tx.unkeep(KIND, &key)?;
            trail::note(tx, now, by, "link-revoked", json!({"person": name}))?;
        }
    }
    Ok(())
}
