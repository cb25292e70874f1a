//! `/account/sessions/…`: ends sessions of one's own, by whoever shows to be still the same person.
//!
//! The way out of the present session asks for nothing (`/sign-out`).

use std::sync::Arc;

use axum::{extract::Path, http::HeaderMap, response::Response};
use comity_node::accounts::{AccessError, Permission, session};
use comity_store::{Store as _, Tx};
use serde::Deserialize;

use super::{
    Fault, Sent, Visit, back,
    confirmed::{confirmed, was_not},
    overview,
};

/// What both forms send.
#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    present: String,
}

/// `POST /account/sessions/{id}/end`
pub(crate) async fn end(
    Path(id): Path<String>,
    headers: HeaderMap,
    sent: Sent<Entry>,
) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let (name, now) = (visit.caller.name.clone(), visit.site.now());
    let end = move |tx: &mut dyn Tx| session::revoke(tx, &name, &id, &name, now);
    ended(&visit, &headers, form, end, "session").await
}

/// `POST /account/sessions/end-others`: every session but this one.
pub(crate) async fn end_others(headers: HeaderMap, sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let (name, own) = (visit.caller.name.clone(), visit.secret.clone());
    let now = visit.site.now();
    let end = move |tx: &mut dyn Tx| {
        session::revoke_all(tx, &name, Some(&own), &name, now)?;
        Ok(())
    };
    ended(&visit, &headers, form, end, "sessions").await
}

/// Ends what is meant, once it is shown who asks.
async fn ended(
    visit: &Visit,
    headers: &HeaderMap,
    form: Entry,
    end: impl FnOnce(&mut dyn Tx) -> Result<(), AccessError> + Send + 'static,
    done: &'static str,
) -> Result<Response, Fault> {
    let (caller, from) = (Arc::clone(&visit.caller), visit.from);
    let outcome = visit
        .work(move |site| {
            confirmed(site, &caller, &form.present, from)?;
            Ok(site.node.unfollowed().write(end)?)
        })
        .await;
    match outcome {
        Ok(()) => Ok(back("/account", done)),
        Err(fault) if was_not(&fault) => overview::refused(visit, headers, &fault).await,
        Err(fault) => Err(fault),
    }
}
