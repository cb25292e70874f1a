//! `GET /events`: acts as they come and go, as server-sent events that can be resumed.
//!
//! An event says party, log, entry, kind and case, and nothing of what is in an act. Its id is
//! a place in all logs: who sends the last one back (`Last-Event-ID`) misses nothing. The token
//! is looked at again before each answer: what was revoked hears no more.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    http::{HeaderMap, HeaderName, StatusCode},
    response::{
        IntoResponse as _, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use comity_node::{
    accounts::{Caller, Permission, token::Scope},
    case::watch::{WatchFrom, WatchRow},
};
use comity_store::Store as _;
use futures_util::stream;
use tokio::sync::watch;

use super::{
    call::Call,
    endpoint::{Access, Endpoint},
    schema::{Kind, Shape},
    serve,
};
use crate::console::{Fault, Site};

/// A sign of life, so that a listener who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);
/// Acts of one look and one log, at most.
const LIMIT: usize = 500;
/// The longest text of a place.
pub(super) const PLACE: usize = 4000;
/// The header in which a listener says what it heard last.
pub(super) const LAST: HeaderName = HeaderName::from_static("last-event-id");
/// What a listener needs.
const ACCESS: Access = Access::Permission(Permission::ReadCases, Scope::Events);

/// The operation.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let events = Endpoint::follow("events-follow", "/events")
        .needs(Permission::ReadCases, Scope::Events)
        .may("after", Kind::Text(PLACE))
        .gives_as(StatusCode::OK, "text/event-stream", Shape::text());
    vec![events]
}

/// A listener.
struct Listener {
    site: Arc<Site>,
    token: String,
    news: watch::Receiver<u64>,
    from: WatchFrom,
    waiting: VecDeque<Event>,
    /// Whether there may be more that nobody has looked at.
    more: bool,
}

/// Follows from the place that the listener names, else from now on.
pub(super) async fn follow(
    site: Arc<Site>,
    call: Call,
    headers: &HeaderMap,
    token: String,
) -> Result<Response, Fault> {
    let last = serve::text(headers, &LAST).or_else(|| call.text("after"));
    let known = last.map(str::parse::<WatchFrom>).transpose();
    let known = known.map_err(|error| {
        let fault = Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.code());
        fault.with("field", "after")
    })?;
    let news = site.news.clone();
    let from = match known {
        Some(from) => from,
        None => {
            let site = Arc::clone(&site);
            let now = tokio::task::spawn_blocking(move || site.office().watch_from_now());
            now.await.map_err(|_| Fault::bug())??
        }
    };
    // A first event says where the stream begins, before anything has happened.
    let begin = Event::default().event("begin").id(from.to_string());
    let listener = Listener {
        site,
        token,
        news,
        from,
        waiting: VecDeque::from([begin.data("{}")]),
        more: true,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let alive = KeepAlive::new().interval(ALIVE);
    Ok(Sse::new(events).keep_alive(alive).into_response())
}

impl Listener {
    /// The next event; none when the service ends or the token does.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if !self.more {
                self.news.changed().await.ok()?;
            }
            // What comes from here on is news again.
            self.news.mark_unchanged();
            self.look().await?;
        }
    }

    async fn look(&mut self) -> Option<()> {
        let (site, token, from) = (
            Arc::clone(&self.site),
            self.token.clone(),
            self.from.clone(),
        );
        let looked = tokio::task::spawn_blocking(move || {
            let now = site.now();
            let read = |tx: &dyn comity_store::ReadTx| Caller::of_token(tx, &token, now);
            let caller = site.node.unfollowed().read(read)?;
            ACCESS.check(&caller)?;
            Ok::<_, Fault>(site.office().watch(&from, &site.sight(&caller)?, LIMIT)?)
        });
        let (rows, next) = looked.await.ok()?.ok()?;
        for row in &rows {
            self.from.pass(row);
            let told = event(row, &self.from)?;
            self.waiting.push_back(told);
        }
        self.from = next;
        // One look sees so many acts of a log and no more.
        self.more = !rows.is_empty();
        Some(())
    }
}

fn event(row: &WatchRow, at: &WatchFrom) -> Option<Event> {
    let data = serde_json::to_string(row).ok()?;
    Some(Event::default().event("act").id(at.to_string()).data(data))
}
