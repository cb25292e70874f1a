//! `/account/password`: a new password; the first time, and after a link, with one-time codes.

use askama::Template;
use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use comity_node::{
    accounts::{
        AccessError, Caller, Permission,
        breached::Breached,
        password::{self, Hashed},
        recovery,
        session::{self, How, Opened, Opening},
        sign_in,
        totp::{self, TotpSecret},
    },
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    Fault, Page, Room, Sent, Site, Visit, Wrongs, again, back,
    confirmed::{Asks, asks_of, confirmed},
    html, recovery as shown,
    setup::Setup,
    sign_in as way_in,
};

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("console-present-password", "present"),
    ("access-too-many-tries", "present"),
    ("access-password", "password"),
    ("access-password-breached", "password"),
    ("console-password-differs", "again"),
    ("access-code", "code"),
];

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    page: Page,
    asks: Asks,
    /// What the app is set up with; absent where only the password changes.
    setup: Option<Setup>,
    wrong: Wrongs,
}

/// `GET /account/password`
pub(crate) async fn form(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    let first = is_first(&visit).await?;
    html(&page(&visit, first, None, Wrongs::default()).await?)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    present: String,
    password: String,
    again: String,
    #[serde(default)]
    secret: Option<String>,
    #[serde(default)]
    code: String,
}

/// `POST /account/password`
pub(crate) async fn set(headers: HeaderMap, sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let first = is_first(&visit).await?;
    let carried = form.secret.clone();
    let (guest, agent) = (visit.clone(), way_in::agent(&headers));
    let done = visit
        .work(move |site| {
            if first {
                set_up(site, &guest, &form, &agent).map(Some)
            } else {
                change(site, &guest, &form).map(|()| None)
            }
        })
        .await;
    match done {
        Ok(Some(done)) => shown::first(&visit, done),
        Ok(None) => Ok(back("/account", "password")),
        Err(fault) if fault.can_be_mended() => {
            let page = visit.page(Room::None, "");
            let wrong = Wrongs::of(&fault, page.words, FIELDS);
            again(&self::page(&visit, first, carried.as_deref(), wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

/// Whether password and codes are set up together: there are none yet, or the key was lost.
async fn is_first(visit: &Visit) -> Result<bool, Fault> {
    if visit.caller.how == How::Link {
        return Ok(true);
    }
    let name = visit.caller.name.clone();
    let complete = visit
        .work(move |site| {
            let store = site.node.unfollowed();
            let both = store.read(|tx| {
                Ok::<_, AccessError>(password::is_set(tx, &name)? && totp::is_set(tx, &name)?)
            })?;
            Ok(both)
        })
        .await?;
    Ok(!complete)
}

/// What was set up: the codes to keep, and the session that it opened.
pub(super) struct SetUp {
    pub(super) codes: Vec<String>,
    pub(super) opened: Opened,
    pub(super) caller: Caller,
}

/// Sets password and codes up, and signs in with them: the session before ends.
fn set_up(site: &Site, visit: &Visit, form: &Entry, agent: &str) -> Result<SetUp, Fault> {
    let (name, now) = (visit.caller.name.clone(), site.now());
    confirmed(site, &visit.caller, &form.present, visit.from)?;
    let text = form.secret.as_deref().ok_or(AccessError::Code)?;
    let secret = TotpSecret::parse(text)?;
    let hashed = hashed(site, &name, form)?;
    let (code, agent, before) = (form.code.clone(), agent.to_owned(), visit.secret.clone());
    let store = site.node.unfollowed();
    let done = store.write(move |tx| {
        totp::set(tx, &name, &secret, &code, now)?;
        password::set(tx, &name, &hashed, now)?;
        let codes = recovery::draw(tx, &name, now, &mut SystemRandom)?;
        session::revoke_all(tx, &name, Some(&before), &name, now)?;
        let opening = Opening {
            name: &name,
            how: How::Password,
            agent: &agent,
            before: Some(&before),
        };
        let opened = sign_in::with_key(tx, &opening, now, &mut SystemRandom)?;
        let caller = Caller::of_session(&*tx, &opened.secret, now)?;
        Ok::<_, AccessError>(SetUp {
            codes,
            opened,
            caller,
        })
    })?;
    Ok(done)
}

/// Changes the password; other sessions end, since somebody may sit there who knew the old one.
fn change(site: &Site, visit: &Visit, form: &Entry) -> Result<(), Fault> {
    let (name, now) = (visit.caller.name.clone(), site.now());
    confirmed(site, &visit.caller, &form.present, visit.from)?;
    let hashed = hashed(site, &name, form)?;
    let own = visit.secret.clone();
    let store = site.node.unfollowed();
    store.write(move |tx| {
        password::set(tx, &name, &hashed, now)?;
        session::revoke_all(tx, &name, Some(&own), &name, now)
    })?;
    Ok(())
}

fn hashed(site: &Site, name: &str, form: &Entry) -> Result<Hashed, Fault> {
    if form.password != form.again {
        let code = "console-password-differs";
        return Err(Fault::new(StatusCode::UNPROCESSABLE_ENTITY, code));
    }
    let breached = Breached::of(&site.home, &site.config.accounts);
    let hashed = Hashed::new(name, &form.password, breached.as_ref(), &mut SystemRandom);
    if hashed == Err(AccessError::BreachedList) {
        let code = AccessError::BreachedList.code();
        tracing::error!(code, "failed to look a password up, so that none is set");
    }
    Ok(hashed?)
}

async fn page(
    visit: &Visit,
    first: bool,
    carried: Option<&str>,
    wrong: Wrongs,
) -> Result<PasswordPage, Fault> {
    let asks = asks_of(visit).await?;
    let page = visit.page(Room::None, "");
    let key = if first {
        "account-password-first"
    } else {
        "account-password-change"
    };
    let title = page.t(key);
    let page = Page { title, ..page };
    let setup = first.then(|| Setup::new(&page, carried)).transpose()?;
    Ok(PasswordPage {
        page,
        asks,
        setup,
        wrong,
    })
}
