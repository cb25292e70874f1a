//! `/administration/people/{name}`: one person. Office, roles, ways in, where signed in.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_core::Time;
use comity_node::{
    accounts::{
        AccessError, Permission, certificate,
        grant::{self, Asked, Grant, Matter, What},
        let_in,
        office::{self, OfficeRow},
        passkey::{self, Passkey},
        password,
        session::{self, Session},
        token::{self, Token},
        totp,
    },
    people::{self, Person, Role},
};
use comity_store::{ReadTx, Store as _};
use serde::Deserialize;

use super::{
    Done, Fault, Nothing, Page, Room, Sent, Visit, Way, Wrongs, address, again, back, html, role,
    said, ways,
};

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[("person-label", "office")];

/// What may have been done just before.
const DONE: &[&str] = &[
    "enrolled",
    "enrolled-waits",
    "changed",
    "disabled",
    "enabled",
    "asked",
    "granted",
    "declined",
    "removed",
    "lost",
    "ended",
    "move-waits",
    "moved",
    "passkey-removed",
];

/// Everything that the page shows.
pub(super) struct Seen {
    person: Person,
    grants: Vec<Grant>,
    offices: Vec<OfficeRow>,
    sessions: Vec<Session>,
    tokens: Vec<Token>,
    last: Option<Time>,
    password: bool,
    codes: bool,
    certificates: usize,
    passkeys: Vec<Passkey>,
    /// Whether a new link takes two people.
    link_takes_two: bool,
}

#[derive(Template)]
#[template(path = "administration/person.html")]
struct PersonPage {
    page: Page,
    ways: Vec<Way>,
    done: Option<String>,
    /// The address of a new link; this page is the only one that shows it.
    link: Option<String>,
    seen: Seen,
    office: String,
    duty: String,
    wrong: Wrongs,
}

impl PersonPage {
    fn address(&self) -> String {
        address(&self.seen.person.name)
    }

    fn role(&self, one: &Role) -> String {
        role(&self.page, *one)
    }

    /// Roles that can be asked for: those that are neither held nor apart from one that is.
    fn open_roles(&self) -> Vec<(&'static str, String)> {
        let held = &self.seen.person.roles;
        let open = Role::ALL.into_iter().filter(|role| {
            let apart = role.apart_from().iter().any(|other| held.contains(other));
            !held.contains(role) && !apart
        });
        open.map(|one| (one.name(), role(&self.page, one)))
            .collect()
    }

    fn certificates(&self) -> String {
        self.page
            .tn("account-certificates-count", self.seen.certificates)
    }

    fn role_asked(grant: &Grant) -> Option<Role> {
        match grant.what {
            What::Role(role) => Some(role),
            _ => None,
        }
    }

    /// Where a person is to go, and what of this waits.
    fn move_asked(&self) -> Option<(&str, &Grant)> {
        let mut grants = self.seen.grants.iter();
        grants.find_map(|grant| match &grant.what {
            What::Move(office) => Some((office.as_str(), grant)),
            _ => None,
        })
    }

    fn access_asked(&self) -> Option<&Grant> {
        let grants = self.seen.grants.iter();
        grants.into_iter().find(|grant| grant.what == What::Access)
    }

    fn is_mine(&self, grant: &Grant) -> bool {
        grant.by == self.page.reader() || grant.name == self.page.reader()
    }

    /// Whether the reader may make a link now.
    fn may_link(&self) -> bool {
        use Permission as P;
        if self.seen.person.disabled {
            return false;
        }
        if self.seen.link_takes_two {
            let asked = self.access_asked();
            return self.page.can(P::RestoreAccess)
                && asked.is_some_and(|grant| !self.is_mine(grant));
        }
        self.page.can(P::ManagePeople) || self.page.can(P::RestoreAccess)
    }

    /// Whether the reader may ask that the person be let in anew.
    fn may_ask(&self) -> bool {
        use Permission as P;
        let who = self.page.can(P::ManagePeople) || self.page.can(P::RestoreAccess);
        who && self.seen.link_takes_two
            && self.access_asked().is_none()
            && !self.seen.person.disabled
    }
}

