//! `/cases`: lists and pages of cases.

pub(crate) mod list;
pub(crate) mod show;

use std::sync::Arc;

use axum::{Router, routing::get};

use super::Site;

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/cases", get(list::show))
        .route("/cases/{case}", get(show::show))
}
