//! `/sign-in/{link}`: a link that lets somebody in once.
//!
//! The page asks before it does anything, since scanners of mail follow links.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use comity_node::{
    accounts::{AccessError, Secret, link},
    rng::SystemRandom,
};
use comity_store::Store as _;

use super::{Fault, Page, Room, SESSION, Site, agent, cookie, entered, html, locale};

#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct LinkPage {
    page: Page,
    name: String,
}

/// `GET /sign-in/{link}`
pub(crate) async fn ask(
    State(site): State<Arc<Site>>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let secret = secret(&text)?;
    let house = Arc::clone(&site);
    let found = tokio::task::spawn_blocking(move || {
        let now = house.now();
        house
            .node
            .unfollowed()
            .read(|tx| link::look(tx, &secret, now))
    });
    let found = found.await.map_err(|_| Fault::bug())??;
    let page = Page::new(&site, locale(&headers), &format!("/sign-in/{text}"));
    let title = page.t("console-sign-in");
    html(&LinkPage {
        page: page.titled(Room::None, title),
        name: found.name.unwrap_or_default(),
    })
}

/// `POST /sign-in/{link}`
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let secret = secret(&text)?;
    let agent = agent(&headers);
    let before: Option<Secret> = cookie(&headers, SESSION).and_then(|text| text.parse().ok());
    let opened = tokio::task::spawn_blocking(move || {
        let now = site.now();
        site.node.unfollowed().write(move |tx| {
            link::enter(tx, &secret, &agent, before.as_ref(), now, &mut SystemRandom)
        })
    });
    let opened = opened.await.map_err(|_| Fault::bug())??;
    Ok(entered(&opened, "/"))
}

fn secret(text: &str) -> Result<Secret, AccessError> {
    text.parse().map_err(|_| AccessError::Link)
}
