//! `/cases`: lists and pages of cases.

pub(crate) mod act;
pub(crate) mod list;
pub(crate) mod show;

use std::sync::Arc;

use axum::{Router, routing::get};
use comity_node::case::show::CaseShow;

use super::{Site, fault::Fault, visit::Visit};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/cases", get(list::show))
        .route("/cases/{case}", get(show::show))
}

/// A case as this visitor may see it. Every page of a case comes through here.
pub(crate) async fn case_of(visit: &Visit, name: &str) -> Result<CaseShow, Fault> {
    visit
        .on_case(name.to_owned(), |site, case| {
            Ok(site.office().show_case(case, site.now())?)
        })
        .await
}
