//! `/account`: one's own account. How one comes in, what one prefers, where one is signed in.
//!
//! Who came by a link for setting up sees these pages and no others.

mod certificates;
mod codes;
mod confirmed;
mod overview;
mod password;
mod preferences;
mod qr;
mod recovery;
mod sessions;
mod setup;
mod tokens;

use std::sync::Arc;

use axum::{
    Router,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    Site,
    fault::{Fault, html},
    page::{Page, Room},
    sign_in,
    visit::{Sent, Visit},
    wrong::{Wrongs, again},
};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/account", get(overview::show))
        .route("/account/preferences", post(preferences::set))
        .route("/account/password", get(password::form).post(password::set))
        .route("/account/codes", get(codes::form).post(codes::set))
        .route("/account/recovery", post(recovery::draw))
        .route(
            "/account/certificates",
            get(certificates::show).post(certificates::add),
        )
        .route(
            "/account/certificates/{fingerprint}/remove",
            post(certificates::remove),
        )
        .route("/account/sessions/{id}/end", post(sessions::end))
        .route("/account/sessions/end-others", post(sessions::end_others))
        .route("/account/tokens", get(tokens::show).post(tokens::make))
        .route("/account/tokens/{id}/revoke", post(tokens::revoke))
}

/// What was just done, as the address after a form says it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

impl Done {
    /// Its words, where it is one of these codes.
    fn said(&self, page: &Page, known: &[&str]) -> Option<String> {
        let known = known.contains(&self.done.as_str());
        known.then(|| page.t(&format!("account-done-{}", self.done)))
    }
}

/// A form that has no fields of its own.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// Back to a page, which says what was done.
fn back(to: &str, done: &str) -> Response {
    Redirect::to(&format!("{to}?done={done}")).into_response()
}
