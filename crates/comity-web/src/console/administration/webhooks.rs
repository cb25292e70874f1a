//! `/administration/webhooks`: programs of the house that are told when something happened. A
//! second person confirms where word of cases goes; the secret is shown once.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_node::{
    accounts::Permission,
    rng::SystemRandom,
    webhooks::{
        self, Kind, Owner, State, Wanted, Webhook, WebhookError,
        queue::{self, Delivery, Progress},
    },
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    Done, Fault, Nothing, Page, Room, Sent, Visit, Way, Wrongs, again, back, escaped, html, said,
    ways,
};
use crate::console::{
    Site,
    cases::{Choice, House},
};

const HERE: &str = "/administration/webhooks";

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("access-label", "label"),
    ("webhook-address", "address"),
    ("webhook-plain", "address"),
    ("webhook-kinds", "kinds"),
    ("webhook-owner", "owner"),
    ("person-unknown", "owner"),
    ("person-disabled", "owner"),
    ("person-label", "owner"),
    ("office-unknown", "owner"),
];

#[derive(Template)]
#[template(path = "administration/webhooks.html")]
struct ListPage {
    page: Page,
    ways: Vec<Way>,
    done: Option<String>,
    /// A secret that was drawn just now; this page is the only one that shows it.
    secret: Option<String>,
    rows: Vec<Webhook>,
    /// The offices and people of the house, by name.
    house: House,
    /// Whom a new one can belong to.
    offices: Vec<Choice>,
    people: Vec<Choice>,
    entry: Entry,
    wrong: Wrongs,
}

impl ListPage {
    fn kinds(&self) -> Vec<(&'static str, String, bool)> {
        let all = Kind::ALL.map(|kind| {
            (
                kind.name(),
                kind_words(&self.page, kind),
                self.entry.has(kind),
            )
        });
        all.into()
    }

    fn kinds_of(&self, webhook: &Webhook) -> String {
        let names: Vec<String> = webhook
            .kinds
            .iter()
            .map(|kind| kind_words(&self.page, *kind))
            .collect();
        self.page.words.list(&names)
    }

    fn state(&self, webhook: &Webhook) -> String {
        state_words(&self.page, webhook.state)
    }

    fn owner(&self, webhook: &Webhook) -> String {
        owner_words(&self.page, &self.house, &webhook.owner)
    }
}

#[derive(Template)]
#[template(path = "administration/webhook.html")]
struct OnePage {
    page: Page,
    ways: Vec<Way>,
    done: Option<String>,
    secret: Option<String>,
    webhook: Webhook,
    progress: Progress,
    owner: String,
    /// Whether the reader made it, and so cannot confirm it.
    own: bool,
}

impl OnePage {
    fn at(&self, verb: &str) -> String {
        format!("{}/{verb}", address(&self.webhook.id))
    }

    fn state(&self) -> String {
        state_words(&self.page, self.webhook.state)
    }

    fn kinds(&self) -> String {
        let kinds = self.webhook.kinds.iter();
        let names: Vec<String> = kinds.map(|kind| kind_words(&self.page, *kind)).collect();
        self.page.words.list(&names)
    }

    /// When it is tried again, and how often that was in vain.
    fn next(&self) -> Option<String> {
        let next = self.page.time(self.progress.next?);
        let tries = self.page.tn("hook-tries", self.progress.tries);
        Some(format!("{next} · {tries}"))
    }

    fn is(&self, state: &str) -> bool {
        self.webhook.state.name() == state
    }

    fn manages(&self) -> bool {
        self.page.can(Permission::ManageHouse)
    }

    fn confirms(&self) -> bool {
        self.page.can(Permission::ConfirmGrants)
    }

    /// What the receiver answered, or why there was no answer.
    fn said(&self, delivery: &Delivery) -> String {
        match (&delivery.failure, delivery.status) {
            (Some(code), _) => {
                let none = comity_text::Args::new();
                self.page.words.explain(code, &none).what
            }
            (None, Some(status)) => self.page.t1("hook-answered", "status", status),
            (None, None) => String::new(),
        }
    }
}

fn kind_words(page: &Page, kind: Kind) -> String {
    page.t(&format!("hook-kind-{}", kind.name().replace('.', "-")))
}

fn state_words(page: &Page, state: State) -> String {
    page.t(&format!("hook-state-{}", state.name()))
}

/// Whose it is: a person by name, an office by its code and, where it has one, its name.
fn owner_words(page: &Page, house: &House, owner: &Owner) -> String {
    match owner {
        Owner::Person(name) => name.clone(),
        Owner::Office(code) => house.named(code, page),
    }
}

fn address(id: &str) -> String {
    format!("{HERE}/{}", escaped(id))
}

/// A new webhook: its name, where it goes, whose it is, and a box for each kind.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    label: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    owner: String,
    #[serde(flatten)]
    boxes: BTreeMap<String, String>,
}

impl Entry {
    fn has(&self, kind: Kind) -> bool {
        self.boxes.contains_key(&format!("kind-{}", kind.name()))
    }

    fn wanted(&self) -> Result<Wanted, WebhookError> {
        let owner = self.owner.trim();
        let kinds = Kind::ALL.into_iter().filter(|kind| self.has(*kind));
        Ok(Wanted {
            label: self.label.trim().to_owned(),
            address: self.address.trim().to_owned(),
            kinds: kinds.collect(),
            owner: owner.parse()?,
        })
    }
}

/// `GET /administration/webhooks`
pub(crate) async fn list(visit: Visit, Query(done): Query<Done>) -> Result<Response, Fault> {
    visit.may(Permission::ReadPeople)?;
    let mut page = list_page(&visit, Entry::default(), Wrongs::default()).await?;
    page.done = said(&done, &page.page, &["hook-removed"]);
    html(&page)
}

