//! `POST /counterparts/{party}/zone`: how far from UTC the other desk is.

use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{accounts::Permission, channel::zone};
use comity_store::Store as _;
use comity_text::format::Offset;
use serde::Deserialize;

use super::party;
use crate::console::{fault::Fault, visit::Sent};

/// A distance from UTC in minutes; empty where nobody knows.
#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    minutes: String,
}

/// `POST /counterparts/{party}/zone`
pub(crate) async fn set(Path(name): Path<String>, sent: Sent<Chosen>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManageChannels).await?;
    let them = party(&name)?;
    let minutes: Option<i16> = match form.minutes.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Fault::unread())?),
    };
    if minutes.is_some_and(|minutes| Offset::from_minutes(minutes).is_none()) {
        return Err(Fault::unread());
    }
    let (asked, who) = (them.clone(), visit.caller.name.clone());
    visit
        .work(move |site| {
            let now = site.now();
            site.node.channel(&asked)?;
            let store = site.node.unfollowed();
            store.write(move |tx| zone::set(tx, &asked, minutes, &who, now))?;
            site.shelf.forget();
            Ok(())
        })
        .await?;
    Ok(Redirect::to(&format!("/counterparts/{them}?done=zone")).into_response())
}
