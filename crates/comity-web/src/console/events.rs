//! `/events`: word of what is new, as server-sent events.
//!
//! An event says that the record may have grown and nothing of what is in it: the
//! page asks again, and is answered by the same rules as ever.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response, Sse,
    sse::{Event, KeepAlive},
};
use futures_util::stream;

use super::visit::Visit;

/// A sign of life, so that a reader who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);

/// `GET /events`
pub(crate) async fn follow(visit: Visit) -> Response {
    let mut news = visit.site.news.clone();
    news.mark_unchanged();
    let events = stream::unfold(news, |mut news| async move {
        // The sender is gone when the service ends, and the stream with it.
        news.changed().await.ok()?;
        let count = news.borrow_and_update().to_string();
        let event = Event::default().event("act").data(count);
        Some((Ok::<_, Infallible>(event), news))
    });
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response()
}
