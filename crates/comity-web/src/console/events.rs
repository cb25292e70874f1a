//! `/events`: word of what is new, as server-sent events.
//!
//! An event says that something came which the reader may see, or that work came to wait for the
//! reader, and nothing of what it is or how much: the page asks again, and is answered by the same
//! rules as ever. Whom nothing of it concerns is told nothing, and neither is who came by a link
//! for setting up. The stream ends with the session: who may not come in any more is told nothing
//! more either.

use std::{collections::BTreeSet, convert::Infallible, sync::Arc, time::Duration};

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
use crate::seats::looked;

/// A sign of life, so that a reader who is gone is noticed.
const ALIVE: Duration = Duration::from_secs(10);
/// Acts of one look and one log, at most.
const LIMIT: usize = 500;

/// What the reader was told of.
struct Known {
    /// Up to where in the logs.
    from: WatchFrom,
    /// What waited for the reader.
    waits: BTreeSet<String>,
}

/// `GET /events`
pub(crate) async fn follow(visit: Visit) -> Result<Response, Fault> {
    visit
        .may(Permission::ReadCases)
        .or_else(|_| visit.may(Permission::ReadChannels))?;
    let inside = visit.site.following.enter(&visit.caller.name)?;
    let (mut news, mut stirred) = (visit.site.news.clone(), visit.site.stirred.subscribe());
    news.mark_unchanged();
    stirred.mark_unchanged();
    let (caller, sight) = (Arc::clone(&visit.caller), visit.sight.clone());
    let known = visit
        .work(move |site| {
            let office = site.office();
            Ok(Known {
                from: office.watch_from_now()?,
                waits: office.tasks(&caller, &sight, site.now())?.names(),
            })
        })
        .await?;
    let state = (news, stirred, visit, known, inside);
    let events = stream::unfold(
        state,
        |(mut news, mut stirred, visit, mut known, inside)| async move {
            loop {
                // The sender of news is gone when the service ends, and the stream with it.
                tokio::select! {
                    biased;
                    done = stirred.changed() => done.ok()?,
                    came = news.changed() => came.ok()?,
                }
                let (site, secret) = (Arc::clone(&visit.site), visit.secret.clone());
                let found = looked(move || look(&site, &secret, known)).await;
                let (came, next) = found.ok()?.ok()?;
                known = next;
                if came {
                    // Without data a browser hears no event.
                    let event = Event::default().event("act").data("new");
                    let next = (news, stirred, visit, known, inside);
                    return Some((Ok::<_, Infallible>(event), next));
                }
            }
        },
    );
    Ok(Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response())
}

/// Whether anything came since that this session may see, or that waits for its person, and what is
/// known after that.
///
/// A fault where the session is not in force any more, or is one that is told nothing.
fn look(site: &Site, secret: &Secret, known: Known) -> Result<(bool, Known), Fault> {
    let now = site.now();
    let store = site.node.unfollowed();
    let caller = store.read(|tx| Caller::of_session(tx, secret, now))?;
    if !is_told(&caller) {
        caller.may(Permission::ReadCases)?;
    }
    let (office, sight) = (site.office(), site.sight(&caller)?);
    let waits = office.tasks(&caller, &sight, now)?.names();
    // What was done, by the reader or others, is no news.
    let mut came = !waits.is_subset(&known.waits);
    let mut from = known.from;
    loop {
        let (rows, next) = office.watch(&from, &sight, LIMIT)?;
        came |= !rows.is_empty();
        // One look sees so many acts of a log and no more.
        if next == from {
            return Ok((came, Known { from, waits }));
        }
        from = next;
    }
}

/// Whether anything of the record concerns this caller.
pub(crate) fn is_told(caller: &Caller) -> bool {
    caller.can(Permission::ReadCases) || caller.can(Permission::ReadChannels)
}
