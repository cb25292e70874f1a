//! `/record`: both logs of each channel, entry by entry, and the audit of all that is kept.

mod audit;
mod entry;
mod index;
mod log;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use comity_node::record::Whose;

pub use self::audit::Audits;
pub(crate) use self::log::what;
use super::{Site, fault::Fault};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/record", get(index::show))
        .route("/record/audit", post(audit::begin))
        .route("/record/{party}/{log}", get(log::show))
        .route("/record/{party}/{log}/{entry}", get(entry::show))
}

/// Whose log an address names.
fn whose(log: &str) -> Result<Whose, Fault> {
    match log {
        "ours" => Ok(Whose::Ours),
        "theirs" => Ok(Whose::Theirs),
        _ => Err(Fault::absent()),
    }
}

const fn name(whose: Whose) -> &'static str {
    match whose {
        Whose::Ours => "ours",
        Whose::Theirs => "theirs",
    }
}
