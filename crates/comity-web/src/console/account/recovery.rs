//! `/account/recovery`: codes for the day when the app is lost, shown once.

use std::sync::Arc;

use askama::Template;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use comity_node::{
    accounts::{Permission, recovery},
    rng::SystemRandom,
};
use comity_store::Store as _;

use super::{Fault, Nothing, Page, Room, Sent, Visit, html, password::SetUp, sign_in::begun};

#[derive(Template)]
#[template(path = "account/recovery.html")]
struct RecoveryPage {
    page: Page,
    codes: Vec<String>,
    /// Whether password and codes were set up just before.
    first: bool,
}

/// `POST /account/recovery`: draws new codes; those of before open nothing any more.
pub(crate) async fn draw(sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let name = visit.caller.name.clone();
    let codes = visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            Ok(store.write(move |tx| recovery::draw(tx, &name, now, &mut SystemRandom))?)
        })
        .await?;
    shown(&visit, codes, false)
}

/// The codes of who just set everything up, and the cookie of the session that it opened.
pub(super) fn first(visit: &Visit, done: SetUp) -> Result<Response, Fault> {
    let cookies = begun(&done.opened, done.caller.language.as_deref());
    let visit = Visit {
        secret: done.opened.secret,
        caller: Arc::new(done.caller),
        ..visit.clone()
    };
    let page = shown(&visit, done.codes, true)?;
    Ok((AppendHeaders(cookies), page).into_response())
}

fn shown(visit: &Visit, codes: Vec<String>, first: bool) -> Result<Response, Fault> {
    let page = visit.page(Room::None, "");
    let title = page.t("account-recovery-title");
    html(&RecoveryPage {
        page: Page { title, ..page },
        codes,
        first,
    })
}
