//! People of the house: name, office, duty number, roles.
//!
//! A command is given *as* somebody. That is a record in the trail, and the
//! basis of release by a second person; it is no barrier against whoever can
//! read the keys (`docs/threat-model.md`). No name ever enters an act: an act
//! names an office and a duty number (`ARCHITECTURE.md`, invariant 8).
//!
//! While nobody is registered, any name may act, but not as a releaser.

mod enrol;
mod role;
mod rules;

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx, house::PersonRow};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    accounts::{
        grant::{self, What},
        link, session, token,
    },
    trail,
};

pub use self::{
    enrol::{Enrolled, enrol, move_to},
    role::Role,
    rules::{in_force, must_be_apart, takes_two},
};

/// A person of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name that commands are given as.
    pub name: String,
    /// The office, by its code.
    pub office: String,
    /// The duty number that acts name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// Roles, ascending.
    pub roles: Vec<Role>,
    /// May no longer act.
    #[serde(default)]
    pub disabled: bool,
}

/// Who gives a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The name.
    pub name: String,
    /// The registered person; absent while nobody is registered.
    pub person: Option<Person>,
}

/// Why a person may not act, or is no person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Not a name: empty, longer than 100 characters, or with control characters.
    #[error("use this name of a person: {0:?}")]
    Name(String),
    /// Not an office or duty number: 1 to 64 characters of visible ASCII.
    #[error("use this label: {0:?}")]
    Label(String),
    /// No such role.
    #[error("find the role {0:?}")]
    Role(String),
    /// Nobody of this name is registered.
    #[error("find the person {0:?}")]
    Unknown(String),
    /// Somebody of this name is registered already.
    #[error("register a second person {0:?}")]
    Taken(String),
    /// The person may no longer act.
    #[error("act as {0:?}, who is disabled")]
    Disabled(String),
    /// The person has not the role that this needs.
    #[error("act as {name:?} without the role {role}", role = role.name())]
    NotInRole {
        /// Who.
        name: String,
        /// The role.
        role: Role,
    },
    /// One person may not hold these two roles.
    #[error("give one person the roles {one} and {other}", one = .0.name(), other = .1.name())]
    Apart(Role, Role),
    /// A second person must confirm this role.
    #[error("give the role {role} alone", role = .0.name())]
    TakesTwo(Role),
    /// A second person must confirm that this person moves to another office.
    #[error("move {0:?} to another office alone")]
    MoveTakesTwo(String),
    /// Nobody else would have this role, which the house cannot do without.
    #[error("take the role {role} from the last person who has it", role = .0.name())]
    Last(Role),
}

impl PeopleError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Name(_) => "person-name",
            Self::Label(_) => "person-label",
            Self::Role(_) => "person-role",
            Self::Unknown(_) => "person-unknown",
            Self::Taken(_) => "person-taken",
            Self::Disabled(_) => "person-disabled",
            Self::NotInRole { .. } => "person-not-in-role",
            Self::Apart(..) => "person-roles-apart",
            Self::TakesTwo(_) => "person-takes-two",
            Self::MoveTakesTwo(_) => "person-move-takes-two",
            Self::Last(_) => "person-last",
        }
    }
}

impl Actor {
    /// Whether the person has this role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.person
            .as_ref()
            .is_some_and(|person| person.roles.contains(&role))
    }

    /// Refuses who has not this role.
    ///
    /// # Errors
    /// [`PeopleError::NotInRole`].
    pub fn must_be(&self, role: Role) -> Result<(), PeopleError> {
        if self.has(role) {
            Ok(())
        } else {
            Err(PeopleError::NotInRole {
                name: self.name.clone(),
                role,
            })
        }
    }

    /// Refuses who has no role that writes: none at all, or those of an auditor or a security
    /// officer only.
    ///
    /// # Errors
    /// [`PeopleError::NotInRole`].
    pub fn must_write(&self) -> Result<(), PeopleError> {
        let writes = |role: &Role| !matches!(role, Role::Auditor | Role::Security);
        let reads_only = self
            .person
            .as_ref()
            .is_some_and(|person| !person.roles.iter().any(writes));
        if reads_only {
            self.must_be(Role::Officer)
        } else {
            Ok(())
        }
    }
}

/// Who gives a command under this name.
///
/// # Errors
/// Nobody of this name, or disabled.
pub fn actor(tx: &dyn ReadTx, name: &str) -> Result<Actor, PeopleError> {
    check_name(name)?;
    let person = tx.person(name)?.map(|row| read(tx, row)).transpose()?;
    match person {
        Some(person) if person.disabled => Err(PeopleError::Disabled(name.to_owned())),
        None if !tx.people()?.is_empty() => Err(PeopleError::Unknown(name.to_owned())),
        person => Ok(Actor {
            name: name.to_owned(),
            person,
        }),
    }
}

/// A person by name, whether still active or not; as who drafted something long ago.
pub(crate) fn known(tx: &dyn ReadTx, name: &str) -> Option<Actor> {
    let person = read(tx, tx.person(name).ok()??).ok()?;
    Some(Actor {
        name: name.to_owned(),
        person: Some(person),
    })
}

