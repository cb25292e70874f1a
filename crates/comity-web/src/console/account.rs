//! `/account`: one's own account. How one comes in, what one prefers, where one is signed in.
//!
//! Who came by a link for setting up sees these pages and no others.

mod certificates;
mod codes;
mod confirmed;
mod notices;
mod overview;
#[cfg(feature = "passkeys")]
mod passkeys;
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
    routing::{get, post},
};

use super::{
    Site,
    done::{Done, back},
    fault::{Fault, html},
    page::{Page, Room},
    sign_in,
    visit::{Nothing, Sent, Visit},
    wrong::{Wrongs, again},
};

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    let router = Router::new()
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
        .route("/account/notices", get(notices::show).post(notices::set))
        .route("/account/notices/code", post(notices::code))
        .route("/account/notices/confirm", post(notices::confirm))
        .route("/account/sessions/{id}/end", post(sessions::end))
        .route("/account/sessions/end-others", post(sessions::end_others))
        .route("/account/tokens", get(tokens::show).post(tokens::make))
        .route("/account/tokens/{id}/revoke", post(tokens::revoke));
    #[cfg(feature = "passkeys")]
    let router = router
        .route(
            "/account/passkeys",
            get(passkeys::show).post(passkeys::make),
        )
        .route("/account/passkeys/made", post(passkeys::made))
        .route("/account/passkeys/confirm", post(passkeys::confirm))
        .route(
            "/account/passkeys/confirm/begin",
            post(passkeys::confirm_begin),
        )
        .route("/account/passkeys/{id}/remove", post(passkeys::remove));
    router
}

/// The words of what was just done, where it is one of these codes.
fn said(done: &Done, page: &Page, known: &[&str]) -> Option<String> {
    done.said(page, known, |code| format!("account-done-{code}"))
}
