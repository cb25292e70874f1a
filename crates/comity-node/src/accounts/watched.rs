//! The mark that somebody came in or acted as a security officer in this house.
//!
//! It is set once and stays, whatever becomes of that person and of the trail: from then on
//! nobody is let in by an administrator alone (`let_in`).

use comity_store::{ReadTx, StoreError, Tx};

use crate::{
    kept,
    people::{self, PeopleError, Role},
};

const KIND: &str = "watched";
const KEY: &str = "house";

/// Whether the mark is set.
pub(super) fn is_marked(tx: &dyn ReadTx) -> Result<bool, StoreError> {
    Ok(kept::get::<bool>(tx, KIND, KEY)?.unwrap_or_default())
}

/// Sets the mark where this person, who just came in or acted, is a security officer.
pub(super) fn mark(tx: &mut dyn Tx, name: &str) -> Result<(), StoreError> {
    if is_marked(&*tx)? {
        return Ok(());
    }
    match people::named(&*tx, name) {
        Ok(person) if person.roles.contains(&Role::Security) => kept::put(tx, KIND, KEY, &true),
        Err(PeopleError::Store(error)) => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}