/// The person of this name, disabled or not.
///
/// # Errors
/// [`PeopleError::Unknown`].
pub fn named(tx: &dyn ReadTx, name: &str) -> Result<Person, PeopleError> {
    let row = tx.person(name)?;
    read(
        tx,
        row.ok_or_else(|| PeopleError::Unknown(name.to_owned()))?,
    )
}

/// All people, by name.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx) -> Result<Vec<Person>, PeopleError> {
    tx.people()?.into_iter().map(|row| read(tx, row)).collect()
}

/// Adds a person, or replaces one of this name.
///
/// Once people are registered only an administrator does this; the first one
/// is registered by whoever sets the house up. Once the house has a security officer, roles
/// that the person does not have yet, and another office, take two (`accounts::grant`).
///
/// # Errors
/// Not a name, office or duty number; roles that one person may not hold, that take two, or
/// that the last one would lose; or `by` is no administrator.
pub fn add(tx: &mut dyn Tx, person: &Person, by: &str, now: Time) -> Result<(), PeopleError> {
    check_name(&person.name)?;
    check_label(&person.office)?;
    person.duty.as_deref().map_or(Ok(()), check_label)?;
    must_administer(&*tx, by)?;
    rules::must_not_gain(&*tx, person)?;
    put(tx, person)?;
    let what = json!({"person": person.name, "office": person.office, "roles": person.roles});
    trail::note(tx, now, by, "person-added", what)?;
    Ok(())
}

/// Writes a person as the rules allow, whoever asks; the trail is the caller's.
pub(crate) fn put(tx: &mut dyn Tx, person: &Person) -> Result<(), PeopleError> {
    rules::must_go_together(&*tx, person)?;
    rules::must_not_be_last(&*tx, person)?;
    let mut roles = person.roles.clone();
    roles.sort_unstable();
    roles.dedup();
    tx.put_person(&PersonRow {
        name: person.name.clone(),
        office: person.office.clone(),
        roles: roles.iter().map(|role| role.name().to_owned()).collect(),
        disabled: person.disabled,
    })?;
    tx.set_setting(&duty_key(&person.name), person.duty.as_deref())?;
    Ok(())
}

/// Takes from a person the right to act, or gives it back.
///
/// Who may act again comes by the keys of before. So where roles take two, those of before wait
/// for a second person (`accounts::grant`), and until then this person has none.
///
/// # Errors
/// Nobody of this name, the last one of a role that the house needs; or `by` is no administrator.
pub fn disable(
    tx: &mut dyn Tx,
    name: &str,
    disabled: bool,
    by: &str,
    now: Time,
) -> Result<(), PeopleError> {
    must_administer(&*tx, by)?;
    let mut row = tx
        .person(name)?
        .ok_or_else(|| PeopleError::Unknown(name.to_owned()))?;
    let again = row.disabled && !disabled;
    row.disabled = disabled;
    if again && takes_two(&*tx)? {
        let before = read(&*tx, row.clone())?.roles;
        row.roles.clear();
        for role in before {
            grant::wait(tx, name, What::Role(role), by, now)?;
        }
    }
    rules::must_not_be_last(&*tx, &read(&*tx, row.clone())?)?;
    tx.put_person(&row)?;
    if disabled {
        session::revoke_all(tx, name, None, by, now)?;
        link::revoke(tx, name, by, now)?;
        token::revoke_all(tx, name, by, now)?;
    }
    let did = if disabled {
        "person-disabled"
    } else {
        "person-enabled"
    };
    trail::note(tx, now, by, did, json!({"person": name}))?;
    Ok(())
}

/// Refuses who is no administrator, as soon as anybody is registered.
///
/// # Errors
/// Nobody of this name, or disabled; or [`PeopleError::NotInRole`].
pub fn must_administer(tx: &dyn ReadTx, by: &str) -> Result<(), PeopleError> {
    let by = actor(tx, by)?;
    if by.person.is_some() {
        by.must_be(Role::Administrator)
    } else {
        Ok(())
    }
}

fn read(tx: &dyn ReadTx, row: PersonRow) -> Result<Person, PeopleError> {
    Ok(Person {
        duty: tx.setting(&duty_key(&row.name))?,
        name: row.name,
        office: row.office,
        roles: row
            .roles
            .iter()
            .map(|role| role.parse())
            .collect::<Result<_, _>>()?,
        disabled: row.disabled,
    })
}

/// The duty number stands among the settings, under the person's name.
fn duty_key(name: &str) -> String {
    format!("duty/{name}")
}

fn check_name(name: &str) -> Result<(), PeopleError> {
    let length = name.chars().count();
    let sound =
        (1..=100).contains(&length) && name.trim() == name && !name.chars().any(char::is_control);
    if sound {
        Ok(())
    } else {
        Err(PeopleError::Name(name.chars().take(100).collect()))
    }
}

/// Refuses a person who is not registered or may no longer act; while nobody is registered, anybody is there.
///
/// # Errors
/// Not a name, nobody of this name, or disabled.
pub(crate) fn must_be_there(tx: &dyn ReadTx, name: &str) -> Result<(), PeopleError> {
    actor(tx, name).map(drop)
}

/// Refuses what is no code of an office or duty number.
pub(crate) fn check_label(label: &str) -> Result<(), PeopleError> {
    let sound =
        (1..=64).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_graphic());
    if sound {
        Ok(())
    } else {
        Err(PeopleError::Label(label.chars().take(64).collect()))
    }
}
