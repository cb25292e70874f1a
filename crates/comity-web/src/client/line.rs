//! Connections that are kept for the next request of the same exchange.
//!
//! An exchange is several requests, and an attachment thousands: over a long
//! distance a handshake for each would cost more than the parts themselves.
//! One idle connection is kept for each counterpart, for less time than a server
//! waits for the next request, and only while the pinned key stays the same.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use comity_core::{Hash, PartyName};
use http_body_util::Full;
use hyper::{body::Bytes, client::conn::http1::SendRequest, header::HeaderValue};
use tokio::time::{Instant, timeout};

/// How long an idle connection is kept; our own server waits for 10 s.
const KEPT: Duration = Duration::from_secs(5);

/// How long a kept connection may take to be ready again.
const READY: Duration = Duration::from_secs(1);

/// A connection to the holder of a key.
pub(super) struct Line {
    pub(super) sender: SendRequest<Full<Bytes>>,
    pub(super) authority: HeaderValue,
    pub(super) pin: Hash,
}

/// The idle connections, one at most for each counterpart.
#[derive(Default)]
pub(super) struct Lines {
    idle: Mutex<BTreeMap<PartyName, (Line, Instant)>>,
}

impl Lines {
    /// The kept connection to the holder of this key, if it is still good.
    pub(super) async fn take(&self, to: &PartyName, pin: Hash) -> Option<Line> {
        let (mut line, since) = self.remove(to)?;
        let is_fresh = line.pin == pin && since.elapsed() < KEPT && !line.sender.is_closed();
        if !is_fresh {
            return None;
        }
        timeout(READY, line.sender.ready()).await.ok()?.ok()?;
        Some(line)
    }

    /// Keeps a connection whose last answer was read to its end.
    pub(super) fn keep(&self, to: PartyName, line: Line) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.insert(to, (line, Instant::now()));
    }

    fn remove(&self, to: &PartyName) -> Option<(Line, Instant)> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.remove(to)
    }
}
