//! `/reports`: the joint status report of a channel, with pictures beside it and files to take away.

mod ask;
mod charts;
mod files;
mod show;

use std::sync::Arc;

use axum::{Router, routing::get};

use super::Site;

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/reports", get(show::show))
        .route("/reports/report.json", get(files::data))
        .route("/reports/cases.csv", get(files::cases))
        .route("/reports/original.html", get(files::original))
}
