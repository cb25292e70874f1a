//! `/account/notices`: what one wants to hear of by mail, and the address, which is confirmed by a code.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_node::{
    accounts::{AccessError, Permission},
    notices::{self, Choice, Notices, Want},
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{Done, Fault, Nothing, Page, Room, Sent, Visit, Wrongs, again, back, html, said};

const HERE: &str = "/account/notices";

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[("notices-unfit", "address"), ("notices-code", "code")];

#[derive(Template)]
#[template(path = "account/notices.html")]
struct NoticesPage {
    page: Page,
    done: Option<String>,
    /// Whether this house sends mail at all.
    sends: bool,
    notices: Notices,
    wrong: Wrongs,
}

impl NoticesPage {
    fn wants(&self) -> Vec<(&'static str, String, bool)> {
        let all = Want::ALL.map(|want| {
            let words = self.page.t(&format!("notices-want-{}", want.name()));
            (
                want.name(),
                words,
                self.notices.choice.wants.contains(&want),
            )
        });
        all.into()
    }

    fn waits(&self) -> bool {
        !self.notices.confirmed && !self.notices.choice.address.is_empty()
    }
}

/// What was chosen: an address, a box for each kind, hours and how often.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    address: String,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    daily: String,
    #[serde(flatten)]
    boxes: BTreeMap<String, String>,
}

impl Entry {
    fn choice(&self) -> Choice {
        let wants = Want::ALL.into_iter();
        let ticked = |want: &Want| self.boxes.contains_key(&format!("want-{}", want.name()));
        Choice {
            address: self.address.trim().to_owned(),
            wants: wants.filter(ticked).collect(),
            // Nothing that is a number of hours is refused below.
            hours: self.hours.trim().parse().unwrap_or(0),
            daily: !self.daily.is_empty(),
        }
    }
}

/// The code that came by mail.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
}

/// `GET /account/notices`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    let mut page = page(&visit, None, Wrongs::default()).await?;
    let known = ["notices", "notices-code", "notices-confirmed"];
    page.done = said(&done, &page.page, &known);
    html(&page)
}

/// `POST /account/notices`
pub(crate) async fn set(sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let choice = form.choice();
    let kept = choice.clone();
    let done = change(&visit, move |tx, name, now| {
        notices::set(tx, name, kept, now)
    })
    .await;
    answered(&visit, done, Some(choice), "notices").await
}

/// `POST /account/notices/code`: another code.
pub(crate) async fn code(sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnAccount).await?;
    let done = change(&visit, notices::ask_again).await;
    answered(&visit, done, None, "notices-code").await
}

/// `POST /account/notices/confirm`
pub(crate) async fn confirm(sent: Sent<Typed>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnAccount).await?;
    let done = change(&visit, move |tx, name, now| {
        // A wrong code is counted, so it must not undo what it wrote.
        notices::confirm(tx, name, &form.code, now)
    });
    let done = match done.await {
        Ok(false) => Err(AccessError::NoticeCode.into()),
        other => other.map(drop),
    };
    answered(&visit, done, None, "notices-confirmed").await
}

async fn change<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce(&mut dyn comity_store::Tx, &str, comity_core::Time) -> Result<T, AccessError>
    + Send
    + 'static,
) -> Result<T, Fault> {
    let name = visit.caller.name.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            Ok(store.write(move |tx| work(tx, &name, now))?)
        })
        .await
}

/// Back to the page, or the page with what is wrong and what was typed.
async fn answered(
    visit: &Visit,
    done: Result<(), Fault>,
    typed: Option<Choice>,
    said: &str,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(back(HERE, said)),
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::None, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(visit, typed, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

async fn page(visit: &Visit, typed: Option<Choice>, wrong: Wrongs) -> Result<NoticesPage, Fault> {
    let name = visit.caller.name.clone();
    let (sends, mut notices) = visit
        .work(move |site| {
            let found = site.node.unfollowed().read(|tx| notices::of(tx, &name))?;
            Ok((site.config.mail.server.is_some(), found))
        })
        .await?;
    if let Some(choice) = typed {
        notices.choice = choice;
    }
    let page = visit.page(Room::None, "");
    let title = page.t("notices-title");
    Ok(NoticesPage {
        page: Page { title, ..page },
        done: None,
        sends,
        notices,
        wrong,
    })
}
