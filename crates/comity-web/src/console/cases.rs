//! `/cases` and `/search`: lists and pages of cases.

pub(crate) mod act;
mod attachment;
mod clocks;
mod export;
mod holding;
mod items;
mod keep;
pub(crate) mod list;
pub(crate) mod one;
mod proof;
mod rows;
mod search;
pub(crate) mod show;
mod track;
mod views;
mod wanted;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use comity_node::case::show::CaseShow;

pub(crate) use self::{
    attachment::opened_attachment,
    holding::{Choice, House},
    rows::short,
};

use super::{Site, fault::Fault, visit::Visit};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/cases", get(list::show))
        .route("/cases.csv", get(export::csv))
        .route("/cases.json", get(export::json))
        .route("/cases/views", post(views::save))
        .route("/cases/views/remove", post(views::remove))
        .route("/search", get(search::show))
        .route("/cases/{case}", get(show::show))
        .route("/cases/{case}/assign", post(holding::assign))
        .route("/cases/{case}/refer", post(holding::refer))
        .route("/cases/{case}/let-in", post(holding::let_in))
        .route("/cases/{case}/shut-out", post(holding::shut_out))
        .route("/cases/{case}/notes", post(keep::note))
        .route("/cases/{case}/items", get(items::show))
        .route("/cases/{case}/labels", post(keep::label))
        .route("/cases/{case}/silence", get(proof::silence))
        .route("/cases/{case}/acts/{act}/proof", get(proof::act))
        .route(
            "/cases/{case}/acts/{act}/attachments/{number}",
            get(attachment::save),
        )
}

/// A case as this visitor may see it.
pub(crate) async fn case_of(visit: &Visit, name: &str) -> Result<CaseShow, Fault> {
    let (sight, name) = (visit.sight.clone(), name.to_owned());
    visit
        .work(move |site| one::case_of(site, &sight, &name))
        .await
}

/// A case as this visitor may look at it: also who is only asked to clear a draft of it.
pub(crate) async fn case_to_look_at(visit: &Visit, name: &str) -> Result<CaseShow, Fault> {
    let (sight, name) = (visit.sight.clone(), name.to_owned());
    let found = visit.work(move |site| one::case_to_look_at(site, &sight, &name));
    Ok(found.await?.0)
}
