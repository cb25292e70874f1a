//! `/sign-in/{link}`: a link that lets somebody in once.
//!
//! The page asks before it does anything, since scanners of mail follow links. The first
//! link of a house asks for the name and the office of whoever uses it, too.

use std::sync::Arc;

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use comity_node::{
    accounts::{
        AccessError, Secret,
        link::{self, Purpose},
    },
    people::Person,
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{Fault, Page, Room, SESSION, Site, agent, cookie, entered, html, language_of, locale};
use crate::{
    console::wrong::{Wrongs, again},
    seats::seated,
};

/// Which field of the first link's form a refusal is about.
const FIELDS: &[(&str, &str)] = &[("person-name", "name"), ("person-label", "office")];

#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct LinkPage {
    page: Page,
    /// Whom it signs in; nobody is registered yet where absent.
    who: Option<String>,
    entry: Entry,
    wrong: Wrongs,
}

/// What the first administrator says of himself or herself; nothing of anybody else.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    name: String,
    office: String,
}

/// `GET /sign-in/{link}`
pub(crate) async fn ask(
    State(site): State<Arc<Site>>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let link = look(&site, secret(&text)?).await?;
    html(&LinkPage {
        who: link.name,
        entry: Entry::default(),
        wrong: Wrongs::default(),
        page: page(&site, &text, &headers),
    })
}

/// `POST /sign-in/{link}`
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    Path(text): Path<String>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Result<Response, Fault> {
    let key = secret(&text)?;
    let link = look(&site, key.clone()).await?;
    let agent = agent(&headers);
    let before: Option<Secret> = cookie(&headers, SESSION).and_then(|text| text.parse().ok());
    let first = link.purpose == Purpose::FirstAdministrator;
    let person = Person {
        name: entry.name.trim().to_owned(),
        office: entry.office.trim().to_owned(),
        duty: None,
        roles: vec![],
        disabled: false,
    };
    let house = Arc::clone(&site);
    let opened = seated(move || {
        let now = house.now();
        let opened = house.node.unfollowed().write(move |tx| {
            if first {
                link::enter_first(tx, &key, &person, &agent, now, &mut SystemRandom)
            } else {
                let before = before.as_ref();
                link::enter(tx, &key, &agent, before, now, &mut SystemRandom)
            }
        })?;
        let language = language_of(&house, &opened.session.name)?;
        Ok::<_, Fault>((opened, language))
    });
    match opened.await.map_err(|_| Fault::bug())? {
        Ok((opened, language)) => Ok(entered(&opened, language.as_deref(), "/")),
        Err(fault) if first && fault.can_be_mended() => {
            let page = page(&site, &text, &headers);
            again(&LinkPage {
                wrong: Wrongs::of(&fault, page.words, FIELDS),
                who: None,
                entry,
                page,
            })
        }
        Err(fault) => Err(fault),
    }
}

async fn look(site: &Arc<Site>, secret: Secret) -> Result<link::Link, Fault> {
    let house = Arc::clone(site);
    let found = seated(move || {
        let now = house.now();
        let store = house.node.unfollowed();
        store.read(|tx| link::look(tx, &secret, now))
    });
    Ok(found.await.map_err(|_| Fault::bug())??)
}

fn page(site: &Site, text: &str, headers: &HeaderMap) -> Page {
    let page = Page::new(site, locale(headers), &format!("/sign-in/{text}"));
    let title = page.t("console-sign-in");
    page.titled(Room::None, title)
}

fn secret(text: &str) -> Result<Secret, AccessError> {
    text.parse().map_err(|_| AccessError::Link)
}
