//! `/events`: word of what is new, as server-sent events.
//!
//! An event says that the record may have grown and nothing of what is in it: the
//! page asks again, and is answered by the same rules as ever. The stream ends with
//! the session: who may not come in any more is told nothing more either.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response, Sse,
    sse::{Event, KeepAlive},
};
use comity_node::accounts::{Caller, Secret};
use comity_store::Store as _;
use futures_util::stream;

use super::{Site, visit::Visit};

/// A sign of life, so that a reader who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);

/// `GET /events`
pub(crate) async fn follow(visit: Visit) -> Response {
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
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response()
}

/// Whether the session is still in force.
fn is_in(site: &Site, secret: &Secret) -> bool {
    let now = site.now();
    let store = site.node.unfollowed();
    store.read(|tx| Caller::of_session(tx, secret, now)).is_ok()
}
