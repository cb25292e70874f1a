//! Whether it is still the same person, asked before one's own ways in are changed or other
//! sessions of one's own ended: an open session that somebody else sits down at is not enough to
//! keep the house open for that person, nor to put the owner out.
//!
//! A passkey that was used in this session a moment ago says so, or the present password. Who
//! came by a link sets up the first way in, and who has neither is not asked.

use std::{net::IpAddr, sync::Arc};

use axum::http::StatusCode;
use comity_node::accounts::{AccessError, Caller, passkey, password, session::How};
use comity_store::Store as _;

use crate::console::{Site, fault::Fault, visit::Visit};

/// What a page asks for before a way in is changed or a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asks {
    /// The present password can say it.
    pub(super) password: bool,
    /// A passkey can say it.
    pub(super) passkey: bool,
}

impl Asks {
    /// Whether nothing but a passkey can say it.
    pub(super) const fn passkey_alone(self) -> bool {
        self.passkey && !self.password
    }
}

/// What this caller is asked for now.
///
/// Waits for the disk.
pub(super) fn asks(site: &Site, caller: &Caller) -> Result<Asks, Fault> {
    if caller.how == How::Link || site.passkeys.is_confirmed(&caller.by, site.now()) {
        return Ok(Asks {
            password: false,
            passkey: false,
        });
    }
    let store = site.node.unfollowed();
    Ok(store.read(|tx| {
        Ok::<_, AccessError>(Asks {
            password: password::is_set(tx, &caller.name)?,
            passkey: cfg!(feature = "passkeys") && !passkey::list(tx, &caller.name)?.is_empty(),
        })
    })?)
}

/// What this visitor is asked for now.
pub(super) async fn asks_of(visit: &Visit) -> Result<Asks, Fault> {
    let caller = Arc::clone(&visit.caller);
    visit.work(move |site| asks(site, &caller)).await
}

/// Refuses who does not show it, within the limits on tries.
///
/// Takes its time, and waits for the disk.
pub(super) fn confirmed(
    site: &Site,
    caller: &Caller,
    present: &str,
    from: IpAddr,
) -> Result<(), Fault> {
    let asks = asks(site, caller)?;
    if asks.passkey_alone() {
        let code = "console-present-passkey";
        return Err(Fault::new(StatusCode::UNPROCESSABLE_ENTITY, code));
    }
    if !asks.password {
        return Ok(());
    }
    let (now, name) = (site.now(), &caller.name);
    let tried = site
        .tries(|tries| tries.begin(name, from, now))
        .map_err(AccessError::TooManyTries)?;
    let store = site.node.unfollowed();
    let stored = store.read(|tx| password::stored(tx, name))?;
    if stored.is(present) {
        site.tries(|tries| tries.succeeded(tried, now));
        return Ok(());
    }
    let code = "console-present-password";
    Err(Fault::new(StatusCode::UNPROCESSABLE_ENTITY, code))
}

/// Whether a refusal is that it was not shown, so that the page asks once more.
pub(super) fn was_not(fault: &Fault) -> bool {
    const CODES: [&str; 3] = [
        "console-present-password",
        "console-present-passkey",
        "access-too-many-tries",
    ];
    CODES.iter().any(|code| fault.is(code))
}