/// `POST /administration/webhooks`
pub(crate) async fn make(sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManageHouse).await?;
    let (by, entry) = (visit.caller.name.clone(), form.clone());
    let made = visit
        .work(move |site| {
            let wanted = entry.wanted()?;
            let now = site.now();
            let office = site.office();
            Ok(office.make_webhook(&by, wanted, now, &mut SystemRandom)?)
        })
        .await;
    match made {
        Ok((secret, _)) => {
            let page = list_page(&visit, Entry::default(), Wrongs::default()).await?;
            let secret = Some(secret);
            html(&ListPage { secret, ..page })
        }
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::Administration, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&list_page(&visit, form, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

/// `GET /administration/webhooks/{id}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadPeople)?;
    let mut page = one_page(&visit, id).await?;
    let known = [
        "hook-confirmed",
        "hook-paused",
        "hook-resumed",
        "hook-tested",
    ];
    page.done = said(&done, &page.page, &known);
    html(&page)
}

/// `POST /administration/webhooks/{id}/rotate`
pub(crate) async fn rotate(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ManageHouse).await?;
    let (by, hook) = (visit.caller.name.clone(), id.clone());
    let secret = visit
        .work(move |site| {
            let (office, now) = (site.office(), site.now());
            Ok(office.rotate_webhook(&by, &hook, now, &mut SystemRandom)?)
        })
        .await?;
    let page = one_page(&visit, id).await?;
    html(&OnePage {
        secret: Some(secret),
        ..page
    })
}

/// `POST /administration/webhooks/{id}/confirm`
pub(crate) async fn confirm(
    Path(id): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ConfirmGrants).await?;
    act(&visit, &id, |site, by, id| {
        site.office().confirm_webhook(by, id, site.now())
    })
    .await?;
    Ok(back(&address(&id), "hook-confirmed"))
}

/// `POST /administration/webhooks/{id}/pause`
pub(crate) async fn pause(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ManageHouse).await?;
    act(&visit, &id, |site, by, id| {
        site.office().pause_webhook(by, id, site.now())
    })
    .await?;
    Ok(back(&address(&id), "hook-paused"))
}

/// `POST /administration/webhooks/{id}/resume`
pub(crate) async fn resume(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ManageHouse).await?;
    act(&visit, &id, |site, by, id| {
        site.office().resume_webhook(by, id, site.now())
    })
    .await?;
    Ok(back(&address(&id), "hook-resumed"))
}

/// `POST /administration/webhooks/{id}/test`
pub(crate) async fn test(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ManageHouse).await?;
    act(&visit, &id, |site, by, id| {
        site.office().test_webhook(by, id, site.now())
    })
    .await?;
    Ok(back(&address(&id), "hook-tested"))
}

/// `POST /administration/webhooks/{id}/remove`: whoever may manage or confirm may end it.
pub(crate) async fn remove(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let either = |visit: &Visit| {
        let manages = visit.may(Permission::ManageHouse);
        manages.or_else(|_| visit.may(Permission::ConfirmGrants))
    };
    let (visit, Nothing {}) = sent.when(either).await?;
    act(&visit, &id, |site, by, id| {
        site.office().remove_webhook(by, id, site.now())
    })
    .await?;
    Ok(back(HERE, "hook-removed"))
}

async fn act(
    visit: &Visit,
    id: &str,
    work: fn(&Site, &str, &str) -> Result<(), WebhookError>,
) -> Result<(), Fault> {
    let (by, id) = (visit.caller.name.clone(), id.to_owned());
    visit.work(move |site| Ok(work(site, &by, &id)?)).await
}

async fn list_page(visit: &Visit, entry: Entry, wrong: Wrongs) -> Result<ListPage, Fault> {
    let (rows, house) = visit
        .work(|site| {
            let rows = site.node.unfollowed().read(webhooks::list)?;
            Ok((rows, House::of(site)?))
        })
        .await?;
    let page = visit.page(Room::Administration, "");
    let title = page.tn("hook-title", rows.len());
    let page = Page { title, ..page };
    Ok(ListPage {
        ways: ways(&page),
        done: None,
        secret: None,
        rows,
        offices: house.offices(&page),
        people: house.people(),
        house,
        entry,
        wrong,
        page,
    })
}

async fn one_page(visit: &Visit, id: String) -> Result<OnePage, Fault> {
    let (webhook, progress, house) = visit
        .work(move |site| {
            let store = site.node.unfollowed();
            let read = store.read(|tx| {
                Ok::<_, WebhookError>((webhooks::find(tx, &id)?, queue::progress(tx, &id)?))
            });
            let (webhook, progress) = read?;
            Ok((webhook, progress, House::of(site)?))
        })
        .await?;
    let page = visit.page(Room::Administration, "");
    let title = page.t1("hook-one-title", "label", &webhook.label);
    let page = Page { title, ..page };
    Ok(OnePage {
        ways: ways(&page),
        done: None,
        secret: None,
        own: webhook.by == visit.caller.name,
        owner: owner_words(&page, &house, &webhook.owner),
        webhook,
        progress,
        page,
    })
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn every_state_and_kind_has_words_in_both_languages() {
        let states = State::ALL.map(|state| format!("hook-state-{}", state.name()));
        let kinds = Kind::ALL.map(|kind| format!("hook-kind-{}", kind.name().replace('.', "-")));
        for locale in Locale::ALL {
            for key in states.iter().chain(&kinds) {
                assert!(catalogue(locale).has(key, None), "{locale}: {key}");
            }
        }
    }
}
