//! `/administration/people`: registers somebody new.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::{
        AccessError, Permission, grant,
        office::{self, OfficeRow},
    },
    people::{self, Enrolled, Person, Role},
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    Fault, Page, Room, Sent, Visit, Way, Wrongs, access, address, again, html, person, role, ways,
};

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("person-name", "name"),
    ("person-taken", "name"),
    ("person-label", "office"),
    ("person-roles-apart", "roles"),
];

#[derive(Template)]
#[template(path = "administration/enrol.html")]
struct EnrolPage {
    page: Page,
    ways: Vec<Way>,
    entry: Entry,
    offices: Vec<OfficeRow>,
    /// Whether roles wait for a second person.
    two: bool,
    wrong: Wrongs,
}

impl EnrolPage {
    fn roles(&self) -> Vec<(&'static str, String, bool)> {
        let all = Role::ALL.map(|one| (one.name(), role(&self.page, one), self.entry.has(one)));
        all.into()
    }
}

/// A new person, with a box for each role.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    name: String,
    office: String,
    #[serde(default)]
    duty: String,
    #[serde(flatten)]
    boxes: BTreeMap<String, String>,
}

impl Entry {
    fn has(&self, role: Role) -> bool {
        self.boxes.contains_key(&format!("role-{}", role.name()))
    }

    fn person(&self) -> Person {
        let duty = self.duty.trim();
        Person {
            name: self.name.trim().to_owned(),
            office: self.office.trim().to_owned(),
            duty: (!duty.is_empty()).then(|| duty.to_owned()),
            roles: Role::ALL
                .into_iter()
                .filter(|role| self.has(*role))
                .collect(),
            disabled: false,
        }
    }
}

/// `GET /administration/people`
pub(crate) async fn form(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ManagePeople)?;
    html(&page(&visit, Entry::default(), Wrongs::default()).await?)
}

/// `POST /administration/people`
pub(crate) async fn enrol(headers: HeaderMap, sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManagePeople).await?;
    let (by, person) = (visit.caller.name.clone(), form.person());
    let name = person.name.clone();
    let done = visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            Ok(store.write(move |tx| people::enrol(tx, &person, &by, now, &mut SystemRandom))?)
        })
        .await;
    match done {
        Ok(Enrolled {
            link: Some(link), ..
        }) => {
            let link = access::address_of(&headers, &link);
            person::with_link(&visit, &name, link).await
        }
        Ok(Enrolled { waits, .. }) => {
            let done = if waits { "enrolled-waits" } else { "enrolled" };
            let to = format!("{}?done={done}", address(&name));
            Ok(Redirect::to(&to).into_response())
        }
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::Administration, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(&visit, form, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

async fn page(visit: &Visit, entry: Entry, wrong: Wrongs) -> Result<EnrolPage, Fault> {
    let (offices, two) =
        visit
            .work(|site| {
                let store = site.node.unfollowed();
                Ok(store
                    .read(|tx| Ok::<_, AccessError>((office::list(tx)?, grant::takes_two(tx)?)))?)
            })
            .await?;
    let page = visit.page(Room::Administration, "");
    let title = page.t("house-enrol");
    let page = Page { title, ..page };
    Ok(EnrolPage {
        ways: ways(&page),
        entry,
        offices,
        two,
        wrong,
        page,
    })
}
