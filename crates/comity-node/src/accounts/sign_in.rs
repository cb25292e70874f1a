//! Signing in: a password with a one-time code, or a key that somebody else has looked at.
//!
//! With a password it takes three steps, since hashing has no place in a transaction:
//! [`begin`] reads, [`Attempt::check`] hashes, [`finish`] looks at the code and opens the
//! session. A failure says nothing of what was wrong, takes as long whoever is named, and
//! takes no code unless the password was right.

use comity_core::Time;
use comity_peer::rng::Random;
use comity_store::{ReadTx, StoreError, Tx};
use serde_json::json;

use super::{
    AccessError, password, recovery,
    session::{self, How, Opened, Opening},
    totp,
};
use crate::{people, trail};

/// A sign-in of which only the name is known.
#[derive(Debug, Clone)]
pub struct Attempt {
    name: String,
    may_act: bool,
    stored: password::Stored,
}

/// A sign-in whose password was looked at.
#[derive(Debug, Clone)]
pub struct Checked {
    name: String,
    may_act: bool,
    right: bool,
}

/// Reads what is needed to look at a password.
///
/// # Errors
/// The store.
pub fn begin(tx: &dyn ReadTx, name: &str) -> Result<Attempt, StoreError> {
    Ok(Attempt {
        name: name.to_owned(),
        may_act: may_act(tx, name),
        stored: password::stored(tx, name)?,
    })
}

impl Attempt {
    /// Looks at the password; takes its time.
    #[must_use]
    pub fn check(self, password: &str) -> Checked {
        Checked {
            right: self.stored.is(password),
            name: self.name,
            may_act: self.may_act,
        }
    }
}

/// Opens the session, or notes the failure and opens none.
///
/// A failure under a name that nobody has is not noted: it might be a password in the wrong field.
///
/// # Errors
/// The store.
pub fn finish(
    tx: &mut dyn Tx,
    checked: &Checked,
    code: &str,
    agent: &str,
    before: Option<&super::Secret>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Option<Opened>, StoreError> {
    let name = &checked.name;
    let may = checked.right && may_act(&*tx, name);
    if may && (totp::take(tx, name, code, now)? || recovery::take(tx, name, code, now)?) {
        let opening = Opening {
            name,
            how: How::Password,
            agent,
            before,
        };
        return session::open(tx, &opening, now, rng).map(Some);
    }
    if checked.may_act {
        let what = json!({"how": How::Password});
        trail::note(tx, now, name, "sign-in-failed", what)?;
    }
    Ok(None)
}

/// Somebody else's word for who is there, after they have looked: a proxy's at a certificate, a
/// library's at a passkey.
///
/// A house's single sign-on comes in here, at the end of its own dance: an assertion that was
/// verified says how, and names the person that its issuer and subject were bound to. There is no
/// code for one yet.
pub trait Vouched {
    /// How the person came in; says what the session may be used for.
    fn how(&self) -> How;

    /// Whose word it is; none where it means nobody here.
    ///
    /// # Errors
    /// The store.
    fn person(&self, tx: &dyn ReadTx) -> Result<Option<String>, StoreError>;
}

/// Opens the session of whoever somebody else vouches for.
///
/// # Errors
/// [`AccessError::SignIn`]: it means nobody who may act.
pub fn vouched(
    tx: &mut dyn Tx,
    by: &dyn Vouched,
    agent: &str,
    before: Option<&super::Secret>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Opened, AccessError> {
    let name = by.person(&*tx)?.ok_or(AccessError::SignIn)?;
    let opening = Opening {
        name: &name,
        how: by.how(),
        agent,
        before,
    };
    with_key(tx, &opening, now, rng)
}

/// Opens the session of somebody whose key was verified: a passkey or a certificate.
///
/// # Errors
/// [`AccessError::SignIn`]: nobody of this name may act.
pub fn with_key(
    tx: &mut dyn Tx,
    opening: &Opening<'_>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Opened, AccessError> {
    if may_act(&*tx, opening.name) {
        Ok(session::open(tx, opening, now, rng)?)
    } else {
        Err(AccessError::SignIn)
    }
}

fn may_act(tx: &dyn ReadTx, name: &str) -> bool {
    people::actor(tx, name).is_ok_and(|actor| actor.person.is_some())
}
