//! `/counterparts`: with whom we have a channel, and how each stands.

mod carry;
mod list;
mod proof;
mod show;
pub(crate) mod state;
mod trust;
mod zone;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::{Site, fault::Fault};

/// The largest pouch that is taken as a file, in bytes: what carries more is exchanged over the network.
const POUCH: usize = 256 << 20;

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/counterparts", get(list::show))
        .route(
            "/counterparts/pouch",
            post(carry::bring_in).layer(DefaultBodyLimit::max(POUCH)),
        )
        .route("/counterparts/trust", get(trust::ask).post(trust::look))
        .route("/counterparts/trust/compared", post(trust::compared))
        .route("/counterparts/{party}", get(show::show))
        .route("/counterparts/{party}/credential", get(proof::credential))
        .route("/counterparts/{party}/exchange", post(carry::exchange))
        .route("/counterparts/{party}/pouch", post(carry::take_out))
        .route("/counterparts/{party}/zone", post(zone::set))
        .route("/counterparts/{party}/forks/{number}", get(proof::fork))
}

/// A counterpart as an address names it; what is no party's name is nowhere.
pub(crate) fn party(text: &str) -> Result<comity_core::PartyName, Fault> {
    text.parse().map_err(|_| Fault::absent())
}
