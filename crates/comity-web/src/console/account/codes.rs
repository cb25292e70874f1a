//! `/account/codes`: one-time codes from another app or device.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use comity_node::accounts::{
    AccessError, Permission, session,
    totp::{self, TotpSecret},
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    Fault, Page, Room, Sent, Visit, Wrongs, again, back,
    confirmed::{Asks, asks_of, confirmed},
    html,
    setup::Setup,
};

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("console-present-password", "present"),
    ("access-too-many-tries", "present"),
    ("access-code", "code"),
];

#[derive(Template)]
#[template(path = "account/codes.html")]
struct CodesPage {
    page: Page,
    asks: Asks,
    setup: Setup,
    wrong: Wrongs,
}

/// `GET /account/codes`
pub(crate) async fn form(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    html(&page(&visit, None, Wrongs::default()).await?)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    present: String,
    secret: String,
    code: String,
}

/// `POST /account/codes`
pub(crate) async fn set(sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let (caller, own, carried) = (
        Arc::clone(&visit.caller),
        visit.secret.clone(),
        form.secret.clone(),
    );
    let from = visit.from;
    let done = visit
        .work(move |site| {
            confirmed(site, &caller, &form.present, from)?;
            let name = caller.name.clone();
            let secret = TotpSecret::parse(&form.secret)?;
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| {
                totp::set(tx, &name, &secret, &form.code, now)?;
                session::revoke_all(tx, &name, Some(&own), &name, now)?;
                Ok::<_, AccessError>(())
            })?;
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(back("/account", "codes")),
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::None, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(&visit, Some(&carried), wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

async fn page(visit: &Visit, carried: Option<&str>, wrong: Wrongs) -> Result<CodesPage, Fault> {
    let asks = asks_of(visit).await?;
    let page = visit.page(Room::None, "");
    let title = page.t("account-codes");
    let page = Page { title, ..page };
    let setup = Setup::new(&page, carried)?;
    Ok(CodesPage {
        page,
        asks,
        setup,
        wrong,
    })
}
