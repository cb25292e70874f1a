//! `/account`: everything about one's own account at a glance.

use std::sync::Arc;

use askama::Template;
use axum::{extract::Query, http::HeaderMap, response::Response};
use comity_node::accounts::{
    AccessError, Permission, certificate, passkey, password,
    preference::{self, Preference},
    recovery,
    session::{self, How, Session},
    token, totp,
};
use comity_store::Store as _;
use comity_text::Locale;

use super::{
    Done, Fault, Page, Room, Visit, Wrongs, again,
    confirmed::{Asks, asks},
    html, said,
};
use crate::console::{
    passkeys,
    zones::{Zone, zones},
};

/// What may have been done just before.
const DONE: &[&str] = &[
    "preferences",
    "password",
    "codes",
    "session",
    "sessions",
    "certificate",
    "passkey",
];

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("console-present-password", "present"),
    ("access-too-many-tries", "present"),
];

/// Everything that the page shows.
struct Account {
    preference: Preference,
    passkeys: usize,
    password: bool,
    codes: bool,
    left: usize,
    certificates: usize,
    tokens: usize,
    sessions: Vec<Session>,
}

#[derive(Template)]
#[template(path = "account/overview.html")]
struct OverviewPage {
    page: Page,
    done: Option<String>,
    account: Account,
    roles: String,
    /// Whether a passkey can be made here.
    passkeys: bool,
    /// What is asked for before a session is ended.
    asks: Asks,
    wrong: Wrongs,
}

impl OverviewPage {
    /// Whether a link led here and no way in is set up yet.
    fn must_set_up(&self) -> bool {
        let account = &self.account;
        !(account.password && account.codes) && account.certificates == 0 && account.passkeys == 0
    }

    fn languages(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.account.preference.language.as_deref();
        let known = Locale::ALL.map(|locale| {
            let name = comity_text::catalogue(locale).plain("console-language-name");
            (locale.tag(), name, chosen == Some(locale.tag()))
        });
        known.into()
    }

    fn zones(&self) -> Vec<Zone> {
        zones(Some(self.page.offset.minutes()))
    }

    fn count(&self, key: &str, count: &usize) -> String {
        self.page.tn(key, *count)
    }

    fn how(&self, how: &How) -> String {
        self.page.t(&format!("account-how-{}", how.name()))
    }

    /// Whether there is a session beside this one.
    fn has_others(&self) -> bool {
        self.account.sessions.len() > 1
    }

    /// Whether the page asks for a passkey: where nothing can be ended, nothing is asked for.
    fn asks_for_key(&self) -> bool {
        self.asks.passkey && self.has_others()
    }

    fn is_this(&self, session: &Session) -> bool {
        self.page
            .caller
            .as_ref()
            .is_some_and(|caller| caller.by == session.id)
    }
}

/// `GET /account`
pub(crate) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    let mut page = page(&visit, &headers).await?;
    page.done = said(&done, &page.page, DONE);
    html(&page)
}

/// The page once more, with why a session was not ended.
pub(super) async fn refused(
    visit: &Visit,
    headers: &HeaderMap,
    fault: &Fault,
) -> Result<Response, Fault> {
    let page = page(visit, headers).await?;
    again(&OverviewPage {
        wrong: Wrongs::of(fault, page.page.words, FIELDS),
        ..page
    })
}

async fn page(visit: &Visit, headers: &HeaderMap) -> Result<OverviewPage, Fault> {
    let caller = Arc::clone(&visit.caller);
    let (account, asks) = visit
        .work(move |site| {
            let (now, name) = (site.now(), &caller.name);
            let store = site.node.unfollowed();
            let account = store.read(|tx| {
                Ok::<_, AccessError>(Account {
                    preference: preference::of(tx, name)?,
                    passkeys: passkey::list(tx, name)?.len(),
                    password: password::is_set(tx, name)?,
                    codes: totp::is_set(tx, name)?,
                    left: recovery::left(tx, name)?,
                    certificates: certificate::list(tx, name)?.len(),
                    tokens: token::list(tx, Some(name))?.len(),
                    sessions: session::list(tx, name, now)?,
                })
            })?;
            Ok((account, asks(site, &caller)?))
        })
        .await?;
    let page = visit.page(Room::None, "");
    let title = match visit.caller.how {
        How::Link => page.t("account-title-link"),
        _ => page.t1("account-title", "who", &visit.caller.name),
    };
    // A refusal stands at another address; a confirmation is to lead back here.
    let path = "/account".to_owned();
    let page = Page {
        title,
        path,
        ..page
    };
    Ok(OverviewPage {
        done: None,
        passkeys: passkeys::are_offered(headers),
        roles: roles(&page, visit.caller.roles()),
        account,
        asks,
        wrong: Wrongs::default(),
        page,
    })
}

/// Roles in words, in one line.
fn roles(page: &Page, roles: &[comity_node::people::Role]) -> String {
    let names = roles
        .iter()
        .map(|role| page.t(&format!("cli-role-{}", role.name())));
    let names: Vec<String> = names.collect();
    page.words.list(&names)
}
