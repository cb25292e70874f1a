//! `GET /events`: acts as they come and go, as server-sent events that can be resumed.
//!
//! An event says party, log, act, kind and case, and nothing of what is in an act. Its id is a
//! sealed place in all logs: who sends the last one back (`Last-Event-ID`) misses nothing, and
//! neither it nor an event says how much there was that its reader may not know of. The token is
//! looked at again before each answer: what was revoked hears no more.

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    http::{HeaderMap, HeaderName, StatusCode},
    response::{
        IntoResponse as _, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use comity_core::{ActId, DossierId, PartyName, Time};
use comity_node::{
    accounts::{Caller, Permission, token::Scope},
    case::watch::{Places, WatchFrom, WatchRow},
    rng::SystemRandom,
};
use comity_store::Store as _;
use futures_util::stream;
use serde::Serialize;
use tokio::sync::watch;

use super::{
    call::Call,
    endpoint::{Access, Endpoint},
    schema::{Kind, Shape},
    serve,
};
use crate::{
    console::{Fault, Site},
    seats::{looked, seated},
    turnstile::Inside,
};

/// A sign of life, so that a listener who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);
/// Acts of one look and one log, at most.
const LIMIT: usize = 500;
/// The longest text of a place.
pub(super) const PLACE: usize = 8000;
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
    places: Arc<Places>,
    from: WatchFrom,
    waiting: VecDeque<Event>,
    /// Whether there may be more that nobody has looked at.
    more: bool,
    _inside: Inside,
}

/// Follows from the place that the listener names, else from now on.
pub(super) async fn follow(
    site: Arc<Site>,
    call: Call,
    headers: &HeaderMap,
    token: String,
) -> Result<Response, Fault> {
    let last = serve::text(headers, &LAST).or_else(|| call.text("after"));
    let last = last.map(str::to_owned);
    let news = site.news.clone();
    let house = Arc::clone(&site);
    let inside = site.following.enter(call.who())?;
    let begun = seated(move || begin(&house, &call, last.as_deref())).await;
    let (places, from) = begun.map_err(|_| Fault::bug())??;
    // A first event says where the stream begins, before anything has happened.
    let id = places.seal(&from, &mut SystemRandom);
    let begin = Event::default().event("begin").id(id);
    let listener = Listener {
        site,
        token,
        news,
        places: Arc::new(places),
        from,
        waiting: VecDeque::from([begin.data("{}")]),
        more: true,
        _inside: inside,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    let alive = KeepAlive::new().interval(ALIVE);
    Ok(Sse::new(events).keep_alive(alive).into_response())
}

/// What seals the caller's places, and the place that the stream begins at.
fn begin(site: &Site, call: &Call, last: Option<&str>) -> Result<(Places, WatchFrom), Fault> {
    let office = site.office();
    let places = office.places(call.who(), &mut SystemRandom)?;
    let from = match last {
        None => office.watch_from_now()?,
        Some(last) => places.open(last).map_err(|error| {
            let fault = Fault::new(StatusCode::UNPROCESSABLE_ENTITY, error.code());
            fault.with("field", "after")
        })?,
    };
    Ok((places, from))
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
        let found = looked(move || {
            let now = site.now();
            let read = |tx: &dyn comity_store::ReadTx| Caller::of_token(tx, &token, now);
            let caller = site.node.unfollowed().read(read)?;
            ACCESS.check(&caller)?;
            Ok::<_, Fault>(site.office().watch(&from, &site.sight(&caller)?, LIMIT)?)
        });
        let (rows, next) = found.await.ok()?.ok()?;
        for row in &rows {
            self.from.pass(row);
            let told = event(row, self.places.seal(&self.from, &mut SystemRandom))?;
            self.waiting.push_back(told);
        }
        // One look sees so many acts of a log and no more, and may be told of none of them.
        self.more = self.from != next || !rows.is_empty();
        self.from = next;
        Some(())
    }
}

/// What is told of an act: not at which entry of its log it stands.
#[derive(Serialize)]
struct Told<'a> {
    them: &'a PartyName,
    ours: bool,
    act: ActId,
    at: Time,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<&'a DossierId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

fn event(row: &WatchRow, place: String) -> Option<Event> {
    let told = Told {
        them: &row.them,
        ours: row.ours,
        act: row.act,
        at: row.at,
        kind: &row.kind,
        case: row.case.as_ref(),
        reference: row.reference.as_deref(),
    };
    let data = serde_json::to_string(&told).ok()?;
    Some(Event::default().event("act").id(place).data(data))
}
