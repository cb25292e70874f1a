//! `/events`: word of what is new, as server-sent events.
//!
//! An event says that the record may have grown and nothing of what is in it: the
//! page asks again, and is answered by the same rules as ever. Whom nothing of the record
//! concerns, as who came by a link for setting up, is told nothing. The stream ends with the
//! session: who may not come in any more is told nothing more either.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response, Sse,
    sse::{Event, KeepAlive},
};
use comity_node::accounts::{Caller, Permission, Secret};
use comity_store::Store as _;
use futures_util::stream;

use super::{Site, fault::Fault, visit::Visit};

/// A sign of life, so that a reader who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);

/// `GET /events`
pub(crate) async fn follow(visit: Visit) -> Result<Response, Fault> {
    visit
        .may(Permission::ReadCases)
        .or_else(|_| visit.may(Permission::ReadChannels))?;
    let mut news = visit.site.news.clone();
    news.mark_unchanged();
    let events = stream::unfold((news, visit), |(mut news, visit)| async move {
        // The sender is gone when the service ends, and the stream with it.
        news.changed().await.ok()?;
        let count = news.borrow_and_update().to_string();
        let (site, secret) = (Arc::clone(&visit.site), visit.secret.clone());
        let still = tokio::task::spawn_blocking(move || is_in(&site, &secret));
        if !still.await.unwrap_or_default() {
            return None;
        }
        let event = Event::default().event("act").data(count);
        Some((Ok::<_, Infallible>(event), (news, visit)))
    });
    Ok(Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response())
}

/// Whether the session is still in force, and one that is told.
fn is_in(site: &Site, secret: &Secret) -> bool {
    let now = site.now();
    let store = site.node.unfollowed();
    let caller = store.read(|tx| Caller::of_session(tx, secret, now));
    caller.is_ok_and(|caller| is_told(&caller))
}

/// Whether anything of the record concerns this caller.
pub(crate) fn is_told(caller: &Caller) -> bool {
    caller.can(Permission::ReadCases) || caller.can(Permission::ReadChannels)
}
