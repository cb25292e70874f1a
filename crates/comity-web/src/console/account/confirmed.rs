//! The present password, asked for before one's own ways in are changed: an open session
//! that somebody else sits down at is not enough to keep the house open for that person.

use std::net::IpAddr;

use comity_node::accounts::{AccessError, password};
use comity_store::Store as _;

use crate::console::{Site, fault::Fault};

/// Refuses a wrong present password, within the limits on tries; who has none is not asked.
///
/// Takes its time, and waits for the disk.
pub(super) fn confirmed(site: &Site, name: &str, present: &str, from: IpAddr) -> Result<(), Fault> {
    let now = site.now();
    let store = site.node.unfollowed();
    let stored = store.read(|tx| {
        Ok::<_, AccessError>(if password::is_set(tx, name)? {
            Some(password::stored(tx, name)?)
        } else {
            None
        })
    })?;
    let Some(stored) = stored else {
        return Ok(());
    };
    let wait = site.tries(|tries| tries.wait(name, from, now));
    if wait > 0 {
        return Err(AccessError::TooManyTries(wait).into());
    }
    if stored.is(present) {
        site.tries(|tries| tries.succeeded(name, from, now));
        return Ok(());
    }
    site.tries(|tries| tries.failed(name, from, now));
    Err(Fault::new(
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        "console-present-password",
    ))
}