/// `GET /administration/people/{name}`
pub(crate) async fn show(
    visit: Visit,
    Path(name): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadPeople)?;
    let mut page = page(&visit, &name).await?;
    page.done = said(&done, &page.page, DONE);
    html(&page)
}

/// The page of a person with a link that was made just now.
pub(super) async fn with_link(visit: &Visit, name: &str, link: String) -> Result<Response, Fault> {
    let page = page(visit, name).await?;
    html(&PersonPage {
        link: Some(link),
        ..page
    })
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    office: String,
    #[serde(default)]
    duty: String,
}

/// `POST /administration/people/{name}`: another office or duty number.
pub(crate) async fn change(Path(name): Path<String>, sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManagePeople).await?;
    let (by, who) = (visit.caller.name.clone(), name.clone());
    let (office, duty) = (form.office.trim().to_owned(), form.duty.trim().to_owned());
    let done = visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            let asked = store.write(move |tx| {
                let duty = (!duty.is_empty()).then_some(duty.as_str());
                people::move_to(tx, &who, &office, duty, &by, now)
            })?;
            Ok(asked)
        })
        .await;
    match done {
        Ok(Asked::Granted) => Ok(back(&address(&name), "changed")),
        Ok(Asked::Waits) => Ok(back(&address(&name), "move-waits")),
        Err(fault) if fault.can_be_mended() => {
            let page = page(&visit, &name).await?;
            again(&PersonPage {
                wrong: Wrongs::of(&fault, page.page.words, FIELDS),
                office: form.office,
                duty: form.duty,
                ..page
            })
        }
        Err(fault) => Err(fault),
    }
}

/// `POST /administration/people/{name}/disable`
pub(crate) async fn disable(path: Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    set_disabled(path, sent, true).await
}

/// `POST /administration/people/{name}/enable`
pub(crate) async fn enable(path: Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    set_disabled(path, sent, false).await
}

async fn set_disabled(
    Path(name): Path<String>,
    sent: Sent<Nothing>,
    disabled: bool,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ManagePeople).await?;
    let (by, who) = (visit.caller.name.clone(), name.clone());
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| people::disable(tx, &who, disabled, &by, now))?;
            Ok(())
        })
        .await?;
    let done = if disabled { "disabled" } else { "enabled" };
    Ok(back(&address(&name), done))
}

async fn page(visit: &Visit, name: &str) -> Result<PersonPage, Fault> {
    let who = name.to_owned();
    let seen = visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            Ok(store.read(|tx| see(tx, &who, now))?)
        })
        .await?;
    let page = visit.page(Room::Administration, "");
    let key = if seen.person.disabled {
        "house-person-disabled"
    } else {
        "house-person"
    };
    let title = page.t1(key, "who", name);
    let page = Page { title, ..page };
    Ok(PersonPage {
        ways: ways(&page),
        done: None,
        link: None,
        office: seen.person.office.clone(),
        duty: seen.person.duty.clone().unwrap_or_default(),
        wrong: Wrongs::default(),
        seen,
        page,
    })
}

fn see(tx: &dyn ReadTx, name: &str, now: Time) -> Result<Seen, AccessError> {
    let person = people::named(tx, name)?;
    let last = session::last(tx, name)?;
    let grants = grant::list(tx, now)?;
    Ok(Seen {
        grants: grants
            .into_iter()
            .filter(|grant| grant.name == name && grant.what.matter() != Matter::Under)
            .collect(),
        offices: office::list(tx)?,
        sessions: session::list(tx, name, now)?,
        tokens: token::list(tx, Some(name))?,
        password: password::is_set(tx, name)?,
        codes: totp::is_set(tx, name)?,
        passkeys: passkey::list(tx, name)?,
        certificates: certificate::list(tx, name)?.len(),
        link_takes_two: let_in::takes_two(tx, &person)?,
        last,
        person,
    })
}
