//! All ways in of a person together: which there are, and what becomes of them when a key was lost.

use std::collections::BTreeSet;

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};

use super::{AccessError, certificate, passkey, password, recovery, session::How, totp};

/// The ways in that a person set up; a password counts with its one-time codes.
///
/// # Errors
/// The store.
pub fn of(tx: &dyn ReadTx, name: &str) -> Result<BTreeSet<How>, StoreError> {
    let mut ways = BTreeSet::new();
    if !passkey::list(tx, name)?.is_empty() {
        ways.insert(How::Passkey);
    }
    if password::is_set(tx, name)? && totp::is_set(tx, name)? {
        ways.insert(How::Password);
    }
    if !certificate::list(tx, name)?.is_empty() {
        ways.insert(How::Certificate);
    }
    Ok(ways)
}

/// Refuses who would be left without a way in by what was just taken away.
///
/// Others may do it: whoever lost a device is let in anew by a link. Whoever does it to oneself may be
/// the only security officer, whom nobody could let in.
pub(super) fn must_be_left(tx: &dyn ReadTx, name: &str, by: &str) -> Result<(), AccessError> {
    if name == by && of(tx, name)?.is_empty() {
        return Err(AccessError::LastWay);
    }
    Ok(())
}

/// Takes all ways in away: whoever found what was lost must not come in by it.
pub(super) fn remove_all(
    tx: &mut dyn Tx,
    name: &str,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    passkey::remove_all(tx, name, by, now)?;
    for (fingerprint, _) in certificate::list(&*tx, name)? {
        certificate::take_out(tx, name, fingerprint.parse()?, by, now)?;
    }
    if password::is_set(&*tx, name)? {
        password::remove(tx, name, by, now)?;
    }
    if totp::is_set(&*tx, name)? {
        totp::remove(tx, name, by, now)?;
    }
    recovery::remove(tx, name)?;
    Ok(())
}
