//! `POST /cases/views`: a list kept under a name of one's own, and `/cases/views/remove`.

use axum::response::{IntoResponse as _, Redirect, Response};
use comity_node::{
    accounts::Permission,
    views::{self, View},
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    list,
    wanted::{Wanted, address},
};
use crate::console::{fault::Fault, visit::Sent};

/// A view, and the list that it is.
#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    name: String,
    #[serde(flatten)]
    wanted: Wanted,
}

/// `POST /cases/views`
pub(crate) async fn save(sent: Sent<Named>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ReadCases).await?;
    let who = visit.caller.name.clone();
    let asked = form.wanted.asked();
    let (name, query) = (form.name.trim().to_owned(), asked.clone());
    let kept = visit
        .work(move |site| {
            let view = View {
                name,
                asked: query,
                at: site.now(),
            };
            let store = site.node.unfollowed();
            Ok(store.write(move |tx| views::save(tx, &who, view))?)
        })
        .await;
    match kept {
        Ok(()) => Ok(Redirect::to(&address(&asked)).into_response()),
        Err(fault) if fault.can_be_mended() => {
            list::refused(&visit, form.wanted, form.name, &fault).await
        }
        Err(fault) => Err(fault),
    }
}

/// `POST /cases/views/remove`
pub(crate) async fn remove(sent: Sent<Named>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ReadCases).await?;
    let (who, name) = (visit.caller.name.clone(), form.name);
    visit
        .work(move |site| {
            let store = site.node.unfollowed();
            Ok(store.write(move |tx| views::remove(tx, &who, &name))?)
        })
        .await?;
    Ok(Redirect::to(&address(&form.wanted.asked())).into_response())
}
