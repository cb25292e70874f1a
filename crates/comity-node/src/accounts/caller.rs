//! Who calls: a person of the house, how he or she came in, and what that allows.

use comity_core::Time;
use comity_store::ReadTx;

use super::{
    AccessError, Permission, Secret,
    preference::{self, Preference},
    session::{self, How},
    token::{self, Scope},
};
use crate::people::{self, Person, Role};

/// Somebody who came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The name.
    pub name: String,
    /// The person, as registered now.
    pub person: Person,
    /// How he or she came in.
    pub how: How,
    /// The limits of a token; absent for a session.
    pub scopes: Option<Vec<Scope>>,
    /// The language of pages, as chosen; absent: as the browser asks.
    pub language: Option<String>,
    /// Minutes east of UTC that times are shown at, as chosen.
    pub zone_minutes: Option<i16>,
    /// The session or token, by its id; it opens nothing.
    pub by: String,
}

impl Caller {
    /// The caller of a session.
    ///
    /// # Errors
    /// The session is over, or the person may no longer act.
    pub fn of_session(tx: &dyn ReadTx, secret: &Secret, now: Time) -> Result<Self, AccessError> {
        let session = session::find(tx, secret, now)?.ok_or(AccessError::NotSignedIn)?;
        Self::new(tx, session.name, session.how, None, session.id)
    }

    /// The caller of a token.
    ///
    /// # Errors
    /// The token is not in force, or the person may no longer act.
    pub fn of_token(tx: &dyn ReadTx, text: &str, now: Time) -> Result<Self, AccessError> {
        let token = token::find(tx, text, now)?.ok_or(AccessError::NotSignedIn)?;
        Self::new(tx, token.name, How::Token, Some(token.scopes), token.id)
    }

    fn new(
        tx: &dyn ReadTx,
        name: String,
        how: How,
        scopes: Option<Vec<Scope>>,
        by: String,
    ) -> Result<Self, AccessError> {
        // Roles are read anew each time: what was taken away is gone at once.
        let mut person = people::actor(tx, &name)?
            .person
            .ok_or(AccessError::NotSignedIn)?;
        person.roles = people::in_force(tx, &person)?;
        let Preference { language, zone } = preference::of(tx, &name)?;
        Ok(Self {
            name,
            person,
            how,
            scopes,
            language,
            zone_minutes: zone,
            by,
        })
    }

    /// The roles.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.person.roles
    }

    /// Whether the caller may do this.
    #[must_use]
    pub fn can(&self, permission: Permission) -> bool {
        let by_role =
            // Who has no role yet still has an account.
            permission == Permission::OwnAccount
            || self.roles().iter().any(|role| role.permits(permission));
        let by_way = match self.how {
            How::Link => permission == Permission::OwnAccount,
            How::Token => self
                .scopes
                .iter()
                .flatten()
                .any(|scope| scope.covers(permission)),
            How::Passkey | How::Password | How::Certificate | How::Visit => true,
        };
        !self.person.disabled && by_role && by_way
    }

    /// Refuses what the caller may not do.
    ///
    /// # Errors
    /// [`AccessError::Denied`].
    pub fn may(&self, permission: Permission) -> Result<(), AccessError> {
        if self.can(permission) {
            Ok(())
        } else {
            Err(AccessError::Denied {
                name: self.name.clone(),
                permission,
            })
        }
    }
}

/// Refuses a person whose roles do not permit this; for use cases that know names only.
///
/// # Errors
/// Nobody of this name, disabled, or [`AccessError::Denied`].
pub(crate) fn must(tx: &dyn ReadTx, name: &str, permission: Permission) -> Result<(), AccessError> {
    let actor = people::actor(tx, name)?;
    let allowed = match &actor.person {
        Some(person) => {
            let roles = people::in_force(tx, person)?;
            roles.iter().any(|role| role.permits(permission))
        }
        // Nobody is registered yet: whoever sets the house up may.
        None => true,
    };
    if allowed {
        Ok(())
    } else {
        Err(AccessError::Denied {
            name: name.to_owned(),
            permission,
        })
    }
}
