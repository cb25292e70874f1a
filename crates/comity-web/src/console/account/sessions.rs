//! `/account/sessions/…`: ends sessions of one's own.

use axum::{extract::Path, response::Response};
use comity_node::accounts::{Permission, session};
use comity_store::Store as _;

use super::{Fault, Nothing, Sent, back};

/// `POST /account/sessions/{id}/end`
pub(crate) async fn end(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let name = visit.caller.name.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| session::revoke(tx, &name, &id, &name, now))?;
            Ok(())
        })
        .await?;
    Ok(back("/account", "session"))
}

/// `POST /account/sessions/end-others`: every session but this one.
pub(crate) async fn end_others(sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let (name, own) = (visit.caller.name.clone(), visit.secret.clone());
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| session::revoke_all(tx, &name, Some(&own), &name, now))?;
            Ok(())
        })
        .await?;
    Ok(back("/account", "sessions"))
}
