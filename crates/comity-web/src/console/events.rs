//! `/events`: word of what is new, as server-sent events.
//!
//! An event says that something came which the reader may see, and nothing of what it is or how
//! much: the page asks again, and is answered by the same rules as ever. Whom nothing of it
//! concerns is told nothing, and neither is who came by a link for setting up. The stream ends
//! with the session: who may not come in any more is told nothing more either.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response, Sse,
    sse::{Event, KeepAlive},
};
use comity_node::{
    accounts::{Caller, Permission, Secret},
    case::watch::WatchFrom,
};
use comity_store::Store as _;
use futures_util::stream;

use super::{Site, fault::Fault, visit::Visit};

/// A sign of life, so that a reader who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);
/// Acts of one look and one log, at most.
const LIMIT: usize = 500;

/// `GET /events`
pub(crate) async fn follow(visit: Visit) -> Result<Response, Fault> {
    visit
        .may(Permission::ReadCases)
        .or_else(|_| visit.may(Permission::ReadChannels))?;
    let mut news = visit.site.news.clone();
    news.mark_unchanged();
    let from = visit
        .work(move |site| Ok(site.office().watch_from_now()?))
        .await?;
    let state = (news, visit, from);
    let events = stream::unfold(state, |(mut news, visit, mut from)| async move {
        loop {
            // The sender is gone when the service ends, and the stream with it.
            news.changed().await.ok()?;
            let (site, secret) = (Arc::clone(&visit.site), visit.secret.clone());
            let looked = tokio::task::spawn_blocking(move || look(&site, &secret, from));
            let (came, next) = looked.await.ok()?.ok()?;
            from = next;
            if came {
                // Without data a browser hears no event.
                let event = Event::default().event("act").data("new");
                return Some((Ok::<_, Infallible>(event), (news, visit, from)));
            }
        }
    });
    Ok(Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response())
}

/// Whether anything came since that this session may see, and the place after all that came; a
/// fault where the session is not in force any more, or is one that is told nothing.
fn look(site: &Site, secret: &Secret, mut from: WatchFrom) -> Result<(bool, WatchFrom), Fault> {
    let now = site.now();
    let store = site.node.unfollowed();
    let caller = store.read(|tx| Caller::of_session(tx, secret, now))?;
    if !is_told(&caller) {
        caller.may(Permission::ReadCases)?;
    }
    let sight = site.sight(&caller)?;
    let mut came = false;
    loop {
        let (rows, next) = site.office().watch(&from, &sight, LIMIT)?;
        came |= !rows.is_empty();
        // One look sees so many acts of a log and no more.
        if next == from {
            return Ok((came, next));
        }
        from = next;
    }
}

/// Whether anything of the record concerns this caller.
pub(crate) fn is_told(caller: &Caller) -> bool {
    caller.can(Permission::ReadCases) || caller.can(Permission::ReadChannels)
}
