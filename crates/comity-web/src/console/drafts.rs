//! `/drafts`: acts on their way through the house, from the first word to the release.

pub(crate) mod asked;
mod changes;
mod clearance;
mod contents;
pub(crate) mod edit;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod incoming;
pub(crate) mod items;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod preview;
pub(crate) mod save;
pub(crate) mod steps;
pub(crate) mod uploads;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, head, post},
};
use comity_node::{accounts::Permission, case::preview::Preview};

use super::{Site, fault::Fault, visit::Visit};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    // A form with a file is read as it comes; what it may hold is counted on the way.
    let with_files =
        |method: axum::routing::MethodRouter<Arc<Site>>| method.layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/drafts", get(list::show))
        .route("/drafts/new", get(new::show).post(new::make))
        .route("/drafts/{id}", with_files(get(edit::show).post(edit::save)))
        .route("/drafts/{id}/clear", post(clearance::clear))
        .route("/drafts/{id}/preview", get(preview::show))
        .route("/drafts/{id}/items.csv", get(contents::items))
        .route(
            "/drafts/{id}/attachments/{number}",
            get(contents::attachment),
        )
        .route("/drafts/{id}/submit", post(steps::submit))
        .route("/drafts/{id}/release", post(steps::release))
        .route("/drafts/{id}/send-back", post(steps::send_back))
        .route("/drafts/{id}/discard", post(steps::discard))
        .route("/drafts/{id}/uploads", post(uploads::begin))
        .route(
            "/drafts/{id}/uploads/{upload}",
            head(uploads::look)
                .patch(uploads::go_on)
                .delete(uploads::drop),
        )
        .route(
            "/cases/{case}/acts/{kind}",
            with_files(get(super::cases::act::show).post(super::cases::act::make)),
        )
}

/// A draft as this visitor may look at it: also who is only asked to clear it. Every page of a draft comes through here.
pub(crate) async fn draft_of(visit: &Visit, id: &str) -> Result<Preview, Fault> {
    visit.may(Permission::ReadCases)?;
    let (who, id) = (visit.caller.name.clone(), id.to_owned());
    let sight = visit.sight.clone();
    visit
        .work(move |site| Ok(site.office().preview(&who, &id, &sight)?))
        .await
}

/// A draft for whoever may change it: who is only asked to clear it does not.
pub(crate) async fn draft_to_write(visit: &Visit, id: &str) -> Result<Preview, Fault> {
    visit.may(Permission::ReadCases)?;
    let (draft, sight) = (id.to_owned(), visit.sight.clone());
    visit
        .work(move |site| Ok(site.office().must_see_draft(&draft, &sight)?))
        .await?;
    draft_of(visit, id).await
}
